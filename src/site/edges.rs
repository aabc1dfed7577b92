//! Relations from typed fields and from items.

use crate::diag::{Code, Diagnostic};
use crate::doc::Text;
use crate::id::{DocId, ItemId};
use crate::kind::{ItemKind, Kind, Relation};

use super::declared::{Declared, OBJECTIVE, Purpose, declared};
use super::names::{Names, Unresolved, Wanted};
use super::node::{Edge, End, Linked, Node, Target};

/// Adds the relations that the typed fields and the items of a document declare.
pub(super) fn declare(nodes: &[Node], names: &Names, doc: DocId, linked: &mut Linked) {
    let node = &nodes[doc.index()];
    declared(&node.doc, |declared| {
        let Declared { text, wanted, field, .. } = declared;
        let meant = || names.resolve(&text.value, wanted, doc);
        let relation = match declared.purpose {
            Purpose::Relation(relation) => relation,
            // That a pinned name means nothing any more is for a rule to tell.
            Purpose::Pin => {
                linked.pinned.push(match meant() {
                    Ok(End::Item(item)) => Some(item),
                    _ => None,
                });
                return;
            }
            // Queries are resolved each as a whole.
            Purpose::Query => return,
        };
        let from = declared.item.map_or(End::Doc(doc), |at| End::Item(node.item(at)));
        match meant() {
            Ok(to) => {
                linked.edges.push(Edge { relation, from, to, doc, span: text.span, link: None });
            }
            Err(problem) => {
                if wanted.is_kpi()
                    && let Some(objective) = objective(names, doc, text, &problem)
                {
                    linked.findings.push(no_kpi(nodes, names, doc, text, field, objective));
                    return;
                }
                linked.findings.push(unresolved(nodes, names, doc, text, wanted, field, &problem));
            }
        }
    });
}

/// Adds a relation for each link in the prose of a document that leads to another page.
pub(super) fn mention(nodes: &[Node], doc: DocId, linked: &mut Linked) {
    let node = &nodes[doc.index()];
    let Linked { edges, targets, .. } = linked;
    for (at, target) in targets.iter().enumerate() {
        let (to, to_doc) = match target {
            Target::Page { item: Some(item), doc: to, .. } => (End::Item(*item), *to),
            Target::Page { doc, .. } | Target::Chart(doc, _) | Target::Download(doc) => {
                (End::Doc(*doc), *doc)
            }
            Target::External | Target::Asset(_) | Target::Broken => continue,
        };
        if to_doc == doc {
            continue;
        }
        let link = &node.doc.body.links[at];
        let from = link.item.map_or(End::Doc(doc), |item| End::Item(node.item(item)));
        let (relation, span, link) = (Relation::Mentions, link.span, Some(at));
        edges.push(Edge { relation, from, to, doc, span, link });
    }
}

/// Returns the objective that stands in the place of a KPI, where one does: by its full name it is found,
/// its mere id means nothing where a document is wanted.
fn objective(names: &Names, from: DocId, text: &Text, problem: &Unresolved) -> Option<ItemId> {
    let meant = match problem {
        Unresolved::WrongKind(end) => Some(*end),
        Unresolved::Nothing(_) => names.resolve(&text.value, OBJECTIVE, from).ok(),
        Unresolved::NoAnchor(..) | Unresolved::Ambiguous(_) => None,
    };
    match meant? {
        End::Item(item) if names.item(item).1.kind == ItemKind::Objective => Some(item),
        _ => None,
    }
}

/// Returns the finding for an objective in the place of a KPI, with the KPI that measures it.
fn no_kpi(
    nodes: &[Node],
    names: &Names,
    from: DocId,
    text: &Text,
    field: &str,
    objective: ItemId,
) -> Diagnostic {
    let doc = &nodes[from.index()].doc;
    let (vision, item) = names.item(objective);
    let home = names.at_path(&vision.path).unwrap_or(from);
    let kpi = item.fields.kpi.as_ref();
    let kpi = kpi.filter(|kpi| names.resolve(&kpi.value, Wanted::KPI, home).is_ok());
    let serves = match doc.kind {
        Kind::Brief => "; which objective a brief is for stands in `serves`",
        _ => "",
    };
    let hint = match kpi {
        Some(kpi) => format!("write the KPI that measures it, `[[{}]]`{serves}", kpi.value),
        None => format!("write the KPI that should tell whether it is met{serves}"),
    };
    let message = format!("`{field}` points at the objective `{}`; a KPI is wanted", text.value);
    Diagnostic::new(Code(7), &doc.path, text.span, message)
        .naming_item(&vision.path, item.span)
        .hint(hint)
}

/// Returns the finding for a typed reference that means nothing, the wrong thing or several things.
fn unresolved(
    nodes: &[Node],
    names: &Names,
    from: DocId,
    text: &Text,
    wanted: Wanted,
    field: &str,
    problem: &Unresolved,
) -> Diagnostic {
    let path = &nodes[from.index()].doc.path;
    let name = &text.value;
    match problem {
        Unresolved::Nothing(near) => {
            let message = format!(
                "`{field}` names `{name}`: there is no such thing; {} is wanted",
                wanted.words
            );
            let finding = Diagnostic::new(Code(6), path, text.span, message);
            finding.hint(suggestion(near, "write the id of a document, or `document#item`"))
        }
        Unresolved::NoAnchor(doc, near) => {
            let title = &nodes[doc.index()].doc.id;
            let message = format!("`{field}` names `{name}`: `{title}` has no such item");
            let finding = Diagnostic::new(Code(6), path, text.span, message)
                .naming(&nodes[doc.index()].doc.path);
            finding.hint(suggestion(near, "pin the item's id with `{#id}` and name it here"))
        }
        Unresolved::WrongKind(end) => {
            let (what, doc) = match end {
                End::Doc(doc) => (nodes[doc.index()].doc.kind.words(), *doc),
                End::Item(item) => {
                    let node = nodes.iter().position(|node| node.items().any(|own| own == *item));
                    let doc = node.map_or(from, |at| DocId(u32::try_from(at).unwrap_or(0)));
                    let index = (item.0 - nodes[doc.index()].first_item) as usize;
                    (nodes[doc.index()].doc.body.items[index].kind.name(), doc)
                }
            };
            let message =
                format!("`{field}` points at the {what} `{name}`; {} is wanted", wanted.words);
            Diagnostic::new(Code(7), path, text.span, message)
                .naming(&nodes[doc.index()].doc.path)
                .hint(format!(
                    "name {} here, or move this to the field that takes {} {what}",
                    wanted.words,
                    if what.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" }
                ))
        }
        Unresolved::Ambiguous(spellings) => {
            let message = format!("`{name}` could mean {} things", spellings.len());
            let _ = names;
            Diagnostic::new(Code(5), path, text.span, message)
                .hint(format!("write {}", quoted(spellings)))
        }
    }
}

/// Returns `did you mean …?` for the nearest names, or the fallback.
pub(super) fn suggestion(near: &[String], fallback: &str) -> String {
    if near.is_empty() { fallback.to_owned() } else { format!("did you mean {}?", quoted(near)) }
}

fn quoted(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(" or ")
}
