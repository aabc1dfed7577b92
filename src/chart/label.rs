//! Labels that lie on nothing.

use super::role::Role;
use crate::html::ems;

/// Which end of a text stands at its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Anchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A rectangle in logical units.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Area {
    /// Its left edge.
    pub(super) left: f64,
    /// Its upper edge.
    pub(super) top: f64,
    /// Its right edge.
    pub(super) right: f64,
    /// Its lower edge.
    pub(super) bottom: f64,
}

impl Area {
    /// Returns the square around a circle.
    pub(super) fn around((x, y): Spot, radius: f64) -> Area {
        Area { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
    }

    /// Returns whether two areas share a point.
    pub(super) fn meets(self, other: Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Returns whether the other area lies inside.
    pub(super) fn holds(self, other: Area) -> bool {
        self.left <= other.left
            && self.right >= other.right
            && self.top <= other.top
            && self.bottom >= other.bottom
    }

    /// Returns whether a straight line touches the area, after Liang and Barsky.
    fn is_crossed(self, (from, to): (Spot, Spot)) -> bool {
        // Most lines lie far away.
        let is_beside = (from.0 < self.left && to.0 < self.left)
            || (from.0 > self.right && to.0 > self.right)
            || (from.1 < self.top && to.1 < self.top)
            || (from.1 > self.bottom && to.1 > self.bottom);
        if is_beside {
            return false;
        }
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (step, room) in [
            (-dx, from.0 - self.left),
            (dx, self.right - from.0),
            (-dy, from.1 - self.top),
            (dy, self.bottom - from.1),
        ] {
            if step == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if step < 0.0 {
                enters = enters.max(room / step);
            } else {
                leaves = leaves.min(room / step);
            }
        }
        enters <= leaves
    }
}

/// A place in logical units.
pub(super) type Spot = (f64, f64);

/// A text at its place.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Label {
    /// The text.
    pub(super) text: String,
    /// What it stands for.
    pub(super) role: Role,
    /// Where its baseline begins, has its middle, or ends.
    pub(super) at: Spot,
    /// Which of the three.
    pub(super) anchor: Anchor,
    /// The room that it takes.
    pub(super) area: Area,
}

/// The labels of a chart and what they must not cover.
pub(super) struct Labels {
    /// The labels that found a place.
    pub(super) placed: Vec<Label>,
    within: Area,
    columns: Vec<Column>,
}

/// What must stay free in an upright part of the picture. A label meets few of the hundreds of things in
/// a picture, and many places are tried for it.
#[derive(Clone, Default)]
struct Column {
    marks: Vec<Area>,
    lines: Vec<(Spot, Spot)>,
}

/// How wide a column is: about as wide as a number.
const COLUMN: f64 = 32.0;

impl Labels {
    /// Returns no labels in a picture of a size.
    pub(super) fn new(width: f64, height: f64) -> Labels {
        Labels {
            placed: Vec::new(),
            within: Area { left: 0.0, top: 0.0, right: width, bottom: height },
            columns: vec![Column::default(); (width / COLUMN).max(0.0) as usize + 1],
        }
    }

    /// Returns the columns that a stretch from left to right touches: the outermost hold what lies beyond.
    fn touched(&self, left: f64, right: f64) -> std::ops::RangeInclusive<usize> {
        let last = self.columns.len() - 1;
        // A cast takes what is below zero for zero.
        let column = |x: f64| ((x / COLUMN) as usize).min(last);
        column(left)..=column(right).max(column(left))
    }

    /// Keeps an area free.
    pub(super) fn keep_free(&mut self, area: Area) {
        let touched = self.touched(area.left, area.right);
        for column in &mut self.columns[touched] {
            column.marks.push(area);
        }
    }

    /// Keeps a straight line free.
    pub(super) fn keep_line_free(&mut self, from: Spot, to: Spot) {
        let touched = self.touched(from.0.min(to.0), from.0.max(to.0));
        for column in &mut self.columns[touched] {
            column.lines.push((from, to));
        }
    }

    /// Puts a label where it belongs, onto a mark that is kept free for it.
    pub(super) fn put(&mut self, text: &str, role: Role, at: Spot, anchor: Anchor) {
        let area = area(width(text, role), role, at, anchor);
        self.placed.push(Label { text: text.to_owned(), role, at, anchor, area });
    }

    /// Moves every label and what they must not cover.
    pub(super) fn shift(&mut self, right: f64, down: f64) {
        for label in &mut self.placed {
            label.at = (label.at.0 + right, label.at.1 + down);
            let Area { left, top, right: end, bottom } = label.area;
            label.area = Area {
                left: left + right,
                top: top + down,
                right: end + right,
                bottom: bottom + down,
            };
        }
    }

    /// Returns the parts of an upright line that cross no label, from the top.
    pub(super) fn gaps(&self, x: f64, top: f64, bottom: f64) -> Vec<(f64, f64)> {
        let crosses =
            |area: &Area| area.left - AIR < x && x < area.right + AIR && area.bottom > top;
        let mut crossed: Vec<Area> =
            self.placed.iter().map(|label| label.area).filter(crosses).collect();
        crossed.sort_by(|a, b| a.top.total_cmp(&b.top));
        let mut parts = Vec::new();
        let mut from = top;
        for area in crossed {
            if area.top - AIR > from {
                parts.push((from, (area.top - AIR).min(bottom)));
            }
            from = from.max(area.bottom + AIR);
        }
        if from < bottom {
            parts.push((from, bottom));
        }
        parts
    }

    /// Puts a label at the first place where it covers nothing; without one it is left out.
    pub(super) fn place(&mut self, text: &str, role: Role, places: &[(Spot, Anchor)]) -> bool {
        let width = width(text, role);
        for (at, anchor) in places {
            let area = area(width, role, *at, *anchor);
            let is_free = |column: &Column| {
                !column.marks.iter().any(|mark| mark.meets(area))
                    && !column.lines.iter().any(|line| area.is_crossed(*line))
            };
            if self.within.holds(area)
                && !self.placed.iter().any(|label| label.area.meets(area))
                && self.columns[self.touched(area.left, area.right)].iter().all(is_free)
            {
                let label = Label { text: text.to_owned(), role, at: *at, anchor: *anchor, area };
                self.placed.push(label);
                return true;
            }
        }
        false
    }
}

/// Returns places for a label along a height, from the left to the right.
pub(super) fn along(y: f64, left: f64, right: f64) -> Vec<(Spot, Anchor)> {
    let step = 24.0;
    let count = ((right - left) / step).clamp(0.0, 40.0) as usize;
    let mut places: Vec<(Spot, Anchor)> =
        (0..=count).map(|at| ((left + step * at as f64, y), Anchor::Start)).collect();
    places.retain(|((x, _), _)| *x < right - 40.0);
    places.push(((right, y), Anchor::End));
    places
}

/// Between a label and a line that is broken for it.
const AIR: f64 = 2.0;

fn area(width: f64, role: Role, (x, y): Spot, anchor: Anchor) -> Area {
    let size = size(role);
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    Area { left, top: y - size * 0.85, right: left + width, bottom: y + size * 0.25 }
}

/// Returns the size of letters that themes give a label.
fn size(role: Role) -> f64 {
    if role == Role::Strong { 13.0 } else { 11.5 }
}

/// Returns about how wide a text is; system fonts differ, so that this is the wider of the usual ones.
pub(super) fn width(text: &str, role: Role) -> f64 {
    let ems: f64 = text.chars().map(ems).sum();
    ems * em(role)
}

/// Returns about how wide one letter of a text is.
pub(super) fn letter_width(letter: char, role: Role) -> f64 {
    ems(letter) * em(role)
}

fn em(role: Role) -> f64 {
    let weight =
        if matches!(role, Role::Strong | Role::Accent | Role::ReleaseNumber) { 1.06 } else { 1.0 };
    size(role) * weight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_leaves_out_the_labels_that_it_would_cross() {
        let mut labels = Labels::new(200.0, 200.0);
        labels.put("below", Role::Text, (50.0, 150.0), Anchor::Middle);
        labels.put("above", Role::Text, (50.0, 100.0), Anchor::Middle);
        labels.put("beside", Role::Text, (150.0, 120.0), Anchor::Middle);
        let parts = labels.gaps(50.0, 10.0, 200.0);
        let crosses = |from: f64, to: f64| parts.iter().any(|part| part.0 < to && part.1 > from);
        assert_eq!(parts.len(), 3, "{parts:?}");
        assert!(!crosses(91.0, 102.0) && !crosses(141.0, 152.0), "{parts:?}");
        assert_eq!((parts[0].0, parts[2].1), (10.0, 200.0));
        assert_eq!(labels.gaps(100.0, 10.0, 200.0), [(10.0, 200.0)]);
    }
}
