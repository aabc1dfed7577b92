//! Reads one wave of a survey: how many of each group gave each answer.

use csv::{ReaderBuilder, StringRecord};

use crate::diag::{Diagnostic, did_you_mean};
use crate::doc::{SurveyFields, SurveyQuestion};
use crate::id::{RelPath, Span};

use super::sheet::{Sheet, csv_cell, short};
use super::tree::lineage;

/// The answers of one wave, by question; those that nobody may read among them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wave {
    /// The groups, in the order of the file; one without a name counts in the whole only.
    pub groups: Vec<String>,
    /// The questions of the survey that were asked, in its order.
    pub questions: Vec<Tally>,
}

/// The answers to one question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tally {
    /// The id of the question.
    pub question: String,
    /// The answers, in the order of the scale.
    pub answers: Vec<String>,
    /// How often each was given, by group in the order of [`Wave::groups`].
    pub counts: Vec<Vec<u32>>,
}

/// The columns of a file of counts, in the order in which cells are taken.
pub(super) const COLUMNS: [&str; 4] = ["group", "question", "answer", "count"];

/// More people than this give no answers; a sum of so many rows cannot overflow.
const LARGEST: u32 = 1_000_000;

/// More groups or answers than this in one file are something else that got into the column.
pub(super) const MOST: usize = 100;

/// Reads a wave from the CSV text of the file at `path`. Cells that cannot be read are findings, all of
/// them in one run; their rows are left out.
pub fn read_wave(path: &RelPath, text: &str, fields: &SurveyFields) -> (Wave, Vec<Diagnostic>) {
    let mut reading = Reading { sheet: Sheet::new(path, text), fields, wave: planned(fields) };
    reading.rows();
    let Reading { sheet, mut wave, .. } = reading;
    let groups = wave.groups.len();
    for tally in &mut wave.questions {
        tally.counts.resize(groups, Vec::new());
        for counts in &mut tally.counts {
            counts.resize(tally.answers.len(), 0);
        }
    }
    // What a wave did not ask is no table of noughts.
    wave.questions.retain(|tally| tally.counts.iter().flatten().any(|count| *count > 0));
    (wave, sheet.finish())
}

/// Returns the questions of a survey without answers.
fn planned(fields: &SurveyFields) -> Wave {
    let tally = |question: &SurveyQuestion| Tally {
        question: question.id.value.clone(),
        answers: question.scale.iter().map(|answer| answer.value.clone()).collect(),
        counts: Vec::new(),
    };
    Wave { groups: Vec::new(), questions: fields.questions.iter().map(tally).collect() }
}

struct Reading<'a> {
    sheet: Sheet<'a>,
    fields: &'a SurveyFields,
    wave: Wave,
}

impl Reading<'_> {
    fn rows(&mut self) {
        let (start, text) = (self.sheet.start, self.sheet.text);
        let body = &text.as_bytes()[start..];
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(body);
        let mut record = StringRecord::new();
        let mut columns: Option<[usize; 4]> = None;
        let mut width = 0;
        // The cells that were given already: group, question and answer.
        let mut given = std::collections::HashSet::new();
        // The text is valid UTF-8 and rows may be ragged, so that reading cannot fail.
        while reader.read_record(&mut record).unwrap_or(false) {
            let at = record.position().map_or(0, csv::Position::byte);
            let at = self.sheet.record_start(start + usize::try_from(at).unwrap_or(0));
            let Some(columns) = columns else {
                width = record.len();
                columns = self.columns(&record, at);
                if columns.is_none() {
                    return;
                }
                continue;
            };
            if record.len() != width {
                let message =
                    format!("this row has {} cells, the header has {width}", record.len());
                let span = self.sheet.line(at);
                let hint = "give each row a cell for each column";
                self.sheet.tell(span, message, hint);
                continue;
            }
            let Some((place, count)) = self.row(&record, at, columns) else { continue };
            if given.insert(place) {
                self.count(place, count);
            } else {
                let message = "this group, question and answer stand above already".to_owned();
                let span = self.sheet.line(at);
                self.sheet.tell(span, message, "add the counts up in one row");
            }
        }
        if columns.is_none() {
            let hint = "write the header `group,question,answer,count`, then a row for each answer";
            self.sheet.tell(Span::new(start, start), "the file is empty".to_owned(), hint);
        } else if given.is_empty() && self.sheet.findings.is_empty() {
            let line = self.sheet.line(start);
            self.sheet.tell(line, "no row holds a count".to_owned(), "add a row for each answer");
        }
    }

    fn columns(&mut self, header: &StringRecord, at: usize) -> Option<[usize; 4]> {
        let found = COLUMNS.map(|name| header.iter().position(|own| own.trim() == name));
        for (name, _) in COLUMNS.iter().zip(found).filter(|(_, column)| column.is_none()) {
            let near = did_you_mean(name, header.iter().map(str::trim));
            let hint = "write the header `group,question,answer,count`".to_owned();
            let span = self.sheet.line(at);
            self.sheet.tell(span, format!("there is no column `{name}`"), &near.unwrap_or(hint));
        }
        let [group, question, answer, count] = found;
        Some([group?, question?, answer?, count?])
    }

    /// Returns what a row counts, as indices of group, question and answer, and how many.
    fn row(
        &mut self,
        record: &StringRecord,
        at: usize,
        columns: [usize; 4],
    ) -> Option<((usize, usize, usize), u32)> {
        let [group, question, answer, count] =
            columns.map(|column| record.get(column).unwrap_or("").trim());
        let number = count.parse::<u32>().ok().filter(|count| *count <= LARGEST);
        if number.is_none() {
            let message = format!("`{}` is no count", short(count));
            let span = self.sheet.cell(at, columns[3]);
            self.sheet.tell(span, message, "write `count` as a whole number");
        }
        let question = self.question(question, at, columns[1])?;
        let answer = self.answer(question, answer, at, columns[2])?;
        let number = number?;
        let group = match self.wave.groups.iter().position(|known| known == group) {
            Some(known) => known,
            None if self.wave.groups.len() == MOST => {
                return self.too_many("groups", at, columns[0]);
            }
            None => {
                self.wave.groups.push(group.to_owned());
                self.wave.groups.len() - 1
            }
        };
        Some(((group, question, answer), number))
    }

    /// Returns the index of a question. What the survey does not list has neither words nor an anchor, so
    /// that a page could not show it.
    fn question(&mut self, name: &str, at: usize, column: usize) -> Option<usize> {
        let known = self.wave.questions.iter().position(|tally| tally.question == name);
        if known.is_some() {
            return known;
        }
        let ids = self.fields.questions.iter().map(|question| question.id.value.as_str());
        let hint = did_you_mean(name, ids);
        let hint = hint.unwrap_or_else(|| {
            "list it under `questions` of the survey, and write its id here".to_owned()
        });
        let message = match name {
            "" => "this row names no question".to_owned(),
            name => format!("the survey has no question `{}`", short(name)),
        };
        let span = self.sheet.cell(at, column);
        self.sheet.tell(span, message, &hint);
        None
    }

    /// Returns the index of an answer; where the question has no scale, each that comes is one.
    fn answer(&mut self, question: usize, name: &str, at: usize, column: usize) -> Option<usize> {
        let tally = &mut self.wave.questions[question];
        let known = tally.answers.iter().position(|answer| answer == name);
        if known.is_some() {
            return known;
        }
        let asked = self.fields.questions.iter().find(|asked| asked.id.value == tally.question);
        let scale = asked.map_or(&[][..], |asked| &asked.scale);
        if scale.is_empty() && !name.is_empty() {
            if tally.answers.len() == MOST {
                return self.too_many("answers to one question", at, column);
            }
            tally.answers.push(name.to_owned());
            return Some(tally.answers.len() - 1);
        }
        let near = did_you_mean(name, scale.iter().map(|answer| answer.value.as_str()));
        let hint = near.unwrap_or_else(|| "write an answer of the question's `scale`".to_owned());
        let message = match name {
            "" => "this row names no answer".to_owned(),
            name => format!("`{}` has no answer `{}`", tally.question, short(name)),
        };
        let span = self.sheet.cell(at, column);
        self.sheet.tell(span, message, &hint);
        None
    }

    fn too_many<T>(&mut self, what: &str, at: usize, column: usize) -> Option<T> {
        let span = self.sheet.cell(at, column);
        let hint = "write one row for each group, question and answer, with how many gave it";
        self.sheet.tell(span, format!("more than {MOST} {what} stand in one file"), hint);
        None
    }

    fn count(&mut self, (group, question, answer): (usize, usize, usize), count: u32) {
        let counts = &mut self.wave.questions[question].counts;
        if counts.len() <= group {
            counts.resize(group + 1, Vec::new());
        }
        let of_group = &mut counts[group];
        if of_group.len() <= answer {
            of_group.resize(answer + 1, 0);
        }
        of_group[answer] = count;
    }
}

impl Tally {
    /// Returns how many of a group answered.
    pub fn answered(&self, group: usize) -> u64 {
        self.counts
            .get(group)
            .map_or(0, |counts| counts.iter().map(|count| u64::from(*count)).sum())
    }
}

impl Wave {
    /// Returns how many of a group answered something: not fewer than answered any question.
    pub fn answered_of(&self, group: usize) -> u64 {
        self.questions.iter().map(|tally| tally.answered(group)).max().unwrap_or(0)
    }

    /// Returns how many of a group, with all that it holds, answered something; `None` where the wave does
    /// not know it.
    pub fn answered_within(&self, group: &str) -> Option<u64> {
        let name = lineage(group).pop();
        let is_within =
            |row: &usize| lineage(&self.groups[*row]).iter().any(|own| Some(own) == name.as_ref());
        let rows: Vec<usize> = (0..self.groups.len()).filter(is_within).collect();
        (!rows.is_empty()).then(|| rows.iter().map(|row| self.answered_of(*row)).sum())
    }

    /// Returns the wave as the CSV text that [`read_wave`] takes, in the order of its groups.
    pub fn csv(&self) -> String {
        let mut text = format!("{}\n", COLUMNS.join(","));
        for (group, name) in self.groups.iter().enumerate() {
            for tally in self.questions.iter().filter(|tally| tally.answered(group) > 0) {
                for (answer, count) in tally.answers.iter().zip(&tally.counts[group]) {
                    let cells = [name, &tally.question, answer].map(|cell| csv_cell(cell));
                    text.push_str(&format!("{},{count}\n", cells.join(",")));
                }
            }
        }
        text
    }

    /// Returns how many answered something.
    pub fn answered(&self) -> u64 {
        (0..self.groups.len()).map(|group| self.answered_of(group)).sum()
    }
}
