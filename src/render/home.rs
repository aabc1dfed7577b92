//! The home page: why all this exists, how it is going, what waits.

use std::collections::BTreeSet;

use crate::id::{Date, DocId, ItemId};
use crate::kind::{
    BriefState, DecisionState, ItemKind, Kind, ObjectiveState, QuestionState, Relation,
};
use crate::site::coverage::{self, Ratio};
use crate::site::routes::Route;
use crate::site::{End, Promise, State, doc_date};
use crate::view::home::{Coverage, Home, ObjectiveRow, Work};
use crate::view::kpi::Tile;
use crate::view::parts::{Link, Notice};
use crate::view::promise::cards_html;
use crate::view::{Html, Page};

use super::Press;
use super::here::{Here, ago, counted};
use super::{board, body, changes, charts, inline, kpi, objective, promise, survey};

/// How many things at most wait for a decision on the first screen.
const DECISIONS: usize = 5;
/// How many objectives have a row, before the link to all of them.
const OBJECTIVES: usize = 12;
/// How many KPIs have a tile, before the link to all of them.
const NUMBERS: usize = 6;
/// How many promises have a card, before the link to all of them.
const PROMISES: usize = 3;
/// How many of the latest changes the first screen tells.
const CHANGES: usize = 6;
/// A promise is worth a look this many days before it is due.
const DUE_DAYS: i32 = 14;

/// Returns the home page.
pub(super) fn page(press: &Press, here: &Here) -> Page {
    let site = here.site;
    let vision = site.outline.vision;
    let home = site.outline.home;
    let headline = vision
        .and_then(|vision| vision_sentence(here, vision))
        .or_else(|| home.map(|home| site.doc(home).title.clone()))
        .unwrap_or_else(|| site.config().title.clone());
    let monday = site.as_of.monday();
    let mut since = changes::since(here, monday);
    let mut label = "Since last Monday".to_owned();
    if since.is_empty() {
        // A quiet week: the latest changes with their dates say more than an empty list.
        since = changes::since(here, site.as_of.plus_days(-62).unwrap_or(monday));
        label = "Latest changes".to_owned();
    }
    since.truncate(CHANGES);
    let has_start = here.href(&Route::StartHere);
    let objectives = active_objectives(here);
    let rows = &objectives[..objectives.len().min(OBJECTIVES)];
    let numbers = numbers(here, rows);
    let has_more_numbers = site.docs_of(Kind::Kpi).nth(numbers.len()).is_some();
    let decisions = decisions(here);
    Page::Home(Box::new(Home {
        vision: vision.map(|vision| here.doc_link(vision)),
        headline,
        anchor: home.and_then(|home| site.doc(home).title_anchor.clone()),
        lede: lede(here, &objectives, decisions.len()),
        start: has_start.map(|href| Link { text: "Start here".to_owned(), href: Some(href) }),
        objectives: rows.iter().map(|id| row(here, *id)).collect(),
        all_objectives: (objectives.len() > OBJECTIVES)
            .then(|| here.route_link("All objectives", &Route::ObjectiveTree)),
        all_numbers: (has_more_numbers && !numbers.is_empty()).then(|| {
            let all = site.docs_of(Kind::Kpi).count();
            here.route_link(format!("All {all} KPIs"), &Route::KpiIndex)
        }),
        numbers,
        survey: survey::latest(here),
        promises: promises(here),
        all_promises: here
            .href(&Route::Promises(None))
            .map(|href| Link { text: "All promises".to_owned(), href: Some(href) }),
        decisions,
        changes_label: label,
        changes: since,
        all_changes: here
            .href(&Route::Changes(None))
            .map(|href| Link { text: "All changes".to_owned(), href: Some(href) }),
        body: home.map_or_else(|| contents(here), |home| body::whole(here, home)),
        coverage: coverage(here),
        reminders: press.reminders(here),
    }))
}

/// Below so many cases a ratio says little, and is not shown.
const CASES: usize = 5;
/// How many of the missing cases of a ratio are named.
const NAMED: usize = 5;

/// Returns the ratios of alignment coverage.
fn coverage(here: &Here) -> Vec<Coverage> {
    let ratios: Vec<Ratio> =
        here.site.coverage().into_iter().filter(|ratio| ratio.all() >= CASES).collect();
    let weakest = coverage::weakest(&ratios).map(|ratio| ratio.part);
    let line = |ratio: &Ratio| {
        let unnamed = ratio.missing.len().saturating_sub(NAMED);
        Coverage {
            share: format!("{} of {}", ratio.met, ratio.all()),
            words: ratio.part.words().to_owned(),
            missing: ratio.missing.iter().take(NAMED).map(|end| here.link(*end)).collect(),
            more: (unnamed > 0).then(|| format!("and {unnamed} more")),
            is_weakest: weakest == Some(ratio.part),
        }
    };
    ratios.iter().map(line).collect()
}

/// How many documents home lists where nobody introduced the handbook.
const LISTED: usize = 40;

/// Returns the documents as a list, for the home of a handbook that nobody introduced.
fn contents(here: &Here) -> Html {
    let site = here.site;
    let mut docs: Vec<DocId> = site.docs().filter(|doc| !site.doc(*doc).is_index).collect();
    docs.sort_by_key(|doc| {
        (site.doc(*doc).kind, std::cmp::Reverse(doc_date(site.doc(*doc))), *doc)
    });
    let mut html = String::from("<h2>Pages</h2>\n<ul>\n");
    for doc in docs.iter().take(LISTED) {
        let link = here.doc_link(*doc);
        html.push_str(&format!("<li>{}</li>\n", inline::anchor(&link.text, link.href.as_deref())));
    }
    html.push_str("</ul>\n");
    if docs.is_empty() { Html::default() } else { Html(html) }
}

/// Returns the vision in a sentence: the first of its product vision, else its summary.
fn vision_sentence(here: &Here, vision: DocId) -> Option<String> {
    let Some(summary) = super::document::excerpt(here.site, vision) else {
        return Some(here.site.doc(vision).title.clone());
    };
    let summary = summary.trim();
    let end = summary.find(". ").map_or(summary.len(), |at| at + 1);
    Some(summary[..end].to_owned())
}

/// Returns how it is going, in a sentence.
fn lede(here: &Here, objectives: &[ItemId], waiting: usize) -> Option<String> {
    let site = here.site;
    if objectives.is_empty() {
        return None;
    }
    let under_way = site
        .docs_of(Kind::Brief)
        .filter(|brief| site.brief_state(*brief).is_some_and(BriefState::is_under_way))
        .count();
    let moved = site
        .docs_of(Kind::Kpi)
        .filter(|kpi| {
            site.kpis[kpi.index()].as_ref().is_some_and(crate::site::Measured::shows_signal)
        })
        .count();
    let mut words = format!(
        "{}, {} under way.",
        counted(objectives.len(), "objective", "objectives"),
        counted(under_way, "brief", "briefs")
    );
    words.push_str(&match moved {
        0 => " No number shows a signal.".to_owned(),
        moved => format!(" {} a signal.", counted(moved, "number shows", "numbers show")),
    });
    if waiting > 0 {
        words.push_str(&format!(
            " {} for a decision.",
            counted(waiting, "thing waits", "things wait")
        ));
    }
    Some(words)
}

fn active_objectives(here: &Here) -> Vec<ItemId> {
    let site = here.site;
    let active = State::Objective(ObjectiveState::Active);
    let mut objectives: Vec<ItemId> = site
        .items_of(ItemKind::Objective)
        .filter(|objective| site.item_state(*objective) == active)
        .collect();
    // The vision of the headline first, then the newest; within each the author's order.
    objectives.sort_by_key(|objective| {
        let id = site.doc_of_item(*objective);
        let vision = site.doc(id);
        let newest = std::cmp::Reverse((crate::site::begins(vision), &vision.path));
        (site.outline.vision != Some(id), newest, objective.0)
    });
    objectives
}

fn row(here: &Here, objective: ItemId) -> ObjectiveRow {
    let site = here.site;
    let kpi = site.first_target(End::Item(objective), Relation::MeasuredBy);
    let mut briefs: Vec<DocId> = site
        .serving(objective)
        .filter(|brief| site.brief_state(*brief).is_some_and(BriefState::is_under_way))
        .collect();
    objective::sort_by_way(here, &mut briefs);
    let work = briefs.iter().take(2).map(|brief| {
        let note = board::age_words(here, *brief);
        Work { link: here.doc_link(*brief), note, is_over: board::is_over(here, *brief) }
    });
    ObjectiveRow {
        link: here.item_link(objective),
        glyph: here.glyph(&site.chain_of_objective(objective)),
        kpi: kpi.map(|kpi| here.doc_link(kpi)),
        value: kpi.and_then(|kpi| charts::latest(here, kpi)),
        target: promise::target_words(here, objective),
        sparkline: kpi.and_then(|kpi| charts::spark(here, kpi, None)),
        verdicts: kpi.map_or(Vec::new(), |kpi| charts::verdicts(here, kpi)),
        work: work.collect(),
    }
}

/// Returns the KPIs that no row of an objective shows, in the order of their index.
fn numbers(here: &Here, rows: &[ItemId]) -> Vec<Tile> {
    let measures =
        |objective: &ItemId| here.site.first_target(End::Item(*objective), Relation::MeasuredBy);
    let shown: BTreeSet<DocId> = rows.iter().filter_map(measures).collect();
    let others = kpi::in_order(here).into_iter().filter(|kpi| !shown.contains(kpi));
    others.take(NUMBERS).map(|kpi| kpi::tile(here, kpi)).collect()
}

/// Returns the promises that fell due last, and where they are few those that fall due next: of all that
/// shipped the ones of which the numbers say most, and what they will say soon.
fn promises(here: &Here) -> Html {
    let site = here.site;
    let briefs = site.docs_of(Kind::Brief);
    let mut due: Vec<(bool, i32, &Promise)> = briefs
        .flat_map(|brief| site.promises(brief))
        .filter(|promise| promise.effect.is_some())
        .filter_map(|promise| {
            let left = promise.due?.days_since(site.as_of);
            Some((left > 0, left.abs(), promise))
        })
        .collect();
    due.sort_by_key(|(is_ahead, days, promise)| {
        (*is_ahead, *days, &site.doc(promise.brief).path, promise.impact)
    });
    let shown = due.into_iter().take(PROMISES);
    let cards = shown.map(|(_, _, promise)| promise::card_of_brief(here, promise));
    cards_html(&cards.collect::<Vec<_>>())
}

/// Returns what needs a decision: proposals, open questions, promises due soon; at most five, each
/// with who can decide.
fn decisions(here: &Here) -> Vec<Notice> {
    let site = here.site;
    let mut waiting: Vec<(Date, Notice)> = Vec::new();
    for brief in site.docs_of(Kind::Brief) {
        let doc = site.doc(brief);
        let owner = doc.front.owner.as_ref().map(|owner| here.person(&owner.value).text);
        if let Some(BriefState::Proposed) = site.brief_state(brief)
            && let crate::doc::Own::Brief(fields) = &doc.front.own
            && let Some(proposed) = &fields.proposed
        {
            let note = with_owner(format!("proposed {}", proposed.value.short()), owner.clone());
            let link =
                Link { text: format!("{}: accept or park?", doc.title), ..here.doc_link(brief) };
            waiting.push((proposed.value, Notice { link, note: Some(note), ..Notice::default() }));
        }
        for card in promise::due_within(here, brief, DUE_DAYS) {
            let (due, words, note) = card;
            let link = Link { text: words, ..here.doc_link(brief) };
            waiting.push((due, Notice { link, note: Some(note), ..Notice::default() }));
        }
    }
    for decision in site.docs_of(Kind::Decision) {
        let doc = site.doc(decision);
        if site.decision_state(decision) == Some(DecisionState::Proposed)
            && let Some(written) = doc_date(doc).filter(|written| site.reached(*written))
        {
            let owner = doc.front.owner.as_ref().map(|owner| here.person(&owner.value).text);
            let note = with_owner(format!("proposed {}", written.short()), owner);
            let link = Link { text: format!("{}: decide?", doc.title), ..here.doc_link(decision) };
            waiting.push((written, Notice { link, note: Some(note), ..Notice::default() }));
        }
    }
    for question in site.items_of(ItemKind::Question) {
        if site.item_state(question) != State::Question(QuestionState::Open) {
            continue;
        }
        let doc = site.doc(site.doc_of_item(question));
        let fields = &site.item(question).fields;
        let asked = fields.on.as_ref().map(|on| on.value);
        let mut note =
            asked.map_or("asked".to_owned(), |asked| format!("asked {}", ago(asked, site.as_of)));
        if let Some(person) = &fields.person {
            note.push_str(&format!(" by {}", here.person(&person.value).text));
        }
        if let Some(owner) = &doc.front.owner {
            note.push_str(&format!(" · waits for {}", here.person(&owner.value).text));
        }
        let date = asked.unwrap_or(site.as_of);
        waiting.push((
            date,
            Notice { link: here.item_link(question), note: Some(note), ..Notice::default() },
        ));
    }
    // The longest wait first.
    waiting.sort_by(|a, b| (a.0, &a.1.link.text).cmp(&(b.0, &b.1.link.text)));
    waiting.into_iter().take(DECISIONS).map(|(_, notice)| notice).collect()
}

fn with_owner(words: String, owner: Option<String>) -> String {
    match owner {
        Some(owner) => format!("{words} · owner {owner}"),
        None => words,
    }
}
