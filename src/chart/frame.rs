//! The axes that the small kinds of charts have in common.

use std::ops::Range;

use crate::id::{Date, Rhythm};
use crate::kpi::Unit;

use super::Size;
use super::backend::Svg;
use super::brush::{Brush, every};
use super::goal::{self, Goal};
use super::label::{Anchor, Area, Labels, Spot, along, letter_width, width};
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
    above: Option<String>,
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
            && !is_long(unit)
        {
            top.push('\u{a0}');
            top.push_str(&unit.name);
        }
        let widest = names.iter().map(|(_, name)| width(name, Role::Text)).fold(0.0, f64::max);
        let left = (widest + 12.0).clamp(28.0, size.0 * 0.3).ceil();
        let right = (size.0 - right.min(size.0 * 0.45)).floor();
        // A unit that is too long for a tick stands above all of them.
        let above = is_long(unit).then(|| unit.name.clone());
        let top = if above.is_some() { 28.0 } else { 14.0 };
        let plot = Area { left, top, right, bottom: size.1 - 30.0 };
        let labels = Labels::new(size.0, size.1);
        Frame { plot, across, values, labels, ticks: names, marks: Vec::new(), above }
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
        if let Some(unit) = &self.above {
            let unit = fit(unit, Role::Text, self.plot.right);
            let places =
                [((0.0, 10.0), Anchor::Start), ((0.0, self.plot.top - 6.0), Anchor::Start)];
            self.labels.place(&unit, Role::Text, &places);
        }
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
        let mut places = vec![((x, y), Anchor::Middle)];
        if x < self.plot.left + 24.0 {
            places.push(((self.plot.left, y), Anchor::Start));
        }
        if x > self.plot.right - 24.0 {
            places.extend([20.0, 10.0].map(|air| ((self.plot.right + air, y), Anchor::End)));
        }
        self.labels.place(name, Role::Text, &places);
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

    /// Labels the target at the right end of the plot, or along its line, and keeps its line free. One
    /// that lies far off is told where it would lie.
    pub(super) fn name_goal(&mut self, goal: &Goal) {
        if !goal.is_near {
            let is_above = goal.value > self.values.end;
            let words = [goal.words.as_str(), goal.short.as_str()];
            return goal::name_beyond(&mut self.labels, self.plot, is_above, words);
        }
        let (left, right) = (self.plot.left + 4.0, self.plot.right - 4.0);
        let from_right = |y: f64| along(y, left, right).into_iter().rev();
        let y = self.y(goal.value);
        self.labels.keep_line_free((self.plot.left, y), (self.plot.right, y));
        let end = self.plot.right + 8.0;
        let ends = [4.0, -8.0, 16.0, -20.0, 28.0].map(|down| ((end, y + down), Anchor::Start));
        let places: Vec<_> =
            ends.into_iter().chain(from_right(y - 5.0)).chain(from_right(y + 14.0)).collect();
        if !self.labels.place(&goal.words, Role::Accent, &places) {
            self.labels.place(&goal.short, Role::Accent, &places);
        }
    }

    /// Draws the line of the target.
    pub(super) fn draw_goal(&self, goal: &Goal, brush: &Brush) {
        if goal.is_near {
            let y = self.y(goal.value);
            brush.line((self.plot.left, y), (self.plot.right, y), Role::Target);
        }
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

/// Returns whether a unit is too long to stand behind the number of a tick.
pub(super) fn is_long(unit: &Unit) -> bool {
    unit.name.chars().count() > 4
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
    let mut wide = width("…", role);
    if wide > room {
        return String::new();
    }
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        wide += letter_width(letter, role);
        if wide > room {
            break;
        }
        if !letter.is_whitespace() {
            end = at + letter.len_utf8();
        }
    }
    // The end of a letter is one of a character.
    format!("{}…", &text[..end])
}
