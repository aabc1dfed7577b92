//! Two waves held against each other, as far as their numbers of answers bear it.

use super::share::wilson;

/// How many of those who answered gave one of some answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// How many did.
    pub count: u64,
    /// How many answered.
    pub n: u64,
}

/// What may be said of a part that was one thing and is another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    /// The intervals of both lie apart, the later one above.
    More,
    /// The intervals of both lie apart, the later one below.
    Fewer,
    /// The intervals of both overlap.
    Unclear,
}

impl Part {
    /// Returns the share in percent.
    pub fn percent(self) -> f64 {
        100.0 * self.count as f64 / self.n.max(1) as f64
    }
}

/// Returns what may be said of a change. That intervals lie apart is more than a test would ask for: with
/// a handful of questions in each wave, something always moves.
pub fn turn(before: Part, after: Part) -> Turn {
    let interval = |part: Part| wilson(part.percent() / 100.0, part.n);
    match (interval(before), interval(after)) {
        (Some(before), Some(after)) if after.low > before.high => Turn::More,
        (Some(before), Some(after)) if after.high < before.low => Turn::Fewer,
        _ => Turn::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(count: u64, n: u64) -> Part {
        Part { count, n }
    }

    #[test]
    fn a_change_is_told_only_where_the_intervals_lie_apart() {
        assert_eq!(turn(part(14, 23), part(19, 24)), Turn::Unclear);
        assert_eq!(turn(part(2, 24), part(21, 24)), Turn::More);
        assert_eq!(turn(part(21, 24), part(2, 24)), Turn::Fewer);
    }
}
