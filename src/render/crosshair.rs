//! Which pages have a chart, and so load the script that points at its values.
//!
//! Duty: to keep the script off all other pages. Inputs: a route with its page. Outputs: a claim. It
//! reads what the links of a body mean; what the body looks like is not searched.

use crate::id::DocId;
use crate::kind::ChartKind;
use crate::site::Target;
use crate::site::routes::Route;
use crate::view::Page;

use super::charts::measured;
use super::here::Here;

/// Returns whether a page has a chart: one of its own, or one that its prose places.
pub(super) fn has_chart(here: &Here, route: &Route, page: &Page) -> bool {
    let is_drawn = match page {
        Page::Kpi(kpi) => kpi.chart.is_some(),
        Page::Objective(objective) => {
            objective.measures.iter().any(|measure| measure.chart.is_some())
        }
        _ => false,
    };
    is_drawn || said_on(here, route).is_some_and(|doc| places_chart(here, doc))
}

/// Returns the document whose body stands on a page.
fn said_on(here: &Here, route: &Route) -> Option<DocId> {
    let site = here.site;
    match route {
        Route::Doc(doc) => Some(*doc),
        Route::Objective(objective) => Some(site.doc_of_item(*objective)),
        Route::Home => site.outline.home,
        // A list stands at the folder that a document introduces.
        _ => site.outline.introduction(here.path.as_str().strip_suffix("/index.html")?),
    }
}

fn places_chart(here: &Here, doc: DocId) -> bool {
    let links = 0..here.site.doc(doc).body.links.len();
    links.filter_map(|link| here.site.target(doc, link)).any(|target| match target {
        Target::Chart(kpi, placing) => {
            placing.chart != Some(ChartKind::Spark) && measured(here, *kpi).is_some()
        }
        _ => false,
    })
}
