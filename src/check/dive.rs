//! TL3xx: deep dives, for those who do not know the system.

use std::collections::HashSet;

use crate::diag::{Code, Diagnostic};
use crate::doc::Own;
use crate::kind::Kind;
use crate::site::Site;

/// TL303: an acronym that neither the deep dive nor a glossary explains.
pub(super) fn unexplained(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    let mut glossaries = site.docs_of(Kind::Glossary).map(|doc| site.doc(doc)).peekable();
    let glossary = match glossaries.peek() {
        Some(glossary) => glossary.path.to_string(),
        None => {
            let path = site.config().content.join("glossary.md");
            path.map_or_else(String::new, |path| path.to_string())
        }
    };
    let terms: HashSet<&str> = glossaries
        .flat_map(|glossary| &glossary.body.headings)
        .flat_map(|heading| heading.text.split(|letter: char| !letter.is_alphanumeric()))
        .collect();
    for dive in site.docs_of(Kind::DeepDive) {
        let doc = site.doc(dive);
        let Own::DeepDive(fields) = &doc.front.own else { continue };
        if fields.presented.is_none() {
            continue;
        }
        for acronym in &doc.body.acronyms {
            let word = acronym.word.as_str();
            if acronym.is_spelt_out || terms.contains(word) {
                continue;
            }
            let message = format!("`{word}` is explained neither here nor in a glossary");
            let example = format!("write out what it stands for, as in `… ({word})`");
            let hint = format!("{example}, or add `## {word}` to {glossary}");
            found.push(Diagnostic::new(code, &doc.path, acronym.span, message).hint(hint));
        }
    }
}
