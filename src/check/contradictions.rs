//! TL009: places that contradict each other, and dates of items that are out of order.
//!
//! Only what cannot both be true is told; a date ahead of the clock is a plan.

use crate::diag::{Code, Diagnostic};
use crate::doc::{Item, Own};
use crate::id::{Date, DocId, Spanned};
use crate::kind::{ItemKind, Kind, ObjectiveState, Relation};
use crate::site::{End, Site, State};

use super::place::titled;

/// TL009 over the whole site.
pub(super) fn all(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    targets(site, code, found);
    visions(site, code, found);
    retros(site, code, found);
    decisions(site, code, found);
    lessons(site, code, found);
    // Asking the graph for the kind first leaves most items where they lie in memory.
    for id in [ItemKind::Question, ItemKind::Concern, ItemKind::Action]
        .into_iter()
        .flat_map(|kind| site.items_of(kind))
    {
        let doc = site.doc_of_item(id);
        let path = &site.doc(doc).path;
        let findings = dates(site.item(id)).into_iter().chain(ticks(site.item(id)));
        found.extend(findings.map(|(place, message, hint)| {
            Diagnostic::new(code, path, place.span, message).hint(hint)
        }));
    }
}

/// An active objective and its KPI that say different targets or days.
fn targets(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for id in site.items_of(ItemKind::Objective) {
        if site.item_state(id) != State::Objective(ObjectiveState::Active) {
            continue;
        }
        let Some(kpi) = site.first_target(End::Item(id), Relation::MeasuredBy) else { continue };
        let Own::Kpi(fields) = &site.doc(kpi).front.own else { continue };
        let Some(target) = &fields.target else { continue };
        let (objective, kpi) = (site.item(id), site.doc(kpi));
        let mut tell = |span, wants: String, has: String| {
            let message = format!(
                "objective `{}` wants {wants}, and `{}` has {has}",
                objective.anchor, kpi.id
            );
            let finding =
                Diagnostic::new(code, &site.doc(site.doc_of_item(id)).path, span, message);
            let hint = format!("leave it out here, or correct the target of `{}`", kpi.id);
            found.push(finding.naming(&kpi.path).hint(hint));
        };
        if let Some(number) = &objective.fields.number
            && !number.value.is_signed
            && number.value.value.total_cmp(&target.value.value).is_ne()
        {
            tell(number.span, number.value.value.to_string(), target.value.value.to_string());
        }
        if let (Some(due), Some(by)) = (&objective.fields.due, &target.by)
            && due.value != by.value
        {
            tell(due.span, format!("it by {}", due.value), format!("it by {}", by.value));
        }
    }
}

/// A vision that says it is active, and another that supersedes it.
fn visions(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for vision in site.docs_of(Kind::Vision) {
        let doc = site.doc(vision);
        let Own::Vision(fields) = &doc.front.own else { continue };
        let Some(state) = fields.state.as_ref().filter(|state| state.value == "active") else {
            continue;
        };
        let mut incoming = site.incoming(End::Doc(vision));
        if let Some(edge) = incoming.find(|edge| edge.relation == Relation::Supersedes) {
            let newer = site.doc(edge.doc);
            let message = format!("state `active` contradicts `{}`, which supersedes it", newer.id);
            let finding = Diagnostic::new(code, &doc.path, state.span, message);
            let hint = "leave `state` out: the newer vision says it";
            found.push(finding.naming(&newer.path).hint(hint));
        }
    }
}

/// A retro that was held before what it reviews had shipped.
fn retros(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for retro in site.docs_of(Kind::Retro) {
        let doc = site.doc(retro);
        let Some(held) = held(site, retro) else { continue };
        for edge in site.outgoing(End::Doc(retro)).filter(|edge| edge.relation == Relation::Reviews)
        {
            let End::Doc(brief) = edge.to else { continue };
            let Some(shipped) = shipped(site, brief).filter(|shipped| held.value < *shipped) else {
                continue;
            };
            let brief = site.doc(brief);
            let message = format!("held {} is before `{}` shipped {shipped}", held.value, brief.id);
            let finding = Diagnostic::new(code, &doc.path, held.span, message);
            found.push(finding.naming(&brief.path).hint("correct one of the two dates"));
        }
    }
}

/// A decision that was taken before the one that it supersedes, or before the question that it decides
/// was asked.
fn decisions(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for decision in site.docs_of(Kind::Decision) {
        let doc = site.doc(decision);
        let Some(day) = decided(site, decision) else { continue };
        for edge in site.outgoing(End::Doc(decision)) {
            let other = site.doc(site.graph.doc_of(edge.to));
            let message = match (edge.relation, edge.to) {
                (Relation::Supersedes, End::Doc(older)) => {
                    decided(site, older).filter(|older| day.value < older.value).map(|older| {
                        let (day, older) = (day.value, older.value);
                        format!("decided {day} is before `{}` was decided {older}", other.id)
                    })
                }
                (Relation::Decides, End::Item(question)) => {
                    let asked = site.item(question).fields.on.as_ref();
                    asked.filter(|asked| day.value < asked.value).map(|asked| {
                        let title = titled(site.item(question));
                        format!(
                            "decided {} is before `{title}` was asked {}",
                            day.value, asked.value
                        )
                    })
                }
                _ => None,
            };
            let Some(message) = message else { continue };
            let finding = Diagnostic::new(code, &doc.path, day.span, message);
            found.push(finding.naming(&other.path).hint("correct one of the two dates"));
        }
    }
}

/// A brief that applies a lesson which was learned after it had shipped.
fn lessons(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for application in site.items_of(ItemKind::Application) {
        let brief = site.doc_of_item(application);
        let Some(shipped) = shipped(site, brief) else { continue };
        for edge in site.outgoing(End::Item(application)) {
            if !matches!(edge.relation, Relation::Applies | Relation::SetsAside) {
                continue;
            }
            let retro = site.graph.doc_of(edge.to);
            let Some(held) = held(site, retro).filter(|held| held.value > shipped) else {
                continue;
            };
            let (path, retro) = (&site.doc(brief).path, site.doc(retro));
            let message =
                format!("shipped {shipped}, before retro `{}` was held {}", retro.id, held.value);
            let finding = Diagnostic::new(code, path, edge.span, message).naming(&retro.path);
            found.push(
                finding.hint("a lesson cannot be applied before it is learned; correct a date"),
            );
        }
    }
}

fn held(site: &Site, retro: DocId) -> Option<&Spanned<Date>> {
    match &site.doc(retro).front.own {
        Own::Retro(fields) => fields.held.as_ref(),
        _ => None,
    }
}

fn decided(site: &Site, decision: DocId) -> Option<&Spanned<Date>> {
    match &site.doc(decision).front.own {
        Own::Decision(fields) => fields.decided.as_ref(),
        _ => None,
    }
}

fn shipped(site: &Site, brief: DocId) -> Option<Date> {
    match &site.doc(brief).front.own {
        Own::Brief(fields) => fields.shipped.as_ref().map(|shipped| shipped.value),
        _ => None,
    }
}

type Told<'a> = (&'a Spanned<Date>, String, &'static str);

/// A question or concern that was answered or closed before it was there.
fn dates(item: &Item) -> Vec<Told<'_>> {
    let Some(on) = &item.fields.on else { return Vec::new() };
    let began = match item.kind {
        ItemKind::Question => "asked",
        ItemKind::Concern => "raised",
        _ => return Vec::new(),
    };
    let ends = [("answered", &item.fields.answered), ("closed", &item.fields.closed)];
    let early = ends.into_iter().filter_map(|(name, date)| {
        let date = date.as_ref().filter(|date| date.value < on.value)?;
        let message = format!("{name} {} is before {began} {}", date.value, on.value);
        Some((date, message, "correct one of the two dates"))
    });
    early.collect()
}

/// An action whose checkbox says something else than its date.
fn ticks(item: &Item) -> Option<Told<'_>> {
    let closed = item.fields.closed.as_ref()?;
    if item.kind != ItemKind::Action || item.ticked != Some(false) {
        return None;
    }
    let message = format!("`{}` was closed {} and is not ticked", titled(item), closed.value);
    Some((closed, message, "tick it, or leave `closed` out"))
}
