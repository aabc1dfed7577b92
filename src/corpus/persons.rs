//! TL702: data files with one row per person.
//!
//! Answers of single people do not belong where a site is made, below the content or beside it, whether
//! or not anything publishes them: what is in a repository is read, copied and kept.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic};
use crate::doc::Doc;
use crate::id::{Digest, Digester, RelPath, Span};
use crate::kpi::{Questions, between, is_person};
use crate::people::{Found, People};
use crate::source::Source;

use super::Corpus;

/// So many different people in a column are no coincidence.
const SEVERAL: usize = 3;

/// What was found in the data files, each with the digest of its text.
#[derive(Default)]
pub(super) struct Persons {
    /// The people by whose ids it was found, and the surveys by whose questions.
    by: Option<Digest>,
    files: BTreeMap<RelPath, (Digest, Option<Diagnostic>)>,
}

impl Persons {
    /// Returns what is wrong, in the order of the files.
    pub(super) fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.files.values().filter_map(|(_, finding)| finding.as_ref())
    }
}

impl Corpus {
    /// Looks into the data files that changed; into all of them where people did.
    pub(super) fn find_persons(&mut self, sources: &BTreeMap<RelPath, Source>) {
        let mut digester = Digester::new();
        digester.add_digest(self.people_digest.unwrap_or_default());
        let surveys = || self.waves.keys().filter_map(|path| self.docs.get(path));
        surveys().for_each(|survey| {
            digester.add_digest(survey.digest);
        });
        let by = Some(digester.finish());
        let is_known = self.persons.by == by;
        let mut questions = Questions::default();
        for survey in surveys() {
            questions.add(survey);
        }
        let mut files = BTreeMap::new();
        for (path, source) in sources {
            if !holds_rows(path) {
                continue;
            }
            let known = self.persons.files.get(path);
            let known = known.filter(|(digest, _)| is_known && *digest == source.digest);
            let found = known.cloned();
            let found =
                found.unwrap_or_else(|| (source.digest, find(source, &self.people, &questions)));
            files.insert(path.clone(), found);
        }
        self.persons = Persons { by, files };
    }
}

/// Returns whether a file holds rows, by its name.
fn holds_rows(path: &RelPath) -> bool {
    ["csv", "tsv", "json"].iter().any(|known| path.extension().eq_ignore_ascii_case(known))
}

/// Returns the finding on a data file with a column of people, or with one of answers to a survey.
fn find(source: &Source, people: &People, questions: &Questions) -> Option<Diagnostic> {
    let tell = |name: &str, span: Span, hint: String| {
        let message = format!("`{}` holds one row per person (column `{name}`)", source.path);
        Diagnostic::new(Code(702), &source.path, span, message).hint(hint)
    };
    let counted =
        "commit what `throughline survey aggregate` makes of it, and keep the answers elsewhere";
    let own =
        |(name, at): (&str, usize)| tell(name, Span::new(at, at + name.len()), counted.to_owned());
    let surveyed = |name: &str, span: Span, survey: &Doc| {
        let hint = format!(
            "commit what `throughline survey aggregate --survey {}` makes of it, and keep the answers \
             elsewhere",
            survey.id
        );
        tell(name, span, hint).naming(&survey.path)
    };
    if source.path.extension().eq_ignore_ascii_case("json") {
        let rows = rows(&source.text)?;
        return match in_json(&source.text, &rows, people) {
            Some(found) => Some(own(found)),
            None => {
                let columns = columns(&rows);
                let (name, survey) = questions.in_rows(&columns)?;
                let at = key_at(&source.text, &name);
                Some(surveyed(&name, Span::new(at, at + name.len()), survey))
            }
        };
    }
    match in_table(&source.text, people) {
        Some(found) => Some(own(found)),
        None => {
            let raw = questions.in_table(&source.path, &source.text)?;
            Some(surveyed(&raw.column, raw.span, raw.survey))
        }
    }
}

/// Returns the column of people of a table, with where its header starts.
fn in_table<'a>(text: &'a str, people: &People) -> Option<(&'a str, usize)> {
    let mut lines = text.split_inclusive('\n');
    let mut start = 0;
    let header = loop {
        let line = lines.next()?;
        if !line.trim_matches('\u{feff}').trim().is_empty() {
            break line;
        }
        start += line.len();
    };
    let between = char::from(between(header));
    let columns = cells(header, between);
    let named = columns.iter().position(|(name, _)| is_person(name));
    let (name, at) = *columns.get(named.or_else(|| of_ids(lines, between, people))?)?;
    Some((name, start + at))
}

/// A row of a list of objects.
type Object = BTreeMap<String, serde_json::Value>;

/// Returns the rows of a list of objects. Other JSON is no table: what tools keep beside a site, such as a
/// list of packages, is one object.
fn rows(text: &str) -> Option<Vec<Object>> {
    let body = text.trim_start_matches('\u{feff}').trim_start();
    if !body.starts_with('[') {
        return None;
    }
    serde_json::from_str(body).ok()
}

/// Returns the texts and numbers below each key of rows.
fn columns(rows: &[Object]) -> Vec<(&str, Vec<String>)> {
    let mut columns: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (key, value) in rows.iter().flatten() {
        let cell = match value {
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Number(number) => number.to_string(),
            _ => continue,
        };
        columns.entry(key).or_default().push(cell);
    }
    columns.into_iter().collect()
}

/// Returns where a key stands first; one that is written with escapes is told at the start.
fn key_at(text: &str, key: &str) -> usize {
    text.find(&format!("\"{key}\"")).map_or(0, |at| at + 1)
}

/// Returns the key of people in a list of objects, with where it stands first.
fn in_json<'a>(text: &'a str, rows: &[Object], people: &People) -> Option<(&'a str, usize)> {
    let keys: BTreeSet<&String> = rows.iter().flat_map(BTreeMap::keys).collect();
    let is_of_ids = |key: &&&String| {
        let cells = rows.iter().filter_map(|row| row.get(**key));
        let found: Option<BTreeSet<&str>> = cells
            .map(|cell| match people.find(cell.as_str()?)? {
                Found::Person(person) => Some(person.id.as_str()),
                Found::Team(_) => None,
            })
            .collect();
        !people.people.is_empty() && found.is_some_and(|found| found.len() >= SEVERAL)
    };
    let key = keys.iter().find(|key| is_person(key)).or_else(|| keys.iter().find(is_of_ids))?;
    let at = key_at(text, key);
    Some((text.get(at..at + key.len())?, at))
}

/// Returns the cells of a line, each with where it starts, without the quotes around them.
fn cells(line: &str, between: char) -> Vec<(&str, usize)> {
    let mut start = 0;
    let parts = line.split(between).map(|part| {
        let own = start;
        start += part.len() + between.len_utf8();
        let is_around = |letter: char| letter.is_whitespace() || "\"\u{feff}".contains(letter);
        let text = part.trim_start_matches(is_around);
        (text.trim_end_matches(is_around), own + part.len() - text.len())
    });
    parts.collect()
}

/// Returns the first column that holds nothing but ids of people, of several of them.
fn of_ids<'a>(
    lines: impl Iterator<Item = &'a str>,
    between: char,
    people: &People,
) -> Option<usize> {
    if people.people.is_empty() {
        return None;
    }
    // The people in each column; `None` once it holds something else.
    let mut columns: Vec<Option<BTreeSet<&str>>> = Vec::new();
    for line in lines.filter(|line| !line.trim().is_empty()) {
        for (at, (cell, _)) in cells(line, between).into_iter().enumerate() {
            if columns.len() <= at {
                columns.push(Some(BTreeSet::new()));
            }
            let Some(Some(found)) = columns.get_mut(at) else { continue };
            match people.find(cell) {
                Some(Found::Person(person)) => {
                    found.insert(&person.id);
                }
                _ if cell.is_empty() => {}
                _ => columns[at] = None,
            }
        }
        if columns.iter().all(Option::is_none) {
            return None;
        }
    }
    columns.iter().position(|found| found.as_ref().is_some_and(|found| found.len() >= SEVERAL))
}
