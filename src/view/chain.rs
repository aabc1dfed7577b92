//! A whole chain on one page, to be read from beginning to end and printed.

use serde::Serialize;

use super::Html;
use super::parts::{Link, Pill};

/// A brief with what stands before and after it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WholeChain {
    /// The title.
    pub title: String,
    /// What it holds, such as `Vision, 2 KPIs, brief and retro, one after the other.`.
    pub summary: Option<String>,
    /// The chain line.
    pub chain: Html,
    /// The documents in the order of the chain.
    pub parts: Vec<ChainPart>,
}

/// A document of a chain. Its anchors begin with that of the part, and its links to other parts lead there.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChainPart {
    /// Its anchor.
    pub id: String,
    /// What it is, such as `Brief`.
    pub label: String,
    /// Its title, which leads to the page of the document.
    pub link: Link,
    /// Its state.
    pub state: Option<Pill>,
    /// The day by which lists place it, as read.
    pub date: Option<String>,
    /// The summary.
    pub summary: Option<String>,
    /// The fact sheet.
    pub facts: Html,
    /// What it promised and what came of it.
    pub promises: Html,
    /// The steps of its way.
    pub steps: Html,
    /// The chart of a KPI.
    pub chart: Html,
    /// The body.
    pub body: Html,
}
