//! Thins a long series for drawing without inventing a value.

use std::ops::RangeInclusive;

use crate::kpi::Series;

/// Returns the indices of the points to draw: all of them, or, where there are more than `most`, the
/// lowest and the highest of each of equally many neighbours, with the first and the last point.
pub(super) fn kept(series: &Series, most: usize) -> Vec<usize> {
    let count = series.len();
    if count <= most {
        return (0..count).collect();
    }
    let buckets = most / 2 - 1;
    let mut kept = vec![0];
    for bucket in 0..buckets {
        let (start, end) = (bucket * count / buckets, (bucket + 1) * count / buckets);
        let by_value =
            |a: &usize, b: &usize| series.points[*a].value.total_cmp(&series.points[*b].value);
        let low = (start..end).min_by(by_value);
        let high = (start..end).max_by(by_value);
        kept.extend(low);
        kept.extend(high);
    }
    kept.push(count - 1);
    kept.sort_unstable();
    kept.dedup();
    kept
}

/// Returns the stretches of kept points between which no period is missing.
pub(super) fn unbroken(series: &Series, kept: &[usize]) -> Vec<RangeInclusive<usize>> {
    let mut stretches: Vec<RangeInclusive<usize>> = Vec::new();
    for (place, at) in kept.iter().enumerate() {
        let before = place.checked_sub(1).map_or(0, |before| kept[before]);
        let is_broken = (before + 1..=*at).any(|between| series.has_gap_before(between));
        match stretches.last_mut() {
            Some(last) if !is_broken => *last = *last.start()..=place,
            _ => stretches.push(place..=place),
        }
    }
    stretches
}
