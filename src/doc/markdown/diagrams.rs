//! Diagrams in prose: fenced blocks that are drawn where the page is made.

use super::Walker;
use super::code::Lines;
use crate::diagram;
use crate::doc::{Hole, Placed};

/// The language of a fenced block that is a diagram.
pub(super) const LANGUAGE: &str = "mermaid";

impl Walker<'_> {
    /// Reads the diagram at `at`, leaves a hole for its picture, and returns what follows it. What cannot be
    /// drawn stays as code.
    pub(super) fn diagram_block(&mut self, at: usize) -> usize {
        let (Lines { text, places }, next) = self.block_lines(at);
        self.note_block_evidence(at, next);
        self.is_visible = true;
        match diagram::read(&text) {
            Ok(diagram) => {
                self.writer.hole(Hole::Diagram(self.body.diagrams.len()));
                self.body.diagrams.push(Placed::new(text, self.item, diagram));
            }
            Err(problems) => {
                self.report_in_block(at, &places, problems);
                self.writer.html("<pre><code class=\"language-mermaid\">");
                self.writer.text(&text);
                self.writer.html("</code></pre>\n");
            }
        }
        next
    }
}
