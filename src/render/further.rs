//! The further fields that a site gives a kind, on the fact sheet and in the export.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::doc::FieldValue;
use crate::id::{DocId, Span};
use crate::kind::Relation;
use crate::site::{End, Site};
use crate::view::parts::Link;
use crate::view::sheet::Fact;

use super::export::{Name, Names};
use super::here::{Here, capitalised};

/// Returns the further fields of a document as lines of its fact sheet, in the order of their names. What
/// refers to nothing that is there has no line: the name of what is hidden is hidden, too.
pub(super) fn facts(here: &Here, id: DocId) -> impl Iterator<Item = Fact> {
    let text = |text: String| Link { text, href: None };
    here.site.doc(id).front.further.iter().filter_map(move |(name, value)| {
        let values = match &value.value {
            FieldValue::String(words) => vec![text(words.clone())],
            FieldValue::Number(number) => vec![text(number.to_string())],
            FieldValue::Boolean(is) => vec![text(if *is { "yes" } else { "no" }.to_owned())],
            FieldValue::Date(date) => vec![text(date.long())],
            FieldValue::List(all) => all.iter().cloned().map(text).collect(),
            FieldValue::Person(person) => vec![here.person(person)],
            FieldValue::Reference(_) => vec![here.link(target(here.site, id, value.span)?)],
        };
        Some(Fact { label: capitalised(&name.replace(['-', '_'], " ")), values })
    })
}

/// Returns what the reference at a place of the front matter leads to, where that is there.
fn target(site: &Site, id: DocId, span: Span) -> Option<End> {
    let mut edges = site.outgoing(End::Doc(id));
    edges.find(|edge| edge.relation == Relation::SeeAlso && edge.span == span).map(|edge| edge.to)
}

/// A further field as the export writes it.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Field<'a> {
    Text(&'a str),
    Number(f64),
    Boolean(bool),
    Day(String),
    List(&'a [String]),
    Name(Name<'a>),
}

/// Returns the further fields of a document as the export writes them.
pub(super) fn exported<'a>(
    site: &'a Site,
    names: &Names<'a>,
    id: DocId,
) -> BTreeMap<&'a str, Field<'a>> {
    let fields = site.doc(id).front.further.iter().filter_map(|(name, value)| {
        let field = match &value.value {
            FieldValue::String(text) => Field::Text(text),
            FieldValue::Number(number) => Field::Number(*number),
            FieldValue::Boolean(is) => Field::Boolean(*is),
            FieldValue::Date(date) => Field::Day(date.to_string()),
            FieldValue::List(all) => Field::List(all),
            FieldValue::Person(person) => Field::Text(site.person_id(person)),
            FieldValue::Reference(_) => Field::Name(names.end(target(site, id, value.span)?)),
        };
        Some((name.as_str(), field))
    });
    fields.collect()
}
