//! Findings, told and judged.

use std::collections::{BTreeSet, HashMap};

use super::Terminal;
use crate::diag::{self, Code, Diagnostic, Lines, Sarif, Severity, Styling};
use crate::id::RelPath;
use crate::pipeline::Snapshot;

/// The findings of which a command speaks.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) snapshot: &'a Snapshot,
    /// The files in which they stand; all where there is nothing.
    within: Option<&'a BTreeSet<RelPath>>,
}

impl<'a> Told<'a> {
    /// Returns all findings of a snapshot.
    pub(super) fn all(snapshot: &'a Snapshot) -> Told<'a> {
        Told { snapshot, within: None }
    }

    /// Returns those findings of a snapshot that stand in some files.
    pub(super) fn within(snapshot: &'a Snapshot, files: Option<&'a BTreeSet<RelPath>>) -> Told<'a> {
        Told { snapshot, within: files }
    }

    /// Returns the findings, in order.
    pub(super) fn findings(self) -> impl Iterator<Item = &'a Diagnostic> {
        self.snapshot.findings().iter().filter(move |finding| self.speaks_of(&finding.path))
    }

    /// Returns how many findings stand in other files.
    pub(super) fn left_out(self) -> usize {
        self.snapshot.findings().len() - self.findings().count()
    }

    fn speaks_of(self, path: &RelPath) -> bool {
        self.within.is_none_or(|files| files.contains(path))
    }
}

/// How findings are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// For people, on standard error.
    Human,
    /// One JSON object a line, on standard output.
    Json,
    /// Workflow commands of GitHub, on standard output.
    Github,
    /// A SARIF log, on standard output.
    Sarif,
}

/// How many notes of one rule a file may have before they are gathered: a new document has nine sections
/// to fill, and nine notes would bury what else there is.
const NOTES: usize = 2;

/// Returns the findings at least as heavy as `least` for people, each followed by an empty line. Notes of
/// one rule in one file are told at the first of their places.
pub(super) fn human(told: Told<'_>, least: Severity, styling: Styling) -> String {
    chosen(told, least, styling, |_| true)
}

/// By what a finding is the same after a save that moved it.
type Key<'a> = (&'a RelPath, Code, Severity, &'a str);

fn key(finding: &Diagnostic) -> Key<'_> {
    (&finding.path, finding.code, finding.severity, &finding.message)
}

/// Returns what is new since another snapshot, for people, and a line for each finding that is mended.
/// Whoever saves with two hundred notes around does not look for the one that is new.
pub(super) fn news(before: &Snapshot, now: &Snapshot, least: Severity, styling: Styling) -> String {
    let mut known: HashMap<Key<'_>, usize> = HashMap::new();
    for finding in before.findings() {
        *known.entry(key(finding)).or_default() += 1;
    }
    let mut text = chosen(Told::all(now), least, styling, |finding| {
        match known.get_mut(&key(finding)).filter(|count| **count > 0) {
            Some(count) => {
                *count -= 1;
                false
            }
            None => true,
        }
    });
    // Of several that say the same the last ones go.
    for finding in before.findings().iter().rev().filter(|finding| finding.severity >= least) {
        if let Some(count) = known.get_mut(&key(finding)).filter(|count| **count > 0) {
            *count -= 1;
            let (code, path, message) = (finding.code, &finding.path, &finding.message);
            let line = format!("mended[{code}]: {path}: {message}");
            // A page could give the terminal a command.
            text.push_str(&line.replace(char::is_control, " "));
            text.push('\n');
        }
    }
    text
}

/// Returns the findings that are chosen and at least as heavy as `least`, for people.
fn chosen<'a>(
    told: Told<'a>,
    least: Severity,
    styling: Styling,
    mut is_chosen: impl FnMut(&'a Diagnostic) -> bool,
) -> String {
    let mut text = String::new();
    each(told, least, |of_file, lines| {
        let of_file: Vec<&Diagnostic> = of_file.iter().filter(|own| is_chosen(own)).collect();
        for (at, finding) in of_file.iter().copied().enumerate() {
            if finding.severity < least {
                continue;
            }
            let is_like =
                |other: &Diagnostic| other.code == finding.code && other.severity == Severity::Info;
            let alike = of_file.iter().filter(|other| is_like(other)).count();
            let (before, after) = (&of_file[..at], &of_file[at + 1..]);
            let is_gathered = finding.severity == Severity::Info && alike > NOTES;
            if is_gathered && before.iter().any(|other| is_like(other)) {
                continue;
            }
            let others = after.iter().filter(|other| is_gathered && is_like(other));
            let likewise: Vec<u32> =
                others.map(|other| lines.locate(other.span).start.line).collect();
            text.push_str(&diag::human(finding, lines, &likewise, styling));
            text.push_str("\n\n");
        }
    });
    text
}

/// Returns all findings for programs, one JSON object a line.
pub(super) fn json(told: Told<'_>) -> String {
    let mut text = String::new();
    each(told, Severity::Reminder, |of_file, lines| {
        for finding in of_file {
            text.push_str(&diag::json(finding, lines));
            text.push('\n');
        }
    });
    text
}

/// Returns the findings at least as heavy as `least` as workflow commands of GitHub.
pub(super) fn github(told: Told<'_>, least: Severity) -> String {
    let mut text = String::new();
    each(told, least, |of_file, lines| {
        for finding in of_file.iter().filter(|finding| finding.severity >= least) {
            text.push_str(&diag::github(finding, lines));
            text.push('\n');
        }
    });
    text
}

/// Returns the findings at least as heavy as `least` as a SARIF log.
pub(super) fn sarif(told: Told<'_>, least: Severity) -> String {
    let mut log = Sarif::default();
    each(told, least, |of_file, lines| {
        for finding in of_file.iter().filter(|finding| finding.severity >= least) {
            log.add(finding, lines);
        }
    });
    log.finish() + "\n"
}

/// Visits the findings of each file that has one at least as heavy as `least`, with its lines.
fn each<'a>(told: Told<'a>, least: Severity, mut visit: impl FnMut(&'a [Diagnostic], &Lines<'_>)) {
    let snapshot = told.snapshot;
    let files = snapshot.findings().chunk_by(|a, b| a.path == b.path);
    let files = files
        .filter(|of_file| of_file.first().is_some_and(|finding| told.speaks_of(&finding.path)));
    // Counting the lines of every file with a reminder is what a save would wait for.
    for of_file in files.filter(|files| files.iter().any(|finding| finding.severity >= least)) {
        let text = of_file.first().and_then(|finding| snapshot.text(&finding.path));
        visit(of_file, &Lines::of(text.unwrap_or("")));
    }
}

/// From which severity on a finding fails a command.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    /// Warnings fail, too.
    pub(super) strict: bool,
    /// Reminders fail, too.
    pub(super) reminders: bool,
}

impl Limit {
    /// Returns whether a finding fails.
    pub(super) fn fails(self, finding: &Diagnostic) -> bool {
        match finding.severity {
            Severity::Error => true,
            Severity::Warning => self.strict,
            Severity::Info => false,
            Severity::Reminder => self.reminders,
        }
    }

    /// Returns the least severity that a person is shown: where little is to be said, what fails.
    pub(super) fn least(self, usual: Severity, terminal: &Terminal) -> Severity {
        match (terminal.is_quiet(), self) {
            (false, _) => usual,
            (true, Limit { reminders: true, .. }) => Severity::Reminder,
            (true, Limit { strict: true, .. }) => Severity::Warning,
            (true, _) => Severity::Error,
        }
    }
}

/// Returns the exit code that findings lead to: 2 where the configuration is wrong, 1 where the
/// content is, else 0.
pub(super) fn exit_code(told: Told<'_>, configuration: &crate::id::RelPath, limit: Limit) -> u8 {
    let mut failures = told.findings().filter(|finding| limit.fails(finding)).peekable();
    if failures.peek().is_none() {
        return 0;
    }
    let is_configuration = |finding: &Diagnostic| {
        finding.path == *configuration && finding.severity == Severity::Error
    };
    if failures.any(is_configuration) { 2 } else { 1 }
}
