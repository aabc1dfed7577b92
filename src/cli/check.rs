//! The options of `check`.

use clap::{Args, ValueEnum};

use super::options::{Global, Site};
use crate::cmd::{Format, check};

#[derive(Args)]
pub(super) struct Check {
    #[command(flatten)]
    site: Site,
    /// Treat warnings as errors.
    #[arg(long)]
    strict: bool,
    /// Show what is due because days passed, and fail on it.
    #[arg(long)]
    reminders: bool,
    /// How findings are written: human on standard error; on standard output json (one object a
    /// line), github (annotations of a workflow), or sarif.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: FormatName,
    /// Mend references of which it is clear what they mean, then report what is left.
    #[arg(long)]
    fix: bool,
    /// With `--fix`: only say what would be mended.
    #[arg(short = 'n', long, requires = "fix")]
    dry_run: bool,
    /// With `--fix`: keep the anchors alive that headings had at a revision of git, such as origin/main.
    #[arg(long, value_name = "REV", requires = "fix")]
    against: Option<String>,
    /// Report only findings in files changed since a revision of git, such as origin/main.
    #[arg(long, value_name = "REV")]
    since: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatName {
    Human,
    Json,
    Github,
    Sarif,
}

impl Check {
    pub(super) fn into_request(self, global: &Global) -> anyhow::Result<check::Request> {
        let format = match self.format {
            FormatName::Human => Format::Human,
            FormatName::Json => Format::Json,
            FormatName::Github => Format::Github,
            FormatName::Sarif => Format::Sarif,
        };
        let mends = match (self.fix, self.dry_run) {
            (true, true) => check::Mends::Rehearsal,
            (true, false) => check::Mends::Clear,
            (false, _) => check::Mends::Nothing,
        };
        let options = self.site.into_options(global)?;
        let (strict, reminders, since) = (self.strict, self.reminders, self.since);
        let against = self.against;
        Ok(check::Request { options, strict, reminders, format, mends, against, since })
    }
}
