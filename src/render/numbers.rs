//! The numbers behind charts, as tables.

use crate::chart;
use crate::doc::Placing;
use crate::id::DocId;
use crate::kpi;
use crate::site::Measured;
use crate::view::parts::{Column, DataTable};

use super::charts::{measured, part};
use super::here::Here;
use super::inline::text;

/// Returns the numbers behind a chart, or behind the part of it that is shown, as a table.
pub(super) fn table_of(here: &Here, kpi: DocId, placing: Placing) -> Option<DataTable> {
    let measured = measured(here, kpi)?;
    let series = match placing.is_cut() {
        true => &part(measured, placing),
        false => &measured.series,
    };
    let (mut columns, mut rows) = chart::table(series, &measured.unit);
    add_intervals(measured, &series.points, &mut columns, &mut rows);
    let numbers = columns.len();
    add_notes(measured, &series.points, &mut columns, &mut rows);
    let all = super::here::counted(series.len(), "row", "rows");
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
        csv: here.href(&crate::site::Route::Download(kpi)),
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
    html.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Data\"><table><thead><tr>");
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
