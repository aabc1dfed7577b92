//! File events become a set of touched paths.
//!
//! Duty: waits until something that matters may have changed, and until the burst is over. Inputs:
//! the folders and files to follow. Outputs: [`Touched`].
//!
//! **Architecture invariants.** Paths are hints, content is the truth: what kind of event it was, and
//! whether it was one at all, is nobody's business further on. A path that does not exist, or names a
//! folder, is as good a hint as any. What lies in a hidden folder or in the output wakes nobody.

mod batch;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use anyhow::Context;
use notify::event::{AccessKind, AccessMode};
use notify::{Config, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

pub use batch::{Hint, Touched, collect};

/// How changes are noticed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// The system tells; where it cannot, by polling.
    Native,
    /// By looking at the time stamps of all files every so often.
    Poll(Duration),
}

/// How often files are looked at where the system cannot tell of changes.
const POLL: Duration = Duration::from_millis(500);

/// A burst is over when nothing happened for so long.
const QUIET: Duration = Duration::from_millis(10);

/// A burst is cut off after so long; a debounce of 100 ms would spend the whole budget of a save.
const MOST: Duration = Duration::from_millis(40);

/// Follows folders and files.
pub struct Watch {
    watcher: Box<dyn Watcher + Send>,
    how: How,
    sender: Sender<Hint>,
    receiver: Receiver<Hint>,
    followed: BTreeMap<PathBuf, RecursiveMode>,
    roots: Vec<PathBuf>,
    ignored: Vec<PathBuf>,
}

impl Watch {
    /// Starts to follow `roots`, without what lies below `ignored`; all of them absolute.
    ///
    /// # Errors
    ///
    /// Where neither the system nor polling can follow them.
    pub fn start(how: How, roots: &[PathBuf], ignored: &[PathBuf]) -> anyhow::Result<Watch> {
        let (sender, receiver) = mpsc::channel();
        let mut watch = Watch {
            watcher: watcher(how, &sender)?,
            how,
            sender,
            receiver,
            followed: BTreeMap::new(),
            roots: Vec::new(),
            ignored: ignored.to_vec(),
        };
        watch.follow(roots)?;
        Ok(watch)
    }

    /// Returns how changes are noticed: polling, too, where the system could not follow so many.
    pub fn how(&self) -> How {
        self.how
    }

    /// Follows `roots` from now on, and nothing else.
    ///
    /// # Errors
    ///
    /// Where neither the system nor polling can follow them.
    pub fn follow(&mut self, roots: &[PathBuf]) -> anyhow::Result<()> {
        self.roots = roots.to_vec();
        match self.refollow() {
            Err(_) if self.how == How::Native => {
                // The number of watches is limited, and network disks have none.
                self.how = How::Poll(POLL);
                self.watcher = watcher(self.how, &self.sender)?;
                self.followed.clear();
                self.refollow()
            }
            done => done,
        }
    }

    /// Waits for the next burst of changes and returns what they touched; nothing where no change can
    /// come any more.
    pub fn wait(&mut self) -> Option<Touched> {
        let touched = collect(&self.receiver, QUIET, MOST, |path| self.matters(path))?;
        self.forget_replaced(&touched);
        // Following again before anyone reads leaves no change between the two. Where that fails,
        // the caller's next `follow` says so.
        drop(self.refollow());
        Some(touched)
    }

    /// Forgets the folders that may be others of the same name by now: the system follows the old
    /// ones, which a switch of branches may have deleted.
    fn forget_replaced(&mut self, touched: &Touched) {
        let is_replaced = |followed: &PathBuf| match touched {
            Touched::Paths(paths) => paths.iter().any(|path| followed.starts_with(path)),
            Touched::Anything => true,
        };
        let replaced: Vec<PathBuf> =
            self.followed.keys().filter(|path| is_replaced(path)).cloned().collect();
        for path in replaced {
            // What is gone is followed no more anyway.
            drop(self.watcher.unwatch(&path));
            self.followed.remove(&path);
        }
    }

    fn refollow(&mut self) -> anyhow::Result<()> {
        let wanted: BTreeMap<PathBuf, RecursiveMode> =
            self.roots.iter().rev().filter_map(|root| place_to_follow(root)).collect();
        let gone: BTreeSet<PathBuf> =
            self.followed.keys().filter(|path| !wanted.contains_key(*path)).cloned().collect();
        for path in gone {
            // A folder that was deleted is followed no more anyway.
            drop(self.watcher.unwatch(&path));
            self.followed.remove(&path);
        }
        for (path, mode) in wanted {
            if self.followed.get(&path) == Some(&mode) && path.exists() {
                continue;
            }
            self.watcher
                .watch(&path, mode)
                .with_context(|| format!("cannot watch {}", path.display()))?;
            self.followed.insert(path, mode);
        }
        Ok(())
    }

    fn matters(&self, path: &Path) -> bool {
        if self.ignored.iter().any(|ignored| path.starts_with(ignored)) {
            return false;
        }
        self.roots.iter().any(|root| match path.strip_prefix(root) {
            Ok(below) => !is_hidden(below),
            // A folder above the root came or went.
            Err(_) => root.starts_with(path),
        })
    }
}

/// Returns the folder to follow for the sake of a root, and whether with all below it: a folder
/// itself, a file's folder, or the nearest folder above what is not there yet.
fn place_to_follow(root: &Path) -> Option<(PathBuf, RecursiveMode)> {
    if root.is_dir() {
        return Some((root.to_path_buf(), RecursiveMode::Recursive));
    }
    let above = root.ancestors().skip(1).find(|above| above.is_dir())?;
    Some((above.to_path_buf(), RecursiveMode::NonRecursive))
}

fn is_hidden(below: &Path) -> bool {
    below.components().any(|part| match part {
        Component::Normal(name) => name.as_encoded_bytes().starts_with(b"."),
        _ => false,
    })
}

fn watcher(how: How, sender: &Sender<Hint>) -> anyhow::Result<Box<dyn Watcher + Send>> {
    let sender = sender.clone();
    let tell = move |event: notify::Result<notify::Event>| tell(&sender, event);
    let start = || "cannot watch files; try `--poll 500ms`";
    Ok(match how {
        How::Native => {
            Box::new(RecommendedWatcher::new(tell, Config::default()).with_context(start)?)
        }
        How::Poll(pause) => {
            let config = Config::default().with_poll_interval(pause);
            Box::new(PollWatcher::new(tell, config).with_context(start)?)
        }
    })
}

/// Passes the paths of an event on.
fn tell(sender: &Sender<Hint>, event: notify::Result<notify::Event>) {
    let hints = match event {
        // An error may have swallowed events.
        Err(_) => vec![Hint::Anything],
        Ok(event) if event.need_rescan() => vec![Hint::Anything],
        // Reading is no change, and answering it by reading again would never end.
        Ok(event) if is_mere_reading(event.kind) => Vec::new(),
        Ok(event) => event.paths.into_iter().map(Hint::Path).collect(),
    };
    for hint in hints {
        // Nobody listens any more when the watch is being dropped.
        drop(sender.send(hint));
    }
}

fn is_mere_reading(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => true,
        _ => false,
    }
}
