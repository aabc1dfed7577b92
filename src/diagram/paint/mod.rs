//! Flowcharts and state diagrams as pictures.

mod board;
mod edge;

pub(super) use edge::arrow;

use super::Drawing;
use super::graph::{Direction, Edge, End, Graph, Node, Side, Stroke};
use super::layout::{Holder, Item, Link, Plan, Tie, lay_out};
use super::pen::{block, wrap};
use super::shape;
use board::Board;

/// Between a thing and its note.
const NOTE: i64 = 20;
/// How far an edge stands out that leads back to its thing.
const LOOP: i64 = 34;
/// How wide lines of text on edges, in notes and in titles may be.
const ROOM: f64 = 170.0;
/// How wide a cluster is made at most for the sake of its title.
const WIDE: i64 = 320;
/// Around the words of a label that stands on its edge.
const AIR: i64 = 6;

/// A node with its words and sizes.
struct Sized<'a> {
    node: &'a Node,
    lines: Vec<String>,
    size: (i64, i64),
    /// The labels of edges that lead back to it.
    loops: Option<Vec<String>>,
    loop_stroke: Stroke,
    notes: [Vec<String>; 2],
}

/// Returns the picture of a graph.
pub(super) fn draw(graph: &Graph, (title, desc): (&str, &str)) -> Drawing {
    let sized: Vec<Sized> =
        graph.nodes.iter().enumerate().map(|(at, node)| Sized::of(graph, at, node)).collect();
    let shown: Vec<(&Edge, Vec<String>)> = graph
        .edges
        .iter()
        .filter(|edge| edge.from != edge.to)
        .map(|edge| {
            let lines = if edge.label.is_empty() { Vec::new() } else { wrap(&edge.label, ROOM) };
            (edge, lines)
        })
        .collect();
    let titles: Vec<Vec<String>> =
        graph.clusters.iter().map(|cluster| wrap(&cluster.title, ROOM * 1.5)).collect();
    let mut is_wide = vec![false; titles.len()];
    let (mut board, crowded) = compose(graph, &sized, &shown, &titles, &is_wide);
    if !crowded.is_empty() {
        // Lines pass where the title of a cluster stands: it gets room beside them.
        for cluster in crowded {
            is_wide[cluster] = true;
        }
        (board, _) = compose(graph, &sized, &shown, &titles, &is_wide);
    }
    board.finish((title, desc))
}

/// Draws everything, and returns the clusters whose titles lie on lines.
fn compose(
    graph: &Graph,
    sized: &[Sized],
    shown: &[(&Edge, Vec<String>)],
    titles: &[Vec<String>],
    is_wide: &[bool],
) -> (Board, Vec<usize>) {
    let layout = lay_out(&plan(graph, sized, shown, titles, is_wide));
    let mut board = Board::new(graph.direction);
    for (at, extent) in layout.holders.iter().enumerate() {
        board.frame(extent, depth(graph, at));
    }
    for ((edge, lines), course) in shown.iter().zip(&layout.courses) {
        board.edge(edge, lines, course, sized, &layout);
    }
    for (node, spot) in sized.iter().zip(&layout.items) {
        board.node(node, *spot);
    }
    let mut crowded = Vec::new();
    for (at, (extent, lines)) in layout.holders.iter().zip(titles).enumerate() {
        if !board.title(extent, lines) {
            crowded.push(at);
        }
    }
    (board, crowded)
}

fn depth(graph: &Graph, cluster: usize) -> usize {
    std::iter::successors(graph.clusters[cluster].parent, |at| graph.clusters[*at].parent).count()
}

impl<'a> Sized<'a> {
    fn of(graph: &Graph, at: usize, node: &'a Node) -> Sized<'a> {
        let lines = match node.label.is_empty() {
            true => Vec::new(),
            false => wrap(&node.label, shape::room(node.shape)),
        };
        let size = shape::size(node.shape, block(&lines), graph.direction.is_across());
        let own = End::Node(at);
        let mut loops: Option<Vec<String>> = None;
        let mut loop_stroke = Stroke::Solid;
        for edge in graph.edges.iter().filter(|edge| edge.from == own && edge.to == own) {
            let lines = loops.get_or_insert_default();
            loop_stroke = edge.stroke;
            if !edge.label.is_empty() {
                lines.extend(wrap(&edge.label, ROOM));
            }
        }
        let note = |side: Side| -> Vec<String> {
            let own = node.notes.iter().filter(|(at, _)| *at == side);
            own.flat_map(|(_, text)| wrap(text, ROOM)).collect()
        };
        let notes = [note(Side::Left), note(Side::Right)];
        Sized { node, lines, size, loops, loop_stroke, notes }
    }

    /// Returns how far it reaches across, before and after its middle, and how long it is along.
    fn item(&self, is_across: bool) -> Item {
        let turn = |(w, h): (i64, i64)| if is_across { (h, w) } else { (w, h) };
        let (wide, mut long) = turn(self.size);
        let mut across = (wide / 2, wide / 2);
        if let Some(lines) = &self.loops {
            let label = turn(block(lines)).0;
            across.1 += LOOP + if lines.is_empty() { 0 } else { label + AIR };
        }
        for (side, lines) in self.notes.iter().enumerate().filter(|(_, lines)| !lines.is_empty()) {
            let (wide, high) = turn(note_size(lines));
            let reach = if side == 0 { &mut across.0 } else { &mut across.1 };
            *reach += NOTE + wide;
            long = long.max(high);
        }
        let ports = shape::ports(self.node.shape, self.size, is_across);
        Item { across, along: long, ports, cluster: self.node.cluster }
    }
}

fn note_size(lines: &[String]) -> (i64, i64) {
    let (wide, high) = block(lines);
    (wide + 24, high + 14)
}

fn plan(
    graph: &Graph,
    sized: &[Sized],
    shown: &[(&Edge, Vec<String>)],
    titles: &[Vec<String>],
    is_wide: &[bool],
) -> Plan {
    let is_across = graph.direction.is_across();
    let tie = |end: End| match end {
        End::Node(at) => Tie::Item(at),
        End::Cluster(at) => Tie::Cluster(at),
    };
    let links = shown.iter().map(|(edge, lines)| {
        let label = (!lines.is_empty()).then(|| {
            let (wide, high) = block(lines);
            match is_across {
                true => (high + 4, wide + 2 * AIR),
                false => (wide + 2 * AIR, high + 4),
            }
        });
        Link { from: tie(edge.from), to: tie(edge.to), label, length: edge.length }
    });
    let holders = graph.clusters.iter().zip(titles).enumerate().map(|(at, (cluster, lines))| {
        let (wide, high) = block(lines);
        let (over, least) = match cluster.title.is_empty() {
            true => (16, 0),
            // Beside the lines that come in there is room for the title.
            false if is_wide[at] => (high + 18, (wide + 28).max((2 * wide + 56).min(WIDE))),
            false => (high + 18, wide + 28),
        };
        let (across, along, least) = match graph.direction {
            Direction::Down => ((18, 18), (over, 16), (least, 0)),
            Direction::Up => ((18, 18), (16, over), (least, 0)),
            Direction::Right | Direction::Left => ((over, 16), (18, 18), (0, wide + 28)),
        };
        Holder { parent: cluster.parent, across, along, least }
    });
    Plan {
        items: sized.iter().map(|node| node.item(is_across)).collect(),
        links: links.collect(),
        holders: holders.collect(),
        beside: if is_across { 26 } else { 34 },
        between: if is_across { 58 } else { 50 },
    }
}
