//! `throughline trace`: one chain.

use super::Terminal;
use super::build::site;
use crate::config::Misuse;
use crate::pipeline::{Options, Pipeline};

/// What to follow.
#[derive(Clone, Debug)]
pub struct Request {
    /// The site.
    pub options: Options,
    /// The document or item that stands in the chain.
    pub name: String,
}

/// Prints the chain of a document or item, from the vision to the lesson.
///
/// # Errors
///
/// Where the name means nothing that stands in a chain, or the site cannot be read.
pub fn run(mut request: Request, terminal: &Terminal) -> anyhow::Result<u8> {
    request.options.root = site(&request.options.root)?;
    // Numbers that a build refuses, or withholds, are told nowhere.
    request.options.keep_going = true;
    let snapshot = Pipeline::open(request.options)?.rebuild(None)?;
    let trace = snapshot.trace(&request.name);
    terminal.data(&trace.map_err(|unknown| Misuse::error(unknown.message, unknown.hint))?)?;
    Ok(0)
}
