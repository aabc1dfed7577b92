//! KPI pages and their index.

use crate::id::DocId;
use crate::kind::{Derivation, Kind, Relation};
use crate::kpi;
use crate::site::routes::Route;
use crate::site::{End, Site};
use crate::view::kpi::{Kpi, KpiIndex, KpiRow, Move};
use crate::view::parts::{Chart, Fact, Freshness, Link};
use crate::view::{Html, Page};

use super::here::{Here, days};
use super::intro::{self, Intro};
use super::{body, charts, computed, document, neighbours, promise, relations};

/// Returns the page of a KPI: the finding as its title, the chart, what moved it.
pub(super) fn page(here: &Here, id: DocId) -> Page {
    let site = here.site;
    let doc = site.doc(id);
    let (previous, next) = neighbours::of(here, id);
    let relations = relations::of(here, End::Doc(id));
    Page::Kpi(Box::new(Kpi {
        name: doc.title.clone(),
        finding: charts::finding(here, id),
        anchor: doc.title_anchor.clone(),
        summary: lede(here, id),
        verdicts: charts::verdicts(here, id),
        chain: site.chain(id).map(|chain| here.chain(&chain)),
        banners: document::banners(here, id),
        facts: facts(here, id),
        tags: document::tags(here, doc),
        chart: chart(here, id),
        no_data: no_data(here, id),
        data: charts::table(here, id),
        computed: computed::of(here, id),
        moves: moves(here, id),
        freshness: freshness(here, id),
        toc: document::toc(here, id),
        body: body::after_summary(here, id),
        relations: relations.into_iter().filter(|group| group.heading != "Expected from").collect(),
        source: document::source(here, id),
        previous,
        next,
    }))
}

fn lede(here: &Here, id: DocId) -> Option<String> {
    let measured = here.site.kpis[id.index()].as_ref().filter(|measured| measured.has_points())?;
    let fields = here.site.kpi_fields(id)?;
    Some(kpi::lede(
        &measured.series,
        &measured.analysis,
        &measured.verdicts,
        fields,
        &measured.unit,
    ))
}

fn no_data(here: &Here, id: DocId) -> Option<Html> {
    let has_points =
        here.site.kpis[id.index()].as_ref().is_some_and(crate::site::Measured::has_points);
    let text = match here.site.withheld(id) {
        Some(_) => "Nothing is drawn, and nothing is claimed, until the data can be read.",
        None => "There is no data yet: nothing is drawn, and nothing is claimed.",
    };
    (!has_points).then(|| Html(text.to_owned()))
}

fn facts(here: &Here, id: DocId) -> Vec<Fact> {
    let site = here.site;
    let mut facts = document::facts(here, id);
    let Some(measured) = &site.kpis[id.index()] else { return facts };
    let fields = &measured.fields;
    let mut add = |label: &str, text: String| {
        facts.push(Fact { label: label.to_owned(), values: vec![Link { text, href: None }] });
    };
    let unit = fields.unit.as_ref().map_or("", |unit| unit.value.as_str());
    if let Some(target) = &fields.target {
        let level = promise::target_level(unit, target.value.value);
        let by = target.by.as_ref().map_or(String::new(), |by| format!(" by {}", by.value.long()));
        add("Target", format!("{level}{by}"));
    }
    if let Some(direction) = &fields.direction {
        use crate::doc::Direction;
        let words = match direction.value {
            Direction::Up => "higher is better",
            Direction::Down => "lower is better",
            Direction::Target => "near the target is better",
            Direction::Watch => "watched, neither way is better",
        };
        add("Direction", words.to_owned());
    }
    if let Some(period) = &fields.period {
        add("Every", period.value.name().to_owned());
    }
    for note in &fields.notes {
        add("Note", note.value.clone());
    }
    let rework = measured.computed.as_ref().filter(|it| it.derivation == Derivation::Rework);
    if let Some(href) = rework.and_then(|_| here.href(&Route::Rework)) {
        let link = Link { text: "What was done again".to_owned(), href: Some(href) };
        facts.push(Fact { label: "Pairs".to_owned(), values: vec![link] });
    }
    let guards: Vec<Link> = site
        .outgoing(End::Doc(id))
        .filter(|edge| edge.relation == Relation::Counter)
        .map(|edge| here.link(edge.to))
        .collect();
    if !guards.is_empty() {
        facts.push(Fact { label: "Read beside".to_owned(), values: guards });
    }
    facts
}

/// How many of the newest moves are told in a sentence; of earlier ones the verdict stands alone.
const TOLD: usize = 40;

/// Returns the briefs that shipped for a KPI, numbered as on its chart, with what the data show.
fn moves(here: &Here, id: DocId) -> Vec<Move> {
    let shipped = charts::shipped(here, id, |_| true);
    let untold = shipped.len().saturating_sub(TOLD);
    let moves = shipped.into_iter().enumerate().map(|(at, shipped)| {
        let promises = here.site.promises(shipped.brief);
        let promise = promises.iter().find(|promise| promise.kpi == Some(id));
        let promised = promise.and_then(|promise| promise::promised(here, promise));
        let promised = promised.map_or(String::new(), |figure| {
            let unit =
                if figure.unit.is_empty() { String::new() } else { format!(" {}", figure.unit) };
            format!(" · promised {}{unit}", figure.value)
        });
        Move {
            number: shipped.number,
            link: here.doc_link(shipped.brief),
            note: format!("shipped {}{promised}", shipped.date.long()),
            sentence: promise
                .filter(|_| at >= untold)
                .map(|promise| promise::sentence(here, promise))
                .unwrap_or_default(),
            verdict: promise.and_then(promise::outcome),
        }
    });
    moves.collect()
}

/// Returns the chart of the page's own KPI; what moved it lists the marks.
fn chart(here: &Here, id: DocId) -> Option<Chart> {
    let chart = charts::chart(here, id, "tl-chart", &charts::shipped(here, id, |_| true))?;
    Some(Chart { marks: Vec::new(), ..chart })
}

/// Returns how old the data are, and whether that is late by the KPI's own period.
fn freshness(here: &Here, id: DocId) -> Option<Freshness> {
    let measured = here.site.kpis[id.index()].as_ref()?;
    let last = measured.series.last()?;
    let age = here.site.as_of.days_since(last.period.last).max(0);
    let late = measured.periods_late(here.site.as_of);
    let rhythm = measured.series.rhythm.name();
    if measured.computed.is_some() {
        let text = format!("Up to {}", last.period.last.long());
        return Some(Freshness { text, is_stale: false });
    }
    let text = match late {
        0 | 1 => format!("Data {} old", days(age)),
        late => format!("Data late: {late} {rhythm}s are missing"),
    };
    Some(Freshness { text, is_stale: late > 1 })
}

/// Returns all KPIs.
pub(super) fn index(here: &Here) -> Page {
    let site = here.site;
    let folder = crate::site::routes::kpi_folder(site).to_owned();
    let Intro { title, anchor, summary, body } = intro::of(here, &folder, "KPIs");
    let mut kpis: Vec<DocId> = site.docs_of(Kind::Kpi).collect();
    kpis.sort_by_key(|kpi| (site.doc(*kpi).front.weight, &site.doc(*kpi).title));
    Page::KpiIndex(KpiIndex {
        title,
        anchor,
        summary,
        body,
        rows: kpis.into_iter().map(|kpi| row(here, kpi)).collect(),
    })
}

fn row(here: &Here, id: DocId) -> KpiRow {
    let site = here.site;
    let measured = site.kpis[id.index()].as_ref();
    let last = measured.and_then(|measured| measured.series.last());
    let objective = site
        .incoming(End::Doc(id))
        .find(|edge| edge.relation == Relation::MeasuredBy)
        .map(|edge| here.link(edge.from));
    let fields = site.kpi_fields(id);
    let unit = measured.map_or("", |measured| &measured.unit.name);
    let target = fields.and_then(|fields| fields.target.as_ref());
    let count = measured.map_or(0, |measured| measured.series.len());
    KpiRow {
        link: here.doc_link(id),
        objective,
        value: charts::latest(here, id),
        target: target.map(|target| promise::target_level(unit, target.value.value)),
        sparkline: charts::spark(here, id, None),
        variation: charts::variation(here, id),
        target_verdict: charts::target(here, id),
        count: match site.withheld(id) {
            Some(_) => "withheld".to_owned(),
            None => format!("n = {count}"),
        },
        updated: last.map(|last| last.period.last.long()),
        updated_key: last.map_or(String::new(), |last| last.period.last.to_string()),
        is_late: measured.is_some_and(|measured| measured.periods_late(site.as_of) > 1),
        owner: site.doc(id).front.owner.as_ref().map(|owner| here.person(&owner.value)),
    }
}

/// Returns the numbers of a KPI as CSV: its periods, values, sample sizes and remarks, and nothing else
/// of the file that they were read from.
pub(super) fn download(site: &Site, kpi: DocId) -> String {
    let Some(measured) = &site.kpis[kpi.index()] else { return String::new() };
    let numbers = crate::chart::csv(&measured.series);
    if !measured.has_notes() {
        return numbers;
    }
    let mut points = measured.series.points.iter();
    let mut text = String::new();
    for (at, line) in numbers.lines().enumerate() {
        let note = match at {
            0 => Some("note"),
            _ => points.next().and_then(|point| measured.note(point)),
        };
        text.push_str(line);
        text.push(',');
        text.push_str(&cell(note.unwrap_or("")));
        text.push('\n');
    }
    text
}

/// Returns a text as a cell of CSV. A text that a spreadsheet would take for a formula begins with an
/// apostrophe.
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}
