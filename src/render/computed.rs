//! What stands behind the numbers of a derived KPI: the cases of each point, and what they leave out.

use crate::chart;
use crate::doc::Own;
use crate::id::{Date, DocId, Period, Rhythm};
use crate::kind::{
    ActionState, BriefState, Derivation, Gather, ItemKind, Kind, QuestionState, Relation,
};
use crate::kpi;
use crate::site::{Case, End, Measured, REWORK_DAYS, Route, Site, State};
use crate::view::kpi::{Computed, ComputedCase, ComputedRow};

use super::here::{Here, counted, days, listed};

/// How many points are told with their cases; a browser shows no more without waiting.
const ROWS: usize = 40;

/// How many cases of one point are named.
const CASES: usize = 20;

/// Returns what stands behind the numbers of a KPI; none where they were read from a file.
pub(super) fn of(here: &Here, id: DocId) -> Option<Computed> {
    let measured = here.site.kpis[id.index()].as_ref()?;
    let computed = measured.computed.as_ref()?;
    let points = &measured.series.points;
    let rhythm = measured.series.rhythm;
    let row = |point: &kpi::Point| {
        let cases = computed.of_period(point.period);
        let unnamed = cases.len().saturating_sub(CASES);
        ComputedRow {
            period: chart::period_label(rhythm, point.period),
            value: measured.unit.level(point.value),
            cases: cases
                .iter()
                .take(CASES)
                .map(|case| one(here, computed.derivation, case))
                .collect(),
            more: (unnamed > 0).then(|| format!("and {unnamed} more")),
        }
    };
    let cut = points.len() > ROWS;
    Some(Computed {
        summary: source(here, computed),
        how: format!("For each {}: {}.", rhythm.name(), computed.derivation.words()),
        beside: beside(here, computed.derivation, measured),
        rows: points.iter().rev().take(ROWS).map(row).collect(),
        cut: cut.then(|| format!("Shown are the newest {ROWS} {}s.", rhythm.name())),
        csv: here.href(&Route::Cases(id)),
    })
}

/// Returns from how much a series was computed: `Computed from 12 documents`.
pub(super) fn source(here: &Here, computed: &crate::site::Computed) -> String {
    let mut docs: Vec<DocId> =
        computed.cases.iter().map(|case| here.site.graph.doc_of(case.of)).collect();
    docs.extend(computed.cases.iter().filter_map(|case| case.by));
    docs.sort_unstable();
    docs.dedup();
    format!("Computed from {}", counted(docs.len(), "document", "documents"))
}

fn one(here: &Here, derivation: Derivation, case: &Case) -> ComputedCase {
    // Dates lie in four-digit years, so that the days between two fit.
    let long = |value: f64| signed_days(value as i32);
    let is_met = case.value > 0.0;
    let note = match (derivation, case.of) {
        (Derivation::Rework, _) if is_met => "reworked by".to_owned(),
        (Derivation::Rework, _) => "not reworked".to_owned(),
        (Derivation::ActionClosure, _) if is_met => "in time".to_owned(),
        (Derivation::ActionClosure, _) => "not in time".to_owned(),
        (Derivation::StageTimes, End::Doc(brief)) => {
            let stages = here.site.stages(brief);
            let parts = [("why", stages.why), ("queue", stages.queue), ("build", stages.build)];
            let known = parts.iter().filter_map(|(name, value)| Some((name, (*value)?)));
            let parts: Vec<String> = known.map(|(name, value)| format!("{name} {value}")).collect();
            match parts.as_slice() {
                [] => long(case.value),
                parts => format!("{}: {}", long(case.value), parts.join(", ")),
            }
        }
        (Derivation::LessonApplication, _) => format!("{} until", long(case.value)),
        (Derivation::RetroDelay, _) => format!("{} until", long(case.value)),
        _ => long(case.value),
    };
    ComputedCase { link: here.link(case.of), note, by: case.by.map(|by| here.doc_link(by)) }
}

fn signed_days(count: i32) -> String {
    if count < 0 { format!("\u{2212}{}", days(-count)) } else { days(count) }
}

/// Returns what the cases leave out: what is not over, and what has no date.
fn beside(here: &Here, derivation: Derivation, measured: &Measured) -> Vec<String> {
    let cases = measured.computed.as_ref().map_or(&[][..], |computed| &computed.cases);
    let left_out = match derivation {
        Derivation::TimeToMarket
        | Derivation::StageTimes
        | Derivation::WhyTime
        | Derivation::Queue
        | Derivation::Build => unfinished(here, derivation),
        Derivation::Rework => open_cohorts(here, measured.series.rhythm),
        Derivation::InvolvementLead => heard_late(cases),
        Derivation::LessonApplication => Some(lessons(here)),
        Derivation::QuestionAge => open_questions(here),
        Derivation::RetroDelay => without_retro(here),
        Derivation::ActionClosure => overdue(here),
    };
    let mut told: Vec<String> = left_out.into_iter().collect();
    match derivation.gather() {
        Gather::Median => told.extend(spread(cases, &measured.unit)),
        Gather::Share => told.extend(rolling(here.site, derivation, dated(cases))),
    }
    told
}

/// Returns what half and most of the cases lie below, as far as there are enough of them.
fn spread(cases: &[Case], unit: &kpi::Unit) -> Option<String> {
    let values: Vec<f64> = cases.iter().map(|case| case.value).collect();
    let all = kpi::percentiles(&values);
    let level = |value: f64| unit.chosen(value);
    let mut words = format!("Of all {} half are at most {} (P50)", all.n, level(all.p50?));
    for (percent, value) in [(85, all.p85), (95, all.p95)] {
        if let Some(value) = value {
            words.push_str(&format!(", {percent}\u{a0}% at most {} (P{percent})", level(value)));
        }
    }
    words.push('.');
    Some(words)
}

/// Returns the share of the last four quarters that are settled: of one quarter it would be that of a
/// handful.
pub(super) fn rolling(
    site: &Site,
    derivation: Derivation,
    cases: impl Iterator<Item = (Date, bool)>,
) -> Option<String> {
    let (span, rate) = rolling_rate(site, derivation, cases)?;
    let (what, met) = match derivation {
        Derivation::Rework => (("brief", "briefs"), "done again"),
        _ => (("action", "actions"), "closed in time"),
    };
    let of = usize::try_from(rate.of).unwrap_or(usize::MAX);
    let mut words = format!(
        "In the four quarters from {} to {}, {} of {} {} {met}",
        chart::period_label(Rhythm::Quarter, Rhythm::Quarter.period(span.start)),
        chart::period_label(Rhythm::Quarter, Rhythm::Quarter.period(span.last)),
        rate.met,
        counted(of, what.0, what.1),
        if rate.of == 1 { "was" } else { "were" },
    );
    words.push_str(&match rate.percent().zip(rate.interval()) {
        Some((percent, interval)) => {
            let unit = kpi::Unit { name: "%".to_owned(), decimals: 0 };
            format!(": {} (95\u{a0}% interval {}).", unit.level(percent), unit.interval(interval))
        }
        None => "; a share is told from 10 on.".to_owned(),
    });
    Some(words)
}

/// Returns of each case of a share its day, and whether it is met.
pub(super) fn dated(cases: &[Case]) -> impl Iterator<Item = (Date, bool)> {
    cases.iter().map(|case| (case.on, case.value > 0.0))
}

/// Returns the last four quarters that are settled on the day of the facts.
pub(super) fn settled(site: &Site, derivation: Derivation) -> Option<Period> {
    let until = match derivation {
        Derivation::Rework => site.as_of.plus_days(-REWORK_DAYS)?,
        _ => site.as_of,
    };
    kpi::four_quarters(until)
}

/// Returns the last four quarters that are settled, and the rate of their cases; none where there are no
/// cases.
pub(super) fn rolling_rate(
    site: &Site,
    derivation: Derivation,
    cases: impl Iterator<Item = (Date, bool)>,
) -> Option<(Period, kpi::Rate)> {
    let span = settled(site, derivation)?;
    let rate = kpi::rate(cases, span);
    (rate.of > 0).then_some((span, rate))
}

/// Returns the briefs that are in the stage which is measured, each with its days so far.
pub(super) fn under_way(here: &Here, derivation: Derivation) -> Vec<(DocId, i32)> {
    let site = here.site;
    let is_open = |brief: &DocId| match site.brief_state(*brief) {
        Some(BriefState::Proposed) => {
            matches!(derivation, Derivation::WhyTime | Derivation::StageTimes)
        }
        Some(BriefState::Accepted) => derivation != Derivation::WhyTime,
        Some(BriefState::Started) => !matches!(derivation, Derivation::WhyTime | Derivation::Queue),
        _ => false,
    };
    let open = site.docs_of(Kind::Brief).filter(is_open);
    open.filter_map(|brief| Some((brief, age(here, derivation, brief)?))).collect()
}

fn unfinished(here: &Here, derivation: Derivation) -> Option<String> {
    let open = under_way(here, derivation);
    let oldest = open.iter().map(|(_, age)| age).max()?;
    let count = counted(open.len(), "brief", "briefs");
    Some(format!("Not over yet: {count}, the oldest for {}.", days(*oldest)))
}

fn open_cohorts(here: &Here, rhythm: Rhythm) -> Option<String> {
    let cohorts = here.site.cohorts(rhythm);
    let open = cohorts.iter().filter(|cohort| cohort.is_open).map(|cohort| {
        let label = chart::period_label(rhythm, cohort.period);
        format!("{label} ({} of {} so far)", cohort.reworked(), cohort.briefs.len())
    });
    let open: Vec<String> = open.collect();
    (!open.is_empty()).then(|| format!("Still open: {}.", listed(&open)))
}

fn heard_late(cases: &[Case]) -> Option<String> {
    let late = cases.iter().filter(|case| case.value < 0.0).count();
    let all = counted(cases.len(), "brief", "briefs");
    (!cases.is_empty()).then(|| format!("Heard only after acceptance: {late} of {all}."))
}

fn lessons(here: &Here) -> String {
    let site = here.site;
    let (mut all, mut applied, mut repeating) = (0, 0, 0);
    for lesson in site.items_of(ItemKind::Lesson) {
        // One that is embedded or retired was applied, too.
        let is_applied =
            site.incoming(End::Item(lesson)).any(|edge| edge.relation == Relation::Applies);
        let repeats =
            site.outgoing(End::Item(lesson)).any(|edge| edge.relation == Relation::Repeats);
        all += 1;
        applied += usize::from(is_applied);
        repeating += usize::from(repeats);
    }
    let repeat = if repeating == 1 { "repeats" } else { "repeat" };
    let all = counted(all, "lesson", "lessons");
    format!("Applied so far: {applied} of {all}; {repeating} {repeat} an earlier one.")
}

fn open_questions(here: &Here) -> Option<String> {
    let site = here.site;
    let open = State::Question(QuestionState::Open);
    let waiting =
        site.items_of(ItemKind::Question).filter(|question| site.item_state(*question) == open);
    let ages: Vec<i32> = waiting
        .filter_map(|question| site.item(question).fields.on.as_ref())
        .filter(|asked| site.reached(asked.value))
        .map(|asked| site.as_of.days_since(asked.value))
        .collect();
    let oldest = ages.iter().max()?;
    let count = counted(ages.len(), "question", "questions");
    Some(format!("Still open: {count}, the oldest for {}.", days(*oldest)))
}

fn without_retro(here: &Here) -> Option<String> {
    let site = here.site;
    let briefs = site.docs_of(Kind::Brief).filter(|brief| {
        site.brief_state(*brief).is_some_and(BriefState::is_shipped)
            && site.retros_of(*brief).next().is_none()
    });
    let count = briefs.count();
    let briefs = counted(count, "shipped brief", "shipped briefs");
    (count > 0).then(|| format!("Without a retro: {briefs}."))
}

fn overdue(here: &Here) -> Option<String> {
    let site = here.site;
    let open = State::Action(ActionState::Open);
    let late = site.items_of(ItemKind::Action).filter(|action| {
        let due = site.item(*action).fields.due.as_ref();
        site.item_state(*action) == open && due.is_some_and(|due| due.value < site.as_of)
    });
    let count = late.count();
    (count > 0).then(|| format!("Overdue: {}.", counted(count, "action", "actions")))
}

/// Returns for how many days a brief has been in the stage that is measured.
fn age(here: &Here, derivation: Derivation, brief: DocId) -> Option<i32> {
    let Own::Brief(fields) = &here.site.doc(brief).front.own else { return None };
    let since = match derivation {
        Derivation::StageTimes | Derivation::WhyTime => &fields.proposed,
        Derivation::Build => &fields.started,
        _ => &fields.accepted,
    };
    Some(here.site.as_of.days_since(since.as_ref()?.value)).filter(|days| *days >= 0)
}
