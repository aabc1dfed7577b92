//! What a query asks: fields that are there, compared with values that they can have.

use super::fields::Field;
use crate::doc::Text;
use crate::id::Date;
use crate::kind::Listed;

/// What is asked for, in which order and in which form.
#[derive(Clone, PartialEq, Debug)]
pub struct Ask {
    /// The kinds of documents, or of items, of which something is listed; never both.
    pub of: Vec<Listed>,
    /// What must hold of each.
    pub condition: Condition<Comparison>,
    /// By what they are put in order, the first key first; by place where there is none.
    pub sort: Vec<Key>,
    /// How many are shown at most.
    pub limit: Option<usize>,
    /// How they are shown.
    pub form: Form,
    /// The columns of a table; empty where the usual ones are meant.
    pub columns: Vec<Field>,
    /// What the query refers to, each with the field that it is compared with.
    pub references: Vec<Reference>,
    /// The people and teams that it names.
    pub people: Vec<Text>,
    /// The tags that it names.
    pub tags: Vec<Text>,
}

/// What must hold.
#[derive(Clone, PartialEq, Debug)]
pub enum Condition<C> {
    /// All of these; of none it holds.
    All(Vec<Condition<C>>),
    /// At least one of these.
    Any(Vec<Condition<C>>),
    /// Not this.
    Not(Box<Condition<C>>),
    /// One comparison.
    Holds(C),
}

/// A field that is compared.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    /// The field.
    pub field: Field,
    /// What must be the case.
    pub test: Test,
}

/// What must be the case of a field.
#[derive(Clone, PartialEq, Debug)]
pub enum Test {
    /// It has a value.
    Has,
    /// It contains this text, in lower case.
    Contains(String),
    /// It is one of these.
    Is(Vec<Operand>),
    /// It is none of these, or has no value.
    IsNot(Vec<Operand>),
    /// It lies on this side of a value.
    Lies(Order, Operand),
}

/// A side of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names of the four comparisons")]
pub enum Order {
    Less,
    AtMost,
    More,
    AtLeast,
}

/// What a field is compared with.
#[derive(Clone, PartialEq, Debug)]
pub enum Operand {
    /// No value.
    None,
    /// A word, tag or text, in lower case.
    Word(String),
    /// A person or a team, by any of their names.
    Person(String),
    /// A day.
    Day(Day),
    /// A number, or a length of time in days.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A document or item, as an index into [`Ask::references`].
    Reference(usize),
}

/// A day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Day {
    /// This one.
    On(Date),
    /// So many days after the clock's; before it where negative.
    FromToday(i32),
}

/// A reference with the field that is compared with it, which says what it can mean.
#[derive(Clone, PartialEq, Debug)]
pub struct Reference {
    /// The name of the field.
    pub field: String,
    /// As it was written.
    pub name: Text,
}

/// A field by which results are put in order.
#[derive(Clone, PartialEq, Debug)]
pub struct Key {
    /// The field.
    pub field: Field,
    /// Whether the greatest stands first.
    pub is_descending: bool,
}

/// How results are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Form {
    /// Rows with columns.
    #[default]
    Table,
    /// Lines.
    List,
    /// Their number.
    Count,
    /// Columns by state.
    Board,
    /// Bars by state, or by the month of the day that they are sorted by.
    Chart,
}

impl Form {
    /// Every form.
    pub const ALL: [Form; 5] = [Form::Table, Form::List, Form::Count, Form::Board, Form::Chart];

    /// Returns the word after `as`.
    pub fn name(self) -> &'static str {
        match self {
            Form::Table => "table",
            Form::List => "list",
            Form::Count => "count",
            Form::Board => "board",
            Form::Chart => "chart",
        }
    }
}
