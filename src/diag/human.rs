//! Findings for people, in the form that compilers have made familiar.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Lines, Severity};
use crate::id::Span;

/// Returns a finding in a file with the given lines, with the source line and a caret, and the numbers of
/// the lines where the same rule says the same; with colours where `styled` asks for ANSI escapes.
pub fn human(finding: &Diagnostic, lines: &Lines<'_>, likewise: &[u32], styled: Styling) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
        Severity::Reminder => Level::INFO.with_name("reminder"),
    };
    let code = finding.code.to_string();
    let shown = shown(lines, finding.span);
    let path = finding.path.as_str();
    let mut group = level.primary_title(finding.message.as_str()).id(code.as_str()).element(
        Snippet::source(shown.text)
            .path(path)
            .line_start(shown.line)
            .annotation(AnnotationKind::Primary.span(shown.span.clone())),
    );
    if let Some(hint) = &finding.hint {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    if !likewise.is_empty() {
        let numbers: Vec<String> = likewise.iter().map(u32::to_string).collect();
        let plural = if likewise.len() == 1 { "line" } else { "lines" };
        let note = format!("the same in {plural} {} of this file", numbers.join(", "));
        group = group.element(Level::NOTE.message(note));
    }
    let renderer = match styled {
        Styling::Ansi => Renderer::styled(),
        Styling::Plain => Renderer::plain(),
    };
    let told = renderer.decor_style(DecorStyle::Ascii).render(&[group]);
    if !shown.is_cut {
        return told;
    }
    // The renderer counts columns in what it is given.
    let before = shown.text.get(..shown.span.start).unwrap_or("").chars().count();
    let counted = format!("{path}:{}:{}", shown.line, before + 1);
    told.replacen(&counted, &format!("{path}:{}:{}", shown.line, shown.column), 1)
}

/// Whether text for a terminal carries colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Styling {
    /// ANSI escapes.
    Ansi,
    /// Nothing but characters.
    Plain,
}

/// What of a text is shown, and where.
struct Shown<'a> {
    /// The line, or of a long one the part around the place.
    text: &'a str,
    /// The place in it: a finding about a section points at its heading, not at forty lines.
    span: std::ops::Range<usize>,
    line: usize,
    column: usize,
    /// Whether the line has more before it.
    is_cut: bool,
}

/// How many bytes of a line are shown on each side of the place at most.
const AROUND: usize = 400;

fn shown<'a>(lines: &Lines<'a>, span: Span) -> Shown<'a> {
    let start = lines.floor(span.start as usize);
    let end = lines.floor(span.end as usize);
    let line = lines.line(start);
    // A byte order mark is no character that an author could count.
    let mark = line.text.len() - line.text.trim_start_matches('\u{feff}').len();
    let line_start = line.start + mark;
    let line_end = line.start + line.text.len();
    let start = start.min(line_end).max(line_start);
    let from = lines.floor(start.saturating_sub(AROUND)).max(line_start);
    let to = lines.floor(end.min(start + AROUND) + AROUND).min(line_end);
    let text = line.text.get(from - line.start..to - line.start).unwrap_or("");
    let column = lines.locate(Span::new(start, start)).start.column as usize;
    let rest = text.get(start - from..).unwrap_or("");
    let length = rest.find('\r').unwrap_or(rest.len()).min(end.saturating_sub(start));
    let span = start - from..start - from + length;
    Shown { text, span, line: line.number, column, is_cut: from > line_start }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::id::RelPath;

    /// Returns the finding as the renderer makes it of the whole text.
    fn of_whole(text: &str, span: std::ops::Range<usize>) -> String {
        let source = Snippet::source(text).path("a.md");
        let source = source.annotation(AnnotationKind::Primary.span(span));
        let group = Level::ERROR.primary_title("m").id("TL006").element(source);
        Renderer::plain().decor_style(DecorStyle::Ascii).render(&[group])
    }

    #[test]
    fn a_line_alone_is_shown_as_the_renderer_shows_it_of_the_whole_text() {
        let text = "# Titel\n\nEin [Verweis](weg.md) ä [zwei](x)\r\nlast one";
        let lines = Lines::of(text);
        for (at, _) in text.char_indices().filter(|(_, letter)| !letter.is_control()) {
            let end = text[at..].find(['\r', '\n']).map_or(text.len(), |length| at + length);
            let path = RelPath::new("a.md").unwrap();
            let finding = Diagnostic::new(Code(6), &path, Span::new(at, end), "m");
            assert_eq!(
                human(&finding, &lines, &[], Styling::Plain),
                of_whole(text, at..end),
                "{at}"
            );
        }
    }

    #[test]
    fn any_span_is_shown() {
        let text = format!("\u{feff}a\r\n\n{}\n", "é".repeat(2000));
        let lines = Lines::of(&text);
        for start in [0, 1, 3, 4, 6, 7, 900, 3000, 4006, 4007, 4008, 9999] {
            for end in [start, start + 1, start + 700, 99_999] {
                let path = RelPath::new("a.md").unwrap();
                let finding = Diagnostic::new(Code(6), &path, Span::new(start, end), "m");
                let told = human(&finding, &lines, &[], Styling::Plain);
                let place = lines.locate(finding.span).start;
                let place = format!("--> a.md:{}:{}", place.line, place.column);
                assert!(told.contains(&place), "{start}..{end}: {told}");
                assert!(told.len() < 3000, "{start}..{end}: {told}");
            }
        }
    }
}
