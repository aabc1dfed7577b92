//! What happened since a day and what waits for whom: the text for a Monday.
//!
//! **Architecture invariants.** It speaks of what is published, names nobody but those for whom
//! something waits, and counts and ranks no one.

use std::collections::HashSet;
use std::fmt::Write as _;

use serde::Serialize;

use crate::diag::Severity;
use crate::id::{Date, RelPath, Span};
use crate::kind::{ActionState, Kind};
use crate::site::{Change, End, State, What};
use crate::view::parts::Notice;

use super::Press;
use super::here::Here;
use super::{changes, people};

/// How a digest is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DigestForm {
    /// For a chat or a mail.
    Markdown,
    /// For programs.
    Json,
}

/// What happened, and what waits.
#[derive(Serialize)]
struct Digest {
    format: u32,
    title: String,
    since: String,
    as_of: String,
    decided: Vec<Event>,
    started: Vec<Event>,
    shipped: Vec<Event>,
    signals: Vec<Event>,
    asked: Vec<Event>,
    answered: Vec<Event>,
    learned: Vec<Event>,
    waiting: Vec<Person>,
    reminders: Vec<Reminder>,
}

/// Something that happened.
#[derive(Serialize)]
struct Event {
    #[serde(skip)]
    on: Date,
    date: String,
    what: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

/// Someone for whom something waits.
#[derive(Serialize)]
struct Person {
    id: String,
    name: String,
    waiting: Vec<Waiting>,
}

#[derive(Serialize)]
struct Waiting {
    #[serde(skip_serializing_if = "Option::is_none")]
    verb: Option<String>,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    is_late: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

#[derive(Serialize)]
struct Reminder {
    title: String,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

impl Press<'_> {
    /// Returns what happened from a day on, and what waits for whom.
    pub fn digest(&self, since: Date, form: DigestForm) -> String {
        let root = RelPath::root();
        let here = Here { site: self.site, path: &root, kept: self.kept };
        let digest = self.gather(&here, since);
        match form {
            DigestForm::Markdown => markdown(&digest, since, self.site.as_of),
            DigestForm::Json => {
                serde_json::to_string(&digest).expect("strings always serialise") + "\n"
            }
        }
    }

    fn gather(&self, here: &Here, since: Date) -> Digest {
        let site = self.site;
        let recent: Vec<&Change> =
            site.changes.iter().take_while(|change| change.date >= since).collect();
        let events = |whats: &[What]| -> Vec<Event> {
            let of_them = recent.iter().filter(|change| whats.contains(&change.what));
            of_them.map(|change| event(here, change)).collect()
        };
        // Questions wait for an answer, and stand there; a wave of a survey is over.
        let is_survey = |end: End| matches!(end, End::Doc(doc) if site.survey(doc).is_some());
        let asked = recent.iter().filter(|it| it.what == What::Asked && is_survey(it.end));
        let asked = asked.map(|change| event(here, change)).collect();
        let waiting = site.people.iter().filter_map(|(id, involved)| {
            let notices = people::waiting(here, involved);
            let waiting = notices.into_iter().map(|notice| waits(here, notice)).collect();
            let name = site.graph.people.label(id);
            Some(Person { id: id.clone(), name, waiting }).filter(|one| !one.waiting.is_empty())
        });
        let mut waiting: Vec<Person> = waiting.collect();
        waiting.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        let due = self.findings.iter().filter(|shown| shown.finding.severity == Severity::Reminder);
        let told = self.late_actions();
        let due = due.filter(|shown| !told.contains(&(&shown.finding.path, shown.finding.span)));
        let reminders = due.filter_map(|shown| {
            let doc = End::Doc(site.at_path(&shown.finding.path)?);
            let message = shown.finding.message.replace('`', "");
            let address = address(here, here.href_of(doc));
            Some(Reminder { title: here.title(doc), message, address })
        });
        Digest {
            format: 1,
            title: site.config().title.clone(),
            since: since.to_string(),
            as_of: site.as_of.to_string(),
            decided: events(&[What::Decided, What::Accepted, What::Declined, What::Parked]),
            started: events(&[What::Started]),
            shipped: events(&[What::Shipped]),
            signals: events(&[What::Signal]),
            asked,
            answered: events(&[What::Answered]),
            learned: events(&[What::Presented, What::Held]),
            waiting,
            reminders: reminders.collect(),
        }
    }

    /// Returns where the days of the actions stand that wait for somebody and are late: they are told
    /// there, and are no reminders besides.
    fn late_actions(&self) -> HashSet<(&RelPath, Span)> {
        let site = self.site;
        let named = site.people.values().flat_map(|involved| involved.named_by.iter().copied());
        let open = State::Action(ActionState::Open);
        let actions = named.filter(|item| site.item_state(*item) == open);
        let due = actions.filter_map(|action| {
            let due = site.item(action).fields.due.as_ref()?;
            let path = &site.doc(site.doc_of_item(action)).path;
            (due.value < site.as_of).then_some((path, due.span))
        });
        due.collect()
    }
}

fn event(here: &Here, change: &Change) -> Event {
    let note = match change.end {
        // That a brief was accepted says that it is one.
        End::Doc(doc) if here.site.doc(doc).kind == Kind::Brief => None,
        _ => changes::note(here, change),
    };
    Event {
        on: change.date,
        date: change.date.to_string(),
        what: change.what.word(),
        title: here.title(change.end),
        note,
        address: address(here, here.href_of(change.end)),
    }
}

fn waits(here: &Here, notice: Notice) -> Waiting {
    Waiting {
        verb: notice.verb,
        title: notice.link.text,
        place: notice.rest,
        note: notice.note,
        is_late: notice.is_late,
        address: address(here, notice.link.href),
    }
}

/// Returns where something is published, as far as the site knows its own address.
fn address(here: &Here, href: Option<String>) -> Option<String> {
    let base = here.site.config().base_url.as_deref()?;
    Some(format!("{base}{}", href?.trim_start_matches("./")))
}

fn markdown(digest: &Digest, since: Date, as_of: Date) -> String {
    let mut text = format!("# {}: {} to {}\n", escaped(&digest.title), since.long(), as_of.long());
    let sections = [
        ("Decided", &digest.decided),
        ("Started", &digest.started),
        ("Shipped", &digest.shipped),
        ("Signals", &digest.signals),
        ("Asked", &digest.asked),
        ("Answered", &digest.answered),
        ("Presented and looked back at", &digest.learned),
    ];
    let is_quiet = sections.iter().all(|(_, events)| events.is_empty());
    for (heading, events) in sections.iter().filter(|(_, events)| !events.is_empty()) {
        let _ = writeln!(text, "\n## {heading}\n");
        for event in *events {
            let mut line = linked(&event.title, event.address.as_deref());
            line.push_str(
                &event.note.as_ref().map_or(String::new(), |note| format!(" ({})", escaped(note))),
            );
            let (day, what) = (event.on.long(), event.what.to_lowercase());
            let _ = writeln!(text, "- {day}, {what}: {line}");
        }
    }
    if is_quiet {
        text.push_str("\nNothing was decided, started, shipped or answered.\n");
    }
    if !digest.waiting.is_empty() {
        text.push_str("\n## What waits for whom\n");
    }
    for person in &digest.waiting {
        let _ = writeln!(text, "\n**{}**\n", escaped(&person.name));
        for waiting in &person.waiting {
            let verb = waiting.verb.as_ref().map_or(String::new(), |verb| format!("{verb}: "));
            let mut line = format!("{verb}{}", linked(&waiting.title, waiting.address.as_deref()));
            if let Some(place) = &waiting.place {
                let _ = write!(line, " {}", escaped(place));
            }
            if let Some(note) = &waiting.note {
                let late = if waiting.is_late { ", late" } else { "" };
                let _ = write!(line, " ({}{late})", escaped(note));
            }
            let _ = writeln!(text, "- {line}");
        }
    }
    if !digest.reminders.is_empty() {
        text.push_str("\n## Reminders\n\n");
    }
    for reminder in &digest.reminders {
        let link = linked(&reminder.title, reminder.address.as_deref());
        let _ = writeln!(text, "- {link}: {}", escaped(&with_long_dates(&reminder.message)));
    }
    text.replace('\u{a0}', " ")
}

/// Returns a text with its days as the rest of the digest writes them.
fn with_long_dates(text: &str) -> String {
    /// How long a day is in a finding: `2026-03-02`.
    const DAY: usize = 10;
    let is_part = |letter: Option<char>| letter.is_some_and(|it| it.is_alphanumeric() || it == '-');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let behind = rest.get(DAY..).unwrap_or("");
        let is_alone = !is_part(out.chars().next_back()) && !is_part(behind.chars().next());
        match rest.get(..DAY).and_then(Date::parse).filter(|_| is_alone) {
            Some(day) => {
                out.push_str(&day.long());
                rest = behind;
            }
            None => {
                out.push(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    out
}

fn linked(title: &str, address: Option<&str>) -> String {
    match address {
        Some(address) => {
            let address = address.replace('(', "%28").replace(')', "%29");
            format!("[{}]({address})", escaped(title))
        }
        None => escaped(title),
    }
}

/// Returns a text in which nothing is markup, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            letter if letter.is_control() => out.push(' '),
            letter => {
                if "\\`*_[]<>~|".contains(letter) {
                    out.push('\\');
                }
                out.push(letter);
            }
        }
    }
    out
}
