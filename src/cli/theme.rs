//! The options of commands over the theme.

use clap::{Args, Subcommand};

use super::options::{Global, Site};
use crate::cmd::theme;

#[derive(Args)]
pub(super) struct Theme {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Copy files of the default theme into the site's own, to be changed there.
    Eject {
        /// A template such as kpis.html, style.css, or another file that `list` names.
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
    },
    /// Note that copies have what changed in their originals.
    Confirm {
        /// The copies, named as for `eject`.
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
    },
    /// List the files of the default theme, and those that the site has itself.
    #[command(alias = "ls")]
    List,
}

impl Theme {
    pub(super) fn into_request(self, global: &Global) -> anyhow::Result<theme::Request> {
        let options = Site::on(None, false, None).into_options(global)?;
        let action = match self.action {
            Action::Eject { names } => theme::Action::Eject(names),
            Action::Confirm { names } => theme::Action::Confirm(names),
            Action::List => theme::Action::List,
        };
        Ok(theme::Request { options, action })
    }
}
