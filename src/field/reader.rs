//! Typed reading of a table: what is wanted, what was found instead, what nobody asked for.

use super::{Entry, Shape, Shapes, Table, Value, bool_of_plain, json_of_plain};
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::id::{Appetite, Date, RelPath, Span, Spanned};

/// Reads the keys of one table. Each key that is asked for is a known key; [`Reader::finish`] tells
/// of the others.
///
/// A value of the wrong type is TL003 and reads as if it had been left out, as do blank texts.
pub struct Reader<'a, 'f> {
    table: &'a Table,
    path: &'a RelPath,
    place: &'a str,
    known: Vec<&'a str>,
    taken: Vec<bool>,
    findings: &'f mut Vec<Diagnostic>,
    /// What is asked for, where that is to be known.
    pub(super) asked: Option<Shapes>,
}

impl<'a, 'f> Reader<'a, 'f> {
    /// Returns a reader that adds its findings to `findings`; `place` says where the table stands, in
    /// the words of a message: `on a brief`, `in [theme]`.
    pub fn new(
        table: &'a Table,
        path: &'a RelPath,
        place: &'a str,
        findings: &'f mut Vec<Diagnostic>,
    ) -> Reader<'a, 'f> {
        let taken = vec![false; table.entries.len()];
        Reader { table, path, place, known: Vec::new(), taken, findings, asked: None }
    }

    /// Returns the text of a key, without white space around it.
    pub fn text(&mut self, key: &'a str) -> Option<Spanned<String>> {
        self.shape(key, || Shape::Text);
        self.take(key).and_then(|entry| self.text_at(key, &entry.value))
    }

    /// Returns the texts of a key; one text stands for a list of one.
    pub fn texts(&mut self, key: &'a str) -> Vec<Spanned<String>> {
        self.shape(key, || Shape::Texts);
        self.take(key).map(|entry| self.texts_at(key, &entry.value)).unwrap_or_default()
    }

    /// Returns the day of a key.
    pub fn date(&mut self, key: &'a str) -> Option<Spanned<Date>> {
        self.shape(key, || Shape::Date);
        self.take(key).and_then(|entry| self.date_at(key, &entry.value))
    }

    /// Returns whether a key says true or false.
    pub fn bool(&mut self, key: &'a str) -> Option<Spanned<bool>> {
        self.shape(key, || Shape::Bool);
        self.take(key).and_then(|entry| self.bool_at(key, &entry.value))
    }

    /// Returns the whole number of a key.
    pub fn integer(&mut self, key: &'a str) -> Option<Spanned<i64>> {
        self.shape(key, || Shape::Integer);
        self.take(key).and_then(|entry| self.integer_at(key, &entry.value))
    }

    /// Returns the finite number of a key.
    pub fn number(&mut self, key: &'a str) -> Option<Spanned<f64>> {
        self.shape(key, || Shape::Number);
        self.take(key).and_then(|entry| self.number_at(key, &entry.value))
    }

    /// Returns the whole number of a key, where it is at least `least`.
    pub fn count(&mut self, key: &'a str, least: u32) -> Option<Spanned<u32>> {
        self.shape(key, || Shape::Count(least));
        self.take(key).and_then(|entry| self.count_at(key, &entry.value, least))
    }

    /// Returns the length of time of a key.
    pub fn appetite(&mut self, key: &'a str) -> Option<Spanned<Appetite>> {
        self.shape(key, || Shape::Length);
        let text = self.text(key)?;
        let appetite = Appetite::parse(&text.value);
        if appetite.is_none() {
            let message = format!("`{key}` wants a length of time, not `{}`", text.value);
            self.wrong(text.span, message, Some("write it as \"6 weeks\" or \"10 days\""));
        }
        appetite.map(|appetite| Spanned::new(appetite, text.span))
    }

    /// Returns what the text of a key means among `options`; `noun` says what that is in a message:
    /// `a brief state`.
    pub fn choice<T: Copy>(
        &mut self,
        key: &'a str,
        noun: &str,
        options: &[(&str, T)],
    ) -> Option<Spanned<T>> {
        let names = || options.iter().map(|(name, _)| (*name).to_owned()).collect();
        self.shape(key, || Shape::Choice(names()));
        let text = self.text(key)?;
        self.choose(key, noun, &text, options)
    }

    /// Returns what a text means among `options`, as [`Reader::choice`] does.
    pub fn choose<T: Copy>(
        &mut self,
        key: &str,
        noun: &str,
        text: &Spanned<String>,
        options: &[(&str, T)],
    ) -> Option<Spanned<T>> {
        if let Some((_, value)) = options.iter().find(|(name, _)| *name == text.value) {
            return Some(Spanned::new(*value, text.span));
        }
        let names: Vec<&str> = options.iter().map(|(name, _)| *name).collect();
        let all = names.join(", ");
        let hint = match did_you_mean(&text.value, names) {
            Some(question) => format!("{question} ({all})"),
            None => format!("write one of: {all}"),
        };
        self.wrong(text.span, format!("{key} `{}` is not {noun}", text.value), Some(&hint));
        None
    }

    /// Reads the table of a key with a reader of its own.
    pub fn table<T>(
        &mut self,
        key: &'a str,
        place: &str,
        read: impl FnOnce(&mut Reader<'_, '_>) -> T,
    ) -> Option<Spanned<T>> {
        if self.is_asked() {
            let shapes = Reader::asked(self.path, |reader| drop(read(reader)));
            self.shape(key, || Shape::Table(shapes));
            return None;
        }
        self.take(key).and_then(|entry| self.table_at(key, &entry.value, place, read))
    }

    /// Reads each table in the list of a key; one table stands for a list of one.
    pub fn tables<T>(
        &mut self,
        key: &'a str,
        place: &str,
        mut read: impl FnMut(&mut Reader<'_, '_>, Span) -> Option<T>,
    ) -> Vec<T> {
        if self.is_asked() {
            let shapes = Reader::asked(self.path, |reader| drop(read(reader, Span::default())));
            self.shape(key, || Shape::Several(Box::new(Shape::Table(shapes))));
        }
        let Some(entry) = self.take(key) else { return Vec::new() };
        let one = std::slice::from_ref(&entry.value);
        let items = if let Value::List(list) = &entry.value.value { list } else { one };
        let mut all = Vec::with_capacity(items.len());
        for item in items {
            let span = item.span;
            let value = self.table_at(key, item, place, |reader| read(reader, span));
            all.extend(value.and_then(|value| value.value));
        }
        all
    }

    /// Returns the entry of a key as it was written, for a value that may have more than one form.
    pub fn take(&mut self, key: &'a str) -> Option<&'a Entry> {
        self.known.push(key);
        let at = self.table.entries.iter().position(|entry| entry.key.value == key)?;
        self.taken[at] = true;
        self.table.entries.get(at)
    }

    /// Returns whether a key is given, with a value that could be read or was told to be broken.
    pub fn has(&self, key: &str) -> bool {
        let mut entries = self.table.entries.iter();
        entries.any(|entry| entry.key.value == key && entry.value.value != Value::Empty)
    }

    /// Returns the entries that nobody asked for so far, and takes them.
    pub fn rest(&mut self) -> Vec<&'a Entry> {
        let entries = self.table.entries.iter().zip(&self.taken);
        let rest = entries.filter(|(_, taken)| !**taken).map(|(entry, _)| entry).collect();
        self.taken.fill(true);
        rest
    }

    /// Tells of each key that nobody asked for.
    pub fn finish(mut self) {
        for entry in self.rest() {
            self.unknown(entry);
        }
    }

    /// Tells that a key is unknown, with the nearest of those that were asked for.
    pub fn unknown(&mut self, entry: &Entry) {
        let key = &entry.key;
        let message = format!("unknown field `{}` {}", key.value, self.place);
        let mut finding = Diagnostic::new(Code(2), self.path, key.span, message);
        finding.hint = did_you_mean(&key.value, self.known.iter().copied());
        self.findings.push(finding);
    }

    /// Tells that a value is wrong.
    pub fn wrong(&mut self, span: Span, message: impl Into<String>, hint: Option<&str>) {
        let mut finding = Diagnostic::new(Code(3), self.path, span, message);
        finding.hint = hint.map(str::to_owned);
        self.findings.push(finding);
    }

    /// Adds a finding of the caller's making.
    pub fn tell(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Returns the file that is being read.
    pub fn path(&self) -> &'a RelPath {
        self.path
    }

    /// Returns the text of a value; `key` names it in messages.
    pub fn text_at(&mut self, key: &str, value: &Spanned<Value>) -> Option<Spanned<String>> {
        match &value.value {
            Value::Text(text) | Value::Plain(text) => {
                let text = text.trim();
                (!text.is_empty()).then(|| Spanned::new(text.to_owned(), value.span))
            }
            other => {
                let hint = match other {
                    Value::List(_) => "one text only, in quotes",
                    _ => "put it in quotes",
                };
                self.mismatch(key, "text", value, hint)
            }
        }
    }

    /// Returns the texts of a value; one text stands for a list of one.
    pub fn texts_at(&mut self, key: &str, value: &Spanned<Value>) -> Vec<Spanned<String>> {
        match &value.value {
            Value::List(list) => list.iter().filter_map(|item| self.text_at(key, item)).collect(),
            Value::Table(_) => {
                let hint = format!("write {key} = [\"…\", \"…\"]");
                self.mismatch::<()>(key, "a list of texts", value, &hint);
                Vec::new()
            }
            _ => self.text_at(key, value).into_iter().collect(),
        }
    }

    /// Returns the day of a value.
    pub fn date_at(&mut self, key: &str, value: &Spanned<Value>) -> Option<Spanned<Date>> {
        let found = |date| Some(Spanned::new(date, value.span));
        match &value.value {
            Value::Date(date) => found(*date),
            Value::Plain(text) if Date::parse(text).is_some() => Date::parse(text).and_then(found),
            Value::Text(text) if Date::parse(text).is_some() => {
                self.mismatch(key, "a date", value, &format!("drop the quotes: {text}"))
            }
            Value::Time(text) => match text.get(..10).filter(|day| Date::parse(day).is_some()) {
                Some(day) => {
                    self.mismatch(key, "a date", value, &format!("leave the time out: {day}"))
                }
                None => self.mismatch(key, "a date", value, "write it as 2026-01-27"),
            },
            Value::Plain(text) | Value::Text(text) if has_shape_of_date(text) => {
                self.wrong(value.span, format!("`{text}` is no day of the calendar"), None);
                None
            }
            _ => self.mismatch(key, "a date", value, "write it as 2026-01-27"),
        }
    }

    /// Returns whether a value is true or false.
    pub fn bool_at(&mut self, key: &str, value: &Spanned<Value>) -> Option<Spanned<bool>> {
        let read = match &value.value {
            Value::Bool(is) => Some(*is),
            Value::Plain(text) => bool_of_plain(text),
            _ => None,
        };
        match read {
            Some(is) => Some(Spanned::new(is, value.span)),
            None => self.mismatch(key, "true or false", value, "write true or false, unquoted"),
        }
    }

    /// Returns the whole number of a value.
    pub fn integer_at(&mut self, key: &str, value: &Spanned<Value>) -> Option<Spanned<i64>> {
        let read = match &value.value {
            Value::Integer(number) => Some(*number),
            Value::Plain(text) => text.parse().ok(),
            _ => None,
        };
        match read {
            Some(number) => Some(Spanned::new(number, value.span)),
            None => self.mismatch(key, "a whole number", value, "write it without quotes"),
        }
    }

    /// Returns the whole number of a value, where it is at least `least`.
    pub fn count_at(
        &mut self,
        key: &str,
        value: &Spanned<Value>,
        least: u32,
    ) -> Option<Spanned<u32>> {
        let number = self.integer_at(key, value)?;
        match u32::try_from(number.value) {
            Ok(count) if count >= least => Some(Spanned::new(count, value.span)),
            _ => {
                let message = format!("`{key}` wants a whole number of at least {least}");
                self.wrong(value.span, message, None);
                None
            }
        }
    }

    /// Returns the number of a value; infinity is no number here.
    pub fn number_at(&mut self, key: &str, value: &Spanned<Value>) -> Option<Spanned<f64>> {
        let number = self.bound_at(key, value)?;
        if number.value.is_finite() {
            return Some(number);
        }
        self.wrong(value.span, format!("`{key}` wants a finite number"), None);
        None
    }

    /// Returns the number of a value, which may be infinite, as an end of a range may.
    pub fn bound_at(&mut self, key: &str, value: &Spanned<Value>) -> Option<Spanned<f64>> {
        let read = match &value.value {
            #[expect(clippy::cast_precision_loss, reason = "the nearest float is what is meant")]
            Value::Integer(number) => Some(*number as f64),
            Value::Float(number) => Some(*number),
            Value::Plain(text) => match text.as_str() {
                ".inf" | "+.inf" | "inf" => Some(f64::INFINITY),
                "-.inf" | "-inf" => Some(f64::NEG_INFINITY),
                text => json_of_plain(text).as_f64(),
            },
            _ => None,
        };
        match read.filter(|number| !number.is_nan()) {
            Some(number) => Some(Spanned::new(number, value.span)),
            None => self.mismatch(key, "a number", value, "write it without quotes or unit"),
        }
    }

    /// Reads a table with a reader of its own.
    pub fn table_at<T>(
        &mut self,
        key: &str,
        value: &Spanned<Value>,
        place: &str,
        read: impl FnOnce(&mut Reader<'_, '_>) -> T,
    ) -> Option<Spanned<T>> {
        let Value::Table(table) = &value.value else {
            return self.mismatch(key, "a table", value, "write { key = value }");
        };
        let mut reader = Reader::new(table, self.path, place, self.findings);
        let read = read(&mut reader);
        reader.finish();
        Some(Spanned::new(read, value.span))
    }

    /// Tells what was wanted and what was found; says nothing where there is no value, or where it
    /// was told already that it cannot be read.
    pub fn mismatch<T>(
        &mut self,
        key: &str,
        wanted: &str,
        value: &Spanned<Value>,
        hint: &str,
    ) -> Option<T> {
        if !matches!(value.value, Value::Empty | Value::Broken) {
            let message = format!("`{key}` wants {wanted}, not {}", value.value.found());
            self.wrong(value.span, message, Some(hint));
        }
        None
    }
}

fn has_shape_of_date(text: &str) -> bool {
    let is_digit = |letter: char| letter.is_ascii_digit();
    let mut parts = text.splitn(3, '-');
    let lengths = [4, 2, 2];
    lengths.iter().all(|length| {
        parts.next().is_some_and(|part| part.len() == *length && part.chars().all(is_digit))
    })
}
