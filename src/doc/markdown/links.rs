//! Links, pictures and charts in text.
//!
//! Duty: an entry in the body's links for each, with the place of its target, and the holes around
//! its text. A target that must not be linked leaves its text behind, and a finding.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::sentence::LinkPlace;
use super::{Step, Walker, target};
use crate::doc::{Hole, Link, LinkForm, Placing, SentencePart};
use crate::id::Span;
use crate::kind::ChartKind;

/// A link or a picture whose end has not come.
pub(super) struct OpenLink {
    /// Its index; `None` where nothing is linked.
    link: Option<usize>,
    /// Where its entry stands among the places of the text.
    place: usize,
    /// Where its text starts in the plain text.
    text_from: usize,
    /// Where it starts in the file.
    start: usize,
    /// Where the last event inside it ends.
    pub(super) inner_end: usize,
    /// Whether the text is the target's name, which stands for the target's title.
    pub(super) is_named: bool,
    /// How the source writes the target.
    written: Written,
    /// The scheme for which the target was refused.
    refused: Option<&'static str>,
    is_picture: bool,
    has_picture: bool,
}

/// How the source writes a target.
#[derive(Clone, PartialEq, Eq)]
enum Written {
    /// `[text](target)`.
    Inline,
    /// `[text][label]`; the place of the target in the definition of the label.
    Reference(Option<Range<usize>>),
    /// `<target>`.
    Auto,
    /// `[[target]]`, with the length of the target.
    Wiki(usize),
}

impl OpenLink {
    /// Returns whether its text starts at a place in the file.
    pub(super) fn has_text_from(&self, at: usize) -> bool {
        self.start + if self.is_picture { 2 } else { 1 } == at
    }

    /// Returns whether it is a link rather than a picture.
    pub(super) fn is_link(&self) -> bool {
        !self.is_picture
    }
}

impl Walker<'_> {
    /// Starts a link.
    pub(super) fn start_link(
        &mut self,
        link_type: LinkType,
        dest: &str,
        title: &str,
        label: &str,
        step: &Step<'_>,
    ) {
        let target = match link_type {
            LinkType::Email => format!("mailto:{dest}"),
            LinkType::WikiLink { .. } => wiki_target(dest).to_owned(),
            _ => dest.to_owned(),
        };
        let form = match link_type {
            LinkType::WikiLink { .. } => LinkForm::Wiki,
            _ => LinkForm::Inline,
        };
        self.open_link(form, link_type, target, title, label, step);
        if let Some(link) = self.run.links.last().and_then(|open| open.link)
            && !self.raw.is_in_link()
        {
            self.writer.hole(Hole::LinkStart(link));
        }
        self.raw.enter();
    }

    /// Starts a picture; a chart within text becomes a link to its KPI, for a figure cannot stand in
    /// a line, unless it is one without axes.
    pub(super) fn start_picture(
        &mut self,
        link_type: LinkType,
        dest: &str,
        title: &str,
        label: &str,
        step: &Step<'_>,
    ) {
        let is_chart = dest.starts_with("kpi:");
        let placed = dest.split_once('?').map(|(name, asked)| (name, Placing::parse(asked)));
        let is_small = matches!(&placed, Some((_, Ok(it))) if it.chart == Some(ChartKind::Spark));
        if is_chart && !is_small && self.run.pictures == 0 && self.run.links.is_empty() {
            // What no chart knows is left to be told.
            let target = match placed {
                Some((target, Ok(_))) => target,
                _ => dest,
            };
            self.start_link(link_type, target, title, label, step);
            return;
        }
        if is_chart && is_small && !self.run.links.is_empty() {
            let message = "a chart with its value is a link, and stands within another".to_owned();
            self.report(3, Span::new(step.start, step.end), message, "write it beside the link");
        }
        let target = match link_type {
            LinkType::WikiLink { .. } => wiki_target(dest),
            _ => dest,
        };
        self.open_link(LinkForm::Image, link_type, target.to_owned(), title, label, step);
        if let Some(open) = self.run.links.last_mut() {
            open.is_picture = true;
            open.is_named = false;
        }
        self.run.pictures += 1;
    }

    fn open_link(
        &mut self,
        form: LinkForm,
        link_type: LinkType,
        target: String,
        title: &str,
        label: &str,
        step: &Step<'_>,
    ) {
        let refused = target::refused_scheme(&target);
        let written = match link_type {
            LinkType::Inline => Written::Inline,
            LinkType::Autolink | LinkType::Email => Written::Auto,
            LinkType::WikiLink { .. } => Written::Wiki(target.len()),
            _ => Written::Reference(self.definition(label)),
        };
        let is_named = link_type == LinkType::WikiLink { has_pothole: false };
        let text_from = self.run.plain.len();
        // Nothing inside the text of a picture is a link.
        let is_linked = refused.is_none() && self.run.pictures == 0;
        let link = is_linked.then(|| self.add_link(form, target, title, step.start..step.end));
        let place = self.run.places.len();
        if let Some(link) = link {
            let is_picture = form == LinkForm::Image;
            self.run.places.push(LinkPlace { link, start: text_from, end: text_from, is_picture });
        }
        self.run.links.push(OpenLink {
            link,
            place,
            text_from,
            start: step.start,
            inner_end: step.start + 1,
            is_named,
            written,
            refused,
            is_picture: false,
            has_picture: false,
        });
    }

    /// Ends the innermost link or picture.
    pub(super) fn end_link(&mut self, step: &Step<'_>) {
        let Some(open) = self.run.links.pop() else {
            return;
        };
        if let Some(outer) = self.run.links.last_mut() {
            outer.inner_end = outer.inner_end.max(step.end);
            outer.has_picture |= open.is_picture;
        }
        let span = self.target_span(&open, step);
        if let Some(scheme) = open.refused {
            let message = format!("a link with `{scheme}:` was removed");
            self.report(14, span, message, "link to a page, a file or a web address");
        }
        let text = self.run.plain.get(open.text_from..).unwrap_or("").trim().to_owned();
        let is_empty = text.is_empty() && !open.has_picture;
        if let Some(place) = open.link.and_then(|_| self.run.places.get_mut(open.place)) {
            place.end = self.run.plain.len();
        }
        if let Some(link) = open.link.and_then(|link| self.body.links.get_mut(link)) {
            link.span = span;
            link.text = text.clone();
        }
        if let Some(link) = open.link {
            match open.is_picture {
                true => self.check_picture(link, &text, span),
                false if open.has_picture || open.is_named => {}
                false => self.check_link(link, &text, span),
            }
        }
        if open.is_picture {
            self.run.pictures = self.run.pictures.saturating_sub(1);
            self.end_picture(&open);
            return;
        }
        self.leave_raw();
        if let Some(link) = open.link {
            if is_empty {
                self.is_visible = true;
                self.run.has_prose = true;
                self.writer.hole(Hole::LinkText(link));
            }
            if !self.raw.is_in_link() {
                self.writer.hole(Hole::LinkEnd(link));
            }
        }
    }

    fn end_picture(&mut self, open: &OpenLink) {
        match open.link {
            Some(link) => {
                self.is_visible = true;
                self.writer.hole(match std::mem::take(&mut self.run.is_figure) {
                    true => Hole::Figure(link),
                    false => Hole::Image(link),
                });
            }
            None if self.run.pictures == 0 => {
                let text = self.run.plain.get(open.text_from..).unwrap_or("");
                self.writer.text(text);
            }
            None => {}
        }
    }

    /// Adds a link, and returns its index.
    pub(super) fn add_link(
        &mut self,
        form: LinkForm,
        target: String,
        title: &str,
        range: Range<usize>,
    ) -> usize {
        self.body.links.push(Link {
            form,
            target,
            span: range.into(),
            text: String::new(),
            title: title.to_owned(),
            gate: self.gate,
            item: self.item,
            sentence: Vec::new(),
        });
        self.body.links.len() - 1
    }

    /// Writes the chart that fills the paragraph at `at` alone, and returns what follows it.
    pub(super) fn chart_paragraph(&mut self, at: usize) -> Option<usize> {
        let all = self.steps;
        let step = all.get(at + 1)?;
        let Event::Start(Tag::Image { dest_url, title, .. }) = &step.event else {
            return None;
        };
        if !dest_url.starts_with("kpi:") {
            return None;
        }
        let inside = all.get(at + 2..)?;
        let length = inside.iter().position(|step| {
            matches!(step.event, Event::Start(_) | Event::End(_) | Event::InlineHtml(_))
        })?;
        let is_alone = matches!(inside.get(length)?.event, Event::End(_))
            && matches!(
                inside.get(length + 1)?.event,
                Event::End(pulldown_cmark::TagEnd::Paragraph)
            );
        if !is_alone {
            return None;
        }
        let mut text = String::new();
        for inner in &inside[..length] {
            match &inner.event {
                Event::Text(part) | Event::Code(part) => text.push_str(part),
                _ => text.push(' '),
            }
        }
        let link =
            self.add_link(LinkForm::Chart, dest_url.to_string(), title, step.start..step.end);
        let from = inside[..length].last().map_or(step.start + 1, |inner| inner.end);
        let span = target::inline_target(self.text, from, step.end);
        if let Some(chart) = self.body.links.get_mut(link) {
            chart.span = span.map_or(chart.span, Span::from);
            chart.text = text.trim().to_owned();
            chart.sentence = vec![SentencePart::Link(link)];
        }
        self.is_visible = true;
        self.writer.hole(Hole::Chart(link));
        self.writer.html("\n");
        Some(at + 2 + length + 2)
    }

    fn definition(&self, label: &str) -> Option<Range<usize>> {
        let span = self.definitions.get(label)?.span.clone();
        target::definition_target(self.text, self.base + span.start..self.base + span.end)
    }

    fn target_span(&self, open: &OpenLink, step: &Step<'_>) -> Span {
        let whole = step.start..step.end;
        let found = match &open.written {
            Written::Inline => target::inline_target(self.text, open.inner_end, step.end),
            Written::Reference(range) => range.clone(),
            Written::Auto => Some(step.start + 1..step.end.saturating_sub(1)),
            Written::Wiki(length) => {
                let bang = usize::from(open.is_picture);
                let start = step.start + 2 + bang;
                let written = self.text.get(start..step.end).unwrap_or("");
                let start = start + written.len() - written.trim_start().len();
                Some(start..start + length)
            }
        };
        found.unwrap_or(whole).into()
    }
}

/// Returns the target of a wiki link; in tables the bar before its text is written `\|`.
fn wiki_target(name: &str) -> &str {
    name.strip_suffix('\\').unwrap_or(name).trim()
}
