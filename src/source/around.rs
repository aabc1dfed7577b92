//! Data files around the content: nothing is made of them, but single people's answers do not belong
//! there either.

use std::ffi::OsStr;
use std::fs::File;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use crate::config::matches;
use crate::id::RelPath;

use super::{Entry, EntryKind, Skip};

/// So many names are looked at: around a handbook in a repository of its own there are a few dozen, and
/// whoever puts one into a large repository does not wait for a walk through all of it.
const MOST: usize = 10_000;

/// A table of more bytes is no export of a survey, and reading it would hold up each build.
const LARGEST: u64 = 64 << 20;

/// Returns the tables below the root and outside of the content, in the order of their paths: none in
/// folders that are skipped, hidden, installed or built, nor what the `.gitignore` of the root leaves
/// out of the repository: what never gets into it is not copied to others, and whoever counts answers
/// needs a place for them meanwhile.
///
/// What cannot be read is passed over: it is no part of the site. Symbolic links are not followed.
pub fn around(root: &Path, content: &RelPath, skip: &Skip) -> Vec<Entry> {
    if content.is_root() {
        return Vec::new();
    }
    let ignored = ignored(root);
    let is_wanted = |entry: &DirEntry| {
        let is_folder = entry.file_type().is_dir();
        if entry.depth() == 0 {
            return true;
        }
        let Some(path) = path_of(root, entry) else { return false };
        !is_foreign(entry.file_name(), is_folder)
            && path != *content
            && !skip.folders.contains(&path)
            && !ignored.iter().any(|pattern| matches(pattern, path.as_str()))
    };
    let walk = WalkDir::new(root).sort_by_file_name().into_iter();
    let entries = walk.filter_entry(is_wanted).take(MOST).filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.filter_map(|entry| data(root, &entry)).collect()
}

/// Returns a file as an entry where it holds data and can be opened.
fn data(root: &Path, entry: &DirEntry) -> Option<Entry> {
    let path = path_of(root, entry)?;
    let metadata = entry.metadata().ok()?;
    let is_table =
        ["csv", "tsv", "json"].iter().any(|known| path.extension().eq_ignore_ascii_case(known));
    if !is_table || metadata.len() > LARGEST || File::open(entry.path()).is_err() {
        return None;
    }
    let (real, modified) = (entry.path().to_path_buf(), metadata.modified().ok());
    Some(Entry { path, real, kind: EntryKind::Data, len: metadata.len(), modified })
}

fn path_of(root: &Path, entry: &DirEntry) -> Option<RelPath> {
    RelPath::new(&entry.path().strip_prefix(root).ok()?.to_str()?.replace('\\', "/"))
}

/// Returns whether a name is hidden, or that of a folder which other tools fill.
fn is_foreign(name: &OsStr, is_folder: bool) -> bool {
    let is_filled =
        is_folder && ["node_modules", "target", "vendor"].iter().any(|own| name == *own);
    is_filled || name.as_encoded_bytes().starts_with(b".")
}

/// Returns the patterns of the root's `.gitignore`, from the root. What it takes back with `!` stays
/// left out: it is the smaller part, and never more is told than without the file.
fn ignored(root: &Path) -> Vec<String> {
    let Ok(text) = std::fs::read_to_string(root.join(".gitignore")) else { return Vec::new() };
    let lines = text.lines().map(str::trim);
    let patterns = lines.filter(|line| !line.is_empty() && !line.starts_with(['#', '!']));
    patterns
        .map(|line| {
            let pattern = line.trim_end_matches('/');
            match pattern.strip_prefix('/') {
                Some(from_root) => from_root.to_owned(),
                None if pattern.contains('/') => pattern.to_owned(),
                None => format!("**/{pattern}"),
            }
        })
        .collect()
}
