//! Emoji by their names: `:tada:`.
//!
//! Duty: what stands for a name between colons. **Architecture invariants.** The names are those that code
//! forges know, so that a text reads the same there; what is no name stays text.

/// Names and signs, a line each, in the order of the bytes of the names.
const TABLE: &str = include_str!("emoji.txt");

/// Returns the sign of the name that starts with the colon at `at`, and where the text goes on behind it. A
/// name stands by itself: `10:100:5` holds none.
pub(super) fn at(text: &str, at: usize) -> Option<(&'static str, usize)> {
    let inside = text.get(at..)?.strip_prefix(':')?;
    let is_letter = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || "_+-".contains(letter)
    };
    let length = inside.find(|letter: char| !is_letter(letter)).filter(|length| *length > 0)?;
    let end = at + 1 + length + 1;
    if !inside[length..].starts_with(':') {
        return None;
    }
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    if is_word(text[..at].chars().next_back()) || is_word(text[end..].chars().next()) {
        return None;
    }
    Some((named(&inside[..length])?, end))
}

fn named(name: &str) -> Option<&'static str> {
    let mut table = TABLE;
    while !table.is_empty() {
        let middle = table.len() / 2;
        // The table is cut at the start of a line; all that is cut at are bytes of names or line breaks.
        let start = table.as_bytes()[..middle].iter().rposition(|byte| *byte == b'\n');
        let start = start.map_or(0, |at| at + 1);
        let line = table[start..].lines().next()?;
        let (known, sign) = line.split_once(' ')?;
        match name.cmp(known) {
            std::cmp::Ordering::Equal => return Some(sign),
            std::cmp::Ordering::Less => table = &table[..start],
            std::cmp::Ordering::Greater => table = table.get(start + line.len() + 1..)?,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_table_is_found() {
        let mut count = 0;
        for line in TABLE.lines() {
            let (name, sign) = line.split_once(' ').unwrap();
            let text = format!("a :{name}: b");
            assert_eq!(at(&text, 2), Some((sign, text.len() - 2)), "{name}");
            count += 1;
        }
        assert!(count > 1_800, "{count}");
    }

    #[test]
    fn what_is_no_name_or_stands_in_a_word_is_text() {
        for text in [
            "at 10:100:5",
            ":nobody-knows:",
            "::",
            ":tada",
            ":Tada:",
            "a:tada:",
            ":tada:s",
            ": tada:",
        ] {
            let places = text.match_indices(':').map(|(place, _)| place);
            assert_eq!(places.filter_map(|place| at(text, place)).count(), 0, "{text}");
        }
        assert_eq!(at(":tada::tada:", 0), Some(("🎉", 6)));
    }
}
