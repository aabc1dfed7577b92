//! `[checks]`: severities and suppressions.

use super::{AllowPath, ChecksConfig, SetLevel, rule};
use crate::diag::{Code, Diagnostic, Severity};
use crate::field::{Entry, Reader};
use crate::id::{Span, Spanned};
use crate::kind::Kind;

const LEVELS: [(&str, Option<Severity>); 4] = [
    ("off", None),
    ("info", Some(Severity::Info)),
    ("warning", Some(Severity::Warning)),
    ("error", Some(Severity::Error)),
];

/// Reads `[checks]`, `[[checks.set]]` and `[[checks.allow]]`.
pub(super) fn read(reader: &mut Reader<'_, '_>) -> ChecksConfig {
    let mut checks = ChecksConfig {
        since: reader.date("since").map(|date| date.value),
        set: reader.tables("set", "in [[checks.set]]", set),
        allow: reader.tables("allow", "in [[checks.allow]]", allow),
        ..ChecksConfig::default()
    };
    for entry in reader.rest() {
        level(reader, entry, &mut checks);
    }
    checks
}

fn level(reader: &mut Reader<'_, '_>, entry: &Entry, checks: &mut ChecksConfig) {
    let code = match rule(&entry.key.value) {
        Ok(code) => code,
        Err(question) => {
            let message = format!("unknown rule `{}` in [checks]", entry.key.value);
            let mut finding = Diagnostic::new(Code(2), reader.path(), entry.key.span, message);
            finding.hint = question;
            reader.tell(finding);
            return;
        }
    };
    let Some(text) = reader.text_at(&entry.key.value, &entry.value) else { return };
    let level = reader.choose(&entry.key.value, "a severity", &text, &LEVELS);
    let Some(level) = level else { return };
    if code.severity() == Severity::Reminder && level.value.is_some() {
        let message = format!("{code} is a reminder, which no level makes more of");
        let hint = "`check --reminders` makes reminders count, and \"off\" silences one";
        reader.wrong(text.span, message, Some(hint));
        return;
    }
    checks.levels.insert(code, level.value);
}

fn set(reader: &mut Reader<'_, '_>, span: Span) -> Option<SetLevel> {
    let rule = needed_rule(reader, span);
    let kinds = Kind::ALL.map(|kind| (kind.name(), kind));
    let kind = reader.choice("kind", "a kind", &kinds);
    let path = pattern(reader);
    let is_missing = !reader.has("severity");
    let severity = reader.choice("severity", "a severity", &LEVELS);
    if is_missing {
        reader.wrong(span, "a severity without `severity`", Some("add severity = \"info\""));
    }
    Some(SetLevel {
        rule: rule?,
        kind: kind.map(|kind| kind.value),
        path,
        severity: severity?.value,
    })
}

fn allow(reader: &mut Reader<'_, '_>, span: Span) -> Option<AllowPath> {
    let rule = needed_rule(reader, span);
    let path = pattern(reader);
    let is_missing = !reader.has("reason");
    let reason = reader.text("reason");
    let until = reader.date("until").map(|date| date.value);
    if is_missing {
        let hint = "add reason = \"…\": the checks page shows it";
        reader.wrong(span, "a suppression without a `reason`", Some(hint));
    }
    Some(AllowPath { rule: rule?, path, reason: reason?.value, until, span })
}

/// Returns the rule that is named.
fn needed_rule(reader: &mut Reader<'_, '_>, span: Span) -> Option<Code> {
    let is_missing = !reader.has("rule");
    let name: Option<Spanned<String>> = reader.text("rule");
    if is_missing {
        reader.wrong(span, "no `rule` is named", Some("add rule = \"TL…\""));
    }
    let name = name?;
    match rule(&name.value) {
        Ok(code) => Some(code),
        Err(question) => {
            let message = format!("unknown rule `{}`", name.value);
            reader.wrong(name.span, message, question.as_deref());
            None
        }
    }
}

/// Returns the pattern of paths below the content folder; a leading slash means nothing, and neither does the
/// folder's own name, with which findings print a path.
fn pattern(reader: &mut Reader<'_, '_>) -> Option<Spanned<String>> {
    let below = |path: String| {
        let path = path.trim_start_matches('/');
        path.strip_prefix("content/").unwrap_or(path).to_owned()
    };
    reader.text("path").map(|path| path.map(below))
}
