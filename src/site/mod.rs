//! Links a corpus into immutable snapshots.
//!
//! Duty: what references mean, who may see what, states, promises, the chain, the list of pages.
//! Inputs: a corpus, a view, the clock. Outputs: a [`Graph`] with every reference resolved, and from
//! it a [`Site`] for each view.
//!
//! **Architecture invariants.** Pure and from nothing: no cache, no order of calls. References are
//! resolved once, over everything, so that hiding a document never changes what a name means; a
//! [`Site`] only leaves out. The author's site feeds the checks, the published one every page, feed,
//! index and count. Indices never order anything.

pub mod address;
mod alias;
mod chain;
mod chain_pages;
mod clock;
pub mod coverage;
mod decisions;
mod declared;
mod derived;
mod edges;
mod edit;
mod events;
pub mod facets;
mod graph;
mod lessons;
mod measure;
mod mend;
mod moving;
mod names;
mod node;
mod outline;
mod owned;
mod pins;
mod prose;
pub mod query;
mod reference;
mod rework;
mod route;
pub mod routes;
mod rules;
mod snapshot;
mod spelling;
mod stages;
mod states;
mod survey;

pub(crate) use chain::RETRO_DAYS;
pub use chain::{Chain, Link as ChainLink, Node as ChainNode};
pub use clock::{Audience, View, begins, is_held_back};
pub(crate) use coverage::QUESTION_DAYS;
pub use derived::{Case, Computed};
pub use edit::Edit;
pub use events::{Change, Involved, What};
pub use graph::Graph;
pub use lessons::{Match, Shared};
pub use measure::{AllSeries, Measured, Promise, doc_date, item_date};
pub use mend::{Mending, Past};
pub use moving::{Moving, Refused};
pub use names::{Names, Unresolved, Wanted, has_anchor};
pub use node::{Edge, End, ItemNode, Node, Target};
pub use outline::{Outline, is_dated};
pub use pins::{Difference, Pinned, Refusal, Suspect, Terms};
pub use rework::{Cohort, REWORK_DAYS, Reworked};
pub use routes::{Route, Routes};
pub use snapshot::{Derived, Site};
pub use stages::Stages;
pub use states::State;
