//! Which documents stand on the page of a whole chain, and which of these pages there are.

use crate::id::{DocId, RelPath};
use crate::kind::{ItemKind, Kind, Relation};

use super::node::End;
use super::routes::{Route, Routes};
use super::snapshot::Site;

impl Site {
    /// Returns the documents of the chain through a brief, from the vision to the retro.
    pub fn chain_docs(&self, brief: DocId) -> Vec<DocId> {
        let end = End::Doc(brief);
        let to = |from: End, relation: Relation| {
            let edges = self.outgoing(from).filter(move |edge| edge.relation == relation);
            edges.map(|edge| edge.to).collect::<Vec<End>>()
        };
        let into = |to: End, relation: Relation| {
            let edges = self.incoming(to).filter(move |edge| edge.relation == relation);
            edges.map(|edge| edge.doc).collect::<Vec<DocId>>()
        };
        let objectives = to(end, Relation::Serves);
        let impacts = self.items_of_in(brief, ItemKind::Impact).map(End::Item);
        let measured = objectives.iter().flat_map(|to_| to(*to_, Relation::MeasuredBy));
        let promised = impacts.flat_map(|impact| to(impact, Relation::ExpectsOf));
        let questions = self.items_of_in(brief, ItemKind::Question).map(End::Item);
        let decided = questions.chain([end]).flat_map(|end| into(end, Relation::Decides));
        let mut docs: Vec<DocId> = Vec::new();
        let of = |ends: &[End]| ends.iter().map(|end| self.graph.doc_of(*end)).collect::<Vec<_>>();
        let numbers: Vec<End> = measured.chain(promised).collect();
        let parts = [
            of(&objectives),
            of(&numbers),
            vec![brief],
            into(end, Relation::Informs),
            decided.collect(),
            self.retros_of(brief).collect(),
        ];
        for doc in parts.into_iter().flatten() {
            if !docs.contains(&doc) {
                docs.push(doc);
            }
        }
        docs
    }
}

impl Routes {
    /// Adds the pages of whole chains, where the site wants them.
    ///
    /// Each holds the bodies of several documents: a handbook of 10,000 would have twice the bytes, and an
    /// edit of a body would change more pages than its own. So they are asked for.
    pub(super) fn chains(&mut self, site: &Site) {
        if !site.config().chain_pages {
            return;
        }
        for brief in site.docs_of(Kind::Brief) {
            if site.chain_docs(brief).len() > 1 {
                let name = format!("chains/{}", site.doc(brief).location);
                self.add_page(site, &name, Route::Chain(brief));
            }
        }
    }

    /// Returns the pages of whole chains that hold one of some documents.
    pub fn chains_of<'a>(
        &'a self,
        site: &'a Site,
        docs: &'a [DocId],
    ) -> impl Iterator<Item = &'a RelPath> {
        let briefs = site.docs_of(Kind::Brief).filter(|_| site.config().chain_pages);
        let holds = |brief: &DocId| site.chain_docs(*brief).iter().any(|doc| docs.contains(doc));
        briefs.filter(holds).filter_map(|brief| self.path(&Route::Chain(brief)))
    }
}
