//! Diverging bars: how the answers to one question lie to both sides of a line, wave by wave.

use std::fmt::Write;

use super::Size;
use super::frame::fit;
use super::label::width;
use super::role::Role;
use crate::html;

/// What diverging bars show.
#[derive(Clone, Copy, Debug)]
pub struct Diverging<'a> {
    /// What was asked.
    pub title: &'a str,
    /// What the bars say, in sentences, for whoever does not see them.
    pub desc: &'a str,
    /// The answers in the order of the scale: the first half lies to the right of the line, the last half
    /// to its left, and one in the middle on it.
    pub answers: &'a [String],
    /// The waves from top to bottom, all on one scale.
    pub panels: &'a [WaveBars],
    /// The rendition.
    pub size: Size,
    /// A prefix that makes the ids of the picture unique on its page.
    pub id: &'a str,
}

/// A wave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WaveBars {
    /// When it was.
    pub label: String,
    /// Everyone, then the groups.
    pub bars: Vec<AnswerBar>,
}

/// The answers of a group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnswerBar {
    /// Whose.
    pub label: String,
    /// How often each answer was given; else why that is not shown.
    pub counts: Result<Vec<u64>, String>,
}

/// The height of a line of text, and of a bar.
const LINE: f64 = 19.0;
const BAR: f64 = 17.0;
/// Between things that stand beside each other.
const GAP: f64 = 8.0;

/// Returns the bars as one `svg` element. Each piece says how many gave the answer where it has room, and
/// the answers stand above their sides, so that no colour need be told apart.
pub fn diverging(spec: &Diverging) -> String {
    let (across, name) = match spec.size {
        Size::Wide => (640.0, 170.0),
        Size::Narrow => (340.0, 0.0),
    };
    let mut picture =
        Picture { spec, out: String::new(), across, left: name, top: 0.0, below: 0.0 };
    picture.draw();
    let (id, height) = (html::xml(spec.id), picture.top.ceil());
    let (title, desc) = (html::xml(spec.title), html::xml(spec.desc));
    format!(
        "<svg viewBox=\"0 0 {across} {height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\
         <title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{desc}</desc>{}</svg>",
        picture.out
    )
}

struct Picture<'a> {
    spec: &'a Diverging<'a>,
    out: String,
    across: f64,
    /// Where the bars begin.
    left: f64,
    /// Where the next thing is drawn.
    top: f64,
    /// From where on the line of zero is still to be drawn.
    below: f64,
}

/// How many answers lie on each side of the line.
fn half(answers: usize) -> usize {
    answers / 2
}

/// Returns how many answers there are in all; as a number that counts of any size cannot overflow.
fn sum(counts: &[u64]) -> f64 {
    counts.iter().map(|count| *count as f64).sum()
}

/// Returns how far to the left and to the right of the line a bar reaches, as shares of all answers.
fn reach(counts: &[u64]) -> (f64, f64) {
    let half = half(counts.len());
    let all = sum(counts).max(1.0);
    let of = |counts: &[u64]| sum(counts) / all;
    let middle = of(&counts[half..counts.len() - half]) / 2.0;
    (of(&counts[counts.len() - half..]) + middle, of(&counts[..half]) + middle)
}

impl Picture<'_> {
    fn draw(&mut self) {
        let bars = || self.spec.panels.iter().flat_map(|panel| &panel.bars);
        let reaches: Vec<(f64, f64)> =
            bars().filter_map(|bar| bar.counts.as_deref().ok()).map(reach).collect();
        // At least a tenth of the scale on each side, so that the line is seen to be one.
        let most = |of: fn(&(f64, f64)) -> f64| reaches.iter().map(of).fold(0.1, f64::max);
        let (to_left, to_right) = (most(|own| own.0), most(|own| own.1));
        let right = self.across - width("n = 0000", Role::Text) - GAP;
        let unit = (right - self.left) / (to_left + to_right);
        let zero = self.left + unit * to_left;
        self.sides(zero);
        self.below = self.top;
        for panel in self.spec.panels {
            self.top += LINE;
            self.text("strong", "start", 0.0, self.top - 4.0, &panel.label, zero);
            for bar in &panel.bars {
                self.bar(bar, zero, unit);
            }
            self.top += GAP;
        }
        if self.spec.size == Size::Wide {
            self.line(zero, self.below, self.top);
        }
    }

    /// Draws a part of the line of zero.
    fn line(&mut self, zero: f64, from: f64, to: f64) {
        let _ = write!(self.out, "<path class=\"zero\" d=\"M{zero:.1} {from:.1}V{to:.1}\"/>");
    }

    /// Writes the answers above their sides.
    fn sides(&mut self, zero: f64) {
        let answers = self.spec.answers;
        let half = half(answers.len());
        let reversed = |part: &[String]| part.iter().rev().cloned().collect::<Vec<_>>().join(", ");
        let against = format!("\u{2190} {}", reversed(&answers[answers.len() - half..]));
        let favour = format!("{} \u{2192}", reversed(&answers[..half]));
        self.top += LINE;
        let base = self.top - 5.0;
        match self.spec.size {
            Size::Wide => {
                self.text("", "end", zero - GAP / 2.0, base, &against, zero - GAP);
                let room = self.across - zero - GAP;
                self.text("", "start", zero + GAP / 2.0, base, &favour, room);
            }
            // Beside the line there may be no room for either.
            Size::Narrow => {
                let room = self.across / 2.0 - GAP;
                self.text("", "start", 0.0, base, &against, room);
                self.text("", "end", self.across, base, &favour, room);
            }
        }
        for middle in &answers[half..answers.len() - half] {
            self.top += LINE;
            // Beside a line near an edge there is no room for half of a word.
            let half = (width(middle, Role::Text) / 2.0).min(self.across / 2.0);
            let x = zero.clamp(half, self.across - half);
            self.text("", "middle", x, self.top - 5.0, middle, self.across);
        }
    }

    fn bar(&mut self, bar: &AnswerBar, zero: f64, unit: f64) {
        let is_narrow = self.left == 0.0;
        if is_narrow {
            self.top += LINE;
            self.text("", "start", 0.0, self.top - 6.0, &bar.label, self.across - 2.0 * GAP);
        } else {
            let base = self.top + BAR - 4.0;
            self.text("", "start", 0.0, base, &bar.label, self.left - GAP);
        }
        match &bar.counts {
            Ok(counts) => {
                let is_said = self.pieces(counts, zero, unit);
                let (top, bottom) = (self.top, self.top + BAR);
                // The line would cross the labels above the bars, and a number in the middle.
                match (is_narrow, is_said) {
                    (true, false) => self.line(zero, top - 1.0, bottom + 1.0),
                    (true, true) => {
                        self.line(zero, top - 1.0, top);
                        self.line(zero, bottom, bottom + 1.0);
                    }
                    (false, false) => {}
                    (false, true) => {
                        self.line(zero, self.below, top);
                        self.below = bottom;
                    }
                }
            }
            Err(why) => {
                let room = self.across - self.left;
                if !is_narrow && self.left + width(why, Role::Text) > zero - GAP / 2.0 {
                    self.line(zero, self.below, self.top - 1.0);
                    self.below = self.top + BAR + 1.0;
                }
                self.text("untold", "start", self.left, self.top + BAR - 4.0, why, room);
            }
        }
        self.top += BAR + GAP;
    }

    /// Draws the answers of a bar; returns whether a number stands on the line of zero.
    fn pieces(&mut self, counts: &[u64], zero: f64, unit: f64) -> bool {
        let mut is_said = false;
        let (all, half) = (sum(counts), half(counts.len()));
        let scale = unit / all.max(1.0);
        let mut x = zero - unit * reach(counts).0;
        // From the last answer, at the left end, to the first.
        for (at, count) in counts.iter().enumerate().rev().filter(|(_, count)| **count > 0) {
            let class = match (at < half, at >= counts.len() - half) {
                (true, _) if at == 0 => "for2",
                (true, _) => "for1",
                (_, true) if at == counts.len() - 1 => "against2",
                (_, true) => "against1",
                _ => "amid",
            };
            let across = *count as f64 * scale;
            let top = self.top;
            let _ = write!(
                self.out,
                "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{top:.1}\" width=\"{across:.1}\" height=\"{BAR}\"/>"
            );
            let number = crate::kpi::count(*count);
            if width(&number, Role::Text) + 4.0 < across {
                is_said |= class == "amid";
                let (x, y) = (x + across / 2.0, top + BAR - 4.5);
                self.text(&format!("on-{class}"), "middle", x, y, &number, across);
            }
            x += across;
        }
        let n = format!("n\u{a0}=\u{a0}{}", crate::kpi::count(all as u64));
        self.text("", "end", self.across, self.top + BAR - 4.0, &n, self.across);
        is_said
    }

    /// Writes a text of which as much is shown as there is room for.
    fn text(&mut self, class: &str, anchor: &str, x: f64, y: f64, text: &str, room: f64) {
        let role = if class == "strong" { Role::Strong } else { Role::Text };
        let shown = fit(text, role, room);
        let text = html::xml(&shown);
        let _ = write!(
            self.out,
            "<text class=\"{class}\" text-anchor=\"{anchor}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before<'a>(text: &'a str, mark: &str) -> &'a str {
        text.split(mark).next().unwrap()
    }

    #[test]
    fn the_middle_lies_on_the_line_and_all_waves_share_a_scale() {
        let answers = ["yes", "partly", "no"].map(str::to_owned);
        let bar =
            |counts: &[u64]| AnswerBar { label: "a & b".to_owned(), counts: Ok(counts.to_vec()) };
        let panels = [
            WaveBars { label: "one".to_owned(), bars: vec![bar(&[4, 2, 4])] },
            WaveBars {
                label: "two".to_owned(),
                bars: vec![
                    bar(&[10, 0, 0]),
                    AnswerBar { label: String::new(), counts: Err("hidden".to_owned()) },
                ],
            },
        ];
        for size in [Size::Wide, Size::Narrow] {
            let spec = Diverging {
                title: "t",
                desc: "d",
                answers: &answers,
                panels: &panels,
                size,
                id: "q",
            };
            let svg = diverging(&spec);
            let numbers = |class: &str| -> Vec<(f64, f64)> {
                let start = format!("<rect class=\"{class}\" ");
                let rects = svg.split(&start).skip(1);
                let of = |text: &str, name: &str| -> f64 {
                    let rest = text.split(&format!("{name}=\"")).nth(1).unwrap();
                    rest.split('"').next().unwrap().parse().unwrap()
                };
                rects.map(|rect| (of(rect, "x"), of(rect, "width"))).collect()
            };
            let zero: f64 = svg
                .split("class=\"zero\" d=\"M")
                .nth(1)
                .unwrap()
                .split(' ')
                .next()
                .unwrap()
                .parse()
                .unwrap();
            let (middle, yes, no) = (numbers("amid")[0], numbers("for2"), numbers("against2")[0]);
            assert!((middle.0 + middle.1 / 2.0 - zero).abs() < 0.2, "{svg}");
            // The line leaves out the number in the middle, and on a phone the labels above the bars.
            let parts = svg.split("class=\"zero\" d=\"M").skip(1).map(|part| {
                let (from, to) = part.split_once('V').unwrap();
                let from = from.split(' ').nth(1).unwrap().parse::<f64>().unwrap();
                (from, to.split('"').next().unwrap().parse::<f64>().unwrap())
            });
            let base: f64 =
                before(&svg, ">2</text>").split("y=\"").last().unwrap()[..4].parse().unwrap();
            assert!(parts.clone().all(|(from, to)| to < base - 6.0 || from > base), "{svg}");
            let most = parts.map(|(from, to)| to - from).fold(0.0, f64::max);
            assert_eq!(most > 30.0, size == Size::Wide, "{svg}");
            assert!((no.0 + no.1 - middle.0).abs() < 0.2 && (yes[1].0 - zero).abs() < 0.2, "{svg}");
            // Four tenths and all of them, to the same scale.
            assert!((yes[0].1 / 4.0 - yes[1].1 / 10.0).abs() < 0.1, "{svg}");
            assert!(
                svg.contains("a &amp; b") && svg.contains(">hidden<") && !svg.contains("style")
            );
        }
    }

    #[test]
    fn the_default_theme_styles_each_piece() {
        let style = include_str!("../../themes/default/style.css");
        for class in ["for1", "for2", "against1", "against2", "amid", "zero"] {
            assert!(style.contains(&format!("svg .{class}")), "no rule for `.{class}`");
        }
    }
}
