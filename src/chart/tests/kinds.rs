//! Each small kind of chart: pictures to be read, and what holds of all.
//!
//! Change the pictures only after looking at them in a browser, light and dark.

use insta::assert_snapshot;

use super::sound::tags;
use super::traced::assert_goals_free;
use super::{Case, Look, Size, day, falls, spanned};
use crate::chart::{
    Across, AnswerBar, Bar, Bars, Bounds, Diverging, Dot, Group, Lane, Mark, Panel, Picture, Share,
    Square, UnitRow, WaveBars, bars, diverging, histogram, histogram_rows, lanes, multiples, rates,
    scatter, strip, units,
};
use crate::doc::Target;
use crate::id::Date;
use crate::kind::Cause;
use crate::kpi::{Interval, Unit};

/// Days of fourteen briefs, whose P50 is 28 and whose P85 is 48 by nearest rank.
const DAYS: [f64; 14] =
    [30.0, 12.0, 48.0, 18.0, 25.0, 63.0, 21.0, 33.0, 19.0, 41.0, 24.0, 90.0, 28.0, 35.0];

/// Of what is never negative, without a target.
const NOT_NEGATIVE: Bounds = Bounds { least: Some(0.0), target: None };

/// Returns a target of thirty.
fn thirty() -> Target {
    Target { value: spanned(30.0), by: Some(spanned(day("2026-12-31"))) }
}

fn aimed(target: &Target) -> Bounds<'_> {
    Bounds { target: Some(target), ..NOT_NEGATIVE }
}

fn dots(values: &[f64], start: Date, step: i32) -> Vec<Dot> {
    let dot = |(at, value): (i32, &f64)| Dot {
        on: start.plus_days(at * step).unwrap(),
        value: *value,
        label: format!("Brief {at}: {value} days"),
    };
    (0..).zip(values).map(dot).collect()
}

fn both(draw: impl Fn(&Picture) -> String) -> String {
    let unit = Unit { name: "days".to_owned(), decimals: 0 };
    let one = |size: Size| {
        let picture =
            Picture { title: "Time", desc: "Time to market.", unit: &unit, size, id: "k" };
        draw(&picture).replace("><", ">\n<")
    };
    format!("{}\n\n{}", one(Size::Wide), one(Size::Narrow))
}

fn looked(look: Look) -> String {
    let case = Case { look, ..falls() };
    let lines = |svg: String| svg.replace("><", ">\n<");
    format!("{}\n\n{}", lines(case.draw(Size::Wide)), lines(case.draw(Size::Narrow)))
}

#[test]
fn a_line_has_a_band() {
    let mut case = Case { look: Look::Line, ..falls() };
    case.fields.band = Some(spanned((25.0, 28.0)));
    assert_snapshot!(case.draw(Size::Wide).replace("><", ">\n<"));
}

#[test]
fn bars_begin_at_zero() {
    assert_snapshot!(looked(Look::Bars));
}

#[test]
fn an_area_begins_at_zero() {
    assert_snapshot!(looked(Look::Area));
}

#[test]
fn a_part_keeps_the_limits_of_the_whole() {
    let mut case = falls();
    case.shown.from = Some(day("2026-06-01"));
    case.shown.to = Some(day("2026-09-30"));
    let svg = case.draw(Size::Wide);
    assert!(svg.contains("usual range 28.3–34.0"), "{svg}");
    assert_snapshot!(svg.replace("><", ">\n<"));
}

#[test]
fn a_scatter_has_percentiles_and_ship_dates() {
    let cases = dots(&DAYS, day("2025-11-03"), 17);
    let marks = [Mark { number: 1, date: day("2026-02-11") }];
    let target = thirty();
    let svg = both(|picture| scatter(picture, &cases, &marks, aimed(&target)));
    // The vector of the percentiles, computed apart from the program.
    assert!(svg.contains("P50 28\u{a0}days") && svg.contains("P85 48\u{a0}days"), "{svg}");
    assert_snapshot!(svg);
}

#[test]
fn percentiles_wait_for_cases_enough() {
    let of = |count: usize| {
        both(|it| scatter(it, &dots(&DAYS[..count], day("2026-01-05"), 9), &[], Bounds::default()))
    };
    assert!(!of(4).contains("P50"));
    assert!(of(5).contains("P50") && !of(9).contains("P85"));
    assert!(of(10).contains("P85"));
}

#[test]
fn a_value_at_the_end_of_a_bin_counts_in_the_next() {
    let values: Vec<f64> = ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6"]
        .into_iter()
        .flat_map(|value| vec![value.parse().unwrap(); 20])
        .collect();
    let unit = Unit { name: "%".to_owned(), decimals: 1 };
    let rows = histogram_rows(&values, &unit);
    let rows: Vec<(&str, u64)> = rows.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    assert_eq!(
        rows,
        [
            ("0.0 to under 0.2\u{a0}%", 40),
            ("0.2 to under 0.4\u{a0}%", 40),
            ("0.4 to under 0.6\u{a0}%", 40),
            ("0.6 to under 0.8\u{a0}%", 20),
        ]
    );
}

#[test]
fn bins_are_no_finer_than_what_is_written() {
    let mut values = vec![0.1; 500];
    values.extend([0.2; 500]);
    let unit = Unit { name: "%".to_owned(), decimals: 1 };
    let rows = histogram_rows(&values, &unit);
    assert_eq!(rows.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [500, 500], "{rows:?}");
}

#[test]
fn a_histogram_has_whole_bins_of_whole_numbers() {
    let unit = Unit { name: "days".to_owned(), decimals: 0 };
    // Quartiles at ranks 4 and 11 of 14, from zero at 3 and 10: 21 and 41 days, and 2 · 20 / 14^⅓ is 16.6.
    let rows = histogram_rows(&DAYS, &unit);
    let rows: Vec<(&str, u64)> = rows.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    let wanted = [
        ("0 to 19\u{a0}days", 3),
        ("20 to 39\u{a0}days", 7),
        ("40 to 59\u{a0}days", 2),
        ("60 to 79\u{a0}days", 1),
        ("80 to 99\u{a0}days", 1),
    ];
    assert_eq!(rows, wanted);
    assert_snapshot!(both(|picture| histogram(picture, &DAYS, Some(&thirty()))));
}

#[test]
fn a_strip_has_a_dot_for_each() {
    let quarters = DAYS.chunks(6).zip(["Q4\u{a0}25", "Q1\u{a0}26", "Q2\u{a0}26"]);
    let group = |(values, label): (&[f64], &str)| Group {
        label: label.to_owned(),
        values: values.iter().map(|value| (*value, format!("{value} days"))).collect(),
    };
    let groups: Vec<Group> = quarters.map(group).collect();
    let target = thirty();
    let svg = both(|picture| strip(picture, &groups, aimed(&target)));
    assert_eq!(svg.matches("n = 6").count(), 4);
    assert_snapshot!(svg);
}

#[test]
fn small_charts_share_their_scales() {
    let panel = |(name, values): (&str, &[f64])| Panel {
        name: name.to_owned(),
        points: dots(values, day("2026-01-05"), 12)
            .into_iter()
            .map(|dot| (f64::from(dot.on.number()), dot.value, dot.label))
            .collect(),
        is_line: false,
    };
    let panels = [("why", &DAYS[..6]), ("queue", &DAYS[3..]), ("build", &DAYS[..])].map(panel);
    let across = Across::Days(day("2026-01-05"), day("2026-06-10"));
    let target = thirty();
    assert_snapshot!(both(|picture| multiples(picture, &panels, across, aimed(&target))));
}

#[test]
fn a_square_stands_for_each_brief() {
    let square = |again: Option<Cause>| Square { again, label: "Wallet: done again".to_owned() };
    let row = |label: &str, again: &[Option<Cause>], is_open: bool| UnitRow {
        label: label.to_owned(),
        squares: again.iter().copied().map(square).collect(),
        is_open,
    };
    let (meant, changed) = (Some(Cause::Miscommunication), Some(Cause::ChangedRequirements));
    let rows = [
        row("Q4 2025", &[None, meant, None], false),
        row("Q1 2026", &[changed, None, None, None, meant], false),
        row("Q2 2026", &[None, changed], true),
    ];
    let svg = both(|picture| units(picture, &rows));
    assert!(svg.contains("2 of 5") && svg.contains("1 of 2 so far"), "{svg}");
    assert_snapshot!(svg);
}

#[test]
fn causes_are_bars() {
    let bar = |(label, count): (&str, u64)| Bar { label: label.to_owned(), count };
    let all = [("miscommunication", 7), ("changed requirements", 3), ("a defect", 1)].map(bar);
    let title = "Rework: causes";
    let draw = |size: Size| bars(&Bars { title, desc: title, bars: &all, size, id: "k" });
    let (wide, narrow) = (draw(Size::Wide), draw(Size::Narrow));
    assert_snapshot!(format!("{wide}\n\n{narrow}").replace("><", ">\n<"));
}

#[test]
fn answers_lie_on_both_sides() {
    let answers = ["yes", "rather yes", "partly", "rather no", "no"].map(str::to_owned);
    let told = |label: &str, counts: [u64; 5]| AnswerBar {
        label: label.to_owned(),
        counts: Ok(counts.to_vec()),
    };
    let hidden =
        AnswerBar { label: "Design".to_owned(), counts: Err("hidden: under 5 answers".to_owned()) };
    let wave = |label: &str, bars: Vec<AnswerBar>| WaveBars { label: label.to_owned(), bars };
    let panels = [
        wave(
            "May 2026",
            vec![told("everyone", [12, 9, 6, 4, 2]), told("Product", [5, 3, 2, 1, 0])],
        ),
        wave("Nov 2026", vec![told("everyone", [8, 11, 5, 6, 3]), hidden]),
    ];
    let draw = |size: Size| {
        let title = "I know why we build what we build.";
        diverging(&Diverging {
            title,
            desc: title,
            answers: &answers,
            panels: &panels,
            size,
            id: "k",
        })
    };
    let (wide, narrow) = (draw(Size::Wide), draw(Size::Narrow));
    assert_snapshot!(format!("{wide}\n\n{narrow}").replace("><", ">\n<"));
}

#[test]
fn a_long_unit_stands_above_its_axis() {
    let unit = Unit { name: "per 100 orders".to_owned(), decimals: 1 };
    let values = [1.2, 2.4, 2.1, 3.7, 1.9, 2.8, 2.2, 4.4, 3.1, 2.6];
    let of = dots(&values, day("2026-01-05"), 20);
    let group = Group {
        label: "Q1\u{a0}26".to_owned(),
        values: values.map(|it| (it, String::new())).to_vec(),
    };
    let panel = Panel {
        name: "2026".to_owned(),
        points: of
            .iter()
            .zip(1..)
            .map(|(dot, at)| (f64::from(at * 20), dot.value, String::new()))
            .collect(),
        is_line: true,
    };
    let target = Target { value: spanned(1.5), by: None };
    let size = Size::Narrow;
    let picture = Picture { title: "Contacts", desc: "Contacts.", unit: &unit, size, id: "k" };
    let all = [
        scatter(&picture, &of, &[], aimed(&target)),
        strip(&picture, &[group], aimed(&target)),
        histogram(&picture, &values, Some(&target)),
        multiples(&picture, &[panel], Across::Year, aimed(&target)),
    ];
    assert!(all.iter().all(|svg| svg.contains(">per 100 orders<") && svg.contains("target 1.5")));
    assert_snapshot!(all.join("\n\n").replace("><", ">\n<"));
}

#[test]
fn shares_have_intervals() {
    // Wilson's intervals of 2 of 12, 3 of 14 and 2 of 15, computed apart from the program.
    let known = [(16.7, 4.7, 44.8), (21.4, 7.6, 47.6), (13.3, 3.7, 37.9)];
    let share = |(at, (percent, low, high)): (i32, &(f64, f64, f64))| Share {
        on: day("2025-12-31").plus_days(91 * at).unwrap(),
        percent: *percent,
        interval: Interval { low: *low, high: *high },
        label: format!("{percent} %"),
    };
    let shares: Vec<Share> = (0..).zip(&known).map(share).collect();
    assert_snapshot!(both(|picture| rates(picture, &shares)));
}

#[test]
fn lanes_are_measured_by_what_is_over() {
    let lane = |(name, age): (&str, f64)| Lane { name: name.to_owned(), age };
    let all = [
        ("A name so long that a phone has no room for all of it", 52.0),
        ("Wallet", 7.0),
        ("Search", 0.0),
    ];
    let levels = [(28.0, "P50 28 days".to_owned()), (48.0, "P85 48 days".to_owned())];
    assert_snapshot!(both(|picture| lanes(picture, &all.map(lane), &levels)));
}

#[test]
fn the_name_of_a_target_lies_on_no_line_of_a_small_chart() {
    let unit = Unit { name: "%".to_owned(), decimals: 0 };
    let picture = Picture { title: "t", desc: "d", unit: &unit, size: Size::Wide, id: "k" };
    let points = [(1.0, 90.0), (300.0, 0.0), (366.0, 100.0)];
    let points = points.map(|(x, value)| (x, value, String::new())).to_vec();
    let panel = Panel { name: "2026".to_owned(), points, is_line: true };
    let target = Target { value: spanned(50.0), by: None };
    let svg = multiples(&picture, &[panel], Across::Year, aimed(&target));
    assert!(svg.contains(">target 50<"), "{svg}");
    assert_goals_free(&tags(&svg));
}
