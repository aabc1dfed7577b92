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
        let mut html = Self(String::with_capacity(text.len()));
        html.push_text(text);
        html
    }

    /// Adds text, its special characters escaped.
    pub fn push_text(&mut self, text: &str) {
        let mut plain = 0;
        for (at, byte) in text.bytes().enumerate() {
            let entity = match byte {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                b'\'' => "&#39;",
                _ => continue,
            };
            // ASCII bytes are no part of another character.
            self.0.push_str(&text[plain..at]);
            self.0.push_str(entity);
            plain = at + 1;
        }
        self.0.push_str(&text[plain..]);
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
