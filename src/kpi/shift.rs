//! Where the process stands today.

use crate::doc::KpiFields;

use super::range::possible;
use super::series::Series;
use super::xmr::{Analysis, Limits, Middle, Rule, Signal, Stretch, stretch};

/// Returns the limits that describe the present: those of the points since a run began that has not
/// ended and has at least twelve points, else those of the present stretch.
///
/// Limits frozen before a shift describe a process that is gone; held against a target they would call
/// missed for ever what is met today.
pub fn present(series: &Series, analysis: &Analysis, fields: &KpiFields) -> Option<Stretch> {
    if let Some((first, last)) =
        running(series, analysis).filter(|(first, last)| last - first >= 11)
    {
        let count = last + 1 - first;
        return Some(stretch(series, first, last + 1, count, Middle::Mean, possible(fields)));
    }
    analysis.present().filter(|stretch| stretch.limits >= Limits::Provisional).cloned()
}

/// Returns whether a run that has not ended is too short for limits of its own, so that the target is held
/// against those from before it: limits whose baseline holds some of its points are of both.
pub(super) fn is_young(series: &Series, analysis: &Analysis) -> bool {
    let frozen = analysis.present().map_or(usize::MAX, |stretch| stretch.first + stretch.baseline);
    running(series, analysis).is_some_and(|(first, last)| last - first < 11 && first >= frozen)
}

/// Returns the first and the last index of the run that holds the last point.
///
/// It begins where the first of its points lies outside of the limits, if eight or more follow: points
/// before the shift that happened to lie on its side do not belong to it.
fn running(series: &Series, analysis: &Analysis) -> Option<(usize, usize)> {
    let last = series.len().checked_sub(1)?;
    let is_running = |signal: &&Signal| signal.rule == Rule::Run && signal.last == last;
    let run = analysis.signals.iter().find(is_running)?;
    let leaps = analysis.signals.iter().filter(|signal| {
        signal.rule == Rule::Outside && signal.side == run.side && signal.first >= run.first
    });
    let leap = leaps.map(|signal| signal.first).min().filter(|first| last - first >= 7);
    Some((leap.unwrap_or(run.first), last))
}
