//! Numbers and efforts as marks and braces write them.
//!
//! Duty: texts of a few characters become values. **Architecture invariants.** What cannot be read is
//! `None`; the caller knows the place and says so.

use crate::doc::body::{Effort, Number};

/// The minus sign of typographers, which editors put in place of the hyphen.
const MINUS: char = '\u{2212}';

/// Reads `-6`, `+3`, `25`, `-10%`, `4.4`: a sign or none, digits, a fraction or none, `%` or none.
pub(super) fn number(text: &str) -> Option<Number> {
    let (is_signed, negative, rest) = match text.chars().next()? {
        '+' => (true, false, &text[1..]),
        '-' => (true, true, &text[1..]),
        MINUS => (true, true, &text[MINUS.len_utf8()..]),
        _ => (false, false, text),
    };
    let (digits, is_percent) = match rest.strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (rest, false),
    };
    let size = plain_decimal(digits)?;
    Some(Number { value: if negative { -size } else { size }, is_signed, is_percent })
}

/// Reads `10..25d`, `2..4w` or `10d`; the low end comes first.
pub(super) fn effort(text: &str) -> Option<Effort> {
    let unit = text.chars().next_back().filter(|unit| matches!(unit, 'd' | 'w'))?;
    let range = &text[..text.len() - 1];
    let (low, high) = range.split_once("..").unwrap_or((range, range));
    let (low, high) = (plain_decimal(low)?, plain_decimal(high)?);
    (low <= high).then_some(Effort { low, high, unit })
}

/// Reads digits with at most one point between them.
pub(super) fn plain_decimal(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_sign_and_percent() {
        let read = |text| number(text).map(|read| (read.value, read.is_signed, read.is_percent));
        assert_eq!(read("-6"), Some((-6.0, true, false)));
        assert_eq!(read("\u{2212}6"), Some((-6.0, true, false)));
        assert_eq!(read("+3"), Some((3.0, true, false)));
        assert_eq!(read("25"), Some((25.0, false, false)));
        assert_eq!(read("-10%"), Some((-10.0, true, true)));
        assert_eq!(read("4.4"), Some((4.4, false, false)));
    }

    #[test]
    fn what_only_looks_like_a_number_is_none() {
        for text in ["", "+", "-", "%", "1,5", "1.", ".5", "1e3", "inf", "NaN", "--1", "1 %", "6pt"]
        {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(number(&"9".repeat(400)), None);
    }

    #[test]
    fn efforts_are_ranges_or_one_number() {
        let read = |text| effort(text).map(|read| (read.low, read.high, read.unit));
        assert_eq!(read("10..25d"), Some((10.0, 25.0, 'd')));
        assert_eq!(read("2.5..4w"), Some((2.5, 4.0, 'w')));
        assert_eq!(read("10d"), Some((10.0, 10.0, 'd')));
        for text in ["", "d", "25..10d", "10..25", "10..25m", "a..bd", "10...25d", "10-25d"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
