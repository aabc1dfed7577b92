//! What stands beside the points of a KPI.

use crate::kpi::{Few, Notes, Point};

use super::Measured;

impl Measured {
    /// Returns the remark on a point.
    pub fn note(&self, point: &Point) -> Option<&str> {
        self.notes.at(point.period.start)
    }

    /// Returns how far a value may lie to either side, where it is a score.
    pub fn margin(&self, point: &Point) -> Option<f64> {
        self.notes.margin(point.period.start)
    }

    /// Returns the periods in which too few answered for a score.
    pub fn few(&self) -> &[Few] {
        self.notes.few()
    }

    /// Returns why there is no value, in a few words.
    pub fn no_value_words(&self) -> &'static str {
        if self.few().is_empty() { "no data yet" } else { "too few answers" }
    }

    /// Returns what stands beside its points.
    pub fn notes(&self) -> &Notes {
        &self.notes
    }

    /// Returns whether there is a remark on any point that is there.
    pub fn has_notes(&self) -> bool {
        self.series.points.iter().any(|point| self.note(point).is_some())
    }
}
