//! What only the whole graph can tell is wrong with names and relations.

use std::collections::HashMap;

use crate::config::Config;
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::id::{DocId, RelPath, Span};
use crate::kind::{Kind, Relation};

use super::node::{Edge, End, ItemNode, Node};

/// Finds explicit ids that two documents of a kind have. Files of one name in two folders are told apart
/// by their folders, as long as nobody wrote an id.
pub(super) fn names(nodes: &[Node], findings: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<(Kind, &str), DocId> = HashMap::with_capacity(nodes.len());
    for (id, node) in (0..).map(DocId).zip(nodes) {
        let key = (node.doc.kind, node.doc.id.as_str());
        let Some(first) = seen.get(&key) else {
            seen.insert(key, id);
            continue;
        };
        let first = &nodes[first.index()];
        let (writer, other) = match (&node.doc.front.id, &first.doc.front.id) {
            (Some(_), _) => (node, first),
            (None, Some(_)) => (first, node),
            (None, None) => continue,
        };
        let Some(explicit) = &writer.doc.front.id else { continue };
        let first = &other.doc.path;
        let message = format!(
            "the id `{}` is taken by the {} in {first}",
            explicit.value,
            node.doc.kind.words()
        );
        findings.push(
            Diagnostic::new(Code(5), &writer.doc.path, explicit.span, message)
                .naming(first)
                .hint("give one of them another id"),
        );
    }
}

/// Finds audiences that the configuration does not name: what is visible to them is visible to nobody.
pub(super) fn audiences(nodes: &[Node], config: &Config, findings: &mut Vec<Diagnostic>) {
    let mut unknown = |path: &RelPath, span: Span, name: &str| {
        let message = format!("there is no audience `{name}`; nobody would see this");
        let near = did_you_mean(name, config.audiences.keys().map(String::as_str));
        let hint = near.unwrap_or_else(|| format!("add `{name} = \"…\"` under [audiences]"));
        findings.push(Diagnostic::new(Code(6), path, span, message).hint(hint));
    };
    for node in nodes {
        let doc = &node.doc;
        let is_unknown = |name: &&String| !config.audiences.contains_key(*name);
        for audience in &doc.front.visible_to {
            if is_unknown(&&audience.value) {
                unknown(&doc.path, audience.span, &audience.value);
            }
        }
        if doc.body.gates.len() < 2 {
            continue;
        }
        let mut told: Vec<&String> = Vec::new();
        let headings = doc.body.headings.iter().map(|heading| (heading.span, heading.gate));
        let items = doc.body.items.iter().map(|item| (item.span, item.gate));
        for (span, gate) in headings.chain(items) {
            let gate = &doc.body.gates[usize::from(gate.0)];
            for name in gate.visible_to.iter().flatten().filter(is_unknown) {
                // A gate holds for all headings and items below the one that sets it.
                if !told.contains(&name) {
                    told.push(name);
                    unknown(&doc.path, span, name);
                }
            }
        }
    }
}

/// Finds cycles of `depends-on`, `parent` and `supersedes`; each is told once, at its first place.
pub(super) fn cycles(
    nodes: &[Node],
    items: &[ItemNode],
    edges: &[Edge],
    findings: &mut Vec<Diagnostic>,
) {
    for relation in [Relation::DependsOn, Relation::Parent, Relation::Supersedes] {
        let mut next: HashMap<End, Vec<&Edge>> = HashMap::new();
        let mut starts = Vec::new();
        for edge in edges.iter().filter(|edge| edge.relation == relation) {
            next.entry(edge.from).or_default().push(edge);
            starts.push(edge.from);
        }
        let mut done: HashMap<End, Mark> = HashMap::new();
        for start in starts {
            visit(start, &next, &mut done, &mut |cycle: &[&Edge]| {
                findings.push(told(nodes, items, relation, cycle));
            });
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    OnTheWay,
    Finished,
}

/// Walks depth first with a stack of its own, since a chain may be as long as the handbook.
fn visit<'a>(
    start: End,
    next: &HashMap<End, Vec<&'a Edge>>,
    marks: &mut HashMap<End, Mark>,
    found: &mut impl FnMut(&[&'a Edge]),
) {
    if marks.contains_key(&start) {
        return;
    }
    marks.insert(start, Mark::OnTheWay);
    let mut way: Vec<&Edge> = Vec::new();
    let mut stack: Vec<(End, usize)> = vec![(start, 0)];
    while let Some((end, at)) = stack.last_mut() {
        let edge = next.get(end).and_then(|edges| edges.get(*at)).copied();
        *at += 1;
        let Some(edge) = edge else {
            marks.insert(*end, Mark::Finished);
            stack.pop();
            way.pop();
            continue;
        };
        match marks.get(&edge.to) {
            None => {
                marks.insert(edge.to, Mark::OnTheWay);
                way.push(edge);
                stack.push((edge.to, 0));
            }
            Some(Mark::OnTheWay) => {
                let from = way.iter().position(|step| step.from == edge.to);
                let mut cycle: Vec<&Edge> = from.map_or(Vec::new(), |from| way[from..].to_vec());
                cycle.push(edge);
                found(&cycle);
            }
            Some(Mark::Finished) => {}
        }
    }
}

fn told(nodes: &[Node], items: &[ItemNode], relation: Relation, cycle: &[&Edge]) -> Diagnostic {
    let name = |end: End| match end {
        End::Doc(doc) => nodes[doc.index()].doc.id.clone(),
        End::Item(item) => {
            let item = items[item.index()];
            nodes[item.doc.index()].doc.body.items[item.index].anchor.clone()
        }
    };
    // The place is that of the first document by path, so that it does not depend on where the walk began.
    let at = (0..cycle.len()).min_by_key(|at| (cycle[*at].doc, cycle[*at].span)).unwrap_or(0);
    let first = cycle[at];
    let mut way: Vec<String> =
        cycle[at..].iter().chain(&cycle[..at]).map(|edge| name(edge.from)).collect();
    way.push(name(first.from));
    let message = format!("`{}` goes in a circle: {}", relation.name(), way.join(" → "));
    let path = &nodes[first.doc.index()].doc.path;
    let mut finding = Diagnostic::new(Code(8), path, first.span, message)
        .hint("remove the relation that is not true");
    for edge in cycle {
        finding = finding.naming(&nodes[edge.doc.index()].doc.path);
    }
    finding
}
