//! The days of tasks, which may wait for each other.

use super::super::lines::Line;
use super::Task;
use super::read::{DAYS, Reader, Start, Stop};
use crate::diag::did_you_mean;
use crate::id::Date;

impl<'a> Reader<'a, '_> {
    /// Gives each task its days.
    pub(super) fn resolve(&mut self) {
        let count = self.written.len();
        let mut days: Vec<Option<(Date, Date)>> = vec![None; count];
        // Mostly a task names one above it, so that the first round is enough.
        for _ in 0..count {
            let mut is_more = false;
            for at in 0..count {
                if days[at].is_none() {
                    days[at] = self.days(at, &days);
                    is_more |= days[at].is_some();
                }
            }
            if !is_more {
                break;
            }
        }
        for (at, days) in days.into_iter().enumerate() {
            let Some((from, to)) = days else {
                self.unresolved(at);
                continue;
            };
            let task = &self.written[at];
            let (span, is_milestone) = (task.span, task.marks.is_milestone);
            if to < from || (to == from && !is_milestone) {
                let hint = "let it end after it begins";
                self.report(span, "this task has no day", hint);
                continue;
            }
            let task = &self.written[at];
            self.gantt.tasks.push(Task {
                name: task.name.clone(),
                section: task.section,
                marks: task.marks,
                from,
                to,
            });
        }
        let long = self.gantt.first().zip(self.gantt.last());
        if let Some((first, last)) = long.filter(|(first, last)| last.days_since(*first) > DAYS)
            && let Some(task) = self.written.first()
        {
            let message = format!("the chart runs from {} to {}", first.long(), last.long());
            self.report(task.span, message, "correct the dates, or draw several charts");
        }
    }

    /// Returns the first day of a task and the day after its last, where what it depends on is known.
    fn days(&self, at: usize, known: &[Option<(Date, Date)>]) -> Option<(Date, Date)> {
        let task = &self.written[at];
        let named = |id: &str| known[*self.ids.get(id)?];
        let from = match &task.start {
            Start::On(date) => *date,
            Start::Next => match at.checked_sub(1) {
                Some(before) => self.working(known[before]?.1)?,
                None => return None,
            },
            Start::After(ids) => {
                let mut latest: Option<Date> = None;
                for id in ids {
                    let (_, end) = named(id.text)?;
                    latest = latest.max(Some(end));
                }
                self.working(latest?)?
            }
        };
        let to = match &task.stop {
            Stop::On(date) => *date,
            Stop::Until(id) => named(id.text)?.0,
            Stop::Months(months) => from.plus_months(*months)?,
            Stop::Days(days) => {
                let mut end = from;
                let mut left = *days;
                while left > 0 {
                    left -= if self.gantt.idle.holds(end) { 0 } else { 1 };
                    end = end.plus_days(1)?;
                }
                end
            }
        };
        Some((from, to))
    }

    /// Returns the first day from one on that is worked on.
    fn working(&self, mut date: Date) -> Option<Date> {
        while self.gantt.idle.holds(date) {
            date = date.plus_days(1)?;
        }
        Some(date)
    }

    /// Reports why a task has no days.
    fn unresolved(&mut self, at: usize) {
        let task = &self.written[at];
        let mut named: Vec<Line<'a>> = match &task.start {
            Start::After(ids) => ids.clone(),
            Start::Next | Start::On(_) => Vec::new(),
        };
        if let Stop::Until(id) = &task.stop {
            named.push(*id);
        }
        let (span, own) = (task.span, task.id);
        if matches!(task.start, Start::Next) && at == 0 {
            let hint = "write a date before its duration";
            return self.report(span, "the first task does not say when it begins", hint);
        }
        let missing = named.iter().find(|id| !self.ids.contains_key(id.text)).copied();
        if let Some(id) = missing {
            let message = format!("there is no task `{}`", id.text);
            let hint = did_you_mean(id.text, self.ids.keys().copied())
                .unwrap_or_else(|| "give the task that is meant an id".to_owned());
            let place = if id.text.is_empty() { span } else { id.span() };
            return self.report(place, message, hint);
        }
        if named.iter().any(|id| Some(id.text) == own) {
            let hint = "name the task before it";
            return self.report(span, "this task waits for itself", hint);
        }
        // What merely follows such a task needs no word of its own.
        if !named.is_empty() && self.waits_for_itself(at) {
            let hint = "let one of them begin on a date";
            self.report(span, "this task waits for one that waits for it", hint);
        }
    }

    /// Returns whether what a task waits for waits for it in turn.
    fn waits_for_itself(&self, at: usize) -> bool {
        let mut is_seen = vec![false; self.written.len()];
        let mut ahead = vec![at];
        while let Some(next) = ahead.pop() {
            let task = &self.written[next];
            let mut waits = Vec::new();
            match &task.start {
                Start::On(_) => {}
                Start::Next => waits.extend(next.checked_sub(1)),
                Start::After(ids) => {
                    waits.extend(ids.iter().filter_map(|id| self.ids.get(id.text).copied()));
                }
            }
            if let Stop::Until(id) = &task.stop {
                waits.extend(self.ids.get(id.text).copied());
            }
            if waits.contains(&at) {
                return true;
            }
            ahead
                .extend(waits.into_iter().filter(|it| !std::mem::replace(&mut is_seen[*it], true)));
        }
        false
    }
}
