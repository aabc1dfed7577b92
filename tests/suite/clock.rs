//! The sample handbook on earlier days: what had not happened by then is nowhere in the output.
//!
//! What happened when is read from the sources by a small reader of this test's own, which knows
//! lines and nothing of the program. Plans stay, and prose is never rewritten: words that some source
//! says a second time prove nothing and are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use throughline::id::Date;
use throughline::pipeline::{Options, Pipeline};

use crate::pages::{Built, build, files, options, render};
use crate::support::folder;

fn sample() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Something with a date, and the words that are not to be read before it.
#[derive(Debug)]
struct Fact {
    day: String,
    place: String,
    words: Vec<String>,
}

/// What the sources say.
#[derive(Default)]
struct Sources {
    facts: Vec<Fact>,
    /// Days that are planned or typed anywhere else than as a fact.
    plans: BTreeSet<String>,
    /// The first day of each document that has one.
    begins: BTreeMap<String, String>,
    /// All texts, with single spaces.
    everything: String,
}

/// The part of the sample that is prose with invented examples.
const MANUAL: &str = "guide/";

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
    fn read(root: &Path) -> Sources {
        let mut sources = Sources::default();
        let texts: BTreeMap<String, String> = files(&root.join("content"))
            .into_iter()
            .filter(|(path, _)| path.ends_with(".md") || path.ends_with(".csv"))
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
                for day in days_in(line) {
                    if !facts.iter().any(|(_, fact)| *fact == day) {
                        self.plans.insert(day);
                    }
                }
                for (key, day) in facts {
                    let place = format!("{path} {line}");
                    let mut words = vec![day.clone(), long(&day)];
                    if matches!(key, "" | "on=") {
                        // The whole item is not there yet.
                        words.extend(plain(line));
                        days.push(day.clone());
                    } else if is_item && line.starts_with("### ") {
                        answer = Some(Fact {
                            day: day.clone(),
                            place: place.clone(),
                            words: Vec::new(),
                        });
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

    /// Returns the facts after a day with those of their words that only they can have brought.
    fn later(&self, day: &str) -> Vec<(&Fact, Vec<&str>)> {
        let is_telling = |word: &&str| {
            let is_day = word.len() <= 11;
            let planned = |day: &String| day == word || long(day) == *word;
            // A day on which something else had happened, or that is planned, proves nothing.
            let is_plan = self.plans.iter().any(planned);
            if is_day { !is_plan } else { self.everything.matches(*word).count() == 1 }
        };
        let later = self.facts.iter().filter(|fact| fact.day.as_str() > day);
        later
            .map(|fact| {
                let words = fact.words.iter().map(String::as_str).filter(is_telling);
                (fact, words.filter(|word| word.len() > 11 || !word.is_empty()).collect())
            })
            .collect()
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
fn long(day: &str) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month: usize = day[5..7].parse().unwrap();
    format!("{} {} {}", day[8..].trim_start_matches('0'), MONTHS[month - 1], &day[..4])
}

/// Returns the longest run of a line in which nothing can be markup, where it is long enough to be known again.
fn plain(line: &str) -> Option<String> {
    let runs = line.split(|letter: char| "[](){}*_`|#@~<>!\\\":".contains(letter));
    let runs = runs.map(squeezed).map(|run| run.trim_matches(['-', ' ', '^', '=']).to_owned());
    runs.max_by_key(String::len).filter(|run| run.len() >= 24)
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn at(day: &str) -> Built {
    let as_of = Date::parse(day);
    let mut pipeline = Pipeline::open(Options { as_of, ..options(sample()) }).unwrap();
    render(&pipeline.rebuild(None).unwrap())
}

/// Returns the files in which words stand, entities and line breaks aside.
fn readable(built: &Built) -> BTreeMap<&str, String> {
    let text = |bytes: &Vec<u8>| {
        let text = String::from_utf8_lossy(bytes);
        let text = text.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&");
        squeezed(&text)
    };
    let files = built.files.iter().filter(|(path, _)| !path.starts_with(MANUAL));
    files.map(|(path, bytes)| (path.as_str(), text(bytes))).collect()
}

#[test]
fn no_typed_fact_of_a_later_day_is_anywhere_in_the_output() {
    let sources = Sources::read(sample());
    // The reader reads: a handful of facts that stand in the sample.
    for (place, day) in [
        ("briefs/pay.md shipped", "2026-03-30"),
        ("retros/retro-pay.md held", "2026-04-21"),
        ("kpis/csat.csv 2026-11-09", "2026-11-15"),
        ("kpis/morale.csv 2026-10-01", "2026-10-31"),
    ] {
        assert!(sources.facts.iter().any(|fact| fact.place == place && fact.day == day), "{place}");
    }
    let mut leaks = Vec::new();
    for day in [
        "2025-01-20",
        "2025-04-12",
        "2025-07-20",
        "2025-09-30",
        "2025-11-22",
        "2026-01-25",
        "2026-02-10",
        "2026-04-15",
        "2026-06-01",
        "2026-08-21",
        "2026-10-20",
        "2026-11-13",
    ] {
        let built = at(day);
        let readable = readable(&built);
        let later = sources.later(day);
        let mut searched = 0;
        for (fact, words) in &later {
            for word in words {
                let is_day = word.len() <= 11;
                // Printed on this very day or before for something else.
                let is_past = sources.facts.iter().any(|other| {
                    other.day.as_str() <= day && other.words.iter().any(|past| past == word)
                });
                if is_day && is_past {
                    continue;
                }
                searched += 1;
                let places: Vec<&&str> = readable
                    .iter()
                    .filter(|(path, text)| holds(text, word) || path.contains(word))
                    .map(|(path, _)| path)
                    .collect();
                if !places.is_empty() {
                    leaks.push(format!("as of {day}: `{word}` of {} in {places:?}", fact.place));
                }
            }
        }
        for fact in later.iter().map(|(fact, _)| *fact) {
            let Some((path, period)) = fact.place.split_once(".csv ") else { continue };
            if period.starts_with("from") {
                continue;
            }
            let download = built.files.get(&format!("{path}.csv"));
            let rows = download.map(|bytes| String::from_utf8(bytes.clone()).unwrap());
            if rows.is_some_and(|rows| rows.lines().any(|row| row.starts_with(period))) {
                leaks.push(format!("as of {day}: the row of {period} in {path}.csv"));
            }
            let page = format!("{path}.html");
            let titles = |built: &Built| built.page(&page).texts("tbody th, desc");
            if built.files.contains_key(&page)
                && titles(&built).iter().any(|text| text.contains(&long(period)))
            {
                leaks.push(format!("as of {day}: the period of {period} on {page}"));
            }
        }
        assert!(searched > 20, "as of {day}: {searched} words searched");
        for (path, begins) in &sources.begins {
            let page = path.replace(".md", ".html");
            if begins.as_str() > day && built.files.contains_key(&page) {
                leaks.push(format!("as of {day}: the page {page}, which begins {begins}"));
            }
        }
    }
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
}

/// Returns whether words stand in a text, days not as a part of another day.
fn holds(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        word.len() > 11 || !before.is_some_and(|letter| letter.is_ascii_digit())
    })
}

#[test]
fn a_year_earlier_the_states_are_those_of_a_year_earlier() {
    let (now, then) = (build(sample(), &[]), build(sample(), &["--as-of", "2025-11-22"]));
    let state = |built: &Built, page: &str| {
        built.files.contains_key(page).then(|| built.page(page).text(".kind-line > .pill"))
    };
    for (page, was, is) in [
        ("briefs/pay.html", None, Some("measured")),
        ("briefs/stored-basket.html", Some("proposed"), Some("superseded")),
        ("briefs/release-train.html", Some("proposed"), Some("measured")),
        ("briefs/step-up.html", None, Some("started")),
        ("briefs/loyalty-points.html", None, Some("declined")),
    ] {
        assert_eq!(state(&then, page).as_deref(), was, "{page} a year ago");
        assert_eq!(state(&now, page).as_deref(), is, "{page} now");
    }
    // Retros and lessons of later days are not there, nor the lessons' later applications.
    assert!(!then.files.contains_key("retros/retro-pay.html"));
    assert!(
        then.page("retros/retro-wallet.html")
            .texts("main a")
            .iter()
            .all(|words| words != "Pay without an account")
    );
    // A series ends with the last period that was over.
    let last = |built: &Built| {
        built.text("kpis/checkout-drop-off.csv").trim().lines().last().unwrap()[..10].to_owned()
    };
    assert_eq!((last(&then), last(&now)), ("2025-11-10".into(), "2026-11-09".into()));
    assert!(then.page("index.html").text(".foot").contains("22 Nov 2025"));
}

#[test]
fn only_what_is_asked_for_or_configured_tells_the_day() {
    let site = folder(&[
        ("throughline.toml", "title = \"Ours\"\n"),
        ("content/briefs/pay.md", "+++\naccepted = 2026-02-03\n+++\n# Pay\n"),
    ]);
    let early = build(site.path(), &["--as-of", "2026-02-02"]);
    assert!(!early.files.contains_key("briefs/pay.html"));
    let day = build(site.path(), &["--as-of", "2026-02-03"]);
    assert!(day.files.contains_key("briefs/pay.html"));
}
