//! The tokens of raw HTML, and what of it may stay.
//!
//! Duty: a spanned tokenizer for tags, and the allow-lists of tags and attributes. Inputs: raw HTML.
//! Outputs: [`Token`]s with their places in it.
//!
//! **Architecture invariants.** Every byte is looked at a bounded number of times. What is no
//! complete tag is text.

use std::ops::Range;

/// A piece of raw HTML.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token<'a> {
    /// Text, entities as they are written.
    Text(Range<usize>),
    /// A start tag.
    Open {
        /// Its name as written.
        name: &'a str,
        /// Its attributes in order.
        attributes: Vec<Attribute<'a>>,
        /// From `<` to `>`.
        range: Range<usize>,
    },
    /// An end tag.
    Close {
        /// Its name as written.
        name: &'a str,
        /// From `<` to `>`.
        range: Range<usize>,
    },
    /// A comment, a declaration or a processing instruction.
    Silent,
}

/// An attribute of a start tag.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Attribute<'a> {
    /// The name as written.
    pub(super) name: &'a str,
    /// The name.
    pub(super) name_range: Range<usize>,
    /// The value as written, without quotes; `None` where there is none.
    pub(super) value: Option<&'a str>,
    /// The value, or the name where there is no value.
    pub(super) range: Range<usize>,
}

/// Returns the token that starts at `at`, and where the next one starts; `None` at the end.
pub(super) fn next(html: &str, at: usize) -> Option<(Token<'_>, usize)> {
    let rest = html.get(at..).filter(|rest| !rest.is_empty())?;
    if rest.starts_with('<')
        && let Some(found) = markup(html, at)
    {
        return Some(found);
    }
    // A tag that never ends makes everything after it text; else it would be looked for anew at each
    // `<` that follows.
    let is_unfinished = is_tag_start(rest);
    let own = usize::from(rest.starts_with('<'));
    let length = match rest[own..].find('<') {
        Some(next) if !is_unfinished => own + next,
        _ => rest.len(),
    };
    Some((Token::Text(at..at + length), at + length))
}

/// Returns the end of an element whose content is no markup (`script`, `style`), or the end of the
/// HTML.
pub(super) fn raw_text_end(html: &str, at: usize, name: &str) -> usize {
    let mut from = at;
    while let Some(found) = html.get(from..).and_then(|rest| rest.find("</")) {
        let start = from + found;
        let is_end = html
            .get(start + 2..start + 2 + name.len())
            .is_some_and(|written| written.eq_ignore_ascii_case(name));
        if is_end {
            return start;
        }
        from = start + 2;
    }
    html.len()
}

fn is_tag_start(rest: &str) -> bool {
    let after = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<'));
    after.is_some_and(|after| after.starts_with(|letter: char| letter.is_ascii_alphabetic()))
}

fn markup(html: &str, at: usize) -> Option<(Token<'_>, usize)> {
    let rest = &html[at..];
    if let Some(comment) = rest.strip_prefix("<!--") {
        let end = comment.find("-->").map_or(html.len(), |found| at + 4 + found + 3);
        return Some((Token::Silent, end));
    }
    if rest.starts_with("<!") || rest.starts_with("<?") {
        let end = rest.find('>').map_or(html.len(), |found| at + found + 1);
        return Some((Token::Silent, end));
    }
    if !is_tag_start(rest) {
        return None;
    }
    let is_close = rest.starts_with("</");
    let name_at = at + if is_close { 2 } else { 1 };
    let name_end = name_at + html[name_at..].find(|letter: char| !is_name_letter(letter))?;
    let name = &html[name_at..name_end];
    let (attributes, end) = attributes(html, name_end)?;
    let range = at..end;
    let token = if is_close {
        Token::Close { name, range }
    } else {
        Token::Open { name, attributes, range }
    };
    Some((token, end))
}

fn is_name_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-'
}

/// Returns the attributes from `at` on, and the place after the `>` that ends the tag.
fn attributes(html: &str, mut at: usize) -> Option<(Vec<Attribute<'_>>, usize)> {
    let mut attributes: Vec<Attribute<'_>> = Vec::new();
    loop {
        let rest = html.get(at..)?;
        let skipped =
            rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        at += rest.len() - skipped.len();
        let first = skipped.chars().next()?;
        if first == '>' {
            return Some((attributes, at + 1));
        }
        let length = skipped
            .char_indices()
            .skip(1)
            .find(|(_, letter)| letter.is_whitespace() || matches!(letter, '=' | '>' | '/'))?
            .0;
        let name = &skipped[..length];
        let name_range = at..at + length;
        at += length;
        let rest = html.get(at..)?;
        let after = rest.trim_start();
        let (value, range) = match after.strip_prefix('=') {
            Some(value) => {
                at += rest.len() - value.len();
                let trimmed = value.trim_start();
                at += value.len() - trimmed.len();
                let (written, from, length) = attribute_value(trimmed)?;
                let range = at + from..at + from + written.len();
                at += length;
                (Some(written), range)
            }
            None => (None, name_range.clone()),
        };
        // Browsers keep the first of two attributes of one name.
        if !attributes.iter().any(|earlier| earlier.name.eq_ignore_ascii_case(name)) {
            if attributes.len() == MOST_ATTRIBUTES {
                continue;
            }
            attributes.push(Attribute { name, name_range, value, range });
        }
    }
}

/// No tag of a document needs more; further ones are left out.
const MOST_ATTRIBUTES: usize = 32;

/// Returns the value, where it starts, and how much of the text it takes with its quotes.
fn attribute_value(text: &str) -> Option<(&str, usize, usize)> {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            let length = inside.find(quote)?;
            return Some((&inside[..length], 1, length + 2));
        }
    }
    let length = text.find(|letter: char| letter.is_whitespace() || letter == '>')?;
    Some((&text[..length], 0, length))
}

/// Returns the name in lower case of a tag that may stay.
pub(super) fn allowed_tag(name: &str) -> Option<&'static str> {
    TAGS.into_iter().find(|tag| tag.eq_ignore_ascii_case(name))
}

/// Returns whether the element has no content and no end tag.
pub(super) fn is_void(tag: &str) -> bool {
    matches!(tag, "br" | "hr" | "img" | "col" | "wbr")
}

/// Returns whether the content of the element is a program or a style sheet rather than text.
pub(super) fn is_raw_text(name: &str) -> bool {
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"]
        .into_iter()
        .any(|tag| tag.eq_ignore_ascii_case(name))
}

/// Returns the name in lower case of an attribute that may stay on a tag.
pub(super) fn allowed_attribute(tag: &str, name: &str) -> Option<&'static str> {
    let own: &[&'static str] = match tag {
        "a" => &["href", "name"],
        "img" => &["src", "alt", "width", "height"],
        "td" | "th" => &["colspan", "rowspan", "scope", "headers"],
        "col" | "colgroup" => &["span"],
        "ol" => &["start", "reversed", "type"],
        "li" => &["value"],
        "details" => &["open", "name"],
        "time" | "del" | "ins" => &["datetime"],
        _ => &[],
    };
    let find = |names: &[&'static str]| {
        names.iter().copied().find(|allowed| allowed.eq_ignore_ascii_case(name))
    };
    find(own).or_else(|| find(&GLOBAL))
}

const GLOBAL: [&str; 8] =
    ["id", "class", "title", "lang", "dir", "role", "aria-label", "aria-hidden"];

const TAGS: [&str; 59] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];
