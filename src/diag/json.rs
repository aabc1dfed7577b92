//! Findings for programs: one JSON object a line.

use serde::Serialize;

use super::{Diagnostic, Lines};

#[derive(Serialize)]
struct Line<'a> {
    code: String,
    severity: &'static str,
    message: &'a str,
    path: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    hint: Option<&'a str>,
}

/// Returns one line of JSON for a finding in a file with the given lines.
pub fn json(finding: &Diagnostic, lines: &Lines<'_>) -> String {
    let place = lines.locate(finding.span);
    let line = Line {
        code: finding.code.to_string(),
        severity: finding.severity.name(),
        message: &finding.message,
        path: finding.path.as_str(),
        line: place.start.line,
        column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
        hint: finding.hint.as_deref(),
    };
    serde_json::to_string(&line).expect("strings and numbers always serialise")
}
