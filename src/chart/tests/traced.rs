//! What the small kinds of charts draw leads back to what it stands for.

use super::plot::{
    assert_alike, below, blocks, circles, is_drawn, lines, plots, polylines, shapes,
};
use super::sound::{Tag, plain};
use crate::chart::{Across, Group, Panel, Share, UnitRow, WaveBars};
use crate::doc::Target;
use crate::id::Date;
use crate::kind::Cause;
use crate::kpi::Unit;

pub(super) fn day(date: Date) -> f64 {
    f64::from(date.number())
}

/// Returns the value at the nearest rank of some values.
pub(super) fn rank(values: &[f64], percent: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[((percent * values.len() as f64 / 100.0).ceil() as usize).max(1) - 1]
}

pub(super) fn column(spots: &[(f64, f64)], at: usize) -> Vec<f64> {
    spots.iter().map(|spot| if at == 0 { spot.0 } else { spot.1 }).collect()
}

/// Asserts that heights are those of values, by the ticks where two are named, and to each other.
pub(super) fn assert_heights(places: &[f64], values: &[f64], tags: &[Tag], unit: &str) {
    assert_alike(places, values);
    let Some(heights) = plots(tags, unit).first().and_then(|plot| plot.heights) else { return };
    for (place, value) in places.iter().zip(values) {
        assert!(heights.holds(*value, *place), "{value} is not at {place}");
    }
}

/// Asserts that the line of a target lies where its value does, in each plot.
pub(super) fn assert_target(tags: &[Tag], target: &Option<Target>, unit: &str) {
    let plots = plots(tags, unit);
    let drawn = lines(tags, "tg");
    assert!(drawn.is_empty() || drawn.len() == plots.len(), "{drawn:?}");
    for ([_, y, _, to], plot) in drawn.iter().zip(&plots) {
        assert_eq!(y, to);
        let value = target.as_ref().expect("no line without a target").value.value;
        let is_held = plot.heights.is_none_or(|heights| heights.holds(value, *y));
        assert!(is_held, "{value} is not at {y}");
    }
}

/// Asserts that each bar of a histogram counts the values between its sides.
pub(super) fn assert_counted(svg: &str, tags: &[Tag], values: &[f64], unit: &Unit) {
    let values: Vec<f64> = values.iter().copied().filter(is_drawn).collect();
    let bars = blocks(tags, "amount");
    assert_eq!(bars.is_empty(), values.is_empty(), "{svg}");
    let Some(plot) = plots(tags, "").into_iter().next() else { return };
    let most = bars.iter().map(|[_, top, _, bottom]| bottom - top).fold(0.0, f64::max);
    let Some(heights) = plot.heights else { panic!("counts have two ticks: {svg}") };
    let count = |[_, top, ..]: &[f64; 4]| {
        let unit = heights.place(0.0) - heights.place(1.0);
        ((heights.place(0.0) - top) / unit, 0.2 / unit)
    };
    let all: f64 = bars.iter().map(|bar| count(bar).0).sum();
    let off: f64 = bars.iter().map(|bar| count(bar).1).sum();
    assert!((all - values.len() as f64).abs() <= off + 1e-6, "{all} of {}: {svg}", values.len());
    assert!(most > 0.0);
    let Some(across) = below(&plot, tags, &unit.name) else { return };
    for bar @ [left, _, right, _] in &bars {
        // The air between bars, and what was rounded, on either side.
        let inside = |value: &f64, off: f64| {
            let place = across.place(*value);
            place > left - off && place < right + off
        };
        let (told, off) = count(bar);
        let least = values.iter().filter(|value| inside(value, -0.6)).count() as f64;
        let most = values.iter().filter(|value| inside(value, 2.6)).count() as f64;
        let is_held = least <= told + off && told - off <= most;
        assert!(is_held, "{told} are none of {least} to {most}: {svg}");
    }
}

/// Asserts that each dot of a strip is a value of its group.
pub(super) fn assert_strewn(svg: &str, tags: &[Tag], groups: &[Group], unit: &str) {
    let own = |group: &Group| {
        let mut values: Vec<f64> =
            group.values.iter().map(|(value, _)| *value).filter(is_drawn).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let groups: Vec<Vec<f64>> = groups.iter().map(own).collect();
    let drawn = circles(svg, "dot");
    let Some(plot) = plots(tags, unit).into_iter().next() else {
        assert!(drawn.is_empty() && groups.concat().is_empty(), "{svg}");
        return;
    };
    let slot = (plot.right - plot.left) / groups.len() as f64;
    let mut middles = polylines(tags).into_iter();
    for (at, values) in groups.iter().enumerate() {
        let left = plot.left + slot * at as f64;
        let places: Vec<f64> =
            drawn.iter().filter(|(x, _)| *x >= left && *x < left + slot).map(|(_, y)| *y).collect();
        let step = values.len().div_ceil(40).max(1);
        let last = values.len().saturating_sub(1);
        let kept = values.iter().enumerate().filter(|(at, _)| at % step == 0 || *at == last);
        let kept: Vec<f64> = kept.map(|(_, value)| *value).collect();
        assert_alike(&places, &kept);
        if values.len() >= 5 {
            let y = middles.next().unwrap()[0].1;
            let is_held = plot.heights.is_none_or(|heights| heights.holds(rank(values, 50.0), y));
            assert!(is_held, "P50 at {y}: {svg}");
        }
        for (place, value) in places.iter().zip(&kept) {
            let is_held = plot.heights.is_none_or(|heights| heights.holds(*value, *place));
            assert!(is_held, "{value} is not at {place}: {svg}");
        }
    }
    assert!(middles.next().is_none(), "{svg}");
}

/// Asserts that each point of small charts lies in its own chart, at its place and value.
pub(super) fn assert_panels(svg: &str, tags: &[Tag], panels: &[Panel], across: Across, unit: &str) {
    let (start, end) = match across {
        Across::Days(first, last) if first < last => (day(first), day(last)),
        Across::Days(first, _) => (day(first) - 1.0, day(first) + 1.0),
        Across::Year => (1.0, 366.0),
    };
    let is_shown =
        |(x, value, _): &&(f64, f64, String)| is_drawn(value) && (start..=end).contains(x);
    let of = |panel: &Panel| -> Vec<(f64, f64)> {
        let all: Vec<(f64, f64)> =
            panel.points.iter().filter(is_shown).map(|(x, value, _)| (*x, *value)).collect();
        all[all.len().saturating_sub(120)..].to_vec()
    };
    let points: Vec<Vec<(f64, f64)>> = panels.iter().map(of).collect();
    let plots = plots(tags, unit);
    if points.concat().is_empty() {
        assert!(plots.is_empty(), "{svg}");
        return;
    }
    assert_eq!(plots.len(), panels.len(), "{svg}");
    let mut dots = circles(svg, "dot").into_iter();
    let mut joined = polylines(tags).into_iter();
    let mut all = Vec::new();
    for ((panel, points), plot) in panels.iter().zip(&points).zip(&plots) {
        let drawn: Vec<(f64, f64)> = match panel.is_line && points.len() > 1 {
            true => joined.next().unwrap(),
            false => dots.by_ref().take(points.len()).collect(),
        };
        assert_eq!(drawn.len(), points.len(), "{svg}");
        for (spot, (x, value)) in drawn.iter().zip(points) {
            let place = plot.left + (x - start) / (end - start) * (plot.right - plot.left);
            assert!((place - spot.0).abs() < 0.2, "{x} is not at {}: {svg}", spot.0);
            let is_held = plot.heights.is_none_or(|heights| heights.holds(*value, spot.1));
            assert!(is_held, "{value} is not at {}: {svg}", spot.1);
        }
        all.push((plot.heights, points.len()));
    }
    assert!(dots.next().is_none() && joined.next().is_none(), "{svg}");
}

/// Asserts that each thing of a cohort is a square, filled as its cause asks.
pub(super) fn assert_squares(tags: &[Tag], rows: &[UnitRow]) {
    let squares = |is_open: bool| {
        let mut all = blocks(tags, if is_open { "unit open" } else { "unit" });
        all.sort_by(|a, b| a[1].total_cmp(&b[1]).then(a[0].total_cmp(&b[0])));
        all.into_iter()
    };
    let (mut closed, mut open) = (squares(false), squares(true));
    let mut fills = shapes(tags, "again");
    fills.sort_by(|a, b| a[0].1.total_cmp(&b[0].1));
    let filled = |[left, top, right, bottom]: [f64; 4]| {
        let inside = |(x, y): &(f64, f64)| *x > left && *x < right && *y > top && *y < bottom;
        let first = fills.partition_point(|shape| shape[0].1 <= top);
        let level = fills[first..].iter().take_while(|shape| shape[0].1 < bottom);
        let mut own = level.filter(|shape| shape.iter().all(inside));
        let found = own.next().map(|shape| (shape.len(), shape[0].1 == shape[1].1));
        assert!(own.next().is_none(), "two shapes in a square");
        found
    };
    let mut again = 0;
    for row in rows {
        let own = if row.is_open { &mut open } else { &mut closed };
        for square in row.squares.iter().take(60) {
            let found = filled(own.next().expect("a square for each"));
            let wanted = match square.again {
                None => None,
                Some(Cause::Miscommunication) => Some((4, true)),
                Some(Cause::ChangedRequirements) => Some((3, false)),
                Some(Cause::Defect | Cause::PlannedIteration) => Some((4, false)),
            };
            assert_eq!(found, wanted, "{square:?}");
            again += usize::from(found.is_some());
        }
    }
    // What is left over explains the shapes.
    let key: Vec<_> = closed.chain(open).collect();
    assert!(key.len() <= 6 && fills.len() <= again + 4, "{} in the key", key.len());
    let strong = tags.iter().filter(|tag| tag.class() == "strong").map(|tag| plain(tag.text));
    let told = |row: &UnitRow| {
        let again = row.squares.iter().filter(|square| square.again.is_some()).count();
        let tail = if row.is_open { " so far" } else { "" };
        format!("{again} of {}{tail}", row.squares.len())
    };
    assert_eq!(strong.collect::<Vec<_>>(), rows.iter().map(told).collect::<Vec<_>>());
}

/// Asserts that each share has its dot and its interval.
pub(super) fn assert_shares(svg: &str, tags: &[Tag], shares: &[Share], unit: &str) {
    let is_sound = |share: &&Share| {
        let Share { percent, interval, .. } = share;
        [interval.low, *percent, interval.high].iter().all(|at| (0.0..=100.0).contains(at))
    };
    let sound: Vec<&Share> = shares.iter().filter(is_sound).collect();
    let shown = &sound[sound.len().saturating_sub(24)..];
    let drawn = [circles(svg, "dot"), circles(svg, "last")].concat();
    assert_alike(&column(&drawn, 0), &shown.iter().map(|it| day(it.on)).collect::<Vec<_>>());
    let own: Vec<f64> = shown.iter().map(|share| share.percent).collect();
    assert_heights(&column(&drawn, 1), &own, tags, unit);
    let reach = lines(tags, "reach");
    assert_eq!(reach.len(), shown.len(), "{svg}");
    let ends: Vec<f64> = reach.iter().flat_map(|[_, from, _, to]| [*from, *to]).collect();
    let bounds: Vec<f64> =
        shown.iter().flat_map(|share| [share.interval.low, share.interval.high]).collect();
    assert_heights(&ends, &bounds, tags, unit);
}

/// Asserts that bars and levels are as long as the ages are.
pub(super) fn assert_lanes(tags: &[Tag], ages: &[f64], levels: &[f64], svg: &str) {
    let bars = blocks(tags, "amount");
    let first = bars.first().map(|[left, ..]| *left);
    let mut wide: Vec<f64> = bars.iter().map(|[left, _, right, _]| right - left).collect();
    let most = ages.iter().chain(levels).copied().fold(0.0, f64::max);
    let long: Vec<f64> = ages.iter().copied().filter(|age| *age > 0.0).collect();
    let mut seen = long;
    wide.push(0.0);
    seen.push(0.0);
    assert_alike(&wide, &seen);
    let (Some(left), Some(longest)) = (first, ages.iter().copied().reduce(f64::max)) else {
        return;
    };
    let reach = wide.iter().copied().fold(0.0, f64::max);
    for [x, ..] in lines(tags, "lim") {
        let of = |level: &f64| level / longest * reach;
        let off = |level: &f64| 0.11 * (1.0 + level / longest) + 0.11;
        let is_known = levels.iter().any(|level| (left + of(level) - x).abs() <= off(level));
        assert!(is_known || longest / most < 1e-3, "a level at {x}: {levels:?} {ages:?} {svg}");
    }
}

/// Asserts that the pieces of each bar are as wide as their answers are many, on one scale for all.
pub(super) fn assert_diverging(tags: &[Tag], panels: &[WaveBars]) {
    let pieces = tags.iter().filter(|tag| tag.name == "rect");
    let wide: Vec<f64> = pieces.map(|tag| tag.number("width")).chain([0.0]).collect();
    let told =
        panels.iter().flat_map(|panel| &panel.bars).filter_map(|bar| bar.counts.as_ref().ok());
    let share = |counts: &Vec<u64>| {
        let all: f64 = counts.iter().map(|count| *count as f64).sum();
        let counts = counts.iter().rev().filter(|count| **count > 0);
        counts.map(|count| *count as f64 / all).collect::<Vec<f64>>()
    };
    assert_alike(&wide, &told.flat_map(share).chain([0.0]).collect::<Vec<_>>());
}
