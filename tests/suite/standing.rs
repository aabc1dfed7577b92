//! Where a KPI stands in a word: its verdicts in lists and after a shift, and what was promised of it.

use crate::numbers::{CONFIG, kpi, site};
use crate::pages::build;
use crate::support::{folder, run, write};

#[test]
fn a_list_of_kpis_says_where_each_stands() {
    let site = site();
    let ran = run(site.path(), &["list", "kpis"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert_eq!(
        ran.stdout(),
        "ID     TITLE      VALUE  N     DATE        VARIATION    TARGET                                OWNER\n\
         bare   The bare                            no data yet\n\
         fraud  The fraud  6 %    1500  2026-10-25  no signal\n\
         leave  The leave  14 %   1500  2026-11-22  improving    target reliably met before the shift  mina\n"
    );
    let ran = run(site.path(), &["list", "kpis", "--json"]);
    let rows: Vec<serde_json::Value> =
        ran.stdout().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows[2]["last"]["value"], 14.0);
    assert_eq!(rows[2]["last"]["date"], "2026-11-22");
    let verdicts = serde_json::json!({
        "variation": "improving", "target": "target reliably met", "is_before_shift": true
    });
    assert_eq!(rows[2]["verdicts"], verdicts);
    assert_eq!((&rows[0]["id"], rows[0].get("last")), (&serde_json::json!("bare"), None));
}

/// Eight lower weeks are a shift without limits of its own: the verdict says by what it goes.
#[test]
fn a_target_is_told_to_go_by_before_a_young_shift() {
    let site = folder(&[CONFIG]);
    let front = "direction = \"down\"\nowner = \"mina\"\ntarget = 20";
    let low =
        |lower: i32| move |week: i32| 32 + week % 2 * 2 - if week >= 46 - lower { 20 } else { 0 };
    kpi(site.path(), "young", front, (0..46).map(low(8)));
    kpi(site.path(), "old", front, (0..46).map(low(12)));
    kpi(site.path(), "still", front, (0..46).map(low(0)));
    let built = build(site.path(), &[]);
    let told = |name: &str| built.page(&format!("kpis/{name}.html")).text("main");
    let (young, old, still) = (told("young"), told("old"), told("still"));
    assert!(young.contains("target reliably missed before the shift"), "{young}");
    let sentence = "The target of 20 % was not within reach of what usually happened before the shift. \
         What usually happens since can be said from the twelfth week of the shift on.";
    assert!(young.contains(sentence), "{young}");
    assert!(old.contains("target reliably met") && !old.contains("before the shift"), "{old}");
    assert!(
        still.contains("target reliably missed") && !still.contains("before the shift"),
        "{still}"
    );
}

/// What a build refuses or withholds is told as little at the terminal.
#[test]
fn numbers_that_cannot_be_read_are_told_nowhere() {
    let site = folder(&[CONFIG]);
    kpi(site.path(), "leave", "direction = \"down\"", (0..40).map(|_| 34));
    let file = site.path().join("content/kpis/leave.csv");
    let data = std::fs::read_to_string(&file).unwrap().replacen(",34", ",3A", 1);
    assert!(data.contains(",3A"), "{data}");
    std::fs::write(&file, data).unwrap();
    let vision = "# V\n\n## Objectives\n\n### Fewer leave [[leave]] {#fewer}\n\nWhy.\n";
    write(site.path(), "content/visions/v.md", vision);
    let list = run(site.path(), &["list", "kpis"]).stdout();
    assert!(list.contains("data withheld") && !list.contains("34"), "{list}");
    let rows = run(site.path(), &["list", "kpis", "--json"]).stdout();
    let row: serde_json::Value = serde_json::from_str(rows.lines().next().unwrap()).unwrap();
    assert!(row["withheld"].is_string() && row.get("last").is_none(), "{row}");
    let trace = run(site.path(), &["trace", "leave"]).stdout();
    assert!(trace.contains("data withheld: they cannot be read"), "{trace}");
}

/// Limits whose baseline holds points of the shift are not from before it.
#[test]
fn limits_of_both_sides_of_a_shift_are_not_told_to_be_from_before() {
    let site = folder(&[CONFIG]);
    let front = "direction = \"up\"\nowner = \"mina\"\ntarget = 20";
    for (name, weeks, low) in [("half", 16, 8), ("most", 19, 9), ("after", 28, 8)] {
        let value = move |week: i32| if week >= weeks - low { 12 } else { 32 } + week % 2;
        kpi(site.path(), name, front, (0..weeks).map(value));
    }
    let built = build(site.path(), &[]);
    let told = |name: &str| built.page(&format!("kpis/{name}.html")).text("main");
    for name in ["half", "most"] {
        let page = told(name);
        assert!(page.contains("8 weeks in a row") || page.contains("9 weeks in a row"), "{page}");
        assert!(!page.contains("before the shift"), "{page}");
        assert!(page.contains("target comes and goes"), "{page}");
    }
    assert!(told("after").contains("target reliably met before the shift"), "{}", told("after"));
    let export: serde_json::Value =
        serde_json::from_str(built.text("throughline.json")).expect("the export is JSON");
    let of = |id: &str| {
        let kpis = export["kpis"].as_array().expect("there are KPIs");
        kpis.iter().find(|kpi| kpi["id"] == id).expect("the KPI is there")["verdicts"].clone()
    };
    assert_eq!(of("after")["is_before_shift"], true);
    assert_eq!(of("half").get("is_before_shift"), None);
}

#[test]
fn a_relative_promise_stays_relative_and_one_point_is_one() {
    let site = folder(&[CONFIG]);
    let path = site.path();
    kpi(path, "leave", "direction = \"down\"", (0..40).map(|_| 34));
    kpi(path, "visits", "direction = \"up\"", (0..40).map(|_| 40));
    let visits = std::fs::read_to_string(path.join("content/kpis/visits.md")).unwrap();
    write(path, "content/kpis/visits.md", visits.replace("\"%\"", "\"visits\""));
    write(
        path,
        "content/briefs/b.md",
        "+++\naccepted = 2026-11-01\n+++\n# B\n\n## KPI impact\n\n- Fewer [[leave]] -1 by 2027-06-30\n\
         - More [[visits]] +10% by 2027-06-30\n- Fewer again [[leave]] -10% by 2027-07-31\n",
    );
    let page = build(path, &[]).page("briefs/b.html");
    let cards = page.texts(".promise");
    assert!(cards[0].contains("\u{2212}1 point") && !cards[0].contains("1 points"), "{cards:?}");
    assert!(cards[1].contains("+10 % of 40 visits"), "{cards:?}");
    assert!(cards[2].contains("\u{2212}10 points"), "{cards:?}");
}

/// What a page says of a number in its first sentence, lists and descriptions say, too; a hidden name
/// stays hidden.
#[test]
fn links_without_words_are_told_in_excerpts() {
    let site = folder(&[CONFIG]);
    kpi(site.path(), "leave", "direction = \"down\"", (0..46).map(|_| 34));
    write(site.path(), "content/kpis/secret.md", "+++\ndraft = true\n+++\n# Hush\n");
    for (text, told) in [
        ("We stand at [](kpi:leave), of late.", "We stand at The leave 34 % (n = 1500), of late."),
        ("[](kpi:leave) is too much.", "The leave 34 % (n = 1500) is too much."),
        (
            "So ([](kpi:leave)) and [[leave]] it is.",
            "So (The leave 34 % (n = 1500)) and The leave it is.",
        ),
        ("We hide [](kpi:secret) here.", "We hide … here."),
        ("Nothing of it.", "Nothing of it."),
    ] {
        write(site.path(), "content/notes/p.md", format!("# P\n\n{text}\n\nMore.\n"));
        let built = build(site.path(), &[]);
        let page = built.page("notes/p.html");
        let description = page.all("meta[name=description]")[0].attr("content").unwrap().to_owned();
        assert_eq!(description.replace('\u{a0}', " "), told);
    }
}
