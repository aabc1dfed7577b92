//! Lists of documents: a folder, a tag.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{Date, DocId};
use crate::kind::Kind;
use crate::site::address;
use crate::site::routes::{self, PAGE, Route};
use crate::site::{Target, doc_date, is_dated};
use crate::view::Page;
use crate::view::entry::{Entry, Group};
use crate::view::listing::{Listing, TagIndex, TagLine};

use super::here::{Here, capitalised};
use super::intro::{self, Intro};
use super::{body, document, library, objective, pager};

/// Returns the documents below a top folder; of a long list one year.
pub(super) fn section(here: &Here, folder: &str, year: Option<i16>) -> Page {
    let site = here.site;
    let docs = docs_in(here, folder);
    let intro = site.outline.introduction(folder);
    let years = years(here, &docs);
    let is_long = docs.len() > PAGE;
    let shown = year.or_else(|| years.first().copied());
    let listed: Vec<DocId> = docs
        .iter()
        .copied()
        .filter(|doc| {
            let own = doc_date(site.doc(*doc)).map(Date::year).or_else(|| years.first().copied());
            !is_long || own == shown
        })
        .collect();
    let kind = Kind::ALL.into_iter().find(|kind| routes::folder_of(site, *kind) == Some(folder));
    let listed = if kind.is_none() { own_pages(here, listed) } else { listed };
    let views = match kind {
        Some(Kind::Brief) => {
            let views = [here.tab("Board", &Route::Board), here.tab("Table", &Route::Table)];
            views.into_iter().flatten().collect()
        }
        _ => Vec::new(),
    };
    let groups = match intro.filter(|_| kind.is_none()) {
        Some(intro) if links_all(here, intro, &listed) => Vec::new(),
        _ => groups(here, kind, &listed),
    };
    Page::Listing(Listing {
        label: None,
        title: title(here, folder),
        anchor: intro.and_then(|intro| site.doc(intro).title_anchor.clone()),
        summary: intro.and_then(|intro| document::lede(site.doc(intro))).filter(|_| year.is_none()),
        body: intro
            .filter(|_| year.is_none())
            .map(|intro| body::after_summary(here, intro))
            .unwrap_or_default(),
        filters: library::filters(&groups),
        groups,
        pager: is_long.then(|| {
            let route = |year| Route::Section(folder.to_owned(), year);
            pager::by_year(here, &years, shown, route)
        }),
        views,
    })
}

/// Returns what the list of a top folder is called.
pub(super) fn title(here: &Here, folder: &str) -> String {
    let site = here.site;
    if let Some(intro) = site.outline.introduction(folder) {
        return site.doc(intro).title.clone();
    }
    let kind = Kind::ALL.into_iter().find(|kind| routes::folder_of(site, *kind) == Some(folder));
    kind.map_or_else(|| capitalised(&folder.replace('-', " ")), |kind| here.kind_plural(kind))
}

fn docs_in(here: &Here, folder: &str) -> Vec<DocId> {
    let inside = |doc: &DocId| {
        let location = here.site.doc(*doc).location.as_str();
        location.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
            && routes::introduces(here.site, *doc).is_none()
    };
    here.site.docs().filter(inside).collect()
}

/// Returns pages without those that the page which introduces their own folder lists already.
fn own_pages(here: &Here, docs: Vec<DocId>) -> Vec<DocId> {
    let outline = &here.site.outline;
    let mut lists: BTreeMap<DocId, BTreeSet<DocId>> = BTreeMap::new();
    let mut is_listed = |doc: &DocId| {
        let Some(mark) = outline.shelf_mark(here.site, *doc) else { return false };
        lists.entry(mark).or_insert_with(|| linked(here, mark)).contains(doc)
    };
    let listed: BTreeSet<DocId> = docs.iter().copied().filter(&mut is_listed).collect();
    docs.into_iter().filter(|doc| !listed.contains(doc)).collect()
}

/// Returns whether an introduction leads to every document itself, so that a list would say it twice.
fn links_all(here: &Here, intro: DocId, docs: &[DocId]) -> bool {
    let linked = linked(here, intro);
    docs.iter().all(|doc| linked.contains(doc))
}

/// Returns the documents that a page links.
fn linked(here: &Here, from: DocId) -> BTreeSet<DocId> {
    let site = here.site;
    let links = site.doc(from).body.links.iter().enumerate();
    let open = links.filter(|(_, link)| site.opens(from, link.gate));
    let targets = open.filter_map(|(at, _)| match site.target(from, at) {
        Some(Target::Page { doc, .. }) => Some(*doc),
        _ => None,
    });
    targets.collect()
}

fn years(here: &Here, docs: &[DocId]) -> Vec<i16> {
    let dates = docs.iter().filter_map(|doc| doc_date(here.site.doc(*doc)));
    let mut years: Vec<i16> = dates.map(Date::year).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    years
}

/// Returns the entries: dated kinds by year, newest first; pages by weight.
fn groups(here: &Here, kind: Option<Kind>, docs: &[DocId]) -> Vec<Group> {
    let site = here.site;
    let mut docs = docs.to_vec();
    let line = if docs.len() > PAGE { short_entry } else { entry };
    if kind == Some(Kind::DeepDive)
        && let Some(groups) = library::groups(here, &docs)
    {
        return groups;
    }
    let is_dated = kind.is_some_and(is_dated);
    if !is_dated {
        docs.sort_by_key(|doc| (site.doc(*doc).front.weight, &site.doc(*doc).path));
        let entries = docs.iter().map(|doc| line(here, *doc)).collect();
        return vec![Group { id: "all".to_owned(), entries, ..Group::default() }];
    }
    docs.sort_by_key(|doc| (std::cmp::Reverse(doc_date(site.doc(*doc))), &site.doc(*doc).path));
    let mut groups: Vec<Group> = Vec::new();
    for doc in docs {
        let label = match doc_date(site.doc(doc)) {
            Some(date) => date.year().to_string(),
            None => "Without a date".to_owned(),
        };
        if groups.last().is_none_or(|group| group.label != label) {
            let id = address::slug(&format!("year {label}"));
            groups.push(Group { label, id, ..Group::default() });
        }
        if let Some(group) = groups.last_mut() {
            group.entries.push(line(here, doc));
        }
    }
    groups
}

/// How many entries a group holds before they are shortened.
const LONG: usize = 60;

/// Returns a document as a line in a long list: its title, state and day.
fn short_entry(here: &Here, doc: DocId) -> Entry {
    Entry {
        link: here.doc_link(doc),
        state: here.doc_pill(doc),
        date: doc_date(here.site.doc(doc)).map(Date::long),
        ..Entry::default()
    }
}

/// Returns a document as a line in a list.
pub(super) fn entry(here: &Here, doc: DocId) -> Entry {
    let site = here.site;
    if site.doc(doc).kind == Kind::Brief {
        return objective::brief_entry(here, doc);
    }
    Entry {
        link: here.doc_link(doc),
        state: here.doc_pill(doc),
        summary: document::excerpt(site, doc),
        owner: site.doc(doc).front.owner.as_ref().map(|owner| here.person(&owner.value)),
        date: doc_date(site.doc(doc)).map(Date::long),
        glyph: here.doc_glyph(doc),
        ..Entry::default()
    }
}

/// Returns all tags.
pub(super) fn tags(here: &Here) -> Page {
    let tags = &here.site.tags;
    let most = tags.values().map(Vec::len).max().unwrap_or(1).max(1);
    let lines = tags.iter().map(|(tag, docs)| TagLine {
        link: here.route_link(tag.as_str(), &Route::Tag(tag.clone())),
        note: super::here::counted(docs.len(), "page", "pages"),
        weight: u8::try_from(1 + docs.len() * 4 / most).unwrap_or(5).min(5),
    });
    let Intro { title, anchor, summary, body } = intro::of(here, "tags", "Tags");
    Page::TagIndex(TagIndex { title, anchor, summary, body, tags: lines.collect() })
}

/// Returns the documents with a tag, grouped by kind.
pub(super) fn tag(here: &Here, tag: &str) -> Page {
    let docs = here.site.tags.get(tag).map_or(&[][..], Vec::as_slice);
    Page::Listing(Listing {
        label: Some("Tag".to_owned()),
        title: tag.to_owned(),
        summary: Some(format!("{}.", super::here::counted(docs.len(), "page", "pages"))),
        groups: by_kind(here, docs),
        ..Listing::default()
    })
}

/// Returns documents grouped by kind, in the order of the chain.
pub(super) fn by_kind(here: &Here, docs: &[DocId]) -> Vec<Group> {
    let mut groups = Vec::new();
    for kind in Kind::ALL {
        let mut of_kind: Vec<DocId> =
            docs.iter().copied().filter(|doc| here.site.doc(*doc).kind == kind).collect();
        of_kind.sort_by_key(|doc| {
            let doc = here.site.doc(*doc);
            (std::cmp::Reverse(doc_date(doc)), doc.front.weight, &doc.path)
        });
        if !of_kind.is_empty() {
            // Who scans hundreds of lines looks for a title.
            let line = if of_kind.len() > LONG { short_entry } else { entry };
            groups.push(Group {
                label: here.kind_plural(kind),
                id: kind.name().to_owned(),
                note: None,
                entries: of_kind.iter().map(|doc| line(here, *doc)).collect(),
            });
        }
    }
    groups
}
