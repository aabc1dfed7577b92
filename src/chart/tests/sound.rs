//! What holds of every picture, and how one is read back.

use crate::chart::label::width;
use crate::chart::role::Role;

/// A tag with the text behind it.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    pub(super) text: &'a str,
}

impl<'a> Tag<'a> {
    pub(super) fn get(&self, key: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(own, _)| *own == key).map(|(_, value)| *value)
    }

    pub(super) fn number(&self, key: &str) -> f64 {
        self.get(key).map_or(0.0, |value| numbers(value)[0])
    }

    pub(super) fn class(&self) -> &'a str {
        self.get("class").unwrap_or("")
    }

    /// Returns where a text begins and where it ends, as wide as its letters are estimated.
    pub(super) fn span(&self) -> (f64, f64) {
        let role = if self.class() == "strong" { Role::Strong } else { Role::Text };
        let (x, wide) = (self.number("x"), width(&plain(self.text), role));
        match (self.get("text-anchor"), self.class()) {
            (Some("middle"), _) | (_, "reln" | "n") => (x - wide / 2.0, x + wide / 2.0),
            (Some("end"), _) => (x - wide, x),
            _ => (x, x + wide),
        }
    }
}

/// Returns the tags of an SVG; panics where it is not well-formed.
pub(super) fn tags(svg: &str) -> Vec<Tag<'_>> {
    let mut open = Vec::new();
    let mut tags = Vec::new();
    let mut rest = svg;
    while let Some(start) = rest.find('<') {
        assert_text(&rest[..start]);
        let end = rest.find('>').expect("a tag ends");
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "tags nest");
            continue;
        }
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut inside) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes: Vec<(&str, &str)> = Vec::new();
        while !inside.is_empty() {
            let (key, after) = inside.split_once("=\"").expect("an attribute has a value");
            let (value, after) = after.split_once('"').expect("a value is closed");
            assert!(key.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-'), "{key}");
            assert!(attributes.iter().all(|(other, _)| *other != key), "{key} twice in {tag}");
            assert_text(value);
            attributes.push((key, value));
            inside = after.trim_start();
        }
        let text = if is_empty { "" } else { rest.split('<').next().unwrap_or("") };
        tags.push(Tag { name, attributes, text });
        if !is_empty {
            open.push(name);
        }
    }
    assert_text(rest);
    assert_eq!(open, Vec::<&str>::new(), "all is closed");
    tags
}

/// Asserts that a text holds nothing but what XML allows there.
fn assert_text(text: &str) {
    assert!(!text.contains(['<', '>', '"']), "{text:?}");
    let is_foreign =
        |letter: char| letter.is_control() || matches!(letter, '\u{fffe}'..='\u{ffff}');
    assert!(!text.contains(is_foreign), "{text:?}");
    for part in text.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;", "#39;"];
        assert!(known.iter().any(|entity| part.starts_with(entity)), "{text:?}");
    }
}

/// Returns a text without entities.
pub(super) fn plain(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&amp;", "&")
}

/// Returns the numbers in an attribute: each has at most one decimal.
pub(super) fn numbers(text: &str) -> Vec<f64> {
    text.split(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == '-'))
        .filter(|number| !number.is_empty())
        .map(|number| {
            assert!(
                number.split_once('.').is_none_or(|(_, decimals)| decimals.len() == 1),
                "{number}"
            );
            number.parse().unwrap()
        })
        .collect()
}

/// Asserts what holds of every picture; returns its tags.
pub(super) fn assert_sound(svg: &str) -> Vec<Tag<'_>> {
    // The diverging bars have classes of their own, which a test of theirs compares with the theme.
    const OTHERS: [&str; 13] = [
        "spark",
        "line",
        "for1",
        "for2",
        "against1",
        "against2",
        "amid",
        "zero",
        "untold",
        "on-for1",
        "on-for2",
        "on-against1",
        "on-against2",
    ];
    let is_known = |class: &str| {
        OTHERS.contains(&class)
            || class == "on-amid"
            || Role::ALL.iter().any(|role| role.class() == class)
    };
    let tags = tags(svg);
    let view = tags[0].get("viewBox").unwrap();
    let [_, _, wide, high] = numbers(view)[..] else { panic!("{view}") };
    let inside = |x: f64, y: f64| {
        assert!((0.0..=wide).contains(&x) && (0.0..=high).contains(&y), "{x} {y} in {svg}");
    };
    for tag in &tags {
        for banned in ["style", "fill", "stroke", "color"] {
            assert_eq!(tag.get(banned), None, "{svg}");
        }
        assert!(is_known(tag.class()), "{}", tag.class());
        let number = |key: &str| tag.number(key);
        match tag.name {
            "svg" | "title" | "desc" | "g" => {}
            "text" => {
                let y = number("y");
                // A letter may rise by most of its size, and hang by a quarter.
                assert!(y >= 9.0 && y <= high - 2.5, "{y} of {:?} in {svg}", tag.text);
                let (left, right) = tag.span();
                // Rounding to tenths moves either end.
                let is_inside = left > -0.1 && right < wide + 0.1;
                assert!(is_inside, "{:?} from {left} to {right} in {svg}", tag.text);
            }
            "circle" => {
                let (x, y) = (number("cx"), number("cy"));
                inside(x, y);
            }
            "rect" => {
                inside(number("x"), number("y"));
                // Both ends are rounded, and so is what lies between them.
                let right = number("x") + number("width");
                inside((right - 0.06).max(0.0), number("y") + number("height"));
            }
            "polyline" => {
                let all = numbers(tag.get("points").unwrap());
                assert!(all.len() >= 4 && all.len().is_multiple_of(2));
                all.chunks(2).for_each(|spot| inside(spot[0], spot[1]));
            }
            "path" => {
                let d = tag.get("d").unwrap();
                assert!(d.chars().all(|letter| "MHVLZ .-0123456789".contains(letter)), "{d}");
                for part in d.split('M').skip(1) {
                    let all = numbers(part);
                    inside(all[0], all[1]);
                    match part {
                        part if part.contains('H') => inside(all[2], all[1]),
                        part if part.contains('V') => inside(all[0], all[2]),
                        _ => all.chunks(2).for_each(|spot| inside(spot[0], spot[1])),
                    }
                }
            }
            other => panic!("<{other}> is none of ours"),
        }
        let mut words = tag.text.split(|letter: char| !letter.is_alphabetic());
        assert!(!words.any(|word| matches!(word, "NaN" | "inf")), "{:?}", tag.text);
    }
    assert!(svg.matches("<title>").count() <= 120, "{svg}");
    tags
}
