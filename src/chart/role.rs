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

    const STYLE: &str = include_str!("../../themes/default/style.css");

    #[test]
    fn the_default_theme_styles_each_role() {
        for class in Role::ALL.iter().flat_map(|role| role.class().split_whitespace()) {
            let rule = format!(".{class} {{");
            let is_styled = STYLE.lines().any(|line| line.contains("svg") && line.contains(&rule));
            assert!(is_styled, "no rule for `.{class}`");
        }
    }

    /// Returns what the default theme sets a property to where it styles a role, without the `var()`.
    fn styled(role: Role, property: &str) -> Option<&'static str> {
        let class = role.class().split_whitespace().next();
        let rule = class.map_or("svg text".to_owned(), |class| format!("svg .{class}"));
        let names =
            |line: &str| [" {", ","].iter().any(|end| line.contains(&format!("{rule}{end}")));
        let line = STYLE.lines().find(|line| names(line))?;
        let (_, declarations) = line.split_once('{')?;
        let value = declarations.split(';').find_map(|declaration| {
            let (name, value) = declaration.split_once(':')?;
            (name.trim() == property).then_some(value.trim())
        })?;
        value.strip_prefix("var(--")?.strip_suffix(')')
    }

    /// Returns the light and the dark colour of a custom property.
    fn colours(variable: &str) -> [&'static str; 2] {
        let start = format!("  --{variable}: light-dark(");
        let line = STYLE.lines().find_map(|line| line.strip_prefix(&start)).unwrap();
        let (light, dark) = line.trim_end_matches(");").split_once(", ").unwrap();
        [light, dark]
    }

    /// Returns the relative luminance of `#rgb` or `#rrggbb` as the rules of accessible pages define it.
    fn luminance(colour: &str) -> f64 {
        let digits: Vec<u8> = colour[1..].bytes().collect();
        let width = digits.len() / 3;
        let part = |at: usize| {
            let digits = std::str::from_utf8(&digits[at * width..][..width]).unwrap();
            let value = u8::from_str_radix(&digits.repeat(3 - width), 16).unwrap();
            let part = f64::from(value) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(0) + 0.7152 * part(1) + 0.0722 * part(2)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn contrast_is_that_of_known_pairs() {
        assert!((contrast("#000", "#ffffff") - 21.0).abs() < 1e-9);
        // The lightest grey that may be text on white, and the lightest that may be a mark.
        assert!((contrast("#767676", "#fff") - 4.54).abs() < 0.005);
        assert!((contrast("#949494", "#fff") - 3.03).abs() < 0.005);
    }

    /// Text of 4.5 : 1 and marks of 3 : 1 on whatever they lie on: the page, a card, the usual range.
    #[test]
    fn each_role_stands_out_in_both_themes() {
        let mut wrong = Vec::new();
        for role in Role::ALL {
            let wanted = match role {
                Role::Text | Role::Count | Role::Strong | Role::Accent | Role::ReleaseNumber => 4.5,
                // Quiet on purpose: what they say stands beside them in figures, the edges of the range
                // and of an area are marks of their own, and the last cannot be seen at all.
                Role::Band | Role::Fill | Role::Grid | Role::Hit => continue,
                _ => 3.0,
            };
            let inks: Vec<&str> =
                ["fill", "stroke"].iter().filter_map(|name| styled(role, name)).collect();
            for (theme, name) in ["light", "dark"].into_iter().enumerate() {
                for ground in ["paper", "surface", "sunk"] {
                    let ground = colours(ground)[theme];
                    let of = |ink: &&str| contrast(colours(ink)[theme], ground);
                    let best = inks.iter().map(of).fold(0.0, f64::max);
                    if best < wanted {
                        wrong.push(format!("{role:?}, {name}, on {ground}: {best:.2}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
