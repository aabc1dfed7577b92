//! Blocks whose content is no Markdown: code, and raw HTML.

use pulldown_cmark::{CodeBlockKind, Event, TagEnd};

use super::queries::{self, place};
use super::{Walker, diagrams, formulas};
use crate::code::{Code, Info};
use crate::diag::Problem;
use crate::doc::{CodeBlock, Hole};
use crate::id::Span;

/// The text of a block whose lines need not follow each other in the file, as in a quote or a list.
#[derive(Default)]
pub(super) struct Lines {
    /// The text.
    pub(super) text: String,
    /// Where its lines stand, as pairs of an offset in the text and one in the file.
    pub(super) places: Vec<(usize, usize)>,
}

impl Walker<'_> {
    /// Writes the code block at `at`, and returns what follows it.
    pub(super) fn code_block(&mut self, at: usize, kind: &CodeBlockKind<'_>) -> usize {
        let language = match kind {
            CodeBlockKind::Fenced(info) => {
                info.split(|letter: char| letter.is_whitespace() || letter == ',').next()
            }
            CodeBlockKind::Indented => None,
        };
        match language {
            Some(queries::LANGUAGE) => self.query_block(at),
            Some(formulas::LANGUAGE) => self.formula_block(at),
            Some(diagrams::LANGUAGE) => self.diagram_block(at),
            _ => self.shown_block(at, matches!(kind, CodeBlockKind::Fenced(_))),
        }
    }

    /// Returns the lines of the code block at `at`, and what follows it.
    pub(super) fn block_lines(&self, at: usize) -> (Lines, usize) {
        let all = self.steps;
        let mut next = at + 1;
        let mut lines = Lines::default();
        while let Some(step) = all.get(next) {
            next += 1;
            match &step.event {
                Event::Text(text) => {
                    lines.places.push((lines.text.len(), step.start));
                    lines.text.push_str(text);
                }
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        (lines, next)
    }

    /// Notes what the block at `at` shows as evidence: mostly it is an excerpt of a log or of an answer.
    pub(super) fn note_block_evidence(&mut self, at: usize, next: usize) {
        let all = self.steps;
        for step in all.get(at + 1..next).unwrap_or(&[]) {
            if matches!(step.event, Event::Text(_)) {
                self.note_evidence(step.start..step.end);
            }
        }
    }

    /// Reports what is wrong in the block at `at`; what concerns the whole is told at its first line.
    pub(super) fn report_in_block(
        &mut self,
        at: usize,
        places: &[(usize, usize)],
        problems: Vec<Problem>,
    ) {
        for problem in problems {
            let span = match problem.span == Span::default() {
                true => self.fence_span(at),
                false => place(places, problem.span),
            };
            self.report(16, span, problem.message, problem.hint);
        }
    }

    fn shown_block(&mut self, at: usize, is_fenced: bool) -> usize {
        let (lines, next) = self.block_lines(at);
        self.note_block_evidence(at, next);
        self.is_visible |= !lines.text.trim().is_empty();
        let (line, start) = if is_fenced { self.info_line(at) } else { (Span::default(), 0) };
        let mut info = Info::read(line.of(self.text));
        let tab = info.tab;
        info.check_lines(line.of(self.text), lines.text.lines().count());
        for problem in std::mem::take(&mut info.problems) {
            self.report(16, problem.span.shifted(start), problem.message, problem.hint);
        }
        let (code, problems) = Code::read(info, &lines.text);
        self.report_in_block(at, &lines.places, problems);
        if !tab.is_empty() {
            self.start_tab(tab);
        }
        if code.is_plain() {
            self.writer.html(code.html());
        } else {
            self.writer.hole(Hole::Code(self.body.code.len()));
            self.body.code.push(CodeBlock { code, item: self.item });
        }
        if !tab.is_empty() {
            self.writer.html("</details>\n");
        }
        next
    }

    /// Writes what may stay of the HTML block at `at`, and returns what follows it.
    pub(super) fn html_block(&mut self, at: usize) -> usize {
        let all = self.steps;
        let mut next = at + 1;
        // The lines of a block in a quote or a list do not follow each other in the file.
        let mut html = String::new();
        let mut places = Vec::new();
        while let Some(step) = all.get(next) {
            next += 1;
            match &step.event {
                Event::Html(line) | Event::Text(line) => {
                    places.push((html.len(), step.start));
                    html.push_str(line);
                }
                Event::End(TagEnd::HtmlBlock) => break,
                _ => {}
            }
        }
        let start = places.first().map_or(0, |(_, start)| *start);
        self.note_figures(&html, start..start);
        self.raw_html(&html, &places);
        self.finish_text();
        next
    }
}
