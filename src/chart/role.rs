//! What a shape stands for; themes style it by the class.

use plotters::style::RGBColor;
use plotters_backend::BackendColor;

/// What a shape or a text stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// The area of the usual range.
    Band,
    /// Grid lines and ticks.
    Grid,
    /// Limits.
    Limit,
    /// Limits of so few points that they will still move.
    Provisional,
    /// The centre.
    Centre,
    /// The target.
    Target,
    /// A ship date.
    Release,
    /// The circle around the number of a ship date.
    ReleaseCircle,
    /// The number of a ship date.
    ReleaseNumber,
    /// The line of the series.
    Series,
    /// A point.
    Dot,
    /// A point of a signal towards the better.
    Good,
    /// A point of a signal towards the worse.
    Bad,
    /// A point of a signal that is neither.
    Neutral,
    /// The last point.
    Last,
    /// Where a pointer finds a point.
    Hit,
    /// A plain label.
    Text,
    /// The label of the last value.
    Strong,
    /// The label of the target.
    Accent,
    /// A bar of a count.
    Amount,
    /// The newest of several bars.
    Newest,
    /// What lies between a line and zero.
    Fill,
    /// How far an interval reaches.
    Reach,
    /// One thing of a cohort.
    Unit,
    /// One thing of a cohort of which more may become known.
    Open,
    /// What was done again.
    Again,
    /// How many stand behind a point.
    Count,
}

impl Role {
    /// Every role, in the order of its number.
    pub(super) const ALL: [Role; 27] = [
        Role::Band,
        Role::Grid,
        Role::Limit,
        Role::Provisional,
        Role::Centre,
        Role::Target,
        Role::Release,
        Role::ReleaseCircle,
        Role::ReleaseNumber,
        Role::Series,
        Role::Dot,
        Role::Good,
        Role::Bad,
        Role::Neutral,
        Role::Last,
        Role::Hit,
        Role::Text,
        Role::Strong,
        Role::Accent,
        Role::Amount,
        Role::Newest,
        Role::Fill,
        Role::Reach,
        Role::Unit,
        Role::Open,
        Role::Again,
        Role::Count,
    ];

    /// Returns the class; empty for plain labels.
    pub(super) fn class(self) -> &'static str {
        match self {
            Role::Band => "band",
            Role::Grid => "grid",
            Role::Limit => "lim",
            Role::Provisional => "lim prov",
            Role::Centre => "c",
            Role::Target => "tg",
            Role::Release => "rel",
            Role::ReleaseCircle => "relc",
            Role::ReleaseNumber => "reln",
            Role::Series => "s",
            Role::Dot => "dot",
            Role::Good => "sig",
            Role::Bad => "sigb",
            Role::Neutral => "sign",
            Role::Last => "last",
            Role::Hit => "hit",
            Role::Text => "",
            Role::Strong => "strong",
            Role::Accent => "acc",
            Role::Amount => "amount",
            Role::Newest => "newest",
            Role::Fill => "fill",
            Role::Reach => "reach",
            Role::Unit => "unit",
            Role::Open => "unit open",
            Role::Again => "again",
            Role::Count => "n",
        }
    }

    /// Returns the colour that carries the role through plotters.
    pub(super) fn color(self) -> RGBColor {
        RGBColor(MARK.0, self as u8, MARK.1)
    }

    /// Returns the role in a colour. A colour that no role made is a bug; it becomes a plain label.
    pub(super) fn of(color: BackendColor) -> Role {
        let (red, number, blue) = color.rgb;
        let role = Role::ALL.get(usize::from(number)).filter(|_| (red, blue) == MARK);
        debug_assert!(role.is_some(), "no role has the colour {:?}", color.rgb);
        role.copied().unwrap_or(Role::Text)
    }
}

/// Red and blue of each colour that carries a role.
const MARK: (u8, u8) = (0xF0, 0x0F);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_theme_styles_each_role() {
        let style = include_str!("../../themes/default/style.css");
        for class in Role::ALL.iter().flat_map(|role| role.class().split_whitespace()) {
            let rule = format!(".{class} {{");
            let is_styled = style.lines().any(|line| line.contains("svg") && line.contains(&rule));
            assert!(is_styled, "no rule for `.{class}`");
        }
    }

    /// Returns the relative luminance of `#rgb` or `#rrggbb`, after the rules of accessible pages.
    fn luminance(color: &str) -> f64 {
        let digits = color.trim().trim_start_matches('#');
        let wide: String = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => digits.to_owned(),
        };
        let part = |at: usize| {
            let part = f64::from(u8::from_str_radix(&wide[at..at + 2], 16).unwrap()) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
    }

    // A band and an area are grounds on which lines lie; whatever else is drawn has to be told from paper.
    #[test]
    fn what_is_drawn_stands_out_three_to_one_in_both_themes() {
        let style = include_str!("../../themes/default/style.css");
        let value = |name: &str, scheme: usize| {
            let start = format!("--{name}: light-dark(");
            let both = style.lines().find_map(|line| line.trim().strip_prefix(&start)).unwrap();
            luminance(both.trim_end_matches(");").split(',').nth(scheme).unwrap())
        };
        for scheme in [0, 1] {
            for ground in ["paper", "surface"] {
                for ink in ["ink", "ink-2", "ink-3", "mark", "accent", "good", "bad"] {
                    let pair = [value(ink, scheme), value(ground, scheme)];
                    let (low, high) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
                    let ratio = (high + 0.05) / (low + 0.05);
                    assert!(ratio >= 3.0, "{ink} on {ground}: {ratio:.2}, scheme {scheme}");
                }
            }
        }
    }
}
