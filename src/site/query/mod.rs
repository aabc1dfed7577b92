//! Queries: what their references mean, and what a snapshot answers.
//!
//! Duty: names in queries are resolved like all other references, once and over everything; results come
//! from the snapshot that is shown. Inputs: an [`Ask`](crate::doc::query::Ask), a graph or a snapshot.
//! Outputs: findings of TL016, documents and items.
//!
//! **Architecture invariants.** What a view hides, or has not happened on its day, neither matches nor
//! shows in a value. Everything that an answer reads is a fact as `doc::same_facts` knows it, so that an
//! edit of prose never changes the answer of a query.

mod fields;
mod resolve;
mod select;
mod values;

pub(super) use fields::wanted;
pub(super) use resolve::{Vocabulary, resolve};
pub use select::{answer, select};
pub use values::{Value, values};
