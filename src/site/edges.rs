//! Relations from typed fields and from items.

use crate::diag::{Code, Diagnostic};
use crate::doc::{Item, Own, Text};
use crate::id::DocId;
use crate::kind::{ItemKind, Kind, Relation};

use super::names::{Names, Unresolved, Wanted};
use super::node::{Edge, End, Linked, Node, Target};

const OBJECTIVE: Wanted =
    Wanted { docs: &[], items: &[ItemKind::Objective], any_item: false, words: "an objective" };
const BRIEF: Wanted =
    Wanted { docs: &[Kind::Brief], items: &[], any_item: false, words: "a brief" };
const KPI: Wanted = Wanted { docs: &[Kind::Kpi], items: &[], any_item: false, words: "a KPI" };
const LESSON: Wanted =
    Wanted { docs: &[], items: &[ItemKind::Lesson], any_item: false, words: "a lesson" };
const DECIDED: Wanted = Wanted {
    docs: &[Kind::Brief],
    items: &[ItemKind::Question],
    any_item: false,
    words: "a question or a brief",
};
const INFORMED: Wanted = Wanted {
    docs: &[Kind::Brief],
    items: &[ItemKind::Objective],
    any_item: false,
    words: "a brief or an objective",
};

/// Resolves what one document declares.
struct Declaring<'a> {
    nodes: &'a [Node],
    names: &'a Names<'a>,
    doc: DocId,
    linked: &'a mut Linked,
}

/// Adds the relations that the typed fields and the items of a document declare.
pub(super) fn declare(nodes: &[Node], names: &Names, doc: DocId, linked: &mut Linked) {
    let mut declaring = Declaring { nodes, names, doc, linked };
    declaring.front();
    declaring.items();
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

impl Declaring<'_> {
    fn front(&mut self) {
        let nodes = self.nodes;
        let doc = &nodes[self.doc.index()].doc;
        let from = End::Doc(self.doc);
        let same_kind = Wanted {
            docs: one_kind(doc.kind),
            items: &[],
            any_item: false,
            words: "a document of its kind",
        };
        self.all(from, Relation::Supersedes, &doc.front.supersedes, same_kind, "supersedes");
        self.all(from, Relation::SeeAlso, &doc.front.see_also, Wanted::ANY, "see-also");
        match &doc.front.own {
            Own::Brief(brief) => {
                let serves: Vec<Text> =
                    brief.serves.iter().filter(|text| text.value != "none").cloned().collect();
                self.all(from, Relation::Serves, &serves, OBJECTIVE, "serves");
                self.all(from, Relation::DependsOn, &brief.depends_on, BRIEF, "depends-on");
                for rework in &brief.reworks {
                    self.one(from, Relation::Reworks, &rework.brief, BRIEF, "reworks");
                }
                for pin in &brief.pinned {
                    self.pin(&pin.target);
                }
            }
            Own::DeepDive(dive) => {
                self.all(from, Relation::Informs, &dive.informs, INFORMED, "informs");
            }
            Own::Retro(retro) => {
                self.all(from, Relation::Reviews, &retro.reviews, BRIEF, "reviews");
            }
            Own::Decision(decision) => {
                self.all(from, Relation::Decides, &decision.decides, DECIDED, "decides");
            }
            Own::Kpi(kpi) => self.all(from, Relation::Counter, &kpi.counter, KPI, "counter"),
            Own::Vision(_) | Own::Survey(_) | Own::Page => {}
        }
    }

    fn items(&mut self) {
        let nodes = self.nodes;
        let node = &nodes[self.doc.index()];
        for (at, item) in node.doc.body.items.iter().enumerate() {
            self.item(End::Item(node.item(at)), item);
        }
    }

    fn item(&mut self, from: End, item: &Item) {
        let fields = &item.fields;
        let kpi = match item.kind {
            ItemKind::Objective => Some(Relation::MeasuredBy),
            ItemKind::Impact => Some(Relation::ExpectsOf),
            ItemKind::Outcome => Some(Relation::ObservedOf),
            _ => None,
        };
        if let (Some(relation), Some(text)) = (kpi, &fields.kpi) {
            self.one(from, relation, text, KPI, relation.name());
        }
        if let Some(text) = &fields.parent {
            self.one(from, Relation::Parent, text, OBJECTIVE, "parent");
        }
        if let Some(text) = &fields.counter {
            self.one(from, Relation::Counter, text, KPI, "counter");
        }
        let Some(text) = &fields.reference else { return };
        match item.kind {
            ItemKind::Application => {
                let aside = fields.word.as_ref().is_some_and(|word| word.value == "set aside");
                let relation = if aside { Relation::SetsAside } else { Relation::Applies };
                self.one(from, relation, text, LESSON, "lesson");
            }
            ItemKind::Lesson => self.one(from, Relation::Repeats, text, LESSON, "repeats"),
            ItemKind::Question => {
                self.one(from, Relation::AnsweredIn, text, Wanted::ANY, "answered in");
            }
            _ => {}
        }
    }

    /// Notes what a pinned name means now; that it means nothing any more is for a rule to tell.
    fn pin(&mut self, target: &Text) {
        let item = match self.names.resolve(&target.value, OBJECTIVE, self.doc) {
            Ok(End::Item(item)) => Some(item),
            _ => None,
        };
        self.linked.pinned.push(item);
    }

    fn all(&mut self, from: End, relation: Relation, texts: &[Text], wanted: Wanted, field: &str) {
        for text in texts {
            self.one(from, relation, text, wanted, field);
        }
    }

    fn one(&mut self, from: End, relation: Relation, text: &Text, wanted: Wanted, field: &str) {
        match self.names.resolve(&text.value, wanted, self.doc) {
            Ok(to) => {
                let (doc, span) = (self.doc, text.span);
                self.linked.edges.push(Edge { relation, from, to, doc, span, link: None });
            }
            Err(problem) => {
                let finding =
                    unresolved(self.nodes, self.names, self.doc, text, wanted, field, &problem);
                self.linked.findings.push(finding);
            }
        }
    }
}

fn one_kind(kind: Kind) -> &'static [Kind] {
    let at = Kind::ALL.iter().position(|known| *known == kind).unwrap_or(0);
    &Kind::ALL[at..=at]
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
                    "name {} here, or move this to the field that takes a {what}",
                    wanted.words
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
