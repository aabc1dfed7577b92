//! The sample handbook tells its story in the pages that are built, and what `init` and `new` write is
//! sound from the first day.

use std::cmp::Ordering;
use std::path::Path;

use crate::pages::{Built, build, faults, findings};
use crate::support::{folder, program, read, run, write};

fn sample() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_sample_builds_strictly_with_nothing_to_mend() {
    let output = tempfile::tempdir().unwrap();
    let target = output.path().join("site");
    let built = program(sample()).args(["build", "--strict", "-o"]).arg(&target).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let heavier: Vec<_> = findings(sample(), &["--strict"])
        .into_iter()
        .filter(|finding| finding["severity"] != "reminder")
        .collect();
    assert!(heavier.is_empty(), "{heavier:#?}");
}

#[test]
fn the_story_in_five_stops_holds_on_the_pages_it_leads_to() {
    let site = build(sample(), &[]);

    // Every stop is a link of the home page, and the anchor that it names is there.
    let home = site.page("index.html");
    for (words, way) in [
        ("Vision 2026", "visions/vision-2026.html#checkout"),
        ("checkout drop-off", "kpis/checkout-drop-off.html"),
        ("Pay with your phone's wallet", "briefs/wallet.html"),
        ("lesson", "retros/retro-wallet.html#no-flag"),
        ("Pay without an account", "briefs/pay.html"),
        ("half the work went away", "briefs/pay.html#no-stored-basket"),
        ("concern", "briefs/pay.html#a-week-later"),
        ("Wish lists", "briefs/wish-lists.html"),
        ("the number", "kpis/repeat-purchase.html"),
        ("say so", "retros/retro-wish-lists.html#outcomes"),
    ] {
        assert!(home.ways(".prose ol", words).contains(&way.to_owned()), "{words}");
        let (page, anchor) = way.split_once('#').unwrap_or((way, "tl-main"));
        let found = site.page(page).all(&format!("[id=\"{anchor}\"]")).len();
        assert_eq!(found, 1, "{way}");
    }

    // One: the objective, with its number.
    let objective = site.page("objectives/checkout.html");
    assert_eq!(objective.text("h1"), "Fewer people give up paying");
    assert!(objective.texts("main a").contains(&"Checkout drop-off".to_owned()));

    // Two: shipped without a flag, and the lesson that says so.
    let retro = site.page("retros/retro-wallet.html");
    let lesson = retro.text("#no-flag");
    assert!(lesson.starts_with("Ship behind a flag, even when the change looks small"), "{lesson}");
    let story = site.page("briefs/wallet.html");
    assert_eq!(story.ways(".why", "Retro: Pay with your phone's wallet").len(), 1);

    // Three: the next brief applies it; the input, the concern and its answer stand there.
    let pay = site.page("briefs/pay.html");
    let applied = "Ship behind a flag, even when the change looks small";
    let ways = pay.ways("#lessons-applied + ul", applied);
    assert_eq!(ways, ["../retros/retro-wallet.html#no-flag"]);
    assert!(pay.text("#no-stored-basket .chips").contains("Ravi · 27 Jan 2026"));
    let concern = pay.text("#a-week-later");
    assert!(concern.contains("settled"), "{concern}");
    assert!(concern.contains("Mina closed this one herself"), "{concern}");
    assert!(retro.texts("main a").contains(&"Pay without an account".to_owned()));

    // Four: the promise and the signal. The means are worked out here from the CSV file: the weeks
    // that began after the release against the year before it.
    let promise = pay.text(".promise");
    for part in ["Checkout drop-off", "due 30 Jun 2026", "signal as promised"] {
        assert!(promise.contains(part), "{part} in {promise}");
    }
    assert_eq!(pay.texts(".promise dd"), ["−6 points", "−5.9 points"]);
    let (before, after) = means("checkout-drop-off.csv", "2026-03-30");
    assert_eq!((format!("{before:.1}"), format!("{after:.1}")), ("33.3".into(), "27.3".into()));
    assert!(promise.contains(&format!("to {after:.1} %")), "{promise}");
    let chart = site.page("kpis/checkout-drop-off.html");
    assert_eq!(chart.text("h1"), "Checkout drop-off fell from 33 % to 27 % and stayed there");
    assert!(chart.all(".chart-wide svg .rel").len() == 1 && !chart.all(".relc circle").is_empty());

    // Five: the other promise, and no signal, said plainly.
    let wishes = site.page("briefs/wish-lists.html").text(".promise");
    assert!(wishes.contains("no signal"), "{wishes}");
    let lede = site.page("kpis/repeat-purchase.html").text(".doc-head .lede");
    assert!(lede.starts_with("No signal in 89 weeks"), "{lede}");
    let outcome = site.page("retros/retro-wish-lists.html").text("#outcomes + p");
    assert!(outcome.contains("There is no signal."), "{outcome}");
}

/// Returns the means of a sample series before a day and after it.
fn means(file: &str, day: &str) -> (f64, f64) {
    let text = read(&sample().join("content/kpis"), file);
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let at = header.iter().position(|name| *name == "value").unwrap();
    let rows = lines.map(|line| line.split(',').collect::<Vec<_>>());
    let rows = rows.filter(|row| !row.contains(&"address"));
    let values: Vec<(String, f64)> =
        rows.map(|row| (row[0].to_owned(), row[at].parse().unwrap())).collect();
    let mean = |side: Ordering| {
        let part = values.iter().filter(|(date, _)| date.as_str().cmp(day) == side);
        let part: Vec<f64> = part.map(|(_, value)| *value).collect();
        part.iter().sum::<f64>() / part.len() as f64
    };
    (mean(Ordering::Less), mean(Ordering::Greater))
}

#[test]
fn a_new_site_is_checked_and_built_without_a_finding_above_information() {
    let place = folder(&[]);
    assert_eq!(run(place.path(), &["init", "x"]).code(), 0);
    let site = place.path().join("x");
    assert_eq!(run(&site, &["check", "--strict"]).code(), 0);
    assert_eq!(run(&site, &["build"]).code(), 0);
    let heavier: Vec<_> =
        findings(&site, &[]).into_iter().filter(|finding| finding["severity"] != "info").collect();
    assert!(heavier.is_empty(), "{heavier:#?}");
    assert!(site.join("public/index.html").is_file());
}

#[test]
fn the_demo_is_the_sample_handbook() {
    let place = folder(&[]);
    assert_eq!(run(place.path(), &["init", "x", "--demo"]).code(), 0);
    let demo = build(&place.path().join("x"), &["--strict"]);
    let sample = build(sample(), &["--strict"]);
    let names = |built: &Built| -> Vec<String> { built.files.keys().cloned().collect() };
    assert_eq!(names(&demo), names(&sample));
    for (path, bytes) in &sample.files {
        // The keys in the marker tell an embedded theme from the same theme on disk.
        assert!(path == ".throughline" || demo.files[path] == *bytes, "{path}");
    }
}

#[test]
fn a_new_document_of_every_kind_has_no_finding_above_information() {
    let place = folder(&[]);
    run(place.path(), &["init"]);
    for kind in ["vision", "brief", "deep-dive", "retro", "kpi", "page"] {
        let title = format!("Invite links, as a {kind}");
        assert_eq!(run(place.path(), &["new", kind, &title]).code(), 0, "{kind}");
    }
    assert_eq!(faults(place.path(), &[]), Vec::<String>::new());
    assert_eq!(run(place.path(), &["build", "--strict"]).code(), 0);
}

#[test]
fn a_new_document_of_every_kind_is_sound_in_an_empty_folder_too() {
    for kind in ["vision", "brief", "deep-dive", "retro", "kpi", "page"] {
        let place = folder(&[("throughline.toml", "title = \"Ours\"\nfront-matter = \"yaml\"\n")]);
        assert_eq!(run(place.path(), &["new", kind, "Invite links"]).code(), 0, "{kind}");
        assert_eq!(faults(place.path(), &[]), Vec::<String>::new(), "{kind}");
    }
}

#[test]
fn a_new_brief_serves_an_objective_that_is_there() {
    let place = folder(&[]);
    run(place.path(), &["init"]);
    let made = run(place.path(), &["new", "brief", "Invite links", "--serves", "quick-answers"]);
    assert_eq!(made.code(), 0, "{}", made.stderr());
    assert_eq!(faults(place.path(), &[]), Vec::<String>::new());
    let site = build(place.path(), &["--strict"]);
    let page = made.stdout().trim().strip_prefix("content/").unwrap().replace(".md", ".html");
    let brief = site.page(&page);
    assert_eq!(brief.ways(".why", "Quick first answers").len(), 1);
}

#[test]
fn a_new_brief_for_an_unknown_objective_is_refused_with_the_nearest_names() {
    let place = folder(&[]);
    run(place.path(), &["init", "--demo"]);
    let before = crate::pages::files(place.path());
    for (typed, nearest) in
        [("chekout", "`vision-2026#checkout`"), ("come-bakc", "`vision-2026#come-back`")]
    {
        let refused = run(place.path(), &["new", "brief", "Invite links", "--serves", typed]);
        assert_eq!((refused.code(), refused.stdout().as_str()), (2, ""), "{typed}");
        let expected = format!("error: no such objective: `{typed}`\nhelp: nearest: {nearest}");
        assert!(refused.stderr().starts_with(&expected), "{}", refused.stderr());
    }
    assert!(before == crate::pages::files(place.path()), "something was written");
}

/// A brief as somebody writes it in ten minutes: a title and five short sections.
const QUICK: &str = "\
# Wrap it for me

Half of what we sell is a present, and nobody has paper at home.

## Problem

People wrap a teapot at the kitchen table the evening before, or hand it over in our box.

## Evidence

41 of 200 orders in the first week of November ask for wrapping in the remarks.

## Impact

- Givers are glad that they bought here [[csat]] +2 by 2027-06-30

## Desired outcomes

A giver ticks one box while paying, and never looks for the tape.

## Questions

- Who wraps on a Sunday? @wes 2026-11-20
";

#[test]
fn a_brief_of_ten_minutes_makes_a_good_page_and_few_gentle_findings() {
    let place = folder(&[]);
    assert_eq!(run(place.path(), &["init", "x", "--demo"]).code(), 0);
    let site = place.path().join("x");
    let before = findings(&site, &[]);
    let told = |text: &str| -> Vec<serde_json::Value> {
        write(&site, "content/briefs/wrap-it.md", text);
        findings(&site, &[]).into_iter().filter(|finding| !before.contains(finding)).collect()
    };
    // As it stands, an idea; then proposed by somebody.
    let fields = "+++\nowner = \"mina\"\nserves = \"glad\"\nproposed = 2026-11-20\n+++\n";
    for text in [QUICK.to_owned(), format!("{fields}{QUICK}")] {
        let told = told(&text);
        assert!(told.len() <= 5, "{told:#?}");
        assert!(told.iter().all(|finding| finding["severity"] == "info"), "{told:#?}");
    }
    write(&site, "content/briefs/wrap-it.md", QUICK);
    let built = build(&site, &["--strict"]);
    let page = built.page("briefs/wrap-it.html");
    assert_eq!(page.text("h1"), "Wrap it for me");
    assert_eq!(page.text(".kind-line > .pill"), "idea");
    assert_eq!(page.texts(".promise dd")[0], "+2 points");
    for anchor in ["problem", "evidence", "impact", "desired-outcomes", "questions"] {
        assert_eq!(page.all(&format!("h2[id=\"{anchor}\"]")).len(), 1, "{anchor}");
    }
    // What it says is found where others look for it.
    let asked = built.page("questions.html").texts("main a");
    assert!(asked.contains(&"Who wraps on a Sunday?".to_owned()), "{asked:?}");
    assert!(built.page("board.html").texts("main a").contains(&"Wrap it for me".to_owned()));
}
