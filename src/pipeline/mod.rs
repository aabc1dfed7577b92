//! The whole flow in one readable method: a stand-in that copies texts, for the shell's own tests.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{Config, Misuse};
use crate::diag::{self, Diagnostic};
use crate::id::{Date, Digest, RelPath};
use crate::source::{self, EntryKind, Skip, Source};

/// What a command asks of the pipeline.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of the site.
    pub root: PathBuf,
    /// The configuration, where it is not `throughline.toml` in the root.
    pub config: Option<PathBuf>,
    /// The output folder, where it is not the configured one.
    pub output: Option<PathBuf>,
    /// The address of the site, where it is not the configured one.
    pub base_url: Option<String>,
    /// The clock, where it is not the configured one.
    pub as_of: Option<Date>,
    /// Whether drafts are published.
    pub drafts: bool,
    /// For whom the site is published.
    pub audience: Option<String>,
    /// What pages show.
    pub snapshot: View,
    /// Whether pages listen for changes.
    pub live: bool,
}

/// What pages show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum View {
    /// What the gates let through.
    Published,
    /// Everything, with banners.
    Everything,
}

/// The long-lived state between rebuilds.
#[derive(Debug)]
pub struct Pipeline {
    options: Options,
    config: Config,
    generation: u64,
}

impl Pipeline {
    /// Reads the configuration of a site.
    ///
    /// # Errors
    ///
    /// Where there is no such folder or file.
    pub fn open(options: Options) -> anyhow::Result<Pipeline> {
        if !options.root.is_dir() {
            let message = format!("there is no folder `{}`", options.root.display());
            return Err(Misuse::error(
                message,
                "name the folder of a site, or make one with `init`",
            ));
        }
        let content = source::content_folder(&options.root);
        let base_url = options.base_url.clone();
        let config = Config { content, base_url, ..Config::default() };
        Ok(Pipeline { options, config, generation: 0 })
    }

    /// Builds a snapshot; `touched` says what may have changed, `None` that anything may have.
    ///
    /// # Errors
    ///
    /// Where content cannot be read.
    pub fn rebuild(&mut self, touched: Option<&[PathBuf]>) -> anyhow::Result<Arc<Snapshot>> {
        // The stand-in reads everything each time.
        let _ = touched;
        let skip = Skip::of(&self.config.content, &self.config.output);
        let listing = source::list(&self.options.root, &self.config.content, &skip)?;
        let documents: Vec<_> =
            listing.entries.iter().filter(|entry| entry.kind == EntryKind::Document).collect();
        let sources = source::read_all(&documents)?;
        let mut findings = listing.findings;
        findings.extend(sources.iter().filter_map(|source| source.damage.clone()));
        diag::sort(&mut findings);
        self.generation += 1;
        let content = &self.config.content;
        let routes = sources.iter().map(|source| route(content, &source.path)).collect();
        Ok(Arc::new(Snapshot { generation: self.generation, routes, sources, findings }))
    }

    /// Returns the configuration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Returns the day that counts as today.
    pub fn as_of(&self) -> Date {
        self.options.as_of.or(self.config.as_of).unwrap_or_else(today)
    }

    /// Returns the folders and files whose changes matter.
    pub fn content_roots(&self) -> Vec<PathBuf> {
        vec![self.options.root.join(self.config.content.as_str())]
    }
}

/// Returns the day of `SOURCE_DATE_EPOCH`, else of the clock in UTC: the only place that reads either.
pub fn today() -> Date {
    let pinned = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let now = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok();
    let seconds = pinned.or_else(|| i64::try_from(now()?.as_secs()).ok()).unwrap_or_default();
    Date::from_unix(seconds).or(Date::new(1970, 1, 1)).expect("1970 had a first day")
}

fn route(content: &RelPath, path: &RelPath) -> Route {
    let below = path.within(content).unwrap_or(path.as_str());
    let stem = Path::new(below).with_extension("html");
    Route { path: RelPath::new(&stem.to_string_lossy()).expect("content stays inside the root") }
}

/// An immutable site.
#[derive(Debug)]
pub struct Snapshot {
    generation: u64,
    routes: Vec<Route>,
    sources: Vec<Source>,
    findings: Vec<Diagnostic>,
}

/// One output file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Route {
    /// Its path in the output.
    pub path: RelPath,
}

/// The bytes of an output file.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// What they are.
    pub content_type: &'static str,
}

/// How much there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Documents.
    pub documents: usize,
    /// Pages.
    pub pages: usize,
    /// Charts.
    pub charts: usize,
    /// Drafts that were left out.
    pub drafts_skipped: usize,
    /// Documents left out until their day.
    pub scheduled_skipped: usize,
}

impl Snapshot {
    /// Returns which rebuild this is, from 1 on.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Returns every output file.
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// Returns what a browser means by a path.
    pub fn resolve(&self, url_path: &str) -> Option<&Route> {
        let path = url_path.trim_start_matches('/');
        let wanted = match path {
            "" => "index.html".to_owned(),
            path if path.ends_with('/') => format!("{path}index.html"),
            path if path.ends_with(".html") => path.to_owned(),
            path => format!("{path}.html"),
        };
        self.routes.iter().find(|route| route.path.as_str() == wanted)
    }

    /// Returns the key of a route: equal keys, equal bytes.
    pub fn key(&self, route: &Route) -> Digest {
        self.at(route).map_or(Digest::default(), |source| source.digest)
    }

    /// Returns the bytes of a route.
    ///
    /// # Errors
    ///
    /// Where a template is wrong.
    pub fn render(&self, route: &Route) -> anyhow::Result<Rendered> {
        let text = self.at(route).map_or("", |source| &source.text);
        let bytes = text.as_bytes().to_vec();
        Ok(Rendered { bytes, content_type: "text/html; charset=utf-8" })
    }

    /// Returns the findings, in order.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// Returns the text of a file that a finding names.
    pub fn text(&self, path: &RelPath) -> Option<&str> {
        self.sources.iter().find(|source| source.path == *path).map(|source| &*source.text)
    }

    /// Returns how much there is.
    pub fn counts(&self) -> Counts {
        Counts { documents: self.sources.len(), pages: self.routes.len(), ..Counts::default() }
    }

    /// Returns the references by which briefs may name an objective.
    pub fn objectives(&self) -> Vec<String> {
        Vec::new()
    }

    fn at(&self, route: &Route) -> Option<&Source> {
        let at = self.routes.iter().position(|other| other == route)?;
        self.sources.get(at)
    }
}
