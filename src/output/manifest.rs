//! The marker file of an output folder: says that the folder was made here, and of what.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::OnceLock;

use anyhow::Context;

use crate::id::{Digest, Digester, RelPath};

/// The name of the marker file.
pub(super) const MARKER: &str = ".throughline";

const HEAD: &str = "throughline output 1";
const NOTE: &str = "Made by throughline, which replaces and deletes the files listed here.";

/// What the output holds, by path.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Manifest {
    pub(super) files: BTreeMap<RelPath, Made>,
    /// The program that made the files: another one may make other bytes from the same key.
    pub(super) program: Digest,
}

/// How a file of the output was made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Made {
    pub(super) key: Digest,
    pub(super) bytes: Digest,
    pub(super) len: u64,
}

impl Manifest {
    /// Returns a manifest of no files, made by this program.
    pub(super) fn new() -> Manifest {
        Manifest { files: BTreeMap::new(), program: this_program() }
    }

    /// Reads the text of a marker file; lines that make no sense name no file.
    pub(super) fn parse(text: &str) -> Manifest {
        let mut manifest = Manifest::default();
        for line in text.lines() {
            if let Some(program) = line.strip_prefix("program ").and_then(digest) {
                manifest.program = program;
            } else if let Some((path, made)) = file(line) {
                manifest.files.insert(path, made);
            }
        }
        manifest
    }

    /// Writes the marker file into `folder` by way of a rename.
    pub(super) fn write(&self, folder: &Path) -> anyhow::Result<()> {
        let mut text = format!("{HEAD}\n{NOTE}\nprogram {:032x}\n", self.program.0);
        for (path, made) in &self.files {
            writeln!(text, "{:032x} {:032x} {} {path}", made.key.0, made.bytes.0, made.len)
                .expect("a string takes every line");
        }
        let marker = folder.join(MARKER);
        let aside = folder.join(format!("{MARKER}.tmp"));
        std::fs::write(&aside, text)
            .and_then(|()| std::fs::rename(&aside, &marker))
            .with_context(|| format!("cannot write {}", marker.display()))
    }
}

/// Returns whether the text is that of a marker file.
pub(super) fn is_marker(text: &str) -> bool {
    text.starts_with("throughline output ")
}

fn file(line: &str) -> Option<(RelPath, Made)> {
    let mut parts = line.splitn(4, ' ');
    let (key, bytes) = (digest(parts.next()?)?, digest(parts.next()?)?);
    let len = parts.next()?.parse().ok()?;
    let path = RelPath::new(parts.next()?).filter(|path| !path.is_root())?;
    Some((path, Made { key, bytes, len }))
}

fn digest(text: &str) -> Option<Digest> {
    let is_digest = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_digest.then(|| u128::from_str_radix(text, 16).ok().map(Digest))?
}

/// Returns the digest of the running program, which takes 3 ms at 20 MB; zero, which equals no other
/// run's, where it cannot be read.
fn this_program() -> Digest {
    static PROGRAM: OnceLock<Digest> = OnceLock::new();
    *PROGRAM.get_or_init(|| {
        let file = std::env::current_exe().and_then(File::open);
        file.and_then(digest_of).unwrap_or_default()
    })
}

/// Returns the digest of a file, read piece by piece: fresh memory for all of it would cost more than the
/// digest.
fn digest_of(mut file: File) -> std::io::Result<Digest> {
    let mut digester = Digester::new();
    let mut piece = vec![0; 64 * 1024];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(digester.finish()),
            count => digester.add(&piece[..count]),
        };
    }
}
