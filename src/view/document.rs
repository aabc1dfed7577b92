//! The page of a document: vision, brief, deep dive, retro, or plain page.

use serde::Serialize;

use super::Html;
use super::parts::{Banner, Link, Pill};
use super::survey::Survey;

/// A document's page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Document {
    /// The kind as written in front matter, such as `deep-dive`.
    pub kind: String,
    /// The kind as read, such as `Deep dive`; links to the section where there is one.
    pub kind_label: Option<Link>,
    /// The title.
    pub title: String,
    /// The anchor of the title, where the author's heading has one.
    pub anchor: Option<String>,
    /// The state.
    pub state: Option<Pill>,
    /// The summary.
    pub summary: Option<String>,
    /// The chain line; none for documents that stand outside of it.
    pub chain: Option<Html>,
    /// Notes above everything: draft, hidden, superseded.
    pub banners: Vec<Banner>,
    /// The fact sheet.
    pub facts: Html,
    /// The tags.
    pub tags: Html,
    /// Promise against outcome, a card per impact.
    pub promises: Html,
    /// The steps from proposal to shipping, with the days between.
    pub steps: Html,
    /// Why this exists and what came of it, in a sentence, inline.
    pub why: Option<Html>,
    /// Lessons of earlier retros that a brief has not answered; in the preview only.
    pub lessons: Vec<LessonMatch>,
    /// The headings of the body.
    pub toc: Html,
    /// The body.
    pub body: Html,
    /// What a survey found; none on any other page.
    pub survey: Option<Survey>,
    /// What it has to do with others.
    pub relations: Html,
    /// Its end: how old it is, where it can be edited, where the chain goes on.
    pub ending: Html,
}

/// A lesson that matches a brief.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LessonMatch {
    /// The lesson.
    pub lesson: Link,
    /// The retro that it was learned in.
    pub retro: Link,
    /// What the retro and the brief have in common: an objective or a deep dive, then KPIs.
    pub shared: Vec<Link>,
    /// How it is written in the brief, to be answered there; none where it is hidden from some readers.
    pub line: Option<String>,
}

/// A step of a document's life.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// The transition, such as `Accepted`.
    pub label: String,
    /// When, such as `16 Jun 2026`; none for a step not reached.
    pub date: Option<Link>,
    /// What else is known, such as `13 days`, or `55 days from acceptance`.
    pub note: Option<String>,
    /// How far it is.
    pub state: StepState,
    /// The share of the line that follows the step, 1 to 20, by days.
    pub share: u8,
}

/// Returns steps as a list; empty where there are none.
pub fn steps_html(steps: &[Step]) -> Html {
    if steps.is_empty() {
        return Html::default();
    }
    let mut html = Html(String::with_capacity(640));
    html.0.push_str("<ol class=\"steps\" aria-label=\"Steps\">\n");
    for step in steps {
        let state = match step.state {
            StepState::Done => "done",
            StepState::Now => "now",
            StepState::Ahead => "ahead",
        };
        html.0.push_str(&format!("<li class=\"{state} w-{}\"><b>", step.share));
        html.push_text(&step.label);
        html.0.push_str("</b>");
        if let Some(date) = &step.date {
            html.0.push_str("<span>");
            date.push_to(&mut html);
            html.0.push_str("</span>");
        }
        html.push_within("<span class=\"days\">", step.note.as_deref(), "</span>");
        html.0.push_str("</li>\n");
    }
    html.0.push_str("</ol>");
    html
}

/// How far a step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepState {
    /// It lies behind.
    Done,
    /// It is the state of today.
    Now,
    /// It is not reached.
    #[default]
    Ahead,
}
