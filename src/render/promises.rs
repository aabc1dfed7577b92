//! The promises of all briefs: what each said, by when, and what the numbers show since.

use crate::id::{Date, ItemId};
use crate::kind::BriefState;
use crate::kpi::Outcome;
use crate::site::routes::{PAGE, Route, promised};
use crate::site::{Promise, Site};
use crate::view::Page;
use crate::view::parts::{Pill, Shape, Tone};
use crate::view::promises::{PromiseGroup, PromiseLine, Promises, Tally};

use super::here::{Here, counted};
use super::{calibration, pager, promise};

/// Where a promise stands on its day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    Due,
    ToCome,
    Aside,
}

const STANDS: [(Stand, &str, &str); 3] = [
    (Stand::Due, "Due by now", "due"),
    (Stand::ToCome, "To come", "to-come"),
    (Stand::Aside, "Never built", "aside"),
];

/// Returns the promises of all briefs, or those of one year where they are many.
pub(super) fn page(here: &Here, year: Option<i16>) -> Page {
    let site = here.site;
    let impacts = promised(site);
    let is_long = impacts.len() > PAGE;
    let years = years(site, &impacts);
    let shown = year.or_else(|| years.first().copied());
    let all: Vec<(Stand, &Promise)> = impacts
        .iter()
        .filter_map(|impact| {
            let brief = site.doc_of_item(*impact);
            let promise = site.promises(brief).iter().find(|promise| promise.impact == *impact)?;
            Some((stand(site, promise), promise))
        })
        .collect();
    let groups = STANDS.iter().filter_map(|(stand, label, id)| {
        let mut members: Vec<&Promise> = all
            .iter()
            .filter(|(own, promise)| {
                // Undated promises stand on the first page, where nobody misses them.
                let own_year = promise.due.map(Date::year).or_else(|| years.first().copied());
                own == stand && (!is_long || own_year == shown)
            })
            .map(|(_, promise)| *promise)
            .collect();
        members.sort_by_key(|promise| order(site, *stand, promise));
        (!members.is_empty()).then(|| PromiseGroup {
            label: (*label).to_owned(),
            id: (*id).to_owned(),
            lines: members.into_iter().map(|promise| line(here, promise)).collect(),
        })
    });
    Page::Promises(Promises {
        title: "Promises".to_owned(),
        summary: Some(summary(&all)),
        tallies: tallies(&due(&all)),
        calibration: calibration::sentences(&due(&all)),
        groups: groups.collect(),
        pager: is_long.then(|| pager::by_year(here, &years, shown, Route::Promises)),
    })
}

fn years(site: &Site, impacts: &[ItemId]) -> Vec<i16> {
    let dues = impacts.iter().filter_map(|impact| site.item(*impact).fields.due.as_ref());
    let mut years: Vec<i16> = dues.map(|due| due.value.year()).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    years
}

fn stand(site: &Site, promise: &Promise) -> Stand {
    let is_aside = site.brief_state(promise.brief).is_some_and(BriefState::is_aside);
    match promise.effect {
        // What shipped and was superseded later has kept its promise or not.
        None if is_aside => Stand::Aside,
        _ if promise.is_due(site) => Stand::Due,
        _ => Stand::ToCome,
    }
}

/// What is due comes newest first, what is to come soonest first, and what has no date last.
fn order<'a>(
    site: &'a Site,
    stand: Stand,
    promise: &Promise,
) -> (bool, i32, &'a crate::id::RelPath, u32) {
    let day = promise.due.map_or(0, Date::number);
    let day = if stand == Stand::ToCome { day } else { -day };
    let span = site.item(promise.impact).span;
    (promise.due.is_none(), day, &site.doc(promise.brief).path, span.start)
}

fn line(here: &Here, promise: &Promise) -> PromiseLine {
    PromiseLine { brief: here.doc_link(promise.brief), promise: promise::line(here, promise) }
}

fn summary(all: &[(Stand, &Promise)]) -> String {
    let due = all.iter().filter(|(stand, _)| *stand == Stand::Due).count();
    format!(
        "{}, {due} due by now. Read from the series, not from reports; counted over the whole handbook, \
         never by person or team.",
        counted(all.len(), "promise", "promises")
    )
}

fn due<'a>(all: &[(Stand, &'a Promise)]) -> Vec<&'a Promise> {
    all.iter().filter(|(stand, _)| *stand == Stand::Due).map(|(_, promise)| *promise).collect()
}

/// Returns what became of the promises that are due.
fn tallies(due: &[&Promise]) -> Vec<Tally> {
    let outcomes = [
        Outcome::Consistent,
        Outcome::Smaller,
        Outcome::Opposite,
        Outcome::NoSignal,
        Outcome::TooEarly,
        Outcome::NoData,
    ];
    let count = |is: &dyn Fn(&Promise) -> bool| due.iter().filter(|promise| is(promise)).count();
    let told = outcomes
        .map(|outcome| (promise::pill(outcome), count(&|own| own.outcome() == Some(outcome))));
    let untold = |has_kpi: bool| {
        count(&|own: &Promise| own.outcome().is_none() && own.kpi.is_some() == has_kpi)
    };
    let untold = [
        (Pill::new("not shipped yet", Shape::Ring, Tone::Quiet), untold(true)),
        // Whether it shipped says nothing of what became of it.
        (Pill::new("no KPI to tell", Shape::Dashed, Tone::Quiet), untold(false)),
    ];
    let counted = told.into_iter().chain(untold).filter(|(_, count)| *count > 0);
    counted
        .map(|(outcome, count)| Tally { outcome, share: format!("{count} of {}", due.len()) })
        .collect()
}
