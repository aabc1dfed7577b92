//! `throughline digest`: what happened since a day, and what waits for whom.

use super::Terminal;
use super::build::published;
use crate::config::Misuse;
use crate::id::Date;
use crate::pipeline::Options;
use crate::render::DigestForm;

/// What to tell.
#[derive(Clone, Debug)]
pub struct Request {
    /// The site.
    pub options: Options,
    /// From when on.
    pub since: Since,
    /// How it is written.
    pub form: DigestForm,
}

/// From when on a digest tells what happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Since {
    /// This many days before the day of the facts.
    Days(i32),
    /// That day.
    Day(Date),
}

/// Prints what happened, and what waits.
///
/// # Errors
///
/// Where the day lies after that of the facts, or the site cannot be read.
pub fn run(request: Request, terminal: &Terminal) -> anyhow::Result<u8> {
    let snapshot = published(request.options)?;
    let as_of = snapshot.as_of();
    let since = match request.since {
        Since::Days(days) => as_of.plus_days(-days),
        Since::Day(day) => Some(day),
    };
    let since = since.filter(|since| *since <= as_of).ok_or_else(|| {
        let message = format!("`--since` is not before {as_of}, the day of the facts");
        Misuse::error(message, "write `--since 7d`, or an earlier day")
    })?;
    terminal.data(&snapshot.digest(since, request.form))?;
    Ok(0)
}
