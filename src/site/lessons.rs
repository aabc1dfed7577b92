//! Which lessons of earlier retros a brief should answer.
//!
//! A lesson to change or to try matches a brief where its retro looked back at work that served the
//! same objective, or that a deep dive joins to the same system. The best of them are those whose
//! retro looked at the same KPIs, then those with the same tags, then the newest.
//!
//! **Architecture invariants.** What a brief is asked ends: at most [`BEST`] lessons, answered ones
//! counted in, so that answering them never calls up others. A lesson that repeats another is one with
//! it.

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::doc::Own;
use crate::id::{Date, DocId, ItemId};
use crate::kind::{ItemKind, Kind, Relation};

use super::node::End;
use super::snapshot::Site;

/// So many of the lessons that match a brief ask for an answer.
const BEST: usize = 3;
/// Lessons that repeat each other in a longer row than this count as several.
const LONGEST: usize = 16;

/// A lesson that matches a brief.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Match {
    /// The lesson.
    pub lesson: ItemId,
    /// What its retro and the brief have in common.
    pub shared: Shared,
    /// The KPIs that its retro and the brief both look at.
    pub kpis: Vec<DocId>,
    /// Whether the brief applies it or sets it aside.
    pub is_answered: bool,
}

/// What a retro and a brief have in common.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shared {
    /// An objective that both serve.
    Objective(ItemId),
    /// A system, with the deep dive that joins the brief to it.
    System(DocId, String),
}

/// What lessons are looked for by.
#[derive(Default)]
struct Need {
    objectives: Vec<ItemId>,
    systems: Vec<(DocId, String)>,
    kpis: Vec<DocId>,
    tags: Vec<u32>,
    /// Only retros that were held before this day.
    before: Option<Date>,
    /// Retros of the brief itself, which it cannot learn from.
    own: Vec<DocId>,
}

/// The retros with lessons to change or to try, newest first, by what they looked back at.
#[derive(Default)]
pub(super) struct Lessons {
    retros: Vec<Retro>,
    by_objective: HashMap<ItemId, Vec<usize>>,
    by_system: HashMap<String, Vec<usize>>,
    /// Numbers of the tags of retros, which compare faster than the tags.
    tags: HashMap<String, u32>,
}

struct Retro {
    doc: DocId,
    held: Date,
    objectives: Vec<ItemId>,
    systems: Vec<String>,
    kpis: Vec<DocId>,
    tags: Vec<u32>,
    lessons: Vec<ItemId>,
}

/// How well a lesson matches, best first: KPIs and tags in common, then the place of its retro among
/// those of the index, then its own place in that retro.
type Rank = (Reverse<usize>, Reverse<usize>, usize, usize);

impl Site {
    /// Returns the lessons that match a brief best, best first; answered ones are among them.
    ///
    /// Where the brief was accepted, they are those of retros held before: nobody answers what was
    /// learned later. Each brief's are found when they are first asked for.
    pub fn matching_lessons(&self, brief: DocId) -> &[Match] {
        self.matches[brief.index()].get_or_init(|| {
            let lessons = self.lessons.get_or_init(|| Lessons::of(self));
            let mut best = lessons.best(self, &self.need(brief, lessons));
            if best.is_empty() {
                return best;
            }
            let answers = self.outgoing_of_doc(brief).filter_map(|edge| match edge.to {
                End::Item(lesson) if is_answer(edge.relation) => Some(self.first_of(lesson)),
                _ => None,
            });
            let answers: Vec<ItemId> = answers.collect();
            for found in &mut best {
                found.is_answered = answers.contains(&self.first_of(found.lesson));
            }
            best
        })
    }

    /// Returns the lessons that a brief on some objectives would match best if it began today.
    pub fn lessons_for(&self, objectives: &[ItemId]) -> Vec<Match> {
        let need = Need {
            objectives: objectives.to_vec(),
            kpis: self.measures_of(objectives),
            ..Need::default()
        };
        self.lessons.get_or_init(|| Lessons::of(self)).best(self, &need)
    }

    /// Returns what a brief looks for.
    fn need(&self, brief: DocId, lessons: &Lessons) -> Need {
        let doc = self.doc(brief);
        let Own::Brief(fields) = &doc.front.own else { return Need::default() };
        let objectives: Vec<ItemId> = self.objectives_of(brief).collect();
        let mut kpis = self.promised_by(brief);
        if kpis.is_empty() {
            kpis = self.measures_of(&objectives);
        }
        Need {
            objectives,
            systems: self.systems_of(brief),
            kpis,
            tags: doc
                .front
                .tags
                .iter()
                .filter_map(|tag| lessons.tags.get(&tag.value).copied())
                .collect(),
            before: fields.accepted.as_ref().map(|accepted| accepted.value),
            own: self.retros_of(brief).collect(),
        }
    }

    fn objectives_of(&self, brief: DocId) -> impl Iterator<Item = ItemId> {
        self.outgoing(End::Doc(brief)).filter_map(|edge| match (edge.relation, edge.to) {
            (Relation::Serves, End::Item(objective)) => Some(objective),
            _ => None,
        })
    }

    /// Returns the systems of the deep dives that inform a brief; how they are written in upper and
    /// lower case makes no difference.
    fn systems_of(&self, brief: DocId) -> Vec<(DocId, String)> {
        let informing =
            self.incoming(End::Doc(brief)).filter(|edge| edge.relation == Relation::Informs);
        let systems = informing.filter_map(|edge| match &self.doc(edge.doc).front.own {
            Own::DeepDive(dive) => Some((edge.doc, dive.system.as_ref()?.value.to_lowercase())),
            _ => None,
        });
        systems.collect()
    }

    fn promised_by(&self, brief: DocId) -> Vec<DocId> {
        let promises =
            self.outgoing_of_doc(brief).filter(|edge| edge.relation == Relation::ExpectsOf);
        promises.map(|edge| self.graph.doc_of(edge.to)).collect()
    }

    /// Returns the KPIs that measure objectives: what a brief on them will move, as long as it promises
    /// nothing of its own.
    fn measures_of(&self, objectives: &[ItemId]) -> Vec<DocId> {
        let edges = objectives.iter().flat_map(|objective| self.outgoing(End::Item(*objective)));
        let measures = edges.filter(|edge| edge.relation == Relation::MeasuredBy);
        measures.map(|edge| self.graph.doc_of(edge.to)).collect()
    }

    /// Returns the lesson that a lesson repeats in the end, which may be itself.
    fn first_of(&self, lesson: ItemId) -> ItemId {
        let mut at = lesson;
        for _ in 0..LONGEST {
            let repeats =
                self.outgoing(End::Item(at)).find(|edge| edge.relation == Relation::Repeats);
            match repeats.map(|edge| edge.to) {
                Some(End::Item(earlier)) => at = earlier,
                _ => break,
            }
        }
        at
    }
}

fn is_answer(relation: Relation) -> bool {
    matches!(relation, Relation::Applies | Relation::SetsAside)
}

impl Lessons {
    fn of(site: &Site) -> Lessons {
        let mut all = Lessons::default();
        for doc in site.docs_of(Kind::Retro) {
            let Some(retro) = all.read(site, doc) else { continue };
            all.retros.push(retro);
        }
        // Documents are in the order of their paths, so that retros of one day keep that order.
        all.retros.sort_by_key(|retro| Reverse(retro.held));
        for (at, retro) in all.retros.iter().enumerate() {
            for objective in &retro.objectives {
                all.by_objective.entry(*objective).or_default().push(at);
            }
            for system in &retro.systems {
                all.by_system.entry(system.clone()).or_default().push(at);
            }
        }
        all
    }

    /// Returns what a retro was about, or `None` where it teaches nothing that others could do.
    fn read(&mut self, site: &Site, doc: DocId) -> Option<Retro> {
        let Own::Retro(fields) = &site.doc(doc).front.own else { return None };
        let held = fields.held.as_ref()?.value;
        let lessons: Vec<ItemId> = site
            .items_of_in(doc, ItemKind::Lesson)
            .filter(|lesson| {
                let word = site.item(*lesson).fields.word.as_ref();
                word.is_some_and(|word| matches!(word.value.as_str(), "change" | "try"))
            })
            .collect();
        if lessons.is_empty() || !site.reached(held) {
            return None;
        }
        let mut retro = Retro {
            doc,
            held,
            objectives: Vec::new(),
            systems: Vec::new(),
            kpis: Vec::new(),
            tags: Vec::new(),
            lessons,
        };
        for edge in site.outgoing_of_doc(doc) {
            match (edge.relation, edge.to) {
                (Relation::Reviews, End::Doc(brief)) => {
                    retro.objectives.extend(site.objectives_of(brief));
                    let systems = site.systems_of(brief).into_iter();
                    retro.systems.extend(systems.map(|(_, system)| system));
                    retro.kpis.extend(site.promised_by(brief));
                }
                (Relation::ObservedOf, End::Doc(kpi)) => retro.kpis.push(kpi),
                _ => {}
            }
        }
        for tag in &site.doc(doc).front.tags {
            let next = u32::try_from(self.tags.len()).unwrap_or(u32::MAX);
            retro.tags.push(*self.tags.entry(tag.value.clone()).or_insert(next));
        }
        retro.kpis.sort_unstable();
        retro.kpis.dedup();
        retro.objectives.sort_unstable();
        retro.objectives.dedup();
        retro.systems.sort_unstable();
        retro.systems.dedup();
        Some(retro)
    }

    /// Returns the lessons that fit best, best first, each as if nobody had answered it.
    fn best(&self, site: &Site, need: &Need) -> Vec<Match> {
        let mut best: Vec<(Rank, ItemId, Shared)> = Vec::with_capacity(BEST + 1);
        let objectives = need
            .objectives
            .iter()
            .map(|objective| (self.by_objective.get(objective), Shared::Objective(*objective)));
        let systems = need.systems.iter().map(|(dive, system)| {
            (self.by_system.get(system), Shared::System(*dive, system.clone()))
        });
        for (retros, shared) in objectives.chain(systems) {
            let Some(retros) = retros else { continue };
            // The newest come first, so that those of the time behind the brief can be passed over.
            let is_later =
                |at: &usize| need.before.is_some_and(|before| self.retros[*at].held >= before);
            let earlier = &retros[retros.partition_point(is_later)..];
            for at in earlier {
                let retro = &self.retros[*at];
                if need.own.contains(&retro.doc) {
                    continue;
                }
                let (kpis, tags) =
                    (in_both(&need.kpis, &retro.kpis), in_both(&need.tags, &retro.tags));
                let last = best.last().filter(|_| best.len() == BEST).map(|(rank, ..)| *rank);
                let rank = |place: usize| (Reverse(kpis), Reverse(tags), *at, place);
                if last.is_some_and(|last| last <= rank(0)) {
                    continue;
                }
                for (place, lesson) in retro.lessons.iter().enumerate() {
                    keep(site, &mut best, (rank(place), *lesson, shared.clone()));
                }
            }
        }
        let found = best.into_iter().map(|((_, _, at, _), lesson, shared)| {
            let kpis = self.retros[at].kpis.iter().copied();
            let kpis = kpis.filter(|kpi| need.kpis.contains(kpi)).collect();
            Match { lesson, shared, kpis, is_answered: false }
        });
        found.collect()
    }
}

/// Adds a lesson to the best ones, where it is one of them.
fn keep(site: &Site, best: &mut Vec<(Rank, ItemId, Shared)>, new: (Rank, ItemId, Shared)) {
    let first = site.first_of(new.1);
    if let Some(at) = best.iter().position(|(_, lesson, _)| site.first_of(*lesson) == first) {
        if best[at].0 <= new.0 {
            return;
        }
        best.remove(at);
    }
    let at = best.partition_point(|(rank, ..)| *rank <= new.0);
    best.insert(at, new);
    best.truncate(BEST);
}

/// Returns how many entries two short lists have in common.
fn in_both<T: PartialEq>(some: &[T], others: &[T]) -> usize {
    some.iter().filter(|one| others.contains(one)).count()
}
