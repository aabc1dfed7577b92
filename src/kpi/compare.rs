//! Two waves held against each other, as far as their numbers of answers bear it.

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

    /// Returns between which shares the part would lie among many who answer alike: the Wilson interval
    /// of 95 %.
    fn interval(self) -> (f64, f64) {
        const Z: f64 = 1.96;
        let n = self.n.max(1) as f64;
        let share = self.count as f64 / n;
        let square = Z * Z / n;
        let middle = (share + square / 2.0) / (1.0 + square);
        let reach = Z / (1.0 + square) * (share * (1.0 - share) / n + square / (4.0 * n)).sqrt();
        (middle - reach, middle + reach)
    }
}

/// Returns what may be said of a change. That intervals lie apart is more than a test would ask for: with
/// a handful of questions in each wave, something always moves.
pub fn turn(before: Part, after: Part) -> Turn {
    let (before, after) = (before.interval(), after.interval());
    if after.0 > before.1 {
        Turn::More
    } else if after.1 < before.0 {
        Turn::Fewer
    } else {
        Turn::Unclear
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(count: u64, n: u64) -> Part {
        Part { count, n }
    }

    #[test]
    fn the_interval_is_that_of_the_tables() {
        for (count, n, low, high) in
            [(21, 24, 69.0, 95.7), (13, 15, 62.1, 96.3), (2, 9, 6.3, 54.7), (0, 8, 0.0, 32.4)]
        {
            let own = part(count, n).interval();
            assert!(
                (100.0 * own.0 - low).abs() < 0.06 && (100.0 * own.1 - high).abs() < 0.06,
                "{own:?}"
            );
        }
    }

    #[test]
    fn a_change_is_told_only_where_the_intervals_lie_apart() {
        assert_eq!(turn(part(14, 23), part(19, 24)), Turn::Unclear);
        assert_eq!(turn(part(2, 24), part(21, 24)), Turn::More);
        assert_eq!(turn(part(21, 24), part(2, 24)), Turn::Fewer);
    }
}
