//! What stands at the right end of a chart: its last value, and the target.

use crate::chart::goal;
use crate::chart::label::width;
use crate::chart::role::Role;
use crate::chart::scale::Ticks;
use crate::id::Rhythm;
use crate::kpi::count;

use super::{Size, Spec};

/// What stands at the right end of a chart.
pub(super) struct Tips {
    /// The last value, in full and shorter.
    pub(super) values: Vec<String>,
    /// Its period and how many stand behind it.
    pub(super) notes: Vec<String>,
    /// The target.
    pub(super) target: Option<String>,
}

impl Tips {
    /// Returns the words for a chart.
    pub(super) fn of(spec: &Spec) -> Tips {
        let target = spec.fields.target.as_ref().and_then(|it| goal::words(it, spec.unit));
        let Some(last) = spec.series.points[spec.range()].last() else {
            return Tips { values: Vec::new(), notes: Vec::new(), target };
        };
        let date = match spec.series.rhythm {
            _ if spec.order.is_some() => {
                let newest = spec.range().end.saturating_sub(1);
                spec.order.and_then(|names| names.get(newest)).cloned().unwrap_or_default()
            }
            Rhythm::Day | Rhythm::Week => last.period.start.short(),
            rhythm => crate::chart::period_label(rhythm, last.period),
        };
        let n = last.n.map(|n| format!("n = {}", count(n)));
        let both = n.as_ref().map(|n| format!("{date}, {n}"));
        let notes = match (spec.size, both) {
            (Size::Wide, Some(both)) if width(&both, Role::Text) < 150.0 => vec![both],
            _ => [Some(date), n].into_iter().flatten().collect(),
        };
        let number = spec.unit.number(last.value);
        let rounded =
            Ticks::of(&(0.0..last.value.abs().max(f64::MIN_POSITIVE)), 1).label(last.value);
        Tips { values: vec![spec.unit.level(last.value), number, rounded], notes, target }
    }

    /// Returns how much room the right end needs.
    pub(super) fn width(&self, size: Size) -> f64 {
        let value = |at: usize| self.values.get(at).map_or(0.0, |value| width(value, Role::Strong));
        let notes = self.notes.iter().map(|note| width(note, Role::Text)).fold(0.0, f64::max);
        let target = self.target.as_ref().map_or(0.0, |target| width(target, Role::Accent));
        match size {
            Size::Wide => value(0).max(notes).max(target).clamp(40.0, 170.0) + 12.0,
            Size::Narrow => {
                let value = if value(0) <= 72.0 { value(0) } else { value(1) };
                value.max(notes).clamp(30.0, 96.0) + 12.0
            }
        }
    }
}
