//! What stands beside a chart: its description, its table and its numbers.

use crate::id::{Date, Period, Rhythm};
use crate::kpi::{
    Analysis, Limits, Notes, Point, Series, Unit, Verdicts, count, csv_words, finding,
};

/// Returns the description of a chart in sentences, for whoever does not see it: what the whole series
/// shows, and the values of the part that is drawn.
pub fn desc(
    name: &str,
    (whole, series): (&Series, &Series),
    analysis: &Analysis,
    verdicts: &Verdicts,
    unit: &Unit,
) -> String {
    let (Some(first), Some(last)) = (series.points.first(), series.last()) else {
        return format!("{name}: no data yet.");
    };
    let label = |point: &Point| period_label(series.rhythm, point.period);
    let mut text = format!("{}.", finding(name, whole, analysis, verdicts, unit));
    if series.len() == 1 {
        text.push_str(&format!(" One value, {}: {}.", label(first), unit.level(first.value)));
        return text;
    }
    let (mut low, mut high) = (first, first);
    for point in &series.points {
        low = if point.value < low.value { point } else { low };
        high = if point.value > high.value { point } else { high };
    }
    text.push_str(&format!(
        " {} values from {} to {}, the lowest {} ({}), the highest {} ({}), the last {}.",
        series.len(),
        label(first),
        label(last),
        unit.level(low.value),
        label(low),
        unit.level(high.value),
        label(high),
        unit.level(last.value),
    ));
    let gaps = (1..series.len()).filter(|at| series.has_gap_before(*at)).count();
    match gaps {
        0 => {}
        1 => text.push_str(" The line breaks once, where values are missing."),
        gaps => text.push_str(&format!(" The line breaks {gaps} times, where values are missing.")),
    }
    if let Some(stretch) = analysis.present()
        && stretch.limits >= Limits::Provisional
        && let (Some(lower), Some(upper)) = (stretch.lower, stretch.upper)
    {
        let kind = if stretch.limits == Limits::Provisional { "provisional" } else { "usual" };
        text.push_str(&format!(
            " The {kind} range is {} to {}.",
            unit.number(lower),
            unit.level(upper)
        ));
    }
    text
}

/// How many rows of numbers stand on a page; a browser shows no more without waiting, and the download
/// has all.
pub const ROWS: usize = 400;

/// Returns the columns and the rows of the table that equals a chart, newest first.
pub fn table(series: &Series, unit: &Unit) -> (Vec<String>, Vec<Vec<String>>) {
    let has_counts = series.points.iter().any(|point| point.n.is_some());
    let value =
        if unit.name.is_empty() { "Value".to_owned() } else { format!("Value, {}", unit.name) };
    let mut columns = vec![column(series.rhythm).to_owned(), value];
    if has_counts {
        columns.push("n".to_owned());
    }
    let row = |point: &Point| {
        let mut row = vec![period_label(series.rhythm, point.period), unit.number(point.value)];
        if has_counts {
            row.push(point.n.map_or(String::new(), count));
        }
        row
    };
    let rows = series.points.iter().rev().take(ROWS).map(row).collect();
    (columns, rows)
}

/// Returns the numbers of a chart as CSV, oldest first, with what stands beside its points where there is
/// any: a column that nobody filled is left out. A period of which too few answers tell has its `n` and no
/// value.
pub fn csv(series: &Series, notes: &Notes) -> String {
    let remark = |point: &Point| notes.at(point.period.start);
    let any = |is_there: &dyn Fn(&Point) -> bool| series.points.iter().any(is_there);
    let has_counts = any(&|point| point.n.is_some()) || !notes.few().is_empty();
    let has_margins = any(&|point| notes.margin(point.period.start).is_some());
    let has_remarks = any(&|point| remark(point).is_some());
    let mut out = String::from("date,value");
    for (name, is_there) in [("n", has_counts), ("margin", has_margins), ("note", has_remarks)] {
        if is_there {
            out.push(',');
            out.push_str(name);
        }
    }
    out.push('\n');
    let mut few = notes.few().iter().peekable();
    let mut row = |start: Date, point: Option<&Point>, n: Option<u64>| {
        let number = |number: Option<f64>| number.map_or(String::new(), |it| it.to_string());
        out.push_str(&format!("{start},{}", number(point.map(|point| point.value))));
        if has_counts {
            out.push_str(&format!(",{}", n.map_or(String::new(), |n| n.to_string())));
        }
        if has_margins {
            out.push_str(&format!(",{}", number(point.and_then(|_| notes.margin(start)))));
        }
        if has_remarks {
            out.push_str(&format!(",{}", csv_words(point.and_then(remark).unwrap_or(""))));
        }
        out.push('\n');
    };
    for point in &series.points {
        while let Some(few) = few.next_if(|few| few.period.start < point.period.start) {
            row(few.period.start, None, Some(few.n));
        }
        row(point.period.start, Some(point), point.n);
    }
    for few in few {
        row(few.period.start, None, Some(few.n));
    }
    out
}

/// Returns how a period is called: `Week of 2 Mar 2026`, `Mar 2026`, `Q1 2026`, `2026`, `2 Mar 2026`.
pub fn period_label(rhythm: Rhythm, period: Period) -> String {
    let start = period.start;
    match rhythm {
        Rhythm::Day => start.long(),
        Rhythm::Week => format!("Week of {}", start.long()),
        Rhythm::Month => format!("{} {}", start.month_name(), start.year()),
        Rhythm::Quarter => format!("Q{} {}", start.quarter(), start.year()),
        Rhythm::Year => start.year().to_string(),
    }
}

fn column(rhythm: Rhythm) -> &'static str {
    match rhythm {
        Rhythm::Day => "Day",
        Rhythm::Week => "Week",
        Rhythm::Month => "Month",
        Rhythm::Quarter => "Quarter",
        Rhythm::Year => "Year",
    }
}
