//! TL601 of numbers that are withheld: told at the document that would show them, for its readers.

use crate::diag::{Code, Diagnostic};
use crate::id::DocId;
use crate::site::Site;

use super::place::doc_at;

/// Returns a finding for each KPI and survey whose numbers are withheld.
pub fn withheld(author: &Site) -> Vec<Diagnostic> {
    author.docs().filter_map(|doc| finding(author, doc)).collect()
}

/// Returns whether a finding is that of numbers which are withheld.
pub fn is_withheld(site: &Site, told: &Diagnostic) -> bool {
    if told.code != Code(601) {
        return false;
    }
    let own = doc_at(site, &told.path).and_then(|doc| finding(site, doc));
    own.is_some_and(|own| own.span == told.span && own.message == told.message)
}

fn finding(site: &Site, id: DocId) -> Option<Diagnostic> {
    let (why, doc) = (site.withheld(id)?, site.doc(id));
    let message = format!("numbers withheld: {why}");
    let hint = "mend the data: until then no page shows what rests on it";
    Some(Diagnostic::new(Code(601), &doc.path, doc.title_span, message).hint(hint))
}
