//! Quotes and alerts: `> [!NOTE]`, and `> [!NOTE]- Title`, which folds; `> [!TAB] Title`, which stands beside
//! others.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::Walker;
use super::role::Role;
use crate::diag::did_you_mean;
use crate::id::Span;

/// Name in the source, class, title.
const ALERTS: [(&str, &str, &str); 5] = [
    ("NOTE", "note", "Note"),
    ("TIP", "tip", "Tip"),
    ("IMPORTANT", "important", "Important"),
    ("WARNING", "warning", "Warning"),
    ("CAUTION", "caution", "Caution"),
];

/// What a quote is called that is one of several tabs.
const TAB: &str = "TAB";

/// The first line of a quote that is more than one: `[!NAME]- Title`.
struct Opening<'a> {
    name: &'a str,
    /// Empty where it has none of its own.
    title: &'a str,
    /// `-` folds it, `+` folds it and leaves it open.
    fold: Option<char>,
    /// The line in the file.
    line: Range<usize>,
    /// The event that ends the line.
    next: usize,
}

impl<'a> Walker<'a> {
    /// Starts the quote at `at`, and returns what follows its start.
    pub(super) fn start_quote(&mut self, at: usize, kind: Option<BlockQuoteKind>) -> usize {
        if let Some(kind) = kind {
            let (_, class, title) = ALERTS[match kind {
                BlockQuoteKind::Note => 0,
                BlockQuoteKind::Tip => 1,
                BlockQuoteKind::Important => 2,
                BlockQuoteKind::Warning => 3,
                BlockQuoteKind::Caution => 4,
            }];
            self.start_alert(class, title);
            return at + 1;
        }
        let Some(opening) = self.opening(at) else { return self.plain_quote(at) };
        let Opening { name, title, fold, line, next } = opening;
        let place = Span::new(line.start + 2, line.start + 2 + name.len());
        let known = ALERTS.iter().find(|(known, _, _)| known.eq_ignore_ascii_case(name));
        let is_tab = name.eq_ignore_ascii_case(TAB);
        if known.is_none() && !is_tab {
            let names = ALERTS.iter().map(|(name, _, _)| *name).chain([TAB]);
            let hint = did_you_mean(name, names).unwrap_or_else(|| {
                "write `NOTE`, `TIP`, `IMPORTANT`, `WARNING` or `CAUTION`, with any title behind it"
                    .to_owned()
            });
            self.report(16, place, format!("there is no alert `{name}`"), hint);
            return self.plain_quote(at);
        }
        self.check_braces(line, at..next, None);
        self.is_visible = true;
        let Some((_, class, own_title)) = known else {
            if title.is_empty() {
                let hint = "write it behind the name: `> [!TAB] Title`";
                self.report(16, place, "a tab has no title".to_owned(), hint);
            }
            self.start_tab(if title.is_empty() { "Tab" } else { title });
            self.enter("", "</details>\n", Role::Plain);
            return self.alert_text(next);
        };
        let title = if title.is_empty() { own_title } else { title };
        let Some(fold) = fold else {
            self.start_alert(class, title);
            return self.alert_text(next);
        };
        self.writer.html("<details class=\"alert alert-");
        self.writer.html(class);
        self.writer.html(if fold == '+' { "\" open>" } else { "\">" });
        self.writer.html("<summary class=\"alert-title\">");
        self.writer.text(title);
        self.enter("</summary>\n", "</details>\n", Role::Plain);
        self.alert_text(next)
    }

    fn plain_quote(&mut self, at: usize) -> usize {
        let place = self.steps.get(at).map_or(0..0, |step| step.start..step.end);
        self.note_evidence(place);
        self.enter("<blockquote>\n", "</blockquote>\n", Role::Plain);
        at + 1
    }

    fn start_alert(&mut self, class: &str, title: &str) {
        self.writer.html("<aside class=\"alert alert-");
        self.writer.html(class);
        self.writer.html("\" role=\"note\"><p class=\"alert-title\">");
        self.writer.text(title);
        self.enter("</p>\n", "</aside>\n", Role::Plain);
    }

    /// Goes on behind the first line of an alert: with the rest of its paragraph, if there is one.
    fn alert_text(&mut self, next: usize) -> usize {
        let all = self.steps;
        match all.get(next).map(|step| &step.event) {
            Some(Event::End(TagEnd::Paragraph)) => next + 1,
            Some(Event::SoftBreak | Event::HardBreak) => {
                self.enter("<p>", "</p>\n", Role::Plain);
                next + 1
            }
            _ => {
                self.enter("<p>", "</p>\n", Role::Plain);
                next
            }
        }
    }

    /// Returns whether the quote at `at` is a tab.
    pub(super) fn is_tab_quote(&self, at: usize) -> bool {
        self.opening(at).is_some_and(|opening| opening.name.eq_ignore_ascii_case(TAB))
    }

    /// Returns the first line of the quote at `at`, if it names something.
    fn opening(&self, at: usize) -> Option<Opening<'a>> {
        let paragraph = self.steps.get(at + 1)?;
        if !matches!(paragraph.event, Event::Start(Tag::Paragraph)) {
            return None;
        }
        let text: &'a str = self.text;
        let rest = text.get(paragraph.start..paragraph.end)?;
        let line = rest.lines().next()?;
        let (name, title) = line.strip_prefix("[!")?.split_once(']')?;
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return None;
        }
        // A link or a picture that begins so is none.
        if title.starts_with(['(', '[']) {
            return None;
        }
        let fold = title.chars().next().filter(|sign| matches!(sign, '-' | '+'));
        let title = title.strip_prefix(['-', '+']).unwrap_or(title).trim();
        let line_end = paragraph.start + line.len();
        let inside = self.steps.get(at + 2..)?;
        let length = inside.iter().position(|step| {
            step.start >= line_end || matches!(step.event, Event::End(TagEnd::Paragraph))
        })?;
        let line = paragraph.start..line_end;
        Some(Opening { name, title, fold, line, next: at + 2 + length })
    }
}
