//! A replacement in the source of a site.

use crate::corpus::Corpus;
use crate::id::{RelPath, Span, Spanned};

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

/// Returns edits in the order of their places, each once; where two want one place to say different things,
/// neither is left.
pub(super) fn settled(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort();
    edits.dedup();
    let meets = |a: &Edit, b: &Edit| a.path == b.path && b.span.start < a.span.end;
    let is_alone = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| edits.get(at));
        let is_free = before.is_none_or(|before| !meets(before, &edits[at]));
        is_free && edits.get(at + 1).is_none_or(|next| !meets(&edits[at], next))
    };
    let alone: Vec<bool> = (0..edits.len()).map(is_alone).collect();
    edits.into_iter().zip(alone).filter(|(_, is_alone)| *is_alone).map(|(edit, _)| edit).collect()
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

/// Returns the edits of paths in the configuration: `new` says what shall stand in the place of one, below
/// the content folder too.
pub(super) fn of_patterns(corpus: &Corpus, new: impl Fn(&str) -> Option<String>) -> Vec<Edit> {
    let config = &corpus.config;
    let texts = corpus.texts_of(std::iter::once(&config.path));
    let Some(text) = texts.get(&config.path) else { return Vec::new() };
    let set = config.checks.set.iter().filter_map(|set| set.path.as_ref());
    let allow = config.checks.allow.iter().filter_map(|allow| allow.path.as_ref());
    let edit = |pattern: &Spanned<String>| {
        let new = new(&pattern.value)?;
        let span = verbatim(text, pattern.span, &pattern.value)?;
        Some(Edit { path: config.path.clone(), span, old: pattern.value.clone(), new })
    };
    set.chain(allow).filter_map(edit).collect()
}
