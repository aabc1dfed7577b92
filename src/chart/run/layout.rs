//! Where everything in a chart lies, before anything is drawn.

use std::ops::{Range, RangeInclusive};

use plotters::coord::CoordTranslate;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;

use crate::chart::backend::SCALE;
use crate::chart::brush::tenth;
use crate::chart::goal;
use crate::chart::label::{Anchor, Area, Labels, Spot, along, width};
use crate::chart::levels::{Level, levels};
use crate::chart::releases::{self, Release};
use crate::chart::role::Role;
use crate::chart::scale::{Ticks, date_ticks, is_drawable};
use crate::chart::thin::{kept, unbroken};
use crate::id::Date;
use crate::kpi::count;
use crate::kpi::{Point, Unit};

use super::course::Trace;
use super::extent::{Scale, counts_below, days, ends};
use super::paint::bar;
use super::tips::Tips;
use super::{Look, Size, Spec};

/// How data become places.
pub(super) type Plane = Cartesian2d<RangedCoordf64, RangedCoordf64>;

/// Where everything lies, in logical units.
pub(super) struct Layout {
    /// The plane of the data.
    pub(super) plane: Plane,
    /// The part of the picture that it fills.
    pub(super) plot: Area,
    /// The days that it shows.
    pub(super) days: Range<f64>,
    /// The values that it shows.
    pub(super) values: Range<f64>,
    /// The points that can be drawn, thinned where there are too many.
    pub(super) points: Vec<usize>,
    /// The places in `points` between which the line is unbroken.
    pub(super) unbroken: Vec<RangeInclusive<usize>>,
    /// Centres and limits.
    pub(super) levels: Vec<Level>,
    /// The target, where it is near enough to be shown.
    pub(super) target: Option<f64>,
    /// The levels between which all is well, where they are near enough to be shown.
    pub(super) band: Option<(f64, f64)>,
    /// The ticks of the value axis.
    pub(super) ticks: Vec<f64>,
    /// The ticks of the calendar.
    pub(super) dates: Vec<Date>,
    /// The ship dates.
    pub(super) releases: Vec<Release>,
    /// The labels.
    pub(super) labels: Labels,
}

impl Layout {
    /// Returns the layout of a chart.
    pub(super) fn of(spec: &Spec) -> Layout {
        let series = spec.series;
        let drawable = |at: &usize| is_drawable(series.points[*at].value);
        let shown = spec.range();
        let Trace { points, unbroken } = spec.courses.trace(spec.size, || {
            let points = match shown.len() == series.len() {
                true => kept(series, spec.size.points()),
                false => {
                    let kept = kept(&spec.shown_series(), spec.size.points());
                    kept.into_iter().map(|at| at + shown.start).collect()
                }
            };
            let points: Vec<usize> = points.into_iter().filter(drawable).collect();
            Trace { unbroken: unbroken(series, &points), points }
        });
        let mut levels = match spec.look {
            Look::Run => levels(series, spec.analysis, spec.fields),
            Look::Line | Look::Bars | Look::Area => Vec::new(),
        };
        levels.retain(|level| {
            level.stretch.first < shown.end && level.stretch.end > shown.start && !shown.is_empty()
        });
        let scale = Scale::of(spec, &points, &levels);
        let (values, target) = (scale.values, scale.target);
        let days = days(spec, &shown);
        let tips = Tips::of(spec);
        let ticks = Ticks::of(&values, if spec.size == Size::Wide { 6 } else { 4 });
        let names = tick_names(&ticks, spec.unit);
        let (wide, high) = spec.size.pixels();
        let (wide, high) = (f64::from(wide), f64::from(high));
        let left = names.iter().map(|name| width(name, Role::Text)).fold(0.0, f64::max) + 12.0;
        let mut plot = Area {
            left: left.clamp(28.0, wide * 0.3).ceil(),
            top: 14.0,
            right: (wide - tips.width(spec.size)).floor(),
            bottom: high - if counts_below(spec) { 44.0 } else { 30.0 },
        };
        let radius = if spec.size == Size::Wide { 9.0 } else { 8.0 };
        let marks = if shown.is_empty() { &[][..] } else { spec.marks };
        let releases = releases::place(marks, &days, &mut plot, radius);
        let plane = Plane::new(
            days.clone(),
            values.clone(),
            (tenth(plot.left)..tenth(plot.right), tenth(plot.bottom)..tenth(plot.top)),
        );
        let mut layout = Layout {
            plane,
            plot,
            days,
            values,
            unbroken,
            points,
            levels,
            target,
            band: scale.band,
            ticks: ticks.values,
            dates: Vec::new(),
            releases,
            labels: Labels::new(wide, high),
        };
        layout.keep_free(spec);
        layout.name_last(spec, &tips);
        layout.name_axes(spec, &names);
        layout.name_target(spec, &tips);
        layout.name_levels(spec);
        layout.name_band(spec);
        layout.name_counts(spec);
        layout
    }

    /// Returns the place of a day and a value.
    pub(super) fn spot(&self, day: Date, value: f64) -> Spot {
        let (x, y) = self.plane.translate(&(f64::from(day.number()), value));
        (f64::from(x) / SCALE, f64::from(y) / SCALE)
    }

    /// Returns the place of a point.
    pub(super) fn spot_of(&self, point: &Point) -> Spot {
        self.spot(point.period.start, point.value)
    }

    /// Returns the days over which a level is drawn: there are none without points.
    pub(super) fn span(&self, spec: &Spec, level: &Level) -> (Date, Date) {
        let (series, shown) = (spec.series, spec.range());
        let day = |at: usize| series.points[at.min(series.len() - 1)].period.start;
        let first = level.stretch.first.max(shown.start);
        (day(first), day(level.stretch.end.min(shown.end).max(first + 1) - 1))
    }

    /// Returns how wide a point's part of the plot is.
    pub(super) fn room(&self) -> f64 {
        (self.plot.right - self.plot.left) / self.points.len().max(1) as f64
    }

    /// Returns whether neither neighbour of a point is joined to it.
    pub(super) fn is_alone(&self, place: usize) -> bool {
        self.unbroken.iter().any(|stretch| *stretch.start() == place && *stretch.end() == place)
    }

    /// Keeps labels off the line, the limits, the target, the ship dates and the points.
    fn keep_free(&mut self, spec: &Spec) {
        let series = spec.series;
        if spec.look == Look::Bars {
            let zero = self.height(0.0);
            for at in &self.points {
                let area = bar(self, &series.points[*at], zero);
                self.labels.keep_free(area);
            }
        }
        let mut lines: Vec<(Spot, Spot)> = Vec::new();
        let spots: Vec<Spot> =
            self.points.iter().map(|at| self.spot_of(&series.points[*at])).collect();
        for stretch in self.unbroken.iter().filter(|_| spec.look != Look::Bars) {
            lines.extend(spots[stretch.clone()].windows(2).map(|pair| (pair[0], pair[1])));
        }
        for level in &self.levels {
            let (from, to) = self.span(spec, level);
            let (lower, upper) = level.limits();
            for value in [lower, level.stretch.centre, upper].into_iter().flatten() {
                lines.push((self.spot(from, value), self.spot(to, value)));
            }
        }
        if let Some(target) = self.target {
            let y = self.height(target);
            lines.push(((self.plot.left, y), (self.plot.right, y)));
        }
        for release in &self.releases {
            lines.push(((release.x, self.plot.top), (release.x, self.plot.bottom)));
            self.labels.keep_free(Area::around(release.circle, release.radius));
        }
        for (from, to) in lines {
            self.labels.keep_line_free(from, to);
        }
        for spot in spots {
            self.labels.keep_free(Area::around(spot, 3.0));
        }
    }

    /// Returns the height of a value.
    pub(super) fn height(&self, value: f64) -> f64 {
        let (_, y) = self.plane.translate(&(self.days.start, value));
        f64::from(y) / SCALE
    }

    /// Labels the last point: its value, its period and how many stand behind it.
    fn name_last(&mut self, spec: &Spec, tips: &Tips) {
        let Some(last) = self.points.last().map(|at| self.spot_of(&spec.series.points[*at])) else {
            return;
        };
        let lines = 14.0 * tips.notes.len() as f64;
        let y =
            last.1.clamp(self.plot.top + 8.0, (self.plot.bottom - lines).max(self.plot.top + 8.0));
        let x = last.0.max(self.plot.right) + 9.0;
        let mut y = y + 4.0;
        for value in &tips.values {
            if self.labels.place(value, Role::Strong, &[((x, y), Anchor::Start)]) {
                break;
            }
        }
        for note in &tips.notes {
            y += 14.0;
            self.labels.place(note, Role::Text, &[((x, y), Anchor::Start)]);
        }
    }

    fn name_axes(&mut self, spec: &Spec, names: &[String]) {
        for (value, name) in self.ticks.clone().into_iter().zip(names) {
            let y = self.height(value);
            self.labels.place(name, Role::Text, &[((self.plot.left - 8.0, y + 4.0), Anchor::End)]);
        }
        let shown = &spec.series.points[spec.range()];
        let (Some(first), Some(newest)) = (shown.first(), shown.last()) else { return };
        let last = match spec.look {
            Look::Bars => newest.period.start,
            _ => date_of(self.days.end).unwrap_or(first.period.start),
        };
        let most = if spec.size == Size::Wide { 7 } else { 4 };
        let y = self.plot.bottom + 19.0;
        let ticks = match (shown.len(), spec.order) {
            (_, Some(names)) => ends(spec, names),
            (1, _) => vec![(first.period.start, first.period.start.long())],
            _ => date_ticks(first.period.start, last, spec.series.rhythm, most),
        };
        for (day, name) in ticks {
            let (x, _) = self.spot(day, self.values.start);
            let places = [((x, y), Anchor::Middle), ((self.plot.left, y), Anchor::Start)];
            let is_first = x < self.plot.left + 24.0;
            match spec.order {
                Some(_) if !is_first => {
                    self.labels.place(&name, Role::Text, &[((x, y), Anchor::End)]);
                }
                _ => {
                    let places = if is_first { &places } else { &places[..1] };
                    self.labels.place(&name, Role::Text, places);
                }
            }
            self.dates.push(day);
        }
        for release in &self.releases {
            let (x, y) = release.circle;
            let number = release.number.to_string();
            self.labels.put(&number, Role::ReleaseNumber, (x, y + 4.0), Anchor::Middle);
        }
        if !is_short(&spec.unit.name) {
            let places =
                [((0.0, 10.0), Anchor::Start), ((0.0, self.plot.top - 4.0), Anchor::Start)];
            self.labels.place(&spec.unit.name, Role::Text, &places);
        }
    }

    fn name_target(&mut self, spec: &Spec, tips: &Tips) {
        let Some(text) = &tips.target else { return };
        let target = spec.fields.target.as_ref();
        let short = target.and_then(|it| goal::short(it, spec.unit)).unwrap_or_default();
        let Some(value) = self.target else {
            let is_above = target.is_some_and(|target| target.value.value > self.values.end);
            goal::name_beyond(&mut self.labels, self.plot, is_above, [text, &short]);
            return;
        };
        let y = self.height(value);
        let mut places = Vec::new();
        if spec.size == Size::Wide {
            places.extend(
                [4.0, -8.0, 18.0, -20.0, 32.0]
                    .map(|down| ((self.plot.right + 9.0, y + down), Anchor::Start)),
            );
        }
        let (left, right) = (self.plot.left + 4.0, self.plot.right - 4.0);
        places.extend(along(y - 5.0, left, right));
        places.extend(along(y + 14.0, left, right));
        if !self.labels.place(text, Role::Accent, &places) {
            places.push(((self.plot.right + 9.0, y + 4.0), Anchor::Start));
            self.labels.place(&short, Role::Accent, &places);
        }
    }

    /// Writes below each point of a share or score how many stand behind it, as far as there is room, from the
    /// last on.
    fn name_counts(&mut self, spec: &Spec) {
        if !counts_below(spec) {
            return;
        }
        let y = self.plot.bottom + 34.0;
        // At the edge, so that it never runs into the first count.
        self.labels.place("n", Role::Text, &[((0.0, y), Anchor::Start)]);
        let mut free = f64::INFINITY;
        for at in self.points.clone().iter().rev() {
            let point = &spec.series.points[*at];
            let Some(n) = point.n.map(count) else { continue };
            let (x, half) = (self.spot_of(point).0, width(&n, Role::Text) / 2.0);
            if x + half + 3.0 <= free
                && self.labels.place(&n, Role::Count, &[((x, y), Anchor::Middle)])
            {
                free = x - half - 3.0;
            }
        }
    }

    fn name_band(&mut self, spec: &Spec) {
        let Some((low, high)) = self.band else { return };
        let text = format!("band {}–{}", spec.unit.number(low), spec.unit.number(high));
        let (left, right) = (self.plot.left + 4.0, self.plot.right - 4.0);
        let mut places = along(self.height(high) + 14.0, left, right);
        places.extend(along(self.height(low) - 5.0, left, right));
        self.labels.place(&text, Role::Text, &places);
    }

    fn name_levels(&mut self, spec: &Spec) {
        // The present says most, so that it finds its place first.
        for level in self.levels.clone().iter().rev() {
            let Some(text) = level.label(spec.unit) else { continue };
            let (from, to) = self.span(spec, level);
            let (left, _) = self.spot(from, self.values.start);
            let (right, _) = self.spot(to, self.values.start);
            let (lower, upper) = level.limits();
            let centre = level.stretch.centre;
            let mut places = Vec::new();
            for (value, down) in [
                (upper, -6.0),
                (lower, 14.0),
                (upper, 15.0),
                (lower, -6.0),
                (centre, -6.0),
                (centre, 14.0),
            ] {
                let Some(value) = value else { continue };
                let room = width(&text, Role::Text) + 8.0;
                let right = right.max(left + room).min(self.plot.right);
                places.extend(along(self.height(value) + down, left + 4.0, right - 4.0));
            }
            self.labels.place(&text, Role::Text, &places);
        }
    }
}

fn date_of(number: f64) -> Option<Date> {
    Date::from_unix(number as i64 * 86_400)
}

/// Returns the labels of ticks; the highest bears a short unit.
fn tick_names(ticks: &Ticks, unit: &Unit) -> Vec<String> {
    let mut names: Vec<String> = ticks.values.iter().map(|value| ticks.label(*value)).collect();
    if let Some(top) = names.last_mut()
        && is_short(&unit.name)
        && !unit.name.is_empty()
    {
        top.push('\u{a0}');
        top.push_str(&unit.name);
    }
    names
}

fn is_short(unit: &str) -> bool {
    unit.chars().count() <= 3
}
