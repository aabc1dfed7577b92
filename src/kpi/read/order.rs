//! Rows in the order of their periods, one for each.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::doc::{SeriesSource, quoted};
use crate::id::Rhythm;

use super::super::sheet::held;
use super::{Reader, Row};

impl Reader<'_> {
    /// Leaves out the rows of a period longer than the one that the KPI states, all of which have one form:
    /// what a quarter had is not what its first month had.
    pub(super) fn not_longer(&mut self, rows: Vec<Row>) -> Vec<Row> {
        let stated = self.fields.period.as_ref().map(|period| period.value);
        let Some((row, own, stated)) = rows
            .first()
            .and_then(|row| Some((row, row.rhythm?, stated?)))
            .filter(|(_, own, stated)| own > stated)
        else {
            return rows;
        };
        let text = held(self.sheet.text, row.date_span);
        let example = stated.written(row.date);
        let (own, stated) = (own.name(), stated.name());
        let message = format!("`{text}` is a {own}, and the KPI has `period = \"{stated}\"`");
        let hint = format!(
            "state `period = \"{own}\"` in the KPI, or write a row for each {stated}, as in `{example}`"
        );
        self.sheet.tell(row.date_span, message, &hint);
        Vec::new()
    }

    /// Keeps the rows that come after all before them; a second value for a period is one too many.
    pub(super) fn in_order(&mut self, rows: Vec<Row>, rhythm: Rhythm) -> Vec<Row> {
        let is_behind =
            |pair: &[Row]| rhythm.period(pair[1].date).start > rhythm.period(pair[0].date).start;
        if rows.windows(2).all(is_behind) {
            return rows;
        }
        // One cause is told once, though it be that of all rows.
        if let Some((row, column)) = self.series_column(&rows, rhythm) {
            self.tell_series(row, column, rhythm);
            return Vec::new();
        }
        let mut shorter = Some(inferred(&rows)).filter(|own| *own < rhythm);
        let is_shorter = shorter.is_some();
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
            let text = held(self.sheet.text, row.date_span);
            if now.start != before.start {
                let message = format!("`{text}` comes after {}", last.date);
                self.sheet.tell(row.date_span, message, "sort the rows by date, oldest first");
                continue;
            }
            let stated = rhythm.name();
            let message = format!("the {stated} of `{text}` occurs twice");
            match shorter.take() {
                Some(own) => {
                    let own = own.name();
                    let hint = format!(
                        "the rows are one for each {own}: state `period = \"{own}\"` in the KPI instead \
                         of `period = \"{stated}\"`, or keep one row for each {stated}"
                    );
                    self.sheet.tell(row.date_span, message, &hint);
                }
                None if is_shorter => {}
                None => self.sheet.tell(row.date_span, message, "keep one row for each period"),
            }
        }
        kept
    }

    /// Returns the column that tells the rows of each period apart, where several series stand in the file:
    /// in no period does one of its cells stand twice, and over the periods its cells come again.
    /// It comes with the first row of a period that had one before.
    fn series_column<'r>(&self, rows: &'r [Row], rhythm: Rhythm) -> Option<(&'r Row, String)> {
        let mut periods = HashSet::new();
        let again = rows.iter().find(|row| !periods.insert(rhythm.period(row.date).start))?;
        let parts = |at: usize| {
            let mut seen = HashSet::new();
            let mut cells = HashSet::new();
            let is_apart = rows.iter().all(|row| {
                let cell = row.spare.get(at);
                cells.insert(cell);
                seen.insert((rhythm.period(row.date).start, cell))
            });
            is_apart && 2 * cells.len() <= rows.len()
        };
        let at = (0..self.spare.len()).find(|at| parts(*at))?;
        Some((again, self.spare.get(at)?.1.clone()))
    }

    /// Tells of rows that are those of several series. Which cells there are is not said: of what a KPI does
    /// not read nothing is repeated.
    fn tell_series(&mut self, row: &Row, column: String, rhythm: Rhythm) {
        let text = held(self.sheet.text, row.date_span);
        let period = rhythm.name();
        let message = format!("the {period} of `{text}` has several rows, one for each `{column}`");
        let is_bare = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
        let is_plain = !column.is_empty() && column.chars().all(is_bare);
        let key = if is_plain { column } else { quoted(&column) };
        let source = self.fields.source.as_ref();
        let hint = match source {
            Some(source) if !source.rows.is_empty() => {
                format!(
                    "say in the KPI which are meant: add `{key} = \"…\"` to `where` in its `source`"
                )
            }
            Some(source) if names_columns(source) => {
                format!(
                    "say in the KPI which are meant: add `where = {{ {key} = \"…\" }}` to its `source`"
                )
            }
            _ => format!(
                "say in the KPI which are meant: source = {{ file = \"{}\", where = {{ {key} = \"…\" }} }}",
                source.map_or(self.sheet.path.file_name(), |source| &source.file.value)
            ),
        };
        self.sheet.tell(row.date_span, message, &hint);
    }
}

/// Returns whether a source says more than its file.
fn names_columns(source: &SeriesSource) -> bool {
    let columns = [&source.date, &source.value, &source.n, &source.note];
    source.score.is_some() || columns.into_iter().any(Option::is_some)
}

/// Returns a digest of a cell, by which it is compared.
pub(super) fn digest(cell: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    cell.hash(&mut hasher);
    hasher.finish()
}

/// Returns the rhythm that the form of the dates says, else the one that the median step between them
/// suggests.
pub(super) fn inferred(rows: &[Row]) -> Rhythm {
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
