//! `throughline serve`: rebuild, swap the snapshot, tell the browsers.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::build::site;
use super::findings::{self, Told};
use super::progress::{Steps, during};
use super::{Terminal, say, summary};
use crate::config::Misuse;
use crate::diag::{Severity, Styling};
use crate::pipeline::{Options, Pipeline, Snapshot};
use crate::serve::{self, Contents, Ports, Stage};
use crate::watch::{How, Watch};

/// What to serve, and where.
#[derive(Clone, Debug)]
pub struct Request {
    /// The site.
    pub options: Options,
    /// The name or address to listen on.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Whether another port will do.
    pub ports: Ports,
    /// How to wait for changes; not at all where there is nothing.
    pub watch: Option<How>,
    /// Whether to open a browser.
    pub open: bool,
    /// A folder that was built, to be served instead of the documents.
    pub folder: Option<PathBuf>,
}

/// Serves until the process is interrupted.
///
/// # Errors
///
/// Where the site cannot be read or the address cannot be listened on.
pub fn run(mut request: Request, terminal: &Terminal) -> anyhow::Result<u8> {
    if let Some(folder) = request.folder.take() {
        return folder_only(&request, folder, terminal);
    }
    let started = Instant::now();
    request.options.root = site(&request.options.root)?;
    let output = request.options.output.clone();
    let root = request.options.root.clone();
    let mut pipeline = Pipeline::open(request.options.clone())?;
    let base = base_path(pipeline.config().base_url.as_deref());
    let output = output.unwrap_or_else(|| root.join(pipeline.config().output.as_str()));
    // The watch begins before the first look, so that no change falls between the two.
    let mut watch = match request.watch {
        Some(how) => Some(Watch::start(how, &pipeline.content_roots(), &[output])?),
        None => None,
    };
    let snapshot = during(terminal, "Reading", &Steps::of(0), || pipeline.rebuild(None))?;
    say(&findings::human(Told::all(&snapshot), terminal.least(), terminal.styling));
    report("Ready", &snapshot, started, terminal);
    if let Some(watch) = &mut watch {
        // Which data files lie around the content is known only now.
        watch.follow(&pipeline.content_roots())?;
    }
    let (stage, viewer) = serve::stage(snapshot.clone(), &errors(&snapshot, Styling::Plain));
    if let Some(watch) = watch {
        let terminal_of_thread = *terminal;
        let first = Arc::clone(&snapshot);
        std::thread::Builder::new()
            .name("rebuild".to_owned())
            .spawn(move || follow(pipeline, watch, stage, first, terminal_of_thread))?;
        listen(&request, Contents::Live(viewer), &base, terminal)
    } else {
        let listened = listen(&request, Contents::Live(viewer), &base, terminal);
        drop(stage);
        listened
    }
}

/// Rebuilds whenever something changed; whatever goes wrong is told, and the last good pages stay. Of the
/// findings those are told that the last snapshot did not have.
fn follow(
    mut pipeline: Pipeline,
    mut watch: Watch,
    mut stage: Stage,
    mut last: Arc<Snapshot>,
    terminal: Terminal,
) {
    while let Some(touched) = watch.wait() {
        let started = Instant::now();
        let rebuilt = pipeline.rebuild(touched.paths());
        if let Ok(snapshot) = &rebuilt {
            let is_shown = stage.show(snapshot.clone(), &errors(snapshot, Styling::Plain));
            let word = if is_shown { "Ready" } else { "Kept the last good pages" };
            say(&findings::news(&last, snapshot, terminal.least(), terminal.styling));
            report(word, snapshot, started, &terminal);
            last = Arc::clone(snapshot);
        }
        let followed = rebuilt.and_then(|_| watch.follow(&pipeline.content_roots()));
        if let Err(error) = followed {
            terminal.failure(&error);
            let plain = terminal.plain();
            stage.tell(&plain.failure_text(&error));
        }
    }
}

fn report(word: &str, snapshot: &Snapshot, started: Instant, terminal: &Terminal) {
    let line = summary::line(Told::all(snapshot), started.elapsed());
    terminal.note(&format!("{word}: {line}\n"));
}

/// Returns the errors of a snapshot as a terminal shows them.
fn errors(snapshot: &Snapshot, styling: Styling) -> String {
    findings::human(Told::all(snapshot), Severity::Error, styling)
}

fn folder_only(request: &Request, folder: PathBuf, terminal: &Terminal) -> anyhow::Result<u8> {
    if !folder.is_dir() {
        let message = format!("there is no folder `{}`", folder.display());
        return Err(Misuse::error(message, "build the site first: `throughline build`"));
    }
    let base = base_path(request.options.base_url.as_deref());
    listen(request, Contents::Folder(folder), &base, terminal)
}

fn listen(
    request: &Request,
    contents: Contents,
    base: &str,
    terminal: &Terminal,
) -> anyhow::Result<u8> {
    let bound = serve::bind(&request.host, request.port, request.ports)?;
    if request.port != 0 && bound.port() != request.port {
        let (asked, got) = (request.port, bound.port());
        terminal.note(&format!("Port {asked} is busy; using {got}\n"));
    }
    let url = bound.url(base);
    // This line is data: scripts read the address from it.
    terminal.data(&format!("{url}\n"))?;
    if request.open {
        open(&url, terminal);
    }
    serve::run(bound, contents, base)?;
    Ok(0)
}

/// Returns the path below which the published site lies, with a slash at both ends.
fn base_path(base_url: Option<&str>) -> String {
    let address = base_url.unwrap_or_default();
    let after_scheme = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = after_scheme.split_once('/').map_or("", |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
}

fn open(url: &str, terminal: &Terminal) {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    if let Err(error) = std::process::Command::new(program).arg(url).spawn() {
        terminal.note(&format!("Cannot open a browser with {program}: {error}\n"));
    }
}
