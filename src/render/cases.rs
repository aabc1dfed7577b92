//! The cases behind a derived KPI as CSV: what its further charts and their tables show in part.
//!
//! **Architecture invariants.** Everything comes from the snapshot that is shown, so that a case which
//! is hidden has no row. Of work that was done again each pair has a row, and of several pairs of one
//! brief only the one that counts says so: the mean of the column is the share.

use std::collections::HashMap;

use crate::id::DocId;
use crate::kind::{Cause, Derivation, Gather};
use crate::kpi::{csv_cell, csv_words};
use crate::site::{Computed, End, Reworked, Site};

use super::computed::under_way;
use super::figures::is_stage;
use super::here::Here;

/// Returns the documents and items behind the points of a derived KPI, a row each; nothing of any other.
pub(super) fn file(here: &Here, kpi: DocId) -> String {
    let measured = here.site.kpis[kpi.index()].as_ref();
    let Some((measured, computed)) = measured.and_then(|it| Some((it, it.computed.as_ref()?)))
    else {
        return String::new();
    };
    match computed.derivation {
        Derivation::Rework => reworks(here, measured.series.rhythm),
        _ => cases(here, computed),
    }
}

/// Returns a row a case in the order of their days, and behind them what is under way.
fn cases(here: &Here, computed: &Computed) -> String {
    let site = here.site;
    let derivation = computed.derivation;
    let has_parts = matches!(derivation, Derivation::TimeToMarket | Derivation::StageTimes);
    let has_by = matches!(derivation, Derivation::LessonApplication | Derivation::RetroDelay);
    let mut out = String::from("document,title,date,");
    out.push_str(match derivation.gather() {
        Gather::Median => "days",
        Gather::Share => "in_time",
    });
    for (name, is_there) in [
        ("state", is_stage(derivation)),
        ("why_days,queue_days,build_days", has_parts),
        ("by", has_by),
    ] {
        if is_there {
            out.push(',');
            out.push_str(name);
        }
    }
    out.push('\n');
    let mut row = |of: End, date: String, value: f64, state: &str, by: Option<DocId>| {
        let name = csv_words(&reference(site, of));
        out.push_str(&format!("{name},{},{date},{value}", csv_words(&here.link(of).text)));
        if is_stage(derivation) {
            out.push_str(&format!(",{state}"));
        }
        if has_parts {
            let stages = site.stages(site.graph.doc_of(of));
            for days in [stages.why, stages.queue, stages.build] {
                out.push_str(&format!(",{}", days.map_or(String::new(), |days| days.to_string())));
            }
        }
        if has_by {
            let by = by.map_or(String::new(), |by| reference(site, End::Doc(by)));
            out.push_str(&format!(",{}", csv_words(&by)));
        }
        out.push('\n');
    };
    for case in &computed.cases {
        row(case.of, case.on.to_string(), case.value, "finished", case.by);
    }
    if is_stage(derivation) {
        for (brief, age) in under_way(here, derivation) {
            row(End::Doc(brief), String::new(), f64::from(age), "under way", None);
        }
    }
    out
}

/// Returns a row for each brief that shipped, and for each time that it was done again; behind them what
/// was done again without a ship date.
fn reworks(here: &Here, rhythm: crate::id::Rhythm) -> String {
    let site = here.site;
    let pairs = site.reworks();
    let mut of_brief: HashMap<DocId, Vec<&Reworked>> = HashMap::new();
    for pair in pairs.iter().rev() {
        of_brief.entry(pair.earlier).or_default().push(pair);
    }
    let mut out = String::from("document,title,date,reworked,cohort,by,cause,days_after\n");
    let mut row = |brief: DocId, date: &str, counts: &str, cohort: &str, by: Option<&Reworked>| {
        let end = End::Doc(brief);
        let cells = [reference(site, end), here.link(end).text].map(|cell| csv_words(&cell));
        let later = by.map_or(String::new(), |pair| reference(site, End::Doc(pair.by)));
        let cause = by.and_then(|pair| pair.cause).map_or("", Cause::words);
        let days = by.and_then(|pair| pair.days).map_or(String::new(), |days| days.to_string());
        out.push_str(&format!(
            "{},{date},{counts},{cohort},{},{},{days}\n",
            cells.join(","),
            csv_words(&later),
            csv_cell(cause)
        ));
    };
    for cohort in site.cohorts(rhythm) {
        let state = if cohort.is_open { "open" } else { "closed" };
        for (on, brief, by) in &cohort.briefs {
            let date = on.to_string();
            let pairs = of_brief.remove(brief).unwrap_or_default();
            let counting = by.and_then(|by| pairs.iter().position(|pair| pair.by == by));
            if counting.is_none() {
                row(*brief, &date, "0", state, pairs.first().copied());
            }
            for (at, pair) in pairs.iter().enumerate() {
                match counting {
                    Some(counting) if at == counting => row(*brief, &date, "1", state, Some(pair)),
                    None if at == 0 => {}
                    _ => row(*brief, &date, "", state, Some(pair)),
                }
            }
        }
    }
    // The order of the pairs, since that of a map is none.
    for pair in pairs.iter().rev().filter(|pair| of_brief.contains_key(&pair.earlier)) {
        row(pair.earlier, "", "", "", Some(pair));
    }
    out
}

/// Returns the name of a document or item, as prose refers to it.
pub(super) fn reference(site: &Site, end: End) -> String {
    match end {
        End::Doc(doc) => site.doc(doc).id.clone(),
        End::Item(item) => {
            format!("{}#{}", site.doc(site.doc_of_item(item)).id, site.item(item).anchor)
        }
    }
}
