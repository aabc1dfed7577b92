//! The rows of a CSV file.

use csv::{ReaderBuilder, StringRecord};

use crate::id::Span;

use super::cell::Cell;
use super::columns::{Columns, Measure};
use super::order::digest;
use super::{Cells, Reader, Row};

/// So many different cells of the rows of others are remembered for a hint.
const OTHERS: usize = 12;

impl Reader<'_> {
    pub(super) fn csv(&mut self) -> Vec<Row> {
        let start = self.sheet.start + self.excel_line();
        let body = &self.sheet.text.as_bytes()[start..];
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(body);
        let mut record = StringRecord::new();
        let mut columns: Option<Columns> = None;
        let mut width = 0;
        let mut rows = Vec::new();
        let mut others: Vec<String> = Vec::new();
        // The text is valid UTF-8 and rows may be ragged, so that reading cannot fail.
        while reader.read_record(&mut record).unwrap_or(false) {
            let at = record.position().map_or(0, csv::Position::byte);
            let at = self.sheet.record_start(start + usize::try_from(at).unwrap_or(0));
            let Some(columns) = &columns else {
                width = record.len();
                let line = self.sheet.line(at);
                columns = match self.is_parted_otherwise(&record, line) {
                    true => None,
                    false => self.columns(&names(&record), line),
                };
                let Some(columns) = &columns else { return Vec::new() };
                self.spare = columns.spare(&names(&record));
                continue;
            };
            if record.len() != width {
                self.ragged(&record, at, width);
                continue;
            }
            let cell = |column: usize| record.get(column).unwrap_or("").trim();
            let other = columns.wanted.iter().find(|(column, wanted)| cell(*column) != wanted);
            if let Some((column, _)) = other {
                let own = cell(*column);
                if others.len() < OTHERS && others.iter().all(|known| known != own) {
                    others.push(own.to_owned());
                }
                continue;
            }
            let placed = |column| Cell::plain(cell(column), self.sheet.cell(at, column));
            let cells = Cells {
                date: placed(columns.date),
                measure: match columns.measure {
                    Measure::Value(column) => Measure::Value(placed(column)),
                    Measure::Score(columns) => Measure::Score(columns.map(placed)),
                },
                n: columns.n.map(placed),
                note: columns.note.map(placed),
            };
            let row = self.row(&cells);
            let spare = || self.spare.iter().map(|(column, _)| digest(cell(*column))).collect();
            rows.extend(row.map(|row| Row { spare: spare(), ..row }));
        }
        if columns.is_none() {
            let hint = "write a header with `date` and `value`, then a row for each period";
            self.sheet.tell(Span::new(start, start), "the file is empty".to_owned(), hint);
        } else if rows.is_empty() && self.sheet.findings.is_empty() {
            self.without_rows(self.sheet.line(start), &others);
        }
        rows
    }

    /// Returns how long the line is by which Excel tells itself what stands between cells, and tells
    /// of it: every other program reads it as a header.
    fn excel_line(&mut self) -> usize {
        let line = self.sheet.line(self.sheet.start);
        let text = line.of(self.sheet.text);
        if !text.trim().get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep=")) {
            return 0;
        }
        let message = format!("`{}` is a remark for Excel, and no header", text.trim());
        self.sheet.tell(line, message, "delete this line");
        text.len()
    }

    /// Tells of a file whose cells something else than commas parts, once.
    fn is_parted_otherwise(&mut self, header: &StringRecord, line: Span) -> bool {
        let first = header.get(0).unwrap_or("");
        let known = [(';', "semicolons"), ('\t', "tabs"), ('|', "bars")];
        let Some((_, name)) = known.into_iter().find(|(letter, _)| first.contains(*letter)) else {
            return false;
        };
        let message = format!("the cells are parted by {name}, not by commas");
        let hint = "save it as CSV with commas between cells, and a point in decimal numbers";
        self.sheet.tell(line, message, hint);
        true
    }

    /// Tells of a row with more or fewer cells than the header.
    fn ragged(&mut self, record: &StringRecord, at: usize, width: usize) {
        let cells = record.len();
        let word = if cells == 1 { "cell" } else { "cells" };
        let message = format!("this row has {cells} {word}, the header has {width}");
        let is_number =
            |cell: &str| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
        let parts: Vec<&str> = record.iter().map(str::trim).collect();
        let comma = parts.windows(2).find(|pair| is_number(pair[0]) && is_number(pair[1]));
        let hint = match comma {
            Some(pair) if cells > width => format!(
                "a comma begins a new cell: if `{},{}` is one number, write `{0}.{1}`",
                pair[0], pair[1]
            ),
            _ if cells > width => "put a cell that holds a comma in double quotes".to_owned(),
            _ => "give each row a cell for each column, if need be empty".to_owned(),
        };
        self.sheet.tell(self.sheet.line(at), message, &hint);
    }
}

fn names(header: &StringRecord) -> Vec<&str> {
    header.iter().map(str::trim).collect()
}
