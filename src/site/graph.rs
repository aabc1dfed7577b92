//! Every document with every reference resolved, before anything is hidden.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::config::Config;
use crate::corpus::Corpus;
use crate::diag::{Diagnostic, Lines, Position};
use crate::doc::Doc;
use crate::id::{DocId, ItemId, RelPath};
use crate::kind::Relation;
use crate::people::People;
use crate::source::Size;

use super::names::Names;
use super::node::{Edge, End, ItemNode, Linked, Node, Target};
use super::query::{self, Vocabulary};
use super::{edges, prose, rules};

/// All documents, items and relations.
pub struct Graph {
    /// The configuration.
    pub config: Arc<Config>,
    /// People and teams.
    pub people: Arc<People>,
    /// How large pictures are, by their files.
    pub pictures: Arc<BTreeMap<RelPath, Size>>,
    /// The documents in the order of their paths.
    pub nodes: Vec<Node>,
    /// The items in the order of their documents.
    pub items: Vec<ItemNode>,
    /// The relations in the order of their declarations.
    pub edges: Vec<Edge>,
    /// What the references of each document mean.
    linked: Vec<Arc<Linked>>,
    /// Names that mean nothing, the wrong thing or several things, cycles, contradictions.
    pub findings: Vec<Diagnostic>,
}

impl Graph {
    /// Resolves every reference of a corpus. Where the facts of all documents are those of a graph
    /// `before`, names mean what they meant, and only documents that were read anew are looked at.
    pub fn link(corpus: &Corpus, before: Option<&Graph>) -> Graph {
        let mut nodes = Vec::with_capacity(corpus.docs.len());
        let mut items = Vec::new();
        for (doc_id, doc) in (0..).map(DocId).zip(corpus.docs.values()) {
            let first_item = u32::try_from(items.len()).unwrap_or(u32::MAX);
            nodes.push(Node { doc: Arc::clone(doc), first_item });
            items.extend((0..).zip(&doc.body.items).map(|(index, item)| ItemNode {
                doc: doc_id,
                index,
                kind: item.kind,
            }));
        }
        let names = OnceLock::new();
        let known_words = OnceLock::new();
        let known = |at: usize| {
            let before = before?;
            let is_same = Arc::ptr_eq(&before.nodes.get(at)?.doc, &nodes[at].doc);
            is_same.then(|| Arc::clone(&before.linked[at]))
        };
        // Each document by itself, so on all cores: at 10,000 this is most of what linking takes.
        let linked: Vec<Arc<Linked>> = (0..nodes.len())
            .into_par_iter()
            .map(|at| {
                known(at).unwrap_or_else(|| {
                    let names = names.get_or_init(|| Names::new(&nodes, &items));
                    let words =
                        || known_words.get_or_init(|| Vocabulary::of(&nodes, &corpus.people));
                    Arc::new(link_one(corpus, &nodes, names, DocId(at as u32), words))
                })
            })
            .collect();
        let mut edges = Vec::with_capacity(linked.iter().map(|linked| linked.edges.len()).sum());
        let mut findings = Vec::new();
        for linked in &linked {
            edges.extend_from_slice(&linked.edges);
            findings.extend_from_slice(&linked.findings);
        }
        rules::names(&nodes, &mut findings);
        rules::audiences(&nodes, &corpus.config, &mut findings);
        rules::cycles(&nodes, &items, &edges, &mut findings);
        let (config, people) = (Arc::clone(&corpus.config), Arc::clone(&corpus.people));
        let pictures = Arc::clone(&corpus.pictures);
        Graph { config, people, pictures, nodes, items, edges, linked, findings }
    }

    /// Returns what each link of a document means.
    pub fn targets(&self, doc: DocId) -> &[Target] {
        &self.linked[doc.index()].targets
    }

    /// Returns what each entry of `pinned` of a document means; `None` for what is gone.
    pub(super) fn pinned(&self, doc: DocId) -> &[Option<ItemId>] {
        &self.linked[doc.index()].pinned
    }

    /// Returns the first relation of a sort that an item declares, whether or not a view shows it.
    pub(super) fn declared(&self, item: ItemId, relation: Relation) -> Option<&Edge> {
        let edges = &self.linked[self.items[item.index()].doc.index()].edges;
        edges.iter().find(|edge| edge.from == End::Item(item) && edge.relation == relation)
    }

    /// Returns what the references of a query of a document mean, in the order of its question; nothing
    /// where a finding says what is wrong with the query.
    pub fn references(&self, doc: DocId, query: usize) -> Option<&[End]> {
        self.linked[doc.index()].queries.get(query)?.as_deref()
    }

    /// Returns a document.
    pub fn doc(&self, id: DocId) -> &Doc {
        &self.nodes[id.index()].doc
    }

    /// Returns an item.
    pub fn item(&self, id: ItemId) -> &crate::doc::Item {
        let node = &self.items[id.index()];
        &self.doc(node.doc).body.items[node.index]
    }

    /// Returns whether a document has an item or a heading with an anchor today; old names of anchors that
    /// its front matter keeps alive do not count.
    pub(super) fn has_item_or_heading(&self, doc: DocId, anchor: &str) -> bool {
        let body = &self.doc(doc).body;
        body.anchors.iter().any(|known| known.value == anchor)
            || body.items.iter().any(|item| item.anchor == anchor)
    }

    /// Returns the document that an end lies in.
    pub fn doc_of(&self, end: End) -> DocId {
        match end {
            End::Doc(doc) => doc,
            End::Item(item) => self.items[item.index()].doc,
        }
    }

    /// Returns whether the relations that a document declares stand at the lines and columns at which
    /// they stood in a graph with the same facts.
    pub fn keeps_places(&self, before: &Graph, doc: DocId) -> bool {
        self.places(doc) == before.places(doc)
    }

    fn places(&self, doc: DocId) -> Vec<Position> {
        let lines = Lines::of(&self.doc(doc).text);
        let edges = self.linked[doc.index()].edges.iter();
        edges.map(|edge| lines.locate(edge.span).start).collect()
    }

    /// Returns every document with its index.
    pub fn docs(&self) -> impl Iterator<Item = (DocId, &Doc)> {
        (0..).map(DocId).zip(self.nodes.iter().map(|node| &*node.doc))
    }
}

fn link_one<'a>(
    corpus: &Corpus,
    nodes: &[Node],
    names: &Names,
    doc: DocId,
    words: impl Fn() -> &'a Vocabulary<'a>,
) -> Linked {
    let mut linked = Linked::default();
    edges::declare(nodes, names, doc, &mut linked);
    linked.targets = prose::targets(corpus, nodes, names, doc, &mut linked.findings);
    query::resolve(nodes, names, doc, words, &mut linked);
    edges::mention(nodes, doc, &mut linked);
    linked
}
