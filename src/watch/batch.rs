//! From single events to bursts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// What one event may have touched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Hint {
    /// This path.
    Path(PathBuf),
    /// Anything: events were lost.
    Anything,
}

/// What a burst of events may have touched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Touched {
    /// These paths, in order.
    Paths(Vec<PathBuf>),
    /// Anything.
    Anything,
}

impl Touched {
    /// Returns the paths, or nothing where anything may have been touched.
    pub fn paths(&self) -> Option<&[PathBuf]> {
        match self {
            Touched::Paths(paths) => Some(paths),
            Touched::Anything => None,
        }
    }
}

/// Waits for a hint that matters, then until none came for `quiet` or `most` has passed since the
/// first; returns what they touched, or nothing where no hint can come any more.
pub fn collect(
    hints: &Receiver<Hint>,
    quiet: Duration,
    most: Duration,
    matters: impl Fn(&Path) -> bool,
) -> Option<Touched> {
    let mut paths = BTreeSet::new();
    let mut anything = false;
    let mut take = |hint: Hint| match hint {
        Hint::Path(path) => {
            matters(&path) && {
                paths.insert(path);
                true
            }
        }
        Hint::Anything => {
            anything = true;
            true
        }
    };
    while !take(hints.recv().ok()?) {}
    let begun = Instant::now();
    let mut until = begun + quiet;
    while let Ok(hint) = hints.recv_timeout(until.saturating_duration_since(Instant::now())) {
        if Instant::now() >= begun + most {
            take(hint);
            break;
        }
        if take(hint) {
            until = (Instant::now() + quiet).min(begun + most);
        }
    }
    Some(if anything { Touched::Anything } else { Touched::Paths(paths.into_iter().collect()) })
}
