//! A replacement in the source of a site.

use crate::id::{RelPath, Span};

/// A place in a file, and what shall stand there.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub struct Edit {
    /// The file.
    pub path: RelPath,
    /// The place; every other byte of the file stays as it is.
    pub span: Span,
    /// What stands there.
    pub old: String,
    /// What shall stand there.
    pub new: String,
}

/// Returns where within `span` a value stands as it was read, quotes and brackets left out; `None` where
/// the source writes it in another way (with escapes), or more than once.
pub(super) fn verbatim(text: &str, span: Span, value: &str) -> Option<Span> {
    let written = span.of(text);
    let at = written.find(value).filter(|_| !value.is_empty())?;
    let start = span.start as usize + at;
    let is_once = written[at + value.len()..].find(value).is_none();
    is_once.then(|| Span::new(start, start + value.len()))
}
