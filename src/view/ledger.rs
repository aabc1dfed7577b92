//! Ledgers: lessons, questions, actions, concerns, options; items of all documents in one list.

use serde::{Serialize, Serializer};

use super::Html;
use super::html::finished;
use super::parts::{Link, Pager, Pill};
use super::shape::Shape;

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

/// One item of a ledger. Templates get it finished: a ledger has thousands of them.
#[derive(Clone, Debug, Default)]
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

impl LedgerItem {
    /// Returns the item as one of a list.
    pub fn html(&self) -> Html {
        let mut html = Html(String::with_capacity(1024));
        html.0.push_str("<li id=\"");
        html.push_text(&self.id);
        html.0.push_str("\">\n<div class=\"words\"><a href=\"");
        html.push_text(&self.href);
        html.0.push_str("\">");
        html.0.push_str(&self.text.0);
        html.0.push_str("</a></div>");
        if let Some(answer) = &self.answer {
            html.0.push_str("<div class=\"answer\">");
            html.0.push_str(&answer.0);
            html.0.push_str("</div>");
        }
        html.0.push_str("\n<div class=\"entry-facts\">");
        if let Some(state) = &self.state {
            state.push_to(&mut html);
        }
        html.push_within("<span class=\"chip\">", self.word.as_deref(), "</span>");
        if let Some(person) = &self.person {
            html.0.push_str("<span>");
            person.push_to(&mut html);
            html.0.push_str("</span>");
        }
        self.push_when(&mut html);
        html.0.push_str("<span>in ");
        self.document.push_to(&mut html);
        html.0.push_str("</span></div>");
        for other in &self.uses {
            other.push_to(&mut html);
        }
        html.0.push_str("\n</li>");
        html
    }

    fn push_when(&self, html: &mut Html) {
        if self.is_late && self.when.is_some() {
            html.0.push_str("<span class=\"late\">");
            html.0.push_str(Shape::Clock.drawing());
            html.push_within(" ", self.when.as_deref(), "</span>");
        } else {
            html.push_within("<span>", self.when.as_deref(), "</span>");
        }
    }
}

impl ItemUse {
    fn push_to(&self, html: &mut Html) {
        html.0.push_str("\n<div class=\"use\"><span>");
        html.push_text(&self.words);
        html.0.push_str("</span> ");
        for (at, link) in self.links.iter().enumerate() {
            html.0.push_str(if at == 0 { "" } else { ", " });
            link.push_to(html);
        }
        html.0.push_str("</div>");
    }
}

impl Serialize for LedgerItem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = (
            &self.id,
            &self.text,
            &self.href,
            &self.document,
            &self.state,
            &self.word,
            &self.person,
            &self.when,
            &self.is_late,
            &self.answer,
            &self.uses,
        );
        finished(serializer, || self.html(), &fields)
    }
}
