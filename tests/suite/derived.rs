//! KPIs that the dates in documents make, against days that were counted in a calendar.

use std::path::Path;

use serde_json::Value;

use crate::pages::{Built, build};
use crate::support::{folder, run, write};

/// A site with a KPI for each derivation that is named, on a day.
fn site(as_of: &str, derivations: &[&str]) -> tempfile::TempDir {
    let site = folder(&[(
        "content/people.toml",
        "[people.mina]\nname = \"Mina\"\ndiscipline = \"product\"\n\
         [people.ravi]\nname = \"Ravi\"\ndiscipline = \"engineering\"\n",
    )]);
    write(site.path(), "throughline.toml", format!("title = \"T\"\nas-of = {as_of}\n"));
    for name in derivations {
        let text = format!("+++\ntitle = \"The {name}\"\nderive = \"{name}\"\n+++\n");
        write(site.path(), &format!("content/kpis/{name}.md"), text);
    }
    site
}

fn brief(site: &Path, name: &str, front: &str, body: &str) {
    let text = format!("+++\n{front}\n+++\n# The {name}\n{body}");
    write(site, &format!("content/briefs/{name}.md"), text);
}

fn kpi(built: &Built, id: &str) -> Value {
    let export: Value = serde_json::from_str(built.text("throughline.json")).unwrap();
    let kpis = export["kpis"].as_array().unwrap();
    kpis.iter().find(|kpi| kpi["id"] == id).unwrap().clone()
}

/// Returns the points of a KPI as `last day: value (n)`.
fn points(built: &Built, id: &str) -> Vec<String> {
    let kpi = kpi(built, id);
    let series = kpi["series"].as_array().unwrap();
    let point = |point: &Value| {
        format!("{}: {} ({})", point["to"].as_str().unwrap(), point["value"], point["n"])
    };
    series.iter().map(point).collect()
}

#[test]
fn stages_of_briefs_make_series_of_median_days() {
    let all = ["time-to-market", "stage-times", "why-time", "queue", "build"];
    let site = site("2026-06-15", &all);
    let path = site.path();
    // Accepted to shipped: 55 days and 20 days in March; none in April; 31 days in May.
    brief(
        path,
        "pay",
        "proposed = 2026-01-19\naccepted = 2026-02-03\nstarted = 2026-02-09\nshipped = 2026-03-30",
        "",
    );
    brief(path, "quick", "accepted = 2026-03-01\nshipped = 2026-03-21", "");
    brief(path, "later", "accepted = 2026-04-30\nshipped = 2026-05-31", "");
    // The month of these has not ended, and that day has not come.
    brief(path, "new", "accepted = 2026-06-01\nshipped = 2026-06-10", "");
    brief(path, "plan", "accepted = 2026-06-01\nshipped = 2026-06-30", "");
    let built = build(path, &[]);
    assert_eq!(points(&built, "time-to-market"), ["2026-03-31: 37.5 (2)", "2026-05-31: 31.0 (1)"]);
    assert_eq!(points(&built, "stage-times"), ["2026-03-31: 70.0 (1)"]);
    assert_eq!(points(&built, "why-time"), ["2026-02-28: 15.0 (1)"]);
    assert_eq!(points(&built, "queue"), ["2026-02-28: 6.0 (1)"]);
    assert_eq!(points(&built, "build"), ["2026-03-31: 49.0 (1)"]);
    let kpi = kpi(&built, "time-to-market");
    assert_eq!((&kpi["unit"], &kpi["derive"]), (&"days".into(), &"time-to-market".into()));
    let cases = kpi["series"][0]["cases"].as_array().unwrap();
    let of: Vec<&str> = cases.iter().map(|case| case["of"].as_str().unwrap()).collect();
    assert_eq!(of, ["quick", "pay"]);

    let page = built.page("kpis/time-to-market.html");
    let said = page.text(".computed > p");
    assert!(said.starts_with("Computed from 3 documents. For each month: the median"), "{said}");
    assert_eq!(
        page.texts(".computed > ul li"),
        ["Not over yet: 1 brief, the oldest for 14 days."],
        "the plan was accepted on 1 June; medians need five cases"
    );
    assert_eq!(page.texts(".computed tbody th"), ["May 2026", "Mar 2026"]);
    assert_eq!(
        page.texts(".computed tbody li"),
        ["The later 31 days", "The quick 20 days", "The pay 55 days"]
    );
    let links = page.all(".computed tbody a");
    assert_eq!(links[0].value().attr("href"), Some("../briefs/later.html"));
    let download = built.text("kpis/time-to-market.csv");
    assert_eq!(download, "date,value,n\n2026-03-01,37.5,2\n2026-05-01,31,1\n");
    let stages = built.page("kpis/stage-times.html").text(".computed tbody li");
    assert_eq!(stages, "The pay 70 days: why 15, queue 6, build 49");
}

#[test]
fn rework_is_a_share_of_the_briefs_that_shipped_in_a_quarter() {
    let site = site("2026-11-22", &["rework"]);
    let path = site.path();
    // The first quarter closes 180 days after 31 March, on 27 September; the second is open.
    for (name, shipped) in
        [("a", "2026-01-15"), ("b", "2026-02-01"), ("c", "2026-03-31"), ("d", "2026-04-01")]
    {
        brief(path, name, &format!("shipped = {shipped}"), "");
    }
    let again = |name: &str, proposed: &str, of: &str, cause: &str| {
        let front = format!(
            "proposed = {proposed}\nreworks = [{{ brief = \"{of}\", cause = \"{cause}\" }}]"
        );
        brief(path, name, &front, "");
    };
    // 15 January and 180 days is 14 July; 1 February and 180 days is 31 July.
    again("a2", "2026-07-14", "a", "miscommunication");
    again("b2", "2026-08-01", "b", "changed-requirements");
    again("c2", "2026-05-01", "c", "defect");
    again("d2", "2026-05-01", "d", "changed-requirements");
    let built = build(path, &[]);
    assert_eq!(points(&built, "rework"), ["2026-03-31: 33.3333 (3)"]);
    let page = built.page("kpis/rework.html");
    assert_eq!(
        page.texts(".computed > ul li"),
        [
            "Still open: Q2 2026 (1 of 1 so far).",
            "In the four quarters from Q2 2025 to Q1 2026, 1 of 3 briefs were done again; a share is told \
             from 10 on.",
        ]
    );
    let cases = page.texts(".computed tbody li");
    assert_eq!(cases, ["The a reworked by The a2", "The b not reworked", "The c not reworked"]);

    write(path, "throughline.toml", "title = \"T\"\nas-of = 2026-09-26\n");
    assert!(points(&build(path, &[]), "rework").is_empty());
    write(path, "throughline.toml", "title = \"T\"\nas-of = 2026-09-27\n");
    assert_eq!(points(&build(path, &[]), "rework").len(), 1);
}

#[test]
fn items_with_their_days_make_series_too() {
    let all =
        ["involvement-lead", "lesson-application", "question-age", "retro-delay", "action-closure"];
    let site = site("2026-06-15", &all);
    let path = site.path();
    // Engineering was heard 7 days before acceptance; product, and the year before, do not count.
    brief(
        path,
        "pay",
        "accepted = 2026-02-03\nshipped = 2026-03-30",
        "## Engineering input\n- Early @mina 2025-01-01 (adopted)\n- A link will do @ravi 2026-01-27 (adopted)\n\
         ## Questions\n### Why? @mina 2026-03-02 {answered=2026-03-05}\nSo.\n\
         ### When? @mina 2026-03-03 {answered=2026-03-14}\nSoon.\n### Who? @mina 2026-06-01\n",
    );
    // Heard 9 days late; applies the lesson 40 days after the retro.
    brief(
        path,
        "wallet",
        "accepted = 2026-05-31",
        "## Engineering input\n- Too much @ravi 2026-06-09 (rejected)\n\
         ## Lessons applied\n- Behind a flag [[look#flag]]\n",
    );
    // It had been accepted before, and does not say when it took the lesson up.
    brief(path, "old", "accepted = 2026-01-05", "## Lessons applied\n- Asked [[look#ask]]\n");
    write(
        path,
        "content/retros/look.md",
        "+++\nheld = 2026-04-21\nreviews = \"pay\"\n+++\n# A look back\n## Lessons\n\
         - Use a flag (change) {#flag}\n- Ask first (try) {#ask}\n## Actions\n\
         - [x] In time @ravi 2026-05-10 {closed=2026-05-10}\n- [x] Late @ravi 2026-05-10 {closed=2026-05-11}\n\
         - [ ] Open @ravi 2026-05-20\n- [ ] Given up @ravi 2026-05-20 (wont) {because=\"no use\"}\n\
         - [x] On a day that nobody knows @ravi 2026-05-20\n- [ ] To come @ravi 2026-07-01\n",
    );
    let built = build(path, &[]);
    assert_eq!(points(&built, "involvement-lead"), ["2026-02-28: 7.0 (1)", "2026-05-31: -9.0 (1)"]);
    assert_eq!(points(&built, "lesson-application"), ["2026-05-31: 40.0 (1)"]);
    assert_eq!(points(&built, "question-age"), ["2026-03-31: 7.0 (2)"]);
    assert_eq!(points(&built, "retro-delay"), ["2026-04-30: 22.0 (1)"]);
    assert_eq!(points(&built, "action-closure"), ["2026-05-31: 33.3333 (3)"]);
    let beside = |id: &str| built.page(&format!("kpis/{id}.html")).texts(".computed > ul li");
    assert_eq!(beside("involvement-lead"), ["Heard only after acceptance: 1 of 2 briefs."]);
    assert_eq!(
        beside("lesson-application"),
        ["Applied so far: 2 of 2 lessons; 0 repeat an earlier one."]
    );
    assert_eq!(beside("question-age"), ["Still open: 1 question, the oldest for 14 days."]);
    assert_eq!(beside("retro-delay"), Vec::<String>::new());
    // The second quarter has not ended, and before it nothing was due.
    assert_eq!(beside("action-closure"), ["Overdue: 1 action."]);
}

#[test]
fn a_lesson_that_became_habit_was_applied_all_the_same() {
    let site = site("2026-06-15", &["lesson-application"]);
    let path = site.path();
    write(
        path,
        "content/retros/look.md",
        "+++\nheld = 2026-01-10\n+++\n# A look back\n## Lessons\n- Use a flag (change) {#flag}\n\
         - Ask first (embedded) {#ask}\n- Print it (retired) {#print}\n- Wait (embedded) {#wait}\n",
    );
    // 10 January to 20 January, and to 30 January.
    let applied = "## Lessons applied\n- Asked [[look#ask]]\n- Printed [[look#print]]\n";
    brief(path, "pay", "accepted = 2026-01-20", applied);
    brief(path, "tea", "accepted = 2026-01-30", "## Lessons applied\n- Flag [[look#flag]]\n");
    let built = build(path, &[]);
    assert_eq!(points(&built, "lesson-application"), ["2026-01-31: 10.0 (3)"]);
    let page = built.page("kpis/lesson-application.html");
    assert_eq!(
        page.texts(".computed > ul li"),
        ["Applied so far: 3 of 4 lessons; 0 repeat an earlier one."]
    );
    assert_eq!(page.all(".computed tbody li").len(), 3);
}

#[test]
fn what_is_hidden_or_later_is_in_no_figure() {
    let site = site("2026-06-15", &["time-to-market", "question-age"]);
    let path = site.path();
    brief(path, "seen", "accepted = 2026-03-01\nshipped = 2026-03-11", "");
    brief(path, "draft", "draft = true\naccepted = 2026-03-01\nshipped = 2026-03-31", "");
    brief(
        path,
        "board",
        "visible-to = [\"board\"]\naccepted = 2026-03-01\nshipped = 2026-03-31",
        "## Questions\n### Secret? @mina 2026-03-02 {answered=2026-03-05}\nSo.\n",
    );
    write(
        path,
        "throughline.toml",
        "title = \"T\"\nas-of = 2026-06-15\n[audiences]\nboard = \"B\"\n",
    );
    let built = build(path, &[]);
    assert_eq!(points(&built, "time-to-market"), ["2026-03-31: 10.0 (1)"]);
    assert!(points(&built, "question-age").is_empty());
    let built = build(path, &["--audience", "board"]);
    assert_eq!(points(&built, "time-to-market"), ["2026-03-31: 20.0 (2)"]);
    assert_eq!(points(&built, "question-age"), ["2026-03-31: 3.0 (1)"]);
}

#[test]
fn a_month_without_cases_is_neither_late_nor_a_missing_file() {
    let site = site("2026-11-22", &["time-to-market"]);
    brief(site.path(), "pay", "accepted = 2026-02-03\nshipped = 2026-03-30", "");
    let told = run(site.path(), &["check", "--reminders"]).stdout();
    assert!(!told.contains("TL603") && !told.contains("TL006"), "{told}");
    let page = build(site.path(), &[]).page("kpis/time-to-market.html");
    assert_eq!(page.text(".data-line .age"), "Up to 31 Mar 2026");
    assert!(page.text("figcaption").contains("Computed from 1 document."));
}

#[test]
fn work_that_was_done_again_has_a_page_and_others_have_none() {
    let site = site("2026-06-15", &[]);
    let path = site.path();
    brief(path, "a", "owner = \"mina\"\nshipped = 2025-09-01", "");
    brief(path, "b", "shipped = 2025-08-01", "");
    brief(path, "c", "shipped = 2026-04-01", "");
    assert!(!build(path, &[]).files.contains_key("rework.html"));

    let again = |of: &str, cause: &str| format!("reworks = [{{ brief = \"{of}\"{cause} }}]");
    let front = again("a", ", cause = \"miscommunication\"");
    brief(path, "a2", &format!("proposed = 2025-10-06\n{front}"), "");
    let front = again("c", ", cause = \"planned-iteration\"");
    brief(path, "c2", &format!("proposed = 2026-04-01\n{front}"), "");
    brief(path, "idea", &again("b", ""), "");
    brief(path, "secret", &format!("draft = true\n{}", again("b", ", cause = \"defect\"")), "");
    let built = build(path, &[]);
    let page = built.page("rework.html");
    assert_eq!(page.text(".lede"), "Work was done again 3 times; 1 counts in the share.");
    // The second quarter of 2026 closes on 27 December, 195 days on; the third of 2025 has closed.
    assert_eq!(
        page.texts(".rework:nth-of-type(1) tbody tr > *"),
        [
            ["Q2 2026", "0 of 1 brief so far", "open for 195 days more", ""],
            ["Q3 2025", "1 of 2 briefs", "50 %", "The a"],
        ]
        .concat()
    );
    assert_eq!(
        page.texts(".rework:nth-of-type(2) tbody tr > *"),
        [
            ["The c", "The c2", "a planned iteration", "on the day it shipped", "no"],
            ["The a", "The a2", "miscommunication", "35 days after it shipped", "yes"],
            ["The b", "The idea", "no cause stated", "not dated", "no"],
        ]
        .concat()
    );
    assert_eq!(
        page.texts(".rework:nth-of-type(3) li"),
        [
            "miscommunication: 1 time",
            "a planned iteration: 1 time does not count",
            "no cause stated: 1 time does not count",
        ]
    );
    assert!(!built.text("rework.html").contains("Mina") && built.holding("The secret").is_empty());
    let home = built.page("index.html").texts("nav a");
    assert!(home.contains(&"Rework".to_owned()), "{home:?}");
}

#[test]
fn the_fact_sheet_of_a_brief_tells_how_long_it_took() {
    let site = site("2026-06-15", &[]);
    let path = site.path();
    brief(path, "pay", "accepted = 2026-02-03\nstarted = 2026-02-09\nshipped = 2026-03-30", "");
    // Started 25 days before: the fourth week of six.
    brief(path, "now", "appetite = \"6 weeks\"\naccepted = 2026-05-12\nstarted = 2026-05-21", "");
    brief(path, "idea", "appetite = \"6 weeks\"", "");
    let built = build(path, &[]);
    let facts = |name: &str| {
        let page = built.page(&format!("briefs/{name}.html"));
        page.texts(".facts dt").into_iter().zip(page.texts(".facts dd")).collect::<Vec<_>>()
    };
    let fact = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    assert_eq!(facts("pay"), [fact("Time to market", "8 weeks: queue 6 days, build 7 weeks")]);
    assert_eq!(facts("now"), [fact("Appetite", "6 weeks"), fact("Under way", "week 4 of 6")]);
    assert_eq!(facts("idea"), [fact("Appetite", "6 weeks")]);
}

#[test]
fn the_four_quarters_that_are_settled_have_a_share_with_its_interval() {
    let site = site("2026-11-22", &["rework", "action-closure"]);
    let path = site.path();
    // Eleven ship in the four quarters that close by then; one before and one after them.
    for at in 0..11 {
        let shipped = ["2025-04-01", "2025-08-15", "2025-11-30", "2026-03-31"][at % 4];
        brief(path, &format!("b{at}"), &format!("shipped = {shipped}"), "");
    }
    brief(path, "before", "shipped = 2025-03-31", "");
    brief(path, "open", "shipped = 2026-04-01", "");
    for (name, proposed, of) in
        [("x", "2025-05-01", "b0"), ("y", "2025-09-01", "b1"), ("z", "2025-04-02", "before")]
    {
        let cause = "miscommunication";
        let again = format!("reworks = [{{ brief = \"{of}\", cause = \"{cause}\" }}]");
        brief(path, name, &format!("proposed = {proposed}\n{again}"), "");
    }
    let built = build(path, &[]);
    // Wilson's interval of 2 of 11 is 5.137 to 47.698 %.
    let said = "In the four quarters from Q2 2025 to Q1 2026, 2 of 11 briefs were done again: 18 % (95 % \
                interval 5–48 %).";
    let beside = built.page("kpis/rework.html").texts(".computed > ul li");
    assert!(beside.iter().any(|line| line == said), "{beside:?}");
    assert!(built.page("rework.html").texts("main p").iter().any(|line| line == said));
    let row = kpi(&built, "rework")["four_quarters"].clone();
    assert_eq!(
        row,
        serde_json::json!({
            "from": "2025-04-01", "to": "2026-03-31", "met": 2, "of": 11,
            "interval": { "low": 5.136769, "high": 47.698056 },
        })
    );
    assert_eq!(kpi(&built, "action-closure").get("four_quarters"), None);

    // A month lies within a quarter; what is told of quarters is told of whole ones, each once.
    write(
        path,
        "content/kpis/rework.md",
        "+++\nderive = \"rework\"\nperiod = \"month\"\n+++\n# rework\n",
    );
    let monthly = build(path, &[]);
    assert_eq!(kpi(&monthly, "rework")["period"], "month");
    let rows = monthly.page("kpis/rework.html").texts("td");
    let shares: Vec<&str> = rows
        .iter()
        .filter_map(|cell| cell.strip_prefix("Four quarters to "))
        .map(|cell| cell.split(',').next().unwrap_or(cell))
        .collect();
    assert_eq!(shares, ["31 Mar 2026: 18 % (2 of 11)", "31 Dec 2025: 30 % (3 of 10)"]);
}

#[test]
fn days_are_told_by_nearest_rank_from_five_cases_on() {
    let site = site("2026-06-15", &["time-to-market"]);
    let path = site.path();
    // A brief for each 10, 20, … days from 1 January on; of ten the ranks are 5 and 9.
    let first = throughline::id::Date::new(2026, 1, 1).unwrap();
    let ship = |count: i32| {
        let shipped = first.plus_days(10 * count).unwrap();
        let front = format!("accepted = 2026-01-01\nshipped = {shipped}");
        brief(path, &format!("b{count}"), &front, "");
    };
    let said = |built: &Built| built.page("kpis/time-to-market.html").texts(".computed > ul li");
    (1..=4).for_each(ship);
    assert_eq!(said(&build(path, &[])), Vec::<String>::new());
    ship(5);
    assert_eq!(said(&build(path, &[])), ["Of all 5 half are at most 30 days (P50)."]);
    (6..=10).for_each(ship);
    let built = build(path, &[]);
    assert_eq!(
        said(&built),
        ["Of all 10 half are at most 50 days (P50), 85 % at most 90 days (P85)."]
    );
    let percentiles = kpi(&built, "time-to-market")["percentiles"].clone();
    let known = serde_json::json!({ "of": "cases", "n": 10, "p50": 50.0, "p85": 90.0 });
    assert_eq!(percentiles, known);
}
