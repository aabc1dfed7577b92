//! Cases with their days become a series: one value for each period that has any.

use crate::id::{Date, Rhythm};
use crate::kind::Gather;

use super::middle::median;
use super::series::{Point, Series};

/// Returns the series of cases in the order of their days: of each its day and its value, which is finite.
///
/// The value of a period is the median of its cases, or the share of ones among them in percent; `n` is
/// their number. A period without cases is a gap.
pub fn gather(cases: &[(Date, f64)], rhythm: Rhythm, how: Gather) -> Series {
    let mut series = Series::empty(rhythm);
    let same = |a: &(Date, f64), b: &(Date, f64)| rhythm.period(a.0) == rhythm.period(b.0);
    for of_period in cases.chunk_by(same) {
        let Some((day, _)) = of_period.first() else { continue };
        let values: Vec<f64> = of_period.iter().map(|(_, value)| *value).collect();
        let value = match how {
            Gather::Median => median(&values),
            // To four decimals, since what is drawn is downloaded, too.
            Gather::Share => (1e6 * values.iter().sum::<f64>() / values.len() as f64).round() / 1e4,
        };
        let n = u64::try_from(values.len()).ok();
        series.points.push(Point { period: rhythm.period(*day), value, n });
    }
    let is_whole = series.points.iter().all(|point| point.value.fract() == 0.0);
    series.decimals = usize::from(!is_whole);
    series
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases(written: &[(&str, f64)]) -> Vec<(Date, f64)> {
        written.iter().map(|(day, value)| (Date::parse(day).unwrap(), *value)).collect()
    }

    fn told(series: &Series) -> Vec<String> {
        let point = |point: &Point| {
            format!("{} {:.2} n={}", point.period.last, point.value, point.n.unwrap_or(0))
        };
        series.points.iter().map(point).collect()
    }

    #[test]
    fn a_month_has_the_median_of_its_cases_and_an_empty_one_is_a_gap() {
        let cases = cases(&[
            ("2026-01-01", 10.0),
            ("2026-01-31", 41.0),
            ("2026-03-05", 7.0),
            ("2026-03-05", 30.0),
            ("2026-03-09", 8.0),
        ]);
        let series = gather(&cases, Rhythm::Month, Gather::Median);
        assert_eq!(told(&series), ["2026-01-31 25.50 n=2", "2026-03-31 8.00 n=3"]);
        assert_eq!(series.decimals, 1);
        assert!(series.has_gap_before(1));
    }

    #[test]
    fn a_quarter_has_the_share_of_ones_in_percent() {
        let cases = cases(&[("2026-01-09", 1.0), ("2026-02-01", 0.0), ("2026-03-31", 0.0)]);
        let series = gather(&cases, Rhythm::Quarter, Gather::Share);
        assert_eq!(told(&series), ["2026-03-31 33.33 n=3"]);
        assert_eq!(gather(&[], Rhythm::Quarter, Gather::Share).decimals, 0);
    }
}
