//! What the `git` program knows of a site.
//!
//! Duty: which files changed since a revision, and the last committed texts of one. Inputs: the site's
//! folder, anywhere in a work tree. Outputs: names and texts as git has them.
//!
//! **Architecture invariants.** Only asks: nothing of the repository is changed. Names are asked for with
//! ends of zero bytes, so that none is quoted.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};

use unicode_normalization::UnicodeNormalization;

use crate::config::Misuse;

/// What a hook of git sets for itself; a command run in the site's folder finds its repository alone.
const OF_HOOKS: [&str; 4] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"];

/// Returns the files of a site that differ from what the present branch and a revision last had in
/// common, those that git does not know among them; as paths from the site's folder.
///
/// # Errors
///
/// Where there is no such revision, no common past, no repository or no git.
pub(super) fn changed_since(root: &Path, revision: &str) -> anyhow::Result<BTreeSet<String>> {
    let base = base(root, revision, "--since")?;
    let mut changed = differing(root, &base).unwrap_or_default();
    let others = ask(root, &["ls-files", "-z", "--others", "--exclude-standard"]);
    changed.extend(names(&others.unwrap_or_default()));
    Ok(changed)
}

/// Returns the texts that the files of a site had in what the present branch and a revision last had in
/// common, of those that differ since, by their paths from the site's folder.
///
/// # Errors
///
/// Where there is no such revision, no common past, no repository or no git.
pub(super) fn texts_at(root: &Path, revision: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let base = base(root, revision, "--against")?;
    let options = ["diff", "--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff"];
    let told = ask(root, &[&options[..], &[&base, "--"]].concat()).unwrap_or_default();
    let text = |name: &str| {
        let text = ask(root, &["cat-file", "blob", &format!("{base}:./{name}")])?;
        Some((name.to_owned(), text))
    };
    let documents =
        told.split('\0').filter(|name| name.ends_with(".md") || name.ends_with(".markdown"));
    Ok(documents.filter_map(text).collect())
}

/// Returns the commit that the present branch and a revision last had in common; `option` named it.
fn base(root: &Path, revision: &str, option: &str) -> anyhow::Result<String> {
    if ask(root, &["rev-parse", "--is-inside-work-tree"]).is_none_or(|told| told.trim() != "true") {
        let message = format!("`{}` is in no git repository that can be read", root.display());
        return Err(Misuse::error(
            message,
            format!("leave `{option}` out, or install git and commit first"),
        ));
    }
    let commit = format!("{revision}^{{commit}}");
    let commit = ask(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]);
    let Some(commit) = commit else {
        let message = format!("there is no revision `{revision}`");
        let hint = "name a commit, a branch or a tag, such as `origin/main`; fetch it first";
        return Err(Misuse::error(message, hint));
    };
    let Some(base) = ask(root, &["merge-base", commit.trim(), "HEAD"]) else {
        let message = format!("`{revision}` and the present branch have no common past");
        let hint = "fetch the whole history: `git fetch --unshallow`";
        return Err(Misuse::error(message, hint));
    };
    Ok(base.trim().to_owned())
}

/// Returns the files of a site that differ from the last commit, as paths from the site's folder; none
/// where there is no commit or no git.
pub(super) fn changed(root: &Path) -> BTreeSet<String> {
    differing(root, "HEAD").unwrap_or_default()
}

/// Returns whether a site has commits that can be asked for.
pub(super) fn has_commits(root: &Path) -> bool {
    ask(root, &["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).is_some()
}

/// How many of the last commits of a file are looked into.
const COMMITS: &str = "8";

/// Returns the texts of a file in the last commits that changed it, newest first, by its path from the
/// site's folder.
pub(super) fn history(root: &Path, path: &str) -> Vec<String> {
    let log = ["--literal-pathspecs", "log", "-n", COMMITS, "--format=%H", "--", path];
    let commits = ask(root, &log).unwrap_or_default();
    let text = |commit: &str| ask(root, &["cat-file", "blob", &format!("{commit}:./{path}")]);
    commits.lines().filter_map(text).collect()
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
