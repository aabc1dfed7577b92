//! The axes that the small kinds of charts have in common.

use std::ops::Range;

use crate::id::{Date, Rhythm};
use crate::kpi::Unit;

use super::Size;
use super::backend::Svg;
use super::brush::{Brush, every};
use super::label::{Anchor, Area, Labels, Spot, width};
use super::role::Role;
use super::scale::{Ticks, date_ticks};

/// What a picture is called and how it writes values.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// What is shown, and by what.
    pub title: &'a str,
    /// The same in sentences, for whoever does not see it.
    pub desc: &'a str,
    /// How values are written.
    pub unit: &'a Unit,
    /// The rendition.
    pub size: Size,
    /// A prefix that makes the ids of the picture unique on its page.
    pub id: &'a str,
}

impl Picture<'_> {
    /// Starts the picture, as high as it has to be.
    pub(super) fn brush(&self, height: f64) -> Brush {
        let size = (self.size.pixels().0, height.ceil() as u32);
        Brush::on(Svg::described(size, self.id, self.title, self.desc))
    }

    /// Returns how wide the picture is.
    pub(super) fn wide(&self) -> f64 {
        f64::from(self.size.pixels().0)
    }
}

/// What a place says under a pointer.
pub(super) struct Said {
    pub(super) at: Spot,
    pub(super) title: String,
}

/// Lets places say under a pointer what they are; of many, evenly spaced ones and the last. A phone has
/// no pointer to rest on a place, and the table says the same.
pub(super) fn say(picture: &Picture, brush: &Brush, said: Vec<Said>, radius: f64) {
    if picture.size == Size::Narrow {
        return;
    }
    let step = every(said.len());
    let first = said.len().saturating_sub(1) % step;
    for said in said.into_iter().skip(first).step_by(step) {
        brush.hit(said.at, radius, said.title);
    }
}

/// A plot between its axes, in logical units.
pub(super) struct Frame {
    /// Where it lies.
    pub(super) plot: Area,
    /// What it shows from left to right; finite, and never empty.
    pub(super) across: Range<f64>,
    /// What it shows from the bottom to the top; finite, and never empty.
    pub(super) values: Range<f64>,
    /// Its labels.
    pub(super) labels: Labels,
    ticks: Vec<(f64, String)>,
    marks: Vec<f64>,
}

impl Frame {
    /// Returns a plot in a picture, with so much room at its right end. The highest tick bears the unit.
    pub(super) fn new(
        size: (f64, f64),
        across: Range<f64>,
        values: Range<f64>,
        ticks: (usize, &Unit),
        right: f64,
    ) -> Frame {
        let (most, unit) = ticks;
        let ticks = Ticks::of(&values, most);
        let mut names: Vec<(f64, String)> =
            ticks.values.iter().map(|value| (*value, ticks.label(*value))).collect();
        if let Some((_, top)) = names.last_mut()
            && !unit.name.is_empty()
            && unit.name.chars().count() <= 4
        {
            top.push('\u{a0}');
            top.push_str(&unit.name);
        }
        let widest = names.iter().map(|(_, name)| width(name, Role::Text)).fold(0.0, f64::max);
        let left = (widest + 12.0).clamp(28.0, size.0 * 0.3).ceil();
        let right = (size.0 - right.min(size.0 * 0.45)).floor();
        let plot = Area { left, top: 14.0, right, bottom: size.1 - 30.0 };
        let labels = Labels::new(size.0, size.1);
        Frame { plot, across, values, labels, ticks: names, marks: Vec::new() }
    }

    /// Returns the place of a value across, inside of the plot.
    pub(super) fn x(&self, value: f64) -> f64 {
        let share = (value - self.across.start) / (self.across.end - self.across.start);
        self.plot.left + share.clamp(0.0, 1.0) * (self.plot.right - self.plot.left)
    }

    /// Returns the height of a value, inside of the plot.
    pub(super) fn y(&self, value: f64) -> f64 {
        let share = (value - self.values.start) / (self.values.end - self.values.start);
        self.plot.bottom - share.clamp(0.0, 1.0) * (self.plot.bottom - self.plot.top)
    }

    /// Returns the place of a day and a value.
    pub(super) fn spot(&self, day: Date, value: f64) -> Spot {
        (self.x(f64::from(day.number())), self.y(value))
    }

    /// Labels the value axis.
    pub(super) fn name_values(&mut self) {
        for (value, name) in &self.ticks.clone() {
            let y = self.y(*value);
            self.labels.place(name, Role::Text, &[((self.plot.left - 8.0, y + 4.0), Anchor::End)]);
        }
    }

    /// Labels days below the plot.
    pub(super) fn name_days(&mut self, first: Date, last: Date, rhythm: Rhythm, most: usize) {
        let ticks = match first == last {
            true => vec![(first, first.long())],
            false => date_ticks(first, last, rhythm, most),
        };
        for (day, name) in ticks {
            self.name_across(f64::from(day.number()), &name);
        }
    }

    /// Labels a value below the plot, with a tick.
    pub(super) fn name_across(&mut self, value: f64, name: &str) {
        let (x, y) = (self.x(value), self.plot.bottom + 19.0);
        let places = [((x, y), Anchor::Middle), ((self.plot.left, y), Anchor::Start)];
        let is_first = x < self.plot.left + 24.0;
        self.labels.place(name, Role::Text, if is_first { &places } else { &places[..1] });
        self.marks.push(x);
    }

    /// Labels a level at the right end of the plot, or near it, where its line does not end in another
    /// label; keeps its line free.
    pub(super) fn name_level(&mut self, value: f64, text: &str, role: Role) {
        let y = self.y(value);
        let x = self.plot.right + 8.0;
        let near = [4.0, -8.0, 16.0, -20.0, 28.0].map(|down| ((x, y + down), Anchor::Start));
        let right = self.plot.right - 4.0;
        let inside = [((right, y - 5.0), Anchor::End), ((right, y + 14.0), Anchor::End)];
        if !self.labels.place(text, role, &near) {
            self.labels.place(text, role, &inside);
        }
        self.labels.keep_line_free((self.plot.left, y), (self.plot.right, y));
    }

    /// Moves the plot with its labels; labels are placed before.
    pub(super) fn shift(&mut self, right: f64, down: f64) {
        let Area { left, top, right: end, bottom } = self.plot;
        self.plot =
            Area { left: left + right, top: top + down, right: end + right, bottom: bottom + down };
        self.marks.iter_mut().for_each(|mark| *mark += right);
        self.labels.shift(right, down);
    }

    /// Draws the grid and the ticks below.
    pub(super) fn draw(&self, brush: &Brush) {
        let plot = self.plot;
        for (value, _) in &self.ticks {
            let y = self.y(*value);
            brush.line((plot.left, y), (plot.right, y), Role::Grid);
        }
        for x in &self.marks {
            brush.line((*x, plot.bottom), (*x, plot.bottom + 5.0), Role::Grid);
        }
    }
}

/// Returns the days from the first to the last as a range that is never empty.
pub(super) fn day_range(first: Date, last: Date) -> Range<f64> {
    let (start, end) = (f64::from(first.number()), f64::from(last.number()));
    if start < end { start..end } else { start - 1.0..start + 1.0 }
}

/// Returns as much of a text as has room, with an ellipsis where it was cut.
pub(super) fn fit(text: &str, role: Role, room: f64) -> String {
    if width(text, role) <= room {
        return text.to_owned();
    }
    let mut kept = text.to_owned();
    while kept.pop().is_some() {
        let cut = format!("{}…", kept.trim_end());
        if width(&cut, role) <= room {
            return cut;
        }
    }
    String::new()
}
