//! What stands beside the points of a series: remarks, margins, and periods of which too few answers tell.

use crate::id::{Date, Period};

/// A period in which so few answered that no score is made of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Few {
    /// The period.
    pub period: Period,
    /// How many answered.
    pub n: u64,
}

/// What stands beside points, by the first day of their periods, in their order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Notes {
    remarks: Vec<(Date, String)>,
    margins: Vec<(Date, f64)>,
    few: Vec<Few>,
}

impl Notes {
    /// Returns the remark on the period that starts on a day.
    pub fn at(&self, start: Date) -> Option<&str> {
        let at = self.remarks.binary_search_by_key(&start, |(start, _)| *start).ok()?;
        self.remarks.get(at).map(|(_, note)| note.as_str())
    }

    /// Returns how far the value of the period that starts on a day may lie to either side, in 95 of 100
    /// cases, where it is a score.
    pub fn margin(&self, start: Date) -> Option<f64> {
        let at = self.margins.binary_search_by_key(&start, |(start, _)| *start).ok()?;
        self.margins.get(at).map(|(_, margin)| *margin)
    }

    /// Returns the periods in which too few answered for a score.
    pub fn few(&self) -> &[Few] {
        &self.few
    }

    /// Returns the same without the scores that are missing in periods which have not ended on a day.
    pub fn until(&self, day: Date) -> Notes {
        let few = self.few.iter().filter(|few| few.period.last <= day);
        Notes { few: few.copied().collect(), ..self.clone() }
    }

    /// Adds what stands beside a point that is later than all before.
    pub(super) fn add(&mut self, start: Date, remark: Option<String>, margin: Option<f64>) {
        self.remarks.extend(remark.map(|remark| (start, remark)));
        self.margins.extend(margin.map(|margin| (start, margin)));
    }

    /// Adds a period in which too few answered, later than all before.
    pub(super) fn add_few(&mut self, period: Period, n: u64) {
        self.few.push(Few { period, n });
    }
}
