//! Home, lists, the board, and pages that lead elsewhere.

use super::{FALLING, STEADY, figure, html, improving, link, no_signal, sparkline, text};
use crate::view::Page;
use crate::view::board::{Age, Board, Card, Filter, Lane};
use crate::view::entry::{Entry, Group};
use crate::view::glyph::{NodeState, line};
use crate::view::home::{Coverage, Home, ObjectiveRow, Work};
use crate::view::listing::{Listing, TagIndex, TagLine};
use crate::view::matrix::{Matrix, MatrixCell, MatrixRow};
use crate::view::parts::{Notice, Pager, Pill, Shape, Stop, Tab, Tone};
use crate::view::path::{NotFound, Redirect, StartHere};
use crate::view::promise::cards_html;

pub(super) fn home() -> Page {
    use NodeState::{Ahead, Missing, Present};
    Page::Home(Box::new(Home {
        anchor: Some("title".to_owned()),
        vision: Some(link("Vision 2026", "visions/2026.html")),
        headline: "Paying should be the shortest part of shopping.".to_owned(),
        lede: text(
            "Six objectives, nine briefs under way. One number moved this month; two things wait for a decision.",
        ),
        start: Some(link("New here? Start here", "start.html")),
        coverage: vec![
            Coverage {
                share: "7 of 9".to_owned(),
                words: "accepted briefs state problem, KPI impact and desired outcomes".to_owned(),
                missing: vec![link("Wallet", "#"), link("Gift cards", "#")],
                more: text("and 2 more"),
                is_weakest: true,
            },
            Coverage {
                share: "6 of 6".to_owned(),
                words: "promises that are due are measured".to_owned(),
                ..Coverage::default()
            },
        ],
        all_objectives: Some(link("All objectives", "objectives/index.html")),
        objectives: vec![
            ObjectiveRow {
                link: link("Fewer people give up paying", "objectives/checkout.html"),
                glyph: line([Present; 5]),
                kpi: Some(link("Checkout drop-off", "kpis/checkout-drop-off.html")),
                value: figure("27.1", "%"),
                target: "target 25 by Dec".to_owned(),
                sparkline: Some(sparkline(&FALLING)),
                verdicts: vec![improving()],
                work: vec![Work {
                    link: link("One-click reorder", "#"),
                    note: text("week 4 of 6"),
                    is_over: false,
                }],
            },
            ObjectiveRow {
                link: link("Ideas reach buyers sooner", "#"),
                glyph: line([Present, Present, Present, Missing, Ahead]),
                kpi: Some(link("Time to market", "#")),
                value: figure("41", "days"),
                target: "target 35 by Jun".to_owned(),
                sparkline: Some(sparkline(&STEADY)),
                verdicts: vec![no_signal()],
                work: vec![Work {
                    link: link("Release train", "#"),
                    note: text("week 7 of 6"),
                    is_over: true,
                }],
            },
            ObjectiveRow {
                link: link("Every team would recommend itself", "#"),
                glyph: line([Present, Missing, Missing, Ahead, Ahead]),
                target: "not measured yet".to_owned(),
                verdicts: vec![Pill::new("too few points", Shape::Diamond, Tone::Quiet)],
                ..Default::default()
            },
        ],
        numbers: vec![super::documents::tile()],
        all_numbers: Some(link("All 8 KPIs", "kpis/index.html")),
        survey: Some(notice(None, "Working together", None, "24 Sep 2026: 19 answered", false)),
        promises: cards_html(&[super::documents::drop_off_card(Some(link("Pay", "#")))]),
        all_promises: Some(link("All promises", "promises.html")),
        decisions: vec![
            notice(
                None,
                "Same-day delivery: accept or park?",
                None,
                "proposed 12 Nov · owner Mina",
                false,
            ),
            notice(
                None,
                "Can we drop the nightly job?",
                None,
                "asked 9 days ago by Mina · waits for Ravi",
                true,
            ),
            notice(
                None,
                "Wallet promised −3 by 30 Nov",
                None,
                "observed −0.4 · no signal yet, 8 days left",
                false,
            ),
        ],
        changes_label: "Since Monday 16 Nov".to_owned(),
        changes: vec![
            notice(
                text("Shipped"),
                "Gift cards at the till",
                None,
                "41 days from acceptance; usual range 29–55",
                false,
            ),
            notice(
                text("Signal"),
                "Checkout drop-off",
                text("below its centre for the eighth week"),
                "n = 36 weeks",
                false,
            ),
            notice(text("Answered"), "What happens on a leap second?", None, "by Ravi", false),
        ],
        all_changes: Some(link("All changes", "changes.html")),
        body: html(
            "<h2 id=\"about\">About this handbook</h2><p>Sample data of an invented shop. Every page is written in Markdown.</p>",
        ),
        reminders: vec![notice(
            None,
            "Vision 2026 was last reviewed in May",
            None,
            "every 6 months",
            true,
        )],
    }))
}

pub(super) fn notice(
    verb: Option<String>,
    title: &str,
    rest: Option<String>,
    note: &str,
    is_late: bool,
) -> Notice {
    Notice { verb, link: link(title, "#"), rest, note: text(note), is_late }
}

fn stops() -> Vec<Stop> {
    let stop = |label: &str, title: &str, words: &str, pill| Stop {
        label: label.to_owned(),
        link: link(title, "#"),
        text: html(words),
        pill,
        sparkline: None,
        more: Vec::new(),
    };
    vec![
        stop(
            "The objective",
            "Fewer people give up paying",
            "A third of buyers leave at the form.",
            None,
        ),
        stop(
            "What went wrong",
            "Retro: Wallet",
            "Shipped without a flag, and could not be taken back. <em>Ship behind a flag.</em>",
            None,
        ),
        stop(
            "What was learnt",
            "Pay without an account",
            "Applied the lesson; a question removed half of the work.",
            Some(Pill::state("applied")),
        ),
        Stop {
            sparkline: Some(sparkline(&FALLING)),
            ..stop(
                "What came of it",
                "Checkout drop-off",
                "Promised −6, observed −4.1.",
                Some(improving()),
            )
        },
        Stop {
            more: vec![link("Its retro", "#")],
            ..stop(
                "What did not",
                "Wallet",
                "Promised −3; varies as before, said plainly.",
                Some(no_signal()),
            )
        },
    ]
}

pub(super) fn entry() -> Entry {
    Entry {
        link: link("Pay without an account", "#"),
        kind: text("Brief"),
        state: Some(Pill::state("shipped")),
        summary: text(
            "A third of buyers leave when asked to register. Let them pay first and register later.",
        ),
        owner: Some(link("Mina", "#")),
        date: text("10 Aug 2026"),
        note: text("55 days from acceptance"),
        glyph: Some(line([
            NodeState::Present,
            NodeState::Present,
            NodeState::Present,
            NodeState::Present,
            NodeState::Missing,
        ])),
        keys: vec!["payments".to_owned(), "Mina".to_owned()],
        age_days: 104,
        date_key: "2026-08-10".to_owned(),
    }
}

fn groups() -> Vec<Group> {
    ["2026", "2025", "2024"]
        .map(|year| Group {
            label: year.to_owned(),
            id: format!("y{year}"),
            note: text("Newest first."),
            entries: vec![entry(), Entry { state: Some(Pill::state("proposed")), ..entry() }],
        })
        .to_vec()
}

pub(super) fn matrix() -> Page {
    let there = |text: &str| MatrixCell { links: vec![link(text, "#")], ..MatrixCell::default() };
    Page::Matrix(Matrix {
        title: "Traceability".to_owned(),
        summary: text("12 briefs, 1 with something missing that is asked for by now."),
        cut: text("Shown are 200 with a gap; the file below holds all 900."),
        csv: Some(link("CSV", "traceability.csv")),
        rows: vec![MatrixRow {
            brief: link("Pay without an account", "briefs/pay.html"),
            state: Some(Pill::state("shipped")),
            objectives: there("Fewer people give up paying"),
            kpis: there("Checkout drop-off"),
            dives: there("The ledger"),
            outcome: MatrixCell { word: text("−4.1 observed"), ..MatrixCell::default() },
            retros: MatrixCell {
                word: text("retro overdue since 9 Sep"),
                is_missing: true,
                ..MatrixCell::default()
            },
            lessons: MatrixCell { word: text("and 2 more"), ..there("Ship behind a flag") },
        }],
    })
}

fn tab(text: &str, href: Option<&str>) -> Tab {
    Tab { text: text.to_owned(), href: href.map(str::to_owned) }
}

pub(super) fn pager() -> Option<Pager> {
    Some(Pager {
        pages: vec![tab("2026", Some("#")), tab("2025", None), tab("2024", Some("#"))],
        previous: Some(link("Newer", "#")),
        next: Some(link("Older", "#")),
    })
}

pub(super) fn listing() -> Page {
    Page::Listing(Listing {
        anchor: Some("title".to_owned()),
        label: text("Section"),
        title: "Deep dives".to_owned(),
        summary: text("What engineering knows and product should, in plain language."),
        body: html("<p>Presented every second Thursday.</p>"),
        groups: groups(),
        pager: pager(),
        views: vec![tab("Open questions", Some("#"))],
        filters: vec![Filter { label: "System".to_owned(), options: vec!["payments".to_owned()] }],
    })
}

pub(super) fn tags() -> Page {
    let tag = |name: &str, note: &str, weight| TagLine {
        link: link(name, "#"),
        note: note.to_owned(),
        weight,
    };
    Page::TagIndex(TagIndex {
        anchor: Some("title".to_owned()),
        title: "Tags".to_owned(),
        summary: text("What pages have in common."),
        body: html("<p>Few, and each with a meaning.</p>"),
        tags: vec![
            tag("checkout", "12 documents", 5),
            tag("guest", "3 documents", 2),
            tag("privacy", "1 document", 1),
        ],
    })
}

fn board_view() -> Board {
    let card = |title: &str, state: &str, age: Option<Age>, days| Card {
        link: link(title, "#"),
        state: Pill::state(state),
        objective: Some(link("Fewer people give up paying", "#")),
        owner: Some(link("Mina", "#")),
        team: Some(link("Checkout", "#")),
        glyph: line([
            NodeState::Present,
            NodeState::Present,
            NodeState::Present,
            NodeState::Ahead,
            NodeState::Ahead,
        ]),
        age,
        note: text("accepted 3 Feb 2026"),
        verdict: (state == "shipped").then(improving),
        keys: vec!["Mina".to_owned(), "Fewer people give up paying".to_owned()],
        age_days: days,
        date_key: "2026-02-03".to_owned(),
    };
    let age = |words: &str, percent| {
        Some(Age { words: words.to_owned(), percent, is_over: percent > 100 })
    };
    let lane = |state: &str, cards| Lane {
        state: Pill::state(state),
        id: state.to_owned(),
        cards,
        all: (state == "shipped").then(|| link("All that shipped", "#")),
    };
    Board {
        title: "Briefs".to_owned(),
        summary: text("What is proposed, what is under way, and what came of it."),
        lanes: vec![
            lane("idea", Vec::new()),
            lane("proposed", vec![card("Same-day delivery", "proposed", None, -1)]),
            lane("accepted", vec![card("Wish lists", "accepted", age("week 1 of 4", 20), 6)]),
            lane(
                "started",
                vec![
                    card("One-click reorder", "started", age("week 4 of 6", 62), 26),
                    card("Release train", "started", age("week 7 of 6", 112), 47),
                ],
            ),
            lane("shipped", vec![card("Pay without an account", "shipped", None, 159)]),
            lane("measured", vec![card("Wallet", "measured", None, 250)]),
        ],
        filters: vec![
            Filter {
                label: "Owner".to_owned(),
                options: vec!["Mina".to_owned(), "Ravi".to_owned()],
            },
            Filter {
                label: "Objective".to_owned(),
                options: vec!["Fewer people give up paying".to_owned()],
            },
        ],
        views: vec![
            tab("Board", None),
            tab("Table", Some("table.html")),
            tab("All briefs", Some("index.html")),
        ],
        new: Some(tab("New brief", Some("#"))),
    }
}

pub(super) fn board() -> Page {
    Page::Board(board_view())
}

pub(super) fn table() -> Page {
    Page::Table(board_view())
}

pub(super) fn start() -> Page {
    Page::StartHere(StartHere {
        title: "Start here".to_owned(),
        summary: text("Five stops, twenty minutes: what we are after, and how we know."),
        stops: stops(),
    })
}

pub(super) fn not_found() -> Page {
    Page::NotFound(NotFound {
        title: "The chain ends here".to_owned(),
        text: "There is no page at this address. It may have moved, or never been.".to_owned(),
        own_style: Some("style.css".to_owned()),
        links: vec![
            link("Overview", "index.html"),
            link("Objectives", "objectives/index.html"),
            link("Briefs", "briefs/index.html"),
        ],
    })
}

pub(super) fn redirect() -> Page {
    Page::Redirect(Redirect {
        target: "pay.html".to_owned(),
        title: "Pay without an account".to_owned(),
    })
}
