//! TL6xx: definitions of KPIs, and whether their numbers still come.

use crate::diag::{Code, Diagnostic};
use crate::doc::{Direction, Own};
use crate::id::DocId;
use crate::kind::{Kind, Relation};
use crate::site::{End, Site};

use super::place::{head, lacks};

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
        found.push(Diagnostic::new(code, &doc.path, head(doc), message).hint(hint));
    }
}

fn an_objective_says_the_target(site: &Site, kpi: DocId) -> bool {
    site.incoming(End::Doc(kpi)).any(|edge| match (edge.relation, edge.from) {
        (Relation::MeasuredBy, End::Item(objective)) => {
            site.item(objective).fields.number.as_ref().is_some_and(|number| !number.value.is_signed)
        }
        _ => false,
    })
}

/// Returns whether a KPI has numbers, a direction, or something that relies on it; before, it is a
/// thought that is left in peace.
fn is_in_use(site: &Site, kpi: DocId) -> bool {
    let Own::Kpi(fields) = &site.doc(kpi).front.own else { return false };
    let relies = |relation| matches!(relation, Relation::MeasuredBy | Relation::ExpectsOf | Relation::Counter);
    fields.direction.is_some()
        || site.kpis[kpi.index()].as_ref().is_some_and(|kpi| kpi.has_points())
        || site.incoming(End::Doc(kpi)).any(|edge| relies(edge.relation))
}
