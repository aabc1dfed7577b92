//! Work that was done again: which brief by which, why, and what share of a cohort.
//!
//! A cohort is the briefs that shipped in a period. It is open until its last day lies further back
//! than [`REWORK_DAYS`]: until then, more of it may turn out to be done again.

use std::collections::{BTreeMap, HashMap};

use crate::doc::Own;
use crate::id::{Date, DocId, Period, Rhythm};
use crate::kind::{Cause, Kind, Relation};

use super::measure::doc_date;
use super::node::End;
use super::snapshot::Site;

/// Whatever is done again later than so many days after its ship date is new work.
pub const REWORK_DAYS: i32 = 180;

/// A brief that another one does again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reworked {
    /// The brief that was there before.
    pub earlier: DocId,
    /// The brief that does it again.
    pub by: DocId,
    /// Why, where it is stated.
    pub cause: Option<Cause>,
    /// The day on which the later brief was put forward.
    pub named: Option<Date>,
    /// The days from the ship date of the earlier brief to that day; negative where it had not shipped.
    pub days: Option<i32>,
}

impl Reworked {
    /// Returns whether the pair counts in the rate of rework.
    pub fn counts(&self) -> bool {
        self.cause.is_some_and(Cause::counts)
            && self.days.is_some_and(|days| (0..=REWORK_DAYS).contains(&days))
    }
}

/// The briefs that shipped in a period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cohort {
    /// The period.
    pub period: Period,
    /// Each with its ship date and the brief that counts as doing it again, oldest first.
    pub briefs: Vec<(Date, DocId, Option<DocId>)>,
    /// Whether more may turn out to be done again.
    pub is_open: bool,
}

impl Cohort {
    /// Returns how many count as reworked.
    pub fn reworked(&self) -> usize {
        self.briefs.iter().filter(|(.., by)| by.is_some()).count()
    }
}

impl Site {
    /// Returns whether any brief does another again.
    pub fn has_reworks(&self) -> bool {
        self.docs_of(Kind::Brief).any(|brief| self.reworked_by(brief).next().is_some())
    }

    /// Returns the pairs of briefs of which one does the other again, the newest first.
    pub fn reworks(&self) -> Vec<Reworked> {
        let mut pairs: Vec<Reworked> =
            self.docs_of(Kind::Brief).flat_map(|brief| self.reworked_by(brief)).collect();
        // Documents are in the order of their paths, so that pairs of one day keep that order.
        pairs.sort_by_key(|pair| std::cmp::Reverse(pair.named));
        pairs
    }

    /// Returns what a brief does again, in the order of its front matter.
    fn reworked_by(&self, by: DocId) -> impl Iterator<Item = Reworked> {
        let fields = match &self.doc(by).front.own {
            Own::Brief(fields) if !fields.reworks.is_empty() => Some(&**fields),
            _ => None,
        };
        let named = doc_date(self.doc(by)).filter(|day| self.reached(*day));
        fields.into_iter().flat_map(move |fields| {
            fields.reworks.iter().filter_map(move |rework| {
                let edge = self.outgoing(End::Doc(by)).find(|edge| {
                    edge.relation == Relation::Reworks && edge.span == rework.brief.span
                })?;
                let earlier = self.graph.doc_of(edge.to);
                let shipped = self.ship_date(earlier);
                let days = named.zip(shipped).map(|(named, shipped)| named.days_since(shipped));
                let cause = rework.cause.as_ref().map(|cause| cause.value);
                Some(Reworked { earlier, by, cause, named, days })
            })
        })
    }

    /// Returns the briefs that have shipped by the period in which they did, oldest first.
    pub fn cohorts(&self, rhythm: Rhythm) -> Vec<Cohort> {
        let pairs = self.reworks();
        // Of several that do one again the first is told, so that the oldest is looked at last.
        let counted = pairs.iter().filter(|pair| pair.counts());
        let again: HashMap<DocId, DocId> = counted.map(|pair| (pair.earlier, pair.by)).collect();
        let mut periods: BTreeMap<Period, Vec<(Date, DocId, Option<DocId>)>> = BTreeMap::new();
        for brief in self.docs_of(Kind::Brief) {
            let Some(shipped) = self.ship_date(brief) else { continue };
            let cohort = periods.entry(rhythm.period(shipped)).or_default();
            cohort.push((shipped, brief, again.get(&brief).copied()));
        }
        let cohorts = periods.into_iter().map(|(period, mut briefs)| {
            briefs.sort_unstable();
            let closes = period.last.plus_days(REWORK_DAYS);
            let is_open = !closes.is_some_and(|closes| self.reached(closes));
            Cohort { period, briefs, is_open }
        });
        cohorts.collect()
    }

    /// Returns the day on which a brief shipped, where that has come.
    pub(super) fn ship_date(&self, brief: DocId) -> Option<Date> {
        let Own::Brief(fields) = &self.doc(brief).front.own else { return None };
        fields.shipped.as_ref().map(|shipped| shipped.value).filter(|day| self.reached(*day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_counts_within_180_days_for_causes_that_alignment_could_have_spared() {
        let pair = |cause: Option<Cause>, days: Option<i32>| {
            let (earlier, by) = (DocId(0), DocId(1));
            Reworked { earlier, by, cause, named: None, days }.counts()
        };
        let meant = Some(Cause::Miscommunication);
        assert!(pair(meant, Some(0)) && pair(meant, Some(180)));
        assert!(pair(Some(Cause::ChangedRequirements), Some(90)));
        assert!(!pair(meant, Some(181)) && !pair(meant, Some(-1)) && !pair(meant, None));
        for cause in [Some(Cause::Defect), Some(Cause::PlannedIteration), None] {
            assert!(!pair(cause, Some(90)), "{cause:?}");
        }
    }
}
