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
    let verdicts = serde_json::json!({ "variation": "improving", "target": "target reliably met" });
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
    let sentence =
        "That goes by the limits from before the shift: it takes 12 weeks since for new ones.";
    assert!(young.contains(sentence), "{young}");
    assert!(old.contains("target reliably met") && !old.contains("before the shift"), "{old}");
    assert!(
        still.contains("target reliably missed") && !still.contains("before the shift"),
        "{still}"
    );
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
    let cards = page.texts(".promise-cards .promise");
    let cards = if cards.is_empty() { page.texts(".promise") } else { cards };
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
