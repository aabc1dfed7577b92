//! TL805: visible words that tell the title of something hidden.
//!
//! For each circle of readers, everyone and every named audience, what that circle sees is held
//! against the titles that it must not see. The text of a link to a hidden target is compared
//! whatever hides the target. Titles, summaries, headings and items without a link are compared only
//! with what an audience or a day hides: a draft is unfinished rather than secret, and its title may be
//! an everyday word. A title of one word is not looked for without a link, for the same reason. Plain
//! paragraphs are not searched.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::diag::{Code, Diagnostic, Severity};
use crate::doc::{Doc, Gate, GateId};
use crate::id::{DocId, Span};
use crate::site::{Audience, Site, Target, View};

use super::place::short;

/// A circle of readers.
struct Reader {
    view: View,
    /// By document: whether they see it.
    sees: Vec<bool>,
}

/// Something that readers do not see.
#[derive(Clone)]
struct Hidden<'a> {
    title: &'a str,
    doc: DocId,
    /// What hides it, in a few words.
    because: String,
    severity: Severity,
}

/// TL805.
pub(super) fn told(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    // What one circle is told, another is told in the same words; once is enough.
    let mut seen: HashSet<(DocId, Span, String)> = HashSet::new();
    for reader in readers(site).into_iter().filter(|reader| reader.misses_something(site)) {
        let secrets = secrets(site, &reader);
        for id in site.docs().filter(|doc| reader.sees[doc.index()]) {
            let mut told = links(site, &reader, id);
            let linked: Vec<Span> = told.iter().map(|(span, _)| *span).collect();
            for (span, secret) in words(site, &reader, &secrets, id, &told) {
                let is_linked =
                    linked.iter().any(|link| span.start <= link.start && link.end <= span.end);
                if !is_linked && !is_in_lead(site, id, span, &secret, &told) {
                    told.push((span, secret));
                }
            }
            for (span, secret) in told {
                if seen.insert((id, span, secret.title.to_owned())) {
                    found.push(tell(site, code, id, span, &secret));
                }
            }
        }
    }
}

/// Returns whether a secret is found in a summary made from the first paragraph, where the link in that
/// paragraph tells it already.
fn is_in_lead(
    site: &Site,
    id: DocId,
    span: Span,
    secret: &Hidden,
    told: &[(Span, Hidden)],
) -> bool {
    let doc = site.doc(id);
    doc.front.summary.is_none()
        && span == doc.title_span
        && !holds(&doc.title, secret.title)
        && told.iter().any(|(_, known)| known.title == secret.title)
}

fn tell(site: &Site, code: Code, doc: DocId, span: Span, secret: &Hidden) -> Diagnostic {
    let doc = site.doc(doc);
    let message = format!("`{}` names `{}` ({})", doc.id, short(secret.title), secret.because);
    Diagnostic::new(code, &doc.path, span, message)
        .with_severity(secret.severity)
        .naming(&site.doc(secret.doc).path)
        .hint("use other words here, or let the same readers see both")
}

/// Returns every circle of readers that sees less than everything.
fn readers(site: &Site) -> Vec<Reader> {
    let mut names: BTreeSet<&str> = site.config().audiences.keys().map(String::as_str).collect();
    for id in site.docs() {
        let doc = site.doc(id);
        names.extend(doc.front.visible_to.iter().map(|audience| audience.value.as_str()));
        let lists = doc.body.gates.iter().flat_map(|gate| &gate.visible_to);
        names.extend(lists.flatten().map(String::as_str));
    }
    let named = names.into_iter().map(|name| Audience::Named(name.to_owned()));
    std::iter::once(Audience::Public)
        .chain(named)
        .map(|audience| {
            // What is dated later than the clock is left out without a finding.
            let view = View { hides_later: false, ..View::published(audience) };
            let docs = site.graph.docs();
            let sees = docs.map(|(_, doc)| view.shows(doc, site.as_of)).collect();
            Reader { view, sees }
        })
        .collect()
}

impl Reader {
    /// Returns whether anything of the site is hidden from them.
    fn misses_something(&self, site: &Site) -> bool {
        site.docs().any(|id| {
            let mut gates = site.doc(id).body.gates.iter();
            !self.sees[id.index()] || gates.any(|gate| !self.view.opens(gate, site.as_of))
        })
    }

    fn opens(&self, site: &Site, doc: DocId, gate: GateId) -> bool {
        let gates = &site.doc(doc).body.gates;
        gates.get(gate.0 as usize).is_none_or(|gate| self.view.opens(gate, site.as_of))
    }
}

/// Returns the links whose words hold the title of their hidden target, with their places.
fn links<'a>(site: &'a Site, reader: &Reader, id: DocId) -> Vec<(Span, Hidden<'a>)> {
    let links = &site.doc(id).body.links;
    let targets = site.graph.targets(id);
    let mut told = Vec::new();
    for (link, target) in links.iter().zip(targets) {
        if link.text.is_empty() || !reader.opens(site, id, link.gate) {
            continue;
        }
        let Some(hidden) = hidden_target(site, reader, target) else { continue };
        let (text, title) = (link.text.to_lowercase(), hidden.title.to_lowercase());
        if holds(&text, &title) {
            told.push((link.span, hidden));
        }
    }
    told
}

fn hidden_target<'a>(site: &'a Site, reader: &Reader, target: &Target) -> Option<Hidden<'a>> {
    let (doc, item) = match target {
        Target::Page { doc, item, .. } => (*doc, *item),
        Target::Chart(doc, _) | Target::Download(doc) => (*doc, None),
        Target::External | Target::Asset(_) | Target::Broken => return None,
    };
    let target = site.doc(doc);
    let item = item.map(|item| site.item(item));
    let gate = item.and_then(|item| target.body.gates.get(item.gate.0 as usize));
    let is_closed = gate.is_some_and(|gate| !reader.view.opens(gate, site.as_of));
    if reader.sees[doc.index()] && !is_closed {
        return None;
    }
    // A link to an item of a hidden document may tell the title of either; the item is what it means.
    let title = item.map_or(target.title.as_str(), |item| item.title.as_str());
    let (because, severity) = match gate.filter(|_| is_closed) {
        Some(gate) => (audiences(gate), Severity::Error),
        None => because(site, reader, target),
    };
    Some(Hidden { title, doc, because, severity })
}

/// Returns what hides a document from readers. A document that merely expired becomes hidden by the
/// passing of time, which is no mistake.
fn because(site: &Site, reader: &Reader, doc: &Doc) -> (String, Severity) {
    let front = &doc.front;
    let with_drafts = View { shows_drafts: true, ..reader.view.clone() };
    if !with_drafts.shows(doc, site.as_of) {
        let names: Vec<&str> = front.visible_to.iter().map(|name| name.value.as_str()).collect();
        return (format!("visible to: {}", names.join(", ")), Severity::Error);
    }
    if front.draft {
        return ("a draft".to_owned(), Severity::Error);
    }
    match (&front.publish_on, &front.expires_on) {
        (Some(day), _) if day.value > site.as_of => {
            (format!("hidden until {}", day.value), Severity::Error)
        }
        (_, Some(day)) => (format!("expired {}", day.value), Severity::Reminder),
        _ => ("hidden".to_owned(), Severity::Error),
    }
}

fn audiences(gate: &Gate) -> String {
    let lists: Vec<String> = gate.visible_to.iter().map(|names| names.join(", ")).collect();
    format!("visible to: {}", lists.join("; "))
}

/// The titles that a circle must not see, by their first word.
type Secrets<'a> = HashMap<&'a str, Vec<Hidden<'a>>>;

fn secrets<'a>(site: &'a Site, reader: &Reader) -> Secrets<'a> {
    let mut secrets: Vec<Hidden> = Vec::new();
    for id in site.docs() {
        let doc = site.doc(id);
        let is_seen = reader.sees[id.index()];
        let is_kept = !is_seen && is_secret(site, reader, doc);
        if is_kept && count_words(&doc.title) >= 2 {
            let (because, severity) = because(site, reader, doc);
            secrets.push(Hidden { title: &doc.title, doc: id, because, severity });
        }
        // The first gate is open, and most documents have no other.
        if is_seen && doc.body.gates.len() == 1 {
            continue;
        }
        for item in &doc.body.items {
            let gate = &doc.body.gates[item.gate.0 as usize];
            let is_open = reader.view.opens(gate, site.as_of);
            if (is_kept || !is_open) && count_words(&item.title) >= 3 {
                let because = if is_open { because(site, reader, doc).0 } else { audiences(gate) };
                let severity = Severity::Error;
                secrets.push(Hidden { title: &item.title, doc: id, because, severity });
            }
        }
    }
    let open = if secrets.is_empty() { HashSet::new() } else { open_titles(site, reader) };
    let mut by_word = Secrets::new();
    for secret in secrets.into_iter().filter(|secret| !open.contains(secret.title)) {
        if let Some(first) = split(secret.title).next() {
            by_word.entry(first).or_default().push(secret);
        }
    }
    by_word
}

/// Returns the titles of the documents and items that readers see: what something visible is called,
/// too, is no secret.
fn open_titles<'a>(site: &'a Site, reader: &Reader) -> HashSet<&'a str> {
    let mut titles = HashSet::new();
    for id in site.docs().filter(|id| reader.sees[id.index()]) {
        let doc = site.doc(id);
        titles.insert(doc.title.as_str());
        let items = doc.body.items.iter().filter(|item| reader.opens(site, id, item.gate));
        titles.extend(items.map(|item| item.title.as_str()));
    }
    titles
}

/// Returns whether an audience or a day hides a document.
fn is_secret(site: &Site, reader: &Reader, doc: &Doc) -> bool {
    let with_drafts = View { shows_drafts: true, ..reader.view.clone() };
    !with_drafts.shows(doc, site.as_of)
        || doc.front.publish_on.as_ref().is_some_and(|day| day.value > site.as_of)
}

/// Returns where the title, the summary, the headings and the items of a document tell a secret; a
/// summary that was taken from the text only what none of its links tells.
fn words<'a>(
    site: &Site,
    reader: &Reader,
    secrets: &Secrets<'a>,
    id: DocId,
    linked: &[(Span, Hidden<'a>)],
) -> Vec<(Span, Hidden<'a>)> {
    if secrets.is_empty() {
        return Vec::new();
    }
    let doc = site.doc(id);
    let summary = doc.front.summary.as_ref().map_or(doc.title_span, |summary| summary.span);
    let mut places = vec![(doc.title_span, doc.title.as_str()), (summary, doc.excerpt.as_str())];
    let headings = doc.body.headings.iter().map(|at| (at.span, at.text.as_str(), at.gate));
    let items = doc.body.items.iter().map(|at| (at.span, at.title.as_str(), at.gate));
    for (span, text, gate) in headings.chain(items) {
        // The heading of an item is both.
        if reader.opens(site, id, gate) && !places.contains(&(span, text)) {
            places.push((span, text));
        }
    }
    let mut told = Vec::new();
    for (at, (span, text)) in places.into_iter().enumerate() {
        let is_taken = at == 1 && doc.front.summary.is_none();
        let is_linked =
            |secret: &Hidden| linked.iter().any(|(_, known)| known.title == secret.title);
        let candidates = split(text).filter_map(|word| secrets.get(word)).flatten();
        told.extend(
            candidates
                .filter(|secret| holds(text, secret.title) && !(is_taken && is_linked(secret)))
                .map(|secret| (span, secret.clone())),
        );
    }
    told
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn count_words(title: &str) -> usize {
    split(title).count()
}

/// Returns whether a title stands in a text as words of its own.
fn holds(text: &str, title: &str) -> bool {
    let title = title.trim();
    if title.is_empty() {
        return false;
    }
    text.match_indices(title).any(|(at, _)| {
        let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let (before, after) = (&text[..at], &text[at + title.len()..]);
        !is_letter(before.chars().next_back()) && !is_letter(after.chars().next())
    })
}
