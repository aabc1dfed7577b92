//! Outlines of nodes: how large they are around their words, how they look, and where lines meet them.

use super::graph::Shape;
use super::pen::{Path, Pen, even};

/// How far the sides of leaning shapes lean.
const LEAN: f64 = 14.0;
/// How far the ends of hexagons stand out, and the notch of a flag stands in.
const POINT: f64 = 13.0;
/// Half the height of the ends of a cylinder.
const LID: f64 = 7.0;
/// The corners of boxes.
const ROUND: f64 = 6.0;
/// The corners of rounded boxes.
const ROUNDER: f64 = 13.0;

/// Which way a line meets a shape.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    Above,
    Below,
    Left,
    Right,
}

/// Returns how wide the lines of a text in a shape may be.
pub(super) fn room(shape: Shape) -> f64 {
    match shape {
        Shape::Diamond | Shape::Circle | Shape::DoubleCircle => 124.0,
        _ => 184.0,
    }
}

/// Returns how large a shape is around a block of text.
pub(super) fn size(shape: Shape, (wide, high): (i64, i64), is_across: bool) -> (i64, i64) {
    let (w, h) = (wide as f64, high as f64);
    match shape {
        Shape::Rect | Shape::Round => ((wide + 32).max(56), high + 22),
        Shape::Stadium => (even(w + 24.0 + h * 0.6).max(64), high + 22),
        Shape::Subroutine => (wide + 48, high + 22),
        Shape::Cylinder => ((wide + 32).max(64), high + 36),
        Shape::Circle => square(even(w.hypot(h) + 18.0).max(48)),
        Shape::DoubleCircle => square(even(w.hypot(h) + 28.0).max(56)),
        Shape::Flag => (even(w + 32.0 + POINT), high + 22),
        Shape::Hexagon => (even(w + 22.0 + 2.0 * POINT), high + 22),
        Shape::LeansRight | Shape::LeansLeft | Shape::Trapezoid | Shape::Funnel => {
            (even(w + 20.0 + 2.0 * LEAN), high + 22)
        }
        Shape::Diamond => {
            let tall = h * 2.0 + 30.0;
            (even(w / (1.0 - h / tall) + 22.0).max(72), even(tall))
        }
        Shape::Start => square(18),
        Shape::End => square(22),
        Shape::Choice => square(28),
        Shape::Bar if is_across => (6, 72),
        Shape::Bar => (72, 6),
    }
}

fn square(side: i64) -> (i64, i64) {
    (side, side)
}

/// Returns how far from its middle lines may meet a shape, so that they meet it squarely enough.
pub(super) fn ports(shape: Shape, (w, h): (i64, i64), is_across: bool) -> i64 {
    let side = if is_across { h } else { w };
    let room = match shape {
        Shape::Start | Shape::End | Shape::Choice => 0,
        Shape::Circle | Shape::DoubleCircle | Shape::Diamond => side / 5,
        Shape::Bar => side / 2 - 4,
        Shape::Stadium | Shape::Hexagon if !is_across => w / 2 - h / 2,
        Shape::Cylinder if is_across => h / 2 - 10,
        Shape::Round | Shape::Stadium if is_across => side / 2 - 13,
        _ if is_across => side / 2 - 7,
        _ => side / 2 - 20,
    };
    room.clamp(0, 60)
}

/// Returns how far from the middle of a shape a line meets its border that stands off so far.
pub(super) fn reach(shape: Shape, (w, h): (f64, f64), way: Way, off: f64) -> f64 {
    let (w, h) = (w / 2.0, h / 2.0);
    let is_upright = matches!(way, Way::Above | Way::Below);
    let (own, other) = if is_upright { (h, w) } else { (w, h) };
    let round = |radius: f64| (radius * radius - off * off).max(0.0).sqrt();
    let share = (off.abs() / other).min(1.0);
    match shape {
        Shape::Circle | Shape::DoubleCircle | Shape::Start | Shape::End => round(own),
        Shape::Diamond | Shape::Choice => own * (1.0 - share),
        Shape::Cylinder if is_upright => h - LID + LID * (1.0 - share * share).max(0.0).sqrt(),
        Shape::Stadium if is_upright => {
            let past = (off.abs() - (w - h)).max(0.0);
            (h * h - past * past).max(0.0).sqrt()
        }
        Shape::Stadium => w - h + round(h),
        Shape::Hexagon if !is_upright => w - POINT * share,
        Shape::Flag if way == Way::Left => w - POINT * (1.0 - share),
        Shape::LeansRight | Shape::LeansLeft | Shape::Trapezoid | Shape::Funnel if !is_upright => {
            // A side stands in most at its top or at its bottom.
            let from_top = (off + h) / (2.0 * h);
            let is_in_at_top = match shape {
                Shape::LeansRight => way == Way::Left,
                Shape::LeansLeft => way == Way::Right,
                Shape::Trapezoid => true,
                _ => false,
            };
            w - LEAN * if is_in_at_top { 1.0 - from_top } else { from_top }
        }
        _ => own,
    }
}

/// Draws a shape around its middle.
pub(super) fn draw(
    pen: &mut Pen,
    class: &str,
    shape: Shape,
    (x, y): (f64, f64),
    (w, h): (f64, f64),
) {
    let (left, top, right, bottom) = (x - w / 2.0, y - h / 2.0, x + w / 2.0, y + h / 2.0);
    let corner = (left, top);
    match shape {
        Shape::Rect => pen.rect(class, corner, (w, h), ROUND),
        Shape::Round => pen.rect(class, corner, (w, h), ROUNDER),
        Shape::Stadium => pen.rect(class, corner, (w, h), h / 2.0),
        Shape::Subroutine => {
            pen.rect(class, corner, (w, h), 3.0);
            let line = |x: f64| Path::default().to((x, top)).line((x, bottom));
            pen.path("d-rule", &line(left + 8.0));
            pen.path("d-rule", &line(right - 8.0));
        }
        Shape::Cylinder => {
            let lid = (w / 2.0, LID);
            let body = Path::default()
                .to((left, top + LID))
                .arc(lid, true, (right, top + LID))
                .line((right, bottom - LID))
                .arc(lid, true, (left, bottom - LID))
                .close();
            pen.path(class, &body);
            let rim = Path::default().to((left, top + LID)).arc(lid, false, (right, top + LID));
            pen.path("d-rule", &rim);
        }
        Shape::Circle => pen.circle(class, (x, y), w / 2.0),
        Shape::DoubleCircle => {
            pen.circle(class, (x, y), w / 2.0);
            pen.circle("d-rule", (x, y), w / 2.0 - 4.0);
        }
        Shape::Start => pen.circle("d-start", (x, y), w / 2.0),
        Shape::End => {
            pen.circle("d-end", (x, y), w / 2.0 - 1.0);
            pen.circle("d-start", (x, y), w / 2.0 - 5.0);
        }
        Shape::Bar => pen.rect("d-start", corner, (w, h), 3.0),
        _ => pen.path(class, &Path::polygon(&corners(shape, (x, y), (w, h)))),
    }
}

/// Returns the corners of a shape that has straight sides only.
fn corners(shape: Shape, (x, y): (f64, f64), (w, h): (f64, f64)) -> Vec<(f64, f64)> {
    let (left, top, right, bottom) = (x - w / 2.0, y - h / 2.0, x + w / 2.0, y + h / 2.0);
    let leaning = |from_top: (f64, f64), from_bottom: (f64, f64)| {
        vec![
            (left + from_top.0, top),
            (right - from_top.1, top),
            (right - from_bottom.1, bottom),
            (left + from_bottom.0, bottom),
        ]
    };
    match shape {
        Shape::Diamond | Shape::Choice => vec![(x, top), (right, y), (x, bottom), (left, y)],
        Shape::Hexagon => vec![
            (left + POINT, top),
            (right - POINT, top),
            (right, y),
            (right - POINT, bottom),
            (left + POINT, bottom),
            (left, y),
        ],
        Shape::Flag => {
            vec![(left, top), (right, top), (right, bottom), (left, bottom), (left + POINT, y)]
        }
        Shape::LeansRight => leaning((LEAN, 0.0), (0.0, LEAN)),
        Shape::LeansLeft => leaning((0.0, LEAN), (LEAN, 0.0)),
        Shape::Trapezoid => leaning((LEAN, LEAN), (0.0, 0.0)),
        Shape::Funnel => leaning((0.0, 0.0), (LEAN, LEAN)),
        _ => leaning((0.0, 0.0), (0.0, 0.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns where a line from far away enters a polygon, by going through its sides.
    fn enters(corners: &[(f64, f64)], way: Way, off: f64) -> f64 {
        let is_upright = matches!(way, Way::Above | Way::Below);
        let turn = |(x, y): (f64, f64)| if is_upright { (x, y) } else { (y, x) };
        let sides = corners.iter().zip(corners.iter().cycle().skip(1));
        let hits = sides.filter_map(|(one, other)| {
            let (one, other) = (turn(*one), turn(*other));
            let within = (one.0 - off) * (other.0 - off) < 0.0;
            let share = (off - one.0) / (other.0 - one.0);
            within.then_some(one.1 + share * (other.1 - one.1))
        });
        match way {
            Way::Above | Way::Left => -hits.fold(f64::INFINITY, f64::min),
            Way::Below | Way::Right => hits.fold(f64::NEG_INFINITY, f64::max),
        }
    }

    #[test]
    fn lines_meet_straight_sides_where_they_are() {
        let shapes = [
            Shape::Diamond,
            Shape::Hexagon,
            Shape::Flag,
            Shape::LeansRight,
            Shape::LeansLeft,
            Shape::Trapezoid,
            Shape::Funnel,
        ];
        let size = (160.0, 60.0);
        for shape in shapes {
            for way in [Way::Above, Way::Below, Way::Left, Way::Right] {
                for off in [-15.0, -0.5, 0.5, 12.0] {
                    let wanted = enters(&corners(shape, (0.0, 0.0), size), way, off);
                    let got = reach(shape, size, way, off);
                    assert!((wanted - got).abs() < 1e-9, "{shape:?} {way:?} {off}: {wanted} {got}");
                }
            }
        }
    }

    #[test]
    fn words_fit_into_a_diamond() {
        for text in [(20, 20), (124, 40), (124, 100)] {
            let (w, h) = size(Shape::Diamond, text, false);
            assert!(text.0 as f64 / w as f64 + text.1 as f64 / h as f64 <= 1.0);
        }
    }
}
