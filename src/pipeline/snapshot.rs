//! What one rebuild made: immutable, and all that rendering needs.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};

use crate::check::{self, Judged};
use crate::config::Urls;
use crate::corpus::Reach;
use crate::diag::{self, Code, Diagnostic};
use crate::id::{Date, Digest, RelPath, Span};
use crate::render::{self, Content, Kept, Press, Shown, Suppression};
use crate::site::{Site, routes};
use crate::source;
use crate::theme::Theme;

use super::{Linked, Pipeline};

/// An immutable site with everything that its pages are made of.
pub struct Snapshot {
    generation: u64,
    live: bool,
    pub(super) site: Site,
    theme: Arc<Theme>,
    kept: Kept,
    theme_files: Vec<(String, RelPath)>,
    routes: Vec<Route>,
    findings: Vec<Diagnostic>,
    shown: Arc<[Shown]>,
    suppressions: Vec<Suppression>,
    texts: BTreeMap<RelPath, Arc<str>>,
    files: BTreeMap<RelPath, PathBuf>,
    counts: Counts,
    reach: Reach,
    /// Whether the export says what that of the snapshot before said.
    keeps_export: bool,
    /// What is wrong with data of which nothing is shown, by its place.
    withheld: Vec<Diagnostic>,
}

/// One output file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Route {
    /// Its path in the output.
    pub path: RelPath,
    /// What it holds.
    pub route: routes::Route,
}

/// The bytes of an output file.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The key of the route: equal keys, equal bytes.
    pub key: Digest,
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
    /// Documents left out until their day, or since their last.
    pub scheduled_skipped: usize,
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Snapshot").field("generation", &self.generation).finish_non_exhaustive()
    }
}

impl Snapshot {
    pub(super) fn new(
        pipeline: &Pipeline,
        linked: Linked,
        theme: Arc<Theme>,
        judged: Judged,
        reach: Reach,
    ) -> Snapshot {
        let Linked { shown: site, keeps_places, .. } = linked;
        let route = |(path, route): (&RelPath, &routes::Route)| Route {
            path: path.clone(),
            route: route.clone(),
        };
        let mut routes: Vec<Route> = site.routes.iter().map(route).collect();
        let mut theme_files = Vec::new();
        for file in theme.assets() {
            let name = render::fingerprinted(&file.path, &file.bytes);
            if file.path == "reload.js" && !pipeline.options.live {
                continue;
            }
            let Some(path) = RelPath::new(&name) else { continue };
            let route = routes::Route::ThemeFile(file.path.clone());
            if site.routes.get(&path).is_none() {
                routes.push(Route { path: path.clone(), route });
            }
            theme_files.push((file.path.clone(), path));
        }
        routes.sort_by(|a, b| a.path.cmp(&b.path));
        let files = site.assets().into_iter().filter_map(|path| {
            let entry = pipeline.inputs.entries.get(path)?;
            Some((path.clone(), entry.real.clone()))
        });
        let named = || judged.findings.iter().map(|finding| &finding.path);
        let mut texts = pipeline.corpus.texts_of(named());
        let of_theme = pipeline.themes.texts();
        texts.extend(named().filter_map(|path| Some((path.clone(), of_theme.get(path)?.clone()))));
        let mut shown = Vec::new();
        for of_file in judged.findings.chunk_by(|a, b| a.path == b.path) {
            let text = of_file.first().and_then(|finding| texts.get(&finding.path));
            let text = text.map_or("", |text| &**text);
            let start = diag::starts(text, of_file.len());
            let findings = of_file.iter().filter_map(|finding| check::publishable(&site, finding));
            shown.extend(findings.map(|finding| Shown { at: start(finding.span), finding }));
        }
        let suppressions = judged
            .suppressed
            .iter()
            .filter(|suppressed| check::publishable(&site, &suppressed.finding).is_some())
            .map(|suppressed| Suppression {
                code: suppressed.finding.code,
                path: suppressed.finding.path.clone(),
                reason: suppressed.reason.clone(),
                until: suppressed.until.map(Date::long),
            });
        let counts = counts(&site, &routes);
        Snapshot {
            generation: pipeline.generation,
            live: pipeline.options.live,
            files: files.collect(),
            // Of bodies it tells the lines of relations and findings, and nothing else.
            keeps_export: keeps_places && *pipeline.told == *shown,
            shown: shown.into(),
            suppressions: suppressions.collect(),
            findings: judged.findings,
            theme,
            kept: Kept::of(&site),
            theme_files,
            routes,
            texts,
            counts,
            reach,
            withheld: Vec::new(),
            site,
        }
    }

    /// Returns the snapshot of which nothing shows what rests on the data that some findings are about.
    pub(super) fn without(self, mut withheld: Vec<Diagnostic>) -> Snapshot {
        withheld.sort_by(|a, b| place(a).cmp(&place(b)));
        Snapshot { withheld, ..self }
    }

    /// Gives findings another hint, where there is a better one.
    pub fn advise(&mut self, better: impl Fn(&Diagnostic) -> Option<String>) {
        for finding in &mut self.findings {
            if let Some(hint) = better(finding) {
                finding.hint = Some(hint);
            }
        }
    }

    /// Returns whether a finding is about data of which nothing is shown.
    pub fn withholds(&self, finding: &Diagnostic) -> bool {
        let found = self.withheld.binary_search_by(|other| place(other).cmp(&place(finding)));
        found.is_ok() || check::is_withheld(&self.site, finding)
    }

    /// Returns whether a finding tells at a document what is told of its data already.
    pub fn repeats(&self, finding: &Diagnostic) -> bool {
        check::is_withheld(&self.site, finding)
    }

    /// Returns which rebuild this is, from 1 on.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Returns the output files that may differ from those of the snapshot before; `None` where any may.
    pub fn touched(&self) -> Option<Vec<RelPath>> {
        let Reach::Bodies(documents) = &self.reach else { return None };
        let page = |path: &RelPath| {
            let doc = self.site.at_path(path)?;
            self.site.routes.path(&routes::Route::Doc(doc)).cloned()
        };
        let mut touched: Vec<RelPath> = documents.iter().filter_map(page).collect();
        // Lines on the page of checks move with the text above them.
        touched.extend(self.site.routes.path(&routes::Route::Checks).cloned());
        let docs = documents.iter().filter_map(|path| self.site.at_path(path)).collect::<Vec<_>>();
        touched.extend(self.site.routes.chains_of(&self.site, &docs).cloned());
        if !self.keeps_export {
            touched.extend(self.site.routes.path(&routes::Route::Export).cloned());
        }
        Some(touched)
    }

    /// Returns the findings that readers may see.
    pub(super) fn told(&self) -> Arc<[Shown]> {
        Arc::clone(&self.shown)
    }

    /// Returns every output file, in the order of the paths.
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// Returns what a browser means by a path: with or without `.html`, of a folder its index.
    pub fn resolve(&self, url_path: &str) -> Option<&Route> {
        let path = url_path.trim_start_matches('/');
        let candidates = match path {
            "" => vec!["index.html".to_owned()],
            path if path.ends_with('/') => {
                let page = path.trim_end_matches('/');
                vec![format!("{path}index.html"), format!("{page}.html")]
            }
            path => vec![path.to_owned(), format!("{path}.html"), format!("{path}/index.html")],
        };
        candidates.iter().find_map(|wanted| {
            let at = self.routes.binary_search_by(|route| route.path.as_str().cmp(wanted)).ok()?;
            self.routes.get(at)
        })
    }

    /// Returns the key of a route: equal keys, equal bytes.
    pub fn key(&self, route: &Route) -> Digest {
        let press = self.press();
        let content = press.content(&route.path, &route.route);
        match &content {
            Content::File(path) => self.file_digest(path),
            content => press.key(content).unwrap_or_default(),
        }
    }

    fn file_digest(&self, path: &RelPath) -> Digest {
        let bytes = self.files.get(path).and_then(|real| source::read_bytes(real).ok().flatten());
        // A file that vanished has a key of its own; rendering it says what is wrong.
        bytes.map_or(Digest::default(), |bytes| Digest::of(&bytes))
    }

    /// Returns the bytes of a route.
    ///
    /// # Errors
    ///
    /// Where a template is wrong, or a picture cannot be read.
    pub fn render(&self, route: &Route) -> anyhow::Result<Rendered> {
        let press = self.press();
        let content = press.content(&route.path, &route.route);
        let key = press.key(&content);
        let (bytes, content_type) = match content {
            Content::Page(frame, page) => match press.html(*frame, &page) {
                Ok(html) => (html, "text/html; charset=utf-8"),
                Err(error) => bail!("{}: {}", error.path, error.message),
            },
            Content::Text(text, content_type) => (text.into_bytes(), content_type),
            Content::File(path) => {
                let real = self.files.get(&path).context("the file is not part of the site")?;
                let bytes = source::read_bytes(real)?;
                let bytes = bytes.with_context(|| format!("{} is gone", real.display()))?;
                (bytes, source::media_type(&path))
            }
            Content::ThemeFile(name) => {
                let file = self.theme.assets().iter().find(|file| file.path == name);
                let file = file.with_context(|| format!("the theme has no file `{name}`"))?;
                let path = RelPath::new(&name).unwrap_or_else(RelPath::root);
                (file.bytes.to_vec(), source::media_type(&path))
            }
        };
        // The key of a file beside the documents is the digest of its bytes.
        let key = key.unwrap_or_else(|| Digest::of(&bytes));
        Ok(Rendered { bytes, key, content_type })
    }

    pub(super) fn press(&self) -> Press<'_> {
        Press {
            site: &self.site,
            theme: &self.theme,
            assets: &self.theme_files,
            kept: &self.kept,
            findings: &self.shown,
            suppressions: &self.suppressions,
            live: self.live.then_some(self.generation),
        }
    }

    /// Returns the findings, in order.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// Returns the text of a file that a finding names.
    pub fn text(&self, path: &RelPath) -> Option<&str> {
        self.texts.get(path).map(|text| &**text)
    }

    /// Returns how much there is.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Returns the day of the facts.
    pub fn as_of(&self) -> Date {
        self.site.as_of
    }

    /// Returns how pages are named.
    pub fn urls(&self) -> Urls {
        self.site.config().urls
    }
}

/// Returns by what findings are told apart.
fn place(finding: &Diagnostic) -> (&RelPath, Span, Code, &str) {
    (&finding.path, finding.span, finding.code, &finding.message)
}

fn counts(site: &Site, routes: &[Route]) -> Counts {
    let pages = routes.iter().filter(|route| render::is_page(&route.route)).count();
    let charts = routes.iter().map(|route| render::charts_on(site, &route.route)).sum();
    let hidden = || site.graph.docs().filter(|(id, _)| !site.shows_doc(*id));
    let drafts = hidden().filter(|(_, doc)| doc.front.draft).count();
    let scheduled = hidden()
        .filter(|(_, doc)| !doc.front.draft && crate::site::is_held_back(doc, site.as_of))
        .count();
    Counts {
        documents: site.docs().count(),
        pages,
        charts,
        drafts_skipped: drafts,
        scheduled_skipped: scheduled,
    }
}
