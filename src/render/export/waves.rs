//! The waves of surveys, as far as they may be told.

use serde::Serialize;

use crate::id::DocId;
use crate::kpi::{self, Told, ToldTally};
use crate::site::Site;

use super::{Day, rounded};

/// A wave of a survey.
#[derive(Serialize)]
pub(super) struct Wave {
    on: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    invited: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answered: Option<u64>,
    questions: Vec<Question>,
}

#[derive(Serialize)]
struct Question {
    id: String,
    answers: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<Vec<u64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nps: Option<Nps>,
    groups: Vec<Group>,
}

/// The net promoter score of a question from 0 to 10.
#[derive(Serialize)]
struct Nps {
    score: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    margin: Option<f64>,
    n: u64,
}

/// A group that is shown by itself.
#[derive(Serialize)]
struct Group {
    name: String,
    counts: Vec<u64>,
}

/// Returns the waves of a survey, newest first.
pub(super) fn of(site: &Site, survey: DocId) -> Vec<Wave> {
    let waves = site.told_waves(survey).into_iter();
    waves
        .map(|(of, told)| {
            let Told { answered, questions, .. } = told;
            Wave {
                on: Day(of.on.value),
                invited: of.invited.as_ref().map(|invited| invited.value),
                answered,
                questions: questions.into_iter().map(question).collect(),
            }
        })
        .collect()
}

fn question(tally: ToldTally) -> Question {
    let ToldTally { question, answers, whole, groups } = tally;
    let shown = groups.into_iter().filter_map(|group| Some((group.counts().cloned()?, group.name)));
    let groups = shown.map(|(counts, name)| Group { name, counts }).collect();
    let nps = whole.as_ref().and_then(|whole| kpi::nps_of(&answers, whole)).map(|nps| Nps {
        score: rounded(nps.score),
        margin: nps.margin.map(rounded),
        n: nps.n,
    });
    Question { id: question, answers, counts: whole, nps, groups }
}
