//! What was decided, and what was not taken.

use crate::doc::{DecisionFields, Own};
use crate::id::{DocId, ItemId};
use crate::kind::{BriefState, DecisionState, ItemKind, Relation};

use super::node::End;
use super::snapshot::Site;

/// The word of the option that was taken.
const CHOSEN: &str = "chosen";

impl Site {
    /// Returns the state of a decision, or `None` for other documents.
    pub fn decision_state(&self, doc: DocId) -> Option<DecisionState> {
        let Own::Decision(fields) = &self.doc(doc).front.own else { return None };
        if self.superseding(doc).next().is_some() {
            return Some(DecisionState::Superseded);
        }
        Some(self.dated_decision(fields))
    }

    /// Returns the state of a decision before it is known whether it is superseded. A day on which it
    /// was decided means that it was accepted, unless `state` says how else it ended.
    fn dated_decision(&self, fields: &DecisionFields) -> DecisionState {
        let declared = fields.state.as_ref().map(|state| state.value);
        match &fields.decided {
            None => declared.unwrap_or(DecisionState::Proposed),
            Some(decided) if !self.reached(decided.value) => DecisionState::Proposed,
            Some(_) => match declared {
                Some(DecisionState::Proposed) | None => DecisionState::Accepted,
                Some(declared) => declared,
            },
        }
    }

    /// Returns the documents that take the place of one. A decision that is only proposed, or was
    /// rejected, takes no place yet.
    pub fn superseding(&self, doc: DocId) -> impl Iterator<Item = DocId> {
        let newer = self.incoming(End::Doc(doc));
        newer.filter(|edge| edge.relation == Relation::Supersedes).map(|edge| edge.doc).filter(
            |newer| match &self.doc(*newer).front.own {
                Own::Decision(fields) => self.dated_decision(fields).holds(),
                _ => true,
            },
        )
    }

    /// Returns whether a decision that was taken, either way, decides a question.
    pub(super) fn is_decided(&self, question: ItemId) -> bool {
        self.incoming(End::Item(question))
            .any(|edge| edge.relation == Relation::Decides && self.settled(edge.doc).is_some())
    }

    /// Returns whether an option was taken, as far as the clock knows.
    pub fn is_chosen(&self, option: ItemId) -> bool {
        self.says_chosen(option)
            && match &self.doc(self.doc_of_item(option)).front.own {
                Own::Decision(fields) => {
                    self.dated_decision(fields) != DecisionState::Proposed
                        || fields.decided.is_none()
                }
                _ => true,
            }
    }

    /// Returns the options of briefs and decisions that were not taken and say why, in the order of
    /// their documents.
    pub fn options_not_taken(&self) -> impl Iterator<Item = ItemId> {
        self.docs().flat_map(|doc| self.not_taken_in(doc))
    }

    fn not_taken_in(&self, doc: DocId) -> Vec<ItemId> {
        let Some(end) = self.settled(doc) else { return Vec::new() };
        let mut options: Vec<ItemId> = self.items_of_in(doc, ItemKind::Choice).collect();
        // Where nobody marked what was taken, nothing is known of the others.
        if end == Settled::Taken && !options.iter().any(|option| self.says_chosen(*option)) {
            return Vec::new();
        }
        options.retain(|option| !self.says_chosen(*option) && self.says_why(doc, *option));
        options
    }

    /// Returns how a brief or a decision ended, or `None` where it is open or is neither.
    fn settled(&self, doc: DocId) -> Option<Settled> {
        match &self.doc(doc).front.own {
            Own::Brief(fields) => match self.dated_state(fields) {
                BriefState::Declined => Some(Settled::NothingTaken),
                state if state.is_accepted() => Some(Settled::Taken),
                _ => None,
            },
            Own::Decision(fields) => match self.dated_decision(fields) {
                DecisionState::Rejected => Some(Settled::NothingTaken),
                state if state.holds() => Some(Settled::Taken),
                _ => None,
            },
            _ => None,
        }
    }

    fn says_chosen(&self, option: ItemId) -> bool {
        self.item(option).fields.word.as_ref().is_some_and(|word| word.value == CHOSEN)
    }

    fn says_why(&self, doc: DocId, option: ItemId) -> bool {
        let item = self.item(option);
        item.fields.because.is_some() || (item.has_body && self.opens(doc, item.body_gate))
    }
}

/// How something ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Settled {
    /// One of the options was taken.
    Taken,
    /// None of them was.
    NothingTaken,
}
