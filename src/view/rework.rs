//! Work that was done again.

use serde::Serialize;

use super::parts::Link;

/// The page of work that was done again.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Rework {
    /// The title.
    pub title: String,
    /// How much there is, in a sentence.
    pub summary: Option<String>,
    /// What counts, in a sentence.
    pub how: String,
    /// The share of the last four settled quarters, in a sentence; none where nothing shipped in them.
    pub rolling: Option<String>,
    /// The KPI that is derived from it, where there is one.
    pub kpi: Option<Link>,
    /// The briefs that shipped by quarter, newest first.
    pub cohorts: Vec<ReworkCohort>,
    /// How often each cause is stated.
    pub causes: Vec<ReworkCause>,
    /// Each brief with the one that does it again, newest first.
    pub pairs: Vec<ReworkPair>,
    /// What is left out of a long list, in a sentence.
    pub cut: Option<String>,
}

/// The briefs that shipped in a quarter.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReworkCohort {
    /// The quarter, such as `Q3 2025`.
    pub period: String,
    /// Where what happened in it is listed.
    pub href: Option<String>,
    /// How many of them count as done again, such as `1 of 4 briefs`.
    pub share: String,
    /// The share in percent; none while more may turn out to be done again.
    pub rate: Option<String>,
    /// How long that is so, such as `open for 128 days more`; none where it is settled.
    pub open: Option<String>,
    /// Those that count as done again.
    pub reworked: Vec<Link>,
}

/// A cause of doing work again.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReworkCause {
    /// The cause in words.
    pub name: String,
    /// How often it is stated.
    pub count: String,
    /// Whether it counts in the share.
    pub is_counted: bool,
}

/// A brief and the one that does it again.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReworkPair {
    /// The brief that was there before.
    pub earlier: Link,
    /// The brief that does it again.
    pub by: Link,
    /// Why, in words.
    pub cause: String,
    /// The days between, such as `35 days after it shipped`.
    pub between: String,
    /// The same as a number, by which rows are sorted; 0 where it is not known.
    pub days: i64,
    /// Whether it counts in the share.
    pub is_counted: bool,
}
