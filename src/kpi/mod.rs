//! A data file becomes a series, and a series becomes what can honestly be said of it.
//!
//! Duty: reading series, waves of surveys and answers of single people, process behaviour charts, percentiles, intervals of shares,
//! verdicts, effects, numbers in words, and what of a wave may be told. Inputs: the text of a data file
//! and what its document says about it. Outputs: [`Series`], [`Analysis`], [`Percentiles`],
//! [`Interval`], [`Effect`], [`Wave`], [`Told`].
//!
//! **Architecture invariants.** Every value of a series is finite, bounded and stood in the file; its
//! periods are strictly ascending. Nothing is claimed that the number of points does not bear.

mod answers;
mod compare;
mod detect;
mod digits;
mod doubt;
mod effect;
mod evidence;
mod floor;
mod gather;
mod middle;
mod notes;
mod nps;
mod percentile;
mod persons;
mod range;
mod raw;
mod read;
mod series;
mod share;
mod sheet;
mod shift;
mod slip;
mod tree;
mod verdict;
mod wave;
mod words;
mod xmr;

pub use answers::{Answers, Asked, read_answers};
pub use compare::{Part, Turn, turn};
pub use digits::count;
pub use effect::{Effect, Outcome, effect};
pub use evidence::{Visible, periods_between, shows_phase, visible_change};
pub use floor::{Told, ToldCounts, ToldGroup, ToldTally, pooled, told};
pub use gather::gather;
pub use middle::median;
pub use notes::{Few, Notes};
pub use nps::{Nps, nps, nps_of};
pub use percentile::{Percentiles, percentiles};
pub use persons::is_person;
pub use range::{Possible, possible};
pub use raw::{Questions, Raw};
pub use read::{Reading, read};
pub use series::{Point, Series};
pub use share::{Interval, Rate, four_quarters, interval, rate};
pub use sheet::{between, csv_cell, csv_words};
pub use shift::{Shift, present};
pub use tree::lineage;
pub use verdict::{TargetVerdict, Variation, Verdicts, towards, verdicts};
pub use wave::{Tally, Wave, read_wave};
pub use words::{Unit, finding, lede, score_words};
pub use xmr::{Analysis, Limits, Rule, Side, Signal, Stretch, analyse};
