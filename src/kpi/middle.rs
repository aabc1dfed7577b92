//! Means and medians.

/// Returns the mean of some values, in their unit; zero of none.
///
/// It is reckoned from the first value on, so that the mean of equal values is that value and a constant
/// series lies on its own centre; the sum carries along what each addition rounds away (Neumaier 1974).
pub(super) fn mean(values: &[f64]) -> f64 {
    let Some(first) = values.first() else { return 0.0 };
    let (mut sum, mut lost) = (0.0_f64, 0.0);
    for value in values {
        let value = value - first;
        let next = sum + value;
        lost += match sum.abs() >= value.abs() {
            true => (sum - next) + value,
            false => (value - next) + sum,
        };
        sum = next;
    }
    first + (sum + lost) / values.len() as f64
}

/// Returns the middle of some values, or the mean of the two in the middle; zero of none.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    match (sorted.len() % 2, sorted.get(half)) {
        (_, None) => 0.0,
        (1, Some(middle)) => *middle,
        (_, Some(upper)) => (sorted[half - 1] + upper) / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_equal_values_is_that_value() {
        for value in [0.1, -0.7, 33.3, 1e12, 1e-9] {
            for count in [1, 3, 12, 20, 500] {
                assert_eq!(mean(&vec![value; count]), value, "{count} times {value}");
            }
        }
        assert_eq!(mean(&[]), 0.0);
        assert_eq!(mean(&[1.0, 2.0, 6.0]), 3.0);
    }

    #[test]
    fn a_median_of_an_even_count_lies_between_two() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median(&[]), 0.0);
    }
}
