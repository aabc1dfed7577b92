//! A folder that was built, as a web server would serve it.

use std::path::{Path, PathBuf};

use crate::id::{Digest, Digester, RelPath};

/// A file of the folder.
pub(super) struct Found {
    pub(super) path: RelPath,
    pub(super) real: PathBuf,
    pub(super) key: Digest,
}

/// Returns the file that a path below the base means: itself, with `.html`, or a folder's index.
/// Hidden files and whatever a link outside the folder leads to are not found.
pub(super) fn find(folder: &Path, path: &str) -> Option<Found> {
    let path = path.trim_start_matches('/');
    let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
    [format!("{path}{index}"), format!("{path}.html"), format!("{path}/index.html")]
        .iter()
        .find_map(|candidate| file(folder, candidate))
}

fn file(folder: &Path, path: &str) -> Option<Found> {
    if path.split('/').any(|part| part.starts_with('.')) {
        return None;
    }
    let path = RelPath::new(path)?;
    let folder = folder.canonicalize().ok()?;
    let real = folder.join(path.as_str()).canonicalize().ok()?;
    let metadata = real.metadata().ok()?;
    if !real.starts_with(&folder) || !metadata.is_file() {
        return None;
    }
    let mut key = Digester::new();
    key.add(&metadata.len().to_le_bytes());
    let modified = metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    key.add(&modified.as_nanos().to_le_bytes());
    Some(Found { path, real, key: key.finish() })
}
