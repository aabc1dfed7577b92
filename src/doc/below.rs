//! The source below the title of an item.

use super::{Doc, Item};
use crate::id::Span;

impl Doc {
    /// Returns where the text below the title of an item stands. Below a heading that is all up to the next
    /// heading of its level; of an entry of a list the lines that are indented. `None` where there is none.
    pub fn span_below(&self, item: &Item) -> Option<Span> {
        if !item.has_body {
            return None;
        }
        let body = &self.body;
        let start = item.span.end;
        let section = body.sections.get(item.section).map_or(start, |section| section.span.end);
        let ahead = body.headings.iter().filter(|heading| heading.span.start >= start);
        let heading =
            ahead.filter(|heading| heading.level <= 3).map(|heading| heading.span.start).min();
        let all = Span { start, end: heading.unwrap_or(section).min(section) };
        if body.headings.iter().any(|heading| heading.span == item.span) {
            return Some(all);
        }
        let is_own = |line: &&str| line.trim_end().is_empty() || line.starts_with([' ', '\t']);
        let lines = all.of(&self.text).split_inclusive('\n').take_while(is_own);
        let length: usize = lines.map(str::len).sum();
        Some(Span::new(start as usize, start as usize + length))
    }
}
