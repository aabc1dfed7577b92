//! `throughline schema`: the front matter of a kind, for editors.

use super::Terminal;
use super::build::site;
use crate::doc;
use crate::kind::Kind;
use crate::pipeline::{Options, Pipeline};

/// What to print.
#[derive(Clone, Debug)]
pub struct Request {
    /// The site, whose configuration may give a kind further fields.
    pub options: Options,
    /// The kind.
    pub kind: Kind,
}

/// Prints the JSON Schema of the front matter of a kind.
///
/// # Errors
///
/// Where the configuration cannot be read.
pub fn run(mut request: Request, terminal: &Terminal) -> anyhow::Result<u8> {
    request.options.root = site(&request.options.root)?;
    let pipeline = Pipeline::open(request.options)?;
    let schema = doc::schema(request.kind, &pipeline.config().kinds);
    terminal.data(&format!("{schema:#}\n"))?;
    Ok(0)
}
