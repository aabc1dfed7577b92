//! What open blocks are to the walk.

use pulldown_cmark::Alignment;

use crate::doc::Text;

/// A block that is open.
pub(super) struct Open {
    /// The HTML that ends it.
    pub(super) close: &'static str,
    pub(super) role: Role,
}

/// What a block is to the walk.
pub(super) enum Role {
    /// Nothing but HTML.
    Plain,
    /// A paragraph outside all other blocks: where it starts, and whether something visible stood
    /// before it.
    Paragraph { start: usize, was_visible: bool, is_first: bool },
    /// A list; whether each of its entries is an item.
    List { holds_items: bool },
    /// An entry of a list that is an item.
    Item(ListItem),
    /// A lesson that the template gave to answer, and nobody did: whether something visible stood
    /// before it.
    Unanswered { was_visible: bool },
    /// A table.
    Table(Table),
    /// A row of a table.
    Row(Row),
    /// A cell.
    Cell,
    /// A cell that is empty until a day.
    LaterCell,
}

/// A list entry that is an item.
pub(super) struct ListItem {
    pub(super) index: usize,
    /// Whether text follows its title.
    pub(super) has_body: bool,
}

/// A table.
pub(super) struct Table {
    pub(super) alignments: Vec<Alignment>,
    /// The keys of its columns but the first, where its rows are items.
    pub(super) keys: Option<Vec<Text>>,
}

/// A row.
pub(super) struct Row {
    /// Whether it is an item.
    pub(super) is_item: bool,
    /// Whether it is the head.
    pub(super) is_head: bool,
    /// How many of its cells have begun.
    pub(super) cells: usize,
}
