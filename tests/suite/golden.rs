//! Small sites as somebody would write them, and the pages that come of them.

use std::path::PathBuf;

use crate::pages::{Built, build, faults, findings};
use crate::support::{folder, write};

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/sites").join(name)
}

/// The brief of a product manager, among the documents that it names.
#[test]
fn a_brief_shows_why_it_exists_what_it_promised_and_what_happened() {
    let site = build(&data("brief"), &[]);
    let brief = site.page("briefs/pay.html");
    assert_eq!(brief.text("h1"), "Pay without an account");
    let lede =
        "A third of buyers leave when asked to register. Let them pay first and register later.";
    assert_eq!(brief.text(".doc-head .lede"), lede);

    // The chain, with a retro that is owed: 30 March and thirty days.
    assert_eq!(
        brief.texts(".chain li"),
        [
            "Objective Fewer people give up paying",
            "KPI Checkout drop-off",
            "Brief Pay without an account",
            "Outcome −5.9 points observed",
            "Lesson retro overdue since 29 Apr",
        ]
    );
    assert_eq!(
        brief.ways(".chain", "Objective Fewer people give up paying"),
        ["../objectives/checkout.html"]
    );

    // The fact sheet and the steps.
    assert_eq!(
        brief.texts(".facts dt"),
        ["Owner", "Appetite", "Time to market", "Heard before deciding"]
    );
    assert_eq!(brief.texts(".facts dd"), ["Mina", "6 weeks", "8 weeks", "Ravi"]);
    assert_eq!(brief.texts(".steps b"), ["Proposed", "Accepted", "Shipped"]);
    assert_eq!(
        brief.texts(".steps li span:not(.days)"),
        ["19 Jan 2026", "3 Feb 2026", "30 Mar 2026"]
    );

    // The promise, against the series: 33.3 is the mean of the 20 weeks before the week of 30 March,
    // 27.5 that of the 14 after it, and 27.4 that of those that were over by 30 June.
    assert_eq!(brief.texts(".promise dd"), ["−6 points", "−5.9 points"]);
    let promise = brief.text(".promise > p");
    assert!(promise.contains("from a mean of 33.3 % before to 27.5 %"), "{promise}");
    assert!(promise.contains("(n = 20 before and 14 after)"), "{promise}");

    // The why trail, upward and down.
    let why = brief.text(".why");
    assert!(why.starts_with("Here because of Fewer people give up paying"), "{why}");
    assert!(why.contains("an objective of Paying is short"), "{why}");
    assert!(why.contains("It applies what was learned in Retro: the wallet"), "{why}");
    assert!(why.contains("sets aside a lesson of Retro: the search"), "{why}");

    // Marks became chips, and nothing of them is left in the words.
    let option = brief.text("#signed-link-instead-of-a-stored-basket");
    assert!(option.contains("chosen 10–25 days One new failure mode"), "{option}");
    let input = brief.text("#guests-do-not-need-a-stored-basket-at-all");
    assert!(input.contains("adopted Ravi · 27 Jan 2026 saved"), "{input}");
    let concern = brief.text("#the-deep-dive-delays-the-start-by-a-week");
    assert!(concern.contains("settled Mina · 21 Jan 2026 Held within the appetite"), "{concern}");
    let prose = brief.text(".prose");
    for mark in ["@", "[[", "{", "(chosen)", "2026-"] {
        assert!(!prose.contains(mark), "{mark} in {prose}");
    }

    // What is declared here is shown there.
    assert_eq!(
        brief.texts(".relations dt"),
        ["Serves", "Promises a move of", "Applies", "Sets aside", "Informed by"]
    );
    let lessons = site.page("lessons.html").text("main");
    assert!(lessons.contains("Applied in Pay without an account"), "{lessons}");
    assert!(lessons.contains("Set aside in Pay without an account"), "{lessons}");
    assert_eq!(
        site.page("objectives/checkout.html").ways("main", "Pay without an account")[0],
        "../briefs/pay.html"
    );
    let chart = site.page("kpis/checkout-drop-off.html");
    assert_eq!(chart.all(".chart-wide svg .relc circle").len(), 1);
}

#[test]
fn that_brief_breaks_no_rule_of_its_own() {
    let faults = faults(&data("brief"), &[]);
    assert!(faults.iter().all(|fault| !fault.contains("briefs/pay.md")), "{faults:#?}");
}

/// The same brief without front matter and without marks.
#[test]
fn a_brief_of_plain_words_is_a_page_worth_reading() {
    assert_eq!(faults(&data("bare"), &[]), Vec::<String>::new());
    let heavier = findings(&data("bare"), &[]);
    assert!(heavier.iter().all(|finding| finding["severity"] == "info"), "{heavier:#?}");
    let site = build(&data("bare"), &["--strict"]);
    let brief = site.page("briefs/pay.html");
    assert_eq!(brief.text("h1"), "Pay without an account");
    let lede =
        "A third of buyers leave when asked to register. Let them pay first and register later.";
    assert_eq!(brief.text(".doc-head .lede"), lede);
    assert_eq!(brief.text(".kind-line .pill"), "idea");
    let headings = brief.texts(".prose h2");
    let headings: Vec<&str> =
        headings.iter().map(|heading| heading.trim_end_matches('#')).collect();
    assert_eq!(
        headings,
        [
            "Problem",
            "KPI impact",
            "Evidence",
            "Desired outcomes",
            "Options",
            "Engineering input",
            "Concerns",
            "Lessons applied"
        ]
    );
    let prose = brief.text(".prose");
    for words in [
        "one in three leaves there …",
        "38 of 120 support calls in December name the form.",
        "Rejected: the privacy review takes a quarter.",
        "Released behind a flag, to 5 % first",
    ] {
        assert!(prose.contains(words), "{words}");
    }
    assert_eq!(brief.texts(".toc > ol > li").len(), 8);
    // It is found from the sections that it belongs to.
    for page in ["briefs/index.html", "board.html", "briefs-table.html"] {
        assert_eq!(site.page(page).ways("main", "Pay without an account").len(), 1, "{page}");
    }
}

/// A folder of notes, with no configuration.
#[test]
fn a_plain_folder_of_markdown_is_a_site() {
    assert_eq!(findings(&data("plain"), &[]), Vec::<serde_json::Value>::new());
    let site = build(&data("plain"), &["--strict"]);
    let home = site.page("index.html");
    assert_eq!(home.text("h1"), "How we live here");
    assert_eq!(home.ways(".prose", "the roof"), ["notes/roof.html#in-winter"]);
    assert_eq!(home.texts(".prose th"), ["Day", "Who cooks"]);
    assert_eq!(home.texts(".prose td"), ["Monday", "Ada"]);
    let boxes = home.all(".prose li input[type=checkbox]");
    let ticked: Vec<bool> = boxes.iter().map(|tick| tick.attr("checked").is_some()).collect();
    assert_eq!(ticked, [true, false]);
    assert!(home.text(".footnotes").starts_with("Grey, as before."));
    // What nobody called is called by its file.
    let kitchen = site.page("kitchen.html");
    assert_eq!(kitchen.text("h1"), "Kitchen");
    assert_eq!(kitchen.text(".prose pre"), "knife --sharp");
    let roof = site.page("notes/roof.html");
    assert_eq!(roof.ways(".prose", "the kitchen"), ["../kitchen.html#knives"]);
    assert_eq!(roof.ways("main", "outside"), ["../tags/outside.html"]);
    // The sidebar leads to all of it, and to nothing that is not there.
    assert_eq!(home.ways("nav[aria-label=Site]", "Kitchen"), ["kitchen.html"]);
    for absent in ["Board", "Objective tree", "KPIs", "Lessons", "Questions", "People"] {
        assert_eq!(home.ways("nav[aria-label=Site]", absent), Vec::<String>::new(), "{absent}");
    }
}

#[test]
fn pages_may_have_folders_of_their_own() {
    let site = folder(&[]);
    for (path, bytes) in crate::pages::files(&data("brief")) {
        write(site.path(), &path, bytes);
    }
    let files = build(site.path(), &[]);
    let settings = "title = \"Shop handbook\"\nas-of = 2026-07-15\nurls = \"directories\"\n";
    write(site.path(), "throughline.toml", settings);
    let folders = build(site.path(), &[]);
    let brief = folders.page("briefs/pay/index.html");
    assert_eq!(
        brief.ways(".chain", "Objective Fewer people give up paying"),
        ["../../objectives/checkout/"]
    );
    // The same pages, by other names, and everything that needs its name keeps it.
    let moved = |path: &String| match path.strip_suffix(".html") {
        Some(page) if page != "404" && page != "index" && !page.ends_with("/index") => {
            format!("{page}/index.html")
        }
        _ => path.clone(),
    };
    let names = |site: &Built| -> Vec<String> { site.files.keys().cloned().collect() };
    let mut expected: Vec<String> = names(&files).iter().map(moved).collect();
    expected.sort();
    assert_eq!(names(&folders), expected);
}
