//! The integration tests, as one binary: each module tests one part through its public face.

#![expect(clippy::unwrap_used, reason = "a helper of a test that cannot go on fails the test")]

mod aggregate;
mod answers;
mod checks;
mod cli;
mod clock;
mod coverage;
mod decisions;
mod dependencies;
mod derived;
mod digest;
mod export;
mod facts;
mod glossary;
mod golden;
mod handbook;
mod incremental;
mod kinds;
mod large;
mod leaks;
mod lessons;
mod library;
mod listing;
mod manual;
mod matrix;
mod mend;
mod mistakes;
mod moving;
mod output;
mod pages;
mod pin;
mod promises;
mod prose;
mod queries;
mod reassign;
mod reveal;
mod secrets;
mod serve;
mod since;
mod source;
mod support;
mod surveys;
mod theme_docs;
mod tidy;
mod watch;
