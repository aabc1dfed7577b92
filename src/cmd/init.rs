//! `throughline init`: a site to start from.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use include_dir::{Dir, File, include_dir};

use super::Terminal;
use super::summary::count;
use crate::config::Misuse;
use crate::id::Date;
use crate::pipeline::today;

/// The starter. Its dates are those of a site begun on [`ANCHOR`].
static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cmd/starter");

/// The sample handbook, which is the project's own content.
static SAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// The sample's configuration.
const SAMPLE_CONFIGURATION: &str = include_str!("../../throughline.toml");

/// The Monday that the starter's dates count from; they are moved by whole weeks to the Monday of
/// today, so that a new site has fresh numbers and nothing in it is overdue.
const ANCHOR: (i16, i8, i8) = (2026, 1, 5);

/// What to write, and where.
#[derive(Clone, Debug)]
pub struct Request {
    /// The folder.
    pub folder: PathBuf,
    /// The site.
    pub site: Site,
    /// Whether a folder that holds something already is filled up.
    pub fill_gaps: bool,
}

/// A site to begin with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Site {
    /// One document of each kind that a chain needs.
    Starter,
    /// The sample handbook.
    Demo,
}

/// Writes the files that are not there yet; none is ever written over.
///
/// # Errors
///
/// Where the folder holds something already and that was not allowed, or cannot be written.
pub fn run(request: &Request, terminal: &Terminal) -> anyhow::Result<u8> {
    let folder = &request.folder;
    if !request.fill_gaps {
        refuse_a_full_folder(folder)?;
    }
    let (mut written, mut kept) = (0, 0);
    for (path, bytes) in files(request.site)? {
        match write_new(&folder.join(&path), &bytes)? {
            Written::Yes => written += 1,
            Written::WasThere => kept += 1,
        }
    }
    let shown = folder.display();
    let kept_words =
        if kept > 0 { format!(", kept {kept} that were there") } else { String::new() };
    terminal.note(&format!(
        "Wrote {}{kept_words} in {shown}\n\n\
         Next:\n  throughline serve {shown}    shows it while you write\n  \
         throughline check {shown}    says what is missing\n",
        count(written, "file", "files"),
    ));
    Ok(0)
}

/// A folder with nothing but a repository in it is as good as an empty one.
fn refuse_a_full_folder(folder: &Path) -> anyhow::Result<()> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            return Err(error).with_context(|| format!("cannot list {}", folder.display()));
        }
    };
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot list {}", folder.display()))?;
        if entry.file_name() != ".git" {
            let message = format!("`{}` is not empty", folder.display());
            let hint = "choose another folder, or add `--force`, which writes only what is missing";
            return Err(Misuse::error(message, hint));
        }
    }
    Ok(())
}

/// Returns the files of a site, by path.
fn files(site: Site) -> anyhow::Result<Vec<(PathBuf, Vec<u8>)>> {
    Ok(match site {
        Site::Starter => {
            let days = moved_by()?;
            let moved = |file: &File<'_>| match file.contents_utf8() {
                Some(text) => moved(text, days).into_bytes(),
                None => file.contents().to_vec(),
            };
            every(&STARTER).map(|file| (starter_path(file.path()), moved(file))).collect()
        }
        Site::Demo => {
            let sample = every(&SAMPLE)
                .map(|file| (Path::new("content").join(file.path()), file.contents().to_vec()));
            // What belongs to every site comes from the starter.
            let common = every(&STARTER)
                .filter(|file| !file.path().starts_with("content"))
                .filter(|file| file.path() != Path::new("throughline.toml"))
                .map(|file| (starter_path(file.path()), file.contents().to_vec()));
            let configuration = SAMPLE_CONFIGURATION.as_bytes().to_vec();
            let configuration = (PathBuf::from("throughline.toml"), configuration);
            sample.chain(common).chain([configuration]).collect()
        }
    })
}

/// Returns every file below a folder, but hidden ones.
fn every(folder: &'static Dir<'static>) -> Box<dyn Iterator<Item = &'static File<'static>>> {
    let is_hidden = |file: &&File<'_>| {
        file.path().file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
    };
    Box::new(
        folder.files().filter(move |file| !is_hidden(file)).chain(folder.dirs().flat_map(every)),
    )
}

/// Returns where a file of the starter goes: a leading `dot-` stands for the dot that would make
/// version control and packaging treat it as their own.
fn starter_path(path: &Path) -> PathBuf {
    path.iter()
        .map(|part| match part.to_str().and_then(|part| part.strip_prefix("dot-")) {
            Some(rest) => format!(".{rest}").into(),
            None => part.to_os_string(),
        })
        .collect()
}

fn moved_by() -> anyhow::Result<i32> {
    let (year, month, day) = ANCHOR;
    let anchor = Date::new(year, month, day).expect("the anchor is a day");
    Ok(today()?.monday().days_since(anchor))
}

/// Returns a text with every date in it moved.
fn moved(text: &str, days: i32) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let date = rest.get(..10).and_then(Date::parse).and_then(|date| date.plus_days(days));
        match date {
            Some(date) => {
                out.push_str(&date.to_string());
                rest = &rest[10..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

/// What became of a file that was to be written.
pub(super) enum Written {
    /// It was.
    Yes,
    /// There was one already, which stays as it is.
    WasThere,
}

/// Writes a file with the folders above it, unless it is there.
///
/// # Errors
///
/// Where it cannot be written.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> anyhow::Result<Written> {
    let cannot = || format!("cannot write {}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(cannot)?;
    }
    // `create_new` leaves no moment between looking and writing.
    match std::fs::File::create_new(path) {
        Ok(mut file) => file.write_all(bytes).with_context(cannot).map(|()| Written::Yes),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Written::WasThere),
        Err(error) => Err(error).with_context(cannot),
    }
}
