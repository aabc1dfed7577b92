//! Where a finding about a document stands, and what several rules ask of a document.

use std::collections::HashSet;

use crate::diag::{Diagnostic, nearest};
use crate::doc::{BriefFields, Doc, Item, Own, Text};
use crate::id::{Appetite, DocId, RelPath, Span, Spanned};
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

/// Returns the accepted briefs whose appetite is above what the configuration calls large, with it.
pub(super) fn large(site: &Site) -> impl Iterator<Item = (Accepted<'_>, &Spanned<Appetite>)> {
    accepted(site).filter_map(|brief| {
        let appetite = brief.fields.appetite.as_ref()?;
        site.is_large(&appetite.value).then_some((brief, appetite))
    })
}

/// Returns whether somebody wants something of a document: of a brief from its proposal on, until it is
/// put aside; of any other document always.
pub(super) fn is_wanted(site: &Site, doc: DocId) -> bool {
    site.brief_state(doc).is_none_or(|state| state.is_live() || state.is_accepted())
}

/// Returns whether a mark or a key of an item could not be read: a finding says so, and no rule that it
/// is missing.
pub(super) fn is_misread(doc: &Doc, item: &Item) -> bool {
    let is_about = |finding: &Diagnostic| {
        matches!(finding.code.0, 2 | 3)
            && item.span.start <= finding.span.start
            && finding.span.end <= item.span.end
    };
    doc.findings.iter().any(is_about)
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

/// Returns `1 day` or `12 days`.
pub(super) fn days(count: i32) -> String {
    match count {
        1 => "1 day".to_owned(),
        count => format!("{count} days"),
    }
}

/// Returns the title of an item as a message names it; of an item of nothing but marks its anchor.
pub(super) fn titled(item: &Item) -> String {
    if item.title.is_empty() { item.anchor.clone() } else { short(&item.title) }
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
