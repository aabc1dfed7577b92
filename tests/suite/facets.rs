//! Lists of documents by state and by quarter.

use std::collections::BTreeSet;

use crate::pages::build;
use crate::support::{folder, run, write};

const SITE: &[(&str, &str)] = &[
    (
        "throughline.toml",
        "title = \"Ours\"\nas-of = 2026-06-01\nbase-url = \"https://a.example/x/\"\n",
    ),
    (
        "content/briefs/pay.md",
        "+++\nowner = \"mina\"\nproposed = 2025-11-05\naccepted = 2025-12-01\nshipped = 2026-02-01\n+++\n# Pay\n",
    ),
    ("content/briefs/tea.md", "+++\nproposed = 2026-01-02\n+++\n# Tea\n"),
    ("content/briefs/wish.md", "+++\nproposed = 2026-03-01\n+++\n# Wish\n"),
    ("content/briefs/plan.md", "+++\ncreated = 2026-03-02\nproposed = 2026-07-01\n+++\n# Plan\n"),
    (
        "content/briefs/zqhidden.md",
        "+++\nvisible-to = [\"some\"]\nproposed = 2026-01-03\ndeclined = 2026-02-02\nbecause = \"x\"\n+++\n# Zqhidden\n",
    ),
    ("content/briefs/zqdraft.md", "+++\ndraft = true\nproposed = 2024-01-03\n+++\n# Zqdraft\n"),
    ("content/retros/look.md", "+++\nheld = 2026-03-20\nreviews = \"pay\"\n+++\n# Look\n"),
    (
        "content/asked.md",
        "# Asked\n\n```query\nkind = brief and state = shipped columns title, state\n```\n",
    ),
    ("content/decisions/choose.md", "+++\ndecided = 2026-05-01\n+++\n# Choose\n"),
];

fn site() -> tempfile::TempDir {
    let site = folder(SITE);
    let config = crate::support::read(site.path(), "throughline.toml");
    write(site.path(), "throughline.toml", format!("{config}[audiences]\nsome = \"Some\"\n"));
    site
}

#[test]
fn documents_are_listed_by_state_with_how_many_there_are() {
    let site = site();
    let built = build(site.path(), &[]);
    let page = built.page("briefs/state-proposed.html");
    assert_eq!(page.text("h1"), "Briefs: proposed");
    assert_eq!(page.text(".lede"), "2 of 4 briefs.");
    assert_eq!(page.texts(".entries .entry-title"), ["Wish", "Tea"]);
    assert_eq!(page.texts(".views > *"), ["idea 1", "proposed 2", "shipped 1"]);
    assert_eq!(page.hrefs(".views a"), ["state-idea.html", "state-shipped.html"]);
    let shipped = built.page("briefs/state-shipped.html");
    assert_eq!(shipped.texts(".entries .entry-title"), ["Pay"]);
    assert_eq!(
        built.page("decisions/state-accepted.html").texts(".entries .entry-title"),
        ["Choose"]
    );
}

#[test]
fn documents_are_listed_by_the_quarter_that_they_date_from() {
    let site = site();
    let built = build(site.path(), &[]);
    let pages: BTreeSet<&str> =
        built.files.keys().filter_map(|path| path.strip_prefix("quarters/")).collect();
    assert_eq!(pages, BTreeSet::from(["2025-q4.html", "2026-q1.html", "2026-q2.html"]));
    let first = built.page("quarters/2026-q1.html");
    assert_eq!(first.text("h1"), "Q1 2026");
    assert_eq!(first.text(".lede"), "3 pages, 1 brief shipped.");
    assert_eq!(first.texts("h2"), ["Briefs that shipped", "Briefs put forward", "Retros"]);
    assert_eq!(first.texts(".entries .entry-title"), ["Pay", "Wish", "Tea", "Look"]);
    let all = built.page("quarters.html");
    assert_eq!(all.texts(".entries .entry-title"), ["Q2 2026", "Q1 2026", "Q4 2025"]);
    assert_eq!(all.texts(".entry-facts"), ["1 page", "3 pages, 1 brief shipped", "1 page"]);
}

#[test]
fn a_value_leads_to_its_list_where_it_is_shown() {
    let site = site();
    let built = build(site.path(), &[]);
    let brief = built.page("briefs/pay.html");
    assert_eq!(brief.hrefs(".kind-line .state a"), ["state-shipped.html"]);
    let steps = brief.hrefs(".steps a");
    assert_eq!(steps, ["../quarters/2025-q4.html", "../quarters/2026-q1.html"]);
    assert_eq!(
        built.page("retros/look.html").hrefs(".facts a[href*=quarters]"),
        ["../quarters/2026-q1.html"]
    );
    assert_eq!(
        built.page("decisions/choose.html").hrefs(".facts a[href*=quarters]"),
        ["../quarters/2026-q2.html"]
    );
    let in_table = [
        "briefs/state-idea.html",
        "briefs/state-proposed.html",
        "briefs/state-proposed.html",
        "briefs/state-shipped.html",
    ];
    assert_eq!(built.page("briefs-table.html").hrefs("tbody .state a"), in_table);
    assert_eq!(built.page("traceability.html").hrefs("tbody .state a").len(), 3);
    assert!(
        built
            .page("board.html")
            .hrefs(".board h2 .state a")
            .contains(&"briefs/state-idea.html".to_owned())
    );
    assert_eq!(built.page("index.html").hrefs("#tl-nav a[href='quarters.html']").len(), 1);
    let asked = built.page("asked.html");
    assert_eq!(asked.hrefs(".query .state a"), ["briefs/state-shipped.html"]);
    for page in ["briefs/state-idea.html", "quarters.html", "quarters/2026-q1.html"] {
        assert!(
            built.text("sitemap.xml").contains(&format!("https://a.example/x/{page}")),
            "{page}"
        );
    }
}

#[test]
fn nothing_hidden_is_listed_nor_counted_and_has_no_page() {
    let site = site();
    let built = build(site.path(), &[]);
    assert_eq!(built.holding("zqhidden"), [""; 0]);
    assert_eq!(built.holding("zqdraft"), [""; 0]);
    assert_eq!(built.holding("state-declined"), [""; 0]);
    assert_eq!(built.holding("2024-q1"), [""; 0]);
    // A day that is still to come is in no quarter.
    assert_eq!(built.holding("2026-q3"), [""; 0]);
    let some = build(site.path(), &["--audience", "some"]);
    assert_eq!(
        some.page("briefs/state-declined.html").texts(".entries .entry-title"),
        ["Zqhidden"]
    );
}

#[test]
fn a_page_of_the_same_name_keeps_its_place() {
    let site = site();
    write(site.path(), "content/quarters.md", "# Our quarters\n");
    write(site.path(), "content/briefs/state-idea.md", "# A state of mind\n");
    let ran = run(site.path(), &["check"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    let built = build(site.path(), &[]);
    assert_eq!(built.page("quarters.html").text("h1"), "Our quarters");
    assert_eq!(built.page("briefs/state-idea.html").text("h1"), "A state of mind");
    assert!(built.page("briefs/plan.html").hrefs(".kind-line .state a").is_empty());
}

#[test]
fn long_lists_have_a_page_for_each_year_and_each_kind() {
    let site = folder(&[("throughline.toml", "title = \"Ours\"\nas-of = 2026-06-01\n")]);
    for number in 0..150 {
        let brief =
            |year: i32| format!("+++\nproposed = {year}-02-01\n+++\n# Brief {number} of {year}\n");
        write(site.path(), &format!("content/briefs/a{number}.md"), brief(2026));
        write(site.path(), &format!("content/briefs/b{number}.md"), brief(2025));
        let retro = format!("+++\nheld = 2026-02-02\n+++\n# Retro {number}\n");
        write(site.path(), &format!("content/retros/r{number}.md"), retro);
    }
    let built = build(site.path(), &[]);
    let newest = built.page("briefs/state-proposed.html");
    assert_eq!(newest.texts(".entries .entry-title").len(), 150);
    assert_eq!(newest.text(".lede"), "300 of 300 briefs.");
    assert_eq!(newest.hrefs(".pager a")[0], "state-proposed-2025.html");
    assert_eq!(
        built.page("briefs/state-proposed-2025.html").texts(".entries .entry-title").len(),
        150
    );
    let briefs = built.page("quarters/2026-q1.html");
    assert_eq!(briefs.texts(".entries .entry-title").len(), 150);
    assert_eq!(briefs.hrefs(".pager a")[0], "2026-q1-retro.html");
    assert_eq!(built.page("quarters/2026-q1-retro.html").texts("h2"), ["Retros"]);
    assert!(!built.files.contains_key("quarters/2025-q1-retro.html"));
    let retro = built.page("retros/r1.html");
    assert_eq!(retro.hrefs(".facts a[href*=quarters]"), ["../quarters/2026-q1-retro.html"]);
    let made =
        built.files.keys().filter(|path| path.contains("state-") || path.contains("quarter"));
    assert_eq!(made.count(), 6);
}
