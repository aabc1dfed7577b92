//! Chains of nodes: ids, shapes, and what leads from one to the next.

use super::super::graph::{Edge, End, Role, Shape};
use super::super::lines::{Line, words};
use super::Reader;
use super::links::{self, Link};
use crate::diag::did_you_mean;

/// The brackets of each shape; of two that begin alike the longer one stands first.
const BRACKETS: [(&str, &str, Shape); 14] = [
    ("(((", ")))", Shape::DoubleCircle),
    ("((", "))", Shape::Circle),
    ("([", "])", Shape::Stadium),
    ("(", ")", Shape::Round),
    ("[[", "]]", Shape::Subroutine),
    ("[(", ")]", Shape::Cylinder),
    ("[/", "/]", Shape::LeansRight),
    ("[/", "\\]", Shape::Trapezoid),
    ("[\\", "\\]", Shape::LeansLeft),
    ("[\\", "/]", Shape::Funnel),
    ("[", "]", Shape::Rect),
    ("{{", "}}", Shape::Hexagon),
    ("{", "}", Shape::Diamond),
    (">", "]", Shape::Flag),
];

impl<'a> Reader<'a, '_> {
    /// Reads nodes and the edges between them, and returns what follows on the line.
    pub(super) fn chain(&mut self, line: Line<'a>) -> Line<'a> {
        let end = line.from(line.text.len());
        let Some((mut from, mut rest)) = self.group(line) else { return end };
        loop {
            if rest.text.is_empty() {
                return rest;
            }
            if rest.text.starts_with(';') {
                return rest.from(1);
            }
            let link = match links::read(rest) {
                Ok(Some(link)) => link,
                Ok(None) => {
                    self.no_link(line, rest);
                    return end;
                }
                Err(problem) => {
                    self.problems.push(problem);
                    return end;
                }
            };
            if link.rest.text.is_empty() || link.rest.text.starts_with(';') {
                let hint = "write the node to which it leads";
                self.report(rest.span(), "this edge leads nowhere", hint);
                return end;
            }
            let Some((to, after)) = self.group(link.rest) else { return end };
            for one in &from {
                for other in &to {
                    self.edge(*one, *other, &link);
                }
            }
            (from, rest) = (to, after);
        }
    }

    fn edge(&mut self, from: End, to: End, link: &Link<'a>) {
        // A list of nodes on both sides makes edges quickly; so many are refused in any case.
        if self.graph.edges.len() > super::EDGES {
            return;
        }
        let label = words(link.label);
        self.graph.edges.push(Edge {
            from,
            to,
            label,
            stroke: link.stroke,
            tips: link.tips,
            length: link.length,
        });
        self.graph.places.push(link.span);
    }

    /// Reports what stands where an edge should.
    fn no_link(&mut self, line: Line<'a>, rest: Line<'a>) {
        let (first, _) = line.word();
        let (word, _) = rest.word();
        if let Some(hint) =
            did_you_mean(first, super::WORDS).filter(|_| !line.text.starts_with('"'))
            && rest.at <= line.at + first.len() + 1
        {
            let message = format!("a flowchart has no `{first}`");
            return self.report(line.part(first), message, hint);
        }
        let message = format!("`{word}` is no edge");
        let hint = "lead to the next node by `-->`, `---`, `-.->` or `==>`";
        self.report(rest.part(word), message, hint);
    }

    /// Reads nodes that are joined by `&`.
    fn group(&mut self, line: Line<'a>) -> Option<(Vec<End>, Line<'a>)> {
        let mut ends = Vec::new();
        let mut rest = line;
        loop {
            let (end, after) = self.node(rest)?;
            ends.push(end);
            rest = after;
            if !rest.text.starts_with('&') {
                return Some((ends, rest));
            }
            rest = rest.from(1);
        }
    }

    /// Reads one node.
    fn node(&mut self, line: Line<'a>) -> Option<(End, Line<'a>)> {
        let length = id_length(line.text);
        let (id, after) = line.text.split_at(length);
        if id.is_empty() {
            let word = line.text.split_whitespace().next().unwrap_or("");
            let message = match word {
                "" => "a node is missing at the end of this line".to_owned(),
                word => format!("`{word}` is no node"),
            };
            let span = if word.is_empty() { line.span() } else { line.part(word) };
            let hint = "begin with an id of letters and digits, such as `a[Words]`";
            self.report(span, message, hint);
            return None;
        }
        if id == "end" {
            let hint = "write it as `End`, or as `e[end]`";
            self.report(line.part(id), "a node cannot be called `end`", hint);
            return None;
        }
        if after.starts_with("@{") {
            let hint = "write the shape in brackets, such as `a[(Words)]`";
            self.report(line.part(after), "`@{` is not read", hint);
            return None;
        }
        let end = self.thing(id);
        let mut rest = line.from(length);
        if let Some(bracket) = BRACKETS.iter().find(|(open, ..)| after.starts_with(open)) {
            let (text, shape, follows) = self.bracket(line, length, bracket)?;
            let End::Node(node) = end else {
                let message = format!("`{id}` is a subgraph and has no shape");
                self.report(line.part(id), message, "give the node another id");
                return None;
            };
            self.graph.nodes[node].label = words(text);
            self.graph.nodes[node].shape = shape;
            rest = follows;
        }
        if let Some(class) = rest.text.strip_prefix(":::") {
            let length = id_length(class);
            if let End::Node(node) = end {
                self.graph.nodes[node].role = Role::parse(&class[..length]).unwrap_or_default();
            }
            rest = rest.from(3 + length);
        }
        Some((end, rest))
    }

    /// Reads the words in the brackets behind an id.
    fn bracket(
        &mut self,
        line: Line<'a>,
        at: usize,
        (open, close, shape): &(&'static str, &'static str, Shape),
    ) -> Option<(&'a str, Shape, Line<'a>)> {
        let inner = &line.text[at + open.len()..];
        // Two shapes begin alike and end in different ways.
        let other = BRACKETS.iter().find(|it| it.0 == *open && it.1 != *close);
        let closers = std::iter::once((*close, *shape)).chain(other.map(|it| (it.1, it.2)));
        let quoted = inner.trim_start().starts_with('"');
        let from = match quoted {
            // What stands in quotes may hold brackets.
            true => {
                let start = inner.find('"').unwrap_or_default() + 1;
                match inner[start..].find('"') {
                    Some(end) => start + end + 1,
                    None => {
                        let hint = "close it by `\"`";
                        self.report(line.part(inner), "a text in quotes does not end", hint);
                        return None;
                    }
                }
            }
            false => 0,
        };
        let found = closers
            .filter_map(|(close, shape)| Some((from + inner[from..].find(close)?, close, shape)))
            .min_by_key(|(at, ..)| *at);
        let Some((end, close, shape)) = found else {
            let message = format!("a text that begins with `{open}` does not end");
            let span = line.part(&line.text[at..]);
            self.report(span, message, format!("close it by `{close}`"));
            return None;
        };
        let text = &inner[..end];
        if !quoted && let Some(mark) = text.find(['[', ']', '(', ')', '{', '}', '"', '|']) {
            let letter = inner[mark..].chars().next().unwrap_or(' ');
            let span = line.part(&inner[mark..mark + letter.len_utf8()]);
            let message = format!("`{letter}` can stand only in a text in quotes");
            self.report(span, message, format!("write `{open}\"…\"{close}`"));
            return None;
        }
        if quoted && !inner[from..end].trim().is_empty() {
            let hint = format!("write `{open}\"…\"{close}`");
            self.report(line.part(&inner[from..end]), "nothing may follow the quotes", hint);
            return None;
        }
        Some((text, shape, line.from(at + open.len() + end + close.len())))
    }
}

/// Returns how long the id is with which a text begins.
fn id_length(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    let mut length = 0;
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, letter)| *letter);
        let is_inner =
            || length > 0 && next.is_some_and(|next| next.is_alphanumeric() || next == '_');
        let belongs = match letter {
            '-' | '.' | '/' | '+' | '\'' => is_inner(),
            letter => letter.is_alphanumeric() || letter == '_',
        };
        if !belongs {
            break;
        }
        length = at + letter.len_utf8();
    }
    length
}
