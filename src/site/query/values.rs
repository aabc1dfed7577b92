//! The values of the fields of documents and items, as a snapshot knows them.

use crate::doc::{FieldValue, Fields, Item, Number, Own, Text};
use crate::id::{Date, DocId, ItemId, Spanned};
use crate::kind::{ItemKind, Relation};
use crate::kpi::Verdicts;

use super::super::measure::{doc_date, item_date};
use super::super::node::End;
use super::super::snapshot::Site;
use super::fields::{Side, row_of};

/// A value of a field.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Value<'a> {
    /// A word or a tag.
    Word(&'a str),
    /// Text.
    Text(&'a str),
    /// A person or a team, by id.
    Person(&'a str),
    /// A day.
    Date(Date),
    /// A length of time, and the author's words for it.
    Days(u32, &'a str),
    /// A number.
    Number(f64),
    /// A number of a measure, as it was written.
    Measure(Number),
    /// True or false.
    Boolean(bool),
    /// A document or an item.
    Reference(End),
}

/// Returns the values of a field of a document or item, in the order in which they are written; none where
/// it has none on the day of the snapshot.
pub fn values<'a>(site: &'a Site, end: End, field: &str) -> Vec<Value<'a>> {
    let doc = site.graph.doc_of(end);
    let own = site.doc(doc);
    match field {
        "kind" => return vec![Value::Word(own.kind.name())],
        "document" => return vec![Value::Reference(End::Doc(doc))],
        "tag" => return own.front.tags.iter().map(|tag| Value::Word(&tag.value)).collect(),
        _ => {}
    }
    if let Some(row) = row_of(field) {
        return references(site, end, row.relations, row.side);
    }
    match end {
        End::Doc(doc) => of_document(site, doc, field),
        End::Item(item) => of_item(site, item, field),
    }
}

fn references<'a>(site: &'a Site, end: End, relations: &[Relation], side: Side) -> Vec<Value<'a>> {
    let mut ends: Vec<End> = Vec::new();
    let mut add = |end: End| {
        if !ends.contains(&end) {
            ends.push(end);
        }
    };
    let is_meant = |relation: &Relation| relations.contains(relation);
    match side {
        Side::To => {
            let edges = site.outgoing(end).filter(|edge| is_meant(&edge.relation));
            edges.for_each(|edge| add(edge.to));
        }
        Side::From => {
            let edges = site.incoming(end).filter(|edge| is_meant(&edge.relation));
            edges.for_each(|edge| add(edge.from));
        }
        Side::FromDocument => {
            let edges = site.incoming(end).filter(|edge| is_meant(&edge.relation));
            edges.for_each(|edge| add(End::Doc(edge.doc)));
        }
    }
    ends.into_iter().map(Value::Reference).collect()
}

fn of_document<'a>(site: &'a Site, doc: DocId, field: &str) -> Vec<Value<'a>> {
    let own = site.doc(doc);
    let front = &own.front;
    let come = |date: &Option<Spanned<Date>>| {
        let date = date.as_ref().map(|date| date.value);
        date.filter(|date| site.reached(*date)).map(Value::Date).into_iter().collect()
    };
    match (field, &front.own) {
        ("title", _) => vec![Value::Text(&own.title)],
        ("summary", _) => text(Some(own.excerpt.as_str()).filter(|text| !text.is_empty())),
        ("owner", _) => people(site, front.owner.as_slice()),
        ("team", _) => {
            let owner = front.owner.as_ref().map(|owner| site.person_id(&owner.value));
            owner.and_then(|id| site.team_of(id)).map(Value::Person).into_iter().collect()
        }
        ("contributors", _) => people(site, &front.contributors),
        ("reviewers", _) => people(site, &front.reviewers),
        ("state", _) => site.doc_state(doc).map(Value::Word).into_iter().collect(),
        ("date", _) => {
            let date = doc_date(own).filter(|date| site.reached(*date));
            date.map(Value::Date).into_iter().collect()
        }
        ("created", _) => come(&front.created),
        ("reviewed", _) => come(&front.reviewed),
        ("horizon", Own::Vision(vision)) => written(&vision.horizon),
        ("proposed", Own::Brief(brief)) => come(&brief.proposed),
        ("accepted", Own::Brief(brief)) => come(&brief.accepted),
        ("started", Own::Brief(brief)) => come(&brief.started),
        ("shipped", Own::Brief(brief)) => come(&brief.shipped),
        ("declined", Own::Brief(brief)) => come(&brief.declined),
        ("parked", Own::Brief(brief)) => come(&brief.parked),
        ("release", Own::Brief(brief)) => written(&brief.release),
        ("appetite", Own::Brief(brief)) => {
            let appetite = brief.appetite.iter();
            appetite.map(|own| Value::Days(own.value.days, &own.value.text)).collect()
        }
        ("presented", Own::DeepDive(dive)) => come(&dive.presented),
        ("presenters", Own::DeepDive(dive)) => people(site, &dive.presenters),
        ("system", Own::DeepDive(dive)) => written(&dive.system),
        ("held", Own::Retro(retro)) => come(&retro.held),
        ("facilitator", Own::Retro(retro)) => people(site, retro.facilitator.as_slice()),
        ("decided", Own::Decision(decision)) => come(&decision.decided),
        ("deciders", Own::Decision(decision)) => people(site, &decision.deciders),
        ("consulted", Own::Decision(decision)) => people(site, &decision.consulted),
        ("informed", Own::Decision(decision)) => people(site, &decision.informed),
        ("revisit", Own::Decision(decision)) => day(&decision.revisit),
        ("unit", Own::Kpi(kpi)) => written(&kpi.unit),
        ("direction", Own::Kpi(kpi)) => {
            kpi.direction.iter().map(|own| Value::Word(own.value.name())).collect()
        }
        ("period", Own::Kpi(kpi)) => {
            kpi.period.iter().map(|own| Value::Word(own.value.name())).collect()
        }
        ("variation", Own::Kpi(_)) => {
            verdicts(site, doc).map(|own| Value::Word(own.variation.name())).collect()
        }
        ("target", Own::Kpi(_)) => {
            verdicts(site, doc).filter_map(|own| own.target.name()).map(Value::Word).collect()
        }
        _ => front.further.get(field).map_or(Vec::new(), |further| match &further.value {
            FieldValue::String(text) => vec![Value::Text(text)],
            FieldValue::Number(number) => vec![Value::Number(*number)],
            FieldValue::Boolean(boolean) => vec![Value::Boolean(*boolean)],
            FieldValue::Date(date) => vec![Value::Date(*date)],
            FieldValue::List(texts) => texts.iter().map(|text| Value::Text(text)).collect(),
            FieldValue::Person(name) => vec![Value::Person(site.person_id(name))],
            FieldValue::Reference(text) => {
                let mut edges = site.outgoing(End::Doc(doc));
                let own = edges.find(|edge| edge.link.is_none() && edge.span == text.span);
                own.map(|edge| Value::Reference(edge.to)).into_iter().collect()
            }
        }),
    }
}

/// Returns what the numbers of a KPI tell, where there are any.
fn verdicts(site: &Site, kpi: DocId) -> impl Iterator<Item = Verdicts> {
    let measured = site.kpis[kpi.index()].as_ref().filter(|measured| measured.has_points());
    measured.map(|measured| measured.verdicts).into_iter()
}

fn of_item<'a>(site: &'a Site, id: ItemId, field: &str) -> Vec<Value<'a>> {
    let item = site.item(id);
    let fields = &item.fields;
    let come = |date: &Option<Spanned<Date>>| {
        let date = date.as_ref().map(|date| date.value);
        date.filter(|date| site.reached(*date)).map(Value::Date).into_iter().collect()
    };
    match field {
        "item" => vec![Value::Word(item.kind.name())],
        "title" => vec![Value::Text(&item.title)],
        "state" => site.item_state(id).key().map(Value::Word).into_iter().collect(),
        "word" => word(site, id, item).map(Value::Word).into_iter().collect(),
        "owner" => people(site, fields.person.as_slice()),
        "date" => {
            let date = item_date(site, id).filter(|date| site.reached(*date));
            date.map(Value::Date).into_iter().collect()
        }
        "on" => come(&fields.on),
        // A plan, which may lie ahead.
        "due" => day(&fields.due),
        "answered" => come(&fields.answered),
        "closed" => come(&fields.closed),
        "because" => text(site.because(item).map(|because| because.value.as_str())),
        "target" | "expect" | "observed" | "n" if !site.tells_numbers(id) => Vec::new(),
        _ => rest(fields, field),
    }
}

fn rest<'a>(fields: &'a Fields, field: &str) -> Vec<Value<'a>> {
    match field {
        "target" | "expect" | "observed" => {
            fields.number.iter().map(|number| Value::Measure(number.value)).collect()
        }
        "confidence" => fields.confidence.iter().map(|own| Value::Number(own.value)).collect(),
        "n" => fields.n.iter().map(|n| Value::Number(f64::from(n.value))).collect(),
        "scope" => written(&fields.scope),
        "saved" => written(&fields.saved),
        "done-when" => written(&fields.done_when),
        _ => Vec::new(),
    }
}

/// Returns the word of an item: of an option only where it was taken by the day of the snapshot.
fn word<'a>(site: &'a Site, id: ItemId, item: &'a Item) -> Option<&'a str> {
    site.word(item).filter(|_| item.kind != ItemKind::Choice || site.is_chosen(id))
}

fn people<'a>(site: &'a Site, names: &'a [Text]) -> Vec<Value<'a>> {
    names.iter().map(|name| Value::Person(site.person_id(&name.value))).collect()
}

fn written(text: &Option<Text>) -> Vec<Value<'_>> {
    text.iter().map(|text| Value::Text(&text.value)).collect()
}

fn text(text: Option<&str>) -> Vec<Value<'_>> {
    text.map(Value::Text).into_iter().collect()
}

fn day<'a>(date: &Option<Spanned<Date>>) -> Vec<Value<'a>> {
    date.iter().map(|date| Value::Date(date.value)).collect()
}
