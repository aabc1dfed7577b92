//! Blocks: paragraphs, lists, quotes, tables and what they hold.
//!
//! Duty: one step of the walk for each block-level event.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::outline;
use super::role::{Open, Role, Row};
use super::{Step, Walker, target};

impl Walker<'_> {
    /// Walks over a range of events.
    pub(super) fn blocks(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            at = self.step(at).max(at + 1);
        }
        self.leave_all_tabs();
    }

    /// Walks over the event at `at`, and returns the next one.
    fn step(&mut self, at: usize) -> usize {
        let all = self.steps;
        let Some(step) = all.get(at) else {
            return at + 1;
        };
        match &step.event {
            Event::Start(tag) if !outline::is_inline(&tag.to_end()) => {
                self.finish_text();
                self.leave_tabs(at);
                self.start(tag, at, step)
            }
            Event::End(tag) if !outline::is_inline(tag) => {
                self.leave_tabs(at);
                self.end(step);
                at + 1
            }
            Event::Rule => {
                self.finish_text();
                self.leave_tabs(at);
                self.writer.html("<hr>\n");
                at + 1
            }
            _ => {
                self.inline(step, usize::MAX);
                at + 1
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>, at: usize, step: &Step<'_>) -> usize {
        match tag {
            Tag::Heading { level, .. } => return self.heading(at, *level as u8),
            Tag::Paragraph => return self.start_paragraph(at, step),
            Tag::BlockQuote(kind) => return self.start_quote(at, *kind),
            Tag::CodeBlock(kind) => return self.code_block(at, kind),
            Tag::HtmlBlock => return self.html_block(at),
            Tag::FootnoteDefinition(_) => return self.skip_footnote(at),
            Tag::Item => return self.start_list_item(at),
            Tag::Table(alignments) => return self.start_table(at, alignments),
            Tag::TableHead => {
                let role = Role::Row(Row { is_item: false, is_head: true, cells: 0 });
                self.enter("<thead>\n<tr>", "</tr>\n</thead>\n<tbody>\n", role);
            }
            Tag::TableRow => return self.start_row(at, step),
            Tag::TableCell => return self.start_cell(at),
            Tag::List(first) => {
                let holds_items = self.open.is_empty() && self.list_items_kind().is_some();
                let role = Role::List { holds_items };
                match first {
                    None => self.enter("<ul>\n", "</ul>\n", role),
                    Some(1) => self.enter("<ol>\n", "</ol>\n", role),
                    Some(first) => {
                        self.enter(&format!("<ol start=\"{first}\">\n"), "</ol>\n", role);
                    }
                }
            }
            Tag::DefinitionList => self.enter("<dl>\n", "</dl>\n", Role::Plain),
            Tag::DefinitionListTitle => self.enter("<dt>", "</dt>\n", Role::Plain),
            Tag::DefinitionListDefinition => self.enter("<dd>", "</dd>\n", Role::Plain),
            _ => self.enter("", "", Role::Plain),
        }
        at + 1
    }

    /// Opens a block.
    pub(super) fn enter(&mut self, html: &str, close: &'static str, role: Role) {
        self.writer.html(html);
        self.raw.enter();
        self.open.push(Open { close, role });
    }

    fn start_paragraph(&mut self, at: usize, step: &Step<'_>) -> usize {
        if let Some(next) = self.chart_paragraph(at).or_else(|| self.formula_paragraph(at)) {
            return next;
        }
        let role = if self.open.is_empty() {
            Role::Paragraph {
                start: step.start,
                was_visible: self.is_visible,
                is_first: self.writer.is_empty(),
            }
        } else {
            Role::Plain
        };
        self.run.is_figure = self.is_figure(at);
        match self.run.is_figure {
            true => self.enter("", "\n", role),
            false => self.enter("<p>", "</p>\n", role),
        }
        at + 1
    }

    /// Returns whether the paragraph at `at` is a picture with a title, and nothing else.
    fn is_figure(&self, at: usize) -> bool {
        let Some(Event::Start(Tag::Image { dest_url, title, .. })) =
            self.steps.get(at + 1).map(|step| &step.event)
        else {
            return false;
        };
        let mut behind = self.steps.iter().skip(at + 2);
        let is_end = |step: &Step<'_>| matches!(step.event, Event::End(TagEnd::Image));
        !title.is_empty()
            && !dest_url.starts_with("kpi:")
            && target::refused_scheme(dest_url).is_none()
            && behind.find(|step| is_end(step)).is_some()
            && behind.next().is_some_and(|step| matches!(step.event, Event::End(TagEnd::Paragraph)))
    }

    /// Closes the innermost block.
    fn end(&mut self, step: &Step<'_>) {
        self.close_raw();
        if matches!(step.event, Event::End(TagEnd::Table)) {
            self.writer.html("</tbody>\n");
        }
        let Some(open) = self.open.pop() else {
            return;
        };
        match &open.role {
            Role::Paragraph { start, was_visible, is_first } => {
                self.end_paragraph(*start, step.end, *was_visible, *is_first);
            }
            Role::Item(item) => self.end_list_item_body(item),
            Role::Unanswered { was_visible } => {
                self.finish_text();
                self.is_visible = *was_visible;
            }
            _ => {}
        }
        self.finish_text();
        self.leave_raw();
        if matches!(open.role, Role::LaterCell) {
            self.gates.pop();
            self.set_gate();
        }
        self.writer.html(open.close);
        if matches!(open.role, Role::Paragraph { is_first: true, .. }) && !self.lead.is_empty() {
            self.body.lead = self.writer.cut();
        }
        if matches!(open.role, Role::Item(_) | Role::Row(Row { is_item: true, .. })) {
            self.leave_item();
        }
    }
}
