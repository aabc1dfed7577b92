//! Things, and what leads from one to another, get places on layers.
//!
//! Duty: every edge leads from its layer to a later one, with few crossings, short lines and straight ones.
//! Inputs: sizes of things, edges, nested clusters. Outputs: places, as whole numbers in two directions:
//! *along* the way that the diagram runs, and *across* it. The steps are those of Sugiyama, with clusters
//! kept apart in each of them.
//!
//! **Architecture invariants.** Things do not overlap, a cluster holds its own things and no other, and an
//! edge passes each layer in a slot of its own. Work is bounded by the number of slots.

mod order;
mod place;
mod rank;
mod route;
mod simplex;
#[cfg(test)]
mod tests;

/// A thing that gets a place.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// How far it reaches across, before and after its middle.
    pub(super) across: (i64, i64),
    /// How long it is along the way.
    pub(super) along: i64,
    /// How far from its middle edges may begin and end.
    pub(super) ports: i64,
    /// The cluster that holds it.
    pub(super) cluster: Option<usize>,
}

/// Where an edge begins or ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tie {
    Item(usize),
    Cluster(usize),
}

/// What leads from one thing to another, never to itself.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) from: Tie,
    pub(super) to: Tie,
    /// How much room its label takes across and along.
    pub(super) label: Option<(i64, i64)>,
    /// Over how many layers it leads at least.
    pub(super) length: usize,
}

/// A box around things.
#[derive(Clone, Debug)]
pub(super) struct Holder {
    pub(super) parent: Option<usize>,
    /// How much room it leaves across, before and after what it holds.
    pub(super) across: (i64, i64),
    /// How much room it leaves along, before and after what it holds.
    pub(super) along: (i64, i64),
    /// How large it is at least, across and along.
    pub(super) least: (i64, i64),
}

/// What is to be laid out.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub(super) items: Vec<Item>,
    pub(super) links: Vec<Link>,
    pub(super) holders: Vec<Holder>,
    /// Between two things on one layer.
    pub(super) beside: i64,
    /// Between two layers.
    pub(super) between: i64,
}

/// A place, across and along.
pub(super) type Spot = (i64, i64);

/// A box: where it begins and where it ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Extent {
    pub(super) from: Spot,
    pub(super) to: Spot,
}

/// A part of the way of an edge.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Leg {
    /// Straight along the layers.
    Straight(Spot, Spot),
    /// From one place to another, along the layers at both ends.
    Curve(Spot, Spot),
}

/// The way of an edge.
#[derive(Clone, Debug, Default)]
pub(super) struct Course {
    /// Its parts, in the direction of the layers; where there is a label, they leave room for it.
    pub(super) legs: Vec<Leg>,
    /// The middle of its label.
    pub(super) label: Option<Spot>,
    /// Whether it leads against the direction of the layers.
    pub(super) is_against: bool,
    /// What it begins and ends at, in the direction of the layers. Of a cluster whose layers reach past
    /// what it is tied to, it is one of the things in it.
    pub(super) ends: Option<(Tie, Tie)>,
}

/// Everything in its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// The middle of each thing.
    pub(super) items: Vec<Spot>,
    pub(super) courses: Vec<Course>,
    pub(super) holders: Vec<Extent>,
}

/// What fills a slot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fill {
    Item(usize),
    /// A link passes.
    Bend(usize),
    /// The label of a link.
    Label(usize),
    /// Nothing: a cluster goes on.
    Gap,
}

/// A place on a layer.
#[derive(Clone, Debug)]
struct Slot {
    fill: Fill,
    rank: usize,
    cluster: Option<usize>,
    across: (i64, i64),
    along: i64,
    /// The slots on the layer before and on the layer after to which a line leads.
    up: Vec<usize>,
    down: Vec<usize>,
}

/// A link between its layers.
#[derive(Clone, Debug)]
struct Chain {
    /// Its slots from the first layer to the last.
    slots: Vec<usize>,
    is_against: bool,
}

/// Slots on layers.
#[derive(Clone, Debug, Default)]
struct Layers {
    slots: Vec<Slot>,
    chains: Vec<Chain>,
    /// The slots of each layer, in their order.
    rows: Vec<Vec<usize>>,
    /// The first and the last layer of each cluster.
    spans: Vec<(usize, usize)>,
}

impl Plan {
    /// Returns the clusters that hold a cluster, itself first.
    fn above(&self, cluster: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(cluster, |at| self.holders[*at].parent)
    }

    /// Returns the clusters that hold a slot, innermost first.
    fn chain(&self, slot: &Slot) -> Vec<usize> {
        self.above(slot.cluster).collect()
    }

    /// Returns the room that a line takes across.
    fn line(&self) -> i64 {
        self.beside / 4
    }
}

/// Returns a place for everything.
pub(super) fn lay_out(plan: &Plan) -> Layout {
    if plan.items.is_empty() {
        return Layout::default();
    }
    let mut layers = rank::layers(plan);
    order::arrange(plan, &mut layers);
    let across = place::across(plan, &layers);
    route::route(plan, &layers, &across)
}
