//! Which findings readers may see.
//!
//! A finding is written for whoever can see the source, and may name what is hidden, in its message and
//! in its hint. The line on which it stands may, too, and is never shown to readers.
//!
//! **Architecture invariants.** What is let through names nothing that the published site hides.
//! Where that cannot be told, it is withheld.

use crate::diag::{Code, Diagnostic, Named};
use crate::doc::{Body, GateId};
use crate::id::{DocId, RelPath, Span};
use crate::site::Site;

use super::place::doc_at;

/// Returns the finding as readers of the published site may see it, or `None` where it stands in,
/// or names, something that they do not see. Findings in files that are no documents are withheld:
/// those files are not published.
pub fn publishable(published: &Site, finding: &Diagnostic) -> Option<Diagnostic> {
    let shown = |path: &RelPath| doc_at(published, path).filter(|doc| published.shows_doc(*doc));
    let doc = shown(&finding.path)?;
    let names = |named: &Named| {
        let doc = shown(&named.path);
        doc.is_some_and(|doc| named.item.is_none_or(|span| is_open(published, doc, span)))
    };
    let is_open = finding.names.iter().all(names)
        && is_open(published, doc, finding.span)
        && !lists_names(finding.code)
        && tells_no_secret(published, doc, finding);
    if !is_open {
        return None;
    }
    let mut finding = finding.clone();
    if asks_for_names(finding.code) {
        finding.hint = None;
    }
    Some(finding)
}

/// Returns whether readers may know what the findings of some rules tell of places that they see: of an
/// objective that is hidden within a document that is not, of a wave that is later than the clock, or
/// which group of a survey is small.
fn tells_no_secret(published: &Site, doc: DocId, finding: &Diagnostic) -> bool {
    match finding.code {
        Code(701) => false,
        Code(703) => {
            let mut waves = published.waves(doc).filter_map(|(wave, _)| wave.invited.as_ref());
            waves.any(|invited| invited.span == finding.span)
        }
        Code(802) => {
            let suspects = published.suspects(doc);
            suspects.iter().any(|suspect| suspect.pin.target.span == finding.span)
        }
        _ => true,
    }
}

/// Returns whether the message of a rule lists names of documents, hidden ones among them.
fn lists_names(code: Code) -> bool {
    matches!(code.0, 5 | 8 | 805)
}

/// Returns whether the hint of a rule asks "did you mean", over hidden names, too.
fn asks_for_names(code: Code) -> bool {
    matches!(code.0, 6 | 7 | 16)
}

/// Returns whether a place in a document is open to readers.
fn is_open(site: &Site, doc: DocId, span: Span) -> bool {
    let body = &site.doc(doc).body;
    if span.end <= site.doc(doc).front.span.end {
        return true;
    }
    gates_at(body, span).all(|gate| site.opens(doc, gate))
}

/// Returns the gates behind which a place lies. The last heading before it tells that of its part. An
/// item's own gate may be narrower, and how far its text goes is not known: a place behind an item
/// counts as the item's until the next heading or item begins.
fn gates_at(body: &Body, span: Span) -> impl Iterator<Item = GateId> {
    let heading = body.headings.iter().rev().find(|heading| heading.span.start <= span.start);
    let from = heading.map_or(0, |heading| heading.span.start);
    let item = body
        .items
        .iter()
        .filter(|item| item.span.start <= span.start && from <= item.span.end)
        .max_by_key(|item| item.span.start);
    let text = item.filter(|item| item.span.end < span.end).map(|item| item.body_gate);
    heading.map(|heading| heading.gate).into_iter().chain(item.map(|item| item.gate)).chain(text)
}
