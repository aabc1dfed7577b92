//! The integration tests, as one binary: each module tests one part through its public face.

#![expect(clippy::unwrap_used, reason = "a helper of a test that cannot go on fails the test")]

mod checks;
mod cli;
mod clock;
mod coverage;
mod decisions;
mod dependencies;
mod digest;
mod export;
mod glossary;
mod golden;
mod handbook;
mod incremental;
mod large;
mod listing;
mod manual;
mod matrix;
mod mistakes;
mod output;
mod pages;
mod promises;
mod prose;
mod queries;
mod reassign;
mod secrets;
mod serve;
mod source;
mod support;
mod theme_docs;
mod tidy;
mod watch;
