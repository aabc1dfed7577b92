//! Draws a laid out chart through plotters.

use std::cell::RefCell;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, TextStyle};

use crate::chart::backend::{Hit, Svg};
use crate::chart::figure::{desc, period_label};
use crate::chart::label::{Anchor, Spot};
use crate::chart::role::Role;
use crate::doc::Direction;
use crate::kpi::count;
use crate::kpi::{Limits, Variation, towards};

use super::course::Course;
use super::layout::{Layout, tenth};
use super::{Size, Spec};

/// At most so many points answer a pointer.
const HITS: usize = 120;

/// Why drawing cannot fail.
const DRAWN: &str = "our backend never fails and is borrowed once at a time";

/// Returns the chart as SVG.
pub(super) fn paint(spec: &Spec, layout: &Layout) -> String {
    let title = format!("{} by {}", spec.name, spec.series.rhythm.name());
    let mut about = desc(spec.name, spec.series, spec.analysis, spec.verdicts, spec.unit);
    if layout.points.len() < spec.series.len() {
        about.push_str(&format!(
            " Drawn are {} of the values, the lowest and the highest of neighbours.",
            layout.points.len()
        ));
    }
    let course = spec.courses.of(spec.size, layout, || draw_course(spec, layout));
    let (svg, brush) = Brush::on(Svg::described(spec.size.pixels(), spec.id, &title, &about));
    levels(spec, layout, &brush);
    releases(layout, &brush);
    svg.borrow_mut().add(&course.line);
    labels(layout, &brush);
    svg.borrow_mut().add(&course.hits);
    svg.borrow_mut().finish()
}

/// Draws what depends on the series and its place alone.
fn draw_course(spec: &Spec, layout: &Layout) -> Course {
    let (svg, brush) = Brush::on(Svg::part(spec.size.pixels()));
    line(spec, layout, &brush);
    points(spec, layout, &brush);
    let drawn = svg.borrow_mut().finish_part();
    // A phone has no pointer to rest on a point, and the table says the same.
    if spec.size == Size::Wide {
        hits(spec, layout, &brush);
    }
    let hits = svg.borrow_mut().finish_part();
    Course::new(layout, drawn, hits)
}

/// The canvas, drawn on in logical units.
struct Brush {
    root: DrawingArea<Svg, Shift>,
}

impl Brush {
    fn on(svg: Svg) -> (Rc<RefCell<Svg>>, Brush) {
        let svg = Rc::new(RefCell::new(svg));
        let root: DrawingArea<Svg, Shift> = (&svg).into();
        (svg, Brush { root })
    }

    fn line(&self, from: Spot, to: Spot, role: Role) {
        self.path(&[from, to], role);
    }

    fn path(&self, spots: &[Spot], role: Role) {
        let points: Vec<(i32, i32)> = spots.iter().copied().map(canvas).collect();
        self.root.draw(&PathElement::new(points, role.color())).expect(DRAWN);
    }

    fn circle(&self, at: Spot, radius: f64, role: Role) {
        self.root.draw(&Circle::new(canvas(at), tenth(radius), role.color())).expect(DRAWN);
    }

    /// Draws a square on its tip.
    fn diamond(&self, (x, y): Spot, radius: f64, role: Role) {
        let corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)];
        let corners: Vec<(i32, i32)> = corners.into_iter().map(canvas).collect();
        self.root.draw(&Polygon::new(corners, role.color())).expect(DRAWN);
    }

    fn rectangle(&self, from: Spot, to: Spot, role: Role) {
        let corners = [canvas(from), canvas(to)];
        self.root.draw(&Rectangle::new(corners, role.color().filled())).expect(DRAWN);
    }
}

fn canvas((x, y): Spot) -> (i32, i32) {
    (tenth(x), tenth(y))
}

/// Draws the bands and the grid over them, then limits, centres and the target.
fn levels(spec: &Spec, layout: &Layout, brush: &Brush) {
    let plot = layout.plot;
    let spans = layout.levels.iter().filter(|_| !spec.series.is_empty()).map(|level| {
        let (from, to) = layout.span(spec.series, level);
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
    if let Some(target) = layout.target {
        let y = layout.height(target);
        brush.line((plot.left, y), (plot.right, y), Role::Target);
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
    if Limits::of(spec.series.len()) == Limits::None {
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
    let room = (layout.plot.right - layout.plot.left) / count.max(1) as f64;
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
    let is_alone = |place: usize| {
        layout.unbroken.iter().any(|stretch| *stretch.start() == place && *stretch.end() == place)
    };
    let earlier = count.saturating_sub(1);
    for (place, at) in layout.points[..earlier].iter().enumerate() {
        if role(*at) == Role::Dot && (room >= 4.0 || is_alone(place)) {
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

fn labels(layout: &Layout, brush: &Brush) {
    for label in &layout.labels.placed {
        let side = match label.anchor {
            // The class anchors these in the middle.
            _ if label.role == Role::ReleaseNumber => HPos::Left,
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let color = label.role.color();
        let style = TextStyle::from(("sans-serif", 11.5).into_font())
            .color(&color)
            .pos(Pos::new(side, VPos::Bottom));
        let text = Text::new(label.text.as_str(), canvas(label.at), style);
        brush.root.draw(&text).expect(DRAWN);
    }
}

/// Lets points say under a pointer what they are; of many, evenly spaced ones and the last.
fn hits(spec: &Spec, layout: &Layout, brush: &Brush) {
    let total = layout.points.len();
    let step = total.div_ceil(HITS).max(1);
    let first = total.saturating_sub(1) % step;
    let room = (layout.plot.right - layout.plot.left) / total.max(1) as f64 * step as f64;
    let radius = (room / 2.0).clamp(3.0, 10.0);
    for at in layout.points.iter().skip(first).step_by(step) {
        let point = &spec.series.points[*at];
        let mut title = period_label(spec.series.rhythm, point.period);
        title.push_str(": ");
        title.push_str(&spec.unit.level(point.value));
        if let Some(n) = point.n {
            title.push_str(", n = ");
            title.push_str(&count(n));
        }
        let at = canvas(layout.spot_of(point));
        brush.root.draw(&Hit { at, radius: tenth(radius).unsigned_abs(), title }).expect(DRAWN);
    }
}
