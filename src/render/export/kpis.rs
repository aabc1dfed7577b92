//! The rows of KPIs: series, limits, signals, verdicts.

use serde::Serialize;

use crate::id::DocId;
use crate::kpi::{self, Limits, Rule, Side};
use crate::site::{End, Site};

use super::{Day, Name, Names, rounded};

/// The numbers of a KPI as the export writes them.
#[derive(Serialize)]
pub(super) struct Kpi<'a> {
    id: Name<'a>,
    unit: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<&'static str>,
    period: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    derive: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<Target>,
    #[serde(skip_serializing_if = "Option::is_none")]
    band: Option<(f64, f64)>,
    /// Why there are no numbers, where they could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<&'a str>,
    verdicts: Verdicts,
    series: Vec<Point<'a>>,
    stretches: Vec<Stretch>,
    signals: Vec<Signal>,
}

#[derive(Serialize)]
struct Target {
    value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Day>,
}

#[derive(Serialize)]
struct Verdicts {
    variation: &'static str,
    target: &'static str,
}

#[derive(Serialize)]
struct Point<'a> {
    from: Day,
    to: Day,
    value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    /// What stands behind a derived point.
    #[serde(skip_serializing_if = "Option::is_none")]
    cases: Option<Vec<Case<'a>>>,
}

#[derive(Serialize)]
struct Case<'a> {
    of: Name<'a>,
    on: Day,
    value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Name<'a>>,
}

/// A stretch between declared changes, with what its number of points bears.
#[derive(Serialize)]
struct Stretch {
    from: Day,
    to: Day,
    limits: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    centre: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lower: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    upper: Option<f64>,
}

#[derive(Serialize)]
struct Signal {
    rule: &'static str,
    side: &'static str,
    from: Day,
    to: Day,
}

/// Returns the row of a KPI.
pub(super) fn of<'a>(site: &'a Site, names: &Names<'a>, id: DocId) -> Option<Kpi<'a>> {
    let measured = site.kpis[id.index()].as_ref()?;
    let fields = &measured.fields;
    let points = &measured.series.points;
    let from = |at: usize| Some(Day(points.get(at)?.period.start));
    let to = |at: usize| Some(Day(points.get(at)?.period.last));
    let stretch = |stretch: &kpi::Stretch| {
        Some(Stretch {
            from: from(stretch.first)?,
            to: to(stretch.end.checked_sub(1)?)?,
            limits: limits(stretch.limits),
            centre: stretch.centre.map(rounded),
            lower: stretch.lower.map(rounded),
            upper: stretch.upper.map(rounded),
        })
    };
    let signal = |signal: &kpi::Signal| {
        Some(Signal {
            rule: rule(signal.rule),
            side: match signal.side {
                Side::Above => "above",
                Side::Below => "below",
            },
            from: from(signal.first)?,
            to: to(signal.last)?,
        })
    };
    Some(Kpi {
        id: names.end(End::Doc(id)),
        unit: &measured.unit.name,
        direction: fields.direction.as_ref().map(|direction| direction.value.name()),
        period: measured.series.rhythm.name(),
        derive: measured.computed.as_ref().map(|computed| computed.derivation.name()),
        target: fields.target.as_ref().map(|target| Target {
            value: target.value.value,
            by: target.by.as_ref().map(|by| Day(by.value)),
        }),
        band: fields.band.as_ref().map(|band| band.value),
        withheld: site.withheld(id),
        verdicts: Verdicts {
            variation: measured.verdicts.variation.words(),
            target: measured.verdicts.target.words(),
        },
        series: points
            .iter()
            .map(|point| Point {
                from: Day(point.period.start),
                to: Day(point.period.last),
                value: point.value,
                n: point.n,
                note: measured.note(point),
                cases: measured.computed.as_ref().map(|computed| {
                    let cases = computed.of_period(point.period).iter();
                    let case = |case: &crate::site::Case| Case {
                        of: names.end(case.of),
                        on: Day(case.on),
                        value: case.value,
                        by: case.by.map(|by| names.end(End::Doc(by))),
                    };
                    cases.map(case).collect()
                }),
            })
            .collect(),
        stretches: measured.analysis.stretches.iter().filter_map(stretch).collect(),
        signals: measured.analysis.signals.iter().filter_map(signal).collect(),
    })
}

fn limits(limits: Limits) -> &'static str {
    match limits {
        Limits::None => "none",
        Limits::Median => "median",
        Limits::Provisional => "provisional",
        Limits::Full => "full",
    }
}

fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Outside => "outside",
        Rule::Run => "run",
        Rule::NearLimit => "near-limit",
    }
}
