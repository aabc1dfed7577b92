//! What many pages of one snapshot have in common, made when the first of them is.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::chart::Courses;
use crate::id::{DocId, RelPath};
use crate::site::Site;
use crate::view::frame::NavGroup;
use crate::view::{Html, Shared};

use super::terms::Terms;

/// What was made so far.
#[derive(Debug)]
pub struct Kept {
    navs: BTreeMap<RelPath, OnceLock<Shared<Vec<NavGroup>>>>,
    kpis: BTreeMap<DocId, Pictures>,
    terms: Terms,
}

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
            terms: Terms::of(site),
        }
    }

    /// Returns the navigation of the documents of a folder.
    pub(super) fn nav(&self, folder: &RelPath) -> Option<&OnceLock<Shared<Vec<NavGroup>>>> {
        self.navs.get(folder)
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
