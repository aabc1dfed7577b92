//! Marks in comments: `// [!code ++]`.

use std::collections::BTreeMap;

use super::Mark;
use crate::diag::{Problem, did_you_mean};

const SIGN: &str = "[!code ";

/// What a comment begins with, the longer before the shorter.
const OPENERS: [&str; 8] = ["<!--", "//", "/*", "--", "#", ";", "%", "\""];

/// What it may end with.
const CLOSERS: [&str; 3] = ["", "-->", "*/"];

const WORDS: [(&str, Mark); 8] = [
    ("++", Mark::Added),
    ("--", Mark::Removed),
    ("focus", Mark::Focus),
    ("highlight", Mark::Highlight),
    ("hl", Mark::Highlight),
    ("error", Mark::Error),
    ("warning", Mark::Warning),
    ("warn", Mark::Warning),
];

/// A mark as it was found in a line.
struct Found<'a> {
    /// What stands before the comment.
    before: &'a str,
    /// What the mark says, and where in the line.
    word: &'a str,
    at: usize,
    /// For how many lines it holds.
    count: usize,
}

/// Returns the text without its marks, and the lines that they mark. A mark that stands alone in its line
/// holds for the next one.
pub(super) fn read(text: &str) -> (String, BTreeMap<usize, Mark>, Vec<Problem>) {
    let mut marks = BTreeMap::new();
    let mut problems = Vec::new();
    // Few blocks have marks.
    if !text.contains(SIGN) {
        return (text.to_owned(), marks, problems);
    }
    let mut shown = String::with_capacity(text.len());
    let mut number = 0_usize;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(found) = find(line) else {
            shown.push_str(line);
            number += 1;
            continue;
        };
        let Some((_, mark)) = WORDS.iter().find(|(word, _)| *word == found.word) else {
            let range = start + found.at..start + found.at + found.word.len();
            let names = WORDS.iter().map(|(word, _)| *word);
            let hint = did_you_mean(found.word, names).unwrap_or_else(|| {
                "lines are marked `++`, `--`, `focus`, `highlight`, `error` or `warning`".to_owned()
            });
            let message = format!("no line is marked as `{}`", found.word);
            problems.push(Problem::new(range, message, hint));
            shown.push_str(line);
            number += 1;
            continue;
        };
        for marked in number..number.saturating_add(found.count.min(text.len())) {
            marks.insert(marked, *mark);
        }
        if !found.before.trim().is_empty() {
            shown.push_str(found.before.trim_end());
            shown.push('\n');
            number += 1;
        }
    }
    let lines = shown.lines().count();
    marks.retain(|line, _| *line < lines);
    (shown, marks, problems)
}

fn find(line: &str) -> Option<Found<'_>> {
    let sign = line.find(SIGN)?;
    let at = sign + SIGN.len();
    let length = line[at..].find(']')?;
    if !CLOSERS.contains(&line[at + length + 1..].trim()) {
        return None;
    }
    let comment = line[..sign].trim_end();
    let before = OPENERS.iter().find_map(|opener| comment.strip_suffix(opener))?;
    let said = line[at..at + length].trim_end();
    let (word, count) = match said.split_once(':') {
        Some((word, count)) => (word, count.parse().ok()?),
        None => (said, 1),
    };
    Some(Found { before, word, at, count })
}
