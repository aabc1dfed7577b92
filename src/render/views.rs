//! The charts that stand below the main one of a KPI: other views of the same numbers.

use crate::chart::{self, Bar, Bars, Lane, Look, Picture, Share, Size};
use crate::doc::Placing;
use crate::id::{DocId, Period, Rhythm};
use crate::kind::{Cause, ChartKind, Derivation};
use crate::kpi::{self, Point, Series, four_quarters, percentiles, rate};
use crate::site::{Computed, Measured, Route};
use crate::view::Html;
use crate::view::kpi::ChartView;
use crate::view::parts::{Column, DataTable};

use super::charts;
use super::computed::{dated, settled, under_way};
use super::figures::{self, Drawing, Shown, is_stage};
use super::here::{Here, counted};

/// How many rows stand in the table of a view; the picture shows no more points.
const ROWS: usize = 120;

/// Fewer cases are told by the main chart alone.
const LEAST: usize = 5;

/// Returns the views below the chart of a KPI: those that its document asks for besides the main chart,
/// and those that suit what it is derived from.
pub(super) fn of(here: &Here, kpi: DocId) -> Vec<ChartView> {
    let Some(measured) = charts::measured(here, kpi) else { return Vec::new() };
    let main = figures::main_chart(measured);
    let placing = Placing::default();
    let drawing = Drawing { here, kpi, measured, placing, marks: &[] };
    let mut kinds: Vec<ChartKind> = measured.fields.chart.iter().map(|kind| kind.value).collect();
    let computed = measured.computed.as_ref();
    let is_borne = |computed: &&Computed| computed.cases.len() >= LEAST;
    if let Some(computed) = computed.filter(is_borne).filter(|it| is_stage(it.derivation)) {
        kinds.push(ChartKind::Strip);
        if matches!(computed.derivation, Derivation::TimeToMarket | Derivation::StageTimes) {
            kinds.push(ChartKind::SmallMultiples);
        }
    }
    let mut views: Vec<ChartView> = Vec::new();
    let mut drawn = vec![main, Shown::Kind(ChartKind::Spark)];
    for kind in kinds {
        if !drawn.contains(&Shown::Kind(kind)) {
            drawn.push(Shown::Kind(kind));
            views.push(of_kind(&drawing, kind, views.len()));
        }
    }
    let Some(computed) = computed else { return views };
    if is_stage(computed.derivation) {
        let at = views.len();
        views.extend(ages(&drawing, computed, at));
        let at = views.len();
        views.extend(successive(&drawing, computed, at));
    }
    if computed.derivation == Derivation::Rework {
        let at = views.len();
        views.extend(rates(&drawing, computed, at));
        let at = views.len();
        views.extend(causes(&drawing, at));
    }
    views
}

/// Returns where the numbers of a view can be had: what a series is derived from, or its values.
fn csv(here: &Here, kpi: DocId) -> Option<String> {
    here.href(&Route::Cases(kpi)).or_else(|| here.href(&Route::Download(kpi)))
}

fn id(at: usize) -> String {
    format!("tl-view-{}", at + 1)
}

/// Returns a view of the series, or of its cases.
fn of_kind(drawing: &Drawing, kind: ChartKind, at: usize) -> ChartView {
    use ChartKind::{Histogram, Scatter, SmallMultiples, Strip};
    let (here, measured) = (drawing.here, drawing.measured);
    let is_of_cases = matches!(kind, Histogram | Scatter | SmallMultiples | Strip);
    let svg = drawing.draw(Shown::Kind(kind), Size::Narrow, &id(at));
    if !is_of_cases {
        let rhythm = measured.series.rhythm.name();
        return ChartView {
            finding: charts::finding(here, drawing.kpi),
            note: format!("{}; n = {}.", upper(figures::words(kind)), counted_of(measured, rhythm)),
            svg,
            table: None,
        };
    }
    let dots = drawing.dots();
    let told = drawing.told(kind, &dots);
    let table = match kind {
        Histogram => {
            let values: Vec<f64> = dots.iter().map(|dot| dot.value).collect();
            let rows = chart::histogram_rows(&values, &measured.unit);
            let rows = rows.into_iter().map(|(name, count)| vec![name, count.to_string()]);
            table(drawing, &[WORDS("Value"), NUMBER("How often")], rows.collect())
        }
        _ => {
            let newest = dots.iter().rev().take(ROWS);
            let row = |dot: &chart::Dot| vec![dot.on.long(), dot.label.clone()];
            table(drawing, &[WORDS("Day"), WORDS("Value")], newest.map(row).collect())
        }
    };
    ChartView {
        finding: told.trim_end_matches('.').to_owned(),
        note: format!("{}; n = {}.", upper(figures::words(kind)), dots.len()),
        svg,
        table: Some(table),
    }
}

fn counted_of(measured: &Measured, rhythm: &str) -> String {
    counted(measured.series.len(), rhythm, &format!("{rhythm}s"))
}

fn upper(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map_or(String::new(), |first| first.to_uppercase().to_string());
    first + letters.as_str()
}

/// The head of a column, and whether numbers stand below it, which are read from their last digit.
type Head = (&'static str, bool);

const WORDS: fn(&'static str) -> Head = |text| (text, false);
const NUMBER: fn(&'static str) -> Head = |text| (text, true);

fn table(drawing: &Drawing, columns: &[Head], rows: Vec<Vec<String>>) -> DataTable {
    let column =
        |(text, is_number): &Head| Column { text: (*text).to_owned(), is_number: *is_number };
    DataTable {
        summary: format!("Data, {}", counted(rows.len(), "row", "rows")),
        columns: columns.iter().map(column).collect(),
        rows,
        csv: csv(drawing.here, drawing.kpi),
    }
}

/// Returns for how long briefs have been in the stage that is measured, the oldest first, beside what the
/// finished ones took.
fn ages(drawing: &Drawing, computed: &Computed, at: usize) -> Option<ChartView> {
    let here = drawing.here;
    let unit = &drawing.measured.unit;
    let mut open = under_way(here, computed.derivation);
    open.sort_by_key(|(brief, age)| (std::cmp::Reverse(*age), *brief));
    let (oldest, age) = open.first()?;
    let lanes: Vec<Lane> = open
        .iter()
        .take(chart::LANES)
        .map(|(brief, age)| Lane {
            name: here.site.doc(*brief).title.clone(),
            age: f64::from(*age),
        })
        .collect();
    let values: Vec<f64> = computed.cases.iter().map(|case| case.value).collect();
    let borne = percentiles(&values);
    let level = |name: &str, value: Option<f64>| {
        value.map(|value| (value, format!("{name} {}", unit.chosen(value))))
    };
    let levels: Vec<(f64, String)> =
        level("P50", borne.p50).into_iter().chain(level("P85", borne.p85)).collect();
    let over = borne.p85.map(|most| open.iter().filter(|(_, age)| f64::from(*age) > most).count());
    let briefs = counted(open.len(), "brief", "briefs");
    let finding = match over {
        Some(over) if over > 0 => {
            format!("{over} of {briefs} under way took longer than P85 already")
        }
        _ => format!(
            "{briefs} under way, the oldest, {}, for {}",
            here.site.doc(*oldest).title,
            unit.chosen(f64::from(*age))
        ),
    };
    let note = format!(
        "Ages of work in progress, beside what {} took.",
        counted(values.len(), "finished one", "finished ones")
    );
    let title = format!("{}: ages of work in progress", here.site.doc(drawing.kpi).title);
    let id = id(at);
    let desc = format!("{finding}.");
    let picture = Picture { title: &title, desc: &desc, unit, size: Size::Narrow, id: &id };
    let rows = lanes.iter().map(|lane| vec![lane.name.clone(), unit.chosen(lane.age)]).collect();
    let svg = Html(chart::lanes(&picture, &lanes, &levels));
    Some(ChartView {
        finding,
        note,
        svg,
        table: Some(table(drawing, &[WORDS("Brief"), NUMBER("Age")], rows)),
    })
}

/// Returns the cases one after the other as a process behaviour chart: in the order in which they ended,
/// whatever the calendar has between them.
fn successive(drawing: &Drawing, computed: &Computed, at: usize) -> Option<ChartView> {
    /// Fewer have no middle, and so no line.
    const LINE: usize = 6;
    let here = drawing.here;
    let cases = &computed.cases[computed.cases.len().saturating_sub(ROWS)..];
    let first = cases.first().filter(|_| cases.len() >= LINE)?.on;
    // One place for each, without gaps.
    let point = |(place, case): (i32, &crate::site::Case)| {
        let period: Period = Rhythm::Day.period(first.plus_days(place)?);
        Some(Point { period, value: case.value, n: None })
    };
    let points: Vec<Point> = (0..).zip(cases).map_while(point).collect();
    let names: Vec<String> = cases.iter().map(|case| here.link(case.of).text).collect();
    let series = Series { rhythm: Rhythm::Day, points, decimals: 0 };
    let fields = crate::doc::KpiFields { phases: Vec::new(), ..drawing.measured.fields.clone() };
    let analysis = kpi::analyse(&series, &fields);
    let verdicts = kpi::verdicts(&series, &analysis, &fields);
    let days: Vec<String> = cases.iter().map(|case| case.on.long()).collect();
    let unit = &drawing.measured.unit;
    let title = format!("{}, one after the other", here.site.doc(drawing.kpi).title);
    let spec = chart::Spec {
        series: &series,
        analysis: &analysis,
        verdicts: &verdicts,
        fields: &fields,
        unit,
        name: &title,
        marks: &[],
        look: Look::Run,
        shown: Placing::default(),
        order: Some(&days),
        size: Size::Narrow,
        id: &id(at),
        courses: &chart::Courses::default(),
    };
    let rows = cases.iter().zip(&names).rev();
    let rows = rows.map(|(case, name)| vec![name.clone(), case.on.long(), unit.chosen(case.value)]);
    Some(ChartView {
        finding: kpi::finding("One after the other", &series, &analysis, &verdicts, unit),
        note: format!("Process behaviour of successive cases; n = {}.", cases.len()),
        svg: Html(chart::run_chart(&spec)),
        table: Some(table(
            drawing,
            &[WORDS("Case"), WORDS("Day"), NUMBER("Value")],
            rows.collect(),
        )),
    })
}

/// Returns the share of four quarters each, from ten briefs on.
fn rates(drawing: &Drawing, computed: &Computed, at: usize) -> Option<ChartView> {
    let unit = &drawing.measured.unit;
    // A series by the month ends within a quarter, and one without new cases long before the present.
    let mut ends = vec![settled(drawing.here.site, computed.derivation)?.last];
    while ends.len() < chart::SHARES
        && let Some(before) = ends.last().and_then(|end| end.quarter_start().plus_days(-1))
        && computed.cases.first().is_some_and(|case| case.on <= before)
    {
        ends.push(before);
    }
    let share = |end: &crate::id::Date| {
        let rate = rate(dated(&computed.cases), four_quarters(*end)?);
        let (percent, interval) = (rate.percent()?, rate.interval()?);
        let label = format!(
            "Four quarters to {}: {} ({} of {}), {} to {}",
            end.long(),
            unit.chosen(percent.round()),
            rate.met,
            rate.of,
            unit.chosen(interval.low.round()),
            unit.chosen(interval.high.round())
        );
        Some(Share { on: *end, percent, interval, label })
    };
    let shares: Vec<Share> = ends.iter().rev().filter_map(share).collect();
    let newest = shares.last()?;
    let finding = newest.label.clone();
    let title = format!("{}: rolling share", drawing.here.site.doc(drawing.kpi).title);
    let id = id(at);
    let desc = format!("{finding}.");
    let rows = shares.iter().rev().map(|share| vec![share.on.long(), share.label.clone()]);
    let rows = table(drawing, &[WORDS("To"), WORDS("Share")], rows.collect());
    let picture = Picture { title: &title, desc: &desc, unit, size: Size::Narrow, id: &id };
    Some(ChartView {
        finding,
        note: "The share of four quarters, with its 95 % interval after Wilson.".to_owned(),
        svg: Html(chart::rates(&picture, &shares)),
        table: Some(rows),
    })
}

/// Returns why things were done again.
fn causes(drawing: &Drawing, at: usize) -> Option<ChartView> {
    let pairs = drawing.here.site.reworks();
    let count = |cause: Cause| pairs.iter().filter(|pair| pair.cause == Some(cause)).count();
    let bars: Vec<Bar> = Cause::ALL
        .into_iter()
        .map(|cause| Bar { label: cause.words().to_owned(), count: count(cause) as u64 })
        .filter(|bar| bar.count > 0)
        .collect();
    // Of several that are as frequent the first is told.
    let most = bars.iter().rev().max_by_key(|bar| bar.count)?;
    let all: u64 = bars.iter().map(|bar| bar.count).sum();
    let finding = format!("Most often because of {}, {} of {all}", most.label, most.count);
    let title = format!("{}: causes", drawing.here.site.doc(drawing.kpi).title);
    let desc = format!("{finding}.");
    let id = id(at);
    let spec = Bars { title: &title, desc: &desc, bars: &bars, size: Size::Narrow, id: &id };
    let svg = Html(chart::bars(&spec));
    let rows = bars.iter().map(|bar| vec![bar.label.clone(), bar.count.to_string()]).collect();
    Some(ChartView {
        finding,
        note: "Stated causes, those that do not count in the share among them.".to_owned(),
        svg,
        table: Some(table(drawing, &[WORDS("Cause"), NUMBER("Times")], rows)),
    })
}
