//! What a document or item has to do with others, in words.

use crate::kind::{ItemKind, Relation};
use crate::site::{End, State};
use crate::view::Html;
use crate::view::relations::{Relation as RelationView, RelationLink};

use super::body;
use super::here::{Here, capitalised};

/// How many sentences of one page are shown where it mentions another again and again.
const SENTENCES: usize = 3;

/// Returns what stands at the other side of relations, in words: first what the page declares and the
/// fact sheet does not say, then what points here.
pub(super) fn of(here: &Here, end: End) -> Vec<RelationView> {
    let mut groups: Vec<(String, Vec<RelationLink>)> = Vec::new();
    let mut add = |heading: &str, link: RelationLink| {
        let group = match groups.iter().position(|(known, _)| known == heading) {
            Some(at) => &mut groups[at].1,
            None => {
                groups.push((heading.to_owned(), Vec::new()));
                &mut groups.last_mut().expect("a group was just added").1
            }
        };
        let is_known = |known: &RelationLink| {
            known.link.href == link.link.href && known.sentence == link.sentence
        };
        let from_there = group.iter().filter(|known| known.link.href == link.link.href).count();
        if from_there < SENTENCES && !group.iter().any(is_known) {
            group.push(link);
        }
    };
    let own = |edge: &crate::site::Edge| match end {
        End::Doc(doc) => here.site.graph.doc_of(edge.from) == doc,
        End::Item(_) => edge.from == end,
    };
    let doc = here.site.graph.doc_of(end);
    for edge in here.site.outgoing_of_doc(doc).filter(|edge| own(edge)) {
        // What an objective is part of, its vision is not.
        let is_of_item = edge.relation == Relation::Parent && end != edge.from;
        if edge.relation != Relation::Mentions && !is_of_item {
            add(edge.relation.words(), other_side(here, edge.to, None));
        }
    }
    let mut incoming: Vec<&crate::site::Edge> = match end {
        End::Doc(doc) => here.site.incoming_of_doc(doc).collect(),
        End::Item(_) => here.site.incoming(end).collect(),
    };
    incoming.sort_by_key(|edge| {
        (edge.relation, &here.site.doc(edge.doc).title, &here.site.doc(edge.doc).path, edge.span)
    });
    for edge in incoming {
        let sentence = edge.link.and_then(|link| body::sentence(here, edge.doc, link));
        let shown = match edge.from {
            End::Item(item) if here.site.item(item).kind == ItemKind::Objective => edge.from,
            _ => End::Doc(edge.doc),
        };
        if edge.doc != doc || matches!(end, End::Item(_)) {
            add(edge.relation.inverse_words(), other_side(here, shown, sentence));
        }
    }
    groups.into_iter().map(|(heading, links)| RelationView { heading, links }).collect()
}

fn other_side(here: &Here, end: End, sentence: Option<Html>) -> RelationLink {
    let (kind, state) = match end {
        End::Doc(doc) => (Some(here.kind_label(here.site.doc(doc).kind)), here.doc_pill(doc)),
        End::Item(item) => {
            let state = match here.site.item_state(item) {
                State::None => None,
                _ => here.item_pill(item),
            };
            (Some(capitalised(here.site.item(item).kind.name())), state)
        }
    };
    RelationLink { link: here.link(end), kind, state, sentence }
}

/// Returns how an item of a kind is tied to its KPI.
pub(super) fn of_kpi(kind: ItemKind) -> Relation {
    match kind {
        ItemKind::Objective => Relation::MeasuredBy,
        ItemKind::Outcome => Relation::ObservedOf,
        _ => Relation::ExpectsOf,
    }
}
