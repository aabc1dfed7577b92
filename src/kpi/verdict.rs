//! Two verdicts on a KPI: how it varies, and whether it meets its target.
//!
//! Two verdicts as in NHS England's *Making Data Count*: variation and assurance.

use crate::doc::query::{TARGETS, VARIATIONS};
use crate::doc::{Direction, KpiFields};

use super::series::Series;
use super::shift::{self, Shift};
use super::xmr::{Analysis, Limits, Side, Signal};

/// A signal speaks of the present while it contains one of so many last points.
const RECENT: usize = 8;

/// How a series varies.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Variation {
    /// A signal towards the better.
    Improving,
    /// A signal towards the worse.
    Worsening,
    /// A signal of a KPI that has no better side.
    Changed,
    /// No signal among the last points.
    NoSignal,
    /// Under twelve points.
    TooFew,
}

impl Variation {
    /// Returns the name by which queries ask for it.
    pub fn name(self) -> &'static str {
        let [improving, worsening, changed, no_signal, too_few] = VARIATIONS;
        match self {
            Variation::Improving => improving,
            Variation::Worsening => worsening,
            Variation::Changed => changed,
            Variation::NoSignal => no_signal,
            Variation::TooFew => too_few,
        }
    }

    /// Returns the words.
    pub fn words(self) -> &'static str {
        match self {
            Variation::Improving => "improving",
            Variation::Worsening => "worsening",
            Variation::Changed => "changed",
            Variation::NoSignal => "no signal",
            Variation::TooFew => "too few points",
        }
    }
}

/// Whether a series meets its target.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum TargetVerdict {
    /// Whatever usually happens meets it.
    Met,
    /// Whatever usually happens misses it.
    Missed,
    /// It lies inside of what usually happens.
    ComesAndGoes,
    /// There is none.
    NoTarget,
    /// Under twelve points.
    TooFew,
}

impl TargetVerdict {
    /// Returns the name by which queries ask for it; none where there is no target.
    pub fn name(self) -> Option<&'static str> {
        let [met, missed, comes_and_goes, too_few] = TARGETS;
        match self {
            TargetVerdict::Met => Some(met),
            TargetVerdict::Missed => Some(missed),
            TargetVerdict::ComesAndGoes => Some(comes_and_goes),
            TargetVerdict::TooFew => Some(too_few),
            TargetVerdict::NoTarget => None,
        }
    }

    /// Returns the words.
    pub fn words(self) -> &'static str {
        match self {
            TargetVerdict::Met => "target reliably met",
            TargetVerdict::Missed => "target reliably missed",
            TargetVerdict::ComesAndGoes => "target comes and goes",
            TargetVerdict::NoTarget => "no target",
            TargetVerdict::TooFew => "target: too few points",
        }
    }
}

/// Both verdicts, with the signal behind the first.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Verdicts {
    /// How it varies.
    pub variation: Variation,
    /// The signal that says so.
    pub signal: Option<Signal>,
    /// Where that signal has led, where it is a run that has not ended.
    pub shift: Option<Shift>,
    /// Whether it meets its target.
    pub target: TargetVerdict,
    /// Whether the target was held against limits from before a shift that has too few points for its
    /// own.
    pub is_of_before: bool,
}

impl Verdicts {
    /// Returns the words on the target: those of the verdict, and whether they speak of a process that
    /// may be gone.
    pub fn target_words(&self) -> String {
        match (self.target, self.is_of_before) {
            (TargetVerdict::ComesAndGoes, true) => {
                "target came and went before the shift".to_owned()
            }
            (verdict, true) => format!("{} before the shift", verdict.words()),
            (verdict, false) => verdict.words().to_owned(),
        }
    }
}

/// Returns the verdicts on a series.
pub fn verdicts(series: &Series, analysis: &Analysis, fields: &KpiFields) -> Verdicts {
    let bears = analysis.present().is_some_and(|stretch| stretch.limits >= Limits::Provisional);
    let recent = series.len().saturating_sub(RECENT);
    let signal = analysis.signals.iter().rev().find(|signal| signal.last >= recent).copied();
    let direction = fields.direction.as_ref().map_or(Direction::Watch, |direction| direction.value);
    let variation = match (bears, signal) {
        (false, _) => Variation::TooFew,
        (true, None) => Variation::NoSignal,
        (true, Some(signal)) => towards(direction, signal.side),
    };
    let target = target(series, analysis, fields, direction);
    let is_judged = !matches!(target, TargetVerdict::NoTarget | TargetVerdict::TooFew);
    Verdicts {
        variation,
        signal: signal.filter(|_| bears),
        shift: shift::shift(series, analysis, fields).filter(|_| bears),
        target,
        is_of_before: is_judged && shift::is_young(series, analysis),
    }
}

/// Returns what a move to one side means.
pub fn towards(direction: Direction, side: Side) -> Variation {
    match (direction, side) {
        (Direction::Up, Side::Above) | (Direction::Down, Side::Below) => Variation::Improving,
        (Direction::Up, Side::Below) | (Direction::Down, Side::Above) => Variation::Worsening,
        (Direction::Target | Direction::Watch, _) => Variation::Changed,
    }
}

fn target(
    series: &Series,
    analysis: &Analysis,
    fields: &KpiFields,
    direction: Direction,
) -> TargetVerdict {
    let target = fields.target.as_ref().map(|target| target.value.value);
    let band = fields.band.as_ref().map(|band| band.value);
    // A band is a target with two sides; either way of a single one is given by the direction.
    let (low, high) = match (target, band, direction) {
        (Some(target), _, Direction::Up) => (target, f64::INFINITY),
        (Some(target), _, Direction::Down) => (f64::NEG_INFINITY, target),
        (_, Some(band), _) => band,
        (Some(target), None, _) => (target, target),
        (None, None, _) => return TargetVerdict::NoTarget,
    };
    let Some(present) = shift::present(series, analysis, fields) else {
        return TargetVerdict::TooFew;
    };
    let (Some(lower), Some(upper)) = (present.lower, present.upper) else {
        return TargetVerdict::TooFew;
    };
    let met = lower >= low && upper <= high;
    let missed = upper < low || lower > high;
    match (met, missed) {
        (true, _) => TargetVerdict::Met,
        (_, true) => TargetVerdict::Missed,
        _ => TargetVerdict::ComesAndGoes,
    }
}
