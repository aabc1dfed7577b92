//! Reads a series from the text of a data file.
//!
//! A file of any form becomes rows of cells with their places; what a row means, and what is wrong
//! with it, is the same for all of them.

#[cfg(test)]
mod tests;

mod alike;
mod cell;
mod columns;
mod csv;
mod order;
mod records;
mod score;

use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::doc::KpiFields;
use crate::id::{Date, RelPath, Rhythm, Span};

use alike::{Alike, Of};
use cell::{Cell, decimals, is_parted, parse_count, parse_date, parse_value};
use columns::Measure;
use order::inferred;

use super::notes::Notes;
use super::range::{Possible, possible};
use super::series::{Point, Series};
use super::sheet::{Sheet, held, short};

/// What was read from a data file.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// The values.
    pub series: Arc<Series>,
    /// The remarks on them.
    pub notes: Arc<Notes>,
    /// What is wrong.
    pub findings: Vec<Diagnostic>,
}

/// Reads the series of the KPI in the document `kpi` from the text of the file at `path`, as CSV, TOML
/// or JSON by its name.
///
/// Cells that cannot be read are findings, all of them in one run; their rows are left out. An empty
/// cell of a value is a gap.
pub fn read(kpi: &RelPath, path: &RelPath, text: &str, fields: &KpiFields) -> Reading {
    let unit = fields.unit.as_ref().map_or("", |unit| unit.value.trim());
    let mut reader = Reader {
        kpi,
        sheet: Sheet::new(path, text),
        fields,
        limits: possible(fields),
        unit,
        alike: Vec::new(),
        spare: Vec::new(),
    };
    let rows = match path.extension().to_ascii_lowercase().as_str() {
        "toml" => reader.toml(),
        "json" => reader.json(),
        _ => reader.csv(),
    };
    let rows = reader.of_one_form(rows);
    let rows = reader.without_pointed(rows);
    let rows = reader.not_longer(rows);
    let rhythm = fields.period.as_ref().map(|period| period.value);
    let rhythm = rhythm.unwrap_or_else(|| inferred(&rows));
    let mut series = Series::empty(rhythm);
    let mut notes = Notes::default();
    for row in reader.in_order(rows, rhythm) {
        let period = rhythm.period(row.date);
        series.decimals = series.decimals.max(row.decimals.min(2));
        // A gap has no point that a remark could stand beside.
        let Some(value) = row.value else {
            if let (true, Some(n)) = (row.is_few, row.n) {
                notes.add_few(period, n);
            }
            continue;
        };
        series.points.push(Point { period, value, n: row.n });
        notes.add(period.start, row.note, row.margin);
    }
    let findings = reader.sheet.finish();
    Reading { series: Arc::new(series), notes: Arc::new(notes), findings }
}

struct Row {
    date: Date,
    /// The rhythm that the form of the date says.
    rhythm: Option<Rhythm>,
    date_span: Span,
    value: Option<f64>,
    /// The cell of a value whose point may part thousands.
    pointed: Option<Span>,
    decimals: usize,
    n: Option<u64>,
    /// How far a score may lie to either side.
    margin: Option<f64>,
    /// Whether there is no value since too few answered.
    is_few: bool,
    note: Option<String>,
    /// What stands in each of the spare columns, as a digest.
    spare: Vec<u64>,
}

/// The value of a row, and what is known of it.
#[derive(Default)]
struct Worth {
    value: Option<f64>,
    pointed: Option<Span>,
    decimals: usize,
    n: Option<u64>,
    margin: Option<f64>,
    is_few: bool,
}

/// The cells of a row that a KPI reads.
struct Cells<'t> {
    date: Cell<'t>,
    measure: Measure<Cell<'t>>,
    n: Option<Cell<'t>>,
    note: Option<Cell<'t>>,
}

struct Reader<'a> {
    /// The document of the KPI.
    kpi: &'a RelPath,
    sheet: Sheet<'a>,
    fields: &'a KpiFields,
    limits: Possible,
    unit: &'a str,
    /// The cells that are wrong in one way.
    alike: Vec<Alike>,
    /// The columns that the KPI does not read, by which rows may be told apart.
    spare: Vec<(usize, String)>,
}

impl Reader<'_> {
    fn row(&mut self, cells: &Cells<'_>) -> Option<Row> {
        let date = parse_date(&cells.date);
        if let Err((message, hint)) = &date {
            self.sheet.tell(cells.date.span, message.clone(), hint);
        }
        let worth = match &cells.measure {
            Measure::Value(cell) => self.value(cell),
            Measure::Score(cells) => self.score(cells),
        };
        let n = cells.n.as_ref().and_then(|cell| match parse_count(cell) {
            Ok(n) => n,
            Err(wrong) => {
                self.tell_alike(Of::Counts, cell.span, cell.text(), &wrong);
                None
            }
        });
        let note = cells.note.as_ref().map(|cell| cell.text().to_owned());
        let ((date, rhythm), worth) = (date.ok()?, worth?);
        let Worth { value, pointed, decimals, margin, is_few, .. } = worth;
        Some(Row {
            date,
            rhythm,
            date_span: cells.date.span,
            value,
            pointed,
            decimals,
            n: worth.n.or(n),
            margin,
            is_few,
            note: note.filter(|note| !note.is_empty()),
            spare: Vec::new(),
        })
    }

    fn value(&mut self, cell: &Cell<'_>) -> Option<Worth> {
        let value = match parse_value(cell, self.unit) {
            Ok(value) => value,
            Err(wrong) => {
                self.tell_alike(Of::Values, cell.span, cell.text(), &wrong);
                return None;
            }
        };
        if value.is_some_and(|value| !self.limits.holds(value)) {
            self.impossible(cell.span, &short(cell.text()));
            return None;
        }
        let may_part = |value: f64| self.limits.holds(value * 1000.0);
        let is_pointed = is_parted(cell.number(self.unit)) && value.is_some_and(may_part);
        let pointed = is_pointed.then_some(cell.span);
        Some(Worth { value, pointed, decimals: decimals(cell, self.unit), ..Worth::default() })
    }

    fn impossible(&mut self, span: Span, value: &str) {
        let message = format!("{value} lies outside of the possible range");
        self.sheet.tell(span, message, "mend the cell, or state the `range` of the KPI");
    }

    /// Keeps the rows whose dates have the form that most have: a week among months is a slip, or half of
    /// another series. Days are a form like any.
    fn of_one_form(&mut self, rows: Vec<Row>) -> Vec<Row> {
        let forms = || rows.iter().map(|row| row.rhythm);
        let count = |form: Option<Rhythm>| forms().filter(|own| *own == form).count();
        let Some(first) = forms().next() else { return rows };
        if forms().all(|form| form == first) {
            return rows;
        }
        let written = [None, Some(Rhythm::Week), Some(Rhythm::Month), Some(Rhythm::Quarter)];
        // Where two are as frequent, the form of the first row is meant.
        let ranked = written.into_iter().map(|form| (count(form), form == first, form));
        let common = ranked.max_by_key(|(count, is_first, _)| (*count, *is_first));
        let common = common.map_or(first, |(_, _, form)| form);
        let text = self.sheet.text;
        let written = |row: &Row| held(text, row.date_span).to_owned();
        let name = |form: Option<Rhythm>| form.unwrap_or(Rhythm::Day).name();
        let example = rows.iter().find(|row| row.rhythm == common).map(&written);
        let (kept, others): (Vec<Row>, Vec<Row>) =
            rows.into_iter().partition(|row| row.rhythm == common);
        for row in others {
            let (own, usual) = (name(row.rhythm), name(common));
            let message = format!("`{}` is a {own} among {usual}s", written(&row));
            let hint = format!(
                "write the {usual} that is meant, as in `{}`, or keep {own}s in a file of their own",
                example.as_deref().unwrap_or_default()
            );
            self.sheet.tell(row.date_span, message, &hint);
        }
        kept
    }

    /// Leaves out the values of which a point may part thousands, where others have a decimal comma or are
    /// whole and a thousand times as large; and sums up what is wrong in one way.
    fn without_pointed(&mut self, mut rows: Vec<Row>) -> Vec<Row> {
        let mut pointed = Vec::new();
        let has_commas = self.has_decimal_commas();
        if has_commas || has_thousands(&rows) {
            pointed.extend(rows.iter().filter_map(|row| row.pointed));
            rows.retain(|row| row.pointed.is_none());
        }
        if !has_commas {
            self.tell_pointed(&pointed);
        }
        self.sum_up(&pointed);
        rows
    }

    /// Tells of a file of which no row counts: there is none, or none that the KPI chose.
    fn without_rows(&mut self, at: Span, others: &[String]) {
        let chosen = self.fields.source.as_ref().map_or(&[][..], |source| &source.rows);
        let Some((column, cell)) = chosen.first().filter(|_| !others.is_empty()) else {
            self.sheet.tell(at, "no row holds a value".to_owned(), "add a row for each period");
            return;
        };
        // One of several conditions may be met by some rows; then what they hold says little.
        let message = match chosen.len() {
            1 => format!("no row of `{}` has `{}` in `{column}`", self.sheet.path, cell.value),
            _ => format!("no row of `{}` has all of these cells", self.sheet.path),
        };
        let near = crate::diag::did_you_mean(&cell.value, others.iter().map(String::as_str));
        let hint = near.unwrap_or_else(|| format!("`{column}` holds {}", others.join(", ")));
        self.sheet.tell_at(self.kpi, cell.span, message, &hint);
    }
}

/// Returns whether values with a point before three digits stand among whole numbers that are nearer to them
/// a thousandfold: `980`, `1.310`, `990`.
fn has_thousands(rows: &[Row]) -> bool {
    let size = |row: &Row| row.value.map(f64::abs).filter(|value| *value > 0.0);
    let (pointed, others): (Vec<&Row>, Vec<&Row>) =
        rows.iter().filter(|row| row.value.is_some()).partition(|row| row.pointed.is_some());
    if pointed.is_empty() || others.iter().any(|row| row.decimals > 0) {
        return false;
    }
    let mut usual: Vec<f64> = others.into_iter().filter_map(size).collect();
    usual.sort_unstable_by(f64::total_cmp);
    let Some(usual) = usual.get(usual.len() / 2) else { return false };
    // Nearer as a ratio: the middle between a number and its thousandfold lies at the root of a thousand.
    pointed.into_iter().filter_map(size).any(|value| usual / value > 1000_f64.sqrt())
}
