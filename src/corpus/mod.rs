//! Everything that was parsed, kept between rebuilds.
//!
//! Duty: the only long-lived mutable state; applies changed files by content. Inputs: sources as they
//! were read. Outputs: parsed documents, series, people and configuration, shared with the snapshots
//! linked from them.
//!
//! **Architecture invariants.** What is kept for a file depends on that file's bytes, the
//! configuration and, for a series, the document that describes it; a file whose digest did not change
//! is not parsed again. Maps are ordered by path, so that nothing depends on the order of events.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::doc::{Doc, Own};
use crate::id::{Digest, RelPath};
use crate::kpi::Series;
use crate::people::People;
use crate::source::{Asset, Source};

/// All parsed inputs of a site.
pub struct Corpus {
    /// The configuration.
    pub config: Arc<Config>,
    /// People and teams.
    pub people: Arc<People>,
    /// Documents by file.
    pub docs: BTreeMap<RelPath, Arc<Doc>>,
    /// Texts of every file that a finding may point at.
    pub texts: BTreeMap<RelPath, Source>,
    /// Files beside the documents.
    pub assets: BTreeMap<RelPath, Asset>,
    /// The series of each KPI, by the file of its document.
    pub series: BTreeMap<RelPath, Read>,
    /// What is wrong with files that are no documents, by file.
    pub findings: Vec<Diagnostic>,
}

/// A series with what it was read from.
#[derive(Clone)]
pub struct Read {
    /// The digest of document and data.
    pub digest: Digest,
    /// The data file.
    pub file: RelPath,
    /// The series.
    pub series: Arc<Series>,
    /// What is wrong with it.
    pub findings: Vec<Diagnostic>,
}

impl Corpus {
    /// Returns the file of the KPI whose series stands in a data file.
    pub fn kpi_of_data(&self, path: &RelPath) -> Option<&RelPath> {
        if !is_data(path) {
            return None;
        }
        self.series.iter().find(|(_, read)| read.file == *path).map(|(kpi, _)| kpi)
    }
}

/// Returns whether a file holds data, which is never copied as it is.
pub fn is_data(path: &RelPath) -> bool {
    ["csv", "toml", "json"].iter().any(|known| path.extension().eq_ignore_ascii_case(known))
}

/// Returns the data file that a KPI document names, or that stands beside it.
pub fn data_file(doc: &Doc) -> Option<RelPath> {
    let Own::Kpi(kpi) = &doc.front.own else { return None };
    match &kpi.source {
        Some(source) => doc.path.parent().join(&source.file.value),
        None => doc.path.parent().join(&format!("{}.csv", doc.path.stem())),
    }
}
