//! TL016: charts that are placed in texts and would show nothing.

use crate::diag::{Code, Diagnostic};
use crate::site::{Site, Target};

/// TL016: a placed chart whose days lie before or behind all numbers of its KPI.
pub(super) fn beyond_data(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for id in site.docs() {
        let doc = site.doc(id);
        for (at, link) in doc.body.links.iter().enumerate() {
            if !link.target.starts_with("kpi:") || !link.target.contains('?') {
                continue;
            }
            let Some(Target::Chart(kpi, placing)) = site.target(id, at) else { continue };
            let points = site.kpis[kpi.index()].as_ref().map(|measured| &measured.series.points);
            let Some((points, first, last)) = points
                .and_then(|points| Some((points, points.first()?.period, points.last()?.period)))
            else {
                continue;
            };
            if points.iter().any(|point| placing.shows(point.period.start)) {
                continue;
            }
            let name = &site.doc(*kpi).id;
            let message =
                format!("this chart shows none of the {} values of `{name}`", points.len());
            let hint = format!(
                "they are of {} to {}: move `from` or `to`, or leave it out",
                first.start, last.last
            );
            let finding = Diagnostic::new(code, &doc.path, link.span, message);
            found.push(finding.naming(&site.doc(*kpi).path).hint(hint));
        }
    }
}
