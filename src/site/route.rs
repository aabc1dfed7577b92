//! One file of the output, by what it holds.

use crate::id::{Date, DocId, ItemId, RelPath};
use crate::kind::{ItemKind, Kind};

/// What a file of the output holds.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Route {
    /// The home page.
    Home,
    /// The page of a document.
    Doc(DocId),
    /// The whole chain through a brief.
    Chain(DocId),
    /// The page of an objective.
    Objective(ItemId),
    /// All visions with their objectives and briefs.
    ObjectiveTree,
    /// Each brief with what stands before and after it.
    Matrix,
    /// The same as CSV.
    MatrixFile,
    /// What briefs promised; the newest year, or the one that is named.
    Promises(Option<i16>),
    /// The briefs that do earlier ones again.
    Rework,
    /// The briefs by state.
    Board,
    /// The briefs as a table.
    Table,
    /// The documents below a top folder; the newest year, or the one that is named.
    Section(String, Option<i16>),
    /// All items of a kind; the newest year, or the one that is named.
    Ledger(ItemKind, Option<i16>),
    /// All KPIs.
    KpiIndex,
    /// The numbers of a KPI as CSV.
    Download(DocId),
    /// What stands behind the numbers of a derived KPI, as CSV.
    Cases(DocId),
    /// All tags.
    Tags,
    /// The documents with a tag.
    Tag(String),
    /// The documents of a kind in a state; the newest year, or the one that is named.
    State(Kind, &'static str, Option<i16>),
    /// All quarters.
    Quarters,
    /// What dates from a quarter, named by its first day; of a long list the first kind, or the one that is
    /// named.
    Quarter(Date, Option<Kind>),
    /// All people.
    People,
    /// A person or a team, by id.
    Person(String),
    /// The findings.
    Checks,
    /// What changed; the newest year, or the one that is named.
    Changes(Option<i16>),
    /// A way in for newcomers.
    StartHere,
    /// Nothing is here.
    NotFound,
    /// An old path: the document that it means now, and which of its aliases says so.
    Redirect(DocId, usize),
    /// All pages for machines.
    Sitemap,
    /// What machines may read.
    Robots,
    /// What changed, as an Atom feed.
    Feed(Followed),
    /// The map of redirects for servers.
    Redirects,
    /// The headers that the output wants, for static hosts.
    Headers,
    /// The same for nginx.
    Nginx,
    /// What browsers may fetch ahead.
    Prefetch,
    /// The whole handbook for programs.
    Export,
    /// The form of the export.
    ExportSchema,
    /// A file beside the documents.
    Asset(RelPath),
    /// A file of the theme, by its name there.
    ThemeFile(String),
}

/// Whose changes a feed tells.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Followed {
    /// Those of the whole handbook.
    All,
    /// Those of the documents below a top folder.
    Folder(String),
    /// Those of what a person or a team owns, and of the items that name them.
    Person(String),
}
