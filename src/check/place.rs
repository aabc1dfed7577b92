//! Where a finding about a document stands, and what several rules ask of a document.

use std::collections::HashSet;

use crate::diag::nearest;
use crate::doc::{BriefFields, Doc, Own, Text};
use crate::id::{DocId, RelPath, Span};
use crate::kind::{BriefState, Kind, SectionKind};
use crate::site::Site;

/// A brief that was accepted.
pub(super) struct Accepted<'a> {
    /// The brief.
    pub(super) doc: DocId,
    /// Its fields.
    pub(super) fields: &'a BriefFields,
    /// The place that says so.
    pub(super) place: Span,
}

/// Returns the briefs that were accepted and not put aside since.
pub(super) fn accepted(site: &Site) -> impl Iterator<Item = Accepted<'_>> {
    site.docs_of(Kind::Brief).filter_map(|doc| {
        let Own::Brief(fields) = &site.doc(doc).front.own else { return None };
        if !site.brief_state(doc).is_some_and(BriefState::is_accepted) {
            return None;
        }
        let dates = [&fields.accepted, &fields.started, &fields.shipped];
        let date = dates.into_iter().flatten().next().map(|date| date.span);
        let place = date.or(fields.state.as_ref().map(|state| state.span));
        Some(Accepted { doc, fields, place: place.unwrap_or_else(|| site.doc(doc).title_span) })
    })
}

/// Returns whether a document says something in a section.
pub(super) fn says(doc: &Doc, kind: SectionKind) -> bool {
    doc.body.sections.iter().any(|section| section.kind == Some(kind) && section.has_content)
}

/// Returns the heading of a section, where the document has it.
pub(super) fn heading_of(doc: &Doc, kind: SectionKind) -> Option<Span> {
    let section = doc.body.sections.iter().find(|section| section.kind == Some(kind))?;
    doc.body.headings.get(section.heading).map(|heading| heading.span)
}

/// Returns the document in a file.
pub(super) fn doc_at(site: &Site, path: &RelPath) -> Option<DocId> {
    // The documents of a graph are in the order of their paths.
    let at = site.graph.nodes.binary_search_by(|node| node.doc.path.cmp(path)).ok()?;
    u32::try_from(at).ok().map(DocId)
}

/// Returns the references that mean nothing, or not what is wanted, without the document before `#`;
/// the linker told each of them.
pub(super) fn unresolved<'a>(
    site: &Site,
    references: impl Iterator<Item = (DocId, &'a Text)>,
) -> Vec<&'a str> {
    let told = told(site);
    references
        .filter(|(doc, text)| told.contains(&(&site.doc(*doc).path, text.span)))
        .map(|(_, text)| item_of(text))
        .collect()
}

/// Returns the places of the references that the linker told of.
pub(super) fn told(site: &Site) -> HashSet<(&RelPath, Span)> {
    let findings = site.graph.findings.iter().filter(|finding| matches!(finding.code.0, 5..=7));
    findings.map(|finding| (&finding.path, finding.span)).collect()
}

/// Returns a reference without the document before `#`.
pub(super) fn item_of(reference: &Text) -> &str {
    reference.value.rsplit_once('#').map_or(reference.value.as_str(), |(_, item)| item)
}

/// Returns `1 brief` or `3 briefs`.
pub(super) fn count_of(count: usize, name: &str) -> String {
    if count == 1 { format!("1 {name}") } else { format!("{count} {name}s") }
}

/// Returns whether one of several misspelt names is meant to be this one.
pub(super) fn is_meant(misspelt: &[&str], name: &str) -> bool {
    misspelt.iter().any(|misspelt| !nearest(misspelt, [name]).is_empty())
}

/// Returns `no owner and no due date` for the parts that are missing, or `None` where none is.
pub(super) fn lacks(parts: &[(&str, bool)]) -> Option<String> {
    let missing: Vec<String> = parts
        .iter()
        .filter(|(_, is_there)| !is_there)
        .map(|(name, _)| format!("no {name}"))
        .collect();
    let (last, others) = missing.split_last()?;
    if others.is_empty() {
        Some(last.clone())
    } else {
        Some(format!("{} and {last}", others.join(", ")))
    }
}

/// Returns a title cut to what a message has room for.
pub(super) fn short(title: &str) -> String {
    const LETTERS: usize = 40;
    if title.chars().count() <= LETTERS {
        return title.to_owned();
    }
    let cut: String = title.chars().take(LETTERS - 1).collect();
    format!("{}…", cut.trim_end())
}
