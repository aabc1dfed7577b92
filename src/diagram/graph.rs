//! What flowcharts and state diagrams have in common: things, and what leads from one to another.

use super::lines::Source;
use crate::diag::Problem;
use crate::id::Span;

/// Which way a diagram runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Direction {
    /// From top to bottom.
    #[default]
    Down,
    /// From bottom to top.
    Up,
    /// From left to right.
    Right,
    /// From right to left.
    Left,
}

impl Direction {
    /// Every word for a direction.
    pub(super) const WORDS: [&'static str; 5] = ["TB", "TD", "BT", "LR", "RL"];

    /// Reads one of the words.
    pub(super) fn parse(word: &str) -> Option<Direction> {
        match word {
            "TB" | "TD" => Some(Direction::Down),
            "BT" => Some(Direction::Up),
            "LR" => Some(Direction::Right),
            "RL" => Some(Direction::Left),
            _ => None,
        }
    }

    /// Returns whether it runs across the page.
    pub(super) fn is_across(self) -> bool {
        matches!(self, Direction::Left | Direction::Right)
    }
}

/// The outline of a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    Rect,
    Round,
    Stadium,
    Subroutine,
    Cylinder,
    Circle,
    DoubleCircle,
    Flag,
    Diamond,
    Hexagon,
    /// `[/…/]`.
    LeansRight,
    /// `[\…\]`.
    LeansLeft,
    /// `[/…\]`.
    Trapezoid,
    /// `[\…/]`.
    Funnel,
    /// Where a state diagram begins.
    Start,
    /// Where a state diagram ends.
    End,
    /// Where one transition becomes one of several.
    Choice,
    /// Where one transition becomes several, or several one.
    Bar,
}

/// What a node stands for beyond its words, which a theme shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Role {
    #[default]
    Plain,
    Accent,
    Good,
    Bad,
    Quiet,
}

impl Role {
    /// Every class that has a look, with what it means.
    pub(super) const WORDS: [(&'static str, Role); 4] = [
        ("accent", Role::Accent),
        ("good", Role::Good),
        ("bad", Role::Bad),
        ("quiet", Role::Quiet),
    ];

    /// Returns what a class means; one of the author's own means nothing.
    pub(super) fn parse(word: &str) -> Option<Role> {
        Role::WORDS.iter().find(|(name, _)| *name == word).map(|(_, role)| *role)
    }

    /// Returns the class of a shape.
    pub(super) fn class(self) -> &'static str {
        match self {
            Role::Plain => "d-node",
            Role::Accent => "d-node d-here",
            Role::Good => "d-node d-well",
            Role::Bad => "d-node d-ill",
            Role::Quiet => "d-node d-aside",
        }
    }
}

/// On which side of its state a note stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    Left,
    Right,
}

/// A thing.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Node {
    pub(super) id: String,
    /// Its words, with line breaks of the author.
    pub(super) label: String,
    pub(super) shape: Shape,
    pub(super) role: Role,
    /// The cluster that holds it.
    pub(super) cluster: Option<usize>,
    /// Remarks beside it.
    pub(super) notes: Vec<(Side, String)>,
}

/// Where an edge begins or ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum End {
    Node(usize),
    Cluster(usize),
}

/// How the line of an edge looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stroke {
    Solid,
    Dotted,
    Thick,
    /// It keeps two nodes in order, and is not drawn.
    Hidden,
}

/// What stands at the end of an edge.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tip {
    None,
    Arrow,
    Cross,
    Circle,
}

/// What leads from one thing to another.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Edge {
    pub(super) from: End,
    pub(super) to: End,
    pub(super) label: String,
    pub(super) stroke: Stroke,
    /// What stands at its beginning and at its end.
    pub(super) tips: (Tip, Tip),
    /// Over how many layers it leads at least.
    pub(super) length: usize,
}

/// A box around nodes.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Cluster {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) parent: Option<usize>,
}

/// A flowchart or a state diagram.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Graph {
    pub(super) direction: Direction,
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
    pub(super) clusters: Vec<Cluster>,
    /// Where each edge was written.
    pub(super) places: Vec<Span>,
}

impl Graph {
    /// Makes a node of each cluster that holds nothing.
    pub(super) fn without_empty_clusters(&mut self) {
        // Inner clusters come after those that hold them.
        let mut is_full = vec![false; self.clusters.len()];
        for node in &self.nodes {
            if let Some(cluster) = node.cluster {
                is_full[cluster] = true;
            }
        }
        for at in (0..self.clusters.len()).rev() {
            if let Some(parent) = self.clusters[at].parent.filter(|_| is_full[at]) {
                is_full[parent] = true;
            }
        }
        let mut ends = Vec::new();
        let mut kept = Vec::new();
        for (at, cluster) in std::mem::take(&mut self.clusters).into_iter().enumerate() {
            // What holds it was seen before, and so has its new number.
            let parent = cluster.parent.and_then(|parent| match ends.get(parent) {
                Some(End::Cluster(parent)) => Some(*parent),
                _ => None,
            });
            if is_full[at] {
                ends.push(End::Cluster(kept.len()));
                kept.push(Cluster { parent, ..cluster });
            } else {
                ends.push(End::Node(self.nodes.len()));
                self.nodes.push(Node {
                    id: cluster.id,
                    label: cluster.title,
                    shape: Shape::Rect,
                    role: Role::Quiet,
                    // An empty cluster in an empty one stands beside it.
                    cluster: cluster.parent.filter(|parent| is_full[*parent]),
                    notes: Vec::new(),
                });
            }
        }
        self.clusters = kept;
        for node in &mut self.nodes {
            node.cluster = node.cluster.and_then(|cluster| match ends.get(cluster) {
                Some(End::Cluster(cluster)) => Some(*cluster),
                _ => None,
            });
        }
        for edge in &mut self.edges {
            for end in [&mut edge.from, &mut edge.to] {
                if let End::Cluster(cluster) = *end
                    && let Some(new) = ends.get(cluster)
                {
                    *end = *new;
                }
            }
        }
    }

    /// Reports edges between a cluster and what it holds.
    pub(super) fn check_holders(&self, source: &Source<'_>, problems: &mut Vec<Problem>) {
        for (at, edge) in self.edges.iter().enumerate() {
            let holds = |one: End, other: End| match one {
                End::Cluster(cluster) => self.holds(cluster, other),
                End::Node(_) => false,
            };
            if holds(edge.from, edge.to) || holds(edge.to, edge.from) {
                let head = source.head.map(|head| head.span()).unwrap_or_default();
                let span = self.places.get(at).copied().unwrap_or(head);
                let message = "an edge cannot lead from a box to what lies in it";
                problems.push(Problem::new(span, message, "lead to a node of the box instead"));
            }
        }
    }

    /// Returns whether a cluster holds a thing, at any depth.
    pub(super) fn holds(&self, cluster: usize, end: End) -> bool {
        let mut above = match end {
            End::Node(node) => self.nodes[node].cluster,
            End::Cluster(inner) => Some(inner),
        };
        while let Some(at) = above {
            if at == cluster {
                return true;
            }
            above = self.clusters[at].parent;
        }
        false
    }

    /// Returns what a thing is called.
    pub(super) fn name(&self, end: End) -> &str {
        match end {
            End::Node(node) => &self.nodes[node].label,
            End::Cluster(cluster) => &self.clusters[cluster].title,
        }
    }
}
