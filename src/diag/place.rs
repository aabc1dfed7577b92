//! From byte offsets to lines and columns.
//!
//! **Architecture invariants.** A text is counted once, however many places in it are asked for.

use crate::id::Span;

/// A line and a column, both counted from 1; columns count characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// Where a span begins and ends, in lines and columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Located {
    /// The first character.
    pub start: Position,
    /// One past the last character.
    pub end: Position,
}

/// Returns the lines and columns of a span in `text`; a span past its end lies at its end. Who asks
/// for several places in a text asks its [`Lines`].
pub fn locate(text: &str, span: Span) -> Located {
    Lines::of(text).locate(span)
}

/// Returns the line and the column at which a span in `text` starts; a span past its end starts there. The
/// text before it is counted for each call: who asks for many places in a text asks its [`Lines`].
fn start(text: &str, span: Span) -> Position {
    let offset = floor(text, span.start as usize);
    let before = &text.as_bytes()[..offset];
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let mut column = characters(&before[line_start..]) + 1;
    // A byte order mark is no character that an author could count.
    if line_start == 0 && offset > 0 && text.starts_with('\u{feff}') {
        column -= 1;
    }
    let line = memchr::memchr_iter(b'\n', before).count() + 1;
    Position { line: small(line), column: small(column) }
}

/// How many places of a text are counted one by one: most texts are asked for one or two.
const FEW: usize = 8;

/// Returns what tells the line and the column at which a span in `text` starts, when it is asked for so
/// many places.
pub fn starts(text: &str, places: usize) -> impl Fn(Span) -> Position {
    let lines = (places > FEW).then(|| Lines::of(text));
    move |span| match &lines {
        Some(lines) => lines.position(span.start as usize),
        None => start(text, span),
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Returns the offset, moved back into a text and to the start of a character.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// How many bytes lie between two places whose characters are counted.
const STEP: usize = 512;

/// A line of more bytes is too long to be counted again for each place in it.
const LONG: usize = 8 * STEP;

/// A text whose lines are counted, and whose characters where a line is long.
pub struct Lines<'a> {
    text: &'a str,
    /// Where each line starts.
    starts: Vec<usize>,
    /// How many characters start before each multiple of [`STEP`] bytes; empty where every line is
    /// short, as in nearly all texts.
    counts: Vec<usize>,
}

/// A line with its place.
pub(super) struct Line<'a> {
    /// Its number, from 1.
    pub(super) number: usize,
    /// Where it starts in the text.
    pub(super) start: usize,
    /// What it says, without its end.
    pub(super) text: &'a str,
}

impl<'a> Lines<'a> {
    /// Counts a text.
    pub fn of(text: &'a str) -> Lines<'a> {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let mut starts = Vec::with_capacity(ends.clone().count() + 1);
        starts.push(0);
        starts.extend(ends.map(|at| at + 1));
        let next = starts.iter().skip(1).copied().chain([text.len()]);
        let is_long = starts.iter().zip(next).any(|(start, next)| next - start > LONG);
        let counts = if is_long { counts(text) } else { Vec::new() };
        Lines { text, starts, counts }
    }

    /// Returns the lines and columns of a span; a span past the end of the text lies at its end.
    pub fn locate(&self, span: Span) -> Located {
        Located { start: self.position(span.start as usize), end: self.position(span.end as usize) }
    }

    /// Returns the offset, moved back into the text and to the start of a character.
    pub(super) fn floor(&self, offset: usize) -> usize {
        floor(self.text, offset)
    }

    /// Returns the line in which an offset lies.
    pub(super) fn line(&self, offset: usize) -> Line<'a> {
        let number = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(number - 1).copied().unwrap_or(0);
        let end = self.starts.get(number).map_or(self.text.len(), |next| next - 1);
        let text = self.text.get(start..end).unwrap_or("");
        Line { number, start, text: text.strip_suffix('\r').unwrap_or(text) }
    }

    fn position(&self, offset: usize) -> Position {
        let offset = self.floor(offset);
        let line = self.line(offset);
        let mut column = self.between(line.start, offset) + 1;
        // A byte order mark is no character that an author could count.
        if line.start == 0 && offset > 0 && self.text.starts_with('\u{feff}') {
            column -= 1;
        }
        Position { line: small(line.number), column: small(column) }
    }

    /// Returns how many characters start between two offsets.
    fn between(&self, start: usize, end: usize) -> usize {
        match self.counts.is_empty() {
            true => characters(self.text.as_bytes().get(start..end).unwrap_or(&[])),
            false => self.count(end) - self.count(start),
        }
    }

    /// Returns how many characters start before an offset.
    fn count(&self, offset: usize) -> usize {
        let step = offset / STEP;
        let rest = self.text.as_bytes().get(step * STEP..offset).unwrap_or(&[]);
        self.counts.get(step).copied().unwrap_or(0) + characters(rest)
    }
}

/// Returns how many characters start before each multiple of [`STEP`] bytes.
fn counts(text: &str) -> Vec<usize> {
    let mut counts = vec![0];
    let mut count = 0;
    for chunk in text.as_bytes().chunks(STEP) {
        count += characters(chunk);
        counts.push(count);
    }
    counts
}

/// Returns how many characters start in some bytes of a text.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_are_those_that_counting_from_the_start_gives() {
        for letters in [900, 9000] {
            counts_as_from_the_start(&format!(
                "\u{feff}ä\r\nb\n\n{}日本{}\nlast",
                "x".repeat(700),
                "é".repeat(letters)
            ));
        }
    }

    fn counts_as_from_the_start(text: &str) {
        let lines = Lines::of(text);
        let (mut line, mut column) = (1, 1);
        for (at, letter) in text.char_indices() {
            let place = lines.locate(Span::new(at, text.len() + 9));
            assert_eq!(start(text, Span::new(at, at)), place.start, "{at}");
            assert_eq!(place.start, Position { line, column }, "{at}");
            assert_eq!(place.end, Position { line: 5, column: 5 });
            match letter {
                '\n' => (line, column) = (line + 1, 1),
                '\u{feff}' => {}
                _ => column += 1,
            }
        }
    }
}
