//! What front matter can say, typed.

mod edit;
mod kpi;
mod named;
mod order;
mod own;
mod pin;
mod read;
mod schema;
mod split;
mod survey;
#[cfg(test)]
mod tests;

pub use edit::{Row, Written, quoted, with_rows};
pub use pin::Pin;
pub use read::field_names;
#[cfg_attr(not(test), expect(unused_imports, reason = "for `doc::parse`"))]
pub(super) use read::{Reading, read};
pub use schema::schema;
use split::split;
pub use survey::{LEAST_FLOOR, SurveyFields, SurveyQuestion, SurveyWave};

use std::collections::BTreeMap;

use crate::id::{Appetite, Date, Rhythm, Span, Spanned};
use crate::kind::{BriefState, Cause, ChartKind, DecisionState, Derivation, Kind};

/// A text with its place.
pub type Text = Spanned<String>;

/// The front matter of one document. Every field is optional; a list field that was left out is
/// empty.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Front {
    /// Where the front matter stands, with its fences; empty at the start of the text where there is
    /// none.
    pub span: Span,
    /// The title, where it is not the first heading.
    pub title: Option<Text>,
    /// Text for cards and feeds, at most 280 characters.
    pub summary: Option<Text>,
    /// The id, where it is not the file stem.
    pub id: Option<Text>,
    /// Old ids and paths, which redirect here.
    pub aliases: Vec<Text>,
    /// The kind, where the folder does not give it.
    pub kind: Option<Spanned<Kind>>,
    /// A person or a team.
    pub owner: Option<Text>,
    /// People.
    pub contributors: Vec<Text>,
    /// People.
    pub reviewers: Vec<Text>,
    /// The day on which the document came to be.
    pub created: Option<Spanned<Date>>,
    /// The day of the last review.
    pub reviewed: Option<Spanned<Date>>,
    /// How often it wants review.
    pub review_every: Option<Spanned<Appetite>>,
    /// Hidden before this day.
    pub publish_on: Option<Spanned<Date>>,
    /// Hidden from this day on.
    pub expires_on: Option<Spanned<Date>>,
    /// Tags.
    pub tags: Vec<Text>,
    /// Audiences that may see the document; empty means everyone.
    pub visible_to: Vec<Text>,
    /// Documents of the same kind that this one replaces.
    pub supersedes: Vec<Text>,
    /// Documents and items worth reading beside it.
    pub see_also: Vec<Text>,
    /// Links elsewhere by name: ticket, design, repo, dashboard.
    pub links: Vec<(String, Text)>,
    /// Hidden from everything that is published.
    pub draft: bool,
    /// Order among its siblings, light first.
    pub weight: i64,
    /// Old fragments and the anchors that they now mean.
    pub anchors: Vec<(String, Text)>,
    /// Suppressions.
    pub allow: Vec<Allow>,
    /// A free table for themes.
    pub extra: BTreeMap<String, serde_json::Value>,
    /// The further fields that the configuration gives this kind.
    pub further: BTreeMap<String, Spanned<FieldValue>>,
    /// What only this kind of document has.
    pub own: Own,
}

/// The value of a further field, of the type that the configuration gives it.
#[derive(Clone, PartialEq, Debug)]
pub enum FieldValue {
    /// Text.
    String(String),
    /// A finite number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// Texts.
    List(Vec<String>),
    /// A person or a team, by any of their names.
    Person(String),
    /// A document or an item, as references name it.
    Reference(Text),
}

/// A suppression of a rule in one document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allow {
    /// The code as written.
    pub rule: Text,
    /// Why.
    pub reason: Text,
    /// The last day on which it holds.
    pub until: Option<Spanned<Date>>,
}

/// The fields that belong to one kind.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Own {
    /// Of a vision.
    Vision(VisionFields),
    /// Of a brief.
    Brief(Box<BriefFields>),
    /// Of a deep dive.
    DeepDive(DeepDiveFields),
    /// Of a retro.
    Retro(RetroFields),
    /// Of a decision.
    Decision(DecisionFields),
    /// Of a KPI.
    Kpi(Box<KpiFields>),
    /// Of a survey.
    Survey(Box<SurveyFields>),
    /// A page has none, nor has a glossary.
    #[default]
    Page,
}

/// The own fields of a vision.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct VisionFields {
    /// How far it looks, in the author's words.
    pub horizon: Option<Text>,
    /// `active` or `superseded`.
    pub state: Option<Text>,
}

/// The own fields of a brief.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct BriefFields {
    /// References to objectives, or `none`.
    pub serves: Vec<Text>,
    /// When it was put forward.
    pub proposed: Option<Spanned<Date>>,
    /// When it was accepted.
    pub accepted: Option<Spanned<Date>>,
    /// When work began.
    pub started: Option<Spanned<Date>>,
    /// When it reached users.
    pub shipped: Option<Spanned<Date>>,
    /// When it was declined.
    pub declined: Option<Spanned<Date>>,
    /// When it was parked.
    pub parked: Option<Spanned<Date>>,
    /// Why it was declined or parked, or serves nothing.
    pub because: Option<Text>,
    /// The state, where no date is known.
    pub state: Option<Spanned<BriefState>>,
    /// What it served when it was pinned.
    pub pinned: Vec<Pin>,
    /// What it may cost.
    pub appetite: Option<Spanned<Appetite>>,
    /// Briefs whose work this one does again.
    pub reworks: Vec<Rework>,
    /// Briefs that must ship first.
    pub depends_on: Vec<Text>,
    /// The release that carried it.
    pub release: Option<Text>,
}

/// One brief that another does again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rework {
    /// The reference to the earlier brief.
    pub brief: Text,
    /// Why.
    pub cause: Option<Spanned<Cause>>,
}

/// The own fields of a deep dive.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct DeepDiveFields {
    /// References to briefs or objectives.
    pub informs: Vec<Text>,
    /// When it was presented.
    pub presented: Option<Spanned<Date>>,
    /// Who presented it.
    pub presenters: Vec<Text>,
    /// How many came, by discipline.
    pub attended: Vec<(String, u32)>,
    /// The system it explains.
    pub system: Option<Text>,
}

/// The own fields of a retro.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RetroFields {
    /// References to briefs.
    pub reviews: Vec<Text>,
    /// When it was held.
    pub held: Option<Spanned<Date>>,
    /// Who led it.
    pub facilitator: Option<Text>,
}

/// The own fields of a decision.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct DecisionFields {
    /// References to questions or briefs.
    pub decides: Vec<Text>,
    /// When it was decided.
    pub decided: Option<Spanned<Date>>,
    /// Who decided.
    pub deciders: Vec<Text>,
    /// Who was asked before.
    pub consulted: Vec<Text>,
    /// Who was told after.
    pub informed: Vec<Text>,
    /// How it was decided, where that is not simply accepted; the state, where no date is known.
    pub state: Option<Spanned<DecisionState>>,
    /// When it is to be looked at again.
    pub revisit: Option<Spanned<Date>>,
}

/// Which way is better.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Direction {
    /// Higher is better.
    Up,
    /// Lower is better.
    Down,
    /// Near the target is better.
    Target,
    /// Neither: it is watched.
    Watch,
}

impl Direction {
    /// Every direction.
    pub const ALL: [Direction; 4] =
        [Direction::Up, Direction::Down, Direction::Target, Direction::Watch];

    /// Returns the word.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Target => "target",
            Direction::Watch => "watch",
        }
    }
}

/// The own fields of a KPI.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct KpiFields {
    /// What a value is counted in: `%`, `days`, `of 5`.
    pub unit: Option<Text>,
    /// Which way is better; a KPI without it is watched.
    pub direction: Option<Spanned<Direction>>,
    /// The level to reach and the day by which.
    pub target: Option<Target>,
    /// Levels between which all is well, low and high.
    pub band: Option<Spanned<(f64, f64)>>,
    /// The possible range; either side may be open.
    pub range: Option<Spanned<(Option<f64>, Option<f64>)>>,
    /// How many points make the baseline, where it is not 20.
    pub baseline: Option<Spanned<u32>>,
    /// How often there is a value.
    pub period: Option<Spanned<Rhythm>>,
    /// Where the series stands.
    pub source: Option<SeriesSource>,
    /// The derivation that makes the series.
    pub derive: Option<Spanned<Derivation>>,
    /// The KPI that guards this one.
    pub counter: Vec<Text>,
    /// Declared changes of the process or of its measuring.
    pub phases: Vec<Phase>,
    /// Remarks that stand under the chart.
    pub notes: Vec<Text>,
    /// The charts that the author asks for, the main one first.
    pub chart: Vec<Spanned<ChartKind>>,
}

impl KpiFields {
    /// Returns whether its values are net promoter scores.
    pub fn is_score(&self) -> bool {
        self.source.as_ref().is_some_and(|source| source.score.is_some())
    }
}

/// A level to reach.
#[derive(Clone, PartialEq, Debug)]
pub struct Target {
    /// The level, in the unit of the KPI.
    pub value: Spanned<f64>,
    /// By when.
    pub by: Option<Spanned<Date>>,
}

/// Where a series stands and how its columns are called.
#[derive(Clone, PartialEq, Debug)]
pub struct SeriesSource {
    /// The file, relative to the document.
    pub file: Text,
    /// The column of dates; `date` where it is left out.
    pub date: Option<Text>,
    /// The column of values; `value` where it is left out.
    pub value: Option<Text>,
    /// The columns of counts that make the values in its stead.
    pub score: Option<ScoreColumns>,
    /// The column of sample sizes.
    pub n: Option<Text>,
    /// The column of remarks.
    pub note: Option<Text>,
    /// Rows count only where these columns hold these cells.
    pub rows: Vec<(String, Text)>,
}

/// Where the answers to "Would you recommend it?" are counted, of which a net promoter score is made.
#[derive(Clone, PartialEq, Debug)]
pub struct ScoreColumns {
    /// The column of nines and tens.
    pub promoters: Text,
    /// The column of sevens and eights.
    pub passives: Text,
    /// The column of zeros to sixes.
    pub detractors: Text,
}

/// A declared change after which limits are drawn anew.
#[derive(Clone, PartialEq, Debug)]
pub struct Phase {
    /// Its first day.
    pub from: Spanned<Date>,
    /// Why.
    pub because: Option<Text>,
    /// `median` asks for the median variant.
    pub method: Option<Text>,
}
