//! `throughline list`: documents or items of a kind.

use super::Terminal;
use super::build::published;
use crate::config::Misuse;
use crate::pipeline::Options;
use crate::render::{ListForm, Query, Unknown};

/// What to list.
#[derive(Clone, Debug)]
pub struct Request {
    /// The site.
    pub options: Options,
    /// The documents or items.
    pub query: Query,
}

/// Lists documents or items of what would be published, or tells everything that is wrong with the
/// conditions.
///
/// # Errors
///
/// Where the site cannot be read.
pub fn run(request: Request, terminal: &Terminal) -> anyhow::Result<u8> {
    let snapshot = published(request.options)?;
    let list = match snapshot.list(&request.query) {
        Ok(list) => list,
        Err(unknown) => {
            for Unknown { message, hint } in unknown {
                terminal.failure(&Misuse::error(message, hint));
            }
            return Ok(2);
        }
    };
    if list.is_empty() && request.query.form == ListForm::Table {
        terminal.note(&format!("There is no such {}\n", request.query.of.name()));
    }
    terminal.data(&list)?;
    Ok(0)
}
