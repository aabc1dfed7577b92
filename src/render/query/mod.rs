//! What a query finds, drawn where it stands in prose.
//!
//! Inputs: a query of a document, the snapshot that is shown. Outputs: HTML that fills its hole.
//!
//! **Architecture invariants.** Results come from the snapshot at hand alone, so that nothing hidden is
//! counted. What is drawn is part of the view of the page, whose digest is its key: a page is made again
//! when what its queries show changes, and no document is parsed for it.

mod cells;
mod chart;

use crate::doc::query::{Ask, Field, Form, Holds, Query, fields};
use crate::id::DocId;
use crate::kind::Listed;
use crate::site::query::{Value, values};
use crate::site::{Audience, End};
use crate::view::Html;
use crate::view::parts::Pill;

use super::here::{Here, capitalised, counted};
use super::inline::text;
use cells::{cell, heading, is_number};

/// Returns what a query of a document finds.
pub(super) fn placed(here: &Here, doc: DocId, at: usize) -> Html {
    let Some(query) = here.site.doc(doc).body.queries.get(at) else { return Html::default() };
    let meant = here.site.graph.references(doc, at);
    let (Some(ask), Some(ends)) = (&query.ask, meant) else {
        let words = "This query cannot be answered as it is written.";
        return framed(&format!("<p class=\"query-note\">{words}</p>{}", source(here, query)));
    };
    let found = here.kept.answer(here.site, query, ask, ends);
    if ask.form == Form::Count {
        return framed(&count(ask, found.len()));
    }
    if found.is_empty() {
        let source = source(here, query);
        return framed(&format!("<p class=\"query-note\">Nothing matches this query.</p>{source}"));
    }
    let all = found.len();
    let shown = &found[..all.min(ask.limit.unwrap_or(all))];
    let mut html = match ask.form {
        Form::List => list(here, ask, shown),
        Form::Board => board(here, ask, shown),
        Form::Chart => {
            let id = format!("tl-query-{}-{at}", here.site.doc(doc).location);
            chart::chart(here, ask, &found, &id)
        }
        Form::Table | Form::Count => table(here, ask, shown),
    };
    if shown.len() < all {
        let words = match counts_people(ask) {
            true => "There are more.".to_owned(),
            false => format!("{} of {}", shown.len(), counted_of(ask, all)),
        };
        html.push_str(&format!("<p class=\"query-more\">{words}</p>"));
    }
    framed(&html)
}

fn framed(html: &str) -> Html {
    Html(format!("<div class=\"query\">{html}</div>\n"))
}

/// Returns the text of a query in the preview. On a published page there is none: it may name what is
/// hidden, by an id, an alias, a tag or a person, and that is not told, not even by who asks for it.
fn source(here: &Here, query: &Query) -> String {
    if here.site.view.audience != Audience::All {
        return String::new();
    }
    format!("<pre><code class=\"language-query\">{}</code></pre>", text(query.text.trim_end()))
}

/// Returns whether a number of results would count what belongs to somebody.
fn counts_people(ask: &Ask) -> bool {
    !ask.people.is_empty()
}

/// Returns a number of results with what they are.
fn counted_of(ask: &Ask, count: usize) -> String {
    match ask.of.as_slice() {
        [one] => counted(count, one.words(), &one.plural()),
        _ => counted(count, "result", "results"),
    }
}

fn count(ask: &Ask, count: usize) -> String {
    let words = match count {
        0 => counted_of(ask, 0).replacen('0', "no", 1),
        count => counted_of(ask, count),
    };
    let (number, rest) = words.split_once(' ').unwrap_or((&words, ""));
    format!("<p class=\"query-count\"><strong>{}</strong> {}</p>", text(number), text(rest))
}

/// Returns what is listed, as the name of a region: `Briefs`.
fn name(ask: &Ask) -> String {
    match ask.of.as_slice() {
        [one] => capitalised(&one.plural()),
        _ => "Results".to_owned(),
    }
}

/// Returns the fields that say what matters of each result beside its title, without those in which
/// nothing stands.
fn usual(here: &Here, ask: &Ask, found: &[End]) -> Vec<Field> {
    const USUAL: [&str; 12] = [
        "kind", "item", "state", "word", "owner", "kpi", "target", "expect", "observed", "lesson",
        "due", "date",
    ];
    let kinds = &here.site.config().kinds;
    let known: Vec<Field> = ask.of.iter().flat_map(|listed| fields(*listed, kinds)).collect();
    let is_items = ask.of.iter().any(|listed| matches!(listed, Listed::Items(_)));
    let has_states = ask.of.iter().any(|listed| !listed.states().is_empty());
    let sorted = ask.sort.first().map(|key| &key.field).filter(|key| key.holds == Holds::Date);
    let is_wanted = |name: &str| match name {
        "kind" => !is_items && ask.of.len() > 1,
        "item" => ask.of.len() > 1,
        "word" => !has_states,
        // The day by which they stand says more than any other.
        "due" => sorted.is_none(),
        "date" => sorted.is_none() && !known.iter().any(|field| field.name == "due"),
        _ => true,
    };
    let names = USUAL.into_iter().filter(|name| is_wanted(name));
    let mut usual: Vec<Field> = names
        .filter_map(|name| known.iter().find(|field| field.name == name).cloned())
        .chain(sorted.cloned())
        .collect();
    usual.extend(known.into_iter().find(|field| is_items && field.name == "document"));
    let is_there =
        |field: &Field| found.iter().any(|end| !values(here.site, *end, &field.name).is_empty());
    usual.retain(is_there);
    usual
}

fn table(here: &Here, ask: &Ask, found: &[End]) -> String {
    let columns = match ask.columns.as_slice() {
        [] => usual(here, ask, found),
        columns => columns.iter().filter(|field| field.name != "title").cloned().collect(),
    };
    let class = |field: &Field| if is_number(field) { " class=\"al-right\"" } else { "" };
    let mut html = format!(
        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{}\"><table>\
         <thead><tr><th scope=\"col\">Title</th>",
        text(&name(ask))
    );
    for field in &columns {
        let heading = heading(&field.name);
        html.push_str(&format!("<th scope=\"col\"{}>{}</th>", class(field), text(&heading)));
    }
    html.push_str("</tr></thead><tbody>");
    for end in found {
        html.push_str(&format!("<tr><th scope=\"row\">{}</th>", here.link(*end).html().0));
        for field in &columns {
            html.push_str(&format!("<td{}>{}</td>", class(field), cell(here, *end, field)));
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    html
}

/// Returns the fields of a result in one line.
fn line(here: &Here, end: End, fields: &[Field]) -> String {
    let cells = fields.iter().map(|field| cell(here, end, field));
    let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
    cells.join(" · ")
}

fn list(here: &Here, ask: &Ask, found: &[End]) -> String {
    let (states, rest): (Vec<Field>, Vec<Field>) = usual(here, ask, found)
        .into_iter()
        .partition(|field| matches!(field.name.as_str(), "state" | "word"));
    let mut html = String::from("<ul class=\"query-list\">");
    for end in found {
        let (state, line) = (line(here, *end, &states), line(here, *end, &rest));
        html.push_str(&format!("<li>{}", here.link(*end).html().0));
        if !state.is_empty() {
            html.push_str(&format!(" {state}"));
        }
        if !line.is_empty() {
            html.push_str(&format!(" <small>{line}</small>"));
        }
        html.push_str("</li>");
    }
    html.push_str("</ul>");
    html
}

/// Returns the states that results can have, in the order of the way.
fn states(ask: &Ask) -> Vec<&'static str> {
    let mut states: Vec<&str> = Vec::new();
    for state in ask.of.iter().flat_map(|listed| listed.states()) {
        if !states.contains(&state) {
            states.push(state);
        }
    }
    states
}

fn board(here: &Here, ask: &Ask, found: &[End]) -> String {
    let state_of = |end: &End| match values(here.site, *end, "state").first() {
        Some(Value::Word(word)) => Some(*word),
        _ => None,
    };
    let mut fields = usual(here, ask, found);
    fields.retain(|field| field.name != "state");
    let mut html = format!(
        "<div class=\"query-board\" role=\"group\" tabindex=\"0\" aria-label=\"{} by state\">",
        text(&name(ask))
    );
    // What has no state stands last.
    for state in states(ask).into_iter().map(Some).chain([None]) {
        let own: Vec<&End> = found.iter().filter(|end| state_of(end) == state).collect();
        if own.is_empty() {
            continue;
        }
        let word = state.unwrap_or("without a state");
        let count = match counts_people(ask) {
            true => String::new(),
            false => format!(" <span class=\"kind\">{}</span>", own.len()),
        };
        html.push_str(&format!(
            "<div class=\"lane\" role=\"group\" aria-label=\"{}\"><p class=\"lane-state\">{}{count}</p><ul>",
            text(word),
            Pill::state(word).html().0
        ));
        for end in own {
            let link = here.link(*end).html().0;
            let line = line(here, *end, &fields);
            html.push_str(&format!("<li class=\"card\"><strong>{link}</strong>"));
            if !line.is_empty() {
                html.push_str(&format!(" <small>{line}</small>"));
            }
            html.push_str("</li>");
        }
        html.push_str("</ul></div>");
    }
    html.push_str("</div>");
    html
}
