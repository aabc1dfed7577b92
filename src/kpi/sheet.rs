//! The places of cells in the text of a data file, and what is wrong there.

use std::borrow::Cow;

use crate::diag::{Code, Diagnostic};
use crate::id::{RelPath, Span};

/// Findings beyond this many in one file are summed up, so that a wrong file of a million rows stays
/// readable.
pub(super) const MOST: usize = 20;

/// The text of a data file that is being read.
pub(super) struct Sheet<'a> {
    pub(super) path: &'a RelPath,
    pub(super) text: &'a str,
    /// Where the first row starts.
    pub(super) start: usize,
    /// What separates its cells.
    pub(super) between: u8,
    pub(super) findings: Vec<Diagnostic>,
    untold: usize,
}

/// Returns what a cell of a text holds, without the quotes around it.
pub(super) fn held(text: &str, cell: Span) -> &str {
    cell.of(text).trim().trim_matches('"').trim()
}

impl<'a> Sheet<'a> {
    /// Returns a file of which nothing was read so far.
    pub(super) fn new(path: &'a RelPath, text: &'a str) -> Sheet<'a> {
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Sheet { path, text, start, between: b',', findings: Vec::new(), untold: 0 }
    }

    /// Tells what is wrong at a place.
    pub(super) fn tell(&mut self, span: Span, message: String, hint: &str) {
        self.tell_at(self.path, span, message, hint);
    }

    /// Tells what is wrong at a place of another file, which says how this one is to be read.
    pub(super) fn tell_at(&mut self, path: &RelPath, span: Span, message: String, hint: &str) {
        self.add(Diagnostic::new(Code(601), path, span, message).hint(hint));
    }

    /// Adds a finding that somebody else made of this file.
    pub(super) fn add(&mut self, finding: Diagnostic) {
        match self.findings.len() {
            MOST.. => self.untold += 1,
            _ => self.findings.push(finding),
        }
    }

    /// Returns all that is wrong; what was too much is summed up.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        if self.untold > 0 {
            let message = format!("{} more cells of this file cannot be read", self.untold);
            let mut own = self.findings.iter().rev().filter(|finding| finding.path == *self.path);
            let last = own.next().map_or(Span::new(0, 0), |finding| finding.span);
            let finding = Diagnostic::new(Code(601), self.path, last, message);
            self.findings.push(finding.hint("mend the ones above first; they may have one cause"));
        }
        self.findings
    }

    /// Returns where a record starts: the reader counts the second byte of CRLF, and empty lines, to
    /// the record behind them.
    pub(super) fn record_start(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or(&[]);
        at + rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count()
    }

    /// Returns the line that starts at an offset, without its end.
    pub(super) fn line(&self, at: usize) -> Span {
        let rest = self.text.get(at..).unwrap_or("");
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        Span::new(at, at + end)
    }

    /// Returns the place of a cell in the row that starts at an offset.
    pub(super) fn cell(&self, at: usize, column: usize) -> Span {
        let rest = self.text.get(at..).unwrap_or("");
        let (mut start, mut seen, mut is_quoted) = (0, 0, false);
        for (offset, byte) in rest.bytes().enumerate() {
            match byte {
                // A quote opens at the start of a cell only; inside another it is a letter like any.
                b'"' if is_quoted || offset == start => is_quoted = !is_quoted,
                byte if !is_quoted && (byte == self.between || b"\n\r".contains(&byte)) => {
                    if seen == column {
                        return Span::new(at + start, at + offset);
                    }
                    if byte != self.between {
                        return Span::new(at, at + offset);
                    }
                    seen += 1;
                    start = offset + 1;
                }
                _ => {}
            }
        }
        Span::new(at + start, at + rest.len())
    }
}

/// Returns what separates the cells of a table, as its header has it; what stands in quotes separates none.
pub fn between(table: &str) -> u8 {
    let (mut found, mut is_quoted) = (b',', false);
    for byte in table.trim_start().bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            b'\n' | b'\r' => break,
            b';' => return b';',
            b'\t' => found = b'\t',
            _ => {}
        }
    }
    found
}

/// Returns at most forty characters of a cell for a message.
pub(super) fn short(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Returns a text that people wrote as a cell of CSV, for spreadsheets: one takes some texts for formulas,
/// unless an apostrophe stands before them. A number is none, whatever its sign.
pub fn csv_words(text: &str) -> String {
    let is_number = text.parse::<f64>().is_ok_and(f64::is_finite);
    let guard = if text.starts_with(['=', '+', '-', '@']) && !is_number { "'" } else { "" };
    csv_cell(&format!("{guard}{text}")).into_owned()
}

/// Returns a text as a cell of CSV (RFC 4180).
pub fn csv_cell(text: &str) -> Cow<'_, str> {
    match text.contains(['"', ',', '\n', '\r']) {
        true => Cow::Owned(format!("\"{}\"", text.replace('"', "\"\""))),
        false => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::csv_words;

    #[test]
    fn what_a_spreadsheet_takes_for_a_formula_is_guarded_and_a_number_is_not() {
        for number in ["-1", "0", "+1", "-0.5"] {
            assert_eq!(csv_words(number), number);
        }
        for formula in ["=1", "-1+2", "+A1", "@a", "-", "-inf", "+nan", "- none"] {
            assert_eq!(csv_words(formula), format!("'{formula}"));
        }
        assert_eq!(csv_words("-1,5"), "\"'-1,5\"");
    }
}
