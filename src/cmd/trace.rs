//! `throughline trace`: one chain.

use super::Terminal;
use super::build::published;
use crate::config::Misuse;
use crate::pipeline::Options;

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
pub fn run(request: Request, terminal: &Terminal) -> anyhow::Result<u8> {
    let snapshot = published(request.options)?;
    let trace = snapshot.trace(&request.name);
    terminal.data(&trace.map_err(|unknown| Misuse::error(unknown.message, unknown.hint))?)?;
    Ok(0)
}
