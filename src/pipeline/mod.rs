//! The whole flow in one readable method.
//!
//! Duty: from files to a snapshot. Inputs: [`Options`], paths that may have changed. Outputs: a
//! [`Snapshot`], from which any route can be rendered on any thread.
//!
//! **Architecture invariants.** There is one way to build: a rebuild is a build with warm caches, and
//! no step asks what kind of file changed. What cannot be told from content is not kept.

mod asked;
mod clock;
mod inputs;
mod snapshot;
mod themes;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::bail;

use crate::check;
use crate::config::{self, Config, Misuse};
use crate::corpus::{Corpus, Distrust, Reach};
use crate::diag::{self, Diagnostic};
use crate::id::{Date, RelPath};
use crate::render::Shown;
use crate::site::{AllSeries, Audience, Graph, Mending, Moving, Refused, Site, View};
use crate::source::{self, Entry, EntryKind};
use crate::theme::Theme;

pub use clock::today;
pub use snapshot::{Counts, Rendered, Route, Snapshot};

use inputs::Inputs;
use themes::Themes;

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
    pub shows: Shows,
    /// Whether pages listen for changes.
    pub live: bool,
    /// Whether numbers that cannot be trusted are withheld, so that the rest can be published.
    pub keep_going: bool,
}

/// Up to how many data files around the content are followed: each is looked for again after a save,
/// and a large repository around a handbook has thousands of them.
const FOLLOWED: usize = 500;

/// What pages show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shows {
    /// What the gates let through.
    Published,
    /// Everything, with banners.
    Everything,
}

/// The long-lived state between rebuilds.
pub struct Pipeline {
    options: Options,
    /// The folder of documents, as it was at first: one that vanishes does not make another one of the
    /// root, which holds more than what may be published.
    content: RelPath,
    inputs: Inputs,
    corpus: Corpus,
    themes: Themes,
    generation: u64,
    /// The theme and the day of the last snapshot.
    last: Option<(u64, Date)>,
    /// The author's and the shown site of the last snapshot.
    linked: Option<(Site, Site)>,
    /// The findings that the last snapshot shows.
    told: Arc<[Shown]>,
}

/// Both sites of a snapshot.
struct Linked {
    author: Site,
    shown: Site,
    /// Whether every relation stands at the line and column at which it stood in the snapshot before.
    keeps_places: bool,
}

impl Pipeline {
    /// Looks at a site's folder; everything is read by the first rebuild.
    ///
    /// # Errors
    ///
    /// Where there is no such folder, or the configuration cannot be read.
    pub fn open(options: Options) -> anyhow::Result<Pipeline> {
        if !options.root.is_dir() {
            let message = format!("there is no folder `{}`", options.root.display());
            return Err(Misuse::error(
                message,
                "name the folder of a site, or make one with `init`",
            ));
        }
        if let Some(url) = &options.base_url {
            config::check_base_url(url)?;
        }
        let mut pipeline = Pipeline {
            content: source::content_folder(&options.root),
            options,
            inputs: Inputs::default(),
            corpus: Corpus::default(),
            themes: Themes::default(),
            generation: 0,
            last: None,
            linked: None,
            told: Arc::new([]),
        };
        pipeline.read_config()?;
        pipeline.know_audience()?;
        Ok(pipeline)
    }

    /// Builds a snapshot; `touched` names what may have changed, `None` says that anything may have.
    ///
    /// # Errors
    ///
    /// Where content cannot be read.
    pub fn rebuild(&mut self, touched: Option<&[PathBuf]>) -> anyhow::Result<Arc<Snapshot>> {
        self.read_config()?;
        let config = Arc::clone(&self.corpus.config);
        let changed = self.inputs.refresh(&self.options.root, &config, touched)?;
        let reach = self.corpus.apply(
            &self.inputs.sources,
            &self.inputs.entries,
            &changed.texts,
            &changed.gone,
        );
        self.corpus.pictures = Arc::clone(&self.inputs.pictures);
        let is_site = self.corpus.is_configured() || !self.corpus.docs.is_empty();
        if self.generation == 0 && !is_site {
            let message = format!(
                "`{}` holds no document and no throughline.toml",
                self.options.root.display()
            );
            return Err(Misuse::error(
                message,
                "name the folder of a site, or make one with `init`",
            ));
        }
        let (theme, mistakes) = self.themes.load(&self.options.root, &config)?;

        let as_of = self.as_of()?;
        let reach = if changed.has_new_assets { Reach::Everything } else { reach };
        let reach = self.reach(reach, &theme, as_of);
        let distrust = match self.options.keep_going {
            true => self.corpus.distrust(),
            false => Distrust::default(),
        };
        let linked = self.link(&reach, as_of, &distrust);
        let author = &linked.author;
        let mut findings = self.parse_findings();
        findings.extend(mistakes);
        findings.extend(author.graph.findings.iter().cloned());
        findings.extend(check::run(author));
        findings.extend(check::withheld(author));
        let judged = check::judge(author, findings);

        self.generation += 1;
        let snapshot = Snapshot::new(self, linked, theme, judged, reach).without(distrust.findings);
        self.told = snapshot.told();
        Ok(Arc::new(snapshot))
    }

    /// Returns the author's snapshot and the shown one. Where no fact changed, both keep what they know.
    fn link(&mut self, reach: &Reach, as_of: Date, distrust: &Distrust) -> Linked {
        let before = self.linked.take().filter(|_| matches!(reach, Reach::Bodies(_)));
        let graph = before.as_ref().map(|(author, _)| &*author.graph);
        let graph = Arc::new(Graph::link(&self.corpus, graph));
        let keeps_places = match (&before, reach) {
            (Some((author, _)), Reach::Bodies(paths)) => {
                let mut docs = paths.iter().filter_map(|path| author.at_path(path));
                docs.all(|doc| graph.keeps_places(&author.graph, doc))
            }
            _ => false,
        };
        let (author, shown) = match before {
            Some((author, shown)) => (author.again(Arc::clone(&graph)), shown.again(graph)),
            None => {
                let mut series = AllSeries::new(&self.corpus, &graph);
                series.withhold(&graph, &distrust.documents);
                let site = |view: View| Site::new(Arc::clone(&graph), &series, view, as_of);
                let view = self.view();
                // One is as much work as the other, and the second core would have none.
                rayon::join(|| site(View::author()), || site(view))
            }
        };
        self.linked = Some((author.clone(), shown.clone()));
        Linked { author, shown, keeps_places }
    }

    /// Returns what leads nowhere in the last snapshot; nothing before the first.
    pub fn mending(&self) -> Option<Mending<'_>> {
        let (author, _) = self.linked.as_ref()?;
        Some(Mending::of(&self.corpus, &author.graph))
    }

    /// Returns files of the last snapshot on their way to another place.
    ///
    /// # Errors
    ///
    /// Where the move is refused.
    pub fn moving(&self, files: BTreeMap<RelPath, RelPath>) -> Result<Moving<'_>, Refused> {
        let linked = self.linked.as_ref().ok_or_else(|| Refused {
            message: "nothing was read yet".to_owned(),
            hint: "read the site first".to_owned(),
        });
        Moving::of(&self.corpus, &linked?.0.graph, files)
    }

    /// Returns every file of the last snapshot, and whether it is a document.
    pub fn files(&self) -> impl Iterator<Item = (&RelPath, bool)> {
        let is_document = |entry: &Entry| entry.kind == EntryKind::Document;
        self.inputs.entries.iter().map(move |(path, entry)| (path, is_document(entry)))
    }

    /// Returns the place of a file of the last snapshot on the disk.
    pub fn real(&self, path: &RelPath) -> Option<PathBuf> {
        let entry = self.inputs.entries.get(path).map(|entry| entry.real.clone());
        entry.or_else(|| (*path == self.corpus.config.path).then(|| self.config_path()))
    }

    /// Returns the documents of KPIs, each with the file that holds its numbers.
    pub fn data_files(&self) -> impl Iterator<Item = (&RelPath, &RelPath)> {
        self.corpus.series.iter().map(|(kpi, read)| (kpi, &read.file))
    }

    /// Returns the documents of surveys, each with the files that hold what was answered.
    pub fn wave_files(&self) -> impl Iterator<Item = (&RelPath, &RelPath)> {
        let waves = self.corpus.waves.iter();
        waves.flat_map(|(survey, read)| read.files.iter().map(move |file| (survey, file)))
    }

    /// Returns whether numbers that cannot be trusted are withheld.
    pub fn keeps_going(&self) -> bool {
        self.options.keep_going
    }

    /// Returns the configuration.
    pub fn config(&self) -> &Config {
        &self.corpus.config
    }

    /// Returns how many documents the last rebuild parsed.
    pub fn parsed(&self) -> usize {
        self.corpus.parsed()
    }

    /// Returns the day that counts as today.
    ///
    /// # Errors
    ///
    /// Where the environment pins it to something that is no day.
    pub fn as_of(&self) -> anyhow::Result<Date> {
        self.options.as_of.or(self.corpus.config.as_of).map_or_else(today, Ok)
    }

    /// Returns the folders and files whose changes matter.
    pub fn content_roots(&self) -> Vec<PathBuf> {
        let root = &self.options.root;
        let config = self.corpus.config.as_ref();
        let mut roots = vec![root.join(config.content.as_str()), self.config_path()];
        roots.push(root.join("themes").join(&config.theme.name));
        roots.push(root.join(config.people.as_str()));
        roots.extend(self.inputs.around(&config.content).take(FOLLOWED));
        roots
    }

    /// Refuses an audience that nothing can be visible to.
    fn know_audience(&self) -> anyhow::Result<()> {
        let Some(name) = &self.options.audience else { return Ok(()) };
        let known = &self.corpus.config.audiences;
        if known.contains_key(name) {
            return Ok(());
        }
        let near = diag::did_you_mean(name, known.keys().map(String::as_str));
        let hint = near.unwrap_or_else(|| format!("add `{name} = \"…\"` under [audiences]"));
        Err(Misuse::error(format!("there is no audience `{name}`"), hint))
    }

    fn config_path(&self) -> PathBuf {
        let named = self.options.config.clone();
        named.unwrap_or_else(|| self.options.root.join("throughline.toml"))
    }

    /// Reads the configuration where it changed; a new one means that everything is parsed again.
    fn read_config(&mut self) -> anyhow::Result<()> {
        let real = self.config_path();
        let path = RelPath::new("throughline.toml").expect("a constant path stays inside the root");
        let source = source::read_path(&real, &path)?;
        if source.is_none() && self.options.config.is_some() {
            let message = format!("there is no configuration `{}`", real.display());
            return Err(Misuse::error(
                message,
                "name a file that is there, or leave `--config` out",
            ));
        }
        let content = self.content.clone();
        if !self.options.root.join(content.as_str()).is_dir() {
            bail!("the folder `{content}` is gone; put it back, or start again");
        }
        self.corpus.configure(source, content, self.options.base_url.as_deref());
        Ok(())
    }

    /// Returns how far a change reaches, with the theme and the day counted in.
    fn reach(&mut self, reach: Reach, theme: &Theme, as_of: Date) -> Reach {
        let now = Some((theme.digest(), as_of));
        if std::mem::replace(&mut self.last, now) == now { reach } else { Reach::Everything }
    }

    fn view(&self) -> View {
        let options = &self.options;
        match options.shows {
            Shows::Everything => View { hides_later: options.as_of.is_some(), ..View::preview() },
            Shows::Published => {
                let audience = options.audience.clone().map_or(Audience::Public, Audience::Named);
                View { shows_drafts: options.drafts, ..View::published(audience) }
            }
        }
    }

    /// Returns what is wrong with single files, in no order.
    fn parse_findings(&self) -> Vec<Diagnostic> {
        let mut findings = self.corpus.findings();
        findings.extend(self.inputs.findings.iter().cloned());
        diag::sort(&mut findings);
        findings
    }
}
