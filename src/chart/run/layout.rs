//! Where everything in a chart lies, before anything is drawn.

use std::ops::{Range, RangeInclusive};

use plotters::coord::CoordTranslate;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;

use crate::chart::backend::SCALE;
use crate::chart::label::{Anchor, Area, Labels, Spot, width};
use crate::chart::levels::{Level, levels};
use crate::chart::role::Role;
use crate::chart::scale::{Ticks, date_ticks, is_drawable, value_range};
use crate::chart::thin::{kept, unbroken};
use crate::id::Date;
use crate::kpi::{Point, Series, Unit, possible};

use super::releases::{self, Release};
use super::tips::{Tips, target_value};
use super::{Mark, Size, Spec};

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
        let points: Vec<usize> =
            kept(series, spec.size.points()).into_iter().filter(drawable).collect();
        let levels = levels(series, spec.analysis, spec.fields);
        let (values, target) = values(spec, &points, &levels);
        let days = days(series, spec.marks);
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
            bottom: high - 30.0,
        };
        let radius = if spec.size == Size::Wide { 9.0 } else { 8.0 };
        let releases = releases::place(spec.marks, series, &days, &mut plot, radius);
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
            unbroken: unbroken(series, &points),
            points,
            levels,
            target,
            ticks: ticks.values,
            dates: Vec::new(),
            releases,
            labels: Labels::new(wide, high),
        };
        layout.keep_free(series);
        layout.name_last(spec, &tips);
        layout.name_axes(spec, &names);
        layout.name_target(spec, &tips);
        layout.name_levels(spec);
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

    /// Returns the days over which a level is drawn.
    pub(super) fn span(&self, series: &Series, level: &Level) -> (Date, Date) {
        let day = |at: usize| series.points[at.min(series.len() - 1)].period.start;
        (day(level.stretch.first), day(level.stretch.end.max(1) - 1))
    }

    /// Keeps labels off the line, the limits, the target, the ship dates and the points.
    fn keep_free(&mut self, series: &Series) {
        let mut lines: Vec<(Spot, Spot)> = Vec::new();
        let spots: Vec<Spot> =
            self.points.iter().map(|at| self.spot_of(&series.points[*at])).collect();
        for stretch in &self.unbroken {
            lines.extend(spots[stretch.clone()].windows(2).map(|pair| (pair[0], pair[1])));
        }
        for level in &self.levels {
            let (from, to) = self.span(series, level);
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
        let Some(first) = spec.series.points.first() else { return };
        let last = date_of(self.days.end).unwrap_or(first.period.start);
        let most = if spec.size == Size::Wide { 7 } else { 4 };
        let y = self.plot.bottom + 19.0;
        let ticks = match spec.series.len() {
            1 => vec![(first.period.start, first.period.start.long())],
            _ => date_ticks(first.period.start, last, spec.series.rhythm, most),
        };
        for (day, name) in ticks {
            let (x, _) = self.spot(day, self.values.start);
            let places = [((x, y), Anchor::Middle), ((self.plot.left, y), Anchor::Start)];
            let is_first = x < self.plot.left + 24.0;
            self.labels.place(&name, Role::Text, if is_first { &places } else { &places[..1] });
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
        let short = format!("target {}", target_value(spec).unwrap_or_default());
        let Some(value) = self.target else {
            // The target lies so far off that showing it would flatten the series.
            let is_above = spec
                .fields
                .target
                .as_ref()
                .is_some_and(|target| target.value.value > self.values.end);
            let (arrow, y) = if is_above {
                ('↑', self.plot.top + 12.0)
            } else {
                ('↓', self.plot.bottom - 6.0)
            };
            let places = self.along(y, self.plot.left + 4.0, self.plot.right - 4.0);
            self.labels.place(&format!("{text} {arrow}"), Role::Accent, &places);
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
        places.extend(self.along(y - 5.0, left, right));
        places.extend(self.along(y + 14.0, left, right));
        if !self.labels.place(text, Role::Accent, &places) {
            places.push(((self.plot.right + 9.0, y + 4.0), Anchor::Start));
            self.labels.place(&short, Role::Accent, &places);
        }
    }

    fn name_levels(&mut self, spec: &Spec) {
        // The present says most, so that it finds its place first.
        for level in self.levels.clone().iter().rev() {
            let Some(text) = level.label(spec.unit) else { continue };
            let (from, to) = self.span(spec.series, level);
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
                places.extend(self.along(self.height(value) + down, left + 4.0, right - 4.0));
            }
            self.labels.place(&text, Role::Text, &places);
        }
    }

    /// Returns places along a height, from the left to the right.
    fn along(&self, y: f64, left: f64, right: f64) -> Vec<(Spot, Anchor)> {
        let step = 24.0;
        let count = ((right - left) / step).clamp(0.0, 40.0) as usize;
        let mut places: Vec<(Spot, Anchor)> =
            (0..=count).map(|at| ((left + step * at as f64, y), Anchor::Start)).collect();
        places.retain(|((x, _), _)| *x < right - 40.0);
        places.push(((right, y), Anchor::End));
        places
    }
}

/// Returns the range of values, and the target if it lies near enough to be shown.
fn values(spec: &Spec, points: &[usize], levels: &[Level]) -> (Range<f64>, Option<f64>) {
    let mut all: Vec<f64> = points.iter().map(|at| spec.series.points[*at].value).collect();
    for level in levels {
        let (lower, upper) = level.limits();
        all.extend(
            [lower, level.stretch.centre, upper]
                .into_iter()
                .flatten()
                .filter(|value| is_drawable(*value)),
        );
    }
    let possible = possible(spec.fields);
    let own = value_range(all.iter().copied(), possible);
    let room = (own.end - own.start) * 1.5;
    let target = spec.fields.target.as_ref().map(|target| target.value.value);
    let target = target.filter(|target| (own.start - room..=own.end + room).contains(target));
    let target = target.filter(|_| !all.is_empty());
    all.extend(target);
    (value_range(all.into_iter(), possible), target)
}

/// Returns the range of days: from the first point to the last, or to what shipped in its period.
fn days(series: &Series, marks: &[Mark]) -> Range<f64> {
    let day = |date: Date| f64::from(date.number());
    let (Some(first), Some(last)) = (series.points.first(), series.last()) else { return 0.0..1.0 };
    let shipped = marks.iter().map(|mark| mark.date).filter(|date| *date <= last.period.last).max();
    let end = shipped.map_or(last.period.start, |shipped| shipped.max(last.period.start));
    if end <= first.period.start {
        return day(end) - 1.0..day(end) + 1.0;
    }
    day(first.period.start)..day(end)
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

/// Returns a logical length on the canvas.
pub(super) fn tenth(length: f64) -> i32 {
    (length * SCALE).round() as i32
}
