//! Old names, written into front matter.
//!
//! Duty: add aliases to a document, in the form that its front matter has. Inputs: the document and the
//! new aliases. Outputs: [`Edit`]s; nothing where the front matter is written in a way that is better
//! left to its author.

use crate::config::FrontMatter;
use crate::doc::{Doc, quoted};
use crate::id::Span;

use super::edit::Edit;

/// Returns the edits that add aliases to a document; `form` is that of front matter where it has none.
pub(super) fn added(doc: &Doc, new: &[String], form: FrontMatter) -> Option<Vec<Edit>> {
    let quoted: Vec<String> = new.iter().map(|alias| quoted(alias)).collect();
    if quoted.is_empty() {
        return Some(Vec::new());
    }
    let list = quoted.join(", ");
    let insert = |at: usize, new: String| {
        let (path, span, old) = (doc.path.clone(), Span::new(at, at), String::new());
        Edit { path, span, old, new }
    };
    let text = &*doc.text;
    let front = doc.front.span;
    let end_of_line = line_end(text);
    if front.start == front.end {
        let (fence, field) = match form {
            FrontMatter::Toml => ("+++", "aliases = "),
            FrontMatter::Yaml => ("---", "aliases: "),
        };
        let lines = [fence, &format!("{field}[{list}]"), fence, ""];
        return Some(vec![insert(front.start as usize, lines.join(end_of_line))]);
    }
    if let (Some(first), Some(last)) = (doc.front.aliases.first(), doc.front.aliases.last()) {
        let before = text.get(..first.span.start as usize)?.trim_end();
        let end = last.span.end as usize;
        return match before.chars().next_back()? {
            '[' => Some(vec![insert(end, format!(", {list}"))]),
            '=' | ':' => {
                let start = first.span.start as usize;
                Some(vec![insert(start, "[".to_owned()), insert(end, format!(", {list}]"))])
            }
            '-' => {
                let line = text.get(..last.span.start as usize)?;
                let indent = &line[line.rfind('\n').map_or(0, |at| at + 1)..];
                let end = end + text.get(end..)?.find(['\r', '\n'])?;
                let own_end = if text[end..].starts_with('\r') { "\r\n" } else { "\n" };
                let entries = quoted.iter().map(|alias| format!("{own_end}{indent}{alias}"));
                Some(vec![insert(end, entries.collect())])
            }
            _ => None,
        };
    }
    let inner = front.start as usize + front.of(text).find('\n')? + 1;
    let lines = text.get(inner..front.end as usize)?;
    let first = lines.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let is_plain = first.is_none_or(|line| !line.starts_with(['{', ' ', '\t']));
    let is_named = lines.lines().any(|line| line.trim_start().starts_with("aliases"));
    let field = if front.of(text).starts_with('+') { "aliases = " } else { "aliases: " };
    (is_plain && !is_named).then(|| vec![insert(inner, format!("{field}[{list}]{end_of_line}"))])
}

/// Returns how the lines of a text end.
fn line_end(text: &str) -> &'static str {
    let first = text.find('\n').and_then(|at| text.get(..at));
    if first.is_some_and(|line| line.ends_with('\r')) { "\r\n" } else { "\n" }
}
