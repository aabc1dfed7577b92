//! Mathematics: `` $`…`$ `` in a line, and formulas on lines of their own, between lines of `$$` or in a
//! block of the language `math`.
//!
//! **Architecture invariants.** A sign of money is never mathematics: in a line only the backtick behind it
//! makes it one. A formula that cannot be read is a finding, and the page shows its source.

use pulldown_cmark::{Event, TagEnd};

use super::code::Lines;
use super::queries::place;
use super::{Step, Walker};
use crate::id::Span;
use crate::math::{self, Place};

/// The language of a fenced block that is a formula.
pub(super) const LANGUAGE: &str = "math";

const FENCE: &str = "$$";

impl Walker<'_> {
    /// Returns what is left of some text when the dollars of formulas are taken from it, and where in the file
    /// that starts; notes where the formula ends that the text opens.
    pub(super) fn without_dollars<'t>(
        &mut self,
        text: &'t str,
        step: &Step<'_>,
    ) -> (&'t str, usize) {
        let (mut text, mut start) = (text, step.start);
        if self.run.formula_end == Some(start) {
            self.run.formula_end = None;
            if let Some(behind) = text.strip_prefix('$') {
                (text, start) = (behind, start + 1);
            }
        }
        let before = text.strip_suffix('$');
        if let (Some(before), Some(end)) = (before, before.and(self.formula_at(step.end))) {
            self.run.formula_end = Some(end);
            text = before;
        }
        (text, start)
    }

    /// Returns where the code at a place ends, if it stands between dollars.
    fn formula_at(&self, start: usize) -> Option<usize> {
        let before = self.text.get(..start)?;
        if before.ends_with("\\$") {
            return None;
        }
        let inside = self.text.get(start..)?.strip_prefix('`')?;
        let length = inside.find('`').filter(|length| *length > 0)?;
        inside[length + 1..].starts_with('$').then_some(start + length + 2)
    }

    /// Writes the formula in a line whose code is at `step`.
    pub(super) fn line_formula(&mut self, tex: &str, step: &Step<'_>) {
        match math::mathml(tex, Place::Line) {
            Ok(html) => self.writer.html(&html),
            Err(problem) => {
                // A line break in it is a space of as many bytes.
                let span = problem.span.shifted(step.start + 1);
                self.report(16, span, problem.message, problem.hint);
                self.writer.html("<code class=\"unread\">");
                self.writer.text(tex);
                self.writer.html("</code>");
            }
        }
        self.run.has_formula = true;
    }

    /// Writes the formula in the block at `at`, and returns what follows it.
    pub(super) fn formula_block(&mut self, at: usize) -> usize {
        let (lines, next) = self.block_lines(at);
        self.block_formula(&lines, self.fence_span(at));
        next
    }

    /// Writes the paragraph at `at` where it is a formula, and returns what follows it.
    pub(super) fn formula_paragraph(&mut self, at: usize) -> Option<usize> {
        let step = self.steps.get(at)?;
        let source = self.text.get(step.start..step.end)?.trim_end();
        let inside = source.strip_prefix(FENCE)?;
        let first = inside.lines().next().unwrap_or("");
        let ends = inside.strip_suffix(FENCE).filter(|inside| !inside.contains(FENCE));
        let Some(inside) = ends.filter(|inside| !inside.trim().is_empty()) else {
            // Only a line of its own is meant to open a formula.
            if first.trim().is_empty() && !inside.trim().is_empty() && !inside.contains(FENCE) {
                let message = "the formula does not end in its paragraph".to_owned();
                let hint = "end it with `$$`; where its lines begin with `+` or `-`, write a block \
                            of the language `math`";
                self.report(16, Span::new(step.start, step.start + FENCE.len()), message, hint);
            }
            return None;
        };
        let mut lines = Lines::default();
        let mut start = step.start + FENCE.len();
        for line in inside.split_inclusive('\n') {
            // In a quote each line has its sign.
            let tex = line.trim_start_matches([' ', '\t', '>']);
            if !tex.trim().is_empty() {
                lines.places.push((lines.text.len(), start + line.len() - tex.len()));
                lines.text.push_str(tex);
            }
            start += line.len();
        }
        self.block_formula(&lines, Span::new(step.start, step.start + FENCE.len()));
        let rest = self.steps.get(at..)?;
        let end =
            rest.iter().position(|step| matches!(step.event, Event::End(TagEnd::Paragraph)))?;
        Some(at + end + 1)
    }

    fn block_formula(&mut self, lines: &Lines, fence: Span) {
        self.is_visible = true;
        let tex = lines.text.trim_end();
        if tex.trim().is_empty() {
            let hint = "write the formula between the fences";
            self.report(16, fence, "the formula is empty".to_owned(), hint);
            return;
        }
        match math::mathml(tex, Place::Block) {
            Ok(html) => {
                self.writer.html(
                    "<div class=\"formula\" role=\"group\" tabindex=\"0\" aria-label=\"Formula\">",
                );
                self.writer.html(&html);
                self.writer.html("</div>\n");
            }
            Err(problem) => {
                let span = place(&lines.places, problem.span);
                self.report(16, span, problem.message, problem.hint);
                self.writer.html("<pre class=\"unread\"><code>");
                self.writer.text(tex);
                self.writer.html("\n</code></pre>\n");
            }
        }
    }
}
