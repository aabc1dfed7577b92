//! Draws a laid out chart through plotters.

use crate::chart::backend::Svg;
use crate::chart::brush::{Brush, every};
use crate::chart::figure::{desc, period_label};
use crate::chart::label::{Area, Spot};
use crate::chart::role::Role;
use crate::doc::Direction;
use crate::kpi::{Limits, Point, Variation, count, finding, towards};

use super::course::Course;
use super::layout::Layout;
use super::{Look, Size, Spec};

/// Returns the chart as SVG.
pub(super) fn paint(spec: &Spec, layout: &Layout) -> String {
    let shown = spec.shown_series();
    let (title, mut about) = match spec.order {
        None => (
            format!("{} by {}", spec.name, spec.series.rhythm.name()),
            spec.courses.about(|| {
                desc(spec.name, (spec.series, &shown), spec.analysis, spec.verdicts, spec.unit)
            }),
        ),
        Some(_) => {
            let told = finding(spec.name, spec.series, spec.analysis, spec.verdicts, spec.unit);
            (spec.name.to_owned(), format!("{told}. {} values, one after the other.", shown.len()))
        }
    };
    if layout.points.len() < shown.len() {
        about.push_str(&format!(
            " Drawn are {} of the values, the lowest and the highest of neighbours.",
            layout.points.len()
        ));
    }
    let course = spec.courses.of(spec.size, layout, || draw_course(spec, layout));
    let start = if course.hits.is_empty() || spec.look == Look::Bars {
        Svg::described
    } else {
        Svg::of_line
    };
    let brush = Brush::on(start(spec.size.pixels(), spec.id, &title, &about));
    levels(spec, layout, &brush);
    releases(layout, &brush);
    brush.add(&course.line);
    if matches!(spec.look, Look::Bars | Look::Area) {
        target(layout, &brush);
    }
    brush.labels(&layout.labels);
    brush.add(&course.hits);
    brush.finish()
}

/// Draws what depends on the series and its place alone.
fn draw_course(spec: &Spec, layout: &Layout) -> Course {
    let brush = Brush::on(Svg::part(spec.size.pixels()));
    match spec.look {
        Look::Run => {
            line(spec, layout, &brush);
            points(spec, layout, &brush);
        }
        Look::Bars => bars(spec, layout, &brush),
        Look::Line | Look::Area => {
            if spec.look == Look::Area {
                areas(spec, layout, &brush);
            }
            line(spec, layout, &brush);
            plain_points(spec, layout, &brush);
        }
    }
    let drawn = brush.finish_part();
    // A phone has no pointer to rest on a point, and the table says the same.
    if spec.size == Size::Wide {
        hits(spec, layout, &brush);
    }
    let hits = brush.finish_part();
    Course::new(layout, drawn, hits)
}

/// Draws a bar from zero for each point.
fn bars(spec: &Spec, layout: &Layout, brush: &Brush) {
    let zero = layout.height(0.0);
    let newest = layout.points.last();
    for at in &layout.points {
        let role = if Some(at) == newest { Role::Newest } else { Role::Amount };
        brush.block(bar(layout, &spec.series.points[*at], zero), role);
    }
}

/// Returns the place of a bar: the days of its period, but for a little air.
pub(super) fn bar(layout: &Layout, point: &Point, zero: f64) -> Area {
    let (left, y) = layout.spot(point.period.start, point.value);
    let after = point.period.last.plus_days(1).unwrap_or(point.period.last);
    let (right, _) = layout.spot(after, point.value);
    let air = (right - left) * 0.12;
    Area { left: left + air, top: y.min(zero), right: right - air, bottom: y.max(zero) }
}

/// Fills what lies between zero and each unbroken line.
fn areas(spec: &Spec, layout: &Layout, brush: &Brush) {
    let zero = layout.height(0.0);
    for stretch in &layout.unbroken {
        let mut corners: Vec<Spot> =
            layout.points[stretch.clone()].iter().map(|at| spot(spec, layout, *at)).collect();
        let (Some(first), Some(last)) = (corners.first().copied(), corners.last().copied()) else {
            continue;
        };
        if first.0 < last.0 {
            corners.extend([(last.0, zero), (first.0, zero)]);
            brush.shape(&corners, Role::Fill);
        }
    }
}

/// Draws the points of a line that is not judged: those that stand alone, all of them where they are
/// few, and the last.
fn plain_points(spec: &Spec, layout: &Layout, brush: &Brush) {
    let room = layout.room();
    for (place, at) in layout.points.iter().enumerate() {
        if room >= 14.0 || layout.is_alone(place) {
            brush.circle(spot(spec, layout, *at), 2.2, Role::Dot);
        }
    }
    if let Some(last) = layout.points.last() {
        brush.circle(spot(spec, layout, *last), 4.0, Role::Last);
    }
}

/// Draws the bands and the grid over them, then limits, centres and the target.
fn levels(spec: &Spec, layout: &Layout, brush: &Brush) {
    let plot = layout.plot;
    if let Some((low, high)) = layout.band {
        let (low, high) = (layout.height(low), layout.height(high));
        brush.rectangle((plot.left, high), (plot.right, low), Role::Band);
    }
    let spans = layout.levels.iter().map(|level| {
        let (from, to) = layout.span(spec, level);
        (level, from, to)
    });
    for (level, from, to) in spans.clone() {
        let stretch = &level.stretch;
        if stretch.limits == Limits::Full
            && !level.is_shift
            && let (Some(lower), Some(upper)) = (stretch.lower, stretch.upper)
        {
            // A clamped limit may lie beyond every value: the band ends where the axis does.
            let inside = |value: f64| value.clamp(layout.values.start, layout.values.end);
            let (lower, upper) = (inside(lower), inside(upper));
            brush.rectangle(layout.spot(from, upper), layout.spot(to, lower), Role::Band);
        }
    }
    for value in &layout.ticks {
        let y = layout.height(*value);
        brush.line((plot.left, y), (plot.right, y), Role::Grid);
    }
    for day in &layout.dates {
        let (x, _) = layout.spot(*day, layout.values.start);
        brush.line((x, plot.bottom), (x, plot.bottom + 5.0), Role::Grid);
    }
    for (level, from, to) in spans.clone() {
        let is_provisional = level.stretch.limits == Limits::Provisional;
        let role = if is_provisional { Role::Provisional } else { Role::Limit };
        let (lower, upper) = level.limits();
        for value in [lower, upper].into_iter().flatten() {
            brush.line(layout.spot(from, value), layout.spot(to, value), role);
        }
    }
    for (level, from, to) in spans {
        if let Some(centre) = level.stretch.centre {
            brush.line(layout.spot(from, centre), layout.spot(to, centre), Role::Centre);
        }
    }
    // What is filled would hide it.
    if matches!(spec.look, Look::Run | Look::Line) {
        target(layout, brush);
    }
}

fn target(layout: &Layout, brush: &Brush) {
    if let Some(target) = layout.target {
        let y = layout.height(target);
        brush.line((layout.plot.left, y), (layout.plot.right, y), Role::Target);
    }
}

/// Draws the ship dates: a line at the day, and a circle above, joined where it had to give way.
fn releases(layout: &Layout, brush: &Brush) {
    for release in &layout.releases {
        let (x, y) = release.circle;
        brush.line((release.x, layout.plot.top), (release.x, layout.plot.bottom), Role::Release);
        let (foot, top) = (y + release.radius, layout.plot.top);
        brush.line((x, foot), (release.x, top), Role::Release);
    }
    for release in &layout.releases {
        brush.circle(release.circle, release.radius, Role::ReleaseCircle);
    }
}

/// Draws the line, where there are points enough for one.
fn line(spec: &Spec, layout: &Layout, brush: &Brush) {
    if spec.look == Look::Run && Limits::of(spec.series.len()) == Limits::None {
        return;
    }
    for stretch in &layout.unbroken {
        let spots: Vec<Spot> =
            layout.points[stretch.clone()].iter().map(|at| spot(spec, layout, *at)).collect();
        if spots.len() > 1 {
            brush.path(&spots, Role::Series);
        }
    }
}

fn spot(spec: &Spec, layout: &Layout, at: usize) -> Spot {
    layout.spot_of(&spec.series.points[at])
}

/// Draws the points: all of them where they lie apart, and always those of signals and the last.
fn points(spec: &Spec, layout: &Layout, brush: &Brush) {
    let count = layout.points.len();
    let room = layout.room();
    let dot = (room * 0.3).clamp(1.4, if count < 6 { 4.0 } else { 2.6 });
    let ring = (room * 0.45).clamp(2.2, 5.0);
    let direction = spec.fields.direction.as_ref().map_or(Direction::Watch, |found| found.value);
    let role =
        |at: usize| match spec.analysis.signal_at(at).map(|signal| towards(direction, signal.side))
        {
            None => Role::Dot,
            Some(Variation::Improving) => Role::Good,
            Some(Variation::Worsening) => Role::Bad,
            Some(Variation::Changed | Variation::NoSignal | Variation::TooFew) => Role::Neutral,
        };
    let earlier = count.saturating_sub(1);
    for (place, at) in layout.points[..earlier].iter().enumerate() {
        if role(*at) == Role::Dot && (room >= 4.0 || layout.is_alone(place)) {
            brush.circle(spot(spec, layout, *at), dot, Role::Dot);
        }
    }
    for wanted in [Role::Neutral, Role::Bad, Role::Good] {
        for at in layout.points[..earlier].iter().filter(|at| role(**at) == wanted) {
            let at = spot(spec, layout, *at);
            match wanted {
                // The shape says what the colour says: the worse stands on its tip.
                Role::Bad => brush.diamond(at, ring * 1.25, wanted),
                _ => brush.circle(at, ring, wanted),
            }
        }
    }
    if let Some(last) = layout.points.last() {
        brush.circle(spot(spec, layout, *last), (ring + 1.0).max(4.0), Role::Last);
    }
}

/// Lets points say under a pointer what they are; of many, evenly spaced ones and the last.
fn hits(spec: &Spec, layout: &Layout, brush: &Brush) {
    let total = layout.points.len();
    let step = every(total);
    let first = total.saturating_sub(1) % step;
    let radius = (layout.room() * step as f64 / 2.0).clamp(3.0, 10.0);
    for at in layout.points.iter().skip(first).step_by(step) {
        let point = &spec.series.points[*at];
        let mut title = match spec.order {
            Some(names) => names.get(*at).cloned().unwrap_or_default(),
            None => period_label(spec.series.rhythm, point.period),
        };
        title.push_str(": ");
        title.push_str(&spec.unit.level(point.value));
        if let Some(n) = point.n {
            title.push_str(", n = ");
            title.push_str(&count(n));
        }
        brush.hit(layout.spot_of(point), radius, title);
    }
}
