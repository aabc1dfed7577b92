//! What changed, by week, from dated facts.

use serde::{Serialize, Serializer};

use super::Html;
use super::html::finished;
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

/// One thing that happened. Templates get it finished: two years hold thousands of them.
#[derive(Clone, Debug, Default)]
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

impl Change {
    /// Returns the change as an item of a list.
    pub fn html(&self) -> Html {
        let mut html = Html(String::with_capacity(640));
        html.0.push_str("<li><time datetime=\"");
        html.push_text(&self.day_key);
        html.0.push_str("\">");
        html.push_text(&self.day);
        html.0.push_str("</time> ");
        self.what.push_to(&mut html);
        html.0.push_str(" <div>");
        self.link.push_to(&mut html);
        html.push_within(" <small>", self.note.as_deref(), "</small>");
        html.0.push_str("</div></li>");
        html
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = (&self.day, &self.day_key, &self.what, &self.link, &self.note);
        finished(serializer, || self.html(), &fields)
    }
}
