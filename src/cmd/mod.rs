//! Commands as short drivers.
//!
//! Duty: each public file is one command, read from top to bottom. Inputs: a request, as
//! the arguments gave it. Outputs: what is printed, and an exit code; a failure of the machine is an
//! error.
//!
//! **Architecture invariants.** Printing happens here and nowhere else: data on standard output,
//! everything else on standard error. A command decides nothing about the content: it asks the
//! pipeline and passes on what that says.

mod findings;
mod git;
mod mend;
mod progress;
mod rewrite;
mod summary;
mod terminal;

pub mod build;
pub mod check;
pub mod clean;
pub mod digest;
pub mod explain;
pub mod init;
pub mod list;
pub mod mv;
pub mod new;
pub mod pin;
pub mod reassign;
pub mod schema;
pub mod serve;
pub mod survey;
pub mod theme;
pub mod trace;

pub use findings::Format;
pub use terminal::{Colour, Terminal, Volume, say};
