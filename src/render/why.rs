//! The why trail: in one sentence up to the vision and down to what came of it.

use crate::id::{DocId, ItemId};
use crate::kind::{BriefState, ItemKind, Kind, Relation};
use crate::site::End;
use crate::view::Html;

use super::here::{Here, counted, listed};
use super::inline::{anchor, text};
use super::promise;

/// Returns the sentence for a document, or `None` where nothing is known of its why.
pub(super) fn sentence(here: &Here, id: DocId) -> Option<Html> {
    let sentences: Vec<String> = match here.site.doc(id).kind {
        Kind::Brief => of_brief(here, id),
        Kind::DeepDive => of_deep_dive(here, id),
        Kind::Retro => of_retro(here, id),
        Kind::Decision => of_decision(here, id),
        Kind::Vision => of_vision(here, id),
        Kind::Kpi | Kind::Survey | Kind::Glossary | Kind::Page => Vec::new(),
    };
    (!sentences.is_empty()).then(|| Html(sentences.join(" ")))
}

/// Returns the sentence for an objective: its vision, and how far it is.
pub(super) fn of_objective(here: &Here, objective: ItemId) -> Html {
    let vision = here.site.doc_of_item(objective);
    let mut words = format!("An objective of {}", link(here, End::Doc(vision)));
    if let Some(parent) =
        here.site.outgoing(End::Item(objective)).find(|edge| edge.relation == Relation::Parent)
    {
        words.push_str(&format!(", part of {}", link(here, parent.to)));
    }
    words.push('.');
    let shipped: Vec<String> = here
        .site
        .serving(objective)
        .filter(|brief| here.site.brief_state(*brief).is_some_and(BriefState::is_shipped))
        .map(|brief| link(here, End::Doc(brief)))
        .collect();
    if !shipped.is_empty() {
        words.push_str(&format!(" So far {} shipped for it.", listed(&shipped)));
    }
    Html(words)
}

fn of_brief(here: &Here, id: DocId) -> Vec<String> {
    let mut sentences = Vec::new();
    let serves: Vec<End> = here
        .site
        .outgoing(End::Doc(id))
        .filter(|edge| edge.relation == Relation::Serves)
        .map(|edge| edge.to)
        .collect();
    if !serves.is_empty() {
        let because: Vec<String> = serves.iter().map(|end| objective_words(here, *end)).collect();
        sentences.push(format!("Here because of {}.", listed(&because)));
    } else if let crate::doc::Own::Brief(brief) = &here.site.doc(id).front.own
        && brief.serves.iter().any(|name| name.value == "none")
        && let Some(because) = &brief.because
    {
        let because = because.value.trim_end_matches('.');
        sentences.push(format!("Serves no objective: {}.", text(because)));
    }
    sentences.extend(lessons_used(here, id));
    sentences.extend(came_of_it(here, id));
    sentences
}

/// Returns `fewer people give up paying (27.1 %, target 25 %), an objective of Vision 2026`.
fn objective_words(here: &Here, end: End) -> String {
    let End::Item(objective) = end else { return link(here, end) };
    let vision = here.site.doc_of_item(objective);
    let numbers = promise::level_words(here, objective);
    let numbers = numbers.map_or(String::new(), |numbers| format!(" ({})", text(&numbers)));
    format!("{}{numbers}, an objective of {}", link(here, end), link(here, End::Doc(vision)))
}

fn lessons_used(here: &Here, id: DocId) -> Option<String> {
    let used = |relation: Relation| -> Vec<String> {
        let mut names = Vec::new();
        for edge in here.site.outgoing_of_doc(id).filter(|edge| edge.relation == relation) {
            let name = link(here, End::Doc(here.site.graph.doc_of(edge.to)));
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    };
    let (applied, aside) = (used(Relation::Applies), used(Relation::SetsAside));
    match (applied.is_empty(), aside.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!("It applies what was learned in {}.", listed(&applied))),
        (true, false) => Some(format!("It sets aside a lesson of {}.", listed(&aside))),
        (false, false) => Some(format!(
            "It applies what was learned in {} and sets aside a lesson of {}.",
            listed(&applied),
            listed(&aside)
        )),
    }
}

/// Returns the way down: the retro, its lessons, where they were applied.
fn came_of_it(here: &Here, id: DocId) -> Option<String> {
    let retros: Vec<String> =
        here.site.retros_of(id).map(|retro| link(here, End::Doc(retro))).collect();
    if retros.is_empty() {
        return None;
    }
    let lessons: Vec<ItemId> = here.site.lessons_of(id).collect();
    let mut applied: Vec<DocId> =
        lessons.iter().flat_map(|lesson| here.site.uses_of(*lesson, Relation::Applies)).collect();
    applied.sort_unstable();
    applied.dedup();
    let mut words = format!("{} looked back at it", listed(&retros));
    if !lessons.is_empty() {
        words.push_str(&format!(" and left {}", counted(lessons.len(), "lesson", "lessons")));
    }
    if !applied.is_empty() {
        let names: Vec<String> = applied.iter().map(|doc| link(here, End::Doc(*doc))).collect();
        words.push_str(&format!(", applied in {}", listed(&names)));
    }
    Some(format!("{words}."))
}

fn of_deep_dive(here: &Here, id: DocId) -> Vec<String> {
    let informs: Vec<String> = here
        .site
        .outgoing(End::Doc(id))
        .filter(|edge| edge.relation == Relation::Informs)
        .map(|edge| link(here, edge.to))
        .collect();
    if informs.is_empty() {
        return Vec::new();
    }
    vec![format!("Informs {}.", listed(&informs))]
}

fn of_decision(here: &Here, id: DocId) -> Vec<String> {
    let mut named: Vec<String> = Vec::new();
    for edge in here.site.outgoing(End::Doc(id)) {
        if edge.relation != Relation::Decides {
            continue;
        }
        let document = End::Doc(here.site.graph.doc_of(edge.to));
        named.push(match edge.to {
            End::Item(_) => format!("“{}” in {}", link(here, edge.to), link(here, document)),
            End::Doc(_) => link(here, document),
        });
    }
    if named.is_empty() {
        return Vec::new();
    }
    vec![format!("Decides {}.", listed(&named))]
}

fn of_retro(here: &Here, id: DocId) -> Vec<String> {
    let reviewed: Vec<DocId> = here
        .site
        .outgoing(End::Doc(id))
        .filter(|edge| edge.relation == Relation::Reviews)
        .map(|edge| here.site.graph.doc_of(edge.to))
        .collect();
    if reviewed.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = reviewed.iter().map(|brief| link(here, End::Doc(*brief))).collect();
    let mut sentences = vec![format!("Looks back at {}.", listed(&names))];
    let mut applied: Vec<DocId> = here
        .site
        .items_of_in(id, ItemKind::Lesson)
        .flat_map(|lesson| here.site.uses_of(lesson, Relation::Applies))
        .collect();
    applied.sort_unstable();
    applied.dedup();
    if !applied.is_empty() {
        let names: Vec<String> = applied.iter().map(|doc| link(here, End::Doc(*doc))).collect();
        sentences.push(format!("Its lessons were applied in {}.", listed(&names)));
    }
    sentences
}

fn of_vision(here: &Here, id: DocId) -> Vec<String> {
    let objectives: Vec<String> = here
        .site
        .items_of_in(id, ItemKind::Objective)
        .map(|objective| link(here, End::Item(objective)))
        .collect();
    if objectives.is_empty() {
        return Vec::new();
    }
    vec![format!("Wants: {}.", listed(&objectives))]
}

fn link(here: &Here, end: End) -> String {
    let link = here.link(end);
    anchor(&link.text, link.href.as_deref())
}
