//! Blocks of code as HTML: colours, marked lines, numbers, a title.
//!
//! Duty: what the line above a block asks for, and the marks in its comments; classes in place of
//! colours, since no page carries a style. Inputs: the text of a block. Outputs: a [`Code`] with its
//! HTML, and [`Problem`]s with their places in the text.
//!
//! **Architecture invariants.** The HTML follows from the block alone. It is made when a page first shows
//! the block, and kept with it: whoever only checks a site pays for no colours, and no block is read twice.

mod colour;
mod info;
mod keyed;
mod language;
mod mark;
mod markup;
mod program;
mod words;
mod write;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::diag::Problem;

pub use self::info::Info;
pub use self::language::Language;

/// What a line is marked as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// It came in.
    Added,
    /// It went out; whoever copies the block leaves it out.
    Removed,
    /// It is what to look at; the others step back.
    Focus,
    /// It stands out.
    Highlight,
    /// It fails.
    Error,
    /// It is doubtful.
    Warning,
}

/// A block of code.
#[derive(Debug, Default)]
pub struct Code {
    /// What it is written in.
    language: Language,
    /// What it is called, as a file; empty where it has no name.
    title: String,
    /// The number of its first line, where its lines are numbered.
    first: Option<u32>,
    /// The lines that are marked, counted from 0.
    marks: BTreeMap<usize, Mark>,
    /// Its lines without the marks in their comments.
    text: String,
    html: OnceLock<String>,
}

impl Code {
    /// Reads a block; problems with its marks have their places in `text`.
    pub fn read(info: Info<'_>, text: &str) -> (Code, Vec<Problem>) {
        // Markdown that shows how marks are written keeps them.
        let (text, mut marks, problems) = match info.language.scan() {
            Some("markdown") => (text.to_owned(), BTreeMap::new(), Vec::new()),
            _ => mark::read(text),
        };
        let lines = text.lines().count();
        for line in info.lines.into_iter().flatten().take_while(|line| *line <= lines) {
            marks.entry(line - 1).or_insert(Mark::Highlight);
        }
        let (language, title, first) = (info.language, info.title.to_owned(), info.first);
        (Code { language, title, first, marks, text, html: OnceLock::new() }, problems)
    }

    /// Returns whether nothing of it is other than its text.
    pub fn is_plain(&self) -> bool {
        !self.language.has_colours()
            && self.title.is_empty()
            && self.first.is_none()
            && self.marks.is_empty()
    }

    /// Returns its HTML.
    pub fn html(&self) -> &str {
        self.html.get_or_init(|| write::html(self))
    }
}

/// What is kept of the HTML is no difference.
impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        (&self.language, &self.title, self.first, &self.marks, &self.text)
            == (&other.language, &other.title, other.first, &other.marks, &other.text)
    }
}

impl Clone for Code {
    fn clone(&self) -> Code {
        Code {
            language: self.language.clone(),
            title: self.title.clone(),
            first: self.first,
            marks: self.marks.clone(),
            text: self.text.clone(),
            html: self.html.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
