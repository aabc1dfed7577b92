//! The theme of a site: its own files over the embedded default.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use walkdir::WalkDir;

use crate::config::{Config, not_there};
use crate::diag::{Code, Diagnostic, Severity};
use crate::id::{Digest, Digester, RelPath, Span, Spanned};
use crate::theme::{Drift, Drifted, File, ORIGINALS, TemplateError, Theme, drifted};

/// The theme as it was last loaded.
#[derive(Default)]
pub(super) struct Themes {
    loaded: Option<(Digest, Arc<Theme>, Vec<Diagnostic>)>,
    texts: BTreeMap<RelPath, Arc<str>>,
}

impl Themes {
    /// Returns the theme of a site and what is wrong with its own files; where those cannot be used,
    /// the default stands in, so that everything else is still checked and shown.
    ///
    /// # Errors
    ///
    /// Where a file of the theme cannot be read.
    pub(super) fn load(
        &mut self,
        root: &Path,
        config: &Config,
    ) -> anyhow::Result<(Arc<Theme>, Vec<Diagnostic>)> {
        let name = config.theme.name.as_str();
        let all = own_files(root, name)?;
        let mut digester = Digester::new();
        // Places in the configuration are in the findings.
        digester.add(name.as_bytes()).add(&config.digest.0.to_le_bytes());
        for file in &all {
            digester.add(file.path.as_bytes()).add(&file.bytes);
        }
        let digest = digester.finish();
        if let Some((known, theme, mistakes)) = &self.loaded
            && *known == digest
        {
            return Ok((Arc::clone(theme), mistakes.clone()));
        }
        let (kept, files): (Vec<File>, Vec<File>) =
            all.into_iter().partition(|file| file.path.starts_with(ORIGINALS));
        let tokens = config.theme.tokens();
        let (theme, errors) = match Theme::load(&files, &tokens) {
            Ok(theme) => {
                let errors = if files.is_empty() { Vec::new() } else { theme.validate() };
                (theme, errors)
            }
            Err(errors) => {
                let default = Theme::load(&[], &tokens);
                let default = default.ok().context("the embedded theme is broken")?;
                (default, errors)
            }
        };
        let mut mistakes: Vec<Diagnostic> =
            errors.iter().map(|error| mistake(name, error)).collect();
        if files.is_empty() && name != "default" {
            mistakes.push(unknown(name));
        }
        let is_there =
            |file: &&Spanned<String>| theme.assets().iter().any(|asset| asset.path == file.value);
        let lost = config.theme.files().filter(|file| !is_there(file));
        mistakes.extend(lost.map(|file| not_there(config, file)));
        let originals: Vec<File> = kept.into_iter().map(original).collect();
        mistakes.extend(drifted(&files, &originals).iter().map(|drift| changed(name, drift)));
        self.texts = texts(name, &files);
        let theme = Arc::new(theme);
        self.loaded = Some((digest, Arc::clone(&theme), mistakes.clone()));
        Ok((theme, mistakes))
    }

    /// Returns the texts of the site's own files, for the places of mistakes in them.
    pub(super) fn texts(&self) -> &BTreeMap<RelPath, Arc<str>> {
        &self.texts
    }
}

fn texts(name: &str, files: &[File]) -> BTreeMap<RelPath, Arc<str>> {
    let text = |file: &File| {
        let path = RelPath::new(&format!("themes/{name}/{}", file.path))?;
        Some((path, Arc::from(std::str::from_utf8(&file.bytes).ok()?)))
    };
    files.iter().filter_map(text).collect()
}

fn own_files(root: &Path, name: &str) -> anyhow::Result<Vec<File>> {
    let folder = root.join("themes").join(name);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in WalkDir::new(&folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot list {}", folder.display()))?;
        let below = entry.path().strip_prefix(&folder).ok().and_then(Path::to_str);
        let Some(below) = below.filter(|_| entry.file_type().is_file()) else { continue };
        let bytes = std::fs::read(entry.path())
            .with_context(|| format!("cannot read {}", entry.path().display()))?;
        files.push(File {
            path: below.replace(std::path::MAIN_SEPARATOR, "/"),
            bytes: bytes.into(),
        });
    }
    Ok(files)
}

fn mistake(name: &str, error: &TemplateError) -> Diagnostic {
    let path = RelPath::new(&format!("themes/{name}/{}", error.path)).unwrap_or_else(RelPath::root);
    let span = Span::new(error.span_start, error.span_end);
    let finding = Diagnostic::new(Code(17), &path, span, error.message.clone());
    match &error.hint {
        Some(hint) => finding.hint(hint.clone()),
        None => finding.hint("compare it with the template of the default theme"),
    }
}

/// Returns an original that was kept, under the path of its copy.
fn original(kept: File) -> File {
    let path = kept.path.strip_prefix(ORIGINALS).map(str::to_owned);
    File { path: path.unwrap_or_default(), bytes: kept.bytes }
}

/// Tells of a copy whose original is another one by now.
fn changed(name: &str, drift: &Drift) -> Diagnostic {
    let copy = &drift.path;
    let path = RelPath::new(&format!("themes/{name}/{copy}")).unwrap_or_else(RelPath::root);
    let confirm = format!("`throughline theme confirm {copy}`");
    let (message, hint) = match &drift.what {
        Drifted::Changed(difference) => (
            format!("the original of `{copy}` has changed since it was copied"),
            match difference {
                Some(lines) => {
                    format!("take over what you need of it, then say so: {confirm}\n{lines}")
                }
                None => format!(
                    "move it away, and take over what you need into what `throughline theme eject {copy}` \
                     writes"
                ),
            },
        ),
        Drifted::Gone => (
            format!("the default theme has no `{copy}` any more"),
            "delete the copy, or its first line if you need it".to_owned(),
        ),
        Drifted::Unreadable => (
            format!("`{copy}` is a copy that does not say of which original"),
            format!("write its first line anew: {confirm}; if it is no copy, delete that line"),
        ),
        Drifted::Unmarked => (
            format!("`{copy}` was a copy and does not say of which original"),
            format!(
                "write its first line anew: {confirm}; if it is no copy any more, delete \
                 themes/{name}/{ORIGINALS}{copy}"
            ),
        ),
    };
    let finding =
        Diagnostic::new(Code(18), &path, Span::new(0, drift.line_end), message).hint(hint);
    match drift.what {
        Drifted::Unreadable | Drifted::Unmarked => finding.with_severity(Severity::Info),
        Drifted::Changed(_) | Drifted::Gone => finding,
    }
}

fn unknown(name: &str) -> Diagnostic {
    let path = RelPath::new("throughline.toml").unwrap_or_else(RelPath::root);
    Diagnostic::new(Code(17), &path, Span::default(), format!("there is no theme `{name}`"))
        .hint(format!("put its files below `themes/{name}/`, or use `default`"))
}
