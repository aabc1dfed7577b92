//! JSON becomes a spanned tree.
//!
//! The parser says where a value stands by lending the text of it; what lies inside is read when it is
//! asked for. That reads a text once for each level, of which there are few, and spares a parser of our
//! own.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Entry, MAX_DEPTH, Table, Value};
use crate::diag::{Code, Diagnostic};
use crate::id::{RelPath, Span, Spanned};

/// Reads a file of JSON. The place of a key is that of its value.
///
/// The parser stops at the first mistake, and nothing is kept of a text that has one.
pub fn from_json(text: &str, path: &RelPath) -> (Spanned<Value>, Vec<Diagnostic>) {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = text.len() - body.len();
    let mut reading = Reading { text, path, findings: Vec::new() };
    let value = match serde_json::from_str::<&RawValue>(body) {
        Ok(raw) => reading.value(raw, 0),
        Err(error) => {
            reading.mistake(offset, &error);
            Spanned::new(Value::Broken, Span::new(offset, offset))
        }
    };
    (value, reading.findings)
}

struct Reading<'a> {
    text: &'a str,
    path: &'a RelPath,
    findings: Vec<Diagnostic>,
}

/// The keys and values of an object, in their order.
struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Fields<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

impl Reading<'_> {
    fn value(&mut self, raw: &RawValue, depth: usize) -> Spanned<Value> {
        let json = raw.get();
        // What the parser lends is a part of the text.
        let start = json.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        let span = Span::new(start, start + json.len());
        if depth > MAX_DEPTH {
            self.tell(span, "lists and objects lie too deep in one another", "write it flat");
            return Spanned::new(Value::Broken, span);
        }
        let read = match json.as_bytes().first() {
            Some(b'{') => serde_json::from_str::<Fields>(json)
                .ok()
                .map(|fields| Value::Table(self.table(fields, depth))),
            Some(b'[') => serde_json::from_str::<Vec<&RawValue>>(json).ok().map(|list| {
                Value::List(list.into_iter().map(|item| self.value(item, depth + 1)).collect())
            }),
            Some(b'"') => serde_json::from_str(json).ok().map(Value::Text),
            Some(b'n') => Some(Value::Empty),
            Some(b't' | b'f') => Some(Value::Bool(json == "true")),
            _ => match json.parse::<i64>() {
                Ok(number) => Some(Value::Integer(number)),
                Err(_) => json.parse().ok().map(Value::Float),
            },
        };
        // The whole text was gone through already; what is left are halves of surrogate pairs.
        let value = read.unwrap_or_else(|| {
            self.tell(span, "a text with half of a character", "write the character itself");
            Value::Broken
        });
        Spanned::new(value, span)
    }

    fn table(&mut self, fields: Fields, depth: usize) -> Table {
        let mut entries: Vec<Entry> = Vec::with_capacity(fields.0.len());
        for (key, raw) in fields.0 {
            let value = self.value(raw, depth + 1);
            let key = Spanned::new(key, value.span);
            entries.push(Entry { key, value });
        }
        let mut keys: Vec<(&str, Span)> =
            entries.iter().map(|entry| (entry.key.value.as_str(), entry.key.span)).collect();
        keys.sort_unstable();
        let twice = keys.windows(2).filter(|pair| pair[0].0 == pair[1].0);
        let twice: Vec<(String, Span)> =
            twice.map(|pair| (format!("`{}` is given twice", pair[1].0), pair[1].1)).collect();
        for (message, span) in twice {
            self.tell(span, &message, "keep one of the two");
        }
        Table { entries }
    }

    /// Tells where and why the parser stopped.
    fn mistake(&mut self, offset: usize, error: &serde_json::Error) {
        let body = self.text.get(offset..).unwrap_or("");
        let before = body.split_inclusive('\n').take(error.line().saturating_sub(1));
        let line = offset + before.map(str::len).sum::<usize>();
        let mut at = (line + error.column().saturating_sub(1)).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let whole = error.to_string();
        let (before, rest) = self.text.split_at(at);
        let is_spare = before.trim_end().ends_with(',') && rest.starts_with([']', '}']);
        let message = match is_spare {
            true => "a comma before the bracket that closes",
            false => whole.split(" at line ").next().unwrap_or(&whole),
        };
        let hint = match message {
            _ if is_spare => "remove the comma",
            message if message.starts_with("EOF") => "close every quote and bracket",
            "trailing characters" => "put everything into one list, and nothing behind it",
            _ => "write JSON: texts and keys in double quotes, commas between, no remarks",
        };
        let message = match message.strip_prefix("EOF while parsing ") {
            Some(what) => format!("the file ends inside {what}"),
            None => message.to_owned(),
        };
        self.tell(Span::new(at, at), &format!("no JSON: {message}"), hint);
    }

    fn tell(&mut self, span: Span, message: &str, hint: &str) {
        self.findings.push(Diagnostic::new(Code(601), self.path, span, message).hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let (_, findings) = from_json(text, &RelPath::new("a.json").unwrap());
        let told = findings.iter().map(|it| format!("{} {}", it.span.start, it.message));
        told.collect()
    }

    #[test]
    fn values_know_their_places() {
        let text = "\u{feff}[{\"date\": \"2026-01\",\n  \"value\" : 27.10 }, null]";
        let (value, findings) = from_json(text, &RelPath::new("a.json").unwrap());
        assert!(findings.is_empty(), "{findings:?}");
        let Value::List(list) = &value.value else { panic!("{value:?}") };
        let Value::Table(table) = &list[0].value else { panic!("{list:?}") };
        let cells: Vec<&str> = table.entries.iter().map(|it| it.value.span.of(text)).collect();
        assert_eq!(cells, ["\"2026-01\"", "27.10"]);
        assert_eq!(list[1].value, Value::Empty);
    }

    #[test]
    fn mistakes_are_told_where_they_stand() {
        for (text, expected) in [
            ("[1,]", "3 no JSON: a comma before the bracket that closes"),
            ("[\n  {\"a\": 1,\n", "13 no JSON: the file ends inside an object"),
            ("[{'a': 1}]", "2 no JSON: key must be a string"),
            ("[1] 2", "4 no JSON: trailing characters"),
            ("[{\"a\": 1, \"a\": 2}]", "15 `a` is given twice"),
            ("[\"\\ud800\"]", "1 a text with half of a character"),
        ] {
            assert_eq!(told(text), [expected], "{text}");
        }
    }

    #[test]
    fn no_depth_overflows() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(told(&deep).len(), 1);
    }
}
