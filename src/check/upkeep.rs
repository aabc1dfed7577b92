//! TL8xx: reviews that are due, owners who are gone, pages that nobody finds.

use std::collections::HashSet;

use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::doc::Text;
use crate::id::{DocId, RelPath};
use crate::kind::{BriefState, Kind};
use crate::people::Found;
use crate::site::{Site, doc_date};

use super::retro::open_actions;

/// TL801: a document that wanted to be read again by now.
pub(super) fn reviews(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for id in site.docs() {
        let doc = site.doc(id);
        let Some(every) = &doc.front.review_every else { continue };
        let reviewed = doc.front.reviewed.as_ref().map(|reviewed| reviewed.value);
        let due = reviewed
            .or_else(|| doc_date(doc))
            .and_then(|day| day.plus_days(i32::try_from(every.value.days).ok()?));
        let Some(due) = due.filter(|due| *due < site.as_of && !is_over(site, id)) else { continue };
        let owner = doc.front.owner.as_ref();
        let owner = owner.map_or(String::new(), |owner| format!(" (owner: {})", owner.value));
        let message = format!("`{}` was due for review {due}{owner}", doc.id);
        let hint = "read it, mend what no longer holds, and write reviewed = YYYY-MM-DD";
        found.push(Diagnostic::new(code, &doc.path, every.span, message).hint(hint));
    }
}

/// Returns whether nobody relies on a document any more: it was superseded or put aside.
fn is_over(site: &Site, doc: DocId) -> bool {
    site.doc_state(doc) == Some("superseded")
        || site.brief_state(doc).is_some_and(BriefState::is_aside)
}

/// TL803: an owner whom nobody knows, or who is no longer active.
pub(super) fn owners(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    if site.graph.people.is_anyone {
        return;
    }
    for id in site.docs() {
        let doc = site.doc(id);
        if let Some(owner) = &doc.front.owner
            && let Some((message, hint)) = absent(site, owner, is_finished(site, id))
        {
            found.push(Diagnostic::new(code, &doc.path, owner.span, message).hint(hint));
        }
        if doc.kind != Kind::Retro {
            continue;
        }
        for action in open_actions(site, id) {
            let owner = site.item(action).fields.person.as_ref();
            if let Some((owner, (message, hint))) =
                owner.and_then(|owner| Some((owner, absent(site, owner, false)?)))
            {
                found.push(Diagnostic::new(code, &doc.path, owner.span, message).hint(hint));
            }
        }
    }
}

/// Returns what is wrong with an owner; who owned what is finished may have left since.
fn absent(site: &Site, owner: &Text, is_finished: bool) -> Option<(String, String)> {
    let people = &site.graph.people;
    let file = &site.config().people;
    match people.find(&owner.value) {
        None => {
            let hint = did_you_mean(&owner.value, people.ids());
            let hint = hint.unwrap_or_else(|| format!("add [people.{}] to {file}", owner.value));
            Some((format!("owner `{}` is not in {file}", owner.value), hint))
        }
        Some(Found::Person(person)) if !person.is_active && !is_finished => Some((
            format!("owner `{}` is marked inactive", owner.value),
            "name somebody who can answer for it now".to_owned(),
        )),
        Some(_) => None,
    }
}

/// Returns whether nothing more is to be done about a document: a brief that shipped or was put
/// aside, a vision that was superseded, a retro, a decision that does not hold.
fn is_finished(site: &Site, doc: DocId) -> bool {
    match site.doc(doc).kind {
        // The states from there on are shipped, measured, and those aside.
        Kind::Brief => site.brief_state(doc).is_some_and(|state| state >= BriefState::Shipped),
        Kind::Vision => site.doc_state(doc) == Some("superseded"),
        Kind::Retro => true,
        Kind::Decision => matches!(site.doc_state(doc), Some("superseded" | "rejected")),
        Kind::DeepDive | Kind::Kpi | Kind::Survey | Kind::Glossary | Kind::Page => false,
    }
}

/// TL804: a page that no link and no relation leads to or from.
///
/// Visions and briefs are left out: what they lack has rules of its own, and ideas are left in peace.
pub(super) fn orphans(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    let broken = site.graph.findings.iter().filter(|finding| matches!(finding.code.0, 5..=7));
    // Who means to link something has a finding about that link already.
    let means_to_link: HashSet<&RelPath> = broken.map(|finding| &finding.path).collect();
    for id in site.docs() {
        let doc = site.doc(id);
        if matches!(doc.kind, Kind::Vision | Kind::Brief) || is_in_the_sidebar(site, id) {
            continue;
        }
        let has_relation =
            site.incoming_of_doc(id).next().is_some() || site.outgoing_of_doc(id).next().is_some();
        if has_relation || means_to_link.contains(&doc.path) {
            continue;
        }
        let message =
            format!("{} `{}` is linked from nowhere and links nowhere", doc.kind.words(), doc.id);
        let hint = match doc.kind {
            Kind::DeepDive => "add informs = \"…\", or link it from a page that readers start on",
            Kind::Retro => "add reviews = \"…\", or link it from a page that readers start on",
            Kind::Decision => "add decides = \"…\", or link it from a page that readers start on",
            Kind::Kpi => "measure an objective by it, or link it from a page that readers start on",
            _ => "link it from a page that readers start on, or delete it",
        };
        found.push(Diagnostic::new(code, &doc.path, doc.title_span, message).hint(hint));
    }
}

/// Returns whether every page links a document: the index of a folder, a page at the top.
fn is_in_the_sidebar(site: &Site, doc: DocId) -> bool {
    let doc = site.doc(doc);
    doc.kind.is_plain() && (doc.is_index || !doc.location.as_str().contains('/'))
}

/// TL802: what a brief serves is no longer what it pinned.
pub(super) fn suspects(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for brief in site.docs_of(Kind::Brief) {
        for suspect in site.suspects(brief) {
            let doc = site.doc(brief);
            let (id, target) = (&doc.id, &suspect.pin.target);
            let message = match suspect.objective {
                Some(_) => {
                    // A terminal needs no blanks that hold numbers and units together.
                    let words = suspect.words().replace(['\u{a0}', '\u{202f}'], " ");
                    format!("`{}`'s {words} after `{id}` was pinned", target.value)
                }
                None => format!("`{}`, which `{id}` pinned, is gone", target.value),
            };
            let hint = format!("confirm with `throughline pin {id}`, or rework the brief first");
            let mut finding = Diagnostic::new(code, &doc.path, target.span, message).hint(hint);
            if let Some(objective) = suspect.objective {
                finding = finding.naming(&site.doc(site.doc_of_item(objective)).path);
            }
            for kpi in &suspect.kpis {
                finding = finding.naming(&site.doc(*kpi).path);
            }
            found.push(finding);
        }
    }
}
