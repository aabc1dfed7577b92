//! Cases in time, with the levels that most of them stay below.

use crate::id::{Date, Rhythm};
use crate::kpi::{Unit, percentiles};

use super::brush::Brush;
use super::frame::{Frame, Picture, Said, day_range, is_long, say};
use super::goal::{self, Bounds, reach};
use super::label::{Anchor, Area, width};
use super::releases::{self, Release};
use super::role::Role;
use super::scale::is_drawable;
use super::{Mark, Size};

/// A case at its day.
#[derive(Clone, PartialEq, Debug)]
pub struct Dot {
    /// The day.
    pub on: Date,
    /// The value, finite.
    pub value: f64,
    /// What it is a case of, and its value in words.
    pub label: String,
}

/// At most so many cases are drawn, the newest.
pub const DOTS: usize = 400;

/// Returns the cases as one `svg` element, each at its day, with the 50th and the 85th percentile where
/// there are enough of them. No value may lie below the least of the bounds.
pub fn scatter(picture: &Picture, dots: &[Dot], marks: &[Mark], bounds: Bounds) -> String {
    let dots: Vec<&Dot> = dots.iter().filter(|dot| is_drawable(dot.value)).collect();
    let shown = &dots[dots.len().saturating_sub(DOTS)..];
    let (wide, high) = picture.size.pixels();
    let (wide, high) = (f64::from(wide), f64::from(high));
    let brush = picture.brush(high);
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else { return brush.finish() };
    let values: Vec<f64> = dots.iter().map(|dot| dot.value).collect();
    let borne = percentiles(&values);
    // A long unit stands above the axis, and would take the room of the plot.
    let plain = Unit { name: String::new(), decimals: picture.unit.decimals };
    let unit = if is_long(picture.unit) { &plain } else { picture.unit };
    let name = |percent: &str, value: f64| format!("{percent} {}", unit.chosen(value));
    let levels: Vec<(f64, String, Role)> =
        [("P50", borne.p50, Role::Centre), ("P85", borne.p85, Role::Limit)]
            .into_iter()
            .filter_map(|(percent, value, role)| Some((value?, name(percent, value?), role)))
            .collect();
    let aim = bounds.target.and_then(|target| goal::words(target, picture.unit));
    let aim = aim.filter(|_| picture.size == Size::Wide);
    let aim = aim.map_or(0.0, |words| width(&words, Role::Accent).min(170.0));
    let right =
        levels.iter().map(|(_, name, _)| width(name, Role::Text)).fold(aim.max(12.0), f64::max);
    let across = day_range(first.on, last.on);
    let all = shown.iter().map(|dot| dot.value).chain(levels.iter().map(|(value, ..)| *value));
    let (values, goal) = reach(all, bounds, picture.unit);
    let most = if picture.size == Size::Wide { 6 } else { 4 };
    let mut frame = Frame::new((wide, high), across, values, (most, picture.unit), right + 14.0);
    let radius = if picture.size == Size::Wide { 9.0 } else { 8.0 };
    let days = frame.across.clone();
    let released = releases::place(marks, &days, &mut frame.plot, radius);
    let dot = if shown.len() > 120 { 2.2 } else { 3.4 };
    for case in shown {
        let spot = frame.spot(case.on, case.value);
        frame.labels.keep_free(Area::around(spot, dot + 1.0));
    }
    for Release { circle, radius, x, .. } in &released {
        frame.labels.keep_free(Area::around(*circle, *radius));
        frame.labels.keep_line_free((*x, frame.plot.top), (*x, frame.plot.bottom));
    }
    frame.name_values();
    let most = if picture.size == Size::Wide { 7 } else { 3 };
    frame.name_days(first.on, last.on, Rhythm::Month, most);
    for (value, name, _) in levels.iter().rev() {
        frame.name_level(*value, name, Role::Text);
    }
    if let Some(goal) = &goal {
        frame.name_goal(goal);
    }
    for release in &released {
        let (x, y) = release.circle;
        let number = release.number.to_string();
        frame.labels.put(&number, Role::ReleaseNumber, (x, y + 4.0), Anchor::Middle);
    }
    frame.draw(&brush);
    for (value, _, role) in &levels {
        let y = frame.y(*value);
        brush.line((frame.plot.left, y), (frame.plot.right, y), *role);
    }
    if let Some(goal) = &goal {
        frame.draw_goal(goal, &brush);
    }
    ship_dates(&frame, &released, &brush);
    for case in shown {
        brush.circle(frame.spot(case.on, case.value), dot, Role::Dot);
    }
    brush.labels(&frame.labels);
    let said = shown.iter().map(|case| Said {
        at: frame.spot(case.on, case.value),
        title: format!("{}, {}", case.label, case.on.long()),
    });
    say(picture, &brush, said.collect(), 8.0);
    brush.finish()
}

fn ship_dates(frame: &Frame, released: &[Release], brush: &Brush) {
    for release in released {
        let (x, y) = release.circle;
        brush.line((release.x, frame.plot.top), (release.x, frame.plot.bottom), Role::Release);
        brush.line((x, y + release.radius), (release.x, frame.plot.top), Role::Release);
    }
    for release in released {
        brush.circle(release.circle, release.radius, Role::ReleaseCircle);
    }
}
