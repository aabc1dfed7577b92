//! States of documents and items in one snapshot.

use crate::doc::{BriefFields, Item, Own, Text};
use crate::id::{Date, DocId, ItemId, Spanned};
use crate::kind::{
    ActionState, BriefState, ConcernState, DecisionState, ItemKind, LessonState, ObjectiveState,
    QuestionState, Relation,
};

use super::node::End;
use super::snapshot::Site;

/// The state of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "one variant for each kind of item that has states")]
pub enum State {
    Objective(ObjectiveState),
    Question(QuestionState),
    Concern(ConcernState),
    Action(ActionState),
    Lesson(LessonState),
    /// An item whose kind has no states.
    None,
}

impl State {
    /// Returns the word, or nothing.
    pub fn name(self) -> Option<&'static str> {
        Some(match self {
            State::Objective(state) => state.name(),
            State::Question(state) => state.name(),
            State::Concern(state) => state.name(),
            State::Action(state) => state.name(),
            State::Lesson(state) => state.name(),
            State::None => return None,
        })
    }

    /// Returns the word as sources, lists and the export write it, or nothing.
    pub fn key(self) -> Option<&'static str> {
        match self {
            State::Action(ActionState::Wont) => Some("wont"),
            other => other.name(),
        }
    }
}

impl Site {
    /// Returns the state of a brief before it is known whether it is measured or superseded: the last
    /// dated transition that was reached; without any date what `state` says, else an idea.
    pub(super) fn dated_state(&self, brief: &BriefFields) -> BriefState {
        let aside = [(&brief.declined, BriefState::Declined), (&brief.parked, BriefState::Parked)];
        let way = [
            (&brief.proposed, BriefState::Proposed),
            (&brief.accepted, BriefState::Accepted),
            (&brief.started, BriefState::Started),
            (&brief.shipped, BriefState::Shipped),
        ];
        // Of two transitions on one day the later on the way counts; being put aside counts last.
        let reached = way
            .iter()
            .chain(&aside)
            .filter_map(|(date, state)| date.as_ref().map(|date| (date.value, *state)))
            .filter(|(date, _)| self.reached(*date))
            .max_by_key(|(date, _)| *date);
        match reached {
            Some((_, state)) => state,
            None if way.iter().chain(&aside).any(|(date, _)| date.is_some()) => BriefState::Idea,
            None => brief.state.as_ref().map_or(BriefState::Idea, |state| state.value),
        }
    }

    /// Returns the state of a brief, or `None` for other documents.
    pub fn brief_state(&self, doc: DocId) -> Option<BriefState> {
        self.brief_states[doc.index()]
    }

    pub(super) fn find_brief_state(&self, doc: DocId) -> Option<BriefState> {
        let Own::Brief(brief) = &self.graph.doc(doc).front.own else { return None };
        if self.incoming(End::Doc(doc)).any(|edge| edge.relation == Relation::Supersedes) {
            return Some(BriefState::Superseded);
        }
        let state = self.dated_state(brief);
        if state == BriefState::Shipped && self.is_measured(doc) {
            return Some(BriefState::Measured);
        }
        Some(state)
    }

    /// Returns the word for the state of any document: of a brief, a vision or a decision its state,
    /// of others nothing, since having been presented or held is a date and no state.
    pub fn doc_state(&self, doc: DocId) -> Option<&'static str> {
        match &self.graph.doc(doc).front.own {
            Own::Brief(_) => self.brief_state(doc).map(BriefState::name),
            Own::Vision(vision) => {
                let superseded =
                    vision.state.as_ref().is_some_and(|state| state.value == "superseded")
                        || self
                            .incoming(End::Doc(doc))
                            .any(|edge| edge.relation == Relation::Supersedes);
                Some(if superseded { "superseded" } else { "active" })
            }
            Own::Decision(_) => self.decision_state(doc).map(DecisionState::name),
            _ => None,
        }
    }

    /// Returns the state of an item.
    pub fn item_state(&self, id: ItemId) -> State {
        let item = self.graph.item(id);
        match item.kind {
            ItemKind::Objective => State::Objective(self.objective_state(id, item)),
            ItemKind::Question => State::Question(self.question_state(id, item)),
            ItemKind::Concern => State::Concern(self.concern_state(id, item)),
            ItemKind::Action => State::Action(self.action_state(item)),
            ItemKind::Lesson => State::Lesson(self.lesson_state(id, item)),
            _ => State::None,
        }
    }

    fn objective_state(&self, id: ItemId, item: &Item) -> ObjectiveState {
        let doc = self.graph.items[id.index()].doc;
        match self.word(item) {
            Some("met") => ObjectiveState::Met,
            Some("missed") => ObjectiveState::Missed,
            Some("dropped") => ObjectiveState::Dropped,
            // What a superseded vision wanted is no longer wanted unless another vision says so.
            _ if self.doc_state(doc) == Some("superseded") => ObjectiveState::Dropped,
            _ => ObjectiveState::Active,
        }
    }

    fn question_state(&self, id: ItemId, item: &Item) -> QuestionState {
        let is_marked_open = self.word(item) == Some("open");
        let answered = self.has_come(item.fields.answered.as_ref());
        let has_answer = item.has_body || item.fields.reference.is_some();
        let is_answered = match answered {
            Some(answered) => answered,
            None => has_answer || self.is_decided(id),
        };
        if is_answered && !is_marked_open { QuestionState::Answered } else { QuestionState::Open }
    }

    fn concern_state(&self, id: ItemId, item: &Item) -> ConcernState {
        match self.word(item) {
            Some("settled") => return ConcernState::Settled,
            Some("standing") => return ConcernState::Standing,
            _ => {}
        }
        let answered = self.has_come(item.fields.answered.as_ref());
        // What answers it may have a day of its own to appear.
        let has_answer = item.has_body && self.opens(self.doc_of_item(id), item.body_gate);
        if answered.unwrap_or(has_answer) { ConcernState::Answered } else { ConcernState::Raised }
    }

    fn action_state(&self, item: &Item) -> ActionState {
        let is_closed = self.has_come(item.fields.closed.as_ref());
        if self.word(item) == Some("wont") {
            return ActionState::Wont;
        }
        let is_done = match (item.ticked, is_closed) {
            (_, Some(false)) => false,
            (Some(ticked), _) => ticked,
            (None, Some(true)) => true,
            (None, None) => false,
        };
        if is_done { ActionState::Done } else { ActionState::Open }
    }

    fn lesson_state(&self, id: ItemId, item: &Item) -> LessonState {
        match self.word(item) {
            Some("embedded") => LessonState::Embedded,
            Some("retired") => LessonState::Retired,
            _ if self.incoming(End::Item(id)).any(|edge| edge.relation == Relation::Applies) => {
                LessonState::Applied
            }
            _ => LessonState::New,
        }
    }

    /// Returns the word of an item, unless the item was closed with it later than the clock.
    pub fn word<'a>(&self, item: &'a Item) -> Option<&'a str> {
        if self.has_come(item.fields.closed.as_ref()) == Some(false) {
            return None;
        }
        item.fields.word.as_ref().map(|word| word.value.as_str())
    }

    /// Returns why an item ended as it did, unless it was closed later than the clock: then that is not
    /// known yet.
    pub fn because<'a>(&self, item: &'a Item) -> Option<&'a Text> {
        if self.has_come(item.fields.closed.as_ref()) == Some(false) {
            return None;
        }
        item.fields.because.as_ref()
    }

    /// Returns whether a date has come, or `None` where there is none.
    fn has_come(&self, date: Option<&Spanned<Date>>) -> Option<bool> {
        date.map(|date| self.reached(date.value))
    }
}
