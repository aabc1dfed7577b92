//! What documents have in common: their state, the quarter that they date from.
//!
//! Duty: gathers documents by state and by quarter, and says which pages list them. Inputs: the documents
//! that the snapshot shows. Outputs: [`Facets`], routes.
//!
//! **Architecture invariants.** One pass over the documents. How many pages there are depends on states,
//! quarters and years, and not on how many documents there are, but that a list which is too long for one
//! page has several.

use std::collections::BTreeMap;

use crate::doc::Own;
use crate::id::{Date, DocId, RelPath};
use crate::kind::Kind;

use super::address::page_path;
use super::measure::doc_date;
use super::routes::{PAGE, Route, Routes, folder_of};
use super::snapshot::Site;

/// Every state of documents of whatever kind, in the order of the way, those aside last.
const STATES: [&str; 12] = [
    "idea",
    "proposed",
    "accepted",
    "active",
    "started",
    "shipped",
    "measured",
    "confirmed",
    "declined",
    "rejected",
    "parked",
    "superseded",
];

/// Documents by what they have in common.
#[derive(Clone, Default)]
pub struct Facets {
    states: BTreeMap<(Kind, usize), Vec<DocId>>,
    /// By the first day of the quarter.
    pub quarters: BTreeMap<Date, Quarter>,
}

/// What a quarter holds.
#[derive(Clone, Default)]
pub struct Quarter {
    /// The documents that date from it.
    pub docs: Vec<DocId>,
    /// The briefs that shipped in it.
    pub shipped: Vec<DocId>,
}

impl Quarter {
    /// Returns the kinds that the quarter has something of, in the order of the chain.
    pub fn kinds(&self, site: &Site) -> Vec<Kind> {
        let has = |kind: &Kind| {
            self.docs.iter().chain(&self.shipped).any(|doc| site.doc(*doc).kind == *kind)
        };
        Kind::ALL.into_iter().filter(has).collect()
    }

    /// Returns whether its kinds need a page each.
    pub fn is_long(&self) -> bool {
        self.docs.len() + self.shipped.len() > PAGE
    }
}

impl Facets {
    /// Returns the states that documents of a kind are in, in the order of the way, each with its documents.
    pub fn states(&self, kind: Kind) -> impl Iterator<Item = (&'static str, &[DocId])> {
        let of_kind = self.states.range((kind, 0)..(kind, STATES.len()));
        of_kind.filter_map(|((_, at), docs)| Some((*STATES.get(*at)?, docs.as_slice())))
    }

    /// Returns the documents of a kind in a state.
    pub fn in_state(&self, kind: Kind, state: &str) -> &[DocId] {
        let found = self.states(kind).find(|(name, _)| *name == state);
        found.map_or(&[], |(_, docs)| docs)
    }
}

impl Site {
    pub(super) fn find_facets(&self) -> Facets {
        let mut facets = Facets::default();
        for id in self.docs() {
            let doc = self.doc(id);
            let state = self.doc_state(id);
            if let Some(at) = state.and_then(|state| STATES.iter().position(|it| *it == state)) {
                facets.states.entry((doc.kind, at)).or_default().push(id);
            }
            // What is still to come has not happened in any quarter.
            let quarter = |date: Date| self.reached(date).then(|| date.quarter_start());
            if let Some(quarter) = doc_date(doc).and_then(quarter) {
                facets.quarters.entry(quarter).or_default().docs.push(id);
            }
            if let Own::Brief(brief) = &doc.front.own
                && let Some(quarter) = brief.shipped.as_ref().and_then(|day| quarter(day.value))
            {
                facets.quarters.entry(quarter).or_default().shipped.push(id);
            }
        }
        facets
    }
}

impl Routes {
    /// Adds the pages of states and quarters. Where something else has the place of one, that one is left
    /// out: nobody who names a page `quarters` need know of ours.
    pub(super) fn facets(&mut self, site: &Site) {
        for (name, route) in pages(site) {
            let path = RelPath::new(&page_path(&name, site.config().urls));
            if path.is_some_and(|path| self.get(&path).is_none()) {
                self.add_page(site, &name, route);
            }
        }
    }
}

fn pages(site: &Site) -> Vec<(String, Route)> {
    let mut pages = Vec::new();
    for ((kind, at), docs) in &site.facets.states {
        let (Some(folder), Some(state)) = (folder_of(site, *kind), STATES.get(*at)) else {
            continue;
        };
        let name = format!("{folder}/state-{state}");
        let others = years(site, docs).into_iter().skip(1);
        let others = others.filter(|_| docs.len() > PAGE);
        pages.extend(
            others.map(|year| (format!("{name}-{year}"), Route::State(*kind, state, Some(year)))),
        );
        pages.push((name, Route::State(*kind, state, None)));
    }
    for (first, quarter) in &site.facets.quarters {
        let name = format!("quarters/{}-q{}", first.year(), first.quarter());
        let others = quarter.kinds(site).into_iter().skip(1).filter(|_| quarter.is_long());
        pages.extend(
            others.map(|kind| {
                (format!("{name}-{}", kind.name()), Route::Quarter(*first, Some(kind)))
            }),
        );
        pages.push((name, Route::Quarter(*first, None)));
    }
    if !site.facets.quarters.is_empty() {
        pages.push(("quarters".to_owned(), Route::Quarters));
    }
    pages
}

/// Returns the years of documents, newest first.
pub fn years(site: &Site, docs: &[DocId]) -> Vec<i16> {
    let dates = docs.iter().filter_map(|doc| doc_date(site.doc(*doc)));
    let mut years: Vec<i16> = dates.map(Date::year).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    years
}

#[cfg(test)]
mod tests {
    use super::STATES;
    use crate::kind::{BriefState, DecisionState};

    #[test]
    fn every_state_of_a_document_has_its_place() {
        let briefs = BriefState::ALL.map(BriefState::name);
        let decisions = DecisionState::DECLARED.map(DecisionState::name);
        for state in briefs.into_iter().chain(decisions).chain(["active", "superseded"]) {
            assert!(STATES.contains(&state), "{state}");
        }
    }
}
