//! Reads a series from the text of a data file.

#[cfg(test)]
mod tests;

mod columns;

use csv::{ReaderBuilder, StringRecord};

use crate::diag::Diagnostic;
use crate::doc::KpiFields;
use crate::id::{Date, RelPath, Rhythm, Span};

use columns::Columns;

use super::range::{Possible, possible};
use super::series::{Point, Series};
use super::sheet::{Sheet, short};

/// Beyond this no chart can be drawn and no reader can compare; a larger unit mends it.
const LARGEST: f64 = 1e12;

/// Reads the series of the KPI in the document `kpi` from the CSV text of the file at `path`.
///
/// Cells that cannot be read are findings, all of them in one run; their rows are left out. An empty
/// cell of a value is a gap.
pub fn read(
    kpi: &RelPath,
    path: &RelPath,
    text: &str,
    fields: &KpiFields,
) -> (Series, Vec<Diagnostic>) {
    let mut reading = Reading { kpi, sheet: Sheet::new(path, text) };
    let rows = reading.rows(fields);
    let rhythm = fields.period.as_ref().map(|period| period.value);
    let rhythm = rhythm.unwrap_or_else(|| inferred(&rows));
    let points = reading.in_order(rows, rhythm);
    let decimals = points.iter().map(|row| row.decimals).max().unwrap_or(0).min(2);
    let points = points
        .into_iter()
        .filter_map(|row| {
            let period = rhythm.period(row.date);
            row.value.map(|value| Point { period, value, n: row.n })
        })
        .collect();
    (Series { rhythm, points, decimals }, reading.sheet.finish())
}

struct Row {
    date: Date,
    /// The rhythm that the form of the date says.
    rhythm: Option<Rhythm>,
    date_span: Span,
    value: Option<f64>,
    decimals: usize,
    n: Option<u64>,
}

struct Reading<'a> {
    /// The document of the KPI.
    kpi: &'a RelPath,
    sheet: Sheet<'a>,
}

impl Reading<'_> {
    fn rows(&mut self, fields: &KpiFields) -> Vec<Row> {
        let body = &self.sheet.text.as_bytes()[self.sheet.start..];
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(body);
        let mut record = StringRecord::new();
        let mut columns: Option<Columns> = None;
        let mut width = 0;
        let mut rows = Vec::new();
        let limits = possible(fields);
        let unit = fields.unit.as_ref().map_or("", |unit| unit.value.as_str());
        // The text is valid UTF-8 and rows may be ragged, so that reading cannot fail.
        while reader.read_record(&mut record).unwrap_or(false) {
            let at = record.position().map_or(0, csv::Position::byte);
            let at = self.sheet.record_start(self.sheet.start + usize::try_from(at).unwrap_or(0));
            let Some(columns) = &columns else {
                width = record.len();
                columns = self.columns(&record, at, fields);
                if columns.is_none() {
                    return Vec::new();
                }
                continue;
            };
            if record.len() != width {
                let cells = record.len();
                let word = if cells == 1 { "cell" } else { "cells" };
                let message = format!("this row has {cells} {word}, the header has {width}");
                let span = self.sheet.line(at);
                self.sheet.tell(
                    span,
                    message,
                    "give each row a cell for each column, if need be empty",
                );
                continue;
            }
            let is_wanted = columns
                .wanted
                .iter()
                .all(|(column, cell)| record.get(*column).is_some_and(|own| own.trim() == cell));
            if is_wanted {
                rows.extend(self.row(&record, at, columns, limits, unit));
            }
        }
        if columns.is_none() {
            let hint = "write a header with `date` and `value`, then a row for each period";
            self.sheet.tell(
                Span::new(self.sheet.start, self.sheet.start),
                "the file is empty".to_owned(),
                hint,
            );
        } else if rows.is_empty() && self.sheet.findings.is_empty() {
            let line = self.sheet.line(self.sheet.start);
            self.sheet.tell(line, "no row holds a value".to_owned(), "add a row for each period");
        }
        rows
    }

    fn row(
        &mut self,
        record: &StringRecord,
        at: usize,
        columns: &Columns,
        limits: Possible,
        unit: &str,
    ) -> Option<Row> {
        let cell = |column: usize| record.get(column).unwrap_or("").trim();
        let date_span = self.sheet.cell(at, columns.date);
        let date = parse_date(cell(columns.date));
        if date.is_none() {
            let message = format!("`{}` is no date", short(cell(columns.date)));
            let hint = "write `2026-03-02`, `2026-03`, `2026-Q1` or `2026-W10`";
            self.sheet.tell(date_span, message, hint);
        }
        let text = cell(columns.value);
        let value = match parse_value(text, unit) {
            Ok(value) => Some(value),
            Err(hint) => {
                let span = self.sheet.cell(at, columns.value);
                self.sheet.tell(span, format!("`{}` is no plain number", short(text)), hint);
                None
            }
        };
        let is_possible = match value {
            Some(Some(value)) if !limits.holds(value) => {
                let message = format!("{text} lies outside of the possible range");
                let span = self.sheet.cell(at, columns.value);
                self.sheet.tell(span, message, "mend the cell, or state the `range` of the KPI");
                false
            }
            _ => true,
        };
        let n = match columns.n.map(cell) {
            None | Some("") => None,
            Some(text) => match text.parse::<u64>() {
                Ok(n) => Some(n),
                Err(_) => {
                    let span = self.sheet.cell(at, columns.n.unwrap_or(0));
                    let message = format!("`{}` is no count", short(text));
                    self.sheet.tell(span, message, "write `n` as a whole number");
                    None
                }
            },
        };
        if !is_possible {
            return None;
        }
        let (date, rhythm) = date?;
        Some(Row { date, rhythm, date_span, value: value?, decimals: decimals(text, unit), n })
    }

    /// Keeps the rows that come after all before them; a second value for a period is one too many.
    fn in_order(&mut self, rows: Vec<Row>, rhythm: Rhythm) -> Vec<Row> {
        let mut kept: Vec<Row> = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(last) = kept.last() else {
                kept.push(row);
                continue;
            };
            let (before, now) = (rhythm.period(last.date), rhythm.period(row.date));
            if now.start > before.start {
                kept.push(row);
                continue;
            }
            let text = row.date_span.of(self.sheet.text).trim().to_owned();
            if now.start == before.start {
                let message = format!("the {} of `{text}` occurs twice", rhythm.name());
                self.sheet.tell(row.date_span, message, "keep one row for each period");
            } else {
                let message = format!("`{text}` comes after {}", last.date);
                self.sheet.tell(row.date_span, message, "sort the rows by date, oldest first");
            }
        }
        kept
    }
}

/// Reads a day, or the first day of a month, quarter or ISO week with the rhythm that this says.
fn parse_date(text: &str) -> Option<(Date, Option<Rhythm>)> {
    if let Some(date) = Date::parse(text) {
        return Some((date, None));
    }
    let (year, rest) = text.split_once('-')?;
    if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i16 = year.parse().ok()?;
    let number = |digits: &str, length: usize| -> Option<i8> {
        let is_number = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { digits.parse().ok() } else { None }
    };
    if let Some(quarter) = rest.strip_prefix('Q') {
        let quarter = number(quarter, 1).filter(|quarter| (1..=4).contains(quarter))?;
        let first = Date::new(year, (quarter - 1) * 3 + 1, 1)?;
        return Some((first, Some(Rhythm::Quarter)));
    }
    if let Some(week) = rest.strip_prefix('W') {
        let week = number(week, 2).filter(|week| (1..=53).contains(week))?;
        // ISO 8601: week 1 is the week of 4 January.
        let first = Date::new(year, 1, 4)?.monday();
        let monday = first.plus_days((i32::from(week) - 1) * 7)?;
        let thursday = monday.plus_days(3)?;
        return (thursday.year() == year).then_some((monday, Some(Rhythm::Week)));
    }
    Some((Date::new(year, number(rest, 2)?, 1)?, Some(Rhythm::Month)))
}

/// Returns the text without the unit behind it.
fn without_unit<'a>(text: &'a str, unit: &str) -> &'a str {
    let text = text.trim();
    let stripped = if unit.is_empty() { None } else { text.strip_suffix(unit) };
    stripped.unwrap_or(text).trim_end()
}

/// Reads a plain decimal, with the unit behind it or without; an empty cell is a gap.
fn parse_value(text: &str, unit: &str) -> Result<Option<f64>, &'static str> {
    let number = without_unit(text, unit).replace('\u{2212}', "-");
    if number.is_empty() {
        return Ok(None);
    }
    let digits = number.strip_prefix(['-', '+']).unwrap_or(&number);
    let is_plain = digits.starts_with(|letter: char| letter.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().filter(|byte| *byte == b'.').count() <= 1;
    if !is_plain {
        let has_comma = number.contains(',');
        return Err(match has_comma {
            true => "write a decimal point and no thousands separators: `1234.5`",
            false => "write a plain decimal such as `27.1`, or leave the cell empty for a gap",
        });
    }
    match number.parse::<f64>() {
        Ok(value) if value.is_finite() && value.abs() <= LARGEST => Ok(Some(value)),
        _ => Err("the number is too large to chart; use a larger unit"),
    }
}

fn decimals(text: &str, unit: &str) -> usize {
    without_unit(text, unit).split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// Returns the rhythm that the form of the dates says, else the one that the median step between them
/// suggests.
fn inferred(rows: &[Row]) -> Rhythm {
    if let Some(rhythm) = rows.first().and_then(|row| row.rhythm) {
        return rhythm;
    }
    let mut steps: Vec<i32> = rows
        .windows(2)
        .map(|pair| pair[1].date.days_since(pair[0].date))
        .filter(|step| *step > 0)
        .collect();
    steps.sort_unstable();
    match steps.get(steps.len() / 2) {
        None => Rhythm::Month,
        Some(..=3) => Rhythm::Day,
        Some(4..=10) => Rhythm::Week,
        Some(11..=45) => Rhythm::Month,
        Some(46..=140) => Rhythm::Quarter,
        Some(_) => Rhythm::Year,
    }
}
