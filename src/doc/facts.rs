//! Whether an edit can be seen from anywhere but the document's own page.

use super::{Body, CodeBlock, Doc, Fields, Item, Link, Text};
use crate::id::Spanned;
use crate::kind::ItemKind;

/// Returns whether two readings of a file agree in everything that another page or a count can see: all but
/// the prose around items, links and headings, and the places at which things stand. What only rules look
/// for in prose (signs, names, acronyms) is no fact: rules run anew after each edit, and of pages only that
/// of the checks shows what they find.
pub fn same_facts(old: &Doc, new: &Doc) -> bool {
    old.kind == new.kind
        && old.id == new.id
        && old.title == new.title
        && old.summary == new.summary
        && old.excerpt == new.excerpt
        && old.excerpt_gaps == new.excerpt_gaps
        && old.location == new.location
        && old.front == new.front
        && same_outline(&old.body, &new.body)
        && all(&old.body.links, &new.body.links, same_link)
        && all(&answers(&old.body), &answers(&new.body), |old, new| old == new)
        && all(&code(&old.body), &code(&new.body), |old, new| old == new)
        && all(&drawn(&old.body), &drawn(&new.body), |old, new| old == new)
        && old.body.items.len() == new.body.items.len()
        && old
            .body
            .items
            .iter()
            .zip(&new.body.items)
            .all(|(a, b)| same_item(&old.body, a, &new.body, b) && same_source(old, a, new, b))
}

fn all<T>(old: &[T], new: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
}

fn same_outline(old: &Body, new: &Body) -> bool {
    old.gates == new.gates
        && all(&old.headings, &new.headings, |a, b| {
            (a.level, &a.text, &a.anchor, a.is_pinned, a.gate)
                == (b.level, &b.text, &b.anchor, b.is_pinned, b.gate)
        })
        && all(&old.sections, &new.sections, |a, b| {
            (a.kind, a.heading, a.gate, a.has_content, a.is_placeholder, value(&a.because))
                == (b.kind, b.heading, b.gate, b.has_content, b.is_placeholder, value(&b.because))
                && a.meaning == b.meaning
        })
        && all(&old.anchors, &new.anchors, |a, b| a.value == b.value)
}

/// Returns the queries in the text of items, which other pages show; others are seen on their own page alone.
fn answers(body: &Body) -> Vec<&str> {
    let queries = body.queries.iter().filter(|query| query.item.is_some());
    queries.map(|query| query.text.as_str()).collect()
}

/// Returns the blocks of code in the text of items, which other pages show.
fn code(body: &Body) -> Vec<&CodeBlock> {
    body.code.iter().filter(|block| block.item.is_some()).collect()
}

/// Returns the diagrams in the text of items, which other pages show.
fn drawn(body: &Body) -> Vec<&str> {
    let diagrams = body.diagrams.iter().filter(|diagram| diagram.item.is_some());
    diagrams.map(|diagram| diagram.text.as_str()).collect()
}

fn same_link(old: &Link, new: &Link) -> bool {
    (old.form, &old.target, &old.text, &old.title, old.gate, old.item, &old.sentence)
        == (new.form, &new.target, &new.text, &new.title, new.gate, new.item, &new.sentence)
}

/// The body of an item counts as a fact, since ledgers show answers and an objective has a page.
fn same_item(old_body: &Body, old: &Item, new_body: &Body, new: &Item) -> bool {
    let text =
        |body: &Body, item: &Item| body.fragments.get(item.body.0..item.body.1).map(<[_]>::to_vec);
    (old.kind, &old.title, &old.title_html, &old.anchor, old.is_pinned, old.section, old.gate)
        == (
            new.kind,
            &new.title,
            &new.title_html,
            &new.anchor,
            new.is_pinned,
            new.section,
            new.gate,
        )
        && (old.ticked, old.has_body, old.body_gate) == (new.ticked, new.has_body, new.body_gate)
        && text(old_body, old) == text(new_body, new)
        && same_fields(&old.fields, &new.fields)
}

/// Of what briefs pin the source counts, too: two sources may give one HTML.
fn same_source(old_doc: &Doc, old: &Item, new_doc: &Doc, new: &Item) -> bool {
    let source = |doc: &Doc, item: &Item| {
        let words = doc.span_below(item).map_or("", |span| span.of(&doc.text)).split_whitespace();
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    old.kind != ItemKind::Objective || source(old_doc, old) == source(new_doc, new)
}

fn same_fields(old: &Fields, new: &Fields) -> bool {
    let texts = |fields: &Fields| {
        [
            value(&fields.person),
            value(&fields.word),
            value(&fields.reference),
            value(&fields.kpi),
            value(&fields.parent),
            value(&fields.saved),
            value(&fields.because),
            value(&fields.done_when),
            value(&fields.scope),
            value(&fields.counter),
        ]
    };
    let dates =
        |fields: &Fields| [&fields.on, &fields.due, &fields.answered, &fields.closed].map(value_of);
    texts(old) == texts(new)
        && dates(old) == dates(new)
        && value_of(&old.number) == value_of(&new.number)
        && value_of(&old.effort) == value_of(&new.effort)
        && value_of(&old.confidence) == value_of(&new.confidence)
        && value_of(&old.n) == value_of(&new.n)
        && old.has_broken_date == new.has_broken_date
        && all(&old.classes, &new.classes, |a, b| a.value == b.value)
}

fn value(text: &Option<Text>) -> Option<String> {
    text.as_ref().map(|text| text.value.clone())
}

fn value_of<T: Copy>(value: &Option<Spanned<T>>) -> Option<T> {
    value.as_ref().map(|value| value.value)
}
