//! The files of a site, by walking its folders.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use anyhow::Context;
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use crate::diag::{Code, Diagnostic};
use crate::id::{RelPath, Span};

/// One file of a site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its path from the root, normalised.
    pub path: RelPath,
    /// Its path as the disk has it.
    pub real: PathBuf,
    /// What it holds, judged by its name.
    pub kind: EntryKind,
    /// Its length in bytes.
    pub len: u64,
    /// When it was last written, where the file system says so. It tells that a file may have
    /// changed and reaches no output.
    pub modified: Option<SystemTime>,
}

/// What a file holds, judged by its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EntryKind {
    /// A document: `.md`, `.markdown`.
    Document,
    /// A series, people: `.csv`, `.toml`, `.json`.
    Data,
    /// A picture or an attachment, whose bytes are read when something refers to it.
    Asset,
}

/// The files of a site in order of their paths, and what is wrong with their names.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// The files; of several that are one name after normalisation only the first.
    pub entries: Vec<Entry>,
    /// Names that cannot be used, collide, or lead out of the site.
    pub findings: Vec<Diagnostic>,
}

/// What a listing leaves out beside hidden files and `node_modules`.
#[derive(Clone, Debug, Default)]
pub struct Skip {
    /// Folders relative to the root: the output, the themes, a build's `target`.
    pub folders: Vec<RelPath>,
}

impl Skip {
    /// Returns what is skipped in a site with the given content and output folders. Where the root
    /// itself holds the documents, `themes`, `target` and `public` at its top are no content; below
    /// `content/` these are ordinary names.
    pub fn of(content: &RelPath, output: &RelPath) -> Skip {
        let mut folders = vec![output.clone()];
        if content.is_root() {
            folders.extend(["themes", "target", "public"].iter().filter_map(|n| RelPath::new(n)));
        }
        folders.retain(|folder| !folder.is_root());
        Skip { folders }
    }
}

/// Lists the files below the folder `content` of `root`.
///
/// Symbolic links are followed as long as they stay inside the root; a link that leads out of it or
/// back to a folder above itself is a finding.
///
/// # Errors
///
/// Where a folder cannot be listed. A file that vanishes meanwhile is not an error.
pub fn list(root: &Path, content: &RelPath, skip: &Skip) -> anyhow::Result<Listing> {
    let root = root.canonicalize().with_context(|| format!("cannot open {}", root.display()))?;
    let start = if content.is_root() { root.clone() } else { root.join(content.as_str()) };
    let mut listing = Listing::default();
    let mut walk = WalkDir::new(&start).follow_links(true).sort_by_file_name().into_iter();
    while let Some(step) = walk.next() {
        let entry = match step {
            Ok(entry) => entry,
            Err(error) => {
                listing.findings.extend(unlisted(&root, &error)?);
                continue;
            }
        };
        if entry.depth() == 0 {
            continue;
        }
        let is_folder = entry.file_type().is_dir();
        if is_ignored(entry.file_name(), is_folder) {
            if is_folder {
                walk.skip_current_dir();
            }
            continue;
        }
        let path = match normalised(&root, entry.path()) {
            Ok(path) => path,
            Err(finding) => {
                listing.findings.push(finding);
                if is_folder {
                    walk.skip_current_dir();
                }
                continue;
            }
        };
        let leads_out = entry.path_is_symlink() && !stays_inside(&root, entry.path());
        if leads_out {
            listing.findings.push(linked_out(&path));
        }
        if is_folder && (leads_out || skip.folders.contains(&path)) {
            walk.skip_current_dir();
        }
        if entry.file_type().is_file() && !leads_out {
            listing.entries.extend(file(&entry, path));
        }
    }
    listing.entries.sort_by(|a, b| (&a.path, &a.real).cmp(&(&b.path, &b.real)));
    let collisions = collisions(&listing.entries);
    listing.findings.extend(collisions);
    listing.entries.dedup_by(|later, first| later.path == first.path);
    Ok(listing)
}

/// Returns whether a name is none of the content: hidden, or a folder of installed packages.
fn is_ignored(name: &OsStr, is_folder: bool) -> bool {
    name.as_encoded_bytes().starts_with(b".") || (is_folder && name == "node_modules")
}

fn file(entry: &DirEntry, path: RelPath) -> Option<Entry> {
    // A file that is gone by now is as good as one that was never there.
    let metadata = entry.metadata().ok()?;
    let kind = match path.extension().to_ascii_lowercase().as_str() {
        "md" | "markdown" => EntryKind::Document,
        "csv" | "tsv" | "toml" | "json" => EntryKind::Data,
        _ => EntryKind::Asset,
    };
    let modified = metadata.modified().ok();
    Some(Entry { path, real: entry.path().to_path_buf(), kind, len: metadata.len(), modified })
}

/// Returns the path from the root in NFC, or the finding that a name is not Unicode.
fn normalised(root: &Path, path: &Path) -> Result<RelPath, Diagnostic> {
    let below = path.strip_prefix(root).unwrap_or(path);
    let mut text = String::new();
    for part in below.components() {
        if let Component::Normal(name) = part {
            if !text.is_empty() {
                text.push('/');
            }
            match name.to_str() {
                Some(name) if name.contains(char::is_control) => {
                    return Err(control_name(&text, name));
                }
                Some(name) => text.extend(name.nfc()),
                None => return Err(unreadable_name(&text, name)),
            }
        }
    }
    Ok(RelPath::new(&text).expect("normal components never leave the root"))
}

fn unreadable_name(folder: &str, name: &OsStr) -> Diagnostic {
    let shown = format!("{folder}{}", name.to_string_lossy());
    let place = RelPath::new(&shown).unwrap_or_else(RelPath::root);
    let message = format!("the name `{}` is not UTF-8", name.to_string_lossy());
    Diagnostic::new(Code(1), &place, Span::default(), message)
        .hint("rename it; every other system would show it differently")
}

/// Returns the finding for a name that breaks lines, as neither addresses nor lists of files bear it.
fn control_name(folder: &str, name: &str) -> Diagnostic {
    let shown: String = name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    let place = RelPath::new(&format!("{folder}{shown}")).unwrap_or_else(RelPath::root);
    let message = format!("the name `{shown}` holds a line break or another control character");
    Diagnostic::new(Code(1), &place, Span::default(), message)
        .hint("rename it; no address can hold it")
}

fn stays_inside(root: &Path, path: &Path) -> bool {
    path.canonicalize().is_ok_and(|target| target.starts_with(root))
}

fn linked_out(path: &RelPath) -> Diagnostic {
    let message = format!("the symbolic link `{}` leads out of the site", path.file_name());
    Diagnostic::new(Code(14), path, Span::default(), message)
        .hint("copy what it points at into the site; nothing outside the root is published")
}

/// Returns what a failed step of the walk means: nothing for a dangling or hidden name, a finding for
/// a link that leads back, an error for a folder that cannot be listed.
fn unlisted(root: &Path, error: &walkdir::Error) -> anyhow::Result<Option<Diagnostic>> {
    let path = error.path().unwrap_or(root);
    if path != root && path.file_name().is_some_and(|name| is_ignored(name, true)) {
        return Ok(None);
    }
    if error.loop_ancestor().is_some() {
        let path = normalised(root, path).unwrap_or_else(|_| RelPath::root());
        let message =
            format!("the symbolic link `{}` leads back to its own folder", path.file_name());
        return Ok(Some(
            Diagnostic::new(Code(14), &path, Span::default(), message)
                .hint("remove the link; what it points at is read already"),
        ));
    }
    match error.io_error().map(std::io::Error::kind) {
        Some(std::io::ErrorKind::NotFound) if path != root => Ok(None),
        kind => {
            let why = kind.map_or_else(|| error.to_string(), |kind| kind.to_string());
            anyhow::bail!("cannot list {}: {why}", path.display())
        }
    }
}

/// Returns a finding for each file whose path is that of another in a different Unicode form, or in
/// another case: the first would be lost everywhere, the second on macOS and Windows.
fn collisions(entries: &[Entry]) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<String, &Entry> = BTreeMap::new();
    let mut findings = Vec::new();
    for entry in entries {
        let key = entry.path.as_str().to_lowercase();
        let Some(first) = seen.get(&key) else {
            seen.insert(key, entry);
            continue;
        };
        let message = if first.path == entry.path {
            format!("two files are both `{}`, in different Unicode forms", entry.path)
        } else {
            format!("`{}` and `{}` differ only in case", first.path, entry.path)
        };
        findings.push(
            Diagnostic::new(Code(5), &entry.path, Span::default(), message)
                .hint("rename one of them; some systems keep only one")
                .naming(&first.path),
        );
    }
    findings
}
