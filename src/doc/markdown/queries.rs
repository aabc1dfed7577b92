//! Queries in prose: fenced blocks that are answered where the page is made.

use std::collections::BTreeMap;

use super::Walker;
use super::code::Lines;
use crate::doc::Hole;
use crate::doc::query::{self, Query};
use crate::id::Span;

/// The language of a fenced block that is a query.
pub(super) const LANGUAGE: &str = "query";

impl Walker<'_> {
    /// Reads the query at `at`, leaves a hole for what it finds, and returns what follows it.
    pub(super) fn query_block(&mut self, at: usize) -> usize {
        let (Lines { text, places }, next) = self.block_lines(at);
        // What it finds is seen, and be it that there is nothing.
        self.is_visible = true;
        let none = BTreeMap::new();
        let read = query::read(&text, self.options.kinds.unwrap_or(&none));
        let ask = match read {
            Ok(mut ask) => {
                let named = ask.references.iter_mut().map(|reference| &mut reference.name);
                for name in named.chain(&mut ask.people).chain(&mut ask.tags) {
                    name.span = place(&places, name.span);
                }
                Some(ask)
            }
            Err(problems) => {
                self.report_in_block(at, &places, problems);
                None
            }
        };
        let hole = Hole::Query(self.body.queries.len());
        self.body.queries.push(Query { text, item: self.item, ask });
        self.writer.hole(hole);
        next
    }

    /// Returns the line with which the block at `at` begins.
    pub(super) fn fence_span(&self, at: usize) -> Span {
        let block = self.line_span(at);
        let fence = block.of(self.text).lines().next().unwrap_or("").len();
        Span::new(block.range().start, block.range().start + fence)
    }
}

/// Returns where in the file a place in the text of a block stands.
pub(super) fn place(places: &[(usize, usize)], span: Span) -> Span {
    let (start, end) = (span.range().start, span.range().end);
    let line = places.partition_point(|(own, _)| *own <= start).checked_sub(1);
    let Some((own, file)) = line.and_then(|line| places.get(line)) else { return span };
    let start = start.saturating_sub(*own) + file;
    Span::new(start, start + (end - span.range().start))
}
