//! Braces at the end of a heading, a list item or a cell: `{#id .class key=value key="two words"}`.
//!
//! Duty: find them in the source and split them into tokens. Inputs: the text of the file and the
//! stretch that they may end. Outputs: [`Braces`] with a place for every token.
//!
//! **Architecture invariants.** All or nothing: one token that fits no form makes its whole group,
//! and what stands before it, text. Which keys exist is not known here.

use crate::doc::Text;
use crate::id::{Span, Spanned};

/// What stands between braces.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Braces {
    /// From the first `{` to the last `}`.
    pub(super) span: Span,
    /// The tokens in order.
    pub(super) tokens: Vec<Token>,
}

/// One token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token {
    /// `#id`, without its sign.
    Id(Text),
    /// `.class`, without its point.
    Class(Text),
    /// `key=value`; the place of the value excludes its quotes.
    Pair {
        /// The key.
        key: Text,
        /// The value, with runs of white space as one space.
        value: Text,
    },
}

/// How many `{` are tried: quoted values may hold some, but a page of them is no reason to look at
/// the same text again and again.
const TRIES: usize = 8;

/// Returns the braces that end `text[start..end]`, which must not end in white space; several that
/// follow each other are read as one.
pub(super) fn at_end(text: &str, start: usize, end: usize) -> Option<Braces> {
    let mut groups = Vec::new();
    let mut at = end;
    while let Some(group) = group_at_end(text, start, at) {
        let before = text.get(start..group.span.start as usize).unwrap_or("");
        at = start + before.trim_end().len();
        groups.push(group);
    }
    let from = groups.last()?.span.start as usize;
    let tokens = groups.into_iter().rev().flat_map(|group| group.tokens).collect();
    Some(Braces { span: Span::new(from, end), tokens })
}

fn group_at_end(text: &str, start: usize, end: usize) -> Option<Braces> {
    let stretch = text.get(start..end)?;
    if !stretch.ends_with('}') {
        return None;
    }
    let inside = &stretch[..stretch.len() - 1];
    for (open, _) in inside.rmatch_indices('{').take(TRIES) {
        if inside[..open].ends_with('\\') {
            continue;
        }
        if let Some(tokens) = tokens(text, start + open + 1, end - 1) {
            return Some(Braces { span: Span::new(start + open, end), tokens });
        }
    }
    None
}

fn tokens(text: &str, mut at: usize, end: usize) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    loop {
        let rest = text.get(at..end)?;
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        if trimmed.is_empty() {
            break;
        }
        let (token, length) = token(trimmed, at)?;
        tokens.push(token);
        at += length;
        let next = text.get(at..end)?.chars().next();
        if next.is_some_and(|letter| !letter.is_whitespace()) {
            return None;
        }
    }
    (!tokens.is_empty()).then_some(tokens)
}

/// Returns the token at the start of `rest`, which stands at `at` in the file, and its length.
fn token(rest: &str, at: usize) -> Option<(Token, usize)> {
    let bare = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let word = &rest[..bare];
    let at_sign = |name: &str| Spanned::new(name.to_owned(), Span::new(at + 1, at + bare));
    if let Some(id) = word.strip_prefix('#') {
        return is_id(id).then(|| (Token::Id(at_sign(id)), bare));
    }
    if let Some(class) = word.strip_prefix('.') {
        return is_name(class).then(|| (Token::Class(at_sign(class)), bare));
    }
    let equals = rest.find('=')?;
    let name = &rest[..equals];
    if !is_name(name) {
        return None;
    }
    let key = Spanned::new(name.to_owned(), Span::new(at, at + equals));
    let value_at = equals + 1;
    let (value, from, length) = match rest[value_at..].strip_prefix('"') {
        Some(quoted) => {
            let close = quoted.find('"')?;
            (&quoted[..close], value_at + 1, value_at + close + 2)
        }
        None => {
            let value = word.get(value_at..)?;
            if value.is_empty() || value.contains(['"', '{', '}', '`']) {
                return None;
            }
            (value, value_at, bare)
        }
    };
    let span = Span::new(at + from, at + from + value.len());
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    Some((Token::Pair { key, value: Spanned::new(value, span) }, length))
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && !text.contains(['"', '\'', '{', '}', '#', '=', '<', '>', '&', '`', '\\'])
}

fn is_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
}
