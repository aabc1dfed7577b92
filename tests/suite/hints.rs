//! Hints that name what was meant, or what mends it.

use crate::pages::{build, findings};
use crate::support::{folder, run};

const CONFIG: &str = "title = \"T\"\nas-of = 2026-06-01\n";

/// Returns the code and the hint of each link to nothing, in order.
fn lost(site: &std::path::Path) -> Vec<String> {
    let all = findings(site, &[]);
    let lost = all.iter().filter(|finding| finding["code"] == "TL006");
    lost.map(|finding| finding["hint"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_title_in_the_place_of_an_id_is_answered_with_the_id() {
    let vision = "# Vision\n\n## Business objectives\n\n### Fewer give up {#checkout}\n\nText.\n";
    let site = folder(&[
        ("throughline.toml", CONFIG),
        ("content/visions/v.md", vision),
        ("content/briefs/guest.md", "# Pay without an account\n"),
        ("content/a.md", "# A\n\nSee [[Pay without an account]] and [[fewer give up]].\n"),
        (
            "content/briefs/b.md",
            "+++\nserves = \"Fewer give up\"\ndepends-on = \"PAY without an Account\"\n+++\n# B\n",
        ),
    ]);
    assert_eq!(
        lost(site.path()),
        [
            "did you mean `guest`?",
            "did you mean `v#checkout`?",
            "`throughline check --fix` writes `checkout` here",
            "did you mean `guest`?",
        ]
    );
}

#[test]
fn a_hint_names_the_mending_where_that_mends() {
    let site = folder(&[
        ("throughline.toml", CONFIG),
        ("content/briefs/2026/pay.md", "# Pay\n"),
        (
            "content/a.md",
            "# A\n\nSee [it](briefs/pay.md), [[PAY]], [none](elsewhere/zz.md) and [[payy]].\n",
        ),
    ]);
    assert_eq!(
        lost(site.path()),
        [
            "`throughline check --fix` writes `briefs/2026/pay.md` here",
            "`throughline check --fix` writes `pay` here",
            "write the path from this file, with its extension",
            "did you mean `pay`?",
        ]
    );
    assert_eq!(run(site.path(), &["check", "--fix"]).code(), 1);
    assert_eq!(lost(site.path()).len(), 2, "what the hints promised was done");
}

/// The page is served at any depth, where only addresses from the root lead anywhere, and may be looked
/// at from the disk, where only relative ones do.
#[test]
fn the_page_for_missing_addresses_is_styled_from_a_server_and_from_the_disk() {
    let config = "title = \"T\"\nbase-url = \"https://h.example/team/\"\n";
    let site = folder(&[("throughline.toml", config), ("content/a.md", "# A\n")]);
    let built = build(site.path(), &[]);
    let html = scraper::Html::parse_document(&String::from_utf8_lossy(&built.files["404.html"]));
    let all = |selector: &str| -> Vec<String> {
        let selector = scraper::Selector::parse(selector).unwrap();
        html.select(&selector).map(|link| link.attr("href").unwrap().to_owned()).collect()
    };
    let sheets = all("link[rel=stylesheet]");
    let own = built.files.keys().find(|path| path.ends_with(".css")).unwrap();
    assert_eq!(sheets, [format!("/team/{own}"), own.clone()]);
    let links = all("main .entries a");
    assert!(!links.is_empty() && links.iter().all(|link| link.starts_with("/team/")), "{links:?}");
}

#[test]
fn an_objective_in_the_place_of_a_kpi_is_answered_with_the_kpi_that_measures_it() {
    let vision = "# Vision\n\n## Business objectives\n\n### Fewer give up [[drop-off]] {#checkout}\n\nText.\n\n\
                  ### More come back {#back}\n\nText.\n";
    let brief = "+++\nserves = \"checkout\"\n+++\n# Pay\n\n## KPI impact\n\n\
                 - Fewer [[v#checkout]] -3 by 2026-12-31\n- Fewer [[checkout]] -3 by 2026-12-31\n\
                 - More [[back]] +3 by 2026-12-31\n";
    let site = folder(&[
        ("throughline.toml", CONFIG),
        ("content/visions/v.md", vision),
        ("content/kpis/drop-off.md", "# Drop-off\n"),
        ("content/briefs/pay.md", brief),
    ]);
    let all = findings(site.path(), &[]);
    let told = all.iter().filter(|finding| finding["path"] == "content/briefs/pay.md");
    let told: Vec<String> = told
        .filter(|finding| finding["severity"] == "error")
        .map(|finding| {
            ["code", "message", "hint"].map(|key| finding[key].as_str().unwrap()).join(" | ")
        })
        .collect();
    let measured = "write the KPI that measures it, `[[drop-off]]`; which objective a brief is for stands in `serves`";
    assert_eq!(
        told,
        [
            format!("TL007 | `kpi` points at the objective `v#checkout`; a KPI is wanted | {measured}"),
            format!("TL007 | `kpi` points at the objective `checkout`; a KPI is wanted | {measured}"),
            "TL007 | `kpi` points at the objective `back`; a KPI is wanted | write the KPI that should tell \
             whether it is met; which objective a brief is for stands in `serves`"
                .to_owned(),
        ]
    );
}
