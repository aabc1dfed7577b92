//! Findings, told and judged.

use crate::diag::{self, Diagnostic, Severity, Styling};
use crate::pipeline::Snapshot;

/// How findings are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// For people, on standard error.
    Human,
    /// One JSON object a line, on standard output.
    Json,
}

/// Returns the findings at least as heavy as `least` for people, each followed by an empty line.
pub(super) fn human(snapshot: &Snapshot, least: Severity, styling: Styling) -> String {
    let mut text = String::new();
    for finding in snapshot.findings().iter().filter(|finding| finding.severity >= least) {
        text.push_str(&diag::human(finding, source(snapshot, finding), styling));
        text.push_str("\n\n");
    }
    text
}

/// Returns all findings for programs, one JSON object a line.
pub(super) fn json(snapshot: &Snapshot) -> String {
    snapshot
        .findings()
        .iter()
        .map(|finding| diag::json(finding, source(snapshot, finding)) + "\n")
        .collect()
}

fn source<'a>(snapshot: &'a Snapshot, finding: &Diagnostic) -> &'a str {
    snapshot.text(&finding.path).unwrap_or("")
}

/// From which severity on a finding fails a command.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    /// Warnings fail, too.
    pub(super) strict: bool,
    /// Reminders fail, too.
    pub(super) reminders: bool,
}

/// Returns the exit code that findings lead to: 2 where the configuration is wrong, 1 where the
/// content is, else 0.
pub(super) fn exit_code(
    snapshot: &Snapshot,
    configuration: &crate::id::RelPath,
    limit: Limit,
) -> u8 {
    let fails = |finding: &&Diagnostic| match finding.severity {
        Severity::Error => true,
        Severity::Warning => limit.strict,
        Severity::Info => false,
        Severity::Reminder => limit.reminders,
    };
    let mut failures = snapshot.findings().iter().filter(fails).peekable();
    if failures.peek().is_none() {
        return 0;
    }
    let is_configuration = |finding: &Diagnostic| {
        finding.path == *configuration && finding.severity == Severity::Error
    };
    if failures.any(is_configuration) { 2 } else { 1 }
}
