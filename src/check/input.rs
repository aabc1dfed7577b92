//! TL4xx: what engineers said while there was still something to decide.

use crate::diag::{Code, Diagnostic};
use crate::doc::Item;
use crate::id::{Date, Spanned};
use crate::kind::{ItemKind, SectionKind};
use crate::site::Site;

use super::place::{Accepted, accepted, days, heading_of, is_misread, large, titled};

/// TL401: a large piece of work on which engineers were heard after the decision, or not at all.
pub(super) fn late(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for (brief, appetite) in large(site) {
        let doc = site.doc(brief.doc);
        if site.gives_reason(brief.doc, SectionKind::EngineeringInput) {
            continue;
        }
        let mut inputs = site.items_of_in(brief.doc, ItemKind::Input).peekable();
        let (span, message, hint) = if inputs.peek().is_some() {
            let inputs = inputs.map(|input| site.item(input));
            let Some((first, days_late)) = first_after(&brief, inputs) else { continue };
            let late = days(days_late);
            let message =
                format!("engineering input on `{}` began {late} after acceptance", doc.id);
            let hint = "add what engineers said before, or write above the first entry why nobody \
                        was asked: `Because …`";
            (first.span, message, hint)
        } else if doc.says(SectionKind::EngineeringInput) {
            // Prose has no day, and may tell of what came in time.
            continue;
        } else {
            let span = heading_of(doc, SectionKind::EngineeringInput).unwrap_or(brief.place);
            let size = &appetite.value.text;
            let message = format!("large brief `{}` ({size}) has no engineering input", doc.id);
            let hint = "write under `## Engineering input` what engineers said before, or why \
                        nobody was asked: `Because …`";
            (span, message, hint)
        };
        found.push(Diagnostic::new(code, &doc.path, span, message).hint(hint));
    }
}

/// Returns the day of the first input and how many days after acceptance it lies, where all of them
/// are dated after it.
fn first_after<'a>(
    brief: &Accepted<'a>,
    inputs: impl Iterator<Item = &'a Item>,
) -> Option<(&'a Spanned<Date>, i32)> {
    let accepted = brief.fields.accepted.as_ref()?.value;
    let mut first: Option<&Spanned<Date>> = None;
    for input in inputs {
        // Without a day it may have come in time.
        let on = input.fields.on.as_ref()?;
        if first.is_none_or(|first| on.value < first.value) {
            first = Some(on);
        }
    }
    first.map(|first| (first, first.value.days_since(accepted))).filter(|(_, days)| *days > 0)
}

/// TL402: a large piece of work of which nobody asked how else it could be done.
pub(super) fn without_choice(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for (brief, appetite) in large(site) {
        let doc = site.doc(brief.doc);
        if site.gives_reason(brief.doc, SectionKind::Options) {
            continue;
        }
        let mut options = site.items_of_in(brief.doc, ItemKind::Choice);
        let size = &appetite.value.text;
        let (span, message, hint) = match (options.next(), options.next()) {
            (Some(_), Some(_)) => continue,
            (Some(only), None) => {
                let only = site.item(only).span;
                let message = format!("large brief `{}` ({size}) considers one option", doc.id);
                let hint = "add another, or write above it why there is none: `Because …`";
                (only, message, hint)
            }
            // Options in prose cannot be counted.
            _ if doc.says(SectionKind::Options) => continue,
            _ => {
                let span = heading_of(doc, SectionKind::Options).unwrap_or(brief.place);
                let message = format!("large brief `{}` ({size}) considers no options", doc.id);
                let hint = "write under `## Options considered` what else could be done, or why \
                            nothing could: `Because …`";
                (span, message, hint)
            }
        };
        found.push(Diagnostic::new(code, &doc.path, span, message).hint(hint));
    }
}

/// TL403: an input of which nobody says what came of it, although the decision is made.
pub(super) fn without_effect(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for brief in accepted(site) {
        let doc = site.doc(brief.doc);
        for id in site.items_of_in(brief.doc, ItemKind::Input) {
            let input = site.item(id);
            // What it saved is an effect, too.
            let has_effect = input.fields.word.is_some() || input.fields.saved.is_some();
            if has_effect || is_misread(doc, input) {
                continue;
            }
            let person = input.fields.person.as_ref();
            let by = person.map_or_else(String::new, |name| format!(" by {}", name.value));
            let message = format!("input `{}`{by} has no effect", titled(input));
            let hint = "end it with (adopted), (rejected) or (changed)";
            found.push(Diagnostic::new(code, &doc.path, input.span, message).hint(hint));
        }
    }
}
