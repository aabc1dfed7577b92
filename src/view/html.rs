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
        let Some(href) = href else { return Self::text(text) };
        let mut html = String::with_capacity(href.len() + attributes.len() + text.len() + 24);
        html.push_str("<a href=\"");
        html::push_text(&mut html, href);
        html.push('"');
        html.push_str(attributes);
        html.push('>');
        html::push_text(&mut html, text);
        html.push_str("</a>");
        Self(html)
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
