//! The target of a KPI in its charts.

use std::ops::Range;

use crate::doc::Target;
use crate::kpi::{Possible, Unit};

use super::label::{Area, Labels, along};
use super::role::Role;
use super::scale::value_range;

/// What a value axis shows besides the values.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bounds<'a> {
    /// No value may lie below it.
    pub least: Option<f64>,
    /// The level to reach.
    pub target: Option<&'a Target>,
}

/// A target as it stands in a chart.
pub(super) struct Goal {
    /// The level.
    pub(super) value: f64,
    /// Whether it lies near enough to the values to be shown without flattening them.
    pub(super) is_near: bool,
    /// The level and the day by which: `target 30 by Dec 2026`.
    pub(super) words: String,
    /// The level alone: `target 30`.
    pub(super) short: String,
}

impl Goal {
    /// Returns a target beside values of a range; `None` of one that nobody could read.
    pub(super) fn of(target: &Target, own: &Range<f64>, unit: &Unit) -> Option<Goal> {
        let value = target.value.value;
        let room = (own.end - own.start) * 1.5;
        let is_near = (own.start - room..=own.end + room).contains(&value);
        Some(Goal { value, is_near, words: words(target, unit)?, short: short(target, unit)? })
    }
}

/// Returns the range of values and of what an axis shows besides, and the target.
pub(super) fn reach(
    values: impl Iterator<Item = f64> + Clone,
    bounds: Bounds,
    unit: &Unit,
) -> (Range<f64>, Option<Goal>) {
    let possible = Possible { low: bounds.least, high: None };
    let own = value_range(values.clone(), possible);
    let goal = bounds.target.and_then(|target| Goal::of(target, &own, unit));
    let near = goal.iter().filter(|goal| goal.is_near).map(|goal| goal.value);
    let range = value_range(values.chain(near), possible);
    (range, goal)
}

/// Labels a target that lies so far off that showing it would flatten the values: at the edge of the plot
/// behind which it lies, in the first words that find a place.
pub(super) fn name_beyond(labels: &mut Labels, plot: Area, is_above: bool, words: [&str; 2]) {
    let (arrow, y) = match is_above {
        true => ('↑', plot.top + 12.0),
        false => ('↓', plot.bottom - 6.0),
    };
    let places = along(y, plot.left + 4.0, plot.right - 4.0);
    for text in words {
        if labels.place(&format!("{text} {arrow}"), Role::Accent, &places) {
            return;
        }
    }
}

/// Returns a target with the day by which it is to be reached.
pub(super) fn words(target: &Target, unit: &Unit) -> Option<String> {
    let short = short(target, unit)?;
    Some(match &target.by {
        Some(by) => format!("{short} by {} {}", by.value.month_name(), by.value.year()),
        None => short,
    })
}

/// Returns a target as it is written in a chart; `None` where it has more digits than anyone reads.
pub(super) fn short(target: &Target, unit: &Unit) -> Option<String> {
    let value = target.value.value;
    // A target is written with the decimals that it needs, not with those of the series.
    let decimals = (0..unit.decimals).find(|decimals| {
        let power = 10_f64.powi(*decimals as i32);
        (value * power - (value * power).round()).abs() < 1e-9
    });
    let decimals = decimals.unwrap_or(unit.decimals);
    let rough = Unit { name: String::new(), decimals };
    let number =
        value.is_finite().then(|| rough.number(value)).filter(|text| text.chars().count() <= 24)?;
    Some(format!("target {number}"))
}
