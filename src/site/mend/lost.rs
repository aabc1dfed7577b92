//! The references that lead nowhere, and the parts that they are written of.

use crate::corpus::{Corpus, data_file};
use crate::doc::{Doc, Link, LinkForm, Own};
use crate::id::{DocId, RelPath, Span};
use crate::kind::Kind;

use super::super::declared::declared;
use super::super::edit::verbatim;
use super::super::graph::Graph;
use super::super::names::{Names, Unresolved, Wanted};
use super::super::node::Target;
use super::super::prose::{CHART, IN_PROSE, decoded, is_scheme};
use super::super::spelling::encoded;

/// A reference that leads nowhere.
pub(super) struct Lost<'a> {
    /// The document that holds it.
    pub(super) from: DocId,
    /// What makes it.
    pub(super) by: By<'a>,
    /// Where it stands.
    pub(super) span: Span,
    /// How it is written.
    pub(super) written: &'a str,
}

/// What makes a reference.
#[derive(Clone, Copy)]
pub(super) enum By<'a> {
    /// A typed field, with what it may point at.
    Field(Wanted),
    /// A link or a picture in the prose.
    Link(&'a Link),
    /// The file of a KPI's series.
    Data,
}

/// A reference taken apart: what stands before the name, the name, the query, the anchor.
pub(super) struct Parts<'a> {
    head: &'a str,
    /// The kind that it names.
    pub(super) kind: Option<Kind>,
    /// The id, the location or the path.
    pub(super) name: &'a str,
    query: &'a str,
    /// The anchor as written, without its sign.
    pub(super) raw_anchor: Option<&'a str>,
    is_encoded: bool,
}

impl<'a> Parts<'a> {
    /// Returns the anchor that is meant.
    pub(super) fn anchor(&self) -> Option<String> {
        let anchor = self.raw_anchor.filter(|anchor| !anchor.is_empty())?;
        Some(if self.is_encoded { decoded(anchor) } else { anchor.to_owned() })
    }

    /// Returns the reference with another name, another anchor or both.
    pub(super) fn with(&self, name: Option<&str>, anchor: Option<&str>) -> String {
        let mut text = format!("{}{}{}", self.head, name.unwrap_or(self.name), self.query);
        if let Some(anchor) = anchor.or(self.raw_anchor) {
            text.push('#');
            text.push_str(anchor);
        }
        text
    }
}

impl<'a> Lost<'a> {
    /// Returns the file that holds it.
    pub(super) fn path(&self, graph: &'a Graph) -> &'a RelPath {
        &graph.nodes[self.from.index()].doc.path
    }

    /// Returns whether it is written as a path rather than as a name.
    pub(super) fn is_path(&self) -> bool {
        match self.by {
            By::Link(link) => is_path(link),
            By::Field(_) | By::Data => false,
        }
    }

    /// Returns whether what it names by a path may be a document.
    pub(super) fn may_be_document(&self, path: &RelPath) -> bool {
        let is_picture = matches!(self.by, By::Link(link) if link.form == LinkForm::Image);
        !is_picture && matches!(path.extension(), "md" | "markdown" | "")
    }

    /// Returns an anchor as the reference writes it.
    pub(super) fn spelt(&self, anchor: String) -> String {
        if self.is_path() { encoded(&anchor) } else { anchor }
    }

    /// Returns the file that a path in it means.
    pub(super) fn target_path(
        &self,
        corpus: &Corpus,
        from: &RelPath,
        name: &str,
    ) -> Option<RelPath> {
        let content = &corpus.config.content;
        let name = if self.is_path() { decoded(name) } else { name.to_owned() };
        let path = match name.strip_prefix('/') {
            Some(rest) => content.join(rest),
            None => from.parent().join(&name),
        };
        path.filter(|path| path.within(content).is_some())
    }

    /// Takes the reference apart.
    pub(super) fn parts(&self) -> Parts<'a> {
        if self.is_path() {
            let (before, anchor) = cut(self.written, '#');
            let at = before.find('?').unwrap_or(before.len());
            let (name, query) = before.split_at(at);
            return Parts {
                head: "",
                kind: None,
                name,
                query,
                raw_anchor: anchor,
                is_encoded: true,
            };
        }
        if matches!(self.by, By::Data) {
            let (name, query) = (self.written, "");
            return Parts {
                head: "",
                kind: None,
                name,
                query,
                raw_anchor: None,
                is_encoded: false,
            };
        }
        let (head, kind, rest) = match self.written.split_once(':') {
            Some((prefix, rest)) => match Kind::parse(prefix) {
                Some(kind) => (&self.written[..=prefix.len()], Some(kind), rest),
                None => ("", None, self.written),
            },
            None => ("", None, self.written),
        };
        let is_chart = matches!(self.by, By::Link(link) if link.form == LinkForm::Chart);
        let (before, anchor) = if is_chart { (rest, None) } else { cut(rest, '#') };
        let at = if is_chart { before.find('?') } else { None };
        let (name, query) = before.split_at(at.unwrap_or(before.len()));
        Parts { head, kind, name, query, raw_anchor: anchor, is_encoded: false }
    }
}

fn cut(text: &str, sign: char) -> (&str, Option<&str>) {
    match text.split_once(sign) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

/// Returns whether a link is written as a path.
fn is_path(link: &Link) -> bool {
    wanted(link).is_none()
}

/// Returns what a link that is written as a reference may point at; `None` for a path.
pub(super) fn wanted(link: &Link) -> Option<Wanted> {
    let scheme = link.target.split_once(':').map(|(scheme, _)| scheme);
    match link.form {
        LinkForm::Chart => Some(CHART),
        LinkForm::Wiki => Some(IN_PROSE),
        _ => scheme.filter(|scheme| is_scheme(scheme)).map(|_| IN_PROSE),
    }
}

/// Returns every reference that leads nowhere and is written as it was read.
pub(super) fn all<'a>(corpus: &'a Corpus, graph: &'a Graph, names: &Names<'a>) -> Vec<Lost<'a>> {
    let mut all = Vec::new();
    for (from, node) in (0..).map(DocId).zip(&graph.nodes) {
        let doc: &'a Doc = &node.doc;
        let mut add = |by, span, value: &str| {
            if let Some(span) = verbatim(&doc.text, span, value) {
                all.push(Lost { from, by, span, written: span.of(&doc.text) });
            }
        };
        declared(doc, |declared| {
            let value = declared.text.value.as_str();
            let is_lost = match names.resolve(value, declared.wanted, from) {
                Ok(_) | Err(Unresolved::Ambiguous(_)) => false,
                Err(Unresolved::Nothing(_) | Unresolved::NoAnchor(..)) => true,
                // An id that the document keeps alive in its front matter is that of no item.
                Err(Unresolved::WrongKind(_)) => value.contains('#'),
            };
            if is_lost {
                add(By::Field(declared.wanted), declared.text.span, value);
            }
        });
        for (link, target) in doc.body.links.iter().zip(graph.targets(from)) {
            if *target == Target::Broken {
                add(By::Link(link), link.span, &link.target);
            }
        }
        if let Own::Kpi(kpi) = &doc.front.own
            && let Some(source) = &kpi.source
            && let Some(file) = data_file(doc, &corpus.config.content)
            && !corpus.has_text(&file)
        {
            add(By::Data, source.file.span, &source.file.value);
        }
    }
    all
}
