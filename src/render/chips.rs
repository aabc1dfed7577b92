//! The chips of an item: its state, its people, its dates, its references.

use crate::doc::Item;
use crate::id::{Date, DocId, Spanned};
use crate::kind::ItemKind;
use crate::site::{End, State};
use crate::view::parts::Pill;

use super::here::Here;
use super::inline::{anchor, plain, text};
use super::relations;

/// Returns the chips of an item as HTML; nothing where it says nothing of itself.
pub(super) fn chips(here: &Here, doc: DocId, at: usize) -> String {
    let id = here.site.graph.nodes[doc.index()].item(at);
    let item = here.site.item(id);
    let mut chips = String::new();
    if let Some(pill) = here.item_pill(id).filter(|_| shows_state(item, here.site.item_state(id))) {
        chips.push_str(&pill.html().0);
    } else if let Some(word) = &item.fields.word
        && (item.kind != ItemKind::Choice || here.site.is_chosen(id))
        && item.kind != ItemKind::Application
        && item.kind != ItemKind::Action
        && item.kind != ItemKind::Objective
    {
        chips.push_str(&Pill::state(&word.value).html().0);
    }
    let mut chip = |html: String| chips.push_str(&format!(" <span class=\"chip\">{html}</span>"));
    let fields = &item.fields;
    let mut who = Vec::new();
    if let Some(person) = &fields.person {
        let link = here.person(&person.value);
        who.push(anchor(&link.text, link.href.as_deref()));
    }
    let come = |date: &Option<Spanned<Date>>| {
        date.as_ref().map(|date| date.value).filter(|date| here.site.reached(*date))
    };
    if let Some(date) = &fields.on {
        who.push(date.value.long());
    }
    if item.kind == ItemKind::Action
        && let Some(due) = &fields.due
    {
        who.push(format!("due {}", due.value.long()));
    }
    if !who.is_empty() {
        chip(who.join(" · "));
    }
    if let Some(kpi) = here.site.first_target(End::Item(id), relations::of_kpi(item.kind)) {
        let link = here.doc_link(kpi);
        let measure = super::promise::measure_words(here.site, kpi, item);
        let separator = if measure.is_empty() { "" } else { " " };
        chip(format!("{}{separator}{}", anchor(&link.text, link.href.as_deref()), text(&measure)));
    }
    for edge in here.site.outgoing(End::Item(id)) {
        use crate::kind::Relation as R;
        let words = match edge.relation {
            R::Applies => "applies",
            R::SetsAside => "sets aside",
            R::Repeats => "repeats",
            R::AnsweredIn => "answered in",
            R::Parent => "part of",
            _ => continue,
        };
        let link = here.link(edge.to);
        chip(format!("{words} {}", anchor(&link.text, link.href.as_deref())));
    }
    if let Some(effort) = &fields.effort {
        let effort = effort.value;
        let unit = if effort.unit == 'w' { "weeks" } else { "days" };
        let (low, high) = (plain(effort.low), plain(effort.high));
        chip(if low == high { format!("{low} {unit}") } else { format!("{low}–{high} {unit}") });
    }
    if let Some(saved) = &fields.saved {
        chip(format!("saved {}", text(&saved.value)));
    }
    for (words, date) in [("answered", &fields.answered), ("closed", &fields.closed)] {
        if let Some(date) = come(date) {
            chip(format!("{words} {}", date.long()));
        }
    }
    if let Some(n) = fields.n.as_ref().filter(|_| here.site.tells_numbers(id)) {
        chip(format!("n = {}", n.value));
    }
    if let Some(confidence) = &fields.confidence {
        chip(format!("confidence {} %", plain(confidence.value * 100.0)));
    }
    for (words, value) in [
        ("because", here.site.because(item)),
        ("done when", fields.done_when.as_ref()),
        ("scope", fields.scope.as_ref()),
    ] {
        if let Some(value) = value {
            chip(format!("{words}: {}", text(&value.value)));
        }
    }
    if chips.is_empty() {
        return chips;
    }
    format!(" <span class=\"chips\">{}</span>", chips.trim_start())
}

/// Returns whether the state says more than the reader already sees: a new lesson says nothing.
fn shows_state(item: &Item, state: State) -> bool {
    use crate::kind::{LessonState, ObjectiveState};
    match state {
        State::None => false,
        State::Lesson(LessonState::New | LessonState::Applied) => item.fields.word.is_none(),
        State::Objective(ObjectiveState::Active) => false,
        _ => true,
    }
}
