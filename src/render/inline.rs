//! The small parts of running text as HTML: text and links.

use crate::view::Html;

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
