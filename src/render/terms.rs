//! The words of the glossary, explained where a page first uses them.
//!
//! Duty: which terms there are, and the HTML of a page with the first use of each led to its
//! explanation. Inputs: the glossaries of a snapshot, finished HTML. Outputs: HTML.
//!
//! A link with the meaning as its title reads well, works by keyboard and touch, and prints as a word;
//! an `<abbr>` can be reached by neither keyboard nor touch.
//!
//! **Architecture invariants.** One pass over a page, and one look into a table for each word. The
//! terms of a snapshot are gathered once. What is hidden explains nothing.

use std::collections::HashSet;

use crate::html;
use crate::id::{DocId, RelPath};
use crate::kind::Kind;
use crate::site::Site;
use crate::site::routes::Route;

use super::here::Here;

/// The terms of a snapshot.
#[derive(Debug, Default)]
pub(super) struct Terms {
    terms: Vec<Term>,
    /// The terms that may begin with a byte, longest first.
    by_first: Vec<Vec<usize>>,
}

#[derive(Debug)]
struct Term {
    /// The word as HTML, as the glossary writes it.
    word: String,
    /// Whether its first letter may be of the other case, as at the start of a sentence.
    is_ordinary: bool,
    path: RelPath,
    anchor: String,
    meaning: String,
}

impl Terms {
    /// Returns the terms of all glossaries that say what they mean; of two alike the first by path.
    pub(super) fn of(site: &Site) -> Terms {
        let mut terms: Vec<Term> = Vec::new();
        let mut known: HashSet<String> = HashSet::new();
        for glossary in site.docs_of(Kind::Glossary) {
            let body = &site.doc(glossary).body;
            let Some(path) = site.routes.path(&Route::Doc(glossary)) else { continue };
            for section in &body.sections {
                let Some(heading) = body.headings.get(section.heading) else { continue };
                let word = html::text(&heading.text);
                let is_hidden = !site.opens(glossary, section.gate);
                if section.meaning.is_empty() || is_hidden || !known.insert(word.clone()) {
                    continue;
                }
                terms.push(Term {
                    is_ordinary: !word.chars().skip(1).any(char::is_uppercase),
                    word,
                    path: path.clone(),
                    anchor: heading.anchor.clone(),
                    meaning: section.meaning.clone(),
                });
            }
        }
        // The longest first, so that "worked example" is found before "example".
        terms.sort_by(|a, b| b.word.len().cmp(&a.word.len()).then_with(|| a.word.cmp(&b.word)));
        let mut by_first = vec![Vec::new(); if terms.is_empty() { 0 } else { 256 }];
        for (at, term) in terms.iter().enumerate() {
            for start in term.starts() {
                let own: &mut Vec<usize> = &mut by_first[usize::from(start)];
                if own.last() != Some(&at) {
                    own.push(at);
                }
            }
        }
        Terms { terms, by_first }
    }

    /// Returns the HTML of a document's body with the first use of each term explained.
    pub(super) fn explain(&self, here: &Here, doc: DocId, body: String) -> String {
        if self.terms.is_empty() || here.site.doc(doc).kind == Kind::Glossary {
            return body;
        }
        let mut page = Page {
            terms: self,
            here,
            is_used: vec![false; self.terms.len()],
            out: String::with_capacity(body.len() + 512),
        };
        page.html(&body);
        page.out
    }
}

impl Term {
    /// Returns the bytes with which a use of it may begin.
    fn starts(&self) -> Vec<u8> {
        let Some(first) = self.word.chars().next() else { return Vec::new() };
        let mut starts = vec![self.word.as_bytes()[0]];
        if self.is_ordinary {
            let other = first.to_lowercase().chain(first.to_uppercase());
            starts.extend(other.filter_map(|letter| letter.to_string().bytes().next()));
        }
        starts
    }

    /// Returns how many bytes at the start of a text are a use of it, with the ending of a plural.
    fn length_in(&self, text: &str) -> Option<usize> {
        // Most words differ in their second letter.
        if let [first, second, ..] = self.word.as_bytes()
            && first.is_ascii()
            && second.is_ascii_alphanumeric()
            && text.as_bytes().get(1) != Some(second)
        {
            return None;
        }
        let mut rest = text.chars();
        for (at, letter) in self.word.chars().enumerate() {
            let written = rest.next()?;
            let is_same = written == letter
                || (letter == ' ' && written == '\n')
                || (at == 0
                    && self.is_ordinary
                    && written.to_lowercase().eq(letter.to_lowercase()));
            if !is_same {
                return None;
            }
        }
        let word = text.len() - rest.as_str().len();
        let ends = |at: usize| {
            let next = text[at..].chars().next();
            !next.is_some_and(|letter| letter.is_alphanumeric() || "-_".contains(letter))
        };
        let plural = word + usize::from(text[word..].starts_with('s'));
        [word, plural].into_iter().find(|at| ends(*at))
    }
}

/// A page on its way.
struct Page<'a> {
    terms: &'a Terms,
    here: &'a Here<'a>,
    is_used: Vec<bool>,
    out: String,
}

/// The elements in which no word is explained: what leads elsewhere already, what is quoted to the
/// letter, what stands in the table of contents, and drawings; beside them, what a query finds.
const LEFT_ALONE: [&str; 14] = [
    "a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "svg", "abbr", "button", "summary",
    "th",
];

impl Page<'_> {
    fn html(&mut self, mut html: &str) {
        // The element that is left alone, and how many of its name are open.
        let mut alone: Option<(&str, usize)> = None;
        while let Some(start) = html.find('<') {
            let (text, rest) = html.split_at(start);
            match alone {
                Some(_) => self.out.push_str(text),
                None => self.text(text),
            }
            // In what is written here, `>` stands in no attribute: there it is an entity.
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            let (tag, rest) = rest.split_at(end);
            self.out.push_str(tag);
            html = rest;
            let inner = &tag[1..];
            let (is_end, inner) = match inner.strip_prefix('/') {
                Some(inner) => (true, inner),
                None => (false, inner),
            };
            let name_end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
            let name = &inner[..name_end];
            alone = match alone {
                Some((open, depth)) if open == name && is_end => {
                    (depth > 1).then_some((open, depth - 1))
                }
                Some((open, depth)) if open == name && !inner.ends_with("/>") => {
                    Some((open, depth + 1))
                }
                Some(alone) => Some(alone),
                None if is_end || inner.ends_with("/>") => None,
                None if LEFT_ALONE.contains(&name) => Some((name, 1)),
                None if name == "span" && is_mark(inner) => Some((name, 1)),
                None if inner == "div class=\"query\">" => Some((name, 1)),
                None => None,
            };
        }
        match alone {
            Some(_) => self.out.push_str(html),
            None => self.text(html),
        }
    }

    fn text(&mut self, text: &str) {
        let is_first = |byte: &u8| {
            self.terms.by_first.get(usize::from(*byte)).is_some_and(|terms| !terms.is_empty())
        };
        let (mut written, mut at) = (0, 0);
        // Bytes of which no term begins are passed over without being decoded: most of them.
        while let Some(next) = text.as_bytes()[at..].iter().position(is_first) {
            at += next;
            let Some((term, length)) = self.find(text, at) else {
                at += 1;
                continue;
            };
            self.out.push_str(&text[written..at]);
            self.link(term, &text[at..at + length]);
            at += length;
            written = at;
        }
        self.out.push_str(&text[written..]);
    }

    /// Returns the term that begins at a place and was not used before, with the bytes of its use.
    fn find(&self, text: &str, at: usize) -> Option<(usize, usize)> {
        let bytes = text.as_bytes();
        let before = at.checked_sub(1).and_then(|before| bytes.get(before).copied());
        let continues = match before {
            // An entity is no word, and neither is the second half of a compound.
            Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric() || b"&-_".contains(&byte),
            Some(_) => text[..at].chars().next_back().is_some_and(char::is_alphanumeric),
            None => false,
        };
        if continues {
            return None;
        }
        let terms = self.terms.by_first.get(usize::from(*bytes.get(at)?))?;
        terms.iter().find_map(|term| {
            if self.is_used[*term] {
                return None;
            }
            Some((*term, self.terms.terms[*term].length_in(&text[at..])?))
        })
    }

    fn link(&mut self, at: usize, words: &str) {
        self.is_used[at] = true;
        let term = &self.terms.terms[at];
        self.out.push_str("<a class=\"term\" href=\"");
        html::push_text(&mut self.out, &self.here.way(&term.path));
        self.out.push('#');
        html::push_text(&mut self.out, &term.anchor);
        self.out.push_str("\" title=\"");
        html::push_text(&mut self.out, &term.meaning);
        self.out.push_str("\">");
        self.out.push_str(words);
        self.out.push_str("</a>");
    }
}

/// Returns whether a span holds marks of an item, or the words of a link that leads nowhere.
fn is_mark(tag: &str) -> bool {
    ["class=\"chips\"", "class=\"broken\""].iter().any(|class| tag.contains(class))
}
