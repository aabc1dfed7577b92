//! How the answers to a question lie, wave by wave, and what changed between two waves.
//!
//! **Architecture invariants.** Everything comes from what may be told; a wave of which the whole may not
//! be told is compared with nothing.

use std::cmp::Ordering;

use crate::chart::{self, AnswerBar, Diverging, Size, WaveBars};
use crate::doc;
use crate::kpi::{Part, Told, Turn, turn};
use crate::view::Html;
use crate::view::parts::{Chart, Link};
use crate::view::survey::{SurveyChange, SurveyCounts, SurveyWave};

use super::inline::text;

/// A scale of more answers than this is no scale of agreement.
const LONGEST: usize = 11;

/// Returns the distribution of the answers to a question, newest wave first as in the table.
pub(super) fn chart(
    asked: &doc::SurveyQuestion,
    title: &str,
    waves: &[SurveyWave],
) -> Option<Chart> {
    let is_shown = waves.iter().any(|wave| wave.everyone.hidden.is_none());
    if !is_shown || !(2..=LONGEST).contains(&asked.scale.len()) {
        return None;
    }
    let answers = best_first(asked);
    let bar = |label: &str, answered: &SurveyCounts| AnswerBar {
        label: label.to_owned(),
        counts: match &answered.hidden {
            Some(why) => Err(why.clone()),
            None => Ok(ordered(asked, &answered.counts)),
        },
    };
    let panel = |wave: &SurveyWave| {
        let groups = wave.groups.iter().map(|group| bar(&group.name, &group.answered));
        let bars = std::iter::once(bar("everyone", &wave.everyone)).chain(groups).collect();
        WaveBars { label: wave.day.clone(), bars }
    };
    let panels: Vec<WaveBars> = waves.iter().map(panel).collect();
    let (favour, against) = (half(&answers), half_against(&answers));
    let best = quoted(&answers[..favourable(&answers)]);
    let mut desc = String::new();
    for wave in waves {
        match part(&ordered(asked, &wave.everyone.counts), &answers) {
            Some(Part { count, n }) => {
                desc.push_str(&format!("{}: {count} of {n} answered {best}. ", wave.day));
            }
            None => desc.push_str(&format!("{}: not shown. ", wave.day)),
        }
    }
    let draw = |size: Size, suffix: &str| {
        let id = format!("tl-{}-{suffix}", asked.id.value);
        Html(chart::diverging(&Diverging {
            title,
            desc: desc.trim_end(),
            answers: &answers,
            panels: &panels,
            size,
            id: &id,
        }))
    };
    let caption = format!(
        "Share of the answers in each wave, all on one scale: {favour} to the right of the line, \
         {against} to its left. A number says how many gave the answer."
    );
    Some(Chart {
        wide: draw(Size::Wide, "w"),
        narrow: draw(Size::Narrow, "n"),
        caption: Html(text(&caption)),
        marks: Vec::new(),
    })
}

/// Returns whether a scale is one of numbers that rise: their best answer stands last.
fn is_rising(asked: &doc::SurveyQuestion) -> bool {
    let numbers: Option<Vec<i64>> =
        asked.scale.iter().map(|answer| answer.value.trim().parse().ok()).collect();
    numbers.is_some_and(|numbers| numbers.is_sorted())
}

/// Returns the answers of a scale, from agreement to disagreement.
fn best_first(asked: &doc::SurveyQuestion) -> Vec<String> {
    let mut answers: Vec<String> = asked.scale.iter().map(|answer| answer.value.clone()).collect();
    if is_rising(asked) {
        answers.reverse();
    }
    answers
}

/// Returns counts in the order of the answers, from agreement to disagreement.
fn ordered(asked: &doc::SurveyQuestion, counts: &[u64]) -> Vec<u64> {
    let mut counts = counts.to_vec();
    if is_rising(asked) {
        counts.reverse();
    }
    counts
}

/// Returns the answers of the first half of a scale, in words.
fn half(answers: &[String]) -> String {
    quoted(&answers[..answers.len() / 2])
}

/// Returns the answers of the last half of a scale, in words.
fn half_against(answers: &[String]) -> String {
    quoted(&answers[answers.len() - answers.len() / 2..])
}

fn quoted(answers: &[String]) -> String {
    let quoted: Vec<String> = answers.iter().map(|answer| format!("“{answer}”")).collect();
    quoted.join(" or ")
}

/// Returns how many answers of a scale, from its best on, speak in favour: half of them. From 0 to 10 only 9
/// and 10 do, as whoever asks so counts them; 7 and 8 are of two minds.
fn favourable(answers: &[String]) -> usize {
    let is_score =
        answers.iter().map(|answer| answer.trim().parse().ok()).eq((0..=10).rev().map(Some));
    if is_score { 2 } else { answers.len() / 2 }
}

/// Returns how many gave an answer that speaks in favour; `None` where nothing is told.
fn part(counts: &[u64], answers: &[String]) -> Option<Part> {
    let n: u64 = counts.iter().sum();
    (n > 0 && counts.len() == answers.len())
        .then(|| Part { count: counts[..favourable(answers)].iter().sum(), n })
}

/// Returns which two waves are compared, the newest and the one before it, and what changed in the
/// questions that both asked, the largest change first.
pub(super) fn changes(
    asked: &[doc::SurveyQuestion],
    waves: &[(&doc::SurveyWave, Told)],
) -> (Option<String>, Vec<SurveyChange>) {
    let [(after, told_after), (before, told_before), ..] = waves else {
        return (None, Vec::new());
    };
    let mut changes: Vec<(f64, SurveyChange)> = Vec::new();
    for question in asked.iter().filter(|own| (2..=LONGEST).contains(&own.scale.len())) {
        let answers = best_first(question);
        let of = |told: &Told| {
            let tally = told.questions.iter().find(|own| own.question == question.id.value)?;
            part(&ordered(question, tally.whole.as_ref()?), &answers)
        };
        let (Some(was), Some(is)) = (of(told_before), of(told_after)) else { continue };
        let moved = is.percent() - was.percent();
        let verdict = match turn(was, is) {
            Turn::More => "more than before",
            Turn::Fewer => "fewer than before",
            Turn::Unclear => "no clear change",
        };
        let share =
            |part: Part| format!("{} of {} ({:.0}\u{a0}%)", part.count, part.n, part.percent());
        let points = format!("{moved:+.0}").replace('-', "−").replace("+0", "0").replace("−0", "0");
        let text = format!(
            "{} from {} to {}, {points} points: {verdict}",
            quoted(&answers[..favourable(&answers)]),
            share(was),
            share(is)
        );
        let words = question.text.as_ref().unwrap_or(&question.id).value.clone();
        let link = Link { text: words, href: Some(format!("#{}", question.id.value)) };
        changes.push((moved.abs(), SurveyChange { question: link, text }));
    }
    if changes.is_empty() {
        return (None, Vec::new());
    }
    changes.sort_by(|a, b| b.0.partial_cmp(&a.0).unwrap_or(Ordering::Equal));
    let compared = format!("From {} to {}", before.on.value.long(), after.on.value.long());
    (Some(compared), changes.into_iter().map(|(_, change)| change).collect())
}
