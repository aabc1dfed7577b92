//! Lists of documents by what they have in common: the state, the quarter.
//!
//! **Architecture invariants.** A line says what the document's own front matter says, and no more, so that
//! a list changes when a fact of one of its documents does.

use std::cmp::Reverse;

use crate::chart;
use crate::doc::Own;
use crate::id::{Date, DocId, Rhythm};
use crate::kind::Kind;
use crate::site::doc_date;
use crate::site::facets::{Quarter, years};
use crate::site::routes::{PAGE, Route};
use crate::view::Page;
use crate::view::entry::{Entry, Group};
use crate::view::listing::Listing;
use crate::view::parts::{Link, Pager, Tab};

use super::here::{Here, counted};
use super::pager;

/// Returns the documents of a kind in a state; of a long list one year.
pub(super) fn state(here: &Here, kind: Kind, state: &'static str, year: Option<i16>) -> Page {
    let site = here.site;
    let docs = site.facets.in_state(kind, state);
    let years = years(site, docs);
    let shown = year.or_else(|| years.first().copied());
    let is_long = docs.len() > PAGE;
    // Those without a date stand with the newest.
    let is_shown = |doc: &&DocId| {
        let own = doc_date(site.doc(**doc)).map(Date::year).or_else(|| years.first().copied());
        !is_long || own == shown
    };
    let of_page: Vec<DocId> = docs.iter().filter(is_shown).copied().collect();
    let all: usize = site.facets.states(kind).map(|(_, docs)| docs.len()).sum();
    let plural = here.kind_plural(kind);
    let views = site.facets.states(kind).filter_map(|(name, docs)| {
        let route = Route::State(kind, name, None);
        let text = format!("{name} {}", docs.len());
        // A further year is a page of its own: from there one goes back to the newest.
        here.tab(text, &route)
    });
    Page::Listing(Listing {
        label: Some("State".to_owned()),
        title: format!("{plural}: {state}"),
        summary: Some(format!("{} of {all} {}.", docs.len(), plural.to_lowercase())),
        views: views.collect(),
        pager: is_long
            .then(|| pager::by_year(here, &years, shown, |year| Route::State(kind, state, year))),
        groups: vec![Group {
            id: "all".to_owned(),
            entries: entries(here, of_page, |doc| doc_date(here.site.doc(doc)), plain),
            ..Group::default()
        }],
        ..Listing::default()
    })
}

/// Returns all quarters by year, newest first.
pub(super) fn quarters(here: &Here) -> Page {
    let mut groups: Vec<Group> = Vec::new();
    for (first, quarter) in here.site.facets.quarters.iter().rev() {
        let year = first.year().to_string();
        if groups.last().is_none_or(|group| group.label != year) {
            groups.push(Group { id: format!("year-{year}"), label: year, ..Group::default() });
        }
        let entry = Entry {
            link: here.route_link(label(*first), &Route::Quarter(*first, None)),
            note: Some(note(quarter)),
            ..Entry::default()
        };
        if let Some(group) = groups.last_mut() {
            group.entries.push(entry);
        }
    }
    Page::Listing(Listing { title: "Quarters".to_owned(), groups, ..Listing::default() })
}

/// Returns what dates from a quarter, grouped by kind, and the briefs that shipped in it; of a long list one
/// kind.
pub(super) fn quarter(here: &Here, first: Date, kind: Option<Kind>) -> Page {
    let site = here.site;
    let Some(quarter) = site.facets.quarters.get(&first) else {
        return Page::Listing(Listing::default());
    };
    let kinds = quarter.kinds(site);
    let shown = kind.or_else(|| kinds.first().copied());
    let mut groups = Vec::new();
    for kind in kinds.iter().filter(|kind| !quarter.is_long() || Some(**kind) == shown) {
        let of_kind = |docs: &[DocId]| -> Vec<DocId> {
            docs.iter().copied().filter(|doc| site.doc(*doc).kind == *kind).collect()
        };
        let (shipped, dated) = (of_kind(&quarter.shipped), of_kind(&quarter.docs));
        if !shipped.is_empty() {
            groups.push(Group {
                label: format!("{} that shipped", here.kind_plural(*kind)),
                id: "shipped".to_owned(),
                entries: entries(here, shipped, |doc| shipped_on(here, doc), stated),
                ..Group::default()
            });
        }
        if !dated.is_empty() {
            groups.push(Group {
                label: match *kind {
                    Kind::Brief => format!("{} put forward", here.kind_plural(*kind)),
                    kind => here.kind_plural(kind),
                },
                id: kind.name().to_owned(),
                entries: entries(here, dated, |doc| doc_date(site.doc(doc)), stated),
                ..Group::default()
            });
        }
    }
    Page::Listing(Listing {
        label: Some("Quarter".to_owned()),
        title: label(first),
        summary: Some(format!("{}.", note(quarter))),
        pager: quarter.is_long().then(|| by_kind(here, first, &kinds, shown)),
        groups,
        ..Listing::default()
    })
}

fn shipped_on(here: &Here, brief: DocId) -> Option<Date> {
    match &here.site.doc(brief).front.own {
        Own::Brief(fields) => fields.shipped.as_ref().map(|day| day.value),
        _ => None,
    }
}

/// Returns what a quarter is called.
fn label(first: Date) -> String {
    chart::period_label(Rhythm::Quarter, Rhythm::Quarter.period(first))
}

fn note(quarter: &Quarter) -> String {
    let dated = counted(quarter.docs.len(), "page", "pages");
    match quarter.shipped.len() {
        0 => dated,
        shipped => format!("{dated}, {} shipped", counted(shipped, "brief", "briefs")),
    }
}

fn by_kind(here: &Here, first: Date, kinds: &[Kind], shown: Option<Kind>) -> Pager {
    let tab = |at: usize| {
        let kind = *kinds.get(at)?;
        here.tab(here.kind_plural(kind), &Route::Quarter(first, (at > 0).then_some(kind)))
    };
    let link = |at: usize| tab(at).map(|Tab { text, href }| Link { text, href });
    let own = kinds.iter().position(|kind| Some(*kind) == shown).unwrap_or(0);
    Pager {
        pages: (0..kinds.len()).filter_map(tab).collect(),
        previous: own.checked_sub(1).and_then(link),
        next: link(own + 1),
    }
}

/// Returns documents as lines, newest first.
fn entries(
    here: &Here,
    mut docs: Vec<DocId>,
    date: impl Fn(DocId) -> Option<Date>,
    line: impl Fn(&Here, DocId, Option<Date>) -> Entry,
) -> Vec<Entry> {
    docs.sort_by_cached_key(|doc| (Reverse(date(*doc)), here.site.doc(*doc).path.clone()));
    docs.into_iter().map(|doc| line(here, doc, date(doc))).collect()
}

fn plain(here: &Here, doc: DocId, date: Option<Date>) -> Entry {
    Entry {
        link: here.doc_link(doc),
        owner: here.site.doc(doc).front.owner.as_ref().map(|owner| here.person(&owner.value)),
        date: date.map(Date::long),
        ..Entry::default()
    }
}

fn stated(here: &Here, doc: DocId, date: Option<Date>) -> Entry {
    Entry { state: here.doc_pill(doc), ..plain(here, doc, date) }
}
