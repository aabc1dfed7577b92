//! Gantt charts: what is to be done when.

mod days;
mod paint;
mod read;

pub(super) use paint::draw;
#[cfg(test)]
pub(super) use read::WORDS;
pub(super) use read::read;

use crate::id::Date;

/// How far a task is, and how much hangs on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Marks {
    pub(super) is_done: bool,
    pub(super) is_active: bool,
    pub(super) is_critical: bool,
    pub(super) is_milestone: bool,
}

/// What is to be done.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Task {
    pub(super) name: String,
    pub(super) section: Option<usize>,
    pub(super) marks: Marks,
    pub(super) from: Date,
    /// The day after the last one.
    pub(super) to: Date,
}

/// A Gantt chart.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Gantt {
    pub(super) title: Option<String>,
    pub(super) sections: Vec<String>,
    pub(super) tasks: Vec<Task>,
    /// Days on which no work is done.
    pub(super) idle: Idle,
}

/// Days on which no work is done.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Idle {
    /// From Monday to Sunday.
    pub(super) weekdays: [bool; 7],
    pub(super) dates: Vec<Date>,
}

impl Idle {
    /// Returns whether no work is done on a day.
    pub(super) fn holds(&self, date: Date) -> bool {
        let weekday = usize::try_from(date.days_since(date.monday())).unwrap_or_default();
        self.weekdays.get(weekday).copied().unwrap_or_default()
            || self.dates.binary_search(&date).is_ok()
    }
}

impl Task {
    /// Returns its days and how far it is: `12 Jan to 6 Feb, done`.
    pub(super) fn said(&self, between: &str) -> String {
        let last = self.to.plus_days(-1).filter(|last| *last > self.from);
        let days = match last.filter(|_| !self.marks.is_milestone) {
            Some(last) if last.month_start() == self.from.month_start() => {
                format!("{}{between}{}", self.from.day(), last.short())
            }
            Some(last) => format!("{}{between}{}", self.from.short(), last.short()),
            None => self.from.short(),
        };
        let words = [
            (self.marks.is_done, "done"),
            (self.marks.is_active, "active"),
            (self.marks.is_critical, "critical"),
        ];
        let words: Vec<&str> = words.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
        match words.is_empty() {
            true => days,
            false => format!("{days}, {}", words.join(", ")),
        }
    }
}

impl Gantt {
    /// Returns what it is called, and what is done when.
    pub(super) fn words(&self) -> (String, String) {
        use super::words::{counted, plain, whole};
        let count = counted(self.tasks.len(), "task", "tasks");
        let title = self.title.clone().unwrap_or_else(|| format!("Gantt chart of {count}"));
        let mut sentences = Vec::new();
        if let (Some(first), Some(last)) = (self.first(), self.last()) {
            sentences.push(format!("From {} to {}.", first.long(), last.long()));
        }
        let mut section = None;
        for task in &self.tasks {
            if task.section != section {
                section = task.section;
                if let Some(name) = section.and_then(|at| self.sections.get(at)) {
                    sentences.push(format!("{}:", plain(name)));
                }
            }
            let kind = if task.marks.is_milestone { "milestone " } else { "" };
            sentences.push(format!("{kind}{}, {}.", plain(&task.name), task.said(" to ")));
        }
        (title, whole(sentences))
    }

    /// Returns the first day of all.
    fn first(&self) -> Option<Date> {
        self.tasks.iter().map(|task| task.from).min()
    }

    /// Returns the last day of all.
    fn last(&self) -> Option<Date> {
        let last = |task: &Task| task.to.plus_days(-1).filter(|last| *last > task.from);
        self.tasks.iter().map(|task| last(task).unwrap_or(task.from)).max()
    }
}
