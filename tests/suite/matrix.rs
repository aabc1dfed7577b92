//! The traceability matrix: what is asked for and missing, on its page and as CSV.

use crate::pages::build;
use crate::support::{folder, write};

const CONFIG: &str = "title = \"T\"\nas-of = 2026-06-01\n";
const VISION: &str =
    "# Vision\n\n## Objectives\n\n- Pay faster [[speed]] 3 by 2026-12-31 {#faster}\n";
const KPI: &str = "+++\nunit = \"s\"\nperiod = \"month\"\n+++\n\n# Speed\n";

#[test]
fn what_is_asked_for_and_missing_is_marked_and_what_is_not_is_left_alone() {
    let site = folder(&[
        ("throughline.toml", CONFIG),
        ("content/visions/v.md", VISION),
        ("content/kpis/speed.md", KPI),
        ("content/kpis/speed.csv", "date,value\n2026-01-01,5\n2026-02-01,4\n"),
        // Shipped long ago, and nobody looked back; it serves nothing and says not why.
        (
            "content/briefs/bare.md",
            "+++\naccepted = 2026-01-05\nshipped = 2026-02-01\n+++\n\n# Bare, \"so\"\n",
        ),
        (
            "content/briefs/whole.md",
            "+++\nserves = \"faster\"\naccepted = 2026-01-05\nshipped = 2026-01-20\n+++\n\n# Whole\n\n\
             ## KPI impact\n\n- Faster [[speed]] -1 by 2026-02-28\n",
        ),
        ("content/deep-dives/d.md", "+++\ninforms = \"whole\"\n+++\n\n# Depth\n"),
        (
            "content/retros/r.md",
            "+++\nreviews = \"whole\"\nheld = 2026-02-03\n+++\n\n# Look back\n\n## Lessons\n\n\
             - Small steps (keep) {#small}\n",
        ),
        ("content/briefs/idea.md", "# Only an idea\n"),
        (
            "content/briefs/aside.md",
            "+++\nproposed = 2026-01-01\nparked = 2026-01-09\nbecause = \"x\"\n+++\n\n# Aside\n",
        ),
    ]);
    let built = build(site.path(), &[]);
    let csv: Vec<&str> = built.text("traceability.csv").lines().collect();
    assert_eq!(
        csv,
        [
            "brief,state,objectives,kpis,deep_dives,outcome,retros,lessons",
            "bare,shipped,missing,missing,,,missing,",
            "whole,measured,v#faster,speed,d,observed,r,r#small",
        ]
    );
    let page = built.page("traceability.html");
    assert_eq!(page.texts("tbody th > a"), ["Bare, \"so\"", "Whole"]);
    let missing = page.texts("tbody tr:nth-child(1) .missing");
    assert_eq!(missing, ["serves no objective", "no KPI", "retro overdue since 3 Mar"]);
    assert!(page.all("tbody tr:nth-child(2) .missing").is_empty());
    assert_eq!(page.text(".lede"), "2 briefs, 1 with something missing that is asked for by now.");
}

#[test]
fn a_long_matrix_shows_the_rows_with_a_gap_and_the_file_holds_all() {
    let site = folder(&[("throughline.toml", CONFIG)]);
    for number in 0..201 {
        write(
            site.path(),
            &format!("content/briefs/b{number}.md"),
            format!("+++\nproposed = 2026-05-01\n+++\n\n# Brief {number}\n"),
        );
    }
    write(
        site.path(),
        "content/briefs/gap.md",
        "+++\naccepted = 2026-05-01\n+++\n\n# With a gap\n",
    );
    let built = build(site.path(), &[]);
    let page = built.page("traceability.html");
    assert_eq!(page.texts("tbody th > a"), ["With a gap"]);
    let cut = page.text("main > .note");
    assert_eq!(cut, "Shown are 1 with a gap; the file below holds all 202.");
    assert_eq!(built.text("traceability.csv").lines().count(), 1 + 202);
}

#[test]
fn a_large_accepted_brief_that_no_deep_dive_informs_has_a_gap() {
    let brief = |more: &str| {
        format!(
            "+++\nserves = \"none\"\nbecause = \"x\"\n{more}\n+++\n\n# B\n\n## KPI impact\n\nNone: x\n"
        )
    };
    let site = folder(&[
        ("throughline.toml", CONFIG),
        ("content/briefs/large.md", &brief("accepted = 2026-05-01\nappetite = \"8 weeks\"")),
        ("content/briefs/small.md", &brief("accepted = 2026-05-02\nappetite = \"4 weeks\"")),
        ("content/briefs/asked.md", &brief("proposed = 2026-05-03\nappetite = \"8 weeks\"")),
        ("content/briefs/told.md", &brief("accepted = 2026-05-04\nappetite = \"8 weeks\"")),
        ("content/deep-dives/d.md", "+++\ninforms = \"told\"\n+++\n\n# Depth\n"),
    ]);
    let built = build(site.path(), &[]);
    let csv = built.text("traceability.csv");
    let dives: Vec<(&str, &str)> = csv
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>())
        .map(|cells| (cells[0], cells[4]))
        .collect();
    let by_hand = [("large", "missing"), ("told", "d"), ("small", ""), ("asked", "")];
    let mut expected = by_hand.to_vec();
    let mut dives = dives;
    expected.sort_unstable();
    dives.sort_unstable();
    assert_eq!(dives, expected);
    let page = built.page("traceability.html");
    assert!(page.texts(".missing").contains(&"no deep dive".to_owned()));
    assert_eq!(page.texts(".missing").iter().filter(|word| *word == "no deep dive").count(), 1);
}
