//! Counts single people's answers, so that only the counts need be kept.
//!
//! **Architecture invariants.** Nothing that a person wrote or chose stands in a finding or in a note: of
//! a row they tell the place, of a column the header. Words become answers only where a survey lists
//! them: what it does not list may be a sentence in which somebody can be known.

use std::collections::HashSet;

use csv::{ReaderBuilder, StringRecord};

use crate::diag::{Diagnostic, did_you_mean};
use crate::doc::SurveyQuestion;
use crate::id::{RelPath, Span};

use super::persons::is_person;
use super::sheet::{Sheet, between, short};
use super::slip::is_slip;
use super::tree::lineage;
use super::wave::{MOST, Tally, Wave};

/// What is looked for in a file of answers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The questions of a survey; every column of numbers is one where there is none.
    pub questions: &'a [SurveyQuestion],
    /// The columns that name the group of a person, from the outermost; one of the usual names where
    /// there is none.
    pub groups: &'a [String],
}

/// What a file of answers holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Answers {
    /// How many of each group gave each answer, whether or not that may be told.
    pub wave: Wave,
    /// The headers of the columns that were not counted.
    pub left_out: Vec<String>,
    /// The questions of the survey that no column answers.
    pub unasked: Vec<String>,
}

/// Headers over the group of a person, in the order in which they are looked for.
pub(super) const GROUPS: [&str; 4] = ["group", "team", "department", "area"];

/// Headers over numbers that are no answers.
const NUMBERS: [&str; 8] = ["id", "no", "nr", "number", "row", "age", "timestamp", "time"];

/// The largest number that is an answer where no scale lists one.
const HIGHEST: u32 = 10;

/// Counts the answers in the text of the file at `path`: a row for each person, a column for each question.
/// What cannot be counted is a finding, all of it in one run.
pub fn read_answers(path: &RelPath, text: &str, asked: &Asked) -> (Answers, Vec<Diagnostic>) {
    let mut sheet = Sheet::new(path, text);
    let rows = rows(&mut sheet);
    let Some((header, rows)) = rows.split_first() else {
        let start = sheet.start;
        let hint = "export a row for each person, below a row with the names of the columns";
        sheet.tell(Span::new(start, start), "the file is empty".to_owned(), hint);
        return (Answers::default(), sheet.finish());
    };
    Reading { sheet, header, rows, asked }.read()
}

/// A row with where it starts.
type Row = (usize, StringRecord);

/// Returns the rows that have a cell for each column. What separates cells is what the header has.
fn rows(sheet: &mut Sheet) -> Vec<Row> {
    let body = &sheet.text.as_bytes()[sheet.start..];
    sheet.between = between(&sheet.text[sheet.start..]);
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(sheet.between);
    let mut reader = builder.from_reader(body);
    let mut rows: Vec<Row> = Vec::new();
    let mut record = StringRecord::new();
    // The text is valid UTF-8 and rows may be ragged, so that reading cannot fail.
    while reader.read_record(&mut record).unwrap_or(false) {
        let at = record.position().map_or(0, csv::Position::byte);
        let at = sheet.record_start(sheet.start + usize::try_from(at).unwrap_or(0));
        match rows.first() {
            Some((_, header)) if header.len() != record.len() => {
                let (own, width) = (record.len(), header.len());
                let span = Span::new(at, at);
                let message = format!("this row has {own} cells, the header has {width}");
                sheet.tell(span, message, "give each row a cell for each column");
            }
            _ => rows.push((at, record.clone())),
        }
    }
    rows
}

struct Reading<'a> {
    sheet: Sheet<'a>,
    header: &'a Row,
    rows: &'a [Row],
    asked: &'a Asked<'a>,
}

/// A column that answers a question.
struct Column {
    at: usize,
    question: String,
    answers: Vec<String>,
}

impl Reading<'_> {
    fn read(mut self) -> (Answers, Vec<Diagnostic>) {
        let groups = self.group_columns();
        let (columns, unasked) = match self.asked.questions {
            [] => (self.guessed(&groups), Vec::new()),
            _ => self.listed(&groups),
        };
        if columns.is_empty() {
            let ids = self.asked.questions.iter().map(|own| own.id.value.as_str());
            let ids = ids.collect::<Vec<&str>>().join(", ");
            let hint = match self.asked.questions {
                [] => "name the survey with `--survey`, so that words count where its `scale` has them".to_owned(),
                _ => format!("head a column with the id or the text of a question: {ids}"),
            };
            let span = self.sheet.line(self.header.0);
            self.sheet.tell(span, "no column answers a question".to_owned(), &hint);
        }
        let is_used = |at: &usize| groups.contains(at) || columns.iter().any(|own| own.at == *at);
        let unused = (0..self.header.1.len()).filter(|at| !is_used(at));
        let left_out = unused.map(|at| short(self.head(at))).collect();
        let wave = self.count(&groups, &columns);
        (Answers { wave, left_out, unasked }, self.sheet.finish())
    }

    fn head(&self, at: usize) -> &str {
        self.header.1.get(at).unwrap_or("").trim()
    }

    /// Returns the columns with a header, in any case.
    fn headed<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        let name = name.trim().to_lowercase();
        (0..self.header.1.len()).filter(move |at| self.head(*at).to_lowercase() == name)
    }

    fn group_columns(&mut self) -> Vec<usize> {
        let asked = self.asked.groups;
        if asked.is_empty() {
            return GROUPS.iter().find_map(|name| self.headed(name).next()).into_iter().collect();
        }
        let mut columns = Vec::new();
        for name in asked {
            let found = self.headed(name).next();
            if found.is_none() {
                let near = did_you_mean(name, self.header.1.iter().map(str::trim));
                let hint = near.unwrap_or_else(|| "name a column of the file".to_owned());
                let span = self.sheet.line(self.header.0);
                self.sheet.tell(span, format!("there is no column `{}`", short(name)), &hint);
            }
            columns.extend(found);
        }
        columns
    }

    /// Returns the columns of the questions of a survey, and the questions without one.
    fn listed(&mut self, groups: &[usize]) -> (Vec<Column>, Vec<String>) {
        let (mut columns, mut unasked) = (Vec::new(), Vec::new());
        for own in self.asked.questions {
            let id = &own.id.value;
            let text = own.text.as_ref().map_or(id, |text| &text.value);
            let mut found: Vec<usize> = self.headed(id).chain(self.headed(text)).collect();
            found.sort_unstable();
            found.dedup();
            let [at] = found[..] else {
                if let Some(second) = found.get(1) {
                    let message = format!("two columns answer `{id}`");
                    let span = self.sheet.cell(self.header.0, *second);
                    self.sheet.tell(span, message, "give each question one column");
                } else {
                    self.misspelt(own, groups);
                }
                unasked.push(id.clone());
                continue;
            };
            let scale: Vec<String> = own.scale.iter().map(|answer| answer.value.clone()).collect();
            match if scale.is_empty() { self.listed_numbers(at, id) } else { Some(scale) } {
                Some(answers) => columns.push(Column { at, question: id.clone(), answers }),
                None => unasked.push(id.clone()),
            }
        }
        (columns, unasked)
    }

    /// Tells of a header that may be a question of the survey with a slip in it: left out, it would take
    /// all answers to the question with it. Of a short word too many others are near.
    fn misspelt(&mut self, asked: &SurveyQuestion, groups: &[usize]) {
        const SHORT: usize = 5;
        let all = self.asked.questions.iter();
        let known: Vec<&str> = all
            .flat_map(|own| [Some(&own.id), own.text.as_ref()])
            .flatten()
            .map(|text| text.value.as_str())
            .collect();
        let is_known = |head: &str| known.iter().any(|own| own.eq_ignore_ascii_case(head));
        let names = [asked.text.as_ref(), Some(&asked.id)].into_iter().flatten();
        let names = names.map(|name| name.value.as_str());
        for name in names.filter(|name| name.chars().count() >= SHORT) {
            let heads = (0..self.header.1.len()).filter(|at| !groups.contains(at));
            let mut near = heads
                .filter(|at| !is_known(self.head(*at)))
                .filter(|at| is_slip(self.head(*at), name));
            if let Some(at) = near.next() {
                let message =
                    format!("`{}` answers no question of the survey", short(self.head(at)));
                let hint = format!(
                    "did you mean `{name}`? Head the column so, or take it out of the export"
                );
                let span = self.sheet.cell(self.header.0, at);
                self.sheet.tell(span, message, &hint);
                return;
            }
        }
    }

    /// Returns the columns that look like questions where nobody says what was asked. Numbers of which
    /// no two are the same tell who is who.
    fn guessed(&self, groups: &[usize]) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        for at in (0..self.header.1.len()).filter(|at| !groups.contains(at)) {
            let question = self.head(at);
            let word = question.rsplit(|letter: char| !letter.is_alphanumeric()).next();
            let is_number = NUMBERS.contains(&word.unwrap_or("").to_lowercase().as_str());
            let is_known = columns.iter().any(|own| own.question == question);
            if question.is_empty() || is_number || is_known || is_person(question) {
                continue;
            }
            let mut seen = HashSet::new();
            let mut cells = self.rows.iter().filter_map(|(_, record)| number(record.get(at)));
            if cells.any(|cell| !seen.insert(cell))
                && let Some(answers) = self.numbers(at)
            {
                columns.push(Column { at, question: question.to_owned(), answers });
            }
        }
        columns
    }

    /// Returns the numbers from the lowest to the highest in a column; `None` where something else
    /// stands in it, or nothing.
    fn numbers(&self, at: usize) -> Option<Vec<String>> {
        let cells = self.rows.iter().map(|(_, record)| record.get(at).unwrap_or("").trim());
        let cells = cells.filter(|cell| !cell.is_empty());
        let numbers: Option<Vec<u32>> = cells.map(|cell| number(Some(cell))).collect();
        let numbers = numbers?;
        let (lowest, highest) = (numbers.iter().min()?, numbers.iter().max()?);
        Some((*lowest..=*highest).map(|number| number.to_string()).collect())
    }

    /// Returns the numbers of a question of the survey that lists no answers. A cell that is none is told:
    /// without it the question would be left out, and all answers to it.
    fn listed_numbers(&mut self, at: usize, question: &str) -> Option<Vec<String>> {
        let numbers = self.numbers(at);
        if numbers.is_none() {
            let is_other = |record: &StringRecord| {
                record
                    .get(at)
                    .is_some_and(|cell| !cell.trim().is_empty() && number(Some(cell)).is_none())
            };
            for (start, _) in self.rows.iter().filter(|(_, record)| is_other(record)) {
                let span = self.sheet.cell(*start, at);
                let message =
                    format!("`{question}` is answered by whole numbers from 0 to {HIGHEST}");
                let hint = "write one, leave the cell empty, or list the words in the `scale` of the question";
                self.sheet.tell(span, message, hint);
            }
        }
        numbers
    }

    fn count(&mut self, groups: &[usize], columns: &[Column]) -> Wave {
        let mut names: Vec<String> = Vec::new();
        let empty = |column: &Column| Tally {
            question: column.question.clone(),
            answers: column.answers.clone(),
            counts: Vec::new(),
        };
        let mut questions: Vec<Tally> = columns.iter().map(empty).collect();
        for (start, record) in self.rows {
            let parts = groups.iter().map(|at| record.get(*at).unwrap_or("").trim());
            let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
            let name = lineage(&parts.join("/")).pop().unwrap_or_default();
            let group = match names.iter().position(|known| *known == name) {
                Some(known) => known,
                None if names.len() == MOST => {
                    let span = self.sheet.cell(*start, groups.first().copied().unwrap_or(0));
                    let hint = "name the column that holds the group of a person with `--group`";
                    let message = format!("more than {MOST} groups stand in one file");
                    self.sheet.tell(span, message, hint);
                    break;
                }
                None => {
                    names.push(name);
                    for tally in &mut questions {
                        tally.counts.push(vec![0; tally.answers.len()]);
                    }
                    names.len() - 1
                }
            };
            for (column, tally) in columns.iter().zip(&mut questions) {
                let cell = record.get(column.at).unwrap_or("").trim();
                match chosen(&column.answers, cell) {
                    Some(answer) => tally.counts[group][answer] += 1,
                    None if cell.is_empty() => {}
                    None => {
                        let span = self.sheet.cell(*start, column.at);
                        let message = format!("`{}` has no such answer", column.question);
                        let hint = format!(
                            "write one of its scale ({}), or leave the cell empty",
                            column.answers.join(", ")
                        );
                        self.sheet.tell(span, message, &hint);
                    }
                }
            }
        }
        questions.retain(|tally| tally.counts.iter().flatten().any(|count| *count > 0));
        Wave { groups: names, questions }
    }
}

/// Returns which answer of a scale a cell gives: in its words, in any case, or by its place from 1. On a
/// scale of numbers a place is none: 11 would be the last of 0 to 10.
pub(super) fn chosen(answers: &[String], cell: &str) -> Option<usize> {
    if cell.is_empty() {
        return None;
    }
    let exact = answers.iter().position(|answer| answer == cell);
    let lower = cell.to_lowercase();
    let alike = || answers.iter().position(|answer| answer.to_lowercase() == lower);
    let has_places = answers.iter().all(|answer| answer.parse::<f64>().is_err());
    let place = || {
        let number = cell.parse::<usize>().ok().filter(|_| has_places)?;
        number.checked_sub(1).filter(|at| *at < answers.len())
    };
    exact.or_else(alike).or_else(place)
}

pub(super) fn number(cell: Option<&str>) -> Option<u32> {
    cell?.trim().parse().ok().filter(|number| *number <= HIGHEST)
}
