//! What leads from one node to the next: `-->`, `-. text .->`, `==>|text|`.

use super::super::graph::{Stroke, Tip};
use super::super::lines::Line;
use crate::diag::Problem;
use crate::id::Span;

/// An edge without its nodes.
pub(super) struct Link<'a> {
    pub(super) stroke: Stroke,
    pub(super) tips: (Tip, Tip),
    pub(super) label: &'a str,
    pub(super) length: usize,
    pub(super) span: Span,
    /// What follows it.
    pub(super) rest: Line<'a>,
}

/// Reads the edge with which a text begins, if any does.
pub(super) fn read(line: Line<'_>) -> Result<Option<Link<'_>>, Problem> {
    let text = line.text;
    let (first, start) = match text.as_bytes() {
        [b'<', b'-' | b'=', ..] => (Tip::Arrow, 1),
        [b'x', b'-' | b'=', ..] => (Tip::Cross, 1),
        [b'o', b'-' | b'=', ..] => (Tip::Circle, 1),
        _ => (Tip::None, 0),
    };
    let Some((stroke, opening)) = begins(&text[start..]) else { return Ok(None) };
    let Some((last, length, end)) = ends(&text[start..], stroke) else {
        // The line is not whole: words stand in it.
        return with_words(line, (first, stroke), start + opening).map(Some);
    };
    let mut rest = line.from(start + end);
    let mut label = "";
    if let Some(inner) = rest.text.strip_prefix('|') {
        let Some(end) = closing(inner) else {
            let hint = "close it by `|`";
            return Err(Problem::new(rest.span(), "the label of this edge does not end", hint));
        };
        label = &inner[..end];
        rest = rest.from(end + 2);
    }
    let span = line.part(&text[..start + end]);
    Ok(Some(Link { stroke, tips: (first, last), label, length, span, rest }))
}

/// Returns where a label ends; a bar in quotes does not end it.
fn closing(text: &str) -> Option<usize> {
    let from = match text.trim_start().strip_prefix('"').and_then(|inner| inner.find('"')) {
        Some(end) => text.len() - text.trim_start().len() + end + 2,
        None => 0,
    };
    text.get(from..)?.find('|').map(|at| from + at)
}

/// Returns the line that begins here, and how long the mark is that words may follow.
fn begins(text: &str) -> Option<(Stroke, usize)> {
    [("--", Stroke::Solid), ("==", Stroke::Thick), ("-.", Stroke::Dotted), ("~~~", Stroke::Hidden)]
        .into_iter()
        .find(|(mark, _)| text.starts_with(mark))
        .map(|(mark, stroke)| (stroke, mark.len()))
}

/// Returns the tip of a whole line, over how many layers it leads, and where it ends.
fn ends(text: &str, stroke: Stroke) -> Option<(Tip, usize, usize)> {
    let run = |text: &str, letter: char| text.len() - text.trim_start_matches(letter).len();
    let (body, units) = match stroke {
        Stroke::Solid => (run(text, '-'), run(text, '-')),
        Stroke::Thick => (run(text, '='), run(text, '=')),
        Stroke::Hidden => (run(text, '~'), run(text, '~')),
        Stroke::Dotted => {
            let lead = run(text, '-');
            let dots = run(&text[lead..], '.');
            let tail = run(&text[lead + dots..], '-');
            if tail == 0 {
                return None;
            }
            (lead + dots + tail, dots + 2)
        }
    };
    let tip = match text.as_bytes().get(body) {
        Some(b'>') => Tip::Arrow,
        Some(b'x') => Tip::Cross,
        Some(b'o') => Tip::Circle,
        _ => Tip::None,
    };
    // A cross or a circle may be the first letter of words or of a node.
    let tip = match (tip, text.as_bytes().get(body + 1)) {
        (Tip::Cross | Tip::Circle, Some(next)) if !next.is_ascii_whitespace() && *next != b'|' => {
            Tip::None
        }
        (tip, _) => tip,
    };
    match (tip, stroke) {
        (Tip::None, Stroke::Solid | Stroke::Thick) if units < 3 => None,
        (Tip::None, Stroke::Dotted) => Some((tip, units - 2, body)),
        (Tip::None, _) => Some((tip, units - 2, body)),
        (_, Stroke::Hidden) => Some((Tip::None, 1, body)),
        (_, Stroke::Dotted) => Some((tip, units - 2, body + 1)),
        _ => Some((tip, (units - 1).max(1), body + 1)),
    }
}

/// Reads a line with words in it: `-- yes -->`.
fn with_words(
    line: Line<'_>,
    (first, stroke): (Tip, Stroke),
    opening: usize,
) -> Result<Link<'_>, Problem> {
    let inner = &line.text[opening..];
    let mark = match stroke {
        Stroke::Thick => "==",
        Stroke::Dotted => ".-",
        _ => "--",
    };
    let from = match inner.trim_start().strip_prefix('"').and_then(|text| text.find('"')) {
        Some(end) => inner.len() - inner.trim_start().len() + end + 2,
        None => 0,
    };
    let found = inner.get(from..).and_then(|text| text.find(mark)).map(|at| from + at);
    let Some(at) = found else {
        let whole = match stroke {
            Stroke::Thick => "==>",
            Stroke::Dotted => "-.->",
            _ => "-->",
        };
        let hint = format!("write the whole edge, such as `{whole}`");
        return Err(Problem::new(line.span(), "this edge does not end", hint));
    };
    // A dotted line ends by dots and a dash.
    let at = match stroke {
        Stroke::Dotted => inner[..at].trim_end_matches('.').len(),
        _ => at,
    };
    let tail = &inner[at..];
    let whole = match stroke {
        Stroke::Dotted => format!("-{tail}"),
        _ => tail.to_owned(),
    };
    let padding = whole.len() - tail.len();
    let (last, length, end) = match ends(&whole, stroke) {
        Some((last, length, end)) => (last, length, end - padding),
        None => (Tip::None, 1, mark.len()),
    };
    let end = opening + at + end;
    Ok(Link {
        stroke,
        tips: (first, last),
        label: &inner[..at],
        length,
        span: line.part(&line.text[..end]),
        rest: line.from(end),
    })
}
