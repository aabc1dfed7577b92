//! The library of deep dives: by system, with the questions that are open and when somebody looked last.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::doc::Own;
use crate::id::{Date, DocId};
use crate::kind::{ItemKind, QuestionState};
use crate::site::{State, address, doc_date};
use crate::view::board::Filter;
use crate::view::entry::{Entry, Group};

use super::here::{Here, capitalised, counted};
use super::{document, listing};

/// Returns deep dives by the system that they explain, each system's newest first; `None` where none
/// names a system, so that years tell more.
pub(super) fn groups(here: &Here, docs: &[DocId]) -> Option<Vec<Group>> {
    // How a system is written in upper and lower case makes no difference.
    let mut systems: BTreeMap<String, (&str, Vec<DocId>)> = BTreeMap::new();
    let mut others = Vec::new();
    for doc in docs {
        match system(here, *doc) {
            Some(name) => {
                let group = systems.entry(name.to_lowercase());
                group.or_insert_with(|| (name, Vec::new())).1.push(*doc);
            }
            None => others.push(*doc),
        }
    }
    if systems.is_empty() {
        return None;
    }
    let ids = address::slugs(systems.keys()).into_iter().map(|(_, slug)| format!("system-{slug}"));
    let ids: Vec<String> = ids.collect();
    let mut groups: Vec<Group> = ids
        .into_iter()
        .zip(systems.into_values())
        .map(|(id, (name, docs))| group(here, name, id, docs))
        .collect();
    if !others.is_empty() {
        groups.push(group(here, "Without a system", "no-system".to_owned(), others));
    }
    Some(groups)
}

fn system<'a>(here: &Here<'a>, doc: DocId) -> Option<&'a str> {
    match &here.site.doc(doc).front.own {
        Own::DeepDive(dive) => dive.system.as_ref().map(|system| system.value.trim()),
        _ => None,
    }
    .filter(|system| !system.is_empty())
}

fn group(here: &Here, label: &str, id: String, mut docs: Vec<DocId>) -> Group {
    let site = here.site;
    docs.sort_by_key(|doc| (Reverse(doc_date(site.doc(*doc))), &site.doc(*doc).path));
    let open: usize = docs.iter().map(|doc| open_questions(here, *doc)).sum();
    Group {
        label: capitalised(label),
        id,
        note: (docs.len() > 1).then(|| questions(open)).flatten(),
        entries: docs.iter().map(|doc| entry(here, label, *doc)).collect(),
    }
}

fn entry(here: &Here, system: &str, doc: DocId) -> Entry {
    let site = here.site;
    let own = listing::entry(here, doc);
    let freshness = document::freshness(here, site.doc(doc)).map(|freshness| {
        if freshness.is_stale { format!("{}, overdue", freshness.text) } else { freshness.text }
    });
    let notes: Vec<String> =
        questions(open_questions(here, doc)).into_iter().chain(freshness).collect();
    let looked = last_look(here, doc);
    let owner = own.owner.as_ref().map_or_else(String::new, |owner| owner.text.clone());
    Entry {
        note: (!notes.is_empty()).then(|| notes.join(" · ")),
        keys: vec![system.to_owned(), owner],
        age_days: looked.map_or(-1, |day| i64::from(site.as_of.days_since(day))),
        date_key: looked.map(|day| day.to_string()).unwrap_or_default(),
        ..own
    }
}

/// Returns the day on which somebody looked at a deep dive last: when it was reviewed, else its own.
fn last_look(here: &Here, doc: DocId) -> Option<Date> {
    let doc = here.site.doc(doc);
    let reviewed = doc.front.reviewed.as_ref().map(|reviewed| reviewed.value);
    reviewed.filter(|day| here.site.reached(*day)).or_else(|| doc_date(doc))
}

fn open_questions(here: &Here, doc: DocId) -> usize {
    let open = State::Question(QuestionState::Open);
    let questions = here.site.items_of_in(doc, ItemKind::Question);
    questions.filter(|question| here.site.item_state(*question) == open).count()
}

fn questions(open: usize) -> Option<String> {
    (open > 0).then(|| counted(open, "open question", "open questions"))
}

/// Returns what the entries of a list can be filtered by; nothing where they have no keys.
pub(super) fn filters(groups: &[Group]) -> Vec<Filter> {
    let entries = || groups.iter().flat_map(|group| &group.entries);
    if entries().all(|entry| entry.keys.is_empty()) {
        return Vec::new();
    }
    let filter = |(at, label): (usize, &str)| {
        let keys = entries().filter_map(|entry| entry.keys.get(at));
        let mut options: Vec<String> = keys.filter(|key| !key.is_empty()).cloned().collect();
        options.sort_unstable();
        options.dedup();
        Filter { label: label.to_owned(), options }
    };
    // A filter is found by its place among the keys. Each entry has the first, so that only the last goes.
    let filters = ["System", "Owner"].into_iter().enumerate().map(filter);
    filters.filter(|filter| !filter.options.is_empty()).collect()
}
