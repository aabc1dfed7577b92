//! TL1xx: visions and their objectives.

use crate::diag::{Code, Diagnostic};
use crate::doc::Own;
use crate::id::{Date, DocId, ItemId};
use crate::kind::{BriefState, ItemKind, Kind, ObjectiveState, Relation, SectionKind};
use crate::site::{End, Site, State, begins};

use super::place::{heading_of, is_meant, unresolved};

/// Returns the visions that ask something of the work: not superseded, and with an objective.
pub(super) fn asking(site: &Site) -> impl Iterator<Item = DocId> {
    site.docs_of(Kind::Vision).filter(|vision| {
        site.doc_state(*vision) != Some("superseded")
            && site.items_of_in(*vision, ItemKind::Objective).next().is_some()
    })
}

/// TL101: a vision that does not say for whom.
pub(super) fn without_audience(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for vision in asking(site) {
        let doc = site.doc(vision);
        if doc.says(SectionKind::TargetAudience) {
            continue;
        }
        let span = heading_of(doc, SectionKind::TargetAudience).unwrap_or(doc.title_span);
        let message = format!("vision `{}` names objectives but no audience", doc.id);
        let hint = "add `## Target audience`: engineers cannot tell for whom they build";
        found.push(Diagnostic::new(code, &doc.path, span, message).hint(hint));
    }
}

/// TL102: an active objective that no KPI measures.
pub(super) fn without_kpi(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for objective in active(site) {
        let item = site.item(objective);
        if item.fields.kpi.is_some() {
            continue;
        }
        let path = &site.doc(site.doc_of_item(objective)).path;
        let message = format!("objective `{}` has no KPI", item.anchor);
        let hint = "end its heading with `[[kpi]] target by date`; how will anyone know it is met?";
        found.push(Diagnostic::new(code, path, item.span, message).hint(hint));
    }
}

/// TL103: an active objective for which nothing is being done.
pub(super) fn without_brief(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    let misspelt = misspelt(site);
    for objective in active(site) {
        let item = site.item(objective);
        // A brief that means this objective and misspells it is told about its spelling.
        if is_meant(&misspelt, &item.anchor) || is_worked_on(site, objective) {
            continue;
        }
        let path = &site.doc(site.doc_of_item(objective)).path;
        let message = format!("no live brief serves objective `{}`", item.anchor);
        let hint = format!(
            "write `serves = \"{}\"` in a brief, or mark the objective (met), (missed) or (dropped)",
            item.anchor
        );
        found.push(Diagnostic::new(code, path, item.span, message).hint(hint));
    }
}

/// An objective may go without a word for this many days.
const SILENT_DAYS: i32 = 90;

/// TL104: an objective that somebody works for, and nobody speaks of.
pub(super) fn forgotten(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    let mut last: Vec<Option<Date>> = vec![None; site.graph.nodes.len()];
    // The newest come first.
    for change in &site.changes {
        last[site.graph.doc_of(change.end).index()].get_or_insert(change.date);
    }
    for doc in site.docs() {
        let front = &site.doc(doc).front;
        let days = [&front.created, &front.reviewed].into_iter().flatten().map(|day| day.value);
        let read = days.filter(|day| *day <= site.as_of).max();
        last[doc.index()] = last[doc.index()].max(read);
    }
    for objective in active(site) {
        let vision = site.doc(site.doc_of_item(objective));
        // Nobody can have spoken of what is still to come. Where nothing is being done, that is told.
        let is_to_come = begins(vision).is_some_and(|begins| begins > site.as_of);
        if is_to_come || !is_worked_on(site, objective) {
            continue;
        }
        let item = site.item(objective);
        let mentioned = speaking(site, objective).into_iter().filter_map(|doc| last[doc.index()]);
        let Some(mentioned) = mentioned.max() else { continue };
        let days = site.as_of.days_since(mentioned);
        if days <= SILENT_DAYS {
            continue;
        }
        let path = &vision.path;
        let message =
            format!("objective `{}` was last mentioned {mentioned} ({days} days ago)", item.anchor);
        let hint = "say in a brief under `## Updates` how it goes, or mark the objective (dropped)";
        found.push(Diagnostic::new(code, path, item.span, message).hint(hint));
    }
}

/// Returns the documents that speak of an objective or of one of its parts: its own, those that refer
/// to it, and the retros of the work for it.
fn speaking(site: &Site, objective: ItemId) -> Vec<DocId> {
    let mut docs = vec![site.doc_of_item(objective)];
    for objective in with_parts(site, objective) {
        for edge in site.incoming(End::Item(objective)) {
            docs.push(edge.doc);
            if edge.relation == Relation::Serves {
                docs.extend(site.retros_of(edge.doc));
            }
        }
    }
    docs
}

fn active(site: &Site) -> impl Iterator<Item = ItemId> {
    site.items_of(ItemKind::Objective)
        .filter(|item| site.item_state(*item) == State::Objective(ObjectiveState::Active))
}

/// Returns whether a live brief serves an objective or one of its parts.
fn is_worked_on(site: &Site, objective: ItemId) -> bool {
    let mut all = with_parts(site, objective).into_iter();
    all.any(|objective| site.serving(objective).any(|brief| is_live(site, brief)))
}

/// Returns an objective with its parts and theirs.
fn with_parts(site: &Site, objective: ItemId) -> Vec<ItemId> {
    // Objectives that are parts of each other are a cycle, which has a finding of its own.
    let mut known = vec![objective];
    let mut at = 0;
    while let Some(objective) = known.get(at).copied() {
        for edge in site.incoming(End::Item(objective)) {
            if let (Relation::Parent, End::Item(part)) = (edge.relation, edge.from)
                && !known.contains(&part)
            {
                known.push(part);
            }
        }
        at += 1;
    }
    known
}

fn is_live(site: &Site, brief: DocId) -> bool {
    site.brief_state(brief).is_some_and(BriefState::is_live)
}

/// Returns what live briefs say they serve and nothing is called.
fn misspelt(site: &Site) -> Vec<&str> {
    let live = site.docs_of(Kind::Brief).filter(|brief| is_live(site, *brief));
    let serves = live.flat_map(|brief| match &site.doc(brief).front.own {
        Own::Brief(fields) => fields.serves.iter().map(|serves| (brief, serves)).collect(),
        _ => Vec::new(),
    });
    unresolved(site, serves)
}
