//! What surrounds every page: head, navigation, neighbourhood, crumbs.

use crate::id::{DocId, RelPath, Spanned};
use crate::kind::{ItemKind, Kind};
use crate::site::address;
use crate::site::routes::{self, Route};
use crate::site::{ChainLink, End, Site, doc_date};
use crate::view::frame::{
    Assets, Live, NavGroup, NavLink, NavNear, crumbs_html, nav_html, near_html,
};
use crate::view::parts::Link;
use crate::view::{Frame, Html, Shared};

use super::Press;
use super::feed;
use super::head::Head;
use super::here::{Here, capitalised};
use super::hosting::page_policy;

/// How many siblings the sidebar shows at most.
const SIBLINGS: usize = 40;
/// How many it shows around the page where there are more: nobody reads forty lines to find a neighbour,
/// and each costs as much as a line of text on every page.
const AROUND: usize = 16;

/// Returns the navigation of a page: the same on all pages of a folder but for those that it links to.
fn shared_nav(here: &Here, route: &Route) -> Shared<Html> {
    let finished = || Shared::new(nav_html(&nav(here, route)));
    let Route::Doc(doc) = route else { return finished() };
    let folder = here.site.doc(*doc).location.parent();
    let is_linked = folder.is_root() || here.site.outline.vision == Some(*doc);
    match here.kept.nav(&folder) {
        Some(kept) if !is_linked => kept.get_or_init(finished).clone(),
        _ => finished(),
    }
}

/// Returns the frame of a page.
pub(super) fn frame(press: &Press, here: &Here, route: &Route, head: Head) -> Frame {
    let site = here.site;
    let config = site.config();
    let base = config.base_url.as_deref();
    let root = RelPath::root();
    let way = address::href(&root, here.path, config.urls);
    let way = if matches!(route, Route::Home) { "" } else { way.as_str() };
    let depth = here.path.as_str().matches('/').count();
    // The page for missing addresses is served from any depth, so that its links start at the root.
    let is_rootless = matches!(route, Route::NotFound);
    let prefix = match (is_rootless, base) {
        (true, Some(base)) => base_path(base).to_owned(),
        _ => "../".repeat(depth),
    };
    let asset = |name: &str| format!("{prefix}{}", press.asset(name));
    let rooted = |path: &RelPath| format!("{prefix}{path}");
    let named = |name: &Spanned<String>| press.known_asset(Some(name)).map(&rooted);
    let mut frame = Frame {
        site: config.title.clone(),
        language: config.language.clone(),
        title: head.title,
        window_title: head.window_title,
        description: Some(head.description),
        canonical: base
            .filter(|_| !is_rootless)
            .map(|base| format!("{base}{}", canonical(here, route, way))),
        policy: page_policy(),
        is_indexed: !config.is_hidden
            && feed::is_page(route)
            && !is_rootless
            && !matches!(route, Route::Checks | Route::Chain(_)),
        feed: head.feed,
        root: prefix.clone(),
        home: here.href(&Route::Home).unwrap_or_default(),
        path: here.path.to_string(),
        as_of: site.as_of.with_weekday(),
        assets: Assets {
            style: asset("style.css"),
            script: asset("theme.js"),
            live_script: asset("reload.js"),
            chart_script: None,
            favicon: asset("favicon.svg"),
            logo: press.known_asset(config.theme.logo.as_ref()).map(&rooted),
            extra_styles: config.theme.extra_css.iter().filter_map(named).collect(),
            extra_scripts: config.theme.extra_js.iter().filter_map(named).collect(),
        },
        live: None,
        nav: shared_nav(here, route),
        near: near_html(&near(here, route)),
        crumbs: crumbs_html(&crumbs(here, route)),
    };
    if let Some(base) = base.filter(|_| is_rootless) {
        absolute(&mut frame, nav(here, route), base_path(base));
    }
    frame
}

/// Returns the way from the root to the page that an address stands for: of an old one, the new.
fn canonical(here: &Here, route: &Route, own: &str) -> String {
    let Route::Redirect(doc, _) = route else { return own.to_owned() };
    let path = here.site.routes.path(&Route::Doc(*doc));
    path.map_or_else(String::new, |path| {
        address::href(&RelPath::root(), path, here.site.config().urls)
    })
}

/// Returns what live preview needs.
pub(super) fn live(site: &Site, generation: u64) -> Live {
    let base = site.config().base_url.as_deref().map_or("/", base_path);
    Live { events: format!("{base}_throughline/events"), generation }
}

/// Returns the path of an address: of `https://handbook.example/team/` it is `/team/`.
pub(super) fn base_path(base: &str) -> &str {
    let rest = base.split_once("://").map_or(base, |(_, rest)| rest);
    rest.find('/').map_or("/", |at| &rest[at..])
}

fn absolute(frame: &mut Frame, mut groups: Vec<NavGroup>, base: &str) {
    let rooted = |href: &mut String| *href = format!("{base}{href}");
    rooted(&mut frame.home);
    frame.feed.iter_mut().for_each(|feed| rooted(&mut feed.href));
    for link in groups.iter_mut().flat_map(|group| &mut group.links) {
        rooted(&mut link.href);
    }
    frame.nav = Shared::new(nav_html(&groups));
}

fn nav(here: &Here, route: &Route) -> Vec<NavGroup> {
    let site = here.site;
    let folder = |kind: Kind| {
        let folder = routes::folder_of(site, kind)?.to_owned();
        Some(Route::Section(folder, None))
    };
    let own_folder = own_folder(here, route);
    let link = |text: String, to: Route| -> Option<NavLink> {
        let href = here.href(&to)?;
        let is_within = match &to {
            Route::Section(folder, _) => own_folder.as_deref() == Some(folder),
            Route::KpiIndex => own_folder.as_deref() == Some(routes::kpi_folder(site)),
            Route::ObjectiveTree => matches!(route, Route::Objective(_)),
            Route::Tags => matches!(route, Route::Tag(_)),
            Route::Quarters => matches!(route, Route::Quarter(..)),
            Route::People => matches!(route, Route::Person(_)),
            Route::Changes(_) => matches!(route, Route::Changes(_)),
            Route::Ledger(kind, _) => matches!(route, Route::Ledger(own, _) if own == kind),
            Route::Promises(_) => matches!(route, Route::Promises(_)),
            Route::Board => matches!(route, Route::Table),
            _ => false,
        };
        let is_here = to == *route;
        Some(NavLink { text, href, is_here, is_within: is_within && !is_here })
    };
    let section = |kind: Kind| folder(kind).and_then(|to| link(here.kind_plural(kind), to));
    let to = |text: &str, route: Route| link(text.to_owned(), route);
    let vision = site
        .outline
        .vision
        .and_then(|vision| link(site.doc(vision).title.clone(), Route::Doc(vision)));
    let ledger = |kind: ItemKind| to(super::here::ledger_title(kind), Route::Ledger(kind, None));
    let start = site.outline.start.map_or(Route::StartHere, Route::Doc);
    let groups: [(&str, Vec<Option<NavLink>>); 6] = [
        (
            "Home",
            vec![
                to("Overview", Route::Home),
                to("Start here", start),
                to("What changed", Route::Changes(None)),
            ],
        ),
        (
            "Objectives",
            vec![
                vision,
                to("Objective tree", Route::ObjectiveTree),
                to("Traceability", Route::Matrix),
                section(Kind::Vision),
            ],
        ),
        (
            "Work",
            vec![
                to("Board", Route::Board),
                section(Kind::Brief),
                section(Kind::DeepDive),
                section(Kind::Decision),
                ledger(ItemKind::Question),
                ledger(ItemKind::Concern),
                ledger(ItemKind::Choice),
            ],
        ),
        (
            "Numbers",
            vec![
                to("KPIs", Route::KpiIndex),
                to("Promises", Route::Promises(None)),
                to("Rework", Route::Rework),
                section(Kind::Survey),
            ],
        ),
        (
            "Learning",
            vec![section(Kind::Retro), ledger(ItemKind::Lesson), ledger(ItemKind::Action)],
        ),
        ("More", more(here, &link)),
    ];
    groups
        .into_iter()
        .map(|(label, links)| NavGroup {
            label: label.to_owned(),
            links: links.into_iter().flatten().collect(),
        })
        .filter(|group| !group.links.is_empty())
        .collect()
}

/// Returns what belongs to no part of the chain: folders and pages of no kind, people, tags, checks.
fn more(here: &Here, link: &dyn Fn(String, Route) -> Option<NavLink>) -> Vec<Option<NavLink>> {
    let site = here.site;
    let kinds: Vec<&str> =
        Kind::ALL.iter().filter_map(|kind| routes::folder_of(site, *kind)).collect();
    let mut entries: Vec<(i64, String, Route)> = Vec::new();
    for doc in &site.outline.top {
        let page = site.doc(*doc);
        entries.push((page.front.weight, page.title.clone(), Route::Doc(*doc)));
    }
    let folders = site.outline.folders.iter();
    for (folder, intro) in folders.filter(|(folder, _)| !kinds.contains(&folder.as_str())) {
        let title = intro.map_or_else(
            || capitalised(&folder.replace('-', " ")),
            |doc| site.doc(doc).title.clone(),
        );
        let weight = intro.map_or(0, |doc| site.doc(doc).front.weight);
        entries.push((weight, title, Route::Section(folder.to_owned(), None)));
    }
    entries.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    entries.truncate(SIBLINGS);
    let mut links: Vec<Option<NavLink>> =
        entries.into_iter().map(|(_, title, route)| link(title, route)).collect();
    links.push(link("People".to_owned(), Route::People));
    links.push(link("Quarters".to_owned(), Route::Quarters));
    links.push(link("Tags".to_owned(), Route::Tags));
    links.push(link("Checks".to_owned(), Route::Checks));
    links
}

/// Returns the top folder that a page belongs to.
fn own_folder(here: &Here, route: &Route) -> Option<String> {
    match route {
        Route::Doc(doc) | Route::Chain(doc) => {
            let location = here.site.doc(*doc).location.as_str();
            location.split_once('/').map(|(folder, _)| folder.to_owned())
        }
        Route::Section(folder, _) => Some(folder.clone()),
        Route::State(kind, ..) => routes::folder_of(here.site, *kind).map(str::to_owned),
        _ => None,
    }
}

/// Returns the page's own chain, and at most forty siblings around it.
fn near(here: &Here, route: &Route) -> Vec<NavNear> {
    let mut near = Vec::new();
    let id = match route {
        Route::Doc(id) => id,
        Route::Section(folder, _) => return pages_of(here, folder).into_iter().collect(),
        _ => return near,
    };
    if let Some(chain) = here.site.chain(*id) {
        let links = chain.nodes.iter().filter(|node| node.link == ChainLink::Present);
        let mut ends: Vec<End> = links.filter_map(|node| node.end).collect();
        ends.dedup();
        let mut seen: Vec<NavLink> = Vec::new();
        for end in ends {
            let Some(href) = here.href_of(end) else { continue };
            if seen.iter().any(|link| link.href == href) {
                continue;
            }
            let is_here = end == End::Doc(*id);
            seen.push(NavLink { text: here.title(end), href, is_here, is_within: false });
        }
        if seen.len() > 1 {
            near.push(NavNear { label: "This chain".to_owned(), links: seen, all: None });
        }
    }
    near.extend(siblings(here, *id));
    near
}

/// Returns the pages of a folder of pages beside its introduction. Lists of other kinds have none: there
/// the list is the page.
fn pages_of(here: &Here, folder: &str) -> Option<NavNear> {
    let site = here.site;
    let own = site.outline.introduction(folder)?;
    let inside = |doc: &DocId| {
        let location = site.doc(*doc).location.as_str();
        location.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
            && routes::introduces(site, *doc).is_none()
            && site.outline.shelf_mark(site, *doc).is_none()
    };
    let first = site.docs().filter(|doc| site.doc(*doc).kind.is_plain()).find(inside)?;
    let near = siblings(here, first)?;
    let links = near.links.into_iter().map(|link| NavLink { is_here: false, ..link });
    (site.doc(own).kind == Kind::Page).then(|| NavNear { links: links.collect(), ..near })
}

fn siblings(here: &Here, id: DocId) -> Option<NavNear> {
    let site = here.site;
    let folder = own_folder(here, &Route::Doc(id))?;
    let all = site.outline.siblings(id);
    let at = all.iter().position(|doc| *doc == id)?;
    if all.len() < 2 {
        return None;
    }
    let most = if all.len() > SIBLINGS { AROUND } else { SIBLINGS };
    let from = at.saturating_sub(most / 2).min(all.len().saturating_sub(most));
    let shown = &all[from..all.len().min(from + most)];
    let links = shown.iter().filter_map(|doc| {
        Some(NavLink {
            text: site.doc(*doc).title.clone(),
            href: here.href(&Route::Doc(*doc))?,
            is_here: *doc == id,
            is_within: false,
        })
    });
    let section = match folder == routes::kpi_folder(site) {
        true => Route::KpiIndex,
        false => Route::Section(folder.clone(), None),
    };
    let year = doc_date(site.doc(id)).map(super::super::id::Date::year);
    let kind = site.doc(id).kind;
    let mark = site.outline.shelf_mark(site, id);
    let section = mark.map_or(section, Route::Doc);
    let label = match (kind, year) {
        _ if mark.is_some() => mark.map_or_else(String::new, |mark| site.doc(mark).title.clone()),
        (Kind::Glossary | Kind::Page, _) | (_, None) => match site.outline.introduction(&folder) {
            Some(intro) => site.doc(intro).title.clone(),
            None => capitalised(&folder.replace('-', " ")),
        },
        (kind, Some(year)) if crate::site::is_dated(kind) => {
            format!("{} of {year}", here.kind_plural(kind))
        }
        (kind, _) => here.kind_plural(kind),
    };
    let all = here
        .href(&section)
        .filter(|_| shown.len() < all.len())
        .map(|href| Link { text: format!("All {}", label.to_lowercase()), href: Some(href) });
    Some(NavNear { label, links: links.collect(), all })
}

fn crumbs(here: &Here, route: &Route) -> Vec<Link> {
    let site = here.site;
    let home = here.route_link("Home", &Route::Home);
    let section = |route: Route, text: String| -> Vec<Link> {
        match here.href(&route) {
            Some(href) => vec![home.clone(), Link { text, href: Some(href) }],
            None => vec![home.clone()],
        }
    };
    match route {
        Route::Home | Route::NotFound => Vec::new(),
        Route::Doc(doc) => match own_folder(here, route) {
            Some(folder) if folder == routes::kpi_folder(site) => {
                section(Route::KpiIndex, here.kind_plural(Kind::Kpi))
            }
            Some(folder) => {
                let kind = site.doc(*doc).kind;
                let title = match site.outline.introduction(&folder) {
                    Some(intro) => site.doc(intro).title.clone(),
                    None if routes::folder_of(site, kind) == Some(&folder) => {
                        here.kind_plural(kind)
                    }
                    None => capitalised(&folder.replace('-', " ")),
                };
                let mut crumbs = section(Route::Section(folder, None), title);
                let mark = site.outline.shelf_mark(site, *doc).map(|mark| here.doc_link(mark));
                crumbs.extend(mark);
                crumbs
            }
            None => vec![home],
        },
        Route::Objective(_) => section(Route::ObjectiveTree, "Objectives".to_owned()),
        Route::State(kind, ..) => match own_folder(here, route) {
            Some(folder) => section(Route::Section(folder, None), here.kind_plural(*kind)),
            None => vec![home],
        },
        Route::Quarter(..) => section(Route::Quarters, "Quarters".to_owned()),
        Route::Chain(brief) => {
            let mut all = crumbs(here, &Route::Doc(*brief));
            all.push(here.doc_link(*brief));
            all
        }
        Route::Tag(_) => section(Route::Tags, "Tags".to_owned()),
        Route::Person(_) => section(Route::People, "People".to_owned()),
        Route::Changes(Some(_)) => section(Route::Changes(None), "What changed".to_owned()),
        _ => vec![home],
    }
}
