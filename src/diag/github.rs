//! Findings as workflow commands, which GitHub shows at their lines.

use super::{Diagnostic, Lines, Severity};

/// Returns a finding as one workflow command.
///
/// The form is that of
/// [workflow commands](https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions).
pub fn github(finding: &Diagnostic, lines: &Lines<'_>) -> String {
    let place = lines.locate(finding.span);
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Reminder => "notice",
    };
    let mut text = finding.message.clone();
    if let Some(hint) = &finding.hint {
        text.push_str("\nhelp: ");
        text.push_str(hint);
    }
    let (start, end) = (place.start, place.end);
    let mut properties = format!("file={},line={}", property(finding.path.as_str()), start.line);
    // Columns are taken for a place within one line only.
    if start.line == end.line {
        properties.push_str(&format!(",col={},endColumn={}", start.column, end.column));
    } else {
        properties.push_str(&format!(",endLine={}", end.line));
    }
    let title = property(&format!("{} {}", finding.code, finding.code.title()));
    format!("::{command} {properties},title={title}::{}", data(&text))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::tests::finding;

    #[test]
    fn a_workflow_command_hides_what_would_end_it() {
        let told = github(&finding(), &Lines::of("# é\n\nlink it"));
        let expected = "::error file=content/briefs/a%2C b.md,line=3,col=1,endColumn=5,title=TL006 link to \
                        nothing::100 %25 of `x`: gone%0Ahelp: write%0Ait";
        assert_eq!(told, expected);
    }
}
