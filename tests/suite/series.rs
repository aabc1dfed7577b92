//! What is wrong with the data of KPIs, and with the charts that texts place: each at its place, with a
//! way out that can be taken.

use tempfile::TempDir;

use crate::pages::{build, faults, findings};
use crate::support::{folder, read, run, write};

const CONFIG: &str = "title = \"T\"\nas-of = 2026-11-22\n";

fn site(files: &[(&str, &str)]) -> TempDir {
    folder(&[&[("throughline.toml", CONFIG)], files].concat())
}

fn hint(site: &TempDir, code: &str) -> String {
    let found = findings(site.path(), &[]);
    let found = found.iter().find(|finding| finding["code"] == code);
    found.unwrap_or_else(|| panic!("no {code}"))["hint"].as_str().unwrap().to_owned()
}

#[test]
fn a_file_beside_a_derived_kpi_is_found_and_withholds_nothing() {
    let brief = "+++\naccepted = 2026-03-01\nshipped = 2026-03-31\n+++\n# Pay\n";
    let site = site(&[
        ("content/kpis/speed.md", "+++\nderive = \"time-to-market\"\n+++\n# Speed\n"),
        ("content/kpis/speed.csv", "date,value\n2026-01,x\n"),
        ("content/briefs/pay.md", brief),
    ]);
    let told = faults(site.path(), &[]);
    let found =
        "content/kpis/speed.md:2:10 TL009 `speed.csv` stands beside a derived KPI and is not read";
    assert!(told.contains(&found.to_owned()), "{told:?}");
    // As a note it keeps nothing back: the numbers are those of the documents.
    let config = format!("{CONFIG}[checks]\nTL009 = \"info\"\n");
    write(site.path(), "throughline.toml", config);
    let ran = run(site.path(), &["build", "--keep-going"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert!(read(site.path(), "public/kpis/speed.csv").contains("2026-03-01,30,1"));
    // A survey may read it as a wave: to remove it would lose the answers.
    write(site.path(), "content/kpis/speed.csv", "group,question,answer,count\n,glad,yes,9\n");
    let survey = "+++\nwaves = [{ on = 2026-01-12, file = \"../kpis/speed.csv\" }]\nquestions = [{ id = \"glad\" }]\n+++\n# Pulse\n";
    write(site.path(), "content/surveys/pulse.md", survey);
    let told = findings(site.path(), &[]);
    assert!(told.iter().all(|finding| finding["code"] != "TL009"), "{told:?}");
    std::fs::remove_file(site.path().join("content/surveys/pulse.md")).unwrap();
    // Another KPI may read it.
    let other = "+++\nsource = \"speed.csv\"\n+++\n# Other\n";
    write(site.path(), "content/kpis/other.md", other);
    write(site.path(), "content/kpis/speed.csv", "date,value\n2026-01,3\n");
    let told = findings(site.path(), &[]);
    assert!(told.iter().all(|finding| finding["code"] != "TL009"), "{told:?}");
}

const ORDERS: &[(&str, &str)] = &[
    (
        "content/kpis/orders.md",
        "+++\nunit = \"orders\"\nowner = \"jo\"\ntarget = 30\n+++\n# Orders\n",
    ),
    ("content/kpis/orders.csv", "date,value,n\n2026-01,31,9\n2026-02,35,9\n2026-03,33,9\n"),
];

#[test]
fn a_chart_of_days_without_numbers_is_found() {
    let site = site(ORDERS);
    let page = "# P\n\n![O](kpi:orders?to=2025)\n\n![O](kpi:orders?from=2026-04)\n\n![O](kpi:orders?from=2026-02)\n";
    write(site.path(), "content/p.md", page);
    let message = "TL016 this chart shows none of the 3 values of `orders`";
    assert_eq!(
        faults(site.path(), &[]),
        [format!("content/p.md:3:6 {message}"), format!("content/p.md:5:6 {message}")]
    );
    assert_eq!(
        hint(&site, "TL016"),
        "they are of 2026-01-01 to 2026-03-31: move `from` or `to`, or leave it out"
    );
}

#[test]
fn a_small_chart_stands_within_a_sentence_and_a_large_one_does_not() {
    let site = site(ORDERS);
    let page = "# P\n\nWe had ![Orders](kpi:orders?chart=spark) of late.\n\n- ![](kpi:orders?chart=spark&to=2026-02)\n";
    write(site.path(), "content/p.md", page);
    let built = build(site.path(), &[]);
    let page = built.page("p.html");
    assert_eq!(page.all("p .spark-line svg").len(), 1);
    assert_eq!(page.text("p .spark-line"), "Orders 33 orders");
    assert_eq!(page.text("li .spark-line"), "Orders 35 orders");
    assert_eq!(page.ways("p .spark-line", "Orders"), ["kpis/orders.html"]);
    // It counts as a link between the two.
    assert!(built.page("kpis/orders.html").texts("a").contains(&"P".to_owned()));
    for (written, told) in [
        ("![O](kpi:ordres?chart=spark)", "3:10 TL006 there is no document `ordres`"),
        (
            "[![O](kpi:orders?chart=bars)](p.md)",
            "3:11 TL003 a chart stands in a paragraph of its own",
        ),
        (
            "[![O](kpi:orders?chart=spark)](p.md)",
            "3:6 TL003 a chart with its value is a link, and stands within another",
        ),
    ] {
        write(site.path(), "content/p.md", format!("# P\n\nSee {written}.\n"));
        assert_eq!(faults(site.path(), &[]), [format!("content/p.md:{told}")]);
    }
    // A renamed KPI takes the small chart along.
    write(site.path(), "content/p.md", "# P\n\nSee ![O](kpi:orders?chart=spark).\n");
    let ran = run(site.path(), &["mv", "content/kpis/orders.md", "content/kpis/sales.md"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert!(read(site.path(), "content/p.md").contains("![O](kpi:sales?chart=spark)"));
}

#[test]
fn a_sparkline_is_no_chart_of_a_page() {
    let site = site(ORDERS);
    let page = "+++\nunit = \"orders\"\nowner = \"jo\"\ntarget = 30\nchart = [\"spark\", \"bars\"]\n+++\n# Orders\n";
    write(site.path(), "content/kpis/orders.md", page);
    let found = "content/kpis/orders.md:5:10 TL003 `spark` is no chart for a page of its own";
    assert_eq!(faults(site.path(), &[]), [found]);
}

#[test]
fn an_example_of_a_promise_is_one_that_can_be_made() {
    for (direction, written, expected) in [
        ("up", "[[orders]]", "+6 by 2027-05-31"),
        ("down", "[[orders]]", "-6 by 2027-05-31"),
        ("down", "[[orders]] -2.5", "-2.5 by 2027-05-31"),
        ("up", "[[orders]] +10%", "+10% by 2027-05-31"),
        ("up", "[[orders]] by 2027-01-31", "+6 by 2027-01-31"),
    ] {
        let site = site(ORDERS);
        let kpi = format!("+++\nunit = \"orders\"\ndirection = \"{direction}\"\n+++\n# Orders\n");
        write(site.path(), "content/kpis/orders.md", kpi);
        let brief =
            format!("+++\naccepted = 2026-10-01\n+++\n# B\n\n## KPI impact\n\n- More {written}\n");
        write(site.path(), "content/briefs/b.md", brief);
        let whole = format!("write `[[orders]] {expected}`; else it can never be called wrong");
        assert_eq!(hint(&site, "TL204"), whole, "{written}");
    }
}

#[test]
fn an_example_of_a_promise_stays_within_what_is_possible() {
    for (unit, expected) in [("of 5", "+1 by 2027-05-31"), ("%", "+6 by 2027-05-31")] {
        let site = site(ORDERS);
        let kpi = format!("+++\nunit = \"{unit}\"\ndirection = \"up\"\n+++\n# Orders\n");
        write(site.path(), "content/kpis/orders.md", kpi);
        write(site.path(), "content/kpis/orders.csv", "date,value\n2026-01,3\n");
        let brief = "+++\naccepted = 2026-10-01\n+++\n# B\n\n## KPI impact\n\n- More [[orders]]\n";
        write(site.path(), "content/briefs/b.md", brief);
        let whole = format!("write `[[orders]] {expected}`; else it can never be called wrong");
        assert_eq!(hint(&site, "TL204"), whole, "{unit}");
    }
}

#[test]
fn a_workbook_is_told_to_be_one() {
    let site = site(&[("content/kpis/a.md", "+++\nsource = \"a.xlsx\"\n+++\n# A\n")]);
    write(site.path(), "content/kpis/a.xlsx", "PK");
    let told = faults(site.path(), &[]);
    let found =
        "content/kpis/a.md:2:10 TL006 `content/kpis/a.xlsx` is a workbook, and none is read";
    assert!(told.contains(&found.to_owned()), "{told:?}");
}

#[test]
fn withheld_numbers_are_no_further_errors_and_what_refuses_is_named() {
    let site = site(&[
        ("content/kpis/a.md", "+++\nsource = \"all.csv\"\n+++\n# A\n"),
        ("content/kpis/b.md", "+++\nsource = \"all.csv\"\n+++\n# B\n"),
        ("content/kpis/all.csv", "date,value\n2026-01,x\n2026-02,3\n"),
    ]);
    let checked = run(site.path(), &["check"]).stderr();
    assert!(checked.contains("; 1 error, "), "{checked}");
    let built = run(site.path(), &["build", "--keep-going"]).stderr();
    assert!(built.contains("; 1 error, "), "{built}");
    assert!(built.contains("the numbers of 2 documents withheld;"), "{built}");
    write(site.path(), "content/page.md", "# P\n\n[a](a.md)\n\n[b](b.md)\n");
    let refused = run(site.path(), &["build", "--keep-going"]).stderr();
    let which = "2 findings are something other than that: TL006 at content/page.md:3, TL006 at \
                 content/page.md:5\n";
    assert!(refused.contains(which), "{refused}");
}

/// What a quarter had is not what October had, and of weeks a month holds four.
#[test]
fn dates_of_another_period_than_the_stated_one_are_told() {
    let site = site(&[]);
    let month = "+++\nunit = \"orders\"\nperiod = \"month\"\n+++\n# Orders\n";
    write(site.path(), "content/kpis/long.md", month);
    write(site.path(), "content/kpis/long.csv", "date,value\n2026-Q2,11\n2026-Q3,12\n2026-Q4,13\n");
    write(site.path(), "content/kpis/short.md", month);
    let weeks = "date,value\n2026-10-05,11\n2026-10-12,12\n2026-11-02,13\n2026-11-09,13\n";
    write(site.path(), "content/kpis/short.csv", weeks);
    let ran = run(site.path(), &["check"]);
    assert_eq!(ran.code(), 1, "{}", ran.stderr());
    let said = format!("{}{}", ran.stdout(), ran.stderr());
    for words in [
        "`2026-Q2` is a quarter, and the KPI has `period = \"month\"`",
        "--> content/kpis/long.csv:2:1",
        "state `period = \"quarter\"` in the KPI, or write a row for each month, as in `2026-04`",
        "the month of `2026-10-12` occurs twice",
        "the rows are one for each week: state `period = \"week\"` in the KPI instead of `period = \"month\"`",
    ] {
        assert!(said.contains(words), "{words} is not in {said}");
    }
}

/// To delete rows would lose the numbers of the other series.
#[test]
fn rows_of_several_series_come_with_the_words_that_choose_one() {
    let rows =
        |month: &str| ["north", "south"].map(|region| format!("{month},{region},12\n")).concat();
    let csv =
        format!("date,region,value\n{}{}{}", rows("2026-01"), rows("2026-02"), rows("2026-03"));
    let page = "+++\nunit = \"orders\"\n+++\n# Orders\n";
    let site = site(&[("content/kpis/orders.md", page), ("content/kpis/orders.csv", &csv)]);
    let told = faults(site.path(), &[]);
    let found = "content/kpis/orders.csv:3:1 TL601 the month of `2026-01` has several rows, one for each `region`";
    assert!(told.contains(&found.to_owned()), "{told:?}");
    assert_eq!(told.iter().filter(|line| line.contains("TL601")).count(), 1, "{told:?}");
    let remedy = "source = { file = \"orders.csv\", where = { region = \"…\" } }";
    assert_eq!(hint(&site, "TL601"), format!("say in the KPI which are meant: {remedy}"));
    let remedy = remedy.replace('…', "north");
    let chosen = page.replace("+++\n# ", &format!("{remedy}\n+++\n# "));
    write(site.path(), "content/kpis/orders.md", &chosen);
    let told = faults(site.path(), &[]);
    assert!(told.iter().all(|line| !line.contains("TL601")), "{told:?}");
    // Within the rows of a region there may be those of products.
    let products = csv.replace("region,value", "region,product,value");
    let products =
        products.replace("north,12", "north,apple,1").replace("south,12", "north,pear,2");
    write(site.path(), "content/kpis/orders.csv", products);
    let say = "say in the KPI which are meant: add `product = \"…\"` to `where` in its `source`";
    assert_eq!(hint(&site, "TL601"), say);
}

/// A name that a column holds is repeated nowhere, and a slip is no series.
#[test]
fn rows_that_nothing_parts_are_told_to_be_one_too_many() {
    let page = "+++\nunit = \"orders\"\n+++\n# Orders\n";
    let site = site(&[("content/kpis/orders.md", page)]);
    for rows in [
        // A number of its own for each row.
        "date,no,value\n2026-01,1,4\n2026-01,2,5\n2026-02,3,4\n",
        // The second of February is a slip: both are called Feb.
        "date,month,value\n2026-01,Jan,4\n2026-02,Feb,5\n2026-02,Feb,6\n2026-03,Mar,5\n",
        "date,status,value\n2026-01,draft,4\n2026-02,final,5\n2026-02,final,6\n2026-03,final,6\n",
        "date,email,value\n2026-01,ana,4\n2026-01,ben,5\n2026-02,ana,6\n2026-02,ben,6\n",
    ] {
        write(site.path(), "content/kpis/orders.csv", rows);
        assert_eq!(hint(&site, "TL601"), "keep one row for each period", "{rows}");
    }
}

/// In each form, in any order, and with as many as there are.
#[test]
fn series_are_told_apart_in_every_form_of_data() {
    let page = |file: &str| format!("+++\nunit = \"x\"\nsource = \"{file}\"\n+++\n# X\n");
    let lands: Vec<String> = (1..=16).map(|land| format!("land {land}")).collect();
    let rows =
        || lands.iter().flat_map(|land| [1, 2, 3].map(|month| (format!("2026-{month:02}"), land)));
    let csv: String = rows().map(|(month, land)| format!("{month},{land},3\n")).collect();
    let json: Vec<serde_json::Value> = rows()
        .map(|(month, land)| serde_json::json!({ "date": month, "land": land, "value": 3 }))
        .collect();
    let toml: String = rows()
        .map(|(month, land)| {
            format!("[[point]]\ndate = \"{month}\"\nland = \"{land}\"\nvalue = 3\n")
        })
        .collect();
    for (file, text) in [
        ("x.csv", format!("date,land,value\n{csv}")),
        ("x.json", serde_json::to_string(&json).unwrap()),
        ("x.toml", toml),
    ] {
        let site = site(&[("content/kpis/x.md", &page(file))]);
        write(site.path(), &format!("content/kpis/{file}"), text);
        let told = faults(site.path(), &[]);
        let told: Vec<&String> = told.iter().filter(|line| line.contains("TL601")).collect();
        assert!(told.len() == 1 && told[0].contains("one for each `land`"), "{file}: {told:?}");
        let remedy = format!("source = {{ file = \"{file}\", where = {{ land = \"…\" }} }}");
        assert_eq!(hint(&site, "TL601"), format!("say in the KPI which are meant: {remedy}"));
    }
}

/// All but one of them are one too many, for one reason.
#[test]
fn days_under_a_longer_period_are_told_once() {
    let page = "+++\nunit = \"orders\"\nperiod = \"month\"\n+++\n# Orders\n";
    let rows: String = (1..=28).map(|day| format!("2026-03-{day:02},{day}\n")).collect();
    let site = site(&[("content/kpis/orders.md", page)]);
    write(site.path(), "content/kpis/orders.csv", format!("date,value\n{rows}"));
    let told = faults(site.path(), &[]);
    assert_eq!(told.iter().filter(|line| line.contains("TL601")).count(), 1, "{told:?}");
}

#[test]
fn a_refused_build_says_that_all_but_the_numbers_can_be_had() {
    let page = "+++\nunit = \"orders\"\n+++\n# Orders\n";
    let site = site(&[
        ("content/kpis/orders.md", page),
        ("content/kpis/orders.csv", "date,value\n2026-01,x\n"),
    ]);
    let says = "only numbers are broken: `--keep-going` publishes all else";
    let ran = run(site.path(), &["build"]);
    assert!(ran.code() == 1 && ran.stderr().contains(says), "{}", ran.stderr());
    write(site.path(), "content/index.md", "# Home\n\n[gone](gone.md)\n");
    let ran = run(site.path(), &["build"]);
    assert!(ran.code() == 1 && !ran.stderr().contains(says), "{}", ran.stderr());
}
