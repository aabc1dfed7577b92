//! Nodes, their notes, and boxes around them.

use super::super::Drawing;
use super::super::graph::{Direction, Shape};
use super::super::layout::{Extent, Spot};
use super::super::pen::{Anchor, Path, Pen, block};
use super::super::shape::{self, Way};
use super::edge::{arrow, line_class, meets};
use super::{AIR, LOOP, NOTE, Sized, note_size};

/// Around the picture.
const MARGIN: f64 = 8.0;

/// A picture in the making.
pub(super) struct Board {
    pub(super) pen: Pen,
    pub(super) direction: Direction,
    pub(super) is_across: bool,
    least: (f64, f64),
    most: (f64, f64),
    /// Lines, as pieces, that titles must not lie on.
    pub(super) crossed: Vec<[(f64, f64); 2]>,
}

impl Board {
    /// Returns an empty picture.
    pub(super) fn new(direction: Direction) -> Board {
        Board {
            pen: Pen::default(),
            direction,
            is_across: direction.is_across(),
            least: (f64::INFINITY, f64::INFINITY),
            most: (f64::NEG_INFINITY, f64::NEG_INFINITY),
            crossed: Vec::new(),
        }
    }

    /// Returns a place of the layout in the picture.
    pub(super) fn spot(&self, (across, along): Spot) -> (f64, f64) {
        let (across, along) = (across as f64, along as f64);
        match self.direction {
            Direction::Down => (across, along),
            Direction::Up => (across, -along),
            Direction::Right => (along, across),
            Direction::Left => (-along, across),
        }
    }

    /// Makes the picture large enough for a box.
    pub(super) fn cover(&mut self, (x, y): (f64, f64), (w, h): (f64, f64)) {
        self.least = (self.least.0.min(x), self.least.1.min(y));
        self.most = (self.most.0.max(x + w), self.most.1.max(y + h));
    }

    /// Returns the corner and the size of a box of the layout.
    fn area(&self, extent: &Extent) -> ((f64, f64), (f64, f64)) {
        let (one, other) = (self.spot(extent.from), self.spot(extent.to));
        let corner = (one.0.min(other.0), one.1.min(other.1));
        (corner, ((one.0 - other.0).abs(), (one.1 - other.1).abs()))
    }

    /// Draws the box of a cluster.
    pub(super) fn frame(&mut self, extent: &Extent, depth: usize) {
        let (corner, size) = self.area(extent);
        self.cover(corner, size);
        let class = if depth.is_multiple_of(2) { "d-box" } else { "d-box d-inner" };
        self.pen.rect(class, corner, size, 10.0);
    }

    /// Writes the title of a cluster where no line passes, as far to the left as may be; returns whether there
    /// is such a place.
    pub(super) fn title(&mut self, extent: &Extent, lines: &[String]) -> bool {
        let ((x, y), (w, _)) = self.area(extent);
        let (wide, high) = block(lines);
        let (wide, high) = (wide as f64, high as f64);
        let is_free = |left: f64| {
            let (from, to) = ((left - 4.0, y + 4.0), (left + wide + 4.0, y + high + 12.0));
            !self.crossed.iter().any(|piece| meets(piece, from, to))
        };
        let steps = ((w - wide - 28.0) / 6.0).max(0.0) as usize;
        let places = (0..=steps).map(|step| x + 14.0 + 6.0 * step as f64);
        let free = places.into_iter().find(|left| is_free(*left));
        let (left, class) = match free {
            Some(left) => (left, "d-title"),
            None => (x + 14.0, "d-title d-over"),
        };
        self.pen.text(class, lines, (left, y + 8.0 + high / 2.0), Anchor::Start);
        free.is_some()
    }

    /// Draws a node with everything that stands beside it.
    pub(super) fn node(&mut self, sized: &Sized, spot: Spot) {
        let (x, y) = self.spot(spot);
        let (w, h) = (sized.size.0 as f64, sized.size.1 as f64);
        self.cover((x - w / 2.0, y - h / 2.0), (w, h));
        shape::draw(&mut self.pen, sized.node.role.class(), sized.node.shape, (x, y), (w, h));
        if !sized.lines.is_empty() {
            let lower = if sized.node.shape == Shape::Cylinder { 6.0 } else { 0.0 };
            self.pen.text("d-text", &sized.lines, (x, y + lower), Anchor::Middle);
        }
        let mut reach = if self.is_across { h } else { w } / 2.0;
        if let Some(lines) = &sized.loops {
            self.turn(sized, (x, y), lines);
            reach += LOOP as f64;
            if !lines.is_empty() {
                let (wide, high) = block(lines);
                reach += if self.is_across { high } else { wide } as f64 + AIR as f64;
            }
        }
        for (side, lines) in sized.notes.iter().enumerate().filter(|(_, it)| !it.is_empty()) {
            let half = if self.is_across { h / 2.0 } else { w / 2.0 };
            let far = if side == 0 { half } else { reach };
            self.note(lines, (x, y), far, side == 0);
        }
    }

    /// Draws an edge that leads back to its node.
    fn turn(&mut self, sized: &Sized, (x, y): (f64, f64), lines: &[String]) {
        let far = LOOP as f64;
        let size = (sized.size.0 as f64, sized.size.1 as f64);
        let class = line_class(sized.loop_stroke);
        let turned = |across: f64, along: f64| match self.is_across {
            true => (x + along, y + across),
            false => (x + across, y + along),
        };
        let way = if self.is_across { Way::Below } else { Way::Right };
        let out = if sized.size.0.min(sized.size.1) < 30 { 5.0 } else { 9.0 };
        let (begin, end) = (
            shape::reach(sized.node.shape, size, way, -out),
            shape::reach(sized.node.shape, size, way, out),
        );
        let base = begin.max(end) + 8.0;
        let top = size.0.max(size.1).min(if self.is_across { size.1 } else { size.0 }) / 2.0;
        let bow = top + far;
        let path = Path::default()
            .to(turned(begin, -out))
            .line(turned(base, -out))
            .curve(turned(bow, -out), turned(bow, out), turned(base, out))
            .line(turned(end + 7.0, out));
        let tip = turned(end, out);
        let toward = if self.is_across { (0.0, -1.0) } else { (-1.0, 0.0) };
        let (from, to) = (turned(top, -out), turned(bow, out));
        let label = turned(bow - 4.0, 0.0);
        self.pen.path(class, &path);
        arrow(&mut self.pen, tip, toward);
        self.cover(from, (to.0 - from.0, to.1 - from.1));
        if lines.is_empty() {
            return;
        }
        let (wide, high) = block(lines);
        let (wide, high) = (wide as f64, high as f64);
        match self.is_across {
            true => {
                let middle = (label.0, label.1 + 4.0 + high / 2.0);
                self.pen.text("d-label", lines, middle, Anchor::Middle);
                self.cover((label.0 - wide / 2.0, label.1), (wide, high + 4.0));
            }
            false => {
                self.pen.text("d-label", lines, label, Anchor::Start);
                self.cover((label.0, label.1 - high / 2.0), (wide, high));
            }
        }
    }

    fn note(&mut self, lines: &[String], (x, y): (f64, f64), far: f64, is_before: bool) {
        let (wide, high) = note_size(lines);
        let (wide, high, gap) = (wide as f64, high as f64, NOTE as f64);
        let sign = if is_before { -1.0 } else { 1.0 };
        let (middle, from, to) = match self.is_across {
            true => (
                (x, y + sign * (far + gap + high / 2.0)),
                (x, y + sign * far),
                (x, y + sign * (far + gap)),
            ),
            false => (
                (x + sign * (far + gap + wide / 2.0), y),
                (x + sign * far, y),
                (x + sign * (far + gap), y),
            ),
        };
        self.pen.path("d-edge d-dots", &Path::default().to(from).line(to));
        let corner = (middle.0 - wide / 2.0, middle.1 - high / 2.0);
        self.cover(corner, (wide, high));
        self.pen.rect("d-note", corner, (wide, high), 4.0);
        self.pen.text("d-text", lines, middle, Anchor::Middle);
    }

    /// Returns the picture.
    pub(super) fn finish(self, words: (&str, &str)) -> Drawing {
        let corner = (self.least.0 - MARGIN, self.least.1 - MARGIN);
        let size = (
            (self.most.0 - self.least.0 + 2.0 * MARGIN).ceil(),
            (self.most.1 - self.least.1 + 2.0 * MARGIN).ceil(),
        );
        Drawing { svg: self.pen.finish(words, corner, size), width: size.0 as u32 }
    }
}
