//! TL1xx: visions and their objectives.

use crate::diag::{Code, Diagnostic};
use crate::doc::Own;
use crate::id::{DocId, ItemId};
use crate::kind::{BriefState, ItemKind, Kind, ObjectiveState, Relation, SectionKind};
use crate::site::{End, Site, State};

use super::place::{heading_of, is_meant, says, unresolved};

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
        if says(doc, SectionKind::TargetAudience) {
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

fn active(site: &Site) -> impl Iterator<Item = ItemId> {
    site.items_of(ItemKind::Objective)
        .filter(|item| site.item_state(*item) == State::Objective(ObjectiveState::Active))
}

/// Returns whether a live brief serves an objective or one of its parts.
fn is_worked_on(site: &Site, objective: ItemId) -> bool {
    // Objectives that are parts of each other are a cycle, which has a finding of its own.
    let mut known = vec![objective];
    let mut at = 0;
    while let Some(objective) = known.get(at).copied() {
        if site.serving(objective).any(|brief| is_live(site, brief)) {
            return true;
        }
        for edge in site.incoming(End::Item(objective)) {
            if let (Relation::Parent, End::Item(part)) = (edge.relation, edge.from)
                && !known.contains(&part)
            {
                known.push(part);
            }
        }
        at += 1;
    }
    false
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
