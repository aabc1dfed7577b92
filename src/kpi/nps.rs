//! The net promoter score, with its margin.
//!
//! Of n answers from 0 to 10, p is the share of nines and tens (promoters) and d that of zeros to sixes
//! (detractors). The score is 100 · (p − d), from −100 to 100, and its 95 % margin
//! 1.96 · 100 · √((p + d − (p − d)²) / n): the variance of what is 1, 0 or −1 by the kind of an answer.
//! Score: Reichheld, *Harvard Business Review* 81 (2003). Under 30 answers the margin is wider than
//! anything that the score could tell, and there is none.

/// So many answers make a score.
pub(super) const ENOUGH: u64 = 30;

/// A net promoter score, in points from −100 to 100.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Nps {
    /// The score.
    pub score: f64,
    /// How far the score behind it may lie to either side, in 95 of 100 cases; `None` where all answered
    /// alike: their variance of 0 would call the score certain, however few they are.
    pub margin: Option<f64>,
    /// Of how many answers.
    pub n: u64,
}

/// Returns the score of so many promoters, passives and detractors; `None` under 30 answers.
pub fn nps(promoters: u64, passives: u64, detractors: u64) -> Option<Nps> {
    let n = promoters.checked_add(passives)?.checked_add(detractors)?;
    if n < ENOUGH {
        return None;
    }
    let share = |count: u64| count as f64 / n as f64;
    let (p, d) = (share(promoters), share(detractors));
    let variance = (p + d - (p - d).powi(2)).max(0.0);
    let margin = (variance > 0.0).then(|| 196.0 * (variance / n as f64).sqrt());
    Some(Nps { score: 100.0 * (p - d), margin, n })
}

/// Returns the score of a question whose answers are the numbers from 0 to 10, in any order, each with
/// its count; `None` for any other scale and under 30 answers.
pub fn nps_of(answers: &[String], counts: &[u64]) -> Option<Nps> {
    let mut by_number = [None; 11];
    for (answer, count) in answers.iter().zip(counts) {
        let number: usize = answer.trim().parse().ok()?;
        // An answer that is there twice is no scale.
        if by_number.get_mut(number)?.replace(*count).is_some() {
            return None;
        }
    }
    let counts: Vec<u64> = by_number.into_iter().collect::<Option<_>>()?;
    let sum = |counts: &[u64]| counts.iter().try_fold(0_u64, |sum, count| sum.checked_add(*count));
    let (detractors, rest) = counts.split_at(7);
    let (passives, promoters) = rest.split_at(2);
    nps(sum(promoters)?, sum(passives)?, sum(detractors)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Worked out with forty digits, outside of the program.
    #[test]
    fn a_score_has_its_margin() {
        for (counts, score, margin) in
            [([24, 10, 6], 45.0, 22.9307), ([120, 50, 30], 45.0, 10.2549)]
        {
            let [promoters, passives, detractors] = counts;
            let found = nps(promoters, passives, detractors).unwrap();
            assert!((found.score - score).abs() < 1e-9, "{found:?}");
            assert!((found.margin.unwrap() - margin).abs() < 5e-5, "{found:?}");
        }
    }

    #[test]
    fn answers_that_are_all_alike_give_no_margin() {
        for (counts, score) in [([40, 0, 0], 100.0), ([0, 30, 0], 0.0), ([0, 0, 31], -100.0)] {
            let [promoters, passives, detractors] = counts;
            let found = nps(promoters, passives, detractors).unwrap();
            assert_eq!((found.score, found.margin), (score, None));
        }
    }

    #[test]
    fn under_thirty_answers_there_is_no_score() {
        assert_eq!(nps(0, 0, 0), None);
        assert_eq!(nps(20, 5, 4), None);
        assert!(nps(20, 5, 5).is_some());
        assert_eq!(nps(u64::MAX, 1, 0), None);
    }

    #[test]
    fn only_the_numbers_from_0_to_10_make_a_score() {
        let scale = |numbers: &[u64]| numbers.iter().map(u64::to_string).collect::<Vec<String>>();
        let up: Vec<u64> = (0..=10).collect();
        let down: Vec<u64> = (0..=10).rev().collect();
        // Six detractors, ten passives, twenty-four promoters.
        let counts = [1, 0, 0, 0, 0, 0, 5, 4, 6, 20, 4];
        let found = nps_of(&scale(&up), &counts).unwrap();
        assert_eq!((found.n, found.score.round()), (40, 45.0));
        let turned: Vec<u64> = counts.iter().rev().copied().collect();
        assert_eq!(nps_of(&scale(&down), &turned), Some(found));
        assert_eq!(nps_of(&scale(&up[1..]), &counts[1..]), None);
        assert_eq!(nps_of(&["yes".to_owned(), "no".to_owned()], &[20, 20]), None);
        assert_eq!(nps_of(&scale(&[1, 1]), &[20, 20]), None);
    }
}
