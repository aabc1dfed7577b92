//! The chart of a KPI's page: a series in time, with what is usual, what was promised and what shipped.

mod course;
mod layout;
mod paint;
mod releases;
mod tips;

use crate::doc::KpiFields;
use crate::id::Date;
use crate::kpi::{Analysis, Series, Unit, Verdicts};

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
    fn pixels(self) -> (u32, u32) {
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
    /// The rendition.
    pub size: Size,
    /// A prefix that makes the ids of the chart unique on its page.
    pub id: &'a str,
    /// What was drawn of the same KPI before, from the same series, fields, analysis and unit: it may be
    /// drawn again, and differs by nothing.
    pub courses: &'a Courses,
}

/// Returns the chart as one `svg` element. A series without values becomes an empty picture; a page
/// says so in words instead.
pub fn run_chart(spec: &Spec) -> String {
    paint::paint(spec, &Layout::of(spec))
}

/// Returns the labels of a chart and what they must not lie on, for tests.
#[cfg(test)]
pub(super) fn labels(spec: &Spec) -> Vec<super::label::Label> {
    Layout::of(spec).labels.placed
}
