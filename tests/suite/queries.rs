//! Queries: the same conditions on the command line and in prose, and what a page makes of them.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tempfile::TempDir;
use throughline::doc::query;
use throughline::pipeline::{Options, Pipeline, Shows};

use crate::pages::{build, options, render};
use crate::support::{folder, run, write};

const SITE: &[(&str, &str)] = &[
    (
        "throughline.toml",
        "title = \"Ours\"\nas-of = 2026-06-01\n[audiences]\nboard = \"The board\"\n\
         [kinds.brief]\nfields = { squad = \"string\", risk = \"number\", open = \"boolean\", seen = \"date\", areas = \"list\" }\n",
    ),
    (
        "content/people.toml",
        "[people.mina]\nname = \"Mina\"\naliases = [\"mk\"]\nteam = \"till\"\n\
         [people.ravi]\nname = \"Ravi\"\n[teams.till]\nname = \"Till\"\n",
    ),
    ("content/index.md", "# Ours\n\nWords.\n"),
    (
        "content/visions/vision.md",
        "# Paying is short\n\n## Objectives\n\n### Fewer give up [[drop-off]] 25 by 2026-12-31 {#checkout}\n\n\
         ### More come back [[drop-off]] {#return}\n",
    ),
    (
        "content/briefs/pay.md",
        "+++\nowner = \"mk\"\nserves = \"checkout\"\nproposed = 2026-01-05\naccepted = 2026-02-01\n\
         shipped = 2026-05-20\nappetite = \"6 weeks\"\ntags = [\"till\"]\nsquad = \"Red\"\nrisk = 2.5\nopen = true\n\
         seen = 2026-05-01\nareas = [\"Web\", \"Shop\"]\n+++\n# Pay without an account\n\n## KPI impact\n\n\
         - It falls [[drop-off]] -6 by 2026-07-01\n\n## Options\n\n### A link (chosen)\n\nShort.\n\n\
         ### A basket\n\nLong.\n\n## Questions\n\n### Why now? @ravi 2026-02-02\n\n### Who pays? @mina 2026-02-03\n\nWe do.\n",
    ),
    (
        "content/briefs/wish.md",
        "+++\nowner = \"ravi\"\nproposed = 2026-03-01\nappetite = \"10 days\"\ntags = [\"till\", \"gifts\"]\n+++\n# A wish list\n",
    ),
    ("content/briefs/tea.md", "+++\ndepends-on = \"pay\"\n+++\n# Tea\n"),
    (
        "content/retros/look.md",
        "+++\nheld = 2026-05-28\nreviews = \"pay\"\nfacilitator = \"mina\"\n+++\n# A look back\n\n## Lessons\n\n\
         - Use a flag (change) {#flag}\n- Ask early (keep) {#ask}\n\n## Actions\n\n\
         - [ ] Write it down @mina 2026-07-01\n- [ ] Leave it @mina (wont)\n",
    ),
    ("content/kpis/drop-off.md", "# Drop-off\n"),
];

/// What a condition selects of a kind of documents or items, by the ids of the export.
const SELECTED: &[(&str, &str, &[&str])] = &[
    ("brief", "state = shipped", &["pay"]),
    ("brief", "state != shipped", &["tea", "wish"]),
    ("brief", "state in (idea, proposed)", &["tea", "wish"]),
    ("brief", "not state = shipped and not state = idea", &["wish"]),
    ("brief", "state = idea or owner = mina", &["pay", "tea"]),
    ("brief", "state = idea or state = shipped and owner = ravi", &["tea"]),
    ("brief", "(state = idea or state = shipped) and owner = mk", &["pay"]),
    ("brief", "has owner", &["pay", "wish"]),
    ("brief", "owner = none", &["tea"]),
    ("brief", "owner != none", &["pay", "wish"]),
    ("brief", "owner != ravi", &["pay", "tea"]),
    ("brief", "team = till", &["pay"]),
    ("brief", "tag = Gifts", &["wish"]),
    ("brief", "tag in (gifts, till)", &["pay", "wish"]),
    ("brief", "title ~ \"WITHOUT an\"", &["pay"]),
    ("brief", "title = \"tea\"", &["tea"]),
    ("brief", "shipped >= 2026-05-20", &["pay"]),
    ("brief", "shipped > 2026-05-20", &[]),
    ("brief", "proposed < 2026-03-01", &["pay"]),
    ("brief", "proposed <= 2026-03-01", &["pay", "wish"]),
    ("brief", "shipped >= today - 12d", &["pay"]),
    ("brief", "shipped > today-12d", &[]),
    ("brief", "proposed < today -12w", &["pay", "wish"]),
    ("brief", "appetite > 10d", &["pay"]),
    ("brief", "appetite = \"6 weeks\"", &["pay"]),
    ("brief", "appetite <= 2w", &["wish"]),
    ("brief", "serves = checkout", &["pay"]),
    ("brief", "serves = vision#checkout", &["pay"]),
    ("brief", "serves = visions/vision", &["pay"]),
    ("brief", "serves = vision:vision", &["pay"]),
    ("brief", "serves = return", &[]),
    ("brief", "not has serves", &["tea", "wish"]),
    ("brief", "reviewed-in = look", &["pay"]),
    ("brief", "state = shipped and not has reviewed-in", &[]),
    ("brief", "blocks = tea", &["pay"]),
    ("brief", "document in (tea, brief:wish)", &["tea", "wish"]),
    ("brief", "squad = red", &["pay"]),
    ("brief", "squad ~ \"E\"", &["pay"]),
    ("brief", "risk >= 2.5", &["pay"]),
    ("brief", "open = true", &["pay"]),
    ("brief", "seen < 2026-05-02", &["pay"]),
    ("brief", "areas = shop", &["pay"]),
    ("retro", "reviews = pay and facilitator = mk", &["look"]),
    ("retro", "held = 2026-05-28", &["look"]),
    ("kpi", "measures = checkout", &["drop-off"]),
    ("kpi", "expected-from = pay", &["drop-off"]),
    ("objective", "not has served-by", &["vision#return"]),
    ("objective", "kpi = drop-off and target > 20", &["vision#checkout"]),
    ("impact", "expect < 0 and due < 2026-08-01", &["pay#it-falls"]),
    ("option", "word = chosen", &["pay#a-link"]),
    ("option", "word != chosen", &["pay#a-basket"]),
    ("question", "state = open and document = pay", &["pay#why-now"]),
    ("question", "on > 2026-02-02", &["pay#who-pays"]),
    ("lesson", "word = change", &["look#flag"]),
    ("lesson", "date >= 2026-05-28", &["look#flag", "look#ask"]),
    ("action", "owner = mina and state = open", &["look#write-it-down"]),
    ("action", "due > today", &["look#write-it-down"]),
];

fn site() -> TempDir {
    folder(SITE)
}

/// Returns the titles that the export has, by id.
fn titles(root: &std::path::Path, kind: &str) -> BTreeMap<String, String> {
    let ran = run(root, &["list", kind, "--json"]);
    let rows = ran.stdout();
    let rows = rows.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    rows.map(|row| {
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        (text("id"), text("title"))
    })
    .collect()
}

#[test]
fn conditions_select_the_same_on_the_command_line_and_in_prose() {
    let site = site();
    let mut page = String::from("# All\n");
    for (kind, condition, _) in SELECTED {
        let field = if throughline::kind::Kind::parse(kind).is_some() { "kind" } else { "item" };
        page += &format!("\n```query\n{field} = {kind} and ({condition}) as list\n```\n");
    }
    write(site.path(), "content/all.md", page);
    let built = build(site.path(), &[]);
    let page = built.page("all.html");
    let answers = page.all(".query");
    assert_eq!(answers.len(), SELECTED.len());
    for ((kind, condition, wanted), answer) in SELECTED.iter().zip(answers) {
        let ran = run(site.path(), &["list", kind, "--json", "--where", condition]);
        assert_eq!(ran.code(), 0, "{condition}: {}", ran.stderr());
        let ids: Vec<String> = ran
            .stdout()
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
            .map(|row| row["id"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(ids, *wanted, "{kind}: {condition}");
        let titles = titles(site.path(), kind);
        let titles: Vec<&str> = wanted.iter().map(|id| titles[*id].as_str()).collect();
        let select = scraper::Selector::parse("li > a").unwrap();
        let shown: Vec<String> =
            answer.select(&select).map(|link| link.text().collect::<String>()).collect();
        assert_eq!(shown, titles, "{kind}: {condition}");
    }
}

/// Builds the site with a page of one query, and returns what that page shows.
fn answer(query: &str) -> crate::pages::Page {
    let site = site();
    write(site.path(), "content/one.md", format!("# One\n\n```query\n{query}\n```\n"));
    build(site.path(), &[]).page("one.html")
}

/// Returns the same page as its author sees it.
fn previewed(query: &str) -> crate::pages::Page {
    let site = site();
    write(site.path(), "content/one.md", format!("# One\n\n```query\n{query}\n```\n"));
    let options = Options { shows: Shows::Everything, ..options(site.path()) };
    render(&Pipeline::open(options).unwrap().rebuild(None).unwrap()).page("one.html")
}

#[test]
fn a_table_shows_what_matters_of_what_it_lists_in_the_order_asked_for() {
    let page = answer("kind = brief sort proposed desc");
    assert_eq!(page.texts(".query th[scope=col]"), ["Title", "State", "Owner", "Proposed"]);
    assert_eq!(
        page.texts(".query th[scope=row]"),
        ["A wish list", "Pay without an account", "Tea"]
    );
    let cells = ["proposed", "Ravi", "1 Mar 2026", "shipped", "Mina", "5 Jan 2026", "idea", "", ""];
    assert_eq!(page.texts(".query td"), cells);
    assert_eq!(page.ways(".query", "A wish list"), ["briefs/wish.html"]);
    assert_eq!(page.all(".query .table[role=group][tabindex=\"0\"][aria-label=Briefs]").len(), 1);
}

#[test]
fn columns_are_those_asked_for_behind_the_title() {
    let page = answer(
        "kind = brief and state = shipped columns serves, reviewed-in, risk, appetite, tag, open",
    );
    let heads = ["Title", "Serves", "Reviewed in", "Risk", "Appetite", "Tag", "Open"];
    assert_eq!(page.texts(".query th[scope=col]"), heads);
    let cells = ["Fewer give up", "A look back", "2.5", "6 weeks", "till", "yes"];
    assert_eq!(page.texts(".query td"), cells);
    assert_eq!(page.ways(".query", "Fewer give up").len(), 1);
}

#[test]
fn a_table_of_items_says_where_each_stands() {
    let page = answer("item = action sort title");
    assert_eq!(page.texts(".query th[scope=col]"), ["Title", "State", "Owner", "Due", "Document"]);
    assert_eq!(page.texts(".query th[scope=row]"), ["Leave it", "Write it down"]);
    assert_eq!(page.ways(".query", "Write it down"), ["retros/look.html#write-it-down"]);
    let page = answer("item = impact");
    assert_eq!(page.texts(".query th[scope=col]"), ["Title", "KPI", "Expect", "Due", "Document"]);
    assert_eq!(page.texts(".query td")[1], "−6");
}

#[test]
fn a_limit_says_how_many_there_are_in_all() {
    let page = answer("kind = brief sort title limit 2 as list");
    assert_eq!(page.texts(".query li > a"), ["A wish list", "Pay without an account"]);
    assert_eq!(page.text(".query-more"), "2 of 3 briefs");
    assert_eq!(answer("kind = brief limit 3").all(".query-more").len(), 0);
}

#[test]
fn words_stand_in_the_order_of_the_way_and_what_has_no_value_last() {
    let listed = |query: &str| answer(query).texts(".query li > a");
    let by_way = ["Tea", "A wish list", "Pay without an account"];
    assert_eq!(listed("kind = brief sort state as list"), by_way);
    let back: Vec<&str> = by_way.iter().rev().copied().collect();
    assert_eq!(listed("kind = brief sort state desc as list"), back);
    for way in ["asc", "desc"] {
        let all = listed(&format!("kind = brief sort shipped {way}, title desc as list"));
        assert_eq!(all, ["Pay without an account", "Tea", "A wish list"], "{way}");
    }
}

#[test]
fn a_count_is_a_sentence() {
    assert_eq!(answer("kind = brief as count").text(".query"), "3 briefs");
    assert_eq!(answer("kind = brief and state = idea as count").text(".query"), "1 brief");
    assert_eq!(answer("kind = deep-dive as count").text(".query"), "no deep dives");
    assert_eq!(answer("item in (lesson, action) as count").text(".query"), "4 results");
}

#[test]
fn a_board_has_a_column_for_each_state_in_the_order_of_the_way() {
    let page = answer("kind in (brief, retro) as board");
    let heads = ["idea 1", "proposed 1", "shipped 1", "without a state 1"];
    assert_eq!(page.texts(".query .lane-state"), heads);
    assert_eq!(page.texts(".query .lane[aria-label=shipped] a")[0], "Pay without an account");
}

#[test]
fn a_chart_counts_by_state_or_by_month_and_says_so_in_words_and_rows() {
    let rows = |page: &crate::pages::Page| {
        let cells = page.texts(".query tbody td");
        cells.chunks(2).map(|row| row.join(" ")).collect::<Vec<_>>()
    };
    let page = answer("kind = brief as chart");
    assert_eq!(page.text(".query .chart-finding"), "1 of 3 briefs at idea");
    assert_eq!(page.text(".query .chart-note"), "Briefs by state, n = 3.");
    assert_eq!(rows(&page), ["idea 1", "proposed 1", "shipped 1"]);
    assert_eq!(page.all(".query svg[role=img] rect.amount").len(), 6);
    let texts = page.texts(".query .chart-wide text");
    assert_eq!(texts, ["idea", "1", "proposed", "1", "shipped", "1"]);
    let page = answer("kind = brief sort proposed desc as chart");
    let finding = "2 briefs from Jan 2026 to Mar 2026, at most 1 a month";
    assert_eq!(page.text(".query .chart-finding"), finding);
    assert_eq!(rows(&page), ["Jan 2026 1", "Feb 2026 0", "Mar 2026 1"]);
    let caption = "Briefs by month of proposed, n = 2; 1 without a day are left out.";
    assert_eq!(page.text(".query .chart-note"), caption);
    assert_eq!(page.all(".query .chart-wide rect.amount").len(), 2);
    let single = answer("kind = brief and state = idea as chart");
    assert_eq!(single.text(".query .chart-finding"), "1 brief stands at idea");
    let page = answer("kind = brief sort parked as chart");
    assert_eq!(page.text(".query .chart-finding"), "Briefs without a day");
}

#[test]
fn bars_are_as_long_as_what_they_count() {
    let site = site();
    for at in 0..3 {
        write(site.path(), &format!("content/briefs/more-{at}.md"), format!("# More {at}\n"));
    }
    write(site.path(), "content/one.md", "# One\n\n```query\nkind = brief as chart\n```\n");
    let page = build(site.path(), &[]).page("one.html");
    let bars = page.all(".query .chart-wide rect.amount");
    let number = |at: usize, name: &str| bars[at].attr(name).unwrap().parse::<f64>().unwrap();
    assert_eq!(number(0, "x"), number(1, "x"));
    assert!((number(0, "width") - 4.0 * number(1, "width")).abs() < 0.3);
    assert!(number(0, "x") + number(0, "width") < 640.0);
}

#[test]
fn a_chart_of_many_years_shows_the_last_two() {
    let site = site();
    for (name, day) in [("old", "0001-01-01"), ("new", "2026-05-01")] {
        let text = format!("+++\nheld = {day}\n+++\n# A {name} look\n");
        write(site.path(), &format!("content/retros/{name}.md"), text);
    }
    write(
        site.path(),
        "content/one.md",
        "# One\n\n```query\nkind = retro sort held as chart\n```\n",
    );
    let page = build(site.path(), &[]).page("one.html");
    assert_eq!(page.all(".query .chart-wide text").len(), 2 * 24);
    assert!(page.text(".query .chart-note").contains("1 before 24 months are left out"));
}

#[test]
fn nothing_is_said_to_be_nothing_and_the_preview_shows_what_was_asked() {
    let page = answer("kind = brief and state = parked");
    assert_eq!(page.text(".query"), "Nothing matches this query.");
    let page = previewed("kind = brief and state = parked");
    assert_eq!(page.text(".query-note"), "Nothing matches this query.");
    assert_eq!(page.text(".query code"), "kind = brief and state = parked");
}

#[test]
fn what_belongs_to_somebody_is_listed_without_a_number() {
    let page = answer("item = action and owner = mina limit 1 as list");
    assert_eq!(page.text(".query-more"), "There are more.");
    let page = answer("item = action and owner = mina and state = open as board");
    assert_eq!(page.texts(".query .lane-state"), ["open"]);
}

#[test]
fn a_broken_query_says_so_and_the_preview_shows_its_text() {
    for broken in ["kind = brief and <b>", "kind = brief and serves = nowhere", "", "(((("] {
        let page = answer(broken);
        let words = "This query cannot be answered as it is written.";
        assert_eq!(page.text(".query"), words, "{broken}");
        let page = previewed(broken);
        assert_eq!(page.text(".query-note"), words, "{broken}");
        assert_eq!(page.text(".query code"), broken.trim());
    }
}

#[test]
fn what_a_query_shows_is_not_explained_by_the_glossary() {
    let site = site();
    write(site.path(), "content/glossary.md", "# Words\n\n## Shipped\n\nIt reached users.\n");
    let page = "# One\n\n```query\nkind = brief columns state\n```\n\nWhat is shipped.\n";
    write(site.path(), "content/one.md", page);
    let page = build(site.path(), &[]).page("one.html");
    assert_eq!(page.all(".query a.term").len(), 0);
    assert_eq!(page.texts("p > a.term"), ["shipped"]);
}

/// A site in which every second fact is hidden: `ZZ` stands wherever a published page must not show
/// anything.
const HIDDEN: &[(&str, &str)] = &[
    (
        "throughline.toml",
        "title = \"Ours\"\nas-of = 2026-06-01\n[audiences]\nboard = \"The board\"\n",
    ),
    (
        "content/briefs/secret-zz.md",
        "+++\ndraft = true\nowner = \"ann-zz\"\nproposed = 2026-01-01\n+++\n# Draft ZZ\n\n## Questions\n\n### Asked ZZ @ann-zz 2026-01-02\n",
    ),
    (
        "content/briefs/board.md",
        "+++\nvisible-to = \"board\"\nproposed = 2026-01-01\n+++\n# Board ZZ\n",
    ),
    ("content/briefs/later.md", "+++\nproposed = 2026-07-01\n+++\n# Later ZZ\n"),
    (
        "content/briefs/pay.md",
        "+++\nproposed = 2026-01-05\naccepted = 2026-02-01\nshipped = 2026-12-24\ndepends-on = [\"secret-zz\", \"later\"]\n+++\n# Pay\n\n\
         ## Questions\n\n### Why now? 2026-05-02 {answered=2026-11-11 in=later}\n\nZZ answer.\n\n\
         ### Asked later ZZ 2026-07-02\n\n## Engineering input {visible-to=board}\n\n- Heard ZZ @mina 2026-01-20\n",
    ),
    (
        "content/retros/late.md",
        "+++\nheld = 2027-01-08\nreviews = \"pay\"\n+++\n# Look ZZ\n\n## Lessons\n\n- Learned ZZ {#flag-zz}\n",
    ),
    (
        "content/decisions/link.md",
        "+++\ncreated = 2026-01-10\ndecided = 2026-09-09\ndecides = \"pay\"\n+++\n# A link\n\n## Options\n\n### One (chosen)\n\nShort.\n\n### Two\n\nLong.\n",
    ),
];

#[test]
fn what_is_hidden_or_later_never_appears_through_a_query() {
    let site = folder(HIDDEN);
    let mut page = String::from("# All\n");
    for kind in throughline::kind::Listed::names() {
        let is_kind = throughline::kind::Kind::parse(kind).is_some();
        let field = if is_kind { "kind" } else { "item" };
        let of = throughline::kind::Listed::parse(kind).unwrap();
        let names = query::fields(of, &BTreeMap::new());
        let names: Vec<String> = names.into_iter().map(|field| field.name).collect();
        page += &format!("\n```query\n{field} = {kind} columns {}\n```\n", names.join(", "));
        page += &format!("\n```query\n{field} = {kind} as list\n```\n");
        for name in names {
            page += &format!("\n```query\n{field} = {kind} and not has {name} as list\n```\n");
        }
    }
    for chart in ["kind = brief", "kind = brief sort shipped", "item = question sort on"] {
        page += &format!("\n```query\n{chart} as chart\n```\n");
    }
    page += "\n```query\nkind = brief and depends-on = secret-zz as list\n```\n";
    page += "\n```query\nkind = brief and depends-on = secret-zz and tag = typo\n```\n";
    page += "\n```query\nkind = brief depends-on = briefs/secret-zz\n```\n";
    page += "\n```query\nitem = application and lesson == \"late#flag-zz\"\n```\n";
    page += "\n```query\nkind = brief and reviewed-in = late\n```\n";
    page += "\n```query\nitem = question and document = secret-zz\n```\n";
    page += "\n```query\nitem = question and state = answered as count\n```\n";
    page += "\n```query\nkind = brief and (state = shipped or has shipped) as count\n```\n";
    page += "\n```query\nitem = option and word = chosen as count\n```\n";
    page += "\n```query\nkind = decision and state = accepted as count\n```\n";
    page += "\n```query\nitem = question and in = later as count\n```\n";
    write(site.path(), "content/all.md", page);
    let built = build(site.path(), &[]);
    let shown = built.text("all.html");
    let hidden =
        ["ZZ", "zz", "secret", "later.html", "24 Dec", "11 Nov", "9 Sep", "8 Jan", "Dec 2026"];
    let told: Vec<&str> = hidden.into_iter().filter(|word| shown.contains(word)).collect();
    assert_eq!(told, [""; 0]);
    let counts = built.page("all.html").texts(".query-count");
    assert_eq!(counts, ["no questions", "no briefs", "no options", "no decisions", "no questions"]);
    // With the clock on, the same queries find them.
    let later = build(site.path(), &["--as-of", "2027-12-31", "--drafts", "--audience", "board"]);
    let counts = later.page("all.html").texts(".query-count");
    assert_eq!(counts, ["1 question", "1 brief", "1 option", "1 decision", "1 question"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_is_a_query_or_has_problems_within_it(
        words in proptest::collection::vec(
            prop_oneof![
                proptest::sample::select(vec![
                    "kind", "item", "=", "!=", "in", "(", ")", ",", "brief", "state", "and", "or", "not", "has",
                    "sort", "limit", "as", "table", "columns", "today", "-", "9d", "today-99999999w", "~", "\"a\"",
                    "\"", "# x\n", "2026-01-01", "none", "title", "desc", "<=", "owner", "9999999999999999999999",
                ]).prop_map(str::to_owned),
                any::<String>(),
            ],
            0..24,
        ),
    ) {
        let text = words.join(" ");
        match query::read(&text, &BTreeMap::new()) {
            Ok(ask) => prop_assert!(!ask.of.is_empty()),
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                for problem in problems {
                    let range = problem.span.range();
                    prop_assert!(text.get(range).is_some(), "{problem:?} in {text:?}");
                }
            }
        }
    }
}

#[test]
fn conditions_that_stand_in_each_other_without_end_are_refused() {
    let deep = format!("kind = brief and {}state = idea{}", "(".repeat(50_000), ")".repeat(50_000));
    let problems = query::read(&deep, &BTreeMap::new()).unwrap_err();
    assert!(problems[0].message.contains("deep"), "{problems:?}");
    let many = format!("kind = brief and {}state = idea", "not ".repeat(50_000));
    assert!(query::read(&many, &BTreeMap::new()).is_err());
}
