//! The source below the title of an item.

use super::{Doc, Item};
use crate::id::Span;

impl Doc {
    /// Returns the source below the title of an item, with single blanks. Below a heading that is all up to
    /// the next heading of its level; of an entry of a list the lines that are indented.
    ///
    /// Whoever keeps a digest of it keeps the source: HTML would differ from release to release of this
    /// program.
    pub fn source_below(&self, item: &Item) -> String {
        if !item.has_body {
            return String::new();
        }
        let body = &self.body;
        let start = item.span.end;
        let section = body.sections.get(item.section).map_or(start, |section| section.span.end);
        let ahead = body.headings.iter().filter(|heading| heading.span.start >= start);
        let heading =
            ahead.filter(|heading| heading.level <= 3).map(|heading| heading.span.start).min();
        let end = heading.unwrap_or(section).min(section);
        let text = Span { start, end }.of(&self.text);
        match body.headings.iter().any(|heading| heading.span == item.span) {
            true => blanked(text),
            false => {
                let is_own = |line: &&str| line.is_empty() || line.starts_with([' ', '\t']);
                blanked(&text.lines().take_while(is_own).collect::<Vec<_>>().join(" "))
            }
        }
    }
}

fn blanked(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
