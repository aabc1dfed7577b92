//! The states of documents and items.

/// The state of a brief, in the order of the way.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the states")]
pub enum BriefState {
    Idea,
    Proposed,
    Accepted,
    Started,
    Shipped,
    Measured,
    Declined,
    Parked,
    Superseded,
}

impl BriefState {
    /// Every state, in the order of the way, those aside last.
    pub const ALL: [BriefState; 9] = [
        BriefState::Idea,
        BriefState::Proposed,
        BriefState::Accepted,
        BriefState::Started,
        BriefState::Shipped,
        BriefState::Measured,
        BriefState::Declined,
        BriefState::Parked,
        BriefState::Superseded,
    ];

    /// Returns the word.
    pub fn name(self) -> &'static str {
        match self {
            BriefState::Idea => "idea",
            BriefState::Proposed => "proposed",
            BriefState::Accepted => "accepted",
            BriefState::Started => "started",
            BriefState::Shipped => "shipped",
            BriefState::Measured => "measured",
            BriefState::Declined => "declined",
            BriefState::Parked => "parked",
            BriefState::Superseded => "superseded",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<BriefState> {
        BriefState::ALL.into_iter().find(|state| state.name() == text)
    }

    /// Returns whether work of this state is live: proposed to shipped, and not aside.
    pub fn is_live(self) -> bool {
        (BriefState::Proposed..=BriefState::Shipped).contains(&self)
    }

    /// Returns whether someone is at it: proposed, accepted or started.
    pub fn is_under_way(self) -> bool {
        (BriefState::Proposed..BriefState::Shipped).contains(&self)
    }

    /// Returns whether it was put aside: declined, parked or superseded.
    pub fn is_aside(self) -> bool {
        self > BriefState::Measured
    }

    /// Returns whether the brief was accepted and has not been put aside since.
    pub fn is_accepted(self) -> bool {
        (BriefState::Accepted..=BriefState::Measured).contains(&self)
    }

    /// Returns whether the work reached users.
    pub fn is_shipped(self) -> bool {
        matches!(self, BriefState::Shipped | BriefState::Measured)
    }
}

/// The state of a decision, in the order of the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names are the states")]
pub enum DecisionState {
    Proposed,
    Accepted,
    Confirmed,
    Rejected,
    Superseded,
}

impl DecisionState {
    /// The states that front matter may declare: that a decision is superseded, another one says.
    pub const DECLARED: [DecisionState; 4] = [
        DecisionState::Proposed,
        DecisionState::Accepted,
        DecisionState::Confirmed,
        DecisionState::Rejected,
    ];

    /// Returns the word.
    pub fn name(self) -> &'static str {
        match self {
            DecisionState::Proposed => "proposed",
            DecisionState::Accepted => "accepted",
            DecisionState::Confirmed => "confirmed",
            DecisionState::Rejected => "rejected",
            DecisionState::Superseded => "superseded",
        }
    }

    /// Returns whether it holds: what follows from it is to be kept.
    pub fn holds(self) -> bool {
        matches!(self, DecisionState::Accepted | DecisionState::Confirmed)
    }
}

/// The state of an objective.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[expect(missing_docs, reason = "the names are the states")]
pub enum ObjectiveState {
    Active,
    Met,
    Missed,
    Dropped,
}

impl ObjectiveState {
    /// Returns the word.
    pub fn name(self) -> &'static str {
        match self {
            ObjectiveState::Active => "active",
            ObjectiveState::Met => "met",
            ObjectiveState::Missed => "missed",
            ObjectiveState::Dropped => "dropped",
        }
    }
}

/// The state of a question.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[expect(missing_docs, reason = "the names are the states")]
pub enum QuestionState {
    Open,
    Answered,
}

impl QuestionState {
    /// Returns the word.
    pub fn name(self) -> &'static str {
        match self {
            QuestionState::Open => "open",
            QuestionState::Answered => "answered",
        }
    }
}

/// The state of a concern.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[expect(missing_docs, reason = "the names are the states")]
pub enum ConcernState {
    Raised,
    Answered,
    Settled,
    Standing,
}

impl ConcernState {
    /// Returns the word.
    pub fn name(self) -> &'static str {
        match self {
            ConcernState::Raised => "raised",
            ConcernState::Answered => "answered",
            ConcernState::Settled => "settled",
            ConcernState::Standing => "standing",
        }
    }
}

/// The state of an action.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[expect(missing_docs, reason = "the names are the states")]
pub enum ActionState {
    Open,
    Done,
    Wont,
}

impl ActionState {
    /// Returns the word.
    pub fn name(self) -> &'static str {
        match self {
            ActionState::Open => "open",
            ActionState::Done => "done",
            ActionState::Wont => "won't do",
        }
    }
}

/// The state of a lesson.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[expect(missing_docs, reason = "the names are the states")]
pub enum LessonState {
    New,
    Applied,
    Embedded,
    Retired,
}

impl LessonState {
    /// Returns the word.
    pub fn name(self) -> &'static str {
        match self {
            LessonState::New => "new",
            LessonState::Applied => "applied",
            LessonState::Embedded => "embedded",
            LessonState::Retired => "retired",
        }
    }
}
