use std::sync::Arc;

use super::*;
use crate::config::Config;
use crate::corpus::Corpus;
use crate::doc::{Location, ParseOptions, parse};
use crate::id::{Digest, RelPath};
use crate::site::{AllSeries, Graph, View};

const VISION: &str = "# V\n## Business objectives\n### Pay {#pay}\n### Find {#find}\n";

/// Returns the site of some documents, given by their place below the content folder.
fn site(docs: &[(&str, &str)]) -> Site {
    let options = ParseOptions::of(&Config::default());
    let mut corpus = Corpus::default();
    for (name, text) in docs.iter().chain([&("visions/v", VISION), &("kpis/csat", "# C\n")]) {
        let path = RelPath::new(&format!("content/{name}.md")).unwrap();
        let location = Location { path: RelPath::new(name).unwrap(), is_index: false };
        let doc = parse(&path, &Arc::from(*text), Digest::default(), &location, &options);
        assert_eq!(doc.findings, [], "{name}");
        corpus.docs.insert(path, Arc::new(doc));
    }
    let graph = Arc::new(Graph::link(&corpus, None));
    assert_eq!(graph.findings, []);
    let series = AllSeries::new(&corpus, &graph);
    Site::new(graph, &series, View::author(), Date::new(2026, 6, 1).unwrap())
}

/// Returns the lessons that a brief should answer by their anchors, answered ones with a tick.
fn asked(site: &Site, brief: &str) -> Vec<String> {
    let brief = site.docs().find(|doc| site.doc(*doc).id == brief).unwrap();
    let name = |found: &Match| {
        let tick = if found.is_answered { " ✓" } else { "" };
        format!("{}{tick}", site.item(found.lesson).anchor)
    };
    site.matching_lessons(brief).iter().map(name).collect()
}

fn brief(serves: &str, more: &str) -> String {
    format!("+++\nserves = \"{serves}\"\n{more}\n+++\n# B\n")
}

fn retro(reviews: &str, held: &str, tags: &str, lessons: &str) -> String {
    format!(
        "+++\nreviews = \"{reviews}\"\nheld = {held}\ntags = [{tags}]\n+++\n# R\n## Lessons\n{lessons}"
    )
}

#[test]
fn only_lessons_to_change_or_try_of_the_same_objective_match() {
    let lessons =
        "- A (keep) {#a}\n- B (change) {#b}\n- C (try) {#c}\n- D (embedded) {#d}\n- E {#e}\n";
    let site = site(&[
        ("briefs/old", &brief("pay", "")),
        ("briefs/other", &brief("find", "")),
        ("briefs/new", &brief("pay", "")),
        ("retros/r", &retro("old", "2026-01-10", "", lessons)),
        ("retros/s", &retro("other", "2026-02-10", "", "- F (change) {#f}\n")),
    ]);
    assert_eq!(asked(&site, "new"), ["b", "c"]);
    assert_eq!(asked(&site, "other"), [""; 0], "a brief does not learn from its own retro");
}

#[test]
fn a_deep_dive_on_the_same_system_joins_briefs_of_different_objectives() {
    let dive = |informs: &str, system: &str| {
        format!("+++\ninforms = \"{informs}\"\nsystem = \"{system}\"\n+++\n# D\n")
    };
    let site = site(&[
        ("briefs/old", &brief("pay", "")),
        ("briefs/new", &brief("find", "")),
        ("deep-dives/one", &dive("old", "Basket")),
        ("deep-dives/two", &dive("new", "basket")),
        ("retros/r", &retro("old", "2026-01-10", "", "- A (change) {#a}\n")),
    ]);
    assert_eq!(asked(&site, "new"), ["a"]);
}

#[test]
fn kpis_count_before_tags_and_tags_before_age_and_three_is_all() {
    let impact = "\n## KPI impact\n- Rises [[csat]] +1 by 2026-12-31\n";
    let site = site(&[
        ("briefs/a", &brief("pay", "")),
        ("briefs/b", &(brief("pay", "") + impact)),
        ("briefs/new", &(brief("pay", "tags = [\"x\", \"y\"]") + impact)),
        ("retros/newest", &retro("a", "2026-05-01", "", "- N (change) {#newest}\n")),
        ("retros/one", &retro("a", "2026-01-01", "\"x\"", "- O (change) {#one-tag}\n")),
        ("retros/two", &retro("a", "2025-01-01", "\"y\", \"x\"", "- T (change) {#two-tags}\n")),
        ("retros/kpi", &retro("b", "2024-01-01", "", "- K (change) {#kpi}\n")),
    ]);
    assert_eq!(asked(&site, "new"), ["kpi", "two-tags", "one-tag"]);
}

#[test]
fn answers_count_and_call_up_no_further_lessons() {
    let answers = "\n## Lessons applied\n- Done [[r#a]]\n- Not here [[r#b]] (set aside)\n";
    let lessons = "- A (change) {#a}\n- B (try) {#b}\n- C (try) {#c}\n- D (try) {#d}\n";
    let site = site(&[
        ("briefs/old", &brief("pay", "")),
        ("briefs/new", &(brief("pay", "") + answers)),
        ("retros/r", &retro("old", "2026-01-10", "", lessons)),
    ]);
    assert_eq!(asked(&site, "new"), ["a ✓", "b ✓", "c"]);
}

#[test]
fn what_was_learned_after_the_brief_was_accepted_is_not_asked_of_it() {
    let site = site(&[
        ("briefs/old", &brief("pay", "")),
        ("briefs/new", &brief("pay", "accepted = 2026-01-10")),
        ("retros/r", &retro("old", "2026-01-09", "", "- A (change) {#a}\n")),
        ("retros/s", &retro("old", "2026-01-10", "", "- B (change) {#b}\n")),
    ]);
    assert_eq!(asked(&site, "new"), ["a"]);
}

#[test]
fn a_lesson_that_repeats_another_stands_for_both() {
    let answer = "\n## Lessons applied\n- Done [[r#a]]\n";
    let site = site(&[
        ("briefs/old", &brief("pay", "")),
        ("briefs/new", &(brief("pay", "") + answer)),
        ("retros/r", &retro("old", "2026-01-10", "", "- A (change) {#a}\n")),
        ("retros/s", &retro("old", "2026-02-10", "", "- B [[r#a]] (change) {#b}\n")),
    ]);
    assert_eq!(asked(&site, "new"), ["b ✓"]);
}

#[test]
fn a_brief_that_begins_hears_of_the_lessons_that_it_would_be_asked_for() {
    let impact = "\n## KPI impact\n- Rises [[csat]] +1 by 2026-12-31\n";
    let measured = "# W\n## Business objectives\n### Buy [[csat]] {#buy}\n";
    let site = site(&[
        ("visions/w", measured),
        ("briefs/a", &brief("buy", "")),
        ("briefs/b", &(brief("buy", "") + impact)),
        ("briefs/other", &brief("pay", "")),
        ("briefs/new", &brief("buy", "")),
        ("retros/newest", &retro("a", "2026-05-01", "", "- N (change) {#n}\n- K (keep) {#k}\n")),
        ("retros/next", &retro("a", "2026-04-01", "", "- X (try) {#x}\n")),
        ("retros/old", &retro("b", "2024-01-01", "", "- O (change) {#o}\n- P (try) {#p}\n")),
        ("retros/other", &retro("other", "2026-05-02", "", "- Q (change) {#q}\n")),
    ]);
    let buy = site.items().find(|item| site.item(*item).anchor == "buy").unwrap();
    let csat = site.docs().find(|doc| site.doc(*doc).id == "csat").unwrap();
    let found = site.lessons_for(&[buy]);
    let anchors: Vec<&str> =
        found.iter().map(|found| site.item(found.lesson).anchor.as_str()).collect();
    // The KPI of the objective counts for a brief that promises nothing yet; then the newest comes.
    assert_eq!(anchors, ["o", "p", "n"]);
    assert_eq!(asked(&site, "new"), anchors);
    assert_eq!((&found[0].kpis, &found[2].kpis), (&vec![csat], &Vec::new()));
    assert_eq!(found[0].shared, Shared::Objective(buy));
}
