//! The sample handbook on earlier days: what had not happened by then is nowhere in the output.
//!
//! What happened when is read from the sources by a small reader of this test's own, which knows
//! lines and nothing of the program. Plans stay, and prose is never rewritten: words that some source
//! says a second time prove nothing and are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;
use serde_json::Value;

use throughline::diag::Severity;
use throughline::id::Date;
use throughline::pipeline::{Options, Pipeline};

use crate::facts::{Fact, MANUAL, Sources, Words, is_day, long, squeezed};
use crate::pages::{Built, build, findings, options, render};
use crate::support::{folder, run};

fn sample() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Builds the sample on a day; returns its warnings and errors, too.
fn at(day: &str) -> (Built, Vec<String>) {
    let as_of = Date::parse(day);
    let mut pipeline = Pipeline::open(Options { as_of, ..options(sample()) }).unwrap();
    let snapshot = pipeline.rebuild(None).unwrap();
    let findings = snapshot.findings().iter();
    let told = findings
        .filter(|finding| finding.severity >= Severity::Warning)
        .map(|finding| format!("{} {} {}", finding.path, finding.code, finding.message))
        .collect();
    (render(&snapshot), told)
}

/// Returns the last days of the last 24 months; of the month of the sample's clock, the clock.
fn months() -> Vec<String> {
    let ends = (12..35).map(|month| {
        let next = Date::parse(&format!("{}-{:02}-01", 2024 + month / 12, month % 12 + 1)).unwrap();
        next.plus_days(-1).unwrap().to_string()
    });
    ends.chain([CLOCK.to_owned()]).collect()
}

/// The day on which the sample is read.
const CLOCK: &str = "2026-11-22";

/// Days in the midst of months, next to which something happened.
const DAYS: &[&str] = &["2025-04-12", "2025-11-22", "2026-02-10", "2026-10-20"];

/// Returns the files in which words stand, each with its path, entities and line breaks aside.
fn readable(built: &Built) -> Vec<(&str, String)> {
    let text = |(path, bytes): (&String, &Vec<u8>)| {
        let text = String::from_utf8_lossy(bytes);
        let text = text.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&");
        format!("{path} {}", squeezed(&text))
    };
    let files = built.files.iter().filter(|(path, _)| !path.starts_with(MANUAL));
    files.map(|file| (file.0.as_str(), text(file))).collect()
}

/// Returns what is to be read on a day of what happened later.
fn leaks(sources: &Sources, facts: &[(&Fact, Vec<&str>)], day: &str) -> Vec<String> {
    let (built, told) = at(day);
    let past: BTreeSet<&str> = facts
        .iter()
        .filter(|(fact, _)| fact.day.as_str() <= day)
        .flat_map(|(_, words)| words.iter().copied())
        .collect();
    let mut later: BTreeMap<&str, &str> = BTreeMap::new();
    for (fact, words) in facts.iter().filter(|(fact, _)| fact.day.as_str() > day) {
        // A day on which something else had happened by then may stand there for that.
        let words = words.iter().filter(|word| !(is_day(word) && past.contains(*word)));
        later.extend(words.map(|word| (*word, fact.place.as_str())));
    }
    // On the day of the clock only the periods under way are still to come.
    assert!(later.len() > 20 || day == CLOCK, "as of {day}: {} words searched", later.len());
    // The checks rest on the sources, whatever the day.
    let mut leaks: Vec<String> =
        told.into_iter().map(|told| format!("as of {day} is told: {told}")).collect();
    let searched = Words::of(later.keys().copied());
    for (path, text) in readable(&built) {
        for word in searched.counts(&text).keys() {
            leaks.push(format!("as of {day}: `{word}` of {} in {path}", later[word]));
        }
    }
    let mut titles: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (fact, _) in facts.iter().filter(|(fact, _)| fact.day.as_str() > day) {
        let Some((path, period)) = fact.place.split_once(".csv ") else { continue };
        let page = format!("{path}.html");
        if period.starts_with("from") || !built.files.contains_key(&page) {
            continue;
        }
        let is_row = |row: &str| row.starts_with(period);
        if built
            .files
            .get(&format!("{path}.csv"))
            .is_some_and(|bytes| String::from_utf8_lossy(bytes).lines().any(is_row))
        {
            leaks.push(format!("as of {day}: the row of {period} in {path}.csv"));
        }
        let shown =
            titles.entry(page).or_insert_with_key(|page| built.page(page).texts("tbody th, desc"));
        if shown.iter().any(|text| text.contains(&long(period))) {
            leaks.push(format!("as of {day}: the period of {period} on {path}.html"));
        }
    }
    for (path, begins) in &sources.begins {
        let page = path.replace(".md", ".html");
        if begins.as_str() > day && built.files.contains_key(&page) {
            leaks.push(format!("as of {day}: the page {page}, which begins {begins}"));
        }
    }
    leaks.extend(
        typed(&built)
            .into_iter()
            .filter(|(typed, _)| typed.as_str() > day)
            .map(|(typed, place)| format!("as of {day}: {typed} in {place}")),
    );
    leaks
}

/// Returns the days in the places that hold nothing but what happened, with those places.
///
/// In prose, and in the fields of what is planned, a later day is right: "by 2026-12-31" was written
/// on the first day. What the program itself says of the past stands in the elements and fields here.
fn typed(built: &Built) -> Vec<(String, String)> {
    let mut days = Vec::new();
    for (path, bytes) in &built.files {
        let text = String::from_utf8_lossy(bytes);
        let starts: &[&str] = match path.rsplit_once('.') {
            Some((_, "html")) => &["datetime=\""],
            Some((_, "xml")) => &["<updated>", "<lastmod>"],
            _ => &[],
        };
        for start in starts {
            let found = text.split(start).skip(1).map(|rest| rest[..10].to_owned());
            days.extend(found.map(|day| (day, path.clone())));
        }
        if path.ends_with(".csv") {
            let cells = text.lines().filter_map(|row| row.get(..10));
            let found = cells.filter(|cell| Date::parse(cell).is_some());
            days.extend(found.map(|day| (day.to_owned(), path.clone())));
        }
    }
    let export: Value = serde_json::from_str(built.text("throughline.json")).unwrap();
    let list = |value: &Value| value.as_array().unwrap().clone();
    for document in list(&export["documents"]) {
        for (key, day) in document["dates"].as_object().into_iter().flatten() {
            days.push((day.as_str().unwrap().to_owned(), format!("{} {key}", document["id"])));
        }
    }
    for item in list(&export["items"]) {
        for key in ["on", "answered", "closed"] {
            let day = item["fields"][key].as_str();
            days.extend(day.map(|day| (day.to_owned(), format!("{} {key}", item["id"]))));
        }
    }
    for kpi in list(&export["kpis"]) {
        for point in list(&kpi["series"]) {
            days.push((point["to"].as_str().unwrap().to_owned(), format!("{} series", kpi["id"])));
        }
    }
    days
}

#[test]
fn on_each_day_the_sample_is_sound_and_tells_no_typed_fact_of_a_later_day() {
    let sources = Sources::read(sample());
    // The reader reads: a handful of facts that stand in the sample.
    for (place, day) in [
        ("briefs/pay.md shipped", "2026-03-30"),
        ("retros/retro-pay.md held", "2026-04-21"),
        ("kpis/csat.csv 2026-11-09", "2026-11-15"),
        ("kpis/rework.csv 2026-10-01", "2026-10-31"),
    ] {
        assert!(sources.facts.iter().any(|fact| fact.place == place && fact.day == day), "{place}");
    }
    let facts = sources.telling();
    let months = months();
    assert_eq!(
        (months.len(), months[0].as_str(), months[22].as_str()),
        (24, "2024-12-31", "2026-10-31")
    );
    let days: Vec<&str> = months.iter().map(String::as_str).chain(DAYS.iter().copied()).collect();
    let leaks: Vec<String> =
        days.par_iter().flat_map_iter(|day| leaks(&sources, &facts, day)).collect();
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
    // The places that are looked at do hold days: of each kind some, on the last day.
    let now = typed(&at(CLOCK).0);
    for part in ["changes/", "feed.xml", "kpis/csat.csv", "\"pay\" shipped", "answered", "series"] {
        assert!(now.iter().any(|(_, place)| place.contains(part)), "{part}");
    }
}

#[test]
fn a_year_that_passes_turns_nothing_red() {
    let at = |day: &str, more: &[&str]| {
        run(sample(), &[&["check", "--strict", "--as-of", day], more].concat())
    };
    for day in [CLOCK, "2027-11-22"] {
        let checked = at(day, &[]);
        assert_eq!(checked.code(), 0, "as of {day}: {}", checked.stderr());
    }
    let heavier = |day: &str| -> Vec<Value> {
        findings(sample(), &["--as-of", day])
            .into_iter()
            .filter(|finding| finding["severity"] != "reminder")
            .collect()
    };
    assert_eq!(heavier("2027-11-22"), heavier(CLOCK));
    // It does pass: what waits by then is reminded of, for whoever asks.
    assert_eq!(at("2027-11-22", &["--reminders"]).code(), 1);
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
