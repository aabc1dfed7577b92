//! The small parts of running text as HTML: text, links, pills.

use crate::view::Html;
use crate::view::parts::{Pill, Shape, Tone};

/// Returns a pill as HTML, with its shape as a character.
pub(super) fn pill_html(pill: &Pill) -> String {
    let tone = match pill.tone {
        Tone::Plain => "",
        Tone::Quiet => " quiet",
        Tone::Good => " good",
        Tone::Bad => " bad",
        Tone::Accent => " accent",
    };
    let symbol = symbol(pill.shape);
    format!(
        "<span class=\"pill{tone}\"><span class=\"symbol\" aria-hidden=\"true\">{symbol}</span> {}</span>",
        text(&pill.word)
    )
}

/// Returns the character that stands for a shape in running text.
fn symbol(shape: Shape) -> char {
    match shape {
        Shape::Dot => '●',
        Shape::Ring => '○',
        Shape::Half => '◐',
        Shape::Dashed => '◌',
        Shape::Check => '✓',
        Shape::Cross => '✕',
        Shape::Dash => '–',
        Shape::Up => '▲',
        Shape::Down => '▼',
        Shape::Diamond => '◇',
        Shape::Alert => '!',
        Shape::Info => 'i',
        Shape::Clock => '◷',
    }
}

/// Returns a link as HTML, or its text where it leads nowhere.
pub(super) fn anchor(words: &str, href: Option<&str>) -> String {
    match href {
        Some(href) => format!("<a href=\"{}\">{}</a>", text(href), text(words)),
        None => text(words),
    }
}

/// Returns text escaped for HTML.
pub(super) fn text(text: &str) -> String {
    Html::text(text).0
}
