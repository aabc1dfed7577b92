//! The text of Gantt charts.

use std::collections::BTreeMap;

use super::super::lines::{Line, Source, words};
use super::super::{NODES, too_many};
use super::{Gantt, Marks};
use crate::diag::{Problem, did_you_mean};
use crate::id::{Date, Span};

/// The words with which a line may begin that is no task.
pub(in super::super) const WORDS: [&str; 9] = [
    "title",
    "dateFormat",
    "axisFormat",
    "tickInterval",
    "todayMarker",
    "excludes",
    "section",
    "weekday",
    "inclusiveEndDates",
];

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The longest time that a chart shows, and that a task takes.
pub(super) const DAYS: i32 = 20_000;

/// When a task begins.
#[derive(Clone)]
pub(super) enum Start<'a> {
    /// After the task before it.
    Next,
    On(Date),
    After(Vec<Line<'a>>),
}

/// When a task ends.
#[derive(Clone)]
pub(super) enum Stop<'a> {
    /// After so many days of work.
    Days(i32),
    /// After so many months.
    Months(i32),
    On(Date),
    Until(Line<'a>),
}

/// A task as it is written.
pub(super) struct Written<'a> {
    pub(super) name: String,
    pub(super) section: Option<usize>,
    pub(super) marks: Marks,
    pub(super) id: Option<&'a str>,
    pub(super) start: Start<'a>,
    pub(super) stop: Stop<'a>,
    pub(super) span: Span,
}

pub(super) struct Reader<'a, 'p> {
    pub(super) gantt: Gantt,
    format: Vec<&'a str>,
    between: char,
    is_inclusive: bool,
    pub(super) written: Vec<Written<'a>>,
    pub(super) ids: BTreeMap<&'a str, usize>,
    problems: &'p mut Vec<Problem>,
}

/// Reads a Gantt chart.
pub(in super::super) fn read<'a>(
    source: &Source<'a>,
    problems: &mut Vec<Problem>,
) -> Option<Gantt> {
    let mut reader = Reader {
        gantt: Gantt::default(),
        format: vec!["YYYY", "MM", "DD"],
        between: '-',
        is_inclusive: false,
        written: Vec::new(),
        ids: BTreeMap::new(),
        problems,
    };
    for line in &source.lines {
        reader.line(*line);
    }
    reader.gantt.idle.dates.sort_unstable();
    reader.problems.extend(too_many(source, reader.written.len(), NODES / 2, "tasks"));
    if reader.written.is_empty() && reader.problems.is_empty() {
        let span = source.head.map(|head| head.span()).unwrap_or_default();
        let hint = "write a task, such as `Plan :2026-01-12, 5d`";
        reader.report(span, "the chart has no tasks", hint);
    }
    if !reader.problems.is_empty() {
        return None;
    }
    reader.resolve();
    reader.problems.is_empty().then_some(reader.gantt)
}

impl<'a> Reader<'a, '_> {
    pub(super) fn report(
        &mut self,
        span: Span,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.problems.push(Problem::new(span, message, hint));
    }

    fn line(&mut self, line: Line<'a>) {
        let (word, rest) = line.word();
        match word {
            "title" => self.gantt.title = Some(words(rest.text)).filter(|title| !title.is_empty()),
            "dateFormat" => self.date_format(rest),
            // How days are written is the theme's, and a page does not know what day it is read on.
            "axisFormat" | "tickInterval" | "todayMarker" | "weekday" => {}
            "inclusiveEndDates" => self.is_inclusive = true,
            "excludes" => self.excludes(rest),
            "section" => {
                if rest.text.is_empty() {
                    let hint = "write a title, such as `section Planning`";
                    return self.report(line.span(), "a section needs a title", hint);
                }
                self.gantt.sections.push(words(rest.text));
            }
            "click" => {
                let message = "nothing in a diagram can be clicked";
                self.report(line.span(), message, "put the link into the text below the diagram");
            }
            _ => self.task(line),
        }
    }

    fn date_format(&mut self, rest: Line<'a>) {
        let between = rest.text.chars().find(|letter| !letter.is_ascii_alphabetic()).unwrap_or('-');
        let parts: Vec<&str> = rest.text.split(between).collect();
        let mut sorted = parts.clone();
        sorted.sort_unstable();
        if sorted != ["DD", "MM", "YYYY"] {
            let message = format!("dates cannot be written as `{}`", rest.text);
            let hint = "write `dateFormat YYYY-MM-DD`: years, months and days in any order";
            return self.report(rest.span(), message, hint);
        }
        self.format = parts;
        self.between = between;
    }

    /// Reads a date in the format of the chart.
    fn date(&self, text: &str) -> Option<Date> {
        let parts: Vec<&str> = text.split(self.between).collect();
        let part = |name: &str| -> Option<i16> {
            let at = self.format.iter().position(|own| *own == name)?;
            let digits = parts.get(at).filter(|digits| digits.len() == name.len())?;
            digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.parse().ok())?
        };
        let (year, month, day) = (part("YYYY")?, part("MM")?, part("DD")?);
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)?;
        (parts.len() == 3 && (1800..=3000).contains(&year)).then_some(date)
    }

    fn excludes(&mut self, rest: Line<'a>) {
        for word in rest.text.split([',', ' ']).filter(|word| !word.is_empty()) {
            let lower = word.to_lowercase();
            if lower == "weekends" {
                self.gantt.idle.weekdays[5] = true;
                self.gantt.idle.weekdays[6] = true;
            } else if let Some(at) = WEEKDAYS.iter().position(|day| *day == lower) {
                self.gantt.idle.weekdays[at] = true;
            } else if let Some(date) = self.date(word) {
                self.gantt.idle.dates.push(date);
            } else {
                let message = format!("`{word}` is no day");
                let hint = did_you_mean(&lower, WEEKDAYS.into_iter().chain(["weekends"]))
                    .unwrap_or_else(|| "write `weekends`, a day of the week or a date".to_owned());
                self.report(rest.part(word), message, hint);
            }
        }
        if self.gantt.idle.weekdays.iter().all(|is_idle| *is_idle) {
            let hint = "leave one day out";
            self.report(rest.span(), "on no day of the week work is done", hint);
        }
    }

    fn task(&mut self, line: Line<'a>) {
        let Some((name, meta)) = line.split(":") else {
            let (word, _) = line.word();
            let message = format!("a Gantt chart has no `{word}`");
            let hint = did_you_mean(word, WORDS)
                .unwrap_or_else(|| "write a task, such as `Plan :2026-01-12, 5d`".to_owned());
            return self.report(line.part(word), message, hint);
        };
        let parts = meta.text.split(',').map(|part| {
            let trimmed = part.trim();
            Line { text: trimmed, at: meta.part(trimmed).start as usize }
        });
        let mut marks = Marks::default();
        let mut rest = Vec::new();
        for part in parts {
            match part.text {
                "done" if rest.is_empty() => marks.is_done = true,
                "active" if rest.is_empty() => marks.is_active = true,
                "crit" if rest.is_empty() => marks.is_critical = true,
                "milestone" if rest.is_empty() => marks.is_milestone = true,
                _ => rest.push(part),
            }
        }
        let (id, start, stop) = match rest[..] {
            [stop] if !stop.text.is_empty() => (None, None, stop),
            [start, stop] => (None, Some(start), stop),
            [id, start, stop] => (Some(id), Some(start), stop),
            _ => {
                let hint =
                    "write `Plan :plan, 2026-01-12, 5d`: an id, a start, and an end or a duration";
                return self.report(line.span(), "this task does not say how long it takes", hint);
            }
        };
        let start = match start {
            None => Some(Start::Next),
            Some(start) => self.start(start),
        };
        let (Some(start), Some(stop)) = (start, self.stop(stop)) else { return };
        if let Some(id) = id
            && self.ids.insert(id.text, self.written.len()).is_some()
        {
            let message = format!("there are two tasks `{}`", id.text);
            self.report(id.span(), message, "give one of them another id");
        }
        self.written.push(Written {
            name: words(name.text),
            section: self.gantt.sections.len().checked_sub(1),
            marks,
            id: id.map(|id| id.text),
            start,
            stop,
            span: line.span(),
        });
    }

    fn start(&mut self, part: Line<'a>) -> Option<Start<'a>> {
        if let (true, rest) = (part.word().0 == "after", part.word().1) {
            let ids = rest.text.split_whitespace();
            let ids = ids.map(|id| Line { text: id, at: rest.part(id).start as usize });
            return Some(Start::After(ids.collect()));
        }
        if let Some(date) = self.date(part.text) {
            return Some(Start::On(date));
        }
        let message = format!("`{}` is no start", part.text);
        let format = self.format.join(&self.between.to_string());
        self.report(
            part.span(),
            message,
            format!("write a date as `{format}`, or `after` and an id"),
        );
        None
    }

    fn stop(&mut self, part: Line<'a>) -> Option<Stop<'a>> {
        if let ("until", rest) = part.word() {
            return Some(Stop::Until(rest));
        }
        if let Some(date) = self.date(part.text) {
            let last = if self.is_inclusive { date.plus_days(1) } else { Some(date) };
            return last.map(Stop::On);
        }
        let digits = part.text.trim_end_matches(|letter: char| letter.is_alphabetic());
        let number: Option<i32> = digits.parse().ok().filter(|days| (0..=DAYS).contains(days));
        let unit = &part.text[digits.len()..];
        let stop = number.and_then(|number| match unit {
            "d" => Some(Stop::Days(number)),
            "w" => Some(Stop::Days(number.saturating_mul(7).min(DAYS))),
            "M" => Some(Stop::Months(number.min(DAYS / 30))),
            "y" => Some(Stop::Months(number.min(DAYS / 365).saturating_mul(12))),
            _ => None,
        });
        if stop.is_none() {
            let message = format!("`{}` is no end", part.text);
            let hint =
                "write a date, or whole days, weeks, months or years: `5d`, `2w`, `1M`, `1y`";
            self.report(part.span(), message, hint);
        }
        stop
    }
}
