//! The data model of themes, held against the page of the manual that describes it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;
use throughline::theme::sample;

use crate::support::read;

/// The fields of a type, or the words that it may be, with what the second cell says of each.
type Described = BTreeMap<String, String>;

/// Returns whether a string is what the manual calls it; the sample has markup only where it is meant.
fn is_finished(said: &str, text: &str) -> bool {
    match said {
        "text" => !text.contains('<'),
        "HTML" => true,
        "link" => !text.contains('<') || text.starts_with("<a href=") && text.ends_with("</a>"),
        "pill" => text.starts_with("<span class=\"state ") && text.ends_with("</span>"),
        _ => false,
    }
}

/// The page: what each heading of level 3 describes, and which type each template gets.
struct Manual {
    types: BTreeMap<String, Described>,
    pages: BTreeMap<String, String>,
}

impl Manual {
    fn read() -> Manual {
        let text = read(Path::new(env!("CARGO_MANIFEST_DIR")), "content/guide/data-model.md");
        let (mut types, mut pages) = (BTreeMap::<String, Described>::new(), BTreeMap::new());
        let mut open = None;
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("### ") {
                open = Some(name.to_owned());
                types.insert(name.to_owned(), Described::new());
            } else if line.starts_with("## ") {
                open = None;
            }
            let Some(row) = line.strip_prefix("| `") else { continue };
            let (field, rest) = row.split_once("` | ").expect("the first cell is one name");
            let (second, _) = rest.split_once(" |").expect("a row has a second cell");
            match &open {
                Some(name) => {
                    let own = types.get_mut(name).expect("the type was added");
                    let known = own.insert(field.to_owned(), second.to_owned());
                    assert_eq!(known, None, "{name} describes `{field}` twice");
                }
                None => {
                    pages.insert(field.to_owned(), named(second).expect("a link to the type"));
                }
            }
        }
        Manual { types, pages }
    }

    /// Adds what the manual does not say of a value at a path, or says wrongly.
    fn compare(&self, path: &str, said: &str, value: &Value, found: &mut Found) {
        let (said, may_be_none) = match said.strip_suffix(" or none") {
            Some(said) => (said, true),
            None => (said, false),
        };
        let mut wrong = |what: &str| {
            found.wrong.insert(format!("{path}: {what}, and the manual says `{said}`"));
        };
        match (value, said.strip_prefix("list of "), named(said)) {
            (Value::Null, ..) if may_be_none => {}
            (Value::Null, ..) => wrong("may be none"),
            (Value::Array(values), Some(each), _) => {
                for value in values {
                    self.compare(&format!("{path}[]"), each, value, found);
                }
            }
            (Value::Object(fields), None, Some(name)) => self.fields(path, &name, fields, found),
            (Value::String(word), None, Some(name)) => {
                let is_word = self.types.get(&name).is_some_and(|words| words.contains_key(word));
                if !is_word {
                    wrong(&format!("may be `{word}`"));
                }
            }
            (Value::String(text), None, None) if is_finished(said, text) => {}
            (Value::Bool(_), None, None) if said == "true or false" => {}
            (Value::Number(_), None, None) if said == "number" => {}
            _ => wrong("is something else"),
        }
    }

    fn fields(
        &self,
        path: &str,
        name: &str,
        fields: &serde_json::Map<String, Value>,
        found: &mut Found,
    ) {
        let Some(described) = self.types.get(name) else {
            found.wrong.insert(format!("{path}: there is no heading `### {name}`"));
            return;
        };
        found.types.insert(name.to_owned());
        for (field, value) in fields {
            let path = format!("{path}.{field}");
            match described.get(field) {
                Some(said) => self.compare(&path, said, value, found),
                None => {
                    found.wrong.insert(format!("{path}: `{field}` is no row of {name}"));
                }
            }
        }
        for field in described.keys().filter(|field| !fields.contains_key(*field)) {
            found.wrong.insert(format!("{path}: {name} describes `{field}`, which is not there"));
        }
    }
}

/// What the comparison has found.
#[derive(Default)]
struct Found {
    wrong: BTreeSet<String>,
    types: BTreeSet<String>,
}

/// Returns the type that a cell links: `[Link](#link)`.
fn named(cell: &str) -> Option<String> {
    let (name, _) = cell.strip_prefix('[')?.split_once(']')?;
    Some(name.to_owned())
}

#[test]
fn every_field_that_a_template_can_read_is_described() {
    let manual = Manual::read();
    let mut found = Found::default();
    let mut templates = BTreeSet::new();
    // Full pages show each field, empty ones what may be none.
    for (frame, page) in sample::full().into_iter().chain(sample::empty()) {
        let frame = serde_json::to_value(&frame).unwrap();
        manual.compare("frame", "[Frame](#frame)", &frame, &mut found);
        let template = page.template();
        templates.insert(template.to_owned());
        let said = manual.pages.get(template);
        let said = said.unwrap_or_else(|| panic!("{template} has no row"));
        let value = serde_json::to_value(&page).unwrap();
        manual.compare(template, &format!("[{said}]"), &value, &mut found);
    }
    let described: BTreeSet<String> = manual.pages.keys().cloned().collect();
    assert_eq!(described, templates, "the templates");
    assert_eq!(found.wrong, BTreeSet::new());
    // Types of words have no fields, and are met as texts.
    let words = ["Tone"].map(str::to_owned);
    found.types.extend(words);
    let types: BTreeSet<String> = manual.types.keys().cloned().collect();
    assert_eq!(types, found.types, "every heading is a type that pages use");
}
