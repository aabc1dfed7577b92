//! One route of a snapshot to its bytes.
//!
//! Duty: fills the views of themes, and writes what needs no theme: feed, sitemap, downloads. Inputs: a
//! snapshot, a theme, the findings that may be shown. Outputs: [`Content`], its key, its bytes.
//!
//! **Architecture invariants.** Pure. A page's template sees its view and nothing else, and the key of
//! a page is the digest of that view: what the page can read is exactly what the key digests, so that
//! there is nothing to invalidate. A page reads its own fragments, the facts of others, and the
//! fragments of foreign items that it lists.

mod anchors;
mod board;
mod body;
mod calibration;
mod caption;
mod cases;
mod chain;
mod changes;
mod charts;
mod checks;
mod chips;
mod computed;
mod crosshair;
mod digest;
mod distribution;
mod document;
mod export;
mod facets;
mod feed;
mod figures;
mod frame;
mod further;
mod head;
mod here;
mod home;
mod hosting;
mod inline;
mod intro;
mod kept;
mod kpi;
mod ledger;
mod lessons;
mod library;
mod list;
mod listing;
mod matrix;
mod neighbours;
mod noise;
mod objective;
mod pager;
mod people;
mod promise;
mod promises;
mod query;
mod relations;
mod rework;
mod start;
mod survey;
mod suspects;
mod table;
mod terms;
mod trace;
mod views;
mod why;

use crate::diag::{Diagnostic, Position};
use crate::id::{Digest, Digester, RelPath, Spanned};
use crate::site::Site;
use crate::site::routes::Route;
use crate::theme::{TemplateError, Theme};
use crate::view::{Frame, Page};

pub use digest::DigestForm;
use here::Here;
pub use hosting::POLICY;
pub use kept::Kept;
pub use lessons::Suggestion;
pub use list::{ListForm, Query, Unknown};
pub use noise::Noise;

/// What rendering needs: the snapshot that is shown, and what is shown about it.
pub struct Press<'a> {
    /// The snapshot.
    pub site: &'a Site,
    /// The theme.
    pub theme: &'a Theme,
    /// The output names of the theme's files, by their names there.
    pub assets: &'a [(String, RelPath)],
    /// What its pages share.
    pub kept: &'a Kept,
    /// The findings that may be shown, in their order.
    pub findings: &'a [Shown],
    /// The suppressions that may be shown.
    pub suppressions: &'a [Suppression],
    /// The generation for live preview; `None` in what is published.
    pub live: Option<u64>,
}

/// A finding with its place in lines.
#[derive(Clone, PartialEq, Debug)]
pub struct Shown {
    /// The finding.
    pub finding: Diagnostic,
    /// Where it starts.
    pub at: Position,
}

/// A suppression of a rule, with its reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suppression {
    /// The rule.
    pub code: crate::diag::Code,
    /// The file whose finding is suppressed.
    pub path: RelPath,
    /// Why.
    pub reason: String,
    /// Until when, as read.
    pub until: Option<String>,
}

/// What a route holds, before a theme gives it its form.
pub enum Content {
    /// A page of the theme.
    Page(Box<Frame>, Box<Page>),
    /// Finished text, with its media type.
    Text(String, &'static str),
    /// A file beside the documents, copied as it is.
    File(RelPath),
    /// A file of the theme, by its name there.
    ThemeFile(String),
}

/// How many bytes are gathered before they are digested.
const SMALL: usize = 1024;

/// A digest that is fed with a view piece by piece, so that its bytes stand nowhere at once.
struct Fed {
    digester: Digester,
    small: Vec<u8>,
}

impl Fed {
    fn swallow(&mut self) {
        self.digester.add(&self.small);
        self.small.clear();
    }
}

impl postcard::ser_flavors::Flavor for Fed {
    type Output = Digest;

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        if self.small.len() == SMALL {
            self.swallow();
        }
        self.small.push(byte);
        Ok(())
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        if self.small.len() + bytes.len() > SMALL {
            self.swallow();
        }
        if bytes.len() > SMALL {
            self.digester.add(bytes);
        } else {
            self.small.extend_from_slice(bytes);
        }
        Ok(())
    }

    fn finalize(mut self) -> postcard::Result<Digest> {
        self.swallow();
        Ok(self.digester.finish())
    }
}

impl Press<'_> {
    /// Returns the output path of a file of the theme.
    pub(crate) fn asset(&self, name: &str) -> String {
        let found = self.assets.iter().find(|(known, _)| known == name);
        found.map_or_else(|| name.to_owned(), |(_, path)| path.to_string())
    }

    /// Returns the output path of a file of the theme that the configuration names, where it is there.
    pub(crate) fn known_asset(&self, name: Option<&Spanned<String>>) -> Option<&RelPath> {
        let found = self.assets.iter().find(|(known, _)| Some(known) == name.map(|it| &it.value));
        found.map(|(_, path)| path)
    }

    /// Returns what stands at a route.
    pub fn content(&self, path: &RelPath, route: &Route) -> Content {
        let here = Here { site: self.site, path, kept: self.kept };
        let text = |text: String, media: &'static str| Content::Text(text, media);
        let page = match route {
            Route::Home => home::page(self, &here),
            Route::Doc(doc) if self.site.kpis[doc.index()].is_some() => kpi::page(&here, *doc),
            Route::Doc(doc) => document::page(&here, *doc),
            Route::Objective(objective) => objective::page(&here, *objective),
            Route::Chain(brief) => chain::page(&here, *brief),
            Route::ObjectiveTree => objective::tree(&here),
            Route::Matrix => matrix::page(&here),
            Route::Promises(year) => promises::page(&here, *year),
            Route::Rework => rework::page(&here),
            Route::Board => board::board(&here),
            Route::Table => board::table(&here),
            Route::Section(folder, year) => listing::section(&here, folder, *year),
            Route::Ledger(kind, year) => ledger::page(&here, *kind, *year),
            Route::KpiIndex => kpi::index(&here),
            Route::Tags => listing::tags(&here),
            Route::Tag(tag) => listing::tag(&here, tag),
            Route::State(kind, state, year) => facets::state(&here, *kind, state, *year),
            Route::Quarters => facets::quarters(&here),
            Route::Quarter(first, kind) => facets::quarter(&here, *first, *kind),
            Route::People => people::index(&here),
            Route::Person(id) => people::page(&here, id),
            Route::Checks => checks::page(self, &here),
            Route::Changes(year) => changes::page(&here, *year),
            Route::StartHere => start::page(&here),
            Route::NotFound => start::not_found(self, &here),
            Route::Redirect(doc, _) => start::redirect(&here, *doc),
            Route::Sitemap => return text(feed::sitemap(self.site), "application/xml"),
            Route::Robots => return text(hosting::robots(self.site), "text/plain; charset=utf-8"),
            Route::Feed(followed) => {
                return text(feed::atom(&here, followed), "application/atom+xml");
            }
            Route::Redirects => {
                return text(hosting::redirects(self.site), "text/plain; charset=utf-8");
            }
            Route::Headers => {
                return text(hosting::header_file(self), "text/plain; charset=utf-8");
            }
            Route::Nginx => return text(hosting::nginx(self), "text/plain; charset=utf-8"),
            Route::Prefetch => {
                return text(hosting::prefetch(self.site), "application/speculationrules+json");
            }
            Route::MatrixFile => {
                return text(matrix::file(self.site), "text/csv; charset=utf-8");
            }
            Route::Export => return text(export::json(self), "application/json"),
            Route::ExportSchema => {
                return text(export::SCHEMA.to_owned(), "application/schema+json");
            }
            Route::Download(doc) => {
                let numbers = match self.site.survey(*doc) {
                    Some(_) => survey::download(self.site, *doc),
                    None => kpi::download(self.site, *doc),
                };
                return text(numbers, "text/csv; charset=utf-8");
            }
            Route::Cases(kpi) => {
                return text(cases::file(&here, *kpi), "text/csv; charset=utf-8");
            }
            Route::Asset(path) => return Content::File(path.clone()),
            Route::ThemeFile(name) => return Content::ThemeFile(name.clone()),
        };
        let mut frame = frame::frame(self, &here, route, head::of(&here, route, &page));
        if crosshair::has_chart(&here, route, &page) {
            let script = format!("{}{}", frame.root, self.asset("crosshair.js"));
            frame.assets.chart_script = Some(script);
        }
        Content::Page(Box::new(frame), Box::new(page))
    }

    /// Returns the digest of everything that the bytes of some content depend on; of a file beside the
    /// documents that is its own digest, which the shell knows.
    pub fn key(&self, content: &Content) -> Option<Digest> {
        let mut digester = Digester::new();
        match content {
            Content::Page(frame, page) => {
                digester.add(&self.theme.digest().to_le_bytes());
                digester.add(page.template().as_bytes());
                // Views are plain data: they always serialise. As JSON it takes three times as long.
                let fed = Fed { digester, small: Vec::with_capacity(SMALL) };
                return postcard::serialize_with_flavor(&(frame, page), fed).ok();
            }
            Content::Text(text, _) => {
                digester.add(text.as_bytes());
            }
            Content::ThemeFile(name) => {
                let name = name.as_str();
                let file = self.theme.assets().iter().find(|file| file.path == name)?;
                digester.add(&file.bytes);
            }
            Content::File(_) => return None,
        }
        Some(digester.finish())
    }

    /// Returns the HTML of a page. Only here the generation of the preview comes in, so that the key of
    /// a page does not change with it.
    ///
    /// # Errors
    ///
    /// Where a template of the site's own theme is wrong.
    pub fn html(&self, mut frame: Frame, page: &Page) -> Result<Vec<u8>, TemplateError> {
        frame.live = self.live.map(|generation| frame::live(self.site, generation));
        self.theme.render(&frame, page)
    }
}

/// Returns the output path of an asset of the theme with the digest of its content in its name, so
/// that browsers may keep it for ever.
pub fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let digest = Digest::of(bytes).short();
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("assets/{stem}.{digest}.{extension}"),
        None => format!("assets/{name}.{digest}"),
    }
}

/// Returns how many charts a route draws; for the summary of a build.
pub fn charts_on(site: &Site, route: &Route) -> usize {
    match route {
        Route::Doc(doc) => usize::from(
            site.kpis[doc.index()].as_ref().is_some_and(super::site::Measured::has_points),
        ),
        _ => 0,
    }
}

/// Returns the path under which a base address serves a site: `/` or `/team/`.
pub fn base_path(base: &str) -> &str {
    frame::base_path(base)
}

/// Returns whether a route is a page for readers.
pub fn is_page(route: &Route) -> bool {
    feed::is_page(route)
}

#[cfg(test)]
mod tests {
    use crate::site::address;

    #[test]
    fn ways_between_pages_are_relative() {
        let cases = [
            ("index.html", "briefs/pay.html", "briefs/pay.html"),
            ("briefs/pay.html", "index.html", "../index.html"),
            ("briefs/pay.html", "briefs/wallet.html", "wallet.html"),
            ("briefs/old/pay.html", "kpis/csat.html", "../../kpis/csat.html"),
            ("a/b.html", "a/Ä c.html", "%C3%84%20c.html"),
        ];
        for (from, to, way) in cases {
            assert_eq!(address::relative(from, to), way, "{from} to {to}");
        }
    }
}
