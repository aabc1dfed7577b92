//! Paths inside a site.

use std::fmt;
use std::sync::Arc;

/// A path relative to the root of the site, with `/` between its parts, never absolute and without
/// `.` or `..`; the empty path is the root itself.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RelPath(Arc<str>);

impl RelPath {
    /// Returns the path, with `.` and empty parts dropped and `..` resolved; `None` where it would
    /// leave the root.
    pub fn new(path: &str) -> Option<RelPath> {
        let is_plain = |part: &str| !matches!(part, "" | "." | "..");
        if path.split('/').all(is_plain) {
            return Some(RelPath(path.into()));
        }
        let mut parts: Vec<&str> = Vec::new();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(RelPath(parts.join("/").into()))
    }

    /// Returns the root of the site.
    pub fn root() -> RelPath {
        RelPath("".into())
    }

    /// Returns the text of the path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether this is the root itself.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the folder that holds the path; the root holds itself.
    pub fn parent(&self) -> RelPath {
        match self.0.rsplit_once('/') {
            Some((parent, _)) => RelPath(parent.into()),
            None => RelPath::root(),
        }
    }

    /// Returns the last part.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// Returns the last part without its extension; a leading dot does not start an extension.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => name,
        }
    }

    /// Returns the extension without its dot, or nothing.
    pub fn extension(&self) -> &str {
        match self.file_name().rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => extension,
            _ => "",
        }
    }

    /// Returns the path of `relative` seen from this folder; `None` where it would leave the root.
    pub fn join(&self, relative: &str) -> Option<RelPath> {
        if self.is_root() {
            return RelPath::new(relative);
        }
        RelPath::new(&format!("{}/{relative}", self.0))
    }

    /// Returns what is left of the path below `folder`, or `None` where it is not below it.
    pub fn within(&self, folder: &RelPath) -> Option<&str> {
        if folder.is_root() {
            return Some(&self.0);
        }
        let rest = self.0.strip_prefix(&*folder.0)?;
        rest.strip_prefix('/').or(if rest.is_empty() { Some("") } else { None })
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for RelPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", &*self.0)
    }
}
