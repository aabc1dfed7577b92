//! Edges, from border to border.

use super::super::graph::{Direction, Edge, Stroke, Tip};
use super::super::layout::{Course, Layout, Leg, Spot, Tie};
use super::super::pen::{Anchor, Path, Pen, block};
use super::super::shape::{self, Way};
use super::Sized;
use super::board::Board;

impl Board {
    /// Draws an edge with its words.
    pub(super) fn edge(
        &mut self,
        edge: &Edge,
        lines: &[String],
        course: &Course,
        sized: &[Sized],
        layout: &Layout,
    ) {
        if edge.stroke == Stroke::Hidden {
            return;
        }
        // The ends and tips in the direction of the layers.
        let Some(ends) = course.ends else { return };
        let tips = match course.is_against {
            true => (edge.tips.1, edge.tips.0),
            false => edge.tips,
        };
        let mut legs: Vec<[(f64, f64); 2]> = Vec::new();
        let mut curved = Vec::new();
        for leg in &course.legs {
            let (from, to, is_curve) = match leg {
                Leg::Straight(from, to) => (from, to, false),
                Leg::Curve(from, to) => (from, to, true),
            };
            legs.push([self.spot(*from), self.spot(*to)]);
            curved.push(is_curve);
        }
        let (Some(first), Some(last)) = (course.legs.first(), course.legs.last()) else { return };
        let (Leg::Straight(first, _) | Leg::Curve(first, _)) = *first;
        let (Leg::Straight(_, last) | Leg::Curve(_, last)) = *last;
        let begin = self.meeting(ends.0, first, true, sized, layout);
        let end = self.meeting(ends.1, last, false, sized, layout);
        let along = match self.direction {
            Direction::Down => (0.0, 1.0),
            Direction::Up => (0.0, -1.0),
            Direction::Right => (1.0, 0.0),
            Direction::Left => (-1.0, 0.0),
        };
        let back = |(x, y): (f64, f64), by: f64| (x - along.0 * by, y - along.1 * by);
        if let Some([from, _]) = legs.first_mut() {
            *from = back(begin, -length(tips.0));
        }
        if let Some([_, to]) = legs.last_mut() {
            *to = back(end, length(tips.1));
        }
        let mut path = Path::default();
        let mut at = None;
        for ([from, to], is_curve) in legs.iter().zip(&curved) {
            if at != Some(*from) {
                path = path.to(*from);
            }
            at = Some(*to);
            path = if *is_curve { self.bend(path, *from, *to) } else { path.line(*to) };
            if !*is_curve {
                self.crossed.push([*from, *to]);
            }
            self.cover(*from, (0.0, 0.0));
            self.cover(*to, (0.0, 0.0));
        }
        self.pen.path(line_class(edge.stroke), &path);
        tip(&mut self.pen, tips.0, begin, (-along.0, -along.1));
        tip(&mut self.pen, tips.1, end, along);
        if let Some(label) = course.label {
            let (x, y) = self.spot(label);
            let (wide, high) = block(lines);
            let (wide, high) = (wide as f64, high as f64);
            self.cover((x - wide / 2.0, y - high / 2.0), (wide, high));
            self.pen.text("d-label", lines, (x, y), Anchor::Middle);
        }
    }

    /// Adds a curve that runs along the layers at both ends.
    fn bend(&mut self, path: Path, from: (f64, f64), to: (f64, f64)) -> Path {
        let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        let (one, other) = match self.is_across {
            true => ((middle.0, from.1), (middle.0, to.1)),
            false => ((from.0, middle.1), (to.0, middle.1)),
        };
        let at = |share: f64| {
            let rest = 1.0 - share;
            let mix = |a: f64, b: f64, c: f64, d: f64| {
                rest.powi(3) * a
                    + 3.0 * rest * rest * share * b
                    + 3.0 * rest * share * share * c
                    + share.powi(3) * d
            };
            (mix(from.0, one.0, other.0, to.0), mix(from.1, one.1, other.1, to.1))
        };
        self.crossed.extend((0..8).map(|step| {
            let step = f64::from(step);
            [at(step / 8.0), at((step + 1.0) / 8.0)]
        }));
        path.curve(one, other, to)
    }

    /// Returns where an edge meets what it leads to.
    fn meeting(
        &self,
        end: Tie,
        spot: Spot,
        is_first: bool,
        sized: &[Sized],
        layout: &Layout,
    ) -> (f64, f64) {
        let Tie::Item(node) = end else { return self.spot(spot) };
        let way = match (self.direction, is_first) {
            (Direction::Down, true) | (Direction::Up, false) => Way::Below,
            (Direction::Down, false) | (Direction::Up, true) => Way::Above,
            (Direction::Right, true) | (Direction::Left, false) => Way::Right,
            (Direction::Right, false) | (Direction::Left, true) => Way::Left,
        };
        let middle = layout.items[node];
        let sized = &sized[node];
        let size = (sized.size.0 as f64, sized.size.1 as f64);
        let far = shape::reach(sized.node.shape, size, way, (spot.0 - middle.0) as f64);
        let (x, y) = self.spot((spot.0, middle.1));
        match way {
            Way::Below => (x, y + far),
            Way::Above => (x, y - far),
            Way::Right => (x + far, y),
            Way::Left => (x - far, y),
        }
    }
}

/// Returns the class of a line.
pub(super) fn line_class(stroke: Stroke) -> &'static str {
    match stroke {
        Stroke::Solid | Stroke::Hidden => "d-edge",
        Stroke::Dotted => "d-edge d-dots",
        Stroke::Thick => "d-edge d-thick",
    }
}

/// Returns how far the line stays away from what a tip points at.
fn length(tip: Tip) -> f64 {
    match tip {
        Tip::None => 0.0,
        Tip::Arrow => 7.0,
        Tip::Cross => 6.0,
        Tip::Circle => 8.0,
    }
}

/// Draws what stands at the end of a line that runs in a direction.
fn tip(pen: &mut Pen, tip: Tip, (x, y): (f64, f64), toward: (f64, f64)) {
    let (dx, dy) = toward;
    let back = |by: f64| (x - dx * by, y - dy * by);
    match tip {
        Tip::None => {}
        Tip::Arrow => arrow(pen, (x, y), toward),
        Tip::Circle => pen.circle("d-ring", back(4.0), 4.0),
        Tip::Cross => {
            let (x, y) = back(6.0);
            let cross = Path::default()
                .to((x - 4.0, y - 4.0))
                .line((x + 4.0, y + 4.0))
                .to((x - 4.0, y + 4.0))
                .line((x + 4.0, y - 4.0));
            pen.path("d-edge", &cross);
        }
    }
}

/// Draws an arrowhead that points at a place.
pub(in super::super) fn arrow(pen: &mut Pen, (x, y): (f64, f64), (dx, dy): (f64, f64)) {
    let (base, side) = ((x - dx * 8.5, y - dy * 8.5), (-dy * 4.2, dx * 4.2));
    let head = [(x, y), (base.0 + side.0, base.1 + side.1), (base.0 - side.0, base.1 - side.1)];
    pen.path("d-tip", &Path::polygon(&head));
}

/// Returns whether a piece of a line touches a box, after Liang and Barsky.
pub(super) fn meets([from, to]: &[(f64, f64); 2], least: (f64, f64), most: (f64, f64)) -> bool {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    for (step, room) in [
        (-dx, from.0 - least.0),
        (dx, most.0 - from.0),
        (-dy, from.1 - least.1),
        (dy, most.1 - from.1),
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
