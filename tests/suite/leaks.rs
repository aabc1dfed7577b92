//! What is hidden leaves no trace, whatever kind of document or item it is and whatever refers to it.
//!
//! `tests/data/leaks` holds a site in two parts. Each document of `hidden` is written once for every way
//! of hiding, with `%w%` for the name of the way in each word, name, person, tag and alias: a sentence of
//! five words is five canaries. The documents of `open` refer to the hidden ones by every field and mark
//! that can; a line or a list with `%w%` is written for each way, and what is marked `visible-to` in them
//! is a canary, too, as is why something was closed after the clock.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::pages::{Built, build, files, findings};
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
    let of = |(way, _, digit): &(&str, &str, char)| {
        text.replace("%w%", way).replace("%n%", &digit.to_string())
    };
    WAYS.iter().map(of).collect()
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
/// documents say of it: as a target, an impact, an outcome, and how many were asked.
fn numbers(text: &str, digit: char) -> Vec<String> {
    let mut numbers: Vec<String> = (1..=12).map(|month| format!("81{digit}{month:02}.6")).collect();
    numbers.extend(["99.6", "55.6", "77.6", "8866"].map(|end| format!("81{digit}{end}")));
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
            let kinds =
                ["vision", "brief", "dive", "retro", "decision", "kpi", "note", "goal", "lesson"];
            for kind in kinds.into_iter().chain(["survey", "group"]) {
                assert!(found.contains(&format!("zq{way}{kind}")), "{way}: {kind} of {found:?}");
            }
            assert!(known.len() > 12, "{way}: {known:?}");
        }
    }
    let inner = built.holding("zqleadsinner").is_empty();
    assert_eq!(inner, !seen.contains(&"leads"));
    let tells = |number: &str| !built.holding(number).is_empty();
    assert_eq!(tells("8166.6"), seen.contains(&"leads"), "an item that leads may see");
    for end in ["99.6", "55.6", "77.6", "8866"] {
        let is_told = WAYS.iter().any(|(.., digit)| tells(&format!("81{digit}{end}")));
        assert_eq!(is_told, !seen.is_empty(), "{end} of KPIs that are hidden");
    }
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
        "promises.html",
        "rework.html",
        "asked.html",
        "surveys/open-survey.html",
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
fn no_question_is_answered_from_what_is_hidden_or_later() {
    let built = build(site().path(), &[]);
    let page = built.page("asked.html");
    let none = ["no impacts", "no objectives", "no outcomes", "no results"];
    assert_eq!(page.texts(".query-count"), none);
    assert_eq!(page.texts(".query-note"), ["Nothing matches this query."; 7]);
    let cards = built.page("briefs/open.html").texts(".promise");
    let of_hidden: Vec<&String> =
        cards.iter().filter(|card| card.contains("Something moves")).collect();
    assert_eq!(of_hidden.len(), WAYS.len(), "{cards:?}");
    for card in of_hidden {
        assert!(card.contains("No KPI that is shown here tells what becomes of it."), "{card}");
    }
    assert_eq!(built.holding("Says in no form"), [""; 0]);
}

#[test]
fn a_promise_on_a_hidden_kpi_is_not_said_to_wait_for_its_brief() {
    let site = folder(&[
        ("throughline.toml", "as-of = 2026-06-01\n"),
        (
            "content/briefs/pay.md",
            "+++\nshipped = 2026-01-01\n+++\n# Pay\n\n## KPI impact\n\n\
             - It falls [[secret]] -555 by 2026-03-01\n",
        ),
        ("content/kpis/secret.md", "+++\ndraft = true\n+++\n# Secret\n"),
    ]);
    let page = build(site.path(), &[]).page("promises.html");
    let outcomes = page.text("main");
    assert!(outcomes.contains("It falls"), "{outcomes}");
    for words in ["not shipped yet", "555", "Says in no form"] {
        assert!(!outcomes.contains(words), "{outcomes}");
    }
}

#[test]
fn what_answers_a_question_later_is_not_named_before_its_day() {
    let site = folder(&[
        (
            "content/briefs/ask.md",
            "# Ask\n\n## Questions\n\n### Where to? @mina 2026-01-01 {answered=2026-07-05 in=tea}\n",
        ),
        ("content/briefs/tea.md", "# Tea\n"),
    ]);
    for (day, is_told) in [("2026-07-04", false), ("2026-07-05", true)] {
        let built = build(site.path(), &["--as-of", day]);
        assert_eq!(built.text("briefs/ask.html").contains("answered in"), is_told, "{day}");
        let tea = built.page("briefs/tea.html").text("main");
        assert_eq!(tea.contains("Answers Ask"), is_told, "{day}: {tea}");
        let export = built.text("throughline.json");
        assert_eq!(export.contains("answered-in"), is_told, "{day}");
    }
}

#[test]
fn a_finding_names_no_item_that_a_shown_document_hides() {
    let site = folder(&[
        ("throughline.toml", "as-of = 2026-06-01\n[audiences]\nboard = \"Board\"\n"),
        (
            "content/visions/vision.md",
            "# Vision\n\n## Objectives\n\n### Fewer leave {#goal}\n\n\
             ### Zqaim {#zqaim visible-to=board}\n",
        ),
        (
            "content/briefs/old.md",
            "+++\nserves = [\"goal\", \"zqaim\"]\naccepted = 2025-01-01\nshipped = 2025-02-01\n+++\n# Old\n",
        ),
        (
            "content/retros/look.md",
            "+++\nreviews = \"old\"\nheld = 2025-03-01\n+++\n# Look\n\n## Lessons\n\n\
             - Ask first (change) {#ask}\n- Zqlesson (change) {#zqlesson visible-to=board}\n\
             - Zqthird (change) {#zqthird visible-to=board}\n",
        ),
        (
            "content/retros/again.md",
            "+++\nreviews = \"old\"\nheld = 2025-04-01\n+++\n# Again\n\n## Lessons\n\n\
             - Once more (change) [[look#zqlesson]] {#once}\n- Ask earlier (change) [[look#ask]] {#early}\n",
        ),
        ("content/briefs/new.md", "+++\nserves = \"goal\"\naccepted = 2026-01-01\n+++\n# New\n"),
        (
            "content/briefs/other.md",
            "+++\nserves = \"zqaim\"\naccepted = 2026-01-01\n+++\n# Other\n",
        ),
    ]);
    let built = build(site.path(), &[]);
    let checks = built.page("checks.html").text("main");
    let shown = [
        "`new` shares objective `goal` with lesson `again#early`",
        "`again#early` repeats `look#ask`",
    ];
    for words in shown.map(|words| words.replace('`', "")) {
        let plain = checks.replace('`', "");
        assert!(plain.contains(&words), "{words} of {plain}");
    }
    let told = findings(site.path(), &[]);
    for (code, name) in
        [("TL503", "look#zqthird"), ("TL503", "`zqaim`"), ("TL509", "look#zqlesson")]
    {
        let is_told = told.iter().any(|finding| {
            finding["code"] == code && finding["message"].as_str().unwrap().contains(name)
        });
        assert!(is_told, "{code} of {name}: {told:?}");
    }
    for name in ["zqlesson", "zqthird", "zqaim"] {
        assert_eq!(built.holding(name), [""; 0]);
    }
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
        "surveys",
    ] {
        asked.push(vec!["list", kind, "--json"]);
    }
    for (kind, condition) in [("impacts", "expect < -500"), ("outcomes", "n > 500")] {
        let ran = run(site.path(), &["list", kind, "--where", condition, "--json"]);
        assert_eq!((ran.code(), ran.stdout().as_str()), (0, ""), "{condition}");
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
