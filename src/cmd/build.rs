//! `throughline build`: rebuild, render all, write.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use rayon::prelude::*;

use super::findings::{self, Limit, Told};
use super::progress::{Steps, during};
use super::{Terminal, summary};
use crate::config::Misuse;
use crate::diag::{Code, Diagnostic, locate};
use crate::id::Digest;
use crate::output::{Output, Planned, Report};
use crate::pipeline::{Options, Pipeline, Route, Snapshot};
use crate::watch::{How, Watch};

/// What to build.
#[derive(Clone, Debug)]
pub struct Request {
    /// The site.
    pub options: Options,
    /// How to wait for changes; not at all where there is nothing.
    pub watch: Option<How>,
    /// Whether warnings fail.
    pub strict: bool,
    /// Whether to say how long each step took.
    pub timings: bool,
}

/// Builds a site, and again and again where it is watched.
///
/// # Errors
///
/// Where the site cannot be read or the output cannot be written.
pub fn run(mut request: Request, terminal: &Terminal) -> anyhow::Result<u8> {
    let started = Instant::now();
    request.options.root = site(&request.options.root)?;
    let limit = Limit { strict: request.strict, reminders: false };
    let folder = request.options.output.clone();
    let root = request.options.root.clone();
    let audience = request.options.audience.clone();
    let mut pipeline = Pipeline::open(request.options)?;
    if let Some(audience) = audience.filter(|_| folder.is_none()) {
        let usual = &pipeline.config().output;
        let message = format!(
            "what only `{audience}` may see does not belong in `{usual}`, where everyone looks"
        );
        let hint = format!("name a folder of its own: -o {usual}-{audience}");
        return Err(Misuse::error(message, hint));
    }
    let snapshot = during(terminal, "Reading", &Steps::of(0), || pipeline.rebuild(None))?;
    let read = started.elapsed();
    let folder = folder.unwrap_or_else(|| root.join(pipeline.config().output.as_str()));

    if let Some(how) = request.watch {
        let output = Output::open(&folder, &root)?;
        return watch(&mut pipeline, &snapshot, output, how, limit, terminal);
    }
    let code = tell(&pipeline, &snapshot, limit, terminal);
    if let Some(why) = refusal(&pipeline, &snapshot, limit) {
        let line = summary::line(Told::all(&snapshot), read);
        terminal.note(&format!("{why}Nothing was written: {line}\n"));
        return Ok(code);
    }
    let report = publish(&snapshot, &folder, &root, terminal)?;
    terminal.note(&format!(
        "Built {}{}\n{}\n",
        summary::line(Told::all(&snapshot), started.elapsed()),
        summary::remark(&report),
        summary::written(&report),
    ));
    if request.timings {
        let write = started.elapsed().saturating_sub(read);
        let (read, write) = (read.as_secs_f64(), write.as_secs_f64());
        terminal.note(&format!("read and link  {read:.3} s\nrender, write  {write:.3} s\n"));
    }
    // The process is about to end, and taking 10,000 documents apart takes 0.2 s.
    std::mem::forget((pipeline, snapshot));
    Ok(code)
}

/// Returns why nothing is published, where that is so: something fails, and it is not about numbers
/// alone that are withheld.
///
/// What rests on a number is known, and can be left out. Who may read a document that cannot be read,
/// and what a relation that leads nowhere was to say, is known to nobody.
fn refusal(pipeline: &Pipeline, snapshot: &Snapshot, limit: Limit) -> Option<String> {
    let others = snapshot.findings().iter();
    let others = others.filter(|finding| limit.fails(finding) && !snapshot.withholds(finding));
    let others: Vec<&Diagnostic> = others.collect();
    if others.is_empty() {
        return None;
    }
    if !pipeline.keeps_going() {
        // Whoever meets a broken cell for the first time does not know that the rest can be had.
        let is_data = others.iter().all(|finding| finding.code == Code(601));
        let hint = "only numbers are broken: `--keep-going` publishes all else\n";
        return Some(if is_data { hint.to_owned() } else { String::new() });
    }
    let place = |finding: &&Diagnostic| {
        let text = snapshot.text(&finding.path).unwrap_or("");
        let line = locate(text, finding.span).start.line;
        format!("{} at {}:{line}", finding.code, finding.path)
    };
    let mut named: Vec<String> = others.iter().take(NAMED).map(place).collect();
    if let Some(more) = others.len().checked_sub(NAMED).filter(|more| *more > 0) {
        named.push(format!("and {more} more"));
    }
    Some(format!(
        "`--keep-going` withholds numbers whose data are broken; {} other than that: {}\n",
        summary::count(others.len(), "finding is something", "findings are something"),
        named.join(", ")
    ))
}

/// So many findings are named where they keep a site from being published; all stand above.
const NAMED: usize = 5;

/// Writes the findings that matter to a build, and returns the exit code that they lead to.
fn tell(pipeline: &Pipeline, snapshot: &Snapshot, limit: Limit, terminal: &Terminal) -> u8 {
    let code = findings::exit_code(Told::all(snapshot), &pipeline.config().path, limit);
    let least = limit.least(terminal.least(), terminal);
    let text = findings::human(Told::all(snapshot), least, terminal.styling);
    if code == 0 {
        terminal.note(&text);
    } else {
        super::say(&text);
    }
    code
}

fn publish(
    snapshot: &Snapshot,
    folder: &Path,
    root: &Path,
    terminal: &Terminal,
) -> anyhow::Result<Report> {
    let output = Output::open(folder, root)?;
    // Without files to compare with, keys are worked out while pages are rendered.
    let plan = if output.is_empty() { bare_plan(snapshot) } else { plan(snapshot) };
    let steps = Steps::of(plan.len());
    during(terminal, "Writing page", &steps, || {
        output.publish(&plan, &|at| {
            steps.step();
            bytes(snapshot, at)
        })
    })
}

fn plan(snapshot: &Snapshot) -> Vec<Planned> {
    let planned =
        |route: &Route| Planned { path: route.path.clone(), key: Some(snapshot.key(route)) };
    snapshot.routes().par_iter().map(planned).collect()
}

/// Returns a plan by which every file is rendered.
fn bare_plan(snapshot: &Snapshot) -> Vec<Planned> {
    let routes = snapshot.routes().iter();
    routes.map(|route| Planned { path: route.path.clone(), key: None }).collect()
}

/// Returns the plan of a snapshot that follows the one with the plan `before`: where only some pages
/// can have changed, only their keys are worked out again.
fn next_plan(snapshot: &Snapshot, before: &[Planned]) -> Vec<Planned> {
    let Some(touched) = snapshot.touched() else { return plan(snapshot) };
    let mut next = before.to_vec();
    for path in touched {
        let at = next.binary_search_by(|planned| planned.path.cmp(&path));
        if let (Ok(at), Some(route)) = (at, snapshot.resolve(path.as_str())) {
            next[at].key = Some(snapshot.key(route));
        }
    }
    next
}

fn bytes(snapshot: &Snapshot, at: usize) -> anyhow::Result<(Digest, Vec<u8>)> {
    let route = snapshot.routes().get(at).context("the plan is that of another snapshot")?;
    let rendered = snapshot.render(route);
    let rendered = rendered.with_context(|| format!("cannot render {}", route.path))?;
    Ok((rendered.key, rendered.bytes))
}

/// Writes what changed, waits, rebuilds, and so on; a failure is told, and the loop goes on.
fn watch(
    pipeline: &mut Pipeline,
    first: &Snapshot,
    mut output: Output,
    how: How,
    limit: Limit,
    terminal: &Terminal,
) -> anyhow::Result<u8> {
    let ignored = [output.folder().to_path_buf()];
    let mut watch = Watch::start(how, &pipeline.content_roots(), &ignored)?;
    let mut planned = plan(first);
    update(pipeline, first, &mut output, &planned, limit, Instant::now(), terminal)?;
    terminal.note("Watching for changes; Ctrl-C ends it\n");
    while let Some(touched) = watch.wait() {
        let started = Instant::now();
        let built = pipeline.rebuild(touched.paths()).and_then(|snapshot| {
            planned = next_plan(&snapshot, &planned);
            update(pipeline, &snapshot, &mut output, &planned, limit, started, terminal)
        });
        if let Err(error) = built.and_then(|()| watch.follow(&pipeline.content_roots())) {
            terminal.failure(&error);
        }
    }
    Ok(0)
}

fn update(
    pipeline: &Pipeline,
    snapshot: &Snapshot,
    output: &mut Output,
    planned: &[Planned],
    limit: Limit,
    started: Instant,
    terminal: &Terminal,
) -> anyhow::Result<()> {
    tell(pipeline, snapshot, limit, terminal);
    if let Some(why) = refusal(pipeline, snapshot, limit) {
        let line = summary::line(Told::all(snapshot), started.elapsed());
        terminal.note(&format!("{why}Nothing was written: {line}\n"));
        return Ok(());
    }
    let report = output.update(planned, &|at| bytes(snapshot, at))?;
    let line = summary::line(Told::all(snapshot), started.elapsed());
    terminal.note(&format!("Built {line}\n{}\n", summary::written(&report)));
    Ok(())
}

/// Returns what would be published, for commands that tell of it: numbers that a build refuses, or
/// withholds, are told nowhere.
pub(super) fn published(mut options: Options) -> anyhow::Result<Arc<Snapshot>> {
    options.root = site(&options.root)?;
    options.keep_going = true;
    Pipeline::open(options)?.rebuild(None)
}

/// Returns the site's folder with links resolved, as file events name it.
pub(super) fn site(root: &Path) -> anyhow::Result<PathBuf> {
    root.canonicalize().map_err(|_| {
        let message = format!("there is no folder `{}`", root.display());
        let hint = "name the folder of a site, or make one with `throughline init`";
        crate::config::Misuse::error(message, hint)
    })
}
