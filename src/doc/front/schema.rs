//! The front matter of a kind as a JSON Schema, for editors.
//!
//! **Architecture invariants.** It is what the functions that read front matter ask for, and no table of
//! its own: a field that is read is in it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::read::asked;
use crate::config::KindConfig;
use crate::field::{Shape, Shapes};
use crate::kind::Kind;

/// Returns the JSON Schema (draft 2020-12) of the front matter of a kind, with the further fields that a
/// configuration gives it.
pub fn schema(kind: Kind, kinds: &BTreeMap<Kind, KindConfig>) -> Value {
    let mut schema = table(&asked(kind, kinds));
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(format!("Front matter of a {}", kind.words())));
    Value::Object(schema)
}

fn table(shapes: &Shapes) -> Map<String, Value> {
    let properties = shapes.fields.iter().map(|(key, shape)| (key.clone(), value(shape)));
    let rest = shapes.rest.as_ref().map_or(json!(false), |shape| value(shape));
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties.collect()));
    schema.insert("additionalProperties".to_owned(), rest);
    schema
}

fn value(shape: &Shape) -> Value {
    match shape {
        Shape::Text => json!({ "type": "string" }),
        Shape::Texts => value(&Shape::Several(Box::new(Shape::Text))),
        Shape::Date => json!({ "type": "string", "format": "date" }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Integer => json!({ "type": "integer" }),
        Shape::Count(least) => json!({ "type": "integer", "minimum": least }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Ends => {
            json!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 })
        }
        Shape::Length => json!({ "type": "string", "examples": ["6 weeks", "10 days"] }),
        Shape::Choice(words) => json!({ "enum": words }),
        Shape::Table(shapes) => Value::Object(table(shapes)),
        Shape::Several(one) => {
            let one = value(one);
            json!({ "anyOf": [one, { "type": "array", "items": one }] })
        }
        Shape::Either(one, other) => json!({ "anyOf": [value(one), value(other)] }),
        Shape::Any => json!(true),
    }
}
