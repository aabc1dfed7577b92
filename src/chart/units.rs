//! Cohorts thing by thing: a square for each.

use super::Size;
use super::frame::{Picture, Said, fit, say};
use super::label::{Anchor, Area, Labels, width};
use super::role::Role;
use crate::kind::Cause;
use crate::kpi::count;

/// One thing of a cohort.
#[derive(Clone, PartialEq, Debug)]
pub struct Square {
    /// Why it was done again, where it was.
    pub again: Option<Cause>,
    /// What it is and what became of it.
    pub label: String,
}

/// Things of one period.
#[derive(Clone, PartialEq, Debug)]
pub struct UnitRow {
    /// The period.
    pub label: String,
    /// The things.
    pub squares: Vec<Square>,
    /// Whether more may become known of them.
    pub is_open: bool,
}

/// At most so many rows; of more, the last are drawn.
pub const UNIT_ROWS: usize = 16;

/// At most so many squares in a row; of more, the number at its end tells.
const SQUARES: usize = 60;

const SIDE: f64 = 15.0;
const STEP: f64 = 20.0;
const GAP: f64 = 10.0;

/// Returns cohorts as one `svg` element: a row for each, and a square for each thing. What was done
/// again is filled, by cause; squares of a cohort that is still open have dashed edges.
pub fn units(picture: &Picture, rows: &[UnitRow]) -> String {
    let rows = &rows[rows.len().saturating_sub(UNIT_ROWS)..];
    let wide = picture.wide();
    let names: Vec<String> =
        rows.iter().map(|row| fit(&row.label, Role::Text, wide * 0.3)).collect();
    let ends: Vec<String> = rows.iter().map(end).collect();
    let widest = |texts: &[String], role: Role| {
        texts.iter().map(|text| width(text, role)).fold(0.0, f64::max)
    };
    let left = widest(&names, Role::Text) + GAP;
    let right = (wide - widest(&ends, Role::Strong) - GAP * 2.0).max(left + STEP);
    let across = (((right - left) / STEP).floor().max(1.0)) as usize;
    let lines = |row: &UnitRow| row.squares.len().clamp(1, SQUARES).div_ceil(across);
    let height =
        rows.iter().map(lines).sum::<usize>().max(1) as f64 * STEP + rows.len() as f64 * 6.0;
    let key = key(rows);
    let per_line = if picture.size == Size::Wide { 4 } else { 1 };
    let keys = key.len().div_ceil(per_line) as f64 * 20.0;
    let brush = picture.brush(height + 8.0 + keys);
    let mut labels = Labels::new(wide, height + 8.0 + keys);
    let mut squares: Vec<(Area, Option<Cause>, bool)> = Vec::new();
    let mut said = Vec::new();
    let mut top = 0.0;
    for ((row, name), tail) in rows.iter().zip(&names).zip(&ends) {
        let base = top + SIDE - 3.0;
        labels.put(name, Role::Text, (left - GAP, base), Anchor::End);
        for (at, square) in row.squares.iter().take(SQUARES).enumerate() {
            let (x, y) = (left + (at % across) as f64 * STEP, top + (at / across) as f64 * STEP);
            let area = Area { left: x + 1.0, top: y + 1.0, right: x + SIDE, bottom: y + SIDE };
            squares.push((area, square.again, row.is_open));
            let middle = (x + SIDE / 2.0, y + SIDE / 2.0);
            said.push(Said { at: middle, title: square.label.clone() });
        }
        let first = row.squares.len().min(across).min(SQUARES) as f64;
        labels.put(tail, Role::Strong, (left + first * STEP + 6.0, base), Anchor::Start);
        top += lines(row) as f64 * STEP + 6.0;
    }
    let slot = wide / per_line as f64;
    for (at, (again, is_open, words)) in key.iter().enumerate() {
        let x = (at % per_line) as f64 * slot;
        let y = height + 6.0 + (at / per_line) as f64 * 20.0;
        let area = Area { left: x + 1.0, top: y + 1.0, right: x + SIDE, bottom: y + SIDE };
        squares.push((area, *again, *is_open));
        let words = fit(words, Role::Text, slot - STEP - 8.0);
        labels.put(&words, Role::Text, (x + STEP + 2.0, y + SIDE - 3.0), Anchor::Start);
    }
    for is_open in [false, true] {
        let role = if is_open { Role::Open } else { Role::Unit };
        for (area, ..) in squares.iter().filter(|(.., open)| *open == is_open) {
            brush.block(*area, role);
        }
    }
    for (area, again, _) in &squares {
        fill(&brush, *area, *again);
    }
    brush.labels(&labels);
    say(picture, &brush, said, 9.0);
    brush.finish()
}

/// Fills a square by the cause for which its thing was done again: whole, by half, or with its middle.
fn fill(brush: &super::brush::Brush, area: Area, again: Option<Cause>) {
    let Area { left, top, right, bottom } = Area {
        left: area.left + 2.5,
        top: area.top + 2.5,
        right: area.right - 2.5,
        bottom: area.bottom - 2.5,
    };
    match again {
        None => {}
        Some(Cause::Miscommunication) => {
            brush.block(Area { left, top, right, bottom }, Role::Again);
        }
        Some(Cause::ChangedRequirements) => {
            brush.shape(&[(left, top), (right, bottom), (left, bottom)], Role::Again);
        }
        Some(Cause::Defect | Cause::PlannedIteration) => {
            brush.diamond(((left + right) / 2.0, (top + bottom) / 2.0), 3.0, Role::Again);
        }
    }
}

fn end(row: &UnitRow) -> String {
    let again = row.squares.iter().filter(|square| square.again.is_some()).count();
    let of = format!("{} of {}", count(again as u64), count(row.squares.len() as u64));
    if row.is_open { format!("{of} so far") } else { of }
}

/// Returns what the squares of a chart mean, as far as there are such.
fn key(rows: &[UnitRow]) -> Vec<(Option<Cause>, bool, &'static str)> {
    let all = || rows.iter().flat_map(|row| &row.squares);
    let mut key: Vec<(Option<Cause>, bool, &'static str)> = Vec::new();
    for cause in Cause::ALL {
        if all().any(|square| square.again == Some(cause)) {
            key.push((Some(cause), false, cause.words()));
        }
    }
    if rows.iter().any(|row| !row.is_open && row.squares.iter().any(|it| it.again.is_none())) {
        key.push((None, false, "not done again"));
    }
    if rows.iter().any(|row| row.is_open && !row.squares.is_empty()) {
        key.push((None, true, "may still be"));
    }
    key
}
