//! `throughline list`: documents or items of a kind.

use super::Terminal;
use super::build::site;
use crate::config::Misuse;
use crate::pipeline::{Options, Pipeline};
use crate::render::{ListForm, Query};

/// What to list.
#[derive(Clone, Debug)]
pub struct Request {
    /// The site.
    pub options: Options,
    /// The documents or items.
    pub query: Query,
}

/// Lists documents or items of what would be published.
///
/// # Errors
///
/// Where a field or a value is unknown, or the site cannot be read.
pub fn run(mut request: Request, terminal: &Terminal) -> anyhow::Result<u8> {
    request.options.root = site(&request.options.root)?;
    let snapshot = Pipeline::open(request.options)?.rebuild(None)?;
    let list = snapshot.list(&request.query);
    let list = list.map_err(|unknown| Misuse::error(unknown.message, unknown.hint))?;
    if list.is_empty() && request.query.form == ListForm::Table {
        terminal.note(&format!("There is no such {}\n", request.query.of.name()));
    }
    terminal.data(&list)?;
    Ok(0)
}
