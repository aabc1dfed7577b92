//! What a snapshot shows, and what has happened in it.

use crate::doc::{Doc, Gate, Own};
use crate::id::Date;

/// Who looks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Audience {
    /// Everyone: only what carries no `visible-to`.
    Public,
    /// A named audience: what is unmarked, and what is marked for it.
    Named(String),
    /// Whoever writes: everything.
    All,
}

/// How a snapshot looks at the graph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct View {
    /// Who looks.
    pub audience: Audience,
    /// Whether drafts, and documents before `publish-on` or after `expires-on`, are there.
    pub shows_drafts: bool,
    /// Whether what is dated after the clock is left out.
    pub hides_later: bool,
    /// Whether every written date counts as reached, whatever the clock says: time is no mistake.
    pub ignores_clock: bool,
}

impl View {
    /// The author's snapshot: everything, each date as reached. It feeds the checks.
    pub fn author() -> View {
        View {
            audience: Audience::All,
            shows_drafts: true,
            hides_later: false,
            ignores_clock: true,
        }
    }

    /// The published snapshot for an audience.
    pub fn published(audience: Audience) -> View {
        View { audience, shows_drafts: false, hides_later: true, ignores_clock: false }
    }

    /// The preview: everything, with banners on what readers will not see.
    pub fn preview() -> View {
        View {
            audience: Audience::All,
            shows_drafts: true,
            hides_later: false,
            ignores_clock: false,
        }
    }

    /// Returns whether one list of audiences lets the reader through.
    fn admits(&self, visible_to: &[impl AsRef<str>]) -> bool {
        match &self.audience {
            Audience::All => true,
            Audience::Public => visible_to.is_empty(),
            Audience::Named(name) => {
                visible_to.is_empty() || visible_to.iter().any(|audience| audience.as_ref() == name)
            }
        }
    }

    /// Returns whether a part of a body is there on a day.
    pub fn opens(&self, gate: &Gate, as_of: Date) -> bool {
        let is_early = self.hides_later && gate.from.is_some_and(|from| from > as_of);
        !is_early && gate.visible_to.iter().all(|audiences| self.admits(audiences))
    }

    /// Returns whether a document is there on a day.
    pub fn shows(&self, doc: &Doc, as_of: Date) -> bool {
        let audiences: Vec<&str> =
            doc.front.visible_to.iter().map(|audience| audience.value.as_str()).collect();
        if !self.admits(&audiences) || (!self.shows_drafts && is_held_back(doc, as_of)) {
            return false;
        }
        !self.hides_later || begins(doc).is_none_or(|begins| begins <= as_of)
    }

    /// Returns whether a date has come.
    pub fn reached(&self, date: Date, as_of: Date) -> bool {
        self.ignores_clock || date <= as_of
    }
}

/// Returns whether a document is a draft, not yet published or no longer so.
pub fn is_held_back(doc: &Doc, as_of: Date) -> bool {
    let front = &doc.front;
    front.draft
        || front.publish_on.as_ref().is_some_and(|date| date.value > as_of)
        || front.expires_on.as_ref().is_some_and(|date| date.value <= as_of)
}

/// Returns the day from which a document is there: `created`, else its earliest dated fact.
pub fn begins(doc: &Doc) -> Option<Date> {
    if let Some(created) = &doc.front.created {
        return Some(created.value);
    }
    let dates = match &doc.front.own {
        Own::Brief(brief) => vec![
            &brief.proposed,
            &brief.accepted,
            &brief.started,
            &brief.shipped,
            &brief.declined,
            &brief.parked,
        ],
        Own::DeepDive(dive) => vec![&dive.presented],
        Own::Retro(retro) => vec![&retro.held],
        Own::Decision(decision) => vec![&decision.decided],
        Own::Survey(survey) => return survey.waves.iter().map(|wave| wave.on.value).min(),
        Own::Vision(_) | Own::Kpi(_) | Own::Page => Vec::new(),
    };
    dates.into_iter().flatten().map(|date| date.value).min()
}
