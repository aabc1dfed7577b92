//! Lists by what readers look for: deep dives by system, pages by the folder in which they stand.

use crate::pages::build;
use crate::support::{folder, write};

const CONFIG: &str = "title = \"T\"\nas-of = 2026-06-01\n";

fn dive(fields: &str, title: &str, body: &str) -> String {
    format!("+++\n{fields}\n+++\n\n# {title}\n\nA lead.\n\n## Q&A\n\n{body}")
}

#[test]
fn deep_dives_stand_by_system_with_what_is_open_and_when_somebody_looked_last() {
    let open = "### Can it go? @mina 2026-05-20\n";
    let answered = "### Why twice? @mina 2026-05-20 {answered=2026-05-21}\n\nHistory.\n";
    // Nobody has asked this one yet.
    let later = "### And then? @mina 2026-07-20\n";
    let site = folder(&[
        ("throughline.toml", CONFIG),
        (
            "content/deep-dives/a.md",
            &dive("presented = 2026-01-10\nsystem = \"Ledger\"", "Old ledger", open),
        ),
        (
            "content/deep-dives/b.md",
            &dive(
                "presented = 2026-02-10\nsystem = \"ledger\"\nreviewed = 2026-03-01\n\
                 review-every = \"30d\"\nowner = \"ana\"",
                "New ledger",
                &format!("{open}\n{answered}\n{later}"),
            ),
        ),
        ("content/deep-dives/c.md", &dive("system = \"Basket\"", "Basket", answered)),
        ("content/deep-dives/d.md", &dive("presented = 2026-05-01", "Anything", "")),
    ]);
    let built = build(site.path(), &[]);
    let page = built.page("deep-dives/index.html");
    assert_eq!(page.texts(".group h2"), ["Basket", "Ledger", "Without a system"]);
    assert_eq!(page.texts(".group:nth-of-type(2) .entry-title"), ["New ledger", "Old ledger"]);
    assert_eq!(page.texts(".group .note"), ["2 open questions"]);
    let facts = page.texts(".entry-facts");
    assert!(
        facts[1].contains("1 open question · Reviewed 1 Mar 2026, due again 31 Mar 2026, overdue"),
        "{facts:?}"
    );
    assert!(!facts[0].contains("question"), "{facts:?}");
    // What filters and sorts them: nothing that a reader without scripts would miss.
    assert_eq!(
        page.texts(".filters[hidden] label:first-child option"),
        ["all", "Basket", "Ledger", "Without a system"]
    );
    let cards = page.all("[data-card]");
    let keys: Vec<&str> = cards.iter().filter_map(|card| card.attr("data-date")).collect();
    assert_eq!(keys, ["", "2026-03-01", "2026-01-10", "2026-05-01"]);
}

#[test]
fn deep_dives_that_name_no_system_stay_by_year_and_nothing_filters_them() {
    let site = folder(&[
        ("throughline.toml", CONFIG),
        ("content/deep-dives/a.md", &dive("presented = 2025-01-10", "A", "")),
        ("content/deep-dives/b.md", &dive("presented = 2026-01-10", "B", "")),
        ("content/retros/r.md", "+++\nheld = 2026-01-10\n+++\n\n# R\n"),
    ]);
    let built = build(site.path(), &[]);
    assert_eq!(built.page("deep-dives/index.html").texts(".group h2"), ["2026", "2025"]);
    for page in ["deep-dives/index.html", "retros/index.html"] {
        assert_eq!(built.page(page).all("form, [data-card]").len(), 0, "{page}");
    }
}

#[test]
fn a_filter_has_something_to_choose_from() {
    let mut files = [
        ("throughline.toml", CONFIG.to_owned()),
        ("content/deep-dives/a.md", dive("system = \"Basket\"", "A", "")),
        ("content/deep-dives/b.md", dive("system = \"Ledger\"", "B", "")),
    ];
    for (owner, wanted) in [("", &["System"][..]), ("owner = \"ana\"\n", &["System", "Owner"])] {
        files[1].1 = dive(&format!("{owner}system = \"Basket\""), "A", "");
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let built = build(folder(&files).path(), &[]);
        let page = built.page("deep-dives/index.html");
        let filters = page.all(".filters [data-filter]");
        assert_eq!(filters.len(), wanted.len(), "{owner}");
        let labels = page.texts(".filters label");
        assert!(wanted.iter().zip(&labels).all(|(word, label)| label.starts_with(word)));
    }
}

#[test]
fn pages_of_a_folder_within_a_folder_stand_by_themselves() {
    let site = folder(&[
        ("throughline.toml", CONFIG),
        ("content/guide/index.md", "# Manual\n\nA lead.\n"),
        ("content/guide/writing.md", "# Writing\n"),
        ("content/guide/rules/index.md", "# Rules\n\n[one](r1.md), [two](r2.md)\n"),
        ("content/guide/rules/r1.md", "# One\n"),
        ("content/guide/rules/r2.md", "# Two\n"),
        ("content/guide/rules/r3.md", "# Three\n"),
        ("content/guide/loose/l1.md", "# Loose\n"),
    ]);
    for number in 4..50 {
        write(site.path(), &format!("content/guide/rules/r{number}.md"), "# More\n");
    }
    let built = build(site.path(), &[]);
    let near = |path: &str| built.page(path).texts(".near li");
    assert_eq!(near("guide/writing.html"), ["Rules", "Writing"]);
    assert!(near("guide/rules/r1.html").len() <= 17, "{:?}", near("guide/rules/r1.html"));
    assert!(!near("guide/rules/r1.html").contains(&"Writing".to_owned()));
    assert_eq!(built.page("guide/rules/r1.html").texts(".crumbs a"), ["Home", "Manual", "Rules"]);
    // The list leaves to the page of a folder what that links, and nothing else.
    let listed = built.page("guide/index.html").texts(".entry-title");
    for (title, is_there) in
        [("Rules", true), ("Writing", true), ("Loose", true), ("Three", true), ("One", false)]
    {
        assert_eq!(listed.contains(&title.to_owned()), is_there, "{title}: {listed:?}");
    }
}
