//! The board of briefs by state, and the same briefs as a table.

use serde::Serialize;

use super::Html;
use super::parts::{Link, Pill, Tab};

/// The board; `briefs.html` and the table show the same cards.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Board {
    /// The title.
    pub title: String,
    /// A sentence about the whole.
    pub summary: Option<String>,
    /// The columns, one per state.
    pub lanes: Vec<Lane>,
    /// What the cards can be filtered by.
    pub filters: Vec<Filter>,
    /// Other views of the same briefs, such as the table.
    pub views: Vec<Tab>,
    /// Where a new brief can be written.
    pub new: Option<Tab>,
}

/// A column of the board.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Lane {
    /// The state.
    pub state: Pill,
    /// The column's anchor.
    pub id: String,
    /// The cards in order.
    pub cards: Vec<Card>,
    /// Where the rest is, if the column is cut.
    pub all: Option<Link>,
}

/// A brief on the board.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Card {
    /// The brief.
    pub link: Link,
    /// Its state, for the table.
    pub state: Pill,
    /// The objective it serves.
    pub objective: Option<Link>,
    /// Who owns it.
    pub owner: Option<Link>,
    /// The team.
    pub team: Option<Link>,
    /// The chain line as a glyph.
    pub glyph: Html,
    /// Age against appetite.
    pub age: Option<Age>,
    /// What happened last, such as `accepted 3 Feb 2026`.
    pub note: Option<String>,
    /// The verdict on its promise, once there is one.
    pub verdict: Option<Pill>,
    /// The values it is filtered by, in the order of `filters`; empty where it has none.
    pub keys: Vec<String>,
    /// The age in days, by which cards are sorted; −1 where there is none.
    pub age_days: i64,
    /// The date of the last transition as year, month, day, by which cards are sorted.
    pub date_key: String,
}

/// Age against appetite.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Age {
    /// In words, such as `week 4 of 6`.
    pub words: String,
    /// In hundredths of the appetite; more than 100 when beyond it.
    pub percent: u32,
    /// Whether it is beyond the appetite.
    pub is_over: bool,
}

/// Something that the cards can be filtered by.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Filter {
    /// What it is, such as `Owner`.
    pub label: String,
    /// The values in order; a card holds one of them, or none, in its `keys`.
    pub options: Vec<String>,
}
