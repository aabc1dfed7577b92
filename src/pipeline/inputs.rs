//! The files of a site as they were last read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::id::RelPath;
use crate::source::{self, Entry, EntryKind, Size, Skip, Source};

/// Every file of a site: texts as they were read, pictures as they were listed; and the data files
/// around the content, of which only one rule wants to know.
#[derive(Default)]
pub(super) struct Inputs {
    /// All files by path.
    pub(super) entries: BTreeMap<RelPath, Entry>,
    /// The texts of documents and data.
    pub(super) sources: BTreeMap<RelPath, Source>,
    /// How large the pictures are, where that can be told.
    pub(super) pictures: Arc<BTreeMap<RelPath, Size>>,
    /// What is wrong with names.
    pub(super) findings: Vec<Diagnostic>,
    has_listed: bool,
}

/// What a refresh found.
#[derive(Default)]
pub(super) struct Changed {
    /// Texts that are new or have new bytes.
    pub(super) texts: BTreeSet<RelPath>,
    /// Texts that are gone.
    pub(super) gone: BTreeSet<RelPath>,
    /// Whether a picture or an attachment may have new bytes: those are read when they are asked for.
    pub(super) has_new_assets: bool,
}

impl Inputs {
    /// Reads what may have changed: everything where nothing is named, else the named files, and the
    /// list of files where one of the names is no file that is known.
    ///
    /// Naming is a hint; what counts is content.
    pub(super) fn refresh(
        &mut self,
        root: &Path,
        config: &Config,
        touched: Option<&[PathBuf]>,
    ) -> anyhow::Result<Changed> {
        let content = root.join(config.content.as_str());
        let is_lost = |path: &PathBuf| match self.known(root, path) {
            Some(_) => !path.is_file(),
            None => path.starts_with(&content),
        };
        let mut changed = Changed::default();
        let wants_listing = touched.is_none_or(|paths| paths.iter().any(is_lost));
        if self.has_listed && !wants_listing {
            let named: BTreeSet<RelPath> = touched
                .iter()
                .copied()
                .flatten()
                .filter_map(|path| self.known(root, path))
                .collect();
            let named = named.iter().filter_map(|path| self.entries.get(path));
            let (assets, due): (Vec<&Entry>, Vec<&Entry>) =
                named.partition(|entry| entry.kind == EntryKind::Asset);
            changed.has_new_assets = !assets.is_empty();
            let read = source::read_all(&due)?;
            let measured = measured(&assets);
            self.take(read, &mut changed);
            self.take_sizes(measured);
            return Ok(changed);
        }
        let skip = Skip::of(&config.content, &config.output);
        let listing = source::list(root, &config.content, &skip)?;
        let around = source::around(root, &config.content, &skip);
        let entries =
            listing.entries.into_iter().chain(around).map(|entry| (entry.path.clone(), entry));
        let before = std::mem::replace(&mut self.entries, entries.collect());
        self.findings = listing.findings;
        self.has_listed = true;
        let looks_changed = |entry: &Entry| {
            let old = before.get(&entry.path);
            touched.is_none_or(|paths| paths.contains(&entry.real))
                || old.is_none_or(|old| (old.len, old.modified) != (entry.len, entry.modified))
        };
        let (assets, texts): (Vec<&Entry>, Vec<&Entry>) =
            self.entries.values().partition(|entry| entry.kind == EntryKind::Asset);
        let assets: Vec<&Entry> = assets.into_iter().filter(|entry| looks_changed(entry)).collect();
        changed.has_new_assets = !assets.is_empty();
        let measured = measured(&assets);
        let is_due =
            |entry: &&Entry| looks_changed(entry) || !self.sources.contains_key(&entry.path);
        let due: Vec<&Entry> = texts.into_iter().filter(is_due).collect();
        let read = source::read_all(&due)?;
        self.take(read, &mut changed);
        self.take_sizes(measured);
        if self.pictures.keys().any(|path| !self.entries.contains_key(path)) {
            Arc::make_mut(&mut self.pictures).retain(|path, _| self.entries.contains_key(path));
        }
        let gone: Vec<RelPath> =
            self.sources.keys().filter(|path| !self.entries.contains_key(*path)).cloned().collect();
        for path in gone {
            self.sources.remove(&path);
            changed.gone.insert(path);
        }
        Ok(changed)
    }

    /// Returns the places of the data files that lie outside of the content, in order.
    pub(super) fn around(&self, content: &RelPath) -> impl Iterator<Item = PathBuf> {
        let outside = self.entries.values().filter(|entry| entry.path.within(content).is_none());
        outside.filter(|entry| entry.kind == EntryKind::Data).map(|entry| entry.real.clone())
    }

    /// Returns the path of a file that was listed, by its place on the disk.
    fn known(&self, root: &Path, path: &Path) -> Option<RelPath> {
        let below = RelPath::new(path.strip_prefix(root).ok()?.to_str()?)?;
        self.entries.get(&below).is_some_and(|entry| entry.real == *path).then_some(below)
    }

    /// Keeps the sizes of pictures that may have new bytes.
    fn take_sizes(&mut self, measured: Vec<(RelPath, Option<Size>)>) {
        if measured.is_empty() {
            return;
        }
        let pictures = Arc::make_mut(&mut self.pictures);
        for (path, size) in measured {
            match size {
                Some(size) => pictures.insert(path, size),
                None => pictures.remove(&path),
            };
        }
    }

    /// Keeps the texts that have new bytes.
    fn take(&mut self, read: Vec<Source>, changed: &mut Changed) {
        for source in read {
            let is_same =
                self.sources.get(&source.path).is_some_and(|old| old.digest == source.digest);
            if !is_same {
                changed.texts.insert(source.path.clone());
                self.sources.insert(source.path.clone(), source);
            }
        }
    }
}

/// Returns how large the pictures among some files are.
fn measured(entries: &[&Entry]) -> Vec<(RelPath, Option<Size>)> {
    let pictures = entries.par_iter().filter(|entry| source::is_picture(&entry.path));
    pictures.map(|entry| (entry.path.clone(), source::picture_size(&entry.real))).collect()
}
