//! What a name in a reference means.

use std::collections::HashMap;

use crate::diag;
use crate::doc::{Doc, Item};
use crate::id::{DocId, ItemId, RelPath};
use crate::kind::{ItemKind, Kind};

use super::node::{End, ItemNode, Node};

/// What a typed field may point at.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Kinds of documents; empty where only items will do.
    pub docs: &'static [Kind],
    /// Kinds of items; a bare item id stands for one of these.
    pub items: &'static [ItemKind],
    /// Whether any other item will do by its full name, `document#item`.
    pub any_item: bool,
    /// The words for it in messages: `an objective`.
    pub words: &'static str,
}

impl Wanted {
    /// Any document, and any item by its full name.
    pub const ANY: Wanted =
        Wanted { docs: &Kind::ALL, items: &[], any_item: true, words: "a document" };
    /// A brief.
    pub const BRIEF: Wanted = Wanted::documents(&[Kind::Brief], "a brief");
    /// A KPI.
    pub const KPI: Wanted = Wanted::documents(&[Kind::Kpi], "a KPI");
    /// What a decision settles.
    pub const DECIDED: Wanted = Wanted {
        docs: &[Kind::Brief],
        items: &[ItemKind::Question],
        any_item: false,
        words: "a question or a brief",
    };

    /// Returns whether only a KPI will do.
    pub(super) fn is_kpi(&self) -> bool {
        self.docs == [Kind::Kpi] && self.items.is_empty()
    }

    /// Returns documents of some kinds, and nothing in them.
    pub const fn documents(docs: &'static [Kind], words: &'static str) -> Wanted {
        Wanted { docs, items: &[], any_item: false, words }
    }
}

/// Why a reference means nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unresolved {
    /// Nothing has the name; the nearest names that would do.
    Nothing(Vec<String>),
    /// The document is there, but nothing in it has the anchor; the nearest anchors.
    NoAnchor(DocId, Vec<String>),
    /// What has the name is of another kind.
    WrongKind(End),
    /// Several have the name; how to write each of them.
    Ambiguous(Vec<String>),
}

/// Every name of a corpus.
pub struct Names<'a> {
    nodes: &'a [Node],
    items: &'a [ItemNode],
    by_id: HashMap<&'a str, Vec<DocId>>,
    by_alias: HashMap<&'a str, Vec<DocId>>,
    by_location: HashMap<&'a str, DocId>,
    by_path: HashMap<&'a str, DocId>,
    by_anchor: HashMap<(ItemKind, &'a str), Vec<ItemId>>,
}

impl<'a> Names<'a> {
    /// Returns the names of all documents and items.
    pub fn new(nodes: &'a [Node], items: &'a [ItemNode]) -> Names<'a> {
        let mut names = Names {
            nodes,
            items,
            by_id: HashMap::with_capacity(nodes.len()),
            by_alias: HashMap::new(),
            by_location: HashMap::with_capacity(nodes.len()),
            by_path: HashMap::with_capacity(nodes.len()),
            by_anchor: HashMap::new(),
        };
        for (id, node) in (0..).map(DocId).zip(nodes) {
            names.by_id.entry(node.doc.id.as_str()).or_default().push(id);
            names.by_location.insert(node.doc.location.as_str(), id);
            names.by_path.insert(node.doc.path.as_str(), id);
            for alias in &node.doc.front.aliases {
                names.by_alias.entry(alias.value.as_str()).or_default().push(id);
            }
        }
        for (id, item) in (0..).map(ItemId).zip(items) {
            if matches!(item.kind, ItemKind::Objective | ItemKind::Lesson | ItemKind::Question) {
                let anchor = nodes[item.doc.index()].doc.body.items[item.index].anchor.as_str();
                names.by_anchor.entry((item.kind, anchor)).or_default().push(id);
            }
        }
        names
    }

    /// Returns the document in a file.
    pub fn at_path(&self, path: &RelPath) -> Option<DocId> {
        self.by_path.get(path.as_str()).copied()
    }

    /// Returns the document at a location, such as `briefs/pay`.
    pub fn at_location(&self, location: &str) -> Option<DocId> {
        self.by_location.get(location).copied()
    }

    /// Returns what a reference written in document `from` means: `pay`, `brief:pay`, `briefs/pay`,
    /// `pay#guest-token`, `#guest-token`, or the bare id of an item of a wanted kind.
    pub fn resolve(&self, reference: &str, wanted: Wanted, from: DocId) -> Result<End, Unresolved> {
        self.meant(reference, wanted, Some(from))
    }

    /// Returns an item with the document in which it stands.
    pub(super) fn item(&self, id: ItemId) -> (&'a Doc, &'a Item) {
        let item = &self.items[id.index()];
        let doc = &self.nodes[item.doc.index()].doc;
        (doc, &doc.body.items[item.index])
    }

    /// Returns what a reference means that stands in no document, as on the command line: an anchor alone
    /// is nothing there, and nothing is nearer than anything else.
    pub fn from_outside(&self, reference: &str, wanted: Wanted) -> Result<End, Unresolved> {
        self.meant(reference, wanted, None)
    }

    fn meant(
        &self,
        reference: &str,
        wanted: Wanted,
        from: Option<DocId>,
    ) -> Result<End, Unresolved> {
        let (kind, rest) = match reference.split_once(':') {
            Some((prefix, rest)) => match Kind::parse(prefix) {
                Some(kind) => (Some(kind), rest),
                None => (None, reference),
            },
            None => (None, reference),
        };
        match rest.split_once('#') {
            Some((name, anchor)) => self.resolve_item(kind, name, anchor, wanted, from),
            None => self.resolve_bare(kind, rest, wanted, from),
        }
    }

    fn resolve_item(
        &self,
        kind: Option<Kind>,
        name: &str,
        anchor: &str,
        wanted: Wanted,
        from: Option<DocId>,
    ) -> Result<End, Unresolved> {
        let candidates = match name.is_empty() {
            true => from.into_iter().collect(),
            false => self.documents(kind, name),
        };
        // Of several documents with the name, those that hold the anchor are meant.
        let holding: Vec<End> =
            candidates.iter().filter_map(|doc| self.anchor(*doc, anchor)).collect();
        match (holding.as_slice(), candidates.as_slice()) {
            ([end], _) => self.of_wanted_kind(*end, wanted),
            ([], []) => Err(Unresolved::Nothing(self.near(name, wanted))),
            ([], [doc]) => Err(Unresolved::NoAnchor(*doc, self.near_anchors(*doc, anchor))),
            ([], several) | (_, several) => Err(Unresolved::Ambiguous(self.spell(several))),
        }
    }

    fn resolve_bare(
        &self,
        kind: Option<Kind>,
        name: &str,
        wanted: Wanted,
        from: Option<DocId>,
    ) -> Result<End, Unresolved> {
        let documents = self.documents(kind, name);
        let mut fitting: Vec<End> = documents
            .iter()
            .filter(|doc| wanted.docs.contains(&self.nodes[doc.index()].doc.kind))
            .map(|doc| End::Doc(*doc))
            .collect();
        if kind.is_none() {
            let empty = Vec::new();
            for item_kind in wanted.items {
                let items = self.by_anchor.get(&(*item_kind, name)).unwrap_or(&empty);
                // An item of the same document is meant before one elsewhere.
                let is_own = |item: &&ItemId| Some(self.items[item.index()].doc) == from;
                let own: Vec<&ItemId> = items.iter().filter(is_own).collect();
                match own.as_slice() {
                    [] => fitting.extend(items.iter().map(|item| End::Item(*item))),
                    own => fitting.extend(own.iter().map(|item| End::Item(**item))),
                }
            }
        }
        match fitting.as_slice() {
            [end] => Ok(*end),
            [] => match documents.first() {
                Some(doc) => Err(Unresolved::WrongKind(End::Doc(*doc))),
                None => Err(Unresolved::Nothing(self.near(name, wanted))),
            },
            several => {
                Err(Unresolved::Ambiguous(several.iter().map(|end| self.full_name(*end)).collect()))
            }
        }
    }

    fn of_wanted_kind(&self, end: End, wanted: Wanted) -> Result<End, Unresolved> {
        let fits = match end {
            End::Doc(doc) => wanted.docs.contains(&self.nodes[doc.index()].doc.kind),
            End::Item(item) => {
                wanted.any_item || wanted.items.contains(&self.items[item.index()].kind)
            }
        };
        if fits { Ok(end) } else { Err(Unresolved::WrongKind(end)) }
    }

    /// Returns the documents with an id, location, file or old name, of one kind where it is given.
    pub(super) fn documents(&self, kind: Option<Kind>, name: &str) -> Vec<DocId> {
        let of_kind =
            |doc: &DocId| kind.is_none_or(|kind| self.nodes[doc.index()].doc.kind == kind);
        let mut found: Vec<DocId> =
            self.by_id.get(name).into_iter().flatten().copied().filter(of_kind).collect();
        if found.is_empty() {
            let location = name.strip_suffix(".md").unwrap_or(name);
            found.extend(self.by_location.get(location).copied().filter(of_kind));
        }
        if found.is_empty() {
            found.extend(self.by_alias.get(name).into_iter().flatten().copied().filter(of_kind));
        }
        found
    }

    /// Returns the item or heading of a document that an anchor names; a heading is the document.
    fn anchor(&self, doc: DocId, anchor: &str) -> Option<End> {
        let node = &self.nodes[doc.index()];
        if let Some(at) = node.doc.body.items.iter().position(|item| item.anchor == anchor) {
            return Some(End::Item(node.item(at)));
        }
        has_anchor(&node.doc, anchor).then_some(End::Doc(doc))
    }

    /// Returns how to write what bears a title: whoever writes a title means it, however little the id
    /// looks like it.
    fn titled(&self, title: &str, wanted: Wanted) -> Vec<String> {
        let lower = title.to_lowercase();
        let bears = |other: &str| other.len() == title.len() && other.to_lowercase() == lower;
        let docs = (0..)
            .map(DocId)
            .zip(self.nodes)
            .filter(|(_, node)| wanted.docs.contains(&node.doc.kind) && bears(&node.doc.title));
        let items = (0..).map(ItemId).zip(self.items).filter(|(_, item)| {
            let title = &self.nodes[item.doc.index()].doc.body.items[item.index].title;
            (wanted.any_item || wanted.items.contains(&item.kind)) && bears(title)
        });
        let docs = docs.map(|(doc, node)| match self.by_id[node.doc.id.as_str()].len() {
            1 => node.doc.id.to_string(),
            _ => self.full_name(End::Doc(doc)),
        });
        docs.chain(items.map(|(item, _)| self.full_name(End::Item(item)))).take(3).collect()
    }

    fn near(&self, name: &str, wanted: Wanted) -> Vec<String> {
        let titled = self.titled(name, wanted);
        if !titled.is_empty() {
            return titled;
        }
        let mut known: Vec<&str> = Vec::new();
        for node in self.nodes {
            if wanted.docs.contains(&node.doc.kind) {
                known.push(node.doc.id.as_str());
            }
        }
        for item in self.items {
            if wanted.items.contains(&item.kind) {
                known.push(&self.nodes[item.doc.index()].doc.body.items[item.index].anchor);
            }
        }
        known.sort_unstable();
        known.dedup();
        diag::nearest(name, known).into_iter().map(str::to_owned).collect()
    }

    fn near_anchors(&self, doc: DocId, anchor: &str) -> Vec<String> {
        let body = &self.nodes[doc.index()].doc.body;
        let known = body.anchors.iter().map(|anchor| anchor.value.as_str());
        diag::nearest(anchor, known).into_iter().map(str::to_owned).collect()
    }

    fn spell(&self, docs: &[DocId]) -> Vec<String> {
        docs.iter().map(|doc| self.full_name(End::Doc(*doc))).collect()
    }

    /// Returns the reference that can mean only this: `brief:pay`, or the location where even the
    /// kind does not tell two apart.
    pub fn full_name(&self, end: End) -> String {
        match end {
            End::Doc(doc) => {
                let node = &self.nodes[doc.index()].doc;
                match self.documents(Some(node.kind), &node.id).len() {
                    0 | 1 => format!("{}:{}", node.kind.name(), node.id),
                    _ => node.location.to_string(),
                }
            }
            End::Item(item) => {
                let item = &self.items[item.index()];
                let doc = &self.nodes[item.doc.index()].doc;
                format!("{}#{}", doc.id, doc.body.items[item.index].anchor)
            }
        }
    }
}

/// Returns whether a document's page has an anchor, old names of anchors included.
pub fn has_anchor(doc: &Doc, anchor: &str) -> bool {
    doc.body.anchors.iter().any(|known| known.value == anchor)
        || doc.body.items.iter().any(|item| item.anchor == anchor)
        || doc.body.headings.iter().any(|heading| heading.anchor == anchor)
        || doc.front.anchors.iter().any(|(old, _)| old == anchor)
}
