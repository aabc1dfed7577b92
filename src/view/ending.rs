//! How a page ends: how old it is, where it can be edited, and where the chain goes on.

use serde::Serialize;

use super::Html;
use super::shape::Shape;

/// When something last changed, and whether that is too long ago.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Freshness {
    /// The sentence, such as `Reviewed 14 Aug 2026, due again in November`.
    pub text: String,
    /// Whether a review is overdue.
    pub is_stale: bool,
}

/// Links from a page to its source.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Where the page can be edited.
    pub edit: Option<String>,
    /// Where an open question of it can be answered.
    pub answer: Option<String>,
    /// Where a question can be asked about it.
    pub ask: Option<String>,
}

/// The neighbour along the chain.
#[derive(Clone, Debug, Default)]
pub struct Neighbour {
    /// How it relates, such as `The objective it serves`.
    pub label: String,
    /// Its title.
    pub text: String,
    /// Where it is.
    pub href: String,
}

/// The end of a page.
#[derive(Clone, Debug, Default)]
pub struct Ending {
    /// When it last changed.
    pub freshness: Option<Freshness>,
    /// Links to the source.
    pub source: Source,
    /// The neighbour before along the chain.
    pub previous: Option<Neighbour>,
    /// The neighbour after along the chain.
    pub next: Option<Neighbour>,
    /// Where the whole chain stands on one page.
    pub whole: Option<String>,
}

impl Ending {
    /// Returns the end of a page; empty where there is nothing to say.
    pub fn html(&self) -> Html {
        let mut html = Html(String::with_capacity(1024));
        self.push_source(&mut html);
        let neighbours = [("prev", &self.previous), ("next", &self.next)];
        if neighbours.iter().any(|(_, neighbour)| neighbour.is_some()) {
            html.0.push_str("<nav class=\"along\" aria-label=\"Along the chain\">");
            for (way, neighbour) in neighbours {
                if let Some(neighbour) = neighbour {
                    neighbour.push_to(&mut html, way);
                }
            }
            html.0.push_str("\n</nav>");
        }
        html
    }

    fn push_source(&self, html: &mut Html) {
        let Source { edit, answer, ask } = &self.source;
        let links = [
            ("Edit this page", edit),
            ("Answer a question", answer),
            ("Ask a question", ask),
            ("Whole chain on one page, to print", &self.whole),
        ];
        if self.freshness.is_none() && links.iter().all(|(_, href)| href.is_none()) {
            return;
        }
        html.0.push_str("<p class=\"page-end\">");
        if let Some(freshness) = &self.freshness {
            if freshness.is_stale {
                html.0.push_str("<span class=\"stale\">");
                html.0.push_str(Shape::Clock.drawing());
                html.0.push(' ');
            } else {
                html.0.push_str("<span>");
            }
            html.push_text(&freshness.text);
            html.0.push_str("</span>");
        }
        for (text, href) in links {
            if href.is_some() {
                html.0.push(' ');
                html.push_link(text, href.as_deref(), "");
            }
        }
        html.0.push_str("</p>\n");
    }
}

impl Neighbour {
    fn push_to(&self, html: &mut Html, way: &str) {
        html.0.push_str("<a rel=\"");
        html.0.push_str(way);
        html.0.push_str("\" href=\"");
        html.push_text(&self.href);
        html.0.push_str("\"><span class=\"over\">");
        html.push_text(&self.label);
        html.0.push_str("</span><span>");
        html.push_text(&self.text);
        html.0.push_str("</span></a>");
    }
}
