//! `throughline check`: rebuild, stop.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use super::build::site;
use super::findings::{self, Format, Limit, Told};
use super::progress::{Steps, during};
use super::{Terminal, git, mend, say, summary};
use crate::diag::Severity;
use crate::id::RelPath;
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
    /// The revision whose anchors are kept alive where headings were renamed since.
    pub against: Option<String>,
    /// The revision since which a file must have changed for its findings to count.
    pub since: Option<String>,
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
    // What cannot be asked for is told before anything is read, let alone mended.
    let changed = request.since.map(|revision| git::changed_since(&root, &revision)).transpose()?;
    let against = request.against.map(|revision| git::texts_at(&root, &revision)).transpose()?;
    let mut snapshot = during(terminal, "Checking", &Steps::of(0), || pipeline.rebuild(None))?;
    if request.mends == Mends::Nothing {
        mend::name_itself(&pipeline, &mut snapshot, &root);
    } else {
        let is_rehearsal = request.mends == Mends::Rehearsal;
        let against = against.unwrap_or_default();
        let asked = mend::Asked { root: &root, against: &against, is_rehearsal };
        snapshot = mend::run(&mut pipeline, Arc::clone(&snapshot), &asked, terminal)?;
    }
    let files = changed.map(|names| files(&pipeline, &names));
    let told = Told::within(&snapshot, files.as_ref());
    let limit = Limit { strict: request.strict, reminders: request.reminders };
    let least = if request.reminders { Severity::Reminder } else { Severity::Info };
    match request.format {
        Format::Human => {
            say(&findings::human(told, limit.least(least, terminal), terminal.styling));
        }
        Format::Json => terminal.data(&findings::json(told))?,
        Format::Github => terminal.data(&findings::github(told, least))?,
        Format::Sarif => terminal.data(&findings::sarif(told, least))?,
    }
    terminal.note(&format!("Checked {}\n", summary::line(told, started.elapsed())));
    Ok(findings::exit_code(told, &pipeline.config().path, limit))
}

/// Returns the files of which the findings count where files have changed: those, and the documents of
/// KPIs and surveys whose numbers stand in one of them.
fn files(pipeline: &Pipeline, changed: &BTreeSet<String>) -> BTreeSet<RelPath> {
    let mut files: BTreeSet<RelPath> =
        changed.iter().filter_map(|name| RelPath::new(name)).collect();
    let of_data = pipeline.data_files().chain(pipeline.wave_files());
    let of_data = of_data.filter(|(_, data)| files.contains(*data));
    let documents: Vec<RelPath> = of_data.map(|(document, _)| document.clone()).collect();
    files.extend(documents);
    files
}
