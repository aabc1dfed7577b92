//! Acronyms in the prose of deep dives.
//!
//! Duty: which there are, where each stands first, and whether the document spells it out. Only deep
//! dives are asked, since they are written for people who do not know the system.
//!
//! It is a guess about prose: what everybody reads without a glossary, and what has digits or signs of
//! code about it, is passed over.

use std::collections::BTreeMap;

use super::{Step, Walker};
use crate::doc::Acronym;
use crate::id::Span;
use crate::kind::Kind;

/// Longer runs of capitals are shouted rather than abbreviated.
const LONGEST: usize = 6;

/// What nobody looks up: common abbreviations, numerals, and short words that are only stressed.
const EVERYDAY: [&str; 32] = [
    "ALL", "AM", "AND", "CEO", "DO", "EU", "EUR", "FAQ", "GBP", "ID", "II", "III", "IN", "IS",
    "IV", "NO", "NOT", "OF", "OK", "OR", "PC", "PDF", "PM", "TO", "TODO", "TV", "UK", "US", "USA",
    "USD", "VI", "VII",
];

/// The acronyms found so far.
#[derive(Default)]
pub(super) struct Acronyms {
    found: BTreeMap<String, Acronym>,
}

impl Acronyms {
    /// Returns what was found, in the order of the places.
    pub(super) fn finish(self) -> Vec<Acronym> {
        let mut found: Vec<Acronym> = self.found.into_values().collect();
        found.sort_by_key(|acronym| acronym.span);
        found
    }
}

impl Walker<'_> {
    /// Looks for acronyms in some text that is no title.
    pub(super) fn look_for_acronyms(&mut self, text: &str, step: &Step<'_>) {
        if self.kind != Kind::DeepDive {
            return;
        }
        let is_source = text.len() <= step.end - step.start;
        for (start, end) in acronyms(text) {
            let word = &text[start..end];
            let rest = &text[end..];
            // The title of a definition list says what it is in the line below.
            let is_term = rest.is_empty()
                && self.text.get(step.end..).is_some_and(|below| below.starts_with("\n:"));
            let is_spelt_out = is_term || spells_out(&text[..start], rest);
            let span = match is_source {
                true => Span::new(step.start + start, step.start + end),
                false => Span::new(step.start, step.end),
            };
            match self.acronyms.found.get_mut(word) {
                Some(known) => known.is_spelt_out |= is_spelt_out,
                None => {
                    let word = word.to_owned();
                    let acronym = Acronym { word: word.clone(), span, is_spelt_out };
                    self.acronyms.found.insert(word, acronym);
                }
            }
        }
    }
}

/// Returns where the acronyms of a text stand, without the ending of a plural.
fn acronyms(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = text.as_bytes();
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte >= 0x80;
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at + bytes[at..].iter().position(is_word)?;
            let length = bytes[start..].iter().position(|byte| !is_word(byte));
            let end = length.map_or(bytes.len(), |length| start + length);
            at = end;
            let word = &bytes[start..end];
            let stem = word.strip_suffix(b"s").unwrap_or(word);
            let is_code = start.checked_sub(1).is_some_and(|at| b"_/.@#=$\\".contains(&bytes[at]))
                || bytes.get(end).is_some_and(|byte| b"_/=".contains(byte));
            let is_acronym = (2..=LONGEST).contains(&stem.len())
                && stem.iter().all(u8::is_ascii_uppercase)
                && !is_code;
            let end = start + stem.len();
            if is_acronym && !EVERYDAY.contains(&&text[start..end]) {
                return Some((start, end));
            }
        }
        None
    })
}

/// Returns whether the words around an acronym say what it stands for: it follows them in parentheses,
/// or they follow it.
fn spells_out(before: &str, after: &str) -> bool {
    let after = after.strip_prefix('s').unwrap_or(after);
    let follows = [" (", ", short for ", " stands for ", " means "];
    (before.ends_with('(') && after.starts_with(')'))
        || follows.iter().any(|words| after.starts_with(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_are_runs_of_a_few_capitals() {
        let words = |text: &'static str| -> Vec<&str> {
            acronyms(text).map(|(start, end)| &text[start..end]).collect()
        };
        assert_eq!(
            words("The CQRS store, APIs and an API-key; SLAs."),
            ["CQRS", "API", "API", "SLA"]
        );
        assert_eq!(words("OK, NOT II, a TV in the UK; X, Ab, aBC, S3, Q1, H264"), [""; 0]);
        assert_eq!(words("MAX_SIZE a/README .ENV @JO #TAG CAPITALS ÄBC ABCÄ"), [""; 0]);
    }

    #[test]
    fn words_before_or_behind_spell_it_out() {
        assert!(spells_out("command query separation (", ") is"));
        assert!(spells_out("The ", " (command query separation)"));
        assert!(spells_out("", "s, short for interfaces"));
        assert!(!spells_out("(see ", ")"));
        assert!(!spells_out("The ", " is"));
    }
}
