//! Finished HTML, which templates print as it is.
//!
//! Everything else in a view is text, and tera escapes it. [`Html`] keeps its safety on the way
//! into a template because it serialises as a safe [`tera::Value`], which tera passes through
//! unchanged; any other serialiser sees a string. So a theme author never writes `| safe`, and
//! forgetting it can never be the mistake.

use std::fmt;

use serde::{Serialize, Serializer};

/// HTML that is finished and safe: templates print it without escaping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(pub String);

impl Html {
    /// Returns text as HTML, its special characters escaped.
    pub fn text(text: &str) -> Self {
        let mut html = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                '\'' => html.push_str("&#39;"),
                other => html.push(other),
            }
        }
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
        tera::Value::safe_string(&self.0).serialize(serializer)
    }
}
