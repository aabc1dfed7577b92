//! The network simplex method: whole numbers for nodes under least distances, with short arcs.
//!
//! Inputs: arcs with a least distance and a weight, which form a connected graph without a cycle. Outputs:
//! a number for each node, so that the weighted sum of all distances is least. Layers and places across are
//! both found by it, after Gansner, Koutsofios, North and Vo, "A technique for drawing directed graphs".
//!
//! **Architecture invariants.** Each step keeps all least distances, so that stopping early gives a valid
//! answer that is less short. Work is bounded.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A wish that two nodes lie near each other, and how far apart they have to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc {
    /// The node with the smaller number.
    pub(super) from: usize,
    /// The node with the greater number.
    pub(super) to: usize,
    /// The least distance; it may be negative.
    pub(super) least: i64,
    /// How much each unit of distance costs.
    pub(super) weight: i64,
}

/// How many arcs may be looked at in all.
const WORK: usize = 12_000_000;

/// How many candidates for leaving the tree are compared.
const CANDIDATES: usize = 30;

/// What to do with nodes that may lie anywhere in a range without cost.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Balance {
    /// They stay where they are.
    Leave,
    /// They move to the middle of it.
    Centre,
}

/// Returns the numbers of `count` nodes, the least of which is zero.
pub(super) fn solve(count: usize, arcs: &[Arc], balance: Balance) -> Vec<i64> {
    if count == 0 {
        return Vec::new();
    }
    let mut net = Net::new(count, arcs);
    net.grow_tree();
    net.range(0, None, 0);
    net.first_cuts();
    let mut next = 0;
    while let Some(leaving) = net.leaving(&mut next) {
        if net.work > WORK {
            break;
        }
        match net.entering(leaving) {
            Some(entering) => net.exchange(leaving, entering),
            None => break,
        }
    }
    if balance == Balance::Centre {
        net.centre();
    }
    let least = net.at.iter().min().copied().unwrap_or_default();
    net.at.iter().map(|at| at - least).collect()
}

struct Net<'a> {
    arcs: &'a [Arc],
    /// The arcs at each node.
    around: Vec<Vec<usize>>,
    /// The arcs of the tree at each node.
    tree: Vec<Vec<usize>>,
    is_tree: Vec<bool>,
    cut: Vec<i64>,
    at: Vec<i64>,
    /// The arc of the tree towards its root.
    parent: Vec<Option<usize>>,
    /// The least number in the part of the tree below a node, in postorder.
    low: Vec<usize>,
    /// The number of a node in postorder.
    lim: Vec<usize>,
    /// The nodes by their numbers in postorder.
    order: Vec<usize>,
    work: usize,
}

impl<'a> Net<'a> {
    fn new(count: usize, arcs: &'a [Arc]) -> Net<'a> {
        let mut around = vec![Vec::new(); count];
        for (at, arc) in arcs.iter().enumerate() {
            around[arc.from].push(at);
            around[arc.to].push(at);
        }
        let mut net = Net {
            arcs,
            around,
            tree: vec![Vec::new(); count],
            is_tree: vec![false; arcs.len()],
            cut: vec![0; arcs.len()],
            at: vec![0; count],
            parent: vec![None; count],
            low: vec![0; count],
            lim: vec![0; count],
            order: vec![0; count],
            work: 0,
        };
        net.longest_paths();
        net
    }

    fn slack(&self, arc: usize) -> i64 {
        let arc = &self.arcs[arc];
        self.at[arc.to] - self.at[arc.from] - arc.least
    }

    fn other(&self, arc: usize, node: usize) -> usize {
        let arc = &self.arcs[arc];
        if arc.from == node { arc.to } else { arc.from }
    }

    fn longest_paths(&mut self) {
        let mut waits = vec![0_usize; self.at.len()];
        for arc in self.arcs {
            waits[arc.to] += 1;
        }
        let mut ready: Vec<usize> = (0..self.at.len()).filter(|node| waits[*node] == 0).collect();
        while let Some(node) = ready.pop() {
            for &at in &self.around[node] {
                let arc = &self.arcs[at];
                if arc.from != node {
                    continue;
                }
                self.at[arc.to] = self.at[arc.to].max(self.at[node] + arc.least);
                waits[arc.to] -= 1;
                if waits[arc.to] == 0 {
                    ready.push(arc.to);
                }
            }
        }
    }

    /// Grows a tree of arcs without slack: the part grown so far moves towards the nearest arc at its edge.
    fn grow_tree(&mut self) {
        let mut inside = vec![false; self.at.len()];
        let mut moved = 0_i64;
        // Slack of arcs that leave the grown part shrinks while it moves up, that of the others grows.
        let mut leaving: BinaryHeap<Reverse<(i64, usize)>> = BinaryHeap::new();
        let mut coming: BinaryHeap<Reverse<(i64, usize)>> = BinaryHeap::new();
        let mut newest = Some(0);
        while let Some(node) = newest.take() {
            inside[node] = true;
            // Numbers of the grown part are kept without what it has moved since.
            let here = self.at[node];
            self.at[node] = here - moved;
            for &at in &self.around[node] {
                let arc = &self.arcs[at];
                let other = self.other(at, node);
                if inside[other] {
                    continue;
                }
                let apart = if arc.from == node {
                    self.at[other] - here - arc.least
                } else {
                    here - self.at[other] - arc.least
                };
                match arc.from == node {
                    true => leaving.push(Reverse((apart + moved, at))),
                    false => coming.push(Reverse((apart - moved, at))),
                }
            }
            let is_done = |at: usize| inside[self.arcs[at].from] && inside[self.arcs[at].to];
            while leaving.peek().is_some_and(|Reverse((_, at))| is_done(*at)) {
                leaving.pop();
            }
            while coming.peek().is_some_and(|Reverse((_, at))| is_done(*at)) {
                coming.pop();
            }
            let up = leaving.peek().map(|Reverse((apart, at))| (apart - moved, *at));
            let down = coming.peek().map(|Reverse((apart, at))| (apart + moved, *at));
            let (step, at) = match (up, down) {
                (Some(up), Some(down)) if up.0 <= down.0 => (up.0, up.1),
                (_, Some(down)) => (-down.0, down.1),
                (Some(up), None) => (up.0, up.1),
                (None, None) => break,
            };
            moved += step;
            self.is_tree[at] = true;
            let (from, to) = (self.arcs[at].from, self.arcs[at].to);
            self.tree[from].push(at);
            self.tree[to].push(at);
            newest = Some(if inside[from] { to } else { from });
        }
        for (at, _) in self.at.iter_mut().zip(&inside).filter(|(_, inside)| **inside) {
            *at += moved;
        }
    }

    /// Numbers the tree below a node in postorder, beginning with `low`.
    fn range(&mut self, root: usize, parent: Option<usize>, low: usize) {
        let mut next = low;
        let mut path = vec![(root, 0_usize)];
        self.parent[root] = parent;
        self.low[root] = low;
        while let Some((node, child)) = path.pop() {
            match self.tree[node].get(child).copied() {
                Some(arc) => {
                    path.push((node, child + 1));
                    if self.parent[node] != Some(arc) {
                        let below = self.other(arc, node);
                        self.parent[below] = Some(arc);
                        self.low[below] = next;
                        path.push((below, 0));
                    }
                }
                None => {
                    self.lim[node] = next;
                    self.order[next] = node;
                    next += 1;
                }
            }
        }
        self.work += next - low;
    }

    fn is_below(&self, node: usize, top: usize) -> bool {
        self.low[top] <= self.lim[node] && self.lim[node] <= self.lim[top]
    }

    fn first_cuts(&mut self) {
        for at in 0..self.order.len() {
            let node = self.order[at];
            let Some(up) = self.parent[node] else { continue };
            let is_from = self.arcs[up].from == node;
            let mut cut = 0;
            for &arc in &self.around[node] {
                let mut value = self.arcs[arc].weight;
                let is_within = self.is_below(self.other(arc, node), node);
                if is_within {
                    value = if self.is_tree[arc] { self.cut[arc] } else { 0 } - value;
                }
                let is_along = match is_from {
                    true => self.arcs[arc].to == node,
                    false => self.arcs[arc].from == node,
                };
                cut += if is_along == is_within { value } else { -value };
            }
            self.cut[up] = cut;
        }
    }

    /// Returns the arc of the tree that costs most by being as short as it is, among the next few that
    /// cost anything.
    fn leaving(&mut self, next: &mut usize) -> Option<usize> {
        let mut best: Option<usize> = None;
        let mut seen = 0;
        for step in 0..self.arcs.len() {
            let at = (*next + step) % self.arcs.len();
            self.work += 1;
            if !self.is_tree[at] || self.cut[at] >= 0 {
                continue;
            }
            if best.is_none_or(|best| self.cut[at] < self.cut[best]) {
                best = Some(at);
            }
            seen += 1;
            if seen >= CANDIDATES {
                *next = (at + 1) % self.arcs.len();
                break;
            }
        }
        best
    }

    /// Returns the end of an arc of the tree that lies further from its root.
    fn lower(&self, arc: usize) -> usize {
        let arc = &self.arcs[arc];
        if self.lim[arc.from] < self.lim[arc.to] { arc.from } else { arc.to }
    }

    /// Returns the arc with the least slack that joins both parts of the tree once an arc has left it.
    fn entering(&mut self, leaving: usize) -> Option<usize> {
        let part = self.lower(leaving);
        let is_from = self.arcs[leaving].from == part;
        let mut best: Option<(i64, usize)> = None;
        for at in self.low[part]..=self.lim[part] {
            let node = self.order[at];
            for &arc in &self.around[node] {
                self.work += 1;
                let comes_in = self.arcs[arc].to == node;
                let other = self.other(arc, node);
                if comes_in == is_from && !self.is_tree[arc] && !self.is_below(other, part) {
                    let found = (self.slack(arc), arc);
                    best = Some(best.map_or(found, |best| best.min(found)));
                }
            }
        }
        best.map(|(_, arc)| arc)
    }

    /// Moves the part of the tree below an arc by a distance in which the arc grows.
    fn stretch(&mut self, arc: usize, by: i64) {
        let part = self.lower(arc);
        let step = if self.arcs[arc].from == part { -by } else { by };
        for at in self.low[part]..=self.lim[part] {
            self.at[self.order[at]] += step;
        }
        self.work += self.lim[part] - self.low[part];
    }

    fn exchange(&mut self, leaving: usize, entering: usize) {
        let slack = self.slack(entering);
        if slack > 0 {
            self.stretch(leaving, slack);
        }
        let cut = self.cut[leaving];
        let (from, to) = (self.arcs[entering].from, self.arcs[entering].to);
        let top = self.pass(from, to, cut, true);
        self.pass(to, from, cut, false);
        self.cut[entering] = -cut;
        self.cut[leaving] = 0;
        self.is_tree[leaving] = false;
        self.is_tree[entering] = true;
        for node in [self.arcs[leaving].from, self.arcs[leaving].to] {
            self.tree[node].retain(|arc| *arc != leaving);
        }
        self.tree[from].push(entering);
        self.tree[to].push(entering);
        self.range(top, self.parent[top], self.low[top]);
    }

    /// Adds a change of cuts on the way from a node to the part of the tree that holds another one too;
    /// returns where that begins.
    fn pass(&mut self, from: usize, to: usize, cut: i64, adds: bool) -> usize {
        let mut node = from;
        while !self.is_below(to, node) {
            let Some(up) = self.parent[node] else { break };
            let is_from = self.arcs[up].from == node;
            self.cut[up] += if is_from == adds { cut } else { -cut };
            node = self.other(up, node);
            self.work += 1;
        }
        node
    }

    /// Moves each part of the tree that may move without cost to the middle of where it may be.
    fn centre(&mut self) {
        for arc in 0..self.arcs.len() {
            if !self.is_tree[arc] || self.cut[arc] != 0 || self.work > WORK {
                continue;
            }
            let Some(entering) = self.entering(arc) else { continue };
            let room = self.slack(entering);
            if room > 1 {
                self.stretch(arc, room / 2);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arc(from: usize, to: usize, least: i64, weight: i64) -> Arc {
        Arc { from, to, least, weight }
    }

    #[test]
    fn the_example_of_the_paper_comes_out() {
        // a b c d e f g h: a→b→c→d→h, a→e→g, a→f→g, g→h.
        let pairs = [(0, 1), (1, 2), (2, 3), (3, 7), (0, 4), (0, 5), (4, 6), (5, 6), (6, 7)];
        let arcs: Vec<Arc> = pairs.iter().map(|(from, to)| arc(*from, *to, 1, 1)).collect();
        let at = solve(8, &arcs, Balance::Leave);
        let total: i64 = arcs.iter().map(|arc| at[arc.to] - arc.least - at[arc.from]).sum();
        assert_eq!(at[7], 4);
        assert_eq!(total, 1, "{at:?}");
    }

    #[test]
    fn heavy_arcs_stay_short() {
        let arcs = [arc(0, 1, 1, 1), (arc(1, 2, 1, 1)), arc(0, 3, 1, 1), arc(3, 2, 1, 9)];
        assert_eq!(solve(4, &arcs, Balance::Leave), [0, 1, 2, 1]);
        let arcs = [arc(0, 1, 1, 1), arc(1, 2, 5, 1), arc(0, 3, 1, 1), arc(3, 2, 1, 9)];
        assert_eq!(solve(4, &arcs, Balance::Leave), [0, 1, 6, 5]);
    }

    #[test]
    fn a_node_between_two_is_centred() {
        // 2 pulls 0 and 1, which lie 10 apart, with the same weight through 3 and 4.
        let arcs =
            [arc(0, 1, 10, 0), arc(3, 0, 0, 1), arc(3, 2, 0, 1), arc(4, 1, 0, 1), arc(4, 2, 0, 1)];
        let at = solve(5, &arcs, Balance::Centre);
        assert_eq!(at[2] - at[0], 5, "{at:?}");
    }
}
