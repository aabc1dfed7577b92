//! What machines read: Atom feeds, the sitemap.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::config::PeoplePages;
use crate::html;
use crate::id::{DocId, ItemId, RelPath};
use crate::site::routes::{self, Followed, Route};
use crate::site::{Change, End, Site, address};

use super::here::Here;
use super::{listing, people};

/// How many entries a feed holds.
const ENTRIES: usize = 50;

/// How many changes are looked at for them: some have no place of their own.
const MOST: usize = 4 * ENTRIES;

/// Returns what changed as an Atom feed (RFC 4287). Addresses are absolute where the site knows its
/// own, else relative to the feed.
pub(super) fn atom(here: &Here, followed: &Followed) -> String {
    let site = here.site;
    let config = site.config();
    let base = config.base_url.as_deref().unwrap_or("");
    let (title, changes) = (title(here, followed), told(here, followed));
    let updated = changes.first().map_or(site.as_of, |change| change.date);
    let own = match followed {
        Followed::All => feed_id(site),
        // A folder may be called as somebody is.
        Followed::Folder(_) | Followed::Person(_) => format!("{}:{}", feed_id(site), here.path),
    };
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = writeln!(
        xml,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">",
        html::xml(&config.language)
    );
    let _ = writeln!(xml, "<title>{}</title>", html::xml(&title));
    let _ = writeln!(xml, "<id>{}</id>", html::xml(&own));
    let from = |path: &RelPath| match base {
        "" => address::href(here.path, path, config.urls),
        base => format!("{base}{}", address::href(&RelPath::root(), path, config.urls)),
    };
    let page = match followed {
        Followed::All if !base.is_empty() => Some(base.to_owned()),
        Followed::All => site.routes.path(&Route::Home).map(from),
        Followed::Folder(name) if name == routes::kpi_folder(site) => {
            site.routes.path(&Route::KpiIndex).map(from)
        }
        Followed::Folder(name) => site.routes.path(&Route::Section(name.clone(), None)).map(from),
        Followed::Person(id) => site.routes.path(&Route::Person(id.clone())).map(from),
    };
    if let Some(page) = page {
        let _ = writeln!(xml, "<link href=\"{}\"/>", html::xml(&page));
    }
    let _ = writeln!(xml, "<link rel=\"self\" href=\"{}\"/>", html::xml(&from(here.path)));
    let _ = writeln!(xml, "<updated>{updated}T00:00:00Z</updated>");
    let _ = writeln!(xml, "<author><name>{}</name></author>", html::xml(&config.title));
    let mut seen: Vec<String> = Vec::new();
    for change in changes {
        if seen.len() == ENTRIES {
            break;
        }
        let Some((path, anchor)) = site.routes.place(site, change.end) else { continue };
        let anchor = anchor.map_or(String::new(), |anchor| format!("#{anchor}"));
        let title = format!("{}: {}", change.what.word(), here.title(change.end));
        let id = format!(
            "{}:{}:{path}{anchor}:{}",
            feed_id(site),
            change.date,
            change.what.word().to_lowercase()
        );
        if seen.contains(&id) {
            continue;
        }
        let _ = writeln!(xml, "<entry><title>{}</title>", html::xml(&title));
        let _ = writeln!(xml, "<id>{}</id>", html::xml(&id.replace(' ', "-")));
        let _ = writeln!(xml, "<link href=\"{}{}\"/>", html::xml(&from(path)), html::xml(&anchor));
        let _ = writeln!(xml, "<updated>{}T00:00:00Z</updated>", change.date);
        let summary = match change.end {
            End::Doc(doc) => super::document::excerpt(site, doc),
            End::Item(_) => super::changes::note(here, change),
        };
        if let Some(summary) = summary {
            let _ = writeln!(xml, "<summary>{}</summary>", html::xml(&summary));
        }
        xml.push_str("</entry>\n");
        seen.push(id);
    }
    xml.push_str("</feed>\n");
    xml
}

/// Returns what a feed is called.
pub(super) fn title(here: &Here, followed: &Followed) -> String {
    let site = &here.site.config().title;
    match followed {
        Followed::All => site.clone(),
        Followed::Folder(name) => format!("{site}: {}", listing::title(here, name)),
        Followed::Person(id) => format!("{site}: {}", here.site.graph.people.label(id)),
    }
}

/// Returns the changes that a feed tells, newest first.
fn told<'a>(here: &Here<'a>, followed: &Followed) -> Vec<&'a Change> {
    let site = here.site;
    let changes = site.changes.iter();
    let doc = |change: &Change| site.graph.doc_of(change.end);
    match followed {
        Followed::All => changes.take(MOST).collect(),
        Followed::Folder(name) => {
            let is_inside = |change: &&Change| {
                let location = site.doc(doc(change)).location.as_str();
                location.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('/'))
            };
            changes.filter(is_inside).take(MOST).collect()
        }
        Followed::Person(id) => {
            let involved = people::involved(here, id);
            let owns: BTreeSet<DocId> = people::owned(here, &involved).into_iter().collect();
            // What someone gave is told where pages tell it, too.
            let is_full = site.config().people_pages == PeoplePages::Full;
            let named = involved.named_by.iter().copied().filter(|_| is_full);
            let named: BTreeSet<ItemId> = named.collect();
            let concerns = |change: &&Change| {
                owns.contains(&doc(change))
                    || matches!(change.end, End::Item(item) if named.contains(&item))
            };
            changes.filter(concerns).take(MOST).collect()
        }
    }
}

/// Returns a lasting name for the feed: the site's address, or a digest of its title.
fn feed_id(site: &Site) -> String {
    match &site.config().base_url {
        Some(base) => base.clone(),
        None => format!("urn:throughline:{}", address::slug(&site.config().title)),
    }
}

/// Returns every page for machines; only called where the site knows its address.
pub(super) fn sitemap(site: &Site) -> String {
    let config = site.config();
    let base = config.base_url.as_deref().unwrap_or("");
    let root = RelPath::root();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, route) in site.routes.iter() {
        if !is_page(route) || matches!(route, Route::NotFound | Route::Checks | Route::Chain(_)) {
            continue;
        }
        let way = address::href(&root, path, config.urls);
        let way = if way == "index.html" || way == "./" { String::new() } else { way };
        let _ = writeln!(xml, "<url><loc>{}{}</loc></url>", html::xml(base), html::xml(&way));
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Returns whether a route is a page for readers.
pub(super) fn is_page(route: &Route) -> bool {
    !matches!(
        route,
        Route::Redirect(..)
            | Route::Sitemap
            | Route::Robots
            | Route::Feed(_)
            | Route::Redirects
            | Route::Headers
            | Route::Nginx
            | Route::Prefetch
            | Route::Export
            | Route::ExportSchema
            | Route::Asset(_)
            | Route::ThemeFile(_)
            | Route::Download(_)
            | Route::Cases(_)
            | Route::MatrixFile
    )
}
