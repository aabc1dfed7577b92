//! Diagrams in prose: fenced blocks that are drawn where the page is made.

use pulldown_cmark::{Event, TagEnd};

use super::Walker;
use super::queries::place;
use crate::diagram;
use crate::doc::{Hole, Placed};
use crate::id::Span;

/// The language of a fenced block that is a diagram.
pub(super) const LANGUAGE: &str = "mermaid";

impl Walker<'_> {
    /// Reads the diagram at `at`, leaves a hole for its picture, and returns what follows it. What cannot be
    /// drawn stays as code.
    pub(super) fn diagram_block(&mut self, at: usize) -> usize {
        let all = self.steps;
        let mut next = at + 1;
        // The lines of a block in a quote or a list do not follow each other in the file.
        let mut text = String::new();
        let mut places = Vec::new();
        while let Some(step) = all.get(next) {
            next += 1;
            match &step.event {
                Event::Text(line) => {
                    places.push((text.len(), step.start));
                    text.push_str(line);
                    self.note_evidence(step.start..step.end);
                }
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        self.is_visible = true;
        match diagram::read(&text) {
            Ok(diagram) => {
                self.writer.hole(Hole::Diagram(self.body.diagrams.len()));
                self.body.diagrams.push(Placed::new(text, self.item, diagram));
            }
            Err(problems) => {
                for problem in problems {
                    let span = match problem.span == Span::default() {
                        true => self.fence_span(at),
                        false => place(&places, problem.span),
                    };
                    self.report(16, span, problem.message, problem.hint);
                }
                self.writer.html("<pre><code class=\"language-mermaid\">");
                self.writer.text(&text);
                self.writer.html("</code></pre>\n");
            }
        }
        next
    }
}
