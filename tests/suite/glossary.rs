//! The glossary: terms are explained where a page first uses them.

use tempfile::TempDir;

use crate::pages::{Page, build};
use crate::support::{folder, read, run, write};

const GLOSSARY: &str = "# Words\n\n## Flag {#switch}\n\nA switch for \"some\" buyers, see [pay](briefs/pay.md).\n\nMore of it.\n\n\
    ## KPI\n\nA number that we agreed on.\n\n## Worked example\n\nOne real case.\n\n\
    ## Example\n\nAny case.\n\n## Empty\n\n## Secret plan {visible-to=board}\n\nNobody knows.\n";

const NOTES: &str = "# Notes on a flag\n\n## The flag\n\nWithout [a flag](briefs/pay.md) and `flag` and flagship, \
    a counter-flag or kpi, \u{201c}Flags\nare **flags**. A worked\nexample of KPIs, an example, AT&T, \
    something empty. A secret plan.\n\n```text\nKPI\n```\n";

fn site() -> TempDir {
    folder(&[
        (
            "throughline.toml",
            "title = \"Ours\"\nas-of = 2026-06-01\n[audiences]\nboard = \"Board\"\n",
        ),
        ("content/index.md", "# Home\n\n[[notes]]\n"),
        ("content/glossary.md", GLOSSARY),
        ("content/notes.md", NOTES),
        ("content/other/plain.md", "# Plain\n\nNothing of the kind. See [[notes]].\n"),
        (
            "content/briefs/pay.md",
            "# Pay\n\nShort.\n\n## Evidence\n\nOne KPI, one flag.\n\n## Options\n\n### A flag (chosen)\n\nFlag it.\n",
        ),
    ])
}

/// Returns the explained words of a page, each with where it leads and what it says.
fn explained(page: &Page) -> Vec<(String, String, String)> {
    let terms = page.all("a.term").into_iter();
    let attribute = |name: &'static str| {
        move |element: &scraper::ElementRef<'_>| element.attr(name).unwrap_or_default().to_owned()
    };
    terms
        .map(|term| {
            let words = term.text().collect::<String>();
            (words, attribute("href")(&term), attribute("title")(&term))
        })
        .collect()
}

#[test]
fn the_first_use_of_a_term_leads_to_its_meaning() {
    let built = build(site().path(), &[]);
    let told = explained(&built.page("notes.html"));
    let told: Vec<(&str, &str, &str)> =
        told.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    assert_eq!(
        told,
        [
            ("Flags", "glossary.html#switch", "A switch for \"some\" buyers, see pay."),
            ("worked\nexample", "glossary.html#worked-example", "One real case."),
            ("KPIs", "glossary.html#kpi", "A number that we agreed on."),
            ("example", "glossary.html#example", "Any case."),
        ]
    );
    let brief = explained(&built.page("briefs/pay.html"));
    let words: Vec<(&str, &str)> =
        brief.iter().map(|(words, way, _)| (words.as_str(), way.as_str())).collect();
    assert_eq!(words, [("KPI", "../glossary.html#kpi"), ("flag", "../glossary.html#switch")]);
    // The glossary does not explain itself, and nothing hidden explains anything.
    assert!(explained(&built.page("glossary.html")).is_empty());
    assert_eq!(built.holding("Nobody knows"), Vec::<&str>::new());
}

#[test]
fn the_glossary_is_a_page_with_its_terms_and_the_last_stop_for_newcomers() {
    let site = site();
    write(site.path(), "content/visions/vision.md", "# Where we go\n");
    let built = build(site.path(), &[]);
    let page = built.page("glossary.html");
    let toc = page.texts(".toc-folded a");
    assert_eq!(toc, ["Flag", "KPI", "Worked example", "Example", "Empty"]);
    assert!(built.page("index.html").texts("nav a").contains(&"Words".to_owned()));
    assert!(built.page("start-here.html").text("main").contains("The words we use Words"));
}

#[test]
fn a_glossary_may_stand_in_any_folder() {
    let site = folder(&[
        ("throughline.toml", "title = \"Ours\"\n"),
        ("content/pages/glossary.md", "# Words\n\n## Till\n\nWhere one pays.\n"),
        ("content/pages/notes.md", "# Notes\n\nAt the till. See [[glossary]].\n"),
    ]);
    let built = build(site.path(), &[]);
    let told = explained(&built.page("pages/notes.html"));
    assert_eq!(told[0], ("till".into(), "glossary.html#till".into(), "Where one pays.".into()));
}

#[test]
fn new_writes_a_glossary_under_any_name() {
    let site = folder(&[("throughline.toml", "title = \"Ours\"\nas-of = 2026-06-01\n")]);
    let ran = run(site.path(), &["new", "glossary", "Words we use"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert!(read(site.path(), ran.stdout().trim()).contains("\nkind = \"glossary\"\n"));
    assert_eq!(run(site.path(), &["check", "--strict"]).code(), 0);
}
