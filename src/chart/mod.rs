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
mod brush;
mod diverging;
mod figure;
mod frame;
mod goal;
mod histogram;
mod label;
mod lanes;
mod levels;
mod multiples;
mod rates;
mod releases;
mod role;
mod run;
mod scale;
mod scatter;
mod spark;
mod strip;
#[cfg(test)]
mod tests;
mod thin;
mod units;

pub use bars::{Bar, Bars, bars};
pub use diverging::{AnswerBar, Diverging, WaveBars, diverging};
pub use figure::{ROWS, csv, desc, period_label, table};
pub use frame::Picture;
pub use goal::Bounds;
pub use histogram::{histogram, histogram_rows};
pub use lanes::{LANES, Lane, lanes};
pub use multiples::{Across, PANELS, Panel, multiples};
pub use rates::{SHARES, Share, rates};
pub use run::{Courses, Look, Mark, Size, Spec, reaches, run_chart};
pub use scatter::{DOTS, Dot, scatter};
pub use spark::spark;
pub use strip::{Group, groups_shown, strip};
pub use units::{Square, UNIT_ROWS, UnitRow, units};
