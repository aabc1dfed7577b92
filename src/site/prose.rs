//! What the links, pictures and charts of the prose mean.

use crate::corpus::{Corpus, is_data};
use crate::diag::{Code, Diagnostic};
use crate::doc::{Doc, Link, LinkForm, Placing};
use crate::id::{DocId, RelPath};
use crate::kind::{ChartKind, ItemKind, Kind};

use super::edges::suggestion;
use super::names::{Names, Unresolved, Wanted, has_anchor};
use super::node::{End, Node, Target};

/// A reference in prose may name any document, and lessons and objectives by their bare ids.
pub(super) const IN_PROSE: Wanted = Wanted {
    docs: &Kind::ALL,
    items: &[ItemKind::Objective, ItemKind::Lesson],
    any_item: true,
    words: "a document",
};
pub(super) const CHART: Wanted =
    Wanted { docs: &[Kind::Kpi], items: &[], any_item: false, words: "a KPI" };

/// Returns what each link of a document means, with a finding for each that means nothing.
pub(super) fn targets(
    corpus: &Corpus,
    nodes: &[Node],
    names: &Names,
    from: DocId,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Target> {
    let doc = &nodes[from.index()].doc;
    let prose = Prose { corpus, nodes, names, from, doc };
    let target = |link: &Link| {
        prose.target(link).unwrap_or_else(|finding| {
            findings.push(*finding);
            Target::Broken
        })
    };
    doc.body.links.iter().map(target).collect()
}

/// Returns whether a link from a document leads somewhere.
pub(super) fn leads_somewhere(
    corpus: &Corpus,
    nodes: &[Node],
    names: &Names,
    from: DocId,
    link: &Link,
) -> bool {
    let doc = &nodes[from.index()].doc;
    let target = Prose { corpus, nodes, names, from, doc }.target(link);
    target.is_ok_and(|target| target != Target::Broken)
}

/// Returns the document in a file, or that introduces a folder.
pub(super) fn document(names: &Names, path: &RelPath) -> Option<DocId> {
    let index = ["index.md", "README.md"];
    let of_folder = || index.iter().find_map(|name| names.at_path(&path.join(name)?));
    names.at_path(path).or_else(of_folder)
}

struct Prose<'a> {
    corpus: &'a Corpus,
    nodes: &'a [Node],
    names: &'a Names<'a>,
    from: DocId,
    doc: &'a Doc,
}

type Resolved = Result<Target, Box<Diagnostic>>;

impl Prose<'_> {
    fn target(&self, link: &Link) -> Resolved {
        let target = link.target.as_str();
        if let Some(reference) = target.strip_prefix("kpi:")
            && (link.is_chart() || link.form == LinkForm::Inline && reference.contains('?'))
        {
            return self.chart(link, reference);
        }
        if link.form == LinkForm::Wiki {
            return self.reference(link, target).or_else(|finding| {
                let path = if finding.code == Code(6) { self.at_path(target) } else { None };
                let (doc, anchor) = path.ok_or(finding)?;
                self.page(link, doc, anchor)
            });
        }
        if let Some((scheme, _)) = target.split_once(':')
            && is_scheme(scheme)
        {
            let is_reference = Kind::parse(scheme).is_some() && link.form == LinkForm::Inline;
            return if is_reference { self.reference(link, target) } else { Ok(Target::External) };
        }
        if target.starts_with("//") {
            return Ok(Target::External);
        }
        self.path(link, target)
    }

    /// Returns the document that a wiki link names by a path, with or without its extension.
    fn at_path(&self, target: &str) -> Option<(DocId, Option<String>)> {
        let (name, anchor) = match target.split_once('#') {
            Some((name, anchor)) => (name, Some(anchor.to_owned())),
            None => (target, None),
        };
        if !name.contains('/') && !name.ends_with(".md") {
            return None;
        }
        let path = match name.strip_prefix('/') {
            Some(rest) => self.corpus.config.content.join(rest),
            None => self.doc.path.parent().join(name),
        }?;
        let with_extension = || RelPath::new(&format!("{path}.md"));
        let found = self.names.at_path(&path);
        let doc = found.or_else(|| self.names.at_path(&with_extension()?))?;
        Some((doc, anchor))
    }

    /// A link by path: relative to the document, or from the content folder where it starts with `/`.
    fn path(&self, link: &Link, target: &str) -> Resolved {
        let (before, anchor) = match target.split_once('#') {
            Some((before, anchor)) => (before, Some(decoded(anchor))),
            None => (target, None),
        };
        let before = decoded(before.split_once('?').map_or(before, |(path, _)| path));
        if before.is_empty() {
            return match anchor {
                Some(anchor) if !anchor.is_empty() => self.page(link, self.from, Some(anchor)),
                _ => self.page(link, self.from, None),
            };
        }
        let content = &self.corpus.config.content;
        let path = match before.strip_prefix('/') {
            Some(rest) => content.join(rest),
            None => self.doc.path.parent().join(&before),
        };
        let path = path.filter(|path| path.within(content).is_some());
        let Some(path) = path else {
            let message = format!("`{before}` lies outside of the content folder");
            let finding = Diagnostic::new(Code(6), &self.doc.path, link.span, message);
            return Err(Box::new(finding.hint("move the file below the content folder")));
        };
        if let Some(doc) = document(self.names, &path) {
            return self.page(link, doc, anchor);
        }
        match self.corpus.kpis_of_data(&path) {
            [] => {}
            [kpi] => {
                let doc = self.names.at_path(kpi);
                let nothing = || Box::new(self.nothing(link, &before));
                return doc.map(Target::Download).ok_or_else(nothing);
            }
            several => {
                let message = format!("`{before}` holds the numbers of {} KPIs", several.len());
                let finding = Diagnostic::new(Code(5), &self.doc.path, link.span, message);
                let names: Vec<String> = several
                    .iter()
                    .map(|kpi| format!("`{}`", relative(&self.doc.path, kpi.as_str())))
                    .collect();
                let hint = format!("link the one that is meant: {}", names.join(" or "));
                return Err(Box::new(finding.hint(hint)));
            }
        }
        if self.corpus.assets.contains(&path) {
            return Ok(Target::Asset(path));
        }
        if link.form != LinkForm::Image
            && path.extension().is_empty()
            && let Ok(end) = self.names.resolve(&before, Wanted::ANY, self.from)
        {
            return self.page(link, self.doc_of(end), anchor);
        }
        if link.form != LinkForm::Image && is_data(&path) && self.corpus.has_text(&path) {
            let message = format!("`{before}` is data, which is not published");
            let finding = Diagnostic::new(Code(6), &self.doc.path, link.span, message);
            let hint = "make it the `source` of a KPI: a link to that file downloads its series";
            return Err(Box::new(finding.hint(hint)));
        }
        Err(Box::new(self.nothing(link, &before)))
    }

    fn nothing(&self, link: &Link, path: &str) -> Diagnostic {
        let what = if link.form == LinkForm::Image { "picture" } else { "file" };
        let message = format!("there is no {what} `{path}`");
        let finding = Diagnostic::new(Code(6), &self.doc.path, link.span, message);
        let target = self.doc.path.parent().join(path);
        let wanted = target.as_ref().map_or("", |target| target.as_str());
        let documents = self.nodes.iter().map(|node| node.doc.path.as_str());
        let files = self.corpus.assets.iter().map(RelPath::as_str);
        let near: Vec<String> = match what {
            "picture" => crate::diag::nearest(wanted, files),
            _ => crate::diag::nearest(wanted, documents.chain(files)),
        }
        .into_iter()
        .map(|near| relative(&self.doc.path, near))
        .collect();
        finding.hint(suggestion(&near, "write the path from this file, with its extension"))
    }

    fn page(&self, link: &Link, doc: DocId, anchor: Option<String>) -> Resolved {
        let node = &self.nodes[doc.index()];
        let Some(anchor) = anchor else {
            return Ok(Target::Page { doc, anchor: None, item: None });
        };
        let renamed = node.doc.front.anchors.iter().find(|(old, _)| *old == anchor);
        let anchor = renamed.map_or(anchor, |(_, new)| new.value.clone());
        if let Some(at) = node.doc.body.items.iter().position(|item| item.anchor == anchor) {
            return Ok(Target::Page { doc, anchor: Some(anchor), item: Some(node.item(at)) });
        }
        if has_anchor(&node.doc, &anchor) {
            return Ok(Target::Page { doc, anchor: Some(anchor), item: None });
        }
        if doc == self.from && link.target.starts_with('#') {
            // The document itself told of it when it was parsed.
            return Ok(Target::Broken);
        }
        let message = format!("`{}` has no anchor `#{anchor}`", node.doc.id);
        let known = node.doc.body.anchors.iter().map(|anchor| anchor.value.as_str());
        let near: Vec<String> = crate::diag::nearest(&anchor, known)
            .into_iter()
            .map(|near| format!("#{near}"))
            .collect();
        let finding = Diagnostic::new(Code(6), &self.doc.path, link.span, message);
        let finding = finding.hint(suggestion(&near, "link a heading or an item that is there"));
        Err(Box::new(finding.naming(&node.doc.path)))
    }

    fn reference(&self, link: &Link, reference: &str) -> Resolved {
        let reference = reference.trim();
        match self.names.resolve(reference, IN_PROSE, self.from) {
            Ok(End::Item(item)) => {
                let doc = self.doc_of(End::Item(item));
                let index = (item.0 - self.nodes[doc.index()].first_item) as usize;
                let anchor = self.nodes[doc.index()].doc.body.items[index].anchor.clone();
                Ok(Target::Page { doc, anchor: Some(anchor), item: Some(item) })
            }
            Ok(End::Doc(doc)) => {
                let anchor = reference.split_once('#').map(|(_, anchor)| anchor.to_owned());
                self.page(link, doc, anchor)
            }
            Err(problem) => Err(Box::new(self.unresolved(link, reference, &problem))),
        }
    }

    fn chart(&self, link: &Link, reference: &str) -> Resolved {
        let (name, options) = reference.split_once('?').unwrap_or((reference, ""));
        let placing = match reference.contains('?') {
            true => Placing::parse(options).map_err(|refused| {
                let finding = Diagnostic::new(Code(3), &self.doc.path, link.span, refused.message);
                Box::new(finding.hint(refused.hint))
            })?,
            false => Placing::default(),
        };
        // Within a sentence there is room for a line without axes alone.
        if link.form == LinkForm::Image && placing.chart != Some(ChartKind::Spark) {
            let message = "a chart stands in a paragraph of its own".to_owned();
            let finding = Diagnostic::new(Code(3), &self.doc.path, link.span, message);
            let hint =
                format!("move it into one, or write `kpi:{name}?chart=spark` within a sentence");
            return Err(Box::new(finding.hint(hint)));
        }
        match self.names.resolve(name, CHART, self.from) {
            Ok(end) => Ok(Target::Chart(self.doc_of(end), placing)),
            Err(problem) => Err(Box::new(self.unresolved(link, name, &problem))),
        }
    }

    fn unresolved(&self, link: &Link, name: &str, problem: &Unresolved) -> Diagnostic {
        let at = |code: u16, message: String| {
            Diagnostic::new(Code(code), &self.doc.path, link.span, message)
        };
        match problem {
            Unresolved::Nothing(near) => at(6, format!("there is no document `{name}`"))
                .hint(suggestion(near, "write the id of a document, or a path to its file")),
            Unresolved::NoAnchor(doc, near) => {
                let doc = &self.nodes[doc.index()].doc;
                let anchor = name.split_once('#').map_or("", |(_, anchor)| anchor);
                at(6, format!("`{}` has no anchor `#{anchor}`", doc.id))
                    .naming(&doc.path)
                    .hint(suggestion(near, "link a heading or an item that is there"))
            }
            Unresolved::WrongKind(end) => {
                let doc = &self.nodes[self.doc_of(*end).index()].doc;
                at(7, format!("`{name}` is a {}, and a chart needs a KPI", doc.kind.words()))
                    .naming(&doc.path)
                    .hint("name a KPI after `kpi:`")
            }
            Unresolved::Ambiguous(spellings) => {
                at(5, format!("`{name}` could mean {}", spellings.join(" or ")))
                    .hint(format!("write `{}`", spellings.join("` or `")))
            }
        }
    }

    fn doc_of(&self, end: End) -> DocId {
        match end {
            End::Doc(doc) => doc,
            End::Item(item) => {
                let at = self.nodes.partition_point(|node| node.first_item <= item.0);
                DocId(u32::try_from(at.saturating_sub(1)).unwrap_or(0))
            }
        }
    }
}

pub(super) fn is_scheme(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|letter| letter.is_ascii_alphabetic())
        && letters.all(|letter| letter.is_ascii_alphanumeric() || "+.-".contains(letter))
}

/// Returns the text with its percent-encoding undone; what does not decode stays as it is.
pub(super) fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let byte = escape
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// Returns how a file would be written in a link from a document.
fn relative(from: &RelPath, to: &str) -> String {
    super::address::relative(from.as_str(), to)
}
