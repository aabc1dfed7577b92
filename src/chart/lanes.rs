//! For how long what is not over has been under way.

use super::Size;
use super::frame::{Picture, Said, fit, say};
use super::label::{Anchor, Area, Labels, width};
use super::role::Role;
use super::scale::is_drawable;
use crate::kpi::Unit;

/// Something that is under way.
#[derive(Clone, PartialEq, Debug)]
pub struct Lane {
    /// What it is.
    pub name: String,
    /// For how long, zero or more.
    pub age: f64,
}

/// At most so many lanes; of more, the first are drawn.
pub const LANES: usize = 16;

const ROW: f64 = 26.0;
const BAR: f64 = 14.0;
const TOP: f64 = 24.0;

/// Returns lanes as one `svg` element, with levels that what is over bears, such as `P85 48 days`.
pub fn lanes(picture: &Picture, lanes: &[Lane], levels: &[(f64, String)]) -> String {
    let sound = lanes.iter().filter(|lane| is_drawable(lane.age) && lane.age >= 0.0);
    let shown: Vec<&Lane> = sound.take(LANES).collect();
    let wide = picture.wide();
    let height = TOP + shown.len().max(1) as f64 * ROW;
    let brush = picture.brush(height);
    let room = if picture.size == Size::Wide { 0.35 } else { 0.42 } * wide;
    let names: Vec<String> = shown.iter().map(|lane| fit(&lane.name, Role::Text, room)).collect();
    let widest =
        |texts: &[String], role| texts.iter().map(|it| width(it, role)).fold(0.0, f64::max);
    let told =
        |unit: &Unit| -> Vec<String> { shown.iter().map(|lane| unit.chosen(lane.age)).collect() };
    let mut values = told(picture.unit);
    if widest(&values, Role::Strong) > wide * 0.4 {
        // A unit may be cut off, a number never.
        values = told(&Unit { name: String::new(), decimals: 0 });
    }
    let left = widest(&names, Role::Text) + 10.0;
    let right = (wide - widest(&values, Role::Strong) - 14.0).max(left + 10.0);
    let levels: Vec<&(f64, String)> =
        levels.iter().filter(|(level, _)| is_drawable(*level) && *level >= 0.0).collect();
    let ages = shown.iter().map(|lane| lane.age);
    let most = ages.chain(levels.iter().map(|(level, _)| *level)).fold(f64::MIN_POSITIVE, f64::max);
    let x = |age: f64| left + (age / most).clamp(0.0, 1.0) * (right - left);
    let mut labels = Labels::new(wide, height);
    // The highest finds its place first: the room at the right is the narrower one.
    for (level, name) in levels.iter().rev() {
        let at = x(*level);
        let places =
            [Anchor::Middle, Anchor::End, Anchor::Start].map(|anchor| ((at, 13.0), anchor));
        labels.place(name, Role::Text, &places);
    }
    let mut said = Vec::new();
    let mut bars = Vec::new();
    for (at, (lane, (name, value))) in shown.iter().zip(names.iter().zip(&values)).enumerate() {
        let top = TOP + at as f64 * ROW + (ROW - BAR) / 2.0;
        let base = top + BAR - 3.0;
        let end = x(lane.age);
        bars.push(Area { left, top, right: end, bottom: top + BAR });
        labels.put(name, Role::Text, (left - 10.0, base), Anchor::End);
        labels.put(value, Role::Strong, (end + 6.0, base), Anchor::Start);
        let title = format!("{}: {value}", lane.name);
        said.push(Said { at: ((left + end) / 2.0, top + BAR / 2.0), title });
    }
    for (area, _) in bars.iter().zip(&shown).filter(|(_, lane)| lane.age > 0.0) {
        brush.block(*area, Role::Amount);
    }
    for (level, _) in &levels {
        for (from, to) in labels.gaps(x(*level), TOP - 6.0, height) {
            brush.line((x(*level), from), (x(*level), to), Role::Limit);
        }
    }
    brush.labels(&labels);
    say(picture, &brush, said, 10.0);
    brush.finish()
}
