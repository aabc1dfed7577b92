//! KPIs where they stand in few words: their index, tiles, the card of a promise, and what a handbook
//! computes from itself.

use std::fmt::Write;
use std::path::Path;

use tempfile::TempDir;

use crate::pages::{Built, build};
use crate::support::{folder, write};

pub(crate) const CONFIG: (&str, &str) = ("throughline.toml", "title = \"T\"\nas-of = 2026-11-22\n");

/// Weeks from 5 January 2026 on, each with a value and 500 that were asked.
fn weeks(values: impl IntoIterator<Item = i32>) -> String {
    let mut rows = "date,value,n\n".to_owned();
    let first = throughline::id::Date::new(2026, 1, 5).unwrap();
    for (week, value) in (0..).zip(values) {
        writeln!(rows, "{},{value},1500", first.plus_days(week * 7).unwrap()).unwrap();
    }
    rows
}

pub(crate) fn kpi(site: &Path, name: &str, front: &str, values: impl IntoIterator<Item = i32>) {
    write(site, &format!("content/kpis/{name}.csv"), weeks(values));
    let front = format!("+++\nunit = \"%\"\nperiod = \"week\"\n{front}\n+++\n# The {name}\n");
    write(site, &format!("content/kpis/{name}.md"), front);
}

/// Forty-six weeks up to 22 November; the last eight lie lower.
fn falling() -> impl Iterator<Item = i32> {
    (0..46).map(|week| 32 + week % 2 * 2 - if week >= 38 { 20 } else { 0 })
}

pub(crate) fn site() -> TempDir {
    let site = folder(&[CONFIG]);
    let path = site.path();
    kpi(
        path,
        "leave",
        "direction = \"down\"\ncounter = \"fraud\"\nowner = \"mina\"\n\
         target = { value = 40, by = 2026-12-31 }",
        falling(),
    );
    // Its numbers ended four weeks before: those of three weeks that are over are missing.
    kpi(path, "fraud", "direction = \"down\"\nweight = 2", (0..42).map(|week| 5 + week % 2));
    write(path, "content/kpis/bare.md", "+++\nunit = \"%\"\nweight = 3\n+++\n# The bare\n");
    site
}

#[test]
fn the_index_tells_where_each_number_stands_and_how_old_it_is() {
    let page = build(site().path(), &[]).page("kpis/index.html");
    assert_eq!(page.texts("tbody th > a"), ["The leave", "The fraud", "The bare"]);
    let cells = page.texts("tbody tr:first-child td");
    assert_eq!(cells[0], "14 % Week of 16 Nov 2026, n = 1500");
    assert_eq!(cells[2], "improving 46 points");
    assert_eq!(cells[3], "target reliably met before the shift 40 % by 31 Dec 2026");
    assert_eq!(cells[4], "0 days");
    assert_eq!(cells[5], "Mina");
    assert_eq!(page.text("tbody tr:first-child th small"), "beside The fraud");
    assert_eq!(page.ways("tbody tr:first-child th small", "The fraud"), ["fraud.html"]);
    assert_eq!(page.all("tbody tr:first-child .course svg").len(), 1);
    assert_eq!(page.text(".stale"), "4 weeks missing");
    assert_eq!(page.texts("tbody tr:last-child td:first-of-type"), ["no data"]);
}

#[test]
fn the_index_is_sorted_by_what_asks_for_a_look() {
    let page = build(site().path(), &[]).page("kpis/index.html");
    let keys = |column: usize| {
        let cells = page.all(&format!("tbody td:nth-child({column})"));
        cells.iter().map(|cell| cell.attr("data-key").unwrap().to_owned()).collect::<Vec<_>>()
    };
    // Improving comes before what shows no signal, and what has no data has no place.
    assert_eq!(keys(4), ["2", "4", ""]);
    assert_eq!(keys(5), ["3", "", ""]);
    assert_eq!(keys(6), ["0", "28", ""]);
}

#[test]
fn a_number_shows_what_it_is_read_beside() {
    let page = build(site().path(), &[]).page("kpis/leave.html");
    assert_eq!(page.text(".beside h3"), "The fraud");
    assert_eq!(page.ways(".beside", "The fraud"), ["fraud.html"]);
    assert_eq!(page.text(".beside .value"), "6 % Week of 19 Oct 2026, n = 1500");
    assert_eq!(page.texts(".beside .verdicts .state"), ["no signal", "no target"]);
    assert_eq!(page.all(".beside .course svg").len(), 1);
    assert_eq!(page.text(".beside .stale"), "Data late: 4 weeks are missing");
    assert!(build(site().path(), &[]).page("kpis/fraud.html").all(".beside").is_empty());
}

#[test]
fn home_has_a_tile_for_numbers_that_no_objective_shows() {
    let site = site();
    let vision = "+++\ncreated = 2026-01-01\n+++\n# V\n## Business objectives\n- Fewer leave [[leave]] 40 by 2026-12-31\n";
    write(site.path(), "content/visions/v.md", vision);
    for number in 1..7 {
        let front =
            format!("+++\nunit = \"%\"\nweight = {}\n+++\n# Number {number}\n", number + 10);
        write(site.path(), &format!("content/kpis/number-{number}.md"), front);
    }
    let home = build(site.path(), &[]).page("index.html");
    let row = home.text(".objectives article");
    assert!(row.contains("measured by The leave"), "{row}");
    assert_eq!(home.ways(".objectives", "The leave"), ["kpis/leave.html"]);
    assert_eq!(
        home.texts(".objectives .course .state"),
        ["improving", "target reliably met before the shift"]
    );
    assert_eq!(
        home.texts(".tile h3"),
        ["The fraud", "The bare", "Number 1", "Number 2", "Number 3", "Number 4"]
    );
    assert_eq!(home.ways(".numbers", "All 9 KPIs"), ["kpis/index.html"]);
}

/// A brief that shipped on a day and promised five points less by another.
fn brief(site: &Path, name: &str, shipped: &str, due: &str) {
    let text = format!(
        "+++\naccepted = 2026-01-02\nshipped = {shipped}\n+++\n# The {name}\n\n## KPI impact\n\n\
         - Fewer leave [[leave]] -5 by {due}\n"
    );
    write(site, &format!("content/briefs/{name}.md"), text);
}

#[test]
fn a_card_names_what_else_shipped_in_the_time_that_is_compared() {
    let site = site();
    // Twenty weeks before the week of 28 September begin on 11 May.
    brief(site.path(), "pay", "2026-09-28", "2026-10-31");
    brief(site.path(), "long-before", "2026-05-10", "2026-12-31");
    brief(site.path(), "before", "2026-05-11", "2026-12-31");
    brief(site.path(), "after", "2026-10-05", "2026-12-31");
    let built = build(site.path(), &[]);
    let page = built.page("briefs/pay.html");
    assert_eq!(
        page.text(".promise .others"),
        "Also shipped for this number: The before (11 May 2026), The after (5 Oct 2026)."
    );
    assert_eq!(
        page.text(".promise .course small"),
        "shipped 28 Sep 2026 · 20 weeks before, 7 after"
    );
    let sentence = page.text(".promise > p");
    assert!(sentence.contains("n = 20 before and 7 after"), "{sentence}");
    assert_eq!(page.texts(".promise dd"), ["\u{2212}5 points", "\u{2212}20 points"]);
}

#[test]
fn a_card_names_the_nearest_of_many_others() {
    let site = site();
    for day in 10..17 {
        brief(site.path(), &format!("brief-{day}"), &format!("2026-08-{day}"), "2026-12-31");
    }
    let built = build(site.path(), &[]);
    let others = |name: &str| built.page(&format!("briefs/brief-{name}.html")).text(".others");
    assert_eq!(
        others("13"),
        "Also shipped for this number: The brief-11 (11 Aug 2026), The brief-12 (12 Aug 2026), \
         The brief-14 (14 Aug 2026), The brief-15 (15 Aug 2026) and 2 more."
    );
    assert!(others("16").contains("The brief-12 (12 Aug 2026), The brief-13"), "{}", others("16"));
    assert!(others("10").ends_with("The brief-14 (14 Aug 2026) and 2 more."), "{}", others("10"));
}

#[test]
fn home_shows_the_promises_that_fell_due_last_then_those_that_do_next() {
    let site = site();
    brief(site.path(), "early", "2026-06-01", "2026-07-01");
    brief(site.path(), "late", "2026-06-02", "2026-11-22");
    brief(site.path(), "next", "2026-06-03", "2026-11-23");
    brief(site.path(), "far", "2026-06-04", "2027-03-01");
    let unshipped = "+++\naccepted = 2026-01-02\n+++\n# The plan\n## KPI impact\n\
                     - Fewer leave [[leave]] -5 by 2026-11-21\n";
    write(site.path(), "content/briefs/plan.md", unshipped);
    let home = build(site.path(), &[]).page("index.html");
    let briefs = home.texts(".promise header > a:first-of-type");
    assert_eq!(briefs, ["The late", "The early", "The next"]);
    assert_eq!(home.ways(".numbers", "All promises"), ["promises.html"]);
}

/// A site whose documents have something to say of each of the eight.
fn eight() -> Built {
    let people = "[people.ravi]\nname = \"Ravi\"\ndiscipline = \"engineering\"\n";
    let site = folder(&[CONFIG, ("content/people.toml", people)]);
    let doc = |path: &str, front: &str, body: &str| {
        let text = format!("+++\n{front}\n+++\n# The {path}\n{body}");
        write(site.path(), &format!("content/{path}.md"), text);
    };
    for (name, ..) in EIGHT {
        doc(&format!("kpis/{name}"), &format!("derive = \"{name}\""), "");
    }
    doc("briefs/old", "accepted = 2025-11-01\nshipped = 2025-12-01", "");
    doc(
        "briefs/pay",
        "proposed = 2026-01-05\naccepted = 2026-02-03\nstarted = 2026-02-09\nshipped = 2026-03-30",
        "## Engineering input\n- Short @ravi 2026-01-27 (adopted)\n\
         ## Questions\n### Why? @ravi 2026-01-10 {answered=2026-01-13}\nSo.\n",
    );
    doc(
        "briefs/tea",
        "proposed = 2026-03-01\naccepted = 2026-03-11\nstarted = 2026-03-12\nshipped = 2026-04-30",
        "## Engineering input\n- Long @ravi 2026-03-01 (adopted)\n\
         ## Questions\n### When? @ravi 2026-03-02 {answered=2026-03-10}\nSoon.\n",
    );
    let again =
        "proposed = 2026-06-01\nreworks = [{ brief = \"pay\", cause = \"miscommunication\" }]";
    doc("briefs/again", again, "");
    doc("briefs/next", "accepted = 2026-05-10", "## Lessons applied\n- Used [[seen-pay#flag]]\n");
    doc("briefs/last", "accepted = 2026-07-04", "## Lessons applied\n- Used [[seen-tea#ask]]\n");
    doc(
        "retros/seen-pay",
        "reviews = \"pay\"\nheld = 2026-04-20",
        "## Lessons\n- Use a flag (change) {#flag}\n## Actions\n\
         - [x] Ring twice @ravi 2026-05-10 {closed=2026-05-10 #ring}\n",
    );
    doc(
        "retros/seen-tea",
        "reviews = \"tea\"\nheld = 2026-05-30",
        "## Lessons\n- Ask first (try) {#ask}\n## Actions\n- [ ] Write @ravi 2026-07-10 {#write}\n",
    );
    build(site.path(), &[])
}

/// Each derivation with its points and where the links behind them lead, counted in a calendar; the
/// points oldest first as in the download, the links newest first as in the table.
const EIGHT: [(&str, &str, &[&str]); 8] = [
    (
        "time-to-market",
        "2025-12-01,30,1 2026-03-01,55,1 2026-04-01,50,1",
        &["../briefs/tea.html", "../briefs/pay.html", "../briefs/old.html"],
    ),
    (
        "stage-times",
        "2026-03-01,84,1 2026-04-01,60,1",
        &["../briefs/tea.html", "../briefs/pay.html"],
    ),
    (
        "rework",
        "2025-10-01,0,1 2026-01-01,100,1",
        &["../briefs/pay.html", "../briefs/again.html", "../briefs/old.html"],
    ),
    (
        "question-age",
        "2026-01-01,3,1 2026-03-01,8,1",
        &["../briefs/tea.html#when", "../briefs/pay.html#why"],
    ),
    (
        "lesson-application",
        "2026-05-01,20,1 2026-07-01,35,1",
        &[
            "../retros/seen-tea.html#ask",
            "../briefs/last.html",
            "../retros/seen-pay.html#flag",
            "../briefs/next.html",
        ],
    ),
    (
        "retro-delay",
        "2026-04-01,21,1 2026-05-01,30,1",
        &[
            "../briefs/tea.html",
            "../retros/seen-tea.html",
            "../briefs/pay.html",
            "../retros/seen-pay.html",
        ],
    ),
    (
        "action-closure",
        "2026-05-01,100,1 2026-07-01,0,1",
        &["../retros/seen-tea.html#write", "../retros/seen-pay.html#ring"],
    ),
    (
        "involvement-lead",
        "2026-02-01,7,1 2026-03-01,10,1",
        &["../briefs/tea.html", "../briefs/pay.html"],
    ),
];

#[test]
fn each_of_the_eight_has_a_page_with_chart_table_download_and_what_stands_behind() {
    let built = eight();
    let index = built.page("kpis/index.html");
    assert_eq!(index.all("tbody tr").len(), 8);
    for (name, points, links) in EIGHT {
        let page = built.page(&format!("kpis/{name}.html"));
        assert!(!page.all("figure.chart svg[role=img] title").is_empty(), "{name}: no chart");
        let points: Vec<&str> = points.split(' ').collect();
        assert_eq!(page.all(".data-line tbody tr").len(), points.len(), "{name}");
        assert_eq!(page.ways(".data-line", "CSV"), [format!("{name}.csv")]);
        let rows: Vec<&str> = built.text(&format!("kpis/{name}.csv")).lines().skip(1).collect();
        assert_eq!(rows, points, "{name}");
        let behind = page.all(".computed tbody a");
        let behind: Vec<&str> = behind.iter().map(|link| link.attr("href").unwrap()).collect();
        assert_eq!(behind, links, "{name}");
    }
}

/// The sample shows all eight, so that the computation outside of the program covers them.
#[test]
fn the_sample_has_all_eight() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let derived: String = std::fs::read_dir(root.join("content/kpis"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    for (name, ..) in EIGHT {
        assert!(derived.contains(&format!("\nderive = \"{name}\"\n")), "{name}");
    }
}

/// A part of a chart is headed by what it is: what the whole tells may not be seen in it.
#[test]
fn a_part_of_a_chart_claims_nothing_of_the_whole() {
    let site = site();
    let page = "# P\n\n![Leave](kpi:leave?to=2026-03-08)\n\n![Leave](kpi:leave)\n";
    write(site.path(), "content/notes/p.md", page);
    let built = build(site.path(), &[]);
    let page = built.page("notes/p.html");
    let headings = page.texts(".chart-finding");
    assert_eq!(headings[0], "The leave, Week of 5 Jan 2026 to Week of 2 Mar 2026");
    assert!(headings[1].contains("fell"), "{headings:?}");
    let captions = page.texts(".chart-note");
    assert!(!captions[0].contains("The marked points"), "{captions:?}");
    assert!(captions[1].contains("The marked points"), "{captions:?}");
}

/// Months have no weeks to read off between them, however few there are.
#[test]
fn the_calendar_of_a_chart_is_no_finer_than_its_series() {
    let site = folder(&[CONFIG]);
    write(site.path(), "content/kpis/new.csv", "date,value\n2026-08,3\n2026-09,5\n");
    write(site.path(), "content/kpis/new.md", "+++\nunit = \"%\"\n+++\n# New\n");
    let built = build(site.path(), &[]);
    let labels = built.page("kpis/new.html").texts(".chart-wide svg text");
    let days: Vec<&String> =
        labels.iter().filter(|label| label.contains("Aug") || label.contains("Sep")).collect();
    assert!(days.iter().any(|label| *label == "Aug 2026"), "{labels:?}");
    assert!(days.iter().all(|label| !label.starts_with(char::is_numeric)), "{labels:?}");
}
