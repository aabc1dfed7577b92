//! Findings after the configuration had its say, and what both levels and suppressions ask.

use crate::config;
use crate::diag::Diagnostic;
use crate::doc::Doc;
use crate::id::{Date, RelPath};
use crate::site::{Site, begins};

/// Findings after the configuration had its say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Judged {
    /// What is told, in order.
    pub findings: Vec<Diagnostic>,
    /// What was allowed, in order.
    pub suppressed: Vec<Suppressed>,
}

/// A finding that was allowed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suppressed {
    /// The finding.
    pub finding: Diagnostic,
    /// Why it was allowed.
    pub reason: String,
    /// The last day on which it is.
    pub until: Option<Date>,
}

/// Returns whether nothing is asked of a document: it is a draft, or older than the checks.
pub(super) fn is_left_in_peace(site: &Site, doc: &Doc) -> bool {
    let since = site.config().checks.since;
    doc.front.draft || since.is_some_and(|since| begins(doc).is_some_and(|day| day < since))
}

/// Returns whether a pattern of the configuration means a file, by its path below the content folder.
pub(super) fn is_meant_by(site: &Site, pattern: &str, path: &RelPath) -> bool {
    config::matches(pattern, path.within(&site.config().content).unwrap_or(path.as_str()))
}
