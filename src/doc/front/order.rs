//! Dates of one document that are out of order, and fields that contradict each other.

use super::{BriefFields, DecisionFields, Front, KpiFields, Own};
use crate::diag::{Code, Diagnostic};
use crate::id::{Date, RelPath, Span, Spanned};
use crate::kind::{BriefState, DecisionState, Derivation, Gather};

/// Adds a finding for each contradiction. A date ahead of the clock is a plan, not a mistake, so no
/// date is compared with today.
pub(super) fn check(path: &RelPath, front: &Front, findings: &mut Vec<Diagnostic>) {
    let mut tell = |span: Span, message: String, hint: &str| {
        findings.push(Diagnostic::new(Code(9), path, span, message).hint(hint));
    };
    if let (Some(from), Some(until)) = (&front.publish_on, &front.expires_on)
        && until.value <= from.value
    {
        let message = format!("expires-on {} is not after publish-on {}", until.value, from.value);
        tell(until.span, message, "as it stands, the document is never published");
    }
    if let (Some(created), Some(reviewed)) = (&front.created, &front.reviewed)
        && reviewed.value < created.value
    {
        let message = format!("reviewed {} is before created {}", reviewed.value, created.value);
        tell(reviewed.span, message, "correct one of the two dates");
    }
    match &front.own {
        Own::Brief(brief) => check_brief(brief, &mut tell),
        Own::Decision(decision) => check_decision(decision, &mut tell),
        Own::Kpi(kpi) => check_kpi(kpi, &mut tell),
        _ => {}
    }
}

fn check_brief(brief: &BriefFields, tell: &mut impl FnMut(Span, String, &str)) {
    let way = [
        (BriefState::Proposed, &brief.proposed),
        (BriefState::Accepted, &brief.accepted),
        (BriefState::Started, &brief.started),
        (BriefState::Shipped, &brief.shipped),
    ];
    let mut latest: Option<(BriefState, Date)> = None;
    for (state, date) in way {
        let Some(date) = date else { continue };
        match latest {
            // The later step is told; the dates after it are compared with those that hold.
            Some((before, day)) if date.value < day => tell(
                date.span,
                format!("{} {} is before {} {day}", state.name(), date.value, before.name()),
                "correct one of the two dates",
            ),
            _ => latest = Some((state, date.value)),
        }
    }
    for (name, date) in [("declined", &brief.declined), ("parked", &brief.parked)] {
        let Some(date) = date else { continue };
        if let Some(shipped) = brief.shipped.as_ref().filter(|shipped| shipped.value <= date.value)
        {
            let message = format!("{name} {} is after shipped {}", date.value, shipped.value);
            tell(date.span, message, "what reached users cannot be put aside; drop one of the two");
        } else if let Some(proposed) = brief.proposed.as_ref().filter(|p| date.value < p.value) {
            let message = format!("{name} {} is before proposed {}", date.value, proposed.value);
            tell(date.span, message, "correct one of the two dates");
        }
    }
    if let Some(state) = &brief.state {
        check_state(brief, state, tell);
    }
    if let Some(none) = brief.serves.iter().find(|serves| serves.value == "none")
        && brief.serves.len() > 1
    {
        let message = "`serves` names an objective and `none`".to_owned();
        tell(none.span, message, "leave out \"none\", or everything else");
    }
}

/// A declared state may go further than the dates (the day may not be known), but never less far.
fn check_state(
    brief: &BriefFields,
    state: &Spanned<BriefState>,
    tell: &mut impl FnMut(Span, String, &str),
) {
    let dated = [
        (BriefState::Proposed, &brief.proposed),
        (BriefState::Accepted, &brief.accepted),
        (BriefState::Started, &brief.started),
        (BriefState::Shipped, &brief.shipped),
        (BriefState::Declined, &brief.declined),
        (BriefState::Parked, &brief.parked),
    ];
    let dated = dated.iter().filter_map(|(step, date)| Some((*step, date.as_ref()?)));
    // Of two steps on one day the one further along is the state.
    let Some((last, date)) = dated.max_by_key(|(step, date)| (date.value, *step)) else { return };
    let is_aside = |step| matches!(step, BriefState::Declined | BriefState::Parked);
    let agrees = match (is_aside(state.value), is_aside(last)) {
        (false, false) => state.value >= last,
        (false, true) => false,
        (true, false) => last != BriefState::Shipped,
        (true, true) => state.value == last,
    };
    if agrees {
        return;
    }
    let message =
        format!("state `{}` contradicts {} {}", state.value.name(), last.name(), date.value);
    tell(state.span, message, "leave `state` out: the last date says it");
}

fn check_decision(decision: &DecisionFields, tell: &mut impl FnMut(Span, String, &str)) {
    let Some(decided) = &decision.decided else { return };
    if let Some(state) = &decision.state
        && state.value == DecisionState::Proposed
    {
        let message = format!("state `proposed` contradicts decided {}", decided.value);
        tell(state.span, message, "leave `state` out: the date says that it was accepted");
    }
    if let Some(revisit) = &decision.revisit
        && revisit.value <= decided.value
    {
        let message = format!("revisit {} is not after decided {}", revisit.value, decided.value);
        tell(revisit.span, message, "correct one of the two dates");
    }
}

fn check_kpi(kpi: &KpiFields, tell: &mut impl FnMut(Span, String, &str)) {
    if let (Some(source), Some(derive)) = (&kpi.source, &kpi.derive) {
        let message = format!("`source` {} and `derive` both give the series", source.file.value);
        tell(derive.span, message, "keep one of the two");
    }
    if let (Some(unit), Some(derive)) = (&kpi.unit, &kpi.derive)
        && !is_unit_of(derive.value, &unit.value)
    {
        let (name, own) = (derive.value.name(), derive.value.unit());
        let message = format!("unit `{}` contradicts `derive`: {name} is in {own}", unit.value);
        tell(unit.span, message, "leave `unit` out: the derivation says it");
    }
    for (at, phase) in kpi.phases.iter().enumerate() {
        if kpi.phases[..at].iter().any(|earlier| earlier.from.value == phase.from.value) {
            let message = format!("two phases begin on {}", phase.from.value);
            tell(phase.from.span, message, "make them one, or correct a date");
        }
    }
}

/// Returns whether a unit as people write it is that of a derivation.
fn is_unit_of(derivation: Derivation, unit: &str) -> bool {
    match derivation.gather() {
        Gather::Median => matches!(unit.trim(), "days" | "day" | "d"),
        Gather::Share => unit.trim() == "%",
    }
}
