//! Promises against what happened, with figures that were worked out outside of the program: means of
//! the points before and after each ship date, moving ranges times 2.660, from the CSV files by hand.

use std::path::Path;

use crate::pages::{Built, build};
use crate::support::{folder, read, run, write};

fn sample() -> Built {
    build(Path::new(env!("CARGO_MANIFEST_DIR")), &[])
}

#[test]
fn the_sample_says_what_its_numbers_bear() {
    let site = sample();
    // Before 20 weeks with a mean of 33.265, after 32 with one of 27.31875: −5.94625 of −6 promised.
    let pay = site.page("briefs/pay.html");
    assert_eq!(pay.texts(".promise dd"), ["−6 points", "−5.9 points"]);
    let sentence = pay.text(".promise > p");
    assert!(sentence.contains("Consistent with the promise, not yet its size"), "{sentence}");
    assert!(sentence.contains("33.3 % before to 27.3 %"), "{sentence}");
    assert!(sentence.contains("(n = 20 before and 32 after)"), "{sentence}");
    // What the README shows is this card.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let readme = words(&read(Path::new(env!("CARGO_MANIFEST_DIR")), "README.md"));
    let card = words(sentence.trim_start_matches("✓").trim());
    let said = card.find("Consistent").map(|at| &card[at..]).unwrap();
    let said = said.split(" Since then").next().unwrap();
    assert!(readme.contains(said), "{said}");
    // The mean rose by 0.14833; the moving ranges before bear ±3.56.
    let lists = site.page("briefs/wish-lists.html").text(".promise > p");
    assert!(
        lists.contains("No signal: it varies as before (n = 20 before and 27 after)"),
        "{lists}"
    );
    assert!(lists.contains("only a change beyond ±3.6 points"), "{lists}");
    // Three weeks have ended since 19 October.
    let lookup = site.page("briefs/address-lookup.html").text(".promise > p");
    assert!(lookup.contains("Too early to say"), "{lookup}");
    assert!(lookup.contains("3 weeks after it shipped, 6 needed"), "{lookup}");
}

#[test]
fn verdicts_of_the_sample_rest_on_its_numbers() {
    let site = sample();
    // 33 weeks in a row lie below the earlier mean of 33.19; the limits since are 23.56 and 31.21.
    let drop_off = site.page("kpis/checkout-drop-off.html");
    let lede = drop_off.text(".lede");
    assert!(lede.contains("33 weeks in a row below the earlier centre of 33.2 %"), "{lede}");
    assert!(drop_off.text(".kind-line").contains("comes and goes"));
    // 15.48 to 21.66 without a signal: a target of 22 lies beyond.
    let repeat = site.page("kpis/repeat-purchase.html");
    let lede = repeat.text(".lede");
    assert!(lede.contains("usually between 15.5 and 21.7 %"), "{lede}");
    assert!(repeat.text(".kind-line").contains("no signal"));
    assert!(repeat.text(".kind-line").contains("reliably missed"));
}

/// Forty weeks from 5 January 2026: thirty that alternate between 32 and 34, then ten lower by 20.
fn counted_anew(phases: &str) -> Built {
    let mut rows = "date,value\n".to_owned();
    let first = throughline::id::Date::new(2026, 1, 5).unwrap();
    for week in 0..40 {
        let day = first.plus_days(week * 7).unwrap();
        let value = 32 + week % 2 * 2 - if week >= 30 { 20 } else { 0 };
        rows.push_str(&format!("{day},{value}\n"));
    }
    let site = folder(&[("throughline.toml", "title = \"A\"\nas-of = 2026-12-01\n")]);
    write(site.path(), "content/kpis/leave.csv", rows);
    let kpi = format!(
        "+++\ntitle = \"Leave\"\nunit = \"%\"\ndirection = \"down\"\nperiod = \"week\"\n{phases}+++\n# Leave\n"
    );
    write(site.path(), "content/kpis/leave.md", kpi);
    let brief = "+++\naccepted = 2026-05-01\nshipped = 2026-07-13\n+++\n# Pay\n\n## KPI impact\n\n\
                 - Fewer leave [[leave]] -5 by 2026-10-31\n";
    write(site.path(), "content/briefs/pay.md", brief);
    build(site.path(), &[])
}

#[test]
fn a_fall_after_a_ship_date_is_a_signal() {
    let sentence = counted_anew("").page("briefs/pay.html").text(".promise > p");
    assert!(sentence.contains("Consistent with the promise"), "{sentence}");
}

#[test]
fn what_is_measured_another_way_is_no_effect() {
    // From the first lower week on: two weeks lie between the week of the ship date and the change.
    let phases = "phases = [{ from = 2026-08-03, because = \"counted another way\" }]\n";
    let sentence = counted_anew(phases).page("briefs/pay.html").text(".promise > p");
    assert!(sentence.contains("2 weeks after it shipped, 6 needed"), "{sentence}");
    assert!(sentence.contains("since 3 Aug 2026 it is measured another way"), "{sentence}");
}

#[test]
fn what_a_retro_recorded_counts_as_measured_everywhere() {
    let site = folder(&[("throughline.toml", "title = \"A\"\nas-of = 2026-12-01\n")]);
    write(site.path(), "content/kpis/leave.md", "+++\nunit = \"%\"\n+++\n# Leave\n");
    let brief = "+++\naccepted = 2026-05-01\nshipped = 2026-06-01\n+++\n# Pay\n\n## KPI impact\n\n\
                 - Fewer leave [[leave]] -3 by 2026-07-01\n";
    write(site.path(), "content/briefs/pay.md", brief);
    let retro = "+++\nreviews = \"pay\"\nheld = 2026-08-01\n+++\n# Looking back\n\n## Outcomes\n\n\
                 - Fewer left [[leave]] 27\n";
    write(site.path(), "content/retros/pay.md", retro);
    let built = build(site.path(), &[]);
    let pay = built.page("briefs/pay.html");
    assert_eq!(pay.text(".kind-line > .pill"), "measured");
    assert_eq!(pay.texts(".chain li")[3], "Outcome observed");
    let card = pay.text(".promise > p");
    assert!(card.contains("The retro recorded 27 % (1 Aug 2026)."), "{card}");
}

#[test]
fn a_target_of_an_objective_is_that_of_its_kpi() {
    let site = folder(&[("throughline.toml", "title = \"A\"\nas-of = 2026-12-01\n")]);
    let mut rows = "date,value\n".to_owned();
    let first = throughline::id::Date::new(2026, 1, 5).unwrap();
    for week in 0..30 {
        rows.push_str(&format!("{},{}\n", first.plus_days(week * 7).unwrap(), 32 + week % 2));
    }
    write(site.path(), "content/kpis/leave.csv", rows);
    let kpi = "+++\nunit = \"%\"\ndirection = \"down\"\nperiod = \"week\"\n+++\n# Leave\n";
    write(site.path(), "content/kpis/leave.md", kpi);
    let vision =
        "# Vision\n\n## Business objectives\n\n### Fewer leave [[leave]] 25 by 2027-06-30\n";
    write(site.path(), "content/visions/one.md", vision);
    let built = build(site.path(), &[]);
    let line = built.page("kpis/leave.html").text(".kind-line");
    // Between 31 and 34 a level of 25 is never reached.
    assert!(line.contains("target reliably missed"), "{line}");
    let facts = built.page("kpis/leave.html").texts(".facts dd");
    assert!(facts.iter().any(|fact| fact == "25 % by 30 Jun 2027"), "{facts:?}");
}

#[test]
fn a_promise_of_what_was_put_aside_waits_for_nothing() {
    let site = folder(&[("throughline.toml", "title = \"A\"\nas-of = 2026-12-01\n")]);
    write(site.path(), "content/kpis/leave.md", "+++\nunit = \"%\"\n+++\n# Leave\n");
    let brief = "+++\nproposed = 2026-02-01\ndeclined = 2026-03-01\nbecause = \"too dear\"\n+++\n# Pay\n\n\
                 ## KPI impact\n\n- Fewer leave [[leave]] -3 by 2026-07-01\n";
    write(site.path(), "content/briefs/pay.md", brief);
    let pay = build(site.path(), &[]).page("briefs/pay.html");
    assert_eq!(pay.text(".promise > p"), "Promised, and never built.");
    assert_eq!(pay.texts(".promise .due"), Vec::<String>::new());
    assert!(pay.texts(".chain li")[3].ends_with("put aside"), "{:?}", pay.texts(".chain li"));
}

#[test]
fn promises_stand_by_their_day_and_those_that_are_due_are_counted() {
    let brief = |dates: &str, title: &str, impact: &str| {
        format!("+++\n{dates}+++\n# {title}\n\n## KPI impact\n\n{impact}\n")
    };
    let shipped = "accepted = 2026-03-01\nshipped = 2026-07-13\n";
    let site = folder(&[
        ("throughline.toml", "title = \"A\"\nas-of = 2026-12-01\n"),
        (
            "content/kpis/leave.md",
            "+++\ntitle = \"Leave\"\nunit = \"%\"\ndirection = \"down\"\nperiod = \"week\"\n+++\n# Leave\n",
        ),
        ("content/kpis/empty.md", "+++\nunit = \"%\"\n+++\n# Empty\n"),
        ("content/briefs/kept.md", &brief(shipped, "Kept", "- [[leave]] -5 by 2026-10-31")),
        ("content/briefs/late.md", &brief(shipped, "Late", "- [[leave]] -5 by 2027-01-31")),
        ("content/briefs/blind.md", &brief(shipped, "Blind", "- [[empty]] -1 by 2026-11-30")),
        (
            "content/briefs/unbuilt.md",
            &brief("accepted = 2026-03-01\n", "Unbuilt", "- [[leave]] -2 by 2026-09-30"),
        ),
        (
            "content/briefs/gone.md",
            &brief(
                "accepted = 2026-03-01\ndeclined = 2026-04-01\nbecause = \"x\"\n",
                "Gone",
                "- [[leave]] -2 by 2026-09-30",
            ),
        ),
        ("content/briefs/idea.md", &brief("", "Idea", "- [[leave]] -9 by 2026-09-30")),
    ]);
    // Thirty weeks that alternate between 32 and 34, then ten lower by 20.
    let mut rows = "date,value\n".to_owned();
    let first = throughline::id::Date::new(2026, 1, 5).unwrap();
    for week in 0..40 {
        let day = first.plus_days(week * 7).unwrap();
        rows.push_str(&format!("{day},{}\n", 32 + week % 2 * 2 - if week >= 30 { 20 } else { 0 }));
    }
    write(site.path(), "content/kpis/leave.csv", rows);
    let page = build(site.path(), &[]).page("promises.html");
    let lede = page.text(".lede");
    assert!(lede.starts_with("5 promises, 3 due by now."), "{lede}");
    assert_eq!(page.texts("#tl-due ~ .table tbody th > a"), ["Blind", "Kept", "Unbuilt"]);
    assert_eq!(page.texts("#tl-to-come ~ .table tbody th > a"), ["Late"]);
    assert_eq!(page.texts("#tl-aside ~ .table tbody th > a"), ["Gone"]);
    assert_eq!(page.texts(".tallies dt"), ["signal as promised", "no data", "not shipped yet"]);
    assert_eq!(page.texts(".tallies dd"), ["1 of 3", "1 of 3", "1 of 3"]);
}

#[test]
fn many_promises_are_cut_by_the_year_in_which_they_are_due() {
    let site = folder(&[("throughline.toml", "title = \"A\"\nas-of = 2026-12-01\n")]);
    write(site.path(), "content/kpis/leave.md", "+++\nunit = \"%\"\n+++\n# Leave\n");
    for number in 0..202 {
        let year = if number < 2 { 2025 } else { 2026 };
        let brief = format!(
            "+++\nproposed = 2025-01-01\n+++\n# Brief {number}\n\n## KPI impact\n\n- [[leave]] -3 by {year}-07-01\n"
        );
        write(site.path(), &format!("content/briefs/b{number:03}.md"), brief);
    }
    let built = build(site.path(), &[]);
    assert_eq!(built.page("promises.html").all("tbody tr").len(), 200);
    let earlier = built.page("promises/2025.html");
    assert_eq!(earlier.texts("tbody th > a"), ["Brief 0", "Brief 1"]);
    assert!(earlier.text(".lede").starts_with("202 promises, 202 due by now."));
}

/// Ten promises that fell due: six of a fall that came, two of a rise instead of it, two of what stayed.
fn ten_promises(count: usize) -> tempfile::TempDir {
    let site = folder(&[("throughline.toml", "title = \"A\"\nas-of = 2026-12-01\n")]);
    let mut rows = "date,leave,stay\n".to_owned();
    let first = throughline::id::Date::new(2026, 1, 5).unwrap();
    for week in 0..40 {
        let stay = 32 + week % 2 * 2;
        let leave = stay - if week >= 30 { 20 } else { 0 };
        rows.push_str(&format!("{},{leave},{stay}\n", first.plus_days(week * 7).unwrap()));
    }
    write(site.path(), "content/kpis/numbers.csv", rows);
    for kpi in ["leave", "stay"] {
        let text = format!(
            "+++\nunit = \"%\"\ndirection = \"down\"\nperiod = \"week\"\n\
             source = {{ file = \"numbers.csv\", value = \"{kpi}\" }}\n+++\n# The {kpi}\n"
        );
        write(site.path(), &format!("content/kpis/{kpi}.md"), text);
    }
    for at in 0..count {
        let impact = match at {
            0..6 => "[[leave]] -5",
            6..8 => "[[leave]] +5",
            _ => "[[stay]] -5",
        };
        let text = format!(
            "+++\naccepted = 2026-05-01\nshipped = 2026-07-13\n+++\n# Brief {at}\n\n## KPI impact\n\n\
             - It moves {impact} by 2026-10-31\n"
        );
        write(site.path(), &format!("content/briefs/b{at}.md"), text);
    }
    site
}

/// Of 40 promised the fall of 16.667 is a part, whatever chance adds to it.
#[test]
fn a_promise_kept_in_part_is_told_as_such_everywhere() {
    let site = ten_promises(10);
    let brief = site.path().join("content/briefs/b0.md");
    let text = std::fs::read_to_string(&brief).unwrap();
    std::fs::write(&brief, text.replace("[[leave]] -5", "[[leave]] -40")).unwrap();
    let built = build(site.path(), &[]);
    let card = built.page("briefs/b0.html").text(".promise");
    assert!(card.contains("smaller than promised"), "{card}");
    assert!(card.contains("Smaller than the promised −40 points: from a mean of 33 %"), "{card}");
    assert!(!card.contains("as promised"), "{card}");
    let page = built.page("promises.html");
    let words =
        ["signal as promised", "smaller than promised", "a signal the other way", "no signal"];
    assert_eq!(page.texts(".tallies dt"), words);
    assert_eq!(page.texts(".tallies dd"), ["5 of 10", "1 of 10", "2 of 10", "2 of 10"]);
    let told = page.text(".calibration");
    assert!(told.contains("5 show the signal as promised (50 %"), "{told}");
    assert!(
        told.contains(", 1 shows one smaller than promised, 2 show one the other way"),
        "{told}"
    );
    let export: serde_json::Value = serde_json::from_str(built.text("throughline.json")).unwrap();
    let verdicts = export["items"].as_array().unwrap().iter().map(|item| &item["verdict"]);
    assert_eq!(verdicts.filter(|verdict| **verdict == "smaller than promised").count(), 1);
    for args in [&["list", "impacts"][..], &["trace", "b0"]] {
        let ran = run(site.path(), args);
        assert!(ran.stdout().contains("smaller than promised"), "{args:?}: {}", ran.stdout());
    }
}

#[test]
fn calibration_is_told_over_all_promises_and_only_from_ten_on() {
    let said = |count: usize| {
        build(ten_promises(count).path(), &[]).page("promises.html").text(".calibration")
    };
    // Wilson's interval of 6 of 10 is 31.27 to 83.18 %. The fall is 16.667 of 5, of which the fifth of
    // −333, −333, 0, 0 and six times 333 % is the middle.
    assert_eq!(
        said(10),
        "Of 10 promises that are due and have enough data, 6 show the signal as promised (60 %, 95 % \
         interval 31–83 %), 2 show one the other way, and 2 show none. Half of the numbers moved by \
         333 % of the promised change or less (P50, n = 10)."
    );
    assert_eq!(
        said(9),
        "How well promises are kept cannot be said yet: 9 promises that are due have enough data, and 10 \
         are needed."
    );
    assert!(said(1).contains("1 promise that is due has enough data"));
}

#[test]
fn other_briefs_that_shipped_for_the_number_since_are_named() {
    let site = ten_promises(1);
    for (name, front) in [
        ("Later", "shipped = 2026-08-10"),
        ("Earlier", "shipped = 2026-06-01"),
        ("Planned", "accepted = 2026-08-01\nshipped = 2027-01-10"),
        ("Secret", "draft = true\nshipped = 2026-08-10"),
    ] {
        let text = format!(
            "+++\n{front}\n+++\n# {name}\n\n## KPI impact\n\n- It falls [[leave]] -2 by 2027-02-01\n"
        );
        write(site.path(), &format!("content/briefs/{name}.md"), text);
    }
    let built = build(site.path(), &[]);
    // The card names those within what is compared, before and after; the sentence those since.
    assert_eq!(
        built.page("briefs/b0.html").text(".promise .others"),
        "Also shipped for this number: Earlier (1 Jun 2026), Later (10 Aug 2026)."
    );
    let lines = built.page("promises.html").text("main");
    assert!(lines.contains("Since then Later (10 Aug) shipped for the same number."), "{lines}");
    assert!(built.holding("Secret").is_empty());
}

#[test]
fn a_promise_too_small_to_be_seen_is_told_while_it_is_written() {
    let site = ten_promises(0);
    let brief = "+++\nproposed = 2026-11-20\nappetite = \"2 weeks\"\n+++\n# Pay\n\n## KPI impact\n\n\
                 - Fewer stay [[stay]] -1 by 2026-12-24\n";
    write(site.path(), "content/briefs/pay.md", brief);
    let told = crate::support::run(site.path(), &["check"]);
    assert!(
        told.stderr().contains("TL609") || told.stdout().contains("TL609"),
        "{}",
        told.stderr()
    );
    assert!(build(site.path(), &[]).page("checks.html").text("main").contains("TL609"));
    let mut live = crate::pages::options(site.path());
    live.live = true;
    let mut pipeline = throughline::pipeline::Pipeline::open(live).unwrap();
    let snapshot = pipeline.rebuild(None).unwrap();
    let preview = crate::pages::render(&snapshot);
    assert!(preview.page("checks.html").text("main").contains("TL609"));
}

#[test]
fn a_new_brief_hears_how_large_a_change_of_its_kpi_has_to_be() {
    let site = ten_promises(0);
    write(
        site.path(),
        "content/visions/one.md",
        "# Vision\n\n## Business objectives\n\n### Fewer stay [[stay]] 25 by 2027-06-30 {#fewer}\n\n\
         ### Fewer leave {#leave}\n",
    );
    let new = |title: &str, objective: &str| {
        let told =
            crate::support::run(site.path(), &["new", "brief", title, "--serves", objective]);
        assert_eq!(told.code(), 0, "{}", told.stderr());
        told.stderr()
    };
    // Moving ranges of 2: 5.32 points, and no decimals in the file.
    let told = new("Pay", "fewer");
    let said =
        "A change of `stay` shows in a single week from 6 points on, a smaller one after 8 weeks";
    assert!(told.contains(said), "{told}");
    assert!(!new("Tea", "leave").contains("A change of"));
    // Between 30 and 36 lie all that is possible below, and more than enough above.
    let kpi = "content/kpis/stay.md";
    let text = std::fs::read_to_string(site.path().join(kpi)).unwrap();
    let text = text.replace("+++\nunit", "+++\nrange = [30, 100]\nunit");
    write(site.path(), kpi, &text);
    assert!(new("Rice", "fewer").contains("A change of `stay` shows only after 8 weeks"));
    write(site.path(), kpi, text.replace("\"down\"", "\"watch\""));
    assert!(new("Bread", "fewer").contains(said));
}
