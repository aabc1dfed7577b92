//! The parts that several pages share: links, pills, charts.

use serde::{Serialize, Serializer};

use super::Html;
use super::html::finished;
pub use super::shape::Shape;

/// A text that may lead somewhere. Templates get it finished: a page has a hundred of them, and each part
/// of each would be a value of its own.
#[derive(Clone, Debug, Default)]
pub struct Link {
    /// What is read.
    pub text: String,
    /// Where it leads, relative to the page; none where there is no page for it.
    pub href: Option<String>,
}

impl Link {
    /// Returns the text as a link, or alone where it leads nowhere.
    pub fn html(&self) -> Html {
        Html::link(&self.text, self.href.as_deref(), "")
    }

    /// Adds the text as a link, or alone where it leads nowhere.
    pub fn push_to(&self, html: &mut Html) {
        html.push_link(&self.text, self.href.as_deref(), "");
    }
}

impl Serialize for Link {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = (&self.text, &self.href);
        finished(serializer, || self.html(), &fields)
    }
}

/// A text with its address apart, such as a year of a ledger.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tab {
    /// What is read.
    pub text: String,
    /// Where it leads; none where that is this page.
    pub href: Option<String>,
}

/// A small label that says one thing by a word, a shape and a tone. Templates get it finished, for the
/// same reason as links.
#[derive(Clone, Debug, Default)]
pub struct Pill {
    /// The word, such as `shipped` or `no signal`.
    pub word: String,
    /// What the shape before the word is called.
    pub shape: Shape,
    /// The colour's role, which never says more than word and shape.
    pub tone: Tone,
    /// Where all of which it says the same are listed.
    pub href: Option<String>,
}

/// The roles of colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// Ink.
    #[default]
    Plain,
    /// Faded ink: set aside, not reached.
    Quiet,
    /// Blue.
    Good,
    /// Orange.
    Bad,
    /// The theme's accent: here, now.
    Accent,
}

impl Tone {
    /// Returns what a class in the style sheet calls it.
    pub fn name(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Quiet => "quiet",
            Tone::Good => "good",
            Tone::Bad => "bad",
            Tone::Accent => "accent",
        }
    }
}

impl Pill {
    /// Returns a pill of its three parts.
    pub fn new(word: impl Into<String>, shape: Shape, tone: Tone) -> Self {
        Self { word: word.into(), shape, tone, href: None }
    }

    /// Returns the pill of a state of any kind of document or item, by the state's word.
    ///
    /// An unknown word gets a plain dot, so that a site's own states are shown too.
    pub fn state(word: &str) -> Self {
        let (shape, tone) = match word {
            "idea" | "new" | "raised" => (Shape::Ring, Tone::Quiet),
            "proposed" => (Shape::Ring, Tone::Plain),
            "open" => (Shape::Ring, Tone::Bad),
            "accepted" => (Shape::Half, Tone::Plain),
            "started" => (Shape::Half, Tone::Accent),
            "shipped" | "active" => (Shape::Dot, Tone::Plain),
            "measured" | "met" | "done" | "answered" | "applied" | "settled" | "confirmed" => {
                (Shape::Check, Tone::Good)
            }
            "embedded" | "adopted" | "chosen" => (Shape::Check, Tone::Plain),
            "missed" | "standing" => (Shape::Cross, Tone::Bad),
            "declined" | "rejected" | "dropped" | "wont" => (Shape::Cross, Tone::Quiet),
            "parked" | "superseded" | "retired" | "set aside" => (Shape::Dash, Tone::Quiet),
            _ => (Shape::Dot, Tone::Plain),
        };
        Self::new(word, shape, tone)
    }

    /// Returns shape and word as HTML.
    pub fn html(&self) -> Html {
        let mut html = Html(String::with_capacity(400));
        self.push_to(&mut html);
        html
    }

    /// Adds shape and word.
    pub fn push_to(&self, html: &mut Html) {
        html.0.push_str("<span class=\"state ");
        html.0.push_str(self.tone.name());
        html.0.push_str("\">");
        if let Some(href) = &self.href {
            html.0.push_str("<a href=\"");
            html.push_text(href);
            html.0.push_str("\">");
        }
        html.0.push_str(self.shape.drawing());
        html.push_text(&self.word);
        html.0.push_str(if self.href.is_some() { "</a></span>" } else { "</span>" });
    }

    /// Returns the pill of a finding's severity: `error`, `warning`, `info` or `reminder`.
    pub fn severity(word: &str) -> Self {
        let (shape, tone) = match word {
            "error" => (Shape::Cross, Tone::Bad),
            "warning" => (Shape::Alert, Tone::Bad),
            "reminder" => (Shape::Clock, Tone::Plain),
            _ => (Shape::Info, Tone::Plain),
        };
        Self::new(word, shape, tone)
    }
}

impl Serialize for Pill {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = (&self.word, &self.shape, &self.tone, &self.href);
        finished(serializer, || self.html(), &fields)
    }
}

/// A number as it is shown: figure and unit apart, because they are set in different sizes.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Figure {
    /// The figure with its sign, such as `−4.1`.
    pub value: String,
    /// The unit, such as `points` or `%`; empty where there is none.
    pub unit: String,
}

/// A note above a page's content: draft, hidden from some readers, superseded.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Banner {
    /// The colour's role.
    pub tone: Tone,
    /// The word it starts with, such as `Draft`.
    pub title: String,
    /// What it means for the reader, inline.
    pub text: Html,
}

/// A line that tells something: what happened, or what waits.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Notice {
    /// The word before the link, such as `Shipped`; none in lists of one sort.
    pub verb: Option<String>,
    /// What it is about.
    pub link: Link,
    /// The words that follow the link in the same line.
    pub rest: Option<String>,
    /// The small line below, such as `proposed 12 Nov · owner Mina`.
    pub note: Option<String>,
    /// Whether it is late or otherwise needs attention.
    pub is_late: bool,
}

/// A step along a path that tells a story: on the home page and on "start here".
#[derive(Clone, Debug, Default, Serialize)]
pub struct Stop {
    /// What this stop is, such as `The objective`.
    pub label: String,
    /// Where it leads.
    pub link: Link,
    /// What it shows, in a sentence or two, inline.
    pub text: Html,
    /// A state or verdict.
    pub pill: Option<Pill>,
    /// A sparkline.
    pub sparkline: Option<Html>,
    /// Further places at the same stop.
    pub more: Vec<Link>,
}

/// A chart in its two renditions, of which the style sheet shows one by width.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Chart {
    /// The rendition for wide pages, a whole `<svg>`.
    pub wide: Html,
    /// The rendition for phones, a whole `<svg>`.
    pub narrow: Html,
    /// What is measured, how many points, where from; inline.
    pub caption: Html,
    /// The briefs behind the numbered marks, where nothing else on the page lists them.
    pub marks: Vec<ChartMark>,
}

/// A numbered mark on a chart: a brief that shipped.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChartMark {
    /// Its number on the chart.
    pub number: u32,
    /// The brief.
    pub link: Link,
    /// When it shipped, as read.
    pub date: String,
}

/// The numbers behind a chart.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DataTable {
    /// What opens the table, such as `Data, 36 rows`.
    pub summary: String,
    /// The columns in order.
    pub columns: Vec<Column>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<String>>,
    /// Where the same numbers can be had as CSV.
    pub csv: Option<String>,
}

/// The head of a column.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Column {
    /// The heading.
    pub text: String,
    /// Whether the column holds numbers, which are set to the right.
    pub is_number: bool,
}

/// The pages before and after this one of a list too long for one page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Pager {
    /// All pages in order, such as years.
    pub pages: Vec<Tab>,
    /// The page before.
    pub previous: Option<Link>,
    /// The page after.
    pub next: Option<Link>,
}
