//! Blocks whose content is no Markdown: code, and raw HTML.

use pulldown_cmark::{CodeBlockKind, Event, TagEnd};

use super::Walker;
use super::diagrams;
use super::queries::LANGUAGE;

impl Walker<'_> {
    /// Writes the code block at `at`, and returns what follows it.
    pub(super) fn code_block(&mut self, at: usize, kind: &CodeBlockKind<'_>) -> usize {
        let language = match kind {
            CodeBlockKind::Fenced(info) => {
                info.split(|letter: char| letter.is_whitespace() || letter == ',').next()
            }
            CodeBlockKind::Indented => None,
        };
        match language.filter(|language| !language.is_empty()) {
            Some(LANGUAGE) => return self.query_block(at),
            Some(diagrams::LANGUAGE) => return self.diagram_block(at),
            Some(language) => {
                self.writer.html("<pre><code class=\"language-");
                self.writer.text(language);
                self.writer.html("\">");
            }
            None => self.writer.html("<pre><code>"),
        }
        let all = self.steps;
        let mut next = at + 1;
        while let Some(step) = all.get(next) {
            next += 1;
            match &step.event {
                Event::Text(text) => {
                    self.is_visible |= !text.trim().is_empty();
                    // Mostly an excerpt of a log or of an answer.
                    self.note_evidence(step.start..step.end);
                    self.writer.text(text);
                }
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        self.writer.html("</code></pre>\n");
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
