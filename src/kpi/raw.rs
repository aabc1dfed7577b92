//! By which columns a data file is known to hold the answers of single people to a survey.
//!
//! **Architecture invariants.** Headers come first: of a file without a question in its head no row is
//! read. Figures below a question, such as the mean of a month, are no answers.

use std::collections::{HashMap, HashSet};

use csv::{Reader, ReaderBuilder, StringRecord};

use crate::doc::{Doc, Own};
use crate::id::{Date, Period, RelPath, Rhythm, Span};

use super::answers::{GROUPS, chosen, number};
use super::sheet::{Sheet, between};
use super::wave::COLUMNS;

/// The questions of all surveys, by the names that head a column of answers.
#[derive(Default)]
pub struct Questions<'a> {
    by_name: HashMap<String, Known<'a>>,
}

struct Known<'a> {
    survey: &'a Doc,
    /// The answers that can be given.
    scale: Vec<String>,
    /// Whether it is known by its words, which stand above nothing else; an id may be any word.
    is_text: bool,
}

/// The answers of single people in a data file.
pub struct Raw<'a> {
    /// The header of the first column of them.
    pub column: String,
    /// Where it stands.
    pub span: Span,
    /// The survey that asks.
    pub survey: &'a Doc,
    /// The headers over groups, where there is more than one.
    pub groups: Vec<String>,
}

impl<'a> Questions<'a> {
    /// Adds the questions of a survey; of two surveys that ask the same the first counts.
    pub fn add(&mut self, survey: &'a Doc) {
        let Own::Survey(fields) = &survey.front.own else { return };
        for question in &fields.questions {
            let text = question.text.as_ref().map(|text| text.value.trim());
            for name in text.into_iter().chain([question.id.value.as_str()]) {
                let is_text = name.contains(char::is_whitespace);
                let scale = question.scale.iter().map(|answer| answer.value.clone()).collect();
                let known = Known { survey, scale, is_text };
                self.by_name.entry(name.to_lowercase()).or_insert(known);
            }
        }
    }

    /// Returns the answers in the table at `path`; none where it holds none, or where it is a wave.
    pub fn in_table(&self, path: &RelPath, text: &str) -> Option<Raw<'a>> {
        if self.by_name.is_empty() {
            return None;
        }
        let (sheet, header, mut reader) = open(path, text)?;
        let columns: Vec<(usize, &Known)> =
            (0..).zip(&header).filter_map(|(at, head)| Some((at, self.known(head)?))).collect();
        if columns.is_empty() || COLUMNS.iter().all(|name| header.iter().any(|it| it == *name)) {
            return None;
        }
        let mut seen = vec![Seen::default(); columns.len()];
        let mut periods = Periods::default();
        let mut record = StringRecord::new();
        // The text is valid UTF-8 and rows may be ragged, so that reading cannot fail.
        while reader.read_record(&mut record).unwrap_or(false) {
            periods.take(record.get(0).unwrap_or("").trim());
            for ((at, known), seen) in columns.iter().zip(&mut seen) {
                seen.take(known, record.get(*at).unwrap_or("").trim());
            }
        }
        let (at, known) = first(&columns, &seen, &periods)?;
        Some(Raw {
            column: header.get(at)?.trim().to_owned(),
            span: sheet.cell(sheet.record_start(sheet.start), at),
            survey: known.survey,
            groups: groups(header.iter()),
        })
    }

    /// Returns the key of the answers in rows that are objects, with the survey that asks.
    pub fn in_rows(&self, rows: &[(&str, Vec<String>)]) -> Option<(String, &'a Doc)> {
        let columns: Vec<(usize, &Known)> =
            (0..).zip(rows).filter_map(|(at, (head, _))| Some((at, self.known(head)?))).collect();
        let seen: Vec<Seen> = columns
            .iter()
            .map(|(at, known)| {
                let mut seen = Seen::default();
                for cell in &rows[*at].1 {
                    seen.take(known, cell.trim());
                }
                seen
            })
            .collect();
        let mut columns_of = rows.iter().map(|(_, cells)| Periods::of(cells));
        let periods = columns_of.find(Periods::are_rows).unwrap_or_default();
        let (at, known) = first(&columns, &seen, &periods)?;
        Some((rows[at].0.to_owned(), known.survey))
    }

    fn known(&self, head: &str) -> Option<&Known<'a>> {
        self.by_name.get(&head.trim().to_lowercase())
    }
}

/// Returns a table with its header, and a reader of the rows below it.
fn open<'t>(
    path: &'t RelPath,
    text: &'t str,
) -> Option<(Sheet<'t>, StringRecord, Reader<&'t [u8]>)> {
    let mut sheet = Sheet::new(path, text);
    let body = &text[sheet.start..];
    sheet.between = between(body);
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(sheet.between);
    let mut reader = builder.from_reader(body.as_bytes());
    let mut header = StringRecord::new();
    reader.read_record(&mut header).ok().filter(|is_there| *is_there)?;
    Some((sheet, header, reader))
}

/// Returns the headers over groups, in their order, where one alone would not find all of them.
fn groups<'h>(header: impl Iterator<Item = &'h str>) -> Vec<String> {
    let is_group = |head: &&str| GROUPS.iter().any(|known| head.eq_ignore_ascii_case(known));
    let found: Vec<String> = header.map(str::trim).filter(is_group).map(str::to_owned).collect();
    if found.len() > 1 { found } else { Vec::new() }
}

/// What stands in a column below the name of a question.
#[derive(Clone, Default)]
struct Seen {
    cells: usize,
    /// Cells that are an answer to the question.
    chosen: usize,
    /// Cells that are no number.
    words: usize,
}

impl Seen {
    fn take(&mut self, known: &Known, cell: &str) {
        if cell.is_empty() {
            return;
        }
        let is_chosen = match known.scale.is_empty() {
            true => number(Some(cell)).is_some(),
            false => chosen(&known.scale, cell).is_some(),
        };
        self.cells += 1;
        self.chosen += usize::from(is_chosen);
        self.words += usize::from(cell.parse::<f64>().is_err());
    }

    /// Returns whether each cell is what a person answered.
    fn is_answers(&self, known: &Known) -> bool {
        match known.is_text {
            true => self.cells > 0 && (self.words > 0 || self.chosen == self.cells),
            false => self.cells > 0 && self.chosen == self.cells,
        }
    }
}

/// The weeks, months and quarters of which the rows of a table are, each of one.
#[derive(Default)]
struct Periods {
    seen: HashSet<Date>,
    is_other: bool,
}

impl Periods {
    fn of(cells: &[String]) -> Periods {
        let mut periods = Periods::default();
        cells.iter().for_each(|cell| periods.take(cell.trim()));
        periods
    }

    fn take(&mut self, cell: &str) {
        // A year may be any number.
        let is_one = |rhythm| matches!(rhythm, Rhythm::Week | Rhythm::Month | Rhythm::Quarter);
        let period = Period::written(cell).filter(|(rhythm, _)| is_one(*rhythm));
        self.is_other = self.is_other || !period.is_some_and(|(_, on)| self.seen.insert(on));
    }

    /// Returns whether each row is of another period: people answer several in a month, a series has one
    /// value for it.
    fn are_rows(&self) -> bool {
        !self.is_other && !self.seen.is_empty()
    }
}

/// Returns the first column of answers; in a row a period only words are some. One that is headed by a mere
/// id needs words of the scale below it, or another one beside it: a number may be headed by the same word.
fn first<'k, 'a>(
    columns: &[(usize, &'k Known<'a>)],
    seen: &[Seen],
    periods: &Periods,
) -> Option<(usize, &'k Known<'a>)> {
    let all = || {
        let pairs = columns.iter().zip(seen);
        let pairs = pairs.filter(|((_, known), seen)| seen.is_answers(known));
        pairs.filter(|(_, seen)| seen.words > 0 || !periods.are_rows())
    };
    let is_sure = |known: &Known, seen: &Seen| known.is_text || seen.words > 0;
    let is_found = all().nth(1).is_some() || all().any(|((_, known), seen)| is_sure(known, seen));
    all().next().filter(|_| is_found).map(|(column, _)| *column)
}
