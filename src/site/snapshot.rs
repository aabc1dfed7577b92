//! One view of the graph on one day.

use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use crate::config::Config;
use crate::doc::{Doc, GateId, Item, Target as Level};
use crate::id::{Date, DocId, ItemId, RelPath, Spanned};
use crate::kind::{BriefState, ItemKind, Kind, Relation};
use crate::kpi::Wave;

use super::chain::Chain;
use super::clock::View;
use super::events::{Change, Involved};
use super::facets::Facets;
use super::graph::Graph;
use super::lessons::{Lessons, Match};
use super::measure::{Measured, Promise};
use super::node::{Edge, End, Target};
use super::outline::Outline;
use super::routes::Routes;

/// An immutable snapshot: the graph without what the view hides on its day.
#[derive(Clone)]
pub struct Site {
    /// The graph.
    pub graph: Arc<Graph>,
    /// How it is looked at.
    pub view: View,
    /// The day.
    pub as_of: Date,
    derived: Arc<Derived>,
}

/// What follows from the facts of all documents, and from no prose: as long as the facts stay the same,
/// snapshots share it.
#[derive(Default)]
pub struct Derived {
    shown_docs: Vec<bool>,
    shown_items: Vec<bool>,
    outgoing: Adjacency,
    incoming: Adjacency,
    pub(super) brief_states: Vec<Option<BriefState>>,
    /// The numbers of each KPI on the day, by document; `None` for other documents.
    pub kpis: Vec<Option<Measured>>,
    /// What happened up to the clock, newest first; on one day in the order of the paths.
    pub changes: Vec<Change>,
    /// The tags of the documents that are there, each with its documents.
    pub tags: BTreeMap<String, Vec<DocId>>,
    /// The documents by state and by quarter.
    pub facets: Facets,
    /// The people and teams that something visible names, by id.
    pub people: BTreeMap<String, Involved>,
    /// Where documents stand among each other.
    pub outline: Outline,
    /// The pages.
    pub routes: Routes,
    pub(super) promises: Vec<OnceLock<Vec<Promise>>>,
    pub(super) chains: Vec<OnceLock<Chain>>,
    pub(super) surveys: HashMap<DocId, Arc<Vec<Option<Wave>>>>,
    pub(super) withheld: HashMap<DocId, Arc<str>>,
    pub(super) withheld_until: HashMap<DocId, Date>,
    pub(super) broken_waves: HashMap<DocId, Vec<Date>>,
    pub(super) shipped_for: Vec<Vec<(Date, DocId)>>,
    pub(super) lessons: OnceLock<Lessons>,
    pub(super) matches: Vec<OnceLock<Vec<Match>>>,
}

impl Deref for Site {
    type Target = Derived;

    fn deref(&self) -> &Derived {
        &self.derived
    }
}

/// Edges by document, and by item within it.
#[derive(Default)]
struct Adjacency {
    /// Where the edges of each document begin in `edges`.
    starts: Vec<u32>,
    edges: Vec<u32>,
}

impl Adjacency {
    fn new(graph: &Graph, edges: &[(u32, DocId)]) -> Adjacency {
        let mut starts = vec![0u32; graph.nodes.len() + 1];
        for (_, doc) in edges {
            starts[doc.index() + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut sorted = vec![0u32; edges.len()];
        for (edge, doc) in edges {
            let at = &mut next[doc.index()];
            sorted[*at as usize] = *edge;
            *at += 1;
        }
        Adjacency { starts, edges: sorted }
    }

    fn of(&self, doc: DocId) -> &[u32] {
        &self.edges[self.starts[doc.index()] as usize..self.starts[doc.index() + 1] as usize]
    }
}

impl Site {
    /// Returns the snapshot of a graph for a view on a day, with the series of its KPIs.
    pub fn new(
        graph: Arc<Graph>,
        series: &super::measure::AllSeries,
        view: View,
        as_of: Date,
    ) -> Site {
        let shown_docs: Vec<bool> =
            graph.nodes.iter().map(|node| view.shows(&node.doc, as_of)).collect();
        let mut shown_items = Vec::with_capacity(graph.items.len());
        for (node, is_shown) in graph.nodes.iter().zip(&shown_docs) {
            let body = &node.doc.body;
            let open: Vec<bool> =
                body.gates.iter().map(|gate| *is_shown && view.opens(gate, as_of)).collect();
            match open.as_slice() {
                // Most documents hide nothing.
                [all] => shown_items.resize(shown_items.len() + body.items.len(), *all),
                open => {
                    shown_items
                        .extend(body.items.iter().map(|item| open[usize::from(item.gate.0)]));
                }
            }
        }
        let shows = |end: End| match end {
            End::Doc(doc) => shown_docs[doc.index()],
            End::Item(item) => shown_items[item.index()],
        };
        let (mut out, mut into) = (Vec::new(), Vec::new());
        let mut targets = HashMap::new();
        for (at, edge) in (0u32..).zip(&graph.edges) {
            let is_there = shows(edge.from)
                && shows(edge.to)
                && link_is_open(&graph, edge, &view, as_of)
                && !answers_later(&graph, edge, &view, as_of);
            if is_there {
                let kpi = graph.doc_of(edge.to);
                out.push((at, graph.doc_of(edge.from)));
                into.push((at, kpi));
                if let Some(target) = target_of(&graph, edge) {
                    targets.entry(kpi).or_insert(target);
                }
            }
        }
        let outgoing = Adjacency::new(&graph, &out);
        let incoming = Adjacency::new(&graph, &into);
        let count = graph.nodes.len();
        let mut derived = Derived {
            kpis: series.measured(&graph, &view, as_of, &shown_docs, &targets),
            surveys: series.waves.clone(),
            withheld: series.withheld.clone(),
            withheld_until: series.withheld_until(&view, as_of),
            broken_waves: series.broken_waves.clone(),
            brief_states: vec![None; count],
            shown_docs,
            shown_items,
            outgoing,
            incoming,
            ..Derived::default()
        };
        derived.promises.resize_with(count, OnceLock::new);
        derived.chains.resize_with(count, OnceLock::new);
        derived.matches.resize_with(count, OnceLock::new);
        let mut site = Site { graph, view, as_of, derived: Arc::new(derived) };
        let computed = site.find_computed();
        site.derive(|derived| {
            for (kpi, measured) in computed {
                derived.kpis[kpi.index()] = Some(measured);
            }
        });
        let shipped_for = site.find_shipped();
        site.derive(|derived| derived.shipped_for = shipped_for);
        let states = (0..).map(DocId).take(count).map(|doc| site.find_brief_state(doc)).collect();
        site.derive(|derived| derived.brief_states = states);
        let (changes, tags, people) = (site.find_changes(), site.find_tags(), site.find_people());
        site.derive(|derived| {
            (derived.changes, derived.tags, derived.people) = (changes, tags, people);
        });
        let facets = site.find_facets();
        site.derive(|derived| derived.facets = facets);
        let outline = Outline::of(&site);
        site.derive(|derived| derived.outline = outline);
        let routes = Routes::of(&site);
        site.derive(|derived| derived.routes = routes);
        site
    }

    /// Returns the same snapshot of a graph with the same facts.
    pub fn again(&self, graph: Arc<Graph>) -> Site {
        Site { graph, ..self.clone() }
    }

    /// Adds what follows from what is known of a snapshot so far.
    fn derive(&mut self, add: impl FnOnce(&mut Derived)) {
        add(Arc::get_mut(&mut self.derived).expect("a snapshot in the making is nobody else's"));
    }

    /// Returns the configuration.
    pub fn config(&self) -> &Config {
        &self.graph.config
    }

    /// Returns a document.
    pub fn doc(&self, id: DocId) -> &Doc {
        self.graph.doc(id)
    }

    /// Returns an item.
    pub fn item(&self, id: ItemId) -> &Item {
        self.graph.item(id)
    }

    /// Returns the document that holds an item.
    pub fn doc_of_item(&self, id: ItemId) -> DocId {
        self.graph.items[id.index()].doc
    }

    /// Returns whether a document is there.
    pub fn shows_doc(&self, doc: DocId) -> bool {
        self.shown_docs[doc.index()]
    }

    /// Returns whether an item is there.
    pub fn shows_item(&self, item: ItemId) -> bool {
        self.shown_items[item.index()]
    }

    /// Returns whether either is there.
    pub fn shows(&self, end: End) -> bool {
        match end {
            End::Doc(doc) => self.shows_doc(doc),
            End::Item(item) => self.shows_item(item),
        }
    }

    /// Returns whether a part of a document's body is there.
    pub fn opens(&self, doc: DocId, gate: GateId) -> bool {
        self.view.opens(&self.doc(doc).body.gates[gate.0 as usize], self.as_of)
    }

    /// Returns whether a date has come.
    pub fn reached(&self, date: Date) -> bool {
        self.view.reached(date, self.as_of)
    }

    /// Returns the documents that are there, in the order of their paths.
    pub fn docs(&self) -> impl Iterator<Item = DocId> {
        (0..).map(DocId).take(self.shown_docs.len()).filter(|doc| self.shows_doc(*doc))
    }

    /// Returns the documents of a kind that are there; indices of folders are no documents of a kind.
    pub fn docs_of(&self, kind: Kind) -> impl Iterator<Item = DocId> {
        self.docs().filter(move |doc| self.doc(*doc).kind == kind)
    }

    /// Returns the items that are there, in the order of their documents.
    pub fn items(&self) -> impl Iterator<Item = ItemId> {
        (0..).map(ItemId).take(self.shown_items.len()).filter(|item| self.shows_item(*item))
    }

    /// Returns the items of a kind that are there.
    pub fn items_of(&self, kind: ItemKind) -> impl Iterator<Item = ItemId> {
        self.items().filter(move |item| self.graph.items[item.index()].kind == kind)
    }

    /// Returns the items of a document that are there.
    pub fn items_in(&self, doc: DocId) -> impl Iterator<Item = ItemId> {
        self.graph.nodes[doc.index()].items().filter(|item| self.shows_item(*item))
    }

    /// Returns the items of a kind in a document that are there.
    pub fn items_of_in(&self, doc: DocId, kind: ItemKind) -> impl Iterator<Item = ItemId> {
        self.items_in(doc).filter(move |item| self.graph.items[item.index()].kind == kind)
    }

    /// Returns the relations declared by exactly this document or item.
    pub fn outgoing(&self, from: End) -> impl Iterator<Item = &Edge> {
        let edges = self.outgoing.of(self.graph.doc_of(from));
        edges.iter().map(|at| &self.graph.edges[*at as usize]).filter(move |edge| edge.from == from)
    }

    /// Returns the relations that point at exactly this document or item.
    pub fn incoming(&self, to: End) -> impl Iterator<Item = &Edge> {
        let edges = self.incoming.of(self.graph.doc_of(to));
        edges.iter().map(|at| &self.graph.edges[*at as usize]).filter(move |edge| edge.to == to)
    }

    /// Returns the relations declared anywhere in a document.
    pub fn outgoing_of_doc(&self, doc: DocId) -> impl Iterator<Item = &Edge> {
        self.outgoing.of(doc).iter().map(|at| &self.graph.edges[*at as usize])
    }

    /// Returns the relations that point anywhere into a document.
    pub fn incoming_of_doc(&self, doc: DocId) -> impl Iterator<Item = &Edge> {
        self.incoming.of(doc).iter().map(|at| &self.graph.edges[*at as usize])
    }

    /// Returns what a link leads to, or `None` where that is hidden or nothing.
    pub fn target(&self, doc: DocId, link: usize) -> Option<&Target> {
        let target = &self.graph.targets(doc)[link];
        let is_there = match target {
            Target::Broken => false,
            Target::External | Target::Asset(_) => true,
            Target::Chart(to, _) | Target::Download(to) => {
                self.shows_doc(*to) && self.kpis[to.index()].is_some()
            }
            Target::Page { doc: to, anchor, item } => {
                self.shows_doc(*to)
                    && item.is_none_or(|item| self.shows_item(item))
                    && anchor.as_ref().is_none_or(|anchor| self.shows_anchor(*to, anchor))
            }
        };
        is_there.then_some(target)
    }

    /// Returns whether the heading with an anchor is there; other anchors count as being there.
    fn shows_anchor(&self, doc: DocId, anchor: &str) -> bool {
        let headings = &self.doc(doc).body.headings;
        let heading = headings.iter().find(|heading| heading.anchor == anchor);
        heading.is_none_or(|heading| self.opens(doc, heading.gate))
    }

    /// Returns the files beside the documents that something visible refers to.
    pub fn assets(&self) -> Vec<&RelPath> {
        let mut assets: Vec<&RelPath> = Vec::new();
        for doc in self.docs() {
            let links = &self.doc(doc).body.links;
            for (link, target) in links.iter().zip(self.graph.targets(doc)) {
                if let Target::Asset(path) = target
                    && self.opens(doc, link.gate)
                {
                    assets.push(path);
                }
            }
        }
        assets.sort_unstable();
        assets.dedup();
        assets
    }
}

/// Returns the level that an objective wants of the KPI that measures it.
fn target_of(graph: &Graph, edge: &Edge) -> Option<Level> {
    let End::Item(objective) = edge.from else { return None };
    let fields = &graph.item(objective).fields;
    let number = fields
        .number
        .as_ref()
        .filter(|number| !number.value.is_signed && number.value.value.is_finite());
    let level = number.filter(|_| edge.relation == Relation::MeasuredBy)?;
    let value = Spanned { value: level.value.value, span: level.span };
    Some(Level { value, by: fields.due.clone() })
}

/// Returns whether the place in the prose that makes an edge is there.
fn link_is_open(graph: &Graph, edge: &Edge, view: &View, as_of: Date) -> bool {
    let Some(link) = edge.link else { return true };
    let body = &graph.doc(edge.doc).body;
    view.opens(&body.gates[body.links[link].gate.0 as usize], as_of)
}

/// Returns whether an edge leads to an answer whose day is later than the clock.
fn answers_later(graph: &Graph, edge: &Edge, view: &View, as_of: Date) -> bool {
    let (Relation::AnsweredIn, End::Item(question)) = (edge.relation, edge.from) else {
        return false;
    };
    let answered = graph.item(question).fields.answered.as_ref();
    answered.is_some_and(|answered| !view.reached(answered.value, as_of))
}
