//! Footnotes: numbered in the order of their references, written at the end.
//!
//! **Architecture invariants.** A footnote is seen only where the place that defines it and a place
//! that refers to it are. Each definition is written once, however often it is referred to.

use std::collections::HashMap;

use super::role::Role;
use super::{Step, Walker};
use crate::diag::did_you_mean;
use crate::doc::GateId;
use crate::id::{Span, Spanned};

use pulldown_cmark::{Event, Tag};

/// The footnotes of a document.
#[derive(Default)]
pub(super) struct Footnotes {
    /// Labels in lower case, in the order of their numbers.
    order: Vec<String>,
    notes: HashMap<String, Note>,
    /// How many references mean nothing.
    missing: usize,
}

#[derive(Default)]
struct Note {
    /// 0 before it is referred to.
    number: usize,
    /// The gate of the definition.
    place: Option<GateId>,
    /// The gates of the references.
    references: Vec<GateId>,
}

impl Walker<'_> {
    /// Skips the definition at `at`, and returns what follows it.
    pub(super) fn skip_footnote(&mut self, at: usize) -> usize {
        let mut depth = 0_u32;
        let mut next = at;
        for step in self.steps.get(at..).unwrap_or(&[]) {
            next += 1;
            match &step.event {
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    depth += 1;
                    let note = self.footnotes.notes.entry(label.to_lowercase()).or_default();
                    note.place.get_or_insert(self.gate);
                }
                Event::End(pulldown_cmark::TagEnd::FootnoteDefinition) => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                _ => {}
            }
        }
        next
    }

    /// Writes a reference.
    pub(super) fn footnote_reference(&mut self, label: &str, step: &Step<'_>) {
        let label = label.to_lowercase();
        if !self.outline.footnotes.contains_key(&label) {
            self.no_footnote(&label, Span::new(step.start, step.end));
            self.write_text(self.text.get(step.start..step.end).unwrap_or(""));
            return;
        }
        self.note_evidence(step.start..step.end);
        let footnotes = &mut self.footnotes;
        let note = footnotes.notes.entry(label.clone()).or_default();
        if note.number == 0 {
            footnotes.order.push(label);
            note.number = footnotes.order.len();
        }
        note.references.push(self.gate);
        let number = note.number;
        let id = reference_id(number, note.references.len());
        let html =
            format!("<sup class=\"fn\" id=\"{id}\"><a href=\"#fn-{number}\">{number}</a></sup>");
        let span = Span::new(step.start, step.end);
        self.anchors.pin(&id);
        self.body.anchors.push(Spanned::new(id, span));
        match &mut self.run.notes {
            Some(notes) => notes.push_str(&html),
            None => self.writer.html(&html),
        }
    }

    /// Reports the text at `step` where it is a reference to a footnote that is not there: the parser
    /// takes such a reference as text, from behind its bracket on.
    pub(super) fn check_reference(&mut self, step: &Step<'_>) {
        let (before, rest) = (self.text.get(..step.start), self.text.get(step.start..));
        let (Some(before), Some(rest)) = (before, rest) else { return };
        // The text of a link that begins so is no reference.
        let is_link = self.run.links.last().is_some_and(|link| link.has_text_from(step.start));
        if is_link || !before.ends_with('[') || before.ends_with("\\[") {
            return;
        }
        let Some(rest) = rest.strip_prefix('^') else { return };
        let is_end = |letter: char| letter.is_whitespace() || matches!(letter, '[' | ']');
        let length = rest.find(is_end).unwrap_or(rest.len());
        if length > 0 && rest[length..].starts_with(']') {
            let label = rest[..length].to_owned();
            self.no_footnote(&label, Span::new(step.start - 1, step.start + length + 2));
        }
    }

    fn no_footnote(&mut self, label: &str, span: Span) {
        /// Looking for near names costs more than finding that there is none.
        const HINTS: usize = 20;
        self.footnotes.missing += 1;
        let known = self.outline.footnotes.keys().map(String::as_str);
        let near = match self.footnotes.missing <= HINTS {
            true => did_you_mean(label, known),
            false => None,
        };
        let hint = near
            .unwrap_or_else(|| format!("define it: `[^{label}]: …`; as text, set it in backticks"));
        self.report(6, span, format!("there is no footnote `[^{label}]`"), hint);
    }

    /// Reports definitions that no page shows.
    pub(super) fn check_footnotes(&mut self) {
        for (at, step) in self.steps.iter().enumerate() {
            let Event::Start(Tag::FootnoteDefinition(label)) = &step.event else { continue };
            let length = self.text.get(step.start..step.end).and_then(|text| text.find(']'));
            let span = Span::new(step.start, step.start + length.map_or(0, |length| length + 1));
            let key = label.to_lowercase();
            let is_known = self.footnotes.notes.get(&key).is_some_and(|note| note.number > 0);
            let is_counted =
                self.outline.footnotes.get(&key).is_some_and(|own| own.start == at + 1);
            if !is_counted {
                let message = format!("the footnote `[^{label}]` is defined before");
                self.report(5, span, message, "give this one another name");
            } else if !is_known {
                let message = format!("nothing refers to the footnote `[^{label}]`");
                let hint = format!("write `[^{label}]` where it belongs, or delete it");
                self.report(6, span, message, hint);
            }
        }
    }

    /// Writes the footnotes that were referred to.
    pub(super) fn write_footnotes(&mut self) {
        let around = self.gate_of_all();
        if self.footnotes.order.is_empty() {
            return;
        }
        self.writer.gate(around);
        self.writer.html("<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n");
        let mut index = 0;
        // A footnote may refer to further ones.
        while let Some(label) = self.footnotes.order.get(index).cloned() {
            index += 1;
            self.write_footnote(&label);
        }
        self.gate = around;
        self.writer.gate(around);
        self.writer.html("</ol>\n</section>\n");
    }

    fn write_footnote(&mut self, label: &str) {
        let Some(steps) = self.outline.footnotes.get(label).cloned() else {
            return;
        };
        let gate = self.gate_of_note(label);
        self.gate = gate;
        self.writer.gate(gate);
        let Some(number) = self.footnotes.notes.get(label).map(|note| note.number) else {
            return;
        };
        let id = format!("fn-{number}");
        let start = format!("<li id=\"{id}\" value=\"{number}\">\n");
        let at = self.steps.get(steps.start).map_or(0, |step| step.start);
        self.anchors.pin(&id);
        self.body.anchors.push(Spanned::new(id, Span::new(at, at)));
        self.enter(&start, "", Role::Plain);
        self.blocks(steps);
        self.finish_text();
        self.leave_raw();
        self.open.pop();
        let references =
            self.footnotes.notes.get(label).map_or(Vec::new(), |note| note.references.clone());
        for (index, reference) in references.into_iter().enumerate() {
            let both = self.gates.both(gate, reference);
            self.writer.gate(both);
            let id = reference_id(number, index + 1);
            self.writer.html(&format!(
                "<a class=\"fn-back\" href=\"#{id}\" aria-label=\"Back to the text\">\u{21a9}</a>"
            ));
        }
        self.writer.gate(gate);
        self.writer.html("</li>\n");
    }

    /// Returns the gate of a footnote: that of its definition and of some reference.
    fn gate_of_note(&mut self, label: &str) -> GateId {
        let Some(note) = self.footnotes.notes.get(label) else {
            return GateId(0);
        };
        let mut references = note.references.iter().copied();
        let first = references.next().unwrap_or_default();
        let some = references.fold(first, |some, gate| self.gates.either(some, gate));
        self.gates.both(note.place.unwrap_or_default(), some)
    }

    /// Returns the gate that every footnote shares, or the open one.
    fn gate_of_all(&mut self) -> GateId {
        let labels = self.footnotes.order.clone();
        let mut gates = labels.iter().map(|label| self.gate_of_note(label));
        let Some(first) = gates.next() else {
            return GateId(0);
        };
        if gates.all(|gate| gate == first) { first } else { GateId(0) }
    }
}

fn reference_id(number: usize, reference: usize) -> String {
    if reference == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{reference}") }
}
