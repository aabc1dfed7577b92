//! The whole handbook for programs: `throughline.json`.
//!
//! Its form is that of `export/throughline.schema.json`, which is published beside it. Rows are written
//! as they are made: a tree of values would be several times what is written.
//!
//! **Architecture invariants.** Documents come in the order of their paths, all else in the order of
//! the documents and of the places in them. Of what a document or item refers to only the relations
//! tell, which are those that the snapshot shows: a reference as it was written may name what is hidden.

mod documents;
mod items;
mod kpis;
mod relations;
mod waves;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::id::{Date, DocId};
use crate::kind::Kind;
use crate::site::coverage::Ratio;
use crate::site::{End, Site};

use super::{Press, Shown};

pub(super) use documents::Document;
pub(super) use items::Item;
pub(super) use kpis::Standing;

/// The JSON Schema of the export.
pub(super) const SCHEMA: &str = include_str!("export/throughline.schema.json");

/// The edition of the form; it rises when something that is there goes or changes its meaning.
const FORMAT: u32 = 1;

/// How many bytes of the export there are for each document.
const BYTES_A_DOCUMENT: usize = 3 * 1024;

/// Returns the export as compact JSON.
pub(super) fn json(press: &Press) -> String {
    let site = press.site;
    let export = Export { site, names: Names::of(site), findings: press.findings };
    // A text of thirty megabytes that grows by doubling is copied, and needs room, twice over.
    let mut json = Vec::with_capacity(site.docs().count() * BYTES_A_DOCUMENT);
    serde_json::to_writer(&mut json, &export)
        .expect("rows of strings and numbers always serialise");
    String::from_utf8(json).expect("JSON of strings is UTF-8")
}

struct Export<'a> {
    site: &'a Site,
    names: Names<'a>,
    findings: &'a [Shown],
}

impl Serialize for Export<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (site, names) = (self.site, &self.names);
        let documents = Rows(|| site.docs().map(|doc| Document::of(site, names, doc)));
        let items = Rows(|| site.items().map(|item| Item::of(site, names, item)));
        let relations = Rows(|| site.docs().flat_map(|doc| relations::of(site, names, doc)));
        let kpis = Rows(|| site.docs_of(Kind::Kpi).filter_map(|doc| kpis::of(site, names, doc)));
        let ratios = site.coverage();
        let coverage = Rows(|| ratios.iter().map(|ratio| Coverage::of(names, ratio)));
        let findings = Rows(|| self.findings.iter().map(Finding::of));
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("$schema", "throughline.schema.json")?;
        map.serialize_entry("format", &FORMAT)?;
        map.serialize_entry("title", &site.config().title)?;
        map.serialize_entry("as_of", &Day(site.as_of))?;
        map.serialize_entry("documents", &documents)?;
        map.serialize_entry("items", &items)?;
        map.serialize_entry("relations", &relations)?;
        map.serialize_entry("kpis", &kpis)?;
        map.serialize_entry("coverage", &coverage)?;
        map.serialize_entry("findings", &findings)?;
        map.end()
    }
}

/// A ratio of alignment coverage.
#[derive(serde::Serialize)]
struct Coverage {
    part: &'static str,
    met: usize,
    of: usize,
    missing: Vec<String>,
}

impl Coverage {
    fn of(names: &Names, ratio: &Ratio) -> Coverage {
        let missing = ratio.missing.iter().map(|end| names.end(*end).to_string()).collect();
        Coverage { part: ratio.part.name(), met: ratio.met, of: ratio.all(), missing }
    }
}

/// Rows that are made while they are written.
struct Rows<F>(F);

impl<F, I> Serialize for Rows<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// What documents and items are called in the export.
pub(super) struct Names<'a> {
    site: &'a Site,
    docs: Vec<&'a str>,
}

impl<'a> Names<'a> {
    /// Returns the names of the documents that are there: the id of each, or its place below the content
    /// folder where several have that id. A reference may be written either way.
    pub(super) fn of(site: &'a Site) -> Names<'a> {
        let mut times = std::collections::HashMap::new();
        for doc in site.docs() {
            *times.entry(site.doc(doc).id.as_str()).or_insert(0usize) += 1;
        }
        let name = |doc: &'a crate::doc::Doc| match times.get(doc.id.as_str()) {
            Some(1) => doc.id.as_str(),
            _ => doc.location.as_str(),
        };
        Names { site, docs: site.graph.docs().map(|(_, doc)| name(doc)).collect() }
    }

    /// Returns the name of a document.
    pub(super) fn doc(&self, doc: DocId) -> &'a str {
        self.docs[doc.index()]
    }

    /// Returns the name of a document or item.
    pub(super) fn end(&self, end: End) -> Name<'a> {
        let anchor = match end {
            End::Doc(_) => None,
            End::Item(item) => Some(self.site.item(item).anchor.as_str()),
        };
        Name { doc: self.doc(self.site.graph.doc_of(end)), anchor }
    }
}

/// `document`, or `document#item`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Name<'a> {
    doc: &'a str,
    anchor: Option<&'a str>,
}

impl std::fmt::Display for Name<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.doc)?;
        self.anchor.map_or(Ok(()), |anchor| write!(out, "#{anchor}"))
    }
}

impl Serialize for Name<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A day as `2026-11-22`.
#[derive(Clone, Copy)]
struct Day(Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// Where something stands in the source.
#[derive(serde::Serialize)]
struct Place<'a> {
    file: &'a str,
    line: u32,
    column: u32,
}

/// A finding that readers may see.
#[derive(serde::Serialize)]
struct Finding<'a> {
    code: String,
    severity: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    place: Place<'a>,
}

impl<'a> Finding<'a> {
    fn of(shown: &'a Shown) -> Finding<'a> {
        let finding = &shown.finding;
        let (line, column) = (shown.at.line, shown.at.column);
        Finding {
            code: finding.code.to_string(),
            severity: finding.severity.name(),
            message: &finding.message,
            hint: finding.hint.as_deref(),
            place: Place { file: finding.path.as_str(), line, column },
        }
    }
}

/// Returns a number that was computed without the digits that nothing bears out.
fn rounded(value: f64) -> f64 {
    const SIX_DIGITS: f64 = 1e6;
    if value.abs() < 1e-3 {
        // Of what is small itself six digits are what counts.
        return format!("{value:.5e}").parse().unwrap_or(value);
    }
    let scaled = value * SIX_DIGITS;
    if scaled.is_finite() { scaled.round() / SIX_DIGITS } else { value }
}
