//! Fills the holes of a document's HTML for the page that shows it.

use crate::doc::{Doc, Fragment, Hole, Item, Link, Segment, SentencePart};
use crate::html;
use crate::id::DocId;
use crate::kind::{ActionState, ItemKind};
use crate::site::routes::Route;
use crate::site::{End, Site, State, Target};
use crate::view::Html;

use super::here::Here;
use super::{charts, chips, query};

/// Returns a body in which the first use of each term of the glossary leads to its meaning.
fn explained(here: &Here, doc: DocId, body: Html) -> Html {
    Html(here.kept.terms().explain(here, doc, body.0))
}

/// Returns the whole body of a document, without what its snapshot hides.
pub(super) fn whole(here: &Here, doc: DocId) -> Html {
    let fragments = &here.site.doc(doc).body.fragments;
    explained(here, doc, fragments_of(here, doc, fragments))
}

/// Returns the body without the paragraph that it begins with, where the summary above it says the same
/// in full.
pub(super) fn after_summary(here: &Here, doc: DocId) -> Html {
    let document = here.site.doc(doc);
    let (_, rest) = document.body.fragments.split_at(document.body.lead);
    match document.front.summary.is_none() && !says_more(document) {
        true => explained(here, doc, fragments_of(here, doc, rest)),
        false => whole(here, doc),
    }
}

/// Returns whether the paragraph that a body begins with stands in for the summary, and says more than
/// the plain text of it, which may be cut: then it is shown once, whole and with its links.
pub(super) fn says_more(document: &Doc) -> bool {
    let mut lead = document.body.fragments.iter().take(document.body.lead);
    let has_links = lead.any(|fragment| {
        fragment.segments.iter().any(|segment| !matches!(segment, Segment::Html(_)))
    });
    document.front.summary.is_none() && (has_links || document.summary.ends_with('…'))
}

/// Returns the title of an item as HTML, with its links seen from the page at hand.
pub(super) fn item_title(here: &Here, doc: DocId, item: &Item) -> Html {
    fragments_of(here, doc, std::slice::from_ref(&item.title_html))
}

/// Returns the body of an item, where it is there.
pub(super) fn item_body(here: &Here, doc: DocId, item: &Item) -> Option<Html> {
    let fragments = here.site.doc(doc).body.fragments.get(item.body.0..item.body.1)?;
    let html = fragments_of(here, doc, fragments);
    (!html.0.trim().is_empty()).then_some(html)
}

fn fragments_of(here: &Here, doc: DocId, fragments: &[Fragment]) -> Html {
    let mut html = String::with_capacity(fragments.iter().map(room).sum());
    let mut filling = Filling { here, doc, html: &mut html, links: Vec::new() };
    for fragment in fragments {
        if here.site.opens(doc, fragment.gate) {
            filling.fragment(fragment);
        }
    }
    Html(html)
}

/// Returns about how many bytes a fragment takes on its page.
fn room(fragment: &Fragment) -> usize {
    /// What most holes take: a link's start, a chip.
    const HOLE: usize = 80;
    let bytes = fragment.segments.iter().map(|segment| match segment {
        Segment::Html(html) => html.len(),
        Segment::Hole(_) => HOLE,
    });
    bytes.sum()
}

/// Returns the sentence around a link, with all links in it marked that lead to the same document.
pub(super) fn sentence(here: &Here, doc: DocId, link: usize) -> Option<Html> {
    let body = &here.site.doc(doc).body;
    let parts = &body.links.get(link)?.sentence;
    let place = |at: usize| match here.site.target(doc, at)? {
        Target::Page { doc, .. } | Target::Chart(doc, _) | Target::Download(doc) => Some(*doc),
        _ => None,
    };
    let meant = place(link);
    let mut html = String::new();
    for part in parts {
        match part {
            SentencePart::Text(text) => html::push_text(&mut html, text),
            SentencePart::Link(at) => {
                let words = link_words(here.site, doc, *at);
                let is_meant = *at == link || (meant.is_some() && place(*at) == meant);
                let tag = if is_meant { "mark" } else { "span" };
                html.push_str(&format!("<{tag}>"));
                html::push_text(&mut html, &words);
                html.push_str(&format!("</{tag}>"));
            }
        }
    }
    (!html.is_empty()).then_some(Html(html))
}

/// Returns the text of a link; where it has none of its own, what its target is called.
pub(super) fn link_words(site: &Site, doc: DocId, at: usize) -> String {
    let link = &site.doc(doc).body.links[at];
    if !link.text.is_empty() {
        return link.text.clone();
    }
    match site.target(doc, at) {
        Some(Target::Page { doc: kpi, anchor: None, .. }) if link.asks_for_a_value() => {
            charts::in_words(site, *kpi)
        }
        Some(
            Target::Page { doc: to, anchor: None, .. }
            | Target::Chart(to, _)
            | Target::Download(to),
        ) => site.doc(*to).title.clone(),
        Some(Target::Page { item: Some(item), .. }) => site.item(*item).title.clone(),
        Some(Target::Page { doc: to, anchor: Some(anchor), item: None }) => {
            let to = site.doc(*to);
            let heading = to.body.headings.iter().find(|heading| heading.anchor == *anchor);
            match heading {
                Some(heading) => format!("{} › {}", to.title, heading.text),
                None => to.title.clone(),
            }
        }
        Some(Target::External | Target::Asset(_)) => link.target.clone(),
        // The title of something hidden must not be told; its name stands in the source that
        // the reader cannot see either.
        Some(Target::Broken) | None => "…".to_owned(),
    }
}

struct Filling<'a, 'b> {
    here: &'a Here<'a>,
    doc: DocId,
    html: &'b mut String,
    /// Of each link that is open, outermost first, whether it leads somewhere.
    links: Vec<bool>,
}

impl Filling<'_, '_> {
    fn fragment(&mut self, fragment: &Fragment) {
        for segment in &fragment.segments {
            match segment {
                Segment::Html(html) => self.html.push_str(html),
                Segment::Hole(hole) => self.hole(*hole),
            }
        }
    }

    fn hole(&mut self, hole: Hole) {
        match hole {
            Hole::LinkStart(at) => self.link_start(at),
            Hole::LinkText(at) => {
                let words = link_words(self.here.site, self.doc, at);
                html::push_text(self.html, &words);
            }
            Hole::LinkEnd(_) => {
                let leads = self.links.pop().unwrap_or_default();
                self.html.push_str(if leads { "</a>" } else { "</span>" });
            }
            Hole::Image(at) => self.image(at),
            Hole::Figure(at) => self.figure(at),
            Hole::Chart(at) => self.chart(at),
            Hole::Chips(at) => self.html.push_str(&chips::chips(self.here, self.doc, at)),
            Hole::Checkbox(at) => self.checkbox(at),
            Hole::Code(at) => {
                self.html.push_str(self.here.site.doc(self.doc).body.code[at].code.html());
            }
            Hole::Diagram(at) => {
                self.html.push_str(self.here.site.doc(self.doc).body.diagrams[at].html());
            }
            Hole::Query(at) => self.html.push_str(&query::placed(self.here, self.doc, at).0),
        }
    }

    fn link(&self, at: usize) -> &Link {
        &self.here.site.doc(self.doc).body.links[at]
    }

    /// Returns the address of a link as seen from the page at hand.
    fn href(&self, at: usize) -> Option<String> {
        let here = self.here;
        let routes = &here.site.routes;
        match here.site.target(self.doc, at)? {
            Target::External => Some(self.link(at).target.clone()),
            Target::Page { doc, anchor, .. } => {
                let path = routes.path(&Route::Doc(*doc))?;
                Some(match anchor {
                    Some(anchor) if path == here.path => format!("#{anchor}"),
                    Some(anchor) => format!("{}#{anchor}", here.way(path)),
                    None => here.way(path),
                })
            }
            Target::Asset(path) => Some(here.way(routes.path(&Route::Asset(path.clone()))?)),
            Target::Download(kpi) => here.href(&Route::Download(*kpi)),
            Target::Chart(kpi, _) => here.href_of(End::Doc(*kpi)),
            Target::Broken => None,
        }
    }

    fn link_start(&mut self, at: usize) {
        let href = self.href(at);
        self.links.push(href.is_some());
        let Some(href) = href else {
            self.html.push_str("<span class=\"broken\">");
            return;
        };
        self.html.push_str("<a href=\"");
        html::push_text(self.html, &href);
        self.html.push('"');
        if matches!(self.here.site.target(self.doc, at), Some(Target::External)) {
            self.html.push_str(" rel=\"noopener\"");
        }
        let title = self.link(at).title.clone();
        if !title.is_empty() {
            self.html.push_str(" title=\"");
            html::push_text(self.html, &title);
            self.html.push('"');
        }
        self.html.push('>');
    }

    fn image(&mut self, at: usize) {
        let text = self.link(at).text.clone();
        if let Some(Target::Chart(kpi, options)) = self.here.site.target(self.doc, at) {
            return self.html.push_str(&charts::in_line(self.here, *kpi, *options, &text).0);
        }
        let is_foreign = matches!(self.here.site.target(self.doc, at), Some(Target::External));
        match self.href(at) {
            // A picture elsewhere would be a request to a foreign host: it stays a link.
            Some(href) if is_foreign => {
                self.html.push_str("<a href=\"");
                html::push_text(self.html, &href);
                self.html.push_str("\" rel=\"noopener\">");
                html::push_text(self.html, if text.is_empty() { &href } else { &text });
                self.html.push_str("</a>");
            }
            Some(href) => {
                let title = self.link(at).title.clone();
                self.picture(at, &href, &title);
            }
            None => {
                self.html.push_str("<span class=\"broken\">");
                html::push_text(self.html, &text);
                self.html.push_str("</span>");
            }
        }
    }

    /// Writes a picture beside the documents, with the room that it takes.
    fn picture(&mut self, at: usize, href: &str, title: &str) {
        let (site, link) = (self.here.site, self.link(at));
        let (text, target) = (link.text.clone(), link.target.clone());
        self.html.push_str("<img src=\"");
        html::push_text(self.html, href);
        self.html.push_str("\" alt=\"");
        html::push_text(self.html, &text);
        if !title.is_empty() {
            self.html.push_str("\" title=\"");
            html::push_text(self.html, title);
        }
        // As on code forges, of a pair each shows in one of the schemes.
        if target.ends_with("#gh-dark-mode-only") {
            self.html.push_str("\" class=\"only-dark");
        } else if target.ends_with("#gh-light-mode-only") {
            self.html.push_str("\" class=\"only-light");
        }
        let size = match site.target(self.doc, at) {
            Some(Target::Asset(path)) => site.graph.pictures.get(path),
            _ => None,
        };
        if let Some(size) = size {
            let (width, height) = (size.width, size.height);
            self.html.push_str(&format!("\" width=\"{width}\" height=\"{height}"));
        }
        self.html.push_str("\" loading=\"lazy\">");
    }

    fn figure(&mut self, at: usize) {
        let href = self.href(at);
        let is_own = matches!(self.here.site.target(self.doc, at), Some(Target::Asset(_)));
        let Some(href) = href.filter(|_| is_own) else {
            self.html.push_str("<p>");
            self.image(at);
            return self.html.push_str("</p>");
        };
        let title = self.link(at).title.clone();
        self.html.push_str("<figure>");
        self.picture(at, &href, "");
        self.html.push_str("<figcaption>");
        html::push_text(self.html, &title);
        self.html.push_str("</figcaption></figure>");
    }

    fn chart(&mut self, at: usize) {
        let text = self.link(at).text.clone();
        if let Some(Target::Chart(kpi, options)) = self.here.site.target(self.doc, at) {
            let chart = charts::placed(self.here, *kpi, *options, &text, &format!("tl-chart-{at}"));
            return self.html.push_str(&chart.0);
        }
        self.html.push_str("<p class=\"broken\">");
        html::push_text(self.html, &text);
        self.html.push_str("</p>");
    }

    fn checkbox(&mut self, at: usize) {
        let id = self.here.site.graph.nodes[self.doc.index()].item(at);
        let is_done = matches!(self.here.site.item_state(id), State::Action(ActionState::Done))
            || (self.here.site.item(id).kind != ItemKind::Action
                && self.here.site.item(id).ticked == Some(true));
        let (state, word) = if is_done { (" checked", "done") } else { ("", "not done") };
        self.html
            .push_str(&format!("<input type=\"checkbox\" disabled{state} aria-label=\"{word}\"> "));
    }
}
