//! The page of work that was done again.
//!
//! **Architecture invariants.** It speaks of briefs and causes, and of nobody who wrote them: a count by
//! person or team would teach people to hide what they do again.

use crate::chart;
use crate::doc::Own;
use crate::id::{Date, Rhythm};
use crate::kind::{Cause, Derivation, Kind};
use crate::site::routes::{PAGE, Route};
use crate::site::{Cohort, End, REWORK_DAYS, Reworked};
use crate::view::Page;
use crate::view::rework::{Rework, ReworkCause, ReworkCohort, ReworkPair};

use super::computed;
use super::here::{Here, counted, days};

/// How many quarters are told.
const QUARTERS: usize = 40;

/// Returns the page: pairs, shares by quarter, causes.
pub(super) fn page(here: &Here) -> Page {
    let site = here.site;
    let pairs = site.reworks();
    let counting = pairs.iter().filter(|pair| pair.counts()).count();
    let times = match pairs.len() {
        1 => "once".to_owned(),
        count => format!("{count} times"),
    };
    let counts = if counting == 1 { "counts" } else { "count" };
    let summary = format!("Work was done again {times}; {counting} {counts} in the share.");
    let cohorts = site.cohorts(Rhythm::Quarter);
    let kpi = site.docs_of(Kind::Kpi).find(|kpi| match &site.doc(*kpi).front.own {
        Own::Kpi(fields) => {
            fields.derive.as_ref().is_some_and(|derive| derive.value == Derivation::Rework)
        }
        _ => false,
    });
    Page::Rework(Rework {
        title: "Rework".to_owned(),
        summary: Some(summary),
        how: format!(
            "Of the briefs that shipped in a quarter, those count that another brief does again because \
             of miscommunication or changed requirements, if it was put forward within {REWORK_DAYS} \
             days. Until those days are over a quarter is open."
        ),
        rolling: rolling(here, &cohorts),
        kpi: kpi.map(|kpi| here.link(End::Doc(kpi))),
        cohorts: cohorts.iter().rev().take(QUARTERS).map(|cohort| row(here, cohort)).collect(),
        causes: causes(&pairs),
        cut: (pairs.len() > PAGE)
            .then(|| format!("Shown are the newest {PAGE} of {}.", pairs.len())),
        pairs: pairs.iter().take(PAGE).map(|reworked| pair(here, reworked)).collect(),
    })
}

/// Returns the share of the last four quarters that are settled.
fn rolling(here: &Here, cohorts: &[Cohort]) -> Option<String> {
    let settled = cohorts.iter().filter(|cohort| !cohort.is_open);
    let cases: Vec<(Date, bool)> = settled
        .flat_map(|cohort| cohort.briefs.iter().map(|(on, _, by)| (*on, by.is_some())))
        .collect();
    computed::rolling(here.site, Derivation::Rework, cases.into_iter())
}

fn row(here: &Here, cohort: &Cohort) -> ReworkCohort {
    let (reworked, all) = (cohort.reworked(), cohort.briefs.len());
    // The day itself may be that of a plan which nobody is to know yet.
    let left = REWORK_DAYS - here.site.as_of.days_since(cohort.period.last);
    let again = cohort.briefs.iter().filter(|(.., by)| by.is_some());
    let rate = 100.0 * reworked as f64 / all.max(1) as f64;
    ReworkCohort {
        period: chart::period_label(Rhythm::Quarter, cohort.period),
        href: here.href(&Route::Quarter(cohort.period.start, None)),
        share: format!("{reworked} of {}", counted(all, "brief", "briefs")),
        rate: (!cohort.is_open).then(|| format!("{rate:.0}\u{a0}%")),
        open: cohort.is_open.then(|| format!("open for {} more", days(left))),
        reworked: again.map(|(_, brief, _)| here.doc_link(*brief)).collect(),
    }
}

/// Returns the causes that are stated, those that count first; pairs without one come last.
fn causes(pairs: &[Reworked]) -> Vec<ReworkCause> {
    let stated = Cause::ALL.map(Some).into_iter().chain([None]);
    let cause = |cause: Option<Cause>| {
        let count = pairs.iter().filter(|pair| pair.cause == cause).count();
        (count > 0).then(|| ReworkCause {
            name: words(cause).to_owned(),
            count: counted(count, "time", "times"),
            is_counted: cause.is_some_and(Cause::counts),
        })
    };
    stated.filter_map(cause).collect()
}

fn words(cause: Option<Cause>) -> &'static str {
    cause.map_or("no cause stated", Cause::words)
}

fn pair(here: &Here, pair: &Reworked) -> ReworkPair {
    let between = match pair.days {
        Some(0) => "on the day it shipped".to_owned(),
        Some(count) if count > 0 => format!("{} after it shipped", days(count)),
        Some(count) => format!("{} before it shipped", days(-count)),
        None => "not dated".to_owned(),
    };
    ReworkPair {
        earlier: here.doc_link(pair.earlier),
        by: here.doc_link(pair.by),
        cause: words(pair.cause).to_owned(),
        between,
        days: i64::from(pair.days.unwrap_or(0)),
        is_counted: pair.counts(),
    }
}
