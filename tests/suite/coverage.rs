//! Alignment coverage against counts made by hand: of the sample, and of small sites at the limits.

use std::collections::BTreeMap;
use std::path::Path;

use crate::pages::{Page, build};
use crate::support::{folder, write};

/// Returns the ratios on a home page by the words that follow them.
fn ratios(home: &Page) -> BTreeMap<String, String> {
    let shares = home.texts(".coverage li > b");
    let words = home.texts(".coverage li > div");
    words.into_iter().zip(shares).collect()
}

/// Returns the only ratio whose words hold some of them.
fn of(ratios: &BTreeMap<String, String>, words: &str) -> String {
    let found: Vec<&String> =
        ratios.iter().filter(|(key, _)| key.contains(words)).map(|(_, share)| share).collect();
    assert_eq!(found.len(), 1, "{words}: {ratios:?}");
    found[0].clone()
}

#[test]
fn the_ratios_of_the_sample_are_those_counted_in_its_files() {
    // Counted in the front matter and the sections of content/: 26 briefs were accepted and not put
    // aside; 21 of them shipped more than thirty days before. One has no retro, and the one on prices
    // per metre was looked back at after 43 days. Twelve promises were due.
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let home = build(root, &[]).page("index.html");
    let ratios = ratios(&home);
    for (words, share) in [
        ("objectives have", "7 of 7"),
        ("state problem", "26 of 26"),
        ("heard engineering", "26 of 26"),
        ("retro within 30 days", "19 of 21"),
        ("promises that are due", "12 of 12"),
    ] {
        assert_eq!(of(&ratios, words), share, "{words}");
    }
    assert!(home.text(".coverage .weakest").contains("Postcode and house number are enough"));
}

fn brief(shipped: &str) -> String {
    format!(
        "+++\naccepted = 2026-01-05\nshipped = {shipped}\n+++\n\n# Brief\n\n## User problem\n\nToo slow.\n\n\
         ## KPI impact\n\nNone: the law asks for it.\n\n## Desired outcomes\n\nIt is fast.\n"
    )
}

#[test]
fn a_ratio_is_shown_from_five_cases_on_and_a_retro_counts_within_thirty_days() {
    let site = folder(&[("throughline.toml", "title = \"T\"\nas-of = 2026-06-01\n")]);
    for number in 1..=4 {
        write(site.path(), &format!("content/briefs/b{number}.md"), brief("2026-02-01"));
    }
    let home = build(site.path(), &[]).page("index.html");
    assert!(home.all(".coverage").is_empty(), "four cases say little");

    write(site.path(), "content/briefs/b5.md", brief("2026-02-01"));
    // Thirty days after 1 February are over on 3 March.
    for (number, held) in [(1, "2026-03-03"), (2, "2026-03-04"), (3, "2026-02-01")] {
        let retro =
            format!("+++\nreviews = \"b{number}\"\nheld = {held}\n+++\n\n# Retro {number}\n");
        write(site.path(), &format!("content/retros/r{number}.md"), retro);
    }
    let home = build(site.path(), &[]).page("index.html");
    let ratios = ratios(&home);
    assert_eq!(of(&ratios, "retro within 30 days"), "2 of 5");
    assert_eq!(of(&ratios, "state problem"), "5 of 5");
    // Neither input nor options, and no reason.
    assert_eq!(of(&ratios, "heard engineering"), "0 of 5");
    assert!(home.text(".coverage .weakest").starts_with("0 of 5"));

    // A brief that shipped thirty days before is not yet asked for its retro, one of 31 days is.
    write(site.path(), "content/briefs/b6.md", brief("2026-05-02"));
    let home = build(site.path(), &[]).page("index.html");
    let shares = home.texts(".coverage li > b");
    assert!(shares.contains(&"2 of 5".to_owned()) && shares.contains(&"6 of 6".to_owned()));
    write(site.path(), "content/briefs/b6.md", brief("2026-05-01"));
    let home = build(site.path(), &[]).page("index.html");
    assert!(home.texts(".coverage li > b").contains(&"2 of 6".to_owned()));
}

#[test]
fn large_work_rests_on_a_deep_dive_whose_questions_do_not_wait() {
    let site = folder(&[("throughline.toml", "title = \"T\"\nas-of = 2026-06-01\n")]);
    for number in 1..=5 {
        let brief =
            brief("2026-05-20").replace("+++\naccepted", "+++\nappetite = \"5 weeks\"\naccepted");
        write(site.path(), &format!("content/briefs/b{number}.md"), brief);
    }
    // Four weeks are not large.
    let small =
        brief("2026-05-20").replace("+++\naccepted", "+++\nappetite = \"4 weeks\"\naccepted");
    write(site.path(), "content/briefs/small.md", small);
    // Asked 14 days before, and 15; the third has an answer.
    for (number, question) in
        [(1, "### Why? 2026-05-18"), (2, "### Why? 2026-05-17"), (3, "### Why? 2026-01-01\n\nSo.")]
    {
        let dive = format!(
            "+++\ninforms = \"b{number}\"\n+++\n\n# Dive {number}\n\n## Q&A\n\n{question}\n"
        );
        write(site.path(), &format!("content/deep-dives/d{number}.md"), dive);
    }
    let home = build(site.path(), &[]).page("index.html");
    let ratios = ratios(&home);
    let found: Vec<&String> = ratios
        .iter()
        .filter(|(words, _)| words.contains("rest on a deep dive"))
        .map(|(_, share)| share)
        .collect();
    assert_eq!(found, ["2 of 5"]);
}

#[test]
fn a_lesson_counts_for_each_accepted_brief_that_it_matches() {
    let vision = "# Vision\n\n## Objectives\n\n- Faster {#faster}\n";
    let first =
        "+++\nserves = \"faster\"\naccepted = 2026-01-02\nshipped = 2026-01-05\n+++\n\n# First\n";
    let retro = "+++\nreviews = \"first\"\nheld = 2026-01-10\n+++\n\n# Look back\n\n## Lessons\n\n\
                 - Small steps (change) {#small}\n";
    let site = folder(&[
        ("throughline.toml", "title = \"T\"\nas-of = 2026-06-01\n"),
        ("content/visions/v.md", vision),
        ("content/briefs/first.md", first),
        ("content/retros/look.md", retro),
    ]);
    for (number, applied) in [
        (1, "## Lessons applied\n\n- So we did [[look#small]]\n"),
        (2, "## Lessons applied\n\n- Not here [[look#small]] (set aside)\n"),
        (3, ""),
        (4, ""),
        (5, ""),
    ] {
        let text = format!(
            "+++\nserves = \"faster\"\naccepted = 2026-03-01\n+++\n\n# Brief {number}\n\n{applied}"
        );
        write(site.path(), &format!("content/briefs/b{number}.md"), text);
    }
    // The first brief was accepted before anything was learned, and owes no answer.
    let built = build(site.path(), &[]);
    assert_eq!(of(&ratios(&built.page("index.html")), "lessons that match"), "2 of 5");
    let export: serde_json::Value = serde_json::from_str(built.text("throughline.json")).unwrap();
    let coverage = export["coverage"].as_array().unwrap();
    let lessons = coverage.iter().find(|ratio| ratio["part"] == "lessons").unwrap();
    assert_eq!((&lessons["met"], &lessons["of"]), (&2.into(), &5.into()));
    assert_eq!(lessons["missing"], serde_json::json!(["look#small", "look#small", "look#small"]));
}
