//! Numbers as people read them.

/// Returns a count with spaces between its thousands.
pub fn count(n: u64) -> String {
    number(n as f64, 0)
}

/// Returns a number with fixed decimals, a real minus sign, and thin spaces between thousands.
pub(super) fn number(value: f64, decimals: usize) -> String {
    let text = plain(value.abs(), decimals);
    let is_negative = value < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    let (whole, fraction) = text.split_at(text.find('.').unwrap_or(text.len()));
    // Numbers of four digits read well without a space.
    let is_grouped = whole.len() > 4;
    if !is_negative && !is_grouped {
        return text;
    }
    let mut grouped = String::with_capacity(text.len() * 2);
    if is_negative {
        grouped.push('\u{2212}');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && is_grouped && (whole.len() - at).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped.push_str(fraction);
    grouped
}

/// Returns a number that is not negative with fixed decimals, as the formatter of the standard library
/// writes it.
fn plain(value: f64, decimals: usize) -> String {
    const POWERS: [f64; 7] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];
    /// Up to here a product is off by far less than [`TIE`].
    const MOST: f64 = 1e9;
    /// Nearer than this to the middle between two numbers, the formatter decides, which looks at all digits.
    const TIE: f64 = 1e-6;
    let exact = || format!("{value:.decimals$}");
    let Some(scaled) = POWERS.get(decimals).map(|power| value * power) else { return exact() };
    if scaled > MOST || !scaled.is_finite() || (scaled.fract() - 0.5).abs() < TIE {
        return exact();
    }
    // By hand: the exact digits of a float were a quarter of what a chart costs.
    let mut digits = [b'0'; 20];
    let (mut at, mut rest) = (digits.len(), scaled.round() as u64);
    for place in 0.. {
        if place == decimals && decimals > 0 {
            at -= 1;
            digits[at] = b'.';
        }
        if place > decimals && rest == 0 {
            break;
        }
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    // What was just written there is ASCII.
    String::from_utf8_lossy(&digits[at..]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_of_the_formatter() {
        let mut seed = 7_u64;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            seed >> 11
        };
        let ties =
            [0.0, 0.05, 0.25, 0.35, 0.5, 1.005, 1.5, 2.5, 2.675, 9.5, 9.995, 99.95, 1e9, 1e300];
        let quarters = (0..4_000).map(|at| f64::from(at) * 0.125);
        let wild: Vec<f64> =
            (0..200_000).map(|_| next() as f64 / 2_f64.powi((next() % 60) as i32)).collect();
        for value in ties.into_iter().chain(quarters).chain(wild) {
            for decimals in 0..8 {
                assert_eq!(plain(value, decimals), format!("{value:.decimals$}"), "{value:e}");
            }
        }
    }
}
