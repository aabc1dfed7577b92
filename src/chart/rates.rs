//! Shares with the intervals in which the shares behind them lie.

use crate::id::{Date, Rhythm};
use crate::kpi::Interval;

use super::Size;
use super::frame::{Frame, Picture, Said, day_range, say};
use super::label::{Anchor, Area};
use super::role::Role;

/// A share at a day.
#[derive(Clone, PartialEq, Debug)]
pub struct Share {
    /// The last day of what it counts.
    pub on: Date,
    /// The share in percent.
    pub percent: f64,
    /// Where the share behind it lies, 19 times of 20.
    pub interval: Interval,
    /// Period and numbers in words.
    pub label: String,
}

/// At most so many shares; of more, the newest are drawn.
pub const SHARES: usize = 24;

/// Returns shares as one `svg` element, each with its interval.
pub fn rates(picture: &Picture, shares: &[Share]) -> String {
    let (wide, high) = picture.size.pixels();
    let brush = picture.brush(f64::from(high));
    let is_sound = |share: &&Share| {
        [share.interval.low, share.percent, share.interval.high]
            .iter()
            .all(|value| (0.0..=100.0).contains(value))
    };
    let sound: Vec<&Share> = shares.iter().filter(is_sound).collect();
    let shown = &sound[sound.len().saturating_sub(SHARES)..];
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else { return brush.finish() };
    let top = shown.iter().map(|share| share.interval.high).fold(1.0, f64::max);
    let values = 0.0..(top * 1.05).min(100.0);
    let most = if picture.size == Size::Wide { 6 } else { 4 };
    let size = (f64::from(wide), f64::from(high));
    let across = day_range(first.on, last.on);
    let mut frame = Frame::new(size, across, values, (most, picture.unit), 78.0);
    // Room for half a dot at the left edge.
    frame.plot.left += 6.0;
    let spots: Vec<(f64, f64)> =
        shown.iter().map(|share| frame.spot(share.on, share.percent)).collect();
    for spot in &spots {
        frame.labels.keep_free(Area::around(*spot, 4.0));
    }
    frame.name_values();
    let most = if picture.size == Size::Wide { 7 } else { 3 };
    frame.name_days(first.on, last.on, Rhythm::Month, most);
    if let Some((x, y)) = spots.last() {
        let text = picture.unit.level(last.percent);
        frame.labels.place(&text, Role::Strong, &[((x + 9.0, y + 4.0), Anchor::Start)]);
        for (value, down) in [(last.interval.high, 4.0), (last.interval.low, 4.0)] {
            let y = frame.y(value) + down;
            let text = picture.unit.number(value);
            frame.labels.place(&text, Role::Text, &[((x + 9.0, y), Anchor::Start)]);
        }
    }
    frame.draw(&brush);
    for share in shown {
        let (x, low) = frame.spot(share.on, share.interval.low);
        brush.line((x, low), (x, frame.y(share.interval.high)), Role::Reach);
    }
    if spots.len() > 1 {
        brush.path(&spots, Role::Series);
    }
    for spot in &spots[..spots.len() - 1] {
        brush.circle(*spot, 3.0, Role::Dot);
    }
    brush.circle(spots[spots.len() - 1], 4.5, Role::Last);
    brush.labels(&frame.labels);
    let said = shown.iter().zip(&spots);
    say(
        picture,
        &brush,
        said.map(|(share, at)| Said { at: *at, title: share.label.clone() }).collect(),
        10.0,
    );
    brush.finish()
}
