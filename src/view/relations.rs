//! What a page has to do with others.

use super::Html;
use super::parts::{Link, Pill};

/// What stands on the other side of relations, grouped by the relation's words.
#[derive(Clone, Debug, Default)]
pub struct Relation {
    /// The relation seen from here, such as `Informed by`.
    pub heading: String,
    /// The other sides in order.
    pub links: Vec<RelationLink>,
}

/// The other side of one relation.
#[derive(Clone, Debug, Default)]
pub struct RelationLink {
    /// Its title.
    pub link: Link,
    /// What it is, such as `Deep dive`.
    pub kind: Option<String>,
    /// Its state.
    pub state: Option<Pill>,
    /// The sentence that holds the link, inline, the link itself marked.
    pub sentence: Option<Html>,
}

/// Returns relations as a section with its heading; empty where there are none.
pub fn relations_html(relations: &[Relation]) -> Html {
    if relations.is_empty() {
        return Html::default();
    }
    let rows: usize = relations.iter().map(|relation| relation.links.len()).sum();
    let mut html = Html(String::with_capacity(256 + 512 * rows));
    html.0.push_str(
        "<section class=\"relations\" aria-labelledby=\"tl-relations\">\n\
         <h2 id=\"tl-relations\">How this connects</h2>\n<dl>\n",
    );
    for relation in relations {
        html.0.push_str("<div><dt>");
        html.push_text(&relation.heading);
        html.0.push_str("</dt>");
        for other in &relation.links {
            html.0.push_str("\n<dd>");
            other.link.push_to(&mut html);
            html.push_within(" <span class=\"kind\">", other.kind.as_deref(), "</span>");
            if let Some(state) = &other.state {
                html.0.push(' ');
                state.push_to(&mut html);
            }
            if let Some(sentence) = &other.sentence {
                html.0.push_str("<p>");
                html.0.push_str(&sentence.0);
                html.0.push_str("</p>");
            }
            html.0.push_str("</dd>");
        }
        html.0.push_str("</div>\n");
    }
    html.0.push_str("</dl>\n</section>");
    html
}
