//! How well the promises of a handbook are kept, all of them together.
//!
//! **Architecture invariants.** It counts over the whole handbook, and never by person, team or brief: a
//! count of somebody's promises would teach people to promise little. Under ten promises it says how
//! many are lacking, and nothing else.

use crate::kpi::{self, Outcome, Rate, Unit};
use crate::site::Promise;

use super::here::counted;

/// So many promises with enough data make a share.
const ENOUGH: usize = 10;

/// Returns how the promises that are due were kept, in sentences.
pub(super) fn sentences(due: &[&Promise]) -> Vec<String> {
    if due.is_empty() {
        return Vec::new();
    }
    let told: Vec<&Promise> = due.iter().copied().filter(|promise| is_told(promise)).collect();
    if told.len() < ENOUGH {
        let of = match told.len() {
            1 => "1 promise that is due has".to_owned(),
            count => format!("{count} promises that are due have"),
        };
        return vec![format!(
            "How well promises are kept cannot be said yet: {of} enough data, and {ENOUGH} are needed."
        )];
    }
    let count = |outcome: Outcome| told.iter().filter(|own| own.outcome() == Some(outcome)).count();
    let kept = count(Outcome::Consistent);
    let mut share = String::new();
    if let Some(rate) = rate(kept, told.len())
        && let (Some(percent), Some(interval)) = (rate.percent(), rate.interval())
    {
        let unit = Unit { name: "%".to_owned(), decimals: 0 };
        share =
            format!(" ({}, 95\u{a0}% interval {})", unit.level(percent), unit.interval(interval));
    }
    let smaller = match count(Outcome::Smaller) {
        0 => String::new(),
        count => format!("{} one smaller than promised, ", show(count)),
    };
    let mut sentences = vec![format!(
        "Of {} that are due and have enough data, {} the signal as promised{share}, {}{} one the other way, \
         and {} none.",
        counted(told.len(), "promise", "promises"),
        show(kept),
        smaller,
        show(count(Outcome::Opposite)),
        show(count(Outcome::NoSignal)),
    )];
    sentences.extend(sizes(&told));
    sentences
}

/// Returns whether the series bears a verdict on a promise.
fn is_told(promise: &Promise) -> bool {
    !matches!(promise.outcome(), None | Some(Outcome::NoData | Outcome::TooEarly))
}

fn show(count: usize) -> String {
    match count {
        0 => "none show".to_owned(),
        1 => "1 shows".to_owned(),
        count => format!("{count} show"),
    }
}

fn rate(met: usize, of: usize) -> Option<Rate> {
    Some(Rate { met: u64::try_from(met).ok()?, of: u64::try_from(of).ok()? })
}

/// Returns how far the numbers moved beside what was promised.
fn sizes(told: &[&Promise]) -> Option<String> {
    let shares = told.iter().filter_map(|promise| {
        let change = promise.change.filter(|change| *change != 0.0)?;
        let share = promise.effect.as_ref()?.observed? / change;
        share.is_finite().then_some(100.0 * share)
    });
    let shares = kpi::percentiles(&shares.collect::<Vec<f64>>());
    let unit = Unit { name: "%".to_owned(), decimals: 0 };
    let half = unit.level(shares.p50?);
    Some(format!(
        "Half of the numbers moved by {half} of the promised change or less (P50, n\u{a0}=\u{a0}{}).",
        shares.n
    ))
}
