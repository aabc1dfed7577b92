//! What one walk over the Markdown of a document yields.

use std::sync::OnceLock;

use crate::code::Code;
use crate::diagram::Diagram;
use crate::id::{Date, Span, Spanned};
use crate::kind::{ItemKind, SectionKind, Sign};

use super::front::Text;
use super::query::Query;

/// The body of a document.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Body {
    /// Who may see what, and from when; the first gate is open.
    pub gates: Vec<Gate>,
    /// Headings in reading order; the title heading is not among them.
    pub headings: Vec<Heading>,
    /// The sections that start at `##` headings, in reading order.
    pub sections: Vec<Section>,
    /// Items in reading order.
    pub items: Vec<Item>,
    /// Links, images and placed charts in reading order.
    pub links: Vec<Link>,
    /// Queries in reading order.
    pub queries: Vec<Query>,
    /// Blocks of code with colours or marked lines, in reading order.
    pub code: Vec<CodeBlock>,
    /// Diagrams in reading order.
    pub diagrams: Vec<Placed>,
    /// The HTML of the body in reading order, cut where gates change and where something is filled in
    /// at render.
    pub fragments: Vec<Fragment>,
    /// How many of the first fragments make the paragraph that the body begins with; none where it
    /// begins with something else.
    pub lead: usize,
    /// Words in the section on what could have been better that may be names of people.
    pub names: Vec<Text>,
    /// The acronyms in the prose of a deep dive, each once; empty elsewhere.
    pub acronyms: Vec<Acronym>,
    /// Every anchor that the HTML defines: headings, items, footnotes, ids in raw HTML.
    pub anchors: Vec<Spanned<String>>,
}

impl Body {
    /// Gives back the room that lists took while they grew: documents are kept, and fresh memory costs more
    /// than the copy.
    pub(super) fn trim(&mut self) {
        trim(&mut self.headings);
        trim(&mut self.sections);
        trim(&mut self.items);
        trim(&mut self.links);
        trim(&mut self.fragments);
        trim(&mut self.anchors);
        for fragment in &mut self.fragments {
            trim(&mut fragment.segments);
        }
    }
}

/// Moves a list to a place of its size; allocators take `shrink_to_fit` for a wish, and leave a list where it
/// is that fills half of its room.
fn trim<T>(list: &mut Vec<T>) {
    if list.len() < list.capacity() {
        let mut exact = Vec::with_capacity(list.len());
        exact.append(list);
        *list = exact;
    }
}

/// The index of a gate in [`Body::gates`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct GateId(pub u16);

/// Who may see a part of a body, and from when.
#[derive(Clone, PartialEq, Eq, Debug, Default, Hash)]
pub struct Gate {
    /// Each entry lists audiences of which one must be met; all entries must hold.
    pub visible_to: Vec<Vec<String>>,
    /// Hidden before this day in a snapshot of an earlier day.
    pub from: Option<Date>,
}

/// A heading below the title.
#[derive(Clone, PartialEq, Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text without marks, braces and markup.
    pub text: String,
    /// Its fragment in the page.
    pub anchor: String,
    /// Whether the author pinned the anchor with `{#id}`.
    pub is_pinned: bool,
    /// The line in the source.
    pub span: Span,
    /// Who may see it.
    pub gate: GateId,
}

/// A stretch of the body from one `##` heading to the next of level 2 or less.
#[derive(Clone, PartialEq, Debug)]
pub struct Section {
    /// Which section of the kind it is, where the heading is known.
    pub kind: Option<SectionKind>,
    /// Its heading, as an index into [`Body::headings`].
    pub heading: usize,
    /// Heading and content.
    pub span: Span,
    /// Who may see it.
    pub gate: GateId,
    /// Whether it holds anything that a reader sees (text, picture, list, table) besides its heading
    /// and besides the template's prompt.
    pub has_content: bool,
    /// Whether it holds the template's prompt and nothing else.
    pub is_placeholder: bool,
    /// Of a term of a glossary the first paragraph below it, as plain text; else empty.
    pub meaning: String,
    /// The paragraph that starts with `Because` or `None:`, where there is one.
    pub because: Option<Text>,
    /// The first of each sign that rules look for in its prose.
    pub signs: Vec<Spanned<Sign>>,
}

/// An acronym in prose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acronym {
    /// The capitals.
    pub word: String,
    /// Where it stands first.
    pub span: Span,
    /// Whether the document says anywhere what it stands for.
    pub is_spelt_out: bool,
}

/// An addressable record in a body.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its title without marks and braces, as plain text.
    pub title: String,
    /// Its title as HTML, with holes.
    pub title_html: Fragment,
    /// Its fragment in the page.
    pub anchor: String,
    /// Whether the author pinned the anchor with `{#id}`.
    pub is_pinned: bool,
    /// The heading, the first paragraph of the list item, or the table row.
    pub span: Span,
    /// The section that holds it, as an index into [`Body::sections`].
    pub section: usize,
    /// Who may see it, and from when.
    pub gate: GateId,
    /// What its marks and braces say.
    pub fields: Fields,
    /// Whether its checkbox is there, and ticked.
    pub ticked: Option<bool>,
    /// Whether text follows its title.
    pub has_body: bool,
    /// Who may see the text that follows (an answer is there from its day on).
    pub body_gate: GateId,
    /// Its body as HTML: the fragments of [`Body::fragments`] from the first index up to the second.
    pub body: (usize, usize),
}

/// What marks and braces say about an item; which of them an item can have depends on its kind.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Fields {
    /// Who said, asked or owns it (`@mina`, `by=`, `owner=`).
    pub person: Option<Text>,
    /// When it was said or asked (a date mark, `on=`, `asked=`).
    pub on: Option<Spanned<Date>>,
    /// By when it should be: the date mark of an action (`due=`), the `by DATE` of a measure (`by=`).
    pub due: Option<Spanned<Date>>,
    /// The word in parentheses, in lower case (`adopted`, `open`, `set aside`).
    pub word: Option<Text>,
    /// The lesson applied or repeated, or where a question was answered.
    pub reference: Option<Text>,
    /// The KPI of an objective, impact or outcome.
    pub kpi: Option<Text>,
    /// The number of a measure.
    pub number: Option<Spanned<Number>>,
    /// The objective of which this one is a part (`parent=`).
    pub parent: Option<Text>,
    /// When it was answered.
    pub answered: Option<Spanned<Date>>,
    /// When it was closed.
    pub closed: Option<Spanned<Date>>,
    /// Effort as `(low, high, unit)`; one number gives both.
    pub effort: Option<Spanned<Effort>>,
    /// What an input saved, in the author's words.
    pub saved: Option<Text>,
    /// Between 0 and 1.
    pub confidence: Option<Spanned<f64>>,
    /// How many observations stand behind an outcome.
    pub n: Option<Spanned<u32>>,
    /// Why.
    pub because: Option<Text>,
    /// When an action counts as done.
    pub done_when: Option<Text>,
    /// What it holds for.
    pub scope: Option<Text>,
    /// A KPI that guards an impact.
    pub counter: Option<Text>,
    /// Whether a date was given that is none: a finding says so, and no rule that the date is missing.
    pub has_broken_date: bool,
    /// Further classes from braces that are no word of the kind.
    pub classes: Vec<Text>,
}

/// The number of a measure as it was written.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Number {
    /// The number; of `-10%` it is −10.
    pub value: f64,
    /// Whether it was written with `+` or `-`: a change rather than a level.
    pub is_signed: bool,
    /// Whether a `%` follows it directly.
    pub is_percent: bool,
}

/// An effort range.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Effort {
    /// The low end.
    pub low: f64,
    /// The high end.
    pub high: f64,
    /// `d` or `w`.
    pub unit: char,
}

/// What a link looks like in the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkForm {
    /// `[text](target)`, an autolink, or an `href` in raw HTML.
    Inline,
    /// `[[target]]`.
    Wiki,
    /// `![alt](target)`, or a `src` in raw HTML.
    Image,
    /// `![alt](kpi:id?options)`.
    Chart,
}

impl Link {
    /// Returns whether it places a chart, by itself or within a sentence.
    pub fn is_chart(&self) -> bool {
        self.form == LinkForm::Chart
            || (self.form == LinkForm::Image && self.target.starts_with("kpi:"))
    }
}

/// A link, picture or placed chart.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// How it was written.
    pub form: LinkForm,
    /// The target as written, without title; percent-encoding stays.
    pub target: String,
    /// Where the target stands, or the whole link where that cannot be told.
    pub span: Span,
    /// The text or alternative text, plain; empty where the target's title stands in.
    pub text: String,
    /// The title attribute.
    pub title: String,
    /// Who may see it.
    pub gate: GateId,
    /// The item that holds it, as an index into [`Body::items`].
    pub item: Option<usize>,
    /// The sentence around it, for the page that it points to.
    pub sentence: Vec<SentencePart>,
}

impl Link {
    /// Returns whether it is written as `[](kpi:…)`, which stands for the latest value of a KPI, too.
    pub fn asks_for_a_value(&self) -> bool {
        self.form == LinkForm::Inline && self.text.is_empty() && self.target.starts_with("kpi:")
    }
}

/// Where in a line of plain text a link without words stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gap {
    /// The offset in the line.
    pub at: usize,
    /// Whether a space stands before it, which the line has at most once.
    pub is_apart: bool,
    /// The link, as an index into [`Body::links`].
    pub link: usize,
}

/// A part of the sentence around a link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SentencePart {
    /// Plain text.
    Text(String),
    /// The text of a link, as an index into [`Body::links`]; where that link has no text of its own,
    /// the title of its target.
    Link(usize),
}

/// A stretch of HTML behind one gate.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Fragment {
    /// Who may see it.
    pub gate: GateId,
    /// HTML and holes in order.
    pub segments: Vec<Segment>,
}

/// A part of a fragment.
#[derive(Clone, PartialEq, Debug)]
pub enum Segment {
    /// Finished HTML.
    Html(Box<str>),
    /// Something that is known only at render.
    Hole(Hole),
}

/// A block of code that is more than its text.
#[derive(Clone, PartialEq, Debug)]
pub struct CodeBlock {
    /// The block.
    pub code: Code,
    /// The item that holds it, as an index into [`Body::items`].
    pub item: Option<usize>,
}

/// A diagram in its place. It is drawn where its page is made for the first time, and kept as long as the
/// text of its document stays what it is.
#[derive(Clone, PartialEq, Debug)]
pub struct Placed {
    /// Its text.
    pub text: String,
    /// The item that holds it, as an index into [`Body::items`].
    pub item: Option<usize>,
    diagram: Diagram,
    html: OnceLock<String>,
}

impl Placed {
    /// Returns a diagram with its text.
    pub fn new(text: String, item: Option<usize>, diagram: Diagram) -> Placed {
        Placed { text, item, diagram, html: OnceLock::new() }
    }

    /// Returns it as HTML, with its text below.
    pub fn html(&self) -> &str {
        self.html.get_or_init(|| self.diagram.figure(&self.text))
    }
}

/// What is filled in at render; the numbers are indices into [`Body::links`] or [`Body::items`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hole {
    /// The start tag of a link; nothing where the target is hidden.
    LinkStart(usize),
    /// The title of the target, for a link without text of its own.
    LinkText(usize),
    /// The end tag of a link.
    LinkEnd(usize),
    /// A picture.
    Image(usize),
    /// A picture that fills a paragraph, with its title below it.
    Figure(usize),
    /// A chart.
    Chart(usize),
    /// The chips of an item: state, people, dates, references.
    Chips(usize),
    /// The checkbox of an item.
    Checkbox(usize),
    /// What a query finds, by its index into [`Body::queries`].
    Query(usize),
    /// A block of code, by its index into [`Body::code`].
    Code(usize),
    /// A diagram, by its index into [`Body::diagrams`].
    Diagram(usize),
}
