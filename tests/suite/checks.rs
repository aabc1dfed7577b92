//! The Markdown suites of the checks: small sites, and what is found in them.
//!
//! A case starts at a `##` heading. Each of its code blocks whose info string is `file PATH` is a file
//! of a site; the block `findings` lists, one a line, what is told: every warning and error, and what
//! the rule of the suite says at any level. A line is
//! `path:line:column code severity part of the message`.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use throughline::diag::{Code, Lines, Severity, Styling, human, locate};
use throughline::id::Date;
use throughline::pipeline::{Options, Pipeline, Shows, Snapshot};

use crate::support;

const CONFIG: &str = "title = \"Handbook\"\nas-of = 2026-06-01\n";

/// A small site with what is expected of it.
struct Case {
    name: String,
    files: Vec<(String, String)>,
    expected: Vec<String>,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.to_owned(), files: Vec::new(), expected: Vec::new() });
        }
        let Some(info) = line.strip_prefix("````") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "````").collect();
        let case = cases.last_mut().expect("a block stands below the heading of its case");
        match info.split_once(' ') {
            Some(("file", path)) => {
                case.files.push((path.to_owned(), format!("{}\n", block.join("\n"))));
            }
            None if info == "findings" => {
                case.expected = block.into_iter().map(str::to_owned).collect();
            }
            _ => panic!("unknown block `{info}` in {}", case.name),
        }
    }
    cases
}

fn snapshot(root: &Path, as_of: Option<Date>) -> std::sync::Arc<Snapshot> {
    let options = Options {
        root: root.to_owned(),
        config: None,
        output: None,
        base_url: None,
        as_of,
        drafts: false,
        audience: None,
        shows: Shows::Published,
        live: false,
        keep_going: false,
    };
    Pipeline::open(options).unwrap().rebuild(None).unwrap()
}

fn site(case: &Case) -> tempfile::TempDir {
    let root = support::folder(&[("throughline.toml", CONFIG)]);
    for (path, text) in &case.files {
        support::write(root.path(), path, text);
    }
    root
}

/// Returns what is told, as the suites write it.
fn told(snapshot: &Snapshot, rule: Option<Code>) -> Vec<String> {
    let findings = snapshot.findings().iter();
    findings
        .filter(|finding| finding.severity >= Severity::Warning || Some(finding.code) == rule)
        .map(|finding| {
            let text = snapshot.text(&finding.path).unwrap_or_default();
            let at = locate(text, finding.span).start;
            let (code, severity) = (finding.code, finding.severity.name());
            format!(
                "{}:{}:{} {code} {severity} {}",
                finding.path, at.line, at.column, finding.message
            )
        })
        .collect()
}

fn is_met(expected: &str, told: &str) -> bool {
    let parts = |line: &str| -> Option<(String, String)> {
        let (head, message) = line.match_indices(' ').nth(2).map(|(at, _)| line.split_at(at))?;
        Some((head.to_owned(), message.trim().to_owned()))
    };
    match (parts(expected), parts(told)) {
        (Some((head, part)), Some((told_head, message))) => {
            head == told_head && message.contains(&part)
        }
        _ => false,
    }
}

fn suites() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/checks");
    let mut suites: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    suites.sort_unstable();
    suites
}

#[test]
fn each_suite_finds_what_it_lists_and_nothing_else() {
    let mut wrong = String::new();
    for (suite, text) in suites() {
        let rule = Code::parse(&suite);
        for case in cases(&text) {
            let told = told(&snapshot(site(&case).path(), None), rule);
            let is_right = told.len() == case.expected.len()
                && case.expected.iter().zip(&told).all(|(wanted, told)| is_met(wanted, told));
            if !is_right {
                let name = &case.name;
                let (wanted, told) = (case.expected.join("\n  "), told.join("\n  "));
                writeln!(wrong, "{suite}, {name}\n wanted\n  {wanted}\n told\n  {told}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_finding_that_an_explanation_quotes_is_what_the_program_says() {
    let mut quoted = 0;
    for (suite, text) in suites() {
        let Some(case) = cases(&text).into_iter().find(|case| case.name == "As it is explained")
        else {
            continue;
        };
        let snapshot = snapshot(site(&case).path(), None);
        let told: String = snapshot
            .findings()
            .iter()
            .map(|finding| {
                let lines = Lines::of(snapshot.text(&finding.path).unwrap_or_default());
                human(finding, &lines, &[], Styling::Plain) + "\n"
            })
            .collect();
        let explained = Code::parse(&suite).unwrap().explain();
        let quote = explained.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
        assert!(told.contains(quote), "{suite} quotes\n{quote}\ntold is\n{told}");
        quoted += 1;
    }
    assert!(quoted > 0);
}

#[test]
fn the_passing_of_time_alone_makes_no_warning_and_no_error() {
    let mut wrong = String::new();
    for (suite, text) in suites() {
        for case in cases(&text) {
            let site = site(&case);
            let now: BTreeSet<String> =
                told(&snapshot(site.path(), None), None).into_iter().collect();
            for day in ["2026-07-15", "2036-06-01"] {
                let later = told(&snapshot(site.path(), Date::parse(day)), None);
                for line in later.iter().filter(|line| !now.contains(*line)) {
                    writeln!(wrong, "{suite}, {}, on {day}: {line}", case.name).unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn each_rule_has_a_suite_that_fires_nearly_fires_and_leaves_in_peace() {
    // Of themes, which are no documents, speak the tests of themes.
    let elsewhere = [Code(17), Code(18)];
    let suites = suites();
    let mut wrong = String::new();
    for code in Code::all().filter(|code| !elsewhere.contains(code)) {
        let suite = suites.iter().find(|(name, _)| Code::parse(name) == Some(code));
        let (_, text) = suite.unwrap_or_else(|| panic!("{code} has no suite"));
        let name = code.to_string();
        let (firing, silent): (Vec<Case>, Vec<Case>) = cases(text)
            .into_iter()
            .partition(|case| case.expected.iter().any(|line| line.contains(&name)));
        let is_said = |words: &str| silent.iter().any(|case| case.name.contains(words));
        if firing.is_empty() {
            writeln!(wrong, "{code} never fires").unwrap();
        }
        for words in ["near miss", "left in peace"] {
            if !is_said(words) {
                writeln!(wrong, "{code} has no silent case with `{words}` in its name").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn nothing_that_readers_may_not_see_is_in_the_pages_about_findings() {
    let (_, text) = suites().into_iter().find(|(name, _)| name == "TL805").unwrap();
    let case = cases(&text).into_iter().find(|case| case.name.contains("canary")).unwrap();
    let site = site(&case);
    let snapshot = snapshot(site.path(), None);
    assert!(told(&snapshot, None).iter().any(|line| line.contains("canary")));
    for route in snapshot.routes() {
        let bytes = snapshot.render(route).unwrap().bytes;
        let page = String::from_utf8_lossy(&bytes).to_lowercase();
        let stands = page
            .find("canary")
            .map(|at| page[at.saturating_sub(80)..].chars().take(160).collect::<String>());
        assert_eq!(stands, None, "in {}", route.path);
    }
}
