//! What the `git` program knows of a site.
//!
//! Duty: which files changed since the last commit, and the last committed text of one. Inputs: the site's
//! folder, anywhere in a work tree. Outputs: names and texts as git has them.
//!
//! **Architecture invariants.** Only asks: nothing of the repository is changed. Names are asked for with
//! ends of zero bytes, so that none is quoted.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

use unicode_normalization::UnicodeNormalization;

/// What a hook of git sets for itself; a command run in the site's folder finds its repository alone.
const OF_HOOKS: [&str; 4] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"];

/// Returns the files of a site that differ from the last commit, as paths from the site's folder; none
/// where there is no commit or no git.
pub(super) fn changed(root: &Path) -> BTreeSet<String> {
    differing(root, "HEAD").unwrap_or_default()
}

/// Returns the text of a file in the last commit, by its path from the site's folder.
pub(super) fn committed(root: &Path, path: &str) -> Option<String> {
    ask(root, &["cat-file", "blob", &format!("HEAD:./{path}")])
}

fn differing(root: &Path, commit: &str) -> Option<BTreeSet<String>> {
    let options = ["diff", "--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff"];
    let told = ask(root, &[&options[..], &[commit, "--"]].concat())?;
    Some(names(&told).collect())
}

fn names(told: &str) -> impl Iterator<Item = String> {
    told.split('\0').filter(|name| !name.is_empty()).map(|name| name.nfc().collect())
}

/// Returns what git answers; nothing where it fails, or is not there.
fn ask(root: &Path, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    for name in OF_HOOKS {
        command.env_remove(name);
    }
    let asked = command.arg("-C").arg(root).args(arguments).stdin(Stdio::null()).output().ok()?;
    asked.status.success().then(|| String::from_utf8_lossy(&asked.stdout).into_owned())
}
