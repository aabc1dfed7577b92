//! The data model of themes: what a template can read, and nothing else.
//!
//! Duty: to be the contract between Throughline and themes. Inputs: none; the structs are filled
//! where pages are made. Outputs: serialisable structs of finished strings, booleans and numbers,
//! one family of pages a file, and [`glyph`], which draws the chain line.
//!
//! A template sees two names: `frame` ([`Frame`], the same for all pages) and `page` (the struct
//! inside of the [`Page`] variant that names the template).
//!
//! **Architecture invariants.** A view holds no reference to anything that could be looked up:
//! links are relative and finished, dates are words. Every field is always there; what is absent is
//! `none` or empty. Text is escaped by the template; [`Html`], links and pills are finished and are
//! not. Every field is documented here and in the manual, which a test holds against the fields.

pub mod board;
pub mod chain;
pub mod changes;
pub mod checks;
pub mod document;
pub mod ending;
pub mod entry;
pub mod frame;
pub mod glyph;
pub mod home;
mod html;
pub mod kpi;
pub mod ledger;
pub mod listing;
pub mod matrix;
pub mod objective;
pub mod parts;
pub mod path;
pub mod people;
pub mod promise;
pub mod promises;
pub mod relations;
pub mod rework;
mod shape;
mod shared;
pub mod sheet;
pub mod survey;
pub mod toc;

use serde::Serialize;

pub use frame::Frame;
pub use html::Html;
pub use shared::Shared;

/// A page: which template renders it, and with what.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Page {
    /// `home.html`
    Home(Box<home::Home>),
    /// `document.html`
    Document(Box<document::Document>),
    /// `kpi.html`
    Kpi(Box<kpi::Kpi>),
    /// `kpis.html`
    KpiIndex(kpi::KpiIndex),
    /// `listing.html`
    Listing(listing::Listing),
    /// `tags.html`
    TagIndex(listing::TagIndex),
    /// `objectives.html`
    ObjectiveTree(objective::ObjectiveTree),
    /// `matrix.html`
    Matrix(matrix::Matrix),
    /// `rework.html`
    Rework(rework::Rework),
    /// `chain.html`
    Chain(Box<chain::WholeChain>),
    /// `objective.html`
    Objective(Box<objective::Objective>),
    /// `promises.html`
    Promises(promises::Promises),
    /// `board.html`
    Board(board::Board),
    /// `table.html`
    Table(board::Board),
    /// `ledger.html`
    Ledger(ledger::Ledger),
    /// `people.html`
    PeopleIndex(people::PeopleIndex),
    /// `person.html`
    Person(Box<people::Person>),
    /// `checks.html`
    Checks(checks::Checks),
    /// `changes.html`
    Changes(changes::Changes),
    /// `start.html`
    StartHere(path::StartHere),
    /// `404.html`
    NotFound(path::NotFound),
    /// `redirect.html`
    Redirect(path::Redirect),
}

impl Page {
    /// Returns the name of the template that renders the page.
    pub fn template(&self) -> &'static str {
        match self {
            Self::Home(_) => "home.html",
            Self::Document(_) => "document.html",
            Self::Kpi(_) => "kpi.html",
            Self::KpiIndex(_) => "kpis.html",
            Self::Listing(_) => "listing.html",
            Self::TagIndex(_) => "tags.html",
            Self::ObjectiveTree(_) => "objectives.html",
            Self::Matrix(_) => "matrix.html",
            Self::Rework(_) => "rework.html",
            Self::Chain(_) => "chain.html",
            Self::Objective(_) => "objective.html",
            Self::Promises(_) => "promises.html",
            Self::Board(_) => "board.html",
            Self::Table(_) => "table.html",
            Self::Ledger(_) => "ledger.html",
            Self::PeopleIndex(_) => "people.html",
            Self::Person(_) => "person.html",
            Self::Checks(_) => "checks.html",
            Self::Changes(_) => "changes.html",
            Self::StartHere(_) => "start.html",
            Self::NotFound(_) => "404.html",
            Self::Redirect(_) => "redirect.html",
        }
    }
}
