//! Rows in the order of their periods, one for each.

use crate::doc::quoted;
use crate::id::Rhythm;

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
        let text = row.date_span.of(self.sheet.text).trim().trim_matches('"');
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
        let shorter = match inferred(&rows) {
            own if own < rhythm => Some(own.name()),
            _ => None,
        };
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
            let text = row.date_span.of(self.sheet.text).trim().trim_matches('"');
            if now.start == before.start && self.tell_series(&row, rhythm) {
                break;
            }
            if now.start == before.start {
                let message = format!("the {} of `{text}` occurs twice", rhythm.name());
                let hint = match shorter {
                    Some(own) => format!(
                        "the rows are one for each {own}: state `period = \"{own}\"` in the KPI instead of \
                         `period = \"{}\"`, or keep one row for each {}",
                        rhythm.name(),
                        rhythm.name()
                    ),
                    None => "keep one row for each period".to_owned(),
                };
                self.sheet.tell(row.date_span, message, &hint);
            } else {
                let message = format!("`{text}` comes after {}", last.date);
                self.sheet.tell(row.date_span, message, "sort the rows by date, oldest first");
            }
        }
        kept
    }

    /// Tells, once, of rows that are those of several series, and returns whether they are.
    fn tell_series(&mut self, row: &Row, rhythm: Rhythm) -> bool {
        let Some((column, cell)) = self.series_column() else { return false };
        let text = row.date_span.of(self.sheet.text).trim().trim_matches('"');
        let message = format!(
            "the {} of `{text}` occurs again: the file has a row for each `{column}`",
            rhythm.name()
        );
        let is_bare = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
        let key = if column.chars().all(is_bare) { column } else { quoted(&column) };
        let rows = format!("where = {{ {key} = {} }}", quoted(&cell));
        let hint = match self.fields.source {
            Some(_) => format!("choose the rows of one: add {rows} to the `source` of the KPI"),
            None => format!(
                "choose the rows of one in the KPI: source = {{ file = \"{}\", {rows} }}",
                self.sheet.path.file_name()
            ),
        };
        self.sheet.tell(row.date_span, message, &hint);
        true
    }
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
