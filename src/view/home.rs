//! The home page: why all this exists, how it is going, what waits.

use serde::Serialize;

use super::Html;
use super::kpi::Tile;
use super::parts::{Figure, Link, Notice, Pill};

/// The home page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Home {
    /// The small line above the headline, such as the vision's name.
    pub vision: Option<Link>,
    /// The vision in a sentence, or the site's title.
    pub headline: String,
    /// The anchor of the title, where the author's heading has one.
    pub anchor: Option<String>,
    /// How it is going, in a sentence.
    pub lede: Option<String>,
    /// The way in for newcomers.
    pub start: Option<Link>,
    /// A row per objective; where there are many, those of the present vision first.
    pub objectives: Vec<ObjectiveRow>,
    /// Where all objectives are, if not all have a row.
    pub all_objectives: Option<Link>,
    /// KPIs that no row shows, a few of them.
    pub numbers: Vec<Tile>,
    /// Where all KPIs are, if there are more.
    pub all_numbers: Option<Link>,
    /// The survey that was held last, with how many answered; none where none was held in the last year.
    pub survey: Option<Notice>,
    /// The promises that fell due last, else those that fall due next, as cards.
    pub promises: Html,
    /// Where all promises are.
    pub all_promises: Option<Link>,
    /// What needs a decision; at most five.
    pub decisions: Vec<Notice>,
    /// What `changes` covers, such as `Since Monday 16 Nov`.
    pub changes_label: String,
    /// What happened since.
    pub changes: Vec<Notice>,
    /// All that changed.
    pub all_changes: Option<Link>,
    /// The site's own introduction.
    pub body: Html,
    /// How much of what the handbook asks for is there, one line for each part with enough cases.
    pub coverage: Vec<Coverage>,
    /// What deserves a look some time.
    pub reminders: Vec<Notice>,
}

/// An objective as a row of the home page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ObjectiveRow {
    /// Its name.
    pub link: Link,
    /// Its chain line as a glyph.
    pub glyph: Html,
    /// The KPI that measures it.
    pub kpi: Option<Link>,
    /// Where its KPI stands; none where there is no data.
    pub value: Option<Figure>,
    /// The target in words, such as `target 25 by Dec`, or why there is no value.
    pub target: String,
    /// The KPI's recent course.
    pub sparkline: Option<Html>,
    /// The KPI's two verdicts, variation and target.
    pub verdicts: Vec<Pill>,
    /// Live briefs that serve it.
    pub work: Vec<Work>,
}

/// A part of alignment coverage.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Coverage {
    /// The ratio, such as `7 of 9`.
    pub share: String,
    /// What is counted, to follow the ratio.
    pub words: String,
    /// Cases that are missing, the first few.
    pub missing: Vec<Link>,
    /// How many more are missing, such as `and 12 more`.
    pub more: Option<String>,
    /// Whether it is the weakest of all.
    pub is_weakest: bool,
}

/// A piece of work that is under way.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Work {
    /// The brief.
    pub link: Link,
    /// How far it is, such as `week 4 of 6`.
    pub note: Option<String>,
    /// Whether it is beyond its appetite.
    pub is_over: bool,
}
