//! What changed, by week, from dated facts.

use serde::Serialize;

use super::parts::{Link, Pager, Pill};

/// The page of what changed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Changes {
    /// The title.
    pub title: String,
    /// A sentence about the whole.
    pub summary: Option<String>,
    /// The weeks, newest first.
    pub weeks: Vec<Week>,
    /// The other pages of the list, where it is too long for one.
    pub pager: Option<Pager>,
    /// The feed of the same changes.
    pub feed: Option<String>,
}

/// A week.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Week {
    /// The week as read, such as `16–22 November 2026`.
    pub label: String,
    /// The anchor, such as `2026-W47`.
    pub id: String,
    /// What happened, newest first.
    pub changes: Vec<Change>,
}

/// One thing that happened.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Change {
    /// The day as read, such as `Thu 19 Nov`.
    pub day: String,
    /// The day as year, month, day.
    pub day_key: String,
    /// What happened, such as `shipped`, as a pill.
    pub what: Pill,
    /// What it happened to.
    pub link: Link,
    /// What else is known, such as `41 days from acceptance`.
    pub note: Option<String>,
}
