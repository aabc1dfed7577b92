//! Where the process stands today.

use crate::doc::KpiFields;

use super::detect::signals;
use super::middle::mean;
use super::range::possible;
use super::series::Series;
use super::xmr::{Analysis, Limits, Middle, Rule, Signal, Stretch, stretch};

/// Where a run that has not ended has led.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Shift {
    /// The centre of the points since it began.
    pub centre: f64,
    /// Whether all points since lie where they usually do around that centre, and on no side of it for long.
    pub has_stayed: bool,
    /// Whether it goes on to the same side, held against the limits of the present.
    pub is_in_steps: bool,
    /// The limits of the present that the latest point lies outside of.
    pub left: Option<(f64, f64)>,
}

/// Returns where the run that holds the last point has led; `None` where none does.
///
/// From twelve points on that is read off the limits of the present, as charts draw them. Fewer are held
/// against the width of the limits that the run was found by.
pub(super) fn shift(series: &Series, analysis: &Analysis, fields: &KpiFields) -> Option<Shift> {
    let (first, last) = running(series, analysis)?;
    if last - first < 11 {
        let limits = analysis.present()?;
        let points = &series.points[first..=last];
        let centre = mean(&points.iter().map(|point| point.value).collect::<Vec<f64>>());
        let width = limits.middle.widths().0 * limits.moving_range + limits.grain;
        let has_stayed = points.iter().all(|point| (point.value - centre).abs() <= width);
        return Some(Shift { centre, has_stayed, is_in_steps: false, left: None });
    }
    let now = present(series, analysis, fields)?;
    let mut found = Vec::new();
    signals(series, &now, &mut found);
    let side = analysis.signals.iter().rev().find(|signal| signal.last == last)?.side;
    let goes_on = |signal: &Signal| {
        signal.side == side && signal.rule != Rule::Outside && signal.last == last
    };
    let is_left = found.iter().any(|signal| signal.rule == Rule::Outside && signal.last == last);
    Some(Shift {
        centre: now.centre?,
        // Where each value has a gap before it there are no limits, and nothing can be said to lie within.
        has_stayed: found.is_empty() && now.limits >= Limits::Provisional,
        is_in_steps: found.iter().any(goes_on),
        left: is_left.then_some(now.lower.zip(now.upper)).flatten(),
    })
}

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
