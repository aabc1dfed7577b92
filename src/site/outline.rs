//! Where documents stand among each other: folders, siblings, the pages at the top.
//!
//! Computed once a snapshot, since every page's navigation asks for it.

use std::collections::BTreeMap;

use crate::doc::Doc;
use crate::id::{DocId, RelPath};
use crate::kind::Kind;

use super::measure::doc_date;
use super::routes;
use super::snapshot::Site;

/// What navigation needs to know of all documents.
#[derive(Clone, Default)]
pub struct Outline {
    /// The document that introduces the whole handbook.
    pub home: Option<DocId>,
    /// The page `start-here.md`, where there is one.
    pub start: Option<DocId>,
    /// The vision that holds today: active, and the newest of those.
    pub vision: Option<DocId>,
    /// Pages of no kind and glossaries at the top, by weight and title.
    pub top: Vec<DocId>,
    /// Top folders with documents, in order of their names; the document that introduces each.
    pub folders: BTreeMap<String, Option<DocId>>,
    groups: Vec<Vec<DocId>>,
    group_of: Vec<u32>,
}

/// Documents that stand beside each other: folder, kind, year for dated kinds.
type Beside<'a> = (&'a str, Kind, Option<i16>);

impl Outline {
    pub(super) fn of(site: &Site) -> Outline {
        let mut outline = Outline {
            group_of: vec![u32::MAX; site.graph.nodes.len()],
            vision: current_vision(site),
            ..Outline::default()
        };
        let mut groups: BTreeMap<Beside, Vec<DocId>> = BTreeMap::new();
        for id in site.docs() {
            let doc = site.doc(id);
            let location = doc.location.as_str();
            let Some((folder, _)) = location.split_once('/') else {
                match location {
                    "index" => outline.home = Some(id),
                    "start-here" => outline.start = Some(id),
                    "404" => {}
                    _ if doc.kind.is_plain() => outline.top.push(id),
                    _ => {}
                }
                continue;
            };
            let introduction = outline.folders.entry(folder.to_owned()).or_default();
            if routes::introduces(site, id).is_some() {
                *introduction = Some(id);
                continue;
            }
            let year =
                doc_date(doc).map(super::super::id::Date::year).filter(|_| is_dated(doc.kind));
            let folder = if doc.kind.is_plain() { shelf(doc) } else { folder };
            groups.entry((folder, doc.kind, year)).or_default().push(id);
        }
        outline.top.sort_by_key(|id| (site.doc(*id).front.weight, &site.doc(*id).title));
        outline.groups = groups.into_values().collect();
        for (at, group) in (0u32..).zip(&mut outline.groups) {
            sort(site, group);
            for id in group {
                outline.group_of[id.index()] = at;
            }
        }
        outline
    }

    /// Returns the documents beside one, itself among them: dated kinds newest first, pages by weight.
    pub fn siblings(&self, doc: DocId) -> &[DocId] {
        let group = self.group_of.get(doc.index()).and_then(|at| self.groups.get(*at as usize));
        group.map_or(&[], Vec::as_slice)
    }

    /// Returns the page that introduces the folder within a top folder on which a page stands.
    pub fn shelf_mark(&self, site: &Site, page: DocId) -> Option<DocId> {
        let doc = site.doc(page);
        let folder = shelf(doc);
        if !doc.kind.is_plain() || !folder.contains('/') {
            return None;
        }
        let folder = site.config().content.join(folder)?;
        ["index.md", "README.md"].iter().find_map(|name| {
            let index = site.at_path(&folder.join(name)?)?;
            (site.doc(index).is_index && site.doc(index).kind.is_plain()).then_some(index)
        })
    }

    /// Returns the document that introduces a top folder.
    pub fn introduction(&self, folder: &str) -> Option<DocId> {
        self.folders.get(folder).copied().flatten()
    }
}

/// Returns the folder on which a page stands beside others: its own, or that around the folder that it
/// introduces.
fn shelf(doc: &Doc) -> &str {
    let location = doc.location.as_str();
    let folder = location.rsplit_once('/').map_or("", |(folder, _)| folder);
    match folder.rsplit_once('/') {
        Some((around, _)) if doc.is_index => around,
        _ => folder,
    }
}

/// Returns whether documents of a kind are told apart by year.
pub fn is_dated(kind: Kind) -> bool {
    matches!(kind, Kind::Brief | Kind::DeepDive | Kind::Retro | Kind::Decision)
}

fn sort(site: &Site, docs: &mut [DocId]) {
    docs.sort_by_key(|id| {
        let doc = site.doc(*id);
        let date = doc_date(doc).filter(|_| is_dated(doc.kind));
        (std::cmp::Reverse(date), doc.front.weight, &doc.path)
    });
}

fn current_vision(site: &Site) -> Option<DocId> {
    site.docs_of(Kind::Vision).max_by_key(|vision| {
        let is_active = site.doc_state(*vision) == Some("active");
        (is_active, super::begins(site.doc(*vision)), &site.doc(*vision).path)
    })
}

impl Site {
    /// Returns the document in a file, where it is there.
    pub fn at_path(&self, path: &RelPath) -> Option<DocId> {
        // Documents are in the order of their paths.
        let at = self.graph.nodes.binary_search_by(|node| node.doc.path.cmp(path)).ok()?;
        let doc = DocId(u32::try_from(at).ok()?);
        self.shows_doc(doc).then_some(doc)
    }
}
