//! Tests of pictures: examples that are read as SVG, and whatever series chance brings.

mod any;
mod bytes;
mod chance;
mod golden;
mod held;
mod kinds;
mod levelled;
mod plot;
mod small;
mod sound;
mod traced;
mod words;

use crate::doc::{Direction, KpiFields, Phase, Placing, Target};
use crate::id::{Date, Rhythm, Span, Spanned};
use crate::kpi::{Point, Series, Unit, analyse, verdicts};

use super::{Courses, Look, Mark, Size, Spec, run_chart};

/// Everything that a chart is drawn from.
#[derive(Clone, Debug)]
struct Case {
    series: Series,
    fields: KpiFields,
    marks: Vec<Mark>,
    name: String,
    look: Look,
    shown: Placing,
    order: Option<Vec<String>>,
}

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::default())
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

impl Case {
    /// Weekly values from 2 March 2026 on.
    fn weekly(unit: &str, values: &[f64]) -> Case {
        let points = values.iter().enumerate().map(|(at, value)| {
            let start = day("2026-03-02").plus_days(7 * i32::try_from(at).unwrap()).unwrap();
            Point {
                period: Rhythm::Week.period(start),
                value: *value,
                n: Some(1900 + at as u64 * 13),
            }
        });
        let series = Series { rhythm: Rhythm::Week, points: points.collect(), decimals: 1 };
        let fields = KpiFields {
            unit: Some(spanned(unit.to_owned())),
            direction: Some(spanned(Direction::Down)),
            ..KpiFields::default()
        };
        Case {
            series,
            fields,
            marks: Vec::new(),
            name: "Checkout drop-off".to_owned(),
            look: Look::Run,
            shown: Placing::default(),
            order: None,
        }
    }

    fn target(mut self, value: f64, by: &str) -> Case {
        self.fields.target = Some(Target { value: spanned(value), by: Some(spanned(day(by))) });
        self
    }

    fn phase(mut self, from: &str) -> Case {
        let phase = Phase { from: spanned(day(from)), because: None, method: None };
        self.fields.phases.push(phase);
        self
    }

    fn shipped(mut self, dates: &[&str]) -> Case {
        self.marks =
            (1..).zip(dates).map(|(number, date)| Mark { number, date: day(date) }).collect();
        self
    }

    fn with<T>(&self, size: Size, look: impl FnOnce(&Spec) -> T) -> T {
        self.beside(&Courses::default(), size, look)
    }

    /// Looks at a chart that shares its line with others.
    fn beside<T>(&self, courses: &Courses, size: Size, look: impl FnOnce(&Spec) -> T) -> T {
        let analysis = analyse(&self.series, &self.fields);
        let verdicts = verdicts(&self.series, &analysis, &self.fields);
        let unit = Unit::of(&self.fields, self.series.decimals);
        look(&Spec {
            series: &self.series,
            analysis: &analysis,
            verdicts: &verdicts,
            fields: &self.fields,
            unit: &unit,
            name: &self.name,
            marks: &self.marks,
            look: self.look,
            shown: self.shown,
            order: self.order.as_deref(),
            size,
            id: "k",
            courses,
        })
    }

    fn draw(&self, size: Size) -> String {
        self.with(size, run_chart)
    }
}

/// Thirty-six weeks of a drop-off that falls in the twenty-third.
const FALLS: [f64; 36] = [
    31.0, 31.5, 30.5, 31.4, 32.0, 31.5, 32.7, 30.0, 31.1, 30.2, 30.1, 30.8, 31.2, 31.5, 31.6, 33.5,
    31.9, 29.2, 31.2, 30.3, 30.4, 32.4, 27.1, 25.5, 27.6, 27.0, 26.2, 26.5, 26.7, 27.3, 26.9, 27.4,
    29.0, 26.6, 26.6, 27.1,
];

fn falls() -> Case {
    Case::weekly("%", &FALLS).target(25.0, "2026-12-31").shipped(&[
        "2026-05-11",
        "2026-08-05",
        "2026-10-12",
    ])
}

#[test]
fn charts_that_share_a_line_are_those_drawn_alone() {
    let courses = Courses::default();
    let bare = Case { marks: Vec::new(), ..falls() };
    let crowded: Vec<&str> = ["2026-05-11"; 30].to_vec();
    let crowded = bare.clone().shipped(&crowded);
    // The second lies where the first does; a row of marks, and two, move the plot down.
    for case in [&bare, &bare, &falls(), &crowded, &bare] {
        for size in [Size::Wide, Size::Narrow] {
            assert_eq!(case.beside(&courses, size, run_chart), case.draw(size));
        }
    }
}
