//! `[kinds.*]`: what a site says about a kind.

use std::collections::BTreeMap;

use super::{FieldType, KindConfig};
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::field::{COMMON, Reader, own_names};
use crate::id::{RelPath, Span};
use crate::kind::{Kind, SectionKind};

/// Reads `[kinds.brief]` and the like.
pub(super) fn read(reader: &mut Reader<'_, '_>) -> BTreeMap<Kind, KindConfig> {
    let mut kinds = BTreeMap::new();
    for entry in reader.rest() {
        let name = entry.key.value.as_str();
        let Some(kind) = Kind::parse(name) else {
            let names = Kind::ALL.map(Kind::name);
            tell_unknown(reader, entry.key.span, &format!("unknown kind `{name}`"), name, &names);
            continue;
        };
        let place = format!("in [kinds.{name}]");
        let config = reader.table_at(name, &entry.value, &place, |reader| one(reader, kind));
        if let Some(config) = config {
            kinds.insert(kind, config.value);
        }
    }
    kinds
}

fn one(reader: &mut Reader<'_, '_>, kind: Kind) -> KindConfig {
    let label = reader.text("label").map(|label| label.value);
    let plural = reader.text("plural").map(|plural| plural.value);
    let folder = folder(reader);
    let sections = reader.table("sections", "", |reader| sections(reader, kind));
    let fields = reader.table("fields", "", |reader| fields(reader, kind));
    KindConfig {
        folder,
        label,
        plural,
        sections: sections.map(|sections| sections.value).unwrap_or_default(),
        fields: fields.map(|fields| fields.value).unwrap_or_default(),
    }
}

fn folder(reader: &mut Reader<'_, '_>) -> Option<String> {
    let folder = reader.text("folder")?;
    match RelPath::new(&folder.value) {
        Some(path) if !path.is_root() && !folder.value.starts_with('/') => {
            Some(path.as_str().to_owned())
        }
        _ => {
            let message = format!("folder `{}` is not below the content folder", folder.value);
            reader.wrong(folder.span, message, Some("write a name such as \"briefs\""));
            None
        }
    }
}

fn sections(reader: &mut Reader<'_, '_>, kind: Kind) -> Vec<(SectionKind, Vec<String>)> {
    let mut sections = Vec::new();
    for entry in reader.rest() {
        let heading = entry.key.value.as_str();
        let Some(section) = SectionKind::named(kind, heading) else {
            let message = format!("`{heading}` is no section of a {}", kind.words());
            let names: Vec<&str> = SectionKind::of(kind).iter().map(|s| s.heading()).collect();
            tell_unknown(reader, entry.key.span, &message, heading, &names);
            continue;
        };
        let names = reader.texts_at(heading, &entry.value);
        sections.push((section, names.into_iter().map(|name| name.value).collect()));
    }
    sections
}

fn fields(reader: &mut Reader<'_, '_>, kind: Kind) -> BTreeMap<String, FieldType> {
    const TYPES: [(&str, FieldType); 7] = [
        ("string", FieldType::String),
        ("number", FieldType::Number),
        ("boolean", FieldType::Boolean),
        ("date", FieldType::Date),
        ("list", FieldType::List),
        ("person", FieldType::Person),
        ("reference", FieldType::Reference),
    ];
    let mut fields = BTreeMap::new();
    for entry in reader.rest() {
        let name = entry.key.value.as_str();
        if COMMON.contains(&name) || own_names(kind).contains(&name) {
            let message = format!("a {} has a field `{name}` already", kind.words());
            reader.wrong(entry.key.span, message, Some("choose another name"));
            continue;
        }
        let Some(text) = reader.text_at(name, &entry.value) else { continue };
        if let Some(of) = reader.choose(name, "a type of field", &text, &TYPES) {
            fields.insert(name.to_owned(), of.value);
        }
    }
    fields
}

fn tell_unknown(
    reader: &mut Reader<'_, '_>,
    span: Span,
    message: &str,
    name: &str,
    known: &[&str],
) {
    let mut finding = Diagnostic::new(Code(2), reader.path(), span, message);
    let question = did_you_mean(name, known.iter().copied());
    finding.hint = Some(question.unwrap_or_else(|| format!("write one of: {}", known.join(", "))));
    reader.tell(finding);
}
