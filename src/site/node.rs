//! What a graph is made of: documents, items, relations, and what references mean.

use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::doc::{Doc, Placing};
use crate::id::{DocId, ItemId, RelPath, Span};
use crate::kind::{ItemKind, Relation};

/// One end of a relation.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum End {
    /// A document.
    Doc(DocId),
    /// An item in a document.
    Item(ItemId),
}

/// A document in the graph.
#[derive(Clone, Debug)]
pub struct Node {
    /// The document.
    pub doc: Arc<Doc>,
    /// The index of its first item.
    pub first_item: u32,
}

impl Node {
    /// Returns the item at an index into the body's items.
    pub fn item(&self, index: usize) -> ItemId {
        ItemId(self.first_item + u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Returns the items of the document.
    pub fn items(&self) -> impl Iterator<Item = ItemId> + use<> {
        let count = u32::try_from(self.doc.body.items.len()).unwrap_or(u32::MAX);
        (self.first_item..self.first_item.saturating_add(count)).map(ItemId)
    }
}

/// An item in the graph.
#[derive(Clone, Copy, Debug)]
pub struct ItemNode {
    /// The document that holds it.
    pub doc: DocId,
    /// Its index into the body's items.
    pub index: usize,
    /// What it is.
    pub kind: ItemKind,
}

/// A declared relation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edge {
    /// What it says.
    pub relation: Relation,
    /// The side that declares it.
    pub from: End,
    /// The other side.
    pub to: End,
    /// The document that declares it.
    pub doc: DocId,
    /// Where it is declared.
    pub span: Span,
    /// The link in the prose that makes it, as an index into the body's links.
    pub link: Option<usize>,
}

/// What a link in the prose means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// An address elsewhere, as written.
    External,
    /// A page of this handbook, with the anchor on it.
    Page {
        /// The document.
        doc: DocId,
        /// The anchor on its page.
        anchor: Option<String>,
        /// The item at the anchor.
        item: Option<ItemId>,
    },
    /// A file beside the documents.
    Asset(RelPath),
    /// The download of a KPI's series.
    Download(DocId),
    /// The chart of a KPI, with what is asked of it.
    Chart(DocId, Placing),
    /// Nothing; a finding says so.
    Broken,
}

/// What the references of one document mean.
#[derive(Default)]
pub(super) struct Linked {
    /// The relations that it declares, those of its prose last.
    pub(super) edges: Vec<Edge>,
    /// What each link means.
    pub(super) targets: Vec<Target>,
    /// What each objective that it pinned is today; `None` for what is gone.
    pub(super) pinned: Vec<Option<ItemId>>,
    /// What the references of each query mean; nothing where the query is broken.
    pub(super) queries: Vec<Option<Vec<End>>>,
    /// What is wrong with them.
    pub(super) findings: Vec<Diagnostic>,
}
