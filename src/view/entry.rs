//! Lists of documents and items.

use serde::{Serialize, Serializer};

use super::Html;
use super::html::finished;
use super::parts::{Link, Pill};

/// A document or item as a line in a list. Templates get it finished: a list has thousands of them.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its title.
    pub link: Link,
    /// What it is, such as `Brief`; none where the list says so already.
    pub kind: Option<String>,
    /// Its state.
    pub state: Option<Pill>,
    /// Its summary.
    pub summary: Option<String>,
    /// Who owns it.
    pub owner: Option<Link>,
    /// The date that matters in this list, as read.
    pub date: Option<String>,
    /// What else matters in this list, such as `week 4 of 6`.
    pub note: Option<String>,
    /// The chain line as a glyph.
    pub glyph: Option<Html>,
    /// The values it is filtered by, in the order of the list's filters; empty where there are none.
    pub keys: Vec<String>,
    /// How many days ago somebody looked at it, by which entries are sorted; −1 where nobody did.
    pub age_days: i64,
    /// That day as year, month, day.
    pub date_key: String,
}

impl Entry {
    /// Returns the entry as an item of a list.
    pub fn html(&self) -> Html {
        let mut html = Html(String::with_capacity(1024));
        html.0.push_str("<li");
        if !self.keys.is_empty() {
            html.0.push_str(" data-card data-keys=\"");
            html.push_text(&self.keys.join("|"));
            html.0.push_str(&format!("\" data-age=\"{}\" data-date=\"", self.age_days));
            html.push_text(&self.date_key);
            html.0.push('"');
        }
        html.0.push_str(">\n<div class=\"entry-title\">");
        self.link.push_to(&mut html);
        html.push_within(" <span class=\"kind\">", self.kind.as_deref(), "</span>");
        html.0.push_str("</div>");
        html.push_within("<p>", self.summary.as_deref(), "</p>");
        html.0.push_str("\n<div class=\"entry-facts\">");
        if let Some(state) = &self.state {
            state.push_to(&mut html);
        }
        if let Some(glyph) = &self.glyph {
            html.0.push_str("<span>");
            html.0.push_str(&glyph.0);
            html.0.push_str("</span>");
        }
        if let Some(owner) = &self.owner {
            html.0.push_str("<span>");
            owner.push_to(&mut html);
            html.0.push_str("</span>");
        }
        html.push_within("<span>", self.date.as_deref(), "</span>");
        html.push_within("<span>", self.note.as_deref(), "</span>");
        html.0.push_str("</div>\n</li>");
        html
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = (
            &self.link,
            &self.kind,
            &self.state,
            &self.summary,
            &self.owner,
            &self.date,
            &self.note,
            &self.glyph,
            &self.keys,
            &self.age_days,
            &self.date_key,
        );
        finished(serializer, || self.html(), &fields)
    }
}

/// Entries under a heading: a year, a kind, a state.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Group {
    /// The heading.
    pub label: String,
    /// The heading's anchor, unique on the page.
    pub id: String,
    /// A sentence about the group.
    pub note: Option<String>,
    /// The entries in order.
    pub entries: Vec<Entry>,
}
