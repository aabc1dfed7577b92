//! The slot that holds the present snapshot.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use tokio::sync::watch;

use crate::diag::Severity;
use crate::html;
use crate::id::RelPath;
use crate::pipeline::Snapshot;

/// How many changes are remembered for browsers that were away.
const REMEMBERED: usize = 64;

/// Where new snapshots are put up; owned by the thread that builds them.
#[derive(Debug)]
pub struct Stage {
    slot: watch::Sender<Scene>,
    /// The pages touched since the snapshot that is shown; `None` where any page may be.
    touched: Option<BTreeSet<RelPath>>,
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
    /// Empty where any page may have changed.
    pub(super) paths: Arc<[RelPath]>,
}

/// Puts up the first snapshot, with its errors as a terminal shows them.
pub fn stage(snapshot: Arc<Snapshot>, errors: &str) -> (Stage, Viewer) {
    let generation = snapshot.generation();
    let findings = preformatted(errors);
    let changes = VecDeque::new();
    let scene = Scene { snapshot, generation, findings, changes, forgotten: 0 };
    let (sender, receiver) = watch::channel(scene);
    (Stage { slot: sender, touched: Some(BTreeSet::new()) }, Viewer { slot: receiver })
}

impl Stage {
    /// Puts up a new snapshot, with its errors as a terminal shows them.
    ///
    /// Where it has errors and the one that is shown has none, pages stay as they are and only the
    /// errors are told. Returns whether it is shown.
    pub fn show(&mut self, snapshot: Arc<Snapshot>, errors: &str) -> bool {
        let findings = preformatted(errors);
        let is_broken = has_errors(&snapshot);
        let keep_old = is_broken && !has_errors(&self.slot.borrow().snapshot);
        let generation = snapshot.generation();
        match (&mut self.touched, snapshot.touched()) {
            (Some(all), Some(touched)) => all.extend(touched),
            (all, _) => *all = None,
        }
        if keep_old {
            self.slot.send_modify(|scene| {
                scene.generation = generation;
                scene.findings = findings;
            });
            return false;
        }
        let touched = self.touched.replace(BTreeSet::new());
        let paths = changed(&self.slot.borrow().snapshot, &snapshot, touched.as_ref());
        self.slot.send_modify(|scene| {
            scene.snapshot = snapshot;
            scene.generation = generation;
            scene.findings = findings;
            match paths {
                Some(paths) if paths.is_empty() => {}
                paths => {
                    let paths = paths.unwrap_or_default().into();
                    scene.changes.push_back(Change { generation, paths });
                }
            }
            if scene.changes.len() > REMEMBERED
                && let Some(oldest) = scene.changes.pop_front()
            {
                scene.forgotten = oldest.generation;
            }
        });
        true
    }

    /// Tells what went wrong where there is no new snapshot at all.
    pub fn tell(&mut self, failure: &str) {
        self.slot.send_modify(|scene| scene.findings = preformatted(failure));
    }
}

fn has_errors(snapshot: &Snapshot) -> bool {
    snapshot.findings().iter().any(|finding| finding.severity == Severity::Error)
}

/// Returns which of the touched pages have other bytes now; `None` where any page may.
fn changed(
    old: &Snapshot,
    new: &Snapshot,
    touched: Option<&BTreeSet<RelPath>>,
) -> Option<Vec<RelPath>> {
    let key = |snapshot: &Snapshot, path: &RelPath| {
        snapshot.resolve(path.as_str()).map(|route| snapshot.key(route))
    };
    let is_changed = |path: &&RelPath| key(old, path) != key(new, path);
    Some(touched?.iter().filter(is_changed).cloned().collect())
}

fn preformatted(text: &str) -> Arc<str> {
    if text.is_empty() {
        return "".into();
    }
    format!("<pre>{}</pre>", html::text(text)).into()
}
