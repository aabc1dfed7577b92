//! Text as HTML.
//!
//! Duty: text loses its power over markup wherever the program itself writes HTML or XML; in templates
//! Tera sees to that. Inputs: any text. Outputs: HTML for content and for attributes in double quotes,
//! which are the only ones that we write; the room that a letter takes in a picture.

/// Adds text to HTML, with `&`, `<`, `>` and `"` as entities.
pub fn push_text(html: &mut String, text: &str) {
    // Most texts hold none of them, and all prose of a site comes by here. A loop without a way out is
    // one that compilers turn into steps of many bytes.
    let is_special = |byte: &u8| matches!(byte, b'&' | b'<' | b'>' | b'"');
    if !text.as_bytes().iter().fold(false, |found, byte| found | is_special(byte)) {
        html.push_str(text);
        return;
    }
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        // ASCII bytes are no part of another character.
        html.push_str(&text[plain..at]);
        html.push_str(entity);
        plain = at + 1;
    }
    html.push_str(&text[plain..]);
}

/// Returns text as HTML.
pub fn text(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    push_text(&mut html, text);
    html
}

/// Returns text as XML; what XML cannot hold becomes U+FFFD.
///
/// The characters are those of [XML 1.0](https://www.w3.org/TR/xml/#charsets).
pub fn xml(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    push_xml(&mut out, plain);
    out
}

/// Adds text to XML, as [`xml`] returns it.
pub fn push_xml(out: &mut String, plain: &str) {
    let is_foreign =
        |letter: char| letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}');
    if !plain.contains(is_foreign) {
        return push_text(out, plain);
    }
    let clean = |letter: char| match letter {
        '\t' | '\n' | '\r' => ' ',
        letter if is_foreign(letter) => '\u{fffd}',
        letter => letter,
    };
    push_text(out, &plain.chars().map(clean).collect::<String>());
}

/// Returns about how wide a letter is in parts of its size, in the fonts of pages; system fonts differ, so
/// that this is the wider of the usual ones.
pub fn ems(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' => 0.3,
        ' ' | '\u{a0}' => 0.3,
        '\u{202f}' => 0.2,
        // What XML cannot hold is written as U+FFFD.
        letter if letter.is_control() => 1.05,
        'f' | 't' | 'r' | '-' | '(' | ')' | '[' | ']' | '/' => 0.4,
        'm' | 'w' => 0.88,
        'M' | 'W' | '@' | '%' => 0.95,
        '0'..='9' => 0.63,
        'a'..='z' => 0.58,
        'A'..='Z' => 0.7,
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{1100}'.. if letter >= '\u{2e80}' => 1.05,
        _ => 0.68,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markup_is_made_of_becomes_entities() {
        assert_eq!(text("a < b & \"c\" > d's é"), "a &lt; b &amp; &quot;c&quot; &gt; d's é");
        assert_eq!(text("<>"), "&lt;&gt;");
        assert_eq!(text(""), "");
    }

    #[test]
    fn xml_holds_no_control_characters() {
        assert_eq!(xml("a\tb\u{8}<\u{fffe}"), "a b\u{fffd}&lt;\u{fffd}");
        assert_eq!(xml("plain & é"), "plain &amp; é");
    }
}
