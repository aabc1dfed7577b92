//! The options of commands that write into documents.

use clap::Args;

use super::options::{Global, Site};
use super::values::date;
use crate::cmd::pin;
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
