//! The rows of a TOML or JSON file: a list of records, at the top or as the one list in it.

use crate::field::{self, Table, Value};
use crate::id::{Span, Spanned};

use super::cell::Cell;
use super::columns::{Columns, Measure};
use super::order::digest;
use super::{Cells, Reader, Row};
use crate::diag::{Code, Diagnostic, did_you_mean};

/// So many different cells of the rows of others are remembered for a hint.
const OTHERS: usize = 12;

/// How a form writes what a finding asks for.
#[derive(Clone, Copy)]
struct Form {
    /// A list of one record.
    list: &'static str,
    /// A value that is not there.
    gap: &'static str,
}

const TOML: Form = Form {
    list: "write a `[[point]]` for each period, with `date` and `value` below it",
    gap: "value = \"\"",
};

const JSON: Form = Form {
    list: "write a list of objects: [{ \"date\": \"2026-03\", \"value\": 27.1 }]",
    gap: "\"value\": null",
};

impl<'a> Reader<'a> {
    pub(super) fn toml(&mut self) -> Vec<Row> {
        let start = self.sheet.start;
        let body = self.sheet.text.get(start..).unwrap_or("");
        let (table, findings) = field::from_toml(body, start, self.sheet.path);
        let whole = Spanned::new(Value::Table(table), Span::new(start, start));
        self.records(&whole, findings, TOML)
    }

    pub(super) fn json(&mut self) -> Vec<Row> {
        if self.sheet.text.trim_start_matches('\u{feff}').trim().is_empty() {
            self.sheet.tell(Span::new(0, 0), "the file is empty".to_owned(), JSON.list);
            return Vec::new();
        }
        let (value, findings) = field::from_json(self.sheet.text, self.sheet.path);
        self.records(&value, findings, JSON)
    }

    fn records(
        &mut self,
        whole: &Spanned<Value>,
        mistakes: Vec<Diagnostic>,
        form: Form,
    ) -> Vec<Row> {
        for mistake in mistakes {
            let finding =
                Diagnostic::new(Code(601), self.sheet.path, mistake.span, mistake.message);
            self.sheet.add(Diagnostic { hint: mistake.hint, ..finding });
        }
        let is_sound = self.sheet.findings.is_empty();
        let Some(list) = self.list(whole, form, is_sound) else { return Vec::new() };
        let mut tables: Vec<(&Table, Span)> = Vec::with_capacity(list.len());
        for record in list {
            match &record.value {
                Value::Table(table) => {
                    tables.push((table, first_line(record.span, self.sheet.text)));
                }
                // It was told already.
                Value::Broken => {}
                other => {
                    let message = format!("a point is a record, not {}", other.found());
                    self.sheet.tell(record.span, message, form.list);
                }
            }
        }
        let mut names: Vec<&str> = Vec::new();
        for entry in tables.iter().flat_map(|(table, _)| &table.entries) {
            let key = entry.key.value.as_str();
            // Records are alike, so that there are a few names, and the first rows have them all.
            if !names.contains(&key) && names.len() < MOST {
                names.push(key);
            }
        }
        let at = tables.first().map_or(whole.span, |(_, at)| *at);
        if tables.is_empty() {
            if self.sheet.findings.is_empty() {
                self.without_rows(Span::new(at.start as usize, at.start as usize), &[]);
            }
            return Vec::new();
        }
        let Some(columns) = self.columns(&names, at) else { return Vec::new() };
        self.spare = columns.spare(&names);
        let mut rows = Vec::new();
        let mut others: Vec<String> = Vec::new();
        for (table, at) in tables {
            match self.chosen(table, &names, &columns) {
                Some(other) => {
                    if others.len() < OTHERS && !others.contains(&other) {
                        others.push(other);
                    }
                }
                None => {
                    let row = self.record(table, at, &names, &columns, form);
                    // Numbers of these forms have no points between thousands.
                    let spare = self.spare_cells(table);
                    rows.extend(row.map(|row| Row { spare, pointed: None, ..row }));
                }
            }
        }
        if rows.is_empty() && self.sheet.findings.is_empty() {
            self.without_rows(at, &others);
        }
        rows
    }

    /// Returns the one list of records of a file.
    fn list<'v>(
        &mut self,
        whole: &'v Spanned<Value>,
        form: Form,
        is_sound: bool,
    ) -> Option<&'v [Spanned<Value>]> {
        let table = match &whole.value {
            Value::List(list) => return Some(list),
            Value::Table(table) => table,
            Value::Broken => return None,
            other => {
                let message = format!("the file holds {}, and no list of points", other.found());
                self.sheet.tell(whole.span, message, form.list);
                return None;
            }
        };
        // A list of plain texts describes the file; points are records.
        let lists: Vec<(&str, Span, &[Spanned<Value>])> = table
            .entries
            .iter()
            .filter_map(|entry| match &entry.value.value {
                Value::List(list) => Some((entry.key.value.as_str(), entry.key.span, &**list)),
                _ => None,
            })
            .filter(|(_, _, list)| {
                list.is_empty() || list.iter().any(|item| matches!(item.value, Value::Table(_)))
            })
            .collect();
        match lists.as_slice() {
            [(_, _, list)] => Some(list),
            [] => {
                if is_sound {
                    let start = self.sheet.start;
                    let at = Span::new(start, start);
                    self.sheet.tell(at, "the file holds no list of points".to_owned(), form.list);
                }
                None
            }
            [(first, _, _), (second, at, _), ..] => {
                let message = format!("`{first}` and `{second}` are both lists of records");
                let hint = "keep one list in a file: several series are told apart by `where`";
                self.sheet.tell(*at, message, hint);
                None
            }
        }
    }

    /// Returns the cell by which a record belongs to another series, where it does.
    fn chosen(&self, table: &Table, names: &[&str], columns: &Columns) -> Option<String> {
        columns.wanted.iter().find_map(|(column, wanted)| {
            let own = self.cell(table, names.get(*column)?);
            let own = own.as_ref().map_or("", Cell::text);
            (own != wanted).then(|| own.to_owned())
        })
    }

    fn spare_cells(&self, table: &Table) -> Vec<u64> {
        let cell = |name: &str| self.cell(table, name);
        let cells = self.spare.iter().map(|(_, name)| cell(name));
        cells.map(|cell| digest(cell.as_ref().map_or("", Cell::text))).collect()
    }

    fn record(
        &mut self,
        table: &Table,
        at: Span,
        names: &[&str],
        columns: &Columns,
        form: Form,
    ) -> Option<Row> {
        let mut needed = |column: usize| {
            let name = names.get(column).copied().unwrap_or_default();
            let found = self.cell(table, name);
            if found.is_none() && !is_broken(table, name) {
                let keys = table.entries.iter().map(|entry| entry.key.value.as_str());
                let mut keys = keys.filter(|key| *key != "n" && *key != "note");
                let near = keys.find(|key| did_you_mean(name, [*key]).is_some());
                let hint = match near {
                    Some(near) => format!("write `{name}` for `{near}`"),
                    None if column == columns.date => {
                        "say in each record of when it speaks".to_owned()
                    }
                    None if matches!(columns.measure, Measure::Value(_)) => {
                        format!("write {} for a gap", form.gap)
                    }
                    None => "write 0 where nobody answered so".to_owned(),
                };
                self.sheet.tell(at, format!("this record has no `{name}`"), &hint);
            }
            found
        };
        let date = needed(columns.date);
        let measure = match columns.measure {
            Measure::Value(column) => needed(column).map(Measure::Value),
            Measure::Score(columns) => {
                let [promoters, passives, detractors] = columns.map(&mut needed);
                match (promoters, passives, detractors) {
                    (Some(promoters), Some(passives), Some(detractors)) => {
                        Some(Measure::Score([promoters, passives, detractors]))
                    }
                    _ => None,
                }
            }
        };
        let spare = |column: Option<usize>| self.cell(table, names.get(column?)?);
        let (n, note) = (spare(columns.n), spare(columns.note));
        let cells = Cells { date: date?, measure: measure?, n, note };
        self.row(&cells)
    }

    /// Returns the cell of a record under a name; a number as it is written, so that its decimals
    /// count.
    fn cell<'t>(&self, table: &'t Table, name: &str) -> Option<Cell<'t>>
    where
        'a: 't,
    {
        let entry = table.entries.iter().find(|entry| entry.key.value == name)?;
        let span = entry.value.span;
        let written: &'a str = span.of(self.sheet.text);
        match &entry.value.value {
            Value::Text(text) | Value::Plain(text) => Some(Cell::quoted(text, span)),
            Value::Empty => Some(Cell::plain("", span)),
            Value::Broken => None,
            Value::Integer(_) | Value::Float(_) if written.contains('_') => {
                Some(Cell::without_underscores(written, span))
            }
            _ => Some(Cell::plain(written, span)),
        }
    }
}

/// Files with more different keys than this are no series; what lies beyond is not looked for.
const MOST: usize = 200;

fn is_broken(table: &Table, name: &str) -> bool {
    table.entries.iter().any(|it| it.key.value == name && it.value.value == Value::Broken)
}

/// Returns the first line of a place, for a record that goes over several.
fn first_line(span: Span, text: &str) -> Span {
    let line = span.of(text).lines().next().unwrap_or("");
    Span::new(span.start as usize, span.start as usize + line.len())
}
