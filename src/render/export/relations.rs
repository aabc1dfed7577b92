//! The rows of relations.

use serde::Serialize;

use crate::diag;
use crate::id::DocId;
use crate::site::{Edge, Site};

use super::{Name, Names, Place};

/// A relation as the export writes it: once, by the side that declares it.
#[derive(Serialize)]
pub(super) struct Relation<'a> {
    from: Name<'a>,
    relation: &'static str,
    to: Name<'a>,
    inverse: &'static str,
    place: Place<'a>,
}

/// Returns the relations that a document and its items declare, in the order of their places. What is
/// declared in several places, as prose mentions things again and again, is one relation; it stands
/// where it is declared first.
pub(super) fn of<'a>(site: &'a Site, names: &Names<'a>, doc: DocId) -> Vec<Relation<'a>> {
    let mut edges: Vec<&Edge> = site.outgoing_of_doc(doc).collect();
    if edges.is_empty() {
        return Vec::new();
    }
    let what = |edge: &Edge| (edge.relation, edge.from, edge.to);
    edges.sort_by_key(|edge| (what(edge), edge.span));
    edges.dedup_by_key(|edge| what(edge));
    edges.sort_by_key(|edge| (edge.span, what(edge)));
    let start = diag::starts(&site.doc(doc).text, edges.len());
    let row = |edge: &&Edge| {
        let at = start(edge.span);
        Relation {
            from: names.end(edge.from),
            relation: edge.relation.name(),
            to: names.end(edge.to),
            inverse: edge.relation.inverse(),
            place: Place { file: site.doc(doc).path.as_str(), line: at.line, column: at.column },
        }
    };
    edges.iter().map(row).collect()
}
