//! The pages before and after one: along the chain, or beside each other.

use crate::id::DocId;
use crate::kind::{ItemKind, Kind, Relation};
use crate::site::End;
use crate::view::ending::Neighbour;

use super::here::Here;

/// Returns the neighbours along the chain: vision, objective, brief, deep dive, retro; for pages of no
/// kind the siblings in their folder.
pub(super) fn of(here: &Here, id: DocId) -> (Option<Neighbour>, Option<Neighbour>) {
    let end = End::Doc(id);
    let site = here.site;
    let to = |label: &str, end: Option<End>| {
        let end = end?;
        let href = here.href_of(end)?;
        Some(Neighbour { label: label.to_owned(), text: here.title(end), href })
    };
    let outgoing = |relation: Relation| {
        site.outgoing(end).find(|edge| edge.relation == relation).map(|edge| edge.to)
    };
    let retro = |brief: DocId| site.retros_of(brief).next().map(End::Doc);
    match site.doc(id).kind {
        Kind::Vision => {
            let first = site.items_of_in(id, ItemKind::Objective).next().map(End::Item);
            (None, to("Its first objective", first))
        }
        Kind::Brief => {
            let informed = site
                .incoming(end)
                .find(|edge| edge.relation == Relation::Informs)
                .map(|edge| End::Doc(edge.doc));
            let next = match retro(id) {
                Some(retro) => to("The retro that looks back", Some(retro)),
                None => to("The deep dive behind it", informed),
            };
            (to("The objective it serves", outgoing(Relation::Serves)), next)
        }
        Kind::DeepDive => {
            let informs = outgoing(Relation::Informs);
            let after = match informs {
                Some(End::Doc(brief)) => retro(brief),
                _ => None,
            };
            (to("What it informs", informs), to("The retro that looks back", after))
        }
        Kind::Retro => {
            let applied = site
                .items_of_in(id, ItemKind::Lesson)
                .find_map(|lesson| site.uses_of(lesson, Relation::Applies).first().copied())
                .map(End::Doc);
            (
                to("The brief it looks back at", outgoing(Relation::Reviews)),
                to("Where a lesson was applied", applied),
            )
        }
        Kind::Decision => {
            let newer = site.superseding(id).next().map(End::Doc);
            let older = outgoing(Relation::Supersedes);
            let next = to("What took its place", newer);
            (
                to("What it decides", outgoing(Relation::Decides)),
                next.or_else(|| to("What it replaces", older)),
            )
        }
        Kind::Kpi => {
            let measures = site
                .incoming(end)
                .find(|edge| edge.relation == Relation::MeasuredBy)
                .map(|edge| edge.from);
            let brief = site
                .incoming(end)
                .find(|edge| edge.relation == Relation::ExpectsOf)
                .map(|edge| End::Doc(edge.doc));
            (
                to("The objective it measures", measures),
                to("A brief that promises to move it", brief),
            )
        }
        Kind::Survey | Kind::Glossary | Kind::Page => siblings(here, id),
    }
}

fn siblings(here: &Here, id: DocId) -> (Option<Neighbour>, Option<Neighbour>) {
    let site = here.site;
    let pages = site.outline.siblings(id);
    let Some(at) = pages.iter().position(|page| *page == id) else { return (None, None) };
    let to = |label: &str, page: Option<&DocId>| {
        let end = End::Doc(*page?);
        Some(Neighbour { label: label.to_owned(), text: here.title(end), href: here.href_of(end)? })
    };
    let before = at.checked_sub(1).and_then(|before| pages.get(before));
    (to("Before", before), to("Next", pages.get(at + 1)))
}
