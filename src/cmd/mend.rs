//! The mending of `throughline check --fix`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::{Terminal, git, rewrite};
use crate::id::RelPath;
use crate::pipeline::{Pipeline, Snapshot};

/// Rewrites the references of a site of which it is clear what they mean, and returns the site as it is
/// afterwards.
///
/// # Errors
///
/// Where a file cannot be read or written.
pub(super) fn run(
    pipeline: &mut Pipeline,
    snapshot: Arc<Snapshot>,
    root: &Path,
    is_rehearsal: bool,
    terminal: &Terminal,
) -> anyhow::Result<Arc<Snapshot>> {
    let edits = match pipeline.mending() {
        Some(mending) => {
            let wanted = mending.wanted();
            mending.edits(&committed(pipeline, root, wanted.into_iter()))
        }
        None => Vec::new(),
    };
    let files = rewrite::all(pipeline, &edits)?;
    rewrite::write(&files, is_rehearsal, terminal)?;
    let verb = if is_rehearsal { "Would mend" } else { "Mended" };
    terminal.note(&match files.is_empty() {
        true => "Nothing was mended\n".to_owned(),
        false => format!("{verb} {}\n", rewrite::counted(&files)),
    });
    if is_rehearsal || files.is_empty() {
        return Ok(snapshot);
    }
    let touched: Vec<_> = files.into_iter().map(|file| file.real).collect();
    pipeline.rebuild(Some(&touched))
}

/// Returns the last committed texts of those documents that have changed since.
fn committed<'a>(
    pipeline: &Pipeline,
    root: &Path,
    wanted: impl Iterator<Item = &'a RelPath>,
) -> BTreeMap<RelPath, Arc<str>> {
    let mut wanted = wanted.peekable();
    if wanted.peek().is_none() {
        return BTreeMap::new();
    }
    let changed = git::changed(root);
    let wanted = wanted.filter(|path| changed.contains(path.as_str()));
    let text = |path: &RelPath| {
        // Git knows the name as the disk has it.
        let real = pipeline.real(path)?;
        let name = real.strip_prefix(root).ok()?.to_str()?;
        Some((path.clone(), git::committed(root, name)?.into()))
    };
    wanted.filter_map(text).collect()
}
