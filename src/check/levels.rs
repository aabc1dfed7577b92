//! What the configuration makes of findings: levels, the day from which documents are judged,
//! editions of the rules, suppressions.
//!
//! **Architecture invariants.** Nothing here makes a finding worse because days passed: a suppression
//! or a document that expired yields reminders, and a reminder stays one whatever its level. A
//! suppression never vanishes: what it hides is in [`Judged::suppressed`], and one that hides nothing is
//! a finding.

use std::collections::{BTreeMap, HashSet};

use crate::config;
use crate::diag::{self, Code, Diagnostic, Severity};
use crate::doc::Doc;
use crate::id::{Date, DocId, RelPath, Span};
use crate::site::{Site, begins};

use super::place::doc_at;

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

/// Rules that came after the first edition, with the edition that brought them. They only inform
/// until the configuration asks for that edition, so that an upgrade never turns a build red.
const LATER_RULES: &[(Code, u32)] = &[];

/// The rule on suppressions that suppress nothing.
const UNUSED: Code = Code(13);

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
    let path = below_content(site, &finding.path);
    for set in config.checks.set.iter().filter(|set| set.rule == code) {
        let is_kind = set.kind.is_none_or(|kind| doc.is_some_and(|doc| doc.kind == kind));
        let is_path = set.path.as_ref().is_none_or(|pattern| config::matches(pattern, path));
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
    code.0 >= 100 && !is_secrecy(code) || matches!(code.0, 4 | 10)
}

/// Returns whether a rule keeps what is hidden from being told, which no document is spared.
fn is_secrecy(code: Code) -> bool {
    code == Code(805)
}

/// Returns whether nothing is asked of a document: it is a draft, or older than the checks.
fn is_left_in_peace(site: &Site, doc: &Doc) -> bool {
    let since = site.config().checks.since;
    doc.front.draft || since.is_some_and(|since| begins(doc).is_some_and(|day| day < since))
}

fn below_content<'a>(site: &Site, path: &'a RelPath) -> &'a str {
    path.within(&site.config().content).unwrap_or(path.as_str())
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
struct Suppressions<'a>(BTreeMap<Code, Vec<Suppression<'a>>>);

impl<'a> Suppressions<'a> {
    fn of(site: &'a Site) -> Suppressions<'a> {
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
                scope: Scope::Pattern(allow.path.as_deref()),
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
    fn sort_out(&mut self, site: &Site, findings: Vec<Diagnostic>, judged: &mut Judged) {
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
    fn unused(&self, site: &Site, findings: &[Diagnostic]) -> Vec<(Code, Diagnostic)> {
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
            Scope::Pattern(Some(pattern)) => config::matches(pattern, below_content(site, path)),
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
