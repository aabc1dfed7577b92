//! What surrounds every page: head, bar, navigation. Templates know it as `frame`.

use serde::Serialize;

use super::parts::Link;
use super::{Html, Shared};

/// The frame of a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Frame {
    /// The site's title.
    pub site: String,
    /// The language of the site's words, as a BCP 47 tag.
    pub language: String,
    /// The page's title, plain.
    pub title: String,
    /// What the browser's tab shows: the page's title, and the site's behind it where there is room.
    pub window_title: String,
    /// The page's description for machines.
    pub description: Option<String>,
    /// The page's whole address, where the site knows its own.
    pub canonical: Option<String>,
    /// What the page may load, as a content security policy.
    pub policy: &'static str,
    /// Whether search engines may list the page.
    pub is_indexed: bool,
    /// The feed of what the page lists, or of the whole site.
    pub feed: Option<Feed>,
    /// The way from this page to the output's root: empty, `../`, `../../` …
    pub root: String,
    /// The home page.
    pub home: String,
    /// The page's own path below the root, such as `briefs/pay.html`.
    pub path: String,
    /// The day of the facts, as read.
    pub as_of: String,
    /// The files that a page loads.
    pub assets: Assets,
    /// What live preview needs; none in what is published.
    pub live: Option<Live>,
    /// The navigation: a label that folds its list for each group.
    pub nav: Shared<Html>,
    /// The neighbourhood of the page, a list each: its own chain, its siblings.
    pub near: Html,
    /// The way from home to here, without the page itself, as items of a list.
    pub crumbs: Html,
}

/// A feed of what changed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Feed {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub href: String,
}

/// The files that a page loads, each a finished href.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Assets {
    /// The style sheet.
    pub style: String,
    /// The script that remembers light or dark and opens the menu.
    pub script: String,
    /// The script of live preview; loaded only if `frame.live` is there.
    pub live_script: String,
    /// The script that points at the values of a line; none where the page has no chart.
    pub chart_script: Option<String>,
    /// The icon.
    pub favicon: String,
    /// The picture beside the site's title, where the configuration names one.
    pub logo: Option<String>,
    /// Further style sheets, after the theme's own.
    pub extra_styles: Vec<String>,
    /// Further scripts, after the theme's own.
    pub extra_scripts: Vec<String>,
}

/// What live preview needs.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Live {
    /// Where its events come from.
    pub events: String,
    /// The generation of the site that this page was rendered from.
    pub generation: u64,
}

/// A group of the navigation: Home, Objectives, Work, Numbers, Learning, More.
#[derive(Clone, Debug, Default)]
pub struct NavGroup {
    /// The group's name.
    pub label: String,
    /// Its pages in order.
    pub links: Vec<NavLink>,
}

/// A page in the navigation.
#[derive(Clone, Debug, Default)]
pub struct NavLink {
    /// Its name.
    pub text: String,
    /// Where it is.
    pub href: String,
    /// Whether it is this page.
    pub is_here: bool,
    /// Whether this page lies below it.
    pub is_within: bool,
}

/// A list of pages near this one: its chain, or at most forty siblings.
#[derive(Clone, Debug, Default)]
pub struct NavNear {
    /// What they have in common, such as `This chain` or `Briefs of 2026`.
    pub label: String,
    /// The pages in order.
    pub links: Vec<NavLink>,
    /// Where all of them are, if the list is cut.
    pub all: Option<Link>,
}

/// Returns the groups of the navigation, each as a label that folds its list.
pub fn nav_html(groups: &[NavGroup]) -> Html {
    let mut html = Html::default();
    for group in groups {
        html.0.push_str("<details open><summary class=\"over\">");
        html.push_text(&group.label);
        html.0.push_str("</summary>\n<ul>\n");
        push_links(&mut html, &group.links);
        html.0.push_str("</ul></details>\n");
    }
    html
}

/// Returns the way to a page as items of a list.
pub fn crumbs_html(crumbs: &[Link]) -> Html {
    let mut html = Html::default();
    for crumb in crumbs {
        html.0.push_str("<li>");
        crumb.push_to(&mut html);
        html.0.push_str("</li>");
    }
    html
}

/// Returns the lists of pages near a page.
pub fn near_html(lists: &[NavNear]) -> Html {
    let mut html = Html(String::with_capacity(lists.len() * 2048));
    for near in lists {
        html.0.push_str("<div class=\"near\">\n");
        html.0.push_str("<div class=\"over\">");
        html.push_text(&near.label);
        html.0.push_str("</div>\n<ul>\n");
        push_links(&mut html, &near.links);
        if let Some(all) = &near.all {
            html.0.push_str("<li class=\"all\">");
            all.push_to(&mut html);
            html.0.push_str("</li>\n");
        }
        html.0.push_str("</ul>\n</div>\n");
    }
    html
}

/// Writes links as items of a list, each marked where it is this page or one above it.
fn push_links(html: &mut Html, links: &[NavLink]) {
    for link in links {
        let current = match (link.is_here, link.is_within) {
            (true, _) => " aria-current=\"page\"",
            (false, true) => " aria-current=\"true\"",
            (false, false) => "",
        };
        html.0.push_str("<li>");
        html.push_link(&link.text, Some(&link.href), current);
        html.0.push_str("</li>\n");
    }
}
