//! Queries: questions to the handbook, written in its prose or on the command line.
//!
//! Duty: the grammar, which fields documents and items have, and what each of them can be compared with.
//! Inputs: the text of a query, the further fields that a configuration gives to kinds. Outputs: an
//! [`Ask`] whose fields and values fit each other, or [`Problem`]s with their places.
//!
//! **Architecture invariants.** Pure and total: any text gives an answer, in time that is linear in its
//! length, and conditions nest no deeper than [`DEPTH`]. Nothing here knows a document: what references
//! mean, the linker says.

mod ask;
mod fields;
mod lex;
mod parse;
mod reading;
mod values;

pub use ask::{Ask, Comparison, Condition, Day, Form, Key, Operand, Order, Reference, Test};
pub use fields::{Field, Holds, TARGETS, VARIATIONS, fields};
pub use reading::{conditions, read};

/// How deep conditions may stand in each other.
const DEPTH: usize = 32;

/// A query in the prose of a document.
#[derive(Clone, PartialEq, Debug)]
pub struct Query {
    /// The text as it was written.
    pub text: String,
    /// The item in whose text it stands, as an index into the items of the body.
    pub item: Option<usize>,
    /// What is asked; nothing where a finding says what is wrong with it.
    pub ask: Option<Ask>,
}
