//! TL604 and TL609: promises that nobody measured, and those that nobody could.

use crate::diag::{Code, Diagnostic};
use crate::doc::{Number, Own};
use crate::id::{Date, DocId, ItemId, Spanned};
use crate::kind::{BriefState, ItemKind, Kind, Relation};
use crate::kpi::{self, Side};
use crate::site::{End, Measured, Promise, Site};

/// So many points in succession on one side make a signal.
const RUN: i32 = 8;

/// TL604: due, shipped, and nothing says what became of it.
///
/// A KPI whose numbers have stopped coming has a reminder of its own.
pub(super) fn unmeasured(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for brief in site.docs_of(Kind::Brief) {
        if site.brief_state(brief) != Some(BriefState::Shipped) || !has_shipped(site, brief) {
            continue;
        }
        for impact in site.items_of_in(brief, ItemKind::Impact) {
            let fields = &site.item(impact).fields;
            let kpi = site.first_target(End::Item(impact), Relation::ExpectsOf);
            let (Some(kpi), Some(due), Some(number)) = (kpi, &fields.due, &fields.number) else {
                continue;
            };
            let has_points = site.kpis[kpi.index()].as_ref().is_some_and(Measured::has_points);
            let is_known = has_points || site.withheld(kpi).is_some();
            if due.value >= site.as_of || is_known || is_covered(site, brief, impact) {
                continue;
            }
            let (doc, kpi) = (site.doc(brief), site.doc(kpi));
            let message = format!(
                "`{}` promised `{}` {} by {}, and no outcome is recorded",
                doc.id,
                kpi.id,
                written(number.value),
                due.value
            );
            let hint = format!(
                "record it in the retro under `## Outcomes`: `- What came [[{}]] 84 {{on={}}}`",
                kpi.id, due.value
            );
            let finding = Diagnostic::new(code, &doc.path, due.span, message).hint(hint);
            found.push(finding.naming(&kpi.path));
        }
    }
}

/// TL609: a change too small for a single point to show, and a date too near for a run of points.
pub(super) fn invisible(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for brief in site.docs_of(Kind::Brief) {
        if !site.brief_state(brief).is_some_and(BriefState::is_live) {
            continue;
        }
        let Some((start, words)) = effective(site, brief) else { continue };
        for impact in site.items_of_in(brief, ItemKind::Impact) {
            let fields = &site.item(impact).fields;
            let kpi = site.first_target(End::Item(impact), Relation::ExpectsOf);
            let (Some(kpi), Some(due), Some(number)) = (kpi, &fields.due, &fields.number) else {
                continue;
            };
            let Some(measured) = &site.kpis[kpi.index()] else { continue };
            let (series, fields) = (&measured.series, &measured.fields);
            let periods = kpi::periods_between(series, start, due.value, RUN);
            // What ships late has missed the date already, and its page says so.
            if periods >= RUN || (due.value <= start && has_shipped(site, brief)) {
                continue;
            }
            if periods == 0 && !series.is_empty() {
                found.extend(between(
                    site,
                    code,
                    (brief, kpi),
                    (number.value, due),
                    (start, words),
                ));
                continue;
            }
            // Most promises give time enough; what the others promise is worked out for them alone.
            let change = promise(site, brief, impact).and_then(|promise| promise.change);
            let Some(change) = change.filter(|change| *change != 0.0) else { continue };
            let side = if change > 0.0 { Side::Above } else { Side::Below };
            let Some(visible) = kpi::visible_change(series, fields, start, side) else { continue };
            if change.abs() >= visible.least {
                continue;
            }
            let (doc, kpi) = (site.doc(brief), site.doc(kpi));
            let rhythm = series.rhythm.name();
            let message = format!(
                "{} on `{}` shows only after {RUN} {rhythm}s, and its date leaves {periods} {words}",
                written(number.value),
                kpi.id,
            );
            let hint = match visible.is_possible {
                true => format!(
                    "give it a later date, or promise {} or more, which a single {rhythm} can show",
                    measured.unit.change_size_up(visible.least)
                ),
                false => "give it a later date".to_owned(),
            };
            let finding = Diagnostic::new(code, &doc.path, due.span, message).hint(hint);
            found.push(finding.naming(&kpi.path));
        }
    }
}

/// Returns the finding for a promise whose date comes before any value could show it, however large it is.
fn between(
    site: &Site,
    code: Code,
    (brief, kpi): (DocId, DocId),
    (number, due): (Number, &Spanned<Date>),
    (start, words): (Date, &str),
) -> Option<Diagnostic> {
    let rhythm = site.kpis[kpi.index()].as_ref()?.series.rhythm;
    let first = rhythm.period(rhythm.period(start).last.plus_days(1)?);
    let (doc, kpi) = (site.doc(brief), site.doc(kpi));
    let message = format!(
        "{} on `{}` is due before the first {} {words} is measured",
        written(number),
        kpi.id,
        rhythm.name()
    );
    let hint =
        format!("that {} ends {}: give it that day or a later one", rhythm.name(), first.last);
    Some(Diagnostic::new(code, &doc.path, due.span, message).hint(hint).naming(&kpi.path))
}

/// Returns from when the work of a brief can show, in words, too: from its ship date on; before it
/// ships from the end of its appetite on, or else at the earliest from its last step.
fn effective(site: &Site, brief: DocId) -> Option<(Date, &'static str)> {
    let Own::Brief(fields) = &site.doc(brief).front.own else { return None };
    if let Some(shipped) = &fields.shipped {
        return Some((shipped.value, "after it ships"));
    }
    let steps = [&fields.started, &fields.accepted, &fields.proposed];
    let last = steps.into_iter().flatten().next()?.value;
    let days =
        fields.appetite.as_ref().and_then(|appetite| i32::try_from(appetite.value.days).ok());
    match days.and_then(|days| last.plus_days(days)) {
        Some(end) => Some((end, "after its appetite")),
        None => Some((last, "after its last step")),
    }
}

/// Returns what is known of an impact.
fn promise(site: &Site, brief: DocId, impact: ItemId) -> Option<&Promise> {
    site.promises(brief).iter().find(|promise| promise.impact == impact)
}

/// Returns whether the numbers or a retro cover the date of an impact.
fn is_covered(site: &Site, brief: DocId, impact: ItemId) -> bool {
    promise(site, brief, impact).is_some_and(|promise| site.covers(promise))
}

/// Returns whether a brief has reached users by the clock.
fn has_shipped(site: &Site, brief: DocId) -> bool {
    match &site.doc(brief).front.own {
        Own::Brief(fields) => {
            fields.shipped.as_ref().is_some_and(|shipped| shipped.value <= site.as_of)
        }
        _ => false,
    }
}

/// Returns a promised change as it was written: `+3`, `-10%`.
pub(super) fn written(number: Number) -> String {
    let sign = if number.is_signed && number.value >= 0.0 { "+" } else { "" };
    let percent = if number.is_percent { "%" } else { "" };
    format!("{sign}{}{percent}", number.value)
}
