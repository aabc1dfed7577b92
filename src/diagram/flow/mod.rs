//! Flowcharts: nodes with shapes, edges with labels, subgraphs.

mod links;
mod nodes;

use std::collections::BTreeMap;

use super::graph::{Cluster, Direction, End, Graph, Node, Role, Shape};
use super::lines::{Line, Source, words};
use super::{DEPTH, EDGES, NODES, too_many};
use crate::diag::{Problem, did_you_mean};
use crate::id::Span;

/// The words with which a statement may begin that is no chain of nodes.
pub(super) const WORDS: [&str; 9] = [
    "subgraph",
    "end",
    "direction",
    "classDef",
    "class",
    "style",
    "linkStyle",
    "click",
    "accTitle",
];

/// A flowchart on its way.
struct Reader<'a, 'p> {
    graph: Graph,
    ids: BTreeMap<&'a str, usize>,
    /// The subgraphs that are open, each with where it began.
    open: Vec<(usize, Span)>,
    /// The subgraphs by their ids.
    clusters: BTreeMap<&'a str, usize>,
    /// The subgraphs by where they begin.
    begins: BTreeMap<usize, usize>,
    problems: &'p mut Vec<Problem>,
}

/// Reads a flowchart.
pub(super) fn read<'a>(
    source: &Source<'a>,
    rest: Line<'a>,
    problems: &mut Vec<Problem>,
) -> Option<Graph> {
    let mut reader = Reader {
        graph: Graph::default(),
        ids: BTreeMap::new(),
        open: Vec::new(),
        clusters: BTreeMap::new(),
        begins: BTreeMap::new(),
        problems,
    };
    // A subgraph may be named before it begins.
    reader.find_subgraphs(source);
    let (word, mut more) = match rest.split(";") {
        Some((word, more)) => (word, more),
        None => (rest, rest.from(rest.text.len())),
    };
    if !word.text.is_empty() {
        match Direction::parse(word.text) {
            Some(direction) => reader.graph.direction = direction,
            None => reader.no_direction(word),
        }
    }
    while !more.text.is_empty() {
        more = reader.statement(more);
    }
    for line in &source.lines {
        let mut rest = *line;
        while !rest.text.is_empty() {
            rest = reader.statement(rest);
        }
    }
    reader.finish(source)
}

impl<'a> Reader<'a, '_> {
    fn report(&mut self, span: Span, message: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(Problem::new(span, message, hint));
    }

    fn no_direction(&mut self, word: Line<'_>) {
        let message = format!("there is no direction `{}`", word.text);
        let hint = did_you_mean(word.text, Direction::WORDS)
            .unwrap_or_else(|| "write `TD`, `BT`, `LR` or `RL`".to_owned());
        self.report(word.span(), message, hint);
    }

    fn find_subgraphs(&mut self, source: &Source<'a>) {
        for line in &source.lines {
            let (word, rest) = line.word();
            if word == "subgraph" {
                let (id, title) = heading(rest);
                let at = self.graph.clusters.len();
                self.graph.clusters.push(Cluster {
                    id: id.to_owned(),
                    title: words(title),
                    parent: None,
                });
                self.begins.insert(line.at, at);
                if !id.is_empty() {
                    self.clusters.entry(id).or_insert(at);
                }
            }
        }
    }

    /// Reads one statement, and returns what follows it on its line.
    fn statement(&mut self, line: Line<'a>) -> Line<'a> {
        let (word, rest) = line.word();
        let end = line.from(line.text.len());
        let (bare, after) = match word.split_once(';') {
            Some((bare, _)) => (bare, line.from(bare.len() + 1)),
            None => (word, rest),
        };
        match bare {
            "" => after,
            "subgraph" => {
                self.subgraph(line);
                end
            }
            "end" => {
                if self.open.pop().is_none() {
                    let hint = "leave it out, or write a node of that name as `End`";
                    self.report(line.part(bare), "this `end` closes no subgraph", hint);
                }
                match after.text.is_empty() || word.contains(';') {
                    true => after,
                    false => {
                        let hint = "begin a line of its own";
                        self.report(after.span(), "nothing may follow `end`", hint);
                        end
                    }
                }
            }
            "direction" if !rest.text.is_empty() && !starts_link(rest.text) => {
                let word = Line { text: rest.text.trim_end_matches(';'), ..rest };
                match Direction::parse(word.text) {
                    Some(direction) if direction == self.graph.direction => {}
                    Some(_) => {
                        let message = "a subgraph runs in the direction of its flowchart";
                        self.report(line.span(), message, "leave the line out");
                    }
                    None => self.no_direction(word),
                }
                end
            }
            // What has the look of a role is told by a class; colours are those of the theme.
            "classDef" | "style" | "linkStyle" if !starts_link(rest.text) => end,
            "class" if !starts_link(rest.text) => {
                self.class(rest);
                end
            }
            "click" if !starts_link(rest.text) => {
                let message = "nothing in a diagram can be clicked";
                self.report(line.span(), message, "put the link into the text below the diagram");
                end
            }
            _ => self.chain(line),
        }
    }

    fn subgraph(&mut self, line: Line<'a>) {
        let (_, rest) = line.word();
        let (id, title) = heading(rest);
        let Some(at) = self.begins.get(&line.at).copied() else {
            let hint = "write it without a `;` before it";
            return self.report(line.span(), "a subgraph begins a line of its own", hint);
        };
        let cluster = &mut self.graph.clusters[at];
        cluster.parent = self.open.last().map(|(at, _)| *at);
        if rest.text.is_empty() {
            let hint = "write a title, such as `subgraph Storage`";
            self.report(line.span(), "a subgraph needs a title", hint);
        }
        if !id.is_empty() && self.clusters.get(id) != Some(&at) {
            let message = format!("there are two subgraphs `{id}`");
            self.report(
                line.part(id),
                message,
                "give one of them another id: `subgraph id [title]`",
            );
        }
        if title.is_empty() && !rest.text.is_empty() {
            self.report(
                rest.span(),
                "the title of the subgraph is empty",
                "write one in the brackets",
            );
        }
        if self.open.len() >= DEPTH {
            let message = format!("subgraphs lie more than {DEPTH} deep");
            self.report(line.span(), message, "draw the inner ones in a diagram of their own");
        }
        self.open.push((at, line.span()));
    }

    fn class(&mut self, rest: Line<'a>) {
        let Some((ids, class)) = rest.text.rsplit_once(char::is_whitespace) else {
            self.report(rest.span(), "`class` needs nodes and a class", "write `class a,b accent`");
            return;
        };
        let role = Role::parse(class.trim_end_matches(';')).unwrap_or_default();
        for id in ids.split(',').map(str::trim).filter(|id| !id.is_empty()) {
            match self.ids.get(id) {
                Some(node) => self.graph.nodes[*node].role = role,
                None if self.clusters.contains_key(id) => {}
                None => {
                    let message = format!("there is no node `{id}` above this line");
                    let hint = did_you_mean(id, self.ids.keys().copied());
                    let hint = hint.unwrap_or_else(|| "write the node before its class".to_owned());
                    self.report(rest.part(id), message, hint);
                }
            }
        }
    }

    /// Returns the node or subgraph of a name; a new node stands in the subgraph that is open.
    fn thing(&mut self, id: &'a str) -> End {
        if let Some(node) = self.ids.get(id) {
            return End::Node(*node);
        }
        if let Some(cluster) = self.clusters.get(id) {
            return End::Cluster(*cluster);
        }
        let node = Node {
            id: id.to_owned(),
            label: id.to_owned(),
            shape: Shape::Rect,
            role: Role::Plain,
            cluster: self.open.last().map(|(at, _)| *at),
            notes: Vec::new(),
        };
        self.ids.insert(id, self.graph.nodes.len());
        self.graph.nodes.push(node);
        End::Node(self.graph.nodes.len() - 1)
    }

    fn finish(mut self, source: &Source<'a>) -> Option<Graph> {
        while let Some((_, span)) = self.open.pop() {
            let hint = "close it by a line with `end`";
            self.report(span, "this subgraph does not end", hint);
        }
        let (nodes, edges) = (self.graph.nodes.len(), self.graph.edges.len());
        self.problems.extend(too_many(source, nodes, NODES, "nodes"));
        self.problems.extend(too_many(source, edges, EDGES, "edges"));
        self.problems.extend(too_many(source, self.graph.clusters.len(), NODES / 4, "subgraphs"));
        if nodes == 0 && self.problems.is_empty() {
            let span = source.head.map(|head| head.span()).unwrap_or_default();
            let hint = "write a node, such as `a[Idea] --> b[Brief]`";
            self.report(span, "the flowchart has no nodes", hint);
        }
        if !self.problems.is_empty() {
            return None;
        }
        self.graph.without_empty_clusters();
        self.graph.check_holders(source, self.problems);
        self.problems.is_empty().then_some(self.graph)
    }
}

/// Returns the id and the title of a subgraph: `one [Title]`, `"Title"`, `Title of words`.
fn heading(line: Line<'_>) -> (&str, &str) {
    let text = line.text.trim_end_matches(';').trim_end();
    match text.find('[') {
        Some(at) if text.ends_with(']') => (text[..at].trim_end(), &text[at + 1..text.len() - 1]),
        _ if text.starts_with('"') => (text.trim_matches('"'), text),
        _ => (text, text),
    }
}

/// Returns whether a text begins with an edge: then the word before it is a node.
fn starts_link(text: &str) -> bool {
    ["--", "==", "-.", "~~", "<--", "<==", "<-.", "&"].iter().any(|mark| text.starts_with(mark))
}
