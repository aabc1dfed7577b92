//! The chain: objective, KPI, brief, outcome, lesson.

use crate::doc::Own;
use crate::id::{DocId, ItemId};
use crate::kind::{BriefState, ItemKind, Kind, Relation};

use super::node::End;
use super::snapshot::Site;

/// How a link of the chain is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Link {
    /// It exists.
    Present,
    /// It is demanded, and missing.
    Missing,
    /// Nothing demands it yet.
    Ahead,
}

/// One of the five nodes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// How it is.
    pub link: Link,
    /// What stands there.
    pub end: Option<End>,
    /// Whether the page at hand stands there.
    pub is_here: bool,
}

/// The five nodes, in the order objective, KPI, brief, outcome, lesson.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chain {
    /// The nodes.
    pub nodes: [Node; 5],
}

const OBJECTIVE: usize = 0;
const KPI: usize = 1;
const BRIEF: usize = 2;
const LESSON: usize = 4;

/// A retro is demanded this many days after the ship date.
pub(crate) const RETRO_DAYS: i32 = 30;

impl Site {
    /// Returns the chain of a document, or `None` for documents that stand outside of it.
    pub fn chain(&self, doc: DocId) -> Option<Chain> {
        let end = End::Doc(doc);
        let (brief, here) = match self.doc(doc).kind {
            Kind::Brief => (Some(doc), BRIEF),
            Kind::Retro => (self.first_target(end, Relation::Reviews), LESSON),
            Kind::DeepDive => {
                let informed =
                    self.outgoing(end).find(|edge| edge.relation == Relation::Informs)?;
                return match informed.to {
                    End::Doc(brief) => Some(self.chain_of_brief(brief).clone()),
                    End::Item(objective) => Some(self.chain_of_objective(objective)),
                };
            }
            Kind::Decision => {
                let decided = self.outgoing(end).find(|edge| edge.relation == Relation::Decides)?;
                let brief = self.graph.doc_of(decided.to);
                let is_brief = self.doc(brief).kind == Kind::Brief;
                return is_brief.then(|| self.chain_of_brief(brief).clone());
            }
            Kind::Kpi => {
                let measures =
                    self.incoming(end).find(|edge| edge.relation == Relation::MeasuredBy)?;
                let End::Item(objective) = measures.from else { return None };
                return Some(self.chain_of_objective(objective).standing_at(KPI, end));
            }
            Kind::Vision | Kind::Survey | Kind::Glossary | Kind::Page => return None,
        };
        Some(self.chain_of_brief(brief?).clone().standing_at(here, end))
    }

    /// Returns the chain that hangs from an objective, along the serving brief that got furthest.
    pub fn chain_of_objective(&self, objective: ItemId) -> Chain {
        let end = End::Item(objective);
        let best = self.serving(objective).max_by_key(|brief| {
            let chain = self.chain_of_brief(*brief);
            let links = chain.nodes.iter().filter(|node| node.link == Link::Present).count();
            (links, std::cmp::Reverse(*brief))
        });
        let mut chain = match best {
            Some(brief) => self.chain_of_brief(brief).clone(),
            None => Chain {
                nodes: [(); 5].map(|()| Node { link: Link::Ahead, end: None, is_here: false }),
            },
        };
        chain.nodes[OBJECTIVE] = Node { link: Link::Present, end: Some(end), is_here: false };
        let kpi = self.first_target(end, Relation::MeasuredBy);
        chain.nodes[KPI] = demanded(kpi.map(End::Doc), true);
        if best.is_none() {
            chain.nodes[BRIEF].link = Link::Missing;
        }
        chain
    }

    /// Returns the chain through a brief; worked out once, since every list that names the brief shows it.
    pub fn chain_of_brief(&self, brief: DocId) -> &Chain {
        self.chains[brief.index()].get_or_init(|| self.find_chain(brief))
    }

    fn find_chain(&self, brief: DocId) -> Chain {
        let end = End::Doc(brief);
        let state = self.brief_state(brief).unwrap_or(BriefState::Idea);
        let says_none = match &self.doc(brief).front.own {
            Own::Brief(fields) => fields.serves.iter().any(|text| text.value == "none"),
            _ => false,
        };
        let objective =
            self.outgoing(end).find(|edge| edge.relation == Relation::Serves).map(|edge| edge.to);
        let kpi = self
            .items_of_in(brief, ItemKind::Impact)
            .find_map(|impact| self.first_target(End::Item(impact), Relation::ExpectsOf));
        let states_none = self.gives_reason(brief, crate::kind::SectionKind::KpiImpact);
        // What counts as measured is one question; the state of the brief answers it, too.
        let observed = self
            .promises(brief)
            .iter()
            .find(|promise| promise.is_observed() || self.covers(promise))
            .and_then(|promise| promise.kpi);
        let lesson = self.lessons_of(brief).next();
        // Of numbers that are withheld nobody can say that they are missing.
        let is_due = self
            .promises(brief)
            .iter()
            .any(|promise| promise.is_due(self) && !self.is_withheld(promise));
        let wants_retro = state.is_shipped() && self.days_since_shipped(brief) > Some(RETRO_DAYS);
        Chain {
            nodes: [
                demanded(objective, state.is_accepted() && !says_none),
                demanded(kpi.map(End::Doc), state.is_accepted() && !states_none),
                Node { link: Link::Present, end: Some(end), is_here: false },
                demanded(observed.map(End::Doc), state.is_shipped() && is_due),
                demanded(lesson.map(End::Item), wants_retro),
            ],
        }
    }

    /// Returns the briefs that serve an objective, in the order of their declarations.
    pub fn serving(&self, objective: ItemId) -> impl Iterator<Item = DocId> {
        self.incoming(End::Item(objective))
            .filter(|edge| edge.relation == Relation::Serves)
            .map(|edge| edge.doc)
    }

    /// Returns the retros that look back at a brief.
    pub fn retros_of(&self, brief: DocId) -> impl Iterator<Item = DocId> {
        self.incoming(End::Doc(brief))
            .filter(|edge| edge.relation == Relation::Reviews)
            .map(|edge| edge.doc)
    }

    /// Returns the lessons of the retros that look back at a brief.
    pub fn lessons_of(&self, brief: DocId) -> impl Iterator<Item = ItemId> {
        self.retros_of(brief).flat_map(|retro| self.items_of_in(retro, ItemKind::Lesson))
    }

    /// Returns the document that the first relation of a sort points at.
    pub fn first_target(&self, from: End, relation: Relation) -> Option<DocId> {
        self.outgoing(from)
            .find(|edge| edge.relation == relation)
            .map(|edge| self.graph.doc_of(edge.to))
    }

    /// Returns how many days ago a brief shipped, where it did.
    pub fn days_since_shipped(&self, brief: DocId) -> Option<i32> {
        let Own::Brief(fields) = &self.doc(brief).front.own else { return None };
        let shipped = fields.shipped.as_ref()?.value;
        self.reached(shipped).then(|| self.as_of.days_since(shipped))
    }

    /// Returns whether a section of a document states the reason for its emptiness.
    pub fn gives_reason(&self, doc: DocId, kind: crate::kind::SectionKind) -> bool {
        let sections = &self.doc(doc).body.sections;
        sections.iter().any(|section| section.kind == Some(kind) && section.because.is_some())
    }
}

impl Chain {
    fn standing_at(mut self, at: usize, end: End) -> Chain {
        self.nodes[at] = Node { link: Link::Present, end: Some(end), is_here: true };
        self
    }
}

fn demanded(end: Option<End>, is_demanded: bool) -> Node {
    let link = match (end, is_demanded) {
        (Some(_), _) => Link::Present,
        (None, true) => Link::Missing,
        (None, false) => Link::Ahead,
    };
    Node { link, end, is_here: false }
}
