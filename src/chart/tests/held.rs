//! What is drawn leads back to the values that it stands for.
//!
//! Heights are measured by the lowest and the highest value, so that nothing here asks the code under
//! test where a value lies.

use super::Case;
use super::any::numbers;
use super::kinds::grouped;
use crate::chart::{Look, Size, groups_shown, histogram_rows};
use crate::kpi::Unit;

/// Three lengths are rounded to tenths, two of which measure the third.
const ROUNDING: f64 = 0.21;

/// Returns the places of the circles of a class.
pub(super) fn circles(svg: &str, class: &str) -> Vec<(f64, f64)> {
    let start = format!("<g class=\"{class}\">");
    let groups = svg.split(&start).skip(1).map(|part| part.split("</g>").next().unwrap());
    let number = |circle: &str, name: &str| {
        numbers(circle.split(name).nth(1).unwrap().split('"').next().unwrap())[0]
    };
    groups
        .flat_map(|group| group.split("<circle").skip(1))
        .map(|circle| (number(circle, "cx=\""), number(circle, "cy=\"")))
        .collect()
}

/// Returns the blocks of a class: left, top, right and bottom.
pub(super) fn blocks(svg: &str, class: &str) -> Vec<[f64; 4]> {
    let start = format!("<path class=\"{class}\" d=\"");
    let paths = svg.split(&start).skip(1).map(|part| part.split('"').next().unwrap());
    paths
        .flat_map(|path| path.split('M').skip(1))
        .map(|block| {
            let all = numbers(block);
            [all[0], all[1], all[2], all[5]]
        })
        .collect()
}

/// Asserts that lengths are to each other as the values are, one by one, or else in any order.
fn assert_held(kind: &str, drawn: &[f64], values: &[f64], is_ordered: bool) {
    let span = |all: &[f64]| {
        let low = all.iter().copied().fold(f64::INFINITY, f64::min);
        (low, all.iter().copied().fold(f64::NEG_INFINITY, f64::max) - low)
    };
    let ((first, reach), (low, spread)) = (span(drawn), span(values));
    assert_eq!(drawn.is_empty(), values.is_empty(), "{kind}");
    let place =
        |value: f64| first + if spread > 0.0 { (value - low) / spread * reach } else { 0.0 };
    let is_at = |at: f64, value: f64| (place(value) - at).abs() < ROUNDING;
    if is_ordered {
        assert_eq!(drawn.len(), values.len(), "{kind}");
    }
    for (at, length) in drawn.iter().enumerate() {
        let is_held = match is_ordered {
            true => is_at(*length, values[at]),
            false => values.iter().any(|value| is_at(*length, *value)),
        };
        assert!(is_held, "{kind}: {length} is the place of no value: {drawn:?} {values:?}");
    }
}

/// Asserts that each point and each bar of a run chart or its like lies where the value of a point does.
pub(super) fn assert_course(case: &Case, svg: &str, places: &[(f64, f64)]) {
    let lines = svg.split("points=\"").skip(1).flat_map(|part| {
        let all = numbers(part.split('"').next().unwrap());
        all.chunks(2).map(|spot| (spot[0], spot[1])).collect::<Vec<_>>()
    });
    let mut spots: Vec<(f64, f64)> = lines.collect();
    spots.extend(["dot", "sig", "sign", "last"].iter().flat_map(|class| circles(svg, class)));
    let is_known = |spot: (f64, f64), off: f64| {
        places.iter().any(|(x, y)| (x - spot.0).abs() < off && (y - spot.1).abs() < off)
    };
    for spot in spots {
        assert!(is_known(spot, 0.11), "{spot:?} is the place of no value");
    }
    for [x, top, _, bottom] in blocks(svg, "sigb") {
        // The middle of two ends, which are rounded once more.
        let middle = (x, (top + bottom) / 2.0);
        assert!(is_known(middle, ROUNDING), "{middle:?} is the place of no value");
    }
    let bars = [blocks(svg, "amount"), blocks(svg, "newest")].concat();
    assert!(bars.is_empty() || case.look == Look::Bars, "{svg}");
    for [left, top, right, bottom] in bars {
        let is_known = places.iter().any(|(x, y)| {
            let is_end = (y - top).abs() < 0.11 || (y - bottom).abs() < 0.11;
            is_end && *x < left + 0.11 && *x > left - (right - left) - 0.11
        });
        assert!(is_known, "{left} {top} {bottom} is the bar of no value");
    }
}

/// Asserts the same of a small kind of chart.
pub(super) fn assert_kind(case: &Case, kind: &str, svg: &str, size: Size, cuts: &[usize]) {
    let values: Vec<f64> = case.series.points.iter().map(|point| point.value).collect();
    let heights = |class: &str| circles(svg, class).into_iter().map(|(_, y)| -y);
    match kind {
        // No day of a case is negative; the picture lets none lie below zero.
        "scatter" if values.iter().all(|value| *value >= 0.0) => {
            assert_held(kind, &heights("dot").collect::<Vec<_>>(), &values, true);
        }
        "rates" => {
            let sound: Vec<f64> =
                values.into_iter().filter(|value| (5.0..=95.0).contains(value)).collect();
            let shown = &sound[sound.len().saturating_sub(24)..];
            let drawn: Vec<f64> = heights("dot").chain(heights("last")).collect();
            assert_held(kind, &drawn, shown, true);
        }
        "strip" => {
            let groups = grouped(case, cuts);
            let shown = &groups[groups.len().saturating_sub(groups_shown(size))..];
            let shown: Vec<f64> =
                shown.iter().flat_map(|group| &group.values).map(|(value, _)| *value).collect();
            assert_held(kind, &heights("dot").collect::<Vec<_>>(), &shown, false);
        }
        "lanes" => {
            let ages = values.iter().copied().filter(|age| *age >= 0.0).take(16);
            // Zero has no bar, and yet all are measured from it.
            let ages: Vec<f64> = ages.filter(|age| *age > 0.0).chain([0.0]).collect();
            let bars = blocks(svg, "amount").into_iter();
            let drawn: Vec<f64> =
                bars.map(|[left, _, right, _]| right - left).chain([0.0]).collect();
            assert_held(kind, &drawn, &ages, true);
        }
        "histogram" => {
            let unit = Unit::of(&case.fields, case.series.decimals);
            let rows = histogram_rows(&values, &unit);
            assert_eq!(rows.iter().map(|(_, count)| count).sum::<u64>(), values.len() as u64);
            let counts = rows.iter().map(|(_, count)| *count as f64);
            let counts: Vec<f64> = counts.filter(|count| *count > 0.0).chain([0.0]).collect();
            let bars = blocks(svg, "amount").into_iter();
            let drawn: Vec<f64> =
                bars.map(|[_, top, _, bottom]| bottom - top).chain([0.0]).collect();
            assert_held(kind, &drawn, &counts, true);
        }
        _ => {}
    }
}
