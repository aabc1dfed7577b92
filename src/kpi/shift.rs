//! Where the process stands today.

use crate::doc::KpiFields;

use super::range::possible;
use super::series::Series;
use super::xmr::{Analysis, Limits, Middle, Rule, Stretch, stretch};

/// Returns the limits that describe the present: those of the points since a run began that has not
/// ended and has at least twelve points, else those of the present stretch.
///
/// Limits frozen before a shift describe a process that is gone; held against a target they would call
/// missed for ever what is met today.
pub fn present(series: &Series, analysis: &Analysis, fields: &KpiFields) -> Option<Stretch> {
    let last = series.len().checked_sub(1)?;
    let run = analysis.signals.iter().find(|signal| {
        signal.rule == Rule::Run && signal.last == last && last - signal.first >= 11
    });
    match run {
        Some(run) => {
            let count = last + 1 - run.first;
            let own = stretch(series, run.first, last + 1, count, Middle::Mean, possible(fields));
            Some(own)
        }
        None => analysis.present().filter(|stretch| stretch.limits >= Limits::Provisional).cloned(),
    }
}
