//! The files of a site as they were last read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::id::RelPath;
use crate::source::{self, Entry, EntryKind, Skip, Source};

/// Every file of a site: texts as they were read, pictures as they were listed.
#[derive(Default)]
pub(super) struct Inputs {
    /// All files by path.
    pub(super) entries: BTreeMap<RelPath, Entry>,
    /// The texts of documents and data.
    pub(super) sources: BTreeMap<RelPath, Source>,
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
        let known = |path: &PathBuf| self.entries.values().any(|entry| entry.real == *path);
        let content = root.join(config.content.as_str());
        let wants_listing = !self.has_listed
            || touched.is_none_or(|paths| {
                paths
                    .iter()
                    .any(|path| path.starts_with(&content) && (!known(path) || !path.is_file()))
            });
        let before = std::mem::take(&mut self.entries);
        if wants_listing {
            let listing =
                source::list(root, &config.content, &Skip::of(&config.content, &config.output))?;
            self.findings = listing.findings;
            self.entries =
                listing.entries.into_iter().map(|entry| (entry.path.clone(), entry)).collect();
            self.has_listed = true;
        } else {
            self.entries = before.clone();
        }
        let looks_changed = |entry: &Entry| {
            let old = before.get(&entry.path);
            let is_touched = touched.is_none_or(|paths| paths.contains(&entry.real));
            is_touched
                || old.is_none_or(|old| (old.len, old.modified) != (entry.len, entry.modified))
        };
        let is_due = |entry: &&Entry| {
            entry.kind != EntryKind::Asset
                && (looks_changed(entry) || !self.sources.contains_key(&entry.path))
        };
        let due: Vec<&Entry> = self.entries.values().filter(is_due).collect();
        let mut assets = self.entries.values().filter(|entry| entry.kind == EntryKind::Asset);
        let has_new_assets = assets.any(looks_changed);
        let mut changed = Changed { has_new_assets, ..Changed::default() };
        for source in source::read_all(&due)? {
            let is_same =
                self.sources.get(&source.path).is_some_and(|old| old.digest == source.digest);
            if !is_same {
                changed.texts.insert(source.path.clone());
                self.sources.insert(source.path.clone(), source);
            }
        }
        let gone: Vec<RelPath> =
            self.sources.keys().filter(|path| !self.entries.contains_key(*path)).cloned().collect();
        for path in gone {
            self.sources.remove(&path);
            changed.gone.insert(path);
        }
        Ok(changed)
    }
}
