//! The sections that the product knows, and the items that some of them hold.

use super::Kind;

/// What an item is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum ItemKind {
    /// A business objective of a vision.
    Objective,
    /// A promise of a brief: which KPI should move, how far, by when.
    Impact,
    /// A way of doing it that was considered.
    Choice,
    /// What an engineer said while the problem was defined.
    Input,
    /// A question.
    Question,
    /// A concern of either side.
    Concern,
    /// What a retro learned.
    Lesson,
    /// A lesson of an earlier retro, applied or set aside by a brief.
    Application,
    /// Something to do, with owner and due date.
    Action,
    /// What was observed of a KPI.
    Outcome,
    /// A dated note on the way.
    Update,
}

impl ItemKind {
    /// Every kind.
    pub const ALL: [ItemKind; 11] = [
        ItemKind::Objective,
        ItemKind::Impact,
        ItemKind::Choice,
        ItemKind::Input,
        ItemKind::Question,
        ItemKind::Concern,
        ItemKind::Lesson,
        ItemKind::Application,
        ItemKind::Action,
        ItemKind::Outcome,
        ItemKind::Update,
    ];

    /// Returns the states that an item of this kind may have.
    pub fn states(self) -> &'static [&'static str] {
        match self {
            ItemKind::Objective => &["active", "met", "missed", "dropped"],
            ItemKind::Question => &["open", "answered"],
            ItemKind::Concern => &["raised", "answered", "settled", "standing"],
            ItemKind::Lesson => &["new", "applied", "embedded", "retired"],
            ItemKind::Action => &["open", "done", "wont"],
            ItemKind::Impact
            | ItemKind::Choice
            | ItemKind::Input
            | ItemKind::Application
            | ItemKind::Outcome
            | ItemKind::Update => &[],
        }
    }

    /// Returns the name as the export and messages write it.
    pub fn name(self) -> &'static str {
        match self {
            ItemKind::Objective => "objective",
            ItemKind::Impact => "impact",
            ItemKind::Choice => "option",
            ItemKind::Input => "input",
            ItemKind::Question => "question",
            ItemKind::Concern => "concern",
            ItemKind::Lesson => "lesson",
            ItemKind::Application => "application",
            ItemKind::Action => "action",
            ItemKind::Outcome => "outcome",
            ItemKind::Update => "update",
        }
    }

    /// Returns the marks that an item of this kind may end with.
    pub fn marks(self) -> &'static [Mark] {
        match self {
            ItemKind::Objective => &[Mark::Word, Mark::Measure],
            ItemKind::Impact | ItemKind::Outcome => &[Mark::Measure],
            ItemKind::Choice => &[Mark::Word],
            ItemKind::Input | ItemKind::Concern | ItemKind::Action => {
                &[Mark::Person, Mark::Date, Mark::Word]
            }
            ItemKind::Question => &[Mark::Person, Mark::Date, Mark::Word, Mark::Reference],
            ItemKind::Lesson | ItemKind::Application => &[Mark::Word, Mark::Reference],
            ItemKind::Update => &[Mark::Person, Mark::Date],
        }
    }

    /// Returns the words that may stand in parentheses.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            ItemKind::Objective => &["met", "missed", "dropped"],
            ItemKind::Choice => &["chosen"],
            ItemKind::Input => &["adopted", "rejected", "changed"],
            ItemKind::Question => &["open"],
            ItemKind::Concern => &["settled", "standing"],
            ItemKind::Lesson => &["keep", "change", "try", "embedded", "retired"],
            ItemKind::Application => &["set aside"],
            ItemKind::Action => &["wont"],
            ItemKind::Impact | ItemKind::Outcome | ItemKind::Update => &[],
        }
    }

    /// Returns the keys that braces may give: those of every item, and the long forms of its marks.
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            ItemKind::Objective => &[
                "kpi",
                "measured-by",
                "target",
                "by",
                "parent",
                "confidence",
                "closed",
                "because",
                "visible-to",
            ],
            ItemKind::Impact => {
                &["kpi", "expect", "by", "confidence", "counter", "because", "visible-to"]
            }
            ItemKind::Choice => &["effort", "because", "scope", "confidence", "visible-to"],
            ItemKind::Input => &["by", "on", "saved", "because", "visible-to"],
            ItemKind::Question => &["by", "asked", "answered", "in", "because", "visible-to"],
            ItemKind::Concern => &["by", "on", "answered", "closed", "because", "visible-to"],
            ItemKind::Lesson => &["repeats", "on", "scope", "because", "visible-to"],
            ItemKind::Application => &["lesson", "on", "because", "visible-to"],
            ItemKind::Action => {
                &["owner", "due", "closed", "done-when", "scope", "because", "visible-to"]
            }
            ItemKind::Outcome => &["kpi", "observed", "on", "n", "because", "visible-to"],
            ItemKind::Update => &["by", "on", "visible-to"],
        }
    }
}

/// A mark at the end of an item's heading or first paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Mark {
    /// `@mina`.
    Person,
    /// `2026-01-27`.
    Date,
    /// `(adopted)`.
    Word,
    /// `[[retro-wallet#no-flag]]`.
    Reference,
    /// `[[csat]] +3 by 2026-06-30`: a KPI, then optionally a number and a date.
    Measure,
}

/// A section that the product knows by its `##` heading.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the headings, listed below")]
pub enum SectionKind {
    ProductVision,
    TargetAudience,
    Objectives,
    Principles,
    UserProblem,
    Evidence,
    KpiImpact,
    DesiredOutcomes,
    Options,
    EngineeringInput,
    Questions,
    Concerns,
    LessonsApplied,
    Updates,
    Risks,
    NonGoals,
    PlainLanguage,
    Architecture,
    Scalability,
    Approaches,
    TradeOffs,
    WentWell,
    CouldBeBetter,
    Lessons,
    Actions,
    Outcomes,
    Context,
    Decision,
    Consequences,
    Confirmation,
    Meaning,
    Computation,
    DoesNotTell,
    Purpose,
    Protection,
}

use SectionKind as S;

/// Section, its heading, its other names.
const NAMES: &[(SectionKind, &str, &[&str])] = &[
    (S::ProductVision, "Product vision", &["Vision"]),
    (S::TargetAudience, "Target audience", &["Audience", "For whom"]),
    (S::Objectives, "Business objectives", &["Objectives", "Goals"]),
    (S::Principles, "Principles", &["Guiding principles"]),
    (S::UserProblem, "User problem", &["Problem", "Why", "The problem"]),
    (S::Evidence, "Evidence", &["What we know"]),
    (S::KpiImpact, "KPI impact", &["Impact", "Metrics", "Success measures"]),
    (S::DesiredOutcomes, "Desired outcomes", &["Desired outcome", "Outcome", "Outcomes"]),
    (S::Options, "Options considered", &["Options", "Alternatives", "Approaches"]),
    (S::EngineeringInput, "Engineering input", &["Input"]),
    (S::Questions, "Questions", &["Q&A", "Open questions"]),
    (S::Concerns, "Concerns", &["Objections", "Drawbacks"]),
    (S::LessonsApplied, "Lessons applied", &[]),
    (S::Updates, "Updates", &["Log"]),
    (S::Risks, "Risks", &[]),
    (S::NonGoals, "Non-goals", &["Not in scope", "Out of scope"]),
    (S::PlainLanguage, "In plain language", &["Summary", "Plain language"]),
    (
        S::Architecture,
        "Current architecture and limitations",
        &["Current architecture", "Architecture", "Limitations", "Architecture and limitations"],
    ),
    (S::Scalability, "Scalability challenges", &["Scalability"]),
    (S::Approaches, "Approaches", &["Options", "Options considered", "Alternatives"]),
    (S::TradeOffs, "Trade-offs", &["Tradeoffs"]),
    (S::WentWell, "What went well", &["Went well"]),
    (
        S::CouldBeBetter,
        "What could have been better",
        &["What could we have done better", "Could have been better", "What went badly"],
    ),
    (S::Lessons, "Lessons", &["Learnings", "What we learned"]),
    (S::Actions, "Actions", &["Action items", "Next steps"]),
    (S::Outcomes, "Outcomes", &[]),
    (S::Context, "Context", &["Background", "Context and problem statement"]),
    (S::Decision, "Decision", &["Decision outcome", "What we decided"]),
    (S::Consequences, "Consequences", &["What follows"]),
    (S::Confirmation, "Confirmation", &[]),
    (S::Meaning, "What it means", &["Meaning"]),
    (S::Computation, "How it is computed", &["Computation"]),
    (S::DoesNotTell, "What it does not tell you", &["What it does not tell"]),
    (S::Purpose, "Purpose", &["What it is for", "Why we ask"]),
    (S::Protection, "How answers are protected", &["Privacy", "Anonymity"]),
];

impl SectionKind {
    /// Returns the heading that the product writes.
    pub fn heading(self) -> &'static str {
        NAMES.iter().find(|row| row.0 == self).map_or("", |row| row.1)
    }

    /// Returns the other headings by which the section is known.
    pub fn other_names(self) -> &'static [&'static str] {
        NAMES.iter().find(|row| row.0 == self).map_or(&[], |row| row.2)
    }

    /// Returns the prompt that a new document holds in the section; a section with nothing but its
    /// prompt counts as empty.
    pub fn prompt(self) -> &'static str {
        match self {
            S::ProductVision => "In one or two sentences: what will be true for whom?",
            S::TargetAudience => "Who is it for, and who is it not for?",
            S::Objectives => "One heading each, ending in the KPI, its target and a date.",
            S::Principles => "What do we choose when two good things collide?",
            S::UserProblem => "What user problem are we solving, for whom, and how do we know?",
            S::Evidence => "Numbers, quotes, sources.",
            S::KpiImpact => "Which KPI should move, how far, by when?",
            S::DesiredOutcomes => "What can users do afterwards that they cannot do today?",
            S::Options | S::Approaches => "At least two ways of doing it, with effort as a range.",
            S::EngineeringInput => "What did engineers say while the problem was defined?",
            S::Questions => "Who asks what, and when?",
            S::Concerns => "What speaks against it, in whose view?",
            S::LessonsApplied => "Which lessons of earlier retros does this apply or set aside?",
            S::Updates => "What happened on the way?",
            S::Risks => "What could go wrong?",
            S::NonGoals => "What is deliberately left out?",
            S::PlainLanguage => "What would you tell a colleague who does not write software?",
            S::Architecture => "How does it work today, and where does it end?",
            S::Scalability => "What gives way first when there is ten times as much?",
            S::TradeOffs => "What does each approach cost in speed, quality and money?",
            S::WentWell => "What should we do again?",
            S::CouldBeBetter => "What got in the way? Describe the gap, not the person.",
            S::Lessons => "What will the next team do differently because of this?",
            S::Actions => "Who does what by when?",
            S::Outcomes => "What was observed of each KPI that was promised?",
            S::Context => "What made a decision necessary, and what limits it?",
            S::Decision => "What was decided, in one sentence, and why?",
            S::Consequences => "What becomes easier, and what harder?",
            S::Confirmation => "How will anyone know that it is kept, and that it was right?",
            S::Meaning => "What does a reader learn from this number?",
            S::Computation => "Which events are counted, over which period, divided by what?",
            S::DoesNotTell => "What could this number hide?",
            S::Purpose => "What will be done with the answers, and by whom?",
            S::Protection => {
                "Who sees single answers, when are they destroyed, and what is never shown?"
            }
        }
    }

    /// What a new brief holds behind each lesson that it was given to answer; a line of `Lessons
    /// applied` that still holds it is no answer.
    pub const UNANSWERED: &str = "Say how, or end the line with (set aside).";

    /// Returns whether the section says what was decided, which nobody knows before that day.
    pub fn tells_outcome(self) -> bool {
        matches!(self, S::Decision | S::Consequences | S::Confirmation)
    }

    /// Returns what each item of the section is, where it holds items.
    pub fn items(self) -> Option<ItemKind> {
        Some(match self {
            S::Objectives => ItemKind::Objective,
            S::KpiImpact => ItemKind::Impact,
            S::Options | S::Approaches => ItemKind::Choice,
            S::EngineeringInput => ItemKind::Input,
            S::Questions => ItemKind::Question,
            S::Concerns => ItemKind::Concern,
            S::Lessons => ItemKind::Lesson,
            S::LessonsApplied => ItemKind::Application,
            S::Actions => ItemKind::Action,
            S::Outcomes => ItemKind::Outcome,
            S::Updates => ItemKind::Update,
            _ => return None,
        })
    }

    /// Returns the sections of a kind of document, in the order of its template.
    pub fn of(kind: Kind) -> &'static [SectionKind] {
        match kind {
            Kind::Vision => &[S::ProductVision, S::TargetAudience, S::Objectives, S::Principles],
            Kind::Brief => &[
                S::UserProblem,
                S::Evidence,
                S::KpiImpact,
                S::DesiredOutcomes,
                S::Options,
                S::EngineeringInput,
                S::Questions,
                S::Concerns,
                S::LessonsApplied,
                S::Updates,
                S::Risks,
                S::NonGoals,
            ],
            Kind::DeepDive => &[
                S::PlainLanguage,
                S::Architecture,
                S::Scalability,
                S::Approaches,
                S::TradeOffs,
                S::Questions,
            ],
            Kind::Retro => &[S::WentWell, S::CouldBeBetter, S::Lessons, S::Actions, S::Outcomes],
            Kind::Decision => {
                &[S::Context, S::Options, S::Decision, S::Consequences, S::Confirmation]
            }
            Kind::Kpi => &[S::Meaning, S::Computation, S::DoesNotTell],
            Kind::Survey => &[S::Purpose, S::Protection],
            Kind::Glossary | Kind::Page => &[],
        }
    }

    /// Returns the section of a kind of document that a heading names, in any case.
    pub fn named(kind: Kind, heading: &str) -> Option<SectionKind> {
        let heading = heading.trim();
        SectionKind::of(kind).iter().copied().find(|section| {
            section.heading().eq_ignore_ascii_case(heading)
                || section.other_names().iter().any(|name| name.eq_ignore_ascii_case(heading))
        })
    }
}
