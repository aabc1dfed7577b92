//! What the small kinds of charts draw leads back to what it stands for.

use super::plot::{
    Line, Plot, assert_heights, assert_on, below, blocks, circles, is_drawn, lines, plots,
    polylines, shapes,
};
use super::sound::{Tag, numbers, plain};
use crate::chart::label::width;
use crate::chart::role::Role;
use crate::chart::{Across, Group, Panel, Share, Size, UnitRow, WaveBars};
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

/// Asserts that the line of a target lies where its value does, in each plot, and that one between the
/// outermost ticks has a line.
pub(super) fn assert_target(tags: &[Tag], target: &Option<Target>, unit: &str) {
    let plots = plots(tags, unit);
    let drawn = lines(tags, "tg");
    assert!(drawn.is_empty() || drawn.len() == plots.len(), "{drawn:?}");
    let value = target.as_ref().map(|target| target.value.value);
    let is_between =
        |plot: &Plot| plot.heights.zip(value).is_some_and(|(it, value)| it.spans(value));
    assert!(!drawn.is_empty() || !plots.iter().any(is_between), "no line of {value:?}: {plots:?}");
    for ([_, y, _, to], plot) in drawn.iter().zip(&plots) {
        assert_eq!(y, to);
        let value = target.as_ref().expect("no line without a target").value.value;
        let is_held = plot.heights.is_none_or(|heights| heights.holds(value, *y));
        assert!(is_held, "{value} is not at {y}");
    }
}

/// Asserts that each bar of a histogram counts the values between its sides, and that the target stands
/// where its value does.
pub(super) fn assert_counted(
    svg: &str,
    tags: &[Tag],
    values: &[f64],
    unit: &Unit,
    target: &Option<Target>,
) {
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
    let aims = lines(tags, "tg");
    let aim = target.as_ref().map(|target| target.value.value);
    for [x, _, to, _] in &aims {
        let is_held = x == to && across.is_within(aim.expect("no line without a target"), *x, 0.11);
        assert!(is_held, "{aim:?} is not at {x}: {svg}");
    }
    let is_between = aim.is_some_and(|aim| across.spans(aim));
    assert!(!aims.is_empty() || !is_between, "no line of {aim:?}: {svg}");
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
        assert_heights(&places, &kept, plot.heights);
        if values.len() >= 5 {
            let y = middles.next().unwrap()[0].1;
            let is_held = plot.heights.is_none_or(|heights| heights.holds(rank(values, 50.0), y));
            assert!(is_held, "P50 at {y}: {svg}");
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
    assert_shared(&plots);
    assert_goals_free(tags);
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
    }
    assert!(dots.next().is_none() && joined.next().is_none(), "{svg}");
}

/// Returns where the letters of targets lie: from left to right, and their base.
fn goals<'a>(tags: &'a [Tag]) -> impl Iterator<Item = (f64, f64, f64)> + 'a {
    let is_goal = |tag: &&Tag| tag.class() == "acc" && tag.text.starts_with("target ");
    tags.iter().filter(is_goal).map(|tag| (tag.span().0, tag.span().1, tag.number("y")))
}

/// Asserts that no joined line lies on the name of a target.
pub(super) fn assert_goals_free(tags: &[Tag]) {
    for line in polylines(tags) {
        let is_on = |label| line.windows(2).any(|pair| crosses(pair, label));
        assert!(!goals(tags).any(is_on), "{line:?}");
    }
}

/// Returns whether a piece of a line lies on letters.
fn crosses(pair: &[(f64, f64)], (left, right, base): (f64, f64, f64)) -> bool {
    let ((x, y), (to, foot)) = (pair[0], pair[1]);
    let at = |place: f64| y + (place - x) / (to - x).max(1e-9) * (foot - y);
    let (from, end) = (x.max(left + 0.5), to.min(right - 0.5));
    from < end && at(from).min(at(end)) < base - 1.0 && at(from).max(at(end)) > base - 7.0
}

/// Asserts that small charts have the same axes, each from its own corner.
fn assert_shared(plots: &[Plot]) {
    let axes = |plot: &Plot| {
        let (left, top) = (plot.left, plot.levels[0]);
        let mut all = vec![plot.right - left];
        all.extend(plot.levels.iter().map(|y| y - top));
        all.extend(plot.ticks.iter().map(|(_, y)| y - top));
        all.extend(plot.uprights.iter().flat_map(|(x, y)| [x - left, y - top]));
        all
    };
    let named = |plot: &Plot| plot.ticks.iter().map(|(value, _)| *value).collect::<Vec<_>>();
    let (first, names) = (axes(&plots[0]), named(&plots[0]));
    for plot in plots {
        let own = axes(plot);
        let is_shared = own.len() == first.len()
            && own.iter().zip(&first).all(|(own, first)| (own - first).abs() < 0.21);
        assert!(is_shared && named(plot) == names, "{plot:?} is not like {:?}", plots[0]);
    }
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
    fills.sort_by(|a, b| a[0].0.total_cmp(&b[0].0));
    let filled = |[left, top, right, bottom]: [f64; 4]| {
        let inside = |(x, y): &(f64, f64)| *x > left && *x < right && *y > top && *y < bottom;
        let first = fills.partition_point(|shape| shape[0].0 <= left);
        let column = fills[first..].iter().take_while(|shape| shape[0].0 < right);
        let mut own = column.filter(|shape| inside(&shape[0]) && shape.iter().all(inside));
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
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else {
        assert!(drawn.is_empty(), "{svg}");
        return;
    };
    let plot = &plots(tags, unit)[0];
    let across = Line::of_days(plot, day(first.on), day(last.on));
    let days: Vec<f64> = shown.iter().map(|share| day(share.on)).collect();
    assert_on(across, &column(&drawn, 0), &days);
    let reach = lines(tags, "reach");
    assert_on(across, &reach.iter().map(|[x, ..]| *x).collect::<Vec<_>>(), &days);
    assert!(reach.iter().all(|[x, _, to, _]| x == to), "{svg}");
    let mut heights = column(&drawn, 1);
    heights.extend(reach.iter().flat_map(|[_, from, _, to]| [*from, *to]));
    let mut values: Vec<f64> = shown.iter().map(|share| share.percent).collect();
    values.extend(shown.iter().flat_map(|share| [share.interval.low, share.interval.high]));
    assert_heights(&heights, &values, plot.heights);
}

/// Returns how wide a picture is.
fn wide(tags: &[Tag]) -> f64 {
    numbers(tags[0].get("viewBox").unwrap())[2]
}

/// Returns the texts of a class with what they take from left to right.
fn spans(tags: &[Tag], class: &str) -> Vec<(f64, f64)> {
    tags.iter().filter(|tag| tag.name == "text" && tag.class() == class).map(Tag::span).collect()
}

/// Asserts that bars are as long as counts: the longest ends where the widest number still has room.
pub(super) fn assert_bars(tags: &[Tag], counts: &[u64]) {
    let drawn: Vec<&Tag> =
        tags.iter().filter(|tag| tag.name == "rect" && tag.class() == "amount").collect();
    let own: Vec<f64> =
        counts.iter().filter(|count| **count > 0).map(|count| *count as f64).collect();
    let Some(most) = own.iter().copied().reduce(f64::max) else {
        assert!(drawn.is_empty());
        return;
    };
    let widest = spans(tags, "strong").iter().map(|(from, to)| to - from).fold(0.0, f64::max);
    let left = drawn.first().map_or(0.0, |bar| bar.number("x"));
    let across = Line::between((0.0, left), (most, wide(tags) - widest - 10.0));
    let ends: Vec<f64> = drawn.iter().map(|bar| bar.number("x") + bar.number("width")).collect();
    assert_on(across, &ends, &own);
    assert!(drawn.iter().all(|bar| bar.number("x") == left), "bars begin at one place");
}

/// Asserts that bars and levels are as long as the ages are: the longest of all ends where the widest age
/// still has room.
pub(super) fn assert_lanes(tags: &[Tag], ages: &[f64], levels: &[f64], svg: &str) {
    let bars = blocks(tags, "amount");
    let told = spans(tags, "strong");
    assert_eq!(told.len(), ages.len(), "{svg}");
    // Each age stands behind its bar.
    let Some(first) = told.first() else {
        assert!(bars.is_empty(), "{svg}");
        return;
    };
    let left = bars.first().map_or(first.0 - 6.0, |bar| bar[0]);
    let widest = told.iter().map(|(from, to)| to - from).fold(0.0, f64::max);
    let right = (wide(tags) - widest - 14.0).max(left + 10.0);
    // What is smaller has fewer digits than a number, and is as good as zero.
    let most = ages.iter().chain(levels).copied().fold(f64::MIN_POSITIVE, f64::max);
    let across = Line::between((0.0, left), (most, right));
    assert_on(across, &told.iter().map(|(from, _)| from - 6.0).collect::<Vec<_>>(), ages);
    let long: Vec<f64> = ages.iter().copied().filter(|age| *age > 0.0).collect();
    assert_on(across, &bars.iter().map(|[_, _, right, _]| *right).collect::<Vec<_>>(), &long);
    assert!(bars.iter().all(|bar| bar[0] == left), "{svg}");
    let drawn = lines(tags, "lim");
    for [x, _, to, _] in &drawn {
        let is_known = levels.iter().any(|level| across.is_within(*level, *x, 0.11));
        assert!(x == to && is_known, "a level at {x}: {levels:?} {ages:?} {svg}");
    }
    for level in levels {
        let is_drawn = drawn.iter().any(|[x, ..]| across.is_within(*level, *x, 0.11));
        assert!(is_drawn, "no line of {level}: {svg}");
    }
}

/// Asserts that the pieces of each bar are as wide as their answers are many, on one scale for all, joined
/// from the last answer to the first, each in the class of its side, and half of those that lie between
/// on either side of the line.
pub(super) fn assert_diverging(tags: &[Tag], panels: &[WaveBars], size: Size) {
    let told: Vec<&Vec<u64>> = panels
        .iter()
        .flat_map(|panel| &panel.bars)
        .filter_map(|bar| bar.counts.as_ref().ok())
        .collect();
    let sum = |counts: &[u64]| counts.iter().map(|count| *count as f64).sum::<f64>();
    let parts = |counts: &[u64]| -> [f64; 3] {
        let (half, all) = (counts.len() / 2, sum(counts).max(1.0));
        let (favour, rest) = counts.split_at(half);
        let (amid, against) = rest.split_at(rest.len() - half);
        [sum(against) / all, sum(amid) / all, sum(favour) / all]
    };
    let (mut before, mut after) = (0.1_f64, 0.1_f64);
    for [against, amid, favour] in told.iter().map(|counts| parts(counts)) {
        before = before.max(against + amid / 2.0);
        after = after.max(favour + amid / 2.0);
    }
    let left = if size == Size::Wide { 170.0 } else { 0.0 };
    let right = wide(tags) - width("n = 0000", Role::Text) - 8.0;
    let across = Line::between((-before, left), (after, right));
    let mut drawn = tags.iter().filter(|tag| tag.name == "rect");
    let mut row = 0.0;
    for counts in told {
        let (all, count) = (sum(counts), counts.len());
        let [against, amid, _] = parts(counts);
        let (mut from, mut tops) = (-against - amid / 2.0, Vec::new());
        for (at, own) in counts.iter().enumerate().rev().filter(|(_, own)| **own > 0) {
            let piece = drawn.next().expect("a piece for each answer");
            let class = match (at, count - 1 - at) {
                (0, _) => "for2",
                (_, 0) => "against2",
                (at, _) if at < count / 2 => "for1",
                (_, back) if back < count / 2 => "against1",
                _ => "amid",
            };
            assert_eq!(piece.class(), class, "answer {at} of {counts:?}");
            let to = from + *own as f64 / all;
            let x = piece.number("x");
            assert_on(across, &[x, x + piece.number("width")], &[from, to]);
            tops.push(piece.number("y"));
            from = to;
        }
        assert!(tops.iter().all(|top| *top == tops[0] && *top > row), "{counts:?}");
        row = tops.first().copied().unwrap_or(row);
    }
    assert!(drawn.next().is_none(), "no piece without an answer");
    for [x, _, to, _] in lines(tags, "zero") {
        assert!(x == to && across.is_within(0.0, x, 0.11), "the line is at {x}");
    }
}
