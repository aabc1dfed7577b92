//! The series of KPIs, read again only where document or data changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Code, Diagnostic};
use crate::doc::{Doc, KpiFields, Own, SeriesSource};
use crate::id::{Digest, Digester, RelPath, Rhythm};
use crate::kpi::{self, Notes, Series};
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
    /// The remarks on its points.
    pub notes: Arc<Notes>,
    /// What is wrong with it.
    pub findings: Vec<Diagnostic>,
}

impl Corpus {
    pub(super) fn read_series(&mut self, sources: &BTreeMap<RelPath, Source>) {
        let mut read = BTreeMap::new();
        for (path, doc) in &self.docs {
            let Own::Kpi(fields) = &doc.front.own else { continue };
            let content = &self.config.content;
            let is_there = |file: &RelPath| sources.contains_key(file);
            let Some(file) = data_file(doc, content, is_there) else {
                if let Some(finding) = outside(doc, fields) {
                    let found = without(fields, finding);
                    read.insert(path.clone(), Read::new(doc.digest, path.clone(), found));
                }
                continue;
            };
            let data = sources.get(&file);
            let other = another(doc, fields, &file, is_there);
            let mut digester = Digester::new();
            digester.add_digest(doc.digest);
            for file in data.into_iter().chain(other.as_ref().and_then(|it| sources.get(it))) {
                digester.add_digest(file.digest);
            }
            let digest = digester.finish();
            if let Some(known) = self.series.remove(path).filter(|known| known.digest == digest) {
                read.insert(path.clone(), known);
                continue;
            }
            let found = match (data, other) {
                (Some(_), Some(other)) => without(fields, two_files(doc, &file, &other)),
                (Some(data), None) => match (&data.damage, fields.source.as_ref()) {
                    (Some(damage), _) => without(fields, damage.clone()),
                    (None, Some(source)) if !is_data(&file) => {
                        without(fields, no_data_file(doc, &file, source))
                    }
                    _ => kpi::read(path, &file, &data.text, fields),
                },
                (None, _) => kpi::Reading {
                    findings: missing(doc, &file).into_iter().collect(),
                    ..nothing(fields)
                },
            };
            read.insert(path.clone(), Read::new(digest, file, found));
        }
        self.kpis.clear();
        for (kpi, read) in &read {
            self.kpis.entry(read.file.clone()).or_default().push(kpi.clone());
        }
        self.series = read;
    }

    /// Returns the findings for data files that stand beside KPIs which are computed from the documents,
    /// and which nothing reads: whoever keeps one believes in its numbers. They say nothing of the numbers
    /// that are shown.
    pub(super) fn unread(&self, sources: &BTreeMap<RelPath, Source>) -> Vec<Diagnostic> {
        let is_wave = |file: &RelPath| self.waves.values().any(|read| read.files.contains(file));
        let finding = |doc: &Arc<Doc>| {
            let Own::Kpi(fields) = &doc.front.own else { return None };
            let derive = fields.derive.as_ref()?;
            let is_unread =
                |file: &RelPath| sources.contains_key(file) && !self.kpis.contains_key(file);
            let file = beside(doc).find(|file| is_unread(file) && !is_wave(file))?;
            let message =
                format!("`{}` stands beside a derived KPI and is not read", file.file_name());
            let hint = "remove the file, or take `derive` out to read the numbers from it";
            Some(Diagnostic::new(Code(9), &doc.path, derive.span, message).hint(hint))
        };
        self.docs.values().filter_map(finding).collect()
    }

    /// Returns the files of the KPIs whose series stand in a data file.
    pub fn kpis_of_data(&self, path: &RelPath) -> &[RelPath] {
        self.kpis.get(path).map_or(&[], Vec::as_slice)
    }
}

impl Read {
    fn new(digest: Digest, file: RelPath, found: kpi::Reading) -> Read {
        let kpi::Reading { series, notes, findings } = found;
        Read { digest, file, series, notes, findings }
    }
}

/// Returns what is read where there is nothing.
fn nothing(fields: &KpiFields) -> kpi::Reading {
    let rhythm = fields.period.as_ref().map_or(Rhythm::Month, |period| period.value);
    let (series, notes) = (Arc::new(Series::empty(rhythm)), Arc::default());
    kpi::Reading { series, notes, findings: Vec::new() }
}

fn without(fields: &KpiFields, finding: Diagnostic) -> kpi::Reading {
    kpi::Reading { findings: vec![finding], ..nothing(fields) }
}

/// Returns the finding for a data file of a form that cannot be read.
fn no_data_file(doc: &Doc, file: &RelPath, source: &SeriesSource) -> Diagnostic {
    let message = format!("`{file}` is no CSV, TOML or JSON file");
    Diagnostic::new(Code(601), &doc.path, source.file.span, message)
        .hint("save the series as CSV, with a header and a row for each period")
}

/// Returns a second file beside a KPI that names none.
fn another(
    doc: &Doc,
    fields: &KpiFields,
    file: &RelPath,
    is_there: impl Fn(&RelPath) -> bool,
) -> Option<RelPath> {
    let mut others = beside(doc).filter(|other| other != file && is_there(other));
    if fields.source.is_none() { others.next() } else { None }
}

/// Returns the finding for two files, either of which a KPI may mean.
fn two_files(doc: &Doc, file: &RelPath, other: &RelPath) -> Diagnostic {
    let (file, other) = (file.file_name(), other.file_name());
    let message = format!("`{file}` and `{other}` both stand beside this KPI");
    Diagnostic::new(Code(601), &doc.path, doc.title_span, message)
        .hint(format!("remove one of them, or say which counts: source = \"{file}\""))
}

/// Returns the finding for a data file that is named and not there; a KPI that names none may have no
/// data yet.
fn missing(doc: &Doc, file: &RelPath) -> Option<Diagnostic> {
    let Own::Kpi(fields) = &doc.front.own else { return None };
    let source = fields.source.as_ref()?;
    let is_workbook = WORKBOOKS.iter().any(|known| file.extension().eq_ignore_ascii_case(known));
    let (message, hint) = match is_workbook {
        true => (
            format!("`{file}` is a workbook, and none is read"),
            "save its sheet as CSV, and name that file",
        ),
        false => (
            format!("there is no data file `{file}`"),
            "write the path from this document to the data file",
        ),
    };
    Some(Diagnostic::new(Code(6), &doc.path, source.file.span, message).hint(hint))
}

/// The forms of files of spreadsheet programs.
const WORKBOOKS: [&str; 4] = ["xlsx", "xls", "ods", "numbers"];

/// The forms of data files; where several stand beside a KPI, the first is the one that is named first.
const FORMS: [&str; 3] = ["csv", "toml", "json"];

/// Returns whether a file holds data, which is never copied as it is.
pub fn is_data(path: &RelPath) -> bool {
    // A table with tabs is no series, and data all the same.
    FORMS.iter().chain(&["tsv"]).any(|known| path.extension().eq_ignore_ascii_case(known))
}

/// Returns the finding for a data file that lies where nothing is read.
fn outside(doc: &Doc, fields: &KpiFields) -> Option<Diagnostic> {
    let source = fields.source.as_ref().filter(|_| fields.derive.is_none())?;
    let message = format!("`{}` lies outside of the content folder", source.file.value);
    let finding = Diagnostic::new(Code(6), &doc.path, source.file.span, message);
    Some(finding.hint("move the file below the content folder"))
}

/// Returns the data files that a KPI finds by its own name.
fn beside(doc: &Doc) -> impl Iterator<Item = RelPath> {
    let folder = doc.path.parent();
    FORMS.iter().filter_map(move |form| folder.join(&format!("{}.{form}", doc.path.stem())))
}

/// Returns the data file that a KPI document names, or that stands beside it; none where the series is
/// derived, or the name leads out of the content folder. A path with a leading `/` starts there.
pub fn data_file(
    doc: &Doc,
    content: &RelPath,
    is_there: impl Fn(&RelPath) -> bool,
) -> Option<RelPath> {
    let Own::Kpi(kpi) = &doc.front.own else { return None };
    if kpi.derive.is_some() {
        return None;
    }
    match &kpi.source {
        Some(source) => file_at(doc, &source.file.value, content),
        None => beside(doc).find(is_there).or_else(|| beside(doc).next()),
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
