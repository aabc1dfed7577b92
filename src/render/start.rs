//! Pages that lead elsewhere: start here, not found, redirects.

use crate::id::{DocId, ItemId};
use crate::kind::{ItemKind, Kind, Relation};
use crate::site::routes::Route;
use crate::site::{ChainLink, End, doc_date};
use crate::view::parts::{Link, Stop};
use crate::view::path::{NotFound, Redirect, StartHere};
use crate::view::{Html, Page};

use super::charts;
use super::here::{Here, counted};

/// Returns the way in for newcomers: the vision, its objectives, the brief with the fullest chain, the
/// newest deep dive of each system, the lessons that were applied most, the glossary.
pub(super) fn page(here: &Here) -> Page {
    let mut stops = Vec::new();
    if let Some(vision) = here.site.outline.vision {
        stops.push(document(here, "Where we are going", vision));
        stops.extend(objectives(here, vision));
    }
    if let Some(brief) = fullest(here) {
        let mut stop = document(here, "A piece of work from why to what happened", brief);
        stop.sparkline = here
            .site
            .items_of_in(brief, ItemKind::Impact)
            .find_map(|impact| here.site.first_target(End::Item(impact), Relation::ExpectsOf))
            .and_then(|kpi| charts::spark(here, kpi, None));
        stops.push(stop);
    }
    stops.extend(
        newest_dives(here)
            .into_iter()
            .map(|(system, dive)| document(here, &format!("System: {system}"), dive)),
    );
    let lessons: Vec<ItemId> = most_applied(here);
    if let Some(first) = lessons.first() {
        let uses = here.site.uses_of(*first, Relation::Applies).len();
        let uses = counted(uses, "place", "places");
        stops.push(Stop {
            label: "What we learned".to_owned(),
            link: here.item_link(*first),
            text: Html::text(&format!("Applied in {uses}.")),
            pill: here.item_pill(*first),
            sparkline: None,
            more: lessons.iter().skip(1).map(|lesson| here.item_link(*lesson)).collect(),
        });
    }
    let glossary = here.site.docs_of(Kind::Glossary).next();
    stops.extend(glossary.map(|glossary| document(here, "The words we use", glossary)));
    Page::StartHere(StartHere {
        title: "Start here".to_owned(),
        summary: Some("A short way through the handbook for someone new.".to_owned()),
        stops,
    })
}

fn document(here: &Here, label: &str, doc: DocId) -> Stop {
    Stop {
        label: label.to_owned(),
        link: here.doc_link(doc),
        text: Html::text(&super::document::excerpt(here.site, doc).unwrap_or_default()),
        pill: here.doc_pill(doc),
        sparkline: None,
        more: Vec::new(),
    }
}

fn objectives(here: &Here, vision: DocId) -> Option<Stop> {
    let mut objectives = here.site.items_of_in(vision, ItemKind::Objective);
    let first = objectives.next()?;
    Some(Stop {
        label: "What that means this year".to_owned(),
        link: here.item_link(first),
        text: Html(super::why::of_objective(here, first).0),
        pill: None,
        sparkline: None,
        more: objectives.map(|objective| here.item_link(objective)).collect(),
    })
}

fn fullest(here: &Here) -> Option<DocId> {
    let site = here.site;
    let present = |brief: &DocId| {
        let chain = site.chain_of_brief(*brief);
        chain.nodes.iter().filter(|node| node.link == ChainLink::Present).count()
    };
    site.docs_of(Kind::Brief)
        .filter(|brief| site.brief_state(*brief).is_some_and(crate::kind::BriefState::is_shipped))
        .max_by_key(|brief| (present(brief), doc_date(site.doc(*brief)), &site.doc(*brief).path))
}

/// Returns the newest deep dive of each system, by the name of the system; at most four.
fn newest_dives(here: &Here) -> Vec<(String, DocId)> {
    let site = here.site;
    let mut newest: std::collections::BTreeMap<String, DocId> = std::collections::BTreeMap::new();
    for dive in site.docs_of(Kind::DeepDive) {
        let crate::doc::Own::DeepDive(fields) = &site.doc(dive).front.own else { continue };
        let Some(system) = &fields.system else { continue };
        let known = newest.entry(system.value.clone()).or_insert(dive);
        if doc_date(site.doc(dive)) > doc_date(site.doc(*known)) {
            *known = dive;
        }
    }
    newest.into_iter().take(4).collect()
}

fn most_applied(here: &Here) -> Vec<ItemId> {
    let site = here.site;
    let mut lessons: Vec<(usize, ItemId)> = site
        .items_of(ItemKind::Lesson)
        .map(|lesson| (site.uses_of(lesson, Relation::Applies).len(), lesson))
        .filter(|(uses, _)| *uses > 0)
        .collect();
    lessons.sort_by_key(|(uses, lesson)| {
        (std::cmp::Reverse(*uses), &site.doc(site.doc_of_item(*lesson)).path, lesson.0)
    });
    lessons.into_iter().take(3).map(|(_, lesson)| lesson).collect()
}

/// Returns the page for addresses where nothing is.
pub(super) fn not_found(here: &Here) -> Page {
    let links = [
        ("Home", Route::Home),
        ("Objectives", Route::ObjectiveTree),
        ("Board", Route::Board),
        ("KPIs", Route::KpiIndex),
        ("What changed", Route::Changes(None)),
    ];
    let links = links.iter().filter_map(|(text, route)| {
        here.href(route).map(|href| Link { text: (*text).to_owned(), href: Some(href) })
    });
    Page::NotFound(NotFound {
        title: "Nothing is here".to_owned(),
        text: "The page may have moved or may never have been. Good places to go on from:"
            .to_owned(),
        links: links.collect(),
    })
}

/// Returns the page that sends an old address on.
pub(super) fn redirect(here: &Here, doc: DocId) -> Page {
    Page::Redirect(Redirect {
        target: here.href_of(End::Doc(doc)).unwrap_or_default(),
        title: here.site.doc(doc).title.clone(),
    })
}
