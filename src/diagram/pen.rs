//! SVG on its way: shapes and texts with classes that a theme styles.
//!
//! **Architecture invariants.** Nothing has a colour, a font or an id of its own, so that a picture may
//! stand anywhere, and twice on a page. Coordinates have at most one decimal.

use std::fmt::Write;

use crate::html;

/// The size of letters that themes give to diagrams.
pub(super) const FONT: f64 = 14.0;

/// From one line of text to the next.
pub(super) const LINE: i64 = 20;

/// From the middle of a line of text to its base.
const BASE: f64 = 4.8;

/// Where a text stands from its place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A picture in the making.
#[derive(Default)]
pub(super) struct Pen {
    out: String,
}

impl Pen {
    /// Adds a box with round corners.
    pub(super) fn rect(&mut self, class: &str, (x, y): (f64, f64), (w, h): (f64, f64), round: f64) {
        let (x, y, w, h) = (number(x), number(y), number(w), number(h));
        let _ = write!(
            self.out,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\""
        );
        if round > 0.0 {
            let _ = write!(self.out, " rx=\"{}\"", number(round));
        }
        self.out.push_str("/>");
    }

    /// Adds a circle.
    pub(super) fn circle(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        let (x, y, radius) = (number(x), number(y), number(radius));
        let _ =
            write!(self.out, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>");
    }

    /// Adds a path.
    pub(super) fn path(&mut self, class: &str, path: &Path) {
        let _ = write!(self.out, "<path class=\"{class}\" d=\"{}\"/>", path.0);
    }

    /// Adds lines of text whose middle is at a height.
    pub(super) fn text(
        &mut self,
        class: &str,
        lines: &[String],
        (x, y): (f64, f64),
        anchor: Anchor,
    ) {
        let first = y - (lines.len() as f64 - 1.0) * LINE as f64 / 2.0 + BASE;
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
            let y = number(first + at as f64 * LINE as f64);
            let _ = write!(self.out, "<text class=\"{class}\" x=\"{}\" y=\"{y}\"", number(x));
            match anchor {
                Anchor::Start => {}
                Anchor::Middle => self.out.push_str(" text-anchor=\"middle\""),
                Anchor::End => self.out.push_str(" text-anchor=\"end\""),
            }
            let _ = write!(self.out, ">{}</text>", html::xml(line));
        }
    }

    /// Adds everything of another picture, which is empty then.
    pub(super) fn append(&mut self, other: &mut Pen) {
        self.out.push_str(&std::mem::take(&mut other.out));
    }

    /// Returns the picture with what it is called and what it says, moved so that the corner of the picture
    /// is where `from` was.
    pub(super) fn finish(
        self,
        (title, desc): (&str, &str),
        from: (f64, f64),
        (width, height): (f64, f64),
    ) -> String {
        let (title, desc) = (html::xml(title), html::xml(desc));
        let (x, y) = (number(from.0), number(from.1));
        let (width, height) = (number(width), number(height));
        format!(
            "<svg class=\"d-svg\" width=\"{width}\" height=\"{height}\" viewBox=\"{x} {y} {width} {height}\" \
             role=\"img\"><title>{title}</title><desc>{desc}</desc>{}</svg>",
            self.out
        )
    }
}

/// A path in the making.
#[derive(Clone, Default)]
pub(super) struct Path(String);

impl Path {
    /// Goes to a place without a line.
    pub(super) fn to(mut self, (x, y): (f64, f64)) -> Path {
        let _ = write!(self.0, "M{} {}", number(x), number(y));
        self
    }

    /// Goes on in a straight line.
    pub(super) fn line(mut self, (x, y): (f64, f64)) -> Path {
        let _ = write!(self.0, "L{} {}", number(x), number(y));
        self
    }

    /// Goes on in a curve that is pulled to two places.
    pub(super) fn curve(mut self, one: (f64, f64), other: (f64, f64), end: (f64, f64)) -> Path {
        let _ = write!(
            self.0,
            "C{} {} {} {} {} {}",
            number(one.0),
            number(one.1),
            number(other.0),
            number(other.1),
            number(end.0),
            number(end.1)
        );
        self
    }

    /// Goes on in an arc of an ellipse.
    pub(super) fn arc(mut self, (rx, ry): (f64, f64), turns_right: bool, end: (f64, f64)) -> Path {
        let sweep = if turns_right { 1 } else { 0 };
        let (x, y) = (number(end.0), number(end.1));
        let _ = write!(self.0, "A{} {} 0 0 {sweep} {x} {y}", number(rx), number(ry));
        self
    }

    /// Goes back to where it began.
    pub(super) fn close(mut self) -> Path {
        self.0.push('Z');
        self
    }

    /// Returns a closed path through some places.
    pub(super) fn polygon(places: &[(f64, f64)]) -> Path {
        let mut path = Path::default();
        for (at, place) in places.iter().enumerate() {
            path = if at == 0 { path.to(*place) } else { path.line(*place) };
        }
        path.close()
    }
}

/// Writes a coordinate; what is no number, which there should not be, is written as zero.
fn number(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let tenths = (value * 10.0).round() / 10.0;
    // There is no negative zero in a picture.
    if tenths == 0.0 { "0".to_owned() } else { format!("{tenths}") }
}

/// Returns about how wide a text is.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(html::ems).sum::<f64>() * FONT
}

/// Returns the lines of a text, none of them wider than `most` where a word or letter is not.
pub(super) fn wrap(text: &str, most: f64) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let mut current = String::new();
        let mut wide = 0.0;
        for word in line.split_whitespace() {
            let own = width(word);
            let space = if current.is_empty() { 0.0 } else { FONT * html::ems(' ') };
            if !current.is_empty() && wide + space + own > most {
                lines.push(std::mem::take(&mut current));
                wide = 0.0;
            }
            if own > most {
                break_word(word, most, &mut lines, &mut current);
                wide = width(&current);
                continue;
            }
            if !current.is_empty() {
                current.push(' ');
                wide += space;
            }
            current.push_str(word);
            wide += own;
        }
        lines.push(current);
    }
    lines
}

/// Breaks a word that is too long for a line; its last part stays in `current`.
fn break_word(word: &str, most: f64, lines: &mut Vec<String>, current: &mut String) {
    if !current.is_empty() {
        lines.push(std::mem::take(current));
    }
    let mut wide = 0.0;
    for letter in word.chars() {
        let own = html::ems(letter) * FONT;
        if wide + own > most && !current.is_empty() {
            lines.push(std::mem::take(current));
            wide = 0.0;
        }
        current.push(letter);
        wide += own;
    }
}

/// Returns how much room lines of text take, in whole even numbers.
pub(super) fn block(lines: &[String]) -> (i64, i64) {
    let wide = lines.iter().map(|line| width(line)).fold(0.0, f64::max);
    (even(wide), lines.len() as i64 * LINE)
}

/// Returns the next even number.
pub(super) fn even(value: f64) -> i64 {
    // The widths of texts are far below the reach of the type.
    let whole = value.ceil() as i64;
    whole + whole.rem_euclid(2)
}
