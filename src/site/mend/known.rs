//! What there is, found by its name in another case or by its file's name alone.

use std::collections::{BTreeSet, HashMap};

use crate::corpus::Corpus;
use crate::doc::Doc;
use crate::id::{DocId, RelPath};
use crate::kind::ItemKind;

use super::super::graph::Graph;

/// Names in lower case, with all that bear them.
#[derive(Default)]
pub(super) struct Known<'a> {
    documents: HashMap<String, Vec<DocId>>,
    files: HashMap<String, Vec<&'a RelPath>>,
    /// Ids and locations, each with how it is written.
    names: HashMap<String, Vec<(DocId, &'a str)>>,
    /// The names of the files of documents, without folder and extension, and old names.
    stems: HashMap<&'a str, Vec<DocId>>,
}

impl<'a> Known<'a> {
    /// Returns what there is in a corpus.
    pub(super) fn new(corpus: &'a Corpus, graph: &'a Graph) -> Known<'a> {
        let mut known = Known::default();
        for (id, node) in (0..).map(DocId).zip(&graph.nodes) {
            let doc: &'a Doc = &node.doc;
            known.documents.entry(doc.path.as_str().to_lowercase()).or_default().push(id);
            let aliases = doc.front.aliases.iter().map(|alias| alias.value.as_str());
            for name in [doc.id.as_str(), doc.location.as_str()].into_iter().chain(aliases.clone())
            {
                known.names.entry(name.to_lowercase()).or_default().push((id, name));
            }
            for stem in [file_stem(doc), doc.id.as_str()].into_iter().chain(aliases) {
                known.stems.entry(stem).or_default().push(id);
            }
        }
        for path in corpus.files() {
            known.files.entry(path.as_str().to_lowercase()).or_default().push(path);
        }
        known
    }

    /// Returns the one document in a file whose path differs in case only.
    pub(super) fn document_like(&self, path: &str) -> Option<DocId> {
        only(self.documents.get(&path.to_lowercase())?)
    }

    /// Returns the one file whose path differs in case only.
    pub(super) fn file_like(&self, path: &str) -> Option<&'a RelPath> {
        only(self.files.get(&path.to_lowercase())?)
    }

    /// Returns whether there is such a file.
    pub(super) fn is_file(&self, path: &RelPath) -> bool {
        let same = self.files.get(&path.as_str().to_lowercase());
        same.is_some_and(|files| files.contains(&path))
    }

    /// Returns the one document of which a file's name, an id or an old name is this.
    pub(super) fn moved(
        &self,
        graph: &Graph,
        stem: &str,
        fits: impl Fn(&DocId) -> bool,
    ) -> Option<DocId> {
        let docs = self.stems.get(stem).into_iter().flatten().copied();
        let docs: BTreeSet<DocId> =
            docs.filter(|doc| fits(doc) && !is_intro(graph, *doc)).collect();
        let docs: Vec<DocId> = docs.into_iter().collect();
        only(&docs)
    }

    /// Returns the one document that has a name but for its case, or whose file has moved, with how it is
    /// to be named: by its location where a folder was written, else by its id.
    pub(super) fn named_like(
        &self,
        graph: &'a Graph,
        name: &str,
        fits: impl Fn(&DocId) -> bool,
    ) -> Option<(DocId, String)> {
        let bare = name.strip_suffix(".md").unwrap_or(name);
        let like = self.names.get(&bare.to_lowercase()).into_iter().flatten();
        let like: Vec<(DocId, &str)> = like.copied().filter(|(doc, _)| fits(doc)).collect();
        if let Some((doc, _)) = like.first() {
            let is_one = like.iter().all(|(other, _)| other == doc);
            // Of two spellings of an id and an alias the present one is written.
            return is_one.then(|| (*doc, like[0].1.to_owned()));
        }
        let stem = bare.rsplit('/').next().unwrap_or(bare);
        let doc = self.moved(graph, stem, &fits)?;
        let found = &graph.nodes[doc.index()].doc;
        let name = if bare.contains('/') { found.location.as_str() } else { found.id.as_str() };
        Some((doc, name.to_owned()))
    }

    /// Returns the one anchor of a document that differs in case only.
    pub(super) fn anchor_like(&self, graph: &Graph, doc: DocId, anchor: &str) -> Option<String> {
        let wanted = anchor.to_lowercase();
        let known = graph.nodes[doc.index()].doc.body.anchors.iter().map(|known| &known.value);
        let like: BTreeSet<&String> =
            known.filter(|known| known.to_lowercase() == wanted).collect();
        let like: Vec<&String> = like.into_iter().collect();
        only(&like).cloned()
    }

    /// Returns the ids of the items of some kinds that differ from a name in case only.
    pub(super) fn items_like(
        &self,
        graph: &Graph,
        kinds: &[ItemKind],
        name: &str,
    ) -> BTreeSet<String> {
        let wanted = name.to_lowercase();
        let items = graph.items.iter().filter(|item| kinds.contains(&item.kind));
        let anchors = items.map(|item| &graph.doc(item.doc).body.items[item.index].anchor);
        anchors.filter(|anchor| anchor.to_lowercase() == wanted).cloned().collect()
    }
}

/// Returns the name of a document's file without its extension; of a folder's index that of the folder.
fn file_stem(doc: &Doc) -> &str {
    let location = doc.location.as_str();
    let own =
        if doc.is_index { location.strip_suffix("/index").unwrap_or(location) } else { location };
    own.rsplit('/').next().unwrap_or(own)
}

/// Returns whether a document introduces a folder of several: its name is that of the folder, and says
/// little of what was meant.
fn is_intro(graph: &Graph, doc: DocId) -> bool {
    let doc = graph.doc(doc);
    doc.is_index && doc.kind.is_plain()
}

fn only<T: Copy>(all: &[T]) -> Option<T> {
    match all {
        [one] => Some(*one),
        _ => None,
    }
}
