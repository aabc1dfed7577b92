//! Raw HTML on its way into the page.
//!
//! Duty: what the allow-lists name stays, everything else goes and is told; tags are closed where
//! their author forgot to.
//!
//! **Architecture invariants.** A tag never ends outside the block, item or hidden part in which it
//! starts: whatever a gate leaves out, the rest is balanced.

use super::Walker;
use super::links::OpenLink;
use super::sentence::LinkPlace;
use super::tags::{self, Attribute, Token};
use super::target;
use crate::doc::{Hole, LinkForm};
use crate::id::{Span, Spanned};

/// Tags that are open, and the borders between the blocks that hold them.
#[derive(Default)]
pub(super) struct RawTags {
    stack: Vec<Entry>,
    tags: usize,
    links: usize,
    /// How many tags were left out since tags nest too deep; their ends are left out, too.
    left_out: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    Tag(&'static str),
    /// `<a href>`, with its index, where its text starts, and its place among the places.
    Link {
        link: usize,
        text_from: usize,
        place: usize,
    },
    /// A tag that was removed; its end is, too.
    Removed(&'static str),
    Border,
    /// The border of an item that a heading starts; its end may be brought forward.
    Item,
}

/// How deep tags may nest: deeper ones are left out.
const DEEPEST: usize = 100;

impl RawTags {
    /// Sets a border: what is open stays so until [`Walker::leave_raw`].
    pub(super) fn enter(&mut self) {
        self.stack.push(Entry::Border);
    }

    /// Sets the border of an item that a heading starts.
    pub(super) fn enter_item(&mut self) {
        self.stack.push(Entry::Item);
    }

    /// Returns whether an `<a href>` is open.
    pub(super) fn is_in_link(&self) -> bool {
        self.links > 0
    }

    fn push(&mut self, entry: Entry) {
        self.tags += 1;
        self.links += usize::from(matches!(entry, Entry::Link { .. }));
        self.stack.push(entry);
    }
}

impl Walker<'_> {
    /// Closes the tags that were opened since the last border, and takes the border away.
    pub(super) fn leave_raw(&mut self) {
        self.close_raw();
        self.raw.stack.pop();
    }

    /// Closes the tags that were opened since the last border.
    pub(super) fn close_raw(&mut self) {
        while let Some(entry) = self.raw.stack.last().copied() {
            if matches!(entry, Entry::Border | Entry::Item) {
                break;
            }
            self.close_innermost(entry);
        }
    }

    fn close_innermost(&mut self, entry: Entry) {
        self.raw.stack.pop();
        self.raw.tags -= 1;
        self.raw.left_out = 0;
        match entry {
            Entry::Tag(tag) => {
                self.writer.html("</");
                self.writer.html(tag);
                self.writer.html(">");
            }
            Entry::Link { link, text_from, place } => {
                self.raw.links -= 1;
                let end = self.run.plain.len();
                let place = self.run.places.get_mut(place).filter(|place| place.link == link);
                // The text of a link around several blocks is not kept.
                if let Some(place) = place {
                    place.end = end;
                    let text = self.run.plain.get(text_from..).unwrap_or("").trim().to_owned();
                    if text.is_empty() {
                        self.writer.hole(Hole::LinkText(link));
                    }
                    if let Some(entry) = self.body.links.get_mut(link) {
                        entry.text = text;
                    }
                }
                self.writer.hole(Hole::LinkEnd(link));
            }
            Entry::Removed(_) | Entry::Border | Entry::Item => {}
        }
    }

    /// Writes what may stay of some raw HTML; `places` says where its parts stand in the file, as
    /// pairs of an offset in `html` and one in the file.
    pub(super) fn raw_html(&mut self, html: &str, places: &[(usize, usize)]) {
        let mut at = 0;
        while let Some((token, next)) = tags::next(html, at) {
            at = next;
            match token {
                Token::Text(range) => {
                    let at = range.start;
                    let text = &html[range];
                    self.check_text(text, |within| {
                        place(places, at + within.start, at + within.end)
                    });
                    self.raw_text(text);
                }
                Token::Open { name, attributes, range } => {
                    let span = place(places, range.start, range.end);
                    match tags::allowed_tag(name) {
                        Some(tag) => self.open_tag(tag, &attributes, span, places),
                        None => {
                            self.report_tag(name, span);
                            if tags::is_raw_text(name) {
                                at = tags::raw_text_end(html, at, name);
                            }
                        }
                    }
                }
                Token::Close { name, range } => {
                    let span = place(places, range.start, range.end);
                    if let Some(tag) = tags::allowed_tag(name).filter(|tag| !tags::is_void(tag)) {
                        self.close_tag(tag, span);
                    }
                }
                Token::Silent => {}
            }
        }
    }

    fn raw_text(&mut self, text: &str) {
        self.run.plain.push_str(text);
        self.is_visible |= !text.trim().is_empty();
        // Entities stay as they are.
        let mut from = 0;
        for (at, letter) in text.match_indices(['<', '>']) {
            self.writer.html(&text[from..at]);
            self.writer.html(if letter == "<" { "&lt;" } else { "&gt;" });
            from = at + 1;
        }
        self.writer.html(&text[from..]);
    }

    fn open_tag(
        &mut self,
        tag: &'static str,
        attributes: &[Attribute<'_>],
        span: Span,
        places: &[(usize, usize)],
    ) {
        if self.raw.tags >= DEEPEST && !tags::is_void(tag) {
            if self.raw.left_out == 0 {
                let message =
                    format!("`<{tag}>` and the tags in it nest too deep and were removed");
                self.report(14, span, message, "close the tags before it");
            }
            self.raw.left_out += 1;
            return;
        }
        let find = |name: &str| {
            let found =
                attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name));
            found.and_then(|attribute| Some((attribute.value?, attribute)))
        };
        let linked = match tag {
            "a" => find("href"),
            "img" => find("src"),
            _ => None,
        };
        let kept = self.kept_attributes(tag, attributes, places);
        let Some((value, attribute)) = linked else {
            if tag != "img" {
                self.writer.html("<");
                self.writer.html(tag);
                self.writer.html(&kept);
                self.writer.html(">");
                if !tags::is_void(tag) {
                    self.raw.push(Entry::Tag(tag));
                }
            }
            return;
        };
        let target = target::decode_entities(value).trim().to_owned();
        let target_span = place(places, attribute.range.start, attribute.range.end);
        if let Some(scheme) = target::refused_scheme(&target) {
            let message = format!("a link with `{scheme}:` was removed");
            self.report(14, target_span, message, "link to a page, a file or a web address");
            if tag == "a" {
                self.raw.push(Entry::Removed(tag));
            }
            return;
        }
        let title = target::decode_entities(find("title").map_or("", |found| found.0));
        let text_from = self.run.plain.len();
        if tag == "img" {
            let link = self.add_link(LinkForm::Image, target, &title, 0..0);
            let text = target::decode_entities(find("alt").map_or("", |found| found.0));
            self.run.plain.push_str(&text);
            self.set_raw_link(link, target_span, text);
            let end = self.run.plain.len();
            self.run.places.push(LinkPlace { link, start: text_from, end, is_picture: true });
            self.is_visible = true;
            self.writer.hole(Hole::Image(link));
            return;
        }
        if self.raw.is_in_link() || self.run.links.iter().any(OpenLink::is_link) {
            let hint = "end the outer link first";
            self.report(14, span, "a link within a link was removed".to_owned(), hint);
            self.raw.push(Entry::Removed(tag));
            return;
        }
        if find("id").is_some() {
            self.writer.html("<span");
            self.writer.html(&kept);
            self.writer.html("></span>");
        }
        let link = self.add_link(LinkForm::Inline, target, &title, 0..0);
        self.set_raw_link(link, target_span, String::new());
        let place = self.run.places.len();
        self.run.places.push(LinkPlace {
            link,
            start: text_from,
            end: text_from,
            is_picture: false,
        });
        self.writer.hole(Hole::LinkStart(link));
        self.raw.push(Entry::Link { link, text_from, place });
    }

    fn set_raw_link(&mut self, link: usize, span: Span, text: String) {
        if let Some(entry) = self.body.links.get_mut(link) {
            entry.span = span;
            entry.text = text;
        }
    }

    /// Returns the attributes that may stay, as HTML; those of links are told elsewhere.
    fn kept_attributes(
        &mut self,
        tag: &'static str,
        attributes: &[Attribute<'_>],
        places: &[(usize, usize)],
    ) -> String {
        let mut kept = String::new();
        for attribute in attributes {
            let span = place(places, attribute.name_range.start, attribute.name_range.end);
            let Some(name) = tags::allowed_attribute(tag, attribute.name) else {
                if self.check_attribute(attribute.name, span) {
                    continue;
                }
                let short: String = attribute.name.chars().take(30).collect();
                let message = format!("`{short}` was removed from `<{tag}>`");
                let hint = "content carries neither scripts nor styles; use a class";
                self.report(14, span, message, hint);
                continue;
            };
            if matches!((tag, name), ("a", "href" | "title") | ("img", _)) {
                continue;
            }
            let value = attribute.value.unwrap_or("");
            if name == "id" || (tag, name) == ("a", "name") {
                let span = place(places, attribute.range.start, attribute.range.end);
                let id = Spanned::new(target::decode_entities(value), span);
                if value.is_empty() || self.pin(&id) != id.value {
                    continue;
                }
                self.body.anchors.push(id);
            }
            kept.push(' ');
            kept.push_str(name);
            if attribute.value.is_some() {
                kept.push_str("=\"");
                // Entities stay as they are.
                for letter in value.chars() {
                    match letter {
                        '"' => kept.push_str("&quot;"),
                        '<' => kept.push_str("&lt;"),
                        '>' => kept.push_str("&gt;"),
                        letter => kept.push(letter),
                    }
                }
                kept.push('"');
            }
        }
        kept
    }

    fn close_tag(&mut self, tag: &'static str, span: Span) {
        if self.raw.left_out > 0 {
            self.raw.left_out -= 1;
            return;
        }
        let is_end_of = |entry: &Entry| match entry {
            Entry::Tag(open) | Entry::Removed(open) => *open == tag,
            Entry::Link { .. } => tag == "a",
            Entry::Border | Entry::Item => true,
        };
        loop {
            match self.raw.stack.iter().rev().find(|entry| is_end_of(entry)) {
                Some(Entry::Tag(_) | Entry::Removed(_) | Entry::Link { .. }) => break,
                // A heading's item ends with the element that holds its heading.
                Some(Entry::Item) if self.open.is_empty() && self.is_open_outside_item(tag) => {
                    self.end_item();
                }
                _ => {
                    let message = format!("`</{tag}>` closes nothing here and was removed");
                    self.report(14, span, message, "close a tag in the block that opens it");
                    return;
                }
            }
        }
        while let Some(entry) = self.raw.stack.last().copied() {
            self.close_innermost(entry);
            if is_end_of(&entry) {
                break;
            }
        }
    }

    fn is_open_outside_item(&self, tag: &'static str) -> bool {
        let outside =
            self.raw.stack.iter().rev().skip_while(|entry| **entry != Entry::Item).skip(1);
        let mut until_border = outside.take_while(|entry| **entry != Entry::Border);
        until_border.any(|entry| *entry == Entry::Tag(tag))
    }

    fn report_tag(&mut self, name: &str, span: Span) {
        let short: String = name.chars().take(30).collect();
        let hint =
            "say it in Markdown, or with a tag that may stay: details, kbd, abbr, img, table …";
        self.report(14, span, format!("`<{short}>` was removed"), hint);
    }
}

/// Returns the place in the file of a range of raw HTML.
fn place(places: &[(usize, usize)], start: usize, end: usize) -> Span {
    let map = |offset: usize| {
        let after = places.partition_point(|(html, _)| *html <= offset);
        let (html, file) = places.get(after.wrapping_sub(1)).copied().unwrap_or((0, 0));
        file + (offset - html)
    };
    // The last byte is mapped, not the one past it: that may stand on the next line.
    Span::new(map(start), map(end.saturating_sub(1).max(start)) + usize::from(end > start))
}
