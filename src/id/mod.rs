//! The small values that every other module speaks in.
//!
//! Duty: paths, byte spans, digests, calendar dates and typed indices, so that a `String` or a
//! `usize` that means something has a name. Inputs and outputs: plain values.
//!
//! **Architecture invariants.** Nothing here reads the clock, the disk or the environment. Indices
//! never order anything and never leave the process; what is sorted is sorted by name, date or path.

mod date;
mod digest;
mod path;
mod span;

pub use date::{Appetite, Date, Period, Rhythm};
pub use digest::{Digest, Digester};
pub use path::RelPath;
pub use span::{Span, Spanned};

/// The index of a document in a corpus and in every site linked from it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct DocId(pub u32);

impl DocId {
    /// Returns the index for looking into a slice of documents.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The index of an item in a site.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct ItemId(pub u32);

impl ItemId {
    /// Returns the index for looking into a slice of items.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
