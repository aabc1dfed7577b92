//! The three detection rules of process behaviour charts.
//!
//! After Wheeler's *Understanding Variation*; there is no rule about trends, which would raise false
//! alarms and find little that these do not. A limit that was clamped detects nothing.

use super::series::Series;
use super::xmr::{Rule, Side, Signal, Stretch};

/// Adds the signals of the points of a stretch against its limits.
pub(super) fn signals(series: &Series, stretch: &Stretch, signals: &mut Vec<Signal>) {
    let (Some(centre), Some(lower), Some(upper)) = (stretch.centre, stretch.lower, stretch.upper)
    else {
        return;
    };
    let grain = stretch.grain;
    let value = |at: usize| series.points[at].value;
    for at in stretch.first..stretch.end {
        let side = match value(at) {
            value if value > upper + grain && !stretch.is_upper_clamped => Side::Above,
            value if value < lower - grain && !stretch.is_lower_clamped => Side::Below,
            _ => continue,
        };
        signals.push(Signal { rule: Rule::Outside, first: at, last: at, fired: at, side });
    }
    let side = |at: usize| match value(at) {
        value if value > centre + grain => Some(Side::Above),
        value if value < centre - grain => Some(Side::Below),
        _ => None,
    };
    let mut at = stretch.first;
    while at < stretch.end {
        let Some(own) = side(at) else {
            at += 1;
            continue;
        };
        let end = (at..stretch.end).find(|next| side(*next) != Some(own)).unwrap_or(stretch.end);
        if end - at >= 8 {
            signals.push(Signal {
                rule: Rule::Run,
                first: at,
                last: end - 1,
                fired: at + 7,
                side: own,
            });
        }
        at = end;
    }
    let near = |at: usize, own: Side| match own {
        Side::Above => !stretch.is_upper_clamped && value(at) > (centre + upper) / 2.0 + grain,
        Side::Below => !stretch.is_lower_clamped && value(at) < (centre + lower) / 2.0 - grain,
    };
    for own in [Side::Above, Side::Below] {
        let mut open: Option<Signal> = None;
        for start in stretch.first..stretch.end.saturating_sub(3).max(stretch.first) {
            let close: Vec<usize> = (start..start + 4).filter(|at| near(*at, own)).collect();
            // At the start of a stretch the third point is the first at which three are near.
            let &[first, _, third, ..] = close.as_slice() else { continue };
            let last = close.last().copied().unwrap_or(third);
            match &mut open {
                Some(signal) if signal.last + 1 >= first => signal.last = last,
                _ => {
                    signals.extend(open.take());
                    open = Some(Signal {
                        rule: Rule::NearLimit,
                        first,
                        last,
                        fired: third,
                        side: own,
                    });
                }
            }
        }
        signals.extend(open);
    }
}
