//! Shares of a count, with the interval in which the share behind them lies.
//!
//! The 95 % score interval of Edwin B. Wilson (*Journal of the American Statistical Association* 22,
//! 1927): with p the share of n, and z the 97.5 % point of the normal distribution,
//! (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n). Unlike p ± z·√(p(1 − p)/n) it holds for few
//! observations and for shares of none and all, and never leaves 0 to 1.

use crate::doc::KpiFields;
use crate::id::{Date, Period, Rhythm};

use super::range::{Possible, possible};
use super::series::Point;

/// The 97.5 % point of the normal distribution.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// From so many observations on a rate is told with its interval.
const ENOUGH: u64 = 10;

/// Two bounds in the unit of what lies between them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interval {
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

/// Returns the interval, from 0 to 1, of a share of so many observations; `None` where there are none,
/// or where it is no share.
pub(super) fn wilson(share: f64, n: u64) -> Option<Interval> {
    if n == 0 || !(0.0..=1.0).contains(&share) {
        return None;
    }
    let n = n as f64;
    let square = Z * Z / n;
    let middle = (share + square / 2.0) / (1.0 + square);
    let reach = Z / (1.0 + square) * (share * (1.0 - share) / n + square / (4.0 * n)).sqrt();
    // At the ends rounding would leave them by a hair.
    let low = if share == 0.0 { 0.0 } else { (middle - reach).max(0.0) };
    let high = if share == 1.0 { 1.0 } else { (middle + reach).min(1.0) };
    Some(Interval { low, high })
}

/// Returns the interval of a value in percent; `None` unless the KPI is a share of what was observed: its
/// unit is `%`, it lies between 0 and 100, and `n` says how many observations there were.
pub fn interval(fields: &KpiFields, point: &Point) -> Option<Interval> {
    const SHARE: Possible = Possible { low: Some(0.0), high: Some(100.0) };
    let is_share = fields.unit.as_ref().is_some_and(|unit| unit.value.trim() == "%");
    if !is_share || possible(fields) != SHARE {
        return None;
    }
    let of_one = wilson(point.value / 100.0, point.n?)?;
    Some(Interval { low: 100.0 * of_one.low, high: 100.0 * of_one.high })
}

/// So many of so many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Rate {
    /// How many are counted.
    pub met: u64,
    /// Of how many.
    pub of: u64,
}

impl Rate {
    /// Returns the share in percent; `None` of none.
    pub fn percent(self) -> Option<f64> {
        (self.of > 0).then(|| 100.0 * self.met as f64 / self.of as f64)
    }

    /// Returns the interval of the share in percent; `None` under 10 observations, of which a share
    /// says next to nothing.
    pub fn interval(self) -> Option<Interval> {
        if self.of < ENOUGH || self.met > self.of {
            return None;
        }
        let of_one = wilson(self.met as f64 / self.of as f64, self.of)?;
        Some(Interval { low: 100.0 * of_one.low, high: 100.0 * of_one.high })
    }
}

/// Returns the last four quarters that have ended on a day, as one span; `None` at the edge of the
/// calendar.
pub fn four_quarters(until: Date) -> Option<Period> {
    let quarter = Rhythm::Quarter.period(until);
    let last = match quarter.last <= until {
        true => quarter.last,
        false => quarter.start.plus_days(-1)?,
    };
    let start = last.quarter_start().plus_months(-9)?;
    Some(Period { start, last })
}

/// Returns the rate of cases in a span: of each its day, and whether it is met.
pub fn rate(cases: impl Iterator<Item = (Date, bool)>, span: Period) -> Rate {
    let mut rate = Rate::default();
    for (_, is_met) in cases.filter(|(on, _)| (span.start..=span.last).contains(on)) {
        rate.met += u64::from(is_met);
        rate.of += 1;
    }
    rate
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{Span, Spanned};

    /// Worked out with exact fractions and a square root of fifty digits, outside of the program.
    const KNOWN: [(u64, u64, f64, f64); 6] = [
        (21, 24, 68.9961, 95.6557),
        (13, 15, 62.1180, 96.2639),
        (2, 9, 6.3225, 54.7411),
        (0, 8, 0.0, 32.4408),
        (8, 8, 67.5592, 100.0),
        (1, 1, 20.6549, 100.0),
    ];

    #[test]
    fn the_interval_of_a_share_is_wilsons() {
        for (met, of, low, high) in KNOWN {
            let found = wilson(met as f64 / of as f64, of).unwrap();
            let is_close = |found: f64, known: f64| (100.0 * found - known).abs() < 5e-5;
            assert!(
                is_close(found.low, low) && is_close(found.high, high),
                "{met}/{of}: {found:?}"
            );
        }
        assert_eq!(wilson(0.5, 0), None);
        assert_eq!(wilson(1.2, 10), None);
        assert_eq!(wilson(f64::NAN, 10), None);
        let many = wilson(0.5, u64::MAX).unwrap();
        assert!(many.low <= 0.5 && 0.5 <= many.high, "{many:?}");
    }

    #[test]
    fn a_rate_has_an_interval_from_ten_observations_on() {
        let (few, enough) = (Rate { met: 2, of: 9 }, Rate { met: 2, of: 10 });
        assert_eq!((few.percent(), few.interval()), (Some(200.0 / 9.0), None));
        assert!(enough.interval().is_some());
        assert_eq!((Rate::default().percent(), Rate::default().interval()), (None, None));
    }

    #[test]
    fn only_a_share_of_observations_has_an_interval() {
        let fields = |unit: &str, range: Option<(Option<f64>, Option<f64>)>| KpiFields {
            unit: Some(Spanned::new(unit.to_owned(), Span::default())),
            range: range.map(|range| Spanned::new(range, Span::default())),
            ..KpiFields::default()
        };
        let period = Rhythm::Month.period(Date::new(2026, 3, 1).unwrap());
        let point = |value: f64, n: Option<u64>| Point { period, value, n };
        let found = interval(&fields("%", None), &point(87.5, Some(24))).unwrap();
        assert!((found.low - 68.9961).abs() < 5e-5 && (found.high - 95.6557).abs() < 5e-5);
        assert_eq!(interval(&fields("%", None), &point(87.5, None)), None);
        assert_eq!(interval(&fields("%", None), &point(87.5, Some(0))), None);
        assert_eq!(interval(&fields("of 5", None), &point(4.0, Some(24))), None);
        let growth = fields("%", Some((Some(-100.0), None)));
        assert_eq!(interval(&growth, &point(4.0, Some(24))), None);
    }

    #[test]
    fn four_quarters_are_those_that_have_ended() {
        let day = |text: &str| Date::parse(text).unwrap();
        let span = |until: &str| {
            let span = four_quarters(day(until)).unwrap();
            [span.start.to_string(), span.last.to_string()]
        };
        assert_eq!(span("2026-06-29"), ["2025-04-01", "2026-03-31"]);
        assert_eq!(span("2026-06-30"), ["2025-07-01", "2026-06-30"]);
        assert_eq!(span("2026-01-01"), ["2025-01-01", "2025-12-31"]);
        let cases = [("2025-03-31", true), ("2025-04-01", true), ("2026-03-31", false)];
        let cases = cases.map(|(on, is_met)| (day(on), is_met)).into_iter();
        let span = four_quarters(day("2026-06-29")).unwrap();
        assert_eq!(rate(cases, span), Rate { met: 1, of: 2 });
    }
}
