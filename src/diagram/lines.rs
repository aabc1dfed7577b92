//! The lines of a diagram, without comments, and what may stand in any kind of diagram.

use crate::id::Span;

/// A line, without the spaces around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// Where it begins in the text of the diagram.
    pub(super) at: usize,
}

impl<'a> Line<'a> {
    /// Returns where it stands.
    pub(super) fn span(&self) -> Span {
        Span::new(self.at, self.at + self.text.len())
    }

    /// Returns where a part of it stands; of what is no part of it, where the whole line does.
    pub(super) fn part(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize);
        match start.filter(|start| start + part.len() <= self.text.len()) {
            Some(start) => Span::new(self.at + start, self.at + start + part.len()),
            None => self.span(),
        }
    }

    /// Returns its first word and what follows, without the spaces around it.
    pub(super) fn word(&self) -> (&'a str, Line<'a>) {
        let end = self.text.find(char::is_whitespace).unwrap_or(self.text.len());
        (&self.text[..end], self.from(end))
    }

    /// Returns what follows an offset, without the spaces around it.
    pub(super) fn from(&self, offset: usize) -> Line<'a> {
        let rest = self.text.get(offset..).unwrap_or("");
        let trimmed = rest.trim_start();
        Line { text: trimmed.trim_end(), at: self.at + offset + (rest.len() - trimmed.len()) }
    }

    /// Returns what stands before and behind the first occurrence of a mark.
    pub(super) fn split(&self, mark: &str) -> Option<(Line<'a>, Line<'a>)> {
        let at = self.text.find(mark)?;
        let before = Line { text: self.text[..at].trim_end(), at: self.at };
        Some((before, self.from(at + mark.len())))
    }
}

/// A diagram as lines.
#[derive(Clone, Default, Debug)]
pub(super) struct Source<'a> {
    /// The first line, which says what kind of diagram it is.
    pub(super) head: Option<Line<'a>>,
    /// The lines below it, as far as they say anything.
    pub(super) lines: Vec<Line<'a>>,
    /// What the diagram is called on its page.
    pub(super) shown: Option<String>,
    /// What the diagram is called for those who do not see it.
    pub(super) title: Option<String>,
    /// What the author says to those who do not see it.
    pub(super) told: Option<String>,
}

/// Returns the lines of a text.
pub(super) fn read(text: &str) -> Source<'_> {
    let mut source = Source::default();
    let mut start = 0;
    let mut all = Vec::new();
    for line in text.split_inclusive('\n') {
        all.push(Line { text: line, at: start }.from(0));
        start += line.len();
    }
    let mut lines = all.into_iter().peekable();
    while lines.peek().is_some_and(|line| line.text.is_empty()) {
        lines.next();
    }
    // What stands between two lines of dashes is front matter; its title counts, settings do not.
    if lines.peek().is_some_and(|line| line.text == "---") {
        lines.next();
        for line in lines.by_ref().take_while(|line| line.text != "---") {
            if let Some(title) = line.text.strip_prefix("title:") {
                source.shown = said(title.trim().trim_matches(['"', '\'']));
            }
        }
    }
    while let Some(line) = lines.next() {
        if line.text.is_empty() || line.text.starts_with("%%") {
            continue;
        }
        if source.head.is_none() {
            source.head = Some(line);
        } else if let Some(title) = after(line, "accTitle") {
            source.title = said(title);
        } else if let Some(told) = after(line, "accDescr") {
            source.told = said(told);
        } else if let Some(rest) = line.text.strip_prefix("accDescr")
            && let Some(first) = rest.trim_start().strip_prefix('{')
        {
            let mut words = vec![first.trim_end_matches('}').trim()];
            if !first.ends_with('}') {
                let inner = lines.by_ref().map(|line| line.text);
                for text in inner.take_while(|text| *text != "}") {
                    words.push(text);
                }
            }
            source.told = said(words.join(" ").trim());
        } else {
            source.lines.push(line);
        }
    }
    source
}

fn said(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Returns what follows a key and a colon.
fn after<'a>(line: Line<'a>, key: &str) -> Option<&'a str> {
    Some(line.text.strip_prefix(key)?.trim_start().strip_prefix(':')?.trim())
}

/// Returns the words of a text as they are shown: without its quotes, with line breaks and letters that
/// were written by their names.
pub(super) fn words(text: &str) -> String {
    let text = text.trim();
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let text = match text.strip_prefix('`').and_then(|text| text.strip_suffix('`')) {
        // Marks of emphasis have no look here.
        Some(text) => text.replace("**", "").replace('*', ""),
        None => text.to_owned(),
    };
    let text = text.replace("\\n", "\n");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['<', '#']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = broken(rest).map(|length| ('\n', length)).or_else(|| named(rest));
        let (letter, length) =
            taken.unwrap_or_else(|| (if rest.starts_with('<') { '<' } else { '#' }, 1));
        out.push(letter);
        rest = &rest[length..];
    }
    out.push_str(rest);
    let lines: Vec<&str> = out.split('\n').map(str::trim).collect();
    lines.join("\n").trim().to_owned()
}

/// Returns how long the line break is with which a text begins.
fn broken(text: &str) -> Option<usize> {
    ["<br>", "<br/>", "<br />", "<BR>", "<BR/>"]
        .into_iter()
        .find(|tag| text.starts_with(tag))
        .map(str::len)
}

/// Returns the letter with whose name a text begins: `#quot;`, `#35;`.
fn named(text: &str) -> Option<(char, usize)> {
    let end = text.find(';').filter(|end| *end <= 8)?;
    let name = text.get(1..end)?;
    let letter = match name {
        "quot" => '"',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "semi" => ';',
        "colon" => ':',
        "num" => '#',
        "nbsp" => '\u{a0}',
        _ => name.parse().ok().and_then(char::from_u32).filter(|letter| !letter.is_control())?,
    };
    text.starts_with('#').then_some((letter, end + 1))
}
