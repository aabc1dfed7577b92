//! What the head of a page says: what it is called, what it is about, what feed follows it.

use crate::site::Site;
use crate::site::routes::{self, Followed, Route};
use crate::view::Page;
use crate::view::frame::Feed;

use super::here::Here;
use super::{document, feed};

/// The head of a page.
pub(super) struct Head {
    /// What the page is called.
    pub(super) title: String,
    /// What the browser's tab shows.
    pub(super) window_title: String,
    /// What the page is about, for lists of results and for whoever gets a link to it.
    pub(super) description: String,
    /// The feed of what it lists.
    pub(super) feed: Option<Feed>,
}

/// Returns the head of a page.
pub(super) fn of(here: &Here, route: &Route, page: &Page) -> Head {
    let site = &here.site.config().title;
    let (title, description) = told(here.site, route, page);
    Head {
        window_title: window_title(&title, site),
        // Whoever sends a link to a list sends more than its name.
        description: description.unwrap_or_else(|| format!("{title}, in {site}")),
        feed: feed_of(here, route),
        title,
    }
}

/// Returns the title of a page, and what it says of itself.
fn told(site: &Site, route: &Route, page: &Page) -> (String, Option<String>) {
    match (route, page) {
        (Route::Doc(doc), _) => (site.doc(*doc).title.clone(), document::excerpt(site, *doc)),
        (_, Page::Home(home)) => (site.config().title.clone(), Some(home.headline.clone())),
        (_, Page::KpiIndex(index)) => (index.title.clone(), index.summary.clone()),
        (_, Page::Listing(listing)) => (listing.title.clone(), listing.summary.clone()),
        (_, Page::TagIndex(tags)) => (tags.title.clone(), None),
        (_, Page::ObjectiveTree(tree)) => (tree.title.clone(), tree.summary.clone()),
        (_, Page::Chain(chain)) => (format!("{}: whole chain", chain.title), chain.summary.clone()),
        (_, Page::Objective(objective)) => (objective.title.clone(), objective.summary.clone()),
        (_, Page::Board(board) | Page::Table(board)) => {
            (board.title.clone(), board.summary.clone())
        }
        (_, Page::Matrix(matrix)) => (matrix.title.clone(), matrix.summary.clone()),
        (_, Page::Promises(promises)) => (promises.title.clone(), promises.summary.clone()),
        (_, Page::Rework(rework)) => (rework.title.clone(), rework.summary.clone()),
        (_, Page::Ledger(ledger)) => (ledger.title.clone(), ledger.summary.clone()),
        (_, Page::PeopleIndex(people)) => (people.title.clone(), None),
        (_, Page::Person(person)) => (person.name.clone(), None),
        (_, Page::Checks(checks)) => (checks.title.clone(), Some(checks.summary.clone())),
        (_, Page::Changes(changes)) => (changes.title.clone(), changes.summary.clone()),
        (_, Page::StartHere(start)) => (start.title.clone(), start.summary.clone()),
        (_, Page::NotFound(not_found)) => (not_found.title.clone(), None),
        (_, Page::Redirect(redirect)) => (redirect.title.clone(), None),
        (_, Page::Document(_) | Page::Kpi(_)) => (site.config().title.clone(), None),
    }
}

/// Returns the feed that tells the most of a page's own changes: of a list of documents and of a person
/// theirs, else that of the handbook.
fn feed_of(here: &Here, route: &Route) -> Option<Feed> {
    let own = match route {
        Route::Section(folder, _) => Some(Followed::Folder(folder.clone())),
        Route::KpiIndex => Some(Followed::Folder(routes::kpi_folder(here.site).to_owned())),
        Route::Person(id) => Some(Followed::Person(id.clone())),
        _ => None,
    };
    let mut followed = own.into_iter().chain([Followed::All]);
    followed.find_map(|followed| {
        let title = feed::title(here, &followed);
        here.href(&Route::Feed(followed)).map(|href| Feed { title, href })
    })
}

/// Returns what a browser's tab and a list of results show: tabs cut at far less, results at about seventy
/// letters.
fn window_title(title: &str, site: &str) -> String {
    const ROOM: usize = 70;
    let both = format!("{title} · {site}");
    if title == site || both.chars().count() > ROOM { title.to_owned() } else { both }
}
