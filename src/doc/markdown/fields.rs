//! What marks and braces say about an item, put into its fields.
//!
//! Duty: each mark and each key fills one field. Inputs: a [`Tail`], or the cells of a table row.
//! Outputs: a [`Filled`]; findings for unknown keys, unreadable values and keys given twice.
//!
//! **Architecture invariants.** The first value of a field stays; a second is a finding, never a
//! silent change.

use super::braces::Token;
use super::marks::{Day, Marks, Tail, person};
use super::values;
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::doc::{Fields, Text};
use crate::id::{Date, RelPath, Span, Spanned};
use crate::kind::ItemKind;

/// The fields of an item, and what its braces say beside them.
pub(super) struct Filled<'a> {
    kind: ItemKind,
    path: &'a RelPath,
    findings: &'a mut Vec<Diagnostic>,
    /// The fields.
    pub(super) fields: Fields,
    /// The pinned id.
    pub(super) id: Option<Text>,
    /// Audiences of `visible-to`.
    pub(super) visible_to: Option<Vec<String>>,
}

impl<'a> Filled<'a> {
    /// Returns the fields that a tail fills.
    pub(super) fn new(
        kind: ItemKind,
        path: &'a RelPath,
        findings: &'a mut Vec<Diagnostic>,
        tail: Tail,
    ) -> Filled<'a> {
        let fields = Fields::default();
        let mut filled = Filled { kind, path, findings, fields, id: None, visible_to: None };
        filled.take_marks(tail.marks);
        for token in tail.braces.into_iter().flat_map(|braces| braces.tokens) {
            match token {
                Token::Id(id) => {
                    let (name, span) = (format!("#{}", id.value), id.span);
                    if put(&mut filled.id, id) {
                        filled.twice(&name, span);
                    }
                }
                Token::Class(class) => filled.class(class),
                Token::Pair { key, value } => filled.pair(&key, value),
            }
        }
        filled
    }

    fn take_marks(&mut self, marks: Marks) {
        let fields = &mut self.fields;
        fields.person = marks.person;
        fields.word = marks.word;
        fields.reference = marks.reference;
        let date = marks.date.and_then(|day| self.day(day));
        if self.kind == ItemKind::Action {
            self.fields.due = date;
        } else {
            self.fields.on = date;
        }
        if let Some(measure) = marks.measure {
            self.fields.kpi = Some(measure.kpi);
            self.fields.number = measure.number;
            self.fields.due = measure.by.and_then(|day| self.day(day));
        }
    }

    fn class(&mut self, class: Text) {
        let spoken = class.value.replace('-', " ");
        match self.kind.words().iter().find(|word| word.eq_ignore_ascii_case(&spoken)) {
            Some(word) => {
                let word = Spanned::new((*word).to_owned(), class.span);
                let name = format!(".{}", class.value);
                if put(&mut self.fields.word, word) {
                    self.twice(&name, class.span);
                }
            }
            None => self.fields.classes.push(class),
        }
    }

    /// Takes one key and its value.
    pub(super) fn pair(&mut self, key: &Text, value: Text) {
        let name = key.value.as_str();
        if !self.kind.keys().contains(&name) {
            self.unknown(key);
            return;
        }
        let (kind, span) = (self.kind, key.span);
        let fields = &mut self.fields;
        let is_second = match name {
            "kpi" | "measured-by" => put(&mut fields.kpi, unlinked(value)),
            "lesson" | "repeats" | "in" => put(&mut fields.reference, unlinked(value)),
            "parent" => put(&mut fields.parent, unlinked(value)),
            "counter" => put(&mut fields.counter, unlinked(value)),
            "by" if matches!(kind, ItemKind::Objective | ItemKind::Impact) => {
                let date = self.date(&value);
                date.is_some_and(|date| put(&mut self.fields.due, date))
            }
            "by" | "owner" => put(&mut fields.person, unsigned(value)),
            "saved" => put(&mut fields.saved, value),
            "because" => put(&mut fields.because, value),
            "done-when" => put(&mut fields.done_when, value),
            "scope" => put(&mut fields.scope, value),
            "on" | "asked" => self.date(&value).is_some_and(|date| put(&mut self.fields.on, date)),
            "due" => self.date(&value).is_some_and(|date| put(&mut self.fields.due, date)),
            "answered" => {
                self.date(&value).is_some_and(|date| put(&mut self.fields.answered, date))
            }
            "closed" => self.date(&value).is_some_and(|date| put(&mut self.fields.closed, date)),
            "target" | "expect" | "observed" => self
                .read(&value, values::number, "a number", "write a plain decimal, such as -6")
                .is_some_and(|number| put(&mut self.fields.number, number)),
            "effort" => self
                .read(&value, values::effort, "an effort", "write 10..25d, 2..4w or 10d")
                .is_some_and(|effort| put(&mut self.fields.effort, effort)),
            "confidence" => self
                .read(&value, confidence, "between 0 and 1", "write a share, such as 0.6")
                .is_some_and(|share| put(&mut self.fields.confidence, share)),
            "n" => self
                .read(&value, |text| text.parse().ok(), "a count", "write a whole number")
                .is_some_and(|count| put(&mut self.fields.n, count)),
            "visible-to" => put(&mut self.visible_to, audiences(&value.value)),
            _ => false,
        };
        if is_second {
            self.twice(name, span);
        }
    }

    /// Returns the day of a mark, or tells that it is none.
    fn day(&mut self, day: Spanned<Day>) -> Option<Spanned<Date>> {
        match day.value {
            Ok(date) => Some(Spanned::new(date, day.span)),
            Err(written) => self.date(&Spanned::new(written, day.span)),
        }
    }

    fn date(&mut self, value: &Text) -> Option<Spanned<Date>> {
        let date = self.read_date(value);
        self.fields.has_broken_date |= date.is_none();
        date
    }

    fn read_date(&mut self, value: &Text) -> Option<Spanned<Date>> {
        self.read(value, Date::parse, "a date", "write year, month and day: 2026-01-27")
    }

    fn read<T>(
        &mut self,
        value: &Text,
        read: impl Fn(&str) -> Option<T>,
        what: &str,
        hint: &str,
    ) -> Option<Spanned<T>> {
        let found = read(&value.value).map(|found| Spanned::new(found, value.span));
        if found.is_none() {
            let message = format!("`{}` is not {what}", value.value);
            self.report(Diagnostic::new(Code(3), self.path, value.span, message).hint(hint));
        }
        found
    }

    fn unknown(&mut self, key: &Text) {
        let name = self.kind.name();
        let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        let message = format!("unknown key `{}` on {article} {name}", key.value);
        let keys = self.kind.keys();
        let hint = did_you_mean(&key.value, keys.iter().copied())
            .unwrap_or_else(|| format!("{article} {name} takes {}", keys.join(", ")));
        self.report(Diagnostic::new(Code(2), self.path, key.span, message).hint(hint));
    }

    fn twice(&mut self, key: &str, span: Span) {
        self.report(told_twice(self.path, key, span));
    }

    fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }
}

/// Returns the finding about a key that is given a second time.
pub(super) fn told_twice(path: &RelPath, key: &str, span: Span) -> Diagnostic {
    let message = format!("`{key}` says again what is said before it");
    let hint = "keep one of the two; the first one counts";
    Diagnostic::new(Code(9), path, span, message).hint(hint)
}

/// Fills an empty slot; returns whether it was full before.
pub(super) fn put<T>(slot: &mut Option<T>, value: T) -> bool {
    if slot.is_some() {
        return true;
    }
    *slot = Some(value);
    false
}

fn confidence(text: &str) -> Option<f64> {
    values::plain_decimal(text).filter(|share| *share <= 1.0)
}

/// Returns the audiences of `a b` or `a,b`.
pub(super) fn audiences(value: &str) -> Vec<String> {
    let names = value.split(|letter: char| letter == ',' || letter.is_whitespace());
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Takes the brackets from `[[csat]]`, as cells write it.
fn unlinked(value: Text) -> Text {
    let Some(inside) = value.value.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"))
    else {
        return value;
    };
    let target = inside.split('|').next().unwrap_or("");
    let target = target.strip_suffix('\\').unwrap_or(target).trim_end();
    let from = value.span.start as usize + 2 + (target.len() - target.trim_start().len());
    let target = target.trim_start();
    Spanned::new(target.to_owned(), Span::new(from, from + target.len()))
}

/// Takes the sign from `@mina`.
fn unsigned(value: Text) -> Text {
    match person(&value.value) {
        Some(name) => {
            let span = Span::new(value.span.start as usize + 1, value.span.end as usize);
            Spanned::new(name.to_owned(), span)
        }
        None => value,
    }
}
