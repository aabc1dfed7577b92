//! A series becomes a picture, a table and a sentence.
//!
//! Duty: charts and sparklines as SVG, and what stands beside them. Inputs: a series and what was found
//! in it. Outputs: SVG text, table rows, CSV text. This is the only module that knows plotters.
//!
//! **Architecture invariants.** An SVG carries no colour and no size of its own beyond its view box:
//! each shape has the class of its role, and a theme styles the classes. Coordinates have at most one
//! decimal. Nothing is drawn outside of the view box, no label lies on another, and each range given to
//! plotters is finite and made here: it loops for ever on an infinite one, draws NaN as zero, and draws
//! what lies outside at the edge.

mod backend;
mod bars;
mod diverging;
mod figure;
mod label;
mod levels;
mod role;
mod run;
mod scale;
mod spark;
#[cfg(test)]
mod tests;
mod thin;

pub use bars::{Bar, Bars, bars};
pub use diverging::{AnswerBar, Diverging, Panel, diverging};
pub use figure::{ROWS, count, csv, desc, period_label, table};
pub use run::{Courses, Mark, Size, Spec, reaches, run_chart};
pub use spark::spark;
