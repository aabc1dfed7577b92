//! What of a wave may be told without telling on anybody.
//!
//! **Architecture invariants.** No group of fewer answers than the floor is told, and none can be worked
//! out: where a whole is told and what is not shown of it would be one group, or fewer answers than the
//! floor, the next smallest group is not shown either. It holds for who answered at all and for each
//! question, and the same groups are left out everywhere in a wave: from what a group answered to one
//! question follows how many it may be for the next.

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
    let is_asked =
        |name: &String| !name.is_empty() && (named.is_empty() || named.contains(&name.as_str()));
    let asked: Vec<bool> = wave.groups.iter().map(is_asked).collect();
    let shown = shown(wave, &asked, floor);
    let whole: u64 = (0..wave.groups.len()).map(|group| wave.answered_of(group)).sum();
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
    // A group that was not asked has nothing to show, and nothing to hide.
    let shown: Vec<bool> =
        answered.iter().zip(in_wave).map(|(count, shown)| *shown && *count > 0).collect();
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
fn shown(wave: &Wave, asked: &[bool], floor: u64) -> Vec<bool> {
    let groups = 0..wave.groups.len();
    let total: Vec<u64> = groups.clone().map(|group| wave.answered_of(group)).collect();
    let of_question = |tally: &Tally| groups.clone().map(|group| tally.answered(group)).collect();
    let mut all: Vec<Vec<u64>> = wave.questions.iter().map(of_question).collect();
    all.push(total.clone());
    let is_small = |group: usize| all.iter().any(|own| own[group] > 0 && own[group] < floor);
    let mut shown: Vec<bool> =
        groups.clone().map(|group| asked[group] && total[group] > 0 && !is_small(group)).collect();
    while !all.iter().all(|answered| is_safe(answered, &shown, floor)) {
        let visible = groups.clone().filter(|group| shown[*group]);
        let Some(next) = visible.min_by_key(|group| total[*group]) else { break };
        shown[next] = false;
    }
    shown
}

/// Returns whether what is left of a whole, when all that is shown is taken away, tells on no small group:
/// it is more than one group and not below the floor, or no group in it is small.
fn is_safe(answered: &[u64], shown: &[bool], floor: u64) -> bool {
    let hidden = || answered.iter().zip(shown).filter(|(count, shown)| !**shown && **count > 0);
    hidden().all(|(count, _)| *count >= floor)
        || (hidden().count() > 1 && hidden().map(|(count, _)| count).sum::<u64>() >= floor)
}
