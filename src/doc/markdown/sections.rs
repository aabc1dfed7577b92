//! Sections: what stands below a `##` heading, and whether it says anything.

use super::Walker;
use super::inline::{gaps, one_line};
use crate::doc::Section;
use crate::id::{Span, Spanned};
use crate::kind::{ItemKind, Kind, SectionKind};

/// The section where the walk is.
pub(super) struct OpenSection {
    /// Its index.
    pub(super) index: usize,
    /// Which section of the kind of document it is.
    pub(super) kind: Option<SectionKind>,
    /// Whether `###` headings rather than lists and tables are its items.
    has_item_headings: bool,
    /// Where the template's prompt stands.
    prompt: Option<Span>,
    /// Where lessons stand that the template gave to answer, and nobody did.
    pub(super) unanswered: Vec<Span>,
}

impl Walker<'_> {
    /// Starts the section below the heading that is written next to the list of headings.
    pub(super) fn start_section(&mut self, heading: &str, span: Span) {
        let index = self.body.sections.len();
        let kind = self.section_kind(heading);
        self.body.sections.push(Section {
            kind,
            heading: self.body.headings.len(),
            span,
            gate: self.gate,
            has_content: false,
            is_placeholder: false,
            meaning: String::new(),
            because: None,
            signs: Vec::new(),
        });
        let has_item_headings = self.outline.has_item_headings();
        let (prompt, unanswered) = (None, Vec::new());
        self.section = Some(OpenSection { index, kind, has_item_headings, prompt, unanswered });
        self.is_visible = false;
    }

    /// Ends the section where the walk is.
    pub(super) fn end_section(&mut self, end: usize) {
        let Some(open) = self.section.take() else {
            return;
        };
        let Some(section) = self.body.sections.get_mut(open.index) else {
            return;
        };
        section.span = Span::new(section.span.start as usize, end);
        section.has_content = self.is_visible;
        let prompt = open.prompt.or(open.unanswered.first().copied());
        section.is_placeholder = prompt.is_some() && !self.is_visible;
        if self.is_visible {
            for lesson in open.unanswered {
                let message = "a lesson here is neither applied nor set aside".to_owned();
                let hint = "say how in place of the hint, or end the line with (set aside)";
                self.report(11, lesson, message, hint);
            }
        } else if let Some(prompt) = prompt {
            let heading = self.body.headings.get(section.heading);
            let name = heading.map_or("", |heading| heading.text.as_str());
            let message = format!("`{name}` is still the template's placeholder");
            self.report(11, prompt, message, "answer the question, or delete the section");
        }
    }

    /// Returns the section that a heading starts, by its name.
    pub(super) fn section_kind(&self, heading: &str) -> Option<SectionKind> {
        SectionKind::named(self.kind, heading).or_else(|| {
            let heading = heading.trim().to_lowercase();
            let is_named =
                |names: &[String]| names.iter().any(|name| name.trim().to_lowercase() == heading);
            let row = self.options.section_names.iter().find(|(_, names)| is_named(names));
            row.map(|(kind, _)| *kind)
        })
    }

    /// Keeps the words of a text that may be names of people, where a rule asks for them: those with a
    /// capital letter, and those behind `@`. `start` is the place of the text in the file.
    pub(super) fn keep_names(&mut self, text: &str, start: usize) {
        let kind = self.section.as_ref().and_then(|section| section.kind);
        if kind != Some(SectionKind::CouldBeBetter) {
            return;
        }
        let mut at = 0;
        for word in text.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
            let name = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
            let is_marked = text.get(..at).is_some_and(|before| before.ends_with('@'));
            if is_marked && !name.is_empty() || name.starts_with(char::is_uppercase) {
                let from = start + at;
                let span = Span::new(from, from + name.len());
                self.body.names.push(Spanned::new(name.to_owned(), span));
            }
            at += word.len();
        }
    }

    /// Returns what the `###` headings here are.
    pub(super) fn heading_items_kind(&self) -> Option<ItemKind> {
        let section = self.section.as_ref().filter(|section| section.has_item_headings)?;
        section.kind?.items()
    }

    /// Returns what list entries and table rows here are.
    pub(super) fn list_items_kind(&self) -> Option<ItemKind> {
        let section = self.section.as_ref().filter(|section| !section.has_item_headings)?;
        section.kind?.items()
    }

    /// Ends a paragraph outside all other blocks.
    pub(super) fn end_paragraph(
        &mut self,
        start: usize,
        end: usize,
        was_visible: bool,
        is_first: bool,
    ) {
        let plain = self.run.plain.trim();
        let written = self.text.get(start..end).unwrap_or("").trim_end();
        let span = Span::new(start, start + written.len());
        let is_prompt = match self.section.as_mut() {
            Some(section) => {
                let prompt = section.kind.map_or("", SectionKind::prompt);
                let is_prompt = !prompt.is_empty() && plain == prompt;
                if is_prompt && section.prompt.is_none() {
                    section.prompt = Some(span);
                }
                is_prompt
            }
            None => false,
        };
        if is_prompt {
            self.is_visible = was_visible;
            return;
        }
        if self.excerpt.is_empty() && self.gate.0 == 0 && self.run.has_prose {
            let unnamed = self.run.places.iter();
            let unnamed = unnamed.filter(|place| place.start == place.end && !place.is_picture);
            self.excerpt_gaps =
                gaps(&self.run.plain, unnamed.map(|place| (place.start, place.link)));
            self.excerpt = one_line(plain);
            // As plain text, a formula would be read as its source.
            if is_first && !self.run.has_formula {
                self.lead.clone_from(&self.excerpt);
            }
        }
        let open = self.section.as_ref().map(|section| section.index);
        if self.kind == Kind::Glossary
            && let Some(section) = open.and_then(|index| self.body.sections.get_mut(index))
            && section.meaning.is_empty()
            && section.gate == self.gate
            && self.run.has_prose
        {
            section.meaning = one_line(plain);
        }
        if self.item.is_some() || !gives_reason(plain) {
            return;
        }
        if let Some(section) = open.and_then(|index| self.body.sections.get_mut(index))
            && section.because.is_none()
        {
            section.because = Some(Spanned::new(plain.to_owned(), span));
        }
    }
}

fn gives_reason(plain: &str) -> bool {
    let because = plain.strip_prefix("Because");
    because.is_some_and(|rest| rest.starts_with(char::is_whitespace)) || plain.starts_with("None:")
}
