//! What wants to be confirmed since an objective changed, in words for readers.

use crate::id::{DocId, ItemId};
use crate::site::{End, Suspect};
use crate::view::Html;
use crate::view::parts::{Banner, Tone};

use super::here::{Here, listed};
use super::inline::{anchor, text};

/// Returns for the page of a brief what changed of an objective that it pinned.
pub(super) fn on_brief(here: &Here, suspect: &Suspect) -> String {
    let day = suspect.pin.date.value.long();
    match suspect.objective {
        Some(objective) => {
            let link = here.link(End::Item(objective));
            let link = anchor(&link.text, link.href.as_deref());
            format!("{link} is not what was pinned on {day}: {}.", text(&suspect.words()))
        }
        None => format!("The objective that was pinned on {day} is gone."),
    }
}

/// Returns for the page of an objective which of the briefs that serve it are to be confirmed.
pub(super) fn on_objective(here: &Here, objective: ItemId, briefs: &[DocId]) -> Option<Banner> {
    let mut lines: Vec<String> = Vec::new();
    for brief in briefs {
        let suspects = here.site.suspects(*brief);
        for suspect in suspects.iter().filter(|suspect| suspect.objective == Some(objective)) {
            let link = here.doc_link(*brief);
            let link = anchor(&link.text, link.href.as_deref());
            let day = suspect.pin.date.value.long();
            lines.push(format!("{link} ({} since {day})", text(&suspect.words())));
        }
    }
    let verb = if lines.len() == 1 { "rests" } else { "rest" };
    let words = format!("On what this was before {verb}: {}.", listed(&lines));
    (!lines.is_empty()).then(|| Banner {
        tone: Tone::Plain,
        title: "To confirm".to_owned(),
        text: Html(words),
    })
}
