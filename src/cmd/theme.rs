//! `throughline theme`: copies of the default theme's files for a site to change.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::Terminal;
use super::build::site;
use super::init::{Written, write_new};
use super::rewrite::replace;
use crate::config::Misuse;
use crate::diag::did_you_mean;
use crate::pipeline::{Options, Pipeline};
use crate::theme::{File, ORIGINALS, confirmed, copied, original, originals};

/// What to do with files of the theme.
#[derive(Clone, Debug)]
pub struct Request {
    /// The site.
    pub options: Options,
    /// What to do.
    pub action: Action,
}

/// What to do with files of the theme.
#[derive(Clone, Debug)]
pub enum Action {
    /// Copy these files of the default theme into the site's own.
    Eject(Vec<String>),
    /// Note that these copies have what changed in their originals.
    Confirm(Vec<String>),
    /// Tell which files there are, and which of them the site has.
    List,
}

/// Does it.
///
/// # Errors
///
/// Where a name means no file of the default theme, a file is there already or is not, or cannot be written.
pub fn run(mut request: Request, terminal: &Terminal) -> anyhow::Result<u8> {
    let root = site(&request.options.root)?;
    request.options.root.clone_from(&root);
    let pipeline = Pipeline::open(request.options)?;
    let below = format!("themes/{}", pipeline.config().theme.name);
    let theme = Folder { real: root.join(&below), below };
    match request.action {
        Action::Eject(names) => theme.eject(&files(&names)?, terminal),
        Action::Confirm(names) => theme.confirm(&files(&names)?, terminal),
        Action::List => theme.list(terminal),
    }?;
    Ok(0)
}

/// Returns the files of the default theme that names mean.
fn files(names: &[String]) -> anyhow::Result<Vec<File>> {
    let of = |name: &String| {
        original(name).ok_or_else(|| {
            let known = originals();
            let near = did_you_mean(name, known.iter().map(String::as_str));
            let hint = near.unwrap_or_else(|| "`throughline theme list` names them".to_owned());
            Misuse::error(format!("the default theme has no file `{name}`"), hint)
        })
    };
    names.iter().map(of).collect()
}

/// The folder of a site's own theme.
struct Folder {
    /// As it is named in the site.
    below: String,
    real: PathBuf,
}

impl Folder {
    fn eject(&self, files: &[File], terminal: &Terminal) -> anyhow::Result<()> {
        // All are looked at before the first is written: what cannot be done is not half done.
        if let Some(file) = files.iter().find(|file| self.real.join(&file.path).exists()) {
            let message = format!("`{}/{}` is there already", self.below, file.path);
            let hint = "move it away first; nothing is overwritten";
            return Err(Misuse::error(message, hint));
        }
        for file in files {
            let real = self.real.join(&file.path);
            if let Written::WasThere = write_new(&real, &copied(file))? {
                bail!("{} came in between; it stays as it is", real.display());
            }
            self.keep(file)?;
            terminal.data(&format!("{}/{}\n", self.below, file.path))?;
        }
        Ok(())
    }

    fn confirm(&self, files: &[File], terminal: &Terminal) -> anyhow::Result<()> {
        let mut texts = Vec::new();
        for file in files {
            let real = self.real.join(&file.path);
            if !real.exists() {
                let message = format!("there is no `{}/{}`", self.below, file.path);
                let hint = format!("make one: `throughline theme eject {}`", file.path);
                return Err(Misuse::error(message, hint));
            }
            texts.push(text_of(&real)?);
        }
        for (file, text) in files.iter().zip(&texts) {
            replace(&self.real.join(&file.path), &confirmed(text, file))?;
            self.keep(file)?;
            terminal.data(&format!("{}/{}\n", self.below, file.path))?;
        }
        Ok(())
    }

    /// Keeps an original beside its copy, in the place of an earlier one.
    fn keep(&self, file: &File) -> anyhow::Result<()> {
        let real = self.real.join(ORIGINALS).join(&file.path);
        if let Written::WasThere = write_new(&real, &file.bytes)? {
            replace(&real, &String::from_utf8_lossy(&file.bytes))?;
        }
        Ok(())
    }

    fn list(&self, terminal: &Terminal) -> anyhow::Result<()> {
        let line = |path: &String| match self.real.join(path).is_file() {
            true => format!("{path}  {}/{path}\n", self.below),
            false => format!("{path}\n"),
        };
        terminal.data(&originals().iter().map(line).collect::<String>())
    }
}

fn text_of(real: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(real).with_context(|| format!("cannot read {}", real.display()))
}
