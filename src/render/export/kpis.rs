//! The rows of KPIs: series, limits, signals, verdicts.

use serde::Serialize;

use crate::id::DocId;
use crate::kind::Gather;
use crate::kpi::{self, Limits, Rule, Side};
use crate::render::computed;
use crate::site::{End, Measured, Site};

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
    /// How many values there are.
    n: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<Last>,
    #[serde(flatten)]
    present: Present,
    variation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<Target>,
    #[serde(skip_serializing_if = "Option::is_none")]
    band: Option<(f64, f64)>,
    /// Why there are no numbers, where they could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<&'a str>,
    percentiles: Percentiles,
    #[serde(skip_serializing_if = "Option::is_none")]
    four_quarters: Option<FourQuarters>,
    verdicts: Verdicts,
    series: Vec<Point<'a>>,
    /// The periods of which too few answers tell.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    too_few: Vec<Few>,
    stretches: Vec<Stretch>,
    signals: Vec<Signal>,
}

/// Where a KPI stands, as lists write it beside its document.
#[derive(Serialize)]
pub(in crate::render) struct Standing<'a> {
    unit: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<Last>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<&'a str>,
    verdicts: Verdicts,
}

impl<'a> Standing<'a> {
    /// Returns where a KPI stands; `None` of any other document.
    pub(in crate::render) fn of(site: &'a Site, id: DocId) -> Option<Standing<'a>> {
        let measured = site.kpis[id.index()].as_ref()?;
        Some(Standing {
            unit: &measured.unit.name,
            last: last(measured),
            withheld: site.withheld(id),
            verdicts: verdicts(measured),
        })
    }
}

#[derive(Serialize)]
struct Target {
    value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Day>,
    verdict: &'static str,
}

/// The latest value.
#[derive(Serialize)]
struct Last {
    date: Day,
    value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<Interval>,
    #[serde(skip_serializing_if = "Option::is_none")]
    margin: Option<f64>,
}

#[derive(Serialize)]
struct Interval {
    low: f64,
    high: f64,
}

/// What the points of the present stretch bear.
#[derive(Serialize)]
struct Present {
    limits: &'static str,
    baseline_n: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    centre: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lower: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    upper: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    range_limit: Option<f64>,
}

#[derive(Serialize)]
struct Percentiles {
    of: &'static str,
    n: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    p50: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    p85: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    p95: Option<f64>,
}

/// The share of the last four quarters that are settled.
#[derive(Serialize)]
struct FourQuarters {
    from: Day,
    to: Day,
    met: u64,
    of: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<Interval>,
}

#[derive(Serialize)]
struct Verdicts {
    variation: &'static str,
    target: &'static str,
    /// Whether the word on the target rests on limits from before a shift.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    is_before_shift: bool,
}

#[derive(Serialize)]
struct Point<'a> {
    from: Day,
    to: Day,
    value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
    /// How far a score may lie to either side.
    #[serde(skip_serializing_if = "Option::is_none")]
    margin: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    /// What stands behind a derived point.
    #[serde(skip_serializing_if = "Option::is_none")]
    cases: Option<Vec<Case<'a>>>,
}

/// A period of which too few answers tell.
#[derive(Serialize)]
struct Few {
    from: Day,
    to: Day,
    n: u64,
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
    date: Day,
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
            date: to(signal.fired)?,
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
        n: points.len(),
        last: last(measured),
        present: present(measured.analysis.present()),
        variation: measured.verdicts.variation.words(),
        target: fields.target.as_ref().map(|target| Target {
            value: target.value.value,
            by: target.by.as_ref().map(|by| Day(by.value)),
            verdict: measured.verdicts.target.words(),
        }),
        band: fields.band.as_ref().map(|band| band.value),
        withheld: site.withheld(id),
        percentiles: percentiles(measured),
        four_quarters: four_quarters(site, measured),
        verdicts: verdicts(measured),
        series: points
            .iter()
            .map(|point| Point {
                from: Day(point.period.start),
                to: Day(point.period.last),
                value: point.value,
                n: point.n,
                margin: measured.margin(point),
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
        too_few: measured
            .few()
            .iter()
            .map(|few| Few { from: Day(few.period.start), to: Day(few.period.last), n: few.n })
            .collect(),
        stretches: measured.analysis.stretches.iter().filter_map(stretch).collect(),
        signals: measured.analysis.signals.iter().filter_map(signal).collect(),
    })
}

fn last(measured: &Measured) -> Option<Last> {
    measured.series.last().map(|last| Last {
        date: Day(last.period.last),
        value: last.value,
        n: last.n,
        interval: kpi::interval(&measured.fields, last).map(interval),
        margin: measured.margin(last),
    })
}

fn verdicts(measured: &Measured) -> Verdicts {
    Verdicts {
        variation: measured.verdicts.variation.words(),
        target: measured.verdicts.target.words(),
        is_before_shift: measured.verdicts.is_of_before,
    }
}

fn interval(interval: kpi::Interval) -> Interval {
    Interval { low: rounded(interval.low), high: rounded(interval.high) }
}

fn present(stretch: Option<&kpi::Stretch>) -> Present {
    let number = |number: fn(&kpi::Stretch) -> Option<f64>| stretch.and_then(number).map(rounded);
    Present {
        limits: limits(stretch.map_or(Limits::None, |stretch| stretch.limits)),
        baseline_n: stretch.map_or(0, |stretch| stretch.baseline),
        centre: number(|stretch| stretch.centre),
        lower: number(|stretch| stretch.lower),
        upper: number(|stretch| stretch.upper),
        range_limit: number(|stretch| stretch.range_limit),
    }
}

/// Returns the percentiles of the cases of a series in days; of any other those of the values of the
/// present stretch.
fn percentiles(measured: &Measured) -> Percentiles {
    let days = measured.computed.as_ref().filter(|it| it.derivation.gather() == Gather::Median);
    let points = &measured.series.points;
    let (of, values): (_, Vec<f64>) = match (days, measured.analysis.present()) {
        (Some(computed), _) => ("cases", computed.cases.iter().map(|case| case.value).collect()),
        (None, Some(stretch)) => {
            ("values", points[stretch.first..stretch.end].iter().map(|it| it.value).collect())
        }
        (None, None) => ("values", Vec::new()),
    };
    let kpi::Percentiles { n, p50, p85, p95 } = kpi::percentiles(&values);
    Percentiles { of, n, p50, p85, p95 }
}

fn four_quarters(site: &Site, measured: &Measured) -> Option<FourQuarters> {
    let shares = measured.computed.as_ref().filter(|it| it.derivation.gather() == Gather::Share)?;
    let cases = computed::dated(&shares.cases);
    let (span, rate) = computed::rolling_rate(site, shares.derivation, cases)?;
    Some(FourQuarters {
        from: Day(span.start),
        to: Day(span.last),
        met: rate.met,
        of: rate.of,
        interval: rate.interval().map(interval),
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
