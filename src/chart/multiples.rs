//! Several small charts that share their scales.

use std::ops::Range;

use crate::id::{Date, Rhythm};
use crate::kpi::{Unit, percentiles};

use super::Size;
use super::frame::{Frame, Picture, Said, day_range, fit, is_long, say};
use super::goal::{Bounds, reach};
use super::label::{Anchor, Area, Labels, Spot};
use super::role::Role;
use super::scale::is_drawable;

/// One of several small charts.
#[derive(Clone, PartialEq, Debug)]
pub struct Panel {
    /// What it shows.
    pub name: String,
    /// The points from left to right: a place on the axis that all share, a value, and its words.
    pub points: Vec<(f64, f64, String)>,
    /// Whether the points are joined; else a line stands at their 50th percentile.
    pub is_line: bool,
}

/// The axis that small charts share.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Across {
    /// From a day to another; places are numbers of days.
    Days(Date, Date),
    /// From January to December; places are days of a year.
    Year,
}

/// At most so many charts; of more, the last are drawn.
pub const PANELS: usize = 12;

/// At most so many points in each; of more, the last are drawn.
const POINTS: usize = 120;

const HEIGHT: f64 = 150.0;

/// Returns the charts as one `svg` element. All share an axis and the range
/// of all values.
pub fn multiples(picture: &Picture, panels: &[Panel], across: Across, bounds: Bounds) -> String {
    let panels = &panels[panels.len().saturating_sub(PANELS)..];
    let most = if picture.size == Size::Wide { 3 } else { 2 };
    let columns = panels.len().clamp(1, most);
    let rows = panels.len().div_ceil(columns).max(1);
    // A unit that is too long for a tick is named once, above all.
    let head = if is_long(picture.unit) { 18.0 } else { 0.0 };
    let brush = picture.brush(head + rows as f64 * HEIGHT);
    let range = match across {
        Across::Days(first, last) => day_range(first, last),
        Across::Year => 1.0..366.0,
    };
    let points: Vec<Vec<&(f64, f64, String)>> =
        panels.iter().map(|panel| shown(panel, &range)).collect();
    let all = points.iter().flatten().map(|(_, value, _)| *value);
    if all.clone().next().is_none() {
        return brush.finish();
    }
    let (values, goal) = reach(all, bounds, picture.unit);
    let cell = picture.wide() / columns as f64;
    let mut said = Vec::new();
    if head > 0.0 {
        let mut labels = Labels::new(picture.wide(), head);
        let unit = fit(&picture.unit.name, Role::Text, picture.wide());
        labels.put(&unit, Role::Text, (0.0, 11.0), Anchor::Start);
        brush.labels(&labels);
    }
    let plain = Unit { name: String::new(), decimals: picture.unit.decimals };
    let ticked = if head > 0.0 { &plain } else { picture.unit };
    for (at, (panel, points)) in panels.iter().zip(&points).enumerate() {
        let (left, top) = ((at % columns) as f64 * cell, head + (at / columns) as f64 * HEIGHT);
        let size = (cell, HEIGHT);
        let mut frame = Frame::new(size, range.clone(), values.clone(), (4, ticked), 14.0);
        frame.plot.top = 24.0;
        let name = fit(&panel.name, Role::Accent, cell - frame.plot.left - 4.0);
        frame.labels.put(&name, Role::Accent, (frame.plot.left, 13.0), Anchor::Start);
        frame.name_values();
        match across {
            Across::Days(first, last) => {
                frame.name_days(first, last, Rhythm::Month, if cell > 200.0 { 3 } else { 2 });
            }
            Across::Year => {
                [(1.0, "Jan"), (182.0, "Jul")]
                    .iter()
                    .for_each(|(day, name)| frame.name_across(*day, name));
            }
        }
        let numbers: Vec<f64> = points.iter().map(|(_, value, _)| *value).collect();
        let middle = percentiles(&numbers).p50.filter(|_| !panel.is_line);
        if let Some(middle) = middle {
            let text = format!("P50 {}", ticked.chosen(middle));
            let end = ((cell - 14.0, 13.0), Anchor::End);
            frame.labels.place(&text, Role::Text, &[end]);
        }
        let spots = |frame: &Frame| -> Vec<Spot> {
            points.iter().map(|(x, value, _)| (frame.x(*x), frame.y(*value))).collect()
        };
        let own = spots(&frame);
        for spot in &own {
            frame.labels.keep_free(Area::around(*spot, 3.0));
        }
        for pair in own.windows(2).filter(|_| panel.is_line) {
            frame.labels.keep_line_free(pair[0], pair[1]);
        }
        // One of several that are alike says what the line is.
        if let Some(goal) = goal.as_ref().filter(|_| at == 0) {
            frame.name_goal(goal);
        }
        frame.shift(left, top);
        frame.draw(&brush);
        if let Some(goal) = &goal {
            frame.draw_goal(goal, &brush);
        }
        if let Some(middle) = middle {
            let y = frame.y(middle);
            brush.line((frame.plot.left, y), (frame.plot.right, y), Role::Centre);
        }
        let spots = spots(&frame);
        if panel.is_line && spots.len() > 1 {
            brush.path(&spots, Role::Series);
        }
        for spot in spots.iter().filter(|_| !panel.is_line || spots.len() == 1) {
            brush.circle(*spot, 2.4, Role::Dot);
        }
        brush.labels(&frame.labels);
        let titles = points.iter().map(|(.., title)| format!("{}: {title}", panel.name));
        said.extend(spots.iter().zip(titles).map(|(at, title)| Said { at: *at, title }));
    }
    say(picture, &brush, said, 6.0);
    brush.finish()
}

/// Returns the points that have a place on the axis and can be drawn.
fn shown<'a>(panel: &'a Panel, range: &Range<f64>) -> Vec<&'a (f64, f64, String)> {
    let is_drawn = |(x, value, _): &&(f64, f64, String)| {
        range.start <= *x && *x <= range.end && is_drawable(*value)
    };
    let drawable: Vec<&(f64, f64, String)> = panel.points.iter().filter(is_drawn).collect();
    drawable[drawable.len().saturating_sub(POINTS)..].to_vec()
}
