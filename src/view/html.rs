//! Finished HTML, which templates print as it is.
//!
//! Everything else in a view is text, and tera escapes it. [`Html`] keeps its safety on the way
//! into a template because it serialises as a safe [`tera::Value`], which tera passes through
//! unchanged; any other serialiser sees a string. So a theme author never writes `| safe`, and
//! forgetting it can never be the mistake.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::html;

/// HTML that is finished and safe: templates print it without escaping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(pub String);

impl Html {
    /// Returns text as HTML, its special characters escaped.
    pub fn text(text: &str) -> Self {
        Self(html::text(text))
    }

    /// Adds text, its special characters escaped.
    pub fn push_text(&mut self, text: &str) {
        html::push_text(&mut self.0, text);
    }

    /// Returns a text as a link, or alone where it leads nowhere; `attributes` is finished HTML.
    pub fn link(text: &str, href: Option<&str>, attributes: &str) -> Self {
        let room = href.map_or(0, |href| href.len() + attributes.len() + 24) + text.len();
        let mut html = Self(String::with_capacity(room));
        html.push_link(text, href, attributes);
        html
    }

    /// Adds a text as a link, or alone where it leads nowhere; `attributes` is finished HTML.
    pub fn push_link(&mut self, text: &str, href: Option<&str>, attributes: &str) {
        let Some(href) = href else { return self.push_text(text) };
        self.0.push_str("<a href=\"");
        self.push_text(href);
        self.0.push('"');
        self.0.push_str(attributes);
        self.0.push('>');
        self.push_text(text);
        self.0.push_str("</a>");
    }

    /// Adds a text between two pieces of finished HTML, or nothing where there is no text.
    pub fn push_within(&mut self, before: &str, text: Option<&str>, after: &str) {
        if let Some(text) = text {
            self.0.push_str(before);
            self.push_text(text);
            self.0.push_str(after);
        }
    }

    /// Tells whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Only templates tell safe text from other text, and their values are for people to read.
        if !serializer.is_human_readable() {
            return serializer.serialize_str(&self.0);
        }
        tera::Value::safe_string(&self.0).serialize(serializer)
    }
}

/// Serialises a part of a page that templates get finished, because each of its fields would be a value
/// of its own. The digest of a page sees the fields, and costs no HTML.
pub(super) fn finished<S: Serializer>(
    serializer: S,
    html: impl FnOnce() -> Html,
    fields: &impl Serialize,
) -> Result<S::Ok, S::Error> {
    match serializer.is_human_readable() {
        true => html().serialize(serializer),
        false => fields.serialize(serializer),
    }
}
