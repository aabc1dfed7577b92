//! HTTP over the current snapshot.
//!
//! Duty: answers browsers on this machine with what the published site would answer, and tells them
//! when it changed. Inputs: a bound listener, and a [`Viewer`] of the snapshots that a [`Stage`] puts
//! up, or a folder that was built. Outputs: answers; nothing is written anywhere.
//!
//! The script of a page reads `_throughline/events?generation=N`, a stream of server-sent events whose id
//! is the generation of the site. Each is a JSON object:
//!
//! ```text
//! {"generation": 7, "kind": "reload",   "changed": ["briefs/pay.html"], "html": ""}
//! {"generation": 7, "kind": "css",      "changed": ["assets/site.css"], "html": ""}
//! {"generation": 8, "kind": "findings", "changed": [],                  "html": "<pre>…</pre>"}
//! ```
//!
//! An empty `changed` of a reload means that every page may have changed. Every message carries the
//! errors that stand in `html`, which is empty where nothing is wrong; whoever joins is told them.
//!
//! **Architecture invariants.** Everything asynchronous stays in here. Answers come from a host that
//! was asked by one of its own names, so that no foreign page can read them by rebinding a name. A
//! path of a request is looked up among routes, or below one folder, and never leads further.

mod answer;
mod events;
mod folder;
mod listen;
mod stage;

use std::path::PathBuf;

use anyhow::Context;

pub use listen::{Bound, Ports, bind};
pub use stage::{Stage, Viewer, stage};

/// What is served.
#[derive(Clone, Debug)]
pub enum Contents {
    /// The present snapshot.
    Live(Viewer),
    /// A folder that was built.
    Folder(PathBuf),
}

/// Serves until the process is interrupted.
///
/// `base` is the path below which the site lies, with a slash at both ends.
///
/// # Errors
///
/// Where the runtime or the listener fails.
pub fn run(bound: Bound, contents: Contents, base: &str) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the server")?;
    let done = runtime.block_on(async {
        tokio::select! {
            served = answer::serve(bound, contents, base) => served,
            interrupted = tokio::signal::ctrl_c() => interrupted.context("cannot wait for Ctrl-C"),
        }
    });
    // Open streams and pages being rendered have nobody left to wait for them.
    runtime.shutdown_background();
    done
}
