//! Themes: templates over the embedded default, and the files that go with them.
//!
//! Duty: loads a theme, renders a view with it, and finds its mistakes before a page is made.
//! Inputs: the default theme, embedded in the program, and the files of a site's own theme.
//! Outputs: HTML, the theme's static files, [`TemplateError`]s that name file and place.
//!
//! The default's templates are known as `throughline/NAME`; a site's as `NAME`. A name is looked up
//! plainly first and with the prefix after, so that an own `base.html` is what every page extends,
//! and can itself extend `throughline/base.html` and replace one block of it. Components are
//! overridden the same way.
//!
//! **Architecture invariants.** Templates are given no functions of ours, so they cannot look
//! anything up. Rendering is pure: the same view gives the same bytes. What a theme is made of
//! goes into its digest.

mod diff;
mod eject;
mod error;
mod fields;
pub mod sample;

use std::borrow::Cow;
use std::cell::RefCell;

use include_dir::{Dir, include_dir};
use tera::{Context, Tera};
use xxhash_rust::xxh3::Xxh3;

pub use eject::{Drift, Drifted, ORIGINALS, confirmed, copied, drifted, original, originals};
pub use error::TemplateError;

use crate::view::{Frame, Page};

/// The version of the data model that templates are written for.
pub const DATA_MODEL: i64 = 4;

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");
const PREFIX: &str = "throughline/";
const TEMPLATES: &str = "templates/";
const MANIFEST: &str = "theme.toml";
const STYLE: &str = "style.css";

/// A file of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The path below the theme's folder, with forward slashes, such as `templates/base.html`.
    pub path: String,
    /// The content.
    pub bytes: Cow<'static, [u8]>,
}

/// A theme that is ready to render.
#[derive(Clone)]
pub struct Theme {
    tera: Tera,
    own_templates: Vec<(String, String)>,
    assets: Vec<File>,
    digest: u64,
}

thread_local! {
    /// Where a thread writes its pages: a long one moves many times while it grows, and each time to memory
    /// that was never touched.
    static PAGE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

impl Theme {
    /// Loads the default theme with a site's own files over it; `tokens` is what follows its style sheet.
    ///
    /// Returns all mistakes of all files where there are any.
    pub fn load(overrides: &[File], tokens: &str) -> Result<Self, Vec<TemplateError>> {
        let mut tera = default_templates();
        let own_templates = own_templates(&tera, overrides)?;
        tera.add_raw_templates(own_templates.iter().map(|(name, text)| (name, text)))
            .map_err(|error| TemplateError::from_tera(&error, &own_templates))?;
        let mut assets = assets(overrides);
        let style = assets.iter_mut().find(|file| file.path == STYLE);
        if let Some(style) = style.filter(|_| !tokens.is_empty()) {
            style.bytes.to_mut().extend_from_slice(tokens.as_bytes());
        }
        let digest = digest(overrides, tokens);
        Ok(Self { tera, own_templates, assets, digest })
    }

    /// Renders a page in its frame.
    pub fn render(&self, frame: &Frame, page: &Page) -> Result<Vec<u8>, TemplateError> {
        let mut context = Context::new();
        context.insert("frame", frame);
        context.insert("page", page);
        let mut html = PAGE.take();
        html.clear();
        let rendered = self.tera.render_to(page.template(), &context, &mut html);
        let finished = rendered.map(|()| html.as_slice().to_vec());
        PAGE.set(html);
        finished.map_err(|error| TemplateError::first_of(&error))
    }

    /// Renders a full and an empty page of each kind, and returns the mistakes of all templates.
    ///
    /// Tera finds an unknown field only while it renders, one at a time, and takes one in a
    /// condition for false; so the fields that a site's templates name are compared with the
    /// model's too.
    pub fn validate(&self) -> Vec<TemplateError> {
        let mut errors = fields::unknown(&self.own_templates);
        for (frame, page) in sample::full().iter().chain(&sample::empty()) {
            if let Err(error) = self.render(frame, page) {
                let is_known = errors.iter().any(|known| known.is_at(&error));
                if !is_known {
                    errors.push(error);
                }
            }
        }
        errors.sort_by(|a, b| (&a.path, a.span_start).cmp(&(&b.path, b.span_start)));
        errors
    }

    /// Returns the files that pages load as they are, by path: style sheet, scripts, pictures.
    pub fn assets(&self) -> &[File] {
        &self.assets
    }

    /// Returns a digest of all that the theme is made of.
    pub fn digest(&self) -> u64 {
        self.digest
    }
}

fn default_templates() -> Tera {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes([PREFIX]).expect("there are no templates yet");
    let templates = default_files().filter_map(|file| {
        let name = file.path.strip_prefix(TEMPLATES)?;
        let text = std::str::from_utf8(&file.bytes).expect("embedded templates are text");
        Some((format!("{PREFIX}{name}"), text.to_owned()))
    });
    tera.add_raw_templates(templates).expect("a test renders the embedded templates");
    tera
}

/// Returns name and text of a site's templates, each of which parses by itself.
fn own_templates(
    default: &Tera,
    overrides: &[File],
) -> Result<Vec<(String, String)>, Vec<TemplateError>> {
    let mut templates = Vec::new();
    let mut errors = Vec::new();
    for file in overrides {
        if file.path != MANIFEST && !file.path.starts_with(TEMPLATES) {
            continue;
        }
        let Ok(text) = std::str::from_utf8(&file.bytes) else {
            errors.push(TemplateError::not_text(&file.path));
            continue;
        };
        match file.path.strip_prefix(TEMPLATES) {
            Some(name) => {
                errors.extend(TemplateError::of_syntax(default, name, text));
                templates.push((name.to_owned(), text.to_owned()));
            }
            None => errors.extend(TemplateError::of_manifest(&file.path, text)),
        }
    }
    if errors.is_empty() { Ok(templates) } else { Err(errors) }
}

fn assets(overrides: &[File]) -> Vec<File> {
    let own: Vec<File> = overrides.iter().filter(|file| is_asset(&file.path)).cloned().collect();
    let mut assets: Vec<File> = default_files()
        .filter(|file| is_asset(&file.path))
        .filter(|file| own.iter().all(|own| own.path != file.path))
        .collect();
    assets.extend(own);
    assets.sort_by(|a, b| a.path.cmp(&b.path));
    assets
}

fn is_asset(path: &str) -> bool {
    path != MANIFEST && !path.starts_with(TEMPLATES)
}

fn digest(overrides: &[File], tokens: &str) -> u64 {
    let mut files: Vec<File> = default_files().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut own: Vec<&File> = overrides.iter().collect();
    own.sort_by(|a, b| a.path.cmp(&b.path));
    let mut digest = Xxh3::new();
    digest.update(tokens.as_bytes());
    for file in files.iter().chain(own) {
        digest.update(&file.path.len().to_le_bytes());
        digest.update(file.path.as_bytes());
        digest.update(&file.bytes.len().to_le_bytes());
        digest.update(&file.bytes);
    }
    digest.digest()
}

/// Returns the files of the embedded default theme.
pub fn default_files() -> impl Iterator<Item = File> {
    let mut folders = vec![&DEFAULT];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files().map(|file| File {
            path: file.path().to_string_lossy().replace('\\', "/"),
            bytes: Cow::Borrowed(file.contents()),
        }));
    }
    files.into_iter()
}

#[cfg(test)]
mod tests;
