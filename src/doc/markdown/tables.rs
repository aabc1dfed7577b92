//! Tables: alignment as classes, and tables whose rows are items.

use pulldown_cmark::{Alignment, Event, Tag};

use super::items::{Source, SourceForm};
use super::role::{Role, Row, Table};
use super::{Step, Walker, outline};
use crate::doc::{Hole, Text};
use crate::id::{Date, Span, Spanned};
use crate::kind::ItemKind;

impl Walker<'_> {
    /// Starts the table at `at`, and returns what follows its start.
    pub(super) fn start_table(&mut self, at: usize, alignments: &[Alignment]) -> usize {
        self.check_header(at);
        let kind = if self.open.is_empty() { self.list_items_kind() } else { None };
        let keys = kind.and_then(|kind| self.column_keys(at, kind));
        let role = Role::Table(Table { alignments: alignments.to_vec(), keys });
        let html = "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Table\">\
                    <table>\n";
        self.enter(html, "</table></div>\n", role);
        at + 1
    }

    /// Starts the row at `at`, and returns what follows its start.
    pub(super) fn start_row(&mut self, at: usize, step: &Step<'_>) -> usize {
        let table = self.open.last().map(|open| &open.role);
        let keys = match table {
            Some(Role::Table(table)) => table.keys.clone(),
            _ => None,
        };
        let row = Role::Row(Row { is_item: false, is_head: false, cells: 0 });
        let Some((kind, keys)) = self.list_items_kind().zip(keys) else {
            self.enter("<tr>", "</tr>\n", row);
            return at + 1;
        };
        let all = self.steps;
        let first = at + 2;
        let end = outline::inline_end(all, first);
        let region = outline::region(&all[first.min(end)..end]);
        let values = self.row_values(end, &keys);
        if region.is_empty() {
            if let Some((_, value)) = values.iter().find(|(key, _)| key.value == "visible-to") {
                let message = "a row without a title hides nothing".to_owned();
                let hint = "write what it is about into its first cell";
                self.report(3, value.span, message, hint);
            }
            self.enter("<tr>", "</tr>\n", row);
            return at + 1;
        }
        let written = self.text.get(step.start..step.end).unwrap_or("").trim_end();
        let span = Span::new(step.start, step.start + written.len());
        let source = Source { form: SourceForm::Line, steps: first..end, region, span };
        let new = self.add_item(kind, &source, &values, None);
        let anchor =
            self.body.items.get(new.index).map_or(String::new(), |item| item.anchor.clone());
        self.open_element("<tr class=\"item item-", kind, &anchor);
        self.enter("", "</tr>\n", Role::Row(Row { is_item: true, is_head: false, cells: 0 }));
        self.enter_cell(at + 1);
        self.writer.segments(&new.title.segments);
        self.writer.html(&new.title.notes);
        // The columns show their values themselves; chips show what the title's own marks say.
        if new.has_tail {
            self.writer.html(" ");
            self.writer.hole(Hole::Chips(new.index));
        }
        self.is_visible = true;
        end
    }

    /// Starts the cell at `at`, and returns what follows its start.
    pub(super) fn start_cell(&mut self, at: usize) -> usize {
        if self.asks_to_hide {
            self.check_cell(at);
        }
        self.enter_cell(at)
    }

    /// Reports what a cell asks to hide, other than as the key or the value of a column.
    fn check_cell(&mut self, at: usize) {
        let mut around = self.open.iter().rev().map(|open| &open.role);
        let (Some(Role::Row(row)), Some(Role::Table(table))) = (around.next(), around.next())
        else {
            return;
        };
        let (is_head, is_key) = (row.is_head, table.keys.is_some() && row.cells > 0);
        let end = outline::inline_end(self.steps, at + 1);
        let cell = self.cell_text(at + 1, end);
        if is_head && is_key {
            return;
        }
        let kind = if self.open.len() == 2 { self.list_items_kind() } else { None };
        if is_head && self.check_column(&cell.value, kind, cell.span) {
            return;
        }
        self.check_braces(cell.span.range(), at + 1..end, None);
    }

    /// Returns whether the walk is in a cell of a table.
    pub(super) fn is_in_cell(&self) -> bool {
        let innermost = self.open.last().map(|open| &open.role);
        matches!(innermost, Some(Role::Cell | Role::LaterCell))
    }

    fn enter_cell(&mut self, at: usize) -> usize {
        let (column, is_head) = match self.open.last_mut().map(|open| &mut open.role) {
            Some(Role::Row(row)) => {
                row.cells += 1;
                (row.cells - 1, row.is_head)
            }
            _ => (0, false),
        };
        let alignment = self.open.iter().rev().find_map(|open| match &open.role {
            Role::Table(table) => table.alignments.get(column).copied(),
            _ => None,
        });
        self.writer.html(if is_head { "<th scope=\"col\"" } else { "<td" });
        self.writer.html(match alignment {
            Some(Alignment::Left) => " class=\"al-left\">",
            Some(Alignment::Center) => " class=\"al-center\">",
            Some(Alignment::Right) => " class=\"al-right\">",
            Some(Alignment::None) | None => ">",
        });
        let from = self.happens(at, column);
        let role = if from.is_some() { Role::LaterCell } else { Role::Cell };
        self.enter("", if is_head { "</th>" } else { "</td>" }, role);
        if from.is_some() {
            self.gates.push_item(None, from);
            self.set_gate();
        }
        at + 1
    }

    /// Returns the day that the cell at `at` states as a fact about the item of its row, on which the
    /// item is there already: until then the cell is empty.
    fn happens(&self, at: usize, column: usize) -> Option<Date> {
        let mut around = self.open.iter().rev().map(|open| &open.role);
        let (Some(Role::Row(Row { is_item: true, .. })), Some(Role::Table(table))) =
            (around.next(), around.next())
        else {
            return None;
        };
        let key = table.keys.as_ref()?.get(column.checked_sub(1)?)?;
        let is_fact = matches!(key.value.as_str(), "answered" | "closed");
        let end = outline::inline_end(self.steps, at + 1);
        Date::parse(&self.cell_text(at + 1, end).value).filter(|_| is_fact)
    }

    /// Returns the keys of the columns but the first, where every one of them is a key of the kind.
    fn column_keys(&self, at: usize, kind: ItemKind) -> Option<Vec<Text>> {
        let mut keys = Vec::new();
        let mut next = at + 2;
        let mut is_first = true;
        while matches!(self.steps.get(next)?.event, Event::Start(Tag::TableCell)) {
            let end = outline::inline_end(self.steps, next + 1);
            let cell = self.cell_text(next + 1, end);
            if !std::mem::take(&mut is_first) {
                let mut name = cell.value.to_lowercase();
                if !kind.keys().contains(&name.as_str()) {
                    name = name.split_whitespace().collect::<Vec<_>>().join("-");
                }
                if !kind.keys().contains(&name.as_str()) {
                    return None;
                }
                keys.push(Spanned::new(name, cell.span));
            }
            next = end + 1;
        }
        (!keys.is_empty()).then_some(keys)
    }

    /// Returns the values of the cells that follow the one that ends at `at`.
    fn row_values(&self, at: usize, keys: &[Text]) -> Vec<(Text, Text)> {
        let mut values = Vec::new();
        let mut next = at + 1;
        for key in keys {
            let is_cell = self
                .steps
                .get(next)
                .is_some_and(|step| matches!(step.event, Event::Start(Tag::TableCell)));
            if !is_cell {
                break;
            }
            let end = outline::inline_end(self.steps, next + 1);
            let cell = self.cell_text(next + 1, end);
            if !cell.value.is_empty() {
                values.push((Spanned::new(key.value.clone(), cell.span), cell));
            }
            next = end + 1;
        }
        values
    }

    /// Returns the source of a cell's inline events.
    fn cell_text(&self, start: usize, end: usize) -> Text {
        let region = outline::region(self.steps.get(start..end).unwrap_or(&[]));
        let written = self.text.get(region.clone()).unwrap_or("");
        let from = region.start + written.len() - written.trim_start().len();
        let written = written.trim();
        Spanned::new(written.to_owned(), Span::new(from, from + written.len()))
    }
}
