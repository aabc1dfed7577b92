//! Pages that stay readable where there is much: a first screen, a list of what moved a number.

use crate::pages::build;
use crate::support::{folder, write};

#[test]
fn the_home_of_many_objectives_shows_the_first_dozen_and_the_way_to_all() {
    let objectives = |count: usize| {
        let lines: Vec<String> =
            (1..=count).map(|number| format!("- Aim number {number} {{#aim-{number}}}")).collect();
        format!("# Where we go\n\nOn and on.\n\n## Objectives\n\n{}\n", lines.join("\n"))
    };
    let site = folder(&[("content/visions/2026.md", &objectives(12))]);
    let home = build(site.path(), &[]).page("index.html");
    assert_eq!(home.all(".objectives article").len(), 12);
    assert!(home.all(".objectives .all").is_empty());

    write(site.path(), "content/visions/2026.md", objectives(13));
    let home = build(site.path(), &[]).page("index.html");
    let names = home.texts(".objectives article h3");
    assert_eq!((names.len(), names[11].as_str()), (12, "Aim number 12"));
    assert_eq!(home.ways(".objectives", "All objectives"), ["objectives/index.html"]);
    assert!(home.text(".hero .lede").starts_with("13 objectives, "), "all of them are counted");
}

#[test]
fn a_number_that_much_was_to_move_tells_of_the_newest_and_lists_the_rest() {
    let weeks: String = (1..=52)
        .map(|week| {
            let monday = jiff::civil::date(2025, 1, 6) + jiff::Span::new().weeks(week - 1);
            format!("{monday},{}\n", 20 + week % 5)
        })
        .collect();
    let site = folder(&[
        ("content/kpis/speed.md", "+++\nunit = \"s\"\nperiod = \"week\"\n+++\n\n# Speed\n"),
        ("content/kpis/speed.csv", &format!("date,value\n{weeks}")),
    ]);
    for number in 1..=45 {
        let day = jiff::civil::date(2025, 2, 3) + jiff::Span::new().days(number);
        let brief = format!(
            "+++\naccepted = 2025-01-10\nshipped = {day}\n+++\n\n# Step {number}\n\n## KPI impact\n\n\
             - It gets faster [[speed]] -1 by 2025-12-01\n"
        );
        write(site.path(), &format!("content/briefs/step-{number}.md"), brief);
    }
    let page = build(site.path(), &["--as-of", "2026-02-01"]).page("kpis/speed.html");
    let names = page.texts(".moves li > div > a");
    assert_eq!(names.len(), 45);
    assert_eq!((names[0].as_str(), names[44].as_str()), ("Step 1", "Step 45"));
    let told = |item: &String| item.contains("The data stop on 4 Jan 2026");
    let items = page.texts(".moves li");
    assert!(items.iter().all(|item| item.contains("too early to say")), "each has its verdict");
    assert!(!items[..5].iter().any(told) && items[5..].iter().all(told), "the newest 40");
}
