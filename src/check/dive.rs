//! TL3xx: deep dives, and what readers of every discipline get out of them.

use std::cmp::Ordering;
use std::collections::HashSet;

use crate::diag::{Code, Diagnostic};
use crate::doc::{DeepDiveFields, Effort, Own};
use crate::id::{DocId, ItemId, Span};
use crate::kind::{ItemKind, Kind, QuestionState, Relation, SectionKind, Sign};
use crate::people::{Found, Person};
use crate::site::{End, QUESTION_DAYS, Site, State};

use super::place::{days, heading_of, is_meant, is_misread, is_wanted, large, titled, unresolved};

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
        if doc.says(SectionKind::PlainLanguage) {
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

/// TL304: a way of doing it that is shown without what it takes.
pub(super) fn without_effort(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for (dive, ..) in presented(site) {
        let doc = site.doc(dive);
        for id in site.items_of_in(dive, ItemKind::Choice) {
            let approach = site.item(id);
            if approach.fields.effort.is_some() || is_misread(doc, approach) {
                continue;
            }
            let message = format!("approach `{}` has no effort", titled(approach));
            let hint = "add a range after its title, such as {effort=10..25d}";
            found.push(Diagnostic::new(code, &doc.path, approach.span, message).hint(hint));
        }
    }
}

/// TL305: trade-offs that leave out speed, quality or cost; the words by which they are known are
/// English.
pub(super) fn one_sided_trade_offs(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    const SIDES: [(Sign, &str); 3] =
        [(Sign::Speed, "speed"), (Sign::Quality, "quality"), (Sign::Cost, "cost")];
    if site.config().language.split('-').next() != Some("en") {
        return;
    }
    for (dive, ..) in presented(site) {
        let doc = site.doc(dive);
        let is_answered = site.gives_reason(dive, SectionKind::TradeOffs);
        let heading = heading_of(doc, SectionKind::TradeOffs).filter(|_| !is_answered);
        let Some(span) = heading.filter(|_| doc.says(SectionKind::TradeOffs)) else { continue };
        let kind = Some(SectionKind::TradeOffs);
        let sections = doc.body.sections.iter().filter(|section| section.kind == kind);
        let signs: Vec<Sign> =
            sections.flat_map(|section| &section.signs).map(|sign| sign.value).collect();
        let missing: Vec<&str> =
            SIDES.iter().filter(|(sign, _)| !signs.contains(sign)).map(|(_, name)| *name).collect();
        let missing = match missing.as_slice() {
            [] => continue,
            [one] => (*one).to_owned(),
            [one, other] => format!("{one} and {other}"),
            _ => "speed, quality and cost".to_owned(),
        };
        let message = format!("the trade-offs of `{}` say nothing about {missing}", doc.id);
        let hint = "say how the approaches differ there, or that they do not";
        found.push(Diagnostic::new(code, &doc.path, span, message).hint(hint));
    }
}

/// The discipline whose questions a deep dive is held for.
const PRODUCT: &str = "product";

/// TL307: a deep dive after which nobody asked, or nobody from product.
pub(super) fn without_questions(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    let people = &site.graph.people.people;
    let is_product = |person: &Person| person.discipline.as_deref() == Some(PRODUCT);
    let has_product = people.values().any(is_product);
    for (dive, fields, presented) in presented(site) {
        if site.gives_reason(dive, SectionKind::Questions) {
            continue;
        }
        let doc = site.doc(dive);
        let mut questions = site.items_of_in(dive, ItemKind::Question).peekable();
        let message = if questions.peek().is_some() {
            if !has_product || questions.any(|question| !is_from_elsewhere(site, question)) {
                continue;
            }
            format!("no question about deep dive `{}` came from product", doc.id)
        } else if doc.says(SectionKind::Questions) {
            // Questions in prose cannot be counted.
            continue;
        } else {
            let attended: u64 = fields.attended.iter().map(|(_, count)| u64::from(*count)).sum();
            match attended {
                0 => format!("deep dive `{}` was presented and records no question", doc.id),
                count => format!("deep dive `{}`: {count} attended, no question recorded", doc.id),
            }
        };
        let hint = "record what was asked: `- Can we drop it? @mina 2026-05-09`; or say why nobody \
                    did: `None: …`";
        let span = heading_of(doc, SectionKind::Questions).unwrap_or(presented);
        found.push(Diagnostic::new(code, &doc.path, span, message).hint(hint));
    }
}

/// Returns whether a question was asked by somebody of whom it is known that they are not from product.
fn is_from_elsewhere(site: &Site, question: ItemId) -> bool {
    let person = site.item(question).fields.person.as_ref();
    match person.and_then(|name| site.graph.people.find(&name.value)) {
        Some(Found::Person(Person { discipline: Some(discipline), .. })) => discipline != PRODUCT,
        _ => false,
    }
}

/// TL306: a question that nobody has answered for a while.
pub(super) fn open_questions(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for id in site.items_of(ItemKind::Question) {
        let question = site.item(id);
        let Some(asked) = &question.fields.on else { continue };
        let waiting = site.as_of.days_since(asked.value);
        if waiting <= QUESTION_DAYS {
            continue;
        }
        let doc = site.doc_of_item(id);
        let is_open = site.item_state(id) == State::Question(QuestionState::Open);
        if !is_open || !is_wanted(site, doc) {
            continue;
        }
        let person = question.fields.person.as_ref();
        let by = person.map_or_else(String::new, |name| asked_by(site, &name.value));
        let message = format!("`{}`{by} is open for {}", titled(question), days(waiting));
        let hint = "answer it in the text below it, or say where the answer is: `[[document]]`";
        found.push(Diagnostic::new(code, &site.doc(doc).path, asked.span, message).hint(hint));
    }
}

/// Returns ` asked by mina (product)`, as far as it is known.
fn asked_by(site: &Site, name: &str) -> String {
    match site.graph.people.find(name) {
        Some(Found::Person(Person { discipline: Some(discipline), .. })) => {
            format!(" asked by {name} ({discipline})")
        }
        _ => format!(" asked by {name}"),
    }
}

/// TL308: an estimate that is one number.
pub(super) fn single_estimates(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for id in site.items_of(ItemKind::Choice) {
        let option = site.item(id);
        let Some(effort) = &option.fields.effort else { continue };
        let Effort { low, high, unit } = effort.value;
        let doc = site.doc_of_item(id);
        // What costs nothing has no range.
        if low < high || high <= 0.0 || !is_told(site, doc) {
            continue;
        }
        let unit = match (unit, low.total_cmp(&1.0)) {
            ('w', Ordering::Equal) => "week",
            ('w', _) => "weeks",
            (_, Ordering::Equal) => "day",
            _ => "days",
        };
        let message = format!("effort {low} {unit} of `{}` has no range", titled(option));
        let hint = "say what it takes at best and at worst, such as 8..15d";
        found.push(Diagnostic::new(code, &site.doc(doc).path, effort.span, message).hint(hint));
    }
}

/// Returns whether the options of a document were put before others: a brief was proposed, a deep dive
/// was presented.
fn is_told(site: &Site, doc: DocId) -> bool {
    match &site.doc(doc).front.own {
        Own::DeepDive(fields) => fields.presented.is_some(),
        _ => is_wanted(site, doc),
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
