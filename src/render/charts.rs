//! Charts as they stand on pages.

use crate::chart::{self, Mark, Size, Spec};
use crate::id::{Date, DocId};
use crate::kpi::{self, TargetVerdict, Variation};
use crate::site::{End, Measured};
use crate::view::Html;
use crate::view::parts::{Chart, ChartMark, Column, DataTable, Figure, Pill, Shape, Tone};

use super::computed;
use super::here::Here;
use super::inline::{anchor, text};

/// Returns the numbers of a KPI, where there are any.
fn measured<'a>(here: &Here<'a>, kpi: DocId) -> Option<&'a Measured> {
    here.site.kpis[kpi.index()].as_ref().filter(|measured| measured.has_points())
}

/// A brief that named a KPI and has shipped.
pub(super) struct Shipped {
    /// The number of its mark; none where the chart does not reach its ship date.
    pub(super) number: Option<u32>,
    /// When it shipped.
    pub(super) date: Date,
    /// The brief.
    pub(super) brief: DocId,
}

/// Returns the briefs that named a KPI and have shipped, oldest first, numbered as on a chart of them.
pub(super) fn shipped(here: &Here, kpi: DocId, counts: impl Fn(DocId) -> bool) -> Vec<Shipped> {
    let mut numbers = 1..;
    let series = measured(here, kpi).map(|measured| &measured.series);
    let shipped = here.site.shipped_for(kpi).iter().filter(|(_, brief)| counts(*brief));
    shipped
        .map(|(date, brief)| {
            let is_marked = series.is_some_and(|series| chart::reaches(series, *date));
            let number = if is_marked { numbers.next() } else { None };
            Shipped { number, date: *date, brief: *brief }
        })
        .collect()
}

/// Returns the chart of a KPI in both renditions, with the marks of some briefs; `id` is unique on the
/// page. The marks are listed below it unless the page does so itself.
pub(super) fn chart(here: &Here, kpi: DocId, id: &str, shipped: &[Shipped]) -> Option<Chart> {
    let measured = measured(here, kpi)?;
    let fields = here.site.kpi_fields(kpi)?;
    let courses = &here.kept.pictures(kpi)?.courses;
    let marks: Vec<Mark> = shipped
        .iter()
        .filter_map(|shipped| Some(Mark { number: shipped.number?, date: shipped.date }))
        .collect();
    let draw = |size: Size, id: &str| {
        Html(chart::run_chart(&Spec {
            series: &measured.series,
            analysis: &measured.analysis,
            verdicts: &measured.verdicts,
            fields,
            unit: &measured.unit,
            name: &here.site.doc(kpi).title,
            marks: &marks,
            size,
            id,
            courses,
        }))
    };
    Some(Chart {
        wide: draw(Size::Wide, &format!("{id}-w")),
        narrow: draw(Size::Narrow, &format!("{id}-n")),
        caption: caption(here, kpi, measured),
        marks: shipped
            .iter()
            .filter_map(|shipped| {
                Some(ChartMark {
                    number: shipped.number?,
                    link: here.doc_link(shipped.brief),
                    date: shipped.date.long(),
                })
            })
            .collect(),
    })
}

fn caption(here: &Here, kpi: DocId, measured: &Measured) -> Html {
    let summary = &here.site.doc(kpi).excerpt;
    let rhythm = measured.series.rhythm.name();
    let count = measured.series.len();
    let plural = if count == 1 { "" } else { "s" };
    let mut words = String::new();
    if !summary.is_empty() {
        words.push_str(text(summary).trim_end_matches('.'));
        words.push_str("; ");
    }
    words.push_str(&format!("n = {count} {rhythm}{plural}."));
    if let Some(signal) = measured.verdicts.signal {
        let rule = match signal.rule {
            kpi::Rule::Outside => "a point outside of the usual range",
            kpi::Rule::Run => "eight or more in a row on one side of the centre",
            kpi::Rule::NearLimit => "three of four in a row nearer a limit than the centre",
        };
        words.push_str(&format!(" The marked points are the signal ({rule})."));
    }
    words.push_str(&format!(" {}", source(here, kpi, measured)));
    Html(words)
}

/// Returns where the numbers come from and how old they are.
fn source(here: &Here, kpi: DocId, measured: &Measured) -> String {
    let site = here.site;
    if let Some(computed) = &measured.computed {
        return format!("{}.", computed::source(here, computed));
    }
    let fields = site.kpi_fields(kpi);
    let file =
        fields.and_then(|fields| fields.source.as_ref()).map(|source| source.file.value.clone());
    let file = file.or_else(|| measured.file.clone()).unwrap_or_default();
    let age =
        measured.series.last().map_or(0, |last| site.as_of.days_since(last.period.last)).max(0);
    let age = super::here::days(age);
    format!("Source: {}, {age} old.", text(&file))
}

/// Returns the sparkline of a KPI, with a line at a ship date where one is given.
pub(super) fn spark(here: &Here, kpi: DocId, ship: Option<Date>) -> Option<Html> {
    let measured = measured(here, kpi)?;
    let title = &here.site.doc(kpi).title;
    let draw = || chart::spark(&measured.series, &measured.unit, title, ship).map(Html);
    match ship {
        Some(_) => draw(),
        None => here.kept.pictures(kpi)?.spark.get_or_init(draw).clone(),
    }
}

/// Returns the latest value of a KPI.
pub(super) fn latest(here: &Here, kpi: DocId) -> Option<Figure> {
    let measured = here.site.kpis[kpi.index()].as_ref()?;
    let last = measured.series.last()?;
    Some(Figure { value: measured.unit.number(last.value), unit: measured.unit.name.clone() })
}

/// Returns what the latest value is of: `Week of 9 Nov 2026, n = 2 347`.
pub(super) fn reading(here: &Here, kpi: DocId) -> Option<String> {
    let series = &measured(here, kpi)?.series;
    let last = series.last()?;
    let period = chart::period_label(series.rhythm, last.period);
    Some(match last.n {
        // The figure does not stand on a line of its own.
        Some(n) => format!("{period}, n\u{a0}=\u{a0}{}", chart::count(n)),
        None => period,
    })
}

/// Returns how a KPI varies, as a pill.
pub(super) fn variation(here: &Here, kpi: DocId) -> Option<Pill> {
    let measured = here.site.kpis[kpi.index()].as_ref()?;
    if !measured.has_points() {
        return Some(match here.site.withheld(kpi) {
            Some(_) => Pill::new("data withheld", Shape::Dashed, Tone::Bad),
            None => Pill::new("no data yet", Shape::Dashed, Tone::Quiet),
        });
    }
    let verdict = measured.verdicts;
    let side = verdict.signal.map(|signal| signal.side);
    let arrow = match side {
        Some(kpi::Side::Above) => Shape::Up,
        Some(kpi::Side::Below) => Shape::Down,
        None => Shape::Dash,
    };
    let (shape, tone) = match verdict.variation {
        Variation::Improving => (arrow, Tone::Good),
        Variation::Worsening => (arrow, Tone::Bad),
        Variation::Changed => (arrow, Tone::Accent),
        Variation::NoSignal => (Shape::Dash, Tone::Plain),
        Variation::TooFew => (Shape::Diamond, Tone::Plain),
    };
    Some(Pill::new(verdict.variation.words(), shape, tone))
}

/// Returns whether a KPI meets its target, as a pill.
pub(super) fn target(here: &Here, kpi: DocId) -> Option<Pill> {
    let measured = measured(here, kpi)?;
    let verdict = measured.verdicts.target;
    let (shape, tone) = match verdict {
        TargetVerdict::Met => (Shape::Check, Tone::Good),
        TargetVerdict::Missed => (Shape::Cross, Tone::Bad),
        TargetVerdict::ComesAndGoes | TargetVerdict::TooFew => (Shape::Diamond, Tone::Plain),
        TargetVerdict::NoTarget => (Shape::Dash, Tone::Quiet),
    };
    Some(Pill::new(verdict.words(), shape, tone))
}

/// Returns both verdicts.
pub(super) fn verdicts(here: &Here, kpi: DocId) -> Vec<Pill> {
    variation(here, kpi).into_iter().chain(target(here, kpi)).collect()
}

/// Returns what a KPI shows, as a headline.
pub(super) fn finding(here: &Here, kpi: DocId) -> String {
    let title = &here.site.doc(kpi).title;
    if here.site.withheld(kpi).is_some() {
        return format!("{title}: numbers withheld");
    }
    match &here.site.kpis[kpi.index()] {
        Some(measured) => kpi::finding(
            title,
            &measured.series,
            &measured.analysis,
            &measured.verdicts,
            &measured.unit,
        ),
        None => title.clone(),
    }
}

/// Returns the numbers behind a chart as a table.
pub(super) fn table(here: &Here, kpi: DocId) -> Option<DataTable> {
    let measured = measured(here, kpi)?;
    let (columns, rows) = chart::table(&measured.series, &measured.unit);
    let numbers = columns.len();
    let (columns, rows) = with_notes(measured, columns, rows);
    let all = super::here::counted(measured.series.len(), "row", "rows");
    Some(DataTable {
        summary: match measured.series.len() > chart::ROWS {
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

/// Adds the column of remarks to a table whose newest points come first, where there are any.
fn with_notes(
    measured: &Measured,
    mut columns: Vec<String>,
    mut rows: Vec<Vec<String>>,
) -> (Vec<String>, Vec<Vec<String>>) {
    if measured.has_notes() {
        columns.push("Note".to_owned());
        for (row, point) in rows.iter_mut().zip(measured.series.points.iter().rev()) {
            row.push(measured.note(point).unwrap_or("").to_owned());
        }
    }
    (columns, rows)
}

/// Returns a chart placed in prose, as a figure with its finding, table and download. Options:
/// `chart=spark` draws the sparkline with its value instead.
pub(super) fn placed(here: &Here, kpi: DocId, options: &str, caption: &str, id: &str) -> Html {
    let link = here.link(End::Doc(kpi));
    let name = anchor(if caption.is_empty() { &link.text } else { caption }, link.href.as_deref());
    let Some(chart) = chart(here, kpi, id, &shipped(here, kpi, |_| true)) else {
        let why = match here.site.withheld(kpi) {
            Some(why) => {
                let checks = here.href(&crate::site::Route::Checks);
                format!("withheld, {} ({})", text(why), anchor("checks", checks.as_deref()))
            }
            None => "no data yet".to_owned(),
        };
        return Html(format!("<p class=\"broken\">{name}: {why}</p>"));
    };
    if options.split('&').any(|option| option == "chart=spark")
        && let Some(spark) = spark(here, kpi, None)
    {
        let latest = latest(here, kpi);
        let latest = latest.map_or(String::new(), |figure| {
            format!(" <b>{}\u{a0}{}</b>", text(&figure.value), text(&figure.unit))
        });
        return Html(format!("<p class=\"spark-line\">{name}{latest} {}</p>", spark.0));
    }
    let table = table(here, kpi).map_or(String::new(), |table| details(&table));
    Html(format!(
        "<figure class=\"chart\"><p class=\"chart-finding\"><strong>{}</strong></p>\
         <div class=\"chart-wide\">{}</div><div class=\"chart-narrow\">{}</div>\
         <figcaption>{name}. {}</figcaption>{}{table}</figure>",
        text(&finding(here, kpi)),
        chart.wide.0,
        chart.narrow.0,
        chart.caption.0,
        listed(&chart.marks),
    ))
}

/// Returns the briefs behind the numbers on a chart as a list.
fn listed(marks: &[ChartMark]) -> String {
    if marks.is_empty() {
        return String::new();
    }
    let mut html = String::from("<ol class=\"marks\">");
    for mark in marks {
        html.push_str(&format!(
            "<li><span class=\"number\">{}</span> {} <span class=\"kind\">shipped {}</span></li>",
            mark.number,
            anchor(&mark.link.text, mark.link.href.as_deref()),
            text(&mark.date)
        ));
    }
    html.push_str("</ol>");
    html
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
