//! What the sources of the sample handbook say happened, and when: a small reader that knows lines and
//! nothing of the program.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use throughline::id::Date;

use crate::pages::files;

/// Something with a date, and the words that are not to be read before it.
#[derive(Debug)]
pub(crate) struct Fact {
    pub(crate) day: String,
    pub(crate) place: String,
    pub(crate) words: Vec<String>,
}

/// What the sources say.
#[derive(Default)]
pub(crate) struct Sources {
    pub(crate) facts: Vec<Fact>,
    /// Days that are planned or typed anywhere else than as a fact.
    plans: BTreeSet<String>,
    /// The first day of each document that has one.
    pub(crate) begins: BTreeMap<String, String>,
    /// All texts, with single spaces.
    everything: String,
}

/// The part of the sample that is prose with invented examples.
pub(crate) const MANUAL: &str = "guide/";

/// The fields of front matter that say what happened.
const TRANSITIONS: &[&str] = &[
    "created",
    "proposed",
    "accepted",
    "started",
    "shipped",
    "declined",
    "parked",
    "presented",
    "held",
    "decided",
];

/// The sections in which a date after a person says when somebody spoke; elsewhere it is a plan.
const SPOKEN: &[&str] = &["Engineering input", "Questions", "Q&A", "Concerns", "Updates"];

impl Sources {
    pub(crate) fn read(root: &Path) -> Sources {
        let mut sources = Sources::default();
        let texts: BTreeMap<String, String> = files(&root.join("content"))
            .into_iter()
            .filter(|(path, _)| {
                path.ends_with(".md") || path.starts_with("kpis/") && path.ends_with(".csv")
            })
            .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
            .collect();
        for (path, text) in &texts {
            sources.everything.push_str(&squeezed(text));
            sources.everything.push('\n');
            if path.starts_with(MANUAL) {
                // Prose about documents, and examples of them.
            } else if path.ends_with(".md") {
                sources.document(path, text);
            } else if !text.starts_with("group,") {
                // The days of counts stand in the survey that they belong to.
                let weekly = text.lines().nth(1).unwrap()[8..10] != *"01"
                    || text.lines().nth(2).unwrap()[8..10] != *"01";
                sources.series(path, text, weekly);
            }
        }
        sources
    }

    fn series(&mut self, path: &str, text: &str, weekly: bool) {
        for row in text.lines().skip(1) {
            let day = Date::parse(&row[..10]).unwrap();
            let next = day.plus_days(if weekly { 7 } else { 31 }).unwrap();
            // A period is over on its last day.
            let last = if weekly {
                next
            } else {
                Date::parse(&format!("{}-01", &next.to_string()[..7])).unwrap()
            };
            let last = last.plus_days(-1).unwrap();
            let place = format!("{path} {}", &row[..10]);
            self.facts.push(Fact { day: last.to_string(), place, words: Vec::new() });
            // A period that has not begun is not named at all; of one that has begun, but is not over,
            // the numbers are missing, which is looked at in the pages of its KPI.
            let (day, place) = (row[..10].to_owned(), format!("{path} from {}", &row[..10]));
            self.facts.push(Fact { words: vec![day.clone(), long(&day)], day, place });
        }
    }

    fn document(&mut self, path: &str, text: &str) {
        let mut days = Vec::new();
        let mut created = None;
        let (mut section, mut fences, mut is_table) = (String::new(), 0, false);
        let mut closed_column = None;
        let mut answer: Option<Fact> = None;
        for line in text.lines() {
            if line == "+++" || line == "---" && fences < 2 {
                fences += 1;
            } else if fences == 1 {
                let key = line.split([' ', ':', '=']).next().unwrap_or_default();
                for day in days_in(line) {
                    if TRANSITIONS.contains(&key) || line.trim_start().starts_with("{ on = ") {
                        if key == "created" {
                            created = Some(day.clone());
                        }
                        days.push(day.clone());
                        let words = vec![day.clone(), long(&day)];
                        self.facts.push(Fact { day, place: format!("{path} {key}"), words });
                    } else {
                        self.plans.insert(day);
                    }
                }
            } else {
                if line.starts_with("## ") || line.starts_with("### ") || line.starts_with("- ") {
                    self.facts.extend(answer.take());
                    closed_column = None;
                }
                if let Some(heading) = line.strip_prefix("## ") {
                    section = heading.split(" {").next().unwrap_or_default().to_owned();
                }
                let is_item = line.starts_with("### ") || line.starts_with("- ");
                let mut facts: Vec<(&str, String)> = Vec::new();
                if is_item && SPOKEN.contains(&section.as_str()) {
                    let spoken = line.split(" @").nth(1).and_then(|rest| rest.split(' ').nth(1));
                    facts.extend(spoken.and_then(|day| days_in(day).pop()).map(|day| ("", day)));
                }
                for key in ["on=", "answered=", "closed="] {
                    let day = line.split_once(key).and_then(|(_, rest)| rest.get(..10));
                    facts.extend(
                        day.filter(|_| is_item)
                            .and_then(|day| days_in(day).pop())
                            .map(|day| (key, day)),
                    );
                }
                if line.starts_with('|') {
                    let cells: Vec<&str> =
                        line.trim_matches('|').split('|').map(str::trim).collect();
                    if !is_table {
                        closed_column = cells.iter().position(|cell| *cell == "closed");
                    }
                    let cell = closed_column.and_then(|at| cells.get(at));
                    facts.extend(
                        cell.and_then(|cell| days_in(cell).pop()).map(|day| ("closed=", day)),
                    );
                }
                is_table = line.starts_with('|');
                // What is done on the day on which it was due stands there twice: once as a plan.
                let mut plans = days_in(line);
                for (_, day) in &facts {
                    if let Some(at) = plans.iter().position(|plan| plan == day) {
                        plans.remove(at);
                    }
                }
                self.plans.extend(plans);
                for (key, day) in facts {
                    let place = format!("{path} {line}");
                    let mut words = vec![day.clone(), long(&day)];
                    if matches!(key, "" | "on=") {
                        // The whole item is not there yet.
                        words.extend(plain(line));
                        days.push(day.clone());
                    } else if line.starts_with("### ") && SPOKEN.contains(&section.as_str()) {
                        // What stands below an objective is what was wanted, not how it ended.
                        answer = Some(Fact {
                            day: day.clone(),
                            place: place.clone(),
                            words: Vec::new(),
                        });
                    }
                    if key == "closed=" {
                        // Why it ended is known on no earlier day.
                        let because = line
                            .split_once("because=\"")
                            .and_then(|(_, because)| plain(because.split_once('"')?.0));
                        words.extend(because);
                    }
                    self.facts.push(Fact { day, place, words });
                }
                if let Some(answer) = &mut answer
                    && !line.starts_with("### ")
                {
                    answer.words.extend(plain(line));
                }
            }
        }
        self.facts.extend(answer.take());
        let begins = created.or_else(|| days.into_iter().min());
        if let Some(day) = begins {
            self.begins.insert(path.to_owned(), day.clone());
            let words = text.lines().flat_map(plain).collect();
            self.facts.push(Fact { day, place: path.to_owned(), words });
        }
    }

    /// Returns the facts with those of their words that only they can have brought: days on which
    /// nothing is planned, and what no other source says a second time.
    pub(crate) fn telling(&self) -> Vec<(&Fact, Vec<&str>)> {
        let all = self.facts.iter().flat_map(|fact| &fact.words).map(String::as_str);
        let counts = Words::of(all).counts(&self.everything);
        let plans: BTreeSet<String> =
            self.plans.iter().flat_map(|day| [day.clone(), long(day)]).collect();
        let is_telling = |word: &&str| {
            if is_day(word) { !plans.contains(*word) } else { counts.get(word) == Some(&1) }
        };
        let facts = self.facts.iter().map(|fact| {
            let words = fact.words.iter().map(String::as_str).filter(is_telling);
            (fact, words.collect())
        });
        facts.collect()
    }
}

/// Returns whether words are nothing but a day.
pub(crate) fn is_day(word: &str) -> bool {
    word.len() <= 11
}

/// So many bytes at their beginning tell most words apart.
const HEAD: usize = 10;

/// Words that are looked for in texts, all at once: each begins where no letter or digit ends.
pub(crate) struct Words<'a>(HashMap<[u8; HEAD], Vec<&'a str>>);

impl<'a> Words<'a> {
    pub(crate) fn of(words: impl Iterator<Item = &'a str>) -> Words<'a> {
        let mut heads: HashMap<_, Vec<&str>> = HashMap::new();
        for word in words {
            let head = word.as_bytes().first_chunk().expect("words are ten bytes or longer");
            let same = heads.entry(*head).or_default();
            if !same.contains(&word) {
                same.push(word);
            }
        }
        Words(heads)
    }

    /// Returns how often each of the words stands in a text, where it does.
    pub(crate) fn counts(&self, text: &str) -> BTreeMap<&'a str, usize> {
        let mut counts = BTreeMap::new();
        let mut before = b' ';
        for (at, head) in text.as_bytes().windows(HEAD).enumerate() {
            if !before.is_ascii_alphanumeric()
                && let Some(words) = self.0.get(head)
            {
                for word in
                    words.iter().filter(|word| text.as_bytes()[at..].starts_with(word.as_bytes()))
                {
                    *counts.entry(*word).or_insert(0) += 1;
                }
            }
            before = head[0];
        }
        counts
    }
}

/// Returns the days in a line.
fn days_in(line: &str) -> Vec<String> {
    let starts = line.char_indices().map(|(at, _)| at);
    starts
        .filter_map(|at| line.get(at..at + 10))
        .filter(|word| Date::parse(word).is_some())
        .map(str::to_owned)
        .collect()
}

/// Returns a day as pages print it.
pub(crate) fn long(day: &str) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month: usize = day[5..7].parse().unwrap();
    format!("{} {} {}", day[8..].trim_start_matches('0'), MONTHS[month - 1], &day[..4])
}

/// Returns the longest run of a line in which nothing can be markup, where it is long enough to be known again.
fn plain(line: &str) -> Option<String> {
    let runs = line.split(|letter: char| "[](){}*_`|#@~<>!\\\":".contains(letter));
    let runs = runs.map(squeezed).map(|run| run.trim_matches(['-', ' ', '^', '=']).to_owned());
    // A run without a space is where a link leads.
    let runs = runs.filter(|run| run.contains(' '));
    runs.max_by_key(String::len).filter(|run| run.len() >= 24)
}

pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
