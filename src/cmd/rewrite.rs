//! Edits, written into files.
//!
//! Duty: read each file anew, replace what is to be replaced, write it. Inputs: [`Edit`]s. Outputs: files
//! with every other byte as it was; where one cannot be read or has changed, nothing.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::Terminal;
use super::summary::count;
use crate::diag::Lines;
use crate::id::RelPath;
use crate::pipeline::Pipeline;
use crate::site::Edit;

/// A file with what it shall hold.
pub(super) struct Rewritten {
    /// Its path in the site.
    pub(super) path: RelPath,
    /// Its place on the disk.
    pub(super) real: PathBuf,
    text: String,
    /// What changes in it, as it is told.
    lines: Vec<String>,
}

impl Rewritten {
    /// Writes the file.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be written to.
    pub(super) fn write(&self) -> anyhow::Result<()> {
        replace(&self.real, &self.text)
    }
}

/// Returns the files that edits change; all are read and changed before the first is written, so that
/// what cannot be done is not half done.
///
/// # Errors
///
/// Where a file cannot be read, or says something else by now.
pub(super) fn all(pipeline: &Pipeline, edits: &[Edit]) -> anyhow::Result<Vec<Rewritten>> {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort();
    edits.chunk_by(|a, b| a.path == b.path).map(|of_file| one(pipeline, of_file)).collect()
}

fn one(pipeline: &Pipeline, edits: &[&Edit]) -> anyhow::Result<Rewritten> {
    let path = edits.first().map_or_else(RelPath::root, |edit| edit.path.clone());
    let real = pipeline.real(&path).with_context(|| format!("{path} is no file of the site"))?;
    let before = std::fs::read_to_string(&real)
        .with_context(|| format!("cannot read {}", real.display()))?;
    let (places, mut lines) = (Lines::of(&before), Vec::new());
    let mut text = String::with_capacity(before.len());
    let mut at = 0;
    for Edit { span, old, new, .. } in edits {
        let start = span.start as usize;
        let between = before.get(at..start).filter(|_| span.of(&before) == old);
        let Some(between) = between else {
            bail!("{path} has changed meanwhile; nothing was written");
        };
        text.push_str(between);
        text.push_str(new);
        at = span.end as usize;
        let place = places.locate(*span).start;
        lines.push(format!("{path}:{}:{} {old} → {new}\n", place.line, place.column));
    }
    text.push_str(before.get(at..).unwrap_or_default());
    Ok(Rewritten { path, real, text, lines })
}

/// Writes files, unless this is a rehearsal, and tells of each edit.
///
/// # Errors
///
/// Where a file cannot be written.
pub(super) fn write(
    files: &[Rewritten],
    is_rehearsal: bool,
    terminal: &Terminal,
) -> anyhow::Result<()> {
    for file in files {
        if !is_rehearsal {
            file.write()?;
        }
        terminal.note(&file.lines.concat());
    }
    Ok(())
}

/// Returns `9 references in 5 files`.
pub(super) fn counted(files: &[Rewritten]) -> String {
    let edits = files.iter().map(|file| file.lines.len()).sum();
    let (edits, files) =
        (count(edits, "reference", "references"), count(files.len(), "file", "files"));
    format!("{edits} in {files}")
}

/// Writes a text in the place of a file in one step: whoever reads it meanwhile sees the old one whole, or
/// the new one. The name beside it is hidden, so that no listing takes it for content.
///
/// # Errors
///
/// Where the folder cannot be written to.
pub(super) fn replace(real: &Path, text: &str) -> anyhow::Result<()> {
    let cannot = || format!("cannot write {}", real.display());
    // A symbolic link stays one.
    let real = real.canonicalize().with_context(cannot)?;
    let name = real.file_name().map(|name| name.to_string_lossy().into_owned());
    let beside =
        real.with_file_name(format!(".{}.{}", name.unwrap_or_default(), std::process::id()));
    let written = std::fs::File::create_new(&beside)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.set_permissions(std::fs::metadata(&real)?.permissions())?;
            file.sync_all()
        })
        .and_then(|()| std::fs::rename(&beside, &real));
    if written.is_err() {
        // Nothing is lost if it stays.
        drop(std::fs::remove_file(&beside));
    }
    written.with_context(cannot)
}
