//! Marks: the trailing run of people, dates, words and references at the end of an item's title.
//!
//! Duty: split a title from the data behind it. Inputs: the text of the file, the stretch of it that
//! holds the title, the kind of the item. Outputs: a [`Tail`] with the place where the title ends.
//!
//! **Architecture invariants.** Read from the source and from its end, so that Markdown cannot tear a
//! mark apart. A mark that the kind does not list, or a second of its sort, ends the run. Nothing
//! here complains: what is no mark is text, and a date that no calendar has is told by who reads it.

use std::ops::Range;

use super::braces::{self, Braces};
use super::values;
use crate::doc::{Number, Text};
use crate::id::{Date, Span, Spanned};
use crate::kind::{ItemKind, Mark};

/// The data at the end of a title.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Tail {
    /// Where the title ends, white space excluded.
    pub(super) cut: usize,
    /// The marks.
    pub(super) marks: Marks,
    /// The braces.
    pub(super) braces: Option<Braces>,
}

/// At most one mark of each sort.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Marks {
    /// `@mina`, without its sign.
    pub(super) person: Option<Text>,
    /// `2026-01-27`.
    pub(super) date: Option<Spanned<Day>>,
    /// `(adopted)`, in lower case and without parentheses.
    pub(super) word: Option<Text>,
    /// `[[retro-wallet#no-flag]]`, without brackets and without a text of its own.
    pub(super) reference: Option<Text>,
    /// `[[csat]] +3 by 2026-06-30`.
    pub(super) measure: Option<Measure>,
}

/// A KPI, and how far it should be, by when.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Measure {
    /// The KPI.
    pub(super) kpi: Text,
    /// The number, where there is one.
    pub(super) number: Option<Spanned<Number>>,
    /// The date after `by`, where there is one.
    pub(super) by: Option<Spanned<Day>>,
}

/// A day, or what is written like one and is none: `2026-02-30`.
pub(super) type Day = Result<Date, String>;

/// Returns what ends `text[region]`: braces and, on items, marks before them.
pub(super) fn tail(text: &str, region: Range<usize>, kind: Option<ItemKind>) -> Tail {
    let start = region.start;
    let mut end = trimmed_end(text, start, region.end);
    let braces = braces::at_end(text, start, end);
    if let Some(braces) = &braces {
        end = trimmed_end(text, start, braces.span.start as usize);
    }
    let mut marks = Marks::default();
    if let Some(kind) = kind {
        // A full stop may end the line that marks are written into.
        let has_stop = text.get(start..end).is_some_and(|stretch| stretch.ends_with('.'));
        let mut at = trimmed_end(text, start, end - usize::from(has_stop));
        while let Some(before) = last_mark(text, start, at, kind, &mut marks) {
            at = trimmed_end(text, start, before);
            end = at;
        }
    }
    Tail { cut: end, marks, braces }
}

fn trimmed_end(text: &str, start: usize, end: usize) -> usize {
    start + text.get(start..end).map_or(0, |stretch| stretch.trim_end().len())
}

/// Takes the mark that ends `text[start..end]` and returns where it begins.
fn last_mark(
    text: &str,
    start: usize,
    end: usize,
    kind: ItemKind,
    marks: &mut Marks,
) -> Option<usize> {
    let listed = kind.marks();
    let takes = |mark: Mark| listed.contains(&mark);
    let token = last_token(text, start, end);
    if takes(Mark::Person)
        && marks.person.is_none()
        && let Some(person) = person(token.of(text))
    {
        let span = Span::new(token.start as usize + 1, end);
        marks.person = Some(Spanned::new(person.to_owned(), span));
        return Some(token.start as usize);
    }
    if takes(Mark::Date)
        && marks.date.is_none()
        && let Some(day) = day(token.of(text))
    {
        marks.date = Some(Spanned::new(day, token));
        return Some(token.start as usize);
    }
    if takes(Mark::Word)
        && marks.word.is_none()
        && let Some((word, open)) = word(text, start, end, kind)
    {
        marks.word = Some(word);
        return Some(open);
    }
    if takes(Mark::Reference)
        && marks.reference.is_none()
        && let Some((reference, open)) = reference(text, start, end)
    {
        marks.reference = Some(reference);
        return Some(open);
    }
    if takes(Mark::Measure)
        && marks.measure.is_none()
        && let Some((measure, open)) = measure(text, start, end)
    {
        marks.measure = Some(measure);
        return Some(open);
    }
    None
}

/// Returns the place of what follows the last white space.
fn last_token(text: &str, start: usize, end: usize) -> Span {
    let stretch = text.get(start..end).unwrap_or("");
    let blank = stretch.char_indices().rev().find(|(_, letter)| letter.is_whitespace());
    let from = blank.map_or(0, |(at, letter)| at + letter.len_utf8());
    Span::new(start + from, end)
}

/// Reads `@mina`: letters, digits and `-_.`, a letter or digit last, so that a full stop after a name
/// in prose is no part of it.
pub(super) fn person(token: &str) -> Option<&str> {
    let name = token.strip_prefix('@')?;
    let fits = name.chars().all(|letter| letter.is_alphanumeric() || "-_.".contains(letter));
    (fits && name.ends_with(char::is_alphanumeric)).then_some(name)
}

/// Reads what is written like a day.
fn day(token: &str) -> Option<Day> {
    let mut shape = token.bytes().zip(*b"dddd-dd-dd");
    let fits = token.len() == 10
        && shape.all(|(byte, sign)| byte == sign || (sign == b'd' && byte.is_ascii_digit()));
    fits.then(|| Date::parse(token).ok_or_else(|| token.to_owned()))
}

/// No word is longer than this many bytes, parentheses included.
const LONGEST_WORD: usize = 16;

fn word(text: &str, start: usize, end: usize, kind: ItemKind) -> Option<(Text, usize)> {
    let stretch = text.get(start..end)?;
    let inside = stretch.strip_suffix(')')?;
    let open = inside.rfind('(').filter(|open| end - start - open <= LONGEST_WORD)?;
    if !stands_alone(stretch, open) {
        return None;
    }
    let written = &inside[open + 1..];
    let known = kind.words().iter().find(|word| word.eq_ignore_ascii_case(written))?;
    let span = Span::new(start + open + 1, end - 1);
    Some((Spanned::new((*known).to_owned(), span), start + open))
}

fn reference(text: &str, start: usize, end: usize) -> Option<(Text, usize)> {
    let stretch = text.get(start..end)?;
    let inside = stretch.strip_suffix("]]")?;
    let open = inside.rfind("[[").filter(|open| stands_alone(stretch, *open))?;
    let written = &inside[open + 2..];
    if written.contains(['[', ']', '\n', '\r']) {
        return None;
    }
    let target = written.split('|').next().unwrap_or("");
    // In a table the bar is written `\|`.
    let target = target.strip_suffix('\\').unwrap_or(target);
    let lead = target.len() - target.trim_start().len();
    let target = target.trim();
    if target.is_empty() {
        return None;
    }
    let at = start + open + 2 + lead;
    let span = Span::new(at, at + target.len());
    Some((Spanned::new(target.to_owned(), span), start + open))
}

fn measure(text: &str, start: usize, end: usize) -> Option<(Measure, usize)> {
    let mut end = end;
    let mut by = None;
    let mut number = None;
    let token = last_token(text, start, end);
    if let Some(day) = day(token.of(text)) {
        let before = trimmed_end(text, start, token.start as usize);
        let word = last_token(text, start, before);
        if word.of(text) != "by" {
            return None;
        }
        by = Some(Spanned::new(day, token));
        end = trimmed_end(text, start, word.start as usize);
    }
    let token = last_token(text, start, end);
    if let Some(read) = values::number(token.of(text)) {
        number = Some(Spanned::new(read, token));
        end = trimmed_end(text, start, token.start as usize);
    }
    let (kpi, open) = reference(text, start, end)?;
    Some((Measure { kpi, number, by }, open))
}

/// Returns whether the character at `at` starts the stretch or follows white space.
fn stands_alone(stretch: &str, at: usize) -> bool {
    stretch
        .get(..at)
        .is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace))
}
