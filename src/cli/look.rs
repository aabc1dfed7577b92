//! The options of commands that tell something of a site and write nothing.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::options::{Global, Site};
use super::values::{date, listed, since};
use crate::cmd::{digest, explain, list, trace};
use crate::id::Date;
use crate::kind::Listed;
use crate::pipeline::Options;
use crate::render::{DigestForm, ListForm, Query};

/// What a command takes that tells something of the site without writing it.
#[derive(Args)]
pub(super) struct Look {
    /// The day that counts as today, such as 2026-11-22.
    #[arg(long, value_name = "DATE", value_parser = date, env = "THROUGHLINE_AS_OF")]
    as_of: Option<Date>,
    /// Count drafts in, too.
    #[arg(short = 'D', long)]
    drafts: bool,
    /// Count in what this audience may see, too.
    #[arg(long, value_name = "NAME")]
    audience: Option<String>,
}

impl Look {
    fn into_options(self, global: &Global) -> anyhow::Result<Options> {
        Site::on(self.as_of, self.drafts, self.audience).into_options(global)
    }
}

#[derive(Args)]
pub(super) struct List {
    /// A kind of document or item, such as brief or question.
    #[arg(value_parser = listed)]
    kind: Listed,
    /// Only those of which this holds, such as state=open or "shipped >= 2026-01-01"; may be given several
    /// times.
    #[arg(short = 'w', long = "where", value_name = "CONDITION")]
    conditions: Vec<String>,
    /// Write one JSON object a line.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    look: Look,
}

impl List {
    pub(super) fn into_request(self, global: &Global) -> anyhow::Result<list::Request> {
        let form = if self.json { ListForm::Json } else { ListForm::Table };
        let query = Query { of: self.kind, conditions: self.conditions, form };
        Ok(list::Request { options: self.look.into_options(global)?, query })
    }
}

#[derive(Args)]
pub(super) struct Trace {
    /// A brief, objective, KPI, retro or deep dive, as references name it.
    #[arg(value_name = "ID")]
    name: String,
    #[command(flatten)]
    look: Look,
}

impl Trace {
    pub(super) fn into_request(self, global: &Global) -> anyhow::Result<trace::Request> {
        Ok(trace::Request { options: self.look.into_options(global)?, name: self.name })
    }
}

#[derive(Args)]
pub(super) struct Digest {
    /// From when on: 7d, 2w, or a day such as 2026-11-15.
    #[arg(long, value_name = "WHEN", value_parser = since, default_value = "7d")]
    since: digest::Since,
    /// How it is written: markdown, or json.
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    format: DigestFormat,
    #[command(flatten)]
    look: Look,
}

#[derive(Clone, Copy, ValueEnum)]
enum DigestFormat {
    Markdown,
    Json,
}

impl Digest {
    pub(super) fn into_request(self, global: &Global) -> anyhow::Result<digest::Request> {
        let form = match self.format {
            DigestFormat::Markdown => DigestForm::Markdown,
            DigestFormat::Json => DigestForm::Json,
        };
        let options = self.look.into_options(global)?;
        Ok(digest::Request { options, since: self.since, form })
    }
}

#[derive(Args)]
pub(super) struct Explain {
    /// The code of the rule, such as TL203.
    code: Option<String>,
    /// How it is written: text, or markdown.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ExplainFormat,
    /// Write a page for each rule, and a list of them, into this folder.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum ExplainFormat {
    Text,
    Markdown,
}

impl Explain {
    pub(super) fn into_request(self) -> explain::Request {
        let form = match self.format {
            ExplainFormat::Text => explain::Form::Text,
            ExplainFormat::Markdown => explain::Form::Markdown,
        };
        explain::Request { code: self.code, form, output: self.output }
    }
}
