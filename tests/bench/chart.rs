//! What one chart of each kind costs at twenty-four points.

use std::hint::black_box;
use std::time::Instant;

use throughline::chart::{
    Across, AnswerBar, Bar, Bars, Bounds, Courses, Diverging, Dot, Group, Lane, Look, Panel,
    Picture, Share, Size, Spec, Square, UnitRow, WaveBars, bars, diverging, histogram, lanes,
    multiples, rates, run_chart, scatter, spark, strip, units,
};
use throughline::doc::{KpiFields, Placing};
use throughline::id::{Date, Rhythm};
use throughline::kind::Cause;
use throughline::kpi::{Interval, Point, Series, Unit, analyse, verdicts};

/// How many points are drawn.
const POINTS: i32 = 24;

/// How often each chart is drawn.
const TIMES: u32 = 2_000;

/// Prints a row for each kind: microseconds and bytes.
pub(crate) fn measure() {
    let start = Date::new(2026, 1, 5).unwrap();
    let value = |at: i32| 30.0 + f64::from(at * 7919 % 100) / 10.0;
    let points = (0..POINTS).map(|at| Point {
        period: Rhythm::Week.period(start.plus_days(at * 7).unwrap()),
        value: value(at),
        n: Some(1_900),
    });
    let series = Series { rhythm: Rhythm::Week, points: points.collect(), decimals: 1 };
    let fields = KpiFields::default();
    let (analysis, unit) = (analyse(&series, &fields), Unit { name: "%".to_owned(), decimals: 1 });
    let verdicts = verdicts(&series, &analysis, &fields);
    println!("{:<28}{:>10}{:>10}", "a chart of 24 points", "µs", "bytes");
    for look in [Look::Run, Look::Line, Look::Bars, Look::Area] {
        row(&format!("{look:?}").to_lowercase(), || {
            run_chart(&Spec {
                series: &series,
                analysis: &analysis,
                verdicts: &verdicts,
                fields: &fields,
                unit: &unit,
                name: "Checkout drop-off",
                marks: &[],
                look,
                shown: Placing::default(),
                order: None,
                size: Size::Wide,
                id: "k",
                // Nothing is kept from one to the next.
                courses: &Courses::default(),
            })
        });
    }
    let label = |at: i32| format!("Brief {at}");
    let dots: Vec<Dot> = series
        .points
        .iter()
        .map(|it| Dot { on: it.period.start, value: it.value, label: label(0) })
        .collect();
    let values: Vec<f64> = dots.iter().map(|dot| dot.value).collect();
    let of = |dots: &[Dot]| dots.iter().map(|it| (it.value, it.label.clone())).collect();
    let groups: Vec<Group> =
        dots.chunks(6).map(|dots| Group { label: "Q1 26".to_owned(), values: of(dots) }).collect();
    let place = |dot: &Dot| (f64::from(dot.on.number()), dot.value, dot.label.clone());
    let panels: Vec<Panel> = dots
        .chunks(8)
        .map(|dots| Panel {
            name: "build".to_owned(),
            points: dots.iter().map(place).collect(),
            is_line: false,
        })
        .collect();
    let across = Across::Days(dots[0].on, dots[dots.len() - 1].on);
    let shares: Vec<Share> = dots
        .iter()
        .map(|dot| Share {
            on: dot.on,
            percent: dot.value,
            interval: Interval { low: dot.value - 9.0, high: dot.value + 9.0 },
            label: dot.label.clone(),
        })
        .collect();
    let under_way: Vec<Lane> =
        (0..POINTS).map(|at| Lane { name: label(at), age: value(at) }).collect();
    let (title, desc, size, id) = ("Time", "Time to market.", Size::Wide, "k");
    let picture = Picture { title, desc, unit: &unit, size, id };
    let none = Bounds::default();
    row("scatter", || scatter(&picture, &dots, &[], none));
    row("histogram", || histogram(&picture, &values, None));
    row("strip", || strip(&picture, &groups, none));
    row("small-multiples", || multiples(&picture, &panels, across, none));
    row("rolling share", || rates(&picture, &shares));
    row("ages", || lanes(&picture, &under_way, &[]));
    squares(&picture);
    counts();
    row("spark", || spark(&series, &unit, "Time", None).unwrap());
}

/// Prints the row of cohorts: four quarters of six briefs.
fn squares(picture: &Picture) {
    let square = |at: i32| Square {
        again: (at % 3 == 0).then_some(Cause::ALL[at as usize % Cause::ALL.len()]),
        label: format!("Brief {at}: not done again"),
    };
    let cohort = |quarter: i32| UnitRow {
        label: format!("Q{} 2026", quarter + 1),
        squares: (quarter * 6..quarter * 6 + 6).map(square).collect(),
        is_open: quarter == 3,
    };
    let cohorts: Vec<UnitRow> = (0..4).map(cohort).collect();
    row("rework squares", || units(picture, &cohorts));
}

/// Prints the rows of bars: of two dozen counts, and of the answers of as many groups.
fn counts() {
    let (title, desc, size, id) = ("Why", "Why it was done again.", Size::Wide, "k");
    let count = |at: i32| (at * 7919 % 100) as u64;
    let all: Vec<Bar> =
        (0..POINTS).map(|at| Bar { label: format!("Cause {at}"), count: count(at) }).collect();
    row("counts", || bars(&Bars { title, desc, bars: &all, size, id }));
    let answers = ["yes", "rather", "partly", "hardly", "no"].map(str::to_owned);
    let bar = |at: i32| AnswerBar {
        label: format!("Group {at}"),
        counts: Ok((0..5).map(|answer| count(at * 5 + answer)).collect()),
    };
    let wave = |first: i32, groups: i32| WaveBars {
        label: format!("Wave {first}"),
        bars: (first..first + groups).map(bar).collect(),
    };
    let draw = |panels: &[WaveBars]| {
        diverging(&Diverging { title, desc, answers: &answers, panels, size, id })
    };
    // Five groups of five answers are the counts of two dozen points; two dozen groups are five times that.
    let (few, many) = ([wave(0, 5)], [0, 6, 12, 18].map(|first| wave(first, 6)));
    row("answers", || draw(&few));
    row("answers of 24 groups", || draw(&many));
}

fn row(name: &str, draw: impl Fn() -> String) {
    let bytes = draw().len();
    let start = Instant::now();
    for _ in 0..TIMES {
        black_box(draw());
    }
    let each = start.elapsed().as_secs_f64() * 1e6 / f64::from(TIMES);
    println!("{name:<28}{each:>10.1}{bytes:>10}");
}
