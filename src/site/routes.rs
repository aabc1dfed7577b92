//! Every file of the output.

use std::collections::{BTreeMap, HashSet};

use crate::config::Urls;
use crate::id::{DocId, ItemId, RelPath};
use crate::kind::{BriefState, ItemKind, Kind};

use super::address::{page_path, slugs};
use super::node::End;
pub use super::route::{Followed, Route};
use super::snapshot::Site;

/// All routes, by output path.
#[derive(Clone, Default)]
pub struct Routes {
    by_path: BTreeMap<RelPath, Route>,
    paths: BTreeMap<Route, RelPath>,
    docs: Vec<Option<RelPath>>,
    objectives: Vec<Option<RelPath>>,
    /// Pairs of routes that want one path: the path, who has it, who wanted it too.
    pub collisions: Vec<(RelPath, Route, Route)>,
}

impl Routes {
    /// Returns the route at an output path.
    pub fn get(&self, path: &RelPath) -> Option<&Route> {
        self.by_path.get(path)
    }

    /// Returns every route with its output path, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&RelPath, &Route)> {
        self.by_path.iter()
    }

    /// Returns the output path of a route, where it is there.
    pub fn path(&self, route: &Route) -> Option<&RelPath> {
        match route {
            Route::Doc(doc) => self.docs.get(doc.index())?.as_ref(),
            Route::Objective(item) => self.objectives.get(item.index())?.as_ref(),
            other => self.paths.get(other),
        }
    }

    /// Returns the routes of a snapshot: pages with something on them, and no others.
    pub(super) fn of(site: &Site) -> Routes {
        let mut routes = Routes {
            docs: vec![None; site.graph.nodes.len()],
            objectives: vec![None; site.graph.items.len()],
            ..Routes::default()
        };
        routes.documents(site);
        routes.generated(site);
        routes.redirects(site);
        routes.files(site);
        routes.chains(site);
        routes.facets(site);
        routes
    }

    fn add(&mut self, path: &str, route: Route) {
        let Some(path) = RelPath::new(path) else { return };
        if let Some(first) = self.by_path.get(&path) {
            self.collisions.push((path, first.clone(), route));
            return;
        }
        match &route {
            Route::Doc(doc) => self.docs[doc.index()] = Some(path.clone()),
            Route::Objective(item) => self.objectives[item.index()] = Some(path.clone()),
            Route::Redirect(..) => {}
            other => {
                self.paths.insert(other.clone(), path.clone());
            }
        }
        self.by_path.insert(path, route);
    }

    pub(super) fn add_page(&mut self, site: &Site, name: &str, route: Route) {
        self.add(&page_path(name, site.config().urls), route);
    }

    fn documents(&mut self, site: &Site) {
        for doc in site.docs() {
            let location = site.doc(doc).location.as_str();
            match location {
                "index" => {}
                "404" => self.add("404.html", Route::Doc(doc)),
                location => {
                    let route = match introduces(site, doc) {
                        Some(folder) => Route::Section(folder.to_owned(), None),
                        None => Route::Doc(doc),
                    };
                    let path = page_path(location, site.config().urls);
                    if !matches!(route, Route::Doc(_)) {
                        self.docs[doc.index()] = RelPath::new(&path);
                    }
                    self.add(&path, route);
                }
            }
        }
        self.add("index.html", Route::Home);
        if let Some(home) = site.docs().find(|doc| site.doc(*doc).location.as_str() == "index") {
            self.docs[home.index()] = RelPath::new("index.html");
        }
    }

    fn generated(&mut self, site: &Site) {
        let mut pages: Vec<(String, Route)> = Vec::new();
        let mut folders: BTreeMap<&str, Vec<DocId>> = BTreeMap::new();
        for doc in site.docs() {
            if let Some((folder, _)) = site.doc(doc).location.as_str().split_once('/')
                && introduces(site, doc).is_none()
            {
                folders.entry(folder).or_default().push(doc);
            }
        }
        for (folder, docs) in &folders {
            let route = Route::Section((*folder).to_owned(), None);
            if self.path(&route).is_none() && *folder != kpi_folder(site) {
                pages.push((format!("{folder}/index"), route));
            }
            for year in other_years(site, docs) {
                let name = format!("{folder}/all-{year}");
                pages.push((name, Route::Section((*folder).to_owned(), Some(year))));
            }
        }
        if folders.contains_key(kpi_folder(site)) {
            self.give_way(kpi_folder(site));
            pages.push((format!("{}/index", kpi_folder(site)), Route::KpiIndex));
        }
        let mut anchors: BTreeMap<&str, Vec<ItemId>> = BTreeMap::new();
        for objective in site.items_of(ItemKind::Objective) {
            anchors.entry(&site.item(objective).anchor).or_default().push(objective);
        }
        for (anchor, objectives) in &anchors {
            for objective in objectives {
                let name = match objectives.as_slice() {
                    [_] => format!("objectives/{anchor}"),
                    _ => {
                        format!("objectives/{}-{anchor}", site.doc(site.doc_of_item(*objective)).id)
                    }
                };
                pages.push((name, Route::Objective(*objective)));
            }
        }
        if !anchors.is_empty() {
            self.give_way("objectives");
            pages.push(("objectives/index".to_owned(), Route::ObjectiveTree));
        }
        if site.docs_of(Kind::Brief).next().is_some() {
            pages.push(("board".to_owned(), Route::Board));
            pages.push(("briefs-table".to_owned(), Route::Table));
            pages.push(("traceability".to_owned(), Route::Matrix));
            self.add("traceability.csv", Route::MatrixFile);
        }
        let promised = promised(site);
        if !promised.is_empty() {
            pages.push(("promises".to_owned(), Route::Promises(None)));
            if promised.len() > PAGE {
                let due = |impact: &ItemId| Some(site.item(*impact).fields.due.as_ref()?.value);
                let years = years(promised.iter().filter_map(due));
                let further = years.iter().skip(1);
                pages.extend(
                    further.map(|year| (format!("promises/{year}"), Route::Promises(Some(*year)))),
                );
            }
        }
        if site.has_reworks() {
            pages.push(("rework".to_owned(), Route::Rework));
        }
        for (kind, name) in LEDGERS {
            let items = listed(site, kind);
            let dates = items.iter().filter_map(|item| super::measure::item_date(site, *item));
            let years = years(dates);
            if !items.is_empty() {
                pages.push((name.to_owned(), Route::Ledger(kind, None)));
                if items.len() > PAGE {
                    let further = years.iter().skip(1);
                    pages.extend(
                        further.map(|year| {
                            (format!("{name}/{year}"), Route::Ledger(kind, Some(*year)))
                        }),
                    );
                }
            }
        }
        let tags = &site.tags;
        if !tags.is_empty() {
            self.give_way("tags");
            pages.push(("tags/index".to_owned(), Route::Tags));
            for (tag, slug) in slugs(tags.keys()) {
                pages.push((format!("tags/{slug}"), Route::Tag(tag.to_owned())));
            }
        }
        if !site.people.is_empty() {
            self.give_way("people");
            pages.push(("people/index".to_owned(), Route::People));
            for (id, slug) in slugs(site.people.keys()) {
                pages.push((format!("people/{slug}"), Route::Person(id.to_owned())));
            }
        }
        let changes = &site.changes;
        if !changes.is_empty() {
            let years = years(changes.iter().map(|change| change.date));
            pages.push(("changes".to_owned(), Route::Changes(None)));
            pages.extend(
                years
                    .iter()
                    .skip(1)
                    .map(|year| (format!("changes/{year}"), Route::Changes(Some(*year)))),
            );
            self.add("feed.xml", Route::Feed(Followed::All));
            self.feeds(site, &folders);
        }
        let has_start = site.docs().any(|doc| site.doc(doc).location.as_str() == "start-here");
        if !has_start && site.docs_of(Kind::Vision).next().is_some() {
            pages.push(("start-here".to_owned(), Route::StartHere));
        }
        pages.push(("checks".to_owned(), Route::Checks));
        for (name, route) in pages {
            self.add_page(site, &name, route);
        }
        let not_found = RelPath::new("404.html");
        if not_found.is_none_or(|path| !self.by_path.contains_key(&path)) {
            self.add("404.html", Route::NotFound);
        }
        self.add("robots.txt", Route::Robots);
        self.add("throughline.json", Route::Export);
        self.add("throughline.schema.json", Route::ExportSchema);
        self.add("_headers", Route::Headers);
        self.add("nginx.conf", Route::Nginx);
        self.add("speculation-rules.json", Route::Prefetch);
        if site.config().base_url.is_some() && !site.config().is_hidden {
            self.add("sitemap.xml", Route::Sitemap);
        }
    }

    /// Adds the feeds of folders in which something happened, and of people who own something.
    fn feeds(&mut self, site: &Site, folders: &BTreeMap<&str, Vec<DocId>>) {
        let changed: HashSet<DocId> =
            site.changes.iter().map(|change| site.graph.doc_of(change.end)).collect();
        for (folder, docs) in folders {
            if docs.iter().any(|doc| changed.contains(doc)) {
                let followed = Followed::Folder((*folder).to_owned());
                self.add(&format!("{folder}/feed.xml"), Route::Feed(followed));
            }
        }
        for (id, slug) in slugs(site.people.keys()) {
            if site.people.get(id).is_some_and(|involved| !involved.owns.is_empty()) {
                let followed = Followed::Person(id.to_owned());
                self.add(&format!("people/{slug}.xml"), Route::Feed(followed));
            }
        }
    }

    /// Takes the plain list of a folder away, whose place a list of its own takes; what introduces the
    /// folder introduces that.
    fn give_way(&mut self, folder: &str) {
        if let Some(path) = self.paths.remove(&Route::Section(folder.to_owned(), None)) {
            self.by_path.remove(&path);
        }
    }

    fn redirects(&mut self, site: &Site) {
        for doc in site.docs() {
            for (at, alias) in site.doc(doc).front.aliases.iter().enumerate() {
                let location = &site.doc(doc).location;
                let path = redirect_path(&alias.value, location, site.config().urls);
                if !path.is_empty() {
                    self.add(&path, Route::Redirect(doc, at));
                }
            }
        }
        if self.by_path.values().any(|route| matches!(route, Route::Redirect(..))) {
            self.add("_redirects", Route::Redirects);
        }
    }

    fn files(&mut self, site: &Site) {
        for doc in site.docs_of(Kind::Kpi) {
            let measured = site.kpis[doc.index()].as_ref();
            let Some(measured) = measured.filter(|it| it.has_points()) else { continue };
            let location = &site.doc(doc).location;
            self.add(&format!("{location}.csv"), Route::Download(doc));
            if measured.computed.is_some() {
                self.add(&format!("{location}.cases.csv"), Route::Cases(doc));
            }
        }
        for doc in site.docs_of(Kind::Survey) {
            if site.waves(doc).next().is_some() {
                self.add(&format!("{}.csv", site.doc(doc).location), Route::Download(doc));
            }
        }
        let content = &site.config().content;
        for asset in site.assets() {
            if let Some(path) = asset.within(content) {
                self.add(path, Route::Asset(asset.clone()));
            }
        }
    }

    /// Returns where a document or item is shown, with its anchor.
    pub fn place<'a>(&'a self, site: &'a Site, end: End) -> Option<(&'a RelPath, Option<&'a str>)> {
        if !site.shows(end) {
            return None;
        }
        match end {
            End::Doc(doc) => Some((self.path(&Route::Doc(doc))?, None)),
            End::Item(item) => {
                let objective = self.path(&Route::Objective(item));
                if let Some(path) = objective {
                    return Some((path, None));
                }
                let path = self.path(&Route::Doc(site.doc_of_item(item)))?;
                Some((path, Some(&site.item(item).anchor)))
            }
        }
    }
}

/// Returns the place from which an old name of the document at a location redirects.
pub(super) fn redirect_path(alias: &str, location: &RelPath, urls: Urls) -> String {
    let old = alias.trim_start_matches('/');
    let old = old.strip_suffix(".md").unwrap_or(old);
    match old.strip_suffix('/') {
        Some(folder) => format!("{folder}/index.html"),
        None if old.ends_with(".html") => old.to_owned(),
        // A bare old id redirects from beside the document.
        None if !old.contains('/') => {
            let sibling = location.parent().join(old);
            sibling.map_or(String::new(), |path| page_path(path.as_str(), urls))
        }
        None => page_path(old, urls),
    }
}

/// The ledgers with their names in the output.
pub const LEDGERS: [(ItemKind, &str); 5] = [
    (ItemKind::Lesson, "lessons"),
    (ItemKind::Question, "questions"),
    (ItemKind::Concern, "concerns"),
    (ItemKind::Action, "actions"),
    (ItemKind::Choice, "options-not-taken"),
];

/// Returns the items that the ledger of a kind lists: all of them, but of options those that were not
/// taken.
pub fn listed(site: &Site, kind: ItemKind) -> Vec<ItemId> {
    match kind {
        ItemKind::Choice => site.options_not_taken().collect(),
        kind => site.items_of(kind).collect(),
    }
}

/// Returns the impacts that are promises: those of briefs that are more than an idea.
pub fn promised(site: &Site) -> Vec<ItemId> {
    let is_promised = |impact: &ItemId| {
        let state = site.brief_state(site.doc_of_item(*impact));
        state.is_some_and(|state| state > BriefState::Idea)
    };
    site.items_of(ItemKind::Impact).filter(is_promised).collect()
}

/// How many entries a list holds before it is cut by year.
pub const PAGE: usize = 200;

/// Returns the top folder that a document introduces, where it is that folder's index.
pub fn introduces(site: &Site, doc: DocId) -> Option<&str> {
    let doc = site.doc(doc);
    let folder = doc.location.as_str().strip_suffix("/index")?;
    (doc.is_index && doc.kind == Kind::Page && !folder.contains('/')).then_some(folder)
}

/// Returns the folder of KPI documents.
pub fn kpi_folder(site: &Site) -> &str {
    folder_of(site, Kind::Kpi).unwrap_or("kpis")
}

/// Returns the folder of the documents of a kind.
pub fn folder_of(site: &Site, kind: Kind) -> Option<&str> {
    let configured = site.config().kinds.get(&kind).and_then(|kind| kind.folder.as_deref());
    configured.or(kind.folder())
}

/// Returns the years of a list, newest first.
fn years(dates: impl Iterator<Item = crate::id::Date>) -> Vec<i16> {
    let mut years: Vec<i16> = dates.map(crate::id::Date::year).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    years
}

/// Returns the years of a long list of documents but for the newest.
fn other_years(site: &Site, docs: &[DocId]) -> Vec<i16> {
    if docs.len() <= PAGE {
        return Vec::new();
    }
    let dates = docs.iter().filter_map(|doc| super::measure::doc_date(site.doc(*doc)));
    years(dates).into_iter().skip(1).collect()
}
