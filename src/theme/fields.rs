//! Names of fields that a site's templates use and the data model does not have.
//!
//! Tera takes an unknown field in a condition for false, which would hide a slip of the pen for
//! good. So the source is searched for `page.NAME` and `frame.NAME` within delimiters. Only the
//! first field is looked at, and `page` only in templates that have a view of their own: what a
//! component or an included file is given cannot be told from its text.

use tera::Value;

use super::error::names_hint;
use super::{TEMPLATES, TemplateError, sample};

/// Returns the unknown fields of templates, given as name and text.
pub(super) fn unknown(templates: &[(String, String)]) -> Vec<TemplateError> {
    let pages = sample::full();
    let mut errors = Vec::new();
    for (name, text) in templates {
        let page = pages.iter().find(|(_, page)| page.template() == name);
        for (start, expression) in expressions(text) {
            for (object, offset, field) in uses(expression) {
                let value = match (object, page) {
                    ("frame", _) => Value::from_serializable(&pages[0].0),
                    (_, Some((_, page))) => Value::from_serializable(page),
                    _ => continue,
                };
                let known = names(&value);
                if known.iter().all(|name| name != field) {
                    let at = start + offset;
                    errors.push(TemplateError {
                        path: format!("{TEMPLATES}{name}"),
                        span_start: at,
                        span_end: at + field.len(),
                        message: format!("field `{field}` of `{object}` is not defined"),
                        hint: Some(names_hint(
                            field,
                            known.iter().map(String::as_str),
                            "the fields are",
                        )),
                    });
                }
            }
        }
    }
    errors
}

/// Returns what stands between delimiters, each with its offset.
fn expressions(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let found = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")]
            .into_iter()
            .filter_map(|(open, close)| Some((text[at..].find(open)?, close)))
            .min();
        let (offset, close) = found?;
        let start = at + offset + 2;
        let end = text[start..].find(close).map_or(text.len(), |length| start + length);
        at = (end + 2).min(text.len());
        Some(if close == "#}" { (start, "") } else { (start, &text[start..end]) })
    })
}

/// Returns the uses of `page` and `frame` in an expression: the object, the field's offset, the
/// field.
fn uses(expression: &str) -> impl Iterator<Item = (&'static str, usize, &str)> {
    ["page", "frame"].into_iter().flat_map(move |object| {
        expression.match_indices(object).filter_map(move |(at, _)| {
            let is_whole =
                !expression[..at].ends_with(|c: char| is_word(c) || c == '.' || c == '"');
            let rest = expression[at + object.len()..].strip_prefix('.')?;
            let length = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
            (is_whole && length > 0).then(|| (object, at + object.len() + 1, &rest[..length]))
        })
    })
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn names(value: &Value) -> Vec<String> {
    let mut names: Vec<String> = value
        .as_map()
        .into_iter()
        .flat_map(|map| map.keys())
        .filter_map(|key| key.as_str().map(str::to_owned))
        .collect();
    names.sort();
    names
}
