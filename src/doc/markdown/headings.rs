//! Headings: the title, sections, items, and all others.
//!
//! Duty: what a heading ends and what it starts, its anchor, its HTML.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::braces::Token;
use super::inline::{Title, one_line};
use super::items::{Source, SourceForm};
use super::marks::{self, Tail};
use super::{Walker, fields, outline};
use crate::diag::did_you_mean;
use crate::doc::{Heading, LinkForm, Text};
use crate::id::{Span, Spanned};
use crate::kind::SectionKind;

/// What braces say on a heading that is no item.
#[derive(Default)]
struct Attributes {
    id: Option<Text>,
    classes: Vec<String>,
    /// Ids that the heading had before.
    old_ids: Vec<Text>,
    visible_to: Option<Vec<String>>,
}

impl Walker<'_> {
    /// Writes the heading at `at`, and returns what follows it.
    pub(super) fn heading(&mut self, at: usize, level: u8) -> usize {
        let all = self.steps;
        let is_end = |step: &super::Step<'_>| matches!(step.event, Event::End(TagEnd::Heading(_)));
        let inside = all.get(at + 1..).unwrap_or(&[]);
        let end = at + 1 + inside.iter().position(is_end).unwrap_or(inside.len());
        let mut source = Source {
            form: SourceForm::Heading,
            steps: at + 1..end,
            region: outline::region(&all[at + 1..end]),
            span: self.line_span(at),
        };
        if source.region.is_empty() {
            source.region = all[at].end..all[at].end;
        }
        let is_top = self.open.is_empty();
        if is_top {
            self.check_level(at, level);
            self.end_for_heading(level, all[at].start);
        }
        let item = if is_top && level == 3 { self.heading_items_kind() } else { None };
        match item {
            Some(kind) => self.start_heading_item(kind, &source),
            None => self.plain_heading(&source, level, is_top),
        }
        end + 1
    }

    /// Ends what a heading outside other blocks ends.
    fn end_for_heading(&mut self, level: u8, start: usize) {
        self.outline.passed += 1;
        if level <= 3 {
            self.end_item();
        }
        if level <= 2 {
            self.end_section(start);
        }
        self.end_parts(level);
    }

    /// Ends the hidden parts that a heading of this level ends.
    pub(super) fn end_parts(&mut self, level: u8) {
        while self.gates.ends_at(level) {
            self.leave_raw();
            self.gates.pop();
            self.set_gate();
        }
    }

    pub(super) fn line_span(&self, at: usize) -> Span {
        let Some(step) = self.steps.get(at) else {
            return Span::default();
        };
        let line = self.text.get(step.start..step.end).unwrap_or("").trim_end();
        Span::new(step.start, step.start + line.len())
    }

    fn plain_heading(&mut self, source: &Source, level: u8, is_top: bool) {
        let tail = marks::tail(self.text, source.region.clone(), None);
        self.check_braces(source.region.clone(), source.steps.clone(), tail.braces.as_ref());
        let cut = tail.cut;
        let attributes = self.attributes(tail);
        let audiences = attributes.visible_to.clone();
        let from =
            self.options.decided.filter(|_| is_top && level == 2 && self.is_outcome(source, cut));
        if audiences.is_some() || from.is_some() {
            if is_top {
                self.gates.push_heading(level, audiences, from);
                self.set_gate();
                self.raw.enter();
            } else {
                let message = "`visible-to` hides nothing in a quote, a list or a note".to_owned();
                let hint = "move the heading out of it, or hide the section around it";
                self.report(3, source.span, message, hint);
            }
        }
        let links = self.body.links.len();
        let title = self.title_of(source.steps.clone(), cut);
        let anchor = match &attributes.id {
            Some(id) => self.pin(id),
            None => self.anchors.make(&title.plain, "section"),
        };
        let span = attributes.id.as_ref().map_or(source.span, |id| id.span);
        self.body.anchors.push(Spanned::new(anchor.clone(), span));
        let is_first = is_top && level == 1 && !self.has_title_heading;
        self.has_title_heading |= is_first;
        if is_first && self.is_title(&title.plain) {
            self.check_title(links, &source.steps);
            self.title = Some(Spanned::new(title.plain, Span::new(source.region.start, cut)));
            self.title_anchor = Some(anchor);
            return;
        }
        // Below a title of another wording, the heading is one of the body.
        let level = if is_first { 2 } else { level };
        self.write_heading(level, &anchor, &attributes, &title);
        if !is_top {
            return;
        }
        if level == 2 && !is_first {
            self.start_section(&title.plain, source.span);
        }
        self.body.headings.push(Heading {
            level,
            text: title.plain,
            anchor,
            is_pinned: attributes.id.is_some(),
            span: source.span,
            gate: self.gate,
        });
    }

    /// Returns whether a heading starts a section that says what was decided. The gate has to be there
    /// before the words of the heading are read, so that it goes by their source.
    fn is_outcome(&self, source: &Source, cut: usize) -> bool {
        let written = self.text.get(source.region.start..cut).unwrap_or("");
        let words = written.trim_matches(|letter: char| " *_`".contains(letter));
        let section = self.section_kind(words);
        section.is_some_and(SectionKind::tells_outcome)
    }

    /// Returns whether the first `#` heading is the title: it is, or says what front matter says.
    fn is_title(&self, heading: &str) -> bool {
        let title = self.options.title.map(one_line);
        title.is_none_or(|title| heading.is_empty() || title == heading)
    }

    /// Reports what stands in a title and is shown nowhere; its links are those from `links` on.
    fn check_title(&mut self, links: usize, steps: &Range<usize>) {
        let all = self.steps;
        let notes = all.get(steps.clone()).unwrap_or(&[]).iter();
        let notes = notes.filter(|step| matches!(step.event, Event::FootnoteReference(_)));
        let links = self.body.links.get(links..).unwrap_or(&[]).iter();
        let lost: Vec<(&str, Span)> = links
            .map(|link| match link.form {
                LinkForm::Image | LinkForm::Chart => ("picture", link.span),
                LinkForm::Inline | LinkForm::Wiki => ("link", link.span),
            })
            .chain(notes.map(|step| ("footnote", Span::new(step.start, step.end))))
            .collect();
        for (what, span) in lost {
            let message = format!("a title shows no {what}");
            self.report(14, span, message, "write it in the first paragraph");
        }
    }

    fn write_heading(&mut self, level: u8, anchor: &str, attributes: &Attributes, title: &Title) {
        let level = char::from(b'0' + level.clamp(1, 6)).to_string();
        self.writer.html("<h");
        self.writer.html(&level);
        self.writer.html(" id=\"");
        self.writer.text(anchor);
        if !attributes.classes.is_empty() {
            self.writer.html("\" class=\"");
            self.writer.text(&attributes.classes.join(" "));
        }
        self.writer.html("\">");
        for old in &attributes.old_ids {
            if !self.is_refused(old) && self.anchors.pin(&old.value) {
                self.writer.html("<span id=\"");
                self.writer.text(&old.value);
                self.writer.html("\"></span>");
                self.body.anchors.push(old.clone());
            }
        }
        self.write_title(anchor, title);
        self.writer.html("</h");
        self.writer.html(&level);
        self.writer.html(">\n");
    }

    /// Writes what stands within a heading.
    pub(super) fn write_title(&mut self, anchor: &str, title: &Title) {
        self.writer.segments(&title.segments);
        self.writer.html(&title.notes);
        self.writer.html("<a class=\"anchor\" href=\"#");
        self.writer.text(anchor);
        self.writer.html("\" aria-label=\"Link to this section\">#</a>");
    }

    fn attributes(&mut self, tail: Tail) -> Attributes {
        let mut attributes = Attributes::default();
        for token in tail.braces.into_iter().flat_map(|braces| braces.tokens) {
            match token {
                Token::Id(id) => {
                    let (name, span) = (format!("#{}", id.value), id.span);
                    if fields::put(&mut attributes.id, id) {
                        self.told_twice(&name, span);
                    }
                }
                Token::Class(class) => match class.value.strip_prefix("was-") {
                    Some(old) => {
                        let old = Spanned::new(old.to_owned(), class.span);
                        attributes.old_ids.push(old);
                    }
                    None => attributes.classes.push(class.value),
                },
                Token::Pair { key, value } if key.value == "visible-to" => {
                    let audiences = fields::audiences(&value.value);
                    if fields::put(&mut attributes.visible_to, audiences) {
                        self.told_twice(&key.value, key.span);
                    }
                }
                Token::Pair { key, .. } => {
                    let message = format!("unknown key `{}` on a heading", key.value);
                    let hint = did_you_mean(&key.value, ["visible-to"]).unwrap_or_else(|| {
                        "headings take `#id`, `.class` and `visible-to`".to_owned()
                    });
                    self.report(2, key.span, message, hint);
                }
            }
        }
        attributes
    }

    fn told_twice(&mut self, key: &str, span: Span) {
        self.findings.push(fields::told_twice(self.path, key, span));
    }
}
