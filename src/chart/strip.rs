//! The spread of the values of each of several groups.

use crate::kpi::percentiles;

use super::Size;
use super::frame::{Frame, Picture, Said, fit, say};
use super::goal::{Bounds, reach};
use super::label::{Anchor, Area};
use super::role::Role;
use super::scale::is_drawable;

/// Values that belong together.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// What they have in common, short: `Q1 2026`.
    pub label: String,
    /// The values, finite, each with its words.
    pub values: Vec<(f64, String)>,
}

/// At most so many dots stand for a group.
const DOTS: usize = 40;

/// Returns how many groups have room; of more, the newest are drawn.
pub fn groups_shown(size: Size) -> usize {
    if size == Size::Wide { 12 } else { 6 }
}

/// Returns groups beside each other as one `svg` element: a dot for each value, and a line at the 50th
/// percentile where five or more bear one.
pub fn strip(picture: &Picture, groups: &[Group], bounds: Bounds) -> String {
    let (wide, high) = picture.size.pixels();
    let brush = picture.brush(f64::from(high));
    let groups = &groups[groups.len().saturating_sub(groups_shown(picture.size))..];
    let drawable = |group: &Group| -> Vec<(f64, String)> {
        let mut values: Vec<(f64, String)> =
            group.values.iter().filter(|(value, _)| is_drawable(*value)).cloned().collect();
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        values
    };
    let sorted: Vec<Vec<(f64, String)>> = groups.iter().map(drawable).collect();
    let all = sorted.iter().flatten().map(|(value, _)| *value);
    if all.clone().next().is_none() {
        return brush.finish();
    }
    let (values, goal) = reach(all, bounds, picture.unit);
    let most = if picture.size == Size::Wide { 6 } else { 4 };
    let size = (f64::from(wide), f64::from(high));
    let across = 0.0..groups.len() as f64;
    let mut frame = Frame::new(size, across, values, (most, picture.unit), 12.0);
    frame.plot.bottom -= 14.0;
    frame.name_values();
    let slot = (frame.plot.right - frame.plot.left) / groups.len() as f64;
    let mut dots = Vec::new();
    let mut middles = Vec::new();
    for (at, (group, values)) in groups.iter().zip(&sorted).enumerate() {
        let x = frame.x(at as f64 + 0.5);
        let name = fit(&group.label, Role::Text, slot - 4.0);
        let y = frame.plot.bottom + 19.0;
        frame.labels.place(&name, Role::Text, &[((x, y), Anchor::Middle)]);
        let n = format!("n = {}", values.len());
        frame.labels.place(&n, Role::Text, &[((x, y + 14.0), Anchor::Middle)]);
        let numbers: Vec<f64> = values.iter().map(|(value, _)| *value).collect();
        if let Some(middle) = percentiles(&numbers).p50 {
            middles.push((x, frame.y(middle)));
        }
        dots.extend(swarm(&frame, x, slot, values));
    }
    for said in &dots {
        frame.labels.keep_free(Area::around(said.at, 3.5));
    }
    let half = (slot * 0.4).min(34.0);
    if let Some((x, y)) = middles.last() {
        let places =
            [((x + half + 4.0, y + 4.0), Anchor::Start), ((x + half, y - 5.0), Anchor::End)];
        frame.labels.place("P50", Role::Text, &places);
    }
    if let Some(goal) = &goal {
        frame.name_goal(goal);
    }
    frame.draw(&brush);
    if let Some(goal) = &goal {
        frame.draw_goal(goal, &brush);
    }
    for (x, y) in &middles {
        brush.line((x - half, *y), (x + half, *y), Role::Series);
    }
    for said in &dots {
        brush.circle(said.at, 2.6, Role::Dot);
    }
    brush.labels(&frame.labels);
    say(picture, &brush, dots, 6.0);
    brush.finish()
}

/// Returns the places of values around a middle, where none lies on another as far as there is room; of
/// many, evenly spaced ones.
fn swarm(frame: &Frame, middle: f64, slot: f64, values: &[(f64, String)]) -> Vec<Said> {
    const STEP: f64 = 6.0;
    let side = ((slot / 2.0 - 6.0) / STEP).floor().max(0.0) as i32;
    let mut placed: Vec<Said> = Vec::new();
    let step = values.len().div_ceil(DOTS).max(1);
    let last = values.len().saturating_sub(1);
    let kept = values.iter().enumerate().filter(|(at, _)| at % step == 0 || *at == last);
    for (_, (value, title)) in kept {
        let y = frame.y(*value);
        let is_free = |x: f64| {
            let mut near = placed.iter().rev().take_while(|other| (other.at.1 - y).abs() < STEP);
            !near.any(|other| (other.at.0 - x).hypot(other.at.1 - y) < STEP - 0.1)
        };
        let places = (0..=side).flat_map(|at| [f64::from(at), f64::from(-at)]);
        let x = places.map(|at| middle + at * STEP).find(|x| is_free(*x)).unwrap_or(middle);
        placed.push(Said { at: (x, y), title: title.clone() });
    }
    placed
}
