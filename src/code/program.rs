//! Colours of programming languages, by a scan over the text.
//!
//! A scan knows words, strings, numbers and comments; what a name means it tells from its neighbours: a
//! bracket behind it makes a function, a point before it a property. It reads a block in a few thousand
//! instructions.

use std::ops::Range;

use super::colour::{Colour, Runs};

/// What a language is made of.
pub(super) struct Words {
    /// What starts a comment that ends with its line.
    pub(super) line: &'static [&'static str],
    /// What starts and ends a comment of several lines.
    pub(super) block: Option<(&'static str, &'static str)>,
    /// What starts and ends a string that may have several lines; longer ones first.
    pub(super) long: &'static [&'static str],
    /// What starts and ends a string of one line.
    pub(super) short: &'static [char],
    /// Words of the language.
    pub(super) keywords: &'static [&'static str],
    /// Types that are built in.
    pub(super) types: &'static [&'static str],
    /// Values that are built in.
    pub(super) constants: &'static [&'static str],
    /// Whether names with a capital are types.
    pub(super) has_capitals: bool,
}

/// Returns the coloured runs of a program.
pub(super) fn runs(words: &Words, text: &str) -> Runs {
    let mut runs = Runs::default();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let end = if let Some(length) = comment(words, rest) {
            runs.push(at..at + length, Colour::Comment);
            at + length
        } else if let Some(length) = string(words, rest, before(text, at)) {
            runs.push(at..at + length, Colour::Text);
            at + length
        } else if letter.is_ascii_digit() {
            let length = number(rest);
            runs.push(at..at + length, Colour::Constant);
            at + length
        } else if is_of_name(letter) {
            let length = name(rest);
            if let Some(colour) = named(words, text, at..at + length) {
                runs.push(at..at + length, colour);
            }
            at + length
        } else {
            at + letter.len_utf8()
        };
        at = end;
    }
    runs
}

fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphabetic() || letter == '_' || letter == '$'
}

fn name(rest: &str) -> usize {
    rest.find(|letter: char| !is_of_name(letter) && !letter.is_numeric()).unwrap_or(rest.len())
}

/// Returns how long a number is, with its unit or type.
pub(super) fn number(rest: &str) -> usize {
    let mut end = 0;
    for (at, letter) in rest.char_indices() {
        let follows = rest[at + letter.len_utf8()..].chars().next();
        let is_part = letter.is_ascii_alphanumeric()
            || letter == '_'
            || letter == '%'
            || (letter == '.' && follows.is_some_and(|next| next.is_ascii_digit()));
        if !is_part {
            break;
        }
        end = at + letter.len_utf8();
    }
    end
}

/// Returns how long the comment at the start of a text is.
fn comment(words: &Words, rest: &str) -> Option<usize> {
    if words.line.iter().any(|start| rest.starts_with(start)) {
        return Some(line(rest));
    }
    let (start, end) = words.block?;
    let body = rest.strip_prefix(start)?;
    Some(body.find(end).map_or(rest.len(), |found| start.len() + found + end.len()))
}

/// Returns how long the first line is, without its end.
pub(super) fn line(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}

/// Returns how long the string at the start of a text is.
fn string(words: &Words, rest: &str, before: Option<char>) -> Option<usize> {
    if let Some(length) = raw(words, rest, before) {
        return Some(length);
    }
    if let Some(quote) = words.long.iter().find(|quote| rest.starts_with(**quote)) {
        return Some(quoted(rest, quote, true).unwrap_or(rest.len()));
    }
    let quote = words.short.iter().find(|quote| rest.starts_with(**quote))?;
    let length = quoted(rest, quote.encode_utf8(&mut [0; 4]), false);
    if *quote == '\'' && words.keywords.contains(&"impl") {
        // In Rust most of these stand before the name of a lifetime.
        let is_letter = |length: &usize| *length <= 3 || rest.starts_with("'\\");
        return length.filter(is_letter);
    }
    Some(length.unwrap_or_else(|| line(rest)))
}

/// Returns how long a string is in which nothing is escaped, as Rust writes it.
fn raw(words: &Words, rest: &str, before: Option<char>) -> Option<usize> {
    if !words.keywords.contains(&"impl") || before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let body = rest.strip_prefix('r')?;
    let hashes = body.bytes().take_while(|byte| *byte == b'#').count();
    let body = body[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = rest.len() - body.len();
    Some(body.find(&end).map_or(rest.len(), |found| start + found + end.len()))
}

/// Returns how long a string between two quotes is; `None` where it has no end.
pub(super) fn quoted(rest: &str, quote: &str, is_long: bool) -> Option<usize> {
    let mut at = quote.len();
    loop {
        let tail = rest.get(at..)?;
        if tail.starts_with(quote) {
            return Some(at + quote.len());
        }
        let letter = tail.chars().next()?;
        if letter == '\n' && !is_long {
            return None;
        }
        at += letter.len_utf8();
        if letter == '\\' {
            at += tail[1..].chars().next()?.len_utf8();
        }
    }
}

/// Returns the colour of a name.
fn named(words: &Words, text: &str, range: Range<usize>) -> Option<Colour> {
    let word = &text[range.clone()];
    let is_member =
        text[..range.start].ends_with(['.', '>']) && !text[..range.start].ends_with("=>");
    if !is_member {
        if words.keywords.contains(&word) {
            return Some(Colour::Keyword);
        }
        if words.constants.contains(&word) {
            return Some(Colour::Constant);
        }
        if words.types.contains(&word) {
            return Some(Colour::Type);
        }
    }
    let rest = &text[range.end..];
    let rest = if words.keywords.contains(&"impl") { rest.trim_start_matches('!') } else { rest };
    if rest.starts_with('(') {
        return Some(Colour::Function);
    }
    let is_capital = word.starts_with(|letter: char| letter.is_uppercase());
    if words.has_capitals && is_capital {
        let is_shouted = word.len() > 1 && !word.contains(|letter: char| letter.is_lowercase());
        return Some(if is_shouted { Colour::Constant } else { Colour::Type });
    }
    is_member.then_some(Colour::Property)
}
