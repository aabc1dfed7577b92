//! What a survey found, as far as it may be told: for each question its waves.
//!
//! **Architecture invariants.** Every figure comes from [`Told`], never from a wave itself.

use crate::doc::{self, SurveyFields};
use crate::id::DocId;
use crate::kind::Kind;
use crate::kpi::{self, Told, ToldCounts, ToldGroup, ToldTally, Unit};
use crate::site::{Route, Site};
use crate::view::parts::{Link, Notice};
use crate::view::sheet::Fact;
use crate::view::survey::{Survey, SurveyCounts, SurveyGroup, SurveyQuestion, SurveyWave};
use crate::view::toc::TocEntry;

use super::distribution;
use super::here::Here;

/// The anchor of the heading above all results; no heading of an author can have it.
const RESULTS: &str = "tl-results";

/// What stands in the place of counts that are not shown.
struct Words {
    whole: String,
    group: String,
}

/// What stands in the place of counts where nobody of a group that is shown answered: there is nothing
/// to hide.
const NOBODY: &str = "no answers to this question";

/// Returns the waves for the fact sheet, newest first: when, and how many of how many answered.
pub(super) fn facts(here: &Here, survey: DocId) -> Vec<Fact> {
    let waves = here.site.told_waves(survey);
    let line = |(of, told): &(&doc::SurveyWave, Told)| {
        let mut words = answered(here, survey, of, told);
        for (group, invited) in &of.invited_by {
            let shown = told.groups.iter().find(|(name, _)| *name == group.value);
            let invited = u64::from(invited.value);
            if let Some((name, answered)) = shown.filter(|(_, answered)| *answered <= invited) {
                words.push_str(&format!("; {name}: {}", rate(*answered, invited)));
            }
        }
        Link { text: words, href: None }
    };
    let values: Vec<Link> = waves.iter().map(line).collect();
    if values.is_empty() {
        return Vec::new();
    }
    let label = if values.len() == 1 { "Wave" } else { "Waves" };
    vec![Fact { label: label.to_owned(), values }]
}

/// Returns when a wave was held, and how many answered: `24 Sep 2026: 19 of 26 answered (73 %)`.
fn answered(here: &Here, survey: DocId, of: &doc::SurveyWave, told: &Told) -> String {
    let day = of.on.value.long();
    let invited = of.invited.as_ref().map(|invited| u64::from(invited.value));
    match (told.answered, invited) {
        (Some(answered), Some(invited)) => format!("{day}: {}", rate(answered, invited)),
        (Some(answered), None) => format!("{day}: {answered} answered"),
        (None, _) => format!("{day}: {}", not_shown(here, survey)),
    }
}

/// Returns the survey that was held last, with how many answered; none where none was held in the year
/// before.
pub(super) fn latest(here: &Here) -> Option<Notice> {
    /// What was asked longer ago says little of today.
    const DAYS: i32 = 366;
    let site = here.site;
    let last = |survey: DocId| site.waves(survey).map(|(of, _)| of.on.value).max();
    let held = site.docs_of(Kind::Survey).filter_map(|survey| Some((last(survey)?, survey)));
    // Of two of one day the first by its path.
    let (on, survey) = held.max_by_key(|(on, survey)| (*on, std::cmp::Reverse(*survey)))?;
    let waves = site.told_waves(survey);
    let (of, told) = waves.first().filter(|_| site.as_of.days_since(on) <= DAYS)?;
    let note = answered(here, survey, of, told);
    Some(Notice { link: here.doc_link(survey), note: Some(note), ..Notice::default() })
}

/// Returns how many of how many answered, with the share as people would round it.
fn rate(answered: u64, invited: u64) -> String {
    let share = (answered * 200 + invited) / (2 * invited.max(1));
    format!("{answered} of {invited} answered ({share}\u{a0}%)")
}

/// Returns the words in the place of a whole that has too few answers.
fn not_shown(here: &Here, survey: DocId) -> String {
    format!("not shown: fewer than {}", floor_words(here, survey))
}

/// Returns the words in the place of a group that is not shown; they do not tell a small one from one
/// that is left out for its sake.
fn group_not_shown(here: &Here, survey: DocId) -> String {
    format!("not shown: fewer than {}, or what would reveal them", floor_words(here, survey))
}

fn floor_words(here: &Here, survey: DocId) -> String {
    let floor = here.site.survey(survey).map_or(0, SurveyFields::floor);
    format!("{floor} answers")
}

/// Returns the entry of the table of contents.
pub(super) fn toc(survey: &Survey) -> TocEntry {
    let link =
        |text: &str, anchor: &str| Link { text: text.to_owned(), href: Some(format!("#{anchor}")) };
    let questions = survey.questions.iter();
    let children = questions.map(|question| link(&question.text, &question.id)).collect();
    TocEntry { link: link(&survey.heading, &survey.id), children }
}

/// Returns the questions with what was answered; `None` where the document is no survey or asks nothing.
pub(super) fn results(here: &Here, survey: DocId) -> Option<Survey> {
    let asked = &here.site.survey(survey)?.questions;
    if asked.is_empty() {
        return None;
    }
    let waves = here.site.told_waves(survey);
    let words = Words { whole: not_shown(here, survey), group: group_not_shown(here, survey) };
    let (compared, changes) = distribution::changes(asked, &waves);
    Some(Survey {
        compared,
        changes,
        heading: "Questions".to_owned(),
        id: RESULTS.to_owned(),
        note: note(here, survey, &waves),
        csv: here.href(&Route::Download(survey)),
        absent: match here.site.withheld(survey) {
            Some(why) => format!("The answers are withheld: {why}."),
            None => "Nobody has been asked yet.".to_owned(),
        },
        questions: asked.iter().map(|asked| question(asked, &waves, &words)).collect(),
    })
}

/// Returns why groups are left out and in which waves; of those that the document names also which. Which
/// of several is small is not said: it would tell on which side of the floor each of them lies.
fn note(here: &Here, survey: DocId, waves: &[(&doc::SurveyWave, Told)]) -> Option<String> {
    let cut = || waves.iter().filter(|(_, told)| told.is_cut);
    cut().next()?;
    let mut words = format!(
        "A group is left out of a wave where it has fewer than {}, or where a group that has could be \
         worked out from it. Which of the two holds is not said. It counts in what holds it.",
        floor_words(here, survey)
    );
    for (of, told) in cut() {
        let day = of.on.value.long();
        words.push_str(&match told.hidden.len() {
            0 => format!(" {day}: groups that are not named here."),
            many => {
                let groups = super::here::counted(many, "group", "groups");
                format!(" {day}: {groups}, {}.", told.hidden.join(", "))
            }
        });
    }
    Some(words)
}

/// Returns the counts of a survey that may be told as CSV, newest wave first; the answers of everyone have
/// no group. A group that is not shown has no row.
pub(super) fn download(site: &Site, survey: DocId) -> String {
    let mut out = String::from("wave,question,group,answer,count\n");
    for (of, told) in site.told_waves(survey) {
        for tally in &told.questions {
            let everyone = tally.whole.as_ref().map(|counts| ("", counts));
            let groups = tally.groups.iter();
            let groups = groups.filter_map(|group| Some((group.name.as_str(), group.counts()?)));
            for (group, counts) in everyone.into_iter().chain(groups) {
                for (answer, count) in tally.answers.iter().zip(counts) {
                    let cells = [&tally.question, group, answer].map(kpi::csv_words);
                    out.push_str(&format!("{},{},{count}\n", of.on.value, cells.join(",")));
                }
            }
        }
    }
    out
}

fn question(
    asked: &doc::SurveyQuestion,
    waves: &[(&doc::SurveyWave, Told)],
    words: &Words,
) -> SurveyQuestion {
    let id = &asked.id.value;
    let tallies = || {
        waves.iter().filter_map(|(of, told)| {
            let tally = told.questions.iter().find(|tally| tally.question == *id)?;
            Some((*of, tally))
        })
    };
    // Without a scale each wave may hold answers of its own.
    let mut answers: Vec<String> = Vec::new();
    for answer in tallies().flat_map(|(_, tally)| &tally.answers) {
        if !answers.contains(answer) {
            answers.push(answer.clone());
        }
    }
    let waves: Vec<SurveyWave> =
        tallies().map(|(of, tally)| wave(of, tally, &answers, words)).collect();
    let text = asked.text.as_ref().map_or(id, |text| &text.value).clone();
    let chart = distribution::chart(asked, &text, &waves);
    SurveyQuestion { text, id: id.clone(), answers, chart, waves }
}

fn wave(of: &doc::SurveyWave, tally: &ToldTally, answers: &[String], words: &Words) -> SurveyWave {
    let counts = |told: Option<&Vec<u64>>, instead: &str| match told {
        Some(told) => {
            let at = |answer| tally.answers.iter().position(|own| own == answer);
            let count = |answer| at(answer).and_then(|at| told.get(at)).copied().unwrap_or(0);
            let (counts, sum) = (answers.iter().map(count).collect(), told.iter().sum());
            SurveyCounts { counts, sum: Some(sum), hidden: None }
        }
        None => SurveyCounts { hidden: Some(instead.to_owned()), ..SurveyCounts::default() },
    };
    let group = |group: &ToldGroup| {
        let answered = match &group.counts {
            ToldCounts::Counts(told) => counts(Some(told), ""),
            ToldCounts::Nobody => counts(None, NOBODY),
            ToldCounts::Hidden(None) => counts(None, &words.group),
            ToldCounts::Hidden(Some(home)) => {
                counts(None, &format!("{}; counted in {home}", words.group))
            }
        };
        SurveyGroup { name: group.name.clone(), answered }
    };
    SurveyWave {
        day: of.on.value.long(),
        nps: tally.whole.as_ref().and_then(|whole| nps(&tally.answers, whole)),
        everyone: counts(tally.whole.as_ref(), &words.whole),
        groups: tally.groups.iter().map(group).collect(),
    }
}

/// Returns the net promoter score of a question that has one.
fn nps(answers: &[String], counts: &[u64]) -> Option<String> {
    let nps = kpi::nps_of(answers, counts)?;
    let unit = Unit { name: String::new(), decimals: 0 };
    let margin = match nps.margin {
        Some(margin) => format!(" ±\u{a0}{}", unit.number(margin)),
        None => ", all alike".to_owned(),
    };
    Some(format!("NPS {}{margin}", unit.number(nps.score)))
}
