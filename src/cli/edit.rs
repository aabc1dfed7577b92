//! The options of commands that write into documents.

use std::path::PathBuf;

use clap::Args;

use super::options::{Global, Site};
use super::values::date;
use crate::cmd::{mv, pin, reassign};
use crate::id::Date;
use crate::pipeline::{Options, Shows};

#[derive(Args)]
pub(super) struct Pin {
    /// The briefs, as references name them.
    #[arg(value_name = "BRIEF", required = true)]
    briefs: Vec<String>,
    /// The day that counts as today, such as 2026-11-22.
    #[arg(long, value_name = "DATE", value_parser = date, env = "THROUGHLINE_AS_OF")]
    as_of: Option<Date>,
}

impl Pin {
    pub(super) fn into_request(self, global: &Global) -> anyhow::Result<pin::Request> {
        // Of what counts as today the entry bears the date; what is later is there all the same.
        let site = Site::on(self.as_of, false, None).into_options(global)?;
        let options = Options { shows: Shows::Everything, ..site };
        Ok(pin::Request { options, briefs: self.briefs })
    }
}

#[derive(Args)]
pub(super) struct Reassign {
    /// Who owns it now: an id, an alias or a name.
    from: String,
    /// Who shall own it.
    to: String,
    /// Only say which files would change.
    #[arg(short = 'n', long)]
    dry_run: bool,
}

impl Reassign {
    pub(super) fn into_request(self, global: &Global) -> anyhow::Result<reassign::Request> {
        let site = Site::on(None, false, None);
        let options = Options { shows: Shows::Everything, ..site.into_options(global)? };
        let (from, to, is_rehearsal) = (self.from, self.to, self.dry_run);
        Ok(reassign::Request { options, from, to, is_rehearsal })
    }
}

#[derive(Args)]
pub(super) struct Mv {
    /// A document, or a folder with documents and the files beside them.
    old: PathBuf,
    /// Its new place, or the folder that shall hold it.
    new: PathBuf,
    /// Only say what would change.
    #[arg(short = 'n', long)]
    dry_run: bool,
}

impl Mv {
    pub(super) fn into_request(self, global: &Global) -> anyhow::Result<mv::Request> {
        let site = Site::on(None, false, None);
        let options = Options { shows: Shows::Everything, ..site.into_options(global)? };
        Ok(mv::Request { options, old: self.old, new: self.new, is_rehearsal: self.dry_run })
    }
}
