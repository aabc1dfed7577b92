//! The checks page: findings by rule, suppressions with their reasons, reminders.

use crate::diag::{Code, Severity};
use crate::id::RelPath;
use crate::kind::ItemKind;
use crate::site::End;
use crate::view::checks::{Checks, Finding, Rule, Suppression};
use crate::view::parts::{Link, Notice, Pill};
use crate::view::{Html, Page};

use super::here::{Here, counted};
use super::{Press, Shown};

/// How many reminders home shows.
const REMINDERS: usize = 5;

/// Returns the checks page.
pub(super) fn page(press: &Press, here: &Here) -> Page {
    let of = |is_reminder: bool| {
        press
            .findings
            .iter()
            .filter(move |shown| (shown.finding.severity == Severity::Reminder) == is_reminder)
    };
    let suppressions = press.suppressions.iter().map(|suppression| Suppression {
        code: suppression.code.to_string(),
        place: place(here, &suppression.path),
        reason: suppression.reason.clone(),
        until: suppression.until.clone(),
    });
    Page::Checks(Checks {
        title: "Checks".to_owned(),
        summary: summary(press),
        rules: rules(here, of(false)),
        reminders: rules(here, of(true)),
        suppressions: suppressions.collect(),
    })
}

fn summary(press: &Press) -> String {
    let count = |severity: Severity| {
        press.findings.iter().filter(|shown| shown.finding.severity == severity).count()
    };
    let words = |severity: Severity, one: &str, many: &str| counted(count(severity), one, many);
    if press.findings.is_empty() && press.site.items_of(ItemKind::Objective).next().is_none() {
        return "There is nothing to mend.".to_owned();
    }
    if press.findings.is_empty() {
        return "Every check passes: the chain from why to what happened is unbroken.".to_owned();
    }
    format!(
        "{}, {}, {}, {}.",
        words(Severity::Error, "error", "errors"),
        words(Severity::Warning, "warning", "warnings"),
        words(Severity::Info, "note", "notes"),
        words(Severity::Reminder, "reminder", "reminders")
    )
}

/// Returns what a severity is called where readers meet it: settings say `info`, lists say note.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        other => other.name(),
    }
}

fn rules<'a>(here: &Here, shown: impl Iterator<Item = &'a Shown>) -> Vec<Rule> {
    let mut rules: Vec<(Severity, Code, Rule)> = Vec::new();
    for shown in shown {
        let (code, severity) = (shown.finding.code, shown.finding.severity);
        let known = rules.iter().position(|(s, c, _)| (*s, *c) == (severity, code));
        let at = known.unwrap_or_else(|| {
            rules.push((
                severity,
                code,
                Rule {
                    code: code.to_string(),
                    title: code.title().to_owned(),
                    severity: Pill::severity(word(severity)),
                    explanation: explanation(code),
                    findings: Vec::new(),
                },
            ));
            rules.len() - 1
        });
        rules[at].2.findings.push(finding(here, shown));
    }
    rules.sort_by_key(|(severity, code, _)| (std::cmp::Reverse(*severity), *code));
    rules.into_iter().map(|(_, _, rule)| rule).collect()
}

fn finding(here: &Here, shown: &Shown) -> Finding {
    let finding = &shown.finding;
    Finding {
        message: code_marked(&finding.message),
        place: place(here, &finding.path),
        line: Some(format!("{}:{}", shown.at.line, shown.at.column)),
        hint: finding.hint.as_deref().map(code_marked),
    }
}

/// Returns a link to the page of a file's document; to its source where there is no page.
fn place(here: &Here, path: &RelPath) -> Link {
    let doc = here.site.at_path(path);
    let content = &here.site.config().content;
    let text = path.within(content).unwrap_or(path.as_str()).to_owned();
    Link { text, href: doc.and_then(|doc| here.href_of(End::Doc(doc))) }
}

/// Returns the first paragraph of what a rule means.
fn explanation(code: Code) -> Html {
    let text = code.explain();
    let paragraph = text
        .split("\n\n")
        .map(str::trim)
        .find(|paragraph| !paragraph.is_empty() && !paragraph.starts_with('#'))
        .unwrap_or("");
    code_marked(&paragraph.replace('\n', " "))
}

/// Returns text as HTML, with what stands in backticks as code.
pub(super) fn code_marked(text: &str) -> Html {
    let mut html = String::new();
    for (at, part) in text.split('`').enumerate() {
        let is_code = at % 2 == 1;
        if is_code {
            html.push_str("<code>");
        }
        html.push_str(&Html::text(part).0);
        if is_code {
            html.push_str("</code>");
        }
    }
    Html(html)
}

impl Press<'_> {
    /// Returns the reminders that home shows.
    pub(super) fn reminders(&self, here: &Here) -> Vec<Notice> {
        let reminders =
            self.findings.iter().filter(|shown| shown.finding.severity == Severity::Reminder);
        reminders
            .take(REMINDERS)
            .map(|shown| {
                let doc = here.site.at_path(&shown.finding.path);
                let link = match doc {
                    Some(doc) => here.doc_link(doc),
                    None => place(here, &shown.finding.path),
                };
                Notice {
                    verb: None,
                    link,
                    rest: None,
                    note: Some(shown.finding.message.replace('`', "")),
                    is_late: true,
                }
            })
            .collect()
    }
}
