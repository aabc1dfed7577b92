//! The line at the end of a command.

use std::time::Duration;

use super::findings::Told;
use crate::diag::{Diagnostic, Severity};
use crate::output::{Report, Way};

/// Returns `12 pages, 4 charts; 1 error, 2 warnings; 0.21 s`, with how many findings are left out.
pub(super) fn line(told: Told<'_>, took: Duration) -> String {
    let snapshot = told.snapshot;
    let counts = snapshot.counts();
    let mut parts = vec![count(counts.pages, "page", "pages")];
    parts.extend((counts.charts > 0).then(|| count(counts.charts, "chart", "charts")));
    let mut line = parts.join(", ");
    let skipped: Vec<String> = [
        (counts.drafts_skipped, count(counts.drafts_skipped, "draft", "drafts")),
        (counts.scheduled_skipped, format!("{} scheduled", counts.scheduled_skipped)),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(_, words)| words)
    .collect();
    if !skipped.is_empty() {
        line.push_str(&format!("; {} skipped", skipped.join(", ")));
    }
    let left_out = match told.left_out() {
        0 => String::new(),
        number => format!(" ({} elsewhere left out)", count(number, "finding", "findings")),
    };
    format!("{line}; {}{left_out}; {:.2} s", findings(told), took.as_secs_f64())
}

/// Returns `3 written, 9 unchanged, 1 removed in public`.
pub(super) fn written(report: &Report) -> String {
    let mut parts =
        vec![format!("{} written", report.written), format!("{} unchanged", report.unchanged)];
    parts.extend((report.removed > 0).then(|| format!("{} removed", report.removed)));
    format!("{} in {}", parts.join(", "), report.folder.display())
}

/// Returns a remark where readers could have seen the old state and the new one mixed.
pub(super) fn remark(report: &Report) -> &'static str {
    match report.way {
        Way::FileByFile => " (file by file: this file system cannot exchange folders)",
        Way::Untouched | Way::AtOnce => "",
    }
}

fn findings(told: Told<'_>) -> String {
    // That numbers are withheld follows from what is wrong with their data, which is counted.
    let repeats = |finding: &&Diagnostic| told.snapshot.repeats(finding);
    let of = |severity: Severity| {
        let own = told.findings().filter(|finding| finding.severity == severity);
        own.filter(|finding| !repeats(finding)).count()
    };
    let withheld = told.findings().filter(repeats).count();
    let all = [
        (of(Severity::Error), "error", "errors"),
        (of(Severity::Warning), "warning", "warnings"),
        (of(Severity::Info), "note", "notes"),
        (of(Severity::Reminder), "reminder", "reminders"),
    ];
    let mut parts: Vec<String> = all
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| count(number, one, many))
        .collect();
    if withheld > 0 {
        let documents = count(withheld, "document", "documents");
        parts.push(format!("the numbers of {documents} withheld"));
    }
    if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
}

/// Returns `1 page`, `2 pages`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
