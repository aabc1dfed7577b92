//! Where the ship dates of briefs stand above a chart.

use std::ops::Range;

use super::Mark;
use super::label::{Area, Spot};

/// A ship date in a chart.
pub(super) struct Release {
    /// Its number.
    pub(super) number: u32,
    /// The middle of its circle.
    pub(super) circle: Spot,
    /// Its radius.
    pub(super) radius: f64,
    /// Where its line stands.
    pub(super) x: f64,
}

/// Places the circles of ship dates in one row above the plot, or in two where one is too narrow, and
/// makes room for them. Those that find none are left out; the list below the chart has them.
pub(super) fn place(
    marks: &[Mark],
    days: &Range<f64>,
    plot: &mut Area,
    radius: f64,
) -> Vec<Release> {
    let mut inside: Vec<(f64, u32)> = marks
        .iter()
        .map(|mark| (f64::from(mark.date.number()), mark.number))
        .filter(|(day, _)| *day >= days.start && *day <= days.end)
        .map(|(day, number)| {
            let share = (day - days.start) / (days.end - days.start);
            (plot.left + share * (plot.right - plot.left), number)
        })
        .collect();
    inside.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let step = radius * 2.0 + 2.0;
    let mut ends = [f64::NEG_INFINITY; 2];
    let mut placed: Vec<(usize, f64, f64, u32)> = Vec::new();
    for (x, number) in inside {
        let row = if ends[0] + step <= x {
            0
        } else if ends[1] + step <= x {
            1
        } else {
            usize::from(ends[1] < ends[0])
        };
        let middle = x.max(ends[row] + step);
        if middle > plot.right + radius {
            continue;
        }
        ends[row] = middle;
        placed.push((row, middle, x, number));
    }
    let rows = placed.iter().map(|(row, ..)| row + 1).max().unwrap_or(0);
    if rows > 0 {
        plot.top = rows as f64 * step + 8.0;
    }
    placed
        .into_iter()
        .map(|(row, middle, x, number)| {
            // The first row is the lower one, next to the plot.
            let y = (rows - row) as f64 * step - radius;
            Release { number, circle: (middle, y), radius, x }
        })
        .collect()
}
