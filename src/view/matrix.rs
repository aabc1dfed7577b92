//! The traceability matrix: each brief with what stands before and after it.

use serde::Serialize;

use super::parts::{Link, Pill};

/// The traceability matrix.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Matrix {
    /// The title.
    pub title: String,
    /// How many briefs there are and how many have a gap, in a sentence.
    pub summary: Option<String>,
    /// What is left out of a long matrix, in a sentence.
    pub cut: Option<String>,
    /// Where the whole matrix can be had as CSV.
    pub csv: Option<Link>,
    /// A row per brief: the gaps first, then the newest.
    pub rows: Vec<MatrixRow>,
}

/// A brief in the matrix.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MatrixRow {
    /// The brief.
    pub brief: Link,
    /// Its state.
    pub state: Option<Pill>,
    /// The objectives that it serves.
    pub objectives: MatrixCell,
    /// The KPIs that it promised to move.
    pub kpis: MatrixCell,
    /// The deep dives that inform it.
    pub dives: MatrixCell,
    /// What was observed.
    pub outcome: MatrixCell,
    /// The retros that look back at it.
    pub retros: MatrixCell,
    /// What they learned.
    pub lessons: MatrixCell,
}

/// A cell of the matrix.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MatrixCell {
    /// What stands there.
    pub links: Vec<Link>,
    /// What is read where nothing stands, such as `retro overdue since 9 Sep` or `not yet`.
    pub word: Option<String>,
    /// Whether it is demanded by now and missing.
    pub is_missing: bool,
}
