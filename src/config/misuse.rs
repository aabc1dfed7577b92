//! What was asked for and cannot be done.

use std::fmt;

/// A request that no retry will mend: a folder that holds no site, an output folder full of someone
/// else's files, two options that exclude each other. Commands end with exit code 2 on it, and with
/// 3 on every other error.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Misuse {
    /// What is the case.
    pub message: String,
    /// What to do next.
    pub hint: String,
}

impl Misuse {
    /// Returns the error.
    pub fn error(message: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
        anyhow::Error::new(Misuse { message: message.into(), hint: hint.into() })
    }
}

impl fmt::Display for Misuse {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Misuse {}
