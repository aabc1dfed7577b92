//! The centres and limits that a chart draws, stretch by stretch.

use super::scale::is_drawable;
use crate::doc::KpiFields;
use crate::kpi::{Analysis, Limits, Series, Stretch, Unit, present};

/// A centre and its limits from one point to another.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Level {
    /// The limits; where `stretch.first` and `stretch.end` say how far they are drawn.
    pub(super) stretch: Stretch,
    /// Whether it describes where a shift has led, which no band is drawn for: its limits are not
    /// those that signals are measured by.
    pub(super) is_shift: bool,
}

/// Returns the levels of a series. Where it has shifted and stayed, the limits of the last stretch are
/// drawn up to the shift and those of the present from there, since the verdict on the target rests on
/// the latter.
pub(super) fn levels(series: &Series, analysis: &Analysis, fields: &KpiFields) -> Vec<Level> {
    let of = |stretch: Stretch, is_shift: bool| Level { stretch, is_shift };
    let mut levels: Vec<Level> =
        analysis.stretches.iter().map(|stretch| of(stretch.clone(), false)).collect();
    let Some(last) = levels.last_mut() else { return levels };
    if let Some(now) =
        present(series, analysis, fields).filter(|now| now.first > last.stretch.first)
    {
        last.stretch.end = now.first;
        levels.push(of(now, true));
    }
    levels
}

impl Level {
    /// Returns the limits that are drawn: one that was clamped is the end of what is possible, and no
    /// limit of the process.
    pub(super) fn limits(&self) -> (Option<f64>, Option<f64>) {
        let stretch = &self.stretch;
        (
            stretch.lower.filter(|lower| !stretch.is_lower_clamped && is_drawable(*lower)),
            stretch.upper.filter(|upper| !stretch.is_upper_clamped && is_drawable(*upper)),
        )
    }

    /// Returns what the level is called: `usual range 30.1–36.4`.
    pub(super) fn label(&self, unit: &Unit) -> Option<String> {
        let stretch = &self.stretch;
        let name = match stretch.limits {
            Limits::None => return None,
            Limits::Median => return Some(format!("median {}", unit.number(stretch.centre?))),
            _ if self.is_shift => "now",
            Limits::Provisional => "provisional range",
            Limits::Full => "usual range",
        };
        Some(match self.limits() {
            (Some(lower), Some(upper)) => {
                // A minus sign behind a dash reads as one long line.
                let to = if upper < 0.0 { " to " } else { "–" };
                format!("{name} {}{to}{}", unit.number(lower), unit.number(upper))
            }
            (None, Some(upper)) => format!("{name} up to {}", unit.number(upper)),
            (Some(lower), None) => format!("{name} from {}", unit.number(lower)),
            (None, None) => return None,
        })
    }
}
