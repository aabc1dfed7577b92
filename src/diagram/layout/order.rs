//! The order of each layer: few lines cross.

use std::cmp::Ordering;

use super::{Fill, Layers, Plan};

/// How often the layers are gone through.
const SWEEPS: usize = 24;

/// Of how many slots the layers are gone through less often.
const MANY: usize = 3000;

/// Brings the slots of each layer into an order in which clusters stay together, those beside each other in
/// the same order on all layers.
pub(super) fn arrange(plan: &Plan, layers: &mut Layers) {
    let mut work = Work::new(plan, layers);
    work.begin();
    let sweeps = if layers.slots.len() > MANY { 4 } else { SWEEPS };
    let mut rows = std::mem::take(&mut work.rows);
    let mut best = (work.crossings(&rows), rows.clone());
    for sweep in 0..sweeps {
        if best.0 == 0 {
            break;
        }
        work.sweep(&mut rows, sweep % 2 == 0, sweep % 4 < 2);
        work.exchange(&mut rows);
        let crossings = work.crossings(&rows);
        if crossings < best.0 {
            best = (crossings, rows.clone());
        }
    }
    layers.rows = best.1;
}

struct Work<'a> {
    plan: &'a Plan,
    layers: &'a Layers,
    rows: Vec<Vec<usize>>,
    /// The place of each slot on its layer.
    at: Vec<usize>,
    /// The order of clusters that lie beside each other.
    clusters: Vec<f64>,
}

/// What is put in order on one level of a layer: a slot, or a cluster with its slots.
struct Group {
    key: f64,
    cluster: Option<usize>,
    slots: Vec<usize>,
}

impl<'a> Work<'a> {
    fn new(plan: &'a Plan, layers: &'a Layers) -> Work<'a> {
        Work {
            plan,
            layers,
            rows: layers.rows.clone(),
            at: vec![0; layers.slots.len()],
            clusters: vec![0.0; plan.holders.len()],
        }
    }

    /// Finds a first order: what hangs together stands together, in the order of the source.
    fn begin(&mut self) {
        let slots = &self.layers.slots;
        let mut keys: Vec<Option<f64>> = vec![None; slots.len()];
        let mut next = 0.0;
        for start in 0..slots.len() {
            let mut ahead = vec![start];
            while let Some(slot) = ahead.pop() {
                if keys[slot].is_some() {
                    continue;
                }
                keys[slot] = Some(next);
                next += 1.0;
                ahead.extend(slots[slot].up.iter().rev().chain(slots[slot].down.iter().rev()));
            }
        }
        let keys: Vec<f64> = keys.into_iter().map(Option::unwrap_or_default).collect();
        self.clusters.fill(f64::MAX);
        for (slot, key) in slots.iter().zip(&keys) {
            for cluster in self.plan.above(slot.cluster) {
                self.clusters[cluster] = self.clusters[cluster].min(*key);
            }
        }
        for rank in 0..self.rows.len() {
            let row = std::mem::take(&mut self.rows[rank]);
            let mut row = self.arranged(None, row, &keys);
            self.note(&row);
            std::mem::swap(&mut self.rows[rank], &mut row);
        }
    }

    fn note(&mut self, row: &[usize]) {
        for (at, slot) in row.iter().enumerate() {
            self.at[*slot] = at;
        }
    }

    /// Returns slots of one layer, all of them in a cluster, in the order of their keys.
    fn arranged(&self, level: Option<usize>, slots: Vec<usize>, keys: &[f64]) -> Vec<usize> {
        let mut groups: Vec<Group> = Vec::new();
        for slot in slots {
            let own = self.layers.slots[slot].cluster;
            let cluster = self.plan.above(own).take_while(|at| Some(*at) != level).last();
            let group = cluster
                .and_then(|cluster| groups.iter_mut().find(|group| group.cluster == Some(cluster)));
            match group {
                Some(group) => {
                    group.key += keys[slot];
                    group.slots.push(slot);
                }
                None => groups.push(Group { key: keys[slot], cluster, slots: vec![slot] }),
            }
        }
        for group in &mut groups {
            group.key /= group.slots.len() as f64;
        }
        groups.sort_by(|one, other| compare(one.key, other.key));
        // Clusters take the places of clusters, in the order that holds for all layers.
        let places: Vec<usize> =
            (0..groups.len()).filter(|at| groups[*at].cluster.is_some()).collect();
        let mut sorted = places.clone();
        sorted.sort_by(|one, other| {
            let key = |at: usize| groups[at].cluster.unwrap_or_default();
            let (one, other) = (key(*one), key(*other));
            compare(self.clusters[one], self.clusters[other]).then(one.cmp(&other))
        });
        let mut groups: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
        let taken: Vec<Option<Group>> = sorted.iter().map(|at| groups[*at].take()).collect();
        for (place, group) in places.into_iter().zip(taken) {
            groups[place] = group;
        }
        let mut row = Vec::new();
        for group in groups.into_iter().flatten() {
            match group.cluster {
                Some(cluster) => row.extend(self.arranged(Some(cluster), group.slots, keys)),
                None => row.extend(group.slots),
            }
        }
        row
    }

    /// Goes through the layers, downwards or upwards, and puts each slot below or above the middle of those
    /// to which it is tied.
    fn sweep(&mut self, rows: &mut [Vec<usize>], is_down: bool, keeps_ties: bool) {
        self.order_clusters(rows);
        let mut keys = vec![0.0; self.layers.slots.len()];
        for step in 0..rows.len() {
            let rank = if is_down { step } else { rows.len() - 1 - step };
            for (at, slot) in rows[rank].iter().enumerate() {
                let own = &self.layers.slots[*slot];
                let ties = if is_down { &own.up } else { &own.down };
                let sum: usize = ties.iter().map(|tie| self.at[*tie]).sum();
                keys[*slot] = match ties.len() {
                    0 => at as f64,
                    count => sum as f64 / count as f64,
                };
            }
            let mut row = std::mem::take(&mut rows[rank]);
            if !keeps_ties {
                row.reverse();
            }
            rows[rank] = self.arranged(None, row, &keys);
            let row = std::mem::take(&mut rows[rank]);
            self.note(&row);
            rows[rank] = row;
        }
    }

    /// Finds the order of clusters that lie beside each other: that of the middles of what they hold.
    fn order_clusters(&mut self, rows: &[Vec<usize>]) {
        let mut sums = vec![(0.0, 0.0); self.plan.holders.len()];
        for row in rows {
            for (at, slot) in row.iter().enumerate() {
                for cluster in self.plan.above(self.layers.slots[*slot].cluster) {
                    let (sum, count) = &mut sums[cluster];
                    *sum += (at as f64 + 0.5) / row.len() as f64;
                    *count += 1.0;
                }
            }
        }
        for (key, (sum, count)) in self.clusters.iter_mut().zip(sums) {
            *key = if count > 0.0 { sum / count } else { 0.0 };
        }
    }

    /// Exchanges neighbours where fewer lines cross then.
    fn exchange(&mut self, rows: &mut [Vec<usize>]) {
        for _ in 0..4 {
            let mut is_better = false;
            for row in rows.iter_mut() {
                for at in 1..row.len() {
                    let (one, other) = (row[at - 1], row[at]);
                    let (left, right) = (&self.layers.slots[one], &self.layers.slots[other]);
                    let may = left.cluster == right.cluster
                        && left.fill != Fill::Gap
                        && right.fill != Fill::Gap;
                    if may && self.crossed(one, other) > self.crossed(other, one) {
                        row.swap(at - 1, at);
                        self.at[one] = at;
                        self.at[other] = at - 1;
                        is_better = true;
                    }
                }
            }
            if !is_better {
                break;
            }
        }
    }

    /// Returns how many lines of two neighbours cross, with the first one before the second.
    fn crossed(&self, one: usize, other: usize) -> usize {
        let (one, other) = (&self.layers.slots[one], &self.layers.slots[other]);
        let count = |left: &[usize], right: &[usize]| -> usize {
            let right: Vec<usize> = right.iter().map(|slot| self.at[*slot]).collect();
            let crossed = |slot: &usize| right.iter().filter(|at| **at < self.at[*slot]).count();
            left.iter().map(crossed).sum()
        };
        count(&one.up, &other.up) + count(&one.down, &other.down)
    }

    /// Returns how many lines cross in all.
    fn crossings(&self, rows: &[Vec<usize>]) -> usize {
        let mut total = 0;
        for pair in rows.windows(2) {
            let width = pair[1].len();
            // A tree of sums over the places of the lower layer.
            let mut sums = vec![0_usize; width + 1];
            let mut seen = 0;
            for slot in &pair[0] {
                let mut ends: Vec<usize> =
                    self.layers.slots[*slot].down.iter().map(|slot| self.at[*slot]).collect();
                ends.sort_unstable();
                for end in &ends {
                    let (mut at, mut before) = (end + 1, 0);
                    while at > 0 {
                        before += sums[at];
                        at &= at - 1;
                    }
                    total += seen - before;
                }
                for end in ends {
                    let mut at = end + 1;
                    while at <= width {
                        sums[at] += 1;
                        at += at & at.wrapping_neg();
                    }
                    seen += 1;
                }
            }
        }
        total
    }
}

fn compare(one: f64, other: f64) -> Ordering {
    one.partial_cmp(&other).unwrap_or(Ordering::Equal)
}
