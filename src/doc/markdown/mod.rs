//! The one walk over the Markdown of a document.
//!
//! Duty: HTML with holes, headings, sections, items, links and anchors, all from one pass over the
//! events of the Markdown parser. Inputs: the text of a file, where its body starts, its kind.
//! Outputs: a [`Walked`] with places in the whole file.
//!
//! **Architecture invariants.** Marks and braces are read from the source, HTML from the events;
//! neither is ever made from the other. Any input gives balanced HTML, within each gate too. Work is
//! linear in the length of the text.

mod access;
mod acronyms;
mod anchors;
mod blocks;
mod braces;
mod code;
mod diagrams;
mod emoji;
mod fields;
mod footnotes;
mod formulas;
mod gates;
mod headings;
mod hiding;
mod inline;
mod items;
mod links;
mod marks;
mod outline;
mod queries;
mod quotes;
mod raw;
mod role;
mod sections;
mod sentence;
mod signs;
mod tables;
mod tabs;
mod tags;
mod target;
mod values;
mod writer;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Options, Parser, RefDefs};

use self::acronyms::Acronyms;
use self::anchors::Anchors;
use self::footnotes::Footnotes;
use self::gates::Gates;
use self::inline::TextRun;
use self::items::OpenItem;
use self::outline::Outline;
use self::raw::RawTags;
use self::sections::OpenSection;
use self::tabs::Tabs;
use self::writer::Writer;
use super::{Body, Gap, GateId, SurveyQuestion, Text};
use crate::config::KindConfig;
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::id::{Date, RelPath, Span, Spanned};
use crate::kind::{Kind, SectionKind};

/// What the walk is told beside the text.
#[derive(Clone, Copy, Default)]
pub(super) struct WalkOptions<'a> {
    /// Further names of sections, from the configuration of the kind.
    pub(super) section_names: &'a [(SectionKind, Vec<String>)],
    /// The title that front matter sets.
    pub(super) title: Option<&'a str>,
    /// Old fragments that front matter keeps alive.
    pub(super) old_anchors: &'a [(String, Text)],
    /// What a survey asks, each with an anchor below the body.
    pub(super) questions: &'a [SurveyQuestion],
    /// The day before which nobody reads what a decision says was decided.
    pub(super) decided: Option<Date>,
    /// What the configuration says of each kind.
    pub(super) kinds: Option<&'a BTreeMap<Kind, KindConfig>>,
}

/// What the walk yields.
pub(super) struct Walked {
    /// The first `#` heading without its braces, where it is the title.
    pub(super) title: Option<Spanned<String>>,
    /// The fragment of the title heading, for the heading that the page shows in its place; it is
    /// among the anchors of the body.
    pub(super) title_anchor: Option<String>,
    /// The paragraph that the body begins with, as plain text, where everyone may see it; else empty.
    pub(super) lead: String,
    /// The first paragraph that everyone may see, as plain text; empty where there is none.
    pub(super) excerpt: String,
    /// Where in it links without words stand.
    pub(super) excerpt_gaps: Vec<Gap>,
    /// The body.
    pub(super) body: Body,
    /// What is wrong.
    pub(super) findings: Vec<Diagnostic>,
}

/// Walks over the body of a document, which starts at the byte `body_start` of `text`.
pub(super) fn walk(
    path: &RelPath,
    text: &str,
    body_start: usize,
    kind: Kind,
    options: WalkOptions<'_>,
) -> Walked {
    let body = text.get(body_start..).unwrap_or("");
    let base = text.len() - body.trim_start_matches('\u{feff}').len();
    let mut parser = Parser::new_ext(&text[base..], markdown_options()).into_offset_iter();
    let mut steps = Vec::with_capacity((text.len() - base) / BYTES_A_STEP);
    for (event, range) in parser.by_ref() {
        steps.push(Step { event, start: base + range.start, end: base + range.end });
    }
    let mut walker = Walker {
        path,
        text,
        base,
        kind,
        options,
        steps: &steps,
        definitions: parser.reference_definitions(),
        outline: outline::read(text, &steps),
        body: Body::default(),
        findings: Vec::new(),
        title: None,
        title_anchor: None,
        has_title_heading: false,
        lead: String::new(),
        excerpt: String::new(),
        excerpt_gaps: Vec::new(),
        writer: Writer::default(),
        gates: Gates::new(),
        gate: GateId(0),
        anchors: Anchors::default(),
        run: TextRun::default(),
        raw: RawTags::default(),
        acronyms: Acronyms::default(),
        open: Vec::new(),
        tabs: Tabs::default(),
        section: None,
        item: None,
        heading_item: None,
        footnotes: Footnotes::default(),
        asks_to_hide: hiding::asks(body),
        is_visible: false,
    };
    for id in &walker.outline.pinned {
        walker.anchors.reserve(id);
    }
    walker.run_all();
    walker.finish()
}

fn markdown_options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

/// How many bytes of a dense text there are for each event; a list that must grow is copied.
const BYTES_A_STEP: usize = 24;

/// An event and its place in the file.
struct Step<'a> {
    event: Event<'a>,
    start: usize,
    end: usize,
}

/// The walk on its way.
struct Walker<'a> {
    path: &'a RelPath,
    text: &'a str,
    /// Where the parser's text starts in the file.
    base: usize,
    kind: Kind,
    options: WalkOptions<'a>,
    steps: &'a [Step<'a>],
    definitions: &'a RefDefs<'a>,
    outline: Outline,
    body: Body,
    findings: Vec<Diagnostic>,
    title: Option<Spanned<String>>,
    title_anchor: Option<String>,
    /// Whether the first `#` heading has come.
    has_title_heading: bool,
    lead: String,
    excerpt: String,
    excerpt_gaps: Vec<Gap>,
    writer: Writer,
    gates: Gates,
    /// The gate of the place where the walk is.
    gate: GateId,
    anchors: Anchors,
    /// The text of the block where the walk is.
    run: TextRun,
    raw: RawTags,
    acronyms: Acronyms,
    /// Blocks that hold the place where the walk is, outermost first.
    open: Vec<role::Open>,
    tabs: Tabs,
    section: Option<OpenSection>,
    /// The item that holds the place where the walk is.
    item: Option<usize>,
    heading_item: Option<OpenItem>,
    footnotes: Footnotes,
    /// Whether the text names `visible-to` anywhere.
    asks_to_hide: bool,
    /// Whether something that readers see came since this was last set to false.
    is_visible: bool,
}

impl Walker<'_> {
    fn run_all(&mut self) {
        self.blocks(0..self.steps.len());
        self.end_item();
        self.end_section(self.text.len());
        self.note_solutions();
        self.end_parts(1);
        self.close_raw();
        self.write_footnotes();
        self.check_footnotes();
    }

    fn finish(mut self) -> Walked {
        self.check_fragments();
        self.body.gates = self.gates.into_table();
        self.body.fragments = self.writer.finish();
        self.body.acronyms = self.acronyms.finish();
        self.body.trim();
        Walked {
            title: self.title,
            title_anchor: self.title_anchor,
            lead: self.lead,
            excerpt: self.excerpt,
            excerpt_gaps: self.excerpt_gaps,
            body: self.body,
            findings: self.findings,
        }
    }

    /// Moves the walk and its HTML behind the gate of the place where it is.
    fn set_gate(&mut self) {
        self.gate = self.gates.here();
        self.writer.gate(self.gate);
    }

    fn report(&mut self, code: u16, span: Span, message: String, hint: impl Into<String>) {
        self.findings.push(Diagnostic::new(Code(code), self.path, span, message).hint(hint));
    }

    /// Takes a pinned id, or another one where it is taken; the second place is told.
    fn pin(&mut self, id: &Text) -> String {
        if self.is_refused(id) {
            return self.anchors.make(&id.value, "section");
        }
        if !self.anchors.pin(&id.value) {
            let message = format!("the id `{}` is used twice on this page", id.value);
            self.report(5, id.span, message, "give this one another id");
            return self.anchors.make(&id.value, "section");
        }
        id.value.clone()
    }

    /// Reports an id that the theme may want; returns whether it is one.
    fn is_refused(&mut self, id: &Text) -> bool {
        let is_refused = anchors::is_of_theme(&id.value);
        if is_refused {
            let message = format!("the id `{}` belongs to the theme", id.value);
            let hint = "ids that begin with `tl-` are the theme's; choose another one";
            self.report(3, id.span, message, hint);
        }
        is_refused
    }

    /// Reports links to fragments of this page that it does not have.
    fn check_fragments(&mut self) {
        /// Looking for near names costs more than finding that there is none.
        const HINTS: usize = 20;
        let mut hints = 0;
        for link in &self.body.links {
            let Some(fragment) = link.target.strip_prefix('#').filter(|name| !name.is_empty())
            else {
                continue;
            };
            let fragment = target::decode_percent(fragment);
            let old = self.options.old_anchors;
            let questions = || self.options.questions.iter().map(|question| &question.id.value);
            if self.anchors.has(&fragment)
                || old.iter().any(|(name, _)| *name == fragment)
                || questions().any(|id| *id == fragment)
            {
                continue;
            }
            hints += 1;
            let names = self.body.anchors.iter().map(|anchor| &anchor.value).chain(questions());
            let names = names.map(String::as_str);
            let near = if hints <= HINTS { did_you_mean(&fragment, names) } else { None };
            let message = format!("`#{fragment}` is no heading or item of this page");
            let hint = near.unwrap_or_else(|| "name an anchor of this page".to_owned());
            let finding = Diagnostic::new(Code(6), self.path, link.span, message).hint(hint);
            self.findings.push(finding);
        }
    }
}
