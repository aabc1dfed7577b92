//! A line that says how far long work has come.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use super::Terminal;
use super::terminal::say;

/// Work shorter than this goes without a word.
const PATIENCE: Duration = Duration::from_millis(300);

/// How often the line is written anew.
const PAUSE: Duration = Duration::from_millis(100);

/// How far work has come.
pub(super) struct Steps {
    done: AtomicUsize,
    all: usize,
}

impl Steps {
    /// Returns none of `all` steps; nothing is counted where there are 0.
    pub(super) fn of(all: usize) -> Steps {
        Steps { done: AtomicUsize::new(0), all }
    }

    /// Counts a step.
    pub(super) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

/// Does `work`; where it takes long and a person looks on, shows `label` and the steps meanwhile.
pub(super) fn during<T>(
    terminal: &Terminal,
    label: &str,
    steps: &Steps,
    work: impl FnOnce() -> T,
) -> T {
    if !terminal.is_interactive {
        return work();
    }
    std::thread::scope(|scope| {
        let (finished, waiting) = mpsc::channel::<()>();
        scope.spawn(move || {
            let mut pause = PATIENCE;
            let mut is_shown = false;
            while let Err(RecvTimeoutError::Timeout) = waiting.recv_timeout(pause) {
                say(&format!("\r\x1b[K{label}{}", amount(steps)));
                is_shown = true;
                pause = PAUSE;
            }
            if is_shown {
                say("\r\x1b[K");
            }
        });
        let result = work();
        drop(finished);
        result
    })
}

fn amount(steps: &Steps) -> String {
    match steps.all {
        0 => " …".to_owned(),
        all => format!(" {} of {all}", steps.done.load(Ordering::Relaxed)),
    }
}
