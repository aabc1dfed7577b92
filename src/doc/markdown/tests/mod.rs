//! Suites of Markdown: inputs and what must become of them, as files that an author could read.
//!
//! A suite is a file of `tests/data/markdown`. Its cases stand under `##` headings, in blocks between
//! lines of five backticks: `input KIND`, with `titled TITLE` where front matter has one, then what is
//! expected, in the words of [`outline`].

mod outline;
mod robust;

use super::{WalkOptions, Walked, walk};
use crate::id::RelPath;
use crate::kind::Kind;

const FENCE: &str = "`````";

struct Case {
    name: String,
    kind: Kind,
    title: Option<String>,
    input: String,
    expected: Vec<(String, String)>,
}

fn read(kind: Kind, text: &str) -> Walked {
    read_titled(kind, text, None)
}

fn read_titled(kind: Kind, text: &str, title: Option<&str>) -> Walked {
    let path = RelPath::new("case.md").unwrap();
    walk(&path, text, 0, kind, WalkOptions { title, ..WalkOptions::default() })
}

fn cases(suite: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut name = String::new();
    let mut lines = suite.lines();
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            heading.clone_into(&mut name);
        }
        let Some(info) = line.strip_prefix(FENCE) else {
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != FENCE).collect();
        let body = body.join("\n");
        if let Some(kind) = info.strip_prefix("input ") {
            let (kind, title) = match kind.split_once(" titled ") {
                Some((kind, title)) => (kind, Some(title.to_owned())),
                None => (kind, None),
            };
            let kind = Kind::parse(kind).unwrap_or_else(|| panic!("{name}: kind {kind}"));
            let name = name.clone();
            cases.push(Case { name, kind, title, input: body + "\n", expected: Vec::new() });
        } else {
            let case = cases.last_mut().unwrap_or_else(|| panic!("{name}: no input"));
            case.expected.push((info.to_owned(), body));
        }
    }
    cases
}

fn run(name: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/markdown/");
    let suite = std::fs::read_to_string(format!("{folder}{name}.md")).unwrap();
    let cases = cases(&suite);
    assert!(!cases.is_empty(), "{name} has no cases");
    let mut failures = String::new();
    for case in &cases {
        assert!(!case.expected.is_empty(), "{} expects nothing", case.name);
        let walked = read_titled(case.kind, &case.input, case.title.as_deref());
        for (what, expected) in &case.expected {
            let found = outline::of(what, &walked, &case.input);
            if found.trim_end() != expected.trim_end() {
                failures += &format!(
                    "\n== {}\n-- expected {what}\n{expected}\n-- found\n{found}",
                    case.name
                );
            }
        }
    }
    assert!(failures.is_empty(), "{name}:{failures}");
}

#[test]
fn marks_are_read_as_the_table_of_marks_says() {
    run("marks");
}

#[test]
fn braces_are_data_or_text() {
    run("braces");
}

#[test]
fn items_are_found_where_they_are_written() {
    run("items");
}

#[test]
fn whole_documents_parse_as_a_reader_expects() {
    run("documents");
}

#[test]
fn blocks_and_inline_markup_become_html() {
    run("html");
}

#[test]
fn code_is_shown_as_its_first_line_asks() {
    run("code");
}

#[test]
fn formulas_are_told_from_prices() {
    run("formulas");
}

#[test]
fn tabs_stand_beside_each_other() {
    run("tabs");
}

#[test]
fn links_know_their_target_and_sentence() {
    run("links");
}

#[test]
fn raw_html_is_let_through_by_name_only() {
    run("raw-html");
}

#[test]
fn hidden_parts_stand_behind_gates() {
    run("gates");
}

#[test]
fn sections_know_whether_they_say_anything() {
    run("sections");
}
