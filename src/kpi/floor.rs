//! What of a wave may be told without telling on anybody.
//!
//! **Architecture invariants.** No group of fewer answers than the floor is told, and none can be worked
//! out: where a whole is told and what is not shown of it would be one group, or fewer answers than the
//! floor, the next smallest group is not shown either. It holds for each question by itself, and for who
//! answered at all.

use super::wave::{Tally, Wave};

/// What may be told of a wave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// How many answered; `None` below the floor.
    pub answered: Option<u64>,
    /// The questions of which anything may be told.
    pub questions: Vec<ToldTally>,
    /// Whether a group is not shown.
    pub is_cut: bool,
}

/// What may be told of a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToldTally {
    /// The id of the question.
    pub question: String,
    /// The answers, in the order of the scale.
    pub answers: Vec<String>,
    /// How often each was given in the whole wave; `None` below the floor.
    pub whole: Option<Vec<u64>>,
    /// The groups that are shown in the wave, and those that were asked for by name, each with its
    /// counts where they may be told.
    pub groups: Vec<(String, Option<Vec<u64>>)>,
}

/// Returns what may be told of a wave: of the groups that are named, or of all where none is.
pub fn told(wave: &Wave, floor: u32, named: &[&str]) -> Told {
    let floor = u64::from(floor);
    let answered: Vec<u64> = (0..wave.groups.len()).map(|group| wave.answered_of(group)).collect();
    let is_asked =
        |name: &String| !name.is_empty() && (named.is_empty() || named.contains(&name.as_str()));
    let asked: Vec<bool> = wave.groups.iter().map(is_asked).collect();
    let shown = shown(&answered, &asked, floor);
    let whole: u64 = answered.iter().sum();
    // A name that nobody wrote into the document is not told either.
    let is_listed = |(name, shown): (&String, &bool)| *shown || named.contains(&name.as_str());
    let listed: Vec<bool> = wave.groups.iter().zip(&shown).map(is_listed).collect();
    let question = |tally| of_question(wave, tally, &shown, &listed, floor);
    let questions = wave.questions.iter().map(question);
    let is_cut = shown.iter().zip(&asked).any(|(shown, asked)| *asked && !shown);
    Told { answered: (whole >= floor).then_some(whole), questions: questions.collect(), is_cut }
}

fn of_question(
    wave: &Wave,
    tally: &Tally,
    in_wave: &[bool],
    listed: &[bool],
    floor: u64,
) -> ToldTally {
    let answered: Vec<u64> = (0..wave.groups.len()).map(|group| tally.answered(group)).collect();
    let shown = shown(&answered, in_wave, floor);
    let counts = |group: usize| -> Vec<u64> {
        tally.counts[group].iter().map(|count| u64::from(*count)).collect()
    };
    let sum = |answer: usize| tally.counts.iter().map(|own| u64::from(own[answer])).sum();
    let whole: Vec<u64> = (0..tally.answers.len()).map(sum).collect();
    let groups = (0..wave.groups.len()).filter(|group| listed[*group]);
    ToldTally {
        question: tally.question.clone(),
        answers: tally.answers.clone(),
        whole: (answered.iter().sum::<u64>() >= floor).then_some(whole),
        groups: groups
            .map(|group| (wave.groups[group].clone(), shown[group].then(|| counts(group))))
            .collect(),
    }
}

/// Returns which groups may be shown beside the whole, of those that are asked for.
fn shown(answered: &[u64], asked: &[bool], floor: u64) -> Vec<bool> {
    let mut shown: Vec<bool> =
        answered.iter().zip(asked).map(|(count, asked)| *asked && *count >= floor).collect();
    loop {
        let hidden = || {
            let hidden =
                answered.iter().zip(&shown).filter(|(count, shown)| !**shown && **count > 0);
            hidden.map(|(count, _)| *count)
        };
        // What is left of the whole when all that is shown is taken away must be more than one group.
        let is_safe = hidden().all(|count| count >= floor)
            || (hidden().count() > 1 && hidden().sum::<u64>() >= floor);
        if is_safe {
            return shown;
        }
        let visible = (0..shown.len()).filter(|group| shown[*group]);
        let Some(next) = visible.min_by_key(|group| answered[*group]) else { return shown };
        shown[next] = false;
    }
}
