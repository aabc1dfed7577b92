//! TOML becomes a spanned tree; every mistake of the text is told in one run.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue, Error};

use super::{Entry, MAX_DEPTH, Table, Value};
use crate::diag::{Code, Diagnostic};
use crate::id::{Date, RelPath, Span, Spanned};

/// Reads the part of a file that starts at `offset`; spans count from the start of the file.
///
/// The parser recovers from a mistake with a value of its own making (a bare word becomes a number),
/// so a value whose span holds a mistake is [`Value::Broken`].
pub fn from_toml(text: &str, offset: usize, path: &RelPath) -> (Table, Vec<Diagnostic>) {
    let mut reading = Reading {
        text,
        offset,
        path,
        errors: Vec::new(),
        told: BTreeSet::new(),
        lines: BTreeSet::new(),
        findings: Vec::new(),
    };
    // After a line that is no `key = value` the parser loses those that follow, so such lines are
    // blanked out and the rest is read again.
    let mut blanked = text.to_owned();
    for round in 1..=MAX_ROUNDS {
        let (table, errors) = DeTable::parse_recoverable(&blanked);
        let mut values = Vec::new();
        leaves(table.get_ref(), 0, &mut values);
        reading.errors = errors.iter().map(|error| reading.place(error)).collect();
        let is_hopeless = errors.len() > MAX_ERRORS;
        let strays = reading.tell(errors, &values);
        if is_hopeless {
            break;
        }
        if strays.is_empty() || round == MAX_ROUNDS {
            let table = reading.table(table.get_ref(), 0);
            return (table, reading.findings);
        }
        drop(table);
        for stray in strays {
            blank(&mut blanked, stray);
        }
    }
    (Table::default(), reading.findings)
}

/// A text with more mistakes than this is no TOML; the first ones are told and nothing is read, which
/// keeps the time linear in the length of the text.
const MAX_ERRORS: usize = 200;

/// How often a text is read again without its stray lines; one mistake may hide behind another.
const MAX_ROUNDS: usize = 4;

struct Reading<'a> {
    text: &'a str,
    offset: usize,
    path: &'a RelPath,
    errors: Vec<Span>,
    told: BTreeSet<Span>,
    /// Where the lines begin of which something was told.
    lines: BTreeSet<u32>,
    findings: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn place(&self, error: &Error) -> Span {
        error.span().map_or(Span::new(self.text.len(), self.text.len()), Span::from)
    }

    /// Tells each mistake once, though the parser says several things about a list that is never
    /// closed and about a line that is no `key = value`. Returns what to read the rest without.
    fn tell(&mut self, errors: Vec<Error>, values: &[Span]) -> Vec<Span> {
        let mut errors: Vec<(Span, Error)> =
            errors.into_iter().map(|error| (self.place(&error), error)).collect();
        errors.sort_by_key(|(span, _)| *span);
        errors.truncate(MAX_ERRORS);
        let unclosed: Vec<Span> = errors
            .iter()
            .filter(|(_, error)| error.message().starts_with("unclosed array, "))
            .filter_map(|(at, _)| values.iter().copied().find(|value| touches(*value, *at)))
            .collect();
        let mut strays = Vec::new();
        for whole in &unclosed {
            let hint = "add `]` after the last value";
            self.tell_once(self.first_line(*whole), "a list that is never closed", Some(hint));
            strays.push(self.up_to_next_key(*whole));
        }
        for (at, error) in errors {
            if unclosed.iter().any(|whole| touches(*whole, at)) {
                continue;
            }
            let line = self.line(at);
            let is_header = error.message().starts_with("unclosed");
            let value = values.iter().copied().rfind(|value| !is_header && touches(*value, at));
            let is_duplicate = error.message() == "duplicate key";
            if value.is_none() && !is_duplicate {
                strays.push(self.section(line));
            }
            let is_word = value == Some(at) && is_bare_word(at.of(self.text));
            let shown = if at.start < at.end { at } else { value.unwrap_or(line) };
            // A second remark about a line is mostly about the first, unless it is about a value.
            if is_word || is_duplicate || self.lines.insert(line.start) {
                let (message, hint) = describe(&error, shown.of(self.text), is_word);
                self.tell_once(shown, &message, hint.as_deref());
            }
        }
        strays
    }

    fn tell_once(&mut self, shown: Span, message: &str, hint: Option<&str>) {
        if !self.told.insert(shown) {
            return;
        }
        let span = shown.shifted(self.offset);
        let mut finding = Diagnostic::new(Code(1), self.path, span, message);
        finding.hint = hint.map(str::to_owned);
        self.findings.push(finding);
    }

    /// Returns what a list that is never closed has swallowed of its own: the lines up to one that
    /// starts with a key or a header.
    fn up_to_next_key(&self, whole: Span) -> Span {
        let start = whole.start as usize;
        let mut end = start;
        for (number, line) in whole.of(self.text).split_inclusive('\n').enumerate() {
            let key = line.split_once('=').map(|(key, _)| key.trim());
            let is_key = key.is_some_and(is_bare_word) || line.trim_end().ends_with("]]");
            if number > 0 && is_key {
                break;
            }
            end += line.len();
        }
        // The key in front of the list goes with it.
        Span::new(self.line(Span::new(start, start)).start as usize, end)
    }

    /// Returns a line, and where it is a broken header the lines of its table too: they belong to
    /// nothing else.
    fn section(&self, line: Span) -> Span {
        let mut end = line.end as usize;
        if line.of(self.text).starts_with('[') {
            let rest = self.text.get(end..).unwrap_or("").split_inclusive('\n');
            end += rest
                .take_while(|line| !line.trim_start().starts_with('['))
                .map(str::len)
                .sum::<usize>();
        }
        Span::new(line.start as usize, end)
    }

    /// Returns the line around a place, without the white space at its ends.
    fn line(&self, at: Span) -> Span {
        let start = self.text.get(..at.start as usize).unwrap_or(self.text);
        let start = start.rfind('\n').map_or(0, |newline| newline + 1);
        self.first_line(Span::new(start, self.text.len()))
    }

    fn first_line(&self, span: Span) -> Span {
        let line = span.of(self.text).lines().next().unwrap_or("");
        let start = span.start as usize + (line.len() - line.trim_start().len());
        Span::new(start, start + line.trim().len())
    }

    fn table(&mut self, table: &DeTable<'_>, depth: usize) -> Table {
        let mut entries: Vec<Entry> = Vec::with_capacity(table.len());
        for (key, value) in table {
            let span = Span::from(key.span()).shifted(self.offset);
            let key = Spanned::new(key.get_ref().to_string(), span);
            entries.push(Entry { key, value: self.value(value, depth) });
        }
        // The parser keeps keys in the order of the alphabet.
        entries.sort_by_key(|entry| entry.key.span);
        Table { entries }
    }

    fn value(&mut self, value: &toml::Spanned<DeValue<'_>>, depth: usize) -> Spanned<Value> {
        let place = Span::from(value.span());
        let span = place.shifted(self.offset);
        // A table under a `[header]` has the span of its header, so one bad value leaves the rest.
        if depth > MAX_DEPTH || self.errors.iter().any(|error| touches(place, *error)) {
            return Spanned::new(Value::Broken, span);
        }
        let read = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or_else(|_| self.out_of_range(span), Value::Integer),
            DeValue::Float(number) => {
                number.as_str().parse().map_or_else(|_| self.out_of_range(span), Value::Float)
            }
            DeValue::Boolean(is) => Value::Bool(*is),
            DeValue::Datetime(time) => match (time.date, time.time) {
                (Some(day), None) => date(day).map_or_else(|| self.out_of_range(span), Value::Date),
                _ => Value::Time(place.of(self.text).to_owned()),
            },
            DeValue::Array(list) => {
                Value::List(list.iter().map(|item| self.value(item, depth + 1)).collect())
            }
            DeValue::Table(table) => Value::Table(self.table(table, depth + 1)),
        };
        Spanned::new(read, span)
    }

    fn out_of_range(&mut self, span: Span) -> Value {
        let message = "a number or date that is out of range";
        self.findings.push(Diagnostic::new(Code(3), self.path, span, message));
        Value::Broken
    }
}

fn date(day: toml::value::Date) -> Option<Date> {
    let year = i16::try_from(day.year).ok()?;
    Date::new(year, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?)
}

/// Returns the message about a mistake in what is shown, and what to do.
fn describe(error: &Error, shown: &str, is_word: bool) -> (String, Option<String>) {
    let (message, expected) = match error.message().split_once(", expected ") {
        Some((message, expected)) => (message, Some(expected)),
        None => (error.message(), None),
    };
    if is_word {
        let hint = match shown {
            "True" | "TRUE" | "yes" => "write `true`, or put text in quotes".to_owned(),
            "False" | "FALSE" | "no" => "write `false`, or put text in quotes".to_owned(),
            shown => format!("write \"{shown}\""),
        };
        return ("string values must be quoted".to_owned(), Some(hint));
    }
    if message == "duplicate key" {
        let hint = "keep one of the two".to_owned();
        return (format!("`{shown}` is given twice"), Some(hint));
    }
    if shown.starts_with('"') || shown.starts_with('\'') {
        let hint = expected.map(|expected| format!("{expected} was expected here"));
        return (message.to_owned(), hint);
    }
    let is_yaml = shown.split_once(": ").is_some_and(|(key, _)| is_bare_word(key)) || shown == ":";
    let hint = match expected {
        _ if is_yaml => Some("TOML writes `key = value`; YAML goes between `---` lines".to_owned()),
        Some(expected) => Some(format!("expected {expected}")),
        None => None,
    };
    (message.to_owned(), hint)
}

/// Puts a space in place of each byte, so that everything else stays where it is.
fn blank(text: &mut String, span: Span) {
    let range = span.start as usize..(span.end as usize).min(text.len());
    if text.get(range.clone()).is_some() {
        let spaces: String = text[range.clone()]
            .bytes()
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
            .collect();
        text.replace_range(range, &spaces);
    }
}

/// Collects the spans of values, the outer before the inner.
fn leaves(table: &DeTable<'_>, depth: usize, spans: &mut Vec<Span>) {
    for value in table.values() {
        leaf(value, depth, spans);
    }
}

fn leaf(value: &toml::Spanned<DeValue<'_>>, depth: usize, spans: &mut Vec<Span>) {
    spans.push(value.span().into());
    match value.get_ref() {
        DeValue::Array(list) if depth < MAX_DEPTH => {
            list.iter().for_each(|item| leaf(item, depth + 1, spans));
        }
        DeValue::Table(table) if depth < MAX_DEPTH => leaves(table, depth + 1, spans),
        _ => {}
    }
}

/// Returns whether `inner` lies in `outer` or at its very end, where a quote would be missing.
fn touches(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn is_bare_word(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_alphabetic())
        && text.chars().all(|letter| letter.is_alphanumeric() || " -_".contains(letter))
}
