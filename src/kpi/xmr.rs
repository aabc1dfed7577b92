//! Process behaviour (XmR) charts.
//!
//! Centre, natural process limits and rules after Donald J. Wheeler, *Understanding Variation*; the
//! constants are the usual ones for moving ranges of two: 2.660 = 3 / d₂ and 3.268 = D₄.

use crate::doc::{KpiFields, Phase};

use super::detect::signals;
use super::middle::{mean, median};
use super::range::{Possible, possible};
use super::series::Series;

/// How many points make a baseline unless the KPI says otherwise.
pub(super) const BASELINE: usize = 20;

/// How much a stretch of points bears.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Limits {
    /// Under 6 points: dots and a table.
    None,
    /// 6 to 11: the median.
    Median,
    /// 12 to 19: limits, labelled provisional.
    Provisional,
    /// 20 or more: limits.
    Full,
}

impl Limits {
    /// Returns what a number of points bears.
    pub fn of(count: usize) -> Limits {
        match count {
            0..6 => Limits::None,
            6..12 => Limits::Median,
            12..20 => Limits::Provisional,
            _ => Limits::Full,
        }
    }
}

/// A stretch of a series between declared changes, with its limits.
#[derive(Clone, PartialEq, Debug)]
pub struct Stretch {
    /// The index of its first point.
    pub first: usize,
    /// One past the index of its last point.
    pub end: usize,
    /// How many of its first points make the baseline.
    pub baseline: usize,
    /// How much it bears.
    pub limits: Limits,
    /// The centre: the mean of the baseline, the median in the median variant and under 12 points;
    /// `None` under 6.
    pub centre: Option<f64>,
    /// The mean or median moving range of the baseline.
    pub moving_range: f64,
    /// The lower limit, at most clamped to the possible range; `None` under 12 points.
    pub lower: Option<f64>,
    /// The upper limit, at most clamped to the possible range; `None` under 12 points.
    pub upper: Option<f64>,
    /// Whether the lower limit was clamped, and so detects nothing.
    pub is_lower_clamped: bool,
    /// Whether the upper limit was clamped, and so detects nothing.
    pub is_upper_clamped: bool,
    /// The upper limit of moving ranges; `None` under 12 points.
    pub range_limit: Option<f64>,
    /// Which middle it is measured by.
    pub(super) middle: Middle,
    /// Below what difference two numbers of this stretch are one: what rounding leaves of numbers of
    /// their size. A value on the centre is on it, whichever digit the last addition rounded.
    pub(super) grain: f64,
}

/// A detection rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Rule {
    /// A point outside of the limits.
    Outside,
    /// Eight or more in succession on one side of the centre.
    Run,
    /// Three of four in succession nearer a limit than the centre.
    NearLimit,
}

/// A side of the centre.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum Side {
    /// Higher than the centre.
    Above,
    /// Lower than the centre.
    Below,
}

/// Points that a rule singles out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signal {
    /// The rule.
    pub rule: Rule,
    /// The index of the first point.
    pub first: usize,
    /// The index of the last point.
    pub last: usize,
    /// The index of the point at which the rule fired for the first time.
    pub fired: usize,
    /// On which side of the centre they lie.
    pub side: Side,
}

/// What a series shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Analysis {
    /// The stretches in time order.
    pub stretches: Vec<Stretch>,
    /// The signals, by their last point.
    pub signals: Vec<Signal>,
}

impl Analysis {
    /// Returns the present stretch.
    pub fn present(&self) -> Option<&Stretch> {
        self.stretches.last()
    }

    /// Returns the signal that contains a point, the latest of several.
    pub fn signal_at(&self, index: usize) -> Option<&Signal> {
        self.signals.iter().rev().find(|signal| (signal.first..=signal.last).contains(&index))
    }
}

/// Which middle a stretch is measured by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Middle {
    /// Mean of values and of moving ranges.
    Mean,
    /// Median of both, for a series with a wild point.
    Median,
}

impl Middle {
    /// Returns the middle that a phase asks for; before the first phase it is the mean.
    pub(super) fn of(phase: Option<&Phase>) -> Middle {
        let method = phase.and_then(|phase| phase.method.as_ref());
        match method.is_some_and(|method| method.value == "median") {
            true => Middle::Median,
            false => Middle::Mean,
        }
    }

    /// Returns how many moving ranges lie between the centre and a limit, and up to how many one reaches.
    pub(super) fn widths(self) -> (f64, f64) {
        match self {
            Middle::Mean => (2.660, 3.268),
            Middle::Median => (3.145, 3.865),
        }
    }
}

/// Returns the stretches and signals of a series.
pub fn analyse(series: &Series, fields: &KpiFields) -> Analysis {
    let possible = possible(fields);
    let baseline = fields.baseline.as_ref().map_or(BASELINE, |baseline| baseline.value as usize);
    let mut starts: Vec<(usize, Middle)> = vec![(0, Middle::Mean)];
    for phase in &fields.phases {
        let first = series.points.partition_point(|point| point.period.start < phase.from.value);
        let middle = Middle::of(Some(phase));
        match starts.last_mut() {
            Some(last) if last.0 == first => last.1 = middle,
            _ if first < series.len() => starts.push((first, middle)),
            _ => {}
        }
    }
    let mut analysis = Analysis::default();
    for (at, (first, middle)) in starts.iter().enumerate() {
        let end = starts.get(at + 1).map_or(series.len(), |next| next.0);
        if *first == end {
            continue;
        }
        let stretch = stretch(series, *first, end, baseline, *middle, possible);
        signals(series, &stretch, &mut analysis.signals);
        analysis.stretches.push(stretch);
    }
    // Of signals that end together a run tells most, since it says that a shift has lasted, and after it
    // the longest; what tells most comes last.
    analysis.signals.sort_by_key(|signal| {
        let is_run = signal.rule == Rule::Run;
        (signal.last, is_run, std::cmp::Reverse(signal.first), signal.rule)
    });
    analysis
}

/// Returns the limits of the points from `first` up to `end`.
pub(super) fn stretch(
    series: &Series,
    first: usize,
    end: usize,
    baseline: usize,
    middle: Middle,
    possible: Possible,
) -> Stretch {
    let count = end.saturating_sub(first);
    let baseline = baseline.max(1).min(count);
    let values: Vec<f64> =
        series.points[first..first + baseline].iter().map(|point| point.value).collect();
    // No moving range bridges a missing period.
    let ranges: Vec<f64> = (first + 1..first + baseline)
        .filter(|at| !series.has_gap_before(*at))
        .map(|at| (series.points[at].value - series.points[at - 1].value).abs())
        .collect();
    let limits = match Limits::of(baseline) {
        // Where each value has a gap before it, nothing tells how far one lies from the next.
        limits if ranges.is_empty() => limits.min(Limits::Median),
        limits => limits,
    };
    let size = values.iter().fold(0.0_f64, |size, value| size.max(value.abs()));
    let grain = 32.0 * f64::EPSILON * size;
    let mut stretch = Stretch {
        first,
        end,
        baseline,
        limits,
        centre: None,
        moving_range: 0.0,
        lower: None,
        upper: None,
        is_lower_clamped: false,
        is_upper_clamped: false,
        range_limit: None,
        middle,
        grain,
    };
    match limits {
        Limits::None => return stretch,
        Limits::Median => {
            stretch.centre = Some(median(&values));
            return stretch;
        }
        Limits::Provisional | Limits::Full => {}
    }
    let (centre, moving_range) = match middle {
        Middle::Mean => (mean(&values), mean(&ranges)),
        Middle::Median => (median(&values), median(&ranges)),
    };
    let (width, range_width) = middle.widths();
    let (lower, upper) = (centre - width * moving_range, centre + width * moving_range);
    stretch.centre = Some(centre);
    stretch.moving_range = moving_range;
    stretch.range_limit = Some(range_width * moving_range);
    stretch.is_lower_clamped = possible.low.is_some_and(|low| lower < low - grain);
    stretch.is_upper_clamped = possible.high.is_some_and(|high| upper > high + grain);
    stretch.lower = Some(possible.low.map_or(lower, |low| lower.max(low)));
    stretch.upper = Some(possible.high.map_or(upper, |high| upper.min(high)));
    stretch
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{Date, Rhythm};
    use crate::kpi::Point;

    fn series(values: &[f64]) -> Series {
        let start = Date::new(2026, 1, 5).unwrap();
        let points = values.iter().enumerate().map(|(at, value)| {
            let day = start.plus_days(7 * i32::try_from(at).unwrap()).unwrap();
            Point { period: Rhythm::Week.period(day), value: *value, n: None }
        });
        Series { rhythm: Rhythm::Week, points: points.collect(), decimals: 0 }
    }

    fn close(value: Option<f64>, expected: f64) {
        let value = value.unwrap();
        assert!((value - expected).abs() < 5e-5, "{value} is not {expected}");
    }

    const TWELVE: [f64; 12] =
        [39.0, 41.0, 41.0, 41.0, 43.0, 44.0, 41.0, 42.0, 40.0, 41.0, 44.0, 40.0];

    // The figures of this and the next two tests come from the published method, computed by hand.
    #[test]
    fn centre_and_limits_of_twelve_points() {
        let all = stretch(&series(&TWELVE), 0, 12, 20, Middle::Mean, Possible::default());
        close(all.centre, 41.4167);
        close(Some(all.moving_range), 1.7273);
        close(all.lower, 36.8221);
        close(all.upper, 46.0112);
        close(all.range_limit, 5.6447);
        assert_eq!(all.limits, Limits::Provisional);
    }

    #[test]
    fn the_median_variant_of_twelve_points() {
        let all = stretch(&series(&TWELVE), 0, 12, 20, Middle::Median, Possible::default());
        close(all.centre, 41.0);
        close(Some(all.moving_range), 2.0);
        close(all.lower, 34.71);
        close(all.upper, 47.29);
        close(all.range_limit, 7.73);
    }

    #[test]
    fn a_run_counts_across_the_end_of_the_baseline() {
        let values = [
            34.0, 28.0, 41.0, 30.0, 52.0, 29.0, 33.0, 38.0, 27.0, 45.0, 31.0, 36.0, 30.0, 26.0,
            40.0, 33.0, 29.0, 24.0, 22.0, 25.0, 21.0, 26.0, 20.0, 23.0, 24.0, 19.0,
        ];
        let series = series(&values);
        let all = stretch(&series, 0, values.len(), 16, Middle::Mean, Possible::default());
        close(all.centre, 34.5625);
        close(Some(all.moving_range), 10.8667);
        close(all.lower, 5.6572);
        close(all.upper, 63.4678);
        let mut found = Vec::new();
        signals(&series, &all, &mut found);
        let run = Signal { rule: Rule::Run, first: 15, last: 25, fired: 22, side: Side::Below };
        assert_eq!(found, [run], "the run fires at the seventh new point, 20; nothing else does");
    }

    #[test]
    fn no_moving_range_bridges_a_gap() {
        let mut gapped = series(&TWELVE);
        gapped.points.remove(4);
        gapped.points.push(Point {
            period: Rhythm::Week.period(Date::new(2026, 3, 30).unwrap()),
            value: 41.0,
            n: None,
        });
        let all = stretch(&gapped, 0, 12, 20, Middle::Mean, Possible::default());
        // 39 41 41 41 | 44 41 42 40 41 44 40 41: ranges 2 0 0, then 3 1 2 1 3 4 1 over ten steps.
        close(Some(all.moving_range), 1.7);
    }

    #[test]
    fn a_clamped_limit_detects_nothing() {
        let values: Vec<f64> = [1.0, 9.0].repeat(10);
        let low = Possible { low: Some(0.0), high: None };
        let all = stretch(&series(&values), 0, 20, 20, Middle::Mean, low);
        assert_eq!((all.lower, all.is_lower_clamped), (Some(0.0), true));
    }

    #[test]
    fn a_constant_series_lies_on_its_centre() {
        for value in [0.1, 33.3, -0.7, 1e12, 1e-9, 0.0] {
            let series = series(&[value; 30]);
            let all = stretch(&series, 0, 30, 20, Middle::Mean, Possible::default());
            assert_eq!((all.centre, all.lower, all.upper), (Some(value), Some(value), Some(value)));
            let mut found = Vec::new();
            signals(&series, &all, &mut found);
            assert_eq!(found, [], "{value}");
        }
    }

    // The mean of 0.1, 0.2 and 0.3 is 0.2, which floating point misses by a hair.
    #[test]
    fn a_point_on_the_line_ends_a_run_whatever_rounding_leaves() {
        let mut values = [0.1, 0.2, 0.3].repeat(4);
        values.extend([0.3, 0.3, 0.3, 0.2, 0.3, 0.3, 0.3, 0.3]);
        let series = series(&values);
        let all = stretch(&series, 0, 20, 12, Middle::Mean, Possible::default());
        let mut found = Vec::new();
        signals(&series, &all, &mut found);
        assert!(found.iter().all(|signal| signal.rule != Rule::Run), "{found:?}");
    }

    #[test]
    fn without_two_neighbours_there_are_no_limits() {
        let mut every_other = series(&[1.0; 40]);
        every_other.points = every_other.points.into_iter().step_by(2).collect();
        let all = stretch(&every_other, 0, 20, 20, Middle::Mean, Possible::default());
        assert_eq!((all.limits, all.centre, all.upper), (Limits::Median, Some(1.0), None));
    }

    #[test]
    fn few_points_bear_little() {
        for (count, limits) in [(5, Limits::None), (6, Limits::Median), (11, Limits::Median)] {
            let few = series(&TWELVE[..count]);
            let all = stretch(&few, 0, count, 20, Middle::Mean, Possible::default());
            assert_eq!((all.limits, all.upper), (limits, None));
        }
    }
}
