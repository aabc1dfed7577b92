//! What happened when, from dated facts; tags and people.

use std::collections::BTreeMap;

use crate::doc::{Own, Text};
use crate::id::{Date, DocId, ItemId, Spanned};
use crate::kind::{ItemKind, Kind, Relation};

use super::node::End;
use super::snapshot::Site;

/// Something that happened on a day.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// The day.
    pub date: Date,
    /// What happened.
    pub what: What,
    /// To whom it happened.
    pub end: End,
}

/// What can happen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the events")]
pub enum What {
    Created,
    Proposed,
    Accepted,
    Started,
    Shipped,
    Declined,
    Parked,
    Decided,
    Presented,
    Held,
    Heard,
    Asked,
    Answered,
    Raised,
    Closed,
    Noted,
    Signal,
}

impl What {
    /// Returns the word as it stands before the link.
    pub fn word(self) -> &'static str {
        match self {
            What::Created => "Written",
            What::Proposed => "Proposed",
            What::Accepted => "Accepted",
            What::Started => "Started",
            What::Shipped => "Shipped",
            What::Declined => "Declined",
            What::Parked => "Parked",
            What::Decided => "Decided",
            What::Presented => "Presented",
            What::Held => "Looked back",
            What::Heard => "Heard",
            What::Asked => "Asked",
            What::Answered => "Answered",
            What::Raised => "Raised",
            What::Closed => "Done",
            What::Noted => "Noted",
            What::Signal => "Signal",
        }
    }
}

/// What a person or a team has to do with.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Involved {
    /// The documents that they own, in the order of their paths.
    pub owns: Vec<DocId>,
    /// The decisions that they took or are to take, in the order of their paths.
    pub decides: Vec<DocId>,
    /// The decisions before which they were asked, in the order of their paths.
    pub consulted_on: Vec<DocId>,
    /// The items that name them, in the order of their documents.
    pub named_by: Vec<ItemId>,
}

impl Site {
    /// Finds what happened up to the clock, newest first; on one day in the order of the paths.
    pub(super) fn find_changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for doc in self.docs() {
            self.doc_changes(doc, &mut changes);
        }
        for item in self.items() {
            self.item_changes(item, &mut changes);
        }
        for doc in self.docs_of(Kind::Kpi) {
            let signal =
                self.kpis[doc.index()].as_ref().and_then(super::measure::Measured::signal_date);
            changes.extend(signal.map(|date| Change {
                date,
                what: What::Signal,
                end: End::Doc(doc),
            }));
        }
        changes.retain(|change| change.date <= self.as_of);
        // Documents are in the order of their paths, so that their indices are, too.
        let place = |end: End| match end {
            End::Doc(doc) => (doc, 0),
            End::Item(item) => (self.doc_of_item(item), self.item(item).span.start),
        };
        changes.sort_by_cached_key(|change| {
            (std::cmp::Reverse(change.date), place(change.end), change.what)
        });
        changes
    }

    fn doc_changes(&self, doc: DocId, changes: &mut Vec<Change>) {
        let front = &self.doc(doc).front;
        let mut add = |date: &Option<Spanned<Date>>, what: What| {
            if let Some(date) = date {
                changes.push(Change { date: date.value, what, end: End::Doc(doc) });
            }
        };
        match &front.own {
            Own::Brief(brief) => {
                add(&brief.proposed, What::Proposed);
                add(&brief.accepted, What::Accepted);
                add(&brief.started, What::Started);
                add(&brief.shipped, What::Shipped);
                add(&brief.declined, What::Declined);
                add(&brief.parked, What::Parked);
                if brief.proposed.is_none() {
                    add(&front.created, What::Created);
                }
            }
            Own::DeepDive(dive) => add(&dive.presented, What::Presented),
            Own::Retro(retro) => add(&retro.held, What::Held),
            Own::Decision(decision) => {
                add(&decision.decided, What::Decided);
                let written = front.created.as_ref().map(|created| created.value);
                if written != decision.decided.as_ref().map(|decided| decided.value) {
                    add(&front.created, What::Created);
                }
            }
            Own::Survey(survey) => {
                add(&front.created, What::Created);
                for wave in &survey.waves {
                    add(&Some(wave.on.clone()), What::Asked);
                }
            }
            Own::Vision(_) | Own::Kpi(_) | Own::Page => add(&front.created, What::Created),
        }
    }

    fn item_changes(&self, item: ItemId, changes: &mut Vec<Change>) {
        let fields = &self.item(item).fields;
        let mut add = |date: &Option<Spanned<Date>>, what: What| {
            if let Some(date) = date {
                changes.push(Change { date: date.value, what, end: End::Item(item) });
            }
        };
        match self.item(item).kind {
            ItemKind::Input => add(&fields.on, What::Heard),
            ItemKind::Question => {
                add(&fields.on, What::Asked);
                add(&fields.answered, What::Answered);
            }
            ItemKind::Concern => {
                add(&fields.on, What::Raised);
                add(&fields.answered, What::Answered);
            }
            ItemKind::Action => add(&fields.closed, What::Closed),
            ItemKind::Update => add(&fields.on, What::Noted),
            _ => {}
        }
    }

    /// Finds the tags of the documents that are there, each with its documents.
    pub(super) fn find_tags(&self) -> BTreeMap<String, Vec<DocId>> {
        let mut tags: BTreeMap<&str, Vec<DocId>> = BTreeMap::new();
        for doc in self.docs() {
            for tag in &self.doc(doc).front.tags {
                tags.entry(tag.value.as_str()).or_default().push(doc);
            }
        }
        tags.into_iter().map(|(tag, docs)| (tag.to_owned(), docs)).collect()
    }

    /// Finds the people and teams that something visible names, by id; a name that `people.toml` does
    /// not know is its own id.
    pub(super) fn find_people(&self) -> BTreeMap<String, Involved> {
        let mut people: BTreeMap<&str, Involved> = BTreeMap::new();
        if self.config().people_pages == crate::config::PeoplePages::Off {
            return BTreeMap::new();
        }
        for id in self.docs() {
            let front = &self.doc(id).front;
            let mut names: Vec<&Text> = front.contributors.iter().collect();
            match &front.own {
                Own::DeepDive(dive) => names.extend(&dive.presenters),
                Own::Retro(retro) => names.extend(&retro.facilitator),
                Own::Decision(decision) => {
                    names.extend(&decision.informed);
                    for name in &decision.deciders {
                        people.entry(self.person_id(&name.value)).or_default().decides.push(id);
                    }
                    for name in &decision.consulted {
                        let person = people.entry(self.person_id(&name.value)).or_default();
                        person.consulted_on.push(id);
                    }
                }
                _ => {}
            }
            for name in names {
                people.entry(self.person_id(&name.value)).or_default();
            }
            if let Some(owner) = &front.owner {
                people.entry(self.person_id(&owner.value)).or_default().owns.push(id);
            }
        }
        for item in self.items() {
            if let Some(person) = &self.item(item).fields.person {
                people.entry(self.person_id(&person.value)).or_default().named_by.push(item);
            }
        }
        let teams: Vec<&str> = people.keys().filter_map(|id| self.team_of(id)).collect();
        for team in teams {
            people.entry(team).or_default();
        }
        people.into_iter().map(|(id, involved)| (id.to_owned(), involved)).collect()
    }

    /// Returns the id that a name stands for.
    pub fn person_id<'a>(&'a self, name: &'a str) -> &'a str {
        self.graph.people.id_of(name).unwrap_or(name)
    }

    /// Returns the team of a person by id.
    pub fn team_of(&self, id: &str) -> Option<&str> {
        self.graph.people.person(id)?.team.as_deref()
    }

    /// Returns the documents that applied or set aside a lesson, in the order of their paths.
    pub fn uses_of(&self, lesson: ItemId, relation: Relation) -> Vec<DocId> {
        self.incoming(End::Item(lesson))
            .filter(|edge| edge.relation == relation)
            .map(|edge| edge.doc)
            .collect()
    }
}
