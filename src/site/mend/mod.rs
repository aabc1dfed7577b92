//! How references that mean nothing are mended, where it is clear what was meant.
//!
//! Duty: find each reference that leads nowhere, and the one way of writing it that leads to what was
//! meant: another case, the new place of a document, the new id of an item. Inputs: a corpus, its
//! graph, and the committed texts of documents. Outputs: [`Edit`]s.
//!
//! **Architecture invariants.** Evidence, never likeness: what merely looks similar is left to the
//! author, to whom the finding names it. Where evidence names two, nothing is changed. A reference is
//! rewritten only where the new one leads somewhere.

mod kept;
mod known;
mod renamed;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::corpus::{Corpus, data_file};
use crate::id::{DocId, RelPath};
use crate::kind::ItemKind;

use super::edit::{Edit, of_patterns, settled};
use super::graph::Graph;
use super::names::{Names, Unresolved};
use super::node::Target;
use super::prose;
use super::reference::{By, Parts, Reference, references};
use super::spelling::{encoded, is_plain, way};

use known::Known;
use renamed::Renamed;

/// The references of a site that lead nowhere.
pub struct Mending<'a> {
    corpus: &'a Corpus,
    graph: &'a Graph,
    names: Names<'a>,
    lost: Vec<Reference<'a>>,
    known: Known<'a>,
}

/// What is known of how documents were.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// Committed texts of documents, newest first.
    pub texts: BTreeMap<RelPath, Vec<Arc<str>>>,
    /// Whether the site has a past that can be asked for.
    pub is_kept: bool,
}

/// The document that the first part of a reference means, and how that part is to be written where not
/// as it is.
struct Meant {
    doc: DocId,
    name: Option<String>,
}

impl<'a> Mending<'a> {
    /// Looks for references that lead nowhere.
    pub fn of(corpus: &'a Corpus, graph: &'a Graph) -> Mending<'a> {
        let names = Names::new(&graph.nodes, &graph.items);
        let lost = lost(corpus, graph, &names);
        let known = Known::new(corpus, graph);
        Mending { corpus, graph, names, lost, known }
    }

    /// Returns the documents in which ids are lost: their past can say what became of those.
    pub fn named(&self) -> BTreeSet<&'a RelPath> {
        let docs = self.anchors().into_keys();
        docs.map(|doc| &self.graph.nodes[doc.index()].doc.path).collect()
    }

    /// Returns the documents that may have held an item of which a lost name is the bare id.
    pub fn possible(&self) -> BTreeSet<&'a RelPath> {
        let bare = self.bare();
        let is_wanted = |kind| bare.iter().any(|(_, kinds)| kinds.contains(&kind));
        let items = self.graph.items.iter().filter(|item| is_wanted(item.kind));
        items.map(|item| &self.graph.nodes[item.doc.index()].doc.path).collect()
    }

    /// Returns what to write where, in the order of the files.
    pub fn edits(&self, past: &Past) -> Vec<Edit> {
        let (anchors, bare) = (self.anchors(), self.bare());
        let renamed = Renamed::new(self.corpus, self.graph, past, &anchors, &bare);
        let edit = |lost: &Reference<'a>| {
            let new = self.rewritten(lost, &renamed)?;
            let path = lost.path(self.graph).clone();
            Some(Edit { path, span: lost.span, old: lost.written.to_owned(), new })
        };
        let mut edits: Vec<Edit> = self.lost.iter().filter_map(edit).collect();
        edits.extend(self.patterns());
        // Links that share a definition, and a cell that is both a value and a link, are one place.
        settled(edits)
    }

    /// Returns what keeps the anchors alive that headings had in earlier texts of their documents.
    pub fn anchors_kept(&self, earlier: &BTreeMap<RelPath, Arc<str>>) -> Vec<Edit> {
        kept::edits(self.corpus, self.graph, earlier)
    }

    /// Returns the ids that are lost in each document, with the kinds of items that references to them
    /// demand.
    fn anchors(&self) -> BTreeMap<DocId, BTreeMap<String, BTreeSet<ItemKind>>> {
        let mut anchors: BTreeMap<DocId, BTreeMap<String, BTreeSet<ItemKind>>> = BTreeMap::new();
        for lost in &self.lost {
            let parts = lost.parts();
            let (Some(meant), Some(anchor)) = (self.meant(lost, &parts), parts.anchor()) else {
                continue;
            };
            if self.graph.has_item_or_heading(meant.doc, &anchor)
                || self.known.anchor_like(self.graph, meant.doc, &anchor).is_some()
            {
                continue;
            }
            let kinds = anchors.entry(meant.doc).or_default().entry(anchor).or_default();
            if let By::Field(wanted) = lost.by {
                kinds.extend(wanted.items);
            }
        }
        anchors
    }

    /// Returns the lost names that may be bare ids of items, with the kinds that they demand.
    fn bare(&self) -> BTreeSet<(&'a str, &'static [ItemKind])> {
        let bare = self.lost.iter().filter_map(|lost| {
            let parts = lost.parts();
            let By::Field(wanted) = lost.by else { return None };
            let is_bare = parts.raw_anchor.is_none() && parts.kind.is_none();
            let is_known = || self.meant(lost, &parts).is_some();
            (is_bare && !wanted.items.is_empty() && !is_known())
                .then_some((parts.name, wanted.items))
        });
        bare.collect()
    }

    /// Returns how a reference is to be written, where that is clear.
    fn rewritten(&self, lost: &Reference<'a>, renamed: &Renamed) -> Option<String> {
        let parts = lost.parts();
        let meant = self.meant(lost, &parts);
        let mut ways: BTreeSet<String> = BTreeSet::new();
        match (meant, parts.anchor()) {
            (Some(meant), Some(anchor)) => {
                let name = meant.name.as_deref();
                let new = match self.graph.has_item_or_heading(meant.doc, &anchor) {
                    true => None,
                    false => Some(
                        self.known
                            .anchor_like(self.graph, meant.doc, &anchor)
                            .or_else(|| renamed.in_doc(meant.doc, &anchor))?,
                    ),
                };
                ways.insert(parts.with(name, new.map(|new| lost.spelt(new)).as_deref()));
            }
            (Some(meant), None) => {
                ways.extend(meant.name.map(|name| parts.with(Some(&name), None)));
            }
            (None, _) => {}
        }
        if let Some(file) = self.file(lost, &parts) {
            ways.insert(parts.with(Some(&file), None));
        }
        if let (Some(wanted), None, None) = (lost.wanted(), parts.raw_anchor, parts.kind) {
            ways.extend(self.known.items_like(self.graph, wanted.items, parts.name));
            ways.extend(renamed.bare(self.graph, wanted.items, parts.name));
        }
        let mut ways = ways.into_iter().filter(|new| {
            new != lost.written
                && lost.holds(self.graph.doc(lost.from), new)
                && self.leads_somewhere(lost, new)
        });
        let only = ways.next()?;
        ways.next().is_none().then_some(only)
    }

    /// Returns the document that a reference means by its first part.
    fn meant(&self, lost: &Reference<'a>, parts: &Parts<'a>) -> Option<Meant> {
        let from = &self.graph.nodes[lost.from.index()].doc.path;
        if parts.name.is_empty() {
            return parts.raw_anchor.map(|_| Meant { doc: lost.from, name: None });
        }
        if lost.is_path() {
            let path = lost.target_path(self.corpus, from, parts.name);
            if let Some(doc) = path.as_ref().and_then(|path| prose::document(&self.names, path)) {
                return Some(Meant { doc, name: None });
            }
            let path = path.filter(|path| lost.may_be_document(path))?;
            let like = self.known.document_like(path.as_str());
            let folder = path.parent();
            // The index of a folder bears the folder's name.
            let stem = if path.stem() == "index" { folder.file_name() } else { path.stem() };
            let doc = like.or_else(|| self.known.moved(self.graph, stem, |_| true))?;
            let to = &self.graph.nodes[doc.index()].doc.path;
            return Some(Meant { doc, name: Some(self.way(lost, from, to, parts.name)) });
        }
        let wanted = lost.wanted()?;
        let is_wanted = |doc: &DocId| {
            let doc_kind = self.graph.nodes[doc.index()].doc.kind;
            parts.kind.is_none_or(|kind| kind == doc_kind)
                && (parts.raw_anchor.is_some() || wanted.docs.contains(&doc_kind))
        };
        match self.names.documents(parts.kind, parts.name).as_slice() {
            [doc] => return is_wanted(doc).then_some(Meant { doc: *doc, name: None }),
            [] => {}
            _ => return None,
        }
        let (doc, name) = self.known.named_like(self.graph, parts.name, is_wanted)?;
        Some(Meant { doc, name: Some(name) })
    }

    /// Returns how a link or a field names a file beside the documents, where case alone is wrong.
    fn file(&self, lost: &Reference<'a>, parts: &Parts<'a>) -> Option<String> {
        if !lost.is_path() && !matches!(lost.by, By::Data) {
            return None;
        }
        let from = &self.graph.nodes[lost.from.index()].doc.path;
        let path = lost.target_path(self.corpus, from, parts.name)?;
        let file = self.known.file_like(path.as_str())?;
        Some(self.way(lost, from, file, parts.name))
    }

    /// Returns how a document refers to a file, in the manner in which it did.
    fn way(&self, lost: &Reference<'a>, from: &RelPath, to: &RelPath, before: &str) -> String {
        let way = way(from, to, &self.corpus.config.content, before);
        if matches!(lost.by, By::Data) { way } else { encoded(&way) }
    }

    /// Returns the edits of paths in the configuration that name one file, and none that is there.
    fn patterns(&self) -> Vec<Edit> {
        let content = &self.corpus.config.content;
        of_patterns(self.corpus, |pattern| {
            let path = content.join(pattern)?;
            let is_one = !pattern.contains('*') && path.extension() == "md";
            if !is_one || self.known.is_file(&path) {
                return None;
            }
            let like = self.known.document_like(path.as_str());
            let doc = like.or_else(|| self.known.moved(self.graph, path.stem(), |_| true))?;
            let new = self.graph.doc(doc).path.within(content)?.to_owned();
            is_plain(&new, pattern).then_some(new)
        })
    }

    /// Returns whether a reference written in another way leads somewhere.
    fn leads_somewhere(&self, lost: &Reference<'a>, new: &str) -> bool {
        match lost.by {
            By::Field(wanted) => self.names.resolve(new, wanted, lost.from).is_ok(),
            By::Link(link, _) => {
                let link = crate::doc::Link { target: new.to_owned(), ..link.clone() };
                prose::leads_somewhere(
                    self.corpus,
                    &self.graph.nodes,
                    &self.names,
                    lost.from,
                    &link,
                )
            }
            By::Data => {
                let from = &self.graph.nodes[lost.from.index()].doc.path;
                let path = lost.target_path(self.corpus, from, new);
                path.is_some_and(|path| self.known.is_file(&path))
            }
        }
    }
}

/// Returns every reference that leads nowhere.
fn lost<'a>(corpus: &'a Corpus, graph: &'a Graph, names: &Names<'a>) -> Vec<Reference<'a>> {
    let mut all = Vec::new();
    for (from, doc) in graph.docs() {
        references(graph, from, |reference| {
            let is_lost = match reference.by {
                By::Field(wanted) => match names.resolve(reference.written, wanted, from) {
                    Ok(_) | Err(Unresolved::Ambiguous(_)) => false,
                    Err(Unresolved::Nothing(_) | Unresolved::NoAnchor(..)) => true,
                    // An id that the document keeps alive in its front matter is that of no item.
                    Err(Unresolved::WrongKind(_)) => reference.written.contains('#'),
                },
                By::Link(_, target) => *target == Target::Broken,
                By::Data => {
                    let file = data_file(doc, &corpus.config.content, |file| corpus.has_text(file));
                    file.is_some_and(|file| !corpus.has_text(&file))
                }
            };
            if is_lost {
                all.push(reference);
            }
        });
    }
    all
}
