//! The page being made: how it links, names people and shows dates.

use crate::id::{Date, DocId, ItemId, RelPath};
use crate::kind::{BriefState, ItemKind, Kind, Relation};
use crate::site::address;
use crate::site::routes::Route;
use crate::site::{ChainLink, End, Site, State};
use crate::view::glyph::{self, NodeState};
use crate::view::parts::{Link, Pill, Tab};
use crate::view::{Html, glyph::Chain};

use super::kept::Kept;

/// One page of a site, from which everything on it is seen.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    /// The snapshot.
    pub(super) site: &'a Site,
    /// The output path of the page.
    pub(super) path: &'a RelPath,
    /// What the pages of the snapshot share.
    pub(super) kept: &'a Kept,
}

impl<'a> Here<'a> {
    /// Returns the way to a file of the output.
    pub(super) fn way(&self, to: &RelPath) -> String {
        address::href(self.path, to, self.site.config().urls)
    }

    /// Returns the way to a route, where it is there.
    pub(super) fn href(&self, route: &Route) -> Option<String> {
        self.site.routes.path(route).map(|path| self.way(path))
    }

    /// Returns the way to where a document or item is shown.
    pub(super) fn href_of(&self, end: End) -> Option<String> {
        let (path, anchor) = self.site.routes.place(self.site, end)?;
        Some(match anchor {
            Some(anchor) if path == self.path => format!("#{anchor}"),
            Some(anchor) => format!("{}#{anchor}", self.way(path)),
            None => self.way(path),
        })
    }

    /// Returns a link to a document or item by its title.
    pub(super) fn link(&self, end: End) -> Link {
        Link { text: self.title(end), href: self.href_of(end) }
    }

    /// Returns a link to a document by its title.
    pub(super) fn doc_link(&self, doc: DocId) -> Link {
        self.link(End::Doc(doc))
    }

    /// Returns a link to an item by its title.
    pub(super) fn item_link(&self, item: ItemId) -> Link {
        self.link(End::Item(item))
    }

    /// Returns a link to a route.
    pub(super) fn route_link(&self, text: impl Into<String>, route: &Route) -> Link {
        Link { text: text.into(), href: self.href(route) }
    }

    /// Returns a route as one of several that show the same, where it is there.
    pub(super) fn tab(&self, text: impl Into<String>, route: &Route) -> Option<Tab> {
        let path = self.site.routes.path(route)?;
        Some(Tab { text: text.into(), href: (path != self.path).then(|| self.way(path)) })
    }

    /// Returns the title of a document or item.
    pub(super) fn title(&self, end: End) -> String {
        match end {
            End::Doc(doc) => self.site.doc(doc).title.clone(),
            End::Item(item) => self.site.item(item).title.clone(),
        }
    }

    /// Returns a person or team by any of their names, linked where they have a page.
    pub(super) fn person(&self, name: &str) -> Link {
        let id = self.site.person_id(name);
        let text = self.site.graph.people.label(id);
        Link { text, href: self.href(&Route::Person(id.to_owned())) }
    }

    /// Returns what a document is called on the site: `Brief`, or the configured label.
    pub(super) fn kind_label(&self, kind: Kind) -> String {
        let configured = self.site.config().kinds.get(&kind).and_then(|kind| kind.label.clone());
        configured.unwrap_or_else(|| capitalised(kind.words()))
    }

    /// Returns what several documents of a kind are called on the site: `Briefs`, or as configured.
    pub(super) fn kind_plural(&self, kind: Kind) -> String {
        let configured = self.site.config().kinds.get(&kind).and_then(|kind| kind.plural.clone());
        configured.unwrap_or_else(|| kind.plural().to_owned())
    }

    /// Returns the state of a document as a pill.
    pub(super) fn doc_pill(&self, doc: DocId) -> Option<Pill> {
        self.site.doc_state(doc).map(Pill::state)
    }

    /// Returns the state of a document as a pill that leads to the others in the same state.
    pub(super) fn linked_doc_pill(&self, doc: DocId) -> Option<Pill> {
        let state = self.site.doc_state(doc)?;
        Some(self.linked_state(self.site.doc(doc).kind, state))
    }

    /// Returns a state of documents of a kind as a pill that leads to those in it.
    pub(super) fn linked_state(&self, kind: Kind, state: &'static str) -> Pill {
        Pill { href: self.href(&Route::State(kind, state, None)), ..Pill::state(state) }
    }

    /// Returns a day of a document, which leads to its quarter where that lists the document by the day.
    pub(super) fn day_link(&self, doc: DocId, day: Date) -> Link {
        let doc = self.site.doc(doc);
        let own = crate::site::doc_date(doc) == Some(day);
        let quarter = |kind| self.href(&Route::Quarter(day.quarter_start(), kind));
        let href = || quarter(Some(doc.kind)).or_else(|| quarter(None));
        Link { text: day.long(), href: own.then(href).flatten() }
    }

    /// Returns the day on which a brief shipped, which leads to what else did in the quarter.
    pub(super) fn shipped_link(&self, day: Date) -> Link {
        let quarter = |kind| self.href(&Route::Quarter(day.quarter_start(), kind));
        Link { text: day.long(), href: quarter(Some(Kind::Brief)).or_else(|| quarter(None)) }
    }

    /// Returns the state of an item as a pill.
    pub(super) fn item_pill(&self, item: ItemId) -> Option<Pill> {
        match self.site.item_state(item) {
            State::None => None,
            state => state.name().map(Pill::state),
        }
    }

    /// Returns the chain line as a glyph for lists.
    pub(super) fn glyph(&self, chain: &crate::site::Chain) -> Html {
        let states = [0, 1, 2, 3, 4].map(|at| node_state(chain.nodes[at].link));
        self.kept.glyph(states)
    }

    /// Returns the glyph of a document that stands in the chain.
    pub(super) fn doc_glyph(&self, doc: DocId) -> Option<Html> {
        self.site.chain(doc).map(|chain| self.glyph(&chain))
    }

    /// Returns the chain line for the head of a page.
    pub(super) fn chain(&self, chain: &crate::site::Chain) -> Chain {
        let labels = ["Objective", "KPI", "Brief", "Outcome", "Lesson"];
        let states = [0, 1, 2, 3, 4].map(|at| node_state(chain.nodes[at].link));
        let brief = match chain.nodes[2].end {
            Some(End::Doc(brief)) => Some(brief),
            _ => None,
        };
        let nodes = chain.nodes.iter().enumerate().map(|(at, node)| {
            let (name, href) = match node.end {
                Some(_) if at == 3 => {
                    let outcome = brief.and_then(|brief| self.observed(brief));
                    (
                        outcome.unwrap_or_else(|| match self.waits_for_withheld(brief) {
                            true => "numbers withheld".to_owned(),
                            false => "observed".to_owned(),
                        }),
                        node.end.and_then(|end| self.href_of(end)),
                    )
                }
                Some(end) => (self.title(end), self.href_of(end)),
                None => (self.absent(at, node.link, brief), None),
            };
            glyph::Node {
                label: labels[at].to_owned(),
                name,
                href: if node.is_here { None } else { href },
                state: states[at],
                is_here: node.is_here,
            }
        });
        Chain { nodes: nodes.collect(), sentence: glyph::sentence(states) }
    }

    /// Returns what was observed of a brief's first promise: `−4.1 observed`.
    fn observed(&self, brief: DocId) -> Option<String> {
        let promise = self.site.promises(brief).iter().find(|promise| promise.is_observed())?;
        let change = promise.observed_words(self.site)?;
        Some(format!("{change} observed"))
    }

    /// Returns the words for a node where nothing stands.
    pub(super) fn absent(&self, at: usize, link: ChainLink, brief: Option<DocId>) -> String {
        let state = brief.and_then(|brief| self.site.brief_state(brief));
        let is_aside = state.is_some_and(BriefState::is_aside);
        let words = match (at, link) {
            (4, ChainLink::Missing) => {
                let since = brief
                    .and_then(|brief| self.site.days_since_shipped(brief))
                    .and_then(|days| self.site.as_of.plus_days(crate::site::RETRO_DAYS - days));
                return since.map_or("no retro".to_owned(), |since| {
                    format!("retro overdue since {}", since.short())
                });
            }
            (3 | 4, ChainLink::Ahead) if is_aside => "put aside",
            (0, ChainLink::Missing) => "serves no objective",
            (1, ChainLink::Missing) => "no KPI",
            (2, ChainLink::Missing) => "no live brief",
            (3, ChainLink::Missing) => "due and not measured",
            (3, _) if self.waits_for_withheld(brief) => "numbers withheld",
            (3, _) => "not measured yet",
            (4, _) => "no retro yet",
            (_, _) => "not yet",
        };
        words.to_owned()
    }

    /// Returns whether a promise of a brief is due, and numbers that are withheld would tell of it.
    fn waits_for_withheld(&self, brief: Option<DocId>) -> bool {
        let promises = brief.map_or(&[][..], |brief| self.site.promises(brief));
        promises.iter().any(|promise| {
            promise.effect.is_some() && promise.is_due(self.site) && self.site.is_withheld(promise)
        })
    }

    /// Returns the documents that point at something by a relation, linked.
    pub(super) fn sources(&self, to: End, relation: Relation) -> Vec<Link> {
        self.site
            .incoming(to)
            .filter(|edge| edge.relation == relation)
            .map(|edge| self.doc_link(edge.doc))
            .collect()
    }

    /// Returns the address that edits a document, at a line where it is known.
    pub(super) fn edit(&self, doc: DocId) -> Option<String> {
        let pattern = self.site.config().edit_url.as_ref()?;
        let path = self.site.doc(doc).path.as_str();
        let pattern = pattern.strip_suffix("#L{line}").unwrap_or(pattern);
        Some(pattern.replace("{path}", path).replace("{line}", "1"))
    }
}

/// Returns the text with its first letter in upper case.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Returns a number of days in words: `1 day`, `12 days`.
pub(super) fn days(count: i32) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}

/// Returns a count with its noun.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// Returns names joined as in a sentence: `a, b and c`.
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// Returns how long ago a day was, as seen on another.
pub(super) fn ago(date: Date, as_of: Date) -> String {
    match as_of.days_since(date) {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days if days > 0 => format!("{days} days ago"),
        _ => date.long(),
    }
}

fn node_state(link: ChainLink) -> NodeState {
    match link {
        ChainLink::Present => NodeState::Present,
        ChainLink::Missing => NodeState::Missing,
        ChainLink::Ahead => NodeState::Ahead,
    }
}

/// Returns the plural heading of items: `Lessons`.
pub(super) fn ledger_title(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Lesson => "Lessons",
        ItemKind::Question => "Questions",
        ItemKind::Concern => "Concerns",
        ItemKind::Action => "Actions",
        ItemKind::Choice => "Options not taken",
        _ => "Items",
    }
}
