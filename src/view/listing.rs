//! Lists of documents: a section's index, and the documents of a tag.

use serde::Serialize;

use super::Html;
use super::board::Filter;
use super::entry::Group;
use super::parts::{Link, Pager, Tab};

/// A list of documents in groups.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Listing {
    /// The small line above the title, such as `Tag`; none for sections.
    pub label: Option<String>,
    /// The title.
    pub title: String,
    /// The anchor of the title, where the author's heading has one.
    pub anchor: Option<String>,
    /// A sentence about the list.
    pub summary: Option<String>,
    /// The section's own introduction.
    pub body: Html,
    /// The entries in groups, such as years.
    pub groups: Vec<Group>,
    /// The other pages of the list, where it is too long for one.
    pub pager: Option<Pager>,
    /// Other views of the same documents, such as the board.
    pub views: Vec<Tab>,
    /// What the entries can be filtered by; empty where they have no keys.
    pub filters: Vec<Filter>,
}

/// The index of tags.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TagIndex {
    /// The title.
    pub title: String,
    /// The anchor of the title; none where nothing introduces the page.
    pub anchor: Option<String>,
    /// A sentence about them.
    pub summary: Option<String>,
    /// What the `index.md` of the folder says.
    pub body: Html,
    /// The tags in alphabetical order.
    pub tags: Vec<TagLine>,
}

/// A tag in the index.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TagLine {
    /// The tag.
    pub link: Link,
    /// How many documents carry it, such as `7 documents`.
    pub note: String,
    /// How prominent it is, 1 to 5.
    pub weight: u8,
}
