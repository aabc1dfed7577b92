//! A whole chain on one page: vision, KPIs, brief, deep dives, decisions, retros.

use crate::doc::Placing;
use crate::id::{Date, DocId};
use crate::kind::{ItemKind, Kind};
use crate::site::routes::Route;
use crate::site::{Site, doc_date};
use crate::view::chain::{ChainPart, WholeChain};
use crate::view::promise::cards_html;
use crate::view::sheet::sheet_html;
use crate::view::{Html, Page};

use super::anchors::Within;
use super::here::{Here, capitalised, listed};
use super::{body, charts, document, promise};

/// Returns the page of the chain through a brief.
pub(super) fn page(here: &Here, brief: DocId) -> Page {
    let site = here.site;
    let docs = site.chain_docs(brief);
    let mut within = Within::default();
    let parts: Vec<ChainPart> =
        (1..).zip(&docs).map(|(number, doc)| part(here, *doc, number)).collect();
    for (part, doc) in parts.iter().zip(&docs) {
        for html in finished(part) {
            within.read(html, &part.id);
        }
        if let Some(way) = here.href(&Route::Doc(*doc)) {
            within.add_page(way, &part.id);
        }
        for objective in site.items_of_in(*doc, ItemKind::Objective) {
            if let Some(way) = here.href(&Route::Objective(objective)) {
                within.add_item(way, &part.id, &site.item(objective).anchor);
            }
        }
    }
    let placed = |part: ChainPart| {
        let place = |html: &Html| within.place(html, &part.id);
        ChainPart {
            facts: place(&part.facts),
            promises: place(&part.promises),
            steps: place(&part.steps),
            chart: place(&part.chart),
            body: place(&part.body),
            ..part
        }
    };
    Page::Chain(Box::new(WholeChain {
        title: site.doc(brief).title.clone(),
        summary: Some(summary(here, &docs)),
        chain: here.chain(site.chain_of_brief(brief)).html(),
        parts: parts.into_iter().map(placed).collect(),
    }))
}

fn finished(part: &ChainPart) -> [&Html; 5] {
    [&part.facts, &part.promises, &part.steps, &part.chart, &part.body]
}

fn summary(here: &Here, docs: &[DocId]) -> String {
    let kinds = docs.chunk_by(|a, b| here.site.doc(*a).kind == here.site.doc(*b).kind);
    let words: Vec<String> = kinds
        .filter_map(|of_kind| {
            let kind = here.site.doc(*of_kind.first()?).kind;
            Some(match of_kind.len() {
                1 => in_sentence(here.kind_label(kind)),
                count => format!("{count} {}", in_sentence(here.kind_plural(kind))),
            })
        })
        .collect();
    capitalised(&format!("{}, one after the other.", listed(&words)))
}

/// Returns what a kind is called within a sentence: an abbreviation stays as it is.
fn in_sentence(label: String) -> String {
    match label.chars().skip(1).any(char::is_uppercase) {
        true => label,
        false => label.to_lowercase(),
    }
}

fn part(here: &Here, id: DocId, number: usize) -> ChainPart {
    let site = here.site;
    let doc = site.doc(id);
    let is_kpi = site.kpis[id.index()].is_some();
    let chart = match is_kpi {
        true => charts::placed(here, id, Placing::default(), "", "tl-chart"),
        false => Html::default(),
    };
    ChainPart {
        id: format!("part-{number}"),
        label: here.kind_label(doc.kind),
        link: here.doc_link(id),
        state: here.doc_pill(id),
        date: doc_date(doc).map(Date::long),
        summary: document::lede(doc),
        facts: sheet_html(&document::facts(here, id)),
        promises: cards_html(&promise::cards(here, id)),
        steps: document::steps_of(here, id),
        chart,
        body: body::after_summary(here, id),
    }
}

/// Returns the way to the whole chain that a document stands in.
pub(super) fn way(here: &Here, id: DocId) -> Option<String> {
    here.href(&Route::Chain(brief_of(here.site, id)?))
}

/// Returns the brief whose chain a document stands in.
fn brief_of(site: &Site, id: DocId) -> Option<DocId> {
    if !site.config().chain_pages {
        return None;
    }
    let is_brief = |doc: &DocId| site.doc(*doc).kind == Kind::Brief;
    let node = site.chain(id)?.nodes[2].end;
    node.map(|end| site.graph.doc_of(end)).filter(is_brief)
}
