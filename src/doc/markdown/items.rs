//! Items: the addressable records of a section.
//!
//! Duty: a heading, a list entry or a table row becomes an [`Item`] with fields, gates and an anchor;
//! its body is the HTML from its title to its end.
//!
//! **Architecture invariants.** Two gates an item: one for the item, one for the text that follows
//! its title, which for a question is its answer.

use std::ops::Range;

use super::Walker;
use super::fields::Filled;
use super::inline::Title;
use super::marks;
use super::outline;
use super::role::{ListItem, Role};
use crate::doc::{Fields, Fragment, Hole, Item, Text};
use crate::id::{Date, Span, Spanned};
use crate::kind::{ItemKind, SectionKind};

use pulldown_cmark::{Event, TagEnd};

/// Where an item's title stands.
pub(super) struct Source {
    /// How it is written.
    pub(super) form: SourceForm,
    /// Its inline events.
    pub(super) steps: Range<usize>,
    /// The stretch of the file that they cover.
    pub(super) region: Range<usize>,
    /// The place of the item.
    pub(super) span: Span,
}

/// How an item is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SourceForm {
    /// As a heading.
    Heading,
    /// As an entry of a list or a row of a table.
    Line,
}

/// An item whose body the walk is in.
pub(super) struct OpenItem {
    index: usize,
    /// Whether something visible stood before its body.
    was_visible: bool,
}

/// A new item, before its HTML.
pub(super) struct NewItem {
    /// Its index.
    pub(super) index: usize,
    /// Its title.
    pub(super) title: Title,
    /// Whether marks or braces follow the title.
    pub(super) has_tail: bool,
}

impl Walker<'_> {
    /// Adds an item, and moves the walk behind its gate.
    pub(super) fn add_item(
        &mut self,
        kind: ItemKind,
        source: &Source,
        cells: &[(Text, Text)],
        ticked: Option<bool>,
    ) -> NewItem {
        let tail = marks::tail(self.text, source.region.clone(), Some(kind));
        self.check_braces(source.region.clone(), source.steps.clone(), tail.braces.as_ref());
        let cut = tail.cut;
        let has_tail = source.region.end > cut;
        let mut findings = Vec::new();
        let mut filled = Filled::new(kind, self.path, &mut findings, tail);
        for (key, value) in cells {
            filled.pair(key, value.clone());
        }
        let Filled { fields, id, visible_to, .. } = filled;
        self.findings.append(&mut findings);
        let on = fields.on.as_ref().map(|on| on.value);
        self.gates.push_item(visible_to, on);
        self.set_gate();
        let index = self.body.items.len();
        self.item = Some(index);
        let title = self.title_of(source.steps.clone(), cut);
        let anchor = match &id {
            Some(id) => self.pin(id),
            None => self.anchors.make(anchor_text(&title.plain, source), kind.name()),
        };
        let span = id.as_ref().map_or(source.span, |id| id.span);
        self.body.anchors.push(Spanned::new(anchor.clone(), span));
        self.gates.push_item(None, body_from(kind, &fields));
        let body_gate = self.gates.here();
        self.gates.pop();
        self.body.items.push(Item {
            kind,
            title: title.plain.clone(),
            title_html: Fragment { gate: self.gate, segments: title.segments.clone() },
            anchor,
            is_pinned: id.is_some(),
            span: source.span,
            section: self.section.as_ref().map_or(0, |section| section.index),
            gate: self.gate,
            fields,
            ticked,
            has_body: false,
            body_gate,
            body: (0, 0),
        });
        NewItem { index, title, has_tail }
    }

    /// Starts the item that a heading is.
    pub(super) fn start_heading_item(&mut self, kind: ItemKind, source: &Source) {
        let new = self.add_item(kind, source, &[], None);
        let Some(item) = self.body.items.get(new.index) else {
            return;
        };
        let anchor = item.anchor.clone();
        self.body.headings.push(crate::doc::Heading {
            level: 3,
            text: new.title.plain.clone(),
            anchor: anchor.clone(),
            is_pinned: item.is_pinned,
            span: source.span,
            gate: item.gate,
        });
        self.raw.enter_item();
        self.open_element("<section class=\"item item-", kind, &anchor);
        self.writer.html("<h3>");
        self.write_title(&anchor, &new.title);
        self.writer.html("</h3>");
        self.writer.hole(Hole::Chips(new.index));
        self.writer.html("\n");
        let was_visible = self.is_visible;
        self.start_item_body(new.index);
        self.heading_item = Some(OpenItem { index: new.index, was_visible });
    }

    /// Ends the item that a heading started, where the walk is in one.
    pub(super) fn end_item(&mut self) {
        let Some(open) = self.heading_item.take() else {
            return;
        };
        self.finish_text();
        self.end_parts(4);
        self.leave_raw();
        self.end_item_body(open.index);
        self.is_visible |= open.was_visible;
        self.writer.html("</section>\n");
        self.leave_item();
    }

    /// Starts the list entry at `at`, and returns what follows its start.
    pub(super) fn start_list_item(&mut self, at: usize) -> usize {
        let all = self.steps;
        let text = outline::item_text(all, at);
        let is_item = matches!(
            self.open.last().map(|open| &open.role),
            Some(Role::List { holds_items: true })
        );
        let kind = self.list_items_kind().filter(|_| is_item && text.start < text.end);
        let Some(kind) = kind else {
            let html = if text.ticked.is_some() { "<li class=\"task\">" } else { "<li>" };
            self.enter(html, "</li>\n", Role::Plain);
            return at + 1;
        };
        let region = outline::region(&all[text.start..text.end]);
        let written = self.text.get(region.clone()).unwrap_or("").trim_end();
        let span = Span::new(region.start, region.start + written.len());
        if kind == ItemKind::Application && is_unanswered(written) {
            if let Some(section) = self.section.as_mut() {
                section.unanswered.push(span);
            }
            self.enter("<li>", "</li>\n", Role::Unanswered { was_visible: self.is_visible });
            return at + 1;
        }
        let source = Source { form: SourceForm::Line, steps: text.start..text.end, region, span };
        let new = self.add_item(kind, &source, &[], text.ticked);
        let anchor =
            self.body.items.get(new.index).map_or(String::new(), |item| item.anchor.clone());
        self.open_element("<li class=\"item item-", kind, &anchor);
        if text.is_paragraph {
            self.writer.html("<p>");
        }
        if text.ticked.is_some() {
            self.writer.hole(Hole::Checkbox(new.index));
            self.writer.html(" ");
        }
        self.writer.segments(&new.title.segments);
        self.writer.html(&new.title.notes);
        self.writer.html(" ");
        self.writer.hole(Hole::Chips(new.index));
        let mut next = text.end;
        if text.is_paragraph {
            self.writer.html("</p>\n");
            next += 1;
        }
        let has_body =
            !matches!(all.get(next).map(|step| &step.event), None | Some(Event::End(TagEnd::Item)));
        self.is_visible = true;
        if has_body {
            self.start_item_body(new.index);
        }
        self.enter("", "</li>\n", Role::Item(ListItem { index: new.index, has_body }));
        next
    }

    /// Ends the text that follows a list entry's title.
    pub(super) fn end_list_item_body(&mut self, item: &ListItem) {
        if item.has_body {
            self.finish_text();
            self.end_item_body(item.index);
            self.is_visible = true;
        }
    }

    /// Moves the walk out of an item.
    pub(super) fn leave_item(&mut self) {
        self.item = None;
        self.gates.pop();
        self.set_gate();
    }

    fn start_item_body(&mut self, index: usize) {
        let Some(item) = self.body.items.get_mut(index) else {
            return;
        };
        self.gates.push_item(None, body_from(item.kind, &item.fields));
        self.set_gate();
        let start = self.writer.cut();
        if let Some(item) = self.body.items.get_mut(index) {
            item.body = (start, start);
        }
        self.is_visible = false;
    }

    fn end_item_body(&mut self, index: usize) {
        let end = self.writer.cut();
        if let Some(item) = self.body.items.get_mut(index) {
            item.body.1 = end;
            item.has_body = self.is_visible;
        }
        self.gates.pop();
        self.set_gate();
        // The title of an item is content of its section.
        self.is_visible = true;
    }

    /// Writes a start tag up to its end, with the class of the item's kind and its anchor.
    pub(super) fn open_element(&mut self, start: &str, kind: ItemKind, anchor: &str) {
        self.writer.html(start);
        self.writer.html(kind.name());
        self.writer.html("\" id=\"");
        self.writer.text(anchor);
        self.writer.html("\">");
    }
}

/// Returns whether a line holds the template's hint still, and is not set aside behind it. An editor
/// may have broken the hint over two lines.
fn is_unanswered(written: &str) -> bool {
    let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
    let hint = written.split_once(SectionKind::UNANSWERED);
    hint.is_some_and(|(_, after)| !after.contains("(set aside)"))
}

/// Anchors of headings are as long as the headings; sentences in lists are cut.
const LONGEST: usize = 64;

/// Returns the part of a title that makes its anchor. Of an entry of nothing but marks there is none:
/// what it refers to may be hidden, and its name with it.
fn anchor_text<'a>(title: &'a str, source: &Source) -> &'a str {
    if source.form == SourceForm::Heading || title.len() <= LONGEST {
        return title;
    }
    let within = title.char_indices().take_while(|(at, _)| *at <= LONGEST);
    let mut end = 0;
    let mut blank = None;
    for (at, letter) in within {
        end = at;
        if letter.is_whitespace() {
            blank = Some(at);
        }
    }
    &title[..blank.unwrap_or(end)]
}

/// Returns from when the text after an item's title is there.
fn body_from(kind: ItemKind, fields: &Fields) -> Option<Date> {
    let answered = fields.answered.as_ref();
    let date = match kind {
        ItemKind::Question => answered,
        ItemKind::Concern => answered.or(fields.closed.as_ref()),
        _ => None,
    };
    date.map(|date| date.value)
}
