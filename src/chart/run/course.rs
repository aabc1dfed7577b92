//! What the charts of one series share.
//!
//! A KPI is drawn on its own page, on those of its objectives and wherever prose places it. The line, its
//! points and what they say are most of the work, and differ only where the plot has another place; which
//! points there are, and what is said of the whole, never differs.

use std::ops::{Range, RangeInclusive};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::chart::label::Area;

use super::Size;
use super::layout::Layout;

/// The lines of a series that were drawn so far, for each rendition.
#[derive(Debug, Default)]
pub struct Courses {
    wide: Mutex<Vec<Arc<Course>>>,
    narrow: Mutex<Vec<Arc<Course>>>,
    /// The points of the wide rendition, and of the narrow one.
    traces: [OnceLock<Trace>; 2],
    about: OnceLock<String>,
}

/// The points of a rendition.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    /// Those that can be drawn, thinned where there are too many.
    pub(super) points: Vec<usize>,
    /// The places in `points` between which the line is unbroken.
    pub(super) unbroken: Vec<RangeInclusive<usize>>,
}

/// How many lines are kept for a rendition: the rows of ship dates above a plot, none to two, make most
/// of the difference.
const KEPT: usize = 6;

/// The line of a series with its points, and what they say under a pointer.
#[derive(Debug)]
pub(super) struct Course {
    plot: Area,
    days: Range<f64>,
    values: Range<f64>,
    /// The line and its points.
    pub(super) line: String,
    /// What answers a pointer.
    pub(super) hits: String,
}

impl Courses {
    /// Returns the points of a rendition.
    pub(super) fn trace(&self, size: Size, find: impl FnOnce() -> Trace) -> Trace {
        let [wide, narrow] = &self.traces;
        let kept = if size == Size::Wide { wide } else { narrow };
        kept.get_or_init(find).clone()
    }

    /// Returns what is said of the series to who does not see it.
    pub(super) fn about(&self, say: impl FnOnce() -> String) -> String {
        self.about.get_or_init(say).clone()
    }

    /// Returns the line for a layout: one that was drawn where it lies, else another.
    pub(super) fn of(&self, size: Size, layout: &Layout, draw: impl Fn() -> Course) -> Arc<Course> {
        let kept = match size {
            Size::Wide => &self.wide,
            Size::Narrow => &self.narrow,
        };
        // Who panicked while it looked has changed nothing.
        let lock = || kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(course) = lock().iter().find(|course| course.fits(layout)) {
            return Arc::clone(course);
        }
        let course = Arc::new(draw());
        let mut kept = lock();
        // Another thread may have drawn the same meanwhile.
        if kept.len() < KEPT && !kept.iter().any(|known| known.fits(layout)) {
            kept.push(Arc::clone(&course));
        }
        course
    }
}

impl Course {
    /// Returns what was drawn for a layout.
    pub(super) fn new(layout: &Layout, line: String, hits: String) -> Course {
        let (plot, days, values) = (layout.plot, layout.days.clone(), layout.values.clone());
        Course { plot, days, values, line, hits }
    }

    fn fits(&self, layout: &Layout) -> bool {
        self.plot == layout.plot && self.days == layout.days && self.values == layout.values
    }
}
