//! One build at a time in one folder.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::config::Misuse;

/// A lock on a folder, held as long as this value lives or its process does.
#[derive(Debug)]
pub(super) struct Lock(Option<File>);

impl Lock {
    /// Returns no lock, for a folder that is not there.
    pub(super) fn none() -> Lock {
        Lock(None)
    }

    /// Locks a folder; fails where another build holds it.
    ///
    /// Windows opens no folder as a file, and some network disks lock none: there two builds at once
    /// are not told apart, and the later one wins.
    pub(super) fn take(folder: &Path) -> anyhow::Result<Lock> {
        let Ok(file) = File::open(folder) else { return Ok(Lock(None)) };
        match file.try_lock() {
            Ok(()) => Ok(Lock(Some(file))),
            Err(TryLockError::Error(_)) => Ok(Lock(None)),
            Err(TryLockError::WouldBlock) => {
                let message = format!("another build is at work in `{}`", folder.display());
                let hint = "wait for it, stop it, or choose another folder with `-o`";
                Err(Misuse::error(message, hint))
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing would do, but for a process that was forked off and has not begun its program
        // yet: it shares the file for a moment.
        if let Some(file) = &self.0 {
            drop(file.unlock());
        }
    }
}
