//! The whole output at once: stage, then one exchange of folders.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context;
use rayon::prelude::*;

use super::manifest::{Made, Manifest};
use super::stage::{Stage, bring_along};
use super::{Output, Planned, Render, Report, Way, plan};
use crate::id::Digest;

impl Output {
    /// Brings the folder into the planned state in one step: readers see the old state or the new
    /// one, and a failure leaves the old one.
    ///
    /// Rendering and writing are one parallel step, so that the bytes of a file are dropped at once.
    ///
    /// # Errors
    ///
    /// Where a file cannot be rendered or written, or two files want one place.
    pub fn publish(mut self, files: &[Planned], render: &Render<'_>) -> anyhow::Result<Report> {
        plan::check(files)?;
        let reusable = self.reusable(files);
        let removed = self.obsolete(files).len();
        if self.exists && removed == 0 && reusable.iter().all(Option::is_some) {
            return Ok(self.report(files.len(), 0, removed, Way::Untouched));
        }
        let stage = Stage::new(&self.folder)?;
        for folder in plan::folders(files) {
            let folder = stage.folder.join(folder.as_str());
            std::fs::create_dir(&folder)
                .with_context(|| format!("cannot make {}", folder.display()))?;
        }
        let written = AtomicUsize::new(0);
        let made: Vec<Made> = (files, &reusable)
            .into_par_iter()
            .enumerate()
            .map(|(at, (file, reusable))| {
                let target = stage.folder.join(file.path.as_str());
                let old = self.folder.join(file.path.as_str());
                if let Some(made) = reusable.filter(|_| share(&old, &target)) {
                    return Ok(made);
                }
                let (key, bytes) = render(at)?;
                let made = made(key, &bytes);
                if !(self.holds(file, made) && share(&old, &target)) {
                    written.fetch_add(1, Ordering::Relaxed);
                    std::fs::write(&target, bytes)
                        .with_context(|| format!("cannot write {}", target.display()))?;
                }
                Ok(made)
            })
            .collect::<anyhow::Result<_>>()?;
        let mut manifest = Manifest::new();
        manifest.files.extend(files.iter().map(|file| file.path.clone()).zip(made));
        manifest.write(&stage.folder)?;
        let way = self.take_over(&stage, files, manifest)?;
        Ok(self.report(files.len(), written.into_inner(), removed, way))
    }

    /// Returns whether the folder holds the file with these very bytes, made from whatever key.
    fn holds(&self, file: &Planned, made: Made) -> bool {
        self.manifest.files.get(&file.path).is_some_and(|old| {
            old.bytes == made.bytes && old.len == made.len && self.is_intact(&file.path, *old)
        })
    }

    /// Puts the staged tree in the place of the output, the old tree in that of the stage.
    fn take_over(
        &mut self,
        stage: &Stage,
        files: &[Planned],
        manifest: Manifest,
    ) -> anyhow::Result<Way> {
        let publish = || format!("cannot put the new {} in place", self.folder.display());
        if !self.exists {
            std::fs::rename(&stage.folder, &self.folder).with_context(publish)?;
            return Ok(Way::AtOnce);
        }
        if let Ok(old) = std::fs::metadata(&self.folder) {
            // Not every file system keeps permissions; the new tree has usable ones anyway.
            drop(std::fs::set_permissions(&stage.folder, old.permissions()));
        }
        match exchange(&stage.folder, &self.folder) {
            Ok(()) => {
                self.manifest = manifest;
                bring_along(&stage.folder, &self.folder)?;
                Ok(Way::AtOnce)
            }
            Err(error) if cannot_exchange(&error) => {
                self.update(files, &|at| {
                    let staged = stage.folder.join(files[at].path.as_str());
                    let bytes = std::fs::read(&staged)
                        .with_context(|| format!("cannot read {}", staged.display()))?;
                    let made = manifest.files.get(&files[at].path);
                    Ok((made.map_or(Digest::default(), |made| made.key), bytes))
                })?;
                Ok(Way::FileByFile)
            }
            Err(error) => Err(error).with_context(publish),
        }
    }

    pub(super) fn report(&self, all: usize, written: usize, removed: usize, way: Way) -> Report {
        let folder = self.folder.clone();
        Report { folder, written, unchanged: all - written, removed, way }
    }
}

/// Returns how a file is entered into the manifest.
pub(super) fn made(key: Digest, bytes: &[u8]) -> Made {
    Made { key, bytes: Digest::of(bytes), len: bytes.len() as u64 }
}

/// Gives the new tree the old one's file; a copy where the file system has no hard links. Returns
/// whether that succeeded.
fn share(old: &Path, new: &Path) -> bool {
    std::fs::hard_link(old, new).is_ok() || std::fs::copy(old, new).is_ok()
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Returns whether the system or the file system cannot exchange these two folders at all: no such
/// call, no such flag, or the output is a mount point.
fn cannot_exchange(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(
        error.kind(),
        Kind::Unsupported | Kind::InvalidInput | Kind::CrossesDevices | Kind::ResourceBusy
    )
}
