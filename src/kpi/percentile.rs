//! Percentiles by nearest rank, as far as the number of values bears them.
//!
//! The percentile P of n values is the value at rank ⌈P/100 · n⌉ of the sorted ones, counted from one:
//! always a value that was there, in its unit. It is told from so many values on that some lie beyond
//! it; fewer would make the largest of them a law.

/// A percentile with the least number of values that bears it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Percentile {
    percent: usize,
    least: usize,
}

const P50: Percentile = Percentile { percent: 50, least: 5 };
const P85: Percentile = Percentile { percent: 85, least: 10 };
const P95: Percentile = Percentile { percent: 95, least: 20 };

/// What some values lie below, in their unit, as far as there are enough of them.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Percentiles {
    /// How many values there are.
    pub n: usize,
    /// Half of the values are at most this; from 5 values on.
    pub p50: Option<f64>,
    /// 85 % of the values are at most this; from 10 values on.
    pub p85: Option<f64>,
    /// 95 % of the values are at most this; from 20 values on.
    pub p95: Option<f64>,
}

/// Returns the percentiles of finite values in any order.
pub fn percentiles(values: &[f64]) -> Percentiles {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let borne = |percentile: Percentile| {
        let value = nearest_rank(&sorted, percentile.percent);
        value.filter(|_| sorted.len() >= percentile.least)
    };
    Percentiles { n: sorted.len(), p50: borne(P50), p85: borne(P85), p95: borne(P95) }
}

/// Returns the value at the nearest rank of sorted values, for 1 to 100 percent; `None` of none.
fn nearest_rank(sorted: &[f64], percent: usize) -> Option<f64> {
    let rank = (percent * sorted.len()).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOURTEEN: [f64; 14] =
        [12.0, 18.0, 19.0, 21.0, 24.0, 25.0, 28.0, 30.0, 33.0, 35.0, 41.0, 48.0, 63.0, 90.0];

    // Ranks of fourteen: 7, 9.8, 11.9 and 13.3, each rounded up.
    #[test]
    fn a_percentile_is_the_value_at_the_nearest_rank_above() {
        let at = |percent| nearest_rank(&FOURTEEN, percent).unwrap();
        assert_eq!([at(50), at(70), at(85), at(95)], [28.0, 35.0, 48.0, 90.0]);
        assert_eq!([at(1), at(100)], [12.0, 90.0]);
        assert_eq!(nearest_rank(&[], 50), None);
    }

    #[test]
    fn a_percentile_needs_enough_values() {
        let told = |count: usize| {
            let values: Vec<f64> = (0..count).rev().map(|value| value as f64).collect();
            let told = percentiles(&values);
            assert_eq!(told.n, count);
            (told.p50, told.p85, told.p95)
        };
        assert_eq!(told(0), (None, None, None));
        assert_eq!(told(4), (None, None, None));
        assert_eq!(told(5), (Some(2.0), None, None));
        assert_eq!(told(9), (Some(4.0), None, None));
        assert_eq!(told(10), (Some(4.0), Some(8.0), None));
        assert_eq!(told(19), (Some(9.0), Some(16.0), None));
        assert_eq!(told(20), (Some(9.0), Some(16.0), Some(18.0)));
        assert_eq!(percentiles(&FOURTEEN).p95, None);
    }
}
