//! What the configuration makes of findings: levels, the day from which documents are judged,
//! editions of the rules, and then suppressions.
//!
//! **Architecture invariants.** Nothing here makes a finding worse because days passed: a document
//! that expired yields reminders, and a reminder stays one whatever its level.

use std::collections::HashSet;

use crate::diag::{self, Code, Diagnostic, Severity};
use crate::id::{RelPath, Span};
use crate::site::Site;

use super::allow::{Suppressions, UNUSED};
use super::judged::{Judged, Suppressed, is_left_in_peace, is_meant_by};
use super::place::doc_at;

/// Rules that came after the first edition, with the edition that brought them. They only inform
/// until the configuration asks for that edition, so that an upgrade never turns a build red.
const LATER_RULES: &[(Code, u32)] = &[];

/// Sets the level of each finding, drops those that are off, and takes out those that were allowed.
pub fn judge(author: &Site, findings: Vec<Diagnostic>) -> Judged {
    let level = |finding: Diagnostic| {
        let severity = level(author, &finding)?;
        Some(finding.with_severity(severity))
    };
    let mut findings: Vec<Diagnostic> = findings.into_iter().filter_map(level).collect();
    drop_placeholders(author, &mut findings);
    let mut suppressions = Suppressions::of(author);
    let mut judged = Judged::default();
    suppressions.sort_out(author, findings, &mut judged);
    // That a suppression is unused can be allowed, too; what allows that is judged last.
    let (about_unused, others): (Vec<_>, Vec<_>) = suppressions
        .unused(author, &judged.findings)
        .into_iter()
        .partition(|(rule, _)| *rule == UNUSED);
    let others = others.into_iter().filter_map(|(_, finding)| level(finding)).collect();
    suppressions.sort_out(author, others, &mut judged);
    let still_unused = suppressions.unused(author, &judged.findings);
    judged.findings.extend(
        about_unused
            .into_iter()
            .filter(|unused| still_unused.contains(unused))
            .filter_map(|(_, finding)| level(finding)),
    );
    diag::sort(&mut judged.findings);
    judged.suppressed.sort_by(|a, b| {
        let key = |entry: &Suppressed| {
            (entry.finding.path.clone(), entry.finding.span, entry.finding.code)
        };
        key(a).cmp(&key(b)).then_with(|| a.finding.message.cmp(&b.finding.message))
    });
    judged.suppressed.dedup();
    judged
}

/// Returns how much a finding weighs here, or `None` where it is not looked for.
fn level(site: &Site, finding: &Diagnostic) -> Option<Severity> {
    let code = finding.code;
    let config = site.config();
    let doc = doc_at(site, &finding.path).map(|doc| site.doc(doc));
    if is_demand(code) && doc.is_some_and(|doc| is_left_in_peace(site, doc)) {
        return None;
    }
    let mut asked = config.checks.levels.get(&code).copied();
    for set in config.checks.set.iter().filter(|set| set.rule == code) {
        let is_kind = set.kind.is_none_or(|kind| doc.is_some_and(|doc| doc.kind == kind));
        let pattern = set.path.as_ref();
        let is_path =
            pattern.is_none_or(|pattern| is_meant_by(site, &pattern.value, &finding.path));
        if is_kind && is_path {
            asked = Some(set.severity);
        }
    }
    let severity = match asked {
        Some(None) => return None,
        // Time is not a mistake, whatever the level.
        _ if finding.severity == Severity::Reminder => Severity::Reminder,
        // A finding that its maker weighed lighter than its rule is not made heavier than asked.
        Some(Some(asked)) if finding.severity < code.severity() => asked.min(finding.severity),
        Some(Some(asked)) => asked,
        None if edition(code) > config.rules => finding.severity.min(Severity::Info),
        None => finding.severity,
    };
    let expires = doc.and_then(|doc| doc.front.expires_on.as_ref());
    let is_expired = expires.is_some_and(|day| day.value <= site.as_of);
    Some(if is_expired { Severity::Reminder } else { severity })
}

fn edition(code: Code) -> u32 {
    LATER_RULES.iter().find(|(later, _)| *later == code).map_or(1, |(_, edition)| *edition)
}

/// Returns whether a rule asks a document for something; the others look at its syntax and its links.
fn is_demand(code: Code) -> bool {
    code.0 >= 100 && !is_secrecy(code) || matches!(code.0, 4 | 10 | 15 | 16)
}

/// Returns whether a rule keeps what is hidden from being told, which no document is spared.
fn is_secrecy(code: Code) -> bool {
    code == Code(805)
}

/// Drops the note on a placeholder where another rule demands the same section: one cause, one
/// finding.
fn drop_placeholders(site: &Site, findings: &mut Vec<Diagnostic>) {
    const PLACEHOLDER: Code = Code(11);
    let demanded: HashSet<(RelPath, Span)> = findings
        .iter()
        .filter(|finding| is_demand(finding.code))
        .map(|finding| (finding.path.clone(), finding.span))
        .collect();
    findings.retain(|finding| {
        let heading = (finding.code == PLACEHOLDER)
            .then(|| section_heading(site, &finding.path, finding.span))
            .flatten();
        heading.is_none_or(|heading| !demanded.contains(&(finding.path.clone(), heading)))
    });
}

/// Returns the heading of the section that holds a place.
fn section_heading(site: &Site, path: &RelPath, span: Span) -> Option<Span> {
    let body = &site.doc(doc_at(site, path)?).body;
    let section = body
        .sections
        .iter()
        .find(|section| section.span.start <= span.start && span.end <= section.span.end)?;
    body.headings.get(section.heading).map(|heading| heading.span)
}
