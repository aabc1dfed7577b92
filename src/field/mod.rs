//! Fields as people write them in TOML, YAML and JSON, with the place of every key and value.
//!
//! Duty: front matter, the configuration, the file of people and data become one kind of tree, which a
//! [`Reader`] turns into typed values. Inputs: the text of such a file, or of a part of it. Outputs: a
//! [`Table`], values, and findings for all that is wrong in one run.
//!
//! **Architecture invariants.** A value that could not be read is [`Value::Broken`] and is told once:
//! whoever asks for it gets nothing and says nothing. Every span is in bytes of the whole file. No
//! input panics or recurses without bound.

mod from_json;
mod from_toml;
mod from_yaml;
mod names;
mod reader;
mod shape;
#[cfg(test)]
mod tests;

pub use from_json::from_json;
pub use from_toml::from_toml;
pub use from_yaml::from_yaml;
pub use names::{COMMON, own_names};
pub use reader::Reader;
pub use shape::{Shape, Shapes};

use crate::id::{Date, Spanned};

/// How deep lists and tables may lie in one another; nothing that a person writes comes near it.
const MAX_DEPTH: usize = 24;

/// What a key can hold.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// Keys and values.
    Table(Table),
    /// Values in order.
    List(Vec<Spanned<Value>>),
    /// A text in quotes.
    Text(String),
    /// A YAML scalar without quotes, which is what the reader of the field wants it to be: in YAML
    /// `release: 1.10` is a text where a text is wanted.
    Plain(String),
    /// A whole number.
    Integer(i64),
    /// Any other number, infinity and NaN included.
    Float(f64),
    /// True or false.
    Bool(bool),
    /// A day.
    Date(Date),
    /// A time of day, or a day with a time, as written.
    Time(String),
    /// A key without a value, as YAML allows, or JSON's `null`.
    Empty,
    /// Something that could not be read and was told already.
    Broken,
}

impl Value {
    /// Returns what the value is, in the words of a message.
    pub fn found(&self) -> &'static str {
        match self {
            Value::Table(_) => "a table",
            Value::List(_) => "a list",
            Value::Text(_) => "text",
            Value::Plain(text) => match json_of_plain(text) {
                serde_json::Value::Bool(_) => "true or false",
                serde_json::Value::Number(_) => "a number",
                _ => "text",
            },
            Value::Integer(_) | Value::Float(_) => "a number",
            Value::Bool(_) => "true or false",
            Value::Date(_) => "a date",
            Value::Time(_) => "a time of day",
            Value::Empty | Value::Broken => "nothing",
        }
    }

    /// Returns the value for a template: dates become text, what could not be read becomes null.
    pub fn json(&self) -> serde_json::Value {
        match self {
            Value::Table(table) => serde_json::Value::Object(
                table.entries.iter().map(|e| (e.key.value.clone(), e.value.value.json())).collect(),
            ),
            Value::List(list) => list.iter().map(|item| item.value.json()).collect(),
            Value::Text(text) | Value::Time(text) => text.as_str().into(),
            Value::Plain(text) => json_of_plain(text),
            Value::Integer(number) => (*number).into(),
            Value::Float(number) => (*number).into(),
            Value::Bool(is) => (*is).into(),
            Value::Date(date) => date.to_string().into(),
            Value::Empty | Value::Broken => serde_json::Value::Null,
        }
    }
}

/// Keys and values in the order in which they were written.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Table {
    /// One entry a key; no key twice.
    pub entries: Vec<Entry>,
}

/// A key and its value.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The key, without quotes.
    pub key: Spanned<String>,
    /// The value.
    pub value: Spanned<Value>,
}

/// Returns what YAML's core schema makes of a scalar without quotes.
fn json_of_plain(text: &str) -> serde_json::Value {
    if let Some(is) = bool_of_plain(text) {
        return is.into();
    }
    if let Ok(number) = text.parse::<i64>() {
        return number.into();
    }
    // `parse` would take words such as `infinity`, too.
    let numeric = text
        .starts_with(|letter: char| letter.is_ascii_digit() || "+-.".contains(letter))
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    match text.parse::<f64>() {
        Ok(number) if numeric => number.into(),
        _ => text.into(),
    }
}

fn bool_of_plain(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}
