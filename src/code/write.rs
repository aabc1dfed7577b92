//! The HTML of a block.

use std::ops::Range;

use super::colour::{self, Colour};
use super::{Code, Mark};
use crate::html;

impl Mark {
    /// Returns the element and the class of a line.
    fn element(self) -> (&'static str, &'static str) {
        match self {
            Mark::Added => ("ins", "added"),
            Mark::Removed => ("del", "removed"),
            Mark::Focus => ("span", "focus"),
            Mark::Highlight => ("mark", "marked"),
            Mark::Error => ("span", "error"),
            Mark::Warning => ("span", "warning"),
        }
    }
}

/// Returns the HTML of a block.
pub(super) fn html(code: &Code) -> String {
    let mut out = String::with_capacity(code.text.len() * 3);
    if !code.title.is_empty() {
        out.push_str("<figure class=\"listing\"><figcaption>");
        html::push_text(&mut out, &code.title);
        out.push_str("</figcaption>");
    }
    let has_lines = code.first.is_some() || !code.marks.is_empty();
    out.push_str("<pre");
    if has_lines {
        let numbered = if code.first.is_some() { " numbered" } else { "" };
        let has_focus = code.marks.values().any(|mark| *mark == Mark::Focus);
        let focused = if has_focus { " focused" } else { "" };
        out.push_str(&format!(" class=\"lines{numbered}{focused}\""));
    }
    out.push_str("><code");
    if !code.language.name().is_empty() {
        out.push_str(" class=\"language-");
        html::push_text(&mut out, code.language.name());
        out.push('"');
    }
    out.push('>');
    let runs = colour::runs(&code.language, &code.text);
    match has_lines {
        true => lines(&mut out, code, &runs),
        false => coloured(&mut out, &code.text, 0..code.text.len(), &runs, &mut 0),
    }
    out.push_str("</code></pre>");
    if !code.title.is_empty() {
        out.push_str("</figure>");
    }
    out.push('\n');
    out
}

fn lines(out: &mut String, code: &Code, runs: &[(Range<usize>, Colour)]) {
    let (mut at, mut next) = (0, 0);
    for (number, line) in code.text.split_inclusive('\n').enumerate() {
        let (element, class) = code.marks.get(&number).map_or(("span", ""), |mark| mark.element());
        out.push_str(&format!("<{element} class=\"line"));
        if !class.is_empty() {
            out.push(' ');
            out.push_str(class);
        }
        out.push('"');
        if let Some(first) = code.first {
            let number = u64::from(first) + number as u64;
            out.push_str(&format!(" data-line=\"{number}\""));
        }
        out.push('>');
        coloured(out, &code.text, at..at + line.len(), runs, &mut next);
        out.push_str(&format!("</{element}>"));
        at += line.len();
    }
}

/// Writes a stretch of the text; `next` is the first run that ends behind its start.
fn coloured(
    out: &mut String,
    text: &str,
    stretch: Range<usize>,
    runs: &[(Range<usize>, Colour)],
    next: &mut usize,
) {
    let mut at = stretch.start;
    while let Some((run, colour)) = runs.get(*next).filter(|(run, _)| run.start < stretch.end) {
        let (start, end) = (run.start.max(at), run.end.min(stretch.end));
        html::push_text(out, text.get(at..start).unwrap_or(""));
        out.push_str("<span class=\"");
        out.push_str(colour.class());
        out.push_str("\">");
        html::push_text(out, text.get(start..end).unwrap_or(""));
        out.push_str("</span>");
        at = end;
        if run.end > stretch.end {
            return;
        }
        *next += 1;
    }
    html::push_text(out, text.get(at..stretch.end).unwrap_or(""));
}
