//! Bars: how many there are of each of several sorts.

use std::cell::RefCell;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, TextStyle};

use super::Size;
use super::backend::{SCALE, Svg};
use super::frame::fit;
use super::label::width;
use super::role::Role;
use crate::kpi::count;

/// How many there are of a sort.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bar {
    /// A word or a month.
    pub label: String,
    /// The number.
    pub count: u64,
}

/// What bars show.
#[derive(Clone, Copy, Debug)]
pub struct Bars<'a> {
    /// What is counted, and by what.
    pub title: &'a str,
    /// The same in a sentence, for whoever does not see it.
    pub desc: &'a str,
    /// The bars from top to bottom.
    pub bars: &'a [Bar],
    /// The rendition.
    pub size: Size,
    /// A prefix that makes the ids of the picture unique on its page.
    pub id: &'a str,
}

/// The height of a bar with the gap below it.
const ROW: f64 = 27.0;
const BAR: f64 = 17.0;
/// Between a label and what it stands beside.
const GAP: f64 = 10.0;
/// Why drawing cannot fail.
const DRAWN: &str = "our backend never fails and is borrowed once at a time";

/// Returns the bars as one `svg` element: they begin at zero, and each says its number.
pub fn bars(spec: &Bars) -> String {
    let across = match spec.size {
        Size::Wide => 640.0,
        Size::Narrow => 340.0,
    };
    let height = (spec.bars.len().max(1) as f64 * ROW) as u32;
    let svg = Svg::described((across as u32, height), spec.id, spec.title, spec.desc);
    let svg = Rc::new(RefCell::new(svg));
    let most = spec.bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    let widest = |text: fn(&Bar) -> String, role: Role| {
        spec.bars.iter().map(|bar| width(&text(bar), role)).fold(0.0, f64::max)
    };
    // Words and months are short; should one not be, bars keep half of the room.
    let right = across - widest(|bar| count(bar.count), Role::Strong) - GAP;
    let room = widest(|bar| bar.label.clone(), Role::Text).min(across / 2.0).min(right - GAP * 2.0);
    let left = room + GAP;
    {
        let root: DrawingArea<Svg, Shift> = (&svg).into();
        let write = |words: &str, role: Role, x: f64, y: f64, side: HPos| {
            let color = role.color();
            let style = TextStyle::from(("sans-serif", 11.5).into_font())
                .color(&color)
                .pos(Pos::new(side, VPos::Bottom));
            root.draw(&Text::new(words, (tenth(x), tenth(y)), style)).expect(DRAWN);
        };
        for (at, bar) in spec.bars.iter().enumerate() {
            let top = at as f64 * ROW + (ROW - BAR) / 2.0;
            let end = left + (right - left).max(0.0) * bar.count as f64 / most as f64;
            let base = top + BAR - 4.5;
            let label = fit(&bar.label, Role::Text, room);
            write(&label, Role::Text, left - GAP, base, HPos::Right);
            if bar.count > 0 {
                let corners = [(tenth(left), tenth(top)), (tenth(end), tenth(top + BAR))];
                let style = Role::Amount.color().filled();
                root.draw(&Rectangle::new(corners, style)).expect(DRAWN);
            }
            write(&count(bar.count), Role::Strong, end + GAP / 2.0, base, HPos::Left);
        }
    }
    svg.borrow_mut().finish()
}

fn tenth(length: f64) -> i32 {
    (length * SCALE).round() as i32
}
