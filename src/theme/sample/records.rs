//! Ledgers, people, checks and what changed.

use super::lists::{entry, notice, pager};
use super::{fact, html, link, text};
use crate::view::Page;
use crate::view::changes::{Change, Changes, Week};
use crate::view::checks::{Checks, Finding, Rule, Suppression};
use crate::view::entry::Group;
use crate::view::ledger::{ItemUse, Ledger, LedgerGroup, LedgerItem};
use crate::view::parts::Pill;
use crate::view::people::{PeopleIndex, Person, PersonLine, Team};
use crate::view::rework::{Rework, ReworkCause, ReworkCohort, ReworkPair};
use crate::view::sheet::sheet_html;

pub(super) fn lessons() -> Page {
    let item = |id: &str, words: &str, state: &str, is_late| LedgerItem {
        id: id.to_owned(),
        text: html(words),
        href: "retros/wallet.html#no-flag".to_owned(),
        document: link("Retro: Wallet", "retros/wallet.html"),
        state: Some(Pill::state(state)),
        word: text("change"),
        person: Some(link("Ravi", "#")),
        when: text("2 May 2026"),
        is_late,
        answer: Some(html("Wallet could not be taken back for <strong>two days</strong>.")),
        uses: vec![ItemUse {
            words: "Applied in".to_owned(),
            links: vec![link("Pay without an account", "#"), link("Gift cards at the till", "#")],
        }],
    };
    let group = |label: &str, items| LedgerGroup {
        label: label.to_owned(),
        id: label.to_lowercase(),
        note: text("Newest first."),
        items,
    };
    Page::Ledger(Ledger {
        kind: "lessons".to_owned(),
        title: "Lessons".to_owned(),
        summary: text("What we learnt, and whether it was used."),
        groups: vec![
            group(
                "New",
                vec![item("no-load", "No new read path without a load test", "new", true)],
            ),
            group(
                "Applied",
                vec![item(
                    "no-flag",
                    "Ship behind a flag, even when the change looks <em>small</em>",
                    "applied",
                    false,
                )],
            ),
            group(
                "Embedded",
                vec![item(
                    "template",
                    "The release template names its rollback",
                    "embedded",
                    false,
                )],
            ),
        ],
        pager: pager(),
    })
}

pub(super) fn people() -> Page {
    let person = |name: &str, discipline: &str| PersonLine {
        link: link(name, "#"),
        discipline: text(discipline),
    };
    let team = |name: &str, people| Team { link: link(name, "#"), id: name.to_lowercase(), people };
    Page::PeopleIndex(PeopleIndex {
        anchor: Some("title".to_owned()),
        title: "People".to_owned(),
        summary: text("Who works on what."),
        body: html("<p>Ask them.</p>"),
        teams: vec![
            team(
                "Checkout",
                vec![
                    person("Ana", "design"),
                    person("Mina", "product"),
                    person("Ravi", "engineering"),
                ],
            ),
            team("Platform", vec![person("Jo", "engineering")]),
            Team { people: vec![person("Kim", "support")], ..Default::default() },
        ],
    })
}

pub(super) fn person() -> Page {
    Page::Person(Box::new(Person {
        label: "Person".to_owned(),
        name: "Mina".to_owned(),
        facts: sheet_html(&[
            fact("Discipline", &[("product", "")]),
            fact("Team", &[("Checkout", "#")]),
        ]),
        waiting: vec![notice(
            text("Decide"),
            "Same-day delivery: accept or park?",
            None,
            "proposed 12 Nov",
            true,
        )],
        owns: vec![Group {
            label: "Briefs".to_owned(),
            id: "briefs".to_owned(),
            note: None,
            entries: vec![entry()],
        }],
        gave: vec![Group {
            label: "Concerns".to_owned(),
            id: "concerns".to_owned(),
            note: None,
            entries: vec![entry()],
        }],
    }))
}

pub(super) fn checks() -> Page {
    let finding = |message: &str, place: &str| Finding {
        message: html(message),
        place: link(place, "#"),
        line: text("serves = \"chekout\""),
        hint: Some(html("did you mean <code>checkout</code>?")),
    };
    let rule = |code: &str, title: &str, severity: &str| Rule {
        code: code.to_owned(),
        title: title.to_owned(),
        severity: Pill::severity(severity),
        explanation: html("<p>A reference that leads nowhere breaks the chain.</p>"),
        findings: vec![finding("nothing is called <code>chekout</code>", "briefs/pay.md:3:10")],
    };
    Page::Checks(Checks {
        title: "Checks".to_owned(),
        summary: "One error and one warning in 61 documents; two things to look at some time."
            .to_owned(),
        rules: vec![
            rule("TL006", "link to nothing", "error"),
            rule("TL102", "accepted without a why", "warning"),
            rule("TL004", "no date", "info"),
        ],
        reminders: vec![rule("TL505", "retro overdue", "reminder")],
        suppressions: vec![
            Suppression {
                code: "TL301".to_owned(),
                place: link("briefs/old/**", "#"),
                reason: "written before deep dives were kept".to_owned(),
                until: text("31 Dec 2026"),
            },
            Suppression {
                code: "TL204".to_owned(),
                place: link("briefs/logo.md", "#"),
                reason: "bought, not built".to_owned(),
                until: None,
            },
        ],
    })
}

pub(super) fn changes() -> Page {
    let change = |what: &str, title: &str, note: &str| Change {
        day: "Thu 19 Nov".to_owned(),
        day_key: "2026-11-19".to_owned(),
        what: Pill::state(what),
        link: link(title, "#"),
        note: text(note),
    };
    let week = |label: &str, id: &str| Week {
        label: label.to_owned(),
        id: id.to_owned(),
        changes: vec![
            change("shipped", "Gift cards at the till", "41 days from acceptance"),
            change("answered", "What happens on a leap second?", "by Ravi, after 3 days"),
            change("proposed", "Same-day delivery", "by Mina"),
        ],
    };
    Page::Changes(Changes {
        title: "What changed".to_owned(),
        summary: text("From the dates that documents and items bear."),
        weeks: vec![
            week("16–22 November 2026", "2026-W47"),
            week("9–15 November 2026", "2026-W46"),
        ],
        pager: pager(),
        feed: text("feed.xml"),
    })
}

pub(super) fn rework() -> Page {
    Page::Rework(Rework {
        title: "Rework".to_owned(),
        summary: text("Work was done again once; 1 counts in the share."),
        how: "Of the briefs that shipped in a quarter, those count that another does again."
            .to_owned(),
        rolling: text(
            "In the four quarters from Q2 2025 to Q1 2026, 3 of 13 briefs were done again.",
        ),
        kpi: Some(link("Rework", "kpis/rework.html")),
        cohorts: vec![
            ReworkCohort {
                period: "Q4 2026".to_owned(),
                share: "0 of 3 briefs".to_owned(),
                open: text("open for 128 days more"),
                ..Default::default()
            },
            ReworkCohort {
                period: "Q3 2025".to_owned(),
                href: text("quarters/2025-q3.html"),
                share: "1 of 4 briefs".to_owned(),
                rate: text("25 %"),
                reworked: vec![link("A form for returns", "briefs/returns-form.html")],
                ..Default::default()
            },
        ],
        causes: vec![ReworkCause {
            name: "miscommunication".to_owned(),
            count: "1 time".to_owned(),
            is_counted: true,
        }],
        pairs: vec![ReworkPair {
            earlier: link("A form for returns", "briefs/returns-form.html"),
            by: link("Returns by item", "briefs/returns-by-item.html"),
            cause: "miscommunication".to_owned(),
            between: "35 days after it shipped".to_owned(),
            days: 35,
            is_counted: true,
        }],
        cut: text("Shown are the newest 200 of 240."),
    })
}
