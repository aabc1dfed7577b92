//! What stands below a chart: what is measured, of how many, what the marks mean, and where from.

use crate::id::DocId;
use crate::kind::ChartKind;
use crate::kpi;
use crate::site::Measured;
use crate::view::Html;

use super::figures::{Drawing, Shown};
use super::here::Here;
use super::inline::text;
use super::{computed, document};

/// Returns what stands below a chart.
pub(super) fn caption(figure: &Drawing, shown: Shown) -> Html {
    let Drawing { here, kpi, measured, placing, .. } = *figure;
    let summary = document::excerpt(here.site, kpi).unwrap_or_default();
    let mut words = String::new();
    if !summary.is_empty() {
        words.push_str(text(&summary).trim_end_matches('.'));
        words.push_str("; ");
    }
    let is_cases = |kind: ChartKind| {
        use ChartKind::{Histogram, Scatter, SmallMultiples, Strip};
        matches!(kind, Histogram | Scatter | SmallMultiples | Strip)
    };
    match shown {
        Shown::Kind(kind) if is_cases(kind) => {
            let dots = figure.dots();
            words.push_str(&format!("n = {}. {}", dots.len(), text(&figure.told(kind, &dots))));
        }
        Shown::Kind(kind) => {
            let points = measured.series.points.iter();
            let count = points.filter(|point| placing.shows(point.period.start)).count();
            let rhythm = measured.series.rhythm.name();
            let plural = if count == 1 { "" } else { "s" };
            words.push_str(&format!("n = {count} {rhythm}{plural}."));
            if placing.is_cut() {
                words.push_str(&format!(" Shown is a part of {}.", measured.series.len()));
            }
            let is_shown = |signal: &kpi::Signal| {
                let points = &measured.series.points[signal.first..=signal.last];
                kind == ChartKind::Run
                    && points.iter().any(|point| placing.shows(point.period.start))
            };
            if let Some(signal) = measured.verdicts.signal.filter(is_shown) {
                let shown = measured.analysis.signals.iter().filter(|it| is_shown(it));
                words.push_str(&format!(" The marked points are {}.", marked(shown, signal)));
            }
        }
        Shown::Units => {
            words.push_str("a square for each brief, by the quarter in which it shipped.");
        }
    }
    words.push_str(&format!(" {}", source(here, kpi, measured)));
    Html(words)
}

/// Returns what the marked points of a chart are: its latest signal, and how many lie before it. What
/// overlaps is one: a shift has many points, and several rules see it.
fn marked<'a>(shown: impl Iterator<Item = &'a kpi::Signal>, latest: kpi::Signal) -> String {
    let mut signals: Vec<&kpi::Signal> = shown.collect();
    let within = |it: &&&kpi::Signal| latest.first <= it.first && it.last <= latest.last;
    let is_outside = |it: &&&kpi::Signal| it.rule == kpi::Rule::Outside;
    let outside = signals.iter().filter(within).filter(is_outside).count();
    let also = match outside {
        _ if latest.rule == kpi::Rule::Outside => String::new(),
        0 => String::new(),
        count => format!(", {count} of them outside of the usual range"),
    };
    let rule = match latest.rule {
        kpi::Rule::Outside => "a point outside of the usual range",
        kpi::Rule::Run => "eight or more in a row on one side of the centre",
        kpi::Rule::NearLimit => "three of four in a row nearer a limit than the centre",
    };
    signals.sort_by_key(|signal| (signal.first, signal.last));
    let mut apart: Vec<(usize, usize)> = Vec::new();
    for signal in signals {
        match apart.last_mut() {
            Some((_, last)) if signal.first <= *last => *last = signal.last.max(*last),
            _ => apart.push((signal.first, signal.last)),
        }
    }
    match apart.iter().filter(|(_, last)| *last < latest.first).count() {
        0 => format!("the signal ({rule}{also})"),
        1 => format!("the latest signal ({rule}{also}) and one before"),
        more => format!("the latest signal ({rule}{also}) and {more} before"),
    }
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
