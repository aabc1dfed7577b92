//! Whatever numbers chance brings are drawn well, by every kind of chart.
//!
//! By default each test tries fifteen hundred series; `THROUGHLINE_CASES=1000000 cargo test --lib chart`
//! tries as many as it says.

use proptest::prelude::*;

use super::held::{assert_course, assert_kind};
use super::{Case, Size, day, falls, spanned};
use crate::chart::role::Role;
use crate::chart::run::{labels, spots_of};
use crate::chart::{Look, Mark, spark};
use crate::doc::{Direction, Target};
use crate::id::Rhythm;
use crate::kpi::{Point, Series, Unit};

/// Returns the tags of an SVG as name and attributes; panics where it is not well-formed.
fn tags(svg: &str) -> Vec<(&str, Vec<(&str, &str)>)> {
    let mut open = Vec::new();
    let mut tags = Vec::new();
    let mut rest = svg;
    while let Some(start) = rest.find('<') {
        assert_text(&rest[..start]);
        let end = rest.find('>').expect("a tag ends");
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "tags nest");
            continue;
        }
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut inside) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes: Vec<(&str, &str)> = Vec::new();
        while !inside.is_empty() {
            let (key, after) = inside.split_once("=\"").expect("an attribute has a value");
            let (value, after) = after.split_once('"').expect("a value is closed");
            assert!(key.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-'), "{key}");
            assert!(attributes.iter().all(|(other, _)| *other != key), "{key} twice in {tag}");
            assert_text(value);
            attributes.push((key, value));
            inside = after.trim_start();
        }
        tags.push((name, attributes));
        if !is_empty {
            open.push(name);
        }
    }
    assert_text(rest);
    assert_eq!(open, Vec::<&str>::new(), "all is closed");
    tags
}

/// Asserts that a text holds nothing but what XML allows there.
fn assert_text(text: &str) {
    assert!(!text.contains(['<', '>', '"']), "{text:?}");
    assert!(!text.chars().any(char::is_control), "{text:?}");
    for part in text.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;", "#39;"];
        assert!(known.iter().any(|entity| part.starts_with(entity)), "{text:?}");
    }
}

pub(super) fn numbers(text: &str) -> Vec<f64> {
    text.split(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == '-'))
        .filter(|number| !number.is_empty())
        .map(|number| {
            assert!(
                number.split_once('.').is_none_or(|(_, decimals)| decimals.len() == 1),
                "{number}"
            );
            number.parse().unwrap()
        })
        .collect()
}

/// Asserts what holds of every picture.
fn assert_sound(svg: &str) {
    let classes: Vec<&str> = Role::ALL.iter().map(|role| role.class()).chain(["spark"]).collect();
    let tags = tags(svg);
    let (_, root) = &tags[0];
    let view = root.iter().find(|(key, _)| *key == "viewBox").unwrap().1;
    let [_, _, wide, high] = numbers(view)[..] else { panic!("{view}") };
    let inside = |x: f64, y: f64| {
        assert!((0.0..=wide).contains(&x) && (0.0..=high).contains(&y), "{x} {y} in {svg}");
    };
    for (name, attributes) in &tags {
        let get =
            |key: &str| attributes.iter().find(|(own, _)| *own == key).map(|(_, value)| *value);
        let number = |key: &str| get(key).map_or(0.0, |value| numbers(value)[0]);
        for banned in ["style", "fill", "stroke", "color"] {
            assert_eq!(get(banned), None, "{svg}");
        }
        if let Some(class) = get("class") {
            assert!(classes.contains(&class), "{class}");
        }
        match *name {
            "svg" | "title" | "desc" | "g" => {}
            "text" => inside(number("x"), number("y")),
            "circle" => inside(number("cx"), number("cy")),
            "rect" => {
                inside(number("x"), number("y"));
                inside(number("x") + number("width"), number("y") + number("height"));
            }
            "polyline" => {
                let all = numbers(get("points").unwrap());
                assert!(all.len() >= 4 && all.len().is_multiple_of(2));
                all.chunks(2).for_each(|spot| inside(spot[0], spot[1]));
            }
            "path" => {
                let d = get("d").unwrap();
                assert!(d.chars().all(|letter| "MHVLZ .-0123456789".contains(letter)), "{d}");
                for part in d.split('M').skip(1) {
                    let all = numbers(part);
                    inside(all[0], all[1]);
                    match part {
                        part if part.contains('H') => inside(all[2], all[1]),
                        part if part.contains('V') => inside(all[0], all[2]),
                        _ => all.chunks(2).for_each(|spot| inside(spot[0], spot[1])),
                    }
                }
            }
            other => panic!("<{other}> is none of ours"),
        }
    }
}

fn assert_labels_apart(case: &Case, size: Size) {
    let labels = case.with(size, labels);
    for (at, label) in labels.iter().enumerate() {
        for other in &labels[at + 1..] {
            assert!(!label.area.meets(other.area), "{label:?} lies on {other:?}");
        }
    }
}

fn rhythms() -> impl Strategy<Value = Rhythm> {
    proptest::sample::select(vec![
        Rhythm::Day,
        Rhythm::Week,
        Rhythm::Month,
        Rhythm::Quarter,
        Rhythm::Year,
    ])
}

fn looks() -> impl Strategy<Value = Look> {
    proptest::sample::select(vec![Look::Run, Look::Run, Look::Line, Look::Bars, Look::Area])
}

fn values() -> impl Strategy<Value = Vec<f64>> {
    let size = proptest::sample::select(vec![1e-9, 1e-3, 1.0, 100.0, 1e6, 1e12]);
    let shift = proptest::sample::select(vec![0.0, 0.0, 1.0, -1.0, 1e9]);
    (proptest::collection::vec(-1.0..1.0_f64, 0..90), size, shift).prop_map(|(all, size, shift)| {
        all.into_iter().map(|value| (value * size + shift).clamp(-1e12, 1e12)).collect()
    })
}

prop_compose! {
    fn cases()(
        values in values(),
        rhythm in rhythms(),
        skips in proptest::collection::vec(0..8_u8, 90),
        decimals in 0..3_usize,
        unit in proptest::sample::select(vec!["%", "days", "", "of 5", "per 100 orders", "<b>&\"'"]),
        target in proptest::option::of(-1e12..1e12_f64),
        near in proptest::option::of(-120.0..120.0_f64),
        shipped in proptest::collection::vec(-50..3000_i32, 0..12),
        direction in proptest::sample::select(vec![Direction::Up, Direction::Down, Direction::Watch]),
        baseline in proptest::option::of(6..30_u32),
        n in proptest::option::of(0..u64::MAX),
        name in "\\PC{0,20}",
        shape in (looks(), proptest::option::of(-9..900_i32), proptest::option::of(0..900_i32)),
        band in proptest::option::of((-120.0..100.0_f64, 0.1..90.0_f64)),
    ) -> Case {
        let start = day("2019-12-30");
        let mut case = Case::weekly(unit, &[]);
        case.name = name;
        let mut date = start;
        let mut points = Vec::new();
        for (value, skip) in values.iter().zip(skips) {
            let period = rhythm.period(date);
            points.push(Point { period, value: *value, n });
            date = period.last.plus_days(1).unwrap();
            if skip == 0 {
                date = rhythm.period(date).last.plus_days(1).unwrap();
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
        case.fields.target = near.or(target).map(|value| Target { value: spanned(value), by: Some(spanned(start)) });
        case.marks = (1..)
            .zip(shipped)
            .map(|(number, days)| Mark { number, date: start.plus_days(days).unwrap() })
            .collect();
        case
    }
}

fn config() -> ProptestConfig {
    let cases = std::env::var("THROUGHLINE_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: cases.unwrap_or(1500),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_series_is_drawn_soundly(case in cases()) {
        for size in [Size::Wide, Size::Narrow] {
            let svg = case.draw(size);
            assert_sound(&svg);
            prop_assert!(!svg.contains("NaN") && !svg.contains("inf"));
            assert_labels_apart(&case, size);
            assert_course(&case, &svg, &case.with(size, spots_of));
        }
        let unit = Unit::of(&case.fields, case.series.decimals);
        let ship = case.marks.first().map(|mark| mark.date);
        for ship in [None, ship] {
            let svg = spark(&case.series, &unit, &case.name, ship);
            prop_assert_eq!(svg.is_none(), case.series.len() < 2);
            svg.iter().for_each(|svg| assert_sound(svg));
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_cases_are_drawn_soundly(case in cases(), cuts in proptest::collection::vec(0..9_usize, 90)) {
        for size in [Size::Wide, Size::Narrow] {
            for (kind, svg) in super::kinds::all(&case, size, &cuts) {
                assert_sound(&svg);
                assert_kind(&case, kind, &svg, size, &cuts);
                prop_assert!(!svg.contains("NaN") && !svg.contains("inf"), "{kind}");
                assert!(svg.matches("<title>").count() <= 120, "{kind}");
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
fn twenty_four_points_take_less_than_six_kilobytes() {
    let mut case = falls();
    case.series.points.truncate(24);
    for size in [Size::Wide, Size::Narrow] {
        let bytes = case.draw(size).len();
        assert!(bytes <= 6_000, "{bytes} bytes");
    }
}

#[test]
fn at_most_a_hundred_and_twenty_points_answer_a_pointer() {
    for count in [119, 120, 121, 250, 400] {
        let svg = Case::weekly("%", &vec![1.0; count]).draw(Size::Wide);
        let hits = svg.matches("<title>").count();
        assert!(hits <= 120 && hits >= count.min(60), "{hits} of {count}");
    }
}
