//! Text and inline markup.
//!
//! Duty: one inline event becomes HTML and plain text. The title of an item ends before its marks: the
//! events behind that place are dropped.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::links::OpenLink;
use super::sentence::{self, LinkPlace};
use super::{Step, Walker, emoji};
use crate::doc::{Gap, Segment};
use crate::id::Span;
use std::ops::Range;

/// The text of one block on its way.
#[derive(Default)]
pub(super) struct TextRun {
    /// The plain text.
    pub(super) plain: String,
    /// The links in it, in order.
    pub(super) places: Vec<LinkPlace>,
    /// Links and pictures that are not closed, outermost first.
    pub(super) links: Vec<OpenLink>,
    /// How many pictures are open: their text is no HTML.
    pub(super) pictures: u32,
    /// How many tags behind the end of a title are open.
    dropped: u32,
    /// Where the formula ends that the last text opens.
    pub(super) formula_end: Option<usize>,
    /// Up to where in the file the text was written.
    passed: usize,
    /// Whether it is a picture with its title below it, and nothing else.
    pub(super) is_figure: bool,
    /// Whether it holds a formula.
    pub(super) has_formula: bool,
    /// Whether there is text outside pictures.
    pub(super) has_prose: bool,
    /// Where a title is written: the HTML of its footnote references, which only its own page shows.
    pub(super) notes: Option<String>,
}

/// A title: its text, its HTML, and its references to footnotes.
pub(super) struct Title {
    /// The plain text.
    pub(super) plain: String,
    /// The HTML with holes.
    pub(super) segments: Vec<Segment>,
    /// The HTML of its references to footnotes.
    pub(super) notes: String,
}

/// Returns a text with runs of white space as one space. A link that shows its target's title leaves
/// two behind: its own words are the target's name, which may be hidden.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Returns where in a text of one line links without words stand, of which the places in the whole text
/// are given.
pub(super) fn gaps(text: &str, links: impl Iterator<Item = (usize, usize)>) -> Vec<Gap> {
    let gap = |(at, link): (usize, usize)| {
        let before = text.get(..at).unwrap_or("");
        let line = one_line(before);
        let is_apart = !line.is_empty() && before.ends_with(char::is_whitespace);
        Gap { at: line.len(), is_apart, link }
    };
    links.map(gap).collect()
}

impl Walker<'_> {
    /// Returns the title that some inline events make up to the byte `cut`.
    pub(super) fn title_of(&mut self, steps: Range<usize>, cut: usize) -> Title {
        self.finish_text();
        let page = std::mem::take(&mut self.writer);
        self.run.notes = Some(String::new());
        self.raw.enter();
        let all = self.steps;
        for step in all.get(steps).unwrap_or(&[]) {
            self.inline(step, cut);
        }
        self.leave_raw();
        let segments = std::mem::replace(&mut self.writer, page).into_segments();
        let notes = self.run.notes.take().unwrap_or_default();
        let plain = one_line(&self.run.plain);
        self.finish_text();
        Title { plain, segments, notes }
    }

    /// Writes one inline event, leaving out what lies behind `cut`.
    pub(super) fn inline(&mut self, step: &Step<'_>, cut: usize) {
        if self.is_dropped(step, cut) {
            return;
        }
        if matches!(&step.event, Event::Text(text) if text.starts_with('^')) {
            self.check_reference(step);
        }
        let ends_link = matches!(step.event, Event::End(TagEnd::Link | TagEnd::Image));
        if let Some(link) = self.run.links.last_mut().filter(|_| !ends_link) {
            link.inner_end = link.inner_end.max(step.end.min(cut));
        }
        let is_picture = self.run.pictures > 0;
        match &step.event {
            Event::Text(text) => {
                let within = cut.saturating_sub(step.start);
                let is_source = text.len() == step.end - step.start;
                let shown = if is_source { text.get(..within.min(text.len())) } else { None };
                let shown = shown.unwrap_or(text);
                // The source of titles and cells is judged as a whole.
                if self.run.notes.is_none() && !self.is_in_cell() {
                    self.check_text(shown, |range| {
                        let at = |offset: usize| (step.start + offset).min(step.end);
                        Span::new(at(range.start), at(range.end))
                    });
                }
                self.note_signs(shown, step.start);
                if is_source {
                    self.keep_names(shown, step.start);
                }
                if self.run.notes.is_none() && !is_picture {
                    self.look_for_acronyms(shown, step);
                }
                match is_source {
                    true => {
                        let (shown, start) = self.without_dollars(shown, step);
                        self.write_source(shown, start);
                    }
                    false => self.write_text(shown),
                }
            }
            Event::Code(code) => {
                self.note_figures(code, step.start..step.end);
                self.run.plain.push_str(code);
                self.run.has_prose |= !is_picture;
                self.is_visible = true;
                if self.run.formula_end == Some(step.end) && !is_picture {
                    self.line_formula(code, step);
                } else if !is_picture {
                    self.writer.html("<code>");
                    self.writer.text(code);
                    self.writer.html("</code>");
                }
            }
            Event::SoftBreak => self.write_break("\n"),
            Event::HardBreak => self.write_break("<br>\n"),
            Event::InlineHtml(html) if !is_picture => self.raw_html(html, &[(0, step.start)]),
            Event::FootnoteReference(label) if !is_picture => self.footnote_reference(label, step),
            Event::TaskListMarker(ticked) => self.write_checkbox(*ticked),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                self.start_link(*link_type, dest_url, title, id, step);
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                self.start_picture(*link_type, dest_url, title, id, step);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.end_link(step),
            Event::Start(tag) if !is_picture => {
                self.writer.html(match tag {
                    Tag::Emphasis => "<em>",
                    Tag::Strong => "<strong>",
                    Tag::Strikethrough => "<del>",
                    _ => "",
                });
                self.raw.enter();
            }
            Event::End(tag) if !is_picture => {
                self.leave_raw();
                self.writer.html(match tag {
                    TagEnd::Emphasis => "</em>",
                    TagEnd::Strong => "</strong>",
                    TagEnd::Strikethrough => "</del>",
                    _ => "",
                });
            }
            _ => {}
        }
    }

    /// Returns whether the event lies behind the end of a title; of a tag that does, the end does.
    fn is_dropped(&mut self, step: &Step<'_>, cut: usize) -> bool {
        match &step.event {
            Event::Start(_) if self.run.dropped > 0 || step.start >= cut => {
                self.run.dropped += 1;
                true
            }
            Event::End(_) if self.run.dropped > 0 => {
                self.run.dropped -= 1;
                true
            }
            Event::Start(_) | Event::End(_) => false,
            _ => self.run.dropped > 0 || step.start >= cut,
        }
    }

    /// Writes text that stands at a place of the file, with signs for the names of emoji.
    fn write_source(&mut self, text: &str, start: usize) {
        // A name with an underscore comes in several pieces.
        let mut from = self.run.passed.saturating_sub(start).min(text.len());
        let mut at = from;
        while let Some(colon) = memchr::memchr(b':', &text.as_bytes()[at..]) {
            let found = emoji::at(self.text, start + at + colon);
            let Some((sign, end)) = found else {
                at += colon + 1;
                continue;
            };
            self.write_text(text.get(from..at + colon).unwrap_or(""));
            self.write_text(sign);
            self.run.passed = end;
            from = (end - start).min(text.len());
            at = from;
        }
        self.write_text(text.get(from..).unwrap_or(""));
    }

    pub(super) fn write_text(&mut self, text: &str) {
        if self.run.links.last().is_some_and(|link| link.is_named) {
            return;
        }
        self.run.plain.push_str(text);
        let is_blank = text.trim().is_empty();
        self.is_visible |= !is_blank;
        if self.run.pictures == 0 {
            self.run.has_prose |= !is_blank;
            self.writer.text(text);
        }
    }

    fn write_break(&mut self, html: &str) {
        self.run.plain.push(' ');
        if self.run.pictures == 0 {
            self.writer.html(html);
        }
    }

    fn write_checkbox(&mut self, ticked: bool) {
        self.writer.html(if ticked {
            "<input type=\"checkbox\" disabled checked aria-label=\"Done\"> "
        } else {
            "<input type=\"checkbox\" disabled aria-label=\"Not done\"> "
        });
    }

    /// Ends the text of a block: its links learn the sentences around them.
    pub(super) fn finish_text(&mut self) {
        let run = &mut self.run;
        for at in 0..run.places.len() {
            let sentence = sentence::around(&run.plain, &run.places, at);
            if let Some(link) = self.body.links.get_mut(run.places[at].link) {
                link.sentence = sentence;
            }
        }
        run.places.clear();
        run.plain.clear();
        run.links.clear();
        run.pictures = 0;
        run.dropped = 0;
        run.has_prose = false;
        run.has_formula = false;
        run.is_figure = false;
        run.formula_end = None;
        run.passed = 0;
    }
}
