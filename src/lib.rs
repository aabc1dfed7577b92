//! Throughline: a static site generator for alignment docs, the documents with which product and
//! engineering agree on what is worth building.
//!
//! The flow:
//!
//! ```text
//! config ─► source ──► doc, kpi ──► corpus ──► site ──► check          view ─► render ──► output
//!           read bytes  parse one    keep what  link     judge          what a  one route  write if
//!           of a file   file         is parsed  it all   it all         theme   to bytes   different
//!           par/file    pure         interns    pure     pure           sees    pure       par/route
//!           [Source]    [Doc,Series] Corpus     Site     [Diagnostic]   *View   Vec<u8>    Report
//!
//! pipeline   one struct, one method `rebuild`: the line above, top to bottom
//! cmd        build = rebuild + render all + write    check = rebuild, stop      new, init = write a skeleton
//!            build --watch = loop { wait; rebuild; render changed; write }      serve = loop { wait; rebuild; swap the snapshot }
//! ```
//!
//! Two halves. The **pure core** (`id html diag code math diagram doc kpi site check chart view render`) has no I/O, no clock
//! and no environment; it fails only by returning diagnostics. The **shell** (`config source output
//! watch corpus theme pipeline serve cmd cli`) meets the machine and may fail with `anyhow`.

pub mod chart;
pub mod check;
pub mod cli;
pub mod cmd;
pub mod code;
pub mod config;
pub mod corpus;
pub mod diag;
pub mod diagram;
pub mod doc;
pub mod field;
pub mod html;
pub mod id;
pub mod kind;
pub mod kpi;
pub mod math;
pub mod output;
pub mod people;
pub mod pipeline;
pub mod render;
pub mod serve;
pub mod site;
pub mod source;
pub mod theme;
pub mod view;
pub mod watch;
