//! A look ahead over the events: what the walk must know before it comes there.
//!
//! Duty: levels of the headings that structure the document, ids that braces pin, and where footnotes
//! are defined. Outputs: an [`Outline`].

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Step;
use super::braces::{self, Token};

/// What lies ahead.
#[derive(Default)]
pub(super) struct Outline {
    /// The levels of the headings outside quotes, lists and footnotes, in order.
    pub(super) levels: Vec<u8>,
    /// How many of them the walk has passed.
    pub(super) passed: usize,
    /// Ids that braces pin.
    pub(super) pinned: Vec<String>,
    /// The events inside the definition of each footnote, by its label in lower case.
    pub(super) footnotes: HashMap<String, Range<usize>>,
}

impl Outline {
    /// Returns whether a heading of level 3 comes before the next of level 2 or less.
    pub(super) fn has_item_headings(&self) -> bool {
        let ahead = self.levels.get(self.passed..).unwrap_or(&[]);
        ahead.iter().take_while(|level| **level > 2).any(|level| *level == 3)
    }
}

/// Reads the outline.
pub(super) fn read(text: &str, steps: &[Step<'_>]) -> Outline {
    let mut outline = Outline::default();
    let mut depth = 0_u32;
    let mut labels: Vec<(String, usize)> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        match &step.event {
            Event::Start(Tag::Heading { level, .. }) => {
                if depth == 0 {
                    outline.levels.push(*level as u8);
                }
                outline.pinned.extend(pinned(text, steps, at + 1));
            }
            Event::Start(Tag::Item) => {
                outline.pinned.extend(pinned(text, steps, item_text(steps, at).start));
            }
            Event::Start(Tag::TableCell) => outline.pinned.extend(pinned(text, steps, at + 1)),
            _ => {}
        }
        match &step.event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                labels.push((label.to_lowercase(), at + 1));
                depth += 1;
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some((label, start)) = labels.pop() {
                    outline.footnotes.entry(label).or_insert(start..at);
                }
                depth = depth.saturating_sub(1);
            }
            Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::DefinitionList) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::DefinitionList) => {
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    outline
}

fn pinned(text: &str, steps: &[Step<'_>], at: usize) -> Option<String> {
    let region = region(&steps[at..inline_end(steps, at)]);
    let region = region.start..region.start + text.get(region)?.trim_end().len();
    let braces = braces::at_end(text, region.start, region.end)?;
    braces.tokens.into_iter().find_map(|token| match token {
        Token::Id(id) => Some(id.value),
        _ => None,
    })
}

/// Returns the end of the inline events that start at `at`.
pub(super) fn inline_end(steps: &[Step<'_>], at: usize) -> usize {
    let is_block = |step: &Step<'_>| match &step.event {
        Event::Start(tag) => !is_inline(&tag.to_end()),
        Event::End(tag) => !is_inline(tag),
        Event::Rule | Event::Html(_) => true,
        _ => false,
    };
    steps.iter().skip(at).position(is_block).map_or(steps.len(), |found| at + found)
}

/// Returns whether a tag stands within a line of text.
pub(super) fn is_inline(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// Returns the stretch of the source that some inline events cover.
pub(super) fn region(steps: &[Step<'_>]) -> Range<usize> {
    let start = steps.iter().map(|step| step.start).min().unwrap_or(0);
    let end = steps.iter().map(|step| step.end).max().unwrap_or(start);
    start..end
}

/// The first paragraph of a list item.
pub(super) struct ItemText {
    /// Its first inline event.
    pub(super) start: usize,
    /// One past its last inline event.
    pub(super) end: usize,
    /// Whether it is a paragraph of its own rather than the bare text of a tight list.
    pub(super) is_paragraph: bool,
    /// Whether its checkbox is there, and ticked.
    pub(super) ticked: Option<bool>,
}

/// Returns the first paragraph of the list item that starts at `at`.
pub(super) fn item_text(steps: &[Step<'_>], at: usize) -> ItemText {
    let mut start = at + 1;
    let mut is_paragraph = false;
    let mut ticked = None;
    while let Some(step) = steps.get(start) {
        match &step.event {
            Event::Start(Tag::Paragraph) if !is_paragraph => is_paragraph = true,
            Event::TaskListMarker(mark) if ticked.is_none() => ticked = Some(*mark),
            _ => break,
        }
        start += 1;
    }
    ItemText { start, end: inline_end(steps, start), is_paragraph, ticked }
}
