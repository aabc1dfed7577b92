//! From files to texts.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use rayon::prelude::*;

use super::{Entry, Source};
use crate::diag::{Code, Diagnostic};
use crate::id::{Digest, RelPath, Span};

/// Reads one file of a listing; nothing where it is gone by now.
///
/// # Errors
///
/// Where the file is there and cannot be read.
pub fn read(entry: &Entry) -> anyhow::Result<Option<Source>> {
    read_path(&entry.real, &entry.path)
}

/// Reads files of a listing in parallel, in their order, without those that are gone by now.
///
/// # Errors
///
/// Where one of the files is there and cannot be read.
pub fn read_all(entries: &[&Entry]) -> anyhow::Result<Vec<Source>> {
    let read: Vec<Option<Source>> =
        entries.par_iter().map(|entry| read(entry)).collect::<anyhow::Result<_>>()?;
    Ok(read.into_iter().flatten().collect())
}

/// Reads the file at `real`, to be known as `path`; nothing where there is none.
///
/// # Errors
///
/// Where the file is there and cannot be read.
pub fn read_path(real: &Path, path: &RelPath) -> anyhow::Result<Option<Source>> {
    Ok(read_bytes(real)?.map(|bytes| source(path, bytes)))
}

/// Reads the bytes of a picture or an attachment; nothing where there is no such file.
///
/// # Errors
///
/// Where the file is there and cannot be read.
pub fn read_bytes(real: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    match std::fs::read(real) {
        Ok(bytes) => Ok(Some(bytes)),
        // A folder that took the place of a file is no file.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::IsADirectory) => {
            Ok(None)
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {}", real.display())),
    }
}

fn source(path: &RelPath, bytes: Vec<u8>) -> Source {
    let digest = Digest::of(&bytes);
    match String::from_utf8(bytes) {
        Ok(text) => Source { path: path.clone(), text: text.into(), digest, damage: None },
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let bad = bytes.get(good).copied().unwrap_or_default();
            let text: Arc<str> = String::from_utf8_lossy(bytes).into();
            // The replacement character that now stands at the offset takes three bytes.
            let span = Span::new(good, good + 3);
            let message = format!("the byte 0x{bad:02X} here is not UTF-8");
            let damage = Diagnostic::new(Code(1), path, span, message).hint(hint_for(bytes));
            Source { path: path.clone(), text, digest, damage: Some(damage) }
        }
    }
}

fn hint_for(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "the file is UTF-16; save it as UTF-8",
        _ => {
            "save the file as UTF-8; the editor may call its present encoding Latin-1 or Windows-1252"
        }
    }
}
