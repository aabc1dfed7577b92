//! Findings for people, in the form that compilers have made familiar.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::id::Span;

/// Returns a finding in a file with the given text, with the source line and a caret; with colours
/// where `styled` asks for ANSI escapes.
pub fn human(finding: &Diagnostic, text: &str, styled: Styling) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
        Severity::Reminder => Level::INFO.with_name("reminder"),
    };
    let code = finding.code.to_string();
    let mut group = level.primary_title(finding.message.as_str()).id(code.as_str()).element(
        Snippet::source(text)
            .path(finding.path.as_str())
            .annotation(AnnotationKind::Primary.span(first_line(text, finding.span))),
    );
    if let Some(hint) = &finding.hint {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    let renderer = match styled {
        Styling::Ansi => Renderer::styled(),
        Styling::Plain => Renderer::plain(),
    };
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

/// Whether text for a terminal carries colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Styling {
    /// ANSI escapes.
    Ansi,
    /// Nothing but characters.
    Plain,
}

/// Returns the part of the span that lies on its first line, inside the text and on whole
/// characters: a finding about a section points at its heading, not at forty lines.
fn first_line(text: &str, span: Span) -> std::ops::Range<usize> {
    let floor = |offset: usize| {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = floor(span.start as usize);
    let line_end = text[start..].find(['\n', '\r']).map_or(text.len(), |at| start + at);
    let end = floor(span.end as usize).clamp(start, line_end);
    start..end
}
