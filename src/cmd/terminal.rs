//! Where text goes.

use std::io::{IsTerminal, Write};

use anyhow::Context;

use crate::config::Misuse;
use crate::diag::{Severity, Styling};

/// When to use colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Colour {
    /// On a terminal, unless the environment says otherwise.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How much is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Volume {
    /// Errors only.
    Quiet,
    /// What went wrong, and one line at the end.
    Normal,
    /// Notes, too.
    Verbose,
}

/// Standard output and standard error, and how they are to be used.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Whether standard error takes colours.
    pub styling: Styling,
    /// Whether standard error is looked at by a person.
    pub is_interactive: bool,
    volume: Volume,
}

impl Terminal {
    /// Returns the terminal of this process.
    pub fn new(colour: Colour, volume: Volume) -> Terminal {
        let is_interactive = std::io::stderr().is_terminal();
        let is_coloured = match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => wants_colour(is_interactive),
        };
        let styling = if is_coloured { Styling::Ansi } else { Styling::Plain };
        let is_interactive = is_interactive && volume != Volume::Quiet;
        Terminal { styling, is_interactive, volume }
    }

    /// Returns the same terminal without colours.
    #[must_use]
    pub fn plain(self) -> Terminal {
        Terminal { styling: Styling::Plain, ..self }
    }

    /// Returns the least severity that a command shows whose purpose is not to show findings.
    pub fn least(&self) -> Severity {
        if self.volume == Volume::Verbose { Severity::Info } else { Severity::Warning }
    }

    /// Returns whether nothing is to be said but what went wrong.
    pub fn is_quiet(&self) -> bool {
        self.volume == Volume::Quiet
    }

    /// Tells something that `--quiet` leaves out.
    pub fn note(&self, text: &str) {
        if self.volume != Volume::Quiet {
            say(text);
        }
    }

    /// Writes data to standard output.
    ///
    /// # Errors
    ///
    /// Where nobody reads it any more.
    pub fn data(&self, text: &str) -> anyhow::Result<()> {
        let mut out = std::io::stdout().lock();
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .context("cannot write to standard output")
    }

    /// Tells why a command stopped.
    pub fn failure(&self, error: &anyhow::Error) {
        say(&self.failure_text(error));
    }

    /// Returns why a command stopped, and what to do next where that is known.
    pub fn failure_text(&self, error: &anyhow::Error) -> String {
        let (error_word, help_word) = match self.styling {
            Styling::Ansi => ("\x1b[1;31merror\x1b[0m", "\x1b[1;36mhelp\x1b[0m"),
            Styling::Plain => ("error", "help"),
        };
        let mut text = format!("{error_word}: {error:#}\n");
        if let Some(misuse) = error.downcast_ref::<Misuse>() {
            text.push_str(&format!("{help_word}: {}\n", misuse.hint));
        }
        text
    }
}

/// Writes to standard error; where that is gone, there is nobody to tell.
pub fn say(text: &str) {
    drop(std::io::stderr().lock().write_all(text.as_bytes()));
}

/// Follows the conventions of `NO_COLOR`, `CLICOLOR_FORCE` and `CLICOLOR`, in that order.
fn wants_colour(is_terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if set("NO_COLOR").is_some() {
        return false;
    }
    if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    let is_dumb = set("TERM").is_some_and(|value| value == "dumb");
    is_terminal && !is_dumb && set("CLICOLOR").is_none_or(|value| value != "0")
}
