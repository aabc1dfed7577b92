//! TL5xx: retros, their lessons and their actions.

use std::collections::HashSet;

use crate::diag::{Code, Diagnostic};
use crate::doc::{Own, RetroFields};
use crate::id::{DocId, ItemId, Span};
use crate::kind::{ActionState, BriefState, ItemKind, Kind, SectionKind};
use crate::site::{RETRO_DAYS, Site, State};

use super::place::{heading_of, is_meant, lacks, titled, unresolved};

/// TL501: shipped a while ago, and nobody looked back.
pub(super) fn missing(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    let misspelt = misspelt(site);
    for brief in site.docs_of(Kind::Brief) {
        let doc = site.doc(brief);
        let Own::Brief(fields) = &doc.front.own else { continue };
        let Some(shipped) = &fields.shipped else { continue };
        let is_shipped = site.brief_state(brief).is_some_and(BriefState::is_shipped);
        let days = site.as_of.days_since(shipped.value);
        let is_reviewed = site.retros_of(brief).next().is_some() || is_meant(&misspelt, &doc.id);
        if !is_shipped || days <= RETRO_DAYS || is_reviewed {
            continue;
        }
        let message = format!(
            "`{}` shipped {}, and no retro reviews it ({days} days)",
            doc.id, shipped.value
        );
        let hint = format!("hold a retro and write `reviews = \"{}\"` in it", doc.id);
        found.push(Diagnostic::new(code, &doc.path, shipped.span, message).hint(hint));
    }
}

/// Returns what retros say they review and nothing is called.
fn misspelt(site: &Site) -> Vec<&str> {
    let reviews = site.docs_of(Kind::Retro).flat_map(|retro| match &site.doc(retro).front.own {
        Own::Retro(fields) => fields.reviews.iter().map(|reviews| (retro, reviews)).collect(),
        _ => Vec::new(),
    });
    unresolved(site, reviews)
}

/// TL502: held, and nothing learned.
pub(super) fn without_lessons(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for (retro, _, held) in held(site) {
        let has_lesson = site.items_of_in(retro, ItemKind::Lesson).next().is_some();
        if has_lesson || site.gives_reason(retro, SectionKind::Lessons) {
            continue;
        }
        let doc = site.doc(retro);
        let actions = match site.items_of_in(retro, ItemKind::Action).count() {
            0 => String::new(),
            1 => "1 action and ".to_owned(),
            count => format!("{count} actions and "),
        };
        let message = format!("retro `{}` has {actions}no lesson", doc.id);
        let hint = "say under `## Lessons` what the next team will do differently, or `None: …`";
        let span = heading_of(doc, SectionKind::Lessons).unwrap_or(held);
        found.push(Diagnostic::new(code, &doc.path, span, message).hint(hint));
    }
}

/// TL505: an open action that nobody owns, or that has no day.
pub(super) fn loose_actions(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for (retro, ..) in held(site) {
        for action in open_actions(site, retro) {
            let item = site.item(action);
            let parts = [
                ("owner", item.fields.person.is_some()),
                ("due date", item.fields.due.is_some() || item.fields.has_broken_date),
            ];
            let Some(lacking) = lacks(&parts) else { continue };
            let message = format!("action `{}` has {lacking}", titled(item));
            let hint = "end it with `@person 2026-05-01`, tick it, or mark it (wont)";
            found.push(Diagnostic::new(code, &site.doc(retro).path, item.span, message).hint(hint));
        }
    }
}

/// TL506: an open action whose day has passed.
pub(super) fn overdue_actions(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for retro in site.docs_of(Kind::Retro) {
        for action in open_actions(site, retro) {
            let item = site.item(action);
            let Some(due) = item.fields.due.as_ref().filter(|due| due.value < site.as_of) else {
                continue;
            };
            let owner = item
                .fields
                .person
                .as_ref()
                .map_or(String::new(), |name| format!(" ({})", name.value));
            let message = format!("`{}`{owner} was due {}", titled(item), due.value);
            let hint = "tick it, give it another day, or mark it (wont)";
            found.push(Diagnostic::new(code, &site.doc(retro).path, due.span, message).hint(hint));
        }
    }
}

/// TL508: a person's name under what could have been better.
pub(super) fn blamed(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    let people = site.graph.people.people.values();
    let names: HashSet<String> = people
        .flat_map(|person| {
            let first = person.name.split_whitespace().next().map(str::to_owned);
            person.aliases.iter().cloned().chain([person.id.clone()]).chain(first)
        })
        .map(|name| name.to_lowercase())
        .collect();
    for (retro, ..) in held(site) {
        let doc = site.doc(retro);
        for name in doc.body.names.iter().filter(|name| names.contains(&name.value.to_lowercase()))
        {
            let message = format!("`{}` is named under what could have been better", name.value);
            let hint = "describe the gap, not the person: what was missing when it happened?";
            found.push(Diagnostic::new(code, &doc.path, name.span, message).hint(hint));
        }
    }
}

/// Verbs that begin what has no end.
const OPEN_ENDED: [&str; 24] = [
    "investigate",
    "explore",
    "improve",
    "look",
    "monitor",
    "consider",
    "think",
    "discuss",
    "research",
    "evaluate",
    "analyse",
    "analyze",
    "understand",
    "assess",
    "continue",
    "try",
    "work",
    "watch",
    "observe",
    "rethink",
    "be",
    "reflect",
    "examine",
    "study",
];

/// TL507: an open action of which nobody could say that it is done.
pub(super) fn unbounded(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for (retro, ..) in held(site) {
        for action in open_actions(site, retro) {
            let item = site.item(action);
            let first = item.title.split_whitespace().next().unwrap_or("");
            let verb = first.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
            if item.fields.done_when.is_some() || !OPEN_ENDED.contains(&verb.as_str()) {
                continue;
            }
            let message =
                format!("`{}` starts with an open-ended verb and has no done-when", titled(item));
            let hint = "name what will be there, or add {done-when=\"…\"}";
            found.push(Diagnostic::new(code, &site.doc(retro).path, item.span, message).hint(hint));
        }
    }
}

/// Returns the retros that were held, with the place that says so.
fn held(site: &Site) -> impl Iterator<Item = (DocId, &RetroFields, Span)> {
    site.docs_of(Kind::Retro).filter_map(|retro| {
        let Own::Retro(fields) = &site.doc(retro).front.own else { return None };
        let held = fields.held.as_ref()?;
        Some((retro, fields, held.span))
    })
}

pub(super) fn open_actions(site: &Site, retro: DocId) -> impl Iterator<Item = ItemId> {
    site.items_of_in(retro, ItemKind::Action)
        .filter(|action| site.item_state(*action) == State::Action(ActionState::Open))
}
