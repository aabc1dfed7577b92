//! A promise: what one impact promised, and what the series shows.

use serde::Serialize;

use super::Html;
use super::parts::{Figure, Link, Pill, Tone};

/// What one impact promised and what came of it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Promise {
    /// The KPI that was named.
    pub kpi: Link,
    /// What the promise is about: the KPI's name, or its own words.
    pub name: String,
    /// The promised move.
    pub promised: Option<Figure>,
    /// When it is due, such as `due 30 Nov 2026`.
    pub due: Option<String>,
    /// The move that the series shows.
    pub observed: Option<Figure>,
    /// The colour's role of the observed move.
    pub tone: Tone,
    /// The verdict.
    pub verdict: Option<Pill>,
    /// The verdict in a sentence, inline.
    pub sentence: Html,
}

/// A promise with all that is known of it.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// The brief, where the page is not its own.
    pub brief: Option<Link>,
    /// The promise.
    pub promise: Promise,
    /// The series around the ship date.
    pub sparkline: Option<Html>,
    /// When it shipped, such as `shipped 30 Mar 2026`.
    pub shipped: Option<String>,
    /// How many points are compared, such as `20 weeks before, 32 after`.
    pub points: Option<String>,
    /// Other briefs that shipped for the same number in the time that is compared, each with its date;
    /// the first few.
    pub others: Vec<Link>,
    /// How many more did, such as `and 3 more`.
    pub others_more: Option<String>,
}

/// Returns promises as cards, one below the other; empty where there are none.
pub fn cards_html(cards: &[Card]) -> Html {
    let mut html = Html(String::with_capacity(cards.len() * 2048));
    for card in cards {
        if !html.is_empty() {
            html.0.push('\n');
        }
        card.push_to(&mut html);
    }
    html
}

impl Card {
    fn push_to(&self, html: &mut Html) {
        let promise = &self.promise;
        html.0.push_str("<div class=\"promise\" role=\"group\" aria-label=\"Promise: ");
        html.push_text(&promise.name);
        html.0.push_str("\">\n<header><span class=\"over\">Promise</span> ");
        if let Some(brief) = &self.brief {
            brief.push_to(html);
            html.0.push_str(" on ");
        }
        promise.kpi.push_to(html);
        html.push_within("<span class=\"due\">", promise.due.as_deref(), "</span>");
        html.0.push_str("</header>\n<dl>\n<div><dt>promised</dt><dd>");
        push_figure(html, promise.promised.as_ref(), "no figure");
        html.0.push_str("</dd></div>\n<div><dt>observed</dt><dd class=\"");
        html.0.push_str(promise.tone.name());
        html.0.push_str("\">");
        push_figure(html, promise.observed.as_ref(), "not yet");
        html.0.push_str("</dd></div>\n</dl>\n");
        self.push_course(html);
        html.0.push_str("<p>");
        if let Some(verdict) = &promise.verdict {
            html.0.push_str("<span class=\"pill\">");
            verdict.push_to(html);
            html.0.push_str("</span> ");
        }
        html.0.push_str(&promise.sentence.0);
        html.0.push_str("</p>");
        self.push_others(html);
        html.0.push_str("\n</div>");
    }

    fn push_course(&self, html: &mut Html) {
        if self.sparkline.is_none() && self.shipped.is_none() {
            return;
        }
        html.0.push_str("<div class=\"course\">");
        html.0.push_str(self.sparkline.as_ref().map_or("", |line| &line.0));
        if self.shipped.is_some() {
            html.push_within("<small>", self.shipped.as_deref(), "");
            html.push_within(" · ", self.points.as_deref(), "");
            html.0.push_str("</small>");
        }
        html.0.push_str("</div>\n");
    }

    fn push_others(&self, html: &mut Html) {
        if self.others.is_empty() {
            return;
        }
        html.0.push_str("\n<div class=\"others\">Also shipped for this number: ");
        for (at, other) in self.others.iter().enumerate() {
            html.0.push_str(if at == 0 { "" } else { ", " });
            other.push_to(html);
        }
        html.push_within(" ", self.others_more.as_deref(), "");
        html.0.push_str(".</div>");
    }
}

fn push_figure(html: &mut Html, figure: Option<&Figure>, absent: &str) {
    let Some(figure) = figure else {
        return html.push_within("<span class=\"none\">", Some(absent), "</span>");
    };
    html.push_text(&figure.value);
    let unit = Some(figure.unit.as_str()).filter(|unit| !unit.is_empty());
    html.push_within("<span class=\"unit\"> ", unit, "</span>");
}
