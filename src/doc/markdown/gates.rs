//! Gates: who may see the place where the walk is, and from when.
//!
//! Duty: the stack of `visible-to` headings, and one number for each gate that occurs. Inputs: levels
//! and audiences. Outputs: [`GateId`]s and the table of gates.
//!
//! **Architecture invariants.** Gates only add up: a part of a hidden part is hidden. When numbers
//! run out, what follows is hidden from everyone, never shown.

use std::collections::HashMap;

use crate::doc::{Gate, GateId};
use crate::id::Date;

/// The gates of one document.
pub(super) struct Gates {
    table: Vec<Gate>,
    ids: HashMap<Gate, GateId>,
    stack: Vec<Part>,
}

/// A part of the document that is hidden from someone, or for some time.
struct Part {
    /// The level of the heading that starts it.
    level: u8,
    audiences: Option<Vec<String>>,
    from: Option<Date>,
}

/// The level of parts that no heading starts: list items, rows, and the bodies of items.
const NO_HEADING: u8 = 0;

impl Gates {
    /// Returns a table that holds the open gate.
    pub(super) fn new() -> Gates {
        Gates { table: vec![Gate::default()], ids: HashMap::new(), stack: Vec::new() }
    }

    /// Returns the table.
    pub(super) fn into_table(self) -> Vec<Gate> {
        self.table
    }

    /// Returns whether a heading of this level ends the innermost part.
    pub(super) fn ends_at(&self, level: u8) -> bool {
        self.stack.last().is_some_and(|part| part.level >= level)
    }

    /// Ends the innermost part.
    pub(super) fn pop(&mut self) {
        self.stack.pop();
    }

    /// Starts a part below a heading that only some audiences see, or nobody before a day.
    pub(super) fn push_heading(
        &mut self,
        level: u8,
        audiences: Option<Vec<String>>,
        from: Option<Date>,
    ) {
        self.stack.push(Part { level, audiences, from });
    }

    /// Starts a part that ends where its item does.
    pub(super) fn push_item(&mut self, audiences: Option<Vec<String>>, from: Option<Date>) {
        self.stack.push(Part { level: NO_HEADING, audiences, from });
    }

    /// Returns the gate of the place where the walk is.
    pub(super) fn here(&mut self) -> GateId {
        if self.stack.is_empty() {
            return GateId(0);
        }
        let visible_to = self.stack.iter().filter_map(|part| part.audiences.clone()).collect();
        let from = self.stack.iter().filter_map(|part| part.from).max();
        self.id(Gate { visible_to, from })
    }

    /// Returns the gate that opens where both do.
    pub(super) fn both(&mut self, one: GateId, other: GateId) -> GateId {
        if one == other || other == GateId(0) {
            return one;
        }
        if one == GateId(0) {
            return other;
        }
        let (one, other) = (self.gate(one), self.gate(other));
        let mut visible_to = one.visible_to;
        for audiences in other.visible_to {
            if !visible_to.contains(&audiences) {
                visible_to.push(audiences);
            }
        }
        self.id(Gate { visible_to, from: one.from.max(other.from) })
    }

    /// Returns a gate that is never open when both are closed; where no gate opens exactly when one
    /// of the two does, the one that opens when both do.
    pub(super) fn either(&mut self, one: GateId, other: GateId) -> GateId {
        if one == other || one == GateId(0) || other == GateId(0) {
            return one.min(other);
        }
        let (first, second) = (self.gate(one), self.gate(other));
        if first.visible_to != second.visible_to {
            return self.both(one, other);
        }
        // No day is earlier than any: `None` sorts first.
        self.id(Gate { visible_to: first.visible_to, from: first.from.min(second.from) })
    }

    fn gate(&self, id: GateId) -> Gate {
        self.table.get(usize::from(id.0)).cloned().unwrap_or_else(closed)
    }

    fn id(&mut self, gate: Gate) -> GateId {
        if gate == Gate::default() {
            return GateId(0);
        }
        if let Some(id) = self.ids.get(&gate) {
            return *id;
        }
        let id = GateId(u16::try_from(self.table.len()).unwrap_or(u16::MAX));
        if id.0 < u16::MAX {
            self.table.push(gate.clone());
            self.ids.insert(gate, id);
        } else if self.table.len() == usize::from(u16::MAX) {
            self.table.push(closed());
        }
        id
    }
}

/// The gate that nobody passes: an entry without audiences is met by none.
fn closed() -> Gate {
    Gate { visible_to: vec![Vec::new()], from: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_parts_need_every_audience() {
        let mut gates = Gates::new();
        gates.push_heading(2, Some(vec!["leads".to_owned()]), None);
        gates.push_heading(3, Some(vec!["board".to_owned(), "legal".to_owned()]), None);
        let inner = gates.here();
        assert!(gates.ends_at(3) && !gates.ends_at(4));
        gates.pop();
        let outer = gates.here();
        let table = gates.into_table();
        assert_eq!(table[usize::from(inner.0)].visible_to, [vec!["leads"], vec!["board", "legal"]]);
        assert_eq!(table[usize::from(outer.0)].visible_to, [vec!["leads"]]);
    }

    #[test]
    fn more_gates_than_numbers_hide_the_rest() {
        let mut gates = Gates::new();
        let first = Date::new(1000, 1, 1).unwrap();
        for days in 0..70_000 {
            gates.push_item(None, first.plus_days(days));
            gates.here();
            gates.pop();
        }
        gates.push_item(None, first.plus_days(80_000));
        let last = gates.here();
        assert_eq!(gates.into_table()[usize::from(last.0)], closed());
    }
}
