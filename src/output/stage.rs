//! The folder beside the output in which the next state grows.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::lock::Lock;
use super::manifest::MARKER;
use super::plan::MOVED_ALONG;

/// A folder beside the output, removed when it is dropped.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) folder: PathBuf,
    /// Tells other builds that this one lives.
    _lock: Lock,
}

impl Stage {
    /// Makes an empty stage beside the output.
    pub(super) fn new(output: &Path) -> anyhow::Result<Stage> {
        let folder = output.with_file_name(name_for(output, &std::process::id().to_string()));
        if folder.exists() {
            remove(&folder)?;
        }
        std::fs::create_dir(&folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        let lock = Lock::take(&folder)?;
        Ok(Stage { folder, _lock: lock })
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // Nobody can be told here; the next build sweeps what is left.
        drop(remove(&self.folder));
    }
}

/// Removes the stages of builds that were killed, and returns to the output what such a build had
/// not yet moved back.
pub(super) fn sweep(output: &Path) -> anyhow::Result<()> {
    let Some(parent) = output.parent() else { return Ok(()) };
    let prefix = name_for(output, "");
    let entries =
        std::fs::read_dir(parent).with_context(|| format!("cannot list {}", parent.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot list {}", parent.display()))?;
        let name = entry.file_name();
        let is_stage = name
            .as_encoded_bytes()
            .strip_prefix(prefix.as_encoded_bytes())
            .is_some_and(|id| !id.is_empty() && id.iter().all(u8::is_ascii_digit));
        let folder = entry.path();
        if !is_stage || !folder.is_dir() || folder.is_symlink() {
            continue;
        }
        // A stage that another process holds belongs to a build that is still at work.
        let Ok(_lock) = Lock::take(&folder) else { continue };
        bring_along(&folder, output)?;
        remove(&folder)?;
    }
    Ok(())
}

/// Moves what belongs to others from an old tree into the new one, unless it is there already.
pub(super) fn bring_along(old: &Path, new: &Path) -> anyhow::Result<()> {
    for name in MOVED_ALONG {
        let (from, to) = (old.join(name), new.join(name));
        if new.is_dir() && from.symlink_metadata().is_ok() && to.symlink_metadata().is_err() {
            std::fs::rename(&from, &to)
                .with_context(|| format!("cannot move {} to {}", from.display(), to.display()))?;
        }
    }
    Ok(())
}

/// Returns whether a path in the output is that of a file that was about to be renamed into place.
pub(super) fn is_aside(path: &str) -> bool {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.starts_with(MARKER) && name.ends_with(".tmp")
}

fn name_for(output: &Path, id: &str) -> OsString {
    let mut name = OsString::from(".");
    name.push(output.file_name().unwrap_or_default());
    name.push(".stage-");
    name.push(id);
    name
}

/// Removes a stage, or the old tree that took its place; never one that still holds what belongs to
/// others because it could not be moved.
fn remove(folder: &Path) -> anyhow::Result<()> {
    if MOVED_ALONG.iter().any(|name| folder.join(name).symlink_metadata().is_ok()) {
        return Ok(());
    }
    std::fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))
}
