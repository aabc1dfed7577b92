//! The objective tree and an objective.

use super::documents::{along, drop_off_card};
use super::numbers::{chart, edited, not_met};
use super::{FALLING, STEADY, fact, figure, html, improving, link, no_signal, sparkline, text};
use crate::view::Page;
use crate::view::chain::{ChainPart, WholeChain};
use crate::view::ending::Ending;
use crate::view::entry::Group;
use crate::view::glyph::{NodeState, line};
use crate::view::objective::{
    Measure, Objective, ObjectiveBranch, ObjectiveTree, Twig, VisionBranch,
};
use crate::view::parts::{Banner, Pill};
use crate::view::promise::cards_html;
use crate::view::relations::{Relation, RelationLink, relations_html};
use crate::view::sheet::sheet_html;

pub(super) fn chain() -> Page {
    Page::Chain(Box::new(WholeChain {
        title: "Pay without an account".to_owned(),
        summary: text("Vision and brief, one after the other."),
        chain: super::chain(2),
        parts: vec![ChainPart {
            id: "part-1".to_owned(),
            label: "Brief".to_owned(),
            link: link("Pay without an account", "../../briefs/pay.html"),
            state: Some(Pill::state("shipped")),
            date: text("10 Aug 2026"),
            summary: text("Let first-time buyers pay first and register later."),
            facts: sheet_html(&[fact("Owner", &[("Mina", "../../people/mina.html")])]),
            promises: cards_html(&[drop_off_card(None)]),
            steps: html("<ol class=\"steps\"><li class=\"done w-2\"><b>Proposed</b></li></ol>"),
            chart: html("<figure class=\"chart\"></figure>"),
            body: html("<h3 id=\"part-1-why\">Why</h3><p>One in three leaves.</p>"),
        }],
    }))
}

pub(super) fn tree() -> Page {
    use NodeState::{Ahead, Missing, Present};
    let brief = |title: &str, state: &str, note: &str| Twig {
        link: link(title, "#"),
        state: Some(Pill::state(state)),
        note: text(note),
    };
    let checkout = ObjectiveBranch {
        link: link("Fewer people give up paying", "checkout.html"),
        state: Some(Pill::state("active")),
        glyph: line([Present; 5]),
        kpi: Some(link("Checkout drop-off", "#")),
        value: figure("27.1", "%"),
        target: text("target 25 by Dec"),
        sparkline: Some(sparkline(&FALLING)),
        verdicts: vec![improving(), not_met()],
        briefs: vec![
            brief("One-click reorder", "started", "week 4 of 6"),
            brief("Pay without an account", "shipped", "10 Aug 2026"),
        ],
        children: vec![ObjectiveBranch {
            link: link("Guests pay as fast as members", "guests.html"),
            state: Some(Pill::state("active")),
            glyph: line([Present, Missing, Missing, Ahead, Ahead]),
            ..Default::default()
        }],
    };
    let sooner = ObjectiveBranch {
        link: link("Ideas reach buyers sooner", "sooner.html"),
        state: Some(Pill::state("active")),
        glyph: line([Present, Present, Present, Missing, Ahead]),
        kpi: Some(link("Time to market", "#")),
        value: figure("41", "days"),
        target: text("target 35 by Jun"),
        sparkline: Some(sparkline(&STEADY)),
        verdicts: vec![no_signal()],
        briefs: vec![brief("Release train", "started", "week 7 of 6")],
        children: Vec::new(),
    };
    Page::ObjectiveTree(ObjectiveTree {
        anchor: Some("title".to_owned()),
        title: "Objectives".to_owned(),
        body: html("<p>Read from the top.</p>"),
        summary: text(
            "From vision to work: what we are after, how it is measured, and what serves it.",
        ),
        visions: vec![VisionBranch {
            link: link("Vision 2026", "#"),
            state: Some(Pill::state("active")),
            summary: text("Paying should be the shortest part of shopping."),
            objectives: vec![checkout, sooner],
        }],
        loose: vec![super::lists::entry()],
    })
}

pub(super) fn objective() -> Page {
    Page::Objective(Box::new(Objective {
        title: "Fewer people give up paying".to_owned(),
        state: Some(Pill::state("active")),
        summary: text("27.1 % give up; the target is 25 % by December. One brief is under way."),
        chain: Some(super::chain(0)),
        banners: vec![Banner::default()],
        facts: sheet_html(&[
            fact("Vision", &[("Vision 2026", "#")]),
            fact("Target", &[("25 % by 31 Dec 2026", "")]),
        ]),
        why: Some(html(
            r##"An objective of <a href="#">Vision 2026</a>: paying should be the shortest part of shopping."##,
        )),
        measures: vec![Measure {
            kpi: link("Checkout drop-off", "#"),
            value: figure("27.1", "%"),
            target: text("target 25 by Dec 2026"),
            verdicts: vec![improving(), not_met()],
            finding: "Fell from 31 % to 27 % and stayed there.".to_owned(),
            chart: Some(chart()),
        }],
        briefs: vec![Group {
            label: "Shipped".to_owned(),
            id: "shipped".to_owned(),
            note: text("In the order of their dates."),
            entries: vec![super::lists::entry()],
        }],
        promises: cards_html(&[drop_off_card(Some(link("Pay without an account", "#")))]),
        body: html("<p>Most of those who leave do so at the form.</p>"),
        relations: relations_html(&[Relation {
            heading: "Sub-objectives".to_owned(),
            links: vec![RelationLink {
                link: link("Guests pay as fast as members", "#"),
                ..Default::default()
            }],
        }]),
        ending: Ending {
            source: edited(),
            ..along(("The vision", "Vision 2026"), ("Its KPI", "Checkout drop-off"))
        }
        .html(),
    }))
}
