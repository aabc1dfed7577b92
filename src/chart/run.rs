//! The chart of a KPI's page: a series in time, with what is usual, what was promised and what shipped.

mod course;
mod extent;
mod layout;
mod paint;
mod tips;

use std::borrow::Cow;
use std::ops::Range;

use crate::doc::{KpiFields, Placing};
use crate::id::Date;
use crate::kpi::{Analysis, Series, Unit, Verdicts, analyse, verdicts};

use super::scale::is_drawable;

pub use course::Courses;
use layout::Layout;

/// A brief at its ship date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mark {
    /// The number in its circle, which the list below the chart repeats.
    pub number: u32,
    /// When it shipped.
    pub date: Date,
}

/// Returns whether a chart of a series has a place for what happened on a day: from its first period to
/// the end of its last.
pub fn reaches(series: &Series, date: Date) -> bool {
    let (Some(first), Some(last)) = (series.points.first(), series.last()) else { return false };
    (first.period.start..=last.period.last).contains(&date)
}

/// The rendition of a chart: both stand on the page, which shows one by its width.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Size {
    /// 880 × 360.
    Wide,
    /// 360 × 260, for a phone.
    Narrow,
}

impl Size {
    /// Returns the view box.
    pub(super) fn pixels(self) -> (u32, u32) {
        match self {
            Size::Wide => (880, 360),
            Size::Narrow => (360, 260),
        }
    }

    /// Returns how many points it has room for: about two pixels for each.
    fn points(self) -> usize {
        match self {
            Size::Wide => 400,
            Size::Narrow => 150,
        }
    }
}

/// How a chart shows a series.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look {
    /// With centre, limits and signals.
    Run,
    /// As a line alone, with the band in which all is well.
    Line,
    /// As bars from zero.
    Bars,
    /// As an area from zero.
    Area,
}

/// What a chart shows.
#[derive(Clone, Copy, Debug)]
pub struct Spec<'a> {
    /// The values.
    pub series: &'a Series,
    /// What they show.
    pub analysis: &'a Analysis,
    /// What is said of them.
    pub verdicts: &'a Verdicts,
    /// Target, direction and possible range.
    pub fields: &'a KpiFields,
    /// How values are written.
    pub unit: &'a Unit,
    /// The KPI's name.
    pub name: &'a str,
    /// The briefs that named the KPI.
    pub marks: &'a [Mark],
    /// How it shows them.
    pub look: Look,
    /// The days that are shown; the limits are those of the whole series.
    pub shown: Placing,
    /// What the points are, in their order, where they follow each other rather than the calendar.
    pub order: Option<&'a [String]>,
    /// The rendition.
    pub size: Size,
    /// A prefix that makes the ids of the chart unique on its page.
    pub id: &'a str,
    /// What was drawn of the same KPI before, from the same series, fields, analysis and unit: it may be
    /// drawn again, and differs by nothing.
    pub courses: &'a Courses,
}

impl Spec<'_> {
    /// Returns the indices of the points that are shown.
    fn range(&self) -> Range<usize> {
        let points = &self.series.points;
        let first = self
            .shown
            .from
            .map_or(0, |from| points.partition_point(|point| point.period.start < from));
        let end = self
            .shown
            .to
            .map_or(points.len(), |to| points.partition_point(|point| point.period.start <= to));
        first..end.max(first)
    }

    /// Returns the part of the series that is shown.
    fn shown_series(&self) -> Cow<'_, Series> {
        let range = self.range();
        if range.len() == self.series.len() {
            return Cow::Borrowed(self.series);
        }
        Cow::Owned(Series { points: self.series.points[range].to_vec(), ..*self.series })
    }
}

/// Returns the chart as one `svg` element. A series without values becomes an empty picture; a page
/// says so in words instead. Values too large to be drawn are left out of all that it says.
pub fn run_chart(spec: &Spec) -> String {
    of_drawable(spec, |spec| paint::paint(spec, &Layout::of(spec)))
}

/// Looks at a chart of the values that can be drawn.
fn of_drawable<T>(spec: &Spec, look: impl FnOnce(&Spec) -> T) -> T {
    let points = &spec.series.points;
    if points.iter().all(|point| is_drawable(point.value)) {
        return look(spec);
    }
    let kept: Vec<usize> = (0..points.len()).filter(|at| is_drawable(points[*at].value)).collect();
    let series = Series { points: kept.iter().map(|at| points[*at]).collect(), ..*spec.series };
    // What was found in all of them rests on those that are left out, too.
    let analysis = analyse(&series, spec.fields);
    let verdicts = verdicts(&series, &analysis, spec.fields);
    let name = |at: &usize| spec.order?.get(*at).cloned();
    let order: Vec<String> = kept.iter().filter_map(name).collect();
    look(&Spec {
        series: &series,
        analysis: &analysis,
        verdicts: &verdicts,
        order: spec.order.map(|_| order.as_slice()),
        courses: &Courses::default(),
        ..*spec
    })
}

/// Returns the labels of a chart and what they must not lie on, for tests.
#[cfg(test)]
pub(super) fn labels(spec: &Spec) -> Vec<super::label::Label> {
    of_drawable(spec, |spec| Layout::of(spec).labels.placed)
}
