//! The objective tree and the pages of objectives.

use crate::id::{DocId, ItemId};
use crate::kind::{BriefState, ItemKind, Kind, Relation};
use crate::site::routes::Route;
use crate::site::{End, State};
use crate::view::Page;
use crate::view::ending::{Ending, Neighbour};
use crate::view::entry::{Entry, Group};
use crate::view::objective::{
    Measure, Objective, ObjectiveBranch, ObjectiveTree, Twig, VisionBranch,
};
use crate::view::parts::Pill;
use crate::view::promise::cards_html;
use crate::view::relations::relations_html;
use crate::view::sheet::{Fact, sheet_html};

use super::here::Here;
use super::intro::{self, Intro};
use super::{body, charts, document, promise, relations, suspects, why};

/// Returns the tree of visions, objectives and briefs, with the loose ends on both sides.
pub(super) fn tree(here: &Here) -> Page {
    let site = here.site;
    let mut visions: Vec<DocId> = site
        .docs()
        .filter(|doc| site.items_of_in(*doc, ItemKind::Objective).next().is_some())
        .collect();
    // What holds today comes first; within that the newest.
    visions.sort_by_key(|vision| {
        let superseded = site.doc_state(*vision) == Some("superseded");
        (
            superseded,
            std::cmp::Reverse(crate::site::begins(site.doc(*vision))),
            &site.doc(*vision).path,
        )
    });
    let branches = visions.iter().map(|vision| VisionBranch {
        link: here.doc_link(*vision),
        state: here.doc_pill(*vision),
        summary: document::excerpt(site, *vision),
        objectives: site
            .items_of_in(*vision, ItemKind::Objective)
            .filter(|objective| parent(here, *objective).is_none())
            .map(|objective| branch(here, objective, 0))
            .collect(),
    });
    let loose = site
        .docs_of(Kind::Brief)
        .filter(|brief| {
            let state = site.brief_state(*brief);
            state.is_some_and(|state| state.is_live() || state.is_shipped())
                && !site.outgoing(End::Doc(*brief)).any(|edge| edge.relation == Relation::Serves)
        })
        .map(|brief| brief_entry(here, brief));
    let about = "What the work is for: each objective with its number and the work that serves it.";
    let Intro { title, anchor, summary, body } = intro::of(here, "objectives", "Objectives");
    Page::ObjectiveTree(ObjectiveTree {
        title,
        anchor,
        summary: summary.or_else(|| Some(about.to_owned())),
        body,
        visions: branches.collect(),
        loose: loose.collect(),
    })
}

fn parent(here: &Here, objective: ItemId) -> Option<End> {
    let end = End::Item(objective);
    here.site.outgoing(end).find(|edge| edge.relation == Relation::Parent).map(|edge| edge.to)
}

/// Depth is bounded because a cycle of parents is a finding and no reason to hang.
fn branch(here: &Here, objective: ItemId, depth: usize) -> ObjectiveBranch {
    let site = here.site;
    let end = End::Item(objective);
    let kpi = site.first_target(end, Relation::MeasuredBy);
    let mut briefs: Vec<DocId> = site.serving(objective).collect();
    sort_by_way(here, &mut briefs);
    let children = site
        .incoming(end)
        .filter(|edge| edge.relation == Relation::Parent && depth < 8)
        .filter_map(|edge| match edge.from {
            End::Item(child) => Some(branch(here, child, depth + 1)),
            End::Doc(_) => None,
        });
    ObjectiveBranch {
        link: here.item_link(objective),
        state: state(here, objective),
        glyph: here.glyph(&site.chain_of_objective(objective)),
        kpi: kpi.map(|kpi| here.doc_link(kpi)),
        value: kpi.and_then(|kpi| charts::latest(here, kpi)),
        target: Some(promise::target_words(here, objective)),
        sparkline: kpi.and_then(|kpi| charts::spark(here, kpi, None)),
        verdicts: kpi.map_or(Vec::new(), |kpi| charts::verdicts(here, kpi)),
        briefs: briefs.iter().map(|brief| twig(here, *brief)).collect(),
        children: children.collect(),
    }
}

/// Returns the state of an objective where it is not simply active.
fn state(here: &Here, objective: ItemId) -> Option<Pill> {
    match here.site.item_state(objective) {
        State::Objective(crate::kind::ObjectiveState::Active) => None,
        _ => here.item_pill(objective),
    }
}

/// Sorts briefs: what is under way first, then what shipped, then what was put aside; newest first.
pub(super) fn sort_by_way(here: &Here, briefs: &mut [DocId]) {
    let site = here.site;
    briefs.sort_by_key(|brief| {
        let state = site.brief_state(*brief).unwrap_or(BriefState::Idea);
        let rank = match state {
            BriefState::Started => 0,
            BriefState::Accepted => 1,
            BriefState::Proposed => 2,
            BriefState::Shipped => 3,
            BriefState::Measured => 4,
            BriefState::Idea => 5,
            BriefState::Declined | BriefState::Parked | BriefState::Superseded => 6,
        };
        let date = crate::site::doc_date(site.doc(*brief));
        (rank, std::cmp::Reverse(date), &site.doc(*brief).path)
    });
}

fn twig(here: &Here, brief: DocId) -> Twig {
    Twig {
        link: here.doc_link(brief),
        state: here.doc_pill(brief),
        note: super::board::age_words(here, brief),
    }
}

/// Returns a brief as a line in a list.
pub(super) fn brief_entry(here: &Here, brief: DocId) -> Entry {
    Entry {
        link: here.doc_link(brief),
        state: here.doc_pill(brief),
        summary: document::excerpt(here.site, brief),
        owner: here.site.doc(brief).front.owner.as_ref().map(|owner| here.person(&owner.value)),
        note: super::board::age_words(here, brief),
        glyph: here.doc_glyph(brief),
        ..Entry::default()
    }
}

/// Returns the page of one objective.
pub(super) fn page(here: &Here, objective: ItemId) -> Page {
    let site = here.site;
    let end = End::Item(objective);
    let vision = site.doc_of_item(objective);
    let item = site.item(objective);
    let measures = site
        .outgoing(end)
        .filter(|edge| edge.relation == Relation::MeasuredBy)
        .map(|edge| site.graph.doc_of(edge.to))
        .map(|kpi| measure(here, objective, kpi));
    let mut facts = vec![Fact { label: "Vision".to_owned(), values: vec![here.doc_link(vision)] }];
    if let Some(owner) = &site.doc(vision).front.owner {
        facts.push(Fact { label: "Owner".to_owned(), values: vec![here.person(&owner.value)] });
    }
    if let Some(parent) = parent(here, objective) {
        facts.push(Fact { label: "Part of".to_owned(), values: vec![here.link(parent)] });
    }
    let briefs: Vec<DocId> = site.serving(objective).collect();
    let kpi = site.first_target(end, Relation::MeasuredBy);
    let promises = briefs.iter().flat_map(|brief| promise::cards_of(here, *brief, kpi));
    let mut banners = document::banners(here, vision);
    banners.extend(suspects::on_objective(here, objective, &briefs));
    let mut relations = relations::of(here, end);
    relations.retain(|relation| {
        !["Served by", "Measured by", "Part of"].contains(&relation.heading.as_str())
    });
    let ending = Ending {
        freshness: None,
        source: document::source(here, vision),
        previous: Some(Neighbour {
            label: "Its vision".to_owned(),
            text: site.doc(vision).title.clone(),
            href: here.href(&Route::Doc(vision)).unwrap_or_default(),
        }),
        next: briefs.first().and_then(|brief| {
            Some(Neighbour {
                label: "A brief that serves it".to_owned(),
                text: site.doc(*brief).title.clone(),
                href: here.href(&Route::Doc(*brief))?,
            })
        }),
        whole: None,
    };
    Page::Objective(Box::new(Objective {
        title: item.title.clone(),
        state: here.item_pill(objective),
        summary: None,
        chain: Some(with_here(here, objective).html()),
        banners,
        facts: sheet_html(&facts),
        why: Some(why::of_objective(here, objective)),
        measures: measures.collect(),
        briefs: by_state(here, &briefs),
        promises: cards_html(&promises.collect::<Vec<_>>()),
        body: body::item_body(here, vision, item).unwrap_or_default(),
        relations: relations_html(&relations),
        ending: ending.html(),
    }))
}

fn with_here(here: &Here, objective: ItemId) -> crate::view::glyph::Chain {
    let mut chain = here.site.chain_of_objective(objective);
    chain.nodes[0].is_here = true;
    here.chain(&chain)
}

fn measure(here: &Here, objective: ItemId, kpi: DocId) -> Measure {
    let serving: Vec<DocId> = here.site.serving(objective).collect();
    let shipped = charts::shipped(here, kpi, |brief| serving.contains(&brief));
    Measure {
        kpi: here.doc_link(kpi),
        value: charts::latest(here, kpi),
        target: Some(promise::target_words(here, objective)),
        verdicts: charts::verdicts(here, kpi),
        finding: charts::finding(here, kpi),
        chart: charts::chart(here, kpi, "tl-objective", &shipped),
    }
}

/// A group of briefs: heading, anchor, and the states that it holds.
type ByState = (&'static str, &'static str, fn(BriefState) -> bool);

fn by_state(here: &Here, briefs: &[DocId]) -> Vec<Group> {
    let groups: [ByState; 4] = [
        ("Under way", "under-way", BriefState::is_under_way),
        ("Shipped", "shipped", BriefState::is_shipped),
        ("Ideas", "ideas", |state| state == BriefState::Idea),
        ("Put aside", "aside", |state| state > BriefState::Measured),
    ];
    let mut out = Vec::new();
    for (label, id, holds) in groups {
        let mut of_state: Vec<DocId> = briefs
            .iter()
            .copied()
            .filter(|brief| here.site.brief_state(*brief).is_some_and(holds))
            .collect();
        sort_by_way(here, &mut of_state);
        if !of_state.is_empty() {
            out.push(Group {
                label: label.to_owned(),
                id: id.to_owned(),
                note: None,
                entries: of_state.iter().map(|brief| brief_entry(here, *brief)).collect(),
            });
        }
    }
    out
}
