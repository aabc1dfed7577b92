//! Whether a reader who knows the rule by which groups are hidden can work out the hidden ones.
//!
//! **Architecture invariant.** The answer follows from what the reader sees: how many are hidden, how many
//! answered of them together, and the smallest group that is shown. So of all waves that look alike to the
//! reader the rule does the same, and two of them that the rule leads to the same end are a doubt.

use std::collections::HashMap;

/// What a reader sees of the groups that are hidden within another one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Seen {
    /// How many of them answered together.
    pub(super) sum: u64,
    /// How many groups they are, those that nobody of answered left aside.
    pub(super) groups: u64,
    /// The size of the smallest group that is shown; all that are hidden are smaller.
    pub(super) next: Option<u64>,
}

/// Remembers what was found, as the question comes back to smaller cases of itself.
pub(super) struct Doubt {
    floor: u64,
    known: HashMap<Seen, bool>,
}

impl Doubt {
    pub(super) fn new(floor: u64) -> Self {
        Doubt { floor, known: HashMap::new() }
    }

    /// Returns whether two lists of sizes at least lead to what is seen, where the groups below the floor
    /// are hidden, and then the next smallest, all of a size at once, until there is a doubt.
    pub(super) fn is_left(&mut self, seen: Seen) -> bool {
        if seen.groups < 2 || seen.sum < self.floor {
            return false;
        }
        if let Some(known) = self.known.get(&seen) {
            return *known;
        }
        let mut found = self.small_ones(seen);
        'search: for small in (1..seen.groups).rev() {
            for sum in self.sums(seen, small) {
                if found > 1 {
                    break 'search;
                }
                found += usize::from(self.is_reached(seen, small, sum));
            }
        }
        self.known.insert(seen, found > 1);
        found > 1
    }

    /// Returns how many lists of sizes below the floor are seen so, where it is fewer than two.
    fn small_ones(&self, seen: Seen) -> usize {
        let most = seen.groups * self.floor.saturating_sub(1);
        if seen.sum < seen.groups || seen.sum > most {
            return 0;
        }
        // All ones, all of the largest size, or one of them a single step off, can be in one way only.
        let is_inner = seen.sum - seen.groups > 1 && most - seen.sum > 1;
        if is_inner { 2 } else { 1 }
    }

    /// Returns how many the groups below the floor may be together, where there are so many of them: some
    /// numbers from both ends of what is possible, which is enough of a choice.
    fn sums(&self, seen: Seen, small: u64) -> impl Iterator<Item = u64> + use<> {
        const ENDS: u64 = 4;
        let others = seen.groups - small;
        let under = |next: u64| seen.sum.saturating_sub(others.saturating_mul(next - 1));
        let least = seen.next.map_or(0, under).max(small);
        let most = small * self.floor.saturating_sub(1);
        // Below, one past the last.
        let end = (seen.sum + 1).saturating_sub(others.saturating_mul(self.floor)).min(most + 1);
        let few = end.min(self.floor);
        let lower = least..few.min(least + ENDS);
        let upper = few.saturating_sub(ENDS).max(least + ENDS)..few;
        // As many as the floor already are a doubt, unless they are nearly the most that there can be.
        let full = least.max(self.floor).max(most.saturating_sub(1))..end;
        lower.chain(upper).chain(full)
    }

    /// Returns whether the rule comes as far as this, and not to an end before, where the groups below the
    /// floor have a sum and the others are as alike as can be.
    fn is_reached(&mut self, seen: Seen, small: u64, sum: u64) -> bool {
        let (others, rest) = (seen.groups - small, seen.sum - sum);
        let (size, larger) = (rest / others, rest % others);
        let before = Seen { sum, groups: small, next: Some(size) };
        if self.is_left(before) {
            return false;
        }
        let alike = others - larger;
        let groups = small + alike;
        let then = Seen { sum: sum + alike * size, groups, next: Some(size + 1) };
        larger == 0 || !self.is_left(then)
    }
}
