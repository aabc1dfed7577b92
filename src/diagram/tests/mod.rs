//! Diagrams as a whole.

mod golden;
mod manual;
mod picture;
mod random;
