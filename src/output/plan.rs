//! Whether a plan can be written at all.

use std::collections::{BTreeMap, BTreeSet};

use super::Planned;
use super::manifest::MARKER;
use crate::config::Misuse;
use crate::id::RelPath;

/// The names at the top of the output that belong to others and move along: the repository of a
/// published branch, and the domain of a pages host.
pub(super) const MOVED_ALONG: [&str; 3] = [".git", "CNAME", ".nojekyll"];

/// Checks that no two files of a plan want one place, and none the place of something else.
pub(super) fn check(files: &[Planned]) -> anyhow::Result<()> {
    let mut places: BTreeMap<String, &RelPath> = BTreeMap::new();
    for file in files {
        let top = file.path.as_str().split('/').next().unwrap_or_default();
        if file.path.is_root() || top == MARKER || MOVED_ALONG.contains(&top) {
            let hint = "rename the document that leads there, or its alias";
            return Err(Misuse::error(format!("no page can be written to `{}`", file.path), hint));
        }
        // Two names that differ in case only are one file on macOS and Windows.
        if let Some(first) = places.insert(file.path.as_str().to_lowercase(), &file.path) {
            return Err(taken(first, &file.path));
        }
    }
    for path in places.values() {
        for folder in folders_above(path) {
            if let Some(file) = places.get(&folder.as_str().to_lowercase()) {
                return Err(taken(file, path));
            }
        }
    }
    Ok(())
}

/// Returns the folders that a plan needs, outer before inner.
pub(super) fn folders(files: &[Planned]) -> BTreeSet<RelPath> {
    files.iter().flat_map(|file| folders_above(&file.path)).collect()
}

fn folders_above(path: &RelPath) -> impl Iterator<Item = RelPath> {
    std::iter::successors(Some(path.parent()), |folder| Some(folder.parent()))
        .take_while(|folder| !folder.is_root())
}

fn taken(first: &RelPath, second: &RelPath) -> anyhow::Error {
    let message = format!("`{first}` and `{second}` would be written to one place");
    Misuse::error(message, "rename one of the documents or aliases that lead there")
}
