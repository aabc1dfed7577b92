//! What there must be to see: a signal behind a phase, a promise larger than the noise.

use crate::doc::{KpiFields, Phase};
use crate::id::{Date, Rhythm};

use super::range::possible;
use super::series::Series;
use super::xmr::{BASELINE, Limits, Middle, Stretch, signals, stretch};

/// A signal stands behind a phase where it contains one of so many points before it, or a later one.
const NEAR: usize = 8;
/// At most so many of the points before a day count.
const MOST: usize = 20;

/// Returns whether a detection rule fires around the start of a phase, against the limits of the
/// points before it; `None` where that cannot be told: too few points before, or none since.
pub fn shows_phase(series: &Series, fields: &KpiFields, phase: &Phase) -> Option<bool> {
    let index = |day: Date| series.points.partition_point(|point| point.period.start < day);
    let from = phase.from.value;
    let first = index(from);
    let others = || fields.phases.iter().filter(|other| other.from.value != from);
    let before = others().filter(|other| other.from.value < from).max_by_key(|o| o.from.value);
    let next = others().map(|other| other.from.value).filter(|day| *day > from).min();
    let (start, end) =
        (before.map_or(0, |before| index(before.from.value)), next.map_or(series.len(), index));
    if first >= end || Limits::of(first - start) < Limits::Provisional {
        return None;
    }
    let is_median = before
        .and_then(|before| before.method.as_ref())
        .is_some_and(|method| method.value == "median");
    let middle = if is_median { Middle::Median } else { Middle::Mean };
    let baseline = fields.baseline.as_ref().map_or(BASELINE, |baseline| baseline.value as usize);
    let limits = stretch(series, start, first, baseline, middle, possible(fields));
    let mut found = Vec::new();
    signals(series, &Stretch { end, ..limits }, &mut found);
    Some(found.iter().any(|signal| signal.last + NEAR >= first))
}

/// Returns how large a change must be to show in a single point after a day; `None` where too few
/// points before it tell what is usual.
pub fn visible_change(series: &Series, fields: &KpiFields, day: Date) -> Option<f64> {
    let end = series.points.partition_point(|point| point.period.last < day);
    let phase = fields.phases.iter().map(|phase| phase.from.value).filter(|from| *from <= day);
    let first =
        phase.max().map_or(0, |from| series.points.partition_point(|p| p.period.start < from));
    let first = first.min(end).max(end.saturating_sub(MOST));
    let limits = stretch(series, first, end, end - first, Middle::Mean, possible(fields));
    (limits.limits >= Limits::Provisional).then_some(2.660 * limits.moving_range)
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
