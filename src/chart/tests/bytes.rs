//! How many bytes a chart of each kind takes.

use super::{Case, Look, Size, falls};
use crate::chart::{
    Across, AnswerBar, Bar, Bars, Bounds, Diverging, Dot, Group, Lane, Panel, Picture, Share,
    Square, UnitRow, WaveBars, bars, diverging, histogram, lanes, multiples, rates, scatter, spark,
    strip, units,
};
use crate::kind::Cause;
use crate::kpi::{Interval, Unit};

/// Of what is never negative, without a target.
const NOT_NEGATIVE: Bounds = Bounds { least: Some(0.0), target: None };

/// Returns values in groups by how often chance cut.
fn grouped(case: &Case, cuts: &[usize]) -> Vec<Group> {
    let mut groups = vec![Group { label: case.name.clone(), values: Vec::new() }];
    for (point, cut) in case.series.points.iter().zip(cuts) {
        if *cut == 0 {
            groups.push(Group { label: "Q1\u{a0}26".to_owned(), values: Vec::new() });
        }
        let group = groups.last_mut().unwrap();
        group.values.push((point.value, case.name.clone()));
    }
    groups
}

/// Draws every small kind of the numbers of a case.
fn all(case: &Case, size: Size, cuts: &[usize]) -> Vec<(&'static str, String)> {
    let unit = Unit::of(&case.fields, case.series.decimals);
    let name = case.name.as_str();
    let picture = Picture { title: name, desc: name, unit: &unit, size, id: "k" };
    let values: Vec<f64> = case.series.points.iter().map(|point| point.value).collect();
    let dots: Vec<Dot> = case
        .series
        .points
        .iter()
        .map(|it| Dot { on: it.period.start, value: it.value, label: name.to_owned() })
        .collect();
    let groups = grouped(case, cuts);
    let panel = |(at, group): (usize, &Group)| Panel {
        name: group.label.clone(),
        points: (0_u32..)
            .zip(&group.values)
            .map(|(x, (value, words))| (f64::from(x) * 3.0 + 1.0, *value, words.clone()))
            .collect(),
        is_line: at.is_multiple_of(2),
    };
    let panels: Vec<Panel> = groups.iter().enumerate().map(panel).collect();
    let row = |group: &Group| UnitRow {
        label: group.label.clone(),
        squares: (0..group.values.len())
            .map(|at| Square {
                again: [None, None, Some(Cause::ALL[at % 4])][cuts[at] % 3],
                label: name.to_owned(),
            })
            .collect(),
        is_open: group.values.len() % 2 == 1,
    };
    let rows: Vec<UnitRow> = groups.iter().map(row).collect();
    let share = |dot: &Dot| Share {
        on: dot.on,
        percent: dot.value,
        interval: Interval { low: dot.value - 5.0, high: dot.value + 5.0 },
        label: dot.label.clone(),
    };
    let shares: Vec<Share> = dots.iter().map(share).collect();
    let lane = |dot: &Dot| Lane { name: dot.label.clone(), age: dot.value };
    let under_way: Vec<Lane> = dots.iter().map(lane).collect();
    let levels: Vec<(f64, String)> =
        values.iter().take(2).map(|value| (*value, format!("P50 {value}"))).collect();
    let bar = |at: u64| Bar { label: format!("Cause {at}"), count: at * 7919 % 100 };
    let counts: Vec<Bar> = (0..24).map(bar).collect();
    let answers = ["yes", "rather", "hardly", "no"].map(str::to_owned);
    let told = |at: u64| AnswerBar {
        label: format!("Group {at}"),
        counts: Ok((0..4).map(|answer| (at * 4 + answer) * 7919 % 100).collect()),
    };
    let wave = |at: u64| WaveBars {
        label: format!("Wave {at}"),
        bars: (at * 3..at * 3 + 3).map(told).collect(),
    };
    let waves: Vec<WaveBars> = (0..2).map(wave).collect();
    let asked =
        Diverging { title: name, desc: name, answers: &answers, panels: &waves, size, id: "k" };
    vec![
        ("scatter", scatter(&picture, &dots, &case.marks, NOT_NEGATIVE)),
        ("histogram", histogram(&picture, &values, None)),
        ("strip", strip(&picture, &groups, Bounds::default())),
        ("multiples", multiples(&picture, &panels, Across::Year, Bounds::default())),
        ("units", units(&picture, &rows)),
        ("rates", rates(&picture, &shares)),
        ("lanes", lanes(&picture, &under_way, &levels)),
        ("counts", bars(&Bars { title: name, desc: name, bars: &counts, size, id: "k" })),
        ("answers", diverging(&asked)),
        ("spark", spark(&case.series, &unit, name, None).unwrap()),
    ]
}

#[test]
fn every_kind_takes_less_than_six_kilobytes_at_twenty_four_points() {
    let mut case = falls();
    case.series.points.truncate(24);
    let cuts = [1, 1, 1, 1, 1, 0].repeat(15);
    for size in [Size::Wide, Size::Narrow] {
        for look in [Look::Run, Look::Line, Look::Bars, Look::Area] {
            let bytes = Case { look, ..case.clone() }.draw(size).len();
            assert!(bytes <= 6_000, "{look:?} {size:?}: {bytes} bytes");
        }
        for (kind, svg) in all(&case, size, &cuts) {
            assert!(svg.len() <= 6_000, "{kind} {size:?}: {} bytes", svg.len());
            assert!(svg.len() > 350, "{kind} {size:?} draws nothing");
        }
    }
}
