//! What a series shows of the promise of a brief.

use crate::doc::KpiFields;
use crate::id::Date;

use super::detect::signals;
use super::middle::mean;
use super::range::possible;
use super::series::{Point, Series};
use super::share::Z;
use super::words::Unit;
use super::xmr::{Middle, Side, Signal, Stretch, stretch};

/// So many points after the ship date say something.
const AFTER: usize = 6;
/// So many points before it make a baseline.
const BEFORE: usize = 12;
/// At most so many of the points before count.
const MOST_BEFORE: usize = 20;

/// What a series shows after a ship date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// There is no series, or nothing of it lies on either side.
    NoData,
    /// Too few points before or after.
    TooEarly,
    /// It varies as before.
    NoSignal,
    /// A signal in the promised direction, of a size that may be the promised one.
    Consistent,
    /// A signal in the promised direction, and too small for the promise whatever chance adds.
    Smaller,
    /// A signal in the other direction.
    Opposite,
}

impl Outcome {
    /// Returns the words.
    pub fn words(self) -> &'static str {
        match self {
            Outcome::NoData => "no data",
            Outcome::TooEarly => "too early to say",
            Outcome::NoSignal => "no signal",
            Outcome::Consistent => "signal as promised",
            Outcome::Smaller => "smaller than promised",
            Outcome::Opposite => "a signal the other way",
        }
    }
}

/// The effect of a brief on a KPI, as far as the data bear it.
#[derive(Clone, PartialEq, Debug)]
pub struct Effect {
    /// What it shows.
    pub outcome: Outcome,
    /// The mean after minus the mean before, where both are known.
    pub observed: Option<f64>,
    /// The mean of the points before, where there are enough of them.
    pub before: Option<f64>,
    /// The mean of the points after, where there are any.
    pub after: Option<f64>,
    /// How many points before were counted.
    pub n_before: usize,
    /// How many points lie after.
    pub n_after: usize,
    /// What it shows, as a sentence.
    pub sentence: String,
}

/// Returns the effect of what shipped on a day on a series; `promised` is the promised change in the
/// unit of the KPI.
///
/// Before are up to 20 points that ended before the ship date, after are the points that began behind
/// it; the period that contains it counts as neither, and what a declared phase measures another way is
/// not compared. The limits are those of the points before.
pub fn effect(series: &Series, fields: &KpiFields, shipped: Date, promised: Option<f64>) -> Effect {
    let unit = Unit::of(fields, series.decimals);
    let (start, end, middle) = before(series, fields, shipped);
    let first_after = series.points.partition_point(|point| point.period.start <= shipped);
    let next_phase =
        fields.phases.iter().map(|phase| phase.from.value).filter(|from| *from > shipped).min();
    let last_after = next_phase.map_or(series.len(), |from| {
        series.points.partition_point(|point| point.period.start < from).max(first_after)
    });
    let values = |points: &[Point]| points.iter().map(|point| point.value).collect::<Vec<f64>>();
    let earlier = values(&series.points[start..end]);
    let after = values(&series.points[first_after..last_after]);
    let mut effect = Effect {
        outcome: Outcome::NoData,
        observed: None,
        before: (earlier.len() >= BEFORE).then(|| mean(&earlier)),
        after: (!after.is_empty()).then(|| mean(&after)),
        n_before: earlier.len(),
        n_after: after.len(),
        sentence: String::new(),
    };
    let periods = |count: usize| {
        format!("{count} {}{}", series.rhythm.name(), if count == 1 { "" } else { "s" })
    };
    if series.is_empty() {
        effect.sentence = "No data yet.".to_owned();
        return effect;
    }
    if end == 0 && first_after == series.len() {
        effect.sentence = "No data but of the time in which it shipped.".to_owned();
        return effect;
    }
    if after.len() < AFTER {
        effect.outcome = Outcome::TooEarly;
        effect.sentence = match next_phase.filter(|_| last_after < series.len()) {
            Some(from) => format!(
                "Cannot be told: {} after it shipped, {AFTER} needed; since {} it is measured another way.",
                periods(after.len()),
                from.long()
            ),
            None => format!(
                "Too early to say: {} after it shipped, {AFTER} needed.",
                periods(after.len())
            ),
        };
        return effect;
    }
    let (Some(mean_before), Some(mean_after)) = (effect.before, effect.after) else {
        effect.outcome = Outcome::TooEarly;
        effect.sentence = format!(
            "Too early to say: only {} before it shipped, {BEFORE} needed to know what was usual.",
            periods(earlier.len())
        );
        return effect;
    };
    let observed = mean_after - mean_before;
    effect.observed = Some(observed);
    let limits = stretch(series, start, end, end - start, middle, possible(fields));
    let behind = Stretch { first: first_after, end: last_after, ..limits.clone() };
    let mut found = Vec::new();
    signals(series, &behind, &mut found);
    let counts = format!("n = {} before and {} after", earlier.len(), after.len());
    match side(&found, observed) {
        None => {
            effect.outcome = Outcome::NoSignal;
            let more = smallest(&limits, middle, promised, series.rhythm.name(), &unit);
            effect.sentence = format!("No signal: it varies as before ({counts}). {more}");
        }
        // A point far off, and a mean that did not go its way: nothing moved that is still to be seen.
        Some(side) if !is_on(side, observed, limits.grain) => {
            effect.outcome = Outcome::NoSignal;
            effect.sentence = format!(
                "No signal that lasts: from a mean of {} before to {} since it shipped ({counts}).",
                unit.level(mean_before),
                unit.level(mean_after)
            );
        }
        Some(side) => {
            let is_promised =
                promised.is_none_or(|promised| (promised > 0.0) == (side == Side::Above));
            let size = observed.abs() + limits.grain;
            let falls_short = promised.is_some_and(|promised| size < promised.abs());
            let usual = limits.moving_range * middle.widths().0 / 3.0;
            let is_smaller = promised
                .is_some_and(|promised| size + margin(usual, &earlier, &after) < promised.abs());
            effect.outcome = match (is_promised, is_smaller) {
                (true, false) => Outcome::Consistent,
                (true, true) => Outcome::Smaller,
                (false, _) => Outcome::Opposite,
            };
            let moved = format!(
                "from a mean of {} before to {} since it shipped ({counts})",
                unit.level(mean_before),
                unit.level(mean_after)
            );
            effect.sentence = match (is_promised, promised, falls_short) {
                (true, Some(promised), _) if is_smaller => {
                    format!("Smaller than the promised {}: {moved}.", unit.chosen_change(promised))
                }
                (true, None, _) => format!("A signal: {moved}."),
                (true, Some(_), true) => {
                    format!("Consistent with the promise, not yet its size: {moved}.")
                }
                (true, Some(_), false) => format!("Consistent with the promise: {moved}."),
                (false, ..) => format!("A signal the other way: {moved}."),
            };
        }
    }
    effect
}

/// Returns how far the difference of two means may lie from the one behind it, in 95 of 100 cases;
/// `usual` is the standard deviation that the moving ranges before tell.
///
/// Where the values of a side lie further apart than that, as while a change is still under way, it goes
/// by them: too narrow a margin would call a promise broken that may be kept.
fn margin(usual: f64, before: &[f64], after: &[f64]) -> f64 {
    let variance = |values: &[f64]| {
        let middle = mean(values);
        let squares = values.iter().map(|value| (value - middle).powi(2)).sum::<f64>();
        let n = values.len() as f64;
        (squares / (n - 1.0).max(1.0)).max(usual * usual) / n.max(1.0)
    };
    Z * (variance(before) + variance(after)).sqrt()
}

/// Returns the points before a day that tell what was usual, from the first up to the last, and the
/// middle that their phase is measured by: up to 20 that ended before it, in the same phase.
pub(super) fn before(series: &Series, fields: &KpiFields, day: Date) -> (usize, usize, Middle) {
    let end = series.points.partition_point(|point| point.period.last < day);
    let begun = fields.phases.iter().filter(|phase| phase.from.value <= day);
    let phase = begun.max_by_key(|phase| phase.from.value);
    let start = phase.map_or(0, |phase| {
        series.points.partition_point(|point| point.period.start < phase.from.value)
    });
    (start.min(end).max(end.saturating_sub(MOST_BEFORE)), end, Middle::of(phase))
}

/// Returns how large a change would have to be to show. A limit at the edge of what is possible shows
/// nothing on its side.
fn smallest(
    limits: &Stretch,
    middle: Middle,
    promised: Option<f64>,
    rhythm: &str,
    unit: &Unit,
) -> String {
    let width = middle.widths().0 * limits.moving_range;
    if width <= 0.0 {
        return "Any change would show: before, every value was the same.".to_owned();
    }
    let beyond = match (limits.is_lower_clamped, limits.is_upper_clamped) {
        (false, false) => {
            format!("A single point shows only a change beyond ±{}", unit.change_size(width))
        }
        (true, false) => {
            format!("A single point shows only a change beyond {}", unit.change(width))
        }
        (false, true) => {
            format!("A single point shows only a change beyond {}", unit.change(-width))
        }
        (true, true) => "No single point can show a change".to_owned(),
    };
    let lasting = match promised.filter(|promised| *promised != 0.0 && promised.abs() < width) {
        Some(promised) => format!("a lasting {}", unit.chosen_change(promised)),
        None => "a smaller one".to_owned(),
    };
    let centre = limits.centre.map_or(String::new(), |centre| unit.level(centre));
    format!("{beyond}; {lasting} shows once 8 {rhythm}s in a row lie on one side of {centre}.")
}

/// Returns whether the means moved to a side.
fn is_on(side: Side, observed: f64, grain: f64) -> bool {
    match side {
        Side::Above => observed > grain,
        Side::Below => observed < -grain,
    }
}

/// Returns the side on which signals lie; where they lie on both, the one that the means moved to.
fn side(signals: &[Signal], observed: f64) -> Option<Side> {
    let first = signals.first()?.side;
    if signals.iter().all(|signal| signal.side == first) {
        return Some(first);
    }
    Some(if observed > 0.0 { Side::Above } else { Side::Below })
}
