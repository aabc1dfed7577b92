//! A brief, a decision and a survey, as the document page shows them.

use super::{
    FALLING, STEADY, chain, fact, figure, html, improving, link, no_signal, sparkline, text,
};
use crate::view::Page;
use crate::view::document::{Document, LessonMatch, Step, StepState, steps_html};
use crate::view::ending::{Ending, Freshness, Neighbour, Source};
use crate::view::kpi::Tile;
use crate::view::parts::{Banner, Chart, Link, Pill, Tone};
use crate::view::promise::{Card, Promise, cards_html};
use crate::view::promises::PromiseLine;
use crate::view::relations::{Relation, RelationLink, relations_html};
use crate::view::sheet::{sheet_html, tags_html};
use crate::view::survey::{
    Survey, SurveyChange, SurveyCounts, SurveyGroup, SurveyQuestion, SurveyWave,
};
use crate::view::toc::{TocEntry, toc_html};

pub(super) fn brief() -> Page {
    Page::Document(Box::new(Document {
        anchor: Some("title".to_owned()),
        kind: "brief".to_owned(),
        kind_label: Some(link("Brief", "index.html")),
        title: "Pay without an account".to_owned(),
        state: Some(Pill::state("shipped")),
        summary: text(
            "A third of buyers leave when asked to register. Let them pay first and register later.",
        ),
        chain: Some(chain(2)),
        banners: vec![Banner {
            tone: Tone::Bad,
            title: "Hidden from some readers.".to_owned(),
            text: html("Published only for <em>leadership</em>."),
        }],
        facts: sheet_html(&[
            fact("Owner", &[("Mina", "../people/mina.html")]),
            fact("Team", &[("Checkout", "../people/checkout.html")]),
            fact("Appetite", &[("6 weeks", "")]),
            fact(
                "Heard before deciding",
                &[("Ravi", "../people/ravi.html"), ("Ana", "../people/ana.html")],
            ),
            fact("Ticket", &[("SHOP-412", "https://tickets.example/SHOP-412")]),
        ]),
        tags: tags_html(&[
            link("checkout", "../tags/checkout.html"),
            link("guest", "../tags/guest.html"),
        ]),
        promises: cards_html(&[drop_off_card(None), csat_card()]),
        steps: steps_html(&[
            step("Proposed", "1 Jun 2026", "15 days", StepState::Done, 5),
            step("Accepted", "16 Jun", "13 days", StepState::Done, 4),
            step("Started", "29 Jun", "42 days", StepState::Done, 12),
            step("Shipped", "10 Aug", "55 days from acceptance", StepState::Now, 8),
            Step {
                label: "Measured".to_owned(),
                date: None,
                note: text("due 30 Nov"),
                state: StepState::Ahead,
                share: 3,
            },
        ]),
        why: Some(html(
            r##"Here because <a href="#">fewer people should give up paying</a> (27.1 %, target 25 %), an objective of <a href="#">Vision 2026</a>. It applies one lesson of <a href="#">Wallet</a> and set one aside."##,
        )),
        lessons: vec![LessonMatch {
            lesson: link("Ship behind a flag", "../retros/wallet.html#no-flag"),
            retro: link("Wallet", "../retros/wallet.html"),
            shared: vec![link("Fewer people give up paying", "../objectives/checkout.html")],
            line: text("- Ship behind a flag. *Say how.* [[wallet#no-flag]]"),
        }],
        toc: toc_html(&[
            toc("User problem", &[]),
            toc("KPI impact", &[]),
            toc(
                "Options considered",
                &["Signed link instead of a stored basket", "Account behind the scenes"],
            ),
            toc("Engineering input", &[]),
            toc("Concerns", &[]),
            toc("Anything else", &[]),
        ]),
        body: html(BODY),
        survey: None,
        relations: relations_html(&[
            Relation {
                heading: "Informed by".to_owned(),
                links: vec![RelationLink {
                    link: link("The ledger", "../deep-dives/ledger.html"),
                    kind: text("Deep dive"),
                    state: Some(Pill::state("open")),
                    sentence: Some(html(
                        "Guests need no stored basket, so <mark>Pay without an account</mark> can start before the ledger moves.",
                    )),
                }],
            },
            Relation {
                heading: "Mentioned by".to_owned(),
                links: vec![RelationLink {
                    link: link("Wallet", "../retros/wallet.html"),
                    kind: text("Retro"),
                    state: None,
                    sentence: None,
                }],
            },
        ]),
        ending: Ending {
            freshness: Some(Freshness {
                text: "Reviewed 14 Aug 2026, due again in November.".to_owned(),
                is_stale: true,
            }),
            source: Source {
                edit: text("https://forge.example/edit"),
                answer: text("https://forge.example/answer"),
                ask: text("https://forge.example/ask"),
            },
            ..along(
                ("The KPI it moves", "Checkout drop-off"),
                ("Applied the same lesson", "Gift cards at the till"),
            )
        }
        .html(),
    }))
}

pub(super) fn decision() -> Page {
    Page::Document(Box::new(Document {
        kind: "decision".to_owned(),
        kind_label: Some(link("Decision", "index.html")),
        title: "Guest orders".to_owned(),
        state: Some(Pill::state("superseded")),
        banners: vec![Banner {
            tone: Tone::Bad,
            title: "Superseded".to_owned(),
            text: html(r##"<a href="#">Guest orders for a year</a> takes its place."##),
        }],
        facts: sheet_html(&[
            fact("Decided", &[("16 Jun 2026", "")]),
            fact("Deciders", &[("Mina", "../people/mina.html"), ("Ravi", "../people/ravi.html")]),
            fact("Consulted", &[("Ana", "../people/ana.html")]),
            fact("Look at it again", &[("16 Jun 2027", "")]),
        ]),
        why: Some(html(r##"Decides <a href="#">Pay without an account</a>."##)),
        toc: toc_html(&[toc("Context", &[]), toc("Decision", &[])]),
        body: html(
            r##"<h2 id="context">Context</h2><p>Where do guests find their orders again?</p><h2 id="decision">Decision</h2><p>By a signed link in the mail.</p>"##,
        ),
        ending: along(
            ("What it decides", "Pay without an account"),
            ("What took its place", "Guest orders for a year"),
        )
        .html(),
        ..Document::default()
    }))
}

pub(super) fn survey() -> Page {
    let shown = |counts: [u64; 3]| SurveyCounts {
        counts: counts.to_vec(),
        sum: Some(counts.iter().sum()),
        hidden: None,
    };
    let hidden = |why: &str| SurveyCounts { hidden: text(why), ..SurveyCounts::default() };
    let group =
        |name: &str, answered: SurveyCounts| SurveyGroup { name: name.to_owned(), answered };
    let question = |words: &str, id: &str, waves: Vec<SurveyWave>| SurveyQuestion {
        text: words.to_owned(),
        id: id.to_owned(),
        answers: ["yes", "partly", "no"].map(str::to_owned).to_vec(),
        chart: (!waves.is_empty()).then(Chart::default),
        waves,
    };
    let spring = SurveyWave {
        day: "26 Mar 2026".to_owned(),
        nps: text("NPS 45 ±\u{a0}23"),
        everyone: shown([12, 9, 3]),
        groups: vec![
            group("engineering", shown([8, 3, 0])),
            group("support", hidden("not shown: fewer than 5 answers, or what would reveal them")),
        ],
    };
    let autumn = SurveyWave {
        day: "24 Sep 2026".to_owned(),
        nps: None,
        everyone: hidden("not shown: fewer than 5 answers"),
        groups: Vec::new(),
    };
    Page::Document(Box::new(Document {
        kind: "survey".to_owned(),
        kind_label: Some(link("Survey", "index.html")),
        title: "Working together".to_owned(),
        facts: sheet_html(&[fact(
            "Waves",
            &[("24 Sep 2026: not shown", ""), ("26 Mar 2026: 24 answered", "")],
        )]),
        toc: toc_html(&[toc("Purpose", &[])]),
        body: html(r#"<h2 id="purpose">Purpose</h2><p>We pick one sentence to work on.</p>"#),
        survey: Some(Survey {
            heading: "Questions".to_owned(),
            id: "tl-results".to_owned(),
            note: text("A group is left out of a wave where it has too few answers."),
            csv: text("working-together.csv"),
            absent: "Nobody has been asked yet.".to_owned(),
            compared: text("From 26 Mar 2026 to 24 Sep 2026"),
            changes: vec![SurveyChange {
                question: link("I know why we build this.", "#why"),
                text: "“yes” from 12 of 24 (50 %) to 13 of 24 (54 %): no clear change".to_owned(),
            }],
            questions: vec![
                question("I know why we build this.", "why", vec![autumn, spring]),
                question("I am asked in time.", "in-time", Vec::new()),
            ],
        }),
        ..Document::default()
    }))
}

fn drop_off_promise() -> Promise {
    Promise {
        kpi: link("Checkout drop-off", "../kpis/checkout-drop-off.html"),
        name: "Checkout drop-off".to_owned(),
        promised: figure("−6", "points"),
        due: text("due 30 Nov 2026"),
        observed: figure("−4.1", "points"),
        tone: Tone::Good,
        verdict: Some(Pill { word: "consistent".to_owned(), ..improving() }),
        sentence: html(
            "Not yet its size: fourteen successive weeks below the earlier centre of 31.2 % since it shipped on 10 Aug (n = 14 weeks).",
        ),
    }
}

pub(super) fn drop_off_card(brief: Option<Link>) -> Card {
    Card {
        brief,
        promise: drop_off_promise(),
        sparkline: Some(sparkline(&FALLING)),
        shipped: text("shipped 10 Aug 2026"),
        points: text("20 weeks before, 14 after"),
        others: vec![link("Gift cards at the till (12 Oct 2026)", "../briefs/gift.html")],
        others_more: text("and 2 more"),
    }
}

fn csat_card() -> Card {
    let promise = Promise {
        kpi: link("Customer satisfaction", "../kpis/csat.html"),
        name: "Customer satisfaction".to_owned(),
        promised: figure("+0.2", ""),
        due: text("due 31 Dec 2026"),
        observed: None,
        tone: Tone::Plain,
        verdict: Some(no_signal()),
        sentence: html("Varies as before; a single point shows only a change beyond ±0.4."),
    };
    Card { promise, sparkline: Some(sparkline(&STEADY)), ..Card::default() }
}

pub(super) fn promise_line() -> PromiseLine {
    PromiseLine { brief: link("Pay without an account", "#"), promise: drop_off_promise() }
}

pub(super) fn tile() -> Tile {
    Tile {
        link: link("Disputed payments", "disputed-payments.html"),
        value: figure("0.38", "%"),
        reading: text("Oct 2026, n = 8 412"),
        target: text("target 0.3 % by 31 Dec 2026"),
        sparkline: Some(sparkline(&STEADY)),
        verdicts: vec![no_signal(), super::numbers::not_met()],
        age: Some(Freshness { text: "Data 22 days old".to_owned(), is_stale: false }),
    }
}

/// Returns an end of a page with its neighbours, each by label and title.
pub(super) fn along(previous: (&str, &str), next: (&str, &str)) -> Ending {
    let neighbour = |(label, title): (&str, &str)| Neighbour {
        label: label.to_owned(),
        text: title.to_owned(),
        href: "#".to_owned(),
    };
    Ending { previous: Some(neighbour(previous)), next: Some(neighbour(next)), ..Ending::default() }
}

fn step(label: &str, date: &str, note: &str, state: StepState, share: u8) -> Step {
    Step {
        label: label.to_owned(),
        date: text(date).map(|text| Link { text, href: None }),
        note: text(note),
        state,
        share,
    }
}

pub(super) fn toc(heading: &str, children: &[&str]) -> TocEntry {
    let entry = |text: &str| link(text, &format!("#{}", text.to_lowercase().replace(' ', "-")));
    TocEntry { link: entry(heading), children: children.iter().map(|child| entry(child)).collect() }
}

const BODY: &str = r##"<h2 id="user-problem">User problem <a class="anchor" href="#user-problem" aria-label="Link to this section">#</a></h2>
<p>First-time buyers meet a registration form between basket and payment, and one in three leaves there. Support hears it as “I only wanted to buy a mug”. The form asks for eleven fields; seven of them are needed only for a second purchase.<sup class="fn"><a href="#fn-1" id="fnref-1">1</a></sup></p>
<blockquote><p>I had my card in my hand, and then it wanted a password.</p></blockquote>
<h2 id="kpi-impact">KPI impact <a class="anchor" href="#kpi-impact" aria-label="Link to this section">#</a></h2>
<ul><li class="item" id="drop">Drop-off at checkout falls <span class="chips"><a class="chip" href="#">Checkout drop-off</a><span class="chip">−6</span><span class="chip">by 30 Jun 2026</span></span></li></ul>
<h2 id="options-considered">Options considered <a class="anchor" href="#options-considered" aria-label="Link to this section">#</a></h2>
<section class="item" id="signed"><h3>Signed link instead of a stored basket <span class="chips"><span class="pill plain">chosen</span><span class="chip">10–25 days</span></span></h3><p>One new failure mode; no privacy review. The link carries the basket in <code>?b=</code> and expires.</p></section>
<section class="item" id="behind"><h3>Account behind the scenes <span class="chips"><span class="chip">20–60 days</span></span></h3><p>Rejected: the privacy review takes a quarter.</p></section>
<h2 id="engineering-input">Engineering input <a class="anchor" href="#engineering-input" aria-label="Link to this section">#</a></h2>
<ul><li class="item" id="no-basket">Guests do not need a stored basket at all <span class="chips"><a class="chip" href="#">Ravi</a><span class="chip">27 Jan 2026</span><span class="pill good">adopted</span><span class="chip">saves 3 weeks</span></span></li>
<li class="task"><input type="checkbox" disabled checked> Add a flag to the release template</li><li class="task"><input type="checkbox" disabled> Rehearse the rollback</li></ul>
<div class="table" role="group" tabindex="0" aria-label="Effort"><table><thead><tr><th class="al-left">Approach</th><th class="al-center">Speed</th><th class="al-right">Days</th></tr></thead><tbody><tr class="item" id="row"><td class="al-left">Signed link</td><td class="al-center">fast</td><td class="al-right">10–25</td></tr><tr><td class="al-left">Account behind the scenes</td><td class="al-center">slow</td><td class="al-right">20–60</td></tr></tbody></table></div>
<pre><code class="language-rust">/// Returns the basket that a signed link carries.
fn basket(link: &amp;SignedLink, now: Instant) -&gt; Result&lt;Basket, Expired&gt; {
    link.verify(now).map(Basket::from)
}</code></pre>
<aside class="alert alert-note" role="note"><p class="alert-title">Note</p><p>The link is valid for two hours.</p></aside>
<aside class="alert alert-tip" role="note"><p class="alert-title">Tip</p><p>Try it with an empty basket.</p></aside>
<aside class="alert alert-important" role="note"><p class="alert-title">Important</p><p>Keys are rotated weekly.</p></aside>
<aside class="alert alert-warning" role="note"><p class="alert-title">Warning</p><p>Old links stop working then.</p></aside>
<aside class="alert alert-caution" role="note"><p class="alert-title">Caution</p><p>Never log the link.</p></aside>
<h2 id="concerns">Concerns <a class="anchor" href="#concerns" aria-label="Link to this section">#</a></h2>
<section class="item" id="delay"><h3>The deep dive delays the start by a week <span class="chips"><a class="chip" href="#">Mina</a><span class="chip">21 Jan 2026</span><span class="pill good">settled</span></span></h3><p>Held within the appetite; it removed the basket store.</p></section>
<h2 id="anything-else">Anything else <a class="anchor" href="#anything-else" aria-label="Link to this section">#</a></h2>
<dl><dt>Guest</dt><dd>A buyer without an account, who may <mark>make one</mark> <del>never</del> later.</dd></dl>
<details><summary>Numbers of the survey</summary><p>38 of 120 support calls in December name the form.</p></details>
<hr>
<section class="footnotes" role="doc-endnotes"><ol><li id="fn-1"><p>Counted in March 2026. <a href="#fnref-1" aria-label="Back to the text">↩</a></p></li></ol></section>"##;
