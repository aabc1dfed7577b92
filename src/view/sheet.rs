//! Fact sheets: what is known of a document in a line each.

use super::Html;
use super::parts::Link;

/// One line of a fact sheet: a label and one or more values.
#[derive(Clone, Debug, Default)]
pub struct Fact {
    /// What the values are, such as `Owner`.
    pub label: String,
    /// The values in order.
    pub values: Vec<Link>,
}

/// Returns tags as a list; empty where there are none.
pub fn tags_html(tags: &[Link]) -> Html {
    if tags.is_empty() {
        return Html::default();
    }
    let mut html = Html(String::with_capacity(64 + 64 * tags.len()));
    html.0.push_str("<ul class=\"tags\" aria-label=\"Tags\">");
    for tag in tags {
        html.0.push_str("<li>");
        tag.push_to(&mut html);
        html.0.push_str("</li>");
    }
    html.0.push_str("</ul>");
    html
}

/// Returns a fact sheet as a list of labels and values; empty where there are no facts.
pub fn sheet_html(facts: &[Fact]) -> Html {
    if facts.is_empty() {
        return Html::default();
    }
    let mut html = Html(String::with_capacity(768));
    html.0.push_str("<dl class=\"facts\">\n");
    for fact in facts {
        html.0.push_str("<div><dt>");
        html.push_text(&fact.label);
        html.0.push_str("</dt><dd>");
        for (at, value) in fact.values.iter().enumerate() {
            html.0.push_str(if at == 0 { "" } else { ", " });
            value.push_to(&mut html);
        }
        html.0.push_str("</dd></div>\n");
    }
    html.0.push_str("</dl>");
    html
}
