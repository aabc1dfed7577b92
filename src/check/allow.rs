//! Suppressions: findings that were allowed, with the reason.
//!
//! **Architecture invariants.** A suppression never vanishes: what it hides is in
//! [`Judged::suppressed`], and one that hides nothing is a finding. One whose time is over yields
//! reminders.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Severity};
use crate::id::{Date, DocId, RelPath, Span};
use crate::site::Site;

use super::judged::{Judged, Suppressed, is_left_in_peace, is_meant_by};

/// The rule on suppressions that suppress nothing.
pub(super) const UNUSED: Code = Code(13);

/// A finding of a rule that was allowed, and where.
struct Suppression<'a> {
    rule: Code,
    scope: Scope<'a>,
    reason: &'a str,
    until: Option<Date>,
    path: &'a RelPath,
    span: Span,
    is_used: bool,
}

/// Where a suppression holds.
#[derive(Clone, Copy)]
enum Scope<'a> {
    /// In one document.
    Document(DocId),
    /// In files whose path below the content folder matches; everywhere without a pattern.
    Pattern(Option<&'a str>),
}

/// The suppressions by rule, those of documents first.
pub(super) struct Suppressions<'a>(BTreeMap<Code, Vec<Suppression<'a>>>);

impl<'a> Suppressions<'a> {
    /// Returns the suppressions of all documents and of the configuration.
    pub(super) fn of(site: &'a Site) -> Suppressions<'a> {
        let mut all: BTreeMap<Code, Vec<Suppression>> = BTreeMap::new();
        for id in site.docs() {
            let doc = site.doc(id);
            for allow in &doc.front.allow {
                // A rule that is planned suppresses nothing yet.
                let Some(rule) = Code::parse(&allow.rule.value) else { continue };
                all.entry(rule).or_default().push(Suppression {
                    rule,
                    scope: Scope::Document(id),
                    reason: &allow.reason.value,
                    until: allow.until.as_ref().map(|until| until.value),
                    path: &doc.path,
                    span: allow.rule.span,
                    is_used: false,
                });
            }
        }
        let config = site.config();
        for allow in &config.checks.allow {
            all.entry(allow.rule).or_default().push(Suppression {
                rule: allow.rule,
                scope: Scope::Pattern(allow.path.as_ref().map(|path| path.value.as_str())),
                reason: &allow.reason,
                until: allow.until,
                path: &config.path,
                span: allow.span,
                is_used: false,
            });
        }
        Suppressions(all)
    }

    /// Puts each finding on its side. One that was allowed for a time that is over comes back as a
    /// reminder.
    pub(super) fn sort_out(&mut self, site: &Site, findings: Vec<Diagnostic>, judged: &mut Judged) {
        for finding in findings {
            let suppressions = self.0.get_mut(&finding.code);
            let mut holding: Option<(&str, Option<Date>)> = None;
            let mut ended: Option<Date> = None;
            for suppression in suppressions.into_iter().flatten() {
                if !suppression.covers(site, &finding.path) {
                    continue;
                }
                suppression.is_used = true;
                match suppression.until.filter(|until| *until < site.as_of) {
                    Some(until) => ended = ended.max(Some(until)),
                    None => holding = holding.or(Some((suppression.reason, suppression.until))),
                }
            }
            match (holding, ended) {
                (Some((reason, until)), _) => {
                    judged.suppressed.push(Suppressed {
                        finding,
                        reason: reason.to_owned(),
                        until,
                    });
                }
                (None, Some(until)) => judged.findings.push(come_back(finding, until)),
                (None, None) => judged.findings.push(finding),
            }
        }
    }

    /// Returns the rules of the suppressions that hide nothing, each with the finding about it.
    pub(super) fn unused(&self, site: &Site, findings: &[Diagnostic]) -> Vec<(Code, Diagnostic)> {
        let unreadable: Vec<&RelPath> = findings
            .iter()
            .filter(|finding| finding.code == Code(1))
            .map(|finding| &finding.path)
            .collect();
        let mut unused = Vec::new();
        for suppression in self.0.values().flatten().filter(|suppression| !suppression.is_used) {
            // A reminder comes with time, and what allows it may be written before. What cannot be
            // read has no findings yet.
            let may_come = suppression.rule.severity() == Severity::Reminder
                || unreadable.iter().any(|path| suppression.covers(site, path));
            let is_spared = match suppression.scope {
                Scope::Document(doc) => is_left_in_peace(site, site.doc(doc)),
                Scope::Pattern(_) => false,
            };
            if !may_come && !is_spared {
                unused.push((suppression.rule, suppression.unused()));
            }
        }
        unused
    }
}

impl Suppression<'_> {
    fn covers(&self, site: &Site, path: &RelPath) -> bool {
        match self.scope {
            Scope::Document(doc) => site.doc(doc).path == *path,
            Scope::Pattern(None) => true,
            Scope::Pattern(Some(pattern)) => is_meant_by(site, pattern, path),
        }
    }

    fn unused(&self) -> Diagnostic {
        let rule = self.rule;
        let message = match self.scope {
            Scope::Document(_) => format!("allow {rule}: no such finding is left in this document"),
            Scope::Pattern(None) => format!("allow {rule}: no such finding is left"),
            Scope::Pattern(Some(pattern)) => {
                format!("allow {rule} for `{pattern}`: no such finding is left there")
            }
        };
        Diagnostic::new(UNUSED, self.path, self.span, message).hint("remove the suppression")
    }
}

fn come_back(mut finding: Diagnostic, until: Date) -> Diagnostic {
    let over = format!("it was allowed until {until}");
    finding.hint = Some(match finding.hint {
        Some(hint) => format!("{hint}; {over}"),
        None => over,
    });
    finding.with_severity(Severity::Reminder)
}
