//! The series of KPIs, read again only where document or data changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Code, Diagnostic};
use crate::doc::{Doc, KpiFields, Own};
use crate::id::{Digest, Digester, RelPath, Rhythm};
use crate::kpi::{self, Series};
use crate::source::Source;

use super::Corpus;

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
    pub(super) fn read_series(&mut self, sources: &BTreeMap<RelPath, Source>) {
        let mut read = BTreeMap::new();
        for (path, doc) in &self.docs {
            let Own::Kpi(fields) = &doc.front.own else { continue };
            let content = &self.config.content;
            let Some(file) = data_file(doc, content) else {
                if let Some(finding) = outside(doc, fields) {
                    let (digest, file) = (doc.digest, path.clone());
                    let (series, findings) = (Arc::new(empty(fields)), vec![finding]);
                    read.insert(path.clone(), Read { digest, file, series, findings });
                }
                continue;
            };
            let data = sources.get(&file);
            let mut digester = Digester::new();
            digester.add_digest(doc.digest);
            if let Some(data) = data {
                digester.add_digest(data.digest);
            }
            let digest = digester.finish();
            if let Some(known) = self.series.remove(path).filter(|known| known.digest == digest) {
                read.insert(path.clone(), known);
                continue;
            }
            let (series, findings) = match data {
                Some(_) if !file.extension().eq_ignore_ascii_case("csv") => {
                    (empty(fields), not_csv(doc, &file))
                }
                Some(data) => kpi::read(path, &file, &data.text, fields),
                None => (empty(fields), missing(doc, &file)),
            };
            let series = Arc::new(series);
            read.insert(path.clone(), Read { digest, file, series, findings });
        }
        self.kpis.clear();
        for (kpi, read) in &read {
            self.kpis.entry(read.file.clone()).or_default().push(kpi.clone());
        }
        self.series = read;
    }

    /// Returns the files of the KPIs whose series stand in a data file.
    pub fn kpis_of_data(&self, path: &RelPath) -> &[RelPath] {
        self.kpis.get(path).map_or(&[], Vec::as_slice)
    }
}

fn empty(fields: &KpiFields) -> Series {
    Series::empty(fields.period.as_ref().map_or(Rhythm::Month, |period| period.value))
}

/// Returns the finding for a data file of a form that cannot be read.
fn not_csv(doc: &Doc, file: &RelPath) -> Vec<Diagnostic> {
    let Own::Kpi(fields) = &doc.front.own else { return Vec::new() };
    let Some(source) = &fields.source else { return Vec::new() };
    let message = format!("`{file}` is no CSV file");
    let finding = Diagnostic::new(Code(601), &doc.path, source.file.span, message);
    vec![finding.hint("write the series as CSV, with a header and a row for each period")]
}

/// Returns the finding for a data file that is named and not there; a KPI that names none may have no
/// data yet.
fn missing(doc: &Doc, file: &RelPath) -> Vec<Diagnostic> {
    let Own::Kpi(fields) = &doc.front.own else { return Vec::new() };
    let Some(source) = &fields.source else { return Vec::new() };
    let message = format!("there is no data file `{file}`");
    let finding = Diagnostic::new(Code(6), &doc.path, source.file.span, message);
    vec![finding.hint("write the path from this document to the CSV file")]
}

/// Returns whether a file holds data, which is never copied as it is.
pub fn is_data(path: &RelPath) -> bool {
    ["csv", "tsv", "toml", "json"].iter().any(|known| path.extension().eq_ignore_ascii_case(known))
}

/// Returns the finding for a data file that lies where nothing is read.
fn outside(doc: &Doc, fields: &KpiFields) -> Option<Diagnostic> {
    let source = fields.source.as_ref().filter(|_| fields.derive.is_none())?;
    let message = format!("`{}` lies outside of the content folder", source.file.value);
    let finding = Diagnostic::new(Code(6), &doc.path, source.file.span, message);
    Some(finding.hint("move the file below the content folder"))
}

/// Returns the data file that a KPI document names, or that stands beside it; none where the series is
/// derived, or the name leads out of the content folder. A path with a leading `/` starts there.
pub fn data_file(doc: &Doc, content: &RelPath) -> Option<RelPath> {
    let Own::Kpi(kpi) = &doc.front.own else { return None };
    if kpi.derive.is_some() {
        return None;
    }
    match &kpi.source {
        Some(source) => file_at(doc, &source.file.value, content),
        None => doc.path.parent().join(&format!("{}.csv", doc.path.stem())),
    }
}

/// Returns the file that a document names, where it lies below the content folder.
pub(super) fn file_at(doc: &Doc, name: &str, content: &RelPath) -> Option<RelPath> {
    let file = match name.strip_prefix('/') {
        Some(below) => content.join(below),
        None => doc.path.parent().join(name),
    };
    file.filter(|file| file.within(content).is_some())
}
