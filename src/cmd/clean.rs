//! `throughline clean`: removes what `build` wrote.

use super::Terminal;
use super::build::site;
use super::summary::count;
use crate::output::Output;
use crate::pipeline::{Options, Pipeline};

/// Removes the output of a site.
///
/// # Errors
///
/// Where the output was not made here, or cannot be removed.
pub fn run(mut options: Options, terminal: &Terminal) -> anyhow::Result<u8> {
    options.root = site(&options.root)?;
    let (root, folder) = (options.root.clone(), options.output.clone());
    let pipeline = Pipeline::open(options)?;
    let folder = folder.unwrap_or_else(|| root.join(pipeline.config().output.as_str()));
    let output = Output::open(&folder, &root)?;
    let removed = output.clean()?;
    terminal.note(&format!(
        "Removed {} of {}\n",
        count(removed, "file", "files"),
        folder.display()
    ));
    Ok(0)
}
