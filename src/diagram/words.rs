//! Diagrams in words, for whoever does not see them.

use std::collections::BTreeMap;

use super::graph::{Direction, End, Graph, Shape, Stroke, Tip};

/// How many sentences a description has at most: the source, which stands below each diagram, says all.
const SENTENCES: usize = 60;

/// Returns what a flowchart is called, and what it shows.
pub(super) fn flow(graph: &Graph) -> (String, String) {
    let count = graph.nodes.len();
    let title = format!("Flowchart with {}", counted(count, "node", "nodes"));
    let way = match graph.direction {
        Direction::Down => "from top to bottom",
        Direction::Up => "from bottom to top",
        Direction::Right => "from left to right",
        Direction::Left => "from right to left",
    };
    (format!("{title}, {way}"), told(graph, "leads to"))
}

/// Returns what a state diagram is called, and what it shows.
pub(super) fn states(graph: &Graph) -> (String, String) {
    let is_state =
        |shape: Shape| !matches!(shape, Shape::Start | Shape::End | Shape::Choice | Shape::Bar);
    let count = graph.nodes.iter().filter(|node| is_state(node.shape)).count();
    let title =
        format!("State diagram with {}", counted(count + graph.clusters.len(), "state", "states"));
    (title, told(graph, "becomes"))
}

fn told(graph: &Graph, verb: &str) -> String {
    let mut sentences = Vec::new();
    for (at, cluster) in graph.clusters.iter().enumerate() {
        let own = |node: &&super::graph::Node| {
            node.cluster == Some(at) && !matches!(node.shape, Shape::Start | Shape::End)
        };
        let nodes = graph.nodes.iter().filter(own).map(|node| name(node.shape, &node.label));
        let inner = graph.clusters.iter().filter(|inner| inner.parent == Some(at));
        let held: Vec<String> = nodes.chain(inner.map(|inner| plain(&inner.title))).collect();
        sentences.push(ended(format!("{} holds {}", plain(&cluster.title), joined(&held))));
    }
    // What leads on from one thing is said in one sentence.
    let mut told: BTreeMap<(String, &str), usize> = BTreeMap::new();
    let mut groups: Vec<(String, &str, Vec<String>)> = Vec::new();
    for edge in graph.edges.iter().filter(|edge| edge.stroke != Stroke::Hidden) {
        let (from, to) = (called(graph, edge.from), called(graph, edge.to));
        let verb = match edge.tips {
            (Tip::None, tip) if tip != Tip::None => match is_beginning(graph, edge.from) {
                true => "leads to",
                false => verb,
            },
            _ => "is tied to",
        };
        let to = match edge.label.is_empty() {
            true => to,
            false => format!("{to} ({})", plain(&edge.label)),
        };
        let at = *told.entry((from.clone(), verb)).or_insert(groups.len());
        match groups.get_mut(at) {
            Some((_, _, ends)) => ends.push(to),
            None => groups.push((from, verb, vec![to])),
        }
    }
    for (from, verb, ends) in groups {
        let from = capitalised(&from);
        sentences.push(ended(format!("{from} {verb} {}", joined(&ends))));
    }
    let tied =
        |at: usize| graph.edges.iter().any(|edge| [edge.from, edge.to].contains(&End::Node(at)));
    for (at, node) in graph.nodes.iter().enumerate() {
        if !tied(at) && node.cluster.is_none() {
            sentences.push(format!("{} stands alone.", name(node.shape, &node.label)));
        }
        for (_, note) in &node.notes {
            sentences.push(ended(format!("Note on {}: {}", plain(&node.label), plain(note))));
        }
    }
    whole(sentences)
}

/// Returns sentences as one text; of many only the first, and how many there are beyond.
pub(super) fn whole(mut sentences: Vec<String>) -> String {
    let more = sentences.len().saturating_sub(SENTENCES);
    sentences.truncate(SENTENCES);
    if more > 0 {
        sentences.push(format!("And {more} more, in the source below."));
    }
    sentences.join(" ")
}

fn is_beginning(graph: &Graph, end: End) -> bool {
    matches!(end, End::Node(node) if graph.nodes[node].shape == Shape::Start)
}

fn called(graph: &Graph, end: End) -> String {
    let End::Node(node) = end else { return plain(graph.name(end)) };
    let node = &graph.nodes[node];
    let name = name(node.shape, &node.label);
    match node.cluster.filter(|_| matches!(node.shape, Shape::Start | Shape::End)) {
        Some(cluster) => format!("{name} of {}", plain(&graph.clusters[cluster].title)),
        None => name,
    }
}

fn name(shape: Shape, label: &str) -> String {
    match shape {
        Shape::Start => "the beginning".to_owned(),
        Shape::End => "the end".to_owned(),
        Shape::Choice if label.is_empty() => "a choice".to_owned(),
        Shape::Bar if label.is_empty() => "a bar".to_owned(),
        _ => plain(label),
    }
}

/// Returns what a sentence begins with; a name keeps its letters.
fn capitalised(name: &str) -> String {
    match name.split_once(' ') {
        Some(("the", rest)) => format!("The {rest}"),
        Some(("a", rest)) => format!("A {rest}"),
        _ => name.to_owned(),
    }
}

/// Returns words on one line, without a full stop at their end.
pub(super) fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches('.').to_owned()
}

/// Returns a sentence with its full stop, unless it ends otherwise.
pub(super) fn ended(sentence: String) -> String {
    match sentence.ends_with(['?', '!', '…']) {
        true => sentence,
        false => sentence + ".",
    }
}

/// Returns words as they are listed in a sentence.
pub(super) fn joined(words: &[String]) -> String {
    match words {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Returns a number with what it counts.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
