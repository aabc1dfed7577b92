//! What rules look for in the prose of a section, and the words by which they know it.

use super::SectionKind;

/// What something in the prose of a section is a sign of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Sign {
    /// How something is known: a number, somebody's own words, a source.
    Evidence,
    /// How quickly something is there.
    Speed,
    /// How good it is.
    Quality,
    /// What it takes.
    Cost,
    /// Work that somebody does, where a sentence begins with it.
    Work,
    /// The option that was chosen, under its whole title.
    Solution,
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

/// Verbs of those who build, with which a sentence about an output begins.
const WORK: &[&str] = &[
    "add",
    "build",
    "deploy",
    "develop",
    "implement",
    "integrate",
    "introduce",
    "migrate",
    "refactor",
    "replace",
    "rewrite",
    "upgrade",
];

/// Words that may stand before such a verb.
const BEFORE_WORK: &[&str] = &["we", "will", "ll", "shall", "must", "to"];

/// How words begin that speak of speed.
const SPEED: &[&str] = &[
    "speed", "fast", "quick", "slow", "soon", "late", "delay", "early", "earli", "time", "hour",
    "day", "week", "month", "quarter", "year",
];

/// How words begin that speak of quality.
const QUALITY: &[&str] = &[
    "qualit", "reliab", "robust", "stab", "safe", "risk", "better", "worse", "best", "worst",
    "correct", "wrong", "mistake", "error", "fail", "break", "bug", "fault", "exact", "precis",
    "accura", "simpl", "maintain", "test",
];

/// How words begin that speak of cost.
const COST: &[&str] = &[
    "cost", "price", "cheap", "dear", "expens", "money", "budget", "fees", "bill", "spend",
    "spent", "euro", "dollar", "effort", "licen",
];

impl Sign {
    /// Returns how many signs rules look for in a section.
    pub fn sought_in(section: SectionKind) -> usize {
        match section {
            SectionKind::Evidence | SectionKind::DesiredOutcomes => 1,
            SectionKind::TradeOffs => 3,
            _ => 0,
        }
    }

    /// Returns whether a sentence that goes on after a word may still begin with work.
    pub fn may_precede_work(word: &str) -> bool {
        BEFORE_WORK.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// Returns what a word of a section is a sign of, in any case; whether a sentence begins with it
    /// matters for work.
    pub fn of(section: SectionKind, word: &str, is_first: bool) -> Option<Sign> {
        let is_one_of = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
        match section {
            SectionKind::Evidence => {
                let is_number = word.contains(char::is_numeric) || is_one_of(NUMBERS);
                is_number.then_some(Sign::Evidence)
            }
            SectionKind::TradeOffs => {
                let begins = |stems: &[&str]| stems.iter().any(|stem| begins_with(word, stem));
                let sides = [(Sign::Speed, SPEED), (Sign::Quality, QUALITY), (Sign::Cost, COST)];
                sides.into_iter().find(|(_, stems)| begins(stems)).map(|(sign, _)| sign)
            }
            SectionKind::DesiredOutcomes => (is_first && is_one_of(WORK)).then_some(Sign::Work),
            _ => None,
        }
    }
}

fn begins_with(word: &str, stem: &str) -> bool {
    // Every word of a section meets every stem: most differ in their first letter.
    let first = |text: &str| text.as_bytes().first().map(u8::to_ascii_lowercase);
    first(word) == first(stem)
        && word.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem))
}
