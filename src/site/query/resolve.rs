//! What the references, people and tags of a query mean.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Problem, did_you_mean};
use crate::doc::Text;
use crate::doc::query::{Ask, Reference};
use crate::id::DocId;
use crate::people::People;

use super::super::edges::suggestion;
use super::super::names::{Names, Unresolved};
use super::super::node::{End, Linked, Node};
use super::fields::wanted;

/// What is wrong with a name in a query.
pub(super) struct Unclear {
    pub(super) problem: Problem,
    /// The document that the message tells of.
    names: Option<DocId>,
}

/// Every tag, and everyone who is named as somebody that something belongs to.
pub(in crate::site) struct Vocabulary<'a> {
    people: &'a People,
    named: BTreeSet<&'a str>,
    tags: BTreeSet<String>,
}

impl<'a> Vocabulary<'a> {
    /// Returns the words of all documents.
    pub(in crate::site) fn of(nodes: &'a [Node], people: &'a People) -> Vocabulary<'a> {
        let (mut named, mut tags) = (BTreeSet::new(), BTreeSet::new());
        for node in nodes {
            let front = &node.doc.front;
            let items = node.doc.body.items.iter().filter_map(|item| item.fields.person.as_ref());
            named.extend(front.owner.iter().chain(items).map(|name| name.value.as_str()));
            tags.extend(front.tags.iter().map(|tag| tag.value.to_lowercase()));
        }
        Vocabulary { people, named, tags }
    }

    fn person(&self, name: &Text) -> Option<Unclear> {
        let written = name.value.as_str();
        if self.people.knows(written) || self.named.contains(written) {
            return None;
        }
        let known: BTreeSet<&str> = self.named.iter().copied().chain(self.people.ids()).collect();
        let near = did_you_mean(written, known);
        let hint = near.unwrap_or_else(|| "write the id of a person or a team".to_owned());
        Some(unclear(name, format!("nobody is called `{written}`"), hint, None))
    }

    fn tag(&self, name: &Text) -> Option<Unclear> {
        let written = name.value.to_lowercase();
        if self.tags.contains(&written) {
            return None;
        }
        let near = did_you_mean(&written, self.tags.iter().map(String::as_str));
        let hint = near.unwrap_or_else(|| "write a tag that some document has".to_owned());
        Some(unclear(name, format!("no document has the tag `{}`", name.value), hint, None))
    }
}

/// Resolves the queries of one document.
pub(in crate::site) fn resolve<'a>(
    nodes: &[Node],
    names: &Names,
    doc: DocId,
    words: impl Fn() -> &'a Vocabulary<'a>,
    linked: &mut Linked,
) {
    let own = &nodes[doc.index()].doc;
    for query in &own.body.queries {
        let Some(ask) = &query.ask else {
            linked.queries.push(None);
            continue;
        };
        match meaning(ask, nodes, names, Some(doc), &words) {
            Ok(ends) => linked.queries.push(Some(ends)),
            Err(problems) => {
                linked.queries.push(None);
                linked.findings.extend(problems.into_iter().map(|Unclear { problem, names }| {
                    let finding =
                        Diagnostic::new(Code(16), &own.path, problem.span, problem.message);
                    let finding = finding.hint(problem.hint);
                    match names {
                        Some(named) => finding.naming(&nodes[named.index()].doc.path),
                        None => finding,
                    }
                }));
            }
        }
    }
}

/// Returns what the references of a query mean that is asked in a document, or from outside.
pub(super) fn meaning<'a>(
    ask: &Ask,
    nodes: &[Node],
    names: &Names,
    from: Option<DocId>,
    words: impl Fn() -> &'a Vocabulary<'a>,
) -> Result<Vec<End>, Vec<Unclear>> {
    let mut problems = Vec::new();
    if !ask.people.is_empty() || !ask.tags.is_empty() {
        let words = words();
        problems.extend(ask.people.iter().filter_map(|name| words.person(name)));
        problems.extend(ask.tags.iter().filter_map(|name| words.tag(name)));
    }
    let mut ends = Vec::with_capacity(ask.references.len());
    for reference in &ask.references {
        match one(reference, nodes, names, from) {
            Ok(end) => ends.push(end),
            Err(unclear) => problems.push(unclear),
        }
    }
    if problems.is_empty() { Ok(ends) } else { Err(problems) }
}

fn unclear(name: &Text, message: String, hint: String, names: Option<DocId>) -> Unclear {
    Unclear { problem: Problem { span: name.span, message, hint }, names }
}

fn one(
    reference: &Reference,
    nodes: &[Node],
    names: &Names,
    from: Option<DocId>,
) -> Result<End, Unclear> {
    let wanted = wanted(&reference.field);
    let name = reference.name.value.as_str();
    let unclear = |message: String, hint: String, names: Option<DocId>| {
        unclear(&reference.name, message, hint, names)
    };
    if from.is_none() && name.starts_with('#') {
        let hint = "write the document before it: `vision-2026#checkout`".to_owned();
        return Err(unclear(format!("`{name}` names no document"), hint, None));
    }
    let meant = match from {
        Some(from) => names.resolve(name, wanted, from),
        None => names.from_outside(name, wanted),
    };
    meant.map_err(|problem| match problem {
        Unresolved::Nothing(near) => {
            let hint = suggestion(&near, &format!("write the id of {}", wanted.words));
            unclear(format!("{}: there is no `{name}`", reference.field), hint, None)
        }
        Unresolved::NoAnchor(doc, near) => {
            let own = &nodes[doc.index()].doc;
            let anchor = name.split_once('#').map_or("", |(_, anchor)| anchor);
            let hint = suggestion(&near, "write an anchor that is there");
            unclear(format!("`{}` has no anchor `#{anchor}`", own.id), hint, Some(doc))
        }
        Unresolved::WrongKind(end) => {
            let doc = match end {
                End::Doc(doc) => doc,
                End::Item(item) => {
                    let at = nodes.partition_point(|node| node.first_item <= item.0);
                    DocId(u32::try_from(at.saturating_sub(1)).unwrap_or(0))
                }
            };
            let message = format!(
                "`{}` is compared with {}, not with `{name}`",
                reference.field, wanted.words
            );
            unclear(message, format!("write the id of {}", wanted.words), Some(doc))
        }
        Unresolved::Ambiguous(spellings) => {
            let hint = format!("write `{}`", spellings.join("` or `"));
            unclear(format!("`{name}` could mean several things"), hint, None)
        }
    })
}
