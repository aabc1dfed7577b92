//! What is hidden leaves no trace, whatever kind of document or item it is and whatever refers to it.
//!
//! `tests/data/leaks` holds a site in two parts. Each document of `hidden` is written once for every way
//! of hiding, with `%w%` for the name of the way in each word, name, person, tag and alias: a sentence of
//! five words is five canaries. The documents of `open` refer to the hidden ones by every field and mark
//! that can; a line or a list with `%w%` is written for each way, and what is marked `visible-to` in them
//! is a canary, too.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::pages::{Built, build, files};
use crate::support::{folder, read, run, write};

/// The ways of hiding a document: the name, what does it, and a digit of its own for numbers.
const WAYS: [(&str, &str, char); 5] = [
    ("draft", "draft = true", '1'),
    ("leads", "visible-to = \"leads\"", '2'),
    ("later", "publish-on = 2026-07-01", '3'),
    ("over", "expires-on = 2026-05-01", '4'),
    ("ahead", "created = 2026-07-01", '5'),
];

fn data() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/leaks")
}

fn for_each_way(text: &str) -> Vec<String> {
    WAYS.iter().map(|(way, ..)| text.replace("%w%", way)).collect()
}

/// Writes each table of a configuration that names a way for each of them.
fn tables(text: &str) -> String {
    let mut tables: Vec<String> = Vec::new();
    for line in text.split_inclusive('\n') {
        match tables.last_mut() {
            Some(table) if !line.starts_with('[') => table.push_str(line),
            _ => tables.push(line.to_owned()),
        }
    }
    let written = tables.iter().flat_map(|table| match table.contains("%w%") {
        true => for_each_way(table),
        false => vec![table.clone()],
    });
    written.collect()
}

/// Writes each line that names a way for each of them, and of a list the entries that do.
fn lines(text: &str) -> String {
    let line = |line: &str| {
        if !line.contains("%w%") {
            return line.to_owned();
        }
        let Some((field, list)) = line.split_once(" = [") else {
            return for_each_way(line).concat();
        };
        let entries = list.trim_end().trim_end_matches(']').split(", ").flat_map(|entry| {
            if entry.contains("%w%") { for_each_way(entry) } else { vec![entry.to_owned()] }
        });
        format!("{field} = [{}]\n", entries.collect::<Vec<_>>().join(", "))
    };
    text.split_inclusive('\n').map(line).collect()
}

fn texts(folder: &str) -> BTreeMap<String, String> {
    let files = files(&data().join(folder)).into_iter();
    files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

fn site() -> tempfile::TempDir {
    let site = folder(&[("content/index.md", "# Ours\n\nWelcome.\n")]);
    let root = site.path();
    write(root, "throughline.toml", tables(&read(&data(), "throughline.toml")));
    write(root, "content/people.toml", tables(&read(&data(), "people.toml")));
    for (path, text) in texts("open") {
        write(root, &format!("content/{path}"), lines(&text));
    }
    for (path, text) in texts("hidden") {
        for (way, hides, digit) in WAYS {
            let text = text.replace("%hidden%", hides).replace("%n%", &digit.to_string());
            let path = format!("content/{path}").replace("%w%", way);
            write(root, &path, text.replace("%w%", way));
        }
    }
    let series = |value: &dyn Fn(u32) -> String| {
        let rows = (1..=12).map(|month| format!("2025-{month:02}-01,{}\n", value(month)));
        format!("date,value\n{}", rows.collect::<String>())
    };
    for (way, _, digit) in WAYS {
        let values = series(&|month| format!("81{digit}{month:02}.625"));
        write(root, &format!("content/kpis/zq{way}-kpi.csv"), values);
        write(
            root,
            &format!("content/briefs/zq{way}.svg"),
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        );
    }
    write(root, "content/kpis/open-kpi.csv", series(&|month| format!("3{}.5", month % 4)));
    site
}

/// Returns the words that are hidden in a way and occur in some text, in lower case.
fn canaries(text: &str, way: &str) -> BTreeSet<String> {
    let text = text.to_lowercase();
    let start = format!("zq{way}");
    let places = text.match_indices(&start).map(|(at, _)| &text[at..]);
    let word = |rest: &str| rest.chars().take_while(|letter| letter.is_alphanumeric()).collect();
    places.map(word).collect()
}

/// Returns the hidden numbers of a way that occur in some text: those of its series, and those that open
/// documents say of it.
fn numbers(text: &str, digit: char) -> Vec<String> {
    let mut numbers: Vec<String> = (1..=12).map(|month| format!("81{digit}{month:02}.6")).collect();
    numbers.push(format!("81{digit}99.6"));
    numbers.retain(|number| text.contains(number.as_str()));
    numbers
}

/// Asserts that exactly what is hidden in some ways is in a site.
fn assert_seen(built: &Built, seen: &[&str]) {
    for (way, _, digit) in WAYS {
        let mut found = BTreeSet::new();
        let mut known = Vec::new();
        for (path, bytes) in &built.files {
            let text = String::from_utf8_lossy(bytes);
            let canaries = canaries(&format!("{path}\n{text}"), way);
            let numbers = numbers(&text, digit);
            let is_clean = canaries.is_empty() && numbers.is_empty();
            assert!(
                seen.contains(&way) || is_clean,
                "{way}: {path} tells {canaries:?} {numbers:?}"
            );
            found.extend(canaries);
            known.extend(numbers);
        }
        if seen.contains(&way) {
            // The hidden titles are there, so that the words would be found where they leaked.
            for kind in
                ["vision", "brief", "dive", "retro", "decision", "kpi", "note", "goal", "lesson"]
            {
                assert!(found.contains(&format!("zq{way}{kind}")), "{way}: {kind} of {found:?}");
            }
            assert!(known.len() > 12, "{way}: {known:?}");
        }
    }
    let inner = built.holding("zqleadsinner").is_empty();
    assert_eq!(inner, !seen.contains(&"leads"));
    let tells = |number: &str| !built.holding(number).is_empty();
    assert_eq!(tells("8166.6"), seen.contains(&"leads"), "an item that leads may see");
    assert_eq!(tells("8177.6"), !seen.is_empty(), "an outcome of KPIs that are hidden");
}

#[test]
fn no_byte_of_what_is_built_for_all_tells_what_is_hidden() {
    let site = site();
    let built = build(site.path(), &[]);
    assert_seen(&built, &[]);
    // Every kind of output is among what was looked at.
    let outputs = [
        "throughline.json",
        "throughline.schema.json",
        "traceability.csv",
        "traceability.html",
        "decisions/index.html",
        "deep-dives/index.html",
        "glossary.html",
        "feed.xml",
        "sitemap.xml",
        "robots.txt",
        "checks.html",
        "changes.html",
        "board.html",
        "briefs-table.html",
        "lessons.html",
        "questions.html",
        "actions.html",
        "options-not-taken.html",
        "start-here.html",
        "kpis/open-kpi.csv",
        "kpis/index.html",
        "objectives/index.html",
        "people/index.html",
        "tags/shared.html",
        "404.html",
        "index.html",
    ];
    for output in outputs {
        assert!(built.files.contains_key(output), "{output} of {:?}", built.files.keys());
    }
    assert_seen(&build(site.path(), &["--audience", "board"]), &[]);
}

#[test]
fn an_audience_reads_what_is_marked_for_it_and_nothing_else() {
    let built = build(site().path(), &["--audience", "leads"]);
    assert_seen(&built, &["leads"]);
    assert!(built.files.contains_key("_redirects"));
}

#[test]
fn drafts_and_what_has_another_day_are_for_those_who_ask() {
    assert_seen(&build(site().path(), &["--drafts"]), &["draft", "later", "over"]);
}

#[test]
fn what_the_terminal_tells_of_the_published_site_is_as_clean() {
    let site = site();
    let mut asked = vec![vec!["digest", "--since", "2020-01-01"], vec!["trace", "open"]];
    asked.push(vec!["digest", "--since", "2020-01-01", "--format", "json"]);
    for kind in [
        "visions",
        "briefs",
        "deep-dives",
        "retros",
        "decisions",
        "kpis",
        "pages",
        "objectives",
        "options",
        "inputs",
        "questions",
        "concerns",
        "lessons",
        "actions",
        "outcomes",
        "impacts",
    ] {
        asked.push(vec!["list", kind, "--json"]);
    }
    for arguments in asked {
        let ran = run(site.path(), &arguments);
        assert_eq!(ran.code(), 0, "{arguments:?}: {}", ran.stderr());
        assert!(!ran.stdout().is_empty(), "{arguments:?}");
        for (way, _, digit) in WAYS {
            let told = ran.stdout();
            assert_eq!(canaries(&told, way), BTreeSet::new(), "{arguments:?}");
            assert_eq!(numbers(&told, digit), [""; 0], "{arguments:?}");
        }
    }
}
