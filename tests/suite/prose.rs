//! What prose becomes on its page.

use crate::pages::build;
use crate::support::folder;

#[test]
fn links_within_links_end_as_they_began() {
    let site = folder(&[
        ("content/hidden.md", "+++\ndraft = true\n+++\n\n# Hidden\n"),
        ("content/kpis/csat.md", "+++\nperiod = \"month\"\n+++\n\n# Csat\n"),
        ("content/kpis/csat.csv", "date,value\n2026-01-01,3\n"),
        (
            "content/page.md",
            "# Page\n\nFirst.\n\nA [see <https://e.org> there](hidden.md) b.\n\n\
             C ![pic [in](hidden.md) x](kpi:csat) d.\n",
        ),
    ]);
    let built = build(site.path(), &[]);
    let page = built.text("page.html");
    let outer = "A <span class=\"broken\">see <a href=\"https://e.org\" rel=\"noopener\">https://e.org</a> \
                 there</span> b.";
    assert!(page.contains(outer), "{page}");
    let inner = "C <a href=\"kpis/csat.html\">pic <span class=\"broken\">in</span> x</a> d.";
    assert!(page.contains(inner), "{page}");
}

#[test]
fn a_link_to_a_kpi_without_words_writes_its_latest_value() {
    let rows = "date,value,n\n2026-01-01,20.5,1200\n2026-02-01,21.4,12900\n2026-03-01,99,7\n";
    let site = folder(&[
        ("throughline.toml", "title = \"T\"\nas-of = 2026-03-15\n[audiences]\nboard = \"B\"\n"),
        (
            "content/kpis/off.md",
            "+++\ntitle = \"Drop-off\"\nunit = \"%\"\nperiod = \"month\"\n+++\n",
        ),
        ("content/kpis/off.csv", rows),
        ("content/kpis/rate.md", "+++\ntitle = \"Rating\"\nunit = \"of 5\"\n+++\n"),
        ("content/kpis/rate.csv", "date,value\n2026-01-01,4.25\n"),
        ("content/kpis/none.md", "+++\ntitle = \"None yet\"\n+++\n"),
        ("content/kpis/secret.md", "+++\ntitle = \"Takings\"\nvisible-to = \"board\"\n+++\n"),
        ("content/kpis/secret.csv", "date,value\n2026-01-01,77.77\n"),
        (
            "content/page.md",
            "# Page\n\nFirst.\n\nNow [](kpi:off), [](kpi:rate), [](kpi:none), [its words](kpi:off), \
             [](kpi:secret).\n\n## Questions\n\n### Why is it [](kpi:off)? @mina 2026-03-01\n",
        ),
    ]);
    let built = build(site.path(), &[]);
    let page = built.page("page.html");
    assert_eq!(
        page.texts("main a[href^='kpis/']"),
        [
            "Drop-off 21.4 % (n = 12 900)",
            "Rating 4.25 of 5",
            "None yet (no data yet)",
            "its words",
            "Drop-off 21.4 % (n = 12 900)",
        ]
    );
    assert!(built.holding("Takings").is_empty() && built.holding("77.77").is_empty());
    let board = build(site.path(), &["--audience", "board"]).page("page.html");
    assert!(board.texts("main a").contains(&"Takings 77.77".to_owned()));
}
