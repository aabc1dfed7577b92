//! Documents or items of a kind, as a table or as JSON lines.

use std::collections::BTreeSet;

use crate::diag::did_you_mean;
use crate::id::{DocId, ItemId};
use crate::kind::{Kind, Listed};
use crate::site::query::answer;
use crate::site::{End, Site, doc_date};

use super::Press;
use super::export::{Document, Item, Names};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Query {
    /// Of what kind.
    pub of: Listed,
    /// What must hold of each, all of it: conditions as queries write them.
    pub conditions: Vec<String>,
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

impl Press<'_> {
    /// Returns the documents or items that are asked for, in the order of their paths and places.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the conditions.
    pub fn list(&self, query: &Query) -> Result<String, Vec<Unknown>> {
        let site = self.site;
        let ends = answer(site, query.of, &query.conditions).map_err(|problems| {
            let problems = problems.into_iter();
            problems
                .map(|problem| Unknown { message: problem.message, hint: problem.hint })
                .collect::<Vec<_>>()
        })?;
        let names = Names::of(site);
        Ok(match query.form {
            ListForm::Table => table(site, &names, &ends),
            ListForm::Json => ends.iter().map(|end| line(site, &names, *end)).collect(),
        })
    }
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
