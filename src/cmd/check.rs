//! `throughline check`: rebuild, stop.

use std::sync::Arc;
use std::time::Instant;

use super::build::site;
use super::findings::{self, Format, Limit};
use super::progress::{Steps, during};
use super::{Terminal, mend, say, summary};
use crate::diag::Severity;
use crate::pipeline::{Options, Pipeline};

/// What to check.
#[derive(Clone, Debug)]
pub struct Request {
    /// The site.
    pub options: Options,
    /// Whether warnings fail.
    pub strict: bool,
    /// Whether reminders are shown and fail.
    pub reminders: bool,
    /// How findings are written.
    pub format: Format,
    /// Whether references of which it is clear what they mean are mended first.
    pub mends: Mends,
}

/// Whether references are mended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mends {
    /// Nothing is.
    Nothing,
    /// What would be mended is told.
    Rehearsal,
    /// What is clear is mended.
    Clear,
}

/// Checks a site.
///
/// # Errors
///
/// Where the site cannot be read, or nobody reads the findings.
pub fn run(mut request: Request, terminal: &Terminal) -> anyhow::Result<u8> {
    let started = Instant::now();
    request.options.root = site(&request.options.root)?;
    let root = request.options.root.clone();
    let mut pipeline = Pipeline::open(request.options)?;
    let mut snapshot = during(terminal, "Checking", &Steps::of(0), || pipeline.rebuild(None))?;
    if request.mends != Mends::Nothing {
        let is_rehearsal = request.mends == Mends::Rehearsal;
        snapshot = mend::run(&mut pipeline, Arc::clone(&snapshot), &root, is_rehearsal, terminal)?;
    }
    let least = if request.reminders { Severity::Reminder } else { Severity::Info };
    match request.format {
        Format::Human => say(&findings::human(&snapshot, least, terminal.styling)),
        Format::Json => terminal.data(&findings::json(&snapshot))?,
        Format::Github => terminal.data(&findings::github(&snapshot, least))?,
        Format::Sarif => terminal.data(&findings::sarif(&snapshot, least))?,
    }
    terminal.note(&format!("Checked {}\n", summary::line(&snapshot, started.elapsed())));
    let limit = Limit { strict: request.strict, reminders: request.reminders };
    Ok(findings::exit_code(&snapshot, &pipeline.config().path, limit))
}
