//! The series that the dates in documents make by themselves.

use crate::id::Rhythm;

/// What a derived KPI is computed from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Derivation {
    /// From acceptance to the ship date of briefs.
    TimeToMarket,
    /// From proposal to the ship date of briefs, with the stages between told apart.
    StageTimes,
    /// From proposal to acceptance of briefs.
    WhyTime,
    /// From acceptance to the start of briefs.
    Queue,
    /// From the start to the ship date of briefs.
    Build,
    /// The share of shipped briefs that were done again.
    Rework,
    /// From the first input of engineering to acceptance of briefs.
    InvolvementLead,
    /// From the retro that taught a lesson to the brief that first applies it.
    LessonApplication,
    /// From asking a question to its answer.
    QuestionAge,
    /// From the ship date of a brief to its first retro.
    RetroDelay,
    /// The share of actions that were closed by their day.
    ActionClosure,
}

/// How the cases of a period become its value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gather {
    /// The median of their days.
    Median,
    /// The share of them that is one, in percent.
    Share,
}

impl Derivation {
    /// Every derivation.
    pub const ALL: [Derivation; 11] = [
        Derivation::TimeToMarket,
        Derivation::StageTimes,
        Derivation::WhyTime,
        Derivation::Queue,
        Derivation::Build,
        Derivation::Rework,
        Derivation::InvolvementLead,
        Derivation::LessonApplication,
        Derivation::QuestionAge,
        Derivation::RetroDelay,
        Derivation::ActionClosure,
    ];

    /// Returns the name as front matter writes it.
    pub fn name(self) -> &'static str {
        match self {
            Derivation::TimeToMarket => "time-to-market",
            Derivation::StageTimes => "stage-times",
            Derivation::WhyTime => "why-time",
            Derivation::Queue => "queue",
            Derivation::Build => "build",
            Derivation::Rework => "rework",
            Derivation::InvolvementLead => "involvement-lead",
            Derivation::LessonApplication => "lesson-application",
            Derivation::QuestionAge => "question-age",
            Derivation::RetroDelay => "retro-delay",
            Derivation::ActionClosure => "action-closure",
        }
    }

    /// Returns what a value is, to follow `For each month: `.
    pub fn words(self) -> &'static str {
        match self {
            Derivation::TimeToMarket => {
                "the median of the days from acceptance to the ship date, over the briefs that shipped"
            }
            Derivation::StageTimes => {
                "the median of the days from proposal to the ship date, over the briefs that shipped"
            }
            Derivation::WhyTime => {
                "the median of the days from proposal to acceptance, over the briefs that were accepted"
            }
            Derivation::Queue => {
                "the median of the days from acceptance to the start, over the briefs that were started"
            }
            Derivation::Build => {
                "the median of the days from the start to the ship date, over the briefs that shipped"
            }
            Derivation::Rework => {
                "the share of the briefs shipped in it that others name as reworked within 180 days, \
                 because of miscommunication or changed requirements; there is no value before those \
                 days are over"
            }
            Derivation::InvolvementLead => {
                "the median of the days from the first input of engineering to acceptance, over the \
                 briefs that were accepted; below zero where engineering was heard later"
            }
            Derivation::LessonApplication => {
                "the median of the days from the retro that taught a lesson to acceptance of the \
                 brief that first applied it, over the lessons first applied"
            }
            Derivation::QuestionAge => {
                "the median of the days from a question to its answer, over the questions answered"
            }
            Derivation::RetroDelay => {
                "the median of the days from the ship date of a brief to its first retro, over the \
                 retros held"
            }
            Derivation::ActionClosure => {
                "the share of the actions due in it that were closed by their day"
            }
        }
    }

    /// Returns how the cases of a period become its value.
    pub fn gather(self) -> Gather {
        match self {
            Derivation::Rework | Derivation::ActionClosure => Gather::Share,
            _ => Gather::Median,
        }
    }

    /// Returns what its values are counted in.
    pub fn unit(self) -> &'static str {
        match self.gather() {
            Gather::Median => "days",
            Gather::Share => "%",
        }
    }

    /// Returns how often there is a value, where the KPI does not say.
    pub fn rhythm(self) -> Rhythm {
        match self {
            Derivation::Rework => Rhythm::Quarter,
            _ => Rhythm::Month,
        }
    }

    /// Returns whether a value may lie below zero.
    pub fn is_signed(self) -> bool {
        self == Derivation::InvolvementLead
    }
}
