//! What a survey found, below the text of its page.

use serde::Serialize;

use super::parts::{Chart, Link};

/// The results of a survey, as far as they may be told.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Survey {
    /// The heading above all questions.
    pub heading: String,
    /// The anchor of that heading.
    pub id: String,
    /// Why groups are left out, in a sentence; none where none is.
    pub note: Option<String>,
    /// The counts as a file to download; none where nothing is told.
    pub csv: Option<String>,
    /// The two waves that are compared, such as `From 26 Mar 2026 to 24 Sep 2026`; none where fewer may be
    /// told.
    pub compared: Option<String>,
    /// The questions that both asked, the largest change first.
    pub changes: Vec<SurveyChange>,
    /// What stands below a question of which no wave is shown.
    pub absent: String,
    /// The questions, in the order of the document.
    pub questions: Vec<SurveyQuestion>,
}

/// What became of the answers to a question from one wave to another.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SurveyChange {
    /// The question.
    pub question: Link,
    /// The shares with their numbers, and what may be said of them.
    pub text: String,
}

/// A question with its answers.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SurveyQuestion {
    /// What was asked.
    pub text: String,
    /// The anchor of its heading.
    pub id: String,
    /// The answers that can be given, in their order.
    pub answers: Vec<String>,
    /// The distribution of its answers by wave; none where it has no scale or nothing may be told.
    pub chart: Option<Chart>,
    /// The waves in which it was asked, newest first.
    pub waves: Vec<SurveyWave>,
}

/// A wave in which a question was asked.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SurveyWave {
    /// The day, such as `26 Mar 2026`.
    pub day: String,
    /// The net promoter score of a question from 0 to 10, such as `NPS 45 ± 23`; none of any other, and
    /// under 30 answers.
    pub nps: Option<String>,
    /// The answers of everyone.
    pub everyone: SurveyCounts,
    /// The groups that are shown by themselves.
    pub groups: Vec<SurveyGroup>,
}

/// A group in a wave.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SurveyGroup {
    /// The name.
    pub name: String,
    /// Its answers.
    pub answered: SurveyCounts,
}

/// How often each answer was given.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SurveyCounts {
    /// A count for each answer of the question; empty where they are not shown.
    pub counts: Vec<u64>,
    /// How many answered the question; none where that is not shown.
    pub sum: Option<u64>,
    /// Why nothing is shown, in words; none where the counts are.
    pub hidden: Option<String>,
}
