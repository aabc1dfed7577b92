//! Draws in logical units through plotters.

use std::cell::RefCell;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontFamily, IntoFont, TextStyle};

use super::backend::{Hit, SCALE, Svg};
use super::label::{Anchor, Area, Labels, Spot};
use super::role::Role;

/// At most so many points answer a pointer.
pub(super) const HITS: usize = 120;

/// Why drawing cannot fail.
const DRAWN: &str = "our backend never fails and is borrowed once at a time";

/// A document in the making, drawn on in logical units.
pub(super) struct Brush {
    svg: Rc<RefCell<Svg>>,
    root: DrawingArea<Svg, Shift>,
}

impl Brush {
    pub(super) fn on(svg: Svg) -> Brush {
        let svg = Rc::new(RefCell::new(svg));
        let root: DrawingArea<Svg, Shift> = (&svg).into();
        Brush { svg, root }
    }

    /// Adds a part that was drawn elsewhere.
    pub(super) fn add(&self, part: &str) {
        self.svg.borrow_mut().add(part);
    }

    /// Ends a part and returns its text.
    pub(super) fn finish_part(&self) -> String {
        self.svg.borrow_mut().finish_part()
    }

    /// Ends the document and returns its text.
    pub(super) fn finish(&self) -> String {
        self.svg.borrow_mut().finish()
    }

    pub(super) fn line(&self, from: Spot, to: Spot, role: Role) {
        self.path(&[from, to], role);
    }

    pub(super) fn path(&self, spots: &[Spot], role: Role) {
        let points: Vec<(i32, i32)> = spots.iter().copied().map(canvas).collect();
        self.root.draw(&PathElement::new(points, role.color())).expect(DRAWN);
    }

    pub(super) fn circle(&self, at: Spot, radius: f64, role: Role) {
        self.root.draw(&Circle::new(canvas(at), tenth(radius), role.color())).expect(DRAWN);
    }

    /// Draws a square on its tip.
    pub(super) fn diamond(&self, (x, y): Spot, radius: f64, role: Role) {
        self.shape(&[(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], role);
    }

    /// Draws a closed shape.
    pub(super) fn shape(&self, corners: &[Spot], role: Role) {
        let corners: Vec<(i32, i32)> = corners.iter().copied().map(canvas).collect();
        self.root.draw(&Polygon::new(corners, role.color())).expect(DRAWN);
    }

    /// Draws an area as a shape, of which like ones share their class.
    pub(super) fn block(&self, area: Area, role: Role) {
        let Area { left, top, right, bottom } = area;
        self.shape(&[(left, top), (right, top), (right, bottom), (left, bottom)], role);
    }

    pub(super) fn rectangle(&self, from: Spot, to: Spot, role: Role) {
        let corners = [canvas(from), canvas(to)];
        self.root.draw(&Rectangle::new(corners, role.color().filled())).expect(DRAWN);
    }

    /// Lets a place say under a pointer what stands there.
    pub(super) fn hit(&self, at: Spot, radius: f64, title: String) {
        let radius = tenth(radius).unsigned_abs();
        self.root.draw(&Hit { at: canvas(at), radius, title }).expect(DRAWN);
    }

    /// Writes labels where they were placed.
    pub(super) fn labels(&self, labels: &Labels) {
        // Themes choose the font; plotters wants one.
        let font = TextStyle::from((FontFamily::SansSerif, 11.5).into_font());
        for label in &labels.placed {
            let side = match label.anchor {
                // The class anchors these in the middle.
                _ if matches!(label.role, Role::ReleaseNumber | Role::Count) => HPos::Left,
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            };
            let color = label.role.color();
            let style = font.color(&color).pos(Pos::new(side, VPos::Bottom));
            let text = Text::new(label.text.as_str(), canvas(label.at), style);
            self.root.draw(&text).expect(DRAWN);
        }
    }
}

/// Returns every how many-th of so many points answers a pointer, so that not too many do.
pub(super) fn every(count: usize) -> usize {
    count.div_ceil(HITS).max(1)
}

fn canvas((x, y): Spot) -> (i32, i32) {
    (tenth(x), tenth(y))
}

/// Returns a logical length on the canvas.
pub(super) fn tenth(length: f64) -> i32 {
    (length * SCALE).round() as i32
}
