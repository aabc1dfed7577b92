//! The checks page: findings by rule, suppressions with their reasons, reminders.

use serde::Serialize;

use super::Html;
use super::parts::{Link, Pill};

/// The checks page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Checks {
    /// The title.
    pub title: String,
    /// How it stands, in a sentence.
    pub summary: String,
    /// The rules that found something, the worst first.
    pub rules: Vec<Rule>,
    /// The rules that only remind.
    pub reminders: Vec<Rule>,
    /// What was allowed, and why.
    pub suppressions: Vec<Suppression>,
}

/// A rule and what it found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Rule {
    /// The code, such as `TL006`, which is also the anchor.
    pub code: String,
    /// The rule in a few words.
    pub title: String,
    /// The severity.
    pub severity: Pill,
    /// Why it matters and how to mend it.
    pub explanation: Html,
    /// What it found, in the order of places.
    pub findings: Vec<Finding>,
}

/// One finding.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Finding {
    /// The message, inline; names stand in `<code>`.
    pub message: Html,
    /// The place, such as `briefs/pay.md:12:5`; its link leads to the page or the forge.
    pub place: Link,
    /// The line and the column, such as `9:11`.
    pub line: Option<String>,
    /// How to mend it, inline.
    pub hint: Option<Html>,
}

/// A finding that was allowed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Suppression {
    /// The rule's code.
    pub code: String,
    /// Where it is allowed: a place or a pattern of paths.
    pub place: Link,
    /// Why.
    pub reason: String,
    /// Until when, as read.
    pub until: Option<String>,
}
