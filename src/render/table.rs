//! The numbers behind a chart as a table: for whoever cannot see the chart, or wants to count on.

use crate::chart;
use crate::doc::Placing;
use crate::id::DocId;
use crate::kpi;
use crate::site::{Measured, Route};
use crate::view::parts::{Column, DataTable};

use super::charts;
use super::here::{Here, counted};
use super::inline::text;

/// Returns the numbers behind a chart, newest first, as far as they are shown.
pub(super) fn of(here: &Here, kpi: DocId, placing: Placing) -> Option<DataTable> {
    let measured = charts::measured(here, kpi)?;
    let series = match placing.is_cut() {
        true => &charts::part(measured, placing),
        false => &measured.series,
    };
    let (mut columns, mut rows) = chart::table(series, &measured.unit);
    add_intervals(measured, &series.points, &mut columns, &mut rows);
    add_margins(measured, &series.points, &mut columns, &mut rows);
    let numbers = columns.len();
    add_notes(measured, &series.points, &mut columns, &mut rows);
    let few = add_few(measured, placing, &series.points, &mut rows);
    let all = counted(series.len() + few, "row", "rows");
    Some(DataTable {
        summary: match series.len() > chart::ROWS {
            true => format!("Data, the newest {} of {all}", rows.len()),
            false => format!("Data, {all}"),
        },
        columns: columns
            .into_iter()
            .enumerate()
            .map(|(at, text)| Column { text, is_number: (1..numbers).contains(&at) })
            .collect(),
        rows,
        csv: here.href(&Route::Download(kpi)),
    })
}

/// Adds the remarks to the rows of a table, which are newest first, where there are any.
fn add_notes(
    measured: &Measured,
    points: &[kpi::Point],
    columns: &mut Vec<String>,
    rows: &mut [Vec<String>],
) {
    if measured.has_notes() {
        columns.push("Note".to_owned());
        for (row, point) in rows.iter_mut().zip(points.iter().rev()) {
            row.push(measured.note(point).unwrap_or("").to_owned());
        }
    }
}

/// Adds the margins of scores to the rows of a table, which are newest first, where there are any.
fn add_margins(
    measured: &Measured,
    points: &[kpi::Point],
    columns: &mut Vec<String>,
    rows: &mut [Vec<String>],
) {
    if points.iter().all(|point| measured.margin(point).is_none()) {
        return;
    }
    columns.push("95\u{a0}% margin".to_owned());
    for (row, point) in rows.iter_mut().zip(points.iter().rev()) {
        let margin = measured.margin(point).map(|margin| measured.unit.margin(margin));
        row.push(margin.unwrap_or_default());
    }
}

/// Adds a row for each period of which too few answers tell, with its `n` in place; returns how many.
fn add_few(
    measured: &Measured,
    placing: Placing,
    points: &[kpi::Point],
    rows: &mut Vec<Vec<String>>,
) -> usize {
    let shown = measured.few().iter().filter(|few| placing.shows(few.period.start));
    let (told, width) = (rows.len(), rows.first().map_or(3, Vec::len));
    let mut added = 0;
    for few in shown.rev() {
        let later = points.len() - points.partition_point(|it| it.period < few.period);
        // A table that was cut short ends with its oldest row.
        if later < told || told == points.len() {
            let label = chart::period_label(measured.series.rhythm, few.period);
            let mut row = vec![label, "too few answers".to_owned(), kpi::count(few.n)];
            row.resize(width, String::new());
            rows.insert(later + added, row);
        }
        added += 1;
    }
    added
}

/// Adds the intervals of shares to the rows of a table, which are newest first.
fn add_intervals(
    measured: &Measured,
    points: &[kpi::Point],
    columns: &mut Vec<String>,
    rows: &mut [Vec<String>],
) {
    let points = points.iter().rev();
    let intervals: Vec<Option<kpi::Interval>> =
        points.take(rows.len()).map(|point| kpi::interval(&measured.fields, point)).collect();
    if intervals.iter().all(Option::is_none) {
        return;
    }
    columns.push("95\u{a0}% interval".to_owned());
    for (row, interval) in rows.iter_mut().zip(intervals) {
        row.push(interval.map_or(String::new(), |interval| measured.unit.interval(interval)));
    }
}

/// Returns the numbers behind a chart as a table that opens.
pub(super) fn details(table: &DataTable) -> String {
    let class = |is_number: bool| if is_number { " class=\"al-right\"" } else { "" };
    let mut html = format!("<details class=\"data\"><summary>{}</summary>", text(&table.summary));
    if let Some(csv) = &table.csv {
        html.push_str(&format!("<p><a href=\"{}\" download>CSV</a></p>", text(csv)));
    }
    html.push_str(
        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Data\"><table><thead><tr>",
    );
    for column in &table.columns {
        html.push_str(&format!(
            "<th scope=\"col\"{}>{}</th>",
            class(column.is_number),
            text(&column.text)
        ));
    }
    html.push_str("</tr></thead><tbody>");
    for row in &table.rows {
        html.push_str("<tr>");
        for (cell, column) in row.iter().zip(&table.columns) {
            html.push_str(&format!("<td{}>{}</td>", class(column.is_number), text(cell)));
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div></details>");
    html
}
