//! Whatever numbers chance brings are drawn well by every chart in time, and lead back to their values.
//!
//! By default each property is tried with twelve hundred cases, here and for the small kinds of charts;
//! `THROUGHLINE_CASES=1000000 cargo test --lib chart` tries as many as it says.

use proptest::prelude::*;

use super::chance::{config, names, rhythms, starts, units, values};
use super::held::{assert_course, assert_spark};
use super::plot::is_drawn;
use super::sound::assert_sound;
use super::{Case, Size, falls, spanned};
use crate::chart::run::labels;
use crate::chart::{Look, Mark, spark};
use crate::doc::{Direction, Phase, Target};
use crate::kpi::{Point, Series, Unit};

fn assert_labels_apart(case: &Case, size: Size) {
    let labels = case.with(size, labels);
    for (at, label) in labels.iter().enumerate() {
        for other in &labels[at + 1..] {
            assert!(!label.area.meets(other.area), "{label:?} lies on {other:?}");
        }
    }
}

fn looks() -> impl Strategy<Value = Look> {
    proptest::sample::select(vec![Look::Run, Look::Run, Look::Line, Look::Bars, Look::Area])
}

prop_compose! {
    fn cases()(
        values in values(),
        rhythm in rhythms(),
        skips in proptest::collection::vec(0..8_u8, 32),
        decimals in 0..3_usize,
        unit in units(),
        target in proptest::option::of(proptest::sample::select(vec![f64::MAX, -1e300, 5e-324, -0.0, 1e12, 2.5])),
        near in proptest::option::of(-120.0..120.0_f64),
        shipped in proptest::collection::vec(-50..3000_i32, 0..12),
        start in starts(),
        direction in proptest::sample::select(vec![Direction::Up, Direction::Down, Direction::Watch]),
        baseline in proptest::option::of(6..30_u32),
        n in proptest::option::of(0..u64::MAX),
        name in names(),
        shape in (looks(), proptest::option::of(-9..900_i32), proptest::option::of(0..900_i32)),
        turns in (proptest::collection::vec((-30..700_i32, any::<bool>()), 0..3), 0..5_u8),
        band in proptest::option::of((-120.0..100.0_f64, 0.1..90.0_f64)),
    ) -> Case {
        let mut case = Case::weekly(unit, &[]);
        case.name = name;
        let mut date = Some(start);
        let mut points = Vec::new();
        for (value, skip) in values.iter().zip(skips.iter().cycle()) {
            // Beyond the last day of the calendar there are no periods.
            let Some(found) = date else { break };
            let period = rhythm.period(found);
            points.push(Point { period, value: *value, n });
            date = period.last.plus_days(1);
            if *skip == 0 {
                date = date.and_then(|date| rhythm.period(date).last.plus_days(1));
            }
        }
        case.series = Series { rhythm, points, decimals };
        case.fields.direction = Some(spanned(direction));
        case.fields.baseline = baseline.map(spanned);
        case.fields.band = band.map(|(low, size)| spanned((low, low + size)));
        let (look, from, days) = shape;
        case.look = look;
        case.shown.from = from.and_then(|from| start.plus_days(from));
        case.shown.to = days.and_then(|days| case.shown.from.unwrap_or(start).plus_days(days));
        let (mut phases, order) = turns;
        phases.sort_unstable();
        // Phases are in their order, as a document has to have them.
        let phase = |(days, robust): (i32, bool)| Some(Phase {
            from: spanned(start.plus_days(days)?),
            because: None,
            method: robust.then(|| spanned("median".to_owned())),
        });
        // Three of five have none, so that stretches are long, too.
        case.fields.phases = phases.into_iter().filter(|_| order > 2).filter_map(phase).collect();
        case.order = (order % 4 == 0).then(|| {
            (0..case.series.len()).map(|at| format!("Sprint {at}")).collect()
        });
        case.fields.target = near.or(target).map(|value| Target { value: spanned(value), by: Some(spanned(start)) });
        case.marks = (1..)
            .zip(shipped)
            .map(|(number, days)| Mark { number, date: start.plus_days(days).unwrap_or(start) })
            .collect();
        case
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_series_is_drawn_soundly(case in cases()) {
        for size in [Size::Wide, Size::Narrow] {
            let svg = case.draw(size);
            let tags = assert_sound(&svg);
            assert_labels_apart(&case, size);
            assert_course(&case, &svg, &tags, size);
        }
    }

    #[test]
    fn any_series_has_a_sparkline(case in cases()) {
        let unit = Unit::of(&case.fields, case.series.decimals);
        let ship = case.marks.first().map(|mark| mark.date);
        for ship in [None, ship] {
            let svg = spark(&case.series, &unit, &case.name, ship);
            if ship.is_none() {
                let recent = &case.series.points[case.series.len().saturating_sub(24)..];
                let count = recent.iter().filter(|point| is_drawn(&point.value)).count();
                prop_assert_eq!(svg.is_none(), count < 2);
            }
            if let Some(svg) = svg {
                assert_sound(&svg);
                assert_spark(&case, &svg, ship);
            }
        }
    }
}

#[test]
fn hostile_names_are_escaped() {
    let mut case = falls();
    case.name = "</title><script>\"'&\u{0}\u{1b}\u{ffff}".to_owned();
    case.fields.unit = Some(spanned("<i>".to_owned()));
    let svg = case.draw(Size::Wide);
    assert_sound(&svg);
    assert!(!svg.contains("<script") && !svg.contains("<i>"));
}

#[test]
fn a_target_for_which_a_band_makes_room_is_drawn() {
    // The band may just still be shown, and the axis goes on behind it, past the target.
    let values = [4.4, 6.6, 5.5, 7.7, 4.95, 6.05, 7.15];
    let mut case = Case::weekly("days", &values).target(13.97, "2026-12-31");
    case.fields.band = Some(spanned((4.0, 13.31)));
    let svg = case.draw(Size::Wide);
    assert_course(&case, &svg, &assert_sound(&svg), Size::Wide);
}

#[test]
fn a_long_series_is_thinned_to_its_own_values() {
    let values: Vec<f64> = (0..5000).map(|at| f64::from(at * 7919 % 1000)).collect();
    let case = Case::weekly("", &values);
    let svg = case.draw(Size::Wide);
    assert_sound(&svg);
    let points = svg.split("points=\"").nth(1).unwrap().split('"').next().unwrap();
    // The first value is the lowest of its neighbours, too: one point serves both.
    assert_eq!(points.split(' ').count(), 399);
    assert!(svg.contains("Drawn are 399 of the values"));
    assert_eq!(svg.matches("<title>").count(), 100, "every fourth point answers a pointer");
}

#[test]
fn at_most_a_hundred_and_twenty_points_answer_a_pointer() {
    for count in [119, 120, 121, 250, 400] {
        let svg = Case::weekly("%", &vec![1.0; count]).draw(Size::Wide);
        let hits = svg.matches("<title>").count();
        assert!(hits <= 120 && hits >= count.min(60), "{hits} of {count}");
    }
}
