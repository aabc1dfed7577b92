//! The references that a document declares, each with what it may point at.
//!
//! Duty: one list of what is a typed reference, for those who resolve them and for those who rewrite
//! them. Inputs: a document. Outputs: a call for each reference, front matter first.

use crate::doc::{Doc, FieldValue, Item, Own, Text};
use crate::kind::{ItemKind, Kind, Relation};

use super::names::Wanted;
use super::query;

pub(super) const OBJECTIVE: Wanted =
    Wanted { docs: &[], items: &[ItemKind::Objective], any_item: false, words: "an objective" };
const LESSON: Wanted =
    Wanted { docs: &[], items: &[ItemKind::Lesson], any_item: false, words: "a lesson" };
const INFORMED: Wanted = Wanted {
    docs: &[Kind::Brief],
    items: &[ItemKind::Objective],
    any_item: false,
    words: "a brief or an objective",
};

/// What a reference is there for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Purpose {
    /// It declares a relation.
    Relation(Relation),
    /// It says what was pinned.
    Pin,
    /// A query compares a field with it.
    Query,
}

/// A typed reference.
#[derive(Clone, Copy)]
pub(super) struct Declared<'a> {
    /// The item that makes it, as an index into the body's items; `None` where the front matter does, or
    /// a query outside of items.
    pub(super) item: Option<usize>,
    /// What it is there for.
    pub(super) purpose: Purpose,
    /// How it is written.
    pub(super) text: &'a Text,
    /// What it may point at.
    pub(super) wanted: Wanted,
    /// The field in the words of a message.
    pub(super) field: &'a str,
}

/// Visits the references of a document in the order in which relations are told, those of queries last.
pub(super) fn declared<'a>(doc: &'a Doc, mut visit: impl FnMut(Declared<'a>)) {
    front(doc, &mut visit);
    if let Own::Brief(brief) = &doc.front.own {
        for pin in &brief.pinned {
            let (text, wanted) = (&pin.target, OBJECTIVE);
            visit(Declared { item: None, purpose: Purpose::Pin, text, wanted, field: "pinned" });
        }
    }
    for (at, item) in doc.body.items.iter().enumerate() {
        of_item(at, item, &mut visit);
    }
    for query in &doc.body.queries {
        for reference in query.ask.iter().flat_map(|ask| &ask.references) {
            let (text, field) = (&reference.name, reference.field.as_str());
            let (item, purpose, wanted) = (query.item, Purpose::Query, query::wanted(field));
            visit(Declared { item, purpose, text, wanted, field });
        }
    }
}

fn front<'a>(doc: &'a Doc, visit: &mut impl FnMut(Declared<'a>)) {
    let mut all = |relation, texts: &'a [Text], wanted, field| {
        for text in texts {
            let purpose = Purpose::Relation(relation);
            visit(Declared { item: None, purpose, text, wanted, field });
        }
    };
    let same_kind = Wanted::documents(one_kind(doc.kind), "a document of its kind");
    all(Relation::Supersedes, &doc.front.supersedes, same_kind, "supersedes");
    all(Relation::SeeAlso, &doc.front.see_also, Wanted::ANY, "see-also");
    for (name, value) in &doc.front.further {
        if let FieldValue::Reference(text) = &value.value {
            all(Relation::SeeAlso, std::slice::from_ref(text), Wanted::ANY, name);
        }
    }
    match &doc.front.own {
        Own::Brief(brief) => {
            for text in brief.serves.iter().filter(|text| text.value != "none") {
                all(Relation::Serves, std::slice::from_ref(text), OBJECTIVE, "serves");
            }
            all(Relation::DependsOn, &brief.depends_on, Wanted::BRIEF, "depends-on");
            for rework in &brief.reworks {
                all(
                    Relation::Reworks,
                    std::slice::from_ref(&rework.brief),
                    Wanted::BRIEF,
                    "reworks",
                );
            }
        }
        Own::DeepDive(dive) => all(Relation::Informs, &dive.informs, INFORMED, "informs"),
        Own::Retro(retro) => all(Relation::Reviews, &retro.reviews, Wanted::BRIEF, "reviews"),
        Own::Decision(decision) => {
            all(Relation::Decides, &decision.decides, Wanted::DECIDED, "decides");
        }
        Own::Kpi(kpi) => all(Relation::Counter, &kpi.counter, Wanted::KPI, "counter"),
        Own::Vision(_) | Own::Survey(_) | Own::Page => {}
    }
}

fn of_item<'a>(at: usize, item: &'a Item, visit: &mut impl FnMut(Declared<'a>)) {
    let mut one = |relation, text: &'a Option<Text>, wanted, field| {
        if let Some(text) = text {
            let purpose = Purpose::Relation(relation);
            visit(Declared { item: Some(at), purpose, text, wanted, field });
        }
    };
    let fields = &item.fields;
    let kpi = match item.kind {
        ItemKind::Objective => Some(Relation::MeasuredBy),
        ItemKind::Impact => Some(Relation::ExpectsOf),
        ItemKind::Outcome => Some(Relation::ObservedOf),
        _ => None,
    };
    if let Some(relation) = kpi {
        one(relation, &fields.kpi, Wanted::KPI, relation.name());
    }
    one(Relation::Parent, &fields.parent, OBJECTIVE, "parent");
    one(Relation::Counter, &fields.counter, Wanted::KPI, "counter");
    match item.kind {
        ItemKind::Application => {
            let aside = fields.word.as_ref().is_some_and(|word| word.value == "set aside");
            let relation = if aside { Relation::SetsAside } else { Relation::Applies };
            one(relation, &fields.reference, LESSON, "lesson");
        }
        ItemKind::Lesson => one(Relation::Repeats, &fields.reference, LESSON, "repeats"),
        ItemKind::Question => {
            one(Relation::AnsweredIn, &fields.reference, Wanted::ANY, "answered in");
        }
        _ => {}
    }
}

fn one_kind(kind: Kind) -> &'static [Kind] {
    let at = Kind::ALL.iter().position(|known| *known == kind).unwrap_or(0);
    &Kind::ALL[at..=at]
}
