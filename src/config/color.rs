//! Colours that a site chooses, and whether what is written in them can be read.

/// A colour of sRGB.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Color(pub [u8; 3]);

/// The least contrast of text, after [WCAG 2.2, 1.4.3](https://www.w3.org/TR/WCAG22/#contrast-minimum).
pub(super) const READABLE: f64 = 4.5;

const WHITE: Color = Color([255; 3]);
const BLACK: Color = Color([0; 3]);

impl Color {
    /// Returns the colour that is written as `#7a2e6a` or `#726`.
    pub fn parse(text: &str) -> Option<Color> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let part = |from: usize, to: usize| u8::from_str_radix(digits.get(from..to)?, 16).ok();
        match digits.len() {
            6 => Some(Color([part(0, 2)?, part(2, 4)?, part(4, 6)?])),
            3 => Some(Color([part(0, 1)? * 17, part(1, 2)? * 17, part(2, 3)? * 17])),
            _ => None,
        }
    }

    /// Returns the colour as `#7a2e6a`.
    pub fn hex(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// Returns the contrast of two colours, 1 to 21.
    ///
    /// The formula is that of [WCAG 2.2](https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
    pub fn contrast(self, other: Color) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Returns the colour with a share of another one in it, 0 to 1.
    pub fn mixed(self, other: Color, share: f64) -> Color {
        let part = |own: u8, other: u8| {
            (f64::from(own) * (1.0 - share) + f64::from(other) * share).round() as u8
        };
        let ([a, b, c], [d, e, f]) = (self.0, other.0);
        Color([part(a, d), part(b, e), part(c, f)])
    }

    /// Returns the relative luminance, 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// What text in the accent stands on in one scheme: the page, and the page with a little of the accent.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Scheme {
    /// The background of pages.
    pub(super) paper: Color,
    /// How much of the accent is in the background of what is marked.
    pub(super) wash: f64,
}

/// The light scheme of the default theme.
pub(super) const LIGHT: Scheme = Scheme { paper: Color([0xfc, 0xfb, 0xf8]), wash: 0.08 };

/// The dark scheme of the default theme.
pub(super) const DARK: Scheme = Scheme { paper: Color([0x14, 0x15, 0x1a]), wash: 0.12 };

impl Scheme {
    /// Returns the background of what is marked.
    pub(super) fn wash(self, accent: Color) -> Color {
        self.paper.mixed(accent, self.wash)
    }

    /// Returns the least contrast of text in an accent.
    pub(super) fn contrast(self, accent: Color) -> f64 {
        accent.contrast(self.paper).min(accent.contrast(self.wash(accent)))
    }

    /// Returns the nearest colour to an accent, towards black or white, in which text can be read.
    pub(super) fn readable(self, accent: Color) -> Color {
        let away = if self == LIGHT { BLACK } else { WHITE };
        let steps = (0..=50).map(|step| accent.mixed(away, f64::from(step) / 50.0));
        let mut readable = steps.filter(|color| self.contrast(*color) >= READABLE);
        readable.next().unwrap_or(away)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(text: &str) -> Color {
        Color::parse(text).unwrap()
    }

    #[test]
    fn contrasts_are_those_of_the_guidelines() {
        // Black on white, the grey that just passes, and the one that just does not, as checkers tell them.
        for (text, paper, expected) in [
            ("#000", "#fff", 21.0),
            ("#767676", "#ffffff", 4.54),
            ("#777777", "#ffffff", 4.48),
            ("#ff0000", "#ffffff", 4.00),
            ("#0000ff", "#ffffff", 8.59),
        ] {
            let found = color(text).contrast(color(paper));
            assert!((found - expected).abs() < 0.005, "{text} on {paper}: {found}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_moved_until_it_can() {
        let yellow = color("#ffd000");
        assert!(LIGHT.contrast(yellow) < 1.5 && DARK.contrast(yellow) > READABLE);
        assert_eq!(DARK.readable(yellow), yellow);
        for scheme in [LIGHT, DARK] {
            for text in ["#ffd000", "#000", "#fff", "#7a2e6a", "#00f", "#808080"] {
                assert!(scheme.contrast(scheme.readable(color(text))) >= READABLE, "{text}");
            }
        }
    }

    #[test]
    fn colours_are_read_in_both_lengths() {
        assert_eq!(color("#7A2e6a").hex(), "#7a2e6a");
        assert_eq!(color("#726").hex(), "#772266");
        for text in ["726", "#72", "#7a2e6", "#7a2e6aff", "red", "#gggggg", "#+1+1+1", ""] {
            assert_eq!(Color::parse(text), None, "{text}");
        }
    }
}
