//! Tabs: quotes and blocks of code that stand beside each other, of which one is seen at a time.
//!
//! **Architecture invariants.** They are folds of one group, so that they open without a script, and all of
//! them are open on paper. A group ends where another block begins, and never outside the block that
//! holds it.

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::Walker;
use crate::code::Info;
use crate::id::Span;

/// The groups of tabs.
#[derive(Default)]
pub(super) struct Tabs {
    /// How many blocks are open around each group that has not ended, outermost first.
    open: Vec<usize>,
    /// How many groups there were.
    count: usize,
}

impl Walker<'_> {
    /// Starts a tab, and its group where it is the first; the caller ends the fold.
    pub(super) fn start_tab(&mut self, title: &str) {
        let depth = self.open.len();
        let is_first = self.tabs.open.last() != Some(&depth);
        if is_first {
            self.tabs.open.push(depth);
            self.tabs.count += 1;
            self.writer.html("<div class=\"tabs\">\n");
        }
        self.writer.html("<details name=\"tl-tabs-");
        self.writer.html(&self.tabs.count.to_string());
        self.writer.html(if is_first { "\" open><summary>" } else { "\"><summary>" });
        self.writer.text(title);
        self.writer.html("</summary>\n");
    }

    /// Ends the group that the block at `at` does not continue.
    pub(super) fn leave_tabs(&mut self, at: usize) {
        let is_beside = self.tabs.open.last() == Some(&self.open.len());
        if is_beside && !self.is_tab(at) {
            self.tabs.open.pop();
            self.writer.html("</div>\n");
        }
    }

    /// Ends the groups that hold no block any more.
    pub(super) fn leave_all_tabs(&mut self) {
        while self.tabs.open.last().is_some_and(|depth| *depth >= self.open.len()) {
            self.tabs.open.pop();
            self.writer.html("</div>\n");
        }
    }

    fn is_tab(&self, at: usize) -> bool {
        match self.steps.get(at).map(|step| &step.event) {
            Some(Event::Start(Tag::BlockQuote(None))) => self.is_tab_quote(at),
            Some(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_)))) => {
                let (line, _) = self.info_line(at);
                !Info::read(line.of(self.text)).tab.is_empty()
            }
            _ => false,
        }
    }

    /// Returns where the words behind the fence of the block at `at` stand.
    pub(super) fn info_line(&self, at: usize) -> (Span, usize) {
        let fence = self.fence_span(at);
        let line = fence.of(self.text);
        let behind = line.trim_start_matches(['`', '~']).trim_start();
        let start = fence.range().start + line.len() - behind.len();
        (Span::new(start, start + behind.trim_end().len()), start)
    }
}
