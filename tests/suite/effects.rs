//! What is said of a series since a ship date, with figures worked out by hand, and the words of the two
//! verdicts.

use throughline::doc::{Direction, KpiFields, Phase, Target};
use throughline::id::{Date, Rhythm, Span, Spanned};
use throughline::kpi::{self, Limits, Outcome, Point, Series};

use crate::pages::build;
use crate::support::{folder, write};

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::default())
}

fn monday(week: usize) -> Date {
    let first = Date::new(2026, 1, 5).unwrap();
    first.plus_days(i32::try_from(week).unwrap() * 7).unwrap()
}

/// Returns values of weeks in a row, with the number of the week of each.
pub(crate) fn weeks(values: &[f64]) -> Vec<(usize, f64)> {
    values.iter().copied().enumerate().collect()
}

pub(crate) fn series(values: &[(usize, f64)]) -> Series {
    let point = |(week, value): &(usize, f64)| Point {
        period: Rhythm::Week.period(monday(*week)),
        value: *value,
        n: None,
    };
    Series { rhythm: Rhythm::Week, points: values.iter().map(point).collect(), decimals: 1 }
}

pub(crate) fn fields() -> KpiFields {
    KpiFields { unit: Some(spanned("points".to_owned())), ..KpiFields::default() }
}

pub(crate) fn phase(week: usize, method: Option<&str>) -> Phase {
    let method = method.map(|method| spanned(method.to_owned()));
    Phase { from: spanned(monday(week)), because: None, method }
}

/// 50 and 52 in turn: a mean of 51 and moving ranges of 2, so that the limits are 51 ± 5.32.
pub(crate) fn usual(count: usize) -> Vec<f64> {
    (0..count).map(|at| if at % 2 == 0 { 50.0 } else { 52.0 }).collect()
}

/// Returns the verdict and the sentence of what shipped on the Wednesday of a week.
fn told(
    values: &[(usize, f64)],
    fields: &KpiFields,
    week: usize,
    promised: Option<f64>,
) -> (Outcome, String) {
    let shipped = monday(week).plus_days(2).unwrap();
    let effect = kpi::effect(&series(values), fields, shipped, promised);
    let words = effect.sentence.to_lowercase();
    assert!(!words.contains("caus") && !words.contains("because of"), "{words}");
    assert!(!words.contains("nan") && !words.contains("inf"), "{words}");
    (effect.outcome, effect.sentence.replace('\u{a0}', " "))
}

/// Twenty usual weeks, the week of the ship date, and what came after.
fn after(after: &[f64], promised: Option<f64>) -> (Outcome, String) {
    let values = [&usual(20), &[51.0][..], after].concat();
    told(&weeks(&values), &fields(), 20, promised)
}

#[test]
fn without_points_on_either_side_there_is_no_data() {
    let no_data = |sentence: &str| (Outcome::NoData, sentence.to_owned());
    assert_eq!(told(&[], &fields(), 3, Some(1.0)), no_data("No data yet."));
    assert_eq!(
        told(&[(3, 5.0)], &fields(), 3, Some(1.0)),
        no_data("No data but of the time in which it shipped.")
    );
}

#[test]
fn too_few_points_on_one_side_are_too_early() {
    let early = |sentence: &str| (Outcome::TooEarly, sentence.to_owned());
    let five = "Too early to say: 5 weeks after it shipped, 6 needed.";
    assert_eq!(after(&[60.0; 5], Some(4.0)), early(five));
    let one = "Too early to say: 1 week after it shipped, 6 needed.";
    assert_eq!(after(&[60.0], Some(4.0)), early(one));
    let eleven =
        "Too early to say: only 11 weeks before it shipped, 12 needed to know what was usual.";
    let values = [usual(11), vec![51.0], vec![60.0; 8]].concat();
    assert_eq!(told(&weeks(&values), &fields(), 11, Some(4.0)), early(eleven));
    let values = [usual(12), vec![51.0], vec![60.0; 8]].concat();
    assert_eq!(told(&weeks(&values), &fields(), 12, Some(4.0)).0, Outcome::Consistent);
}

#[test]
fn the_period_of_the_ship_date_counts_as_neither() {
    let values = weeks(&[usual(20), vec![900.0], usual(6)].concat());
    for day in [0, 2, 6] {
        let shipped = monday(20).plus_days(day).unwrap();
        let effect = kpi::effect(&series(&values), &fields(), shipped, Some(3.0));
        assert_eq!((effect.n_before, effect.n_after, effect.observed), (20, 6, Some(0.0)));
    }
}

#[test]
fn at_most_twenty_points_before_count() {
    let values = [vec![0.0; 30], usual(20), vec![51.0], usual(6)].concat();
    let shipped = monday(50).plus_days(2).unwrap();
    let effect = kpi::effect(&series(&weeks(&values)), &fields(), shipped, None);
    assert_eq!((effect.before, effect.n_before), (Some(51.0), 20));
}

#[test]
fn no_signal_says_how_large_a_change_would_show() {
    let start = "No signal: it varies as before (n = 20 before and 6 after). A single point shows only a \
                 change beyond ±5.3 points; ";
    let small = "a lasting +3 points shows once 8 weeks in a row lie on one side of 51.0 points.";
    let other = "a smaller one shows once 8 weeks in a row lie on one side of 51.0 points.";
    assert_eq!(after(&usual(6), Some(3.0)), (Outcome::NoSignal, format!("{start}{small}")));
    assert_eq!(after(&usual(6), Some(6.0)), (Outcome::NoSignal, format!("{start}{other}")));
    assert_eq!(after(&usual(6), None), (Outcome::NoSignal, format!("{start}{other}")));
    // What never varied shows any change, and a limit beyond what is possible none to its side.
    let flat = told(&weeks(&[50.0; 30]), &fields(), 20, Some(3.0));
    assert_eq!(flat.0, Outcome::NoSignal);
    assert!(
        flat.1.ends_with("Any change would show: before, every value was the same."),
        "{}",
        flat.1
    );
    // 0 and 4 in turn: 2 ± 10.64.
    let near: Vec<f64> = usual(27).iter().map(|value| (value - 50.0) * 2.0).collect();
    let low = KpiFields { range: Some(spanned((Some(0.0), None))), ..fields() };
    let words = told(&weeks(&near), &low, 20, Some(-1.0)).1;
    assert!(
        words.contains("only a change beyond +10.6 points; a lasting −1 point shows"),
        "{words}"
    );
    let both = KpiFields { range: Some(spanned((Some(0.0), Some(4.0)))), ..fields() };
    let words = told(&weeks(&near), &both, 20, Some(-1.0)).1;
    assert!(
        words.contains("No single point can show a change; a lasting −1 point shows"),
        "{words}"
    );
}

#[test]
fn a_signal_is_as_promised_or_the_other_way() {
    let moved = "from a mean of 51.0 points before to 55.0 points since it shipped (n = 20 before and 8 after).";
    let of = |promised: Option<f64>| after(&[55.0; 8], promised);
    let consistent = |words: &str| (Outcome::Consistent, format!("{words}: {moved}"));
    assert_eq!(of(Some(4.0)), consistent("Consistent with the promise"));
    // With 2.66 · 2 / 3 = 1.77 on both sides, the margin of 20 and 8 points is 1.96 · 0.742 = 1.45.
    assert_eq!(of(Some(5.4)), consistent("Consistent with the promise, not yet its size"));
    let smaller = format!("Smaller than the promised +5.5 points: {moved}");
    assert_eq!(of(Some(5.5)), (Outcome::Smaller, smaller));
    assert_eq!(of(Some(5.5)).0.words(), "smaller than promised");
    // Four of 53 and four of 57 lie further apart: √(3.14 / 20 + 4.57 / 8) · 1.96 = 1.67.
    let apart = [53.0, 57.0, 53.0, 57.0, 53.0, 57.0, 53.0, 57.0];
    assert_eq!(after(&apart, Some(5.6)).0, Outcome::Consistent);
    assert_eq!(after(&apart, Some(5.7)).0, Outcome::Smaller);
    assert_eq!(of(None), consistent("A signal"));
    assert_eq!(of(Some(-4.0)), (Outcome::Opposite, format!("A signal the other way: {moved}")));
    // Seven in a row inside of the limits are none; one outside of them is.
    assert_eq!(after(&[53.0; 7], Some(4.0)).0, Outcome::NoSignal);
    assert_eq!(after(&[53.0; 8], Some(3.0)).0, Outcome::Consistent);
    assert_eq!(after(&[51.0, 51.0, 51.0, 51.0, 51.0, 56.33], Some(1.0)).0, Outcome::Consistent);
    assert_eq!(after(&[51.0, 51.0, 51.0, 51.0, 51.0, 56.31], Some(1.0)).0, Outcome::NoSignal);
    // Signals on both sides: the means say where it went, to 51.17.
    assert_eq!(after(&[57.0, 45.0, 51.0, 51.0, 51.0, 52.0], Some(1.0)).0, Outcome::Consistent);
    assert_eq!(after(&[57.0, 45.0, 51.0, 51.0, 51.0, 50.0], Some(1.0)).0, Outcome::Opposite);
}

#[test]
fn only_the_phase_of_the_ship_date_is_compared() {
    let values = weeks(&[usual(20), vec![51.0], usual(20)].concat());
    let with = |phases: Vec<Phase>| KpiFields { phases, ..fields() };
    // Since the tenth week 10 points lie before the ship date, since the eighth 12.
    let late = told(&values, &with(vec![phase(10, None)]), 20, Some(3.0));
    assert!(late.1.starts_with("Too early to say: only 10 weeks before"), "{}", late.1);
    let counts = told(&values, &with(vec![phase(8, None)]), 20, Some(3.0)).1;
    assert!(counts.contains("(n = 12 before and 20 after)"), "{counts}");
    let cut = told(&values, &with(vec![phase(25, None)]), 20, Some(3.0)).1;
    assert_eq!(
        cut,
        "Cannot be told: 4 weeks after it shipped, 6 needed; since 29 Jun 2026 it is measured another way."
    );
    let counts = told(&values, &with(vec![phase(27, None)]), 20, Some(3.0)).1;
    assert!(counts.contains("(n = 20 before and 6 after)"), "{counts}");
}

#[test]
fn a_phase_with_a_wild_point_is_held_against_its_median() {
    let mut values = [usual(20), vec![51.0], vec![53.0, 53.0, 53.0, 53.0, 53.0, 58.0]].concat();
    values[5] = 90.0;
    // By the mean the limits are 52.9 ± 15.96; by the median 51 ± 6.29.
    assert_eq!(told(&weeks(&values), &fields(), 20, Some(3.0)).0, Outcome::NoSignal);
    let median = KpiFields { phases: vec![phase(0, Some("median"))], ..fields() };
    assert_eq!(told(&weeks(&values), &median, 20, Some(3.0)).0, Outcome::Consistent);
}

fn verdict(values: &[(usize, f64)], fields: &KpiFields) -> String {
    let series = series(values);
    let analysis = kpi::analyse(&series, fields);
    let verdicts = kpi::verdicts(&series, &analysis, fields);
    let limits = match analysis.present().map(|stretch| stretch.limits) {
        None => "no points",
        Some(Limits::None) => "dots",
        Some(Limits::Median) => "median",
        Some(Limits::Provisional) => "provisional",
        Some(Limits::Full) => "limits",
    };
    format!("{limits} / {} / {}", verdicts.variation.words(), verdicts.target.words())
}

#[test]
fn verdicts_are_worded_by_what_the_points_bear() {
    let target = |level: f64| Some(Target { value: spanned(level), by: None });
    let down =
        KpiFields { direction: Some(spanned(Direction::Down)), target: target(51.0), ..fields() };
    let of = |values: &[f64]| verdict(&weeks(values), &down);
    let with = |more: &[f64]| of(&[&usual(20), more].concat());
    let too_few = "too few points / target: too few points";
    let comes_and_goes = "no signal / target comes and goes";
    for (count, limits) in [(1, "dots"), (5, "dots"), (6, "median"), (11, "median")] {
        assert_eq!(of(&usual(count)), format!("{limits} / {too_few}"), "{count}");
    }
    assert_eq!(of(&[]), format!("no points / {too_few}"));
    for (count, limits) in
        [(12, "provisional"), (19, "provisional"), (20, "limits"), (60, "limits")]
    {
        assert_eq!(of(&usual(count)), format!("{limits} / {comes_and_goes}"), "{count}");
    }
    // Gaps: a value each other week has no neighbour; one gap in forty weeks changes nothing.
    let every_other: Vec<(usize, f64)> =
        usual(30).into_iter().enumerate().map(|(at, value)| (2 * at, value)).collect();
    assert_eq!(verdict(&every_other, &down), format!("median / {too_few}"));
    let mut gap = weeks(&usual(40));
    gap.remove(30);
    assert_eq!(verdict(&gap, &down), format!("limits / {comes_and_goes}"));
    // Constant: the one value is all that happens, and any other is a signal.
    let level = |level: f64| KpiFields { target: target(level), ..down.clone() };
    let flat = weeks(&[51.1; 30]);
    assert_eq!(verdict(&flat, &level(51.1)), "limits / no signal / target reliably met");
    assert_eq!(verdict(&flat, &level(51.0)), "limits / no signal / target reliably missed");
    let moved = weeks(&[&[51.1; 30][..], &[51.2]].concat());
    assert_eq!(verdict(&moved, &level(60.0)), "limits / worsening / target reliably met");
    // A wild point, beyond 51.9 ± 10.36 and 52 ± 9.8: it speaks while it is one of the last eight.
    let wild = |at: usize| {
        let mut values = usual(20);
        values[at] = 70.0;
        of(&values)
    };
    assert_eq!(wild(11), format!("limits / {comes_and_goes}"));
    assert_eq!(wild(12), "limits / worsening / target comes and goes");
    // Eight on one side, and three of four beyond half way to 56.32.
    assert_eq!(
        with(&[52.0; 6]),
        format!("limits / {comes_and_goes}"),
        "with the week before, seven"
    );
    assert_eq!(with(&[52.0; 7]), "limits / worsening / target comes and goes");
    assert_eq!(with(&[48.0; 8]), "limits / improving / target comes and goes");
    assert_eq!(with(&[54.0, 54.0, 51.0, 54.0]), "limits / worsening / target comes and goes");
    assert_eq!(with(&[54.0, 54.0, 51.0, 53.6]), format!("limits / {comes_and_goes}"));
    // The last of the run is the eighth from the end, and then the ninth.
    let since = |count: usize| with(&[&[48.0; 8], &usual(count + 1)[1..]].concat());
    assert_eq!(since(7), "limits / improving / target comes and goes");
    assert_eq!(since(8), format!("limits / {comes_and_goes}"));
    // No better side.
    let watch = KpiFields { direction: None, target: None, ..down.clone() };
    let values = [&usual(20)[..], &[48.0; 8]].concat();
    assert_eq!(verdict(&weeks(&values), &watch), "limits / changed / no target");
    // Clamped: 2 ± 10.64 at zero; below it nothing is detected, but eight in a row.
    let floor = KpiFields { range: Some(spanned((Some(0.0), None))), ..level(2.0) };
    let near: Vec<f64> = usual(20).iter().map(|value| (value - 50.0) * 2.0).collect();
    let low = |count: usize| verdict(&weeks(&[near.clone(), vec![0.0; count]].concat()), &floor);
    assert_eq!(low(7), format!("limits / {comes_and_goes}"));
    assert_eq!(low(8), "limits / improving / target comes and goes");
    // Phases: a declared change asks for twelve points again, and takes the signal away.
    let declared = KpiFields { phases: vec![phase(20, None)], ..down.clone() };
    let lower = |count: usize| {
        let lower: Vec<f64> = usual(count).iter().map(|value| value - 10.0).collect();
        weeks(&[usual(20), lower].concat())
    };
    assert_eq!(verdict(&lower(11), &declared), format!("median / {too_few}"));
    assert_eq!(
        verdict(&lower(12), &declared),
        "provisional / no signal / target reliably met",
        "41 ± 5.32"
    );
    assert_eq!(verdict(&lower(11), &down), "limits / improving / target comes and goes");
    // Targets: the limits are 45.68 and 56.32.
    for (at, words) in [
        (56.33, "target reliably met"),
        (56.31, "target comes and goes"),
        (45.69, "target comes and goes"),
        (45.67, "target reliably missed"),
    ] {
        let found = verdict(&weeks(&usual(20)), &level(at));
        assert_eq!(found, format!("limits / no signal / {words}"), "{at}");
    }
}

/// A card that says −5.9 twice may not call one smaller.
#[test]
fn a_promise_that_is_kept_exactly_is_kept() {
    for (before, after, promised) in [(33.0, 27.1, -5.9), (0.2, 0.3, 0.1)] {
        let values = [vec![before; 21], vec![after; 8]].concat();
        let told = told(&weeks(&values), &fields(), 20, Some(promised));
        assert_eq!(told.0, Outcome::Consistent, "{told:?}");
        assert!(told.1.starts_with("Consistent with the promise: "), "{told:?}");
    }
}

#[test]
fn a_point_far_off_is_no_move_of_the_mean() {
    let values = [60.0, 48.5, 48.5, 48.5, 48.5, 48.5, 48.5];
    for promised in [Some(9.0), Some(0.1), Some(-1.0), None] {
        let told = after(&values, promised);
        assert_eq!(told.0, Outcome::NoSignal, "{promised:?}: {told:?}");
        let words = "No signal that lasts: from a mean of 51.0 points before to 50.1 points since it shipped";
        assert!(told.1.starts_with(words), "{told:?}");
    }
}

#[test]
fn numbers_at_the_edges_of_what_can_be_written_are_told_as_numbers() {
    let site = folder(&[("throughline.toml", "title = \"A\"\nas-of = 2026-12-01\n")]);
    type Course = fn(usize) -> f64;
    let courses: [(&str, Course); 6] = [
        ("huge", |at| if at % 2 == 0 { 1e12 } else { -1e12 }),
        ("tiny", |at| 1e-9 * (at % 3) as f64),
        ("flat", |_| 0.1),
        ("none", |_| 0.0),
        ("most", |_| 1e12),
        ("leap", |at| if at < 30 { 0.0 } else { 1e12 }),
    ];
    for (name, course) in courses {
        let mut rows = "date,value,n\n".to_owned();
        for at in 0..40 {
            rows.push_str(&format!("{},{:.9},0\n", monday(at), course(at)));
        }
        write(site.path(), &format!("content/kpis/{name}.csv"), rows);
        let unit = if name == "flat" || name == "none" { "%" } else { "points" };
        let text = format!(
            "+++\nunit = \"{unit}\"\ndirection = \"down\"\nperiod = \"week\"\ntarget = 0\n+++\n# The {name}\n"
        );
        write(site.path(), &format!("content/kpis/{name}.md"), text);
        for (at, promise) in ["-1", "+1000000000000", "-0.000000001", "-10%"].iter().enumerate() {
            let text = format!(
                "+++\naccepted = 2026-05-01\nshipped = 2026-07-14\n+++\n# Brief\n\nSee [](kpi:{name}).\n\n\
                 ## KPI impact\n\n- It moves [[{name}]] {promise} by 2026-10-31\n"
            );
            write(site.path(), &format!("content/briefs/{name}-{at}.md"), text);
        }
    }
    write(site.path(), "content/kpis/empty.md", "+++\nunit = \"%\"\n+++\n# Empty\n");
    let built = build(site.path(), &[]);
    let kinds = [".html", ".json", ".csv", ".xml"];
    let texts = built.files.keys().filter(|path| kinds.iter().any(|kind| path.ends_with(kind)));
    let mut count = 0;
    for path in texts {
        let text = built.text(path);
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
        let wrong = words.filter(|word| ["NaN", "inf", "Infinity"].contains(word)).count();
        assert_eq!(wrong, 0, "{path}");
        count += 1;
    }
    assert!(count > 30, "{count}");
    let export: serde_json::Value = serde_json::from_str(built.text("throughline.json")).unwrap();
    let tiny = export["kpis"].as_array().unwrap().iter().find(|kpi| kpi["id"] == "tiny").unwrap();
    // Of 0, 1 and 2 billionths twenty make a mean of 19 / 20.
    assert_eq!(tiny["centre"], 9.5e-10);
    let flat = export["kpis"].as_array().unwrap().iter().find(|kpi| kpi["id"] == "flat").unwrap();
    assert_eq!(flat["variation"], "no signal");
    assert_eq!(flat["signals"].as_array().unwrap().len(), 0);
}
