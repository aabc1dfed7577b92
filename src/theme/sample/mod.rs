//! Synthetic pages: one of each kind with every field filled, and one with every field empty.
//!
//! They show an invented shop, so that the same pages can be looked at.

mod documents;
mod lists;
mod numbers;
mod objectives;
mod records;

use crate::view::frame::{
    Assets, Feed, Live, NavGroup, NavLink, NavNear, crumbs_html, nav_html, near_html,
};
use crate::view::glyph::{Chain, Node, NodeState};
use crate::view::parts::{Figure, Link, Pill, Shape, Tone};
use crate::view::sheet::Fact;
#[cfg(test)]
use crate::view::sheet::sheet_html;
use crate::view::{Frame, Html, Page, Shared};

/// Returns a page of each kind with every field filled.
pub fn full() -> Vec<(Frame, Page)> {
    vec![
        (frame("index.html", "Example Shop"), lists::home()),
        (frame("briefs/pay.html", "Pay without an account"), documents::brief()),
        (frame("decisions/guest-orders.html", "Guest orders"), documents::decision()),
        (frame("surveys/working-together.html", "Working together"), documents::survey()),
        (frame("kpis/checkout-drop-off.html", "Checkout drop-off"), numbers::kpi()),
        (frame("kpis/index.html", "KPIs"), numbers::index()),
        (frame("deep-dives/index.html", "Deep dives"), lists::listing()),
        (frame("tags/index.html", "Tags"), lists::tags()),
        (frame("objectives/index.html", "Objectives"), objectives::tree()),
        (frame("objectives/checkout.html", "Fewer people give up paying"), objectives::objective()),
        (frame("chains/briefs/pay.html", "Pay without an account"), objectives::chain()),
        (frame("traceability.html", "Traceability"), lists::matrix()),
        (frame("promises.html", "Promises"), numbers::promises()),
        (frame("rework.html", "Rework"), records::rework()),
        (frame("briefs/board.html", "Briefs"), lists::board()),
        (frame("briefs/table.html", "Briefs"), lists::table()),
        (frame("lessons.html", "Lessons"), records::lessons()),
        (frame("people/index.html", "People"), records::people()),
        (frame("people/mina.html", "Mina"), records::person()),
        (frame("checks.html", "Checks"), records::checks()),
        (frame("changes.html", "What changed"), records::changes()),
        (frame("start.html", "Start here"), lists::start()),
        (frame("404.html", "Not here"), lists::not_found()),
        (frame("briefs/guest-pay.html", "Pay without an account"), lists::redirect()),
    ]
}

/// Returns a page of each kind with every field empty.
pub fn empty() -> Vec<(Frame, Page)> {
    let blank = |page| match page {
        Page::Home(_) => Page::Home(Box::default()),
        Page::Document(_) => Page::Document(Box::default()),
        Page::Kpi(_) => Page::Kpi(Box::default()),
        Page::KpiIndex(_) => Page::KpiIndex(Default::default()),
        Page::Listing(_) => Page::Listing(Default::default()),
        Page::TagIndex(_) => Page::TagIndex(Default::default()),
        Page::ObjectiveTree(_) => Page::ObjectiveTree(Default::default()),
        Page::Chain(_) => Page::Chain(Box::default()),
        Page::Objective(_) => Page::Objective(Box::default()),
        Page::Matrix(_) => Page::Matrix(Default::default()),
        Page::Promises(_) => Page::Promises(Default::default()),
        Page::Rework(_) => Page::Rework(Default::default()),
        Page::Board(_) => Page::Board(Default::default()),
        Page::Table(_) => Page::Table(Default::default()),
        Page::Ledger(_) => Page::Ledger(Default::default()),
        Page::PeopleIndex(_) => Page::PeopleIndex(Default::default()),
        Page::Person(_) => Page::Person(Box::default()),
        Page::Checks(_) => Page::Checks(Default::default()),
        Page::Changes(_) => Page::Changes(Default::default()),
        Page::StartHere(_) => Page::StartHere(Default::default()),
        Page::NotFound(_) => Page::NotFound(Default::default()),
        Page::Redirect(_) => Page::Redirect(Default::default()),
    };
    full().into_iter().map(|(_, page)| (Frame::default(), blank(page))).collect()
}

/// Returns a page whose text tries to be HTML.
#[cfg(test)]
pub(super) fn hostile() -> (Frame, Page) {
    let text = "<script>alert(1)</script>";
    let document = crate::view::document::Document {
        title: text.to_owned(),
        summary: Some(text.to_owned()),
        state: Some(Pill::state(text)),
        facts: sheet_html(&[fact(text, &[(text, text)])]),
        body: html("<p><em>finished</em></p>"),
        ..Default::default()
    };
    (frame(text, text), Page::Document(Box::new(document)))
}

fn frame(path: &str, title: &str) -> Frame {
    let root = "../".repeat(path.matches('/').count());
    let to = |target: &str| format!("{root}{target}");
    let section = path.split('/').next().unwrap_or_default();
    let nav = |text: &str, target: &str| NavLink {
        text: text.to_owned(),
        href: to(target),
        is_here: target == path,
        is_within: target != path && target.split('/').next() == Some(section),
    };
    let group = |label: &str, links: &[(&str, &str)]| NavGroup {
        label: label.to_owned(),
        links: links.iter().map(|(text, target)| nav(text, target)).collect(),
    };
    let near = |label: &str, links: &[(&str, &str)]| NavNear {
        label: label.to_owned(),
        links: links.iter().map(|(text, target)| nav(text, target)).collect(),
        all: Some(link("All briefs", "briefs/index.html")),
    };
    Frame {
        site: "Example Shop".to_owned(),
        language: "en".to_owned(),
        title: title.to_owned(),
        window_title: format!("{title} · Example Shop"),
        description: Some("Why each piece of work exists and how it is going".to_owned()),
        canonical: Some(format!("https://handbook.example/team/{path}")),
        policy: "default-src 'none'; script-src 'self'; style-src 'self'",
        is_indexed: false,
        feed: Some(Feed { title: "Example Shop".to_owned(), href: to("feed.xml") }),
        home: to("index.html"),
        path: path.to_owned(),
        as_of: "Sun 22 Nov 2026".to_owned(),
        assets: Assets {
            style: to("style.css"),
            script: to("theme.js"),
            live_script: to("reload.js"),
            chart_script: Some(to("crosshair.js")),
            favicon: to("favicon.svg"),
            logo: Some(to("logo.svg")),
            extra_styles: vec![to("brand.css")],
            extra_scripts: vec![to("brand.js")],
        },
        live: Some(Live { events: "/_throughline/events".to_owned(), generation: 1 }),
        nav: Shared::new(nav_html(&[
            group(
                "Home",
                &[
                    ("Overview", "index.html"),
                    ("Start here", "start.html"),
                    ("What changed", "changes.html"),
                ],
            ),
            group(
                "Objectives",
                &[
                    ("Vision 2026", "visions/2026.html"),
                    ("Objective tree", "objectives/index.html"),
                ],
            ),
            group(
                "Work",
                &[
                    ("Briefs", "briefs/index.html"),
                    ("Deep dives", "deep-dives/index.html"),
                    ("Questions", "questions.html"),
                ],
            ),
            group("Numbers", &[("KPIs", "kpis/index.html")]),
            group(
                "Learning",
                &[
                    ("Retros", "retros/index.html"),
                    ("Lessons", "lessons.html"),
                    ("Actions", "actions.html"),
                ],
            ),
            group(
                "More",
                &[
                    ("People", "people/index.html"),
                    ("Tags", "tags/index.html"),
                    ("Checks", "checks.html"),
                ],
            ),
        ])),
        near: if section == "briefs" {
            near_html(&[near(
                "Briefs of 2026",
                &[
                    ("Gift cards at the till", "briefs/gift-cards.html"),
                    ("One-click reorder", "briefs/reorder.html"),
                    ("Pay without an account", "briefs/pay.html"),
                    ("Wallet", "briefs/wallet.html"),
                ],
            )])
        } else {
            Html::default()
        },
        crumbs: if path == "index.html" {
            Html::default()
        } else {
            crumbs_html(&[
                link("Example Shop", &to("index.html")),
                link("Work", &to("briefs/index.html")),
            ])
        },
        root,
    }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn html(html: &str) -> Html {
    Html(html.to_owned())
}

fn link(text: &str, href: &str) -> Link {
    Link { text: text.to_owned(), href: Some(href.to_owned()) }
}

fn figure(value: &str, unit: &str) -> Option<Figure> {
    Some(Figure { value: value.to_owned(), unit: unit.to_owned() })
}

fn fact(label: &str, values: &[(&str, &str)]) -> Fact {
    let value = |(text, href): &(&str, &str)| Link {
        text: (*text).to_owned(),
        href: (!href.is_empty()).then(|| (*href).to_owned()),
    };
    Fact { label: label.to_owned(), values: values.iter().map(value).collect() }
}

fn improving() -> Pill {
    Pill::new("improving", Shape::Down, Tone::Good)
}

fn no_signal() -> Pill {
    Pill::new("no signal", Shape::Dash, Tone::Plain)
}

fn chain(here: usize) -> Html {
    let node = |index: usize, label: &str, name: &str, state| Node {
        label: label.to_owned(),
        name: name.to_owned(),
        href: (state == NodeState::Present).then(|| "#".to_owned()),
        state,
        is_here: index == here,
    };
    Chain {
        nodes: vec![
            node(0, "Objective", "Fewer people give up paying", NodeState::Present),
            node(1, "KPI", "Checkout drop-off", NodeState::Present),
            node(2, "Brief", "Pay without an account", NodeState::Present),
            node(3, "Outcome", "−4.1 observed", NodeState::Present),
            node(4, "Lesson", "retro overdue since 9 Sep", NodeState::Missing),
        ],
        sentence: "Objective, KPI, brief, outcome: there; lesson: missing".to_owned(),
    }
    .html()
}

/// Returns a sparkline of the kind that charts draw, through the given heights of 0 to 24.
fn sparkline(heights: &[u32]) -> Html {
    let step = 112 / (heights.len().max(2) - 1);
    let points: Vec<String> = heights
        .iter()
        .enumerate()
        .map(|(index, height)| format!("{},{}", 4 + index * step, 4 + height))
        .collect();
    let last = points.last().cloned().unwrap_or_default();
    let (x, y) = last.split_once(',').unwrap_or(("0", "0"));
    Html(format!(
        r#"<svg class="spark" viewBox="0 0 120 32" role="img" aria-label="recent course"><polyline class="s" points="{}"/><circle class="last" cx="{x}" cy="{y}" r="3"/></svg>"#,
        points.join(" ")
    ))
}

const FALLING: [u32; 20] = [3, 5, 2, 6, 4, 1, 5, 3, 4, 6, 2, 4, 17, 20, 15, 19, 21, 18, 16, 19];
const STEADY: [u32; 20] =
    [9, 17, 5, 20, 14, 11, 18, 7, 12, 16, 8, 13, 19, 6, 14, 10, 17, 9, 15, 12];
