//! Anchors that headings had before they were renamed, written down where the headings are now.
//!
//! Duty: for each heading whose anchor was another in an earlier text of its document, the mark that keeps
//! links to the old one alive: `.was-OLD`. Inputs: a corpus, its graph, earlier texts. Outputs: [`Edit`]s.
//!
//! **Architecture invariants.** Only what has its title or its text still is taken for the same heading. What
//! is alive already is left as it is, so that a second run writes nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::corpus::Corpus;
use crate::doc::{self, Doc, Heading, Location, ParseOptions};
use crate::id::{Digest, RelPath, Span};

use super::super::edit::Edit;
use super::super::graph::Graph;
use super::renamed::{Told, told};

/// Returns what is to be written at renamed headings, in the order of the files.
pub(super) fn edits(
    corpus: &Corpus,
    graph: &Graph,
    earlier: &BTreeMap<RelPath, Arc<str>>,
) -> Vec<Edit> {
    let options = ParseOptions::of(&corpus.config);
    let mut edits = Vec::new();
    for (_, today) in graph.docs() {
        let Some(text) = earlier.get(&today.path).filter(|text| ***text != *today.text) else {
            continue;
        };
        let location = Location { path: today.location.clone(), is_index: today.is_index };
        let before = doc::parse(&today.path, text, Digest::default(), &location, &options);
        edits.extend(of_document(today, before));
    }
    edits
}

fn of_document(today: &Doc, before: Doc) -> Vec<Edit> {
    let lost: Vec<String> = before
        .body
        .headings
        .iter()
        .map(|heading| &heading.anchor)
        .filter(|anchor| !is_alive(today, anchor) && is_class(anchor))
        .cloned()
        .collect();
    let before = [before];
    let mut marks: BTreeMap<Span, String> = BTreeMap::new();
    for old in lost {
        let Told::Renamed(new) = told(today, &before, &old, &[]) else { continue };
        let heading = today.body.headings.iter().find(|heading| heading.anchor == new);
        let Some((place, is_braced)) = heading.and_then(|heading| place(today, heading)) else {
            continue;
        };
        let mark = marks.entry(place).or_default();
        match (mark.pop(), is_braced) {
            (None, false) => mark.push_str(&format!(" {{.was-{old}}}")),
            (None, true) => mark.push_str(&format!(" .was-{old}")),
            // Braces that were begun for another old anchor.
            (Some('}'), _) => mark.push_str(&format!(" .was-{old}}}")),
            (Some(last), _) => {
                mark.push(last);
                mark.push_str(&format!(" .was-{old}"));
            }
        }
    }
    let edit = |(span, new)| Edit { path: today.path.clone(), span, old: String::new(), new };
    marks.into_iter().map(edit).collect()
}

/// Returns whether a link to the anchor leads somewhere.
fn is_alive(doc: &Doc, anchor: &str) -> bool {
    doc.body.anchors.iter().any(|known| known.value == anchor)
        || doc.front.anchors.iter().any(|(old, _)| old == anchor)
}

/// Returns whether braces can hold the anchor as a class.
fn is_class(anchor: &str) -> bool {
    anchor.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
}

/// Returns where a heading takes a mark, and whether that is within braces; nothing where it is not written in
/// the common form.
fn place(doc: &Doc, heading: &Heading) -> Option<(Span, bool)> {
    let line = heading.span.of(&doc.text);
    let end = heading.span.range().start + line.len();
    if !line.starts_with('#') || line.ends_with('#') || line.contains('\n') {
        return None;
    }
    match (line.ends_with('}'), heading.is_pinned) {
        (true, true) => Some((Span::new(end - 1, end - 1), true)),
        // These braces may be text.
        (true, false) => None,
        (false, _) => Some((Span::new(end, end), false)),
    }
}
