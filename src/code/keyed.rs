//! Colours of keys and values: JSON, TOML, INI, YAML, and of commands: shells, container files.

use super::colour::{Colour, Runs};
use super::program::{line, number, quoted};

/// Returns the runs of JSON, with the comments that some allow.
pub(super) fn json(text: &str) -> Runs {
    let mut runs = Runs::default();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let (length, colour) = match letter {
            '"' => {
                let length = quoted(rest, "\"", false).unwrap_or_else(|| line(rest));
                let is_key = rest[length..].trim_start().starts_with(':');
                (length, Some(if is_key { Colour::Property } else { Colour::Text }))
            }
            '/' if rest.starts_with("//") => (line(rest), Some(Colour::Comment)),
            '/' if rest.starts_with("/*") => {
                (rest.find("*/").map_or(rest.len(), |end| end + 2), Some(Colour::Comment))
            }
            letter if letter.is_ascii_alphanumeric() => (number(rest), Some(Colour::Constant)),
            letter => (letter.len_utf8(), None),
        };
        runs.maybe(at..at + length, colour);
        at += length;
    }
    runs
}

/// How the lines of a file of settings look.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Toml,
    Ini,
    Yaml,
}

/// Returns the runs of settings, line by line.
pub(super) fn settings(form: Form, text: &str) -> Runs {
    let mut runs = Runs::default();
    let mut at = 0;
    // Where the text of several lines ends, and how far the lines of a block of YAML are set in.
    let (mut long_end, mut block): (usize, Option<usize>) = (0, None);
    for whole in text.split_inclusive('\n') {
        let (start, end) = (at, at + whole.trim_end().len());
        at += whole.len();
        if start < long_end {
            continue;
        }
        let indent = whole.len() - whole.trim_start().len();
        let content = whole.trim();
        if let Some(depth) = block.filter(|depth| content.is_empty() || indent > *depth) {
            block = Some(depth);
            runs.push(start + indent.min(end - start)..end, Colour::Text);
            continue;
        }
        block = None;
        if content.is_empty() {
            continue;
        }
        let mut from = start + indent;
        if form == Form::Yaml {
            while text[from..end].starts_with("- ") {
                from += 2;
            }
        }
        if content.starts_with('#') || (form == Form::Ini && content.starts_with(';')) {
            runs.push(start + indent..end, Colour::Comment);
            continue;
        }
        if content.starts_with('[') && form != Form::Yaml {
            runs.push(from..end, Colour::Property);
            continue;
        }
        let sign = if form == Form::Yaml { ':' } else { '=' };
        if let Some(length) = key(&text[from..end], sign) {
            runs.push(from..from + text[from..from + length].trim_end().len(), Colour::Property);
            from += length + 1;
        }
        if form == Form::Yaml && text[from.min(end)..end].trim().starts_with(['|', '>']) {
            block = Some(indent);
        }
        long_end = values(form, text, from.min(end)..end, &mut runs);
    }
    runs
}

/// Returns how long the key at the start of a line is.
fn key(line: &str, sign: char) -> Option<usize> {
    let quote = line.chars().next().filter(|letter| matches!(letter, '"' | '\''));
    let name =
        quote.map_or(Some(0), |quote| quoted(line, quote.encode_utf8(&mut [0; 4]), false))?;
    let length = name + line[name..].find(sign)?;
    // Text with a colon in it is no key of YAML.
    let is_key = sign == '=' || matches!(line[length + 1..].chars().next(), None | Some(' '));
    is_key.then_some(length)
}

/// Adds the values of a line; returns where they end, which may be on a line further down.
fn values(form: Form, text: &str, range: std::ops::Range<usize>, runs: &mut Runs) -> usize {
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..];
        let Some(letter) = rest.chars().next() else { break };
        let is_start = text[..at].ends_with([' ', '[', ',', '=', ':', '{', '\t']);
        let (length, colour) = match letter {
            '#' if is_start => (range.end - at, Some(Colour::Comment)),
            '"' | '\'' if form != Form::Ini => {
                let long = ["\"\"\"", "'''"].into_iter().find(|quote| rest.starts_with(quote));
                let quote = letter.to_string();
                let found = match long {
                    Some(long) => quoted(rest, long, true).or(Some(rest.len())),
                    None => quoted(rest, &quote, false),
                };
                (found.unwrap_or(range.end - at), Some(Colour::Text))
            }
            _ if form == Form::Ini && !letter.is_whitespace() => {
                (range.end - at, Some(Colour::Text))
            }
            letter if letter.is_alphanumeric() => {
                let is_part = |letter: char| {
                    letter.is_alphanumeric() || matches!(letter, '.' | '_' | ':' | '-' | '+')
                };
                let word = rest[..range.end - at].find(|letter| !is_part(letter));
                let word = word.unwrap_or(range.end - at);
                let is_value = letter.is_ascii_digit()
                    || matches!(&rest[..word], "true" | "false" | "null" | "yes" | "no");
                (word, (is_start && is_value).then_some(Colour::Constant))
            }
            letter => (letter.len_utf8(), None),
        };
        runs.maybe(at..at + length, colour);
        at += length;
    }
    at
}

/// Words that stand where a command would and are none.
const SHELL: [&str; 16] = [
    "if", "then", "else", "elif", "fi", "for", "in", "do", "done", "while", "until", "case",
    "esac", "function", "export", "return",
];

/// Returns the runs of a shell's script.
pub(super) fn shell(text: &str) -> Runs {
    let mut runs = Runs::default();
    let (mut at, mut is_first) = (0, true);
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let is_apart = at == 0 || text[..at].ends_with(char::is_whitespace);
        let is_word = |letter: char| letter.is_alphanumeric() || "_-./~+".contains(letter);
        let (length, colour) = match letter {
            '#' if is_apart => (line(rest), Some(Colour::Comment)),
            '"' => (quoted(rest, "\"", true).unwrap_or(rest.len()), Some(Colour::Text)),
            '\'' => (rest[1..].find('\'').map_or(rest.len(), |end| end + 2), Some(Colour::Text)),
            '$' => {
                let name =
                    rest[1..].find(|letter: char| !letter.is_alphanumeric() && letter != '_');
                let name = name.map_or(rest.len(), |end| end + 1);
                match rest.starts_with("${") {
                    true => (rest.find('}').map_or(2, |end| end + 1), Some(Colour::Constant)),
                    false => (name, (name > 1).then_some(Colour::Constant)),
                }
            }
            letter if is_word(letter) => {
                let length = rest.find(|letter| !is_word(letter)).unwrap_or(rest.len());
                let word = &rest[..length];
                let is_own = is_first && SHELL.contains(&word);
                let is_set = rest[length..].starts_with('=');
                let colour = match is_first {
                    true if is_own => Some(Colour::Keyword),
                    true if is_set => Some(Colour::Property),
                    true => Some(Colour::Function),
                    false => letter.is_ascii_digit().then_some(Colour::Constant),
                };
                is_first = is_own && !matches!(word, "for" | "case" | "function" | "export" | "in");
                (length, colour)
            }
            letter => {
                is_first = matches!(letter, '\n' | '|' | '&' | ';' | '(')
                    || (is_first && letter.is_whitespace());
                (letter.len_utf8(), None)
            }
        };
        runs.maybe(at..at + length, colour);
        at += length;
    }
    runs
}

/// Returns the runs of a container file.
pub(super) fn container(text: &str) -> Runs {
    let mut runs = Runs::default();
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let start = at;
        at += whole.len();
        let content = whole.trim_end();
        if content.starts_with('#') {
            runs.push(start..start + content.len(), Colour::Comment);
            continue;
        }
        let mut place = start;
        for word in content.split_inclusive([' ', '\t']) {
            let bare = word.trim_end();
            let is_order = place == start || bare == "AS";
            if is_order
                && !bare.is_empty()
                && bare.chars().all(|letter| letter.is_ascii_uppercase())
            {
                runs.push(place..place + bare.len(), Colour::Keyword);
            } else if bare.starts_with('"') {
                runs.push(place..place + bare.len(), Colour::Text);
            }
            place += word.len();
        }
    }
    runs
}
