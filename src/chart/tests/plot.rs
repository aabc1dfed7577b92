//! A plot read back from its picture: what its ticks say, and what is drawn in it.
//!
//! Nothing here asks the code under test where a value lies: heights are told by the labels of the axis
//! and the grid lines beside them. Days are told by the ends of the plot, at which the first and the last
//! must lie; the names of days below it are not read back.

use super::sound::{Tag, numbers, plain};

/// Values beyond this are not drawn, and the pictures say so.
pub(super) const LARGEST: f64 = 1e15;

/// Returns whether a value is one that can be drawn.
pub(super) fn is_drawn(value: &f64) -> bool {
    value.abs() <= LARGEST
}

/// A straight line from values to places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    from: (f64, f64),
    to: (f64, f64),
}

impl Line {
    /// Returns the line between two places where values are known to lie.
    pub(super) fn between(from: (f64, f64), to: (f64, f64)) -> Line {
        Line { from, to }
    }

    /// Returns the line of days across a plot: the first lies at its left end and the last at its right
    /// one; a day alone lies in the middle.
    pub(super) fn of_days(plot: &Plot, first: f64, last: f64) -> Line {
        match first < last {
            true => Line::between((first, plot.left), (last, plot.right)),
            false => Line::between((first - 1.0, plot.left), (first + 1.0, plot.right)),
        }
    }

    /// Returns the line through the lowest and the highest of ticks, each a value and a place.
    pub(super) fn of(mut ticks: Vec<(f64, f64)>) -> Option<Line> {
        ticks.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (from, to) = (*ticks.first()?, *ticks.last()?);
        let line = Line { from, to };
        for tick in &ticks {
            assert!(line.holds(tick.0, tick.1), "{tick:?} lies off the others: {ticks:?}");
        }
        (from.0 < to.0).then_some(line)
    }

    /// Returns whether a value lies between both ends.
    pub(super) fn spans(&self, value: f64) -> bool {
        (self.from.0..=self.to.0).contains(&value)
    }

    fn share(&self, value: f64) -> f64 {
        (value - self.from.0) / (self.to.0 - self.from.0)
    }

    /// Returns the place of a value.
    pub(super) fn place(&self, value: f64) -> f64 {
        if self.from.0 >= self.to.0 {
            return self.from.1;
        }
        self.from.1 + self.share(value) * (self.to.1 - self.from.1)
    }

    /// Returns whether a value lies at a place, but for what was rounded: tenths at each tick and at the
    /// place itself.
    pub(super) fn holds(&self, value: f64, place: f64) -> bool {
        self.is_within(value, place, 0.06)
    }

    /// Returns whether a value that is known up to some slack may lie at a place.
    pub(super) fn holds_between(&self, value: f64, slack: f64, place: f64) -> bool {
        let (one, other) = (self.place(value - slack), self.place(value + slack));
        (one.min(other)..=one.max(other)).contains(&place) || self.holds(value, place)
    }

    /// Returns whether a value lies at a place, where each place is off by so much at most.
    pub(super) fn is_within(&self, value: f64, place: f64, off: f64) -> bool {
        if self.from.0 >= self.to.0 {
            return (self.from.1 - place).abs() <= off * 2.0;
        }
        let share = self.share(value);
        // Numbers have some fifteen digits, too.
        let size = self.from.0.abs().max(self.to.0.abs()).max(value.abs());
        let digits = size * 1e-15 / (self.to.0 - self.from.0) * (self.to.1 - self.from.1).abs();
        let off = off * (1.0 + share.abs() + (1.0 - share).abs()) + digits;
        (self.place(value) - place).abs() <= off
    }
}

/// A plot with its grid.
#[derive(Debug)]
pub(super) struct Plot {
    pub(super) left: f64,
    pub(super) right: f64,
    /// Where its uprights begin: at its bottom.
    pub(super) uprights: Vec<(f64, f64)>,
    /// The heights of its grid lines.
    pub(super) levels: Vec<f64>,
    /// The values of those that are named, with their heights.
    pub(super) ticks: Vec<(f64, f64)>,
    /// From values to heights, where two ticks are named.
    pub(super) heights: Option<Line>,
}

/// Returns the plots of a picture.
pub(super) fn plots(tags: &[Tag], unit: &str) -> Vec<Plot> {
    let grids = tags.iter().filter(|tag| tag.name == "path" && tag.class() == "grid");
    let plot = |grid: &Tag| {
        let parts: Vec<&str> = grid.get("d").unwrap().split('M').skip(1).collect();
        let across = parts.iter().filter(|part| part.contains('H')).map(|part| numbers(part));
        let across: Vec<Vec<f64>> = across.collect();
        let uprights = parts.iter().filter(|part| part.contains('V')).map(|part| numbers(part));
        let first = across.first().expect("a plot has a grid line");
        let (left, right) = (first[0], first[2]);
        let ticks: Vec<(f64, f64)> = across
            .iter()
            .filter_map(|line| {
                let name = tags.iter().find(|tag| {
                    let (x, y) = (tag.number("x"), tag.number("y"));
                    tag.name == "text"
                        && tag.get("text-anchor") == Some("end")
                        && (x - line[0] + 8.0).abs() < 0.11
                        && (y - line[1] - 4.0).abs() < 0.11
                })?;
                Some((written(&plain(name.text), unit), line[1]))
            })
            .collect();
        Plot {
            left,
            right,
            uprights: uprights.map(|line| (line[0], line[1])).collect(),
            levels: across.iter().map(|line| line[1]).collect(),
            heights: Line::of(ticks.clone()),
            ticks,
        }
    };
    grids.map(plot).collect()
}

/// Returns the values below the upright ticks of a plot, with their places.
pub(super) fn below(plot: &Plot, tags: &[Tag], unit: &str) -> Option<Line> {
    let name = |(x, y): &(f64, f64)| {
        let name = tags.iter().find(|tag| {
            tag.name == "text"
                && tag.get("text-anchor") == Some("middle")
                && (tag.number("x") - x).abs() < 0.11
                && (tag.number("y") - y - 19.0).abs() < 0.11
        })?;
        Some((written(&plain(name.text), unit), *x))
    };
    Line::of(plot.uprights.iter().filter_map(name).collect())
}

/// Returns the value of a label, with the unit behind it or without.
fn written(label: &str, unit: &str) -> f64 {
    let tail = format!("\u{a0}{unit}");
    let label = if unit.is_empty() { label } else { label.strip_suffix(&tail).unwrap_or(label) };
    let (number, size) = match label.split_once('\u{a0}') {
        Some((number, "M")) => (number, 1e6),
        Some((number, "bn")) => (number, 1e9),
        Some((number, "tn")) => (number, 1e12),
        Some((_, other)) => panic!("{other:?} is no size"),
        None => (label, 1.0),
    };
    let number = number.replace('\u{202f}', "").replace('\u{2212}', "-");
    number.parse::<f64>().unwrap_or_else(|_| panic!("{label:?} is no number")) * size
}

/// Returns the places of the circles of a class.
pub(super) fn circles(svg: &str, class: &str) -> Vec<(f64, f64)> {
    let start = format!("<g class=\"{class}\">");
    let groups = svg.split(&start).skip(1).map(|part| part.split("</g>").next().unwrap());
    let number = |circle: &str, name: &str| {
        numbers(circle.split(name).nth(1).unwrap().split('"').next().unwrap())[0]
    };
    groups
        .flat_map(|group| group.split("<circle").skip(1))
        .map(|circle| (number(circle, "cx=\""), number(circle, "cy=\"")))
        .collect()
}

/// Returns the closed shapes of a class, each as its corners.
pub(super) fn shapes(tags: &[Tag], class: &str) -> Vec<Vec<(f64, f64)>> {
    let paths = tags.iter().filter(|tag| tag.name == "path" && tag.class() == class);
    let parts = paths.flat_map(|tag| tag.get("d").unwrap().split('M').skip(1));
    let corners = |part: &str| numbers(part).chunks(2).map(|spot| (spot[0], spot[1])).collect();
    parts.map(corners).collect()
}

/// Returns the blocks of a class: left, top, right and bottom.
pub(super) fn blocks(tags: &[Tag], class: &str) -> Vec<[f64; 4]> {
    let block = |corners: Vec<(f64, f64)>| [corners[0].0, corners[0].1, corners[1].0, corners[2].1];
    shapes(tags, class).into_iter().map(block).collect()
}

/// Returns the lines of a class, each from a place to another.
pub(super) fn lines(tags: &[Tag], class: &str) -> Vec<[f64; 4]> {
    let paths = tags.iter().filter(|tag| tag.name == "path" && tag.class() == class);
    let parts = paths.flat_map(|tag| tag.get("d").unwrap().split('M').skip(1));
    let line = |part: &str| {
        let all = numbers(part);
        match part {
            part if part.contains('H') => [all[0], all[1], all[2], all[1]],
            part if part.contains('V') => [all[0], all[1], all[0], all[2]],
            _ => [all[0], all[1], all[2], all[3]],
        }
    };
    parts.map(line).collect()
}

/// Returns the corners of each joined line.
pub(super) fn polylines(tags: &[Tag]) -> Vec<Vec<(f64, f64)>> {
    let joined = tags.iter().filter(|tag| tag.name == "polyline");
    let corners = |tag: &Tag| {
        numbers(tag.get("points").unwrap()).chunks(2).map(|at| (at[0], at[1])).collect()
    };
    joined.map(corners).collect()
}

/// Asserts that places are those that a line has for values, one by one. They may be lengths, whose two
/// ends are rounded each.
pub(super) fn assert_on(line: Line, places: &[f64], values: &[f64]) {
    assert_eq!(places.len(), values.len(), "{places:?} {values:?}");
    for (value, place) in values.iter().zip(places) {
        let is_held = line.is_within(*value, *place, 0.11);
        assert!(is_held, "{value} is not at {place}: {line:?} {places:?} {values:?}");
    }
}

/// Asserts that heights are those of values: by the ticks where two are named, else by the lowest and the
/// highest, which lie apart where they differ.
pub(super) fn assert_heights(places: &[f64], values: &[f64], heights: Option<Line>) {
    let line = heights.or_else(|| by_ends(places, values, 0.0));
    let Some(line) = line else { return };
    assert_eq!(places.len(), values.len(), "{places:?} {values:?}");
    for (value, place) in values.iter().zip(places) {
        assert!(line.holds(*value, *place), "{value} is not at {place}: {line:?} {values:?}");
    }
}

/// Returns the line from values to heights by the lowest and the highest of both, on an axis that reaches as
/// far as a size from zero; `None` of none.
pub(super) fn by_ends(places: &[f64], values: &[f64], reach: f64) -> Option<Line> {
    let least = |all: &[f64]| all.iter().copied().reduce(f64::min);
    let most = |all: &[f64]| all.iter().copied().reduce(f64::max);
    let (from, to) = ((least(values)?, most(places)?), (most(values)?, least(places)?));
    // Where an axis cannot tell values apart by its labels, it draws them as one.
    let size = from.0.abs().max(to.0.abs()).max(reach);
    let is_one = to.0 - from.0 <= (size * 1e-9).max(1e-11);
    assert!(is_one || from.1 > to.1, "{values:?} all lie at {}", from.1);
    Some(Line { from, to })
}
