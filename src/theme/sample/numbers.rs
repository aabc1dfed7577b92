//! KPI pages and promises.

use super::documents::{along, promise_line, tile, toc};
use super::{
    FALLING, STEADY, chain, fact, figure, html, improving, link, no_signal, sparkline, text,
};
use crate::view::ending::{Ending, Freshness, Source};
use crate::view::kpi::{
    ChartView, Computed, ComputedCase, ComputedRow, Kpi, KpiIndex, KpiRow, Move,
};
use crate::view::parts::{Banner, Chart, ChartMark, Column, DataTable, Pill, Shape, Tone};
use crate::view::promises::{PromiseGroup, Promises, Tally};
use crate::view::relations::{Relation, RelationLink, relations_html};
use crate::view::sheet::{sheet_html, tags_html};
use crate::view::toc::toc_html;
use crate::view::{Html, Page};

pub(super) fn kpi() -> Page {
    Page::Kpi(Box::new(Kpi {
        anchor: Some("title".to_owned()),
        name: "Checkout drop-off".to_owned(),
        finding: "Checkout drop-off fell from 31 % to 27 % and stayed there".to_owned(),
        summary: text(
            "Fourteen weeks below the earlier centre. The target of 25 % lies inside what may happen, but has not been met for eight weeks running.",
        ),
        verdicts: vec![improving(), not_met()],
        chain: Some(chain(1)),
        banners: vec![Banner {
            tone: Tone::Plain,
            title: "Provisional.".to_owned(),
            text: html("The limits rest on 14 points."),
        }],
        facts: sheet_html(&[
            fact("Owner", &[("Mina", "../people/mina.html")]),
            fact("Better", &[("down", "")]),
            fact("Measures", &[("Fewer people give up paying", "../objectives/checkout.html")]),
        ]),
        tags: tags_html(&[link("checkout", "../tags/checkout.html")]),
        chart: Some(chart()),
        no_data: Some(html("No data yet: <code>checkout-drop-off.csv</code> is not there.")),
        data: Some(DataTable {
            summary: "Data, 36 rows".to_owned(),
            columns: vec![
                Column { text: "Week of".to_owned(), is_number: false },
                Column { text: "%".to_owned(), is_number: true },
                Column { text: "n".to_owned(), is_number: true },
            ],
            rows: vec![
                vec!["9 Nov 2026".to_owned(), "26.6".to_owned(), "8,207".to_owned()],
                vec!["16 Nov 2026".to_owned(), "27.1".to_owned(), "8,412".to_owned()],
            ],
            csv: text("checkout-drop-off.csv"),
        }),
        views: vec![
            ChartView {
                finding: "Most often 27.0 to under 28.0 %: 5 of 12 values".to_owned(),
                note: "How often which value; n = 12.".to_owned(),
                svg: chart().narrow,
                table: Some(DataTable {
                    summary: "Data, 1 row".to_owned(),
                    columns: vec![Column { text: "Value".to_owned(), is_number: false }],
                    rows: vec![vec!["27.0 to under 28.0 %".to_owned()]],
                    csv: None,
                }),
            },
            ChartView { table: None, svg: chart().narrow, ..ChartView::default() },
        ],
        beside: vec![tile()],
        computed: Some(Computed {
            summary: "Computed from 2 documents".to_owned(),
            how: "For each month: the median of the days from acceptance to the ship date."
                .to_owned(),
            beside: vec!["Not over yet: 2 briefs, the oldest for 40 days.".to_owned()],
            rows: vec![ComputedRow {
                period: "Mar 2026".to_owned(),
                value: "55 days".to_owned(),
                cases: vec![ComputedCase {
                    link: link("Pay without an account", "../briefs/pay.html"),
                    note: "22 days until".to_owned(),
                    by: Some(link("Looking back at paying", "../retros/retro-pay.html")),
                }],
                more: text("and 12 more"),
            }],
            cut: text("Shown are the newest 40 months."),
            csv: text("time-to-market.cases.csv"),
        }),
        moves: vec![
            moved(
                Some(1),
                "Wallet",
                "shipped 11 May · promised −3",
                "Varied as before (n after = 12 weeks).",
                no_signal(),
            ),
            moved(
                Some(2),
                "Pay without an account",
                "shipped 10 Aug · promised −6",
                "Consistent with the promise, not yet its size: observed −4.1 (n after = 14 weeks).",
                improving(),
            ),
            moved(
                None,
                "Gift cards at the till",
                "shipped 12 Oct 2024 · promised nothing here",
                "Before the first point.",
                Pill::new("no data", Shape::Diamond, Tone::Quiet),
            ),
        ],
        freshness: Some(Freshness {
            text: "From checkout-drop-off.csv, 6 days old.".to_owned(),
            is_stale: true,
        }),
        toc: toc_html(&[toc("What it means", &[]), toc("What it does not tell you", &[])]),
        body: html(
            r##"<h2 id="what-it-means">What it means</h2><p>Share of baskets that reach payment and are left there, by week.</p><h2 id="what-it-does-not-tell-you">What it does not tell you</h2><p>Whether the buyer came back in the evening.</p>"##,
        ),
        relations: relations_html(&[Relation {
            heading: "Measures".to_owned(),
            links: vec![RelationLink {
                link: link("Fewer people give up paying", "../objectives/checkout.html"),
                kind: text("Objective"),
                state: None,
                sentence: None,
            }],
        }]),
        ending: Ending {
            source: edited(),
            ..along(
                ("The objective it measures", "Fewer people give up paying"),
                ("The latest brief that named it", "Pay without an account"),
            )
        }
        .html(),
    }))
}

fn moved(number: Option<u32>, title: &str, note: &str, sentence: &str, verdict: Pill) -> Move {
    Move {
        number,
        link: link(title, "#"),
        note: note.to_owned(),
        sentence: html(sentence),
        verdict: Some(verdict),
    }
}

pub(super) fn not_met() -> Pill {
    Pill::new("target: not yet met", Shape::Diamond, Tone::Plain)
}

pub(super) fn chart() -> Chart {
    Chart {
        wide: run_chart(860, 320),
        narrow: run_chart(360, 260),
        caption: html(
            "Share of baskets that reach payment and are left there, by week; n = 36 weeks. Rings mark the signal (eight or more in a row below the centre).",
        ),
        marks: vec![ChartMark {
            number: 1,
            link: link("One tap to pay", "#"),
            date: "2 Mar 2026".to_owned(),
        }],
    }
}

/// Returns a drawing with each role that charts use.
fn run_chart(width: u32, height: u32) -> Html {
    let x = |index: usize| 40 + index as u32 * (width - 140) / 19;
    let y = |level: u32| 30 + level * (height - 80) / 30;
    let mut svg =
        format!(r#"<svg viewBox="0 0 {width} {height}" role="img" aria-label="Run chart">"#);
    svg += &format!(
        r#"<rect class="band" x="40" y="{}" width="{}" height="{}"/>"#,
        y(0),
        x(11) - 40,
        y(8) - y(0)
    );
    for level in [0, 10, 20, 30] {
        svg += &format!(
            r#"<path class="grid" d="M40 {0}H{1}"/><text x="4" y="{2}">{3} %</text>"#,
            y(level),
            width - 96,
            y(level) + 4,
            34 - level / 2
        );
    }
    svg += &format!(
        r#"<path class="lim" d="M40 {0}H{2}M40 {1}H{2}"/><path class="c" d="M40 {3}H{2}"/>"#,
        y(0),
        y(8),
        x(11),
        y(4)
    );
    svg += &format!(
        r#"<path class="tg" d="M40 {0}H{1}"/><text class="acc" x="{2}" y="{3}">target 25</text>"#,
        y(24),
        width - 96,
        width - 90,
        y(24) + 4
    );
    svg += &format!(
        r#"<path class="rel" d="M{0} 30V{1}"/><circle class="relc" cx="{0}" cy="18" r="9"/><text class="reln" x="{0}" y="22">2</text>"#,
        x(12),
        height - 40
    );
    let points: Vec<String> = FALLING
        .iter()
        .enumerate()
        .map(|(index, level)| format!("{},{}", x(index), y(*level)))
        .collect();
    svg += &format!(r#"<polyline class="s" points="{}"/>"#, points.join(" "));
    for (index, level) in FALLING.iter().enumerate() {
        let class = if index == 19 {
            "last"
        } else if index > 11 {
            "sig"
        } else {
            "dot"
        };
        let radius = if index > 11 { 5 } else { 3 };
        svg += &format!(
            r#"<circle class="{class}" cx="{}" cy="{}" r="{radius}"/>"#,
            x(index),
            y(*level)
        );
    }
    svg += &format!(
        r#"<text class="strong" x="{0}" y="{1}">27.1 %</text><text x="{0}" y="{2}">16 Nov</text></svg>"#,
        width - 90,
        y(17),
        y(17) + 14
    );
    Html(svg)
}

pub(super) fn index() -> Page {
    Page::KpiIndex(KpiIndex {
        anchor: Some("title".to_owned()),
        title: "KPIs".to_owned(),
        summary: text("What we measure, whether it moves, and whether it will do."),
        body: html("<p>Each has one owner.</p>"),
        rows: vec![
            KpiRow {
                link: link("Checkout drop-off", "checkout-drop-off.html"),
                objective: Some(link("Fewer people give up paying", "#")),
                beside: vec![link("Disputed payments", "disputed-payments.html")],
                value: figure("27.1", "%"),
                reading: text("Week of 9 Nov 2026, n = 8 412"),
                target: text("25 by Dec 2026"),
                sparkline: Some(sparkline(&FALLING)),
                variation: Some(improving()),
                variation_key: "2".to_owned(),
                target_verdict: Some(Pill::new("comes and goes", Shape::Diamond, Tone::Plain)),
                target_key: "2".to_owned(),
                count: "36 points".to_owned(),
                age: Some(Freshness { text: "Data 6 days old".to_owned(), is_stale: false }),
                age_key: "6".to_owned(),
                owner: Some(link("Mina", "#")),
            },
            KpiRow {
                link: link("Time to market", "time-to-market.html"),
                objective: Some(link("Ideas reach buyers sooner", "#")),
                value: figure("41", "days"),
                target: text("35 by Jun 2027"),
                sparkline: Some(sparkline(&STEADY)),
                variation: Some(no_signal()),
                target_verdict: Some(Pill::new("reliably missed", Shape::Cross, Tone::Bad)),
                count: "26 points".to_owned(),
                age: Some(Freshness { text: "Data late".to_owned(), is_stale: true }),
                age_key: "41".to_owned(),
                owner: Some(link("Ravi", "#")),
                ..KpiRow::default()
            },
            KpiRow {
                link: link("Team morale", "morale.html"),
                variation: Some(Pill::new("too few points", Shape::Diamond, Tone::Quiet)),
                count: "2 points".to_owned(),
                ..Default::default()
            },
        ],
    })
}

pub(super) fn edited() -> Source {
    Source { edit: text("https://forge.example/edit"), ..Source::default() }
}

pub(super) fn promises() -> Page {
    Page::Promises(Promises {
        title: "Promises".to_owned(),
        summary: text("12 promises, 9 due by now."),
        tallies: vec![
            Tally {
                outcome: Pill::new("signal as promised", Shape::Check, Tone::Good),
                share: "4 of 9".to_owned(),
            },
            Tally {
                outcome: Pill::new("smaller than promised", Shape::Half, Tone::Plain),
                share: "1 of 9".to_owned(),
            },
        ],
        calibration: vec!["How well promises are kept cannot be said yet.".to_owned()],
        groups: vec![PromiseGroup {
            label: "Due by now".to_owned(),
            id: "due".to_owned(),
            lines: vec![promise_line()],
        }],
        pager: super::lists::pager(),
    })
}
