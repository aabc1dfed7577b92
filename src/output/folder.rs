//! The output folder as it stands: what of it was made here, and whether it may be replaced.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Context;
use rayon::prelude::*;
use walkdir::WalkDir;

use super::lock::Lock;
use super::manifest::{MARKER, Made, Manifest, is_marker};
use super::plan::MOVED_ALONG;
use super::{Planned, stage};
use crate::config::Misuse;
use crate::id::RelPath;
use crate::source;

/// An output folder that this process may write, and that no other throughline writes meanwhile.
#[derive(Debug)]
pub struct Output {
    /// The folder, with links resolved.
    pub(super) folder: PathBuf,
    /// What it holds of earlier builds.
    pub(super) manifest: Manifest,
    /// When its marker was written: a file changed later was changed by someone else.
    marked: Option<SystemTime>,
    /// Whether this value itself brought the folder into the state of the manifest.
    pub(super) is_trusted: bool,
    /// Whether the folder is there.
    pub(super) exists: bool,
    /// Held as long as this value lives.
    pub(super) lock: Lock,
}

/// What file managers leave in every folder that they show; it belongs to nobody and need not stay.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

impl Output {
    /// Takes hold of an output folder for the site at `root`, and removes what killed builds left
    /// beside it.
    ///
    /// # Errors
    ///
    /// With [`Misuse`] where the folder is not ours to replace, or another build is at work in it.
    pub fn open(folder: &Path, root: &Path) -> anyhow::Result<Output> {
        let folder = resolved(folder)?;
        refuse_the_site_itself(&folder, root)?;
        refuse_the_content(&folder, root)?;
        let exists = folder.is_dir();
        let lock = if exists { Lock::take(&folder)? } else { Lock::none() };
        stage::sweep(&folder)?;
        let (manifest, marked) = (Manifest::new(), None);
        let mut output = Output { folder, manifest, marked, is_trusted: false, exists, lock };
        if exists {
            output.inspect()?;
        }
        Ok(output)
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Removes everything that was made here, and the folder too if that leaves it empty; returns how
    /// many files that were.
    ///
    /// # Errors
    ///
    /// Where a file cannot be removed.
    pub fn clean(self) -> anyhow::Result<usize> {
        if !self.exists {
            return Ok(0);
        }
        let paths: Vec<RelPath> = self.manifest.files.keys().cloned().collect();
        let removed = super::update::remove(&self.folder, &paths)?;
        let marker = self.folder.join(MARKER);
        match std::fs::remove_file(&marker) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("cannot remove {}", marker.display()));
            }
            _ => {}
        }
        // A folder that still holds a repository stays.
        drop(std::fs::remove_dir(&self.folder));
        Ok(removed)
    }

    /// Returns for each planned file how it was made, where it stands in the folder as it should.
    pub(super) fn reusable(&self, files: &[Planned]) -> Vec<Option<Made>> {
        let same_program = self.manifest.program == Manifest::new().program;
        files
            .par_iter()
            .map(|file| {
                let made = *self.manifest.files.get(&file.path)?;
                let is_current = same_program && Some(made.key) == file.key;
                (is_current && self.is_intact(&file.path, made)).then_some(made)
            })
            .collect()
    }

    /// Returns whether nothing of an earlier build is there.
    pub fn is_empty(&self) -> bool {
        self.manifest.files.is_empty()
    }

    /// Returns whether a file still is what the manifest says: its length, and not written since.
    pub(super) fn is_intact(&self, path: &RelPath, made: Made) -> bool {
        if self.is_trusted {
            return true;
        }
        let Ok(metadata) = std::fs::symlink_metadata(self.folder.join(path.as_str())) else {
            return false;
        };
        let changed = metadata.modified().ok().zip(self.marked);
        metadata.is_file()
            && metadata.len() == made.len
            && changed.is_none_or(|(changed, marked)| changed <= marked)
    }

    /// Reads the marker, and refuses a folder that holds anything else than what it lists.
    fn inspect(&mut self) -> anyhow::Result<()> {
        let marker = self.folder.join(MARKER);
        let text = match std::fs::read(&marker) {
            Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", marker.display()));
            }
        };
        let is_ours = text.as_deref().is_some_and(is_marker);
        if let Some(text) = text.filter(|_| is_ours) {
            self.manifest = Manifest::parse(&text);
            self.marked = std::fs::metadata(&marker).and_then(|file| file.modified()).ok();
        }
        let foreign = self.foreign(is_ours)?;
        if foreign.is_empty() {
            return Ok(());
        }
        Err(refusal(&self.folder, &foreign, is_ours))
    }

    /// Returns the files that were not made here, at most ten of them.
    fn foreign(&self, is_ours: bool) -> anyhow::Result<BTreeSet<String>> {
        let mut foreign = BTreeSet::new();
        let walk = WalkDir::new(&self.folder).min_depth(1).into_iter().filter_entry(|entry| {
            !(entry.depth() == 1 && MOVED_ALONG.iter().any(|name| entry.file_name() == *name))
        });
        for entry in walk {
            let entry = entry.with_context(|| format!("cannot list {}", self.folder.display()))?;
            if entry.file_type().is_dir() || foreign.len() == 10 {
                continue;
            }
            let below = entry.path().strip_prefix(&self.folder).unwrap_or(entry.path());
            let text = below.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
            let is_listed =
                RelPath::new(&text).is_some_and(|path| self.manifest.files.contains_key(&path));
            let is_mark = is_ours && (text == MARKER || stage::is_aside(&text));
            let is_made_here = is_listed && entry.file_type().is_file();
            let is_litter = is_ours && LITTER.iter().any(|name| entry.file_name() == *name);
            if !is_mark && !is_made_here && !is_litter {
                foreign.insert(text);
            }
        }
        Ok(foreign)
    }
}

/// Returns the folder with links resolved, whether it is there or not.
fn resolved(folder: &Path) -> anyhow::Result<PathBuf> {
    if let Ok(real) = folder.canonicalize() {
        if !real.is_dir() {
            let message = format!("the output `{}` is a file", folder.display());
            return Err(Misuse::error(message, "choose a folder with `-o`"));
        }
        return Ok(real);
    }
    if folder.is_symlink() {
        let message = format!("the output `{}` is a link to nothing", folder.display());
        return Err(Misuse::error(message, "remove the link, or make the folder it points at"));
    }
    let absolute =
        std::path::absolute(folder).with_context(|| format!("cannot find {}", folder.display()))?;
    let (Some(parent), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        let message = format!("the output `{}` is no folder that can be made", folder.display());
        return Err(Misuse::error(message, "choose a folder with `-o`"));
    };
    std::fs::create_dir_all(parent)
        .and_then(|()| parent.canonicalize())
        .map(|parent| parent.join(name))
        .with_context(|| format!("cannot make {}", parent.display()))
}

fn refuse_the_site_itself(folder: &Path, root: &Path) -> anyhow::Result<()> {
    let root = root.canonicalize().with_context(|| format!("cannot open {}", root.display()))?;
    if root.starts_with(folder) {
        let message = format!("the output `{}` holds the site itself", folder.display());
        return Err(Misuse::error(message, "choose another folder with `-o`"));
    }
    Ok(())
}

/// Refuses a folder inside of the content: the next build would read what this one wrote.
fn refuse_the_content(folder: &Path, root: &Path) -> anyhow::Result<()> {
    let content = source::content_folder(root);
    let real = root.join(content.as_str()).canonicalize();
    let is_inside = !content.is_root() && real.is_ok_and(|real| folder.starts_with(real));
    if is_inside {
        let message = format!("output `{}` and the content would mix", folder.display());
        return Err(Misuse::error(message, "choose a folder of its own, such as `public`"));
    }
    Ok(())
}

fn refusal(folder: &Path, foreign: &BTreeSet<String>, is_ours: bool) -> anyhow::Error {
    let folder = folder.display();
    let names: Vec<String> = foreign.iter().take(3).map(|name| format!("`{name}`")).collect();
    let more = if foreign.len() > names.len() { " and more" } else { "" };
    let names = names.join(", ");
    if is_ours {
        let message = format!("`{folder}` holds {names}{more}, which this program did not write");
        return Misuse::error(message, "move it into the content, or away, and build again");
    }
    let message = format!("`{folder}` was not made by throughline: it holds {names}{more}");
    Misuse::error(message, "choose another folder with `-o`, or empty this one yourself")
}
