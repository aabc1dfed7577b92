//! Signs: what rules look for in the prose of a section.
//!
//! Duty: the first of each sign in a section, with its place. A rule sees no text, so that nothing but
//! this walk reads it.

use std::ops::Range;

use super::Walker;
use crate::doc::Item;
use crate::id::{Span, Spanned};
use crate::kind::{ItemKind, SectionKind, Sign};

/// What opens or closes somebody's own words.
const QUOTES: [char; 7] = ['"', '“', '”', '„', '«', '»', '「'];

/// What ends a sentence.
const SENTENCE_ENDS: [char; 3] = ['.', '!', '?'];

/// A title of fewer letters stands in too many texts by chance.
const SHORTEST: usize = 4;

impl Walker<'_> {
    /// Notes the signs in a text, whose source stands at `start`.
    pub(super) fn note_signs(&mut self, text: &str, start: usize) {
        let Some(kind) = self.seeks_signs() else { return };
        let mut word_start = None;
        let mut is_first = ends_sentence(self.run.plain.trim_end());
        let ends = text.char_indices().chain([(text.len(), ' ')]);
        for (at, letter) in ends {
            if letter.is_alphanumeric() {
                word_start.get_or_insert(at);
                continue;
            }
            if kind == SectionKind::Evidence && QUOTES.contains(&letter) {
                self.note_sign(
                    Sign::Evidence,
                    Span::new(start + at, start + at + letter.len_utf8()),
                );
            }
            if let Some(from) = word_start.take() {
                let word = text.get(from..at).unwrap_or("");
                if let Some(sign) = Sign::of(kind, word, is_first) {
                    self.note_sign(sign, Span::new(start + from, start + at));
                }
                is_first &= Sign::may_precede_work(word);
            }
            is_first |= SENTENCE_ENDS.contains(&letter);
        }
    }

    /// Notes where the problem names the option that was chosen, in a document that was walked to its
    /// end: options mostly stand below the problem.
    pub(super) fn note_solutions(&mut self) {
        let chosen = |item: &&Item| {
            let word = item.fields.word.as_ref().map(|word| word.value.as_str());
            item.kind == ItemKind::Choice && word == Some("chosen")
        };
        let titles: Vec<String> = self
            .body
            .items
            .iter()
            .filter(chosen)
            .map(|item| item.title.to_ascii_lowercase())
            .filter(|title| title.chars().count() >= SHORTEST)
            .collect();
        if titles.is_empty() {
            return;
        }
        for section in &mut self.body.sections {
            if section.kind != Some(SectionKind::UserProblem) {
                continue;
            }
            // The lower case of ASCII letters leaves every place where it was.
            let text = section.span.of(self.text).to_ascii_lowercase();
            let place = titles.iter().find_map(|title| find_words(&text, title));
            section.signs.extend(place.map(|place| {
                Spanned::new(Sign::Solution, Span::from(place).shifted(section.span.start as usize))
            }));
        }
    }

    /// Notes a sign in the section where the walk is, unless it holds one already.
    pub(super) fn note_sign(&mut self, sign: Sign, span: Span) {
        let index = self.section.as_ref().map(|section| section.index);
        if let Some(section) = index.and_then(|index| self.body.sections.get_mut(index))
            && section.signs.iter().all(|known| known.value != sign)
        {
            section.signs.push(Spanned::new(sign, span));
        }
    }

    /// Notes that the section where the walk is shows how something is known, if it should.
    pub(super) fn note_evidence(&mut self, place: Range<usize>) {
        if self.seeks_signs() == Some(SectionKind::Evidence) {
            self.note_sign(Sign::Evidence, place.into());
        }
    }

    /// Notes the figures in code, or in a table of HTML, as evidence; a comment has no reader.
    pub(super) fn note_figures(&mut self, source: &str, place: Range<usize>) {
        let is_sought = self.seeks_signs() == Some(SectionKind::Evidence);
        if is_sought && !source.starts_with("<!--") && source.contains(char::is_numeric) {
            self.note_sign(Sign::Evidence, place.into());
        }
    }

    /// Returns the section where the walk is, if rules look for more signs in it than were found.
    fn seeks_signs(&self) -> Option<SectionKind> {
        let open = self.section.as_ref()?;
        let found = self.body.sections.get(open.index)?.signs.len();
        open.kind.filter(|kind| found < Sign::sought_in(*kind))
    }
}

/// Returns whether a new sentence begins behind a text.
fn ends_sentence(text: &str) -> bool {
    text.is_empty() || text.ends_with(SENTENCE_ENDS)
}

/// Returns where some words stand in a text as words of their own.
fn find_words(text: &str, words: &str) -> Option<Range<usize>> {
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    text.match_indices(words).map(|(at, _)| at..at + words.len()).find(|place| {
        !is_letter(text[..place.start].chars().next_back())
            && !is_letter(text[place.end..].chars().next())
    })
}
