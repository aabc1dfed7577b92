//! The options of commands over surveys.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::options::{Global, Site};
use crate::cmd::survey;
use crate::pipeline::{Options, Shows};

#[derive(Args)]
pub(super) struct Survey {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Count the answers of single people by group, without what would tell on somebody.
    Aggregate(Aggregate),
}

#[derive(Args)]
struct Aggregate {
    /// A CSV file with a row for each person; - reads standard input.
    raw: PathBuf,
    /// The survey whose questions are counted, and whose scales say which words are answers.
    #[arg(long, value_name = "ID")]
    survey: Option<String>,
    /// The column that holds the group of a person; several times for groups within groups, the
    /// outermost first.
    #[arg(long = "group", value_name = "COLUMN")]
    groups: Vec<String>,
    /// How many answers a group needs to be shown by itself, from 4 upwards [default: the survey's, or 5].
    #[arg(long, value_name = "N")]
    floor: Option<u32>,
    /// Write the counts into this file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Survey {
    pub(super) fn into_request(self, global: &Global) -> anyhow::Result<survey::Request> {
        let Action::Aggregate(Aggregate { raw, survey, groups, floor, output }) = self.action;
        let site = Site::on(None, false, None).into_options(global)?;
        let options = Options { shows: Shows::Everything, ..site };
        Ok(survey::Request { options, raw, survey, groups, floor, output })
    }
}
