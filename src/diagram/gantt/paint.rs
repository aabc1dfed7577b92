//! Gantt charts as pictures.

use super::super::Drawing;
use super::super::pen::{Anchor, LINE, Path, Pen, block, width, wrap};
use super::{Gantt, Task};
use crate::id::Date;

/// Around the picture.
const MARGIN: f64 = 8.0;
/// How wide the days are together.
const DAYS: f64 = 440.0;
/// How high a bar is.
const BAR: f64 = 18.0;
/// How wide names of tasks are at most.
const NAMES: f64 = 190.0;
/// How far marks on the axis are from each other at least.
const TICK: f64 = 72.0;
/// Of how many days those are shown on which no work is done.
const SHOWN: i32 = 130;

/// Days across the picture.
struct Axis {
    first: Date,
    days: f64,
    left: f64,
}

impl Axis {
    fn x(&self, date: Date) -> f64 {
        self.left + f64::from(date.days_since(self.first)) / self.days * DAYS
    }
}

/// Returns the picture of a Gantt chart.
pub(in super::super) fn draw(gantt: &Gantt, words: (&str, &str)) -> Drawing {
    let mut pen = Pen::default();
    let first = gantt.tasks.iter().map(|task| task.from).min();
    let last = gantt.tasks.iter().map(|task| task.to).max();
    let (Some(first), Some(last)) = (first, last) else {
        return Drawing { svg: pen.finish(words, (0.0, 0.0), (1.0, 1.0)), width: 1 };
    };
    let names: Vec<Vec<String>> = gantt.tasks.iter().map(|task| wrap(&task.name, NAMES)).collect();
    let left = names.iter().map(|lines| block(lines).0).max().unwrap_or_default() as f64 + 18.0;
    let days = f64::from(last.days_since(first).max(7));
    let axis = Axis { first, days, left };
    let top = 30.0;
    let rows = rows(gantt, &names, top);
    let bottom = rows.end;
    idle(&mut pen, gantt, &axis, (top - 6.0, bottom));
    ticks(&mut pen, &axis, last, (top - 6.0, bottom));
    let mut most = left + DAYS;
    for (at, (task, lines)) in gantt.tasks.iter().zip(&names).enumerate() {
        let Some(y) = rows.tasks.get(at).copied() else { continue };
        pen.text("d-text", lines, (left - 12.0, y), Anchor::End);
        most = most.max(bar(&mut pen, &axis, task, y));
    }
    for (name, y) in &rows.sections {
        let path = Path::default().to((0.0, y - 14.0)).line((left + DAYS, y - 14.0));
        if *y > top + 20.0 {
            pen.path("d-part", &path);
        }
        // A long name goes on over the days.
        let lines = wrap(name, left + DAYS);
        pen.text("d-title d-said", &lines, (0.0, *y), Anchor::Start);
    }
    let size = ((most + 2.0 * MARGIN).ceil(), (bottom + 2.0 * MARGIN).ceil());
    Drawing { svg: pen.finish(words, (-MARGIN, -MARGIN), size), width: size.0 as u32 }
}

/// Where everything stands from top to bottom.
struct Rows {
    /// The middle of each task.
    tasks: Vec<f64>,
    /// The name of each section, and its middle.
    sections: Vec<(String, f64)>,
    end: f64,
}

fn rows(gantt: &Gantt, names: &[Vec<String>], top: f64) -> Rows {
    let mut rows = Rows { tasks: Vec::new(), sections: Vec::new(), end: top };
    let mut section = None;
    for (task, lines) in gantt.tasks.iter().zip(names) {
        if task.section != section {
            section = task.section;
            if let Some(name) = section.and_then(|at| gantt.sections.get(at)) {
                rows.sections.push((name.clone(), rows.end + 16.0));
                rows.end += 30.0;
            }
        }
        let high = (lines.len().max(1) as f64 * LINE as f64).max(BAR) + 8.0;
        rows.tasks.push(rows.end + high / 2.0);
        rows.end += high;
    }
    rows.end += 6.0;
    rows
}

/// Shades the days on which no work is done.
fn idle(pen: &mut Pen, gantt: &Gantt, axis: &Axis, (top, bottom): (f64, f64)) {
    let days = axis.days as i32;
    if days > SHOWN {
        return;
    }
    let mut begin: Option<Date> = None;
    for day in 0..=days {
        let Some(date) = axis.first.plus_days(day) else { return };
        match (gantt.idle.holds(date) && day < days, begin) {
            (true, None) => begin = Some(date),
            (false, Some(from)) => {
                let size = (axis.x(date) - axis.x(from), bottom - top);
                pen.rect("d-idle", (axis.x(from), top), size, 0.0);
                begin = None;
            }
            _ => {}
        }
    }
}

/// Draws lines at days, weeks, months or years, whichever fit.
fn ticks(pen: &mut Pen, axis: &Axis, last: Date, (top, bottom): (f64, f64)) {
    let room = |days: f64| days / axis.days * DAYS >= if days < 30.0 { TICK } else { TICK - 8.0 };
    let (mut at, step) = match () {
        () if room(1.0) => (axis.first, Step::Days(1)),
        () if room(2.0) => (axis.first, Step::Days(2)),
        () if room(7.0) => (axis.first.monday(), Step::Days(7)),
        () if room(14.0) => (axis.first.monday(), Step::Days(14)),
        () if room(30.0) => (axis.first.month_start(), Step::Months(1)),
        () if room(91.0) => (axis.first.quarter_start(), Step::Months(3)),
        () => {
            let years = (1..=60).find(|years| room(365.0 * f64::from(*years))).unwrap_or(60);
            let start = Date::new(axis.first.year(), 1, 1).unwrap_or(axis.first);
            (start, Step::Months(12 * years))
        }
    };
    let mut names = Vec::new();
    // No chart has room for more.
    for _ in 0..40 {
        if at > last && f64::from(at.days_since(axis.first)) > axis.days {
            break;
        }
        let next = match step {
            Step::Days(days) => at.plus_days(days),
            Step::Months(months) => at.plus_months(months),
        };
        let x = axis.x(at);
        if at >= axis.first && x <= axis.left + DAYS + 0.5 {
            pen.path("d-grid", &Path::default().to((x, top)).line((x, bottom)));
            names.push((x, label(at, step, names.is_empty())));
        }
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    for (x, name) in names {
        pen.text("d-label", &[name], (x, 10.0), Anchor::Middle);
    }
}

#[derive(Clone, Copy)]
enum Step {
    Days(i32),
    Months(i32),
}

/// Returns what a line is called; the first one says the year.
fn label(date: Date, step: Step, is_first: bool) -> String {
    match step {
        Step::Days(_) if is_first => date.long(),
        Step::Days(_) => format!("{} {}", date.day(), month(date)),
        Step::Months(months) if months >= 12 => date.year().to_string(),
        Step::Months(_) if is_first || date.month() == 1 => {
            format!("{} {}", month(date), date.year())
        }
        Step::Months(_) => month(date).to_owned(),
    }
}

fn month(date: Date) -> &'static str {
    date.month_name()
}

/// Draws a task, and returns how far to the right it reaches.
fn bar(pen: &mut Pen, axis: &Axis, task: &Task, y: f64) -> f64 {
    let (from, to) = (axis.x(task.from), axis.x(task.to));
    let class = match () {
        () if task.marks.is_critical => "d-task d-ill",
        () if task.marks.is_done => "d-task d-done",
        () if task.marks.is_active => "d-task d-here",
        () => "d-task",
    };
    let end = match task.marks.is_milestone {
        true => {
            let (x, r) = ((from + to) / 2.0, BAR / 2.0);
            let corners = [(x, y - r), (x + r, y), (x, y + r), (x - r, y)];
            pen.path(class, &Path::polygon(&corners));
            x + r
        }
        false => {
            let wide = (to - from).max(3.0);
            pen.rect(class, (from, y - BAR / 2.0), (wide, BAR), 4.0);
            from + wide
        }
    };
    let said = task.said(" – ");
    let wide = width(&said);
    pen.text("d-label d-said", &[said], (end + 8.0, y), Anchor::Start);
    end + 8.0 + wide
}
