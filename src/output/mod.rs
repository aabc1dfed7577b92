//! The only writer of the output.
//!
//! Duty: brings a folder into the state that a plan describes. Inputs: the folder, a [`Planned`] file
//! for each route, and a function that gives a file's bytes. Outputs: the folder and a [`Report`].
//!
//! [`Output::publish`] builds the new tree in a folder beside the old one, with hard links to what has
//! not changed, and exchanges the two in one system call: a build that fails or is killed leaves the
//! published folder as it was. [`Output::update`] renames changed files into place one by one, for
//! `build --watch`, where a save should cost one file.
//!
//! **Architecture invariants.** A folder is replaced only if its marker says that it was made here
//! and it holds nothing else. A path of a plan never leaves the folder. What stands in a published
//! file is never written over in place, since a reader may have it open and an older tree may share
//! it. Deliberately absent: flushing to the disk. It guards against a loss of power only, and would
//! cost more than everything else together.

mod folder;
mod lock;
mod manifest;
mod plan;
mod publish;
mod stage;
mod update;

use std::path::PathBuf;

pub use folder::Output;

use crate::id::{Digest, RelPath};

/// One file that the output should hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Planned {
    /// Its path in the output.
    pub path: RelPath,
    /// A digest of everything that its bytes depend on: equal keys, equal bytes. Where it was not worked
    /// out, the file is rendered.
    pub key: Option<Digest>,
}

/// A function that gives the key and the bytes of the planned file at an index.
pub type Render<'a> = dyn Fn(usize) -> anyhow::Result<(Digest, Vec<u8>)> + Sync + 'a;

/// What a build did to the output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// The folder.
    pub folder: PathBuf,
    /// How many files are new or have new bytes.
    pub written: usize,
    /// How many files stayed the same files.
    pub unchanged: usize,
    /// How many files of the build before are gone.
    pub removed: usize,
    /// How the new state took the place of the old one.
    pub way: Way,
}

/// How the new state of the output took the place of the old one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// There was nothing to do.
    Untouched,
    /// The whole folder in one step.
    AtOnce,
    /// File by file, pages last: asked for, or the file system cannot exchange folders.
    FileByFile,
}
