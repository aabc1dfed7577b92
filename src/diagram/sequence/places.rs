//! Where those who take part stand.

use super::super::pen::{block, width, wrap};
use super::{Party, Place, Sequence, Step};

/// Between the heads of two who take part.
const GAP: f64 = 26.0;
/// How wide lines of text are.
pub(super) const ROOM: f64 = 190.0;
/// How far a message to oneself stands out.
pub(super) const SELF: f64 = 34.0;

/// Returns how large the head of somebody is.
pub(super) fn head_size(lines: &[String], party: &Party) -> (f64, f64) {
    let (wide, high) = block(lines);
    match party.is_actor {
        true => ((wide as f64 + 12.0).max(48.0), high as f64 + 42.0),
        false => ((wide as f64 + 32.0).max(72.0), high as f64 + 22.0),
    }
}

/// Returns how much room the words of a message take between two lines of life.
fn message_room(text: &str, number: Option<u32>, is_self: bool) -> f64 {
    let lines = wrap(text, ROOM);
    let wide = lines.iter().map(|line| width(line)).fold(0.0, f64::max);
    let number = if number.is_some() { 24.0 } else { 0.0 };
    wide + number + if is_self { SELF + 18.0 } else { 30.0 }
}

/// Returns where everybody stands: as near as names, words and notes allow.
pub(super) fn places(sequence: &Sequence, heads: &[Vec<String>]) -> Vec<f64> {
    let count = heads.len();
    let half = |at: usize| head_size(&heads[at], &sequence.parties[at]).0 / 2.0;
    // What must lie between the lines of two, by the one that stands further right.
    let mut wants: Vec<Vec<(usize, f64)>> = vec![Vec::new(); count];
    for (left, wants) in wants.iter_mut().skip(1).enumerate() {
        wants.push((left, half(left) + half(left + 1) + GAP));
    }
    for step in &sequence.steps {
        match step {
            Step::Message { from, to, text, number, .. } if from == to => {
                if let Some(wants) = wants.get_mut(from + 1) {
                    wants.push((*from, message_room(text, *number, true) + 8.0));
                }
            }
            Step::Message { from, to, text, number, .. } => {
                let (left, right) = (*from.min(to), *from.max(to));
                wants[right].push((left, message_room(text, *number, false)));
            }
            Step::Note { over, place, text } => {
                let wide = block(&wrap(text, ROOM)).0 as f64 + 24.0;
                match place {
                    Place::Right if over.1 + 1 < count => {
                        wants[over.1 + 1].push((over.1, wide + 30.0));
                    }
                    Place::Left if over.0 > 0 => wants[over.0].push((over.0 - 1, wide + 30.0)),
                    Place::Over if over.0 == over.1 => {
                        for (right, left) in
                            [(over.0, over.0.checked_sub(1)), (over.0 + 1, Some(over.0))]
                        {
                            if let Some(left) = left.filter(|_| right < count) {
                                wants[right].push((left, wide / 2.0 + 24.0));
                            }
                        }
                    }
                    Place::Over => wants[over.1].push((over.0, wide - 36.0)),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    let mut x: Vec<f64> = Vec::with_capacity(count);
    for wants in &wants {
        let place = wants.iter().map(|(left, room)| x[*left] + room).fold(0.0, f64::max);
        x.push(place.ceil());
    }
    x
}
