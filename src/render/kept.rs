//! What many pages of one snapshot have in common, made when the first of them is.
//!
//! **Architecture invariants.** Whatever is kept here follows from the snapshot alone, and could be made
//! again with the same result: a page's bytes do not depend on which pages were made before it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::chart::Courses;
use crate::doc::query::{Ask, Query};
use crate::id::{DocId, RelPath};
use crate::site::query::select;
use crate::site::{End, Site};
use crate::view::glyph::{self, NodeState};
use crate::view::{Html, Shared};

use super::terms::Terms;

/// What was made so far.
#[derive(Debug)]
pub struct Kept {
    navs: BTreeMap<RelPath, OnceLock<Shared<Html>>>,
    kpis: BTreeMap<DocId, Pictures>,
    glyphs: [OnceLock<Html>; GLYPHS],
    terms: Terms,
    answers: BTreeMap<Question, OnceLock<Vec<End>>>,
}

/// A query as written, with what its references mean: documents that were made from one template may all
/// ask the same, and asking goes through every document.
type Question = (String, Vec<End>);

/// How many states the chain line can be in: five nodes of three states each.
const GLYPHS: usize = 3_usize.pow(5);

/// What was drawn of a KPI.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// The line of its charts.
    pub(super) courses: Courses,
    /// Its sparkline without a ship date.
    pub(super) spark: OnceLock<Option<Html>>,
}

impl Kept {
    /// Returns room for what the pages of a snapshot share, with nothing made yet.
    pub fn of(site: &Site) -> Kept {
        let folder = |doc: DocId| (site.doc(doc).location.parent(), OnceLock::new());
        let kpis = site.docs().filter(|doc| site.kpis[doc.index()].is_some());
        Kept {
            navs: site.docs().map(folder).collect(),
            kpis: kpis.map(|doc| (doc, Pictures::default())).collect(),
            glyphs: [const { OnceLock::new() }; GLYPHS],
            terms: Terms::of(site),
            answers: site.docs().flat_map(|doc| questions(site, doc)).collect(),
        }
    }

    /// Returns what a query finds.
    pub(super) fn answer(
        &self,
        site: &Site,
        query: &Query,
        ask: &Ask,
        ends: &[End],
    ) -> Cow<'_, [End]> {
        match self.answers.get(&(query.text.clone(), ends.to_vec())) {
            Some(kept) => Cow::Borrowed(kept.get_or_init(|| select(site, ask, ends))),
            None => Cow::Owned(select(site, ask, ends)),
        }
    }

    /// Returns the navigation of the documents of a folder.
    pub(super) fn nav(&self, folder: &RelPath) -> Option<&OnceLock<Shared<Html>>> {
        self.navs.get(folder)
    }

    /// Returns the chain line as a glyph.
    pub(super) fn glyph(&self, states: [NodeState; 5]) -> Html {
        // A number of five digits to the base of three, one for each node.
        let at = states.iter().fold(0, |at, state| at * 3 + *state as usize);
        match self.glyphs.get(at) {
            Some(kept) => kept.get_or_init(|| glyph::line(states)).clone(),
            None => glyph::line(states),
        }
    }

    /// Returns the terms of the glossaries.
    pub(super) fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Returns what was drawn of a KPI.
    pub(super) fn pictures(&self, kpi: DocId) -> Option<&Pictures> {
        self.kpis.get(&kpi)
    }
}

/// Returns the questions of a document that can be answered, with no answer yet.
fn questions(site: &Site, doc: DocId) -> impl Iterator<Item = (Question, OnceLock<Vec<End>>)> {
    let queries = site.doc(doc).body.queries.iter().enumerate();
    queries.filter_map(move |(at, query)| {
        let ends = site.graph.references(doc, at)?;
        Some(((query.text.clone(), ends.to_vec()), OnceLock::new()))
    })
}
