//! How often values of a size occur.
//!
//! The width of a bin follows Freedman and Diaconis (1981), twice the interquartile range divided by the
//! cube root of n, made round upwards: 1, 2 or 5 times a power of ten, and no finer than the decimals of
//! the values. There are never more than some two dozen bins.

use crate::kpi::Unit;

use super::Size;
use super::frame::{Frame, Picture, Said, say};
use super::label::{Anchor, Area};
use super::role::Role;
use super::scale::{Ticks, is_drawable};

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
        let least = grain(&sorted).unwrap_or(low.abs().max(high.abs()).max(1e-9) * 1e-9);
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

/// Returns how often values of each size occur as one `svg` element. Bars begin at zero.
pub fn histogram(picture: &Picture, values: &[f64]) -> String {
    let (wide, high) = picture.size.pixels();
    let brush = picture.brush(f64::from(high));
    let Some(bins) = Bins::of(values) else { return brush.finish() };
    let most = bins.counts.iter().copied().max().unwrap_or(0);
    let top = most.max(1) as f64;
    let (start, end) = (bins.edge(0), bins.edge(bins.counts.len()));
    let across = if start < end { start..end } else { start..start + start.abs().max(1.0) };
    let ticks = if top < 4.0 { top as usize } else { 4 };
    let none = Unit { name: String::new(), decimals: 0 };
    let size = (f64::from(wide), f64::from(high));
    let mut frame = Frame::new(size, across, 0.0..top, (ticks, &none), 24.0);
    frame.plot.top = 22.0;
    let steps = Ticks::of(&frame.across.clone(), if picture.size == Size::Wide { 8 } else { 4 });
    frame.name_values();
    let newest = steps.values.len().saturating_sub(1);
    for (at, value) in steps.values.iter().enumerate() {
        let mut name = steps.label(*value);
        if at == newest && !picture.unit.name.is_empty() && picture.unit.name.len() <= 5 {
            name = format!("{name}\u{a0}{}", picture.unit.name);
        }
        frame.name_across(*value, &name);
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
    brush.labels(&frame.labels);
    let said =
        bars.iter().enumerate().filter(|(_, (_, count))| *count > 0).map(|(at, (area, count))| {
            let middle = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
            Said { at: middle, title: format!("{}: {count}", bins.name(at, picture.unit)) }
        });
    say(picture, &brush, said.collect(), 10.0);
    brush.finish()
}
