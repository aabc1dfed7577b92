//! Targets of links: what may be linked, and where a target stands in the source.
//!
//! **Architecture invariants.** A target is judged after everything that a browser would undo:
//! entities, control characters, white space, case.

use std::ops::Range;

/// Schemes that run a script or smuggle a document in.
const REFUSED: [&str; 3] = ["javascript", "vbscript", "data"];

/// Returns the scheme of a target that must not be linked.
pub(super) fn refused_scheme(target: &str) -> Option<&'static str> {
    let mut scheme = String::new();
    for letter in target.chars() {
        if letter == ':' {
            return REFUSED.into_iter().find(|refused| *refused == scheme);
        }
        if letter.is_whitespace() || letter.is_control() {
            continue;
        }
        if scheme.len() > 10 || !letter.is_ascii_alphabetic() {
            return None;
        }
        scheme.push(letter.to_ascii_lowercase());
    }
    None
}

/// Returns an attribute's value with its entities undone: all numeric ones, and the named ones that
/// can change what a target means.
pub(super) fn decode_entities(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        match entity(rest) {
            Some((letter, length)) => {
                text.push(letter);
                rest = &rest[length..];
            }
            None => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    text
}

fn entity(text: &str) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 12] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&apos;", '\''),
        ("&colon;", ':'),
        ("&Tab;", '\t'),
        ("&NewLine;", '\n'),
        ("&nbsp;", '\u{a0}'),
        ("&num;", '#'),
        ("&sol;", '/'),
        ("&amp", '&'),
    ];
    let Some(number) = text.strip_prefix("&#") else {
        let (name, letter) = NAMED.iter().find(|(name, _)| text.starts_with(name))?;
        return Some((*letter, name.len()));
    };
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let length = digits.find(|letter: char| !letter.is_digit(radix)).unwrap_or(digits.len());
    let code = u32::from_str_radix(digits.get(..length)?, radix).ok()?;
    let letter = char::from_u32(code).unwrap_or('\u{fffd}');
    let closed = usize::from(digits[length..].starts_with(';'));
    Some((letter, text.len() - digits.len() + length + closed))
}

/// Returns a fragment with `%41` undone.
pub(super) fn decode_percent(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|digits| {
            let digits = std::str::from_utf8(digits).ok()?;
            u8::from_str_radix(digits, 16).ok()
        });
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Returns where the target of `[text](target "title")` stands, looked for from the end of the text
/// on; `None` where it is empty or cannot be found.
pub(super) fn inline_target(source: &str, from: usize, end: usize) -> Option<Range<usize>> {
    let at = from + source.get(from..end)?.find("](")? + 2;
    destination(source, at, end)
}

/// Returns where the target of `[label]: target "title"` stands.
pub(super) fn definition_target(source: &str, range: Range<usize>) -> Option<Range<usize>> {
    let at = range.start + source.get(range.clone())?.find("]:")? + 2;
    destination(source, at, range.end)
}

fn destination(source: &str, at: usize, end: usize) -> Option<Range<usize>> {
    let rest = source.get(at..end)?;
    let at = at + rest.len() - rest.trim_start().len();
    let rest = source.get(at..end)?;
    let (start, text) = match rest.strip_prefix('<') {
        Some(text) => (at + 1, text),
        None => (at, rest),
    };
    let is_pointed = start > at;
    let mut depth = 0_u32;
    let mut escaped = false;
    let mut length = text.len();
    for (offset, letter) in text.char_indices() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match letter {
            '\\' => escaped = true,
            '>' if is_pointed => {
                length = offset;
                break;
            }
            _ if is_pointed => {}
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            ')' => {
                length = offset;
                break;
            }
            letter if letter.is_whitespace() => {
                length = offset;
                break;
            }
            _ => {}
        }
    }
    (length > 0).then_some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disguised_schemes_are_refused() {
        for target in [
            "javascript:x",
            " JaVaScRiPt:x",
            "java\nscript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript\t:x",
        ] {
            assert!(refused_scheme(target).is_some(), "{target:?}");
        }
        for value in [
            "&#106;avascript:x",
            "&#x6A;avascript&colon;x",
            "java&Tab;script:x",
            "&#106avascript:x",
        ] {
            assert!(refused_scheme(&decode_entities(value)).is_some(), "{value:?}");
        }
    }

    #[test]
    fn ordinary_targets_pass() {
        for target in [
            "briefs/pay.md",
            "https://x.example/javascript:",
            "#javascript:",
            "brief:pay",
            "mailto:a@b.example",
            "dataset.csv",
            "",
            ":",
        ] {
            assert_eq!(refused_scheme(target), None, "{target:?}");
        }
    }

    #[test]
    fn targets_are_found_between_text_and_title() {
        let found = |source: &'static str| {
            inline_target(source, 1, source.len()).map(|range| &source[range])
        };
        assert_eq!(found("[a](b.md)"), Some("b.md"));
        assert_eq!(found("[a]( <b c.md> \"t\")"), Some("b c.md"));
        assert_eq!(found("[a](b(1).md 't')"), Some("b(1).md"));
        assert_eq!(found("[a]()"), None);
        assert_eq!(definition_target("[x]: <y z> 't'", 0..14), Some(6..9));
    }
}
