//! Why work is done again.

/// The cause that a brief states for doing an earlier one again.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Cause {
    /// Somebody had understood something else.
    Miscommunication,
    /// What was wanted became something else.
    ChangedRequirements,
    /// It did not do what it should.
    Defect,
    /// A second slice was meant from the start.
    PlannedIteration,
}

impl Cause {
    /// Every cause; those that count as rework first.
    pub const ALL: [Cause; 4] = [
        Cause::Miscommunication,
        Cause::ChangedRequirements,
        Cause::Defect,
        Cause::PlannedIteration,
    ];

    /// Returns the name as front matter writes it.
    pub fn name(self) -> &'static str {
        match self {
            Cause::Miscommunication => "miscommunication",
            Cause::ChangedRequirements => "changed-requirements",
            Cause::Defect => "defect",
            Cause::PlannedIteration => "planned-iteration",
        }
    }

    /// Returns the name in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Cause::Miscommunication => "miscommunication",
            Cause::ChangedRequirements => "changed requirements",
            Cause::Defect => "a defect",
            Cause::PlannedIteration => "a planned iteration",
        }
    }

    /// Returns whether it counts in the rate of rework: alignment could have spared it. A defect is
    /// a matter of testing, and a second slice that was planned is none at all.
    pub fn counts(self) -> bool {
        matches!(self, Cause::Miscommunication | Cause::ChangedRequirements)
    }
}
