//! The vocabulary of the model: kinds of documents, their sections, the items in them, relations.
//!
//! Duty: constant tables that say what exists and what it is called. Inputs and outputs: names.
//!
//! **Architecture invariants.** Tables only; nothing here knows a particular document.

mod cause;
mod chart;
mod derivation;
mod listed;
mod relation;
mod section;
mod sign;
mod state;

pub use cause::Cause;
pub use chart::ChartKind;
pub use derivation::{Derivation, Gather};
pub use listed::Listed;
pub use relation::Relation;
pub use section::{ItemKind, Mark, SectionKind};
pub use sign::Sign;
pub use state::{
    ActionState, BriefState, ConcernState, DecisionState, LessonState, ObjectiveState,
    QuestionState,
};

/// The kind of a document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Kind {
    /// Where the product is going, with its business objectives.
    Vision,
    /// A piece of work that someone proposes: why, for whom, what should move.
    Brief,
    /// What product should know about a system.
    DeepDive,
    /// A look back at shipped work.
    Retro,
    /// What was decided, what else was on the table, and why.
    Decision,
    /// The definition of a number, with its series.
    Kpi,
    /// Questions that people answer again and again, with what they answered.
    Survey,
    /// What words mean here: each `##` heading is a term.
    Glossary,
    /// Anything else.
    Page,
}

impl Kind {
    /// Every kind, in the order of the chain.
    pub const ALL: [Kind; 9] = [
        Kind::Vision,
        Kind::Brief,
        Kind::DeepDive,
        Kind::Retro,
        Kind::Decision,
        Kind::Kpi,
        Kind::Survey,
        Kind::Glossary,
        Kind::Page,
    ];

    /// Returns the name as front matter, references and the command line write it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Vision => "vision",
            Kind::Brief => "brief",
            Kind::DeepDive => "deep-dive",
            Kind::Retro => "retro",
            Kind::Decision => "decision",
            Kind::Kpi => "kpi",
            Kind::Survey => "survey",
            Kind::Glossary => "glossary",
            Kind::Page => "page",
        }
    }

    /// Returns the name in a sentence: `deep dive`, `KPI`.
    pub fn words(self) -> &'static str {
        match self {
            Kind::DeepDive => "deep dive",
            Kind::Kpi => "KPI",
            other => other.name(),
        }
    }

    /// Returns the folder whose documents are of this kind unless they say otherwise; pages have
    /// none, and a glossary is known by the name of its file.
    pub fn folder(self) -> Option<&'static str> {
        match self {
            Kind::Vision => Some("visions"),
            Kind::Brief => Some("briefs"),
            Kind::DeepDive => Some("deep-dives"),
            Kind::Retro => Some("retros"),
            Kind::Decision => Some("decisions"),
            Kind::Kpi => Some("kpis"),
            Kind::Survey => Some("surveys"),
            Kind::Glossary | Kind::Page => None,
        }
    }

    /// Returns the file stem whose documents are of this kind in whatever folder.
    pub fn stem(self) -> Option<&'static str> {
        (self == Kind::Glossary).then_some("glossary")
    }

    /// Returns whether documents of it stand outside of the chain, beside each other by weight.
    pub fn is_plain(self) -> bool {
        matches!(self, Kind::Glossary | Kind::Page)
    }

    /// Returns the heading over many of them: `Deep dives`.
    pub fn plural(self) -> &'static str {
        match self {
            Kind::Vision => "Visions",
            Kind::Brief => "Briefs",
            Kind::DeepDive => "Deep dives",
            Kind::Retro => "Retros",
            Kind::Decision => "Decisions",
            Kind::Kpi => "KPIs",
            Kind::Survey => "Surveys",
            Kind::Glossary => "Glossary",
            Kind::Page => "Pages",
        }
    }

    /// Reads a name.
    pub fn parse(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == text)
    }
}
