//! What machines read: the Atom feed, the sitemap, robots, the map of redirects.

use std::fmt::Write as _;

use crate::html;
use crate::site::address;
use crate::site::routes::Route;
use crate::site::{End, Site};

use super::changes;
use super::here::Here;

/// How many entries the feed holds.
const ENTRIES: usize = 50;

/// Returns what changed as an Atom feed (RFC 4287). Addresses are absolute where the site knows its
/// own, else relative to the feed.
pub(super) fn atom(here: &Here) -> String {
    let site = here.site;
    let config = site.config();
    let base = config.base_url.as_deref().unwrap_or("");
    let changes = &site.changes;
    let updated = changes.first().map_or(site.as_of, |change| change.date);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = writeln!(
        xml,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">",
        html::xml(&config.language)
    );
    let _ = writeln!(xml, "<title>{}</title>", html::xml(&config.title));
    let _ = writeln!(xml, "<id>{}</id>", html::xml(&feed_id(site)));
    let _ = writeln!(
        xml,
        "<link href=\"{}\"/>",
        html::xml(if base.is_empty() { "index.html" } else { base })
    );
    let _ = writeln!(xml, "<link rel=\"self\" href=\"{}feed.xml\"/>", html::xml(base));
    let _ = writeln!(xml, "<updated>{updated}T00:00:00Z</updated>");
    let _ = writeln!(xml, "<author><name>{}</name></author>", html::xml(&config.title));
    let mut seen: Vec<String> = Vec::new();
    for change in changes.iter().take(ENTRIES) {
        let Some((path, anchor)) = site.routes.place(site, change.end) else { continue };
        let way = address::href(here.path, path, config.urls);
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
        let _ = writeln!(
            xml,
            "<link href=\"{}{}{}\"/>",
            html::xml(base),
            html::xml(&way),
            html::xml(&anchor)
        );
        let _ = writeln!(xml, "<updated>{}T00:00:00Z</updated>", change.date);
        let summary = match change.end {
            End::Doc(doc) => super::document::excerpt(site, doc),
            End::Item(_) => changes::note(here, change),
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
    let root = crate::id::RelPath::root();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, route) in site.routes.iter() {
        if !is_page(route) || matches!(route, Route::NotFound | Route::Checks) {
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
            | Route::Feed
            | Route::Redirects
            | Route::Export
            | Route::ExportSchema
            | Route::Asset(_)
            | Route::ThemeFile(_)
            | Route::Download(_)
            | Route::Cases(_)
            | Route::MatrixFile
    )
}

/// Returns what machines may read.
pub(super) fn robots(site: &Site) -> String {
    let sitemap = match &site.config().base_url {
        Some(base) => format!("Sitemap: {base}sitemap.xml\n"),
        None => String::new(),
    };
    format!("User-agent: *\nAllow: /\n{sitemap}")
}

/// Returns old paths with the paths that they mean now, one pair a line, as static hosts read it.
pub(super) fn redirects(site: &Site) -> String {
    let mut lines = String::new();
    let root = crate::id::RelPath::root();
    let base = site.config().base_url.as_deref().map_or("/", super::base_path);
    for (path, route) in site.routes.iter() {
        if let Route::Redirect(doc, _) = route
            && let Some(to) = site.routes.path(&Route::Doc(*doc))
        {
            let to = address::href(&root, to, site.config().urls);
            let from = address::href(&root, path, site.config().urls);
            let _ = writeln!(lines, "{base}{from} {base}{to} 301");
        }
    }
    lines
}
