//! KPI pages and their index.

use crate::chart;
use crate::doc::Placing;
use crate::id::DocId;
use crate::kind::{Derivation, Kind, Relation};
use crate::kpi::{self, TargetVerdict, Variation};
use crate::site::routes::Route;
use crate::site::{End, Measured, Site};
use crate::view::ending::{Ending, Freshness};
use crate::view::kpi::{Kpi, KpiIndex, KpiRow, Move, Tile};
use crate::view::parts::{Chart, Link};
use crate::view::relations::relations_html;
use crate::view::sheet::{Fact, sheet_html};
use crate::view::toc::{TocEntry, toc_html};
use crate::view::{Html, Page};

use super::here::{Here, counted, days};
use super::intro::{self, Intro};
use super::{body, charts, computed, document, neighbours, promise, relations, table, views};

/// Returns the page of a KPI: the finding as its title, the chart, what moved it.
pub(super) fn page(here: &Here, id: DocId) -> Page {
    let site = here.site;
    let doc = site.doc(id);
    let (previous, next) = neighbours::of(here, id);
    let mut relations = relations::of(here, End::Doc(id));
    relations.retain(|group| group.heading != "Expected from");
    let beside: Vec<Tile> = counters(here, id).map(|counter| tile(here, counter)).collect();
    let (moves, views) = (moves(here, id), views::of(here, id));
    let computed = computed::of(here, id);
    let before = [
        (!moves.is_empty(), "What was meant to move it", "#tl-moves"),
        (!beside.is_empty(), "Read beside it", "#tl-beside"),
        (!views.is_empty(), "The same numbers otherwise", "#tl-views"),
        (computed.is_some(), "What it is computed from", "#tl-computed"),
    ];
    let after = (!relations.is_empty(), "How this connects", "#tl-relations");
    let toc = toc(here, id, &before, after);
    Page::Kpi(Box::new(Kpi {
        name: doc.title.clone(),
        finding: charts::finding(here, id),
        anchor: doc.title_anchor.clone(),
        summary: lede(here, id),
        verdicts: charts::verdicts(here, id),
        chain: site.chain(id).map(|chain| here.chain(&chain).html()),
        banners: document::banners(here, id),
        facts: sheet_html(&facts(here, id)),
        tags: document::tags(here, doc),
        chart: chart(here, id),
        no_data: no_data(here, id),
        data: table::of(here, id, Placing::default()),
        views,
        beside,
        computed,
        moves,
        freshness: freshness(here, id),
        toc,
        body: body::after_summary(here, id),
        relations: relations_html(&relations),
        ending: Ending { source: document::source(here, id), previous, next, ..Ending::default() }
            .html(),
    }))
}

/// A heading that the theme adds: whether it is there, its words, its place.
type Added = (bool, &'static str, &'static str);

/// Returns the headings of the page: those of the body between those that the theme adds.
fn toc(here: &Here, id: DocId, before: &[Added], after: Added) -> Html {
    let own = document::toc(here, id);
    if own.is_empty() {
        return Html::default();
    }
    let added = |(is_there, text, href): &Added| {
        let link = Link { text: (*text).to_owned(), href: Some((*href).to_owned()) };
        is_there.then(|| TocEntry { link, children: Vec::new() })
    };
    let before = before.iter().filter_map(added);
    toc_html(&before.chain(own).chain(added(&after)).collect::<Vec<_>>())
}

fn lede(here: &Here, id: DocId) -> Option<String> {
    let measured = here.site.kpis[id.index()].as_ref()?;
    let Measured { series, analysis, verdicts, unit, .. } = measured;
    let mut sentences = match measured.fields.is_score() {
        true => kpi::score_words(series, measured.notes(), unit),
        false => Vec::new(),
    };
    if measured.has_points() {
        let fields = here.site.kpi_fields(id)?;
        sentences.insert(0, kpi::lede(series, analysis, verdicts, fields, unit));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn no_data(here: &Here, id: DocId) -> Option<Html> {
    let measured = here.site.kpis[id.index()].as_ref();
    let has_few = measured.is_some_and(|measured| !measured.few().is_empty());
    let text = match here.site.withheld(id) {
        Some(_) => "Nothing is drawn, and nothing is claimed, until the data can be read.",
        None if has_few => "Nothing is drawn, and nothing is claimed, until enough people answer.",
        None => "There is no data yet: nothing is drawn, and nothing is claimed.",
    };
    (!measured.is_some_and(Measured::has_points)).then(|| Html(text.to_owned()))
}

fn facts(here: &Here, id: DocId) -> Vec<Fact> {
    let site = here.site;
    let mut facts = document::facts(here, id);
    let Some(measured) = &site.kpis[id.index()] else { return facts };
    let fields = &measured.fields;
    let mut add = |label: &str, text: String| {
        facts.push(Fact { label: label.to_owned(), values: vec![Link { text, href: None }] });
    };
    if let Some(target) = target(here, id) {
        add("Target", target);
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
    let mut notes = String::new();
    for note in &fields.notes {
        notes.push_str(if notes.is_empty() {
            ""
        } else if notes.ends_with(['.', '!', '?', '…']) {
            " "
        } else {
            ". "
        });
        notes.push_str(&note.value);
    }
    if !notes.is_empty() {
        add("Note", notes);
    }
    let rework = measured.computed.as_ref().filter(|it| it.derivation == Derivation::Rework);
    if let Some(href) = rework.and_then(|_| here.href(&Route::Rework)) {
        let link = Link { text: "What was done again".to_owned(), href: Some(href) };
        facts.push(Fact { label: "Pairs".to_owned(), values: vec![link] });
    }
    facts
}

/// Returns the KPIs that a KPI is read beside.
fn counters<'a>(here: &'a Here, id: DocId) -> impl Iterator<Item = DocId> + use<'a> {
    let edges = here.site.outgoing(End::Doc(id));
    let counters = edges.filter(|edge| edge.relation == Relation::Counter);
    counters.map(|edge| here.site.graph.doc_of(edge.to))
}

/// Returns a KPI in few words.
pub(super) fn tile(here: &Here, id: DocId) -> Tile {
    Tile {
        link: here.doc_link(id),
        value: charts::latest(here, id),
        reading: charts::reading(here, id),
        target: target(here, id).map(|target| format!("target {target}")),
        sparkline: charts::spark(here, id, None),
        verdicts: charts::verdicts(here, id),
        age: freshness(here, id),
    }
}

/// Returns the target of a KPI with its day.
fn target(here: &Here, id: DocId) -> Option<String> {
    let fields = here.site.kpi_fields(id)?;
    let target = fields.target.as_ref()?;
    let unit = fields.unit.as_ref().map_or("", |unit| unit.value.as_str());
    let level = promise::target_level(unit, target.value.value);
    let by = target.by.as_ref().map_or(String::new(), |by| format!(" by {}", by.value.long()));
    Some(format!("{level}{by}"))
}

/// How many of the newest moves are told in a sentence; of earlier ones the verdict stands alone.
const TOLD: usize = 40;

/// Returns the briefs that shipped for a KPI, numbered as on its chart, with what the data show.
fn moves(here: &Here, id: DocId) -> Vec<Move> {
    let shipped = charts::shipped(here, id, |_| true);
    let is_marked = charts::measured(here, id)
        .is_some_and(|measured| super::figures::main_chart(measured).has_days());
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
            number: shipped.number.filter(|_| is_marked),
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
    Page::KpiIndex(KpiIndex {
        title,
        anchor,
        summary,
        body,
        rows: in_order(here).into_iter().map(|kpi| row(here, kpi)).collect(),
    })
}

/// Returns all KPIs by weight, then by name.
pub(super) fn in_order(here: &Here) -> Vec<DocId> {
    let site = here.site;
    let mut kpis: Vec<DocId> = site.docs_of(Kind::Kpi).collect();
    kpis.sort_by_key(|kpi| (site.doc(*kpi).front.weight, &site.doc(*kpi).title));
    kpis
}

fn row(here: &Here, id: DocId) -> KpiRow {
    let site = here.site;
    let measured = site.kpis[id.index()].as_ref().filter(|measured| measured.has_points());
    let objective = site
        .incoming(End::Doc(id))
        .find(|edge| edge.relation == Relation::MeasuredBy)
        .map(|edge| here.link(edge.from));
    let key = |rank: Option<u8>| rank.map_or(String::new(), |rank| rank.to_string());
    let count = measured.map_or(0, |measured| measured.series.len());
    let last = measured.and_then(|measured| measured.series.last());
    let age_days = last.map(|last| site.as_of.days_since(last.period.last).max(0));
    KpiRow {
        link: here.doc_link(id),
        objective,
        beside: counters(here, id).map(|counter| here.doc_link(counter)).collect(),
        value: charts::latest(here, id),
        reading: charts::reading(here, id),
        target: target(here, id),
        sparkline: charts::spark(here, id, None),
        variation: charts::variation(here, id),
        variation_key: key(measured.map(|measured| variation_rank(measured.verdicts.variation))),
        target_verdict: charts::target(here, id),
        target_key: key(measured.and_then(|measured| target_rank(measured.verdicts.target))),
        count: match site.withheld(id) {
            Some(_) => "withheld".to_owned(),
            None => counted(count, "point", "points"),
        },
        age: age(here, id),
        age_key: age_days.map_or(String::new(), |days| days.to_string()),
        owner: site.doc(id).front.owner.as_ref().map(|owner| here.person(&owner.value)),
    }
}

/// Returns how old the data are in as few words as a cell has room for.
fn age(here: &Here, id: DocId) -> Option<Freshness> {
    let measured = here.site.kpis[id.index()].as_ref()?;
    let last = measured.series.last()?;
    let is_stale = measured.periods_late(here.site.as_of) > 1;
    let text = match measured.periods_late(here.site.as_of) {
        late if is_stale => format!("{late} {}s missing", measured.series.rhythm.name()),
        _ => days(here.site.as_of.days_since(last.period.last).max(0)),
    };
    Some(Freshness { text, is_stale })
}

/// What asks for a look comes first.
fn variation_rank(variation: Variation) -> u8 {
    match variation {
        Variation::Worsening => 1,
        Variation::Improving => 2,
        Variation::Changed => 3,
        Variation::NoSignal => 4,
        Variation::TooFew => 5,
    }
}

fn target_rank(target: TargetVerdict) -> Option<u8> {
    match target {
        TargetVerdict::Missed => Some(1),
        TargetVerdict::ComesAndGoes => Some(2),
        TargetVerdict::Met => Some(3),
        TargetVerdict::TooFew => Some(4),
        TargetVerdict::NoTarget => None,
    }
}

/// Returns the numbers of a KPI as CSV: its periods, values, sample sizes and remarks, and nothing else
/// of the file that they were read from.
pub(super) fn download(site: &Site, kpi: DocId) -> String {
    let measured = site.kpis[kpi.index()].as_ref();
    measured.map_or(String::new(), |measured| chart::csv(&measured.series, measured.notes()))
}
