//! From byte offsets to lines and columns.

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

/// Returns the lines and columns of a span in `text`; a span past its end lies at its end.
pub fn locate(text: &str, span: Span) -> Located {
    Located { start: position(text, span.start as usize), end: position(text, span.end as usize) }
}

fn position(text: &str, offset: usize) -> Position {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    // A byte order mark is no character that an author could count.
    let column = before[line_start..].chars().filter(|letter| *letter != '\u{feff}').count() + 1;
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Position { line: small(line), column: small(column) }
}
