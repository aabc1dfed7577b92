//! What there must be to see: a signal behind a phase, a promise larger than the noise.

use crate::doc::{KpiFields, Phase};
use crate::id::{Date, Rhythm};

use super::detect::signals;
use super::effect::before;
use super::range::possible;
use super::series::Series;
use super::xmr::{BASELINE, Limits, Middle, Side, Stretch, stretch};

/// A signal stands behind a phase where it contains one of so many points before it, or a later one.
const NEAR: usize = 8;

/// Returns whether a detection rule fires around the start of a phase, against the limits of the
/// points before it; `None` where that cannot be told: too few points before, or none since.
pub fn shows_phase(series: &Series, fields: &KpiFields, phase: &Phase) -> Option<bool> {
    let index = |day: Date| series.points.partition_point(|point| point.period.start < day);
    let from = phase.from.value;
    let first = index(from);
    let others = || fields.phases.iter().filter(|other| other.from.value != from);
    let earlier = others().filter(|other| other.from.value < from).max_by_key(|o| o.from.value);
    let next = others().map(|other| other.from.value).filter(|day| *day > from).min();
    let (start, end) =
        (earlier.map_or(0, |earlier| index(earlier.from.value)), next.map_or(series.len(), index));
    if first >= end || Limits::of(first - start) < Limits::Provisional {
        return None;
    }
    let middle = Middle::of(earlier);
    let baseline = fields.baseline.as_ref().map_or(BASELINE, |baseline| baseline.value as usize);
    let limits = stretch(series, start, first, baseline, middle, possible(fields));
    let mut found = Vec::new();
    signals(series, &Stretch { end, ..limits }, &mut found);
    Some(found.iter().any(|signal| signal.last + NEAR >= first))
}

/// What a single point can show of a change.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Visible {
    /// How large the change must be, in the unit of the KPI.
    pub least: f64,
    /// Whether one to that side can show at all: not where the limit lies beyond what is possible.
    pub is_possible: bool,
}

/// Returns how large a change to one side must be to show in a single point after a day; `None` where
/// too few points before it tell what is usual.
pub fn visible_change(
    series: &Series,
    fields: &KpiFields,
    day: Date,
    side: Side,
) -> Option<Visible> {
    let (first, end, middle) = before(series, fields, day);
    let limits = stretch(series, first, end, end - first, middle, possible(fields));
    let is_clamped = match side {
        Side::Above => limits.is_upper_clamped,
        Side::Below => limits.is_lower_clamped,
    };
    let least = middle.widths().0 * limits.moving_range;
    (limits.limits >= Limits::Provisional).then_some(Visible { least, is_possible: !is_clamped })
}

/// Returns how many whole periods of a series lie after a day and up to another, counted up to `most`.
pub fn periods_between(series: &Series, after: Date, until: Date, most: i32) -> i32 {
    // Walking over the calendar is slow, and most dates lie far off.
    let longest = match series.rhythm {
        Rhythm::Day => 1,
        Rhythm::Week => 7,
        Rhythm::Month => 31,
        Rhythm::Quarter => 92,
        Rhythm::Year => 366,
    };
    if until.days_since(after) > (most + 1).saturating_mul(longest) {
        return most;
    }
    let mut count = 0;
    let mut next = series.rhythm.period(after).last.plus_days(1);
    while let Some(period) = next.map(|start| series.rhythm.period(start)) {
        if period.last > until || count >= most {
            break;
        }
        count += 1;
        next = period.last.plus_days(1);
    }
    count
}
