//! Sparklines.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement};

use crate::id::Date;
use crate::kpi::{Possible, Series, Unit};

use super::backend::Svg;
use super::role::Role;
use super::scale::{is_drawable, value_range};
use super::thin::unbroken;

/// At most so many points.
const POINTS: usize = 24;
/// At most so many points before a ship date.
const BEFORE: usize = 18;
/// At most so many points where a ship date is given.
const AROUND: usize = 36;
const SIZE: (u32, u32) = (120, 32);

/// Returns the recent course of a series as a small picture named by `label`, to which the latest value
/// is added; around a ship date where one is given. `None` under two points.
pub fn spark(series: &Series, unit: &Unit, label: &str, ship: Option<Date>) -> Option<String> {
    let window = window(series, ship);
    let points: Vec<_> =
        window.points.iter().filter(|point| is_drawable(point.value)).copied().collect();
    let window = Series { points, ..window };
    let (first, last) = (window.points.first()?, window.last()?);
    if window.len() < 2 {
        return None;
    }
    let day = |date: Date| f64::from(date.number());
    let values = value_range(window.points.iter().map(|point| point.value), Possible::default());
    let days = day(first.period.start)..day(last.period.start);
    let rc = Rc::new(RefCell::new(Svg::labelled(
        SIZE,
        "spark",
        &format!("{label}: {} values, the last {}", window.len(), unit.level(last.value)),
    )));
    {
        let root: DrawingArea<Svg, Shift> = (&rc).into();
        // Room for half a line and for the last point.
        let place = (30..1160, Range { start: 290, end: 30 });
        let area = root.apply_coord_spec(Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(
            days.clone(),
            values.clone(),
            place,
        ));
        let drawn = "our backend never fails and is borrowed once at a time";
        if let Some(ship) = ship.map(day).filter(|ship| days.contains(ship)) {
            let path = PathElement::new(
                vec![(ship, values.start), (ship, values.end)],
                Role::Release.color(),
            );
            area.draw(&path).expect(drawn);
        }
        let spot = |at: usize| (day(window.points[at].period.start), window.points[at].value);
        let all: Vec<usize> = (0..window.len()).collect();
        for stretch in unbroken(&window, &all) {
            if stretch.start() == stretch.end() {
                area.draw(&Circle::new(spot(*stretch.start()), 12, Role::Dot.color()))
                    .expect(drawn);
            } else {
                let path: Vec<_> = stretch.map(spot).collect();
                area.draw(&PathElement::new(path, Role::Series.color())).expect(drawn);
            }
        }
        area.draw(&Circle::new(spot(window.len() - 1), 26, Role::Last.color())).expect(drawn);
    }
    Some(rc.borrow_mut().finish())
}

/// Returns the points that a sparkline shows.
fn window(series: &Series, ship: Option<Date>) -> Series {
    let count = series.len();
    let first = match ship {
        None => count.saturating_sub(POINTS),
        Some(ship) => {
            let shipped = series.points.partition_point(|point| point.period.start < ship);
            shipped.saturating_sub(BEFORE)
        }
    };
    let end = if ship.is_some() { count.min(first + AROUND) } else { count };
    Series { points: series.points[first..end].to_vec(), ..*series }
}
