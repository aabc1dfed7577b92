//! A net promoter score as a KPI: counts of answers become a series with margins.

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::pages::{build, faults};
use crate::support::{folder, write};

const FRONT: &str = "+++\ntitle = \"Recommend\"\nowner = \"mina\"\nunit = \"points\"\ndirection = \"up\"\n\
    target = { value = 40, by = 2026-12-31 }\n\
    source = { file = \"nps.csv\", promoters = \"yes\", passives = \"perhaps\", detractors = \"no\" }\n+++\n";

/// Fourteen months with 45 and 43 in turn, then one of which 29 tell.
fn site(last: &str) -> TempDir {
    let mut rows = "date,yes,perhaps,no\n".to_owned();
    for month in 0..14 {
        let counts = if month % 2 == 0 { "120,50,30" } else { "118,50,32" };
        rows.push_str(&format!("{}-{:02},{counts}\n", 2025 + month / 12, month % 12 + 1));
    }
    rows.push_str(last);
    let site = folder(&[("throughline.toml", "title = \"T\"\nas-of = 2026-04-10\n")]);
    write(site.path(), "content/kpis/nps.csv", rows);
    write(site.path(), "content/kpis/nps.md", FRONT);
    site
}

#[test]
fn a_score_is_told_with_margin_and_n_on_page_download_and_export() {
    let site = site("2026-03,20,5,4\n2026-04,20,5,4\n");
    let built = build(site.path(), &[]);
    let page = built.page("kpis/nps.html");
    assert_eq!(page.texts("details.data thead th"), ["Month", "Value, points", "n", "95 % margin"]);
    let cells = |row: usize| page.texts(&format!("details.data tbody tr:nth-child({row}) > *"));
    assert_eq!(cells(1), ["Mar 2026", "too few answers", "29", ""]);
    assert_eq!(cells(2), ["Feb 2026", "43.0", "200", "± 10.4"]);
    assert_eq!(cells(3), ["Jan 2026", "45.0", "200", "± 10.3"]);
    assert_eq!(page.all("details.data tbody tr").len(), 15);
    let below = page.texts(".chart-wide svg text.n");
    assert!(below.len() > 5 && below.iter().all(|n| n == "200"), "{below:?}");
    let text = page.text("main");
    let rests = "The latest score of 43.0 rests on n = 200: its 95 % margin is ± 10.4.";
    assert!(text.contains(rests), "{text}");
    let few = "In 1 month under 30 answered, too few for a score, the latest month with n = 29 \
               among them.";
    assert!(text.contains(few), "{text}");
    // Centre 44, moving range 2: 38.7 to 49.3.
    assert!(text.contains("target comes and goes") && text.contains("no signal"), "{text}");
    assert_eq!(page.all(".chart-wide svg").len(), 1);
    let csv = built.text("kpis/nps.csv");
    assert!(csv.starts_with("date,value,n,margin\n2025-01-01,45,200,10.2549\n"), "{csv}");
    assert!(csv.ends_with("2026-02-01,43,200,10.4185\n2026-03-01,,29,\n"), "{csv}");
    // What of the month that runs is in the file is nowhere yet.
    assert!(!csv.contains("2026-04"), "{csv}");
    let export: Value = serde_json::from_str(built.text("throughline.json")).unwrap();
    let kpi = &export["kpis"][0];
    assert_eq!(
        kpi["last"],
        json!({"date": "2026-02-28", "value": 43.0, "n": 200, "margin": 10.4185})
    );
    assert_eq!(kpi["too_few"], json!([{"from": "2026-03-01", "to": "2026-03-31", "n": 29}]));
    assert_eq!(kpi["series"][0]["margin"], json!(10.2549));
}

#[test]
fn the_latest_score_stands_with_its_margin_and_is_not_late_where_few_answered() {
    let built = build(site("2026-03,20,5,4\n").path(), &[]);
    let index = built.page("kpis/index.html");
    let cell = index.text("tbody tr:first-child td:first-of-type");
    assert_eq!(cell, "43.0 points Feb 2026, ± 10.4, n = 200");
    assert!(index.texts(".stale").is_empty());
}

#[test]
fn where_too_few_ever_answered_no_number_is_told() {
    let site = folder(&[("throughline.toml", "title = \"T\"\nas-of = 2026-04-10\n")]);
    write(site.path(), "content/kpis/nps.csv", "date,yes,perhaps,no\n2026-02,20,5,4\n");
    write(site.path(), "content/kpis/nps.md", FRONT);
    let built = build(site.path(), &[]);
    let page = built.page("kpis/nps.html");
    assert_eq!(page.text("h1"), "Recommend: too few answers");
    assert!(page.text("main").contains("In 1 month under 30 answered"), "{}", page.text("main"));
    // (20 − 4) of 29.
    for text in [built.text("kpis/nps.html"), built.text("throughline.json")] {
        assert!(!text.contains("55.1") && !text.contains("55.2"), "{text}");
    }
}

#[test]
fn columns_of_a_score_stand_whole_and_alone() {
    let site = folder(&[("throughline.toml", "title = \"T\"\nas-of = 2026-04-10\n")]);
    write(site.path(), "content/kpis/nps.csv", "date,yes,perhaps,no\n2026-02,200,50,40\n");
    let front =
        FRONT.replace("detractors", "n").replace("n = \"no\"", "n = \"no\", value = \"yes\"");
    write(site.path(), "content/kpis/nps.md", front);
    let told = faults(site.path(), &[]);
    let wrong: Vec<&str> =
        told.iter().filter_map(|line| line.split_once(" TL003 ")).map(|(_, told)| told).collect();
    assert_eq!(
        wrong,
        [
            "a score wants a column of `detractors`",
            "`n` stands beside the columns of a score",
            "`value` stands beside the columns of a score",
        ],
        "{told:#?}"
    );
}
