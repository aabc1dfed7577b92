//! Copies of the default theme's files that a site keeps and changes.
//!
//! Duty: makes such a copy, and tells which of a site's copies have an original that is another one by now.
//! Inputs: the site's files, and the originals that were kept beside them. Outputs: the bytes of a copy,
//! [`Drift`]s.
//!
//! A copy begins with a line that carries the hash of its original. The hash tells that the original has
//! changed; what changed in it only the old text can tell, which the program no longer has. So the original
//! lies beside the copy, below [`ORIGINALS`], and where somebody deleted it the hash still warns.

use std::borrow::Cow;

use super::diff::difference;
use super::{File, TEMPLATES, default_files};
use crate::id::Digest;

/// Where below a theme's folder the originals of its copies lie; nothing in there is published.
pub const ORIGINALS: &str = ".originals/";

/// What the first line of a copy says before it names the original.
const MARK: &str = "Ejected from Throughline ";
const HASH: &str = ", hash ";
const HASH_LENGTH: usize = 16;

/// A copy whose original is another one by now, or of which that cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// The copy below the theme's folder.
    pub path: String,
    /// The byte after which the first line of the copy ends.
    pub line_end: usize,
    /// What became of its original.
    pub what: Drifted,
}

/// What became of the original of a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drifted {
    /// It has changed: in these lines, where the old one was kept.
    Changed(Option<String>),
    /// There is none any more.
    Gone,
    /// The first line of the copy does not say which one it was.
    Unreadable,
    /// An original was kept for a file whose first line says nothing of one.
    Unmarked,
}

/// Returns the file of the default theme that a name means: its path, the name of a template, or that
/// without `.html`.
pub fn original(name: &str) -> Option<File> {
    let names = [name.to_owned(), format!("{TEMPLATES}{name}"), format!("{TEMPLATES}{name}.html")];
    let files: Vec<File> = default_files().collect();
    names.iter().find_map(|name| files.iter().find(|file| file.path == *name)).cloned()
}

/// Returns the paths of the files of the default theme, in order.
pub fn originals() -> Vec<String> {
    let mut paths: Vec<String> = default_files().map(|file| file.path).collect();
    paths.sort();
    paths
}

/// Returns a copy of an original: its text below the line that carries its hash.
pub fn copied(original: &File) -> Vec<u8> {
    [first_line(original).as_bytes(), b"\n", &original.bytes].concat()
}

/// Returns a copy with a first line that carries the hash of today's original.
pub fn confirmed(copy: &str, original: &File) -> String {
    let (line, rest) = copy.split_once('\n').unwrap_or((copy, ""));
    let text = if matches!(marked(line), Marked::Not) { copy } else { rest };
    format!("{}\n{text}", first_line(original))
}

/// Returns what has drifted of a site's files, given the originals that were kept, by path.
pub fn drifted(own: &[File], kept: &[File]) -> Vec<Drift> {
    let mut drifts: Vec<Drift> = own.iter().filter_map(|file| drift(file, kept)).collect();
    drifts.sort_by(|a, b| a.path.cmp(&b.path));
    drifts
}

fn drift(own: &File, kept: &[File]) -> Option<Drift> {
    let text = std::str::from_utf8(&own.bytes).ok()?;
    let line = text.lines().next().unwrap_or("");
    let kept = kept.iter().find(|file| file.path == own.path);
    let now = default_files().find(|file| file.path == own.path);
    let found = |what| Some(Drift { path: own.path.clone(), line_end: line.len(), what });
    let hash = match marked(line) {
        Marked::Hash(hash) => hash,
        Marked::Unreadable => return found(Drifted::Unreadable),
        // A file that is nobody's copy is none of our concern.
        Marked::Not => return kept.and(now).and_then(|_| found(Drifted::Unmarked)),
    };
    let Some(now) = now else { return found(Drifted::Gone) };
    if hash_of(&now.bytes) == hash {
        return None;
    }
    let before = kept.filter(|file| hash_of(&file.bytes) == hash);
    let texts = before.map(|file| (text_of(&file.bytes), text_of(&now.bytes)));
    found(Drifted::Changed(texts.map(|(before, now)| difference(&before, &now))))
}

fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// What the first line of a file says.
enum Marked<'a> {
    Hash(&'a str),
    /// It says that the file is a copy, and not of what.
    Unreadable,
    Not,
}

fn marked(line: &str) -> Marked<'_> {
    let Some((_, said)) = line.split_once(MARK) else { return Marked::Not };
    let hash = said.split_once(HASH).and_then(|(_, rest)| rest.get(..HASH_LENGTH));
    let is_hash = |hash: &&str| hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    hash.filter(is_hash).map_or(Marked::Unreadable, Marked::Hash)
}

/// Returns the first line of a copy, as a comment of its language.
fn first_line(original: &File) -> String {
    let path = &original.path;
    let (open, close) = match path.rsplit_once('.').map(|(_, ending)| ending) {
        // The dashes keep the line break out of the page.
        Some("html") => ("{#- ", " -#}"),
        Some("css") => ("/* ", " */"),
        Some("svg") => ("<!-- ", " -->"),
        Some("toml") => ("# ", ""),
        _ => ("// ", ""),
    };
    let (version, hash) = (env!("CARGO_PKG_VERSION"), hash_of(&original.bytes));
    format!("{open}{MARK}{version}: {path}{HASH}{hash}{close}")
}

fn hash_of(bytes: &[u8]) -> String {
    let mut hash = format!("{:032x}", Digest::of(bytes).0);
    hash.truncate(HASH_LENGTH);
    hash
}
