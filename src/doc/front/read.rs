//! Front matter becomes [`Front`]: the fields that every document may have.

use std::collections::BTreeMap;

use super::named::named_texts;
use super::{Allow, FieldValue, Front, Text, order, own, split};
use crate::config::{FieldType, FrontMatter, KindConfig, rule};
use crate::diag::{Code, Diagnostic, Severity};
use crate::field::{COMMON, Entry, Reader, Shape, Shapes, Table, from_toml, from_yaml, own_names};
use crate::id::{RelPath, Span, Spanned};
use crate::kind::Kind;

/// The characters that a summary may have.
const SUMMARY_LIMIT: usize = 280;

/// What was read off the start of a document.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::doc) struct Reading {
    /// The fields.
    pub(in crate::doc) front: Front,
    /// The kind: what the fields say, else that of the folder.
    pub(in crate::doc) kind: Kind,
    /// Where the body begins.
    pub(in crate::doc) body: usize,
    /// What is wrong with the fields.
    pub(in crate::doc) findings: Vec<Diagnostic>,
}

/// Reads the front matter of the document at `path`; `folder` is the kind that its folder gives, and
/// `kinds` says which further fields a kind has.
pub(in crate::doc) fn read(
    path: &RelPath,
    text: &str,
    folder: Kind,
    kinds: &BTreeMap<Kind, KindConfig>,
) -> Reading {
    let parts = split(path, text);
    let inner = parts.inner.of(text);
    let offset = parts.inner.start as usize;
    let (table, mut findings) = match parts.syntax {
        Some(FrontMatter::Toml) => from_toml(inner, offset, path),
        Some(FrontMatter::Yaml) => from_yaml(inner, offset, path),
        None => (Table::default(), Vec::new()),
    };
    if !parts.is_closed {
        // Where the fields end is a guess; what is wrong with them can wait.
        findings.clear();
    }
    findings.extend(parts.finding);
    let (mut front, kind) = fields(&table, path, folder, kinds, &mut findings);
    front.span = parts.whole;
    order::check(path, &front, &mut findings);
    Reading { front, kind, body: parts.body, findings }
}

/// Returns the fields that a document of a kind may have without the help of a configuration.
pub fn field_names(kind: Kind) -> Vec<&'static str> {
    COMMON.iter().chain(own_names(kind)).copied().collect()
}

fn fields(
    table: &Table,
    path: &RelPath,
    folder: Kind,
    kinds: &BTreeMap<Kind, KindConfig>,
    findings: &mut Vec<Diagnostic>,
) -> (Front, Kind) {
    let written = written_kind(table, path, findings);
    let kind = written.as_ref().map_or(folder, |kind| kind.value);
    let place = format!("on a {}", kind.words());
    let mut reader = Reader::new(table, path, &place, findings);
    let mut front = every_field(&mut reader, kind, kinds.get(&kind));
    front.kind = written;
    for entry in reader.rest() {
        unknown(&mut reader, entry, kind);
    }
    (front, kind)
}

/// Returns what the fields of a kind may hold.
pub(super) fn asked(kind: Kind, kinds: &BTreeMap<Kind, KindConfig>) -> Shapes {
    Reader::asked(&RelPath::root(), |reader| {
        every_field(reader, kind, kinds.get(&kind));
    })
}

/// Reads all fields but `kind`, which says how the others are read.
fn every_field<'a>(
    reader: &mut Reader<'a, '_>,
    kind: Kind,
    config: Option<&'a KindConfig>,
) -> Front {
    reader.shape("kind", || Shape::Choice(Kind::ALL.map(|kind| kind.name().to_owned()).to_vec()));
    reader.take("kind");
    let mut front = Front::default();
    texts(reader, &mut front);
    dates_and_flags(reader, &mut front);
    tables(reader, &mut front);
    front.own = own::read(reader, kind);
    if let Some(config) = config {
        front.further = further(reader, config);
    }
    front
}

fn written_kind(
    table: &Table,
    path: &RelPath,
    findings: &mut Vec<Diagnostic>,
) -> Option<Spanned<Kind>> {
    let mut reader = Reader::new(table, path, "", findings);
    reader.choice("kind", "a kind of document", &Kind::ALL.map(|kind| (kind.name(), kind)))
}

/// A field of another kind is named as such: it is right somewhere.
fn unknown(reader: &mut Reader<'_, '_>, entry: &Entry, kind: Kind) {
    let key = entry.key.value.as_str();
    let owners: Vec<Kind> =
        Kind::ALL.into_iter().filter(|kind| own_names(*kind).contains(&key)).collect();
    let Some(first) = owners.first() else { return reader.unknown(entry) };
    let names: Vec<String> = owners.iter().map(|kind| format!("{}s", kind.words())).collect();
    let names = match names.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        names => names.concat(),
    };
    let message = format!("`{key}` belongs to {names}; this is a {}", kind.words());
    let hint = format!("leave it out, or set kind to \"{}\"", first.name());
    reader.tell(Diagnostic::new(Code(2), reader.path(), entry.key.span, message).hint(hint));
}

fn texts(reader: &mut Reader<'_, '_>, front: &mut Front) {
    front.title = reader.text("title");
    front.summary = reader.text("summary");
    if let Some(summary) = &front.summary {
        let length = summary.value.chars().count();
        if length > SUMMARY_LIMIT {
            let message = format!("`summary` has {length} characters, and cards hold 280");
            let finding = Diagnostic::new(Code(3), reader.path(), summary.span, message)
                .with_severity(Severity::Info)
                .hint("keep what a reader needs to decide whether to open the page");
            reader.tell(finding);
        }
    }
    front.id = reader.text("id").filter(|id| is_id(reader, id));
    let mut aliases = reader.texts("aliases");
    aliases.retain(|alias| is_inside(reader, alias));
    front.aliases = aliases;
    front.owner = reader.text("owner");
    front.contributors = reader.texts("contributors");
    front.reviewers = reader.texts("reviewers");
    front.tags = reader.texts("tags");
    front.visible_to = reader.texts("visible-to");
    front.supersedes = reader.texts("supersedes");
    front.see_also = reader.texts("see-also");
}

fn dates_and_flags(reader: &mut Reader<'_, '_>, front: &mut Front) {
    front.created = reader.date("created");
    front.reviewed = reader.date("reviewed");
    front.review_every = reader.appetite("review-every");
    front.publish_on = reader.date("publish-on");
    front.expires_on = reader.date("expires-on");
    front.draft = is_hidden(reader);
    front.weight = reader.integer("weight").map_or(0, |weight| weight.value);
}

/// A `draft` that cannot be read hides the document: what was meant to be hidden must not be seen.
fn is_hidden(reader: &mut Reader<'_, '_>) -> bool {
    let is_given = reader.has("draft");
    reader.bool("draft").map_or(is_given, |draft| draft.value)
}

fn tables(reader: &mut Reader<'_, '_>, front: &mut Front) {
    let links = reader.table("links", "in links", named_texts);
    let mut links = links.map(|links| links.value).unwrap_or_default();
    links.retain(|(_, link)| is_safe(reader, link));
    front.links = links;
    front.anchors =
        reader.table("anchors", "in anchors", named_texts).map(|a| a.value).unwrap_or_default();
    front.allow = reader.tables("allow", "in allow", allow);
    let extra = reader.table("extra", "in extra", |reader| {
        reader.shape_of_rest(|| Shape::Any);
        let entries = reader.rest().into_iter();
        entries.map(|entry| (entry.key.value.clone(), entry.value.value.json())).collect()
    });
    front.extra = extra.map(|extra| extra.value).unwrap_or_default();
}

fn allow(reader: &mut Reader<'_, '_>, span: Span) -> Option<Allow> {
    let (has_rule, has_reason) = (reader.has("rule"), reader.has("reason"));
    let name = reader.text("rule");
    let reason = reader.text("reason");
    let until = reader.date("until");
    if !has_rule {
        reader.wrong(span, "no `rule` is named", Some("add rule = \"TL…\""));
    }
    if !has_reason {
        let hint = "add reason = \"…\": the checks page shows it";
        reader.wrong(span, "a suppression without a `reason`", Some(hint));
    }
    let name = name?;
    if let Err(question) = rule(&name.value) {
        reader.wrong(name.span, format!("unknown rule `{}`", name.value), question.as_deref());
        return None;
    }
    Some(Allow { rule: name, reason: reason?, until })
}

fn further<'a>(
    reader: &mut Reader<'a, '_>,
    config: &'a KindConfig,
) -> BTreeMap<String, Spanned<FieldValue>> {
    let mut values = BTreeMap::new();
    for (name, of) in &config.fields {
        reader.shape(name, || match of {
            FieldType::String | FieldType::Person | FieldType::Reference => Shape::Text,
            FieldType::Number => Shape::Number,
            FieldType::Boolean => Shape::Bool,
            FieldType::Date => Shape::Date,
            FieldType::List => Shape::Texts,
        });
        let Some(entry) = reader.take(name) else { continue };
        let value = &entry.value;
        let read = match of {
            FieldType::String => reader.text_at(name, value).map(|v| v.map(FieldValue::String)),
            FieldType::Number => reader.number_at(name, value).map(|v| v.map(FieldValue::Number)),
            FieldType::Boolean => reader.bool_at(name, value).map(|v| v.map(FieldValue::Boolean)),
            FieldType::Date => reader.date_at(name, value).map(|v| v.map(FieldValue::Date)),
            FieldType::Person => reader.text_at(name, value).map(|v| v.map(FieldValue::Person)),
            FieldType::Reference => reader
                .text_at(name, value)
                .map(|text| Spanned::new(FieldValue::Reference(text.clone()), text.span)),
            FieldType::List => {
                let list = reader.texts_at(name, value).into_iter().map(|text| text.value);
                let list: Vec<String> = list.collect();
                (!list.is_empty()).then(|| Spanned::new(FieldValue::List(list), value.span))
            }
        };
        values.extend(read.map(|read| (name.clone(), read)));
    }
    values
}

/// Returns whether an id can be written in a reference; tells where it cannot.
pub(super) fn is_id(reader: &mut Reader<'_, '_>, id: &Text) -> bool {
    let is_right =
        id.value.chars().all(|letter| letter.is_alphanumeric() || "-_.".contains(letter));
    if !is_right {
        let message = format!("id `{}` cannot be written in a reference", id.value);
        reader.wrong(id.span, message, Some("use letters, digits, `-`, `_` and `.` only"));
    }
    is_right
}

/// Returns whether an old id or path stays inside the site; tells where it does not.
fn is_inside(reader: &mut Reader<'_, '_>, alias: &Text) -> bool {
    let is_path = !alias.value.contains(|c: char| c.is_control() || c == ':');
    let is_inside = is_path && RelPath::new(&alias.value).is_some_and(|path| !path.is_root());
    if !is_inside {
        let message = format!("alias `{}` is not inside the site", alias.value);
        reader.wrong(alias.span, message, Some("write an old id, or a path below the site"));
    }
    is_inside
}

/// Returns whether a link leads to a page rather than into a script; tells where it does not.
fn is_safe(reader: &mut Reader<'_, '_>, link: &Text) -> bool {
    let scheme = link.value.split_once(':').map(|(scheme, _)| scheme.to_lowercase());
    let is_safe = match scheme.as_deref() {
        Some("http" | "https" | "mailto") | None => true,
        // A colon behind a slash belongs to a path.
        Some(other) => other.contains(['/', '?', '#']),
    };
    if !is_safe {
        let message = format!("link `{}` leads to no page", link.value);
        let finding = Diagnostic::new(Code(14), reader.path(), link.span, message);
        reader.tell(finding.hint("links go to https:, http:, mailto: or a path"));
    }
    is_safe
}

#[cfg(test)]
mod tests {
    use super::super::Own;
    use super::*;

    #[test]
    fn every_field_that_is_listed_is_read() {
        for kind in Kind::ALL {
            let lines = field_names(kind).into_iter().filter(|name| *name != "kind");
            let text: String = lines.map(|name| format!("{name} = \"x\"\n")).collect();
            let path = RelPath::new("a.md").unwrap();
            let text = format!("+++\n{text}+++\n");
            let reading = read(&path, &text, kind, &BTreeMap::new());
            let unknown: Vec<_> = reading.findings.iter().filter(|f| f.code == Code(2)).collect();
            assert_eq!(unknown, Vec::<&Diagnostic>::new());
            assert!(kind.is_plain() || !matches!(reading.front.own, Own::Page));
        }
    }
}
