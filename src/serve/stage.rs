//! The slot that holds the present snapshot.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use rayon::prelude::*;
use tokio::sync::watch;

use crate::diag::Severity;
use crate::id::{Digest, RelPath};
use crate::pipeline::Snapshot;

/// How many changes are remembered for browsers that were away.
const REMEMBERED: usize = 64;

/// Where new snapshots are put up; owned by the thread that builds them.
#[derive(Debug)]
pub struct Stage {
    slot: watch::Sender<Scene>,
    keys: BTreeMap<RelPath, Digest>,
}

/// Where the server looks at the present snapshot.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub(super) slot: watch::Receiver<Scene>,
}

/// What browsers see.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    /// The newest snapshot worth showing.
    pub(super) snapshot: Arc<Snapshot>,
    /// The newest generation, shown or not.
    pub(super) generation: u64,
    /// What is wrong, as HTML; empty where nothing is.
    pub(super) findings: Arc<str>,
    /// What changed, oldest first.
    pub(super) changes: VecDeque<Change>,
    /// The last generation whose change is not among them any more.
    pub(super) forgotten: u64,
}

/// The paths that one generation changed.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) generation: u64,
    pub(super) paths: Arc<[RelPath]>,
}

/// Puts up the first snapshot, with its errors as a terminal shows them.
pub fn stage(snapshot: Arc<Snapshot>, errors: &str) -> (Stage, Viewer) {
    let keys = keys(&snapshot);
    let generation = snapshot.generation();
    let findings = preformatted(errors);
    let changes = VecDeque::new();
    let scene = Scene { snapshot, generation, findings, changes, forgotten: 0 };
    let (sender, receiver) = watch::channel(scene);
    (Stage { slot: sender, keys }, Viewer { slot: receiver })
}

impl Stage {
    /// Puts up a new snapshot, with its errors as a terminal shows them.
    ///
    /// Where it has errors and the one that is shown has none, pages stay as they are and only the
    /// errors are told.
    pub fn show(&mut self, snapshot: Arc<Snapshot>, errors: &str) {
        let findings = preformatted(errors);
        let is_broken = has_errors(&snapshot);
        let keep_old = is_broken && !has_errors(&self.slot.borrow().snapshot);
        let generation = snapshot.generation();
        if keep_old {
            self.slot.send_modify(|scene| {
                scene.generation = generation;
                scene.findings = findings;
            });
            return;
        }
        let keys = keys(&snapshot);
        let paths = difference(&self.keys, &keys);
        self.keys = keys;
        self.slot.send_modify(|scene| {
            scene.snapshot = snapshot;
            scene.generation = generation;
            scene.findings = findings;
            if !paths.is_empty() {
                scene.changes.push_back(Change { generation, paths: paths.into() });
            }
            if scene.changes.len() > REMEMBERED
                && let Some(oldest) = scene.changes.pop_front()
            {
                scene.forgotten = oldest.generation;
            }
        });
    }

    /// Tells what went wrong where there is no new snapshot at all.
    pub fn tell(&mut self, failure: &str) {
        self.slot.send_modify(|scene| scene.findings = preformatted(failure));
    }
}

fn has_errors(snapshot: &Snapshot) -> bool {
    snapshot.findings().iter().any(|finding| finding.severity == Severity::Error)
}

fn keys(snapshot: &Snapshot) -> BTreeMap<RelPath, Digest> {
    let keys: Vec<(RelPath, Digest)> = snapshot
        .routes()
        .par_iter()
        .map(|route| (route.path.clone(), snapshot.key(route)))
        .collect();
    keys.into_iter().collect()
}

fn difference(old: &BTreeMap<RelPath, Digest>, new: &BTreeMap<RelPath, Digest>) -> Vec<RelPath> {
    let changed = new.iter().filter(|(path, key)| old.get(*path) != Some(*key));
    let gone = old.keys().filter(|path| !new.contains_key(*path));
    changed.map(|(path, _)| path).chain(gone).cloned().collect()
}

fn preformatted(text: &str) -> Arc<str> {
    if text.is_empty() {
        return "".into();
    }
    format!("<pre>{}</pre>", escaped(text)).into()
}

/// Returns text as HTML writes it.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
