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
