//! Sequence diagrams as pictures.

use super::super::Drawing;
use super::super::paint::arrow;
use super::super::pen::{Anchor, LINE, Path, Pen, block, width, wrap};
use super::frame::Frame;
use super::places::{ROOM, SELF, head_size, places};
use super::{Head, Place, Sequence, Step};

/// Around the picture.
const MARGIN: f64 = 8.0;
/// Half the width of the bar of somebody busy.
const BUSY: f64 = 5.0;

/// A picture in the making.
pub(super) struct Board<'a> {
    sequence: &'a Sequence,
    /// The middle of each who takes part.
    pub(super) x: Vec<f64>,
    pub(super) pen: Pen,
    /// Frames lie behind all else.
    pub(super) back: Pen,
    /// Lines of life lie behind messages.
    bars: Pen,
    pub(super) y: f64,
    /// The height of the last message.
    told: f64,
    /// Since when each has been busy.
    busy: Vec<Vec<f64>>,
    pub(super) frames: Vec<Frame>,
    pub(super) least: f64,
    pub(super) most: f64,
}

/// Returns the picture of a sequence.
pub(in super::super) fn draw(sequence: &Sequence, words: (&str, &str)) -> Drawing {
    let heads: Vec<Vec<String>> =
        sequence.parties.iter().map(|party| wrap(&party.label, 150.0)).collect();
    let x = places(sequence, &heads);
    let high = heads.iter().zip(&sequence.parties).map(|(lines, party)| head_size(lines, party).1);
    let high = high.fold(0.0, f64::max);
    let mut board = Board {
        sequence,
        pen: Pen::default(),
        back: Pen::default(),
        bars: Pen::default(),
        y: high + 14.0,
        told: high,
        busy: vec![Vec::new(); x.len()],
        frames: Vec::new(),
        least: f64::INFINITY,
        most: f64::NEG_INFINITY,
        x,
    };
    for (at, lines) in heads.iter().enumerate() {
        let (wide, _) = head_size(lines, &sequence.parties[at]);
        board.reach(board.x[at] - wide / 2.0, board.x[at] + wide / 2.0);
    }
    let nexts = sequence.steps.iter().skip(1).map(Some).chain(std::iter::once(None));
    for (step, next) in sequence.steps.iter().zip(nexts) {
        board.step(step, next);
    }
    board.finish(&heads, high, words)
}

impl Board<'_> {
    /// Makes the picture, and the frame that is open, wide enough.
    pub(super) fn reach(&mut self, left: f64, right: f64) {
        self.least = self.least.min(left);
        self.most = self.most.max(right);
        if let Some(frame) = self.frames.last_mut() {
            frame.left = frame.left.min(left);
            frame.right = frame.right.max(right);
        }
    }

    fn step(&mut self, step: &Step, next: Option<&Step>) {
        match step {
            Step::Message { .. } => self.message(step, next),
            Step::Note { over, place, text } => self.note(*over, *place, text),
            Step::Begin(party) => {
                // It begins with the message that was just drawn.
                let since = self.told;
                self.busy[*party].push(since);
            }
            Step::End(party) => {
                let until = self.told;
                self.end_busy(*party, until);
            }
            Step::Open { kind, text } => {
                let top = self.y + 4.0;
                let tag = if *kind == "rect" { 0.0 } else { width(kind) + 30.0 };
                let most = (self.most - self.least - tag).max(ROOM);
                let lines = if text.is_empty() { Vec::new() } else { wrap(text, most) };
                let high = (lines.len().max(1) as f64) * LINE as f64;
                self.frames.push(Frame {
                    top,
                    left: f64::INFINITY,
                    right: f64::NEG_INFINITY,
                    kind,
                    text: lines.join("\n"),
                    parts: Vec::new(),
                    depth: 0,
                });
                self.y += if *kind == "rect" { 14.0 } else { high + 18.0 };
            }
            Step::Part { text, .. } => {
                let y = self.y + 4.0;
                if let Some(frame) = self.frames.last_mut() {
                    frame.parts.push((y, text.clone()));
                }
                let lines = wrap(text, (self.most - self.least).max(ROOM)).len().max(1);
                self.y += lines as f64 * LINE as f64 + 14.0;
            }
            Step::Close => self.close(),
        }
    }

    fn end_busy(&mut self, party: usize, until: f64) {
        let Some(since) = self.busy[party].pop() else { return };
        let shift = self.busy[party].len() as f64 * BUSY;
        let left = self.x[party] - BUSY + shift;
        let size = (2.0 * BUSY, (until - since).max(8.0));
        self.bars.rect("d-busy", (left, since), size, 2.0);
    }

    /// Returns where a message meets the line of somebody, on the side of another.
    fn side(&self, party: usize, other: f64) -> f64 {
        let count = self.busy[party].len();
        let x = self.x[party];
        match count {
            0 => x,
            _ if other < x => x - BUSY,
            _ => x + BUSY + (count - 1) as f64 * BUSY,
        }
    }

    fn message(&mut self, step: &Step, next: Option<&Step>) {
        let Step::Message { from, to, text, is_dotted, head, is_double, number } = step else {
            return;
        };
        let class = if *is_dotted { "d-edge d-dash" } else { "d-edge" };
        let lines =
            if text.is_empty() { Vec::new() } else { wrap(text, ROOM.max(self.room(*from, *to))) };
        let high = lines.len() as f64 * LINE as f64;
        if from == to {
            return self.myself(*from, &lines, high, class, *head, *number);
        }
        // Whom a message makes busy has a bar already where the message ends.
        let begins = next == Some(&Step::Begin(*to));
        if begins {
            self.busy[*to].push(self.y);
        }
        let (one, other) = (self.side(*from, self.x[*to]), self.side(*to, self.x[*from]));
        if begins {
            self.busy[*to].pop();
        }
        let toward = if other > one { 1.0 } else { -1.0 };
        self.y += high + 6.0;
        let y = self.y;
        self.told = y;
        let start = one + if number.is_some() { toward * 10.0 } else { 0.0 };
        let begin = if *is_double { start + toward * 7.0 } else { start };
        let end = other
            - toward
                * match head {
                    Head::Arrow => 7.0,
                    Head::Cross => 8.0,
                    Head::Open | Head::None => 1.0,
                };
        self.pen.path(class, &Path::default().to((begin, y)).line((end, y)));
        self.head(*head, (other, y), toward);
        if *is_double {
            self.head(*head, (start, y), -toward);
        }
        let middle = (one + other) / 2.0 + if number.is_some() { toward * 8.0 } else { 0.0 };
        self.pen.text("d-label d-said", &lines, (middle, y - 6.0 - high / 2.0), Anchor::Middle);
        if let Some(number) = number {
            self.number((one, y), *number);
        }
        let half = block(&lines).0 as f64 / 2.0;
        // Frames go around bars, too.
        let (left, right) = (one.min(other) - 2.0 * BUSY, one.max(other) + 2.0 * BUSY);
        self.reach(left.min(middle - half), right.max(middle + half));
        self.y += 16.0;
    }

    /// Returns how wide the words of a message may be between two lines.
    fn room(&self, from: usize, to: usize) -> f64 {
        (self.x[from] - self.x[to]).abs() - 40.0
    }

    fn myself(
        &mut self,
        party: usize,
        lines: &[String],
        high: f64,
        class: &str,
        head: Head,
        number: Option<u32>,
    ) {
        let x = self.side(party, f64::INFINITY);
        let drop = high.max(LINE as f64);
        let (top, bottom) = (self.y + 12.0, self.y + 12.0 + drop);
        let begin = x + if number.is_some() { 10.0 } else { 0.0 };
        let path = Path::default()
            .to((begin, top))
            .line((x + SELF - 8.0, top))
            .curve((x + SELF, top), (x + SELF, top), (x + SELF, top + 8.0))
            .line((x + SELF, bottom - 8.0))
            .curve((x + SELF, bottom), (x + SELF, bottom), (x + SELF - 8.0, bottom))
            .line((x + if head == Head::Arrow { 7.0 } else { 1.0 }, bottom));
        self.pen.path(class, &path);
        self.head(head, (x, bottom), -1.0);
        if let Some(number) = number {
            self.number((x, top), number);
        }
        self.pen.text(
            "d-label d-said",
            lines,
            (x + SELF + 8.0, (top + bottom) / 2.0),
            Anchor::Start,
        );
        self.reach(x, x + SELF + 8.0 + block(lines).0 as f64);
        self.y = bottom + 16.0;
        self.told = bottom;
    }

    fn number(&mut self, at: (f64, f64), number: u32) {
        self.pen.circle("d-count", at, 10.0);
        self.pen.text("d-number", &[number.to_string()], at, Anchor::Middle);
        self.reach(at.0 - 10.0, at.0 + 10.0);
    }

    fn head(&mut self, head: Head, (x, y): (f64, f64), toward: f64) {
        match head {
            Head::None => {}
            Head::Arrow => arrow(&mut self.pen, (x, y), (toward, 0.0)),
            Head::Open => {
                let back = x - toward * 8.0;
                let path =
                    Path::default().to((back, y - 5.0)).line((x - toward, y)).line((back, y + 5.0));
                self.pen.path("d-edge", &path);
            }
            Head::Cross => {
                let x = x - toward * 8.0;
                let path = Path::default()
                    .to((x - 4.5, y - 4.5))
                    .line((x + 4.5, y + 4.5))
                    .to((x - 4.5, y + 4.5))
                    .line((x + 4.5, y - 4.5));
                self.pen.path("d-edge", &path);
            }
        }
    }

    fn note(&mut self, over: (usize, usize), place: Place, text: &str) {
        let (left, right) = (self.x[over.0], self.x[over.1]);
        let span = right - left + 48.0;
        let lines = wrap(text, if over.0 == over.1 { ROOM } else { span.max(ROOM) - 24.0 });
        let (wide, high) = block(&lines);
        let (wide, high) = (wide as f64 + 24.0, high as f64 + 14.0);
        let (left, wide) = match place {
            Place::Left => (left - wide - 14.0, wide),
            Place::Right => (right + 14.0, wide),
            Place::Over => {
                let wide = wide.max(if over.0 == over.1 { 0.0 } else { span });
                ((left + right - wide) / 2.0, wide)
            }
        };
        let top = self.y + 2.0;
        self.pen.rect("d-note", (left, top), (wide, high), 4.0);
        self.pen.text("d-text", &lines, (left + wide / 2.0, top + high / 2.0), Anchor::Middle);
        self.reach(left, left + wide);
        self.y = top + high + 12.0;
    }

    fn finish(mut self, heads: &[Vec<String>], high: f64, words: (&str, &str)) -> Drawing {
        let bottom = self.y + 6.0;
        for party in 0..self.x.len() {
            while !self.busy[party].is_empty() {
                self.end_busy(party, bottom - 4.0);
            }
        }
        let mut all = Pen::default();
        all.append(&mut self.back);
        for (at, lines) in heads.iter().enumerate() {
            let x = self.x[at];
            all.path("d-life", &Path::default().to((x, high)).line((x, bottom)));
            let party = &self.sequence.parties[at];
            let (wide, own) = head_size(lines, party);
            match party.is_actor {
                true => {
                    let top = high - own;
                    person(&mut all, (x, top));
                    let middle = (x, top + 38.0 + (own - 42.0) / 2.0);
                    all.text("d-text d-strong", lines, middle, Anchor::Middle);
                }
                false => {
                    all.rect("d-node", (x - wide / 2.0, high - own), (wide, own), 6.0);
                    all.text("d-text d-strong", lines, (x, high - own / 2.0), Anchor::Middle);
                }
            }
        }
        all.append(&mut self.bars);
        all.append(&mut self.pen);
        let corner = (self.least - MARGIN, -MARGIN);
        let size = ((self.most - self.least + 2.0 * MARGIN).ceil(), (bottom + 2.0 * MARGIN).ceil());
        Drawing { svg: all.finish(words, corner, size), width: size.0 as u32 }
    }
}

/// Draws somebody, whose name stands below.
fn person(pen: &mut Pen, (x, top): (f64, f64)) {
    pen.circle("d-node", (x, top + 9.0), 7.5);
    let body = Path::default()
        .to((x - 14.0, top + 34.0))
        .curve((x - 14.0, top + 15.0), (x + 14.0, top + 15.0), (x + 14.0, top + 34.0))
        .close();
    pen.path("d-node", &body);
}
