//! Ledgers: lessons, questions, actions, concerns, options; items of all documents in one list.

use serde::Serialize;

use super::Html;
use super::parts::{Link, Pager, Pill};

/// A ledger.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Ledger {
    /// What it lists: `lessons`, `questions`, `actions`, `concerns` or
    /// `options-not-taken`.
    pub kind: String,
    /// The title.
    pub title: String,
    /// A sentence about the whole.
    pub summary: Option<String>,
    /// The items in groups, such as open and answered.
    pub groups: Vec<LedgerGroup>,
    /// The other pages of the ledger, where it is too long for one.
    pub pager: Option<Pager>,
}

/// Items under a heading.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LedgerGroup {
    /// The heading, such as `Open`.
    pub label: String,
    /// The heading's anchor, unique on the page.
    pub id: String,
    /// A sentence about the group.
    pub note: Option<String>,
    /// The items in order.
    pub items: Vec<LedgerItem>,
}

/// One item of a ledger.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LedgerItem {
    /// The item's anchor in this ledger, unique on the page.
    pub id: String,
    /// The item's own words, inline, without links.
    pub text: Html,
    /// Where it is written.
    pub href: String,
    /// The document that holds it.
    pub document: Link,
    /// Its state.
    pub state: Option<Pill>,
    /// A further word, such as a lesson's `keep`, `change` or `try`.
    pub word: Option<String>,
    /// Who asked, raised or owns it.
    pub person: Option<Link>,
    /// When, such as `asked 2 Mar 2026, 9 days ago` or `due 1 May 2026`.
    pub when: Option<String>,
    /// Whether it is overdue.
    pub is_late: bool,
    /// The answer, or whatever was said about it, inline.
    pub answer: Option<Html>,
    /// What became of it, by the relation's words, such as `Applied in`.
    pub uses: Vec<ItemUse>,
}

/// What became of an item.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ItemUse {
    /// The relation's words, such as `Applied in`.
    pub words: String,
    /// The other sides in order.
    pub links: Vec<Link>,
}
