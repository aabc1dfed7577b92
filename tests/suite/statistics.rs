//! Charts, percentiles, intervals and effects against a table that `tests/outside/behaviour.py` worked
//! out from the definitions a second time, with exact fractions.

use serde_json::Value;

use throughline::doc::{KpiFields, Phase};
use throughline::id::{Date, Rhythm, Span, Spanned};
use throughline::kpi::{self, Limits, Outcome, Point, Rule, Series, Side};

use crate::support::read;

fn table() -> Value {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&read(root, "tests/data/statistics/table.json")).unwrap()
}

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::default())
}

/// Returns the Monday of a week, of which the first begins the series.
fn monday(week: i64) -> Date {
    let first = Date::new(2020, 1, 6).unwrap();
    first.plus_days(i32::try_from(week).unwrap() * 7).unwrap()
}

/// A series of the table with what its document would say.
fn case_of(case: &Value) -> (Series, KpiFields) {
    let words = |key: &str| case[key].as_str().unwrap().split_whitespace();
    let points = words("weeks").zip(words("values")).map(|(week, value)| Point {
        period: Rhythm::Week.period(monday(week.parse().unwrap())),
        // As JSON a number may lose its last digit.
        value: value.parse().unwrap(),
        n: None,
    });
    let series = Series { rhythm: Rhythm::Week, points: points.collect(), decimals: 2 };
    let phase = |phase: &Value| Phase {
        from: spanned(monday(phase[0].as_i64().unwrap())),
        because: None,
        method: Some(spanned(phase[1].as_str().unwrap().to_owned())),
    };
    let fields = KpiFields {
        direction: Some(spanned(throughline::doc::Direction::Up)),
        range: Some(spanned((case["possible"][0].as_f64(), case["possible"][1].as_f64()))),
        baseline: case["baseline"].as_u64().map(|count| spanned(u32::try_from(count).unwrap())),
        phases: case["phases"].as_array().unwrap().iter().map(phase).collect(),
        ..KpiFields::default()
    };
    (series, fields)
}

/// Fails unless two numbers agree to 1e-9 of what the series is sized by, and to what a double holds.
fn same(found: Option<f64>, known: &Value, size: f64, what: &str) {
    let most = (1e-9 * size.min(1.0)).max(1e-14 * size);
    match (found, known.as_f64()) {
        (None, None) => {}
        (Some(found), Some(known)) if (found - known).abs() <= most => {}
        (found, _) => panic!("{what} is {found:?} instead of {known}"),
    }
}

fn limits(limits: Limits) -> &'static str {
    match limits {
        Limits::None => "none",
        Limits::Median => "median",
        Limits::Provisional => "provisional",
        Limits::Full => "full",
    }
}

fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Outside => "outside",
        Rule::Run => "run",
        Rule::NearLimit => "near-limit",
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NoData => "no data",
        Outcome::TooEarly => "too early",
        Outcome::NoSignal => "no signal",
        Outcome::Consistent => "consistent",
        Outcome::Smaller => "smaller",
        Outcome::Opposite => "opposite",
    }
}

#[test]
fn charts_and_effects_are_those_of_another_computation() {
    let table = table();
    let cases = table["cases"].as_array().unwrap();
    assert!(cases.len() >= 300);
    for (at, case) in cases.iter().enumerate() {
        let (series, fields) = case_of(case);
        let size = series.points.iter().fold(0.0_f64, |size, point| size.max(point.value.abs()));
        let analysis = kpi::analyse(&series, &fields);
        let known = case["stretches"].as_array().unwrap();
        assert_eq!(analysis.stretches.len(), known.len(), "stretches of case {at}");
        for (found, known) in analysis.stretches.iter().zip(known) {
            let of = |what: &str| format!("{what} of case {at} from {}", found.first);
            let counts = [found.first, found.end, found.baseline].map(|count| count as u64);
            let wanted = ["first", "end", "baseline"].map(|key| known[key].as_u64().unwrap());
            assert_eq!(counts, wanted, "{}", of("points"));
            assert_eq!(limits(found.limits), known["limits"], "{}", of("limits"));
            same(found.centre, &known["centre"], size, &of("centre"));
            same(found.lower, &known["lower"], size, &of("lower limit"));
            same(found.upper, &known["upper"], size, &of("upper limit"));
            same(found.range_limit, &known["range_limit"], size, &of("range limit"));
            assert_eq!(found.is_lower_clamped, known["detects_below"] == false, "{}", of("floor"));
            assert_eq!(
                found.is_upper_clamped,
                known["detects_above"] == false,
                "{}",
                of("ceiling")
            );
        }
        let mut signals: Vec<Value> = analysis
            .signals
            .iter()
            .map(|signal| {
                let side = if signal.side == Side::Above { "above" } else { "below" };
                let places = (signal.first, signal.last, signal.fired);
                serde_json::json!([rule(signal.rule), places.0, places.1, places.2, side])
            })
            .collect();
        let key = |signal: &Value| {
            (signal[0].to_string(), signal[1].as_u64(), signal[2].as_u64(), signal[4].to_string())
        };
        signals.sort_by_key(key);
        assert_eq!(&signals, case["signals"].as_array().unwrap(), "signals of case {at}");
        let verdicts = kpi::verdicts(&series, &analysis, &fields);
        assert_eq!(verdicts.variation.words(), case["variation"], "verdict of case {at}");

        let shipped = monday(case["ship"].as_i64().unwrap()).plus_days(2).unwrap();
        let effect = kpi::effect(&series, &fields, shipped, case["promised"].as_f64());
        let known = &case["effect"];
        assert_eq!(outcome(effect.outcome), known["outcome"], "outcome of case {at}");
        assert_eq!(
            effect.n_before as u64,
            known["before"].as_u64().unwrap(),
            "before in case {at}"
        );
        assert_eq!(effect.n_after as u64, known["after"].as_u64().unwrap(), "after in case {at}");
        same(effect.observed, &known["observed"], size, &format!("effect of case {at}"));

        let values: Vec<f64> = series.points.iter().map(|point| point.value).collect();
        let found = kpi::percentiles(&values);
        let known = &case["percentiles"];
        for (found, known) in [found.p50, found.p85, found.p95].into_iter().zip(0..) {
            same(found, &case["percentiles"][known], size, &format!("percentile of case {at}"));
        }
        assert_eq!(known.as_array().unwrap().len(), 3);
        let all = [effect.observed, effect.before, effect.after];
        assert!(all.into_iter().flatten().all(f64::is_finite), "case {at}");
        for text in ["NaN", "inf"] {
            assert!(!effect.sentence.contains(text), "case {at}: {}", effect.sentence);
        }
    }
}

#[test]
fn intervals_are_those_of_another_computation() {
    let table = table();
    let fields = KpiFields { unit: Some(spanned("%".to_owned())), ..KpiFields::default() };
    let period = Rhythm::Month.period(monday(0));
    for known in table["intervals"].as_array().unwrap() {
        let (met, n) = (known[0].as_u64().unwrap(), known[1].as_u64().unwrap());
        let value = 100.0 * met as f64 / n as f64;
        let found = kpi::interval(&fields, &Point { period, value, n: Some(n) }).unwrap();
        for (found, known) in [(found.low, &known[2]), (found.high, &known[3])] {
            let known = known.as_f64().unwrap();
            assert!((found - known).abs() < 1e-9, "{met} of {n}: {found} instead of {known}");
        }
        let rate = kpi::Rate { met, of: n };
        assert_eq!(rate.interval().is_some(), n >= 10, "{met} of {n}");
        assert!(rate.interval().is_none_or(|rate| (rate.low - found.low).abs() < 1e-9));
    }
}

#[test]
fn promoter_scores_are_those_of_another_computation() {
    for known in table()["scores"].as_array().unwrap() {
        let count = |at: usize| known[at].as_u64().unwrap();
        let found = kpi::nps(count(0), count(1), count(2));
        assert_eq!(found.is_some(), known[3].is_number(), "{known}");
        let Some(found) = found else { continue };
        assert!((found.score - known[3].as_f64().unwrap()).abs() < 1e-9, "{known}: {found:?}");
        // A margin of nothing is none: see the module.
        let margin = known[4].as_f64().filter(|margin| *margin > 0.0);
        assert_eq!(found.margin.is_some(), margin.is_some(), "{known}: {found:?}");
        let apart = found.margin.zip(margin).map_or(0.0, |(found, known)| (found - known).abs());
        assert!(apart < 1e-9, "{known}: {found:?}");
    }
}
