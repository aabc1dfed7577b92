//! Layers: which one each thing is on, and which ones an edge passes.

use std::collections::BTreeSet;

use super::simplex::{Arc, Balance, solve};
use super::{Chain, Fill, Layers, Plan, Slot, Tie};

/// Returns slots on layers, in the order of the plan within each.
pub(super) fn layers(plan: &Plan) -> Layers {
    let stretch = if needs_room_between(plan) { 2 } else { 1 };
    let ranks = ranks(plan, stretch);
    let mut layers = Layers::default();
    for (at, item) in plan.items.iter().enumerate() {
        layers.slots.push(Slot {
            fill: Fill::Item(at),
            rank: ranks[at],
            cluster: item.cluster,
            across: item.across,
            along: item.along,
            up: Vec::new(),
            down: Vec::new(),
        });
    }
    layers.spans = spans(plan, &ranks);
    for at in 0..plan.links.len() {
        let chain = chain(plan, &mut layers, &ranks, at);
        layers.chains.push(chain);
    }
    fill_gaps(plan, &mut layers);
    let last = layers.slots.iter().map(|slot| slot.rank).max().unwrap_or_default();
    layers.rows = vec![Vec::new(); last + 1];
    for (at, slot) in layers.slots.iter().enumerate() {
        layers.rows[slot.rank].push(at);
    }
    layers
}

/// Returns whether a layer is needed between each two others: for labels, and for several edges between
/// the same two things.
fn needs_room_between(plan: &Plan) -> bool {
    let mut pairs = BTreeSet::new();
    plan.links.iter().any(|link| {
        let key = |tie: Tie| match tie {
            Tie::Item(at) => (0, at),
            Tie::Cluster(at) => (1, at),
        };
        let (from, to) = (key(link.from), key(link.to));
        link.label.is_some() || !pairs.insert((from.min(to), from.max(to)))
    })
}

/// Returns the layer of each item.
fn ranks(plan: &Plan, stretch: usize) -> Vec<usize> {
    let count = plan.items.len();
    let top = |cluster: usize| count + 2 * cluster;
    let bottom = |cluster: usize| count + 2 * cluster + 1;
    let root = count + 2 * plan.holders.len();
    let mut arcs = Vec::new();
    let mut within = |from: usize, to: usize, weight: i64| {
        arcs.push(Arc { from, to, least: 0, weight });
    };
    for (at, item) in plan.items.iter().enumerate() {
        if let Some(cluster) = item.cluster {
            within(top(cluster), at, 0);
            within(at, bottom(cluster), 0);
        }
    }
    for (at, holder) in plan.holders.iter().enumerate() {
        // A cluster is as short as it can be.
        within(top(at), bottom(at), 2);
        if let Some(parent) = holder.parent {
            within(top(parent), top(at), 0);
            within(bottom(at), bottom(parent), 0);
        }
    }
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); root + 1];
    for arc in &arcs {
        after[arc.from].push(arc.to);
    }
    let lower = |tie: Tie| match tie {
        Tie::Item(at) => at,
        Tie::Cluster(at) => bottom(at),
    };
    let upper = |tie: Tie| match tie {
        Tie::Item(at) => at,
        Tie::Cluster(at) => top(at),
    };
    // An edge that would close a circle leads against the direction of the diagram; what is written first
    // decides which one that is.
    let mut reached = Reached::new(root + 1);
    for link in &plan.links {
        let ways = [(lower(link.from), upper(link.to)), (lower(link.to), upper(link.from))];
        let way = ways.into_iter().find(|(from, to)| !reached.leads(&after, *to, *from));
        if let Some((from, to)) = way {
            let least = i64::try_from(link.length.max(1) * stretch).unwrap_or(1);
            after[from].push(to);
            arcs.push(Arc { from, to, least, weight: 1 });
        }
    }
    for at in 0..root {
        arcs.push(Arc { from: root, to: at, least: 0, weight: 0 });
    }
    let mut ranks = solve(root + 1, &arcs, Balance::Leave);
    ranks.truncate(count);
    let first = ranks.iter().min().copied().unwrap_or_default();
    ranks.iter().map(|rank| usize::try_from(rank - first).unwrap_or_default()).collect()
}

/// Which nodes a search has come by.
struct Reached {
    seen: Vec<usize>,
    round: usize,
}

impl Reached {
    fn new(count: usize) -> Reached {
        Reached { seen: vec![0; count], round: 0 }
    }

    /// Returns whether a way leads from one node to another.
    fn leads(&mut self, after: &[Vec<usize>], from: usize, to: usize) -> bool {
        self.round += 1;
        let mut ahead = vec![from];
        while let Some(node) = ahead.pop() {
            if node == to {
                return true;
            }
            if std::mem::replace(&mut self.seen[node], self.round) != self.round {
                ahead.extend(&after[node]);
            }
        }
        false
    }
}

/// Returns the first and the last layer of each cluster.
fn spans(plan: &Plan, ranks: &[usize]) -> Vec<(usize, usize)> {
    let mut spans = vec![(usize::MAX, 0); plan.holders.len()];
    for (item, rank) in plan.items.iter().zip(ranks) {
        for cluster in plan.above(item.cluster) {
            let (first, last) = spans[cluster];
            spans[cluster] = (first.min(*rank), last.max(*rank));
        }
    }
    spans
}

/// Returns the items that a cluster holds.
fn held(plan: &Plan, cluster: usize) -> impl Iterator<Item = usize> + '_ {
    let is_held = move |at: &usize| plan.above(plan.items[*at].cluster).any(|it| it == cluster);
    (0..plan.items.len()).filter(is_held)
}

/// Returns the item at which an edge ends, seen from a layer: of a cluster one that is on another layer,
/// at the edge of the cluster that is nearest.
fn end(plan: &Plan, ranks: &[usize], tie: Tie, from: usize) -> usize {
    match tie {
        Tie::Item(at) => at,
        Tie::Cluster(cluster) => {
            let far = |at: &usize| {
                let apart = ranks[*at].abs_diff(from);
                (apart == 0, apart)
            };
            held(plan, cluster).min_by_key(far).unwrap_or_default()
        }
    }
}

/// Gives a link a slot on each layer that it passes.
fn chain(plan: &Plan, layers: &mut Layers, ranks: &[usize], at: usize) -> Chain {
    let link = &plan.links[at];
    let middle = |tie: Tie| match tie {
        Tie::Item(item) => ranks[item],
        Tie::Cluster(cluster) => layers.spans[cluster].0,
    };
    let from = end(plan, ranks, link.from, middle(link.to));
    let to = end(plan, ranks, link.to, ranks[from]);
    let is_against = ranks[from] > ranks[to];
    let (first, last) = if is_against { (to, from) } else { (from, to) };
    let mut slots = vec![first];
    let label_rank = match is_against {
        // Near the place where the edge begins; layers with things have even numbers.
        true => ranks[last].saturating_sub(1),
        false => ranks[first] + 1,
    };
    for rank in ranks[first] + 1..ranks[last] {
        let label = link.label.filter(|_| rank == label_rank);
        let (fill, across, along) = match label {
            Some((across, along)) => (Fill::Label(at), (across / 2, across - across / 2), along),
            None => (Fill::Bend(at), (0, 0), 0),
        };
        let cluster = passes(plan, layers, first, last, rank);
        let slot = layers.slots.len();
        layers.slots.push(Slot {
            fill,
            rank,
            cluster,
            across,
            along,
            up: Vec::new(),
            down: Vec::new(),
        });
        slots.push(slot);
    }
    slots.push(last);
    if ranks[first] != ranks[last] {
        for pair in slots.windows(2) {
            layers.slots[pair[0]].down.push(pair[1]);
            layers.slots[pair[1]].up.push(pair[0]);
        }
    }
    Chain { slots, is_against }
}

/// Returns the cluster through which an edge passes a layer: that of its beginning while this goes on,
/// later that of its end.
fn passes(plan: &Plan, layers: &Layers, first: usize, last: usize, rank: usize) -> Option<usize> {
    let holds = |cluster: &usize| {
        let (from, to) = layers.spans[*cluster];
        from <= rank && rank <= to
    };
    let ends = [plan.items[first].cluster, plan.items[last].cluster];
    let common = plan.above(ends[0]).find(|cluster| plan.above(ends[1]).any(|it| it == *cluster));
    let own = |cluster: Option<usize>| {
        plan.above(cluster).take_while(|it| Some(*it) != common).find(holds)
    };
    own(ends[0]).or_else(|| own(ends[1])).or(common)
}

/// Gives each cluster a slot on those of its layers on which it holds nothing.
fn fill_gaps(plan: &Plan, layers: &mut Layers) {
    let mut filled: BTreeSet<(usize, usize)> = BTreeSet::new();
    for slot in &layers.slots {
        filled.extend(plan.above(slot.cluster).map(|cluster| (cluster, slot.rank)));
    }
    // Inner clusters come after those that hold them, and one slot fills both.
    for cluster in (0..plan.holders.len()).rev() {
        let (first, last) = layers.spans[cluster];
        if first > last {
            continue;
        }
        for rank in first..=last {
            if filled.contains(&(cluster, rank)) {
                continue;
            }
            filled.extend(plan.above(Some(cluster)).map(|above| (above, rank)));
            layers.slots.push(Slot {
                fill: Fill::Gap,
                rank,
                cluster: Some(cluster),
                across: (0, 0),
                along: 0,
                up: Vec::new(),
                down: Vec::new(),
            });
        }
    }
}
