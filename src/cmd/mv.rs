//! `throughline mv`: a document moves, and what refers to it comes along.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use anyhow::Context;
use unicode_normalization::UnicodeNormalization;

use super::build::site;
use super::summary::count;
use super::{Terminal, rewrite, say};
use crate::config::Misuse;
use crate::diag::{Code, Severity, did_you_mean};
use crate::id::RelPath;
use crate::pipeline::{Options, Pipeline, Snapshot};
use crate::site::Refused;

/// What to move where.
#[derive(Clone, Debug)]
pub struct Request {
    /// The site.
    pub options: Options,
    /// A document or a folder: as a path from where one is, from the site's folder, or from the folder of
    /// documents.
    pub old: PathBuf,
    /// Its new place, from the same folder.
    pub new: PathBuf,
    /// Whether nothing is written.
    pub is_rehearsal: bool,
}

/// A file or a folder, and its new place.
struct Way {
    old: RelPath,
    new: RelPath,
    /// Both as the disk has them.
    real: (PathBuf, PathBuf),
}

/// Moves a document.
///
/// # Errors
///
/// Where it cannot be moved there.
pub fn run(mut request: Request, terminal: &Terminal) -> anyhow::Result<u8> {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    request.options.root = site(&request.options.root)?;
    let root = request.options.root.clone();
    let mut pipeline = Pipeline::open(request.options)?;
    let before = pipeline.rebuild(None)?;
    let bases =
        [here.ok(), Some(root.clone()), Some(root.join(pipeline.config().content.as_str()))];
    let way = way(&pipeline, &root, &bases, &request.old, &request.new)?;
    let ways = with_data(&pipeline, way)?;
    let files = files(&pipeline, &ways);
    let edits = pipeline.moving(files.clone()).and_then(|moving| moving.edits());
    let edits = edits.map_err(|Refused { message, hint }| Misuse::error(message, hint))?;
    let mut changed = rewrite::all(&pipeline, &edits)?;
    if !request.is_rehearsal {
        for way in &ways {
            rename(way)?;
        }
        for file in &mut changed {
            if let Some(way) = ways.iter().find(|way| file.real.starts_with(&way.real.0)) {
                let below = file.real.strip_prefix(&way.real.0).unwrap_or(Path::new(""));
                // Joining nothing would make a folder of a file.
                file.real = match below.as_os_str().is_empty() {
                    true => way.real.1.clone(),
                    false => way.real.1.join(below),
                };
            }
        }
    }
    for way in &ways {
        terminal.note(&format!("{} → {}\n", way.old, way.new));
    }
    rewrite::write(&changed, request.is_rehearsal, terminal)?;
    let (moved, rewrote) = match request.is_rehearsal {
        true => ("Would move", "rewrite"),
        false => ("Moved", "rewrote"),
    };
    let mut done = format!("{moved} {}", count(files.len(), "file", "files"));
    if !changed.is_empty() {
        done.push_str(&format!(" and {rewrote} {}", rewrite::counted(&changed)));
    }
    terminal.note(&format!("{done}\n"));
    if request.is_rehearsal {
        return Ok(0);
    }
    let after = pipeline.rebuild(None)?;
    Ok(told(&before, &after))
}

/// Returns the exit code of a move, which is to bring no finding about; says so where it does. Findings
/// name what moved, so that those of a rule are counted rather than compared.
fn told(before: &Snapshot, after: &Snapshot) -> u8 {
    let count_of = |snapshot: &Snapshot, severity: Severity| {
        let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
        for finding in snapshot.findings().iter().filter(|f| f.severity == severity) {
            *counts.entry(finding.code).or_default() += 1;
        }
        counts
    };
    let new = |severity: Severity| -> usize {
        let known = count_of(before, severity);
        let counts = count_of(after, severity).into_iter();
        let more = |(code, count): (Code, usize)| {
            count.saturating_sub(known.get(&code).copied().unwrap_or(0))
        };
        counts.map(more).sum()
    };
    let (errors, warnings) = (new(Severity::Error), new(Severity::Warning));
    if errors + warnings > 0 {
        let findings = count(errors + warnings, "new finding", "new findings");
        say(&format!("{findings}; `throughline check` tells what they are\n"));
    }
    u8::from(errors > 0)
}

/// Returns what is to move where.
fn way(
    pipeline: &Pipeline,
    root: &Path,
    bases: &[Option<PathBuf>],
    old: &Path,
    new: &Path,
) -> anyhow::Result<Way> {
    let documents: Vec<&RelPath> =
        pipeline.files().filter(|(_, is_document)| *is_document).map(|(path, _)| path).collect();
    let is_there = |base: &&PathBuf| {
        let path = inside(pipeline, root, &lexical(&base.join(old)));
        path.is_ok_and(|path| documents.iter().any(|document| document.within(&path).is_some()))
    };
    let base = bases.iter().flatten().find(is_there);
    let Some(base) = base else {
        let message = format!("`{}` is no document, and no folder with one", old.display());
        let content = &pipeline.config().content;
        let known = documents.iter().flat_map(|path| [Some(path.as_str()), path.within(content)]);
        let near = did_you_mean(&old.to_string_lossy(), known.flatten());
        let hint =
            near.unwrap_or_else(|| "name a file that ends with .md, or its folder".to_owned());
        return Err(Misuse::error(message, hint));
    };
    let old_real = lexical(&base.join(old));
    let mut new_real = lexical(&base.join(new));
    let is_into = new.as_os_str().as_encoded_bytes().ends_with(b"/") || new_real.is_dir();
    if is_into && let Some(name) = old_real.file_name() {
        new_real.push(name);
    }
    let (old, new) = (inside(pipeline, root, &old_real)?, inside(pipeline, root, &new_real)?);
    let is_folder = old_real.is_dir();
    let is_document = matches!(new.extension(), "md" | "markdown");
    if is_folder == is_document {
        let message =
            format!("`{new}` is no name for a {}", if is_folder { "folder" } else { "document" });
        let hint = if is_folder { "leave the extension out" } else { "end the name with .md" };
        return Err(Misuse::error(message, hint));
    }
    if is_folder && new.within(&old).is_some() {
        let message = format!("`{new}` lies within `{old}`");
        return Err(Misuse::error(message, "choose a place outside of the folder that moves"));
    }
    free(&new, &new_real)?;
    Ok(Way { old, new, real: (old_real, new_real) })
}

/// Refuses a place at which there is something.
fn free(new: &RelPath, real: &Path) -> anyhow::Result<()> {
    if real.symlink_metadata().is_err() {
        return Ok(());
    }
    let message = format!("there is something at `{new}` already");
    Err(Misuse::error(message, "choose another name, or remove it first"))
}

/// Returns what moves: a KPI takes the numbers along that it finds by its own name.
fn with_data(pipeline: &Pipeline, way: Way) -> anyhow::Result<Vec<Way>> {
    let is_own = |data: &RelPath| {
        data.parent() == way.old.parent() && data.stem() == way.old.stem() && *data != way.old
    };
    let data = pipeline.data_files().find(|(kpi, data)| **kpi == way.old && is_own(data));
    let found = data.and_then(|(_, data)| Some((data.clone(), pipeline.real(data)?)));
    let Some((old, real)) = found else { return Ok(vec![way]) };
    let name = format!("{}.{}", way.new.stem(), old.extension());
    let new = way.new.parent().join(&name).context("the new place leads out of the site")?;
    let new_real = way.real.1.with_file_name(&name);
    free(&new, &new_real)?;
    Ok(vec![way, Way { old, new, real: (real, new_real) }])
}

/// Returns the files that move, each with its new place.
fn files(pipeline: &Pipeline, ways: &[Way]) -> BTreeMap<RelPath, RelPath> {
    let mut files = BTreeMap::new();
    for (path, _) in pipeline.files() {
        let new = ways.iter().find_map(|way| match path.within(&way.old)? {
            "" => Some(way.new.clone()),
            below => way.new.join(below),
        });
        files.extend(new.map(|new| (path.clone(), new)));
    }
    files
}

/// Returns the path of a place from the site's folder, where it is one for content.
fn inside(pipeline: &Pipeline, root: &Path, real: &Path) -> anyhow::Result<RelPath> {
    let config = pipeline.config();
    let below = real.strip_prefix(root).ok().and_then(Path::to_str);
    let path = below.and_then(|below| RelPath::new(&below.nfc().collect::<String>()));
    let path = path.filter(|path| {
        let below = path.within(&config.content).unwrap_or_default();
        let is_hidden = |part: &str| part.starts_with('.') || part == "node_modules";
        let is_output = !config.output.is_root() && path.within(&config.output).is_some();
        let is_bare = below.is_empty() || below.contains(char::is_control);
        !is_bare && !is_output && !below.split('/').any(is_hidden)
    });
    path.ok_or_else(|| {
        let content = if config.content.is_root() { "." } else { config.content.as_str() };
        let message = format!("`{}` is no place for a document", real.display());
        Misuse::error(message, format!("name a place below the folder `{content}` of the site"))
    })
}

/// Returns a path without `.` and `..`, which may lead through folders that are not there yet.
fn lexical(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

fn rename(way: &Way) -> anyhow::Result<()> {
    let (old, new) = &way.real;
    let cannot = || format!("cannot move {} to {}", old.display(), new.display());
    if let Some(folder) = new.parent() {
        std::fs::create_dir_all(folder).with_context(cannot)?;
    }
    std::fs::rename(old, new).with_context(cannot)
}
