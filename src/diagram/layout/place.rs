//! Places across: short and straight lines, with everything apart.

use super::simplex::{Arc, Balance, solve};
use super::{Fill, Layers, Plan, Slot};

/// Returns the place across of the middle of each slot, and where each cluster begins and ends.
pub(super) fn across(plan: &Plan, layers: &Layers) -> Across {
    let slots = layers.slots.len();
    let begin = |cluster: usize| slots + 2 * cluster;
    let end = |cluster: usize| slots + 2 * cluster + 1;
    let mut arcs = Vec::new();
    for row in &layers.rows {
        keep_apart(plan, layers, row, &mut arcs, (&begin, &end));
    }
    for (at, holder) in plan.holders.iter().enumerate() {
        arcs.push(Arc { from: begin(at), to: end(at), least: holder.least.0, weight: 1 });
    }
    let mut count = slots + 2 * plan.holders.len();
    for slot in 0..slots {
        for &other in &layers.slots[slot].down {
            let weight = weight(&layers.slots[slot], &layers.slots[other]);
            // Both lie behind a point, and all three near each other.
            arcs.push(Arc { from: count, to: slot, least: 0, weight });
            arcs.push(Arc { from: count, to: other, least: 0, weight });
            count += 1;
        }
    }
    // What no line and no layer ties to the rest hangs on one more point.
    let loose = loose(count, &arcs);
    for at in loose {
        arcs.push(Arc { from: count, to: at, least: 0, weight: 0 });
    }
    let at = solve(count + 1, &arcs, Balance::Centre);
    let holders = (0..plan.holders.len()).map(|cluster| (at[begin(cluster)], at[end(cluster)]));
    Across { holders: holders.collect(), slots: at[..slots].to_vec() }
}

/// Where everything lies across.
pub(super) struct Across {
    pub(super) slots: Vec<i64>,
    pub(super) holders: Vec<(i64, i64)>,
}

/// Returns how straight a line between two slots should be: long edges bend at things, not on their way,
/// and rather at a thing that several of them share.
fn weight(one: &Slot, other: &Slot) -> i64 {
    let is_thing = |slot: &Slot| matches!(slot.fill, Fill::Item(_));
    match (is_thing(one), is_thing(other)) {
        (true, true) => 2,
        (false, false) => 8,
        (true, false) if one.down.len() == 1 => 4,
        (false, true) if other.up.len() == 1 => 3,
        (true, false) => 2,
        (false, true) => 1,
    }
}

/// Returns one node of each part that hangs together.
fn loose(count: usize, arcs: &[Arc]) -> Vec<usize> {
    let mut above: Vec<usize> = (0..count).collect();
    fn top(above: &mut [usize], mut at: usize) -> usize {
        while above[at] != at {
            above[at] = above[above[at]];
            at = above[at];
        }
        at
    }
    for arc in arcs {
        let (one, other) = (top(&mut above, arc.from), top(&mut above, arc.to));
        above[one.max(other)] = one.min(other);
    }
    (0..count).filter(|at| above[*at] == *at).collect()
}

/// Keeps what stands on one layer apart, and clusters around what they hold.
fn keep_apart(
    plan: &Plan,
    layers: &Layers,
    row: &[usize],
    arcs: &mut Vec<Arc>,
    (begin, end): (&dyn Fn(usize) -> usize, &dyn Fn(usize) -> usize),
) {
    let mut arc = |from: usize, to: usize, least: i64| {
        arcs.push(Arc { from, to, least, weight: 0 });
    };
    let slots = &layers.slots;
    let ends = std::iter::once(None).chain(row.iter().copied().map(Some));
    let nexts = row.iter().copied().map(Some).chain(std::iter::once(None));
    for (one, other) in ends.zip(nexts) {
        let left = one.map(|at| plan.chain(&slots[at])).unwrap_or_default();
        let right = other.map(|at| plan.chain(&slots[at])).unwrap_or_default();
        let leaves: Vec<usize> =
            left.iter().copied().take_while(|cluster| !right.contains(cluster)).collect();
        let mut enters: Vec<usize> =
            right.iter().copied().take_while(|cluster| !left.contains(cluster)).collect();
        enters.reverse();
        // From the slot on the left out of its clusters, and into those of the slot on the right.
        let mut last = one.map(|at| (at, slots[at].across.1));
        for cluster in leaves {
            let pad = plan.holders[cluster].across.1;
            if let Some((from, reach)) = last {
                arc(from, end(cluster), reach + pad);
            }
            last = Some((end(cluster), 0));
        }
        let mut gap = match (one, other) {
            (Some(one), Some(other)) => apart(plan, &slots[one], &slots[other]),
            _ => 0,
        };
        for cluster in enters {
            if let Some((from, reach)) = last {
                arc(from, begin(cluster), reach + gap);
            }
            last = Some((begin(cluster), 0));
            gap = plan.holders[cluster].across.0;
        }
        if let (Some((from, reach)), Some(other)) = (last, other) {
            arc(from, other, reach + gap + slots[other].across.0);
        }
    }
}

/// Returns how far two neighbours stay from each other.
fn apart(plan: &Plan, one: &Slot, other: &Slot) -> i64 {
    let room = |slot: &Slot| match slot.fill {
        Fill::Item(_) => plan.beside,
        Fill::Label(_) => plan.beside / 2,
        Fill::Bend(_) => plan.line() * 2,
        Fill::Gap => 0,
    };
    (room(one) + room(other)) / 2
}
