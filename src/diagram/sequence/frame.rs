//! Frames around what happens once, again, or perhaps.

use super::super::pen::{Anchor, Path, block, width, wrap};
use super::paint::Board;
use super::places::ROOM;

/// A frame that is open.
pub(super) struct Frame {
    pub(super) top: f64,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) kind: &'static str,
    pub(super) text: String,
    /// Where parts begin, and their words.
    pub(super) parts: Vec<(f64, String)>,
    /// The frames within.
    pub(super) depth: usize,
}

impl Board<'_> {
    /// Draws the frame that ends here.
    pub(super) fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        let bottom = self.y + 2.0;
        let (mut left, mut right) = (frame.left, frame.right);
        if left > right {
            // Nothing happens in it.
            let first = self.x.first().copied().unwrap_or_default();
            (left, right) = (first, self.x.last().copied().unwrap_or(first));
        }
        let pad = 12.0 + 8.0 * frame.depth as f64;
        (left, right) = (left - pad, right + pad);
        let tag = width(frame.kind) + 14.0;
        let words: Vec<String> = match frame.text.is_empty() {
            true => Vec::new(),
            false => frame.text.split('\n').map(str::to_owned).collect(),
        };
        let part_words: Vec<Vec<String>> =
            frame
                .parts
                .iter()
                .map(|(_, text)| {
                    if text.is_empty() { Vec::new() } else { wrap(text, (right - left).max(ROOM)) }
                })
                .collect();
        right = right.max(left + tag + 12.0 + block(&words).0 as f64 + 12.0);
        for lines in &part_words {
            right = right.max(left + 36.0 + block(lines).0 as f64);
        }
        let size = (right - left, bottom - frame.top);
        let class = if frame.kind == "rect" { "d-frame d-dash" } else { "d-frame" };
        // Outer frames end later and lie behind inner ones.
        let mut inner = std::mem::take(&mut self.back);
        self.back.rect(class, (left, frame.top), size, 8.0);
        if frame.kind != "rect" {
            self.pen.rect("d-tag", (left, frame.top), (tag, 22.0), 6.0);
            let middle = (left + tag / 2.0, frame.top + 11.0);
            self.pen.text("d-title", &[frame.kind.to_owned()], middle, Anchor::Middle);
            let high = block(&words).1 as f64;
            let at = (left + tag + 10.0, frame.top + 1.0 + high / 2.0);
            self.pen.text("d-label d-said", &words, at, Anchor::Start);
        }
        for ((y, _), lines) in frame.parts.iter().zip(&part_words) {
            let path = Path::default().to((left, *y)).line((right, *y));
            self.back.path("d-part", &path);
            let high = block(lines).1 as f64;
            self.pen.text(
                "d-label d-said",
                lines,
                (left + 24.0, y + 4.0 + high / 2.0),
                Anchor::Start,
            );
        }
        self.back.append(&mut inner);
        self.reach(left, right);
        if let Some(outer) = self.frames.last_mut() {
            outer.depth = outer.depth.max(frame.depth);
        }
        self.y = bottom + 12.0;
    }
}
