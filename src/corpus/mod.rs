//! Everything that was parsed, kept between rebuilds.
//!
//! Duty: the only long-lived mutable state; applies changed files by content. Inputs: sources as they
//! were read. Outputs: parsed documents, series, people and configuration, shared with the snapshots
//! linked from them.
//!
//! **Architecture invariants.** What is kept for a file depends on that file's bytes, the
//! configuration and, for a series, the document that describes it; a file whose digest did not change
//! is not parsed again. Maps are ordered by path, so that nothing depends on the order of events.

mod distrust;
mod numbers;
mod persons;
mod waves;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{self, Config};
use crate::diag::Diagnostic;
use crate::doc::{self, Doc, Location, ParseOptions};
use crate::id::{Digest, RelPath};
use crate::people::{self, People};
use crate::source::{Entry, EntryKind, Size, Source};

pub use distrust::Distrust;
pub use numbers::{Read, data_file, is_data};
pub use waves::ReadWaves;

/// All parsed inputs of a site.
#[derive(Default)]
pub struct Corpus {
    /// The configuration.
    pub config: Arc<Config>,
    /// People and teams.
    pub people: Arc<People>,
    /// Documents by file.
    pub docs: BTreeMap<RelPath, Arc<Doc>>,
    /// Files beside the documents: pictures and attachments.
    pub assets: BTreeSet<RelPath>,
    /// How large the pictures among them are.
    pub pictures: Arc<BTreeMap<RelPath, Size>>,
    /// The series of each KPI, by the file of its document.
    pub series: BTreeMap<RelPath, Read>,
    /// What is wrong with data files that are not read.
    unread: Vec<Diagnostic>,
    /// The waves of each survey, by the file of its document.
    pub waves: BTreeMap<RelPath, ReadWaves>,
    /// The KPIs that a data file belongs to.
    kpis: BTreeMap<RelPath, Vec<RelPath>>,
    texts: BTreeMap<RelPath, Source>,
    config_text: Option<Source>,
    config_key: Option<(Digest, RelPath, Option<String>)>,
    config_findings: Vec<Diagnostic>,
    people_digest: Option<Digest>,
    people_findings: Vec<Diagnostic>,
    persons: persons::Persons,
    parsed: usize,
    is_new: bool,
}

/// How far a change reaches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reach {
    /// Anything may be different.
    Everything,
    /// Only the own pages of these documents: nothing that others can see of them changed.
    Bodies(Vec<RelPath>),
}

impl Corpus {
    /// Takes over a configuration; where it differs from the last one, everything parsed is dropped,
    /// since folders, section names and fields may now mean something else.
    pub fn configure(&mut self, source: Option<Source>, content: RelPath, base_url: Option<&str>) {
        let digest = source.as_ref().map_or(Digest::default(), |source| source.digest);
        let key = (digest, content, base_url.map(str::to_owned));
        if self.config_key.as_ref() == Some(&key) {
            return;
        }
        let (mut config, findings) = match &source {
            Some(source) => {
                let (config, mut findings) = config::parse(&source.path, &source.text);
                findings.extend(source.damage.clone());
                (config, findings)
            }
            None => (Config::default(), Vec::new()),
        };
        if key.1.is_root() && config.people.as_str() == "content/people.toml" {
            config.people = RelPath::new("people.toml").unwrap_or_else(RelPath::root);
        }
        config.content = key.1.clone();
        config.digest = digest;
        if let Some(base_url) = base_url {
            config.base_url = Some(format!("{}/", base_url.trim_end_matches('/')));
        }
        self.config = Arc::new(config);
        self.config_findings = findings;
        self.config_text = source;
        self.config_key = Some(key);
        self.docs.clear();
        self.series.clear();
        self.waves.clear();
        self.is_new = true;
    }

    /// Returns whether the site has a configuration of its own.
    pub fn is_configured(&self) -> bool {
        self.config_text.is_some()
    }

    /// Parses what changed and forgets what is gone; returns how far that reaches.
    pub(crate) fn apply(
        &mut self,
        sources: &BTreeMap<RelPath, Source>,
        entries: &BTreeMap<RelPath, Entry>,
        changed: &BTreeSet<RelPath>,
        gone: &BTreeSet<RelPath>,
    ) -> Reach {
        for path in gone {
            self.docs.remove(path);
            self.texts.remove(path);
        }
        let is_document = |path: &RelPath| {
            entries.get(path).is_some_and(|entry| entry.kind == EntryKind::Document)
        };
        // Where nothing came and nothing went, everything stands where it stood.
        let is_settled = gone.is_empty() && changed.iter().all(|path| self.docs.contains_key(path));
        let candidates: Vec<&Source> = match is_settled && !self.is_new {
            true => changed.iter().filter_map(|path| sources.get(path)).collect(),
            false => sources.values().collect(),
        };
        let due: Vec<(&Source, Location)> = candidates
            .into_iter()
            .filter(|source| is_document(&source.path))
            .filter_map(|source| Some((source, self.location(&source.path, sources)?)))
            .filter(|(source, location)| {
                let known = self.docs.get(&source.path);
                changed.contains(&source.path)
                    || known.is_none_or(|known| known.location != location.path)
            })
            .collect();
        let options = ParseOptions::of(&self.config);
        let docs: Vec<Doc> =
            due.par_iter().map(|(source, location)| parse(source, location, &options)).collect();
        self.parsed = docs.len();
        let reach = self.reach(&docs, changed, gone);
        self.docs.extend(docs.into_iter().map(|doc| (doc.path.clone(), Arc::new(doc))));
        for path in changed {
            if let Some(source) = sources.get(path) {
                self.texts.insert(path.clone(), source.clone());
            }
        }
        let assets: BTreeSet<RelPath> = entries
            .values()
            .filter(|entry| entry.kind == EntryKind::Asset)
            .map(|entry| entry.path.clone())
            .collect();
        let same_assets = self.assets == assets;
        self.assets = assets;
        self.read_people(sources);
        self.read_series(sources);
        self.read_waves(sources);
        self.unread = self.unread(sources);
        self.find_persons(sources);
        if same_assets { reach } else { Reach::Everything }
    }

    fn reach(
        &mut self,
        docs: &[Doc],
        changed: &BTreeSet<RelPath>,
        gone: &BTreeSet<RelPath>,
    ) -> Reach {
        let is_new = std::mem::take(&mut self.is_new);
        let parsed: BTreeSet<&RelPath> = docs.iter().map(|doc| &doc.path).collect();
        let only_documents = changed.iter().all(|path| parsed.contains(path));
        let is_same =
            |doc: &Doc| self.docs.get(&doc.path).is_some_and(|old| doc::same_facts(old, doc));
        if is_new || !gone.is_empty() || !only_documents || !docs.iter().all(is_same) {
            return Reach::Everything;
        }
        Reach::Bodies(docs.iter().map(|doc| doc.path.clone()).collect())
    }

    fn location(&self, path: &RelPath, sources: &BTreeMap<RelPath, Source>) -> Option<Location> {
        location(path, &self.config.content, |file| sources.contains_key(file))
    }

    fn read_people(&mut self, sources: &BTreeMap<RelPath, Source>) {
        let source = sources.get(&self.config.people);
        let digest = source.map(|source| source.digest);
        if digest == self.people_digest && digest.is_some() {
            return;
        }
        self.people_digest = digest;
        let (people, findings) = match source {
            Some(source) => people::parse(&source.path, &source.text),
            None => (People::anyone(), Vec::new()),
        };
        self.people = Arc::new(people);
        self.people_findings = findings;
    }

    /// Returns what is wrong with single files, in no order.
    pub fn findings(&self) -> Vec<Diagnostic> {
        let mut findings = self.config_findings.clone();
        findings.extend(self.people_findings.iter().cloned());
        for doc in self.docs.values() {
            findings.extend(doc.findings.iter().cloned());
        }
        findings.extend(self.persons.findings().cloned());
        findings.extend(self.unread.iter().cloned());
        for read in self.series.values() {
            findings.extend(read.findings.iter().cloned());
        }
        for read in self.waves.values() {
            findings.extend(read.findings.iter().cloned());
        }
        findings
    }

    /// Returns every file beside the configuration.
    pub fn files(&self) -> impl Iterator<Item = &RelPath> {
        self.texts.keys().chain(&self.assets)
    }

    /// Returns whether a file is there that holds a document or data.
    pub fn has_text(&self, path: &RelPath) -> bool {
        self.texts.contains_key(path)
    }

    /// Returns how many documents the last change parsed.
    pub fn parsed(&self) -> usize {
        self.parsed
    }

    /// Returns the texts of the named files.
    pub fn texts_of<'a>(
        &self,
        paths: impl Iterator<Item = &'a RelPath>,
    ) -> BTreeMap<RelPath, Arc<str>> {
        let mut texts = BTreeMap::new();
        for path in paths {
            let own = self.config_text.as_ref().filter(|source| source.path == *path);
            if let Some(source) = self.texts.get(path).or(own) {
                texts.insert(path.clone(), Arc::clone(&source.text));
            }
        }
        texts
    }
}

/// Returns where a document stands; a `README.md` introduces its folder where no `index.md` does.
pub fn location(
    path: &RelPath,
    content: &RelPath,
    is_there: impl Fn(&RelPath) -> bool,
) -> Option<Location> {
    let below = RelPath::new(path.within(content)?)?;
    let has_index = || path.parent().join("index.md").is_some_and(|index| is_there(&index));
    let is_index = match below.stem() {
        "index" => true,
        "README" | "readme" => !has_index(),
        _ => false,
    };
    let name = if is_index { "index" } else { below.stem() };
    Some(Location { path: below.parent().join(name)?, is_index })
}

fn parse(source: &Source, location: &Location, options: &ParseOptions) -> Doc {
    let mut doc = doc::parse(&source.path, &source.text, source.digest, location, options);
    doc.findings.extend(source.damage.clone());
    doc
}
