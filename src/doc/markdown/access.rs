//! TL015: content that some readers cannot read.
//!
//! Duty: pictures without words, links that do not say where they lead, headings that skip a level,
//! tables without a header; told while the walk is there, since only the walk sees how they are
//! written.

use pulldown_cmark::{Event, Tag};

use super::{Walker, outline};
use crate::id::Span;

/// Texts of links that mean nothing when they are heard alone, as in a list of the links of a page.
const EMPTY_WORDS: [&str; 9] =
    ["here", "click here", "click", "this", "link", "this link", "more", "read more", "this page"];

impl Walker<'_> {
    /// Reports a picture that a listener would not know of.
    pub(super) fn check_picture(&mut self, link: usize, text: &str, span: Span) {
        let name = self.body.links.get(link).map_or("", |link| link.target.as_str());
        // A chart without words takes the name of its KPI.
        if !text.is_empty() || name.starts_with("kpi:") {
            return;
        }
        let name = name.rsplit_once('/').map_or(name, |(_, name)| name);
        let message = format!("picture `{name}` has no alternative text");
        self.report(15, span, message, "say between the square brackets what it shows");
    }

    /// Reports a link whose text does not say where it leads. One to a page of this site that has no
    /// text takes the title of that page.
    pub(super) fn check_link(&mut self, link: usize, text: &str, span: Span) {
        let words = text.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        if EMPTY_WORDS.contains(&words.as_str()) {
            let message = format!("the link `{text}` does not say where it leads");
            self.report(15, span, message, "link the words that name what is there");
            return;
        }
        let target = self.body.links.get(link).map_or("", |link| link.target.as_str());
        if text.is_empty() && is_elsewhere(target) {
            let message = "a link has no text".to_owned();
            self.report(15, span, message, "write between the square brackets what is there");
        }
    }

    /// Reports a heading that lies more than one level below the one before it.
    pub(super) fn check_level(&mut self, at: usize, level: u8) {
        let before = self.outline.passed.checked_sub(1);
        let before = before.and_then(|before| self.outline.levels.get(before).copied());
        // The title stands above the first, wherever it is written.
        let above = before.unwrap_or(1);
        if level <= above + 1 {
            return;
        }
        let message = match above {
            1 => format!("a heading of level {level} follows the title"),
            _ => format!("a heading of level {level} follows one of level {above}"),
        };
        let hint = format!("begin it with {}", "#".repeat(usize::from(above) + 1));
        self.report(15, self.line_span(at), message, hint);
    }

    /// Reports a table whose first row is empty.
    pub(super) fn check_header(&mut self, at: usize) {
        let all = self.steps;
        let mut next = at + 2;
        while all.get(next).is_some_and(|step| matches!(step.event, Event::Start(Tag::TableCell))) {
            let end = outline::inline_end(all, next + 1);
            if end > next + 1 {
                return;
            }
            next = end + 1;
        }
        let span = self.line_span(at + 1);
        let message = "a table has no header".to_owned();
        self.report(15, span, message, "say in its first row what each column holds");
    }
}

/// Returns whether a target lies on another site.
fn is_elsewhere(target: &str) -> bool {
    target.contains("://") || target.starts_with("//") || target.starts_with("mailto:")
}
