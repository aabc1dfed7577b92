//! The only reader of content.
//!
//! Duty: lists the files of a site, reads them, digests them. Inputs: a root folder and what to skip
//! in it. Outputs: a [`Listing`] of entries in order of their paths, and [`Source`] values; what an
//! author did wrong with names and encodings comes out as findings.
//!
//! **Architecture invariants.** A path inside the program is NFC-normalised and has `/` between its
//! parts; the name as the disk has it stays in [`Entry::real`] and is used for opening only. Nothing
//! outside the root is read, whatever links lead there. The order of everything is the order of paths.

mod around;
mod list;
mod media;
mod picture;
mod read;

use std::path::Path;
use std::sync::Arc;

pub use around::around;
pub use list::{Entry, EntryKind, Listing, Skip, list};
pub use media::media_type;
pub use picture::{Size, is_picture, picture_size};
pub use read::{read, read_all, read_bytes, read_path};

use crate::diag::Diagnostic;
use crate::id::{Digest, RelPath};

/// The text of one file.
#[derive(Clone, PartialEq, Debug)]
pub struct Source {
    /// The file.
    pub path: RelPath,
    /// Its text, with its byte order mark if it has one, so that spans count every byte.
    pub text: Arc<str>,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Set where the file is not UTF-8: then `text` has a replacement character for each bad
    /// sequence and serves for showing the finding only.
    pub damage: Option<Diagnostic>,
}

/// Returns the folder of documents, relative to `root`: `content` where there is one, else the root
/// itself.
pub fn content_folder(root: &Path) -> RelPath {
    let content = RelPath::new("content").expect("a constant path stays inside the root");
    if root.join(content.as_str()).is_dir() { content } else { RelPath::root() }
}
