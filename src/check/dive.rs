//! TL3xx: deep dives, and what readers of every discipline get out of them.

use crate::diag::{Code, Diagnostic};
use crate::doc::{DeepDiveFields, Own};
use crate::id::{DocId, Span};
use crate::kind::{Kind, Relation, SectionKind};
use crate::site::{End, Site};

use super::place::{heading_of, is_meant, large, says, unresolved};

/// TL301: a large piece of work of which nobody explained what it builds on.
pub(super) fn missing(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    let misspelt = misspelt(site);
    for (brief, appetite) in large(site) {
        let doc = site.doc(brief.doc);
        let mut incoming = site.incoming(End::Doc(brief.doc));
        let is_informed = incoming.any(|edge| edge.relation == Relation::Informs);
        if is_informed || is_meant(&misspelt, &doc.id) {
            continue;
        }
        let size = &appetite.value.text;
        let message = format!("brief `{}` is large ({size}) and no deep dive informs it", doc.id);
        let hint = format!(
            "write `informs = \"{}\"` in a deep dive; `large` in throughline.toml says what is large",
            doc.id
        );
        found.push(Diagnostic::new(code, &doc.path, appetite.span, message).hint(hint));
    }
}

/// Returns what deep dives say they inform and nothing is called.
fn misspelt(site: &Site) -> Vec<&str> {
    let informs = site.docs_of(Kind::DeepDive).flat_map(|dive| match &site.doc(dive).front.own {
        Own::DeepDive(fields) => fields.informs.iter().map(|informs| (dive, informs)).collect(),
        _ => Vec::new(),
    });
    unresolved(site, informs)
}

/// TL302: presented, and nothing in it for those who do not write software.
pub(super) fn without_plain_language(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for (dive, _, presented) in presented(site) {
        let doc = site.doc(dive);
        if says(doc, SectionKind::PlainLanguage) {
            continue;
        }
        let heading = heading_of(doc, SectionKind::PlainLanguage);
        let message = match heading {
            Some(_) => format!("\"In plain language\" of deep dive `{}` is empty", doc.id),
            None => format!("deep dive `{}` has no \"In plain language\"", doc.id),
        };
        let hint = "add `## In plain language`: what would you tell a colleague who does not \
                    write software?";
        let span = heading.unwrap_or(presented);
        found.push(Diagnostic::new(code, &doc.path, span, message).hint(hint));
    }
}

/// Returns the deep dives that were presented, with the place that says so.
fn presented(site: &Site) -> impl Iterator<Item = (DocId, &DeepDiveFields, Span)> {
    site.docs_of(Kind::DeepDive).filter_map(|dive| {
        let Own::DeepDive(fields) = &site.doc(dive).front.own else { return None };
        let presented = fields.presented.as_ref()?;
        Some((dive, fields, presented.span))
    })
}
