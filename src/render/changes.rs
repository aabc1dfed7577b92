//! What changed, by week.

use crate::id::Date;
use crate::kind::Kind;
use crate::site::routes::{Followed, Route};
use crate::site::{Change as Event, End, What};
use crate::view::Page;
use crate::view::changes::{Change, Changes, Week};
use crate::view::parts::{Notice, Pill, Shape, Tone};

use super::here::Here;
use super::pager;

/// Returns what changed in a year; the newest where none is named.
pub(super) fn page(here: &Here, year: Option<i16>) -> Page {
    let events = &here.site.changes;
    let mut years: Vec<i16> = events.iter().map(|event| event.date.year()).collect();
    years.dedup();
    let shown = year.or_else(|| years.first().copied());
    let events: Vec<&Event> =
        events.iter().filter(|event| Some(event.date.year()) == shown).collect();
    let mut weeks: Vec<Week> = Vec::new();
    for event in events {
        let monday = event.date.monday();
        let id = format!("week-{monday}");
        if weeks.last().is_none_or(|week| week.id != id) {
            let label = format!("Week of {}", monday.long());
            weeks.push(Week { label, id, changes: Vec::new() });
        }
        if let Some(week) = weeks.last_mut() {
            week.changes.push(change(here, event));
        }
    }
    Page::Changes(Changes {
        title: "What changed".to_owned(),
        summary: Some("Every dated fact of the handbook, newest first.".to_owned()),
        weeks,
        pager: (years.len() > 1).then(|| pager::by_year(here, &years, shown, Route::Changes)),
        feed: here.href(&Route::Feed(Followed::All)),
    })
}

fn change(here: &Here, event: &Event) -> Change {
    Change {
        day: event.date.with_weekday(),
        day_key: event.date.to_string(),
        what: pill(event.what),
        link: here.link(event.end),
        note: note(here, event),
    }
}

fn pill(what: What) -> Pill {
    let (shape, tone) = match what {
        What::Shipped | What::Presented | What::Held => (Shape::Dot, Tone::Plain),
        What::Accepted | What::Started | What::Decided => (Shape::Half, Tone::Plain),
        What::Answered | What::Closed => (Shape::Check, Tone::Plain),
        What::Declined => (Shape::Cross, Tone::Quiet),
        What::Parked => (Shape::Dash, Tone::Quiet),
        What::Signal => (Shape::Diamond, Tone::Accent),
        _ => (Shape::Ring, Tone::Quiet),
    };
    Pill::new(what.word(), shape, tone)
}

/// Returns where an item stands, or what kind of document it is.
pub(super) fn note(here: &Here, event: &Event) -> Option<String> {
    match event.end {
        End::Item(item) => {
            let doc = here.site.doc(here.site.doc_of_item(item));
            Some(format!("in {}", doc.title))
        }
        End::Doc(doc) => match here.site.doc(doc).kind {
            Kind::Glossary | Kind::Page => None,
            Kind::Kpi => {
                here.site.kpis[doc.index()].as_ref().and_then(crate::site::Measured::signal_words)
            }
            kind => Some(kind.words().to_owned()),
        },
    }
}

/// Returns what happened from a day on that someone should hear of: decisions, releases, signals,
/// answers; the rest is on the page of changes.
pub(super) fn since(here: &Here, day: Date) -> Vec<Notice> {
    let matters = |what: What| {
        matches!(
            what,
            What::Accepted
                | What::Decided
                | What::Shipped
                | What::Declined
                | What::Parked
                | What::Signal
                | What::Answered
                | What::Held
                | What::Presented
                | What::Proposed
        )
    };
    let events = &here.site.changes;
    let recent = events.iter().take_while(|event| event.date >= day);
    recent
        .filter(|event| matters(event.what))
        .map(|event| Notice {
            verb: Some(event.what.word().to_owned()),
            link: here.link(event.end),
            rest: None,
            note: Some(match note(here, event) {
                Some(note) => format!("{} · {note}", event.date.short()),
                None => event.date.short(),
            }),
            is_late: false,
        })
        .collect()
}
