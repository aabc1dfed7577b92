//! The small parts of running text as HTML: text, links and numbers.

pub(super) use crate::html::text;
use crate::view::Html;

/// Returns a link as HTML, or its text where it leads nowhere.
pub(super) fn anchor(words: &str, href: Option<&str>) -> String {
    Html::link(words, href, "").0
}

/// Returns a number without trailing zeros.
pub(super) fn plain(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
