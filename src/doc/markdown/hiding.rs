//! Requests to hide that are not heard.
//!
//! Duty: each `visible-to` that hides nothing is an error where it stands, so that nothing is
//! published. Inputs: stretches of the source, and the places that were read as data.
//!
//! **Architecture invariants.** Headings, items and rows are judged by their source, whatever Markdown
//! makes of it: one that says `visible-to` hides something, sets the word in backticks, or is told.

use std::ops::Range;

use pulldown_cmark::Event;

use super::Walker;
use super::braces::{Braces, Token};
use crate::id::Span;
use crate::kind::ItemKind;

/// What braces say to.
const KEY: &str = "visible-to";

const WHERE: &str = "put it on a heading or on an item";

impl Walker<'_> {
    /// Reports what a stretch asks to hide beside its braces; code among the events says nothing.
    pub(super) fn check_braces(
        &mut self,
        range: Range<usize>,
        steps: Range<usize>,
        braces: Option<&Braces>,
    ) {
        if !self.asks_to_hide {
            return;
        }
        let text = self.text.get(range.clone()).unwrap_or("");
        let steps = self.steps.get(steps).unwrap_or(&[]);
        let code = steps.iter().filter(|step| matches!(step.event, Event::Code(_)));
        let mut silent: Vec<Span> = code.map(|step| Span::new(step.start, step.end)).collect();
        silent.extend(braces.into_iter().flat_map(|braces| &braces.tokens).filter_map(|token| {
            match token {
                Token::Id(id) => Some(id.span),
                Token::Pair { key, .. } => Some(key.span),
                Token::Class(_) => None,
            }
        }));
        let is_silent = |at: usize| {
            let after = silent.partition_point(|span| span.start as usize <= at);
            let last = silent.get(after.wrapping_sub(1));
            last.is_some_and(|span| at < span.end as usize)
        };
        let data = braces.map_or(range.end, |braces| braces.span.start as usize);
        let all = requests(text, data - range.start, |at| is_silent(range.start + at));
        for request in all {
            let span =
                Span::from(range.start + request.range.start..range.start + request.range.end);
            let (message, hint) = if request.is_braced {
                (
                    "these braces are text and hide nothing",
                    "they must come last, and hold only `#id`, `.class` and `key=value`, quoted where \
                     it has spaces",
                )
            } else {
                (
                    "`visible-to` hides nothing here",
                    "write `{visible-to=…}` at the end of a heading or an item; as text, set it in \
                     backticks",
                )
            };
            self.report(3, span, message.to_owned(), hint);
        }
    }

    /// Reports what running text asks to hide; `place` turns a range of the text into a place.
    pub(super) fn check_text(&mut self, text: &str, place: impl Fn(Range<usize>) -> Span) {
        if !self.asks_to_hide {
            return;
        }
        for request in requests(text, text.len(), |_| false) {
            let is_key = text[request.range.end..].trim_start().starts_with('=');
            if request.is_braced || is_key {
                let message = "`visible-to` hides nothing here".to_owned();
                self.report(3, place(request.range), message, WHERE);
            }
        }
    }

    /// Reports an attribute of raw HTML that was meant to hide something; returns whether it was.
    pub(super) fn check_attribute(&mut self, name: &str, span: Span) -> bool {
        let is_request = is_key(name);
        if is_request {
            self.report(3, span, "`visible-to` hides nothing in HTML".to_owned(), WHERE);
        }
        is_request
    }

    /// Reports the head of a column that was meant to hide rows, in a table whose rows are no items.
    pub(super) fn check_column(
        &mut self,
        header: &str,
        kind: Option<ItemKind>,
        span: Span,
    ) -> bool {
        let name = header.split_whitespace().collect::<Vec<_>>().join("-");
        let Some(kind) = kind.filter(|_| is_key(&name)) else {
            return false;
        };
        let message = "the column hides nothing: the rows of this table are no items".to_owned();
        let keys = kind.keys().join(", ");
        self.report(3, span, message, format!("after the first, take only these headers: {keys}"));
        true
    }
}

/// Returns whether a text asks to hide something.
pub(super) fn asks(text: &str) -> bool {
    // Every text of every document comes by here.
    let bytes = text.as_bytes();
    let mut places = memchr::memchr2_iter(b'v', b'V', bytes);
    places.any(|at| {
        let is_near = bytes.get(at + 1).is_some_and(|byte| byte.eq_ignore_ascii_case(&b'i'));
        if !is_near {
            return false;
        }
        let word = text.get(at..at + KEY.len());
        word.is_some_and(|word| is_like_key(word, b" _"))
    })
}

struct Request {
    /// The braces, or the word alone.
    range: Range<usize>,
    is_braced: bool,
}

/// Returns what a text asks to hide, in order; braces once, however often they say it. From `data` on
/// stand braces that were read.
fn requests(text: &str, data: usize, is_silent: impl Fn(usize) -> bool) -> Vec<Request> {
    let mut requests = Vec::new();
    let mut from = 0;
    for word in words(text) {
        if word.start < from || is_silent(word.start) {
            continue;
        }
        let before = if word.start < data { &text[from..word.start] } else { "" };
        let open = before.rfind('{').filter(|open| !before[*open..].contains('}'));
        let range = match open {
            Some(open) => {
                let close = text[word.end..].find('}').map(|close| word.end + close + 1);
                from + open..close.unwrap_or(text.len())
            }
            None => word,
        };
        from = range.end;
        requests.push(Request { range, is_braced: open.is_some() });
    }
    requests
}

/// Returns the places of the key in a text, in any case and with either dash.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_end = |letter: Option<char>| {
        letter.is_none_or(|letter| !letter.is_alphanumeric() && !matches!(letter, '-' | '_'))
    };
    text.match_indices(['v', 'V']).filter_map(move |(at, _)| {
        let end = at + KEY.len();
        let (word, after) = (text.get(at..end)?, text.get(end..)?);
        let stands_alone = is_end(text[..at].chars().next_back()) && is_end(after.chars().next());
        (is_key(word) && stands_alone).then_some(at..end)
    })
}

fn is_key(word: &str) -> bool {
    is_like_key(word, b"_")
}

/// Returns whether a word is the key, in any case, with one of these signs in place of its dash.
fn is_like_key(word: &str, dashes: &[u8]) -> bool {
    let is_same = |(byte, key): (u8, u8)| {
        byte.eq_ignore_ascii_case(&key) || (key == b'-' && dashes.contains(&byte))
    };
    word.len() == KEY.len() && word.bytes().zip(KEY.bytes()).all(is_same)
}
