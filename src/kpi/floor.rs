//! What of a wave may be told without telling on anybody.
//!
//! **Architecture invariants.** No group of fewer answers than the floor is told, and none can be worked
//! out: what is told of the groups within a group, or within the whole, leaves nothing over, or groups
//! with enough answers, or more than one group with enough answers together; where it would not, the next
//! smallest group is not shown either. Nor does a size follow from the choice itself: a reader who knows
//! this rule and replays it finds several waves that look alike. What is within a group that is not shown
//! is not shown. So all that are told are sums of parts that do not overlap, each of which may be told, and
//! no sum or difference of them is of less than a part. It holds for who answered at all and for each question, and the same
//! groups are left out everywhere in a wave: from what a group answered to one question follows how
//! many it may be for the next.

use super::doubt::{Doubt, Seen};
use super::tree::{Node, tree};
use super::wave::{Tally, Wave};

/// What may be told of a wave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// How many answered; `None` below the floor.
    pub answered: Option<u64>,
    /// How many of each group that is shown answered, by its name.
    pub groups: Vec<(String, u64)>,
    /// The questions of which anything may be told.
    pub questions: Vec<ToldTally>,
    /// Whether a group is not shown.
    pub is_cut: bool,
    /// The groups that are not shown though the document names them, in the order of the tree. Which of
    /// them are small is not told: of one beside another it would say on which side of the floor each is.
    pub hidden: Vec<String>,
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
    /// The groups that are shown in the wave, and those that were asked for by name.
    pub groups: Vec<ToldGroup>,
}

/// What may be told of a group's answers to a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToldGroup {
    /// The name.
    pub name: String,
    /// Within how many of the groups that are listed it lies.
    pub depth: usize,
    /// How often each answer was given.
    pub counts: ToldCounts,
}

/// How often each answer was given, or why that is not told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ToldCounts {
    /// A count for each answer.
    Counts(Vec<u64>),
    /// Nobody of a group that is shown answered this question.
    Nobody,
    /// Too few answered, or another group could be worked out; they count in the group that is named,
    /// else in the whole.
    Hidden(Option<String>),
}

impl ToldGroup {
    /// Returns the counts where they are told.
    pub fn counts(&self) -> Option<&Vec<u64>> {
        match &self.counts {
            ToldCounts::Counts(counts) => Some(counts),
            ToldCounts::Nobody | ToldCounts::Hidden(_) => None,
        }
    }
}

/// Returns what may be told of a wave: of the groups that are named, or of all where none is.
pub fn told(wave: &Wave, floor: u32, named: &[&str]) -> Told {
    let nodes = tree(wave, named);
    let floor = u64::from(floor);
    let shown = shown(wave, &nodes, floor);
    // A name that nobody wrote into the document is not told either.
    let listed: Vec<bool> = shown.iter().map(|shown| *shown || !named.is_empty()).collect();
    let of = Telling { wave, nodes: &nodes, shown: &shown, listed: &listed, floor };
    let questions: Vec<ToldTally> = wave.questions.iter().map(|tally| of.question(tally)).collect();
    // What follows from the questions tells nothing more.
    let answered = |at: &usize| -> u64 {
        let own = wave.questions.iter().map(|tally| sum(tally, &nodes[*at].rows));
        own.max().unwrap_or(0)
    };
    let groups = (0..nodes.len()).filter(|at| shown[*at]);
    let groups = groups.map(|at| (nodes[at].name.clone(), answered(&at))).collect();
    let whole = wave.answered();
    let is_cut = shown.iter().any(|shown| !shown);
    let is_hidden = |at: &usize| listed[*at] && !shown[*at];
    let hidden = (0..nodes.len()).filter(is_hidden).map(|at| nodes[at].name.clone()).collect();
    Told { answered: (whole >= floor).then_some(whole), groups, questions, is_cut, hidden }
}

/// Returns a wave in which groups that may not be shown are counted in the smallest group around them
/// that may, and in none where there is no such group, so that nothing of it need be hidden. A question
/// that fewer than the floor answered is left out; `None` where none is left.
pub fn pooled(wave: &Wave, floor: u32, named: &[&str]) -> Option<Wave> {
    let floor = u64::from(floor);
    let every: Vec<usize> = (0..wave.groups.len()).collect();
    let mut wave = wave.clone();
    wave.questions.retain(|tally| sum(tally, &every) >= floor);
    let nodes = tree(&wave, named);
    let shown = shown(&wave, &nodes, floor);
    // What is within a group stands behind it, so that the last one that holds a row is the smallest.
    let home = |row: &usize| {
        let mut holding = nodes.iter().zip(&shown).rev();
        let found = holding.find(|(node, shown)| **shown && node.rows.contains(row));
        found.map_or("", |(node, _)| node.name.as_str())
    };
    let homes: Vec<&str> = every.iter().map(home).collect();
    let answered =
        |name: &&str| (every.iter()).any(|row| homes[*row] == *name && wave.answered_of(*row) > 0);
    let mut groups: Vec<&str> = homes.iter().copied().filter(answered).collect();
    groups.sort_unstable();
    groups.dedup();
    let counts = |tally: &Tally, name: &str| -> Vec<u32> {
        let rows: Vec<usize> = every.iter().copied().filter(|row| homes[*row] == name).collect();
        let of = |answer| rows.iter().map(|row| tally.counts[*row][answer]).sum();
        (0..tally.answers.len()).map(of).collect()
    };
    let question = |tally: &Tally| Tally {
        counts: groups.iter().map(|name| counts(tally, name)).collect(),
        ..tally.clone()
    };
    let questions: Vec<Tally> = wave.questions.iter().map(question).collect();
    let groups = groups.into_iter().map(str::to_owned).collect();
    (!questions.is_empty()).then_some(Wave { groups, questions })
}

/// What is needed to tell a question.
struct Telling<'a> {
    wave: &'a Wave,
    nodes: &'a [Node],
    shown: &'a [bool],
    listed: &'a [bool],
    floor: u64,
}

impl Telling<'_> {
    fn question(&self, tally: &Tally) -> ToldTally {
        let every: Vec<usize> = (0..self.wave.groups.len()).collect();
        let whole = (sum(tally, &every) >= self.floor).then(|| counts(tally, &every));
        let listed = (0..self.nodes.len()).filter(|at| self.listed[*at]);
        let group = |at: usize| {
            let around =
                || std::iter::successors(self.nodes[at].within, |at| self.nodes[*at].within);
            let rows = &self.nodes[at].rows;
            let told = match (self.shown[at], sum(tally, rows)) {
                (true, 0) => ToldCounts::Nobody,
                (true, _) => ToldCounts::Counts(counts(tally, rows)),
                (false, _) => {
                    let home = around().find(|around| self.shown[*around]);
                    ToldCounts::Hidden(home.map(|home| self.nodes[home].name.clone()))
                }
            };
            let depth = around().filter(|around| self.listed[*around]).count();
            ToldGroup { name: self.nodes[at].name.clone(), depth, counts: told }
        };
        ToldTally {
            question: tally.question.clone(),
            answers: tally.answers.clone(),
            whole,
            groups: listed.map(group).collect(),
        }
    }
}

/// Returns how many of some groups answered a question.
fn sum(tally: &Tally, rows: &[usize]) -> u64 {
    rows.iter().map(|row| tally.answered(*row)).sum()
}

/// Returns how often some groups gave each answer to a question.
fn counts(tally: &Tally, rows: &[usize]) -> Vec<u64> {
    let of = |answer| rows.iter().map(|row| u64::from(tally.counts[*row][answer])).sum();
    (0..tally.answers.len()).map(of).collect()
}

/// Returns which groups may be shown beside the whole, of those that are asked for.
fn shown(wave: &Wave, nodes: &[Node], floor: u64) -> Vec<bool> {
    let every: Vec<usize> = (0..wave.groups.len()).collect();
    let total: Vec<u64> = every.iter().map(|row| wave.answered_of(*row)).collect();
    let of_question = |tally: &Tally| every.iter().map(|row| tally.answered(*row)).collect();
    let mut all: Vec<Vec<u64>> = wave.questions.iter().map(of_question).collect();
    all.push(total.clone());
    let of =
        |answered: &[u64], rows: &[usize]| -> u64 { rows.iter().map(|row| answered[*row]).sum() };
    let is_small = |rows: &[usize]| {
        let mut counts = all.iter().map(|answered| of(answered, rows));
        counts.any(|count| count > 0 && count < floor)
    };
    let fits = |node: &Node| of(&total, &node.rows) > 0 && !is_small(&node.rows);
    let mut shown: Vec<bool> = nodes.iter().map(fits).collect();
    close(nodes, &mut shown);
    let mut doubt = Doubt::new(floor);
    for around in std::iter::once(None).chain((0..nodes.len()).map(Some)) {
        if around.is_some_and(|around| !shown[around]) {
            continue;
        }
        let parts: Vec<usize> = (0..nodes.len()).filter(|at| nodes[*at].within == around).collect();
        let size = |part: &usize| of(&total, &nodes[*part].rows);
        let is_loose = |row: &&usize| !parts.iter().any(|part| nodes[*part].rows.contains(*row));
        let rows = around.map_or(&every, |around| &nodes[around].rows);
        let loose: Vec<usize> = rows.iter().filter(is_loose).copied().collect();
        loop {
            let next = parts.iter().filter(|part| shown[**part]).map(size).min();
            let hidden = || parts.iter().filter(|part| !shown[**part]);
            let is_safe = |answered: &Vec<u64>| {
                let counts = |of: Vec<u64>| of.into_iter().filter(|count| *count > 0).collect();
                let left = Left {
                    loose: counts(loose.iter().map(|row| answered[*row]).collect()),
                    parts: counts(hidden().map(|part| of(answered, &nodes[*part].rows)).collect()),
                    next,
                };
                left.is_safe(floor, &mut doubt)
            };
            let (false, Some(next)) = (all.iter().all(is_safe), next) else { break };
            // Which of two groups of a size is hidden must not tell of a third one.
            let is_next = |part: &&usize| shown[**part] && size(part) == next;
            let most = if of(&total, &loose) > 0 { 1 } else { parts.len() };
            let hide: Vec<usize> = parts.iter().filter(is_next).take(most).copied().collect();
            hide.iter().for_each(|part| shown[*part] = false);
            close(nodes, &mut shown);
        }
    }
    shown
}

/// Hides what lies within a group that is not shown.
fn close(nodes: &[Node], shown: &mut [bool]) {
    for (at, node) in nodes.iter().enumerate() {
        shown[at] &= node.within.is_none_or(|within| shown[within]);
    }
}

/// What is left of a group or of the whole when all that is shown of it is taken away.
struct Left {
    /// How many answered of each group that nobody asked for.
    loose: Vec<u64>,
    /// How many answered of each that is hidden though it was asked for.
    parts: Vec<u64>,
    /// How many answered of the smallest that is shown.
    next: Option<u64>,
}

impl Left {
    /// Returns whether it tells on no small group: there is none, or what is seen can come of several
    /// waves. A group that nobody asked for is hidden whatever its size, which is a doubt in itself, unless
    /// all but one person must be one in each group.
    fn is_safe(&self, floor: u64, doubt: &mut Doubt) -> bool {
        let counts = || self.loose.iter().chain(&self.parts);
        let (sum, groups) = (counts().sum::<u64>(), counts().count() as u64);
        if counts().all(|count| *count >= floor) {
            return true;
        }
        match self.loose.len() {
            0 => doubt.is_left(Seen { sum, groups, next: self.next }),
            _ => groups > 1 && sum >= floor && sum > groups + 1,
        }
    }
}

#[cfg(test)]
mod tests;
