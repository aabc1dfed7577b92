//! The cases behind a derived KPI as a file, against days that were counted in a calendar.

use std::path::Path;

use crate::pages::{Built, build};
use crate::support::{folder, write};

/// A site with a KPI for each derivation that is named, on 15 June 2026.
fn site(derivations: &[&str]) -> tempfile::TempDir {
    let site = folder(&[(
        "throughline.toml",
        "title = \"T\"\nas-of = 2026-06-15\n[audiences]\nboard = \"B\"\n",
    )]);
    for name in derivations {
        let text = format!("+++\ntitle = \"The {name}\"\nderive = \"{name}\"\n+++\n");
        write(site.path(), &format!("content/kpis/{name}.md"), text);
    }
    site
}

fn brief(site: &Path, name: &str, front: &str, title: &str) {
    let text = format!("+++\n{front}\n+++\n# {title}\n");
    write(site, &format!("content/briefs/{name}.md"), text);
}

/// Returns the links to downloads beside the tables of the further views of a KPI.
fn links(built: &Built, kpi: &str) -> Vec<String> {
    let page = built.page(&format!("kpis/{kpi}.html"));
    let links = page.all(".otherwise a.csv");
    links.iter().filter_map(|link| link.value().attr("href")).map(str::to_owned).collect()
}

#[test]
fn each_view_of_cases_has_the_cases_as_a_file_beside_its_table() {
    let site = site(&["time-to-market"]);
    let path = site.path();
    // 1 January to these days of January.
    for day in [11, 12, 13, 14] {
        let front = format!("accepted = 2026-01-01\nshipped = 2026-01-{day}");
        brief(path, &format!("b{day}"), &front, &format!("Brief {day}"));
    }
    let front =
        "proposed = 2025-12-22\naccepted = 2026-01-01\nstarted = 2026-01-05\nshipped = 2026-03-02";
    brief(path, "pay", front, "=Pay, without an account");
    brief(path, "more", "accepted = 2026-03-01\nshipped = 2026-03-21", "More");
    brief(path, "now", "accepted = 2026-06-01", "Under way");
    brief(path, "draft", "draft = true\naccepted = 2026-01-01\nshipped = 2026-01-08", "Secret");
    brief(path, "later", "accepted = 2026-01-01\nshipped = 2026-07-08", "In July");
    let built = build(path, &[]);
    assert_eq!(
        built.text("kpis/time-to-market.cases.csv"),
        "document,title,date,days,state,why_days,queue_days,build_days\n\
         b11,Brief 11,2026-01-11,10,finished,,,\n\
         b12,Brief 12,2026-01-12,11,finished,,,\n\
         b13,Brief 13,2026-01-13,12,finished,,,\n\
         b14,Brief 14,2026-01-14,13,finished,,,\n\
         pay,\"'=Pay, without an account\",2026-03-02,60,finished,10,4,56\n\
         more,More,2026-03-21,20,finished,,,\n\
         later,In July,,165,under way,,,\n\
         now,Under way,,14,under way,,,\n"
    );
    let page = built.page("kpis/time-to-market.html");
    let tables = page.all(".otherwise details.data").len();
    assert!(tables >= 3, "{tables}");
    assert_eq!(links(&built, "time-to-market"), vec!["time-to-market.cases.csv"; tables]);
    let all = page.all(".computed details a[download]");
    assert_eq!(all[0].value().attr("href"), Some("time-to-market.cases.csv"));
    assert!(built.holding("Secret").is_empty());
}

#[test]
fn the_cases_of_rework_name_each_pair_once_and_their_mean_is_the_share() {
    let site = site(&["rework"]);
    let path = site.path();
    // The third quarter of 2025 closed on 29 March 2026, 180 days after its end.
    brief(path, "a", "shipped = 2025-09-01", "The a");
    brief(path, "b", "shipped = 2025-08-01", "The b");
    brief(path, "c", "shipped = 2026-04-01", "The c");
    let again = |name: &str, proposed: &str, of: &str, cause: &str| {
        let front = format!(
            "proposed = {proposed}\nreworks = [{{ brief = \"{of}\", cause = \"{cause}\" }}]"
        );
        brief(path, name, &front, &format!("The {name}"));
    };
    // 1 September to 6 October is 35 days, to 1 November 61.
    again("a2", "2025-10-06", "a", "miscommunication");
    again("a3", "2025-11-01", "a", "planned-iteration");
    again("c2", "2026-04-01", "c", "planned-iteration");
    brief(path, "d", "accepted = 2026-01-01", "The d");
    again("d2", "2026-05-01", "d", "defect");
    let built = build(path, &[]);
    assert_eq!(
        built.text("kpis/rework.cases.csv"),
        "document,title,date,reworked,cohort,by,cause,days_after\n\
         b,The b,2025-08-01,0,closed,,,\n\
         a,The a,2025-09-01,1,closed,a2,miscommunication,35\n\
         a,The a,2025-09-01,,closed,a3,a planned iteration,61\n\
         c,The c,2026-04-01,0,open,c2,a planned iteration,0\n\
         d,The d,,,,d2,a defect,\n"
    );
    let links = links(&built, "rework");
    assert!(!links.is_empty() && links.iter().all(|link| link == "rework.cases.csv"), "{links:?}");
}

#[test]
fn items_stand_in_the_file_with_their_place_and_what_met_them() {
    let site = site(&["question-age", "lesson-application", "action-closure"]);
    let path = site.path();
    write(
        path,
        "content/briefs/pay.md",
        "+++\naccepted = 2026-05-31\n+++\n# Pay\n## Lessons applied\n- Flag [[look#flag]]\n\
         ## Questions\n### Why? @mina 2026-03-02 {#why answered=2026-03-05}\nSo.\n",
    );
    write(
        path,
        "content/retros/look.md",
        "+++\nheld = 2026-04-21\n+++\n# A look back\n## Lessons\n- Use a flag (change) {#flag}\n\
         ## Actions\n- [x] Late @ravi 2026-02-10 {#late closed=2026-02-11}\n",
    );
    write(
        path,
        "content/briefs/board.md",
        "+++\nvisible-to = [\"board\"]\n+++\n# Board\n## Questions\n\
         ### Hush? @mina 2026-03-02 {#hush answered=2026-03-04}\nSo.\n",
    );
    let built = build(path, &[]);
    assert_eq!(
        built.text("kpis/question-age.cases.csv"),
        "document,title,date,days\npay#why,Why?,2026-03-05,3\n"
    );
    assert_eq!(
        built.text("kpis/lesson-application.cases.csv"),
        "document,title,date,days,by\nlook#flag,Use a flag,2026-05-31,40,pay\n"
    );
    assert_eq!(
        built.text("kpis/action-closure.cases.csv"),
        "document,title,date,in_time\nlook#late,Late,2026-02-10,0\n"
    );
    let board = build(path, &["--audience", "board"]);
    assert!(board.text("kpis/question-age.cases.csv").contains("board#hush"));
}

#[test]
fn a_kpi_with_a_file_has_no_cases_and_its_views_have_its_numbers() {
    let site = site(&[]);
    let path = site.path();
    write(path, "content/kpis/csat.md", "+++\nchart = [\"run\", \"histogram\"]\n+++\n# CSAT\n");
    let rows: String = (1..=9).map(|month| format!("2025-0{month},{}\n", 70 + month)).collect();
    write(path, "content/kpis/csat.csv", format!("date,value\n{rows}"));
    let built = build(path, &[]);
    assert!(!built.files.contains_key("kpis/csat.cases.csv"));
    assert_eq!(links(&built, "csat"), ["csat.csv"]);
}
