//! What rules look for in the prose of a section, and the words by which they know it.

use super::SectionKind;

/// What something in the prose of a section is a sign of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Sign {
    /// How something is known: a number, somebody's own words, a source.
    Evidence,
}

/// Numbers as words. `one` is missing: it mostly counts nothing.
const NUMBERS: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "dozen",
    "dozens",
    "half",
    "third",
    "thirds",
    "quarter",
    "quarters",
    "percent",
    "twice",
];

impl Sign {
    /// Returns how many signs rules look for in a section.
    pub fn sought_in(section: SectionKind) -> usize {
        match section {
            SectionKind::Evidence => 1,
            _ => 0,
        }
    }

    /// Returns what a word of a section is a sign of, in any case.
    pub fn of(section: SectionKind, word: &str) -> Option<Sign> {
        let is_one_of = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
        match section {
            SectionKind::Evidence => {
                let is_number = word.contains(char::is_numeric) || is_one_of(NUMBERS);
                is_number.then_some(Sign::Evidence)
            }
            _ => None,
        }
    }
}
