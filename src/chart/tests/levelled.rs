//! Centres, limits, targets and ship dates in a picture, reckoned apart from the program.

use super::Case;
use super::plot::{Line, Plot, circles, lines};
use super::sound::Tag;
use super::traced::day;
use crate::chart::{Look, Mark, Size};
use crate::doc::Target;
use crate::kpi::{Point, Series, analyse, possible, present};

/// So far may two roundings to tenths move a place.
const OFF: f64 = 0.21;

/// What is to be drawn of a stretch: a class, a value, and whether it may be left out, since rounding
/// decides on which side of the possible it lies.
type Wanted = (&'static str, f64, bool);

/// A stretch of points with what is to be drawn of it.
struct Level {
    first: usize,
    end: usize,
    wanted: Vec<Wanted>,
    /// How far apart two sums of its values may lie that add them in another order: the values of a shown
    /// part may be many digits smaller than those that the limits are made of.
    slack: f64,
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[half] } else { (sorted[half - 1] + sorted[half]) / 2.0 }
}

/// Returns the mean, reckoned from the first value on.
fn mean(values: &[f64]) -> f64 {
    let rest: f64 = values.iter().map(|value| value - values[0]).sum();
    values[0] + rest / values.len() as f64
}

/// Returns centre and limits of some points by the published method: the mean and 2.660 mean moving
/// ranges to either side, or the median and 3.145 median ones.
fn reckoned(case: &Case, points: &[Point], of: (usize, usize), most: usize, robust: bool) -> Level {
    let (first, end) = of;
    let baseline = &points[first..end.min(first + most.max(1))];
    let values: Vec<f64> = baseline.iter().map(|point| point.value).collect();
    let follows = |pair: &&[Point]| pair[0].period.last.plus_days(1) == Some(pair[1].period.start);
    let ranges: Vec<f64> = baseline
        .windows(2)
        .filter(follows)
        .map(|pair| (pair[1].value - pair[0].value).abs())
        .collect();
    let wanted = match values.len() {
        0..6 => Vec::new(),
        count if count < 12 || ranges.is_empty() => vec![("c", median(&values), false)],
        count => {
            let (centre, width) = match robust {
                true => (median(&values), 3.145 * median(&ranges)),
                false => (mean(&values), 2.660 * mean(&ranges)),
            };
            let class = if count < 20 { "lim prov" } else { "lim" };
            let size = values.iter().fold(0.0_f64, |size, value| size.max(value.abs()));
            let possible = possible(&case.fields);
            let near = |value: f64, end: Option<f64>| {
                end.is_some_and(|end| (value - end).abs() <= size * 1e-9)
            };
            let (lower, upper) = (centre - width, centre + width);
            let lower_near = near(lower, possible.low);
            let upper_near = near(upper, possible.high);
            let mut wanted = vec![("c", centre, false)];
            // What no value can pass is no limit of the process.
            if lower_near || possible.low.is_none_or(|low| lower >= low) {
                wanted.push((class, lower, lower_near));
            }
            if upper_near || possible.high.is_none_or(|high| upper <= high) {
                wanted.push((class, upper, upper_near));
            }
            wanted
        }
    };
    let size = values.iter().fold(0.0_f64, |size, value| size.max(value.abs()));
    Level { first, end, wanted, slack: values.len() as f64 * f64::EPSILON * size }
}

/// Returns the stretches between declared phases; the last ends where a shift that lasts has begun, whose
/// points have a level of their own.
fn stretches(case: &Case, points: &[Point]) -> Vec<Level> {
    let fields = &case.fields;
    let most = fields.baseline.as_ref().map_or(20, |baseline| baseline.value as usize);
    let mut starts = vec![(0, false)];
    for phase in &fields.phases {
        let first = points.iter().filter(|it| it.period.start < phase.from.value).count();
        let robust = phase.method.as_ref().is_some_and(|method| method.value == "median");
        starts.retain(|(start, _)| *start != first);
        starts.push((first, robust));
    }
    starts.retain(|(start, _)| *start < points.len());
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([points.len()]);
    let all: Vec<(usize, usize, bool)> =
        starts.iter().zip(ends).map(|((start, robust), end)| (*start, end, *robust)).collect();
    let mut levels: Vec<Level> = all
        .iter()
        .map(|(first, end, robust)| reckoned(case, points, (*first, *end), most, *robust))
        .collect();
    let series = Series { points: points.to_vec(), ..case.series };
    // Where a shift begins is held by tests of its own; what its level is, is reckoned here.
    let now = present(&series, &analyse(&series, fields), fields).map(|now| now.first);
    if let (Some(now), Some(last)) = (now, levels.last_mut())
        && now > last.first
    {
        last.end = now;
        levels.push(reckoned(case, points, (now, points.len()), points.len() - now, false));
    }
    levels
}

/// Asserts that centres and limits lie where their values do, from the first point of their stretch to
/// its last, that none is missing, and none is drawn that detects nothing.
pub(super) fn assert_levels(case: &Case, points: &[Point], tags: &[Tag], axes: (Line, Line)) {
    let (across, heights) = axes;
    let is_shown = |point: &Point| case.shown.shows(point.period.start);
    let start = points.iter().position(is_shown).unwrap_or(points.len());
    let end = points.iter().rposition(is_shown).map_or(start, |last| last + 1);
    let mut drawn: Vec<(&str, [f64; 4], bool)> = Vec::new();
    for class in ["c", "lim", "lim prov"] {
        drawn.extend(lines(tags, class).into_iter().map(|line| (class, line, false)));
    }
    let levels = if case.look == Look::Run { stretches(case, points) } else { Vec::new() };
    for level in levels.iter().filter(|level| level.first < end && level.end > start) {
        let (first, last) = (level.first.max(start), level.end.min(end) - 1);
        let place = |at: usize| across.place(day(points[at].period.start));
        for (class, value, is_optional) in &level.wanted {
            let mut is_there = *is_optional || value.abs() > 1e15;
            for (own, [from, y, to, foot], is_known) in &mut drawn {
                let is_own = own == class
                    && y == foot
                    && (*from - place(first)).abs() <= OFF
                    && (*to - place(last)).abs() <= OFF
                    && heights.holds_between(*value, level.slack, *y);
                is_there |= is_own;
                *is_known |= is_own;
            }
            assert!(is_there, "{class} {value} of {first} to {last} is missing: {drawn:?}");
        }
    }
    assert!(drawn.iter().all(|(.., is_known)| *is_known), "of no stretch: {drawn:?}");
}

/// Asserts that a target lies across a plot where its value does, and that one between the outermost
/// ticks is drawn.
pub(super) fn assert_aim(target: &Option<Target>, tags: &[Tag], plot: &Plot, heights: Line) {
    let drawn = lines(tags, "tg");
    let value = target.as_ref().map(|target| target.value.value);
    assert!(drawn.len() <= 1, "{drawn:?}");
    for [from, y, to, foot] in &drawn {
        let is_across = (from - plot.left).abs() < 0.11 && (to - plot.right).abs() < 0.11;
        let is_held = heights.holds(value.expect("no line without a target"), *y);
        assert!(is_across && is_held && y == foot, "{value:?} is not at {drawn:?}");
    }
    let is_between = value.is_some_and(|value| heights.spans(value));
    assert!(!drawn.is_empty() || !is_between, "no line of {value:?}: {plot:?}");
}

/// Asserts that a ship date inside of a plot has its line and its number, as far as there is room, and
/// that no other has.
pub(super) fn assert_released(
    svg: &str,
    tags: &[Tag],
    marks: &[Mark],
    axis: (Line, f64),
    size: Size,
) {
    let (across, right) = axis;
    let radius = if size == Size::Wide { 9.0 } else { 8.0 };
    let mut inside: Vec<&Mark> = marks.iter().filter(|it| across.spans(day(it.date))).collect();
    inside.sort_by_key(|mark| (mark.date, mark.number));
    let all = lines(tags, "rel");
    let bottom = all.iter().map(|[.., foot]| *foot).fold(0.0, f64::max);
    let drawn: Vec<f64> =
        all.iter().filter(|[.., foot]| *foot == bottom).map(|[x, ..]| *x).collect();
    let numbers = tags.iter().filter(|tag| tag.class() == "reln");
    let numbers: Vec<u32> = numbers.map(|tag| tag.text.parse().unwrap()).collect();
    assert_eq!(numbers.len(), drawn.len(), "{svg}");
    assert_eq!(circles(svg, "relc").len(), drawn.len(), "{svg}");
    let is_near = |mark: &Mark, x: &f64| (across.place(day(mark.date)) - x).abs() <= OFF;
    let of = |number: &u32| inside.iter().find(|mark| mark.number == *number);
    for (number, x) in numbers.iter().zip(&drawn) {
        assert!(of(number).is_some_and(|mark| is_near(mark, x)), "{number} is not at {x}: {svg}");
    }
    for (before, mark) in inside.iter().enumerate() {
        // Two rows have room for two; each that stands before may push another aside by its width.
        let pushed = across.place(day(mark.date)) + before as f64 * (radius * 2.0 + 2.0);
        let has_room = before < 2 || pushed < right + radius - OFF;
        assert!(!has_room || numbers.contains(&mark.number), "{mark:?} is missing: {svg}");
    }
}
