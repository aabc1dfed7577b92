//! The objective tree and the page of one objective.

use serde::{Serialize, Serializer};

use super::Html;
use super::entry::{Entry, Group};
use super::html::finished;
use super::parts::{Banner, Chart, Figure, Link, Pill};

/// The objective tree: objectives without work and work without objective are both drawn.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ObjectiveTree {
    /// The title.
    pub title: String,
    /// The anchor of the title; none where nothing introduces the page.
    pub anchor: Option<String>,
    /// A sentence about the whole.
    pub summary: Option<String>,
    /// What the `index.md` of the folder says.
    pub body: Html,
    /// The visions in order.
    pub visions: Vec<VisionBranch>,
    /// Work that serves no objective.
    pub loose: Vec<Entry>,
}

/// A vision and the objectives below it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct VisionBranch {
    /// The vision.
    pub link: Link,
    /// Its state.
    pub state: Option<Pill>,
    /// Its summary.
    pub summary: Option<String>,
    /// Its objectives in order.
    pub objectives: Vec<ObjectiveBranch>,
}

/// An objective, the work below it, and its own objectives.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ObjectiveBranch {
    /// The objective.
    pub link: Link,
    /// Its state.
    pub state: Option<Pill>,
    /// The chain line as a glyph.
    pub glyph: Html,
    /// The KPI that measures it.
    pub kpi: Option<Link>,
    /// Where the KPI stands.
    pub value: Option<Figure>,
    /// The target in words.
    pub target: Option<String>,
    /// The KPI's recent course.
    pub sparkline: Option<Html>,
    /// The KPI's two verdicts, variation and target.
    pub verdicts: Vec<Pill>,
    /// The briefs that serve it, live ones first.
    pub briefs: Vec<Twig>,
    /// The objectives below it.
    pub children: Vec<ObjectiveBranch>,
}

/// A brief below an objective of the tree. Templates get it finished: a tree has thousands of them.
#[derive(Clone, Debug, Default)]
pub struct Twig {
    /// The brief.
    pub link: Link,
    /// Its state.
    pub state: Option<Pill>,
    /// What else matters, such as `week 4 of 6`.
    pub note: Option<String>,
}

impl Twig {
    /// Returns the brief as an item of a list.
    pub fn html(&self) -> Html {
        let mut html = Html(String::with_capacity(512));
        html.0.push_str("<li class=\"twig\">");
        if let Some(state) = &self.state {
            state.push_to(&mut html);
        }
        html.0.push(' ');
        self.link.push_to(&mut html);
        html.push_within(" <span class=\"kind\">", self.note.as_deref(), "</span>");
        html.0.push_str("</li>");
        html
    }
}

impl Serialize for Twig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = (&self.link, &self.state, &self.note);
        finished(serializer, || self.html(), &fields)
    }
}

/// The page of one objective.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Objective {
    /// The objective.
    pub title: String,
    /// Its state.
    pub state: Option<Pill>,
    /// How it is going, in a sentence.
    pub summary: Option<String>,
    /// The chain line.
    pub chain: Option<Html>,
    /// Notes above everything.
    pub banners: Vec<Banner>,
    /// The fact sheet.
    pub facts: Html,
    /// Why this exists, in a sentence, inline.
    pub why: Option<Html>,
    /// The KPIs that measure it.
    pub measures: Vec<Measure>,
    /// The briefs that serve it, by state.
    pub briefs: Vec<Group>,
    /// What its briefs promised, as cards.
    pub promises: Html,
    /// What the vision says about it.
    pub body: Html,
    /// What it has to do with others.
    pub relations: Html,
    /// Its end: where it can be edited, where the chain goes on.
    pub ending: Html,
}

/// A KPI as the measure of an objective.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Measure {
    /// The KPI.
    pub kpi: Link,
    /// Where it stands.
    pub value: Option<Figure>,
    /// The target in words.
    pub target: Option<String>,
    /// The two verdicts.
    pub verdicts: Vec<Pill>,
    /// The finding in a sentence.
    pub finding: String,
    /// The chart.
    pub chart: Option<Chart>,
}
