//! The line above a block: ```` ```rust title="a.rs" {2,4-6} nums=10 ````.

use std::ops::{Range, RangeInclusive};

use super::Language;
use crate::diag::{Problem, did_you_mean, nearest};

/// The keys that have a value.
const KEYS: [&str; 3] = ["title", "nums", "tab"];

/// What the line above a block says.
#[derive(Debug, Default)]
pub struct Info<'a> {
    /// What the block is written in.
    pub language: Language,
    /// What it is called.
    pub(super) title: &'a str,
    /// What it is called among blocks that stand beside each other; empty where it stands alone.
    pub tab: &'a str,
    /// The number of its first line, where its lines are numbered.
    pub(super) first: Option<u32>,
    /// The lines that stand out, counted from 1.
    pub(super) lines: Vec<RangeInclusive<usize>>,
    /// What is wrong, with places in the line.
    pub problems: Vec<Problem>,
}

/// Returns what separates the words of the line.
fn is_gap(letter: char) -> bool {
    letter.is_whitespace() || letter == ','
}

impl<'a> Info<'a> {
    /// Reads the line, behind its fence. What is not known is left to other programs.
    pub fn read(line: &'a str) -> Info<'a> {
        let mut info = Info::default();
        let end = line.find(|letter: char| is_gap(letter) || letter == '{').unwrap_or(line.len());
        let mut at = 0;
        if !line[..end].contains('=') {
            info.language = Language::of(&line[..end]);
            info.check_language(0..end);
            at = end;
        }
        while let Some(word) = next_word(line, at) {
            at = word.end;
            info.take(line, word);
        }
        info
    }

    fn check_language(&mut self, range: Range<usize>) {
        if let Some(hint) = self.language.problem() {
            let message = format!("there is no language `{}`", self.language.name());
            self.problems.push(Problem::new(range, message, hint));
        }
    }

    fn take(&mut self, line: &'a str, range: Range<usize>) {
        let word = &line[range.clone()];
        if let Some(lines) = word.strip_prefix('{').and_then(|word| word.strip_suffix('}')) {
            self.take_lines(lines, range.start + 1);
            return;
        }
        let Some((key, value)) = word.split_once('=') else {
            if word == "nums" {
                self.first = Some(1);
            }
            return;
        };
        let value = value.trim_matches('"');
        match key {
            "title" => self.title = value,
            "tab" => self.tab = value,
            "nums" => match value.parse() {
                Ok(first) => self.first = Some(first),
                Err(_) => {
                    let message = format!("`{value}` is no number of a line");
                    let hint = "write the number of the first line: `nums=10`".to_owned();
                    self.problems.push(Problem::new(range, message, hint));
                }
            },
            // Other programs have keys of their own.
            _ if nearest(key, KEYS).is_empty() => {}
            _ => {
                let message = format!("a block of code has no `{key}`");
                let hint = did_you_mean(key, KEYS).unwrap_or_default();
                let range = range.start..range.start + key.len();
                self.problems.push(Problem::new(range, message, hint));
            }
        }
    }

    fn take_lines(&mut self, lines: &str, at: usize) {
        let mut start = at;
        for part in lines.split(',') {
            let (low, high) = part.split_once('-').unwrap_or((part, part));
            match (low.trim().parse(), high.trim().parse()) {
                (Ok(low), Ok(high)) if 0 < low && low <= high => self.lines.push(low..=high),
                _ => {
                    let range = start..start + part.len();
                    let message = format!("`{}` names no lines", part.trim());
                    let hint = "name lines and ranges from 1 on: `{2,4-6}`".to_owned();
                    self.problems.push(Problem::new(range, message, hint));
                }
            }
            start += part.len() + 1;
        }
    }

    /// Adds a problem for each range that lies behind the last line of the block; `line` is what was read.
    pub fn check_lines(&mut self, line: &str, count: usize) {
        let behind = self.lines.iter().filter(|lines| *lines.end() > count);
        let Some(last) = behind.map(|lines| *lines.end()).next() else { return };
        let range = line.find('{').map_or(0..0, |open| {
            open..line[open..].find('}').map_or(line.len(), |close| open + close + 1)
        });
        let message = format!("there is no line {last}");
        let hint = match count {
            1 => "the block has 1 line".to_owned(),
            count => format!("the block has {count} lines"),
        };
        self.problems.push(Problem::new(range, message, hint));
    }
}

/// Returns where the next word stands: braces and what is quoted are one word each.
fn next_word(line: &str, from: usize) -> Option<Range<usize>> {
    let rest = line.get(from..)?;
    let start = from + rest.find(|letter: char| !is_gap(letter))?;
    let word = &line[start..];
    if word.starts_with('{') {
        let length = word.find('}').map_or(word.len(), |close| close + 1);
        return Some(start..start + length);
    }
    let mut is_quoted = false;
    let end = word.find(|letter: char| {
        is_quoted ^= letter == '"';
        !is_quoted && (is_gap(letter) || letter == '{')
    });
    // A brace within a word ends it, and never stands at its start.
    Some(start..start + end.unwrap_or(word.len()).max(1))
}
