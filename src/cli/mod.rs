//! What was typed becomes a command and an exit code.
//!
//! Duty: the arguments, the exit codes, and what happens when something breaks. Inputs: the arguments
//! and the environment variables named here. Outputs: the exit code.
//!
//! | Code | Meaning |
//! |---|---|
//! | 0 | clean; warnings allowed |
//! | 1 | findings at error level, or warnings with `--strict`, or reminders with `--reminders` |
//! | 2 | usage or configuration |
//! | 3 | the machine: reading, writing, binding |
//! | 70 | a bug in this program |
//!
//! **Architecture invariants.** Every option stands here; commands get values. Foreign spellings are
//! hidden aliases, so that the help shows one way.

mod check;
mod edit;
mod look;
mod options;
mod panic;
mod survey;
mod theme;
mod values;

use std::ffi::OsString;
use std::io::ErrorKind;

use clap::{CommandFactory, Parser};

use crate::cmd;
use crate::config::Misuse;
use options::{Cli, Command};

/// Runs the program with the arguments of the process and returns its exit code.
pub fn main() -> u8 {
    panic::caught(|| run(std::env::args_os()))
}

fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are errors to clap, too; nothing is lost if nobody reads them.
            drop(error.print());
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    let volume = match (cli.global.quiet, cli.global.verbose) {
        (true, _) => cmd::Volume::Quiet,
        (false, true) => cmd::Volume::Verbose,
        (false, false) => cmd::Volume::Normal,
    };
    let terminal = cmd::Terminal::new(cli.global.color.into(), volume);
    match dispatch(cli, &terminal) {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => 0,
        Err(error) => {
            terminal.failure(&error);
            if error.downcast_ref::<Misuse>().is_some() { 2 } else { 3 }
        }
    }
}

fn dispatch(cli: Cli, terminal: &cmd::Terminal) -> anyhow::Result<u8> {
    let global = cli.global;
    if let Some(jobs) = global.jobs {
        // A pool that stands already was made for the same process; its size will do.
        drop(rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global());
    }
    match cli.command {
        Command::Init(init) => cmd::init::run(&init.into_request()?, terminal),
        Command::New(new) => cmd::new::run(&new.into_request(&global)?, terminal),
        Command::Build(build) => cmd::build::run(build.into_request(&global)?, terminal),
        Command::Serve(serve) => cmd::serve::run(serve.into_request(&global)?, terminal),
        Command::Check(check) => cmd::check::run(check.into_request(&global)?, terminal),
        Command::Reassign(reassign) => {
            cmd::reassign::run(reassign.into_request(&global)?, terminal)
        }
        Command::Pin(pin) => cmd::pin::run(pin.into_request(&global)?, terminal),
        Command::Mv(mv) => cmd::mv::run(mv.into_request(&global)?, terminal),
        Command::Clean(clean) => cmd::clean::run(clean.into_options(&global)?, terminal),
        Command::List(list) => cmd::list::run(list.into_request(&global)?, terminal),
        Command::Trace(trace) => cmd::trace::run(trace.into_request(&global)?, terminal),
        Command::Digest(digest) => cmd::digest::run(digest.into_request(&global)?, terminal),
        Command::Schema { kind } => {
            let options = options::Site::on(None, false, None).into_options(&global)?;
            cmd::schema::run(cmd::schema::Request { options, kind }, terminal)
        }
        Command::Survey(survey) => cmd::survey::run(survey.into_request(&global)?, terminal),
        Command::Theme(theme) => cmd::theme::run(theme.into_request(&global)?, terminal),
        Command::Explain(explain) => cmd::explain::run(&explain.into_request(), terminal),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "throughline", &mut script);
            terminal.data(&String::from_utf8_lossy(&script))?;
            Ok(0)
        }
    }
}

/// Returns whether the reader of our output is gone, which is none of anyone's business.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == ErrorKind::BrokenPipe)
}
