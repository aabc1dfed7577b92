//! The promises of all briefs in one list.

use serde::Serialize;

use super::parts::{Link, Pager, Pill};
use super::promise::Promise;

/// The promises of all briefs.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Promises {
    /// The title.
    pub title: String,
    /// How many promises there are and how many are due, in a sentence.
    pub summary: Option<String>,
    /// What became of those that are due, over the whole handbook; never by person or team.
    pub tallies: Vec<Tally>,
    /// How well promises are kept over the whole handbook, each in a sentence, or that this cannot be
    /// said yet; empty where none is due.
    pub calibration: Vec<String>,
    /// The promises in groups, such as due and to come.
    pub groups: Vec<PromiseGroup>,
    /// The other years, where there are too many promises for one page.
    pub pager: Option<Pager>,
}

/// How many promises that are due came to the same.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tally {
    /// What became of them.
    pub outcome: Pill,
    /// How many, such as `4 of 9`.
    pub share: String,
}

/// Promises under a heading.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PromiseGroup {
    /// The heading, such as `Due by now`.
    pub label: String,
    /// The heading's anchor, unique on the page.
    pub id: String,
    /// The promises in order.
    pub lines: Vec<PromiseLine>,
}

/// A promise and the brief that gave it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PromiseLine {
    /// The brief.
    pub brief: Link,
    /// What it promised and what came of it.
    pub promise: Promise,
}
