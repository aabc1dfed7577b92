//! Several small charts that share their scales.

use crate::id::{Date, Rhythm};
use crate::kpi::{Possible, percentiles};

use super::Size;
use super::frame::{Frame, Picture, Said, day_range, fit, say};
use super::label::Anchor;
use super::role::Role;
use super::scale::{is_drawable, value_range};

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
pub fn multiples(
    picture: &Picture,
    panels: &[Panel],
    across: Across,
    least: Option<f64>,
) -> String {
    let panels = &panels[panels.len().saturating_sub(PANELS)..];
    let most = if picture.size == Size::Wide { 3 } else { 2 };
    let columns = panels.len().clamp(1, most);
    let rows = panels.len().div_ceil(columns).max(1);
    let brush = picture.brush(rows as f64 * HEIGHT);
    let points: Vec<Vec<&(f64, f64, String)>> = panels.iter().map(shown).collect();
    let all = points.iter().flatten().map(|(_, value, _)| *value);
    if all.clone().next().is_none() {
        return brush.finish();
    }
    let values = value_range(all, Possible { low: least, high: None });
    let range = match across {
        Across::Days(first, last) => day_range(first, last),
        Across::Year => 1.0..366.0,
    };
    let cell = picture.wide() / columns as f64;
    let mut said = Vec::new();
    for (at, (panel, points)) in panels.iter().zip(&points).enumerate() {
        let (left, top) = ((at % columns) as f64 * cell, (at / columns) as f64 * HEIGHT);
        let size = (cell, HEIGHT);
        let mut frame = Frame::new(size, range.clone(), values.clone(), (3, picture.unit), 14.0);
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
            let text = format!("P50 {}", picture.unit.chosen(middle));
            let end = ((cell - 14.0, 13.0), Anchor::End);
            frame.labels.place(&text, Role::Text, &[end]);
        }
        frame.shift(left, top);
        frame.draw(&brush);
        if let Some(middle) = middle {
            let y = frame.y(middle);
            brush.line((frame.plot.left, y), (frame.plot.right, y), Role::Centre);
        }
        let spots: Vec<(f64, f64)> =
            points.iter().map(|(x, value, _)| (frame.x(*x), frame.y(*value))).collect();
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

fn shown(panel: &Panel) -> Vec<&(f64, f64, String)> {
    let drawable = panel.points.iter().filter(|(x, value, _)| x.is_finite() && is_drawable(*value));
    let drawable: Vec<&(f64, f64, String)> = drawable.collect();
    drawable[drawable.len().saturating_sub(POINTS)..].to_vec()
}
