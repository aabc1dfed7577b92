//! Ids of items and headings that were renamed, and the evidence for it.
//!
//! Duty: say which id took the place of a lost one. Inputs: the lost ids of each document, the graph,
//! what was committed. Outputs: [`Renamed`].
//!
//! **Architecture invariants.** What an author wrote down goes first: `.was-OLD`, `anchors`. Then what the
//! commits know: the record that last had the id has its title or its body still, under one new id.
//! Only where there are no commits counts what is left over: one id is lost in a document, and one item
//! of the demanded kind in it is referred to by nothing. An id that a lost one resembles is a second
//! candidate, for the lost one may be misspelt.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::corpus::Corpus;
use crate::diag;
use crate::doc::{self, Doc, Location, ParseOptions};
use crate::id::{Digest, DocId, Span};
use crate::kind::ItemKind;

use super::super::graph::Graph;
use super::super::node::{End, Target};
use super::Past;

/// The lost ids of each document, with the kinds of items that references to them demand.
type LostIds = BTreeMap<DocId, BTreeMap<String, BTreeSet<ItemKind>>>;

/// New ids by document and lost id.
#[derive(Default)]
pub(super) struct Renamed(BTreeMap<(DocId, String), String>);

impl Renamed {
    /// Returns what became of the lost ids.
    pub(super) fn new(
        corpus: &Corpus,
        graph: &Graph,
        past: &Past,
        lost: &LostIds,
        bare: &BTreeSet<(&str, &'static [ItemKind])>,
    ) -> Renamed {
        let options = ParseOptions::of(&corpus.config);
        let mut former: BTreeMap<DocId, Vec<Doc>> = BTreeMap::new();
        for (id, doc) in graph.docs() {
            let Some(texts) = past.texts.get(&doc.path) else { continue };
            let location = Location { path: doc.location.clone(), is_index: doc.is_index };
            let read = |text: &Arc<str>| {
                doc::parse(&doc.path, text, Digest::default(), &location, &options)
            };
            former.insert(id, texts.iter().map(read).collect());
        }
        let none = Vec::new();
        let former = |doc: &DocId| former.get(doc).unwrap_or(&none).as_slice();
        let mut renamed = Renamed::default();
        let mut open: LostIds = BTreeMap::new();
        for (doc, ids) in lost {
            for (id, kinds) in ids {
                match told(graph.doc(*doc), former(doc), id, &[]) {
                    Told::Renamed(new) => renamed.add(*doc, id, new),
                    Told::Unclear => {}
                    Told::Nothing => {
                        open.entry(*doc).or_default().insert(id.clone(), kinds.clone());
                    }
                }
            }
        }
        let mut open_bare = BTreeSet::new();
        for (id, kinds) in bare {
            let mut is_open = true;
            for (doc, node) in (0..).map(DocId).zip(&graph.nodes) {
                match told(&node.doc, former(&doc), id, kinds) {
                    Told::Renamed(new) => renamed.add(doc, id, new),
                    Told::Unclear => {}
                    Told::Nothing => continue,
                }
                is_open = false;
            }
            if is_open {
                open_bare.insert((*id, *kinds));
            }
        }
        if !past.is_kept {
            renamed.infer(graph, &open, &open_bare);
        }
        renamed
    }

    /// Returns the id that took the place of a lost one in a document.
    pub(super) fn in_doc(&self, doc: DocId, lost: &str) -> Option<String> {
        self.0.get(&(doc, lost.to_owned())).cloned()
    }

    /// Returns the ids of items of some kinds that took the place of a lost one in any document.
    pub(super) fn bare(&self, graph: &Graph, kinds: &[ItemKind], lost: &str) -> BTreeSet<String> {
        let all = self.0.iter().filter(|((_, id), _)| id == lost);
        let fits = |doc: &DocId, new: &str| {
            let mut items = graph.doc(*doc).body.items.iter();
            items.any(|item| item.anchor == new && kinds.contains(&item.kind))
        };
        all.filter(|((doc, _), new)| fits(doc, new)).map(|(_, new)| new.clone()).collect()
    }

    fn add(&mut self, doc: DocId, lost: &str, new: String) {
        self.0.insert((doc, lost.to_owned()), new);
    }

    /// Adds what follows from what is left over.
    fn infer(
        &mut self,
        graph: &Graph,
        open: &LostIds,
        open_bare: &BTreeSet<(&str, &'static [ItemKind])>,
    ) {
        if open.is_empty() && open_bare.is_empty() {
            return;
        }
        let referred = referred(graph);
        let taken = |renamed: &Renamed, doc: DocId, id: &str| {
            renamed.0.iter().any(|((of, _), new)| *of == doc && new == id)
        };
        for (doc, ids) in open {
            // A link in prose demands nothing, and could have meant a heading.
            let [(lost, kinds)] = ids.iter().collect::<Vec<_>>()[..] else { continue };
            let items = graph.doc(*doc).body.items.iter().enumerate();
            let items = items.filter(|(_, item)| kinds.contains(&item.kind));
            let items: Vec<(bool, &str)> = items
                .map(|(at, item)| {
                    let end = graph.nodes[doc.index()].item(at);
                    let is_free =
                        !referred.contains(&End::Item(end)) && !taken(self, *doc, &item.anchor);
                    (is_free, item.anchor.as_str())
                })
                .collect();
            if let Some(new) = left_over(lost, &items) {
                self.add(*doc, lost, new);
            }
        }
        for (lost, kinds) in open_bare {
            let is_known = self.0.keys().any(|(_, id)| id == lost);
            if is_known || open_bare.iter().filter(|(_, other)| other == kinds).count() > 1 {
                continue;
            }
            let mut docs = BTreeMap::new();
            let items: Vec<(bool, &str)> = (0..)
                .map(crate::id::ItemId)
                .zip(&graph.items)
                .filter(|(_, item)| kinds.contains(&item.kind))
                .map(|(id, item)| {
                    let anchor = graph.item(id).anchor.as_str();
                    let is_free =
                        !referred.contains(&End::Item(id)) && !taken(self, item.doc, anchor);
                    if is_free {
                        docs.insert(anchor, item.doc);
                    }
                    (is_free, anchor)
                })
                .collect();
            // Two lost ids, one of them named with its document, may have the same one item left.
            let is_shared = |doc: &DocId| open.contains_key(doc);
            if let Some(new) = left_over(lost, &items)
                && let Some(doc) = docs.get(new.as_str()).filter(|doc| !is_shared(doc))
            {
                self.add(*doc, lost, new);
            }
        }
    }
}

/// Returns the one item that nothing refers to, where the lost id resembles no other.
fn left_over(lost: &str, items: &[(bool, &str)]) -> Option<String> {
    let mut free = items.iter().filter(|(is_free, _)| *is_free).map(|(_, id)| *id);
    let only = free.next()?;
    let near = diag::nearest(lost, items.iter().map(|(_, id)| *id));
    (free.next().is_none() && near.iter().all(|id| *id == only)).then(|| only.to_owned())
}

/// Returns the items that something refers to.
fn referred(graph: &Graph) -> BTreeSet<End> {
    let edges = graph.edges.iter().map(|edge| edge.to);
    let targets = graph.docs().flat_map(|(doc, _)| graph.targets(doc));
    let linked = targets.filter_map(|target| match target {
        Target::Page { item: Some(item), .. } => Some(End::Item(*item)),
        _ => None,
    });
    edges.chain(linked).filter(|end| matches!(end, End::Item(_))).collect()
}

/// What is known of a lost id.
pub(super) enum Told {
    /// It is this one now.
    Renamed(String),
    /// It was there, and what became of it cannot be told.
    Unclear,
    /// Nothing.
    Nothing,
}

/// Returns what a document and its former texts, newest first, say about a lost id; `kinds` are those of which the
/// item has to be, where a bare id demands it.
pub(super) fn told(doc: &Doc, former: &[Doc], lost: &str, kinds: &[ItemKind]) -> Told {
    let fits = |id: &str| {
        kinds.is_empty()
            || doc.body.items.iter().any(|item| item.anchor == id && kinds.contains(&item.kind))
    };
    let mut written = doc.front.anchors.iter();
    if let Some((_, new)) = written.find(|(old, new)| old == lost && fits(&new.value)) {
        return Told::Renamed(new.value.clone());
    }
    let was = |class: &str| class.strip_prefix("was-") == Some(lost);
    let mut heirs = doc.body.items.iter().filter(|item| {
        fits(&item.anchor) && item.fields.classes.iter().any(|class| was(&class.value))
    });
    if let Some(heir) = heirs.next() {
        return match heirs.next() {
            None => Told::Renamed(heir.anchor.clone()),
            Some(_) => Told::Unclear,
        };
    }
    let is_it = |record: &Record| {
        record.id == lost
            && (kinds.is_empty() || record.item.is_some_and(|kind| kinds.contains(&kind)))
    };
    let last = former.iter().map(records).find(|records| records.iter().any(is_it));
    let Some(records) = last else { return Told::Nothing };
    let Some(old) = records.iter().find(|record| is_it(record)) else { return Told::Nothing };
    let known: BTreeSet<&str> = records.iter().map(|record| record.id).collect();
    let today = self::records(doc);
    let new = today.iter().filter(|record| !known.contains(record.id) && record.item == old.item);
    let shares = |part: fn(&Record<'_>) -> String, record: &Record| {
        let own = part(old);
        let times = records.iter().filter(|other| other.item == old.item && part(other) == own);
        !own.is_empty() && part(record) == own && times.count() == 1
    };
    let is_heir = |record: &&Record| {
        shares(|record| record.title.to_owned(), record)
            || shares(|record| record.body.to_owned(), record)
    };
    let heirs: Vec<&Record> = new.filter(is_heir).collect();
    match heirs.as_slice() {
        [heir] => Told::Renamed(heir.id.to_owned()),
        _ => Told::Unclear,
    }
}

/// An item or a heading.
struct Record<'a> {
    id: &'a str,
    /// The kind of the item; `None` for a heading that is none.
    item: Option<ItemKind>,
    title: &'a str,
    /// What stands between it and the next record.
    body: &'a str,
}

/// Returns the items of a document, and the headings that are none.
fn records(doc: &Doc) -> Vec<Record<'_>> {
    let mut starts: Vec<u32> = Vec::new();
    starts.extend(doc.body.headings.iter().map(|heading| heading.span.start));
    starts.extend(doc.body.items.iter().map(|item| item.span.start));
    starts.sort_unstable();
    let body = |span: Span| {
        let next = starts.partition_point(|start| *start < span.end);
        let end = starts.get(next).map_or(doc.text.len(), |start| *start as usize);
        let signs = |letter: char| letter.is_whitespace() || "#-*+|".contains(letter);
        Span::new(span.end as usize, end).of(&doc.text).trim_matches(signs)
    };
    let items = doc.body.items.iter().map(|item| Record {
        id: &item.anchor,
        item: Some(item.kind),
        title: &item.title,
        body: body(item.span),
    });
    let is_item = |span: Span| doc.body.items.iter().any(|item| item.span == span);
    let headings = doc.body.headings.iter().filter(|heading| !is_item(heading.span));
    let headings = headings.map(|heading| Record {
        id: &heading.anchor,
        item: None,
        title: &heading.text,
        body: body(heading.span),
    });
    items.chain(headings).collect()
}
