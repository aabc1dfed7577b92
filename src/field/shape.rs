//! What the fields of a table may hold, as the code that reads them asks for them.

use super::{Reader, Table};
use crate::id::RelPath;

/// What a field may hold.
#[derive(Clone, PartialEq, Debug)]
pub enum Shape {
    /// A text.
    Text,
    /// Texts; one stands for a list of one.
    Texts,
    /// A day.
    Date,
    /// True or false.
    Bool,
    /// A whole number.
    Integer,
    /// A whole number from this one on.
    Count(u32),
    /// A number.
    Number,
    /// Two numbers, low and high.
    Ends,
    /// A length of time.
    Length,
    /// One of these texts.
    Choice(Vec<String>),
    /// A table.
    Table(Shapes),
    /// Values of a shape; one stands for a list of one.
    Several(Box<Shape>),
    /// Either of two shapes.
    Either(Box<Shape>, Box<Shape>),
    /// Whatever its reader makes of it.
    Any,
}

/// What the fields of a table may hold.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Shapes {
    /// The fields that are known by name, in the order in which they are read.
    pub fields: Vec<(String, Shape)>,
    /// What every other field may hold, where there may be others.
    pub rest: Option<Box<Shape>>,
}

/// The table in which nothing is written.
static NOTHING: Table = Table { entries: Vec::new() };

impl<'a> Reader<'a, '_> {
    /// Returns what a function asks of a table. It is run on an empty one: to read nothing asks for
    /// everything.
    pub fn asked(path: &'a RelPath, read: impl FnOnce(&mut Reader<'a, '_>)) -> Shapes {
        let mut findings = Vec::new();
        let mut reader = Reader::new(&NOTHING, path, "", &mut findings);
        reader.asked = Some(Shapes::default());
        read(&mut reader);
        reader.asked.unwrap_or_default()
    }

    /// Returns whether what is asked for is written down.
    pub(super) fn is_asked(&self) -> bool {
        self.asked.is_some()
    }

    /// Says what a key may hold, where that is asked; what is said first holds.
    pub fn shape(&mut self, key: &'a str, shape: impl FnOnce() -> Shape) {
        if let Some(asked) = &mut self.asked
            && asked.fields.iter().all(|(known, _)| known != key)
        {
            asked.fields.push((key.to_owned(), shape()));
        }
    }

    /// Says what keys may hold that no one asks for by name.
    pub fn shape_of_rest(&mut self, shape: impl FnOnce() -> Shape) {
        if let Some(asked) = &mut self.asked {
            asked.rest = Some(Box::new(shape()));
        }
    }
}
