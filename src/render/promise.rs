//! Promise cards, and numbers of objectives in words.

use crate::doc::Item;
use crate::id::{Date, DocId, ItemId};
use crate::kind::{BriefState, ItemKind, Relation};
use crate::kpi::{Outcome, Unit};
use crate::site::{End, Measured, Promise, Site};
use crate::view::Html;
use crate::view::parts::{Figure, Link, Pill, Shape, Tone};
use crate::view::promise::{Card, Promise as PromiseView};

use super::here::Here;
use super::{charts, inline};

/// Returns a card for each impact of a brief.
pub(super) fn cards(here: &Here, brief: DocId) -> Vec<Card> {
    here.site.promises(brief).iter().map(|promise| card(here, promise)).collect()
}

/// Returns the cards of a brief that are about a KPI.
pub(super) fn cards_of(here: &Here, brief: DocId, kpi: Option<DocId>) -> Vec<Card> {
    let promises = here.site.promises(brief).iter().filter(|promise| promise.kpi == kpi);
    promises.map(|promise| card_of_brief(here, promise)).collect()
}

/// Returns a promise with all that is known of it, and the brief that gave it.
pub(super) fn card_of_brief(here: &Here, promise: &Promise) -> Card {
    Card { brief: Some(here.doc_link(promise.brief)), ..card(here, promise) }
}

/// Returns a promise with all that is known of it, for the page of its brief.
fn card(here: &Here, promise: &Promise) -> Card {
    let ship = shipped(here.site, promise.brief);
    let (others, more) = others(here, promise);
    Card {
        sparkline: promise.kpi.and_then(|kpi| charts::spark(here, kpi, ship)),
        shipped: ship.map(|ship| format!("shipped {}", ship.long())),
        points: points(here.site, promise),
        others,
        others_more: (more > 0).then(|| format!("and {more} more")),
        promise: told(here, promise, Html::text(&words(here.site, promise))),
        brief: None,
    }
}

/// Returns how many points are compared, where there are any.
fn points(site: &Site, promise: &Promise) -> Option<String> {
    let effect = promise.effect.as_ref().filter(|effect| effect.n_before + effect.n_after > 0)?;
    let rhythm = measured(site, promise)?.series.rhythm.name();
    let plural = if effect.n_before == 1 { "" } else { "s" };
    Some(format!("{} {rhythm}{plural} before, {} after", effect.n_before, effect.n_after))
}

/// Returns the other briefs that shipped for the same KPI within what is compared, the nearest few, and
/// how many more there are: among the points before they moved what was usual, among those after they
/// moved what was observed.
fn others(here: &Here, promise: &Promise) -> (Vec<Link>, usize) {
    let site = here.site;
    let (Some(kpi), Some(effect), Some(ship), Some(measured)) =
        (promise.kpi, &promise.effect, shipped(site, promise.brief), measured(site, promise))
    else {
        return (Vec::new(), 0);
    };
    let points = &measured.series.points;
    let end = points.partition_point(|point| point.period.last < ship);
    let first = points.get(end.saturating_sub(effect.n_before)).map(|point| point.period.start);
    let first = first.map_or(ship, |first| first.min(ship));
    let behind = points.partition_point(|point| point.period.start <= ship) + effect.n_after;
    let all = site.shipped_for(kpi);
    let within = &all[all.partition_point(|(date, _)| *date < first)..];
    let within = match points.get(behind) {
        Some(beyond) => &within[..within.partition_point(|(date, _)| *date < beyond.period.start)],
        None => within,
    };
    let own = within.iter().position(|(_, brief)| *brief == promise.brief).unwrap_or(0);
    let from = own.saturating_sub(OTHERS / 2).min(within.len().saturating_sub(1 + OTHERS));
    let near = within[from..].iter().take(1 + OTHERS);
    let named: Vec<Link> = near
        .filter(|(_, brief)| *brief != promise.brief)
        .map(|(date, brief)| {
            let link = here.doc_link(*brief);
            Link { text: format!("{} ({})", link.text, date.long()), ..link }
        })
        .collect();
    // The brief itself is one of them.
    let more = within.len().saturating_sub(1 + named.len());
    (named, more)
}

/// Returns a promise in words.
pub(super) fn line(here: &Here, promise: &Promise) -> PromiseView {
    told(here, promise, sentence(here, promise))
}

fn told(here: &Here, promise: &Promise, sentence: Html) -> PromiseView {
    let kpi = match promise.kpi {
        Some(kpi) => here.doc_link(kpi),
        None => Link { text: here.site.item(promise.impact).title.clone(), href: None },
    };
    let is_aside = here.site.brief_state(promise.brief).is_some_and(BriefState::is_aside);
    PromiseView {
        name: kpi.text.clone(),
        kpi,
        promised: promised(here, promise),
        due: promise.due.filter(|_| !is_aside).map(|due| format!("due {}", due.long())),
        observed: observed(here.site, promise),
        tone: tone(promise.outcome()),
        verdict: outcome(promise),
        sentence,
    }
}

fn measured<'a>(site: &'a Site, promise: &Promise) -> Option<&'a Measured> {
    site.kpis[promise.kpi?.index()].as_ref()
}

fn shipped(site: &Site, brief: DocId) -> Option<Date> {
    let crate::doc::Own::Brief(fields) = &site.doc(brief).front.own else { return None };
    fields.shipped.as_ref().map(|date| date.value).filter(|date| site.reached(*date))
}

/// Returns the change that was promised, where a number is given.
pub(super) fn promised(here: &Here, promise: &Promise) -> Option<Figure> {
    let number = here.site.item(promise.impact).fields.number.as_ref()?.value;
    if !here.site.tells_numbers(promise.impact) {
        return None;
    }
    if let (Some(measured), Some(change)) = (measured(here.site, promise), promise.change) {
        if number.is_percent && measured.unit.name != "%" && number.value != 0.0 {
            // What the change is a part of tells how large it is.
            let base = measured.unit.level(100.0 * change / number.value);
            return Some(Figure { value: bare(number.value), unit: format!("% of {base}") });
        }
        return Some(change_figure(&promise_unit(&measured.unit, change), change));
    }
    let percent = if number.is_percent { "%" } else { "" };
    Some(Figure { value: bare(number.value), unit: percent.to_owned() })
}

/// Returns a number with its sign and as many decimals as its author gave it.
fn bare(number: f64) -> String {
    let sign = if number < 0.0 { "\u{2212}" } else { "+" };
    format!("{sign}{}", inline::plain(number.abs()))
}

/// A promise is written with the decimals that it has, not with those of the series.
fn promise_unit(unit: &Unit, change: f64) -> Unit {
    let text = inline::plain(change);
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    Unit { name: unit.name.clone(), decimals: decimals.min(2) }
}

fn observed(site: &Site, promise: &Promise) -> Option<Figure> {
    let change = promise.effect.as_ref()?.observed?;
    Some(change_figure(&measured(site, promise)?.unit, change))
}

fn change_figure(unit: &Unit, change: f64) -> Figure {
    let value = unit.signed(change);
    Figure { unit: unit.of_change_behind(&value).to_owned(), value }
}

fn tone(outcome: Option<Outcome>) -> Tone {
    match outcome {
        Some(Outcome::Consistent) => Tone::Good,
        Some(Outcome::Opposite) => Tone::Bad,
        _ => Tone::Plain,
    }
}

/// Returns what became of a promise as a pill, as far as that can be said.
pub(super) fn outcome(promise: &Promise) -> Option<Pill> {
    promise.outcome().map(pill)
}

/// Returns what became of a promise as a pill.
pub(super) fn pill(outcome: Outcome) -> Pill {
    let (shape, tone) = match outcome {
        Outcome::NoData => (Shape::Dashed, Tone::Quiet),
        Outcome::TooEarly => (Shape::Diamond, Tone::Plain),
        Outcome::NoSignal => (Shape::Dash, Tone::Plain),
        Outcome::Consistent => (Shape::Check, Tone::Good),
        Outcome::Smaller => (Shape::Half, Tone::Plain),
        Outcome::Opposite => (Shape::Cross, Tone::Bad),
    };
    Pill::new(outcome.words(), shape, tone)
}

/// Returns what is to be said of a promise: the effect, else why there is none yet.
pub(super) fn sentence(here: &Here, promise: &Promise) -> Html {
    Html::text(&whole(here.site, promise))
}

/// Returns the sentence of a promise with the other briefs that shipped for its number.
pub(super) fn whole(site: &Site, promise: &Promise) -> String {
    let mut whole = words(site, promise);
    let others = promise.effect.as_ref().map(|_| also_shipped(site, promise)).unwrap_or_default();
    if !others.is_empty() {
        whole.push(' ');
        whole.push_str(&others);
    }
    whole
}

/// Returns what is to be said of a promise as plain text.
fn words(site: &Site, promise: &Promise) -> String {
    if let Some(effect) = &promise.effect {
        let mut words = effect.sentence.clone();
        for more in [stopped(site, promise), recorded(site, promise)] {
            if !more.is_empty() {
                words.push(' ');
                words.push_str(&more);
            }
        }
        return words;
    }
    if site.brief_state(promise.brief).is_some_and(BriefState::is_aside) {
        return "Promised, and never built.".to_owned();
    }
    if promise.kpi.is_none() {
        // A KPI that it names may be hidden, of which not even that is told.
        let words = match site.item(promise.impact).fields.kpi {
            Some(_) => "No KPI that is shown here tells what becomes of it.",
            None => "Says in no form that can be read which KPI should move, how far and by when.",
        };
        return words.to_owned();
    }
    let now = measured(site, promise)
        .and_then(|measured| Some(measured.unit.level(measured.series.last()?.value)));
    match now {
        Some(now) => format!("Not shipped yet; the number stands at {now}."),
        None if promise.kpi.is_some_and(|kpi| site.withheld(kpi).is_some()) => {
            "Not shipped yet; the numbers of the KPI are withheld.".to_owned()
        }
        None => "Not shipped yet, and the KPI has no data.".to_owned(),
    }
}

/// Returns when the data stopped, where that is why nothing can be said.
fn stopped(site: &Site, promise: &Promise) -> String {
    let too_early = promise.outcome() == Some(Outcome::TooEarly);
    let Some(measured) = measured(site, promise).filter(|_| too_early) else {
        return String::new();
    };
    match measured.series.last() {
        Some(last) if measured.periods_late(site.as_of) > 1 => {
            format!("The data stop on {}.", last.period.last.long())
        }
        _ => String::new(),
    }
}

/// Returns what a retro recorded where the series itself cannot tell.
fn recorded(site: &Site, promise: &Promise) -> String {
    let Some(kpi) = promise.kpi.filter(|_| !promise.is_observed()) else { return String::new() };
    let last = site.outcomes(promise.brief, kpi).max_by_key(|(outcome, on)| (*on, *outcome));
    let Some((outcome, on)) = last else { return String::new() };
    let words = measure_words(site, kpi, site.item(outcome));
    match on {
        Some(on) if !words.is_empty() => format!("The retro recorded {words} ({}).", on.long()),
        None if !words.is_empty() => format!("The retro recorded {words}."),
        _ => String::new(),
    }
}

/// How many other briefs a promise names; the page of the KPI has all.
const OTHERS: usize = 4;

/// Returns the other briefs that shipped for the same KPI since: what moved it cannot be told apart.
fn also_shipped(site: &Site, promise: &Promise) -> String {
    let (Some(kpi), Some(ship)) = (promise.kpi, shipped(site, promise.brief)) else {
        return String::new();
    };
    let all = site.shipped_for(kpi);
    let since = &all[all.partition_point(|(date, _)| *date < ship)..];
    let named = since.iter().filter(|(_, brief)| *brief != promise.brief).take(OTHERS);
    let mut others: Vec<String> = named
        .map(|(date, brief)| format!("{} ({})", site.doc(*brief).title, date.short()))
        .collect();
    if others.is_empty() {
        return String::new();
    }
    // The brief itself is one of them.
    let further = since.len().saturating_sub(1 + others.len());
    if further > 0 {
        others.push(format!("{further} more"));
    }
    format!("Since then {} shipped for the same number.", super::here::listed(&others))
}

/// Returns the verdict on the first promise of a brief that has one.
pub(super) fn verdict(here: &Here, brief: DocId) -> Option<Pill> {
    let promises = here.site.promises(brief);
    promises.iter().find_map(Promise::outcome).map(pill)
}

/// Returns the promises of a brief that fall due within some days: the day, `Wallet promised −3 by 30
/// Nov`, and how it stands.
pub(super) fn due_within(here: &Here, brief: DocId, days: i32) -> Vec<(Date, String, String)> {
    let site = here.site;
    let mut due_soon = Vec::new();
    for promise in site.promises(brief) {
        let (Some(due), Some(kpi), Some(_)) = (promise.due, promise.kpi, &promise.effect) else {
            continue;
        };
        let left = due.days_since(site.as_of);
        if !(0..=days).contains(&left) {
            continue;
        }
        let Some(measured) = &site.kpis[kpi.index()] else { continue };
        let title = &site.doc(brief).title;
        let promised = promise.change.map_or(String::new(), |change| {
            format!(" {}", promise_unit(&measured.unit, change).signed(change))
        });
        let words = format!("{title} promised{promised} by {}", due.short());
        let observed = promise.observed_words(site);
        let verdict = promise.outcome().map_or(String::new(), |outcome| pill(outcome).word);
        let mut notes: Vec<String> =
            observed.map(|observed| format!("observed {observed}")).into_iter().collect();
        notes.push(verdict);
        notes.push(format!("{} left", super::here::days(left)));
        due_soon.push((due, words, notes.join(" · ")));
    }
    due_soon
}

/// Returns the target of an objective: `target 25 % by 31 Dec 2026`; its own, else that of its KPI.
pub(super) fn target_words(here: &Here, objective: ItemId) -> String {
    let site = here.site;
    let Some(kpi) = site.first_target(End::Item(objective), Relation::MeasuredBy) else {
        return "not measured".to_owned();
    };
    let fields = &site.item(objective).fields;
    let own = fields.number.as_ref().map(|number| number.value.value);
    let of_kpi = site.kpi_fields(kpi).and_then(|fields| fields.target.as_ref());
    let Some(level) = own.or(of_kpi.map(|target| target.value.value)) else {
        return "no target".to_owned();
    };
    let by = fields.due.as_ref().map(|due| due.value);
    let by = by.or(of_kpi.and_then(|target| target.by.as_ref().map(|by| by.value)));
    let name = site.kpis[kpi.index()].as_ref().map_or("", |measured| &measured.unit.name);
    let level = target_level(name, level);
    match by {
        Some(by) => format!("target {level} by {}", by.long()),
        None => format!("target {level}"),
    }
}

/// Returns a target with the decimals that it was written with.
pub(super) fn target_level(unit: &str, level: f64) -> String {
    let text = inline::plain(level);
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    Unit { name: unit.to_owned(), decimals }.level(level)
}

/// Returns the level of an objective beside its target: `27.1 %, target 25 %`.
pub(super) fn level_words(here: &Here, objective: ItemId) -> Option<String> {
    let site = here.site;
    let kpi = site.first_target(End::Item(objective), Relation::MeasuredBy)?;
    let measured = site.kpis[kpi.index()].as_ref()?;
    let last = measured.unit.level(measured.series.last()?.value);
    let own = site.item(objective).fields.number.as_ref().map(|number| number.value.value);
    let of_kpi = site.kpi_fields(kpi).and_then(|fields| fields.target.as_ref());
    Some(match own.or(of_kpi.map(|target| target.value.value)) {
        Some(target) => format!("{last}, target {}", target_level(&measured.unit.name, target)),
        None => last,
    })
}

/// Returns what an objective, impact or outcome says of a KPI: `−6 points by 30 Jun 2026`.
pub(super) fn measure_words(site: &Site, kpi: DocId, item: &Item) -> String {
    let unit = site.kpis[kpi.index()].as_ref().map_or("", |measured| &measured.unit.name);
    let number = item.fields.number.as_ref().map(|number| number.value);
    let mut words = match number {
        None => String::new(),
        Some(number) if number.is_percent && unit != "%" => {
            format!("{}\u{a0}%", bare(number.value))
        }
        Some(number) if number.is_signed || item.kind == ItemKind::Impact => {
            let unit = Unit { name: unit.to_owned(), decimals: 0 };
            promise_unit(&unit, number.value).change(number.value)
        }
        Some(number) => target_level(unit, number.value),
    };
    if let Some(due) = &item.fields.due {
        let space = if words.is_empty() { "" } else { " " };
        words.push_str(&format!("{space}by {}", due.value.long()));
    }
    words
}
