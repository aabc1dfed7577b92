//! Charts as they stand on pages.

use crate::chart::{self, Mark, Size};
use crate::doc::Placing;
use crate::id::{Date, DocId};
use crate::kind::ChartKind;
use crate::kpi::{self, Series, TargetVerdict, Variation};
use crate::site::{End, Measured, Site};
use crate::view::Html;
use crate::view::parts::{Chart, ChartMark, Figure, Pill, Shape, Tone};

use super::caption;
use super::figures::{self, Drawing, Shown};
use super::here::Here;
use super::inline::{anchor, text};
use super::table;

/// Returns the numbers of a KPI, where there are any.
pub(super) fn measured<'a>(here: &Here<'a>, kpi: DocId) -> Option<&'a Measured> {
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
    chart_of(here, kpi, Placing::default(), id, shipped)
}

/// Returns the chart of a KPI as it is asked for.
fn chart_of(
    here: &Here,
    kpi: DocId,
    placing: Placing,
    id: &str,
    shipped: &[Shipped],
) -> Option<Chart> {
    let measured = measured(here, kpi)?;
    let marks: Vec<Mark> = shipped
        .iter()
        .filter(|shipped| placing.shows(shipped.date))
        .filter_map(|shipped| Some(Mark { number: shipped.number?, date: shipped.date }))
        .collect();
    let shown = placing.chart.map_or_else(|| figures::main_chart(measured), Shown::Kind);
    let marks = if shown.has_days() { marks } else { Vec::new() };
    let figure = Drawing { here, kpi, measured, placing, marks: &marks };
    let is_marked = |number: u32| marks.iter().any(|mark| mark.number == number);
    Some(Chart {
        wide: figure.draw(shown, Size::Wide, &format!("{id}-w")),
        narrow: figure.draw(shown, Size::Narrow, &format!("{id}-n")),
        caption: caption::caption(&figure, shown),
        marks: shipped
            .iter()
            .filter_map(|shipped| {
                Some(ChartMark {
                    number: shipped.number.filter(|number| is_marked(*number))?,
                    link: here.doc_link(shipped.brief),
                    date: shipped.date.long(),
                })
            })
            .collect(),
    })
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
    let value = measured.unit.number(last.value);
    let unit = measured.unit.of_level_behind(&value).to_owned();
    Some(Figure { value, unit })
}

/// Returns what the latest value is of: `Week of 9 Nov 2026, n = 2 347`.
pub(super) fn reading(here: &Here, kpi: DocId) -> Option<String> {
    if here.site.withheld(kpi).is_some() {
        return Some("withheld".to_owned());
    }
    let measured = measured(here, kpi)?;
    let last = measured.series.last()?;
    let period = chart::period_label(measured.series.rhythm, last.period);
    // The figure does not stand on a line of its own.
    let n = last.n.map(|n| format!(", n\u{a0}=\u{a0}{}", kpi::count(n))).unwrap_or_default();
    let margin = measured.margin(last).map(|margin| format!(", {}", measured.unit.margin(margin)));
    Some(format!("{period}{}{n}", margin.unwrap_or_default()))
}

/// Returns a KPI in a sentence: `Checkout drop-off 21.4 % (n = 1290)`.
pub(super) fn in_words(site: &Site, kpi: DocId) -> String {
    let title = &site.doc(kpi).title;
    let Some(measured) = &site.kpis[kpi.index()] else { return title.clone() };
    let Some(last) = measured.series.last() else {
        let why = match site.withheld(kpi) {
            Some(_) => "numbers withheld",
            None => measured.no_value_words(),
        };
        return format!("{title} ({why})");
    };
    let n = last.n.map_or(String::new(), |n| format!(" (n\u{a0}=\u{a0}{})", kpi::count(n)));
    format!("{title} {}{n}", measured.unit.level(last.value))
}

/// Returns how a KPI varies, as a pill.
pub(super) fn variation(here: &Here, kpi: DocId) -> Option<Pill> {
    let measured = here.site.kpis[kpi.index()].as_ref()?;
    if !measured.has_points() {
        return Some(match here.site.withheld(kpi) {
            Some(_) => Pill::new("data withheld", Shape::Dashed, Tone::Bad),
            None => Pill::new(measured.no_value_words(), Shape::Dashed, Tone::Quiet),
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
    let words = measured.verdicts.target_words();
    let (shape, tone) = match verdict {
        TargetVerdict::Met => (Shape::Check, Tone::Good),
        TargetVerdict::Missed => (Shape::Cross, Tone::Bad),
        TargetVerdict::ComesAndGoes | TargetVerdict::TooFew => (Shape::Diamond, Tone::Plain),
        TargetVerdict::NoTarget => (Shape::Dash, Tone::Quiet),
    };
    Some(Pill::new(words, shape, tone))
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
        Some(measured) if !measured.has_points() => {
            format!("{title}: {}", measured.no_value_words())
        }
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

/// Returns a chart placed in prose, as a figure with its finding, table and download; a sparkline stands
/// in a line with its value.
pub(super) fn placed(here: &Here, kpi: DocId, placing: Placing, caption: &str, id: &str) -> Html {
    let link = here.link(End::Doc(kpi));
    let name = anchor(if caption.is_empty() { &link.text } else { caption }, link.href.as_deref());
    let measured = match to_place(here, kpi, placing) {
        Ok(measured) => measured,
        Err(why) => return Html(format!("<p class=\"broken\">{name}: {why}</p>")),
    };
    if placing.chart == Some(ChartKind::Spark)
        && let Some(line) = small(here, kpi, placing, measured)
    {
        return Html(format!("<p class=\"spark-line\">{name}{line}</p>"));
    }
    let Some(chart) = chart_of(here, kpi, placing, id, &shipped(here, kpi, |_| true)) else {
        return Html(format!("<p class=\"broken\">{name}: no data yet</p>"));
    };
    let table = table::of(here, kpi, placing).map_or(String::new(), |table| table::details(&table));
    Html(format!(
        "<figure class=\"chart\"><figcaption class=\"chart-finding\">{}</figcaption>\
         <div class=\"chart-wide\">{}</div><div class=\"chart-narrow\">{}</div>\
         <p class=\"chart-note\">{name}. {}</p>{}{table}</figure>",
        text(&headline(here, kpi, measured, placing)),
        chart.wide.0,
        chart.narrow.0,
        chart.caption.0,
        listed(&chart.marks),
    ))
}

/// Returns a sparkline with its value, placed within a sentence.
pub(super) fn in_line(here: &Here, kpi: DocId, placing: Placing, caption: &str) -> Html {
    let link = here.link(End::Doc(kpi));
    let name = anchor(if caption.is_empty() { &link.text } else { caption }, link.href.as_deref());
    Html(match to_place(here, kpi, placing) {
        Err(why) => format!("<span class=\"broken\">{name}: {why}</span>"),
        Ok(measured) => {
            let line = small(here, kpi, placing, measured).unwrap_or_default();
            format!("<span class=\"spark-line\">{name}{line}</span>")
        }
    })
}

/// Returns the numbers of a chart that is placed, or why it shows nothing.
fn to_place<'a>(here: &'a Here, kpi: DocId, placing: Placing) -> Result<&'a Measured, String> {
    let Some(measured) = measured(here, kpi) else {
        if let Some(why) = here.site.withheld(kpi) {
            let checks = here.href(&crate::site::Route::Checks);
            return Err(format!(
                "withheld, {} ({})",
                text(why),
                anchor("checks", checks.as_deref())
            ));
        }
        let unmeasured = here.site.kpis[kpi.index()].as_ref();
        return Err(unmeasured.map_or("no data yet", Measured::no_value_words).to_owned());
    };
    let is_shown = measured.series.points.iter().any(|point| placing.shows(point.period.start));
    let is_few = || measured.few().iter().any(|few| placing.shows(few.period.start));
    match is_shown {
        true => Ok(measured),
        false if is_few() => Err("too few answers in these days".to_owned()),
        false => Err("no data in these days".to_owned()),
    }
}

/// Returns the latest value of what is shown and its course.
fn small(here: &Here, kpi: DocId, placing: Placing, measured: &Measured) -> Option<String> {
    let spark = spark_of(here, kpi, placing)?;
    let part = part(measured, placing);
    let latest = part.last().map_or(String::new(), |last| {
        let value = measured.unit.number(last.value);
        format!(" <b>{}\u{a0}{}</b>", text(&value), text(measured.unit.of_level_behind(&value)))
    });
    Some(format!("{latest} {}", spark.0))
}

/// Returns the finding of a whole series; of a part only what it is: the finding rests on all of it.
fn headline(here: &Here, kpi: DocId, measured: &Measured, placing: Placing) -> String {
    let shown = part(measured, placing);
    let (Some(first), Some(last)) = (shown.points.first(), shown.last()) else {
        return finding(here, kpi);
    };
    if shown.len() == measured.series.len() {
        return finding(here, kpi);
    }
    let title = &here.site.doc(kpi).title;
    let label = |point: &kpi::Point| chart::period_label(measured.series.rhythm, point.period);
    match shown.len() {
        1 => format!("{title}, {}", label(first)),
        _ => format!("{title}, {} to {}", label(first), label(last)),
    }
}

/// Returns the values of a KPI that are shown.
pub(super) fn part(measured: &Measured, placing: Placing) -> Series {
    let shown = measured.series.points.iter().filter(|point| placing.shows(point.period.start));
    Series { points: shown.copied().collect(), ..measured.series }
}

fn spark_of(here: &Here, kpi: DocId, placing: Placing) -> Option<Html> {
    if !placing.is_cut() {
        return spark(here, kpi, None);
    }
    let measured = measured(here, kpi)?;
    let title = &here.site.doc(kpi).title;
    chart::spark(&part(measured, placing), &measured.unit, title, None).map(Html)
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
