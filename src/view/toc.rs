//! The table of contents of a page.

use super::Html;
use super::parts::Link;

/// A heading of the page's own content.
#[derive(Clone, Debug, Default)]
pub struct TocEntry {
    /// The heading.
    pub link: Link,
    /// The headings below it; no deeper than one level.
    pub children: Vec<Link>,
}

/// Returns headings as a list of links, two levels deep; empty where there are none.
pub fn toc_html(entries: &[TocEntry]) -> Html {
    if entries.is_empty() {
        return Html::default();
    }
    let mut html = Html(String::with_capacity(1024));
    html.0.push_str("<ol>\n");
    for entry in entries {
        push_entry(&mut html, &entry.link);
        if !entry.children.is_empty() {
            html.0.push_str("<ol>");
            for child in &entry.children {
                push_entry(&mut html, child);
                html.0.push_str("</li>");
            }
            html.0.push_str("</ol>");
        }
        html.0.push_str("</li>\n");
    }
    html.0.push_str("</ol>");
    html
}

/// Writes an entry that is left open.
fn push_entry(html: &mut Html, link: &Link) {
    html.0.push_str("<li>");
    link.push_to(html);
}
