//! Signs: what rules look for in the prose of a section.
//!
//! Duty: the first of each sign in a section, with its place. A rule sees no text, so that nothing but
//! this walk reads it.

use std::ops::Range;

use super::Walker;
use crate::id::{Span, Spanned};
use crate::kind::{SectionKind, Sign};

/// What opens or closes somebody's own words.
const QUOTES: [char; 7] = ['"', '“', '”', '„', '«', '»', '「'];

impl Walker<'_> {
    /// Notes the signs in a text, whose source stands at `start`.
    pub(super) fn note_signs(&mut self, text: &str, start: usize) {
        let Some(kind) = self.seeks_signs() else { return };
        let mut word_start = None;
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
            let Some(from) = word_start.take() else { continue };
            let word = text.get(from..at).unwrap_or("");
            if let Some(sign) = Sign::of(kind, word) {
                self.note_sign(sign, Span::new(start + from, start + at));
            }
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

    /// Returns the section where the walk is, if rules look for more signs in it than were found.
    fn seeks_signs(&self) -> Option<SectionKind> {
        let open = self.section.as_ref()?;
        let found = self.body.sections.get(open.index)?.signs.len();
        open.kind.filter(|kind| found < Sign::sought_in(*kind))
    }
}
