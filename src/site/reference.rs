//! A reference as it is written, and the parts that it is written of.
//!
//! Duty: find every reference of a document in its source, and take it apart so that one part can be
//! written anew. Inputs: a document in its graph. Outputs: a call for each reference.

use crate::corpus::Corpus;
use crate::doc::{Doc, Link, LinkForm, Own};
use crate::id::{DocId, RelPath, Span};
use crate::kind::Kind;

use super::declared::declared;
use super::edit::verbatim;
use super::graph::Graph;
use super::names::Wanted;
use super::node::Target;
use super::prose::{CHART, IN_PROSE, decoded, is_scheme};
use super::spelling::{encoded, is_plain};

/// A reference that its source writes as it was read.
#[derive(Clone, Copy)]
pub(super) struct Reference<'a> {
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
    /// A typed field, or one that a query compares, with what it may point at.
    Field(Wanted),
    /// A link or a picture in the prose, with what it means.
    Link(&'a Link, &'a Target),
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

impl<'a> Reference<'a> {
    /// Returns the file that holds it.
    pub(super) fn path(&self, graph: &'a Graph) -> &'a RelPath {
        &graph.nodes[self.from.index()].doc.path
    }

    /// Returns whether it is written as a path rather than as a name.
    pub(super) fn is_path(&self) -> bool {
        match self.by {
            By::Link(link, _) => is_path(link),
            By::Field(_) | By::Data => false,
        }
    }

    /// Returns whether what it names by a path may be a document.
    pub(super) fn may_be_document(&self, path: &RelPath) -> bool {
        let is_picture = matches!(self.by, By::Link(link, _) if link.form == LinkForm::Image);
        !is_picture && matches!(path.extension(), "md" | "markdown" | "")
    }

    /// Returns what it may point at, where it is written as a name.
    pub(super) fn wanted(&self) -> Option<Wanted> {
        match self.by {
            By::Field(wanted) => Some(wanted),
            By::Link(link, _) => wanted(link),
            By::Data => None,
        }
    }

    /// Returns whether another way of writing it means the same where it stands: signs that stood there
    /// already may stand there again, and quotes and brackets hold what does not end them.
    pub(super) fn holds(&self, doc: &Doc, new: &str) -> bool {
        if self.is_path() {
            return true;
        }
        // What would begin an anchor or end a kind may not come with a name.
        let signs = |text: &str| text.matches(['#', ':']).count();
        let before = doc.text.get(..self.span.start as usize).unwrap_or_default();
        let is_quoted = before.ends_with(['"', '\'']) && !new.contains(['"', '\'', '\\']);
        let is_bracketed = before.ends_with("[[") && !new.contains(['[', ']', '|', '\\', '`']);
        // In `serves` and in queries this word says that there is nothing.
        let is_none = matches!(self.by, By::Field(_)) && new == "none";
        let is_held = !is_none && (is_plain(new, self.written) || is_quoted || is_bracketed);
        is_held && (matches!(self.by, By::Data) || signs(new) <= signs(self.written))
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
        let is_chart = matches!(self.by, By::Link(link, _) if link.is_chart());
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
fn wanted(link: &Link) -> Option<Wanted> {
    let scheme = link.target.split_once(':').map(|(scheme, _)| scheme);
    match link.form {
        _ if link.is_chart() => Some(CHART),
        LinkForm::Wiki => Some(IN_PROSE),
        _ => scheme.filter(|scheme| is_scheme(scheme)).map(|_| IN_PROSE),
    }
}

/// Visits every reference of a document that its source writes as it was read, without escapes.
pub(super) fn references<'a>(graph: &'a Graph, from: DocId, mut visit: impl FnMut(Reference<'a>)) {
    let doc: &'a Doc = &graph.nodes[from.index()].doc;
    let mut add = |by, span, value: &str| {
        if let Some(span) = verbatim(&doc.text, span, value) {
            visit(Reference { from, by, span, written: span.of(&doc.text) });
        }
    };
    declared(doc, |declared| {
        add(By::Field(declared.wanted), declared.text.span, &declared.text.value);
    });
    for (link, target) in doc.body.links.iter().zip(graph.targets(from)) {
        add(By::Link(link, target), link.span, &link.target);
    }
    if let Own::Kpi(kpi) = &doc.front.own
        && let Some(source) = &kpi.source
    {
        add(By::Data, source.file.span, &source.file.value);
    }
}
