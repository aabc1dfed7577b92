//! How often values of a size occur.
//!
//! The width of a bin follows Freedman and Diaconis (1981), twice the interquartile range divided by the
//! cube root of n, made round upwards: 1, 2 or 5 times a power of ten, and no finer than the decimals of
//! the values. There are never more than some two dozen bins.

use crate::doc::Target;
use crate::kpi::Unit;

use super::Size;
use super::frame::{Frame, Picture, Said, fit, is_long, say};
use super::goal::Goal;
use super::label::{Anchor, Area};
use super::role::Role;
use super::scale::{SMALLEST, Ticks, is_drawable};

/// About so many bins at most.
const BINS: usize = 24;

/// Bins of one width, each of which holds its lower end.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Bins {
    /// The lower end of the first.
    pub(super) start: f64,
    /// The width.
    pub(super) width: f64,
    /// How many values each holds.
    pub(super) counts: Vec<u64>,
    /// Whether all values are whole numbers.
    pub(super) is_whole: bool,
}

impl Bins {
    /// Returns the bins of values; none of none.
    pub(super) fn of(values: &[f64]) -> Option<Bins> {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|it| is_drawable(*it)).collect();
        sorted.sort_by(f64::total_cmp);
        let (low, high) = (*sorted.first()?, *sorted.last()?);
        let is_whole = sorted.iter().all(|value| value.fract() == 0.0);
        let size = low.abs().max(high.abs());
        // Numbers have some fifteen digits: the last of them tell no bins apart, and neither do labels
        // that are alike.
        let least = grain(&sorted).unwrap_or(size * 1e-9).max(size * 1e-11).max(SMALLEST);
        let at = |share: f64| sorted[((sorted.len() - 1) as f64 * share).round() as usize];
        let spread = (at(0.75) - at(0.25)) * 2.0 / (sorted.len() as f64).cbrt();
        // Where half of the values are one, Sturges' rule has a width all the same.
        let sturges = (high - low) / ((sorted.len() as f64).log2().ceil() + 1.0);
        let wanted = if spread > 0.0 { spread } else { sturges };
        let width = round_up(wanted.max((high - low) / BINS as f64).max(least));
        // 0.6 lies at 0.6, although three times 0.2 is a hair more.
        let below = |steps: f64| (steps + 1e-9).floor();
        let start = below(low / width) * width;
        let bin =
            |value: f64| below((value - start) / width).clamp(0.0, BINS as f64 + 1.0) as usize;
        let mut counts = vec![0; bin(high) + 1];
        for value in &sorted {
            let last = counts.len() - 1;
            counts[bin(*value).min(last)] += 1;
        }
        Some(Bins { start, width, counts, is_whole })
    }

    /// Returns the lower end of a bin.
    pub(super) fn edge(&self, at: usize) -> f64 {
        self.start + self.width * at as f64
    }

    /// Returns the values of a bin in words.
    pub(super) fn name(&self, at: usize, unit: &Unit) -> String {
        let (low, high) = (self.edge(at), self.edge(at + 1));
        match self.is_whole {
            true if self.width == 1.0 => unit.chosen(low),
            true => format!("{} to {}", plain(low), unit.chosen(high - 1.0)),
            false => format!("{} to under {}", unit.number(low), unit.level(high)),
        }
    }
}

fn plain(value: f64) -> String {
    Unit { name: String::new(), decimals: 0 }.number(value)
}

/// Returns the power of ten, from 1 to a millionth, of which all values are multiples: what lies between
/// two of them nobody wrote.
fn grain(values: &[f64]) -> Option<f64> {
    let is_multiple =
        |value: &f64, power: f64| ((value * power).round() - value * power).abs() < 1e-9;
    let mut powers = (0..=6).map(|decimals| 10_f64.powi(decimals));
    let power = powers.find(|power| values.iter().all(|value| is_multiple(value, *power)))?;
    Some(1.0 / power)
}

/// Returns the next of 1, 2, 5, 10 and so on, which is no smaller.
fn round_up(wanted: f64) -> f64 {
    let power = 10_f64.powi(wanted.log10().floor() as i32);
    let step = [1.0, 2.0, 5.0].iter().map(|of| of * power).find(|step| *step >= wanted);
    step.unwrap_or(power * 10.0)
}

/// Returns how often values of each size occur, as rows of a table.
pub fn histogram_rows(values: &[f64], unit: &Unit) -> Vec<(String, u64)> {
    let Some(bins) = Bins::of(values) else { return Vec::new() };
    bins.counts.iter().enumerate().map(|(at, count)| (bins.name(at, unit), *count)).collect()
}

/// Returns how often values of each size occur as one `svg` element, with an upright line at a target
/// that lies near. Bars begin at zero.
pub fn histogram(picture: &Picture, values: &[f64], target: Option<&Target>) -> String {
    let (wide, high) = picture.size.pixels();
    let brush = picture.brush(f64::from(high));
    let Some(bins) = Bins::of(values) else { return brush.finish() };
    let most = bins.counts.iter().copied().max().unwrap_or(0);
    let top = most.max(1) as f64;
    let (start, end) = (bins.edge(0), bins.edge(bins.counts.len()));
    let across = if start < end { start..end } else { start..start + start.abs().max(1.0) };
    let goal = target.and_then(|target| Goal::of(target, &across, picture.unit));
    let across = match goal.as_ref().filter(|goal| goal.is_near) {
        Some(goal) => across.start.min(goal.value)..across.end.max(goal.value),
        None => across,
    };
    let ticks = if top < 4.0 { top as usize } else { 4 };
    let none = Unit { name: String::new(), decimals: 0 };
    let size = (f64::from(wide), f64::from(high));
    let mut frame = Frame::new(size, across, 0.0..top, (ticks, &none), 24.0);
    frame.plot.top = if goal.is_some() { 38.0 } else { 22.0 };
    let is_long = is_long(picture.unit);
    if is_long {
        frame.plot.bottom -= 14.0;
    }
    let steps = Ticks::of(&frame.across.clone(), if picture.size == Size::Wide { 8 } else { 4 });
    frame.name_values();
    let newest = steps.values.len().saturating_sub(1);
    for (at, value) in steps.values.iter().enumerate() {
        let mut name = steps.label(*value);
        if at == newest && !picture.unit.name.is_empty() && !is_long {
            name = format!("{name}\u{a0}{}", picture.unit.name);
        }
        frame.name_across(*value, &name);
    }
    if is_long {
        let unit = fit(&picture.unit.name, Role::Text, frame.plot.right);
        let at = (frame.plot.right, frame.plot.bottom + 33.0);
        frame.labels.place(&unit, Role::Text, &[(at, Anchor::End)]);
    }
    if let Some(goal) = &goal {
        name_goal(&mut frame, goal);
    }
    let bar = |at: usize, count: u64| {
        let (left, right) = (frame.x(bins.edge(at)), frame.x(bins.edge(at + 1)));
        let air = ((right - left) * 0.06).min(2.0);
        let (top, bottom) = (frame.y(count as f64), frame.plot.bottom);
        Area { left: left + air, top, right: right - air, bottom }
    };
    let bars: Vec<(Area, u64)> =
        bins.counts.iter().enumerate().map(|(at, count)| (bar(at, *count), *count)).collect();
    for (area, count) in bars.iter().filter(|(_, count)| *count > 0) {
        let x = (area.left + area.right) / 2.0;
        let places = [((x, area.top - 5.0), Anchor::Middle)];
        frame.labels.place(&crate::kpi::count(*count), Role::Text, &places);
    }
    frame.draw(&brush);
    for (area, _) in bars.iter().filter(|(_, count)| *count > 0) {
        brush.block(*area, Role::Amount);
    }
    if let Some(goal) = goal.filter(|goal| goal.is_near) {
        let x = frame.x(goal.value);
        for (from, to) in frame.labels.gaps(x, 16.0, frame.plot.bottom) {
            brush.line((x, from), (x, to), Role::Target);
        }
    }
    brush.labels(&frame.labels);
    let said =
        bars.iter().enumerate().filter(|(_, (_, count))| *count > 0).map(|(at, (area, count))| {
            let middle = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
            Said { at: middle, title: format!("{}: {count}", bins.name(at, picture.unit)) }
        });
    say(picture, &brush, said.collect(), 10.0);
    brush.finish()
}

/// Labels the target above its line, or at the side beyond which it lies.
fn name_goal(frame: &mut Frame, goal: &Goal) {
    const BASE: f64 = 12.0;
    let (left, right) = (frame.plot.left, frame.plot.right);
    let (tail, places) = match goal.is_near {
        true => {
            let x = frame.x(goal.value);
            let sides = [(x, Anchor::Middle), (x, Anchor::Start), (x, Anchor::End)];
            (String::new(), sides.map(|(x, side)| ((x, BASE), side)).to_vec())
        }
        false if goal.value > frame.across.end => {
            (" \u{2192}".to_owned(), vec![((right, BASE), Anchor::End)])
        }
        false => (" \u{2190}".to_owned(), vec![((left, BASE), Anchor::Start)]),
    };
    let mut names = [&goal.words, &goal.short].into_iter();
    names.any(|name| frame.labels.place(&format!("{name}{tail}"), Role::Accent, &places));
}
