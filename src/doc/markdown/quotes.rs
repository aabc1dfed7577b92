//! Quotes and alerts: `> [!NOTE]`, and `> [!NOTE]- Title`, which folds.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::Walker;
use super::role::Role;

/// Name in the source, class, title.
const ALERTS: [(&str, &str, &str); 5] = [
    ("NOTE", "note", "Note"),
    ("TIP", "tip", "Tip"),
    ("IMPORTANT", "important", "Important"),
    ("WARNING", "warning", "Warning"),
    ("CAUTION", "caution", "Caution"),
];

/// The first line of an alert with a title of its own.
struct Titled<'a> {
    class: &'static str,
    title: &'a str,
    /// `-` folds it, `+` folds it and leaves it open.
    fold: Option<char>,
    /// The line in the file.
    line: Range<usize>,
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
        let Some((titled, next)) = self.titled_alert(at) else {
            let place = self.steps.get(at).map_or(0..0, |step| step.start..step.end);
            self.note_evidence(place);
            self.enter("<blockquote>\n", "</blockquote>\n", Role::Plain);
            return at + 1;
        };
        self.check_braces(titled.line, at..next, None);
        self.is_visible = true;
        let Some(fold) = titled.fold else {
            self.start_alert(titled.class, titled.title);
            return self.alert_text(next);
        };
        self.writer.html("<details class=\"alert alert-");
        self.writer.html(titled.class);
        self.writer.html(if fold == '+' { "\" open>" } else { "\">" });
        self.writer.html("<summary class=\"alert-title\">");
        self.writer.text(titled.title);
        self.enter("</summary>\n", "</details>\n", Role::Plain);
        self.alert_text(next)
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

    /// Returns the title line of the quote at `at`, and the event that ends the line.
    fn titled_alert(&self, at: usize) -> Option<(Titled<'a>, usize)> {
        let paragraph = self.steps.get(at + 1)?;
        if !matches!(paragraph.event, Event::Start(Tag::Paragraph)) {
            return None;
        }
        let text: &'a str = self.text;
        let rest = text.get(paragraph.start..paragraph.end)?;
        let line = rest.lines().next()?;
        let (name, title) = line.strip_prefix("[!")?.split_once(']')?;
        let (_, class, own_title) =
            ALERTS.iter().find(|(known, _, _)| known.eq_ignore_ascii_case(name))?;
        let fold = title.chars().next().filter(|sign| matches!(sign, '-' | '+'));
        let title = title.strip_prefix(['-', '+']).unwrap_or(title).trim();
        let line_end = paragraph.start + line.len();
        let inside = self.steps.get(at + 2..)?;
        let length = inside.iter().position(|step| {
            step.start >= line_end || matches!(step.event, Event::End(TagEnd::Paragraph))
        })?;
        let title = if title.is_empty() { own_title } else { title };
        Some((Titled { class, title, fold, line: paragraph.start..line_end }, at + 2 + length))
    }
}
