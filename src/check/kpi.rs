//! TL6xx: definitions of KPIs, and whether their numbers still come.

use crate::diag::{Code, Diagnostic};
use crate::doc::{Direction, Own};
use crate::id::{DocId, Rhythm};
use crate::kind::{Kind, Relation};
use crate::site::{End, Measured, Site};

use super::place::lacks;

/// TL602: a KPI in use that says neither where it should go nor whom to ask.
pub(super) fn without_target_or_owner(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for kpi in site.docs_of(Kind::Kpi) {
        let doc = site.doc(kpi);
        let Own::Kpi(fields) = &doc.front.own else { continue };
        let direction = fields.direction.as_ref().map(|direction| direction.value);
        let has_target = fields.target.is_some()
            || fields.band.is_some()
            || direction == Some(Direction::Watch)
            || an_objective_says_the_target(site, kpi);
        let parts = [("target", has_target), ("owner", doc.front.owner.is_some())];
        let Some(lacking) = lacks(&parts).filter(|_| is_in_use(site, kpi)) else { continue };
        let message = format!("KPI `{}` has {lacking}", doc.id);
        let hint = match (has_target, doc.front.owner.is_some()) {
            (false, true) => {
                "add target = { value = …, by = … }, or direction = \"watch\" where none is meant"
            }
            (true, _) => "add owner = \"…\": somebody has to notice when it moves",
            (false, false) => "add owner = \"…\" and target = { value = …, by = … }",
        };
        found.push(Diagnostic::new(code, &doc.path, doc.title_span, message).hint(hint));
    }
}

fn an_objective_says_the_target(site: &Site, kpi: DocId) -> bool {
    site.incoming(End::Doc(kpi)).any(|edge| match (edge.relation, edge.from) {
        (Relation::MeasuredBy, End::Item(objective)) => site
            .item(objective)
            .fields
            .number
            .as_ref()
            .is_some_and(|number| !number.value.is_signed),
        _ => false,
    })
}

/// Returns whether a KPI has numbers, a direction, or something that relies on it; before, it is a
/// thought that is left in peace.
fn is_in_use(site: &Site, kpi: DocId) -> bool {
    let Own::Kpi(fields) = &site.doc(kpi).front.own else { return false };
    let relies = |relation| {
        matches!(relation, Relation::MeasuredBy | Relation::ExpectsOf | Relation::Counter)
    };
    fields.direction.is_some()
        || site.kpis[kpi.index()].as_ref().is_some_and(Measured::has_points)
        || site.incoming(End::Doc(kpi)).any(|edge| relies(edge.relation))
}

/// TL603: a KPI whose numbers have stopped coming.
pub(super) fn late(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for kpi in site.docs_of(Kind::Kpi) {
        let doc = site.doc(kpi);
        let Some(series) = site.kpis[kpi.index()].as_ref().map(|kpi| &kpi.series) else { continue };
        let Some(last) = series.last() else { continue };
        // Whoever gathers a number needs a while after the period has ended.
        let Some(day) = site.as_of.plus_days(-days_of_grace(series.rhythm)) else { continue };
        if series.periods_late(day) == 0 {
            continue;
        }
        let periods = match series.periods_late(site.as_of) {
            1 => format!("1 {}", series.rhythm.name()),
            count => format!("{count} {}s", series.rhythm.name()),
        };
        let message = format!("KPI `{}` ends {}: {periods} late", doc.id, last.period.last);
        let hint = "add the missing values; a gap is better than a guess";
        let Own::Kpi(fields) = &doc.front.own else { continue };
        let source = fields.source.as_ref().map(|source| source.file.span);
        found.push(
            Diagnostic::new(code, &doc.path, source.unwrap_or(doc.title_span), message).hint(hint),
        );
    }
}

fn days_of_grace(rhythm: Rhythm) -> i32 {
    match rhythm {
        Rhythm::Day => 1,
        Rhythm::Week => 7,
        Rhythm::Month | Rhythm::Quarter | Rhythm::Year => 14,
    }
}
