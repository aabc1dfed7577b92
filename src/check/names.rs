//! TL0xx: what is missing, unpinned, or wants the place of something else.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic};
use crate::doc::{BriefFields, DecisionFields, Own};
use crate::id::{Date, DocId, ItemId, RelPath, Span, Spanned};
use crate::kind::{BriefState, DecisionState, SectionKind};
use crate::site::routes::Route;
use crate::site::{End, Site};

use super::place::{accepted, heading_of, titled};
use super::vision;

/// TL004: an accepted brief without owner, a held retro without facilitator, a decision that nobody took,
/// a state without its day.
pub(super) fn missing_fields(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for brief in accepted(site) {
        let doc = site.doc(brief.doc);
        if doc.front.owner.is_none() {
            let message = format!("brief `{}` is accepted and has no owner", doc.id);
            let hint = "add owner = \"…\": readers want to know whom to ask";
            found.push(Diagnostic::new(code, &doc.path, brief.place, message).hint(hint));
        }
    }
    for doc in site.docs() {
        let doc = site.doc(doc);
        match &doc.front.own {
            Own::Brief(fields) => {
                let Some(state) = undated(fields) else { continue };
                let name = state.value.name();
                let message = format!("state `{name}` stands without its day");
                let hint = format!("add {name} = YYYY-MM-DD; the last dated step is the state");
                found.push(Diagnostic::new(code, &doc.path, state.span, message).hint(hint));
            }
            Own::Retro(fields) if fields.facilitator.is_none() => {
                let Some(held) = &fields.held else { continue };
                let message = format!("retro `{}` was held and names no facilitator", doc.id);
                let hint = "add facilitator = \"…\"";
                found.push(Diagnostic::new(code, &doc.path, held.span, message).hint(hint));
            }
            Own::Decision(fields) if fields.decided.is_none() => {
                let Some(place) = decided(fields) else { continue };
                let name = fields.state.as_ref().map_or("", |state| state.value.name());
                let message = format!("state `{name}` stands without its day");
                let hint = "add decided = YYYY-MM-DD";
                found.push(Diagnostic::new(code, &doc.path, place, message).hint(hint));
            }
            Own::Decision(fields) if fields.deciders.is_empty() => {
                let Some(place) = decided(fields) else { continue };
                let message = format!("decision `{}` was taken and names no deciders", doc.id);
                let hint = "add deciders = [\"…\"]: readers want to know whom to ask";
                found.push(Diagnostic::new(code, &doc.path, place, message).hint(hint));
            }
            _ => {}
        }
    }
}

/// Returns the state of a brief that is declared and has no date.
fn undated(fields: &BriefFields) -> Option<&Spanned<BriefState>> {
    let state = fields.state.as_ref()?;
    let date: &Option<Spanned<Date>> = match state.value {
        BriefState::Proposed => &fields.proposed,
        BriefState::Accepted => &fields.accepted,
        BriefState::Started => &fields.started,
        BriefState::Shipped => &fields.shipped,
        BriefState::Declined => &fields.declined,
        BriefState::Parked => &fields.parked,
        // An idea has no day, and the other states cannot be declared.
        BriefState::Idea | BriefState::Measured | BriefState::Superseded => return None,
    };
    date.is_none().then_some(state)
}

/// TL010: a section that the document owes in its state.
pub(super) fn missing_sections(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    let mut demand = |doc: DocId, kinds: &[SectionKind], place: Span| {
        let doc = site.doc(doc);
        for kind in kinds.iter().filter(|kind| !doc.says(**kind)) {
            let heading = heading_of(doc, *kind);
            let what = doc.kind.words();
            let message = match heading {
                Some(_) => format!("\"{}\" of {what} `{}` is empty", kind.heading(), doc.id),
                None => format!("{what} `{}` has no \"{}\"", doc.id, kind.heading()),
            };
            let hint = format!("add `## {}`: {}", kind.heading(), kind.prompt());
            let span = heading.unwrap_or(place);
            found.push(Diagnostic::new(code, &doc.path, span, message).hint(hint));
        }
    };
    for vision in vision::asking(site) {
        demand(vision, &[SectionKind::ProductVision], site.doc(vision).title_span);
    }
    for brief in accepted(site) {
        demand(brief.doc, &[SectionKind::DesiredOutcomes], brief.place);
    }
    for doc in site.docs() {
        match &site.doc(doc).front.own {
            Own::DeepDive(dive) => {
                let Some(presented) = &dive.presented else { continue };
                let kinds =
                    [SectionKind::Architecture, SectionKind::Approaches, SectionKind::TradeOffs];
                demand(doc, &kinds, presented.span);
            }
            Own::Retro(retro) => {
                let Some(held) = &retro.held else { continue };
                demand(doc, &[SectionKind::WentWell, SectionKind::CouldBeBetter], held.span);
            }
            Own::Decision(fields) => {
                let Some(place) = decided(fields) else { continue };
                demand(doc, &[SectionKind::Context, SectionKind::Decision], place);
            }
            _ => {}
        }
    }
}

/// Returns the place that says that a decision was taken, either way.
fn decided(fields: &DecisionFields) -> Option<Span> {
    let state = fields.state.as_ref().filter(|state| state.value != DecisionState::Proposed);
    let date = fields.decided.as_ref().map(|decided| decided.span);
    date.or(state.map(|state| state.span))
}

/// TL012: an item that others refer to by an id made from its words.
pub(super) fn unpinned(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    // A mark and the link in it may make an edge each; one place refers once.
    let mut places: BTreeMap<ItemId, BTreeSet<End>> = BTreeMap::new();
    for edge in site.docs().flat_map(|doc| site.incoming_of_doc(doc)) {
        if let End::Item(item) = edge.to
            && site.doc_of_item(item) != edge.doc
        {
            places.entry(item).or_default().insert(edge.from);
        }
    }
    for (id, places) in places {
        let item = site.item(id);
        if item.is_pinned {
            continue;
        }
        let doc = site.doc_of_item(id);
        let times = match places.len() {
            1 => "once".to_owned(),
            2 => "twice".to_owned(),
            count => format!("{count} times"),
        };
        let message = format!("`{}` is referred to {times} and has no pinned id", titled(item));
        let hint =
            format!("add {{#{}}} after its title, so that its words may change", item.anchor);
        found.push(Diagnostic::new(code, &site.doc(doc).path, item.span, message).hint(hint));
    }
}

/// TL005: two pages that want one place in the output.
pub(super) fn collisions(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for (path, first, second) in &site.routes.collisions {
        // The one that an author wrote is told; where both were written, the later by path.
        let Some((place, other)) = place_of(site, second)
            .map(|place| (place, first))
            .or_else(|| place_of(site, first).map(|place| (place, second)))
        else {
            continue;
        };
        let (file, span) = place;
        let message = format!("`{path}` is also the place of {}", name_of(site, other));
        let hint = "rename one of the two, or move it to another folder";
        let mut finding = Diagnostic::new(code, &file, span, message).hint(hint);
        if let Some((other, _)) = place_of(site, other).filter(|(other, _)| *other != file) {
            finding = finding.naming(&other);
        }
        found.push(finding);
    }
}

/// Returns where the author asked for a route.
fn place_of(site: &Site, route: &Route) -> Option<(RelPath, Span)> {
    match route {
        Route::Doc(doc) | Route::Download(doc) | Route::Cases(doc) => {
            let doc = site.doc(*doc);
            Some((doc.path.clone(), doc.title_span))
        }
        Route::Redirect(doc, alias) => {
            let doc = site.doc(*doc);
            Some((doc.path.clone(), doc.front.aliases.get(*alias)?.span))
        }
        Route::Objective(item) => {
            Some((site.doc(site.doc_of_item(*item)).path.clone(), site.item(*item).span))
        }
        Route::Tag(tag) => site.docs().find_map(|doc| {
            let doc = site.doc(doc);
            let written = doc.front.tags.iter().find(|written| written.value == *tag)?;
            Some((doc.path.clone(), written.span))
        }),
        Route::Section(folder, _) => {
            let intro = site.doc(site.outline.introduction(folder)?);
            Some((intro.path.clone(), intro.title_span))
        }
        Route::Asset(path) => Some((path.clone(), Span::default())),
        _ => None,
    }
}

fn name_of(site: &Site, route: &Route) -> String {
    match route {
        Route::Doc(doc) => site.doc(*doc).path.to_string(),
        Route::Redirect(doc, _) => format!("an alias in {}", site.doc(*doc).path),
        Route::Objective(item) => format!("objective `{}`", site.item(*item).anchor),
        Route::Download(doc) if site.survey(*doc).is_some() => {
            format!("the counts of survey `{}`", site.doc(*doc).id)
        }
        Route::Download(doc) => format!("the numbers of KPI `{}`", site.doc(*doc).id),
        Route::Cases(doc) => format!("the cases behind KPI `{}`", site.doc(*doc).id),
        Route::Tag(tag) => format!("the tag `{tag}`"),
        Route::Asset(path) => path.to_string(),
        Route::Section(folder, _) => format!("the index of `{folder}`"),
        Route::KpiIndex => "the index of KPIs".to_owned(),
        Route::Person(id) => format!("the page of `{id}`"),
        _ => "a page that is made here".to_owned(),
    }
}
