//! Whole chains on one page each.

use std::collections::{BTreeMap, BTreeSet};

use throughline::id::RelPath;
use throughline::pipeline::Pipeline;

use crate::pages::{Built, build, options};
use crate::support::{folder, read, write};

const SITE: &[(&str, &str)] = &[
    (
        "throughline.toml",
        "title = \"Ours\"\nas-of = 2026-06-01\nchain-pages = true\nbase-url = \"https://a.example/\"\n",
    ),
    (
        "content/visions/v.md",
        "# Vision\n\nSee [why](#why)[^1].\n\n## Why\n\nBecause[^1] of [pay](../briefs/pay.md#why).\n\n\
         ## Objectives\n\n### Fewer give up [[drop-off]] {#checkout}\n\n[^1]: A note.\n",
    ),
    (
        "content/briefs/pay.md",
        "+++\nserves = \"checkout\"\nproposed = 2026-01-05\nshipped = 2026-02-01\n+++\n# Pay\n\n\
         ## Why\n\nSee [the vision](../visions/v.md#why), [[tea]], [[checkout]], ![d](../kpis/drop-off.md)\n\n\
         ![d](../kpis/drop-off.md)\n\n## KPI impact\n\n- [[drop-off]] -5 by 2026-05-01\n\n\
         ## Questions\n\n### How? @mina 2026-01-06\n\nSo[^1].\n\n[^1]: Another.\n",
    ),
    ("content/briefs/tea.md", "+++\nproposed = 2026-01-05\n+++\n# Tea\n\nWords.\n"),
    (
        "content/deep-dives/d.md",
        "+++\ninforms = \"pay\"\n+++\n# Depth\n\n## Why\n\nTo the [brief](../briefs/pay.md).\n",
    ),
    (
        "content/deep-dives/zqhidden.md",
        "+++\ninforms = \"pay\"\nvisible-to = [\"some\"]\n+++\n# Zqhidden\n\nZqwords here.\n",
    ),
    ("content/decisions/c.md", "+++\ndecides = \"pay#how\"\ndecided = 2026-01-07\n+++\n# Chosen\n"),
    (
        "content/retros/r.md",
        "+++\nreviews = \"pay\"\nheld = 2026-03-01\n+++\n# Look back\n\n## Lessons\n\n- Ask {#ask}\n",
    ),
    (
        "content/kpis/drop-off.md",
        "+++\nunit = \"%\"\nperiod = \"month\"\n+++\n# Drop-off\n\n## What it means\n\nThat.\n",
    ),
];

fn site() -> tempfile::TempDir {
    let site = folder(SITE);
    let months: String =
        (1..=9).map(|month| format!("2025-0{month}-01,{}\n", 30 + month % 3)).collect();
    write(site.path(), "content/kpis/drop-off.csv", format!("date,value\n{months}"));
    let config = read(site.path(), "throughline.toml");
    write(site.path(), "throughline.toml", format!("{config}[audiences]\nsome = \"Some\"\n"));
    site
}

const PAGE: &str = "chains/briefs/pay.html";

/// Returns the ids of a page; each is there once.
fn ids(built: &Built, path: &str) -> BTreeSet<String> {
    let page = built.page(path);
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for element in page.all("[id]") {
        *count.entry(element.attr("id").unwrap().to_owned()).or_default() += 1;
    }
    let twice: Vec<_> = count.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "{path}: {twice:?}");
    count.into_keys().collect()
}

#[test]
fn a_chain_stands_on_one_page_from_the_vision_to_the_retro() {
    let site = site();
    let built = build(site.path(), &[]);
    let page = built.page(PAGE);
    assert_eq!(
        page.texts("article h2"),
        ["Vision", "Drop-off", "Pay", "Depth", "Chosen", "Look back"]
    );
    assert_eq!(page.text("h1"), "Pay");
    assert_eq!(
        page.text(".list-head .lede"),
        "Vision, KPI, brief, deep dive, decision and retro, one after the other."
    );
    assert!(!page.all("main figure.chart svg").is_empty());
    // What stands alone has no chain to show.
    assert!(!built.files.contains_key("chains/briefs/tea.html"));
    for path in ["briefs/pay.html", "retros/r.html", "deep-dives/d.html", "decisions/c.html"] {
        assert_eq!(built.page(path).hrefs(".page-end a"), ["../chains/briefs/pay.html"], "{path}");
    }
    assert!(built.page("briefs/tea.html").hrefs(".page-end a").is_empty());
    assert!(!built.text("sitemap.xml").contains("chains/"), "it says again what other pages say");
    assert_eq!(page.all("meta[name=robots][content=noindex]").len(), 1);
}

#[test]
fn its_anchors_are_unique_and_its_links_stay_on_it_where_they_can() {
    let site = site();
    let built = build(site.path(), &[]);
    let ids = ids(&built, PAGE);
    let page = built.page(PAGE);
    let hrefs = page.hrefs("main a[href]");
    for href in hrefs.iter().filter_map(|href| href.strip_prefix('#')) {
        assert!(ids.contains(href), "#{href} is nowhere");
    }
    let prose = page.hrefs(".prose a[href]");
    for wanted in
        ["#part-1-why", "#part-3-why", "#part-3", "#part-1-checkout", "../../briefs/tea.html"]
    {
        assert!(prose.iter().any(|href| href == wanted), "{wanted} is not in {prose:?}");
    }
    for labelled in page.all("[aria-labelledby]") {
        for id in labelled.attr("aria-labelledby").unwrap().split(' ') {
            assert!(ids.contains(id), "{id} is nowhere");
        }
    }
    // Only titles lead to the pages themselves.
    let titles = page.hrefs("article h2 a");
    assert_eq!(titles[2], "../../briefs/pay.html");
    assert!(!prose.iter().any(|href| titles.contains(href)), "{prose:?}");
    let levels: BTreeSet<&str> =
        page.all(".prose :is(h1, h2)").iter().map(|it| it.value().name()).collect();
    assert!(levels.is_empty(), "{levels:?} in a part");
}

#[test]
fn nothing_hidden_is_on_it_and_without_the_key_there_is_none() {
    let site = site();
    assert_eq!(build(site.path(), &[]).holding("zq"), [""; 0]);
    let some = build(site.path(), &["--audience", "some"]);
    assert!(some.page(PAGE).texts("article h2").contains(&"Zqhidden".to_owned()));
    let config = read(site.path(), "throughline.toml");
    write(site.path(), "throughline.toml", config.replace("chain-pages = true\n", ""));
    let built = build(site.path(), &[]);
    assert!(built.files.keys().all(|path| !path.starts_with("chains/")));
    assert!(built.page("briefs/pay.html").hrefs(".page-end a").is_empty());
}

#[test]
fn an_edit_of_a_body_touches_the_page_and_the_chains_that_hold_it() {
    let site = site();
    let mut pipeline = Pipeline::open(options(site.path())).unwrap();
    pipeline.rebuild(None).unwrap();
    for (path, with_chain) in [("content/deep-dives/d.md", true), ("content/briefs/tea.md", false)]
    {
        let text = read(site.path(), path);
        write(site.path(), path, format!("{text}\nAnd more.\n"));
        let after = pipeline.rebuild(Some(&[site.path().join(path)])).unwrap();
        let touched = after.touched().expect("no fact changed");
        assert_eq!(touched.contains(&RelPath::new(PAGE).unwrap()), with_chain, "{path}");
    }
}
