//! State diagrams: states, transitions, composite states, notes.

use std::collections::BTreeMap;

use super::graph::{Cluster, Direction, Edge, End, Graph, Node, Role, Shape, Side, Stroke, Tip};
use super::lines::{Line, Source, words};
use super::{DEPTH, EDGES, NODES, too_many};
use crate::diag::{Problem, did_you_mean};
use crate::id::Span;

/// The words with which a line may begin that is no state.
pub(super) const WORDS: [&str; 7] =
    ["state", "note", "direction", "classDef", "class", "style", "hide"];

/// The marks behind a state that make it something else.
const MARKS: [(&str, Shape); 5] = [
    ("<<choice>>", Shape::Choice),
    ("<<fork>>", Shape::Bar),
    ("<<join>>", Shape::Bar),
    ("<<start>>", Shape::Start),
    ("<<end>>", Shape::End),
];

struct Reader<'a, 'p> {
    graph: Graph,
    ids: BTreeMap<&'a str, usize>,
    /// Where each composite state begins and ends, by whether it is the end.
    stops: BTreeMap<(Option<usize>, bool), usize>,
    clusters: BTreeMap<&'a str, usize>,
    begins: BTreeMap<usize, usize>,
    open: Vec<(usize, Span)>,
    problems: &'p mut Vec<Problem>,
}

/// Reads a state diagram.
pub(super) fn read<'a>(source: &Source<'a>, problems: &mut Vec<Problem>) -> Option<Graph> {
    let mut reader = Reader {
        graph: Graph::default(),
        ids: BTreeMap::new(),
        stops: BTreeMap::new(),
        clusters: BTreeMap::new(),
        begins: BTreeMap::new(),
        open: Vec::new(),
        problems,
    };
    for line in &source.lines {
        if let Some((id, title)) = composite(*line) {
            let at = reader.graph.clusters.len();
            let title = words(title);
            reader.graph.clusters.push(Cluster { id: id.to_owned(), title, parent: None });
            reader.clusters.entry(id).or_insert(at);
            reader.begins.insert(line.at, at);
        }
    }
    let mut lines = source.lines.iter().copied();
    while let Some(line) = lines.next() {
        if let Some((state, side)) = reader.long_note(line) {
            let text: Vec<&str> = lines
                .by_ref()
                .map(|line| line.text)
                .take_while(|text| *text != "end note")
                .collect();
            reader.note(state, side, &text.join("\n"));
        } else {
            reader.line(line);
        }
    }
    reader.finish(source)
}

/// Returns the id and the title of the composite state that begins on a line.
fn composite(line: Line<'_>) -> Option<(&str, &str)> {
    let (word, rest) = line.word();
    let inner = rest.text.strip_suffix('{').filter(|_| word == "state")?.trim_end();
    let (id, title) = named(inner);
    (!id.is_empty() && !id.contains(char::is_whitespace)).then_some((id, title))
}

/// Returns the id and the words of `"Words" as id`, or `id`.
fn named(text: &str) -> (&str, &str) {
    let quoted = text.strip_prefix('"').and_then(|inner| inner.split_once('"'));
    match quoted.and_then(|(title, rest)| Some((title, rest.trim().strip_prefix("as ")?))) {
        Some((title, id)) => (id.trim(), title),
        None => (text, text),
    }
}

impl<'a> Reader<'a, '_> {
    fn report(&mut self, span: Span, message: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(Problem::new(span, message, hint));
    }

    fn line(&mut self, line: Line<'a>) {
        let (word, rest) = line.word();
        let is_edge = rest.text.starts_with("-->") || rest.text.starts_with(':');
        match word {
            _ if is_edge => self.transition(line),
            "}" if rest.text.is_empty() => {
                if self.open.pop().is_none() {
                    self.report(line.span(), "this `}` closes no state", "leave it out");
                }
            }
            "--" => {
                let hint = "write each of them as a composite state of its own";
                self.report(line.span(), "states that run side by side are not drawn", hint);
            }
            "direction" => match Direction::parse(rest.text) {
                Some(direction) if self.open.is_empty() => self.graph.direction = direction,
                Some(_) => {
                    let message = "a composite state runs in the direction of its diagram";
                    self.report(line.span(), message, "leave the line out");
                }
                None => {
                    let message = format!("there is no direction `{}`", rest.text);
                    let hint = "write `TB`, `BT`, `LR` or `RL`";
                    self.report(rest.span(), message, hint);
                }
            },
            "state" => self.state(line, rest),
            "note" => self.short_note(line, rest),
            "class" => self.class(rest),
            // Colours are those of the theme, and descriptions are never shown empty.
            "classDef" | "style" | "hide" => {}
            "click" => {
                let message = "nothing in a diagram can be clicked";
                self.report(line.span(), message, "put the link into the text below the diagram");
            }
            _ => self.transition(line),
        }
    }

    fn state(&mut self, line: Line<'a>, rest: Line<'a>) {
        if let Some(at) = self.begins.get(&line.at).copied() {
            self.graph.clusters[at].parent = self.open.last().map(|(at, _)| *at);
            let id = composite(line).map_or("", |(id, _)| id);
            if self.clusters.get(id) != Some(&at) {
                let message = format!("the state `{id}` is composite twice");
                self.report(line.span(), message, "give one of them another id");
            }
            if self.open.len() >= DEPTH {
                let message = format!("states lie more than {DEPTH} deep");
                self.report(line.span(), message, "draw the inner ones in a diagram of their own");
            }
            return self.open.push((at, line.span()));
        }
        if let Some(at) = rest.text.find("<<") {
            let (id, mark) = (rest.text[..at].trim_end(), rest.text[at..].trim_end());
            let Some((_, shape)) = MARKS.iter().find(|(name, _)| *name == mark) else {
                let message = format!("there is no `{mark}`");
                let names = MARKS.iter().map(|(name, _)| *name);
                let hint = did_you_mean(mark, names)
                    .unwrap_or_else(|| "write `<<choice>>`, `<<fork>>` or `<<join>>`".to_owned());
                return self.report(rest.part(mark), message, hint);
            };
            if let Some(End::Node(node)) = self.thing(Line { text: id, ..rest }) {
                self.graph.nodes[node].shape = *shape;
                self.graph.nodes[node].label = String::new();
            }
            return;
        }
        let (id, title) = named(rest.text);
        let place = Line { text: id, at: rest.part(id).start as usize };
        if let Some(End::Node(node)) = self.thing(place)
            && id != title
        {
            self.graph.nodes[node].label = words(title);
        }
    }

    /// Reads a transition, a description, or a state alone.
    fn transition(&mut self, line: Line<'a>) {
        let Some((from, to)) = line.split("-->") else {
            return self.described(line);
        };
        let (to, label) = match split_colon(to) {
            Some((to, label)) => (to, words(label.text)),
            None => (to, String::new()),
        };
        if to.text.is_empty() || from.text.is_empty() {
            let hint = "write a state on both sides of the arrow, such as `Draft --> Shipped`";
            return self.report(line.span(), "this transition lacks a state", hint);
        }
        let from = if from.text == "[*]" { Some(self.stop(false)) } else { self.thing(from) };
        let to = if to.text == "[*]" { Some(self.stop(true)) } else { self.thing(to) };
        if let (Some(from), Some(to)) = (from, to) {
            self.graph.edges.push(Edge {
                from,
                to,
                label,
                stroke: Stroke::Solid,
                tips: (Tip::None, Tip::Arrow),
                length: 1,
            });
            self.graph.places.push(line.span());
        }
    }

    fn described(&mut self, line: Line<'a>) {
        let Some((state, description)) = split_colon(line) else {
            let (word, rest) = line.word();
            if let Some(at) = line.text.find("->") {
                let span = Span::new(line.at + at, line.at + at + 2);
                return self.report(span, "`->` is no transition", "write `-->`");
            }
            if !rest.text.is_empty() {
                let message = format!("a state diagram has no `{word}`");
                let hint = did_you_mean(word, WORDS).unwrap_or_else(|| {
                    "write `A --> B : when`, or `state \"Words\" as A`".to_owned()
                });
                return self.report(line.part(word), message, hint);
            }
            self.thing(line);
            return;
        };
        let text = words(description.text);
        match self.thing(state) {
            Some(End::Node(node)) => {
                let node = &mut self.graph.nodes[node];
                // A first description stands for the id, others below it.
                match node.label == node.id {
                    true => node.label = text,
                    false => node.label = format!("{}\n{text}", node.label),
                }
            }
            Some(End::Cluster(cluster)) => self.graph.clusters[cluster].title = text,
            None => {}
        }
    }

    /// Returns the node where the composite state that is open, or the diagram, begins or ends.
    fn stop(&mut self, is_end: bool) -> End {
        let cluster = self.open.last().map(|(at, _)| *at);
        if let Some(node) = self.stops.get(&(cluster, is_end)) {
            return End::Node(*node);
        }
        self.stops.insert((cluster, is_end), self.graph.nodes.len());
        self.graph.nodes.push(Node {
            id: "[*]".to_owned(),
            label: String::new(),
            shape: if is_end { Shape::End } else { Shape::Start },
            role: Role::Plain,
            cluster,
            notes: Vec::new(),
        });
        End::Node(self.graph.nodes.len() - 1)
    }

    /// Returns the state of a name; a new one stands in the composite state that is open.
    fn thing(&mut self, place: Line<'a>) -> Option<End> {
        let (id, class) = match place.text.split_once(":::") {
            Some((id, class)) => (id, Some(class)),
            None => (place.text, None),
        };
        let is_word = |letter: char| letter.is_alphanumeric() || "_-.".contains(letter);
        if id.is_empty() || !id.chars().all(is_word) {
            let message = format!("`{id}` is no state");
            let hint = "write an id of letters and digits, or `state \"Words\" as id` above";
            self.report(place.span(), message, hint);
            return None;
        }
        if let Some(cluster) = self.clusters.get(id) {
            return Some(End::Cluster(*cluster));
        }
        let node = match self.ids.get(id) {
            Some(node) => *node,
            None => {
                self.ids.insert(id, self.graph.nodes.len());
                self.graph.nodes.push(Node {
                    id: id.to_owned(),
                    label: id.to_owned(),
                    shape: Shape::Round,
                    role: Role::Plain,
                    cluster: self.open.last().map(|(at, _)| *at),
                    notes: Vec::new(),
                });
                self.graph.nodes.len() - 1
            }
        };
        if let Some(class) = class {
            self.graph.nodes[node].role = Role::parse(class).unwrap_or_default();
        }
        Some(End::Node(node))
    }

    fn class(&mut self, rest: Line<'a>) {
        let Some((ids, class)) = rest.text.rsplit_once(char::is_whitespace) else {
            let hint = "write `class A,B accent`";
            return self.report(rest.span(), "`class` needs states and a class", hint);
        };
        let role = Role::parse(class).unwrap_or_default();
        for id in ids.split(',').map(str::trim) {
            if let Some(End::Node(node)) =
                self.thing(Line { text: id, at: rest.part(id).start as usize })
            {
                self.graph.nodes[node].role = role;
            }
        }
    }

    /// Returns the side and the state of a note, and what follows them.
    fn beside(&mut self, rest: Line<'a>) -> Option<(Side, Line<'a>)> {
        for (words, side) in [("left of", Side::Left), ("right of", Side::Right)] {
            if rest.text.starts_with(words) {
                return Some((side, rest.from(words.len())));
            }
        }
        None
    }

    /// Returns the state of a note whose text stands on the lines that follow.
    fn long_note(&mut self, line: Line<'a>) -> Option<(Line<'a>, Side)> {
        let (word, rest) = line.word();
        let (side, state) = self.beside(rest).filter(|_| word == "note")?;
        (!state.text.contains(':')).then_some((state, side))
    }

    fn short_note(&mut self, line: Line<'a>, rest: Line<'a>) {
        let parts = self.beside(rest).and_then(|(side, rest)| Some((side, split_colon(rest)?)));
        match parts {
            Some((side, (state, text))) => self.note(state, side, text.text),
            None => {
                let hint =
                    "write `note right of A : words`, or the words on lines up to `end note`";
                self.report(line.span(), "a note stands left or right of a state", hint);
            }
        }
    }

    fn note(&mut self, state: Line<'a>, side: Side, text: &str) {
        match self.thing(state) {
            Some(End::Node(node)) => self.graph.nodes[node].notes.push((side, words(text))),
            Some(End::Cluster(_)) => {
                let hint = "write it beside a state within";
                self.report(state.span(), "a note cannot stand beside a composite state", hint);
            }
            None => {}
        }
    }

    fn finish(mut self, source: &Source<'a>) -> Option<Graph> {
        while let Some((_, span)) = self.open.pop() {
            self.report(span, "this state does not end", "close it by a line with `}`");
        }
        self.problems.extend(too_many(source, self.graph.nodes.len(), NODES, "states"));
        self.problems.extend(too_many(source, self.graph.edges.len(), EDGES, "transitions"));
        self.problems.extend(too_many(source, self.graph.clusters.len(), NODES / 4, "states"));
        if self.graph.nodes.is_empty() && self.problems.is_empty() {
            let span = source.head.map(|head| head.span()).unwrap_or_default();
            let hint = "write a transition, such as `[*] --> Draft`";
            self.report(span, "the diagram has no states", hint);
        }
        if !self.problems.is_empty() {
            return None;
        }
        self.graph.without_empty_clusters();
        self.graph.check_holders(source, self.problems);
        self.problems.is_empty().then_some(self.graph)
    }
}

/// Returns what stands before and behind the colon of a description; a class has three.
fn split_colon(line: Line<'_>) -> Option<(Line<'_>, Line<'_>)> {
    let mut from = 0;
    loop {
        let at = from + line.text.get(from..)?.find(':')?;
        if line.text[at..].starts_with(":::") {
            from = at + 3;
            continue;
        }
        let before = Line { text: line.text[..at].trim_end(), at: line.at };
        return Some((before, line.from(at + 1)));
    }
}
