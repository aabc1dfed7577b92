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
    // Where neither way is better, a brief may promise either.
    let sides = match fields.direction.as_ref().map(|direction| direction.value) {
        Some(Direction::Up) => &[Side::Above][..],
        Some(Direction::Down) => &[Side::Below],
        Some(Direction::Target | Direction::Watch) | None => &[Side::Above, Side::Below],
    };
    let visible = |side: &Side| kpi::visible_change(series, fields, today, *side);
    let visible = sides.iter().filter_map(visible).max_by_key(|visible| visible.is_possible)?;
    Some(Noise {
        kpi: id.to_owned(),
        rhythm: series.rhythm.name(),
        least: visible.is_possible.then(|| measured.unit.change_size_up(visible.least)),
    })
}
