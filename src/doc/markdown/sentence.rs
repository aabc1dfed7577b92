//! The sentence around a link, for the page to which it points.
//!
//! Duty: from the plain text of a block and the links in it, the part that a reader of the other page
//! needs. **Architecture invariants.** The work for one link is bounded, however long the block is
//! and however many links it holds.

use crate::doc::SentencePart;

/// Where a link's text lies in the plain text of its block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct LinkPlace {
    /// The index of the link.
    pub(super) link: usize,
    /// The first byte of its text.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// Whether it is a picture: in the sentences of others its text is text.
    pub(super) is_picture: bool,
}

/// How many bytes of context stand on each side at most.
const CONTEXT: usize = 120;

/// How many links a sentence shows on each side of its own.
const LINKS: usize = 6;

/// Returns the sentence around the link at `at` of `places`, which are in order.
pub(super) fn around(plain: &str, places: &[LinkPlace], at: usize) -> Vec<SentencePart> {
    let Some(own) = places.get(at) else {
        return Vec::new();
    };
    let (start, is_cut_before) = start_before(plain, own.start);
    let (end, is_cut_after) = end_after(plain, own.end);
    let mut parts = Vec::new();
    let mut from = start;
    if is_cut_before {
        parts.push(SentencePart::Text("… ".to_owned()));
    }
    let near = &places[at.saturating_sub(LINKS)..places.len().min(at + LINKS + 1)];
    for place in near {
        let is_own = place.link == own.link;
        if place.start < from || place.end > end || (place.is_picture && !is_own) {
            continue;
        }
        if !is_own && place.start < own.end && place.end > own.start {
            continue;
        }
        push_text(&mut parts, &plain[from..place.start]);
        parts.push(SentencePart::Link(place.link));
        from = place.end;
    }
    push_text(&mut parts, plain.get(from..end).unwrap_or("").trim_end());
    if is_cut_after {
        parts.push(SentencePart::Text(" …".to_owned()));
    }
    parts
}

fn push_text(parts: &mut Vec<SentencePart>, text: &str) {
    if !text.is_empty() {
        parts.push(SentencePart::Text(text.to_owned()));
    }
}

/// Returns where the sentence starts, and whether it was cut there.
fn start_before(plain: &str, at: usize) -> (usize, bool) {
    let mut floor = at.saturating_sub(CONTEXT);
    while !plain.is_char_boundary(floor) {
        floor -= 1;
    }
    let before = &plain[floor..at];
    let mut start = None;
    let mut after_stop = false;
    for (offset, letter) in before.char_indices() {
        if after_stop && letter.is_whitespace() {
            start = Some(offset + letter.len_utf8());
        }
        after_stop = matches!(letter, '.' | '!' | '?');
    }
    if let Some(start) = start {
        return (skip_blank(plain, floor + start, at), false);
    }
    if floor == 0 {
        return (skip_blank(plain, 0, at), false);
    }
    // Begin with a whole word.
    let word = before.find(char::is_whitespace).map_or(0, |blank| blank);
    (skip_blank(plain, floor + word, at), true)
}

fn skip_blank(plain: &str, from: usize, limit: usize) -> usize {
    let rest = &plain[from..limit];
    from + rest.len() - rest.trim_start().len()
}

/// Returns where the sentence ends, and whether it was cut there.
fn end_after(plain: &str, at: usize) -> (usize, bool) {
    let mut ceiling = (at + CONTEXT).min(plain.len());
    while !plain.is_char_boundary(ceiling) {
        ceiling += 1;
    }
    let after = &plain[at..ceiling];
    let mut letters = after.char_indices().peekable();
    while let Some((offset, letter)) = letters.next() {
        let is_stop = matches!(letter, '.' | '!' | '?');
        let next = letters.peek().map(|(_, next)| *next);
        if is_stop && next.is_some_and(char::is_whitespace) {
            return (at + offset + letter.len_utf8(), false);
        }
    }
    if ceiling == plain.len() {
        return (ceiling, false);
    }
    let word = after.rfind(char::is_whitespace).unwrap_or(after.len());
    (at + word, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(plain: &str, link: &str) -> String {
        let start = plain.find(link).unwrap();
        let place = LinkPlace { link: 0, start, end: start + link.len(), is_picture: false };
        let parts = around(plain, &[place], 0);
        let shown = parts.iter().map(|part| match part {
            SentencePart::Text(text) => text.clone(),
            SentencePart::Link(_) => "[]".to_owned(),
        });
        shown.collect()
    }

    #[test]
    fn only_the_own_sentence_is_kept() {
        assert_eq!(shown("One. Two has pay in v1.2 it! Three.", "pay"), "Two has [] in v1.2 it!");
        assert_eq!(shown("pay", "pay"), "[]");
    }

    #[test]
    fn long_sentences_are_cut_at_words() {
        let plain = format!("{} pay {}", "before ".repeat(50), "after ".repeat(50));
        let shown = shown(&plain, "pay");
        assert!(shown.starts_with("… before ") && shown.ends_with("after …"), "{shown}");
        assert!(shown.len() < 2 * CONTEXT + 20, "{}", shown.len());
    }
}
