//! The mending of `throughline check --fix`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::{Terminal, git, rewrite};
use crate::diag::{Code, Diagnostic};
use crate::id::RelPath;
use crate::pipeline::{Pipeline, Snapshot};
use crate::site::{Edit, Mending, Past};

/// What is mended.
pub(super) struct Asked<'a> {
    /// The folder of the site.
    pub(super) root: &'a Path,
    /// Earlier texts of files, by their paths from that folder: the anchors of their headings are kept alive.
    pub(super) against: &'a BTreeMap<String, String>,
    /// Whether it is only told.
    pub(super) is_rehearsal: bool,
}

/// Rewrites the references of a site of which it is clear what they mean, and returns the site as it is
/// afterwards.
///
/// # Errors
///
/// Where a file cannot be read or written.
pub(super) fn run(
    pipeline: &mut Pipeline,
    snapshot: Arc<Snapshot>,
    asked: &Asked<'_>,
    terminal: &Terminal,
) -> anyhow::Result<Arc<Snapshot>> {
    let is_rehearsal = asked.is_rehearsal;
    let mut edits = edits(pipeline, asked.root);
    edits.extend(anchors_kept(pipeline, asked));
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

/// Says in the hint of each reference that leads nowhere that it would be mended, where it would be.
pub(super) fn name_itself(pipeline: &Pipeline, snapshot: &mut Arc<Snapshot>, root: &Path) {
    let is_lost = |finding: &Diagnostic| finding.code == Code(6);
    // Nobody else has it yet.
    let Some(snapshot) = Arc::get_mut(snapshot).filter(|it| it.findings().iter().any(is_lost))
    else {
        return;
    };
    let edits = edits(pipeline, root);
    let by_file: BTreeMap<&RelPath, &[Edit]> =
        edits.chunk_by(|a, b| a.path == b.path).map(|edits| (&edits[0].path, edits)).collect();
    snapshot.advise(|finding| {
        let (start, end) = (finding.span.start, finding.span.end);
        let of_file = by_file.get(&finding.path).filter(|_| is_lost(finding))?;
        let edit = of_file.iter().find(|edit| start <= edit.span.start && edit.span.end <= end)?;
        Some(format!("`throughline check --fix` writes `{}` here", edit.new))
    });
}

/// Returns what keeps old anchors of headings alive.
fn anchors_kept(pipeline: &Pipeline, asked: &Asked<'_>) -> Vec<Edit> {
    let Some(mending) = pipeline.mending().filter(|_| !asked.against.is_empty()) else {
        return Vec::new();
    };
    let text = |path: &RelPath| {
        // Git was asked by the name as the disk has it.
        let real = pipeline.real(path)?;
        let name = real.strip_prefix(asked.root).ok()?.to_str()?;
        Some((path.clone(), Arc::from(asked.against.get(name)?.as_str())))
    };
    let documents = pipeline.files().filter(|(_, is_document)| *is_document);
    let earlier: BTreeMap<RelPath, Arc<str>> =
        documents.filter_map(|(path, _)| text(path)).collect();
    mending.anchors_kept(&earlier)
}

/// Returns what is to be written where.
fn edits(pipeline: &Pipeline, root: &Path) -> Vec<Edit> {
    let Some(mending) = pipeline.mending() else { return Vec::new() };
    let past = past(pipeline, root, &mending);
    mending.edits(&past)
}

/// Up to how many documents that may have held an id are asked for their past: visions are few, and of
/// thousands of retros those that have changed will do.
const HOLDERS: usize = 40;

/// Returns what the commits say about the documents that can tell what became of a lost id.
fn past(pipeline: &Pipeline, root: &Path, mending: &Mending<'_>) -> Past {
    let (named, mut possible) = (mending.named(), mending.possible());
    if (named.is_empty() && possible.is_empty()) || !git::has_commits(root) {
        return Past::default();
    }
    if possible.len() > HOLDERS {
        let changed = git::changed(root);
        possible.retain(|path| changed.contains(path.as_str()));
    }
    let texts = |path: &RelPath| {
        // Git knows the name as the disk has it.
        let real = pipeline.real(path)?;
        let name = real.strip_prefix(root).ok()?.to_str()?;
        let texts = git::history(root, name).into_iter().map(Arc::from).collect();
        Some((path.clone(), texts))
    };
    Past { texts: named.union(&possible).filter_map(|path| texts(path)).collect(), is_kept: true }
}
