//! The small parts of running text as HTML: text, links and numbers.

use crate::html::push_text;
pub(super) use crate::html::text;

/// Returns a link as HTML, or its text where it leads nowhere.
pub(super) fn anchor(words: &str, href: Option<&str>) -> String {
    match href {
        Some(href) => {
            let mut html = String::with_capacity(href.len() + words.len() + 16);
            html.push_str("<a href=\"");
            push_text(&mut html, href);
            html.push_str("\">");
            push_text(&mut html, words);
            html.push_str("</a>");
            html
        }
        None => text(words),
    }
}

/// Returns a number without trailing zeros.
pub(super) fn plain(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
