//! Documents or items of a kind, as a table or as JSON lines.

use std::collections::BTreeSet;

use crate::diag::did_you_mean;
use crate::doc::field_names;
use crate::id::{DocId, ItemId};
use crate::kind::{Kind, Listed, Relation};
use crate::site::{End, Site, doc_date};

use super::Press;
use super::export::{Document, Item, Names};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Query {
    /// Of what kind.
    pub of: Listed,
    /// Fields with the values that they must have, all of them.
    pub conditions: Vec<(String, String)>,
    /// How it is written.
    pub form: ListForm,
}

/// How a list is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListForm {
    /// For people.
    Table,
    /// One JSON object a line, as the export writes it.
    Json,
}

/// Why a question cannot be answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unknown {
    /// What is the case.
    pub message: String,
    /// What to do next.
    pub hint: String,
}

/// What asks for rows of which nobody, or nothing, is said.
const NONE: &str = "none";

/// How many values a hint lists.
const VALUES: usize = 12;

/// The fields that refer to something, by the names under which documents and items write them.
const REFERENCES: [(&str, &[Relation]); 14] = [
    ("serves", &[Relation::Serves]),
    ("depends-on", &[Relation::DependsOn]),
    ("reworks", &[Relation::Reworks]),
    ("informs", &[Relation::Informs]),
    ("reviews", &[Relation::Reviews]),
    ("supersedes", &[Relation::Supersedes]),
    ("see-also", &[Relation::SeeAlso]),
    ("measured-by", &[Relation::MeasuredBy]),
    ("kpi", &[Relation::MeasuredBy, Relation::ExpectsOf, Relation::ObservedOf]),
    ("counter", &[Relation::Counter]),
    ("parent", &[Relation::Parent]),
    ("lesson", &[Relation::Applies, Relation::SetsAside]),
    ("repeats", &[Relation::Repeats]),
    ("in", &[Relation::AnsweredIn]),
];

/// A field with the value that it must have; no value where there must be none.
enum Condition<'a> {
    State(&'a str),
    Owner(Option<&'a str>),
    Tag(Option<&'a str>),
    Document(BTreeSet<End>),
    Reference(&'static [Relation], Option<BTreeSet<End>>),
}

impl Press<'_> {
    /// Returns the documents or items that are asked for, in the order of their paths and places.
    ///
    /// # Errors
    ///
    /// Where a field or a value is unknown.
    pub fn list(&self, query: &Query) -> Result<String, Unknown> {
        let site = self.site;
        let conditions =
            query.conditions.iter().map(|(field, value)| condition(site, query.of, field, value));
        let conditions = conditions.collect::<Result<Vec<Condition>, Unknown>>()?;
        let holds = |end: &End| conditions.iter().all(|condition| holds(site, *end, condition));
        let ends: Vec<End> = match query.of {
            Listed::Documents(kind) => site.docs_of(kind).map(End::Doc).filter(holds).collect(),
            Listed::Items(kind) => site.items_of(kind).map(End::Item).filter(holds).collect(),
        };
        let names = Names::of(site);
        Ok(match query.form {
            ListForm::Table => table(site, &names, &ends),
            ListForm::Json => ends.iter().map(|end| line(site, &names, *end)).collect(),
        })
    }
}

fn condition<'a>(
    site: &'a Site,
    of: Listed,
    field: &str,
    value: &'a str,
) -> Result<Condition<'a>, Unknown> {
    let fields = fields(of);
    if !fields.contains(&field) {
        let near = did_you_mean(field, fields.iter().copied());
        let all = format!("the fields of a list of {}s are {}", of.name(), fields.join(", "));
        let message = format!("{}s have no field `{field}`", of.name());
        return Err(Unknown { message, hint: near.unwrap_or(all) });
    }
    let given = Some(value).filter(|value| *value != NONE);
    match field {
        "state" => {
            let states = of.states();
            match states.contains(&value) {
                true => Ok(Condition::State(value)),
                false => Err(unknown(field, value, &states)),
            }
        }
        "owner" => match given {
            None => Ok(Condition::Owner(None)),
            Some(name) => owner(site, name).map(|id| Condition::Owner(Some(id))),
        },
        "tag" => {
            let tags: Vec<&str> = site.tags.keys().map(String::as_str).collect();
            match given {
                Some(tag) if !tags.contains(&tag) => Err(unknown(field, tag, &tags)),
                given => Ok(Condition::Tag(given)),
            }
        }
        "document" => {
            let docs = named(site, value, |end| matches!(end, End::Doc(_)));
            docs.map(Condition::Document).map_err(|hint| nothing(field, value, hint))
        }
        _ => {
            let relations = REFERENCES.iter().find(|(name, _)| *name == field);
            let relations = relations.map_or(&[][..], |(_, relations)| relations);
            let ends = given.map(|value| named(site, value, |_| true)).transpose();
            let ends = ends.map_err(|hint| nothing(field, value, hint))?;
            Ok(Condition::Reference(relations, ends))
        }
    }
}

/// Returns the fields that can be asked for.
fn fields(of: Listed) -> Vec<&'static str> {
    let own: Vec<&str> = match of {
        Listed::Documents(kind) => field_names(kind),
        Listed::Items(kind) => kind.keys().to_vec(),
    };
    let mut fields = Vec::new();
    fields.extend((!of.states().is_empty()).then_some("state"));
    fields.extend(["owner", "tag"]);
    fields.extend(matches!(of, Listed::Items(_)).then_some("document"));
    let references = REFERENCES.iter().map(|(name, _)| *name);
    fields.extend(references.filter(|name| own.contains(name)));
    fields
}

fn owner<'a>(site: &'a Site, name: &'a str) -> Result<&'a str, Unknown> {
    if let Some(id) = site.graph.people.id_of(name) {
        return Ok(id);
    }
    let owners = site.docs().filter_map(|doc| owner_of(site, End::Doc(doc)));
    let named = site.items().filter_map(|item| owner_of(site, End::Item(item)));
    let known: BTreeSet<&str> = owners.chain(named).chain(site.graph.people.ids()).collect();
    let known: Vec<&str> = known.into_iter().collect();
    if known.contains(&name) { Ok(name) } else { Err(unknown("owner", name, &known)) }
}

/// Returns what a name can mean: `pay`, `brief:pay`, `briefs/pay`, `pay#item`, or the bare id of an item;
/// where that is nothing, what to write instead.
pub(super) fn named(
    site: &Site,
    name: &str,
    is_wanted: impl Fn(&End) -> bool,
) -> Result<BTreeSet<End>, String> {
    let (kind, bare) = match name.split_once(':').map(|(kind, bare)| (Kind::parse(kind), bare)) {
        Some((Some(kind), bare)) => (Some(kind), bare),
        _ => (None, name),
    };
    let (holder, anchor) = match bare.split_once('#') {
        Some((holder, anchor)) => (Some(holder), anchor),
        None => (None, bare),
    };
    let is_doc = |doc: DocId, name: &str| {
        let of_kind = kind.is_none_or(|kind| site.doc(doc).kind == kind);
        of_kind && (site.doc(doc).id == name || site.doc(doc).location.as_str() == name)
    };
    let is_item = |item: ItemId| {
        site.item(item).anchor == anchor
            && holder.is_none_or(|holder| is_doc(site.doc_of_item(item), holder))
    };
    let docs = site.docs().filter(|doc| holder.is_none() && is_doc(*doc, bare)).map(End::Doc);
    let items = site.items().filter(|item| is_item(*item)).map(End::Item);
    let found: BTreeSet<End> = docs.chain(items).filter(&is_wanted).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let docs = site.docs().map(|doc| (End::Doc(doc), site.doc(doc).id.as_str()));
    let items = site.items().map(|item| (End::Item(item), site.item(item).anchor.as_str()));
    let known: BTreeSet<&str> =
        docs.chain(items).filter(|(end, _)| is_wanted(end)).map(|(_, name)| name).collect();
    let near = did_you_mean(anchor, known);
    Err(near.unwrap_or_else(|| "write the id of a document, or `document#item`".to_owned()))
}

fn nothing(field: &str, value: &str, hint: String) -> Unknown {
    Unknown { message: format!("{field}: there is no `{value}`"), hint }
}

fn unknown(field: &str, value: &str, known: &[&str]) -> Unknown {
    let hint = did_you_mean(value, known.iter().copied()).unwrap_or_else(|| match known {
        [] => "none is given anywhere yet".to_owned(),
        few if few.len() <= VALUES => format!("write one of: {}", few.join(", ")),
        many => format!("write one of: {} …", many[..VALUES].join(", ")),
    });
    nothing(field, value, hint)
}

fn holds(site: &Site, end: End, condition: &Condition) -> bool {
    let doc = site.graph.doc_of(end);
    match condition {
        Condition::State(state) => state_of(site, end) == Some(state),
        Condition::Owner(owner) => owner_of(site, end) == *owner,
        Condition::Tag(None) => site.doc(doc).front.tags.is_empty(),
        Condition::Tag(Some(tag)) => site.doc(doc).front.tags.iter().any(|own| own.value == *tag),
        Condition::Document(docs) => docs.contains(&End::Doc(doc)),
        Condition::Reference(relations, wanted) => {
            let mut edges = site.outgoing(end).filter(|edge| relations.contains(&edge.relation));
            match wanted {
                None => edges.next().is_none(),
                Some(wanted) => edges.any(|edge| {
                    wanted.contains(&edge.to)
                        || wanted.contains(&End::Doc(site.graph.doc_of(edge.to)))
                }),
            }
        }
    }
}

fn state_of(site: &Site, end: End) -> Option<&'static str> {
    match end {
        End::Doc(doc) => site.doc_state(doc),
        End::Item(item) => site.item_state(item).key(),
    }
}

/// Returns who owns a document, or whom an item names.
fn owner_of(site: &Site, end: End) -> Option<&str> {
    let name = match end {
        End::Doc(doc) => site.doc(doc).front.owner.as_ref(),
        End::Item(item) => site.item(item).fields.person.as_ref(),
    };
    name.map(|name| site.person_id(&name.value))
}

fn line(site: &Site, names: &Names, end: End) -> String {
    let line = match end {
        End::Doc(doc) => serde_json::to_string(&Document::of(site, names, doc)),
        End::Item(item) => serde_json::to_string(&Item::of(site, names, item)),
    };
    line.expect("strings and numbers always serialise") + "\n"
}

/// Returns rows under their heads; a column in which nothing stands is left out.
fn table(site: &Site, names: &Names, ends: &[End]) -> String {
    const HEADS: [&str; 5] = ["ID", "TITLE", "STATE", "OWNER", "DATE"];
    if ends.is_empty() {
        return String::new();
    }
    let row = |end: &End| {
        let (title, date) = match *end {
            End::Doc(doc) => (&site.doc(doc).title, doc_date(site.doc(doc))),
            End::Item(item) => {
                let fields = &site.item(item).fields;
                let date = fields.on.as_ref().or(fields.due.as_ref()).map(|date| date.value);
                (&site.item(item).title, date)
            }
        };
        [
            names.end(*end).to_string(),
            // A title may hold anything; what steers a terminal is no part of it.
            title.replace(char::is_control, " "),
            state_of(site, *end).unwrap_or_default().to_owned(),
            owner_of(site, *end).unwrap_or_default().to_owned(),
            date.map(|date| date.to_string()).unwrap_or_default(),
        ]
    };
    let rows: Vec<[String; 5]> = ends.iter().map(row).collect();
    let widths: [usize; 5] = std::array::from_fn(|column| {
        let longest = rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        if longest == 0 { 0 } else { longest.max(HEADS[column].len()) }
    });
    let mut text = String::new();
    let mut push = |cells: [&str; 5]| {
        let mut line = String::new();
        for (cell, width) in cells.into_iter().zip(widths).filter(|(_, width)| *width > 0) {
            line.push_str(&format!("{cell:<width$}  "));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    };
    push(HEADS);
    for row in &rows {
        push(std::array::from_fn(|column| row[column].as_str()));
    }
    text
}
