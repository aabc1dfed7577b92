//! Which values and which days a chart shows.

use std::ops::Range;

use crate::chart::levels::Level;
use crate::chart::scale::value_range;
use crate::id::Date;
use crate::kpi::possible;

use super::{Look, Mark, Size, Spec};

/// What the value axis shows.
pub(super) struct Scale {
    /// The range of values.
    pub(super) values: Range<f64>,
    /// The target, if it lies near enough.
    pub(super) target: Option<f64>,
    /// The band, if it lies near enough.
    pub(super) band: Option<(f64, f64)>,
}

impl Scale {
    /// Returns what the axis of some points shows.
    pub(super) fn of(spec: &Spec, points: &[usize], levels: &[Level]) -> Scale {
        let mut all: Vec<f64> = points.iter().map(|at| spec.series.points[*at].value).collect();
        for level in levels {
            let (lower, upper) = level.limits();
            all.extend([lower, level.stretch.centre, upper].into_iter().flatten());
        }
        let is_from_zero = matches!(spec.look, Look::Bars | Look::Area);
        if is_from_zero && !all.is_empty() {
            all.push(0.0);
        }
        let possible = possible(spec.fields);
        let own = value_range(all.iter().copied(), possible);
        let room = (own.end - own.start) * 1.5;
        let is_near = |value: &f64| (own.start - room..=own.end + room).contains(value);
        let stated = spec.fields.target.as_ref().map(|target| target.value.value);
        let stated = stated.filter(|_| !all.is_empty());
        let target = stated.filter(is_near);
        let band = spec.fields.band.as_ref().map(|band| band.value);
        let is_shown = matches!(spec.look, Look::Line | Look::Run) && !all.is_empty();
        let band = band.filter(|(low, high)| is_shown && is_near(low) && is_near(high));
        all.extend(target);
        all.extend(band.iter().flat_map(|(low, high)| [*low, *high]));
        let mut values = value_range(all.iter().copied(), possible);
        if is_from_zero && all.iter().all(|value| *value >= 0.0) {
            values.start = 0.0;
        }
        if is_from_zero && all.iter().all(|value| *value <= 0.0) && values.start < 0.0 {
            values.end = 0.0;
        }
        if values.start >= values.end {
            values.end = values.start + 1.0;
        }
        // The band may have made room for a target that lies too far off by itself.
        let target = target.or(stated.filter(|target| values.contains(target)));
        Scale { values, target, band }
    }
}

/// Returns the range of days: from the first point to the last, or to what shipped in its period; bars
/// fill their periods.
pub(super) fn days(spec: &Spec, shown: &Range<usize>) -> Range<f64> {
    let day = |date: Date| f64::from(date.number());
    let points = &spec.series.points[shown.clone()];
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return 0.0..1.0 };
    if spec.look == Look::Bars {
        return day(first.period.start)..day(last.period.last) + 1.0;
    }
    let shipped = spec
        .marks
        .iter()
        .map(|mark: &Mark| mark.date)
        .filter(|date| *date <= last.period.last)
        .max();
    let end = shipped.map_or(last.period.start, |shipped| shipped.max(last.period.start));
    if end <= first.period.start {
        return day(end) - 1.0..day(end) + 1.0;
    }
    day(first.period.start)..day(end)
}

/// Returns whether there is room for counts below points, all of which are shares of something counted or
/// scores of answers.
pub(super) fn counts_below(spec: &Spec) -> bool {
    let points = &spec.series.points[spec.range()];
    spec.size == Size::Wide
        && spec.look == Look::Run
        && (spec.unit.name == "%" || spec.fields.is_score())
        && !points.is_empty()
        && points.iter().all(|point| point.n.is_some())
}

/// Returns the first and the last of the shown points, which follow each other, by name.
pub(super) fn ends(spec: &Spec, names: &[String]) -> Vec<(Date, String)> {
    let shown = spec.range();
    let name = |at: usize| Some((spec.series.points.get(at)?.period.start, names.get(at)?.clone()));
    let first = name(shown.start);
    let last = shown.end.checked_sub(1).filter(|last| *last > shown.start).and_then(name);
    first.into_iter().chain(last).collect()
}
