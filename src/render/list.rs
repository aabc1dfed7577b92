//! Documents or items of a kind, as a table or as JSON lines.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::diag::did_you_mean;
use crate::id::{DocId, ItemId, RelPath};
use crate::kind::{ItemKind, Kind, Listed};
use crate::kpi::TargetVerdict;
use crate::site::query::answer;
use crate::site::{End, Site, doc_date};
use crate::view::parts::Pill;

use super::Press;
use super::export::{Document, Item, Names, Standing};
use super::here::Here;
use super::{charts, promise};

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
            ListForm::Table => match query.of {
                Listed::Documents(Kind::Kpi) => self.kpis(&names, &ends),
                Listed::Items(ItemKind::Impact) => self.impacts(&names, &ends),
                _ => table(site, &names, &ends),
            },
            ListForm::Json => ends.iter().map(|end| line(site, &names, *end)).collect(),
        })
    }

    /// Returns the rows of KPIs: where each of them stands.
    fn kpis(&self, names: &Names, ends: &[End]) -> String {
        let root = RelPath::root();
        let here = Here { site: self.site, path: &root, kept: self.kept };
        let row = |end: &End| {
            let End::Doc(id) = *end else { return Vec::new() };
            let measured = charts::measured(&here, id);
            let last = measured.and_then(|measured| Some((measured, measured.series.last()?)));
            let word = |pill: Option<Pill>| pill.map(|pill| pill.word).unwrap_or_default();
            let value = last.map(|(measured, last)| measured.unit.level(last.value));
            let n = last.and_then(|(_, last)| last.n).map(|n| n.to_string());
            let target = charts::target(&here, id).filter(|_| has_target(self.site, id));
            vec![
                names.end(*end).to_string(),
                plain(&self.site.doc(id).title),
                spaced(&value.unwrap_or_default()),
                n.unwrap_or_default(),
                last.map(|(_, last)| last.period.last.to_string()).unwrap_or_default(),
                word(charts::variation(&here, id)),
                word(target),
                owner_of(self.site, *end).unwrap_or_default().to_owned(),
            ]
        };
        let heads = ["ID", "TITLE", "VALUE", "N", "DATE", "VARIATION", "TARGET", "OWNER"];
        written(&heads, &ends.iter().map(row).collect::<Vec<_>>())
    }

    /// Returns the rows of impacts: what was promised of which KPI, and what became of it.
    fn impacts(&self, names: &Names, ends: &[End]) -> String {
        let root = RelPath::root();
        let here = Here { site: self.site, path: &root, kept: self.kept };
        let row = |end: &End| {
            let End::Item(id) = *end else { return Vec::new() };
            let promises = self.site.promises(self.site.doc_of_item(id));
            let own = promises.iter().find(|promise| promise.impact == id);
            let kpi = own.and_then(|own| own.kpi).map(|kpi| names.end(End::Doc(kpi)).to_string());
            let promised = own.and_then(|own| promise::promised(&here, own));
            let promised = promised.map(|it| format!("{} {}", it.value, it.unit));
            let due = own.and_then(|own| own.due).map(|due| due.to_string());
            let observed = own.and_then(|own| own.observed_words(self.site));
            let verdict = own.and_then(promise::outcome).map(|pill| pill.word);
            vec![
                names.end(*end).to_string(),
                plain(&self.site.item(id).title),
                kpi.unwrap_or_default(),
                spaced(promised.unwrap_or_default().trim()),
                due.unwrap_or_default(),
                spaced(&observed.unwrap_or_default()),
                verdict.unwrap_or_default(),
            ]
        };
        let heads = ["ID", "TITLE", "KPI", "PROMISED", "BY", "OBSERVED", "VERDICT"];
        written(&heads, &ends.iter().map(row).collect::<Vec<_>>())
    }
}

/// Returns a text as a terminal shows it, which takes a space that keeps words together for a letter.
fn spaced(text: &str) -> String {
    plain(&text.replace(['\u{a0}', '\u{202f}'], " "))
}

fn has_target(site: &Site, kpi: DocId) -> bool {
    let verdict = site.kpis[kpi.index()].as_ref().map(|measured| measured.verdicts.target);
    verdict.is_some_and(|verdict| verdict != TargetVerdict::NoTarget)
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
        End::Doc(doc) => serde_json::to_string(&Line {
            document: Document::of(site, names, doc),
            standing: Standing::of(site, doc),
        }),
        End::Item(item) => serde_json::to_string(&Item::of(site, names, item)),
    };
    line.expect("strings and numbers always serialise") + "\n"
}

/// A document, with where it stands if it is a KPI.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    document: Document<'a>,
    #[serde(flatten)]
    standing: Option<Standing<'a>>,
}

/// Returns rows under their heads.
fn table(site: &Site, names: &Names, ends: &[End]) -> String {
    let row = |end: &End| {
        let (title, date) = match *end {
            End::Doc(doc) => (&site.doc(doc).title, doc_date(site.doc(doc))),
            End::Item(item) => {
                let fields = &site.item(item).fields;
                let date = fields.on.as_ref().or(fields.due.as_ref()).map(|date| date.value);
                (&site.item(item).title, date)
            }
        };
        vec![
            names.end(*end).to_string(),
            plain(title),
            state_of(site, *end).unwrap_or_default().to_owned(),
            owner_of(site, *end).unwrap_or_default().to_owned(),
            date.map(|date| date.to_string()).unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = ends.iter().map(row).collect();
    written(&["ID", "TITLE", "STATE", "OWNER", "DATE"], &rows)
}

/// Returns a text that may hold anything without what steers a terminal.
fn plain(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// Returns rows under their heads; a column in which nothing stands is left out.
fn written(heads: &[&str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let width = |(column, head): (usize, &&str)| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let longest = cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
        if longest == 0 { 0 } else { longest.max(head.len()) }
    };
    let widths: Vec<usize> = heads.iter().enumerate().map(width).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let mut line = String::new();
        for (cell, width) in cells.zip(&widths).filter(|(_, width)| **width > 0) {
            line.push_str(&format!("{cell:<width$}  ", width = *width));
        }
        format!("{}\n", line.trim_end())
    };
    let mut text = line(&mut heads.iter().copied());
    for row in rows {
        text.push_str(&line(&mut row.iter().map(String::as_str)));
    }
    text
}
