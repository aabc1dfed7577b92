//! How large a change of a KPI has to be to show, for whoever begins a brief and has yet to promise one.

use crate::doc::Direction;
use crate::kind::Relation;
use crate::kpi::{self, Side};
use crate::site::{End, Measured};

use super::Press;
use super::export::Names;
use super::list::named;

/// The smallest change that a KPI would show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Noise {
    /// The id of the KPI.
    pub kpi: String,
    /// How often there is a value: `week`.
    pub rhythm: &'static str,
    /// From how much on a single value shows it: `3.6 points`; none where no single one can.
    pub least: Option<String>,
}

impl Press<'_> {
    /// Returns how large a change would have to be to show, for each KPI that measures one of some
    /// objectives and has points enough to tell.
    pub fn noise(&self, objectives: &[String]) -> Vec<Noise> {
        let (site, names) = (self.site, Names::of(self.site));
        let mut told: Vec<Noise> = Vec::new();
        for name in objectives {
            let ends = named(site, name, |end| matches!(end, End::Item(_))).unwrap_or_default();
            let kpis =
                ends.into_iter().filter_map(|end| site.first_target(end, Relation::MeasuredBy));
            for kpi in kpis {
                let Some(measured) = &site.kpis[kpi.index()] else { continue };
                let id = names.doc(kpi);
                if told.iter().all(|noise| noise.kpi != id) {
                    told.extend(of(measured, id, site.as_of));
                }
            }
        }
        told
    }
}

fn of(measured: &Measured, id: &str, today: crate::id::Date) -> Option<Noise> {
    let (series, fields) = (&measured.series, &measured.fields);
    let is_up = fields.direction.as_ref().is_some_and(|direction| direction.value == Direction::Up);
    let side = if is_up { Side::Above } else { Side::Below };
    let visible = kpi::visible_change(series, fields, today, side)?;
    Some(Noise {
        kpi: id.to_owned(),
        rhythm: series.rhythm.name(),
        least: visible.is_possible.then(|| measured.unit.change_size_up(visible.least)),
    })
}
