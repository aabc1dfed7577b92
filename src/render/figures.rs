//! What a chart of a KPI shows: which kind, of which cases, and how it is told in words.

use std::collections::HashMap;

use crate::chart::{
    self, Across, Bounds, Dot, Group, Look, Mark, Panel, Picture, Size, Square, UnitRow,
};
use crate::doc::Placing;
use crate::id::{DocId, Rhythm};
use crate::kind::{Cause, ChartKind, Derivation, Gather};
use crate::kpi::{self, percentiles, possible};
use crate::site::{End, Measured};
use crate::view::Html;

use super::here::{Here, counted};

/// So many cases have a middle, and so many can lie somewhere most often.
const HALF: usize = 5;

/// What is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shown {
    /// What an author may ask for.
    Kind(ChartKind),
    /// Cohorts brief by brief.
    Units,
}

impl Shown {
    /// Returns whether it has days at which briefs can be marked: what is counted has none.
    pub(super) fn has_days(self) -> bool {
        use ChartKind::{Histogram, SmallMultiples, Strip};
        !matches!(self, Shown::Units | Shown::Kind(Histogram | Strip | SmallMultiples))
    }
}

/// Returns what is drawn of a KPI where nothing else is asked for: what its document asks for, else what
/// suits its numbers.
pub(super) fn main_chart(measured: &Measured) -> Shown {
    let asked = measured.fields.chart.iter().map(|kind| kind.value);
    if let Some(kind) = asked.clone().find(|kind| *kind != ChartKind::Spark) {
        return Shown::Kind(kind);
    }
    match measured.computed.as_ref().map(|computed| computed.derivation) {
        Some(Derivation::Rework) => Shown::Units,
        Some(derivation) if is_stage(derivation) => Shown::Kind(ChartKind::Scatter),
        _ => Shown::Kind(ChartKind::Run),
    }
}

/// Returns whether a derivation measures how long briefs are on their way.
pub(super) fn is_stage(derivation: Derivation) -> bool {
    matches!(
        derivation,
        Derivation::TimeToMarket
            | Derivation::StageTimes
            | Derivation::WhyTime
            | Derivation::Queue
            | Derivation::Build
    )
}

/// A chart that is to be drawn.
#[derive(Clone, Copy)]
pub(super) struct Drawing<'a> {
    /// The pages' common things.
    pub(super) here: &'a Here<'a>,
    /// The KPI.
    pub(super) kpi: DocId,
    /// Its numbers.
    pub(super) measured: &'a Measured,
    /// The days that are shown.
    pub(super) placing: Placing,
    /// The briefs that named it.
    pub(super) marks: &'a [Mark],
}

impl Drawing<'_> {
    /// Draws a kind of chart.
    pub(super) fn draw(&self, shown: Shown, size: Size, id: &str) -> Html {
        let kind = match shown {
            Shown::Kind(kind) => kind,
            Shown::Units => return self.units(size, id),
        };
        let look = match kind {
            ChartKind::Run | ChartKind::Spark => Look::Run,
            ChartKind::Line => Look::Line,
            ChartKind::Bars => Look::Bars,
            ChartKind::Area => Look::Area,
            _ => return self.of_cases(kind, size, id),
        };
        let kept = self.here.kept.pictures(self.kpi);
        let fresh = chart::Courses::default();
        let is_whole = look == Look::Run && !self.placing.is_cut();
        let courses = kept.filter(|_| is_whole).map_or(&fresh, |kept| &kept.courses);
        Html(chart::run_chart(&chart::Spec {
            series: &self.measured.series,
            analysis: &self.measured.analysis,
            verdicts: &self.measured.verdicts,
            fields: &self.measured.fields,
            unit: &self.measured.unit,
            name: &self.here.site.doc(self.kpi).title,
            marks: self.marks,
            look,
            shown: self.placing,
            order: None,
            size,
            id,
            courses,
        }))
    }

    fn of_cases(&self, kind: ChartKind, size: Size, id: &str) -> Html {
        let name = &self.here.site.doc(self.kpi).title;
        let dots = self.dots();
        let (title, desc) = (format!("{name}: {}", words(kind)), self.told(kind, &dots));
        let unit = &self.measured.unit;
        let picture = Picture { title: &title, desc: &desc, unit, size, id };
        let fields = &self.measured.fields;
        let bounds = Bounds { least: possible(fields).low, target: fields.target.as_ref() };
        Html(match kind {
            ChartKind::Histogram => {
                let values: Vec<f64> = dots.iter().map(|dot| dot.value).collect();
                chart::histogram(&picture, &values, bounds.target)
            }
            ChartKind::Strip => chart::strip(&picture, &by_quarter(&dots), bounds),
            ChartKind::SmallMultiples => {
                let (panels, across) = self.panels(&dots);
                // The target is one of the whole, and not of a stage.
                let target = bounds.target.filter(|_| across == Across::Year);
                chart::multiples(&picture, &panels, across, Bounds { target, ..bounds })
            }
            _ => chart::scatter(&picture, &dots, self.marks, bounds),
        })
    }

    /// Returns the cases of a derived series, or the values of any other, as far as they are shown. The
    /// cases of a share are met or not, which says nothing one by one.
    pub(super) fn dots(&self) -> Vec<Dot> {
        let unit = &self.measured.unit;
        let rhythm = self.measured.series.rhythm;
        let computed = self.measured.computed.as_ref();
        let computed = computed.filter(|it| it.derivation.gather() == Gather::Median);
        match computed {
            Some(computed) => {
                let cases = computed.cases.iter().filter(|case| self.placing.shows(case.on));
                let dot = |case: &crate::site::Case| {
                    let name = self.here.link(case.of).text;
                    let label = format!("{name}: {}", unit.chosen(case.value));
                    Dot { on: case.on, value: case.value, label }
                };
                cases.map(dot).collect()
            }
            None => {
                let points = self.measured.series.points.iter();
                let shown = points.filter(|point| self.placing.shows(point.period.start));
                let dot = |point: &kpi::Point| {
                    let name = chart::period_label(rhythm, point.period);
                    let label = format!("{name}: {}", unit.level(point.value));
                    Dot { on: point.period.start, value: point.value, label }
                };
                shown.map(dot).collect()
            }
        }
    }

    /// Returns the small charts: the stages of briefs, else a chart for each year.
    fn panels(&self, dots: &[Dot]) -> (Vec<Panel>, Across) {
        let computed = self.measured.computed.as_ref();
        if let Some(computed) = computed.filter(|it| is_stage(it.derivation))
            && let (Some(first), Some(last)) = (dots.first(), dots.last())
        {
            let names = ["why", "queue", "build"];
            let mut panels = names.map(|name| Panel {
                name: name.to_owned(),
                points: Vec::new(),
                is_line: false,
            });
            for case in computed.cases.iter().filter(|case| self.placing.shows(case.on)) {
                let End::Doc(brief) = case.of else { continue };
                let stages = self.here.site.stages(brief);
                let parts = [stages.why, stages.queue, stages.build];
                for (panel, days) in panels.iter_mut().zip(parts) {
                    let Some(days) = days.map(f64::from) else { continue };
                    let title = &self.here.site.doc(brief).title;
                    let label = format!("{title}, {}", self.measured.unit.chosen(days));
                    panel.points.push((f64::from(case.on.number()), days, label));
                }
            }
            return (panels.to_vec(), Across::Days(first.on, last.on));
        }
        let of_year = |dots: &[Dot]| {
            let year = dots.first().map_or(0, |dot| dot.on.year());
            let first = crate::id::Date::new(year, 1, 1).map_or(0, crate::id::Date::number);
            let points = dots
                .iter()
                .map(|dot| (f64::from(dot.on.number() - first + 1), dot.value, dot.label.clone()));
            Panel { name: year.to_string(), points: points.collect(), is_line: true }
        };
        let years = dots.chunk_by(|a, b| a.on.year() == b.on.year());
        (years.map(of_year).collect(), Across::Year)
    }

    fn units(&self, size: Size, id: &str) -> Html {
        let name = &self.here.site.doc(self.kpi).title;
        let rows = self.cohorts();
        let told = |row: &UnitRow| {
            let again = row.squares.iter().filter(|square| square.again.is_some()).count();
            let open = if row.is_open { " so far" } else { "" };
            format!("{} {again} of {}{open}", row.label, row.squares.len())
        };
        let shown = &rows[rows.len().saturating_sub(chart::UNIT_ROWS)..];
        let told: Vec<String> = shown.iter().map(told).collect();
        let title = format!("{name}: brief by brief");
        let desc = format!("{name}, by the quarter in which briefs shipped: {}.", told.join("; "));
        let unit = &self.measured.unit;
        let picture = Picture { title: &title, desc: &desc, unit, size, id };
        Html(chart::units(&picture, &rows))
    }

    /// Returns the briefs that shipped in each quarter, and what became of them.
    pub(super) fn cohorts(&self) -> Vec<UnitRow> {
        let site = self.here.site;
        let pairs = site.reworks().into_iter().filter(crate::site::Reworked::counts);
        let causes: HashMap<(DocId, DocId), Option<Cause>> =
            pairs.map(|pair| ((pair.earlier, pair.by), pair.cause)).collect();
        let cause = |earlier: DocId, by: DocId| causes.get(&(earlier, by)).copied().flatten();
        let cohorts = site.cohorts(Rhythm::Quarter);
        let shown = cohorts.iter().filter(|cohort| self.placing.shows(cohort.period.start));
        let row = |cohort: &crate::site::Cohort| {
            let square = |(_, brief, by): &(crate::id::Date, DocId, Option<DocId>)| {
                let title = &site.doc(*brief).title;
                let again = by.and_then(|by| Some((cause(*brief, by)?, by)));
                let label = match again {
                    Some((cause, by)) => {
                        let by = &site.doc(by).title;
                        format!("{title}: done again by {by}, because of {}", cause.words())
                    }
                    None if cohort.is_open => format!("{title}: not done again so far"),
                    None => format!("{title}: not done again"),
                };
                Square { again: again.map(|(cause, _)| cause), label }
            };
            UnitRow {
                label: chart::period_label(Rhythm::Quarter, cohort.period),
                squares: cohort.briefs.iter().map(square).collect(),
                is_open: cohort.is_open,
            }
        };
        shown.map(row).collect()
    }

    /// Returns what a chart of cases shows, in a sentence.
    pub(super) fn told(&self, kind: ChartKind, dots: &[Dot]) -> String {
        let unit = &self.measured.unit;
        let noun = self.noun(dots.len());
        match kind {
            ChartKind::Histogram => {
                let values: Vec<f64> = dots.iter().map(|dot| dot.value).collect();
                let rows = chart::histogram_rows(&values, unit);
                let most = rows.iter().map(|(_, count)| *count).max();
                let often: Vec<_> = rows.iter().filter(|(_, count)| Some(*count) == most).collect();
                match often.as_slice() {
                    [] => "No values.".to_owned(),
                    [(name, count)] if dots.len() >= HALF => {
                        format!("Most often {name}: {count} of {noun}.")
                    }
                    // Of several that are as frequent none is the most frequent.
                    _ => format!("{noun} by how often each range holds one."),
                }
            }
            ChartKind::Strip => {
                let groups = by_quarter(dots);
                let middle = |group: &Group| {
                    let values: Vec<f64> = group.values.iter().map(|(value, _)| *value).collect();
                    percentiles(&values).p50
                };
                let middles: Vec<f64> = groups.iter().filter_map(middle).collect();
                let low = middles.iter().copied().fold(f64::INFINITY, f64::min);
                let high = middles.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                match middles.len() {
                    0 => format!("{noun} by quarter, too few in any for a middle."),
                    1 => format!("{noun} by quarter; the one middle is {}.", unit.chosen(low)),
                    _ => format!(
                        "{noun} by quarter; the middle of a quarter lay between {} and {}.",
                        unit.chosen(low),
                        unit.chosen(high)
                    ),
                }
            }
            ChartKind::SmallMultiples => {
                let (panels, _) = self.panels(dots);
                let names: Vec<&str> = panels.iter().map(|panel| panel.name.as_str()).collect();
                format!("{noun} on one scale: {}.", names.join(", "))
            }
            _ => {
                let values: Vec<f64> = dots.iter().map(|dot| dot.value).collect();
                let borne = percentiles(&values);
                match (borne.p50, borne.p85) {
                    (Some(half), Some(most)) => format!(
                        "Half of {noun}: {} or less; 85 of 100: {} or less.",
                        unit.chosen(half),
                        unit.chosen(most)
                    ),
                    (Some(half), None) => {
                        format!("Half of {noun}: {} or less.", unit.chosen(half))
                    }
                    _ => format!("{noun}, too few for a percentile."),
                }
            }
        }
    }

    fn noun(&self, count: usize) -> String {
        match &self.measured.computed {
            Some(it) if it.derivation.gather() == Gather::Median => counted(count, "case", "cases"),
            _ => counted(count, "value", "values"),
        }
    }
}

/// Returns cases by the quarter of their days.
fn by_quarter(dots: &[Dot]) -> Vec<Group> {
    let quarters = dots.chunk_by(|a, b| a.on.quarter_start() == b.on.quarter_start());
    let group = |dots: &[Dot]| Group {
        label: dots.first().map_or(String::new(), |dot| {
            format!("Q{}\u{a0}{:02}", dot.on.quarter(), dot.on.year().rem_euclid(100))
        }),
        values: dots.iter().map(|dot| (dot.value, dot.label.clone())).collect(),
    };
    quarters.map(group).collect()
}

/// Returns what a kind of chart is called where it stands beside another.
pub(super) fn words(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Run => "as a process behaviour chart",
        ChartKind::Line => "as a line",
        ChartKind::Bars => "as bars",
        ChartKind::Area => "as an area",
        ChartKind::Scatter => "case by case",
        ChartKind::Histogram => "how often which value",
        ChartKind::Strip => "the spread by quarter",
        ChartKind::SmallMultiples => "side by side",
        ChartKind::Spark => "the recent course",
    }
}
