//! The one diagnostic type, its codes and its order.
//!
//! Duty: what an author should know about their content, as data. Inputs: byte spans and words of the
//! module that found it. Outputs: [`Diagnostic`] values, put in order by [`sort`] and written by one
//! small file per format.
//!
//! **Architecture invariants.** A diagnostic always has a place. Nothing here prints; formats return
//! text. The order of findings depends on their content only: path, place, code, message.

mod code;
mod github;
mod human;
mod json;
mod place;
mod sarif;

pub use code::{Code, Severity};
pub use github::github;
pub use human::{Styling, human};
pub use json::json;
pub use place::{Lines, Located, Position, locate, starts};
pub use sarif::Sarif;

use crate::id::{RelPath, Span};

/// One finding about the content.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// The rule that speaks.
    pub code: Code,
    /// How much it weighs, after the configuration had its say.
    pub severity: Severity,
    /// The file in which it stands.
    pub path: RelPath,
    /// Where in the file.
    pub span: Span,
    /// What is the case: lower case, no full stop, at most 90 characters where names allow.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
    /// What the message names in documents other than `path`: a finding is published only where all of
    /// it is.
    pub names: Vec<Named>,
}

/// A document that a finding names, or an item in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// The document.
    pub path: RelPath,
    /// Where the item stands in it, which may be hidden where the document is not.
    pub item: Option<Span>,
}

impl Diagnostic {
    /// Returns a finding with the severity that the rule has by default.
    pub fn new(code: Code, path: &RelPath, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            path: path.clone(),
            span,
            message: message.into(),
            hint: None,
            names: Vec::new(),
        }
    }

    /// Returns the finding with the next action.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hint = Some(hint.into());
        self
    }

    /// Returns the finding with another severity.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Diagnostic {
        self.severity = severity;
        self
    }

    /// Returns the finding, noting that it names the document at `path`.
    #[must_use]
    pub fn naming(mut self, path: &RelPath) -> Diagnostic {
        self.names.push(Named { path: path.clone(), item: None });
        self
    }

    /// Returns the finding, noting that it names the item at `span` of the document at `path`.
    #[must_use]
    pub fn naming_item(mut self, path: &RelPath, span: Span) -> Diagnostic {
        self.names.push(Named { path: path.clone(), item: Some(span) });
        self
    }
}

/// What is wrong in a part of a file, told by a reader that knows neither file nor rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Where it stands in the part; the default where it is the whole that is wrong.
    pub span: Span,
    /// What is the case, as in a finding.
    pub message: String,
    /// What to do next.
    pub hint: String,
}

impl Problem {
    /// Returns what is wrong at a place.
    pub fn new(
        span: impl Into<Span>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Problem {
        Problem { span: span.into(), message: message.into(), hint: hint.into() }
    }
}

/// Puts findings in the order in which they are told, and drops what was said twice.
pub fn sort(findings: &mut Vec<Diagnostic>) {
    findings.sort_by(|a, b| {
        (&a.path, a.span, a.code, &a.message).cmp(&(&b.path, b.span, b.code, &b.message))
    });
    findings.dedup();
}

/// Returns the entries of `known` nearest to `word`, best first, at most three; near means at most a
/// third of the letters apart by Damerau and Levenshtein, or one within the other.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let lower = word.to_lowercase();
    let mut near: Vec<(usize, &str)> = Vec::new();
    for name in known {
        let candidate = name.to_lowercase();
        let (distance, is_slip) = apart(&lower, &candidate);
        let within = lower.len() >= 3 && candidate.contains(&lower);
        if is_slip || within {
            near.push((distance, name));
        }
    }
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

/// Returns how far two words in small letters lie apart, and whether that is a third of the letters at
/// most.
fn apart(word: &str, other: &str) -> (usize, bool) {
    let distance = strsim::damerau_levenshtein(word, other);
    let longest = word.chars().count().max(other.chars().count());
    (distance, distance * 3 <= longest.max(3))
}

/// Returns `` did you mean `a`? `` or `` did you mean `a` or `b`? `` for the nearest names, if any.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let near = nearest(word, known);
    if near.is_empty() {
        return None;
    }
    let names: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    Some(format!("did you mean {}?", names.join(" or ")))
}

#[cfg(test)]
mod tests {
    use super::{Code, Diagnostic};
    use crate::id::{RelPath, Span};

    /// Returns a finding with everything that a format must write in its own way.
    pub(super) fn finding() -> Diagnostic {
        let path = RelPath::new("content/briefs/a, b.md").unwrap();
        Diagnostic::new(Code(6), &path, Span::new(6, 10), "100 % of `x`: gone").hint("write\nit")
    }
}
