//! Where front matter ends and the body begins.

use crate::config::FrontMatter;
use crate::diag::{Code, Diagnostic, Severity};
use crate::id::{RelPath, Span};

/// A source text, taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::doc) struct Split {
    /// The form of the front matter; `None` where there is none.
    pub(in crate::doc) syntax: Option<FrontMatter>,
    /// The front matter with its fences; empty where there is none.
    pub(in crate::doc) whole: Span,
    /// What stands between the fences.
    pub(in crate::doc) inner: Span,
    /// Whether the closing fence is there.
    pub(in crate::doc) is_closed: bool,
    /// Where the body begins.
    pub(in crate::doc) body: usize,
    /// What is wrong with the fences.
    pub(in crate::doc) finding: Option<Diagnostic>,
}

/// Takes front matter off the start of a text: between `+++` lines, between `---` lines, or none.
///
/// Without a closing fence, front matter is the lines up to the first blank one. A `---` that no key
/// follows is a thematic break, and a finding says that it was taken as one.
pub(in crate::doc) fn split(path: &RelPath, text: &str) -> Split {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let none = Split {
        syntax: None,
        whole: Span::new(start, start),
        inner: Span::new(start, start),
        is_closed: true,
        body: start,
        finding: None,
    };
    let mut lines = Lines { text, at: start };
    let Some(opening) = lines.next() else { return none };
    let (fence, syntax) = match opening.of(text).trim_end() {
        "+++" => ("+++", FrontMatter::Toml),
        "---" => ("---", FrontMatter::Yaml),
        _ => return unopened(path, text, start).unwrap_or(none),
    };
    let first = lines.at;
    let opening = Span::new(start, start + fence.len());
    let close = Lines { text, at: first }.find(|line| line.of(text).trim_end() == fence);
    let blank = Lines { text, at: first }.find(|line| line.of(text).trim().is_empty());
    let inner_end = close.or(blank).map_or(text.len(), |line| line.start as usize);
    let inner = Span::new(first, inner_end);
    let is_empty = inner.of(text).trim().is_empty();
    let is_yaml = if is_empty { close.is_some() } else { starts_with_key(inner.of(text)) };
    if syntax == FrontMatter::Yaml && !is_yaml {
        let message = "`---` is taken as a thematic break, since no field follows it";
        let finding = Diagnostic::new(Code(1), path, opening, message)
            .with_severity(Severity::Info)
            .hint("write `***` for a break at the start of a document");
        return Split { finding: Some(finding), ..none };
    }
    let (body, whole_end, finding) = match close {
        Some(line) => {
            let mut after = Lines { text, at: line.start as usize };
            after.next();
            (after.at, line.start as usize + fence.len(), None)
        }
        None => {
            let message = format!("front matter is not closed by a second `{fence}`");
            let hint = format!("add a line `{fence}` after the last field");
            let finding = Diagnostic::new(Code(1), path, opening, message).hint(hint);
            (inner_end, inner_end, Some(finding))
        }
    };
    Split {
        syntax: Some(syntax),
        whole: Span::new(start, whole_end),
        inner,
        is_closed: close.is_some(),
        body,
        finding,
    }
}

/// Returns the front matter of a text that begins with its fields and closes them: the line that opens them
/// was lost. In prose a line of `+++` means nothing, so that whoever wrote one meant this.
fn unopened(path: &RelPath, text: &str, start: usize) -> Option<Split> {
    let is_close = |line: &Span| line.of(text).trim_end() == "+++";
    let is_field = |line: Span| {
        let line = line.of(text).trim();
        line.is_empty()
            || line.starts_with(['#', '[', ']', '{', '}', '"', '\''])
            || line.split_once('=').is_some_and(|(key, _)| is_key(key.trim()))
    };
    let first = Lines { text, at: start }.next()?;
    first.of(text).contains('=').then_some(())?;
    let close = Lines { text, at: start }.find(|line| is_close(line) || !is_field(*line))?;
    is_close(&close).then_some(())?;
    let mut after = Lines { text, at: close.start as usize };
    after.next();
    let opening = Span::new(first.start as usize, first.end as usize);
    let message = "front matter is not opened by a first `+++`";
    Some(Split {
        syntax: Some(FrontMatter::Toml),
        whole: Span::new(start, close.end as usize),
        inner: Span::new(start, close.start as usize),
        is_closed: false,
        body: after.at,
        finding: Some(
            Diagnostic::new(Code(1), path, opening, message)
                .hint("add a line `+++` above the first field"),
        ),
    })
}

fn is_key(text: &str) -> bool {
    let is_of_key = |letter: char| letter.is_ascii_alphanumeric() || "-_.\"".contains(letter);
    !text.is_empty() && text.chars().all(is_of_key)
}

/// The lines of a text from an offset on, without their line ends.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        let length = rest.find('\n');
        self.at = length.map_or(self.text.len(), |length| start + length + 1);
        Some(Span::new(start, start + length.unwrap_or(rest.len())))
    }
}

/// Returns whether some line of a text starts with a key, as YAML writes it.
fn starts_with_key(text: &str) -> bool {
    text.lines().any(|line| {
        let key = line
            .split_once(':')
            .filter(|(_, rest)| rest.trim_end().is_empty() || rest.starts_with([' ', '\t']));
        line.trim_start().starts_with('{')
            || key.is_some_and(|(key, _)| !key.trim().is_empty() && !key.trim().contains(' '))
    })
}
