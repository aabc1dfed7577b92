//! What a chart in time draws leads back to the values that it stands for.

use super::Case;
use super::levelled::{assert_aim, assert_levels, assert_released};
use super::plot::{
    Line, Plot, blocks, by_ends, circles, is_drawn, lines, plots, polylines, shapes,
};
use super::sound::{Tag, tags};
use crate::chart::{Look, Size};
use crate::id::Date;
use crate::kpi::Point;

/// So far may two roundings to tenths move a place.
const OFF: f64 = 0.21;

fn day(date: Date) -> f64 {
    f64::from(date.number())
}

/// Returns the values that a case shows.
fn shown(case: &Case) -> Vec<Point> {
    let points = case.series.points.iter();
    let shown = points.filter(|it| case.shown.shows(it.period.start) && is_drawn(&it.value));
    shown.copied().collect()
}

/// Asserts that each point, bar, level and area of a run chart or its like lies where the numbers say,
/// and that no value is left out, but for the thinning of long series.
pub(super) fn assert_course(case: &Case, svg: &str, tags: &[Tag], size: Size) {
    let points = shown(case);
    let unit = case.fields.unit.as_ref().map_or("", |unit| unit.value.trim());
    if points.is_empty() {
        for class in ["s", "dot", "sig", "sigb", "sign", "last", "amount", "newest", "fill"] {
            assert!(!svg.contains(&format!("class=\"{class}\"")), "{class} of no value: {svg}");
        }
        return;
    }
    let plots = plots(tags, unit);
    let heights = plots[0].heights;
    let across = across(case, &points, &plots[0]);
    match case.look {
        Look::Bars => assert_bars(&points, tags, (across, heights), size),
        Look::Run | Look::Line | Look::Area => {
            let spots = spots(svg, tags);
            // Without two named ticks the ends tell.
            let upright = heights.unwrap_or_else(|| by_heights(&points, &spots, reach(case)));
            assert_spots(&points, &spots, (across, upright), size);
        }
    }
    assert_released(svg, tags, &case.marks, (across, plots[0].right), size);
    assert_named(case, tags);
    let Some(heights) = heights else { return };
    let all = case.series.points.iter().copied();
    let all: Vec<Point> = all.filter(|it| is_drawn(&it.value)).collect();
    assert_levels(case, &all, tags, (across, heights));
    assert_aim(&case.fields.target, tags, &plots[0], heights);
    for area in shapes(tags, "fill") {
        for (_, y) in &area[area.len() - 2..] {
            assert!(heights.holds(0.0, *y), "an area ends at {y}, not at zero: {svg}");
        }
        let own =
            |(x, y): &(f64, f64)| polylines(tags).iter().flatten().any(|spot| *spot == (*x, *y));
        assert!(area[..area.len() - 2].iter().all(own), "{svg}");
    }
}

/// Asserts that of points that follow each other the first and the last are named that are shown.
fn assert_named(case: &Case, tags: &[Tag]) {
    let Some(names) = &case.order else { return };
    let own = case.series.points.iter().zip(names);
    let own =
        own.filter(|(point, _)| is_drawn(&point.value) && case.shown.shows(point.period.start));
    let own: Vec<&str> = own.map(|(_, name)| name.as_str()).collect();
    let (first, last) = (own[0], own[own.len() - 1]);
    let all = tags.iter().filter(|tag| tag.name == "text" && tag.text.starts_with("Sprint "));
    for tag in all {
        assert!([first, last].contains(&tag.text), "{:?} is not of {first} to {last}", tag.text);
    }
}

/// Returns the places of what stands for a value.
fn spots(svg: &str, tags: &[Tag]) -> Vec<(f64, f64)> {
    let mut spots: Vec<(f64, f64)> = polylines(tags).concat();
    spots.extend(["dot", "sig", "sign", "last"].iter().flat_map(|class| circles(svg, class)));
    let middle = |tip: Vec<(f64, f64)>| (tip[0].0, (tip[0].1 + tip[2].1) / 2.0);
    spots.extend(shapes(tags, "sigb").into_iter().map(middle));
    spots
}

/// Returns the line of days across a plot: from the first point to the last, or to what shipped in its
/// period; bars fill their periods.
fn across(case: &Case, points: &[Point], plot: &Plot) -> Line {
    let (first, last) = (points[0].period.start, points[points.len() - 1].period);
    if case.look == Look::Bars {
        return Line::of_days(plot, day(first), day(last.last) + 1.0);
    }
    let shipped = case.marks.iter().map(|mark| mark.date).filter(|date| *date <= last.last).max();
    let end = shipped.map_or(last.start, |shipped| shipped.max(last.start));
    Line::of_days(plot, day(first), day(end))
}

fn assert_spots(points: &[Point], spots: &[(f64, f64)], (line, heights): (Line, Line), size: Size) {
    assert!(!spots.is_empty(), "nothing is drawn of {points:?}");
    let is_of = |point: &Point, spot: &(f64, f64)| {
        (line.place(day(point.period.start)) - spot.0).abs() <= OFF
            // The middle of a square on its tip is that of two ends.
            && heights.is_within(point.value, spot.1, 0.09)
    };
    for spot in spots {
        let is_known = points.iter().any(|point| is_of(point, spot));
        assert!(is_known, "{spot:?} is the place of no value: {points:?}");
    }
    let most = if size == Size::Wide { 400 } else { 150 };
    let by_value = |a: &&Point, b: &&Point| a.value.total_cmp(&b.value);
    let kept: Vec<&Point> = match points.len() > most {
        true => {
            let ends = [points.first(), points.last()];
            let bounds = [points.iter().min_by(by_value), points.iter().max_by(by_value)];
            ends.into_iter().chain(bounds).flatten().collect()
        }
        false => points.iter().collect(),
    };
    for point in kept {
        assert!(spots.iter().any(|spot| is_of(point, spot)), "{point:?} is not drawn: {spots:?}");
    }
}

/// Returns the line from values to heights, by the lowest and the highest of both, which are drawn
/// whatever is thinned; the axis reaches as far as a size from zero.
fn by_heights(points: &[Point], spots: &[(f64, f64)], reach: f64) -> Line {
    let places: Vec<f64> = spots.iter().map(|(_, y)| *y).collect();
    let values: Vec<f64> = points.iter().map(|point| point.value).collect();
    by_ends(&places, &values, reach).expect("there are points")
}

/// Returns how far the axis of a run chart reaches at least: a part is drawn between the limits of the whole,
/// which may be many digits larger.
fn reach(case: &Case) -> f64 {
    let whole = case.series.points.iter().map(|point| point.value.abs()).filter(is_drawn);
    if case.look == Look::Run { whole.fold(0.0, f64::max) } else { 0.0 }
}

/// Asserts that each bar fills its period and ends at zero and at its value.
fn assert_bars(points: &[Point], tags: &[Tag], (line, heights): (Line, Option<Line>), size: Size) {
    let bars = [blocks(tags, "amount"), blocks(tags, "newest")].concat();
    let most = if size == Size::Wide { 400 } else { 150 };
    if points.len() > most {
        assert!(!bars.is_empty() && bars.len() <= most);
        return;
    }
    assert_eq!(bars.len(), points.len(), "a bar for each value");
    for (point, [left, _, right, _]) in points.iter().zip(&bars) {
        let after = point.period.last.plus_days(1).unwrap_or(point.period.last);
        let (start, end) = (line.place(day(point.period.start)), line.place(day(after)));
        // Between two bars there is air.
        let air = (end - start) * 0.12;
        let is_held = (start + air - left).abs() <= OFF && (end - air - right).abs() <= OFF;
        assert!(is_held, "{:?} is no bar from {left} to {right}", point.period);
    }
    let Some(heights) = heights else { return };
    for (point, [_, top, _, bottom]) in points.iter().zip(&bars) {
        let (high, low) = (point.value.max(0.0), point.value.min(0.0));
        let is_held = heights.holds(high, *top) && heights.holds(low, *bottom);
        assert!(is_held, "{} is no bar from {top} to {bottom}", point.value);
    }
}

/// Asserts that a sparkline shows the recent values, or those around a ship date, and no others.
pub(super) fn assert_spark(case: &Case, svg: &str, ship: Option<Date>) {
    let all = &case.series.points;
    let (first, end) = match ship {
        None => (all.len().saturating_sub(24), all.len()),
        Some(ship) => {
            let before = all.iter().filter(|point| point.period.start < ship).count();
            let first = before.saturating_sub(18);
            (first, all.len().min(first + 36))
        }
    };
    let points: Vec<Point> =
        all[first..end].iter().copied().filter(|point| is_drawn(&point.value)).collect();
    let tags = tags(svg);
    let spots = spots(svg, &tags);
    let upright = by_heights(&points, &spots, 0.0);
    let heights = |of: fn(f64, f64) -> f64| spots.iter().map(|(_, y)| *y).reduce(of).unwrap();
    let rise = heights(f64::max) - heights(f64::min);
    // The lowest and the highest have air of eight hundredths of what lies between them, in 26 units; what
    // differs in its last digits alone is as good as constant.
    let ends = |of: fn(f64, f64) -> f64| points.iter().map(|it| it.value).reduce(of).unwrap();
    let (low, high) = (ends(f64::min), ends(f64::max));
    let is_flat = high - low <= (low.abs().max(high.abs()) * 1e-9).max(1e-11);
    let wanted = if is_flat { 0.0 } else { 26.0 / 1.16 };
    assert!((rise - wanted).abs() <= OFF, "{low} to {high} rise by {rise}: {svg}");
    let (first, newest) = (points[0].period.start, points[points.len() - 1].period.start);
    let across = Line::between((day(first), 3.0), (day(newest), 116.0));
    assert_spots(&points, &spots, (across, upright), Size::Wide);
    let last = circles(svg, "last");
    assert_eq!(last.len(), 1, "{svg}");
    assert!(spots.iter().all(|(x, _)| *x <= last[0].0), "{svg}");
    let drawn = lines(&tags, "rel");
    let is_inside = ship.is_some_and(|ship| first <= ship && ship < newest);
    assert_eq!(drawn.len(), usize::from(is_inside), "{svg}");
    for [x, ..] in drawn {
        let place = across.place(day(ship.unwrap()));
        assert!((place - x).abs() <= OFF, "{svg}");
    }
}
