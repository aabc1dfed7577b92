//! YAML becomes a spanned tree, from the parser's events.
//!
//! Events rather than a finished tree, because a tree has lost what is needed here: the quotes of a
//! scalar, a key given twice, and whatever stood before the first mistake.

use std::collections::BTreeSet;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError};

use super::{Entry, MAX_DEPTH, Table, Value};
use crate::diag::{Code, Diagnostic};
use crate::id::{Date, RelPath, Span, Spanned};

/// Reads the part of a file that starts at `offset`; spans count from the start of the file.
///
/// The parser stops at the first mistake; what stands before it is kept. Aliases are not read: they
/// would let a few lines grow without bound.
pub fn from_yaml(text: &str, offset: usize, path: &RelPath) -> (Table, Vec<Diagnostic>) {
    let mut reading = Reading {
        text,
        offset,
        path,
        bytes: byte_offsets(text),
        open: Vec::new(),
        root: None,
        findings: Vec::new(),
    };
    for event in Parser::new_from_str(text) {
        let goes_on = match event {
            Ok((event, span)) => reading.event(event, span.start, span.end),
            Err(error) => reading.mistake(&error),
        };
        if !goes_on {
            break;
        }
    }
    reading.close_rest();
    (reading.root.unwrap_or_default(), reading.findings)
}

struct Reading<'a> {
    text: &'a str,
    offset: usize,
    path: &'a RelPath,
    /// The byte offset of each character, where they differ.
    bytes: Option<Vec<u32>>,
    open: Vec<Open>,
    root: Option<Table>,
    findings: Vec<Diagnostic>,
}

/// A list or table that is not closed yet.
struct Open {
    start: Span,
    is_list: bool,
    items: Vec<Spanned<Value>>,
    table: Table,
    /// The keys so far.
    keys: BTreeSet<String>,
    /// The key that waits for its value; `Err` where its value is to be dropped.
    key: Option<Result<Spanned<String>, ()>>,
}

impl Reading<'_> {
    /// Takes one event; returns whether to go on.
    fn event(&mut self, event: Event<'_>, start: Marker, end: Marker) -> bool {
        let span = self.span(start, end);
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if self.open.len() >= MAX_DEPTH {
                    self.tell(span, "lists and tables lie too deep in one another");
                    return false;
                }
                self.open.push(Open {
                    start: span,
                    is_list: matches!(event, Event::SequenceStart(..)),
                    items: Vec::new(),
                    table: Table::default(),
                    keys: BTreeSet::new(),
                    key: None,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span, false),
            Event::Scalar(text, style, _, _) => {
                // A scalar's span runs up to the next token.
                let value = scalar(&text, style);
                self.add(Spanned::new(value, self.trimmed(span)));
            }
            Event::Alias(_) => {
                let name = span.of(self.text);
                self.tell(span, format!("`{name}` refers to another value; write the value out"));
                self.add(Spanned::new(Value::Broken, span));
            }
            Event::DocumentEnd => return false,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
        true
    }

    /// Closes what a mistake left open: of what stands in brackets nobody knows how it was to go on.
    fn close_rest(&mut self) {
        while let Some(open) = self.open.last() {
            let start = self.text.get(open.start.start as usize..).unwrap_or("");
            let is_bracket = self.open.len() > 1 && start.starts_with(['[', '{']);
            self.close(Span::new(self.text.len(), self.text.len()), is_bracket);
        }
    }

    fn close(&mut self, end: Span, is_broken: bool) {
        let Some(open) = self.open.pop() else { return };
        let whole = Span::new(open.start.start as usize, end.end as usize);
        if is_broken {
            self.add(Spanned::new(Value::Broken, self.trimmed(whole)));
            return;
        }
        let value = if open.is_list { Value::List(open.items) } else { Value::Table(open.table) };
        self.add(Spanned::new(value, self.trimmed(whole)));
    }

    /// Puts a key or value where it belongs; its span is still relative to the text.
    fn add(&mut self, node: Spanned<Value>) {
        let (place, span) = (node.span, node.span.shifted(self.offset));
        let Some(open) = self.open.last_mut() else {
            match node.value {
                Value::Table(table) => self.root = Some(table),
                Value::Empty => {}
                other => {
                    let found = other.found();
                    self.tell(place, format!("{found} where `key: value` lines should stand"));
                }
            }
            return;
        };
        if open.is_list {
            open.items.push(Spanned::new(node.value, span));
            return;
        }
        match open.key.take() {
            Some(Ok(key)) => {
                open.table.entries.push(Entry { key, value: Spanned::new(node.value, span) });
            }
            Some(Err(())) => {}
            None => {
                let key = match node.value {
                    Value::Text(text) | Value::Plain(text) => Ok(text),
                    _ => Err("a key is one word or a text in quotes".to_owned()),
                };
                let key = match key {
                    Ok(key) if !open.keys.insert(key.clone()) => {
                        Err(format!("`{key}` is given twice"))
                    }
                    other => other,
                };
                open.key = Some(match &key {
                    Ok(key) => Ok(Spanned::new(key.clone(), span)),
                    Err(_) => Err(()),
                });
                if let Err(message) = key {
                    self.tell(place, message);
                }
            }
        }
    }

    fn mistake(&mut self, error: &ScanError) -> bool {
        let at = self.byte(error.marker().index());
        // At the end of the text there is nothing to point at; what stands last is what is unfinished.
        let (start, end) = match self.text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(letter) if !letter.is_whitespace() => (at, at + letter.len_utf8()),
            _ => {
                let before = self.text.get(..at).unwrap_or("").trim_end();
                (before.char_indices().last().map_or(0, |(at, _)| at), before.len())
            }
        };
        let info = error.info().replace(['`', '\''], "").to_lowercase();
        let info = info.strip_prefix("while parsing a node, ").unwrap_or(&info).to_owned();
        let hint = if info.starts_with("mapping values are not allowed") {
            "put a text that holds `: ` in quotes"
        } else if info.contains("tab") {
            "indent with spaces"
        } else {
            "put the text in quotes if it is meant as it stands"
        };
        let span = Span::new(start, end).shifted(self.offset);
        self.findings.push(Diagnostic::new(Code(1), self.path, span, info).hint(hint));
        // A key whose value could not be read counts as given.
        self.add_broken(Span::new(start, end));
        false
    }

    fn add_broken(&mut self, place: Span) {
        let waits = self.open.last().is_some_and(|open| matches!(open.key, Some(Ok(_))));
        if waits {
            self.add(Spanned::new(Value::Broken, place));
        }
    }

    fn tell(&mut self, place: Span, message: impl Into<String>) {
        let span = place.shifted(self.offset);
        self.findings.push(Diagnostic::new(Code(1), self.path, span, message));
    }

    fn span(&self, start: Marker, end: Marker) -> Span {
        Span::new(self.byte(start.index()), self.byte(end.index()))
    }

    /// Returns the byte offset of a character; the parser counts characters.
    fn byte(&self, index: usize) -> usize {
        match &self.bytes {
            Some(bytes) => bytes.get(index).map_or(self.text.len(), |byte| *byte as usize),
            None => index.min(self.text.len()),
        }
    }

    fn trimmed(&self, span: Span) -> Span {
        let start = span.start as usize;
        Span::new(start, start + span.of(self.text).trim_end().len())
    }
}

fn byte_offsets(text: &str) -> Option<Vec<u32>> {
    if text.is_ascii() {
        return None;
    }
    Some(text.char_indices().map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX)).collect())
}

fn scalar(text: &str, style: ScalarStyle) -> Value {
    match style {
        ScalarStyle::Plain if text.is_empty() || text == "~" || text == "null" => Value::Empty,
        ScalarStyle::Plain => Value::Plain(text.to_owned()),
        // Programs that write YAML put quotes around dates, since older readers would convert them.
        _ if Date::parse(text).is_some() => Value::Plain(text.to_owned()),
        _ => Value::Text(text.to_owned()),
    }
}
