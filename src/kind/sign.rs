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
        is_one_of(word, BEFORE_WORK)
    }

    /// Returns what a word of a section is a sign of, in any case; whether a sentence begins with it
    /// matters for work.
    pub fn of(section: SectionKind, word: &str, is_first: bool) -> Option<Sign> {
        match section {
            SectionKind::Evidence => {
                let is_number = word.contains(char::is_numeric) || is_one_of(word, NUMBERS);
                is_number.then_some(Sign::Evidence)
            }
            SectionKind::TradeOffs => {
                let sides = [(Sign::Speed, SPEED), (Sign::Quality, QUALITY), (Sign::Cost, COST)];
                sides.into_iter().find(|(_, stems)| begins(word, stems)).map(|(sign, _)| sign)
            }
            SectionKind::DesiredOutcomes => {
                (is_first && is_one_of(word, WORK)).then_some(Sign::Work)
            }
            _ => None,
        }
    }
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    alike(word, words).any(|known| known.eq_ignore_ascii_case(word))
}

fn begins(word: &str, stems: &[&str]) -> bool {
    let is_start =
        |stem: &str| word.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem));
    alike(word, stems).any(is_start)
}

/// Returns the words that begin with the letter that a word begins with. Every word of a section meets
/// every word that is known: most differ there.
fn alike<'a>(word: &str, words: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let first = word.as_bytes().first().map(u8::to_ascii_lowercase);
    words.iter().copied().filter(move |known| known.as_bytes().first().copied() == first)
}
