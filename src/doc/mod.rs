//! One source text becomes one document.
//!
//! Duty: front matter, the one walk over Markdown events, items, anchors, links. Inputs: the text of
//! one file and [`ParseOptions`]. Outputs: a [`Doc`], with the findings that can be made without
//! looking at any other file.
//!
//! **Architecture invariants.** [`parse`] depends on its text and options only: it never fails, reads
//! nothing else, and knows no other document. Everything that another page may show is small and
//! typed; HTML stays in fragments with holes, so that a renamed target never re-parses its referrers.

mod below;
mod body;
mod facts;
mod front;
mod markdown;
mod parse;
mod placing;
mod plain;
pub mod query;

pub use body::{
    Acronym, Body, CodeBlock, Effort, Fields, Fragment, Gap, Gate, GateId, Heading, Hole, Item,
    Link, LinkForm, Number, Placed, Section, Segment, SentencePart,
};
pub use facts::same_facts;
pub use front::{
    Allow, BriefFields, DecisionFields, DeepDiveFields, Direction, FieldValue, Front, KpiFields,
    LEAST_FLOOR, Own, Phase, Pin, RetroFields, Rework, Row, ScoreColumns, SeriesSource,
    SurveyFields, SurveyQuestion, SurveyWave, Target, Text, VisionFields, Written, field_names,
    quoted, schema, with_rows,
};

pub use parse::{Location, ParseOptions, id_at, parse};
pub use placing::{Placing, Refused};
pub use plain::as_markdown;

use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::id::{Digest, RelPath, Span};
use crate::kind::{Kind, SectionKind};

/// One parsed document.
#[derive(Clone, PartialEq, Debug)]
pub struct Doc {
    /// The file.
    pub path: RelPath,
    /// The path below the content folder without its extension: `briefs/pay`; of a folder's index the
    /// folder and `index`: `briefs/index`.
    pub location: RelPath,
    /// Whether it introduces its folder.
    pub is_index: bool,
    /// Its kind.
    pub kind: Kind,
    /// The id by which others name it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where the title is written, in the front matter or as a heading; where the body begins for a
    /// document that has none.
    pub title_span: Span,
    /// The anchor of the title heading, where the author wrote one.
    pub title_anchor: Option<String>,
    /// Its summary as plain text, for its own page: the field, else the paragraph that the body begins
    /// with; empty where there is neither.
    pub summary: String,
    /// What says in lists and descriptions what it is about: the summary, else the first paragraph
    /// that everyone may see, wherever it stands; empty where there is none.
    pub excerpt: String,
    /// Where in the excerpt links without words stand, in their order: what they are called is known
    /// once all documents are.
    pub excerpt_gaps: Vec<Gap>,
    /// Its front matter.
    pub front: Front,
    /// Its body.
    pub body: Body,
    /// Its text, for the lines and columns of places in it.
    pub text: Arc<str>,
    /// The digest of its text.
    pub digest: Digest,
    /// What is wrong with it alone.
    pub findings: Vec<Diagnostic>,
}

impl Doc {
    /// Returns whether the document says something in a section.
    pub fn says(&self, kind: SectionKind) -> bool {
        self.body.sections.iter().any(|section| section.kind == Some(kind) && section.has_content)
    }
}
