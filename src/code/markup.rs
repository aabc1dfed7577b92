//! Colours of markup and of style sheets: HTML, XML, CSS, Markdown.

use super::colour::{Colour, Runs};
use super::program::{line, number, quoted};

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_' | ':' | '.')
}

/// Returns the runs of HTML or XML.
pub(super) fn tags(text: &str) -> Runs {
    let mut runs = Runs::default();
    let mut at = 0;
    while let Some(found) = text[at..].find(['<', '&']) {
        at += found;
        let rest = &text[at..];
        if rest.starts_with("<!--") {
            let length = rest.find("-->").map_or(rest.len(), |end| end + 3);
            runs.push(at..at + length, Colour::Comment);
            at += length;
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            let length = rest.find('>').map_or(rest.len(), |end| end + 1);
            runs.push(at..at + length, Colour::Keyword);
            at += length;
        } else if let Some(name) = rest.strip_prefix('&') {
            let end = name.find(|letter: char| !letter.is_alphanumeric() && letter != '#');
            let end = end.map_or(rest.len(), |end| end + 1);
            let is_entity = rest[end..].starts_with(';') && end > 1;
            runs.maybe(at..at + end + 1, is_entity.then_some(Colour::Constant));
            at += if is_entity { end + 1 } else { 1 };
        } else {
            at += 1 + usize::from(rest.starts_with("</"));
            at = tag(text, at, &mut runs);
        }
    }
    runs
}

/// Adds the name and the attributes of a tag; returns where it ends.
fn tag(text: &str, start: usize, runs: &mut Runs) -> usize {
    let mut at = start;
    while let Some(letter) = text[at..].chars().next().filter(|letter| *letter != '>') {
        let rest = &text[at..];
        let (length, colour) = match letter {
            '"' | '\'' => {
                let quote = letter.to_string();
                (rest[1..].find(&quote).map_or(rest.len(), |end| end + 2), Some(Colour::Text))
            }
            letter if is_name(letter) => {
                let length = rest.find(|letter| !is_name(letter)).unwrap_or(rest.len());
                (length, Some(if at == start { Colour::Type } else { Colour::Property }))
            }
            '<' => return at,
            letter => (letter.len_utf8(), None),
        };
        // What does not follow the sign at once is no tag.
        if at == start && colour != Some(Colour::Type) {
            return at;
        }
        runs.maybe(at..at + length, colour);
        at += length;
    }
    at
}

/// Returns the runs of a style sheet.
pub(super) fn css(text: &str) -> Runs {
    let mut runs = Runs::default();
    let (mut at, mut is_value) = (0, false);
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let length_of =
            |text: &str| text.find(|letter| !is_name(letter) || letter == ':' || letter == '.');
        let (length, colour) = match letter {
            '/' if rest.starts_with("/*") => {
                (rest.find("*/").map_or(rest.len(), |end| end + 2), Some(Colour::Comment))
            }
            '"' | '\'' => {
                let quote = letter.to_string();
                let length = quoted(rest, &quote, false).unwrap_or_else(|| line(rest));
                (length, Some(Colour::Text))
            }
            '@' => (1 + length_of(&rest[1..]).unwrap_or(rest.len() - 1), Some(Colour::Keyword)),
            '#' if is_value => {
                (1 + length_of(&rest[1..]).unwrap_or(rest.len() - 1), Some(Colour::Constant))
            }
            '{' | '}' | ';' => {
                is_value = false;
                (1, None)
            }
            letter if letter.is_ascii_digit() && is_value => (number(rest), Some(Colour::Constant)),
            letter if is_name(letter) && !matches!(letter, ':' | '.') => {
                let length = length_of(rest).unwrap_or(rest.len());
                // What a brace follows before a semicolon is a selector.
                let ends = rest.find(['{', '}', ';']).map(|end| &rest[end..=end]);
                let is_selector = ends == Some("{");
                let colour = match () {
                    () if rest[length..].starts_with('(') => Some(Colour::Function),
                    () if is_value => None,
                    () if is_selector => Some(Colour::Type),
                    () => Some(Colour::Property),
                };
                if !is_selector && rest[length..].trim_start().starts_with(':') {
                    is_value = true;
                }
                (length, colour)
            }
            letter => (letter.len_utf8(), None),
        };
        runs.maybe(at..at + length, colour);
        at += length;
    }
    runs
}

/// Returns the runs of Markdown, line by line.
pub(super) fn markdown(text: &str) -> Runs {
    let mut runs = Runs::default();
    let (mut at, mut fence) = (0, None::<&str>);
    for whole in text.split_inclusive('\n') {
        let (start, end) = (at, at + whole.trim_end().len());
        at += whole.len();
        let content = whole.trim();
        let indent = whole.len() - whole.trim_start().len();
        let mark = ["```", "~~~"].into_iter().find(|mark| content.starts_with(mark));
        if mark.is_some() || fence.is_some() {
            let is_end = fence.is_some() && mark == fence;
            fence = if is_end { None } else { fence.or(mark) };
            runs.push(start..end, Colour::Text);
            continue;
        }
        if content.starts_with('#') {
            runs.push(start..end, Colour::Keyword);
            continue;
        }
        let digits = content.bytes().take_while(u8::is_ascii_digit).count();
        let marker = match content {
            _ if ["- ", "* ", "+ ", "> "].iter().any(|mark| content.starts_with(mark)) => 2,
            _ if digits > 0 && content[digits..].starts_with(". ") => digits + 2,
            _ => 0,
        };
        let from = (start + indent + marker).min(end);
        runs.push((start + indent).min(from)..from, Colour::Constant);
        code_spans(text, from..end, &mut runs);
    }
    runs
}

fn code_spans(text: &str, range: std::ops::Range<usize>, runs: &mut Runs) {
    let mut at = range.start;
    while let Some(open) = text[at..range.end].find('`') {
        let start = at + open;
        let Some(length) = text[start + 1..range.end].find('`') else { return };
        at = start + length + 2;
        runs.push(start..at, Colour::Text);
    }
}
