//! Places along, and the ways of edges.

use super::place::Across;
use super::{Course, Extent, Fill, Layers, Layout, Leg, Plan, Spot, Tie};

/// How far a line runs straight before a thing, so that its tip has room.
const STRAIGHT: i64 = 10;

/// How far apart lines begin and end at a thing.
const PORT: i64 = 20;

/// A layer along the way.
#[derive(Clone, Copy, Default)]
struct Band {
    from: i64,
    to: i64,
    /// How much room clusters take that begin here, and that end here.
    begins: i64,
    ends: i64,
}

/// Returns everything in its place.
pub(super) fn route(plan: &Plan, layers: &Layers, across: &Across) -> Layout {
    let bands = bands(plan, layers, across);
    let along = |slot: usize| {
        let band = bands[layers.slots[slot].rank];
        (band.from + band.to) / 2
    };
    let items: Vec<Spot> = (0..plan.items.len()).map(|at| (across.slots[at], along(at))).collect();
    let holders = extents(plan, layers, across, &items, &bands);
    let ports = Ports::of(plan, layers, across);
    let way = Way { plan, layers, across, bands: &bands, items: &items, holders: &holders };
    let courses = (0..layers.chains.len()).map(|link| way.course(link, ports.of[link])).collect();
    Layout { items, courses, holders }
}

/// Returns where each layer begins and ends.
fn bands(plan: &Plan, layers: &Layers, across: &Across) -> Vec<Band> {
    let count = layers.rows.len();
    let is_doubled = count > 1
        && layers
            .slots
            .iter()
            .all(|slot| slot.rank % 2 == 0 || !matches!(slot.fill, Fill::Item(_)));
    let mut bands = vec![Band::default(); count];
    for (band, row) in bands.iter_mut().zip(&layers.rows) {
        band.to = row.iter().map(|slot| layers.slots[*slot].along).max().unwrap_or_default();
    }
    for (cluster, (first, last)) in layers.spans.iter().enumerate() {
        if first > last {
            continue;
        }
        let own = |is_at: &dyn Fn(usize) -> bool, room: &dyn Fn(usize) -> i64| -> i64 {
            plan.above(Some(cluster)).take_while(|at| is_at(*at)).map(room).sum()
        };
        let begins = own(&|at| layers.spans[at].0 == *first, &|at| plan.holders[at].along.0);
        let ends = own(&|at| layers.spans[at].1 == *last, &|at| plan.holders[at].along.1);
        bands[*first].begins = bands[*first].begins.max(begins);
        bands[*last].ends = bands[*last].ends.max(ends);
    }
    widen(plan, layers, &mut bands);
    let mut at = 0;
    for (band, row) in bands.iter_mut().zip(&layers.rows) {
        let size = band.to;
        at += band.begins;
        band.from = at;
        band.to = at + size;
        at += size + band.ends;
        // Lines that go far across get more room for their curves.
        let far = row
            .iter()
            .flat_map(|slot| layers.slots[*slot].down.iter().map(move |other| (*slot, *other)))
            .map(|(one, other)| (across.slots[one] - across.slots[other]).abs())
            .max()
            .unwrap_or_default();
        let gap = if is_doubled { plan.between * 3 / 5 } else { plan.between };
        at += gap + (far / 10).min(plan.between / 2);
    }
    bands
}

/// Makes layers longer where a cluster has to be longer than what it holds; `to` is still the length.
fn widen(plan: &Plan, layers: &Layers, bands: &mut [Band]) {
    for (cluster, (first, last)) in layers.spans.iter().enumerate().rev() {
        if first > last {
            continue;
        }
        let (before, after) = plan.holders[cluster].along;
        let inner: i64 = bands[*first..=*last].iter().map(|band| band.to).sum();
        let gaps = i64::try_from(last - first).unwrap_or_default() * plan.between * 3 / 5;
        let short = plan.holders[cluster].least.1 - before - after - inner - gaps;
        if short > 0 {
            bands[*first].to += short;
        }
    }
}

/// Returns where clusters begin and end.
fn extents(
    plan: &Plan,
    layers: &Layers,
    across: &Across,
    items: &[Spot],
    bands: &[Band],
) -> Vec<Extent> {
    let mut reach = vec![(i64::MAX, i64::MIN); plan.holders.len()];
    let note = |reach: &mut Vec<(i64, i64)>, cluster: Option<usize>, from: i64, to: i64| {
        if let Some(cluster) = cluster {
            let (first, last) = reach[cluster];
            reach[cluster] = (first.min(from), last.max(to));
        }
    };
    for (item, (_, along)) in plan.items.iter().zip(items) {
        let half = item.along / 2;
        note(&mut reach, item.cluster, along - half, along - half + item.along);
    }
    for slot in layers.slots.iter().filter(|slot| matches!(slot.fill, Fill::Label(_))) {
        let band = bands[slot.rank];
        note(&mut reach, slot.cluster, band.from, band.to);
    }
    let mut extents = vec![Extent::default(); plan.holders.len()];
    for cluster in (0..plan.holders.len()).rev() {
        let holder = &plan.holders[cluster];
        let (first, last) = reach[cluster];
        if first > last {
            continue;
        }
        let (mut from, mut to) = (first - holder.along.0, last + holder.along.1);
        let short = (holder.least.1 - (to - from)).max(0);
        from -= short / 2;
        to += short - short / 2;
        note(&mut reach, holder.parent, from, to);
        let (left, right) = across.holders[cluster];
        extents[cluster] = Extent { from: (left, from), to: (right, to) };
    }
    extents
}

/// Where the lines of each link begin and end, seen from the middle of the thing.
struct Ports {
    of: Vec<(i64, i64)>,
}

impl Ports {
    fn of(plan: &Plan, layers: &Layers, across: &Across) -> Ports {
        let mut of = vec![(0, 0); layers.chains.len()];
        let mut first: Vec<Vec<(i64, usize)>> = vec![Vec::new(); plan.items.len()];
        for (link, chain) in layers.chains.iter().enumerate() {
            if let [top, second, ..] = chain.slots[..] {
                first[top].push((across.slots[second] - across.slots[top], link));
            }
        }
        for (item, lines) in plan.items.iter().zip(&mut first) {
            for (link, port) in spread(lines, item.ports) {
                of[link].0 = port;
            }
        }
        // Where a line begins is known now, so that it need not bend twice.
        let mut last: Vec<Vec<(i64, usize)>> = vec![Vec::new(); plan.items.len()];
        for (link, chain) in layers.chains.iter().enumerate() {
            if let [.., second, bottom] = chain.slots[..] {
                let port = if chain.slots.len() == 2 { of[link].0 } else { 0 };
                last[bottom].push((across.slots[second] + port - across.slots[bottom], link));
            }
        }
        for (item, lines) in plan.items.iter().zip(&mut last) {
            for (link, port) in spread(lines, item.ports) {
                of[link].1 = port;
            }
        }
        Ports { of }
    }
}

/// Returns where lines begin that go so far across: a straight one, where there is one, and the others
/// beside it.
fn spread(lines: &mut [(i64, usize)], room: i64) -> Vec<(usize, i64)> {
    lines.sort_unstable();
    let count = i64::try_from(lines.len()).unwrap_or(1);
    let places = 0..count;
    let nearest = lines.iter().zip(places.clone()).min_by_key(|((far, _), _)| far.abs());
    let (middle, from) = match nearest {
        Some(((far, _), at)) if far.abs() <= room.min(PORT + 4) => (2 * at, *far),
        _ => (count - 1, 0),
    };
    let step = |lines: i64, room: i64| PORT.min(2 * room / lines.max(1));
    let (before, after) = (step(middle, room + from), step(2 * (count - 1) - middle, room - from));
    let port = |((_, link), at): (&(i64, usize), i64)| {
        let off = 2 * at - middle;
        (*link, from + off * if off < 0 { before } else { after } / 2)
    };
    lines.iter().zip(places).map(port).collect()
}

struct Way<'a> {
    plan: &'a Plan,
    layers: &'a Layers,
    across: &'a Across,
    bands: &'a [Band],
    items: &'a [Spot],
    holders: &'a [Extent],
}

impl Way<'_> {
    /// Returns the thing in a slot.
    fn item(&self, slot: usize) -> Tie {
        match self.layers.slots[slot].fill {
            Fill::Item(at) => Tie::Item(at),
            // Chains begin and end at things.
            Fill::Bend(_) | Fill::Label(_) | Fill::Gap => Tie::Item(0),
        }
    }

    /// Returns the way of a link; it begins and ends in the middle of things, whose shapes are cut off where
    /// they are known, or at the border of clusters.
    fn course(&self, link: usize, (first_port, last_port): (i64, i64)) -> Course {
        let chain = &self.layers.chains[link];
        let (Some(&top), Some(&bottom)) = (chain.slots.first(), chain.slots.last()) else {
            return Course::default();
        };
        let mut course = Course { is_against: chain.is_against, ..Course::default() };
        let (from, to) = match chain.is_against {
            true => (self.plan.links[link].to, self.plan.links[link].from),
            false => (self.plan.links[link].from, self.plan.links[link].to),
        };
        let rank = |at: usize| chain.slots.get(at).map_or(0, |slot| self.layers.slots[*slot].rank);
        let last = chain.slots.len() - 1;
        let from = match from {
            Tie::Cluster(at) if self.layers.spans[at].1 < rank(1) => from,
            _ => self.item(top),
        };
        let to = match to {
            Tie::Cluster(at) if self.layers.spans[at].0 > rank(last - 1) => to,
            _ => self.item(bottom),
        };
        course.ends = Some((from, to));
        if rank(0) == rank(last) {
            course.legs.push(Leg::Straight(self.items[top], self.items[bottom]));
            return course;
        }
        let mut at = (self.across.slots[top] + first_port, self.items[top].1);
        if let Tie::Cluster(cluster) = from {
            at.1 = self.holders[cluster].to.1;
        }
        for (step, pair) in chain.slots.windows(2).enumerate() {
            let (one, other) = (pair[0], pair[1]);
            let above = self.bands[self.layers.slots[one].rank];
            let below = self.bands[self.layers.slots[other].rank];
            let is_end = step + 1 == last;
            let port = if is_end { last_port } else { 0 };
            let next = self.across.slots[other] + port;
            // The curve lies between the layers, clear of the borders of clusters.
            let begin = (at.0, (above.to + above.ends).max(at.1));
            let straight = if is_end { STRAIGHT } else { 0 };
            let end = (next, (below.from - below.begins - straight).max(begin.1));
            let lead = if step == 0 { STRAIGHT * 4 / 5 } else { 0 };
            let begin = (begin.0, (begin.1 + lead).min(end.1));
            push(&mut course.legs, Leg::Straight(at, begin));
            push(&mut course.legs, Leg::Curve(begin, end));
            at = end;
            let slot = &self.layers.slots[other];
            match (is_end, slot.fill) {
                (true, _) => {
                    let along = match to {
                        Tie::Cluster(cluster) => self.holders[cluster].from.1.max(at.1),
                        Tie::Item(_) => self.items[bottom].1,
                    };
                    push(&mut course.legs, Leg::Straight(at, (at.0, along)));
                }
                (false, Fill::Label(_)) => {
                    let middle = (below.from + below.to) / 2;
                    let half = slot.along / 2;
                    push(&mut course.legs, Leg::Straight(at, (at.0, middle - half)));
                    course.label = Some((at.0, middle));
                    at.1 = middle + half;
                }
                (false, _) => {}
            }
        }
        course
    }
}

/// Adds a part of a way, as one with the part before where both are straight.
fn push(legs: &mut Vec<Leg>, leg: Leg) {
    let (from, to) = match leg {
        Leg::Straight(from, to) => (from, to),
        Leg::Curve(from, to) if from.0 == to.0 => (from, to),
        curve => return legs.push(curve),
    };
    if from == to {
        return;
    }
    match legs.last_mut() {
        Some(Leg::Straight(_, end)) if *end == from => *end = to,
        _ => legs.push(Leg::Straight(from, to)),
    }
}
