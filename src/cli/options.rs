//! The options, as clap reads them.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::check::Check;
use super::edit::{Mv, Pin, Reassign};
use super::look::{Digest, Explain, List, Trace};
use super::survey::Survey;
use super::theme::Theme;
use super::values::{date, duration, kind};
use crate::cmd::{Colour, build, init, new, serve};
use crate::config::Misuse;
use crate::id::Date;
use crate::kind::Kind;
use crate::pipeline::{Options, Shows};
use crate::serve::Ports;
use crate::watch::How;

/// A static site generator for alignment docs: from why to what happened, checked and charted.
#[derive(Parser)]
#[command(name = "throughline", version, propagate_version = true)]
#[command(
    after_help = "Start with `throughline init handbook`, then `throughline serve handbook`."
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Args)]
pub(super) struct Global {
    /// The configuration, if it is not `throughline.toml` in the site's folder.
    #[arg(short, long, global = true, value_name = "FILE", env = "THROUGHLINE_CONFIG")]
    config: Option<PathBuf>,
    /// The site's folder.
    #[arg(short = 'r', long = "root", global = true, value_name = "DIR", env = "THROUGHLINE_ROOT")]
    #[arg(alias = "source")]
    site: Option<PathBuf>,
    /// When to use colours.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: When,
    /// Say nothing but errors.
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Say more: notes, too, where only warnings are shown.
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(super) verbose: bool,
    /// How many threads to use.
    #[arg(short, long, global = true, value_name = "N")]
    pub(super) jobs: Option<usize>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

impl From<When> for Colour {
    fn from(when: When) -> Colour {
        match when {
            When::Auto => Colour::Auto,
            When::Always => Colour::Always,
            When::Never => Colour::Never,
        }
    }
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Make a small site to start from.
    Init(Init),
    /// Write a new document with its sections.
    New(New),
    /// Write the site into a folder.
    Build(Build),
    /// Show the site while you write.
    #[command(alias = "server", alias = "dev", alias = "preview")]
    Serve(Serve),
    /// Check the documents without building the site.
    #[command(alias = "lint", alias = "test")]
    Check(Check),
    /// List documents or items of a kind.
    #[command(alias = "ls")]
    List(List),
    /// Follow one chain, from the vision to the lesson.
    Trace(Trace),
    /// Tell what happened since a day, and what waits for whom.
    Digest(Digest),
    /// Print a JSON Schema of the front matter of a kind, for editors.
    Schema {
        /// The kind: vision, brief, deep-dive, retro, decision, kpi, survey, glossary or page.
        #[arg(value_parser = kind)]
        kind: Kind,
    },
    /// Make counts of single people's answers to a survey.
    Survey(Survey),
    /// Copy files of the default theme into the site's own.
    Theme(Theme),
    /// Explain a rule, or list them all.
    Explain(Explain),
    /// Hand what a person owns over to another.
    Reassign(Reassign),
    /// Note in briefs what the objectives that they serve are today.
    Pin(Pin),
    /// Move a document, with everything that refers to it.
    #[command(alias = "move", alias = "rename")]
    Mv(Mv),
    /// Remove what `build` wrote.
    Clean(Site),
    /// Print a completion script for a shell.
    #[command(alias = "completion")]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// What every command over a site takes.
#[derive(Args)]
pub(super) struct Site {
    /// The site's folder [default: .].
    #[arg(value_name = "ROOT")]
    root: Option<PathBuf>,
    /// The output folder.
    #[arg(short, long, value_name = "DIR", env = "THROUGHLINE_OUTPUT")]
    #[arg(aliases = ["output-dir", "dest-dir", "destination", "site-dir"])]
    output: Option<PathBuf>,
    /// Where the site will be published.
    #[arg(short = 'u', long, value_name = "URL", env = "THROUGHLINE_BASE_URL")]
    #[arg(aliases = ["baseURL", "base"])]
    base_url: Option<String>,
    /// The day that counts as today, such as 2026-11-22.
    #[arg(long, value_name = "DATE", value_parser = date, env = "THROUGHLINE_AS_OF")]
    as_of: Option<Date>,
    /// Publish drafts, too.
    #[arg(short = 'D', long, aliases = ["buildDrafts", "build-drafts"])]
    drafts: bool,
    /// Publish what this audience may see, too.
    #[arg(long, value_name = "NAME")]
    audience: Option<String>,
}

impl Site {
    /// Returns the options of a command that writes no output.
    pub(super) fn on(as_of: Option<Date>, drafts: bool, audience: Option<String>) -> Site {
        Site { root: None, output: None, base_url: None, as_of, drafts, audience }
    }

    pub(super) fn into_options(self, global: &Global) -> anyhow::Result<Options> {
        if self.root.is_some() && self.root != global.site && global.site.is_some() {
            let message = "the site's folder is named twice, as an argument and by `--root`";
            return Err(Misuse::error(message, "name it once"));
        }
        let named = self.root.or_else(|| global.site.clone());
        Ok(Options {
            root: named.unwrap_or_else(|| present(global.config.is_some())),
            config: global.config.clone(),
            output: self.output,
            base_url: self.base_url,
            as_of: self.as_of,
            drafts: self.drafts,
            audience: self.audience,
            shows: Shows::Published,
            live: false,
            keep_going: false,
        })
    }
}

/// Returns the site whose content the present folder holds or is part of, as whoever writes there expects.
/// Any other folder is a site itself, a mere folder of notes in somebody's repository, too.
fn present(has_config: bool) -> PathBuf {
    let here = PathBuf::from(".");
    let Some(folder) = std::env::current_dir().ok().filter(|_| !has_config) else { return here };
    let above = folder.ancestors().find(|folder| folder.join("throughline.toml").is_file());
    let site = above.filter(|site| folder.starts_with(site.join("content")));
    site.map_or(here, PathBuf::from)
}

#[derive(Args)]
pub(super) struct Init {
    /// The folder to make [default: .].
    dir: Option<PathBuf>,
    /// Write the sample handbook instead of the starter.
    #[arg(long)]
    demo: bool,
    /// Fill the gaps of a folder that holds something already; nothing is overwritten.
    #[arg(short, long)]
    force: bool,
}

impl Init {
    pub(super) fn into_request(self) -> anyhow::Result<init::Request> {
        let folder = self.dir.unwrap_or_else(|| PathBuf::from("."));
        let site = if self.demo { init::Site::Demo } else { init::Site::Starter };
        Ok(init::Request { folder, site, fill_gaps: self.force })
    }
}

#[derive(Args)]
pub(super) struct New {
    /// What it is: vision, brief, deep-dive, retro, decision, kpi, survey, glossary or page.
    #[arg(value_parser = kind)]
    kind: Kind,
    /// Its title.
    title: String,
    /// The objective that a brief serves.
    #[arg(long, value_name = "OBJECTIVE")]
    serves: Vec<String>,
    /// Print the document instead of writing it.
    #[arg(long)]
    stdout: bool,
    /// The day that counts as today, such as 2026-11-22.
    #[arg(long, value_name = "DATE", value_parser = date, env = "THROUGHLINE_AS_OF")]
    as_of: Option<Date>,
}

impl New {
    pub(super) fn into_request(self, global: &Global) -> anyhow::Result<new::Request> {
        let site = Site::on(self.as_of, false, None);
        let options = Options { shows: Shows::Everything, ..site.into_options(global)? };
        let (kind, title, serves) = (self.kind, self.title, self.serves);
        Ok(new::Request { options, kind, title, serves, to_stdout: self.stdout })
    }
}

#[derive(Args)]
pub(super) struct Build {
    #[command(flatten)]
    site: Site,
    /// Build again whenever a file changes.
    #[arg(short, long)]
    watch: bool,
    /// Look for changes every so often instead of being told, such as 500ms.
    #[arg(long, value_name = "TIME", value_parser = duration)]
    poll: Option<Duration>,
    /// Treat warnings as errors.
    #[arg(long)]
    strict: bool,
    /// Publish the rest where data are broken, without what rests on them.
    #[arg(long)]
    keep_going: bool,
    /// Print how long each step took.
    #[arg(long)]
    timings: bool,
}

impl Build {
    pub(super) fn into_request(self, global: &Global) -> anyhow::Result<build::Request> {
        let options = Options { keep_going: self.keep_going, ..self.site.into_options(global)? };
        let watch = (self.watch || self.poll.is_some()).then(|| how(self.poll));
        Ok(build::Request { options, watch, strict: self.strict, timings: self.timings })
    }
}

#[derive(Args)]
pub(super) struct Serve {
    #[command(flatten)]
    site: Site,
    /// The port; the next free one where it is busy.
    #[arg(short, long, value_name = "PORT", default_value_t = 4000, env = "THROUGHLINE_PORT")]
    port: u16,
    /// Fail where the port is busy.
    #[arg(long)]
    strict_port: bool,
    /// The name or address to listen on.
    #[arg(long, short_alias = 'n', value_name = "HOST", default_value = "127.0.0.1")]
    #[arg(aliases = ["interface", "bind", "hostname"])]
    host: String,
    /// Host and port in one, such as 127.0.0.1:4000.
    #[arg(short = 'a', long, value_name = "HOST:PORT", hide = true)]
    dev_addr: Option<String>,
    /// Open the site in a browser.
    #[arg(long)]
    open: bool,
    /// Do not watch for changes.
    #[arg(long)]
    no_reload: bool,
    /// Look for changes every so often instead of being told, such as 500ms.
    #[arg(long, value_name = "TIME", value_parser = duration)]
    poll: Option<Duration>,
    /// Serve a folder that was built, instead of the documents.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

impl Serve {
    pub(super) fn into_request(self, global: &Global) -> anyhow::Result<serve::Request> {
        let (mut host, mut port) = (self.host, self.port);
        if let Some(address) = self.dev_addr {
            let parts = address.rsplit_once(':');
            let parts = parts.and_then(|(host, port)| Some((host.to_owned(), port.parse().ok()?)));
            (host, port) = parts.ok_or_else(|| {
                Misuse::error(format!("`{address}` is no HOST:PORT"), "write `-a 127.0.0.1:4000`")
            })?;
        }
        let options = self.site.into_options(global)?;
        Ok(serve::Request {
            options: Options { shows: Shows::Everything, live: !self.no_reload, ..options },
            host,
            port,
            ports: if self.strict_port { Ports::Only } else { Ports::NextFree },
            watch: (!self.no_reload).then(|| how(self.poll)),
            open: self.open,
            folder: self.dir,
        })
    }
}

fn how(poll: Option<Duration>) -> How {
    poll.map_or(How::Native, How::Poll)
}
