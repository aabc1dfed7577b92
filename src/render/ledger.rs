//! Ledgers: the items of a kind from all documents in one list.

use crate::id::{Date, DocId, ItemId};
use crate::kind::{
    ActionState, ConcernState, ItemKind, Kind, LessonState, QuestionState, Relation,
};
use crate::site::routes::{LEDGERS, PAGE, Route, listed};
use crate::site::{End, State, item_date};
use crate::site::{address, routes};
use crate::view::Page;
use crate::view::ledger::{ItemUse, Ledger, LedgerGroup, LedgerItem};

use super::here::{Here, ago, capitalised, ledger_title};
use super::{body, pager};

/// Returns the ledger of a kind of item, or one year of it where it is long.
pub(super) fn page(here: &Here, kind: ItemKind, year: Option<i16>) -> Page {
    let all: Vec<ItemId> = listed(here.site, kind);
    let is_long = all.len() > PAGE;
    let years = years(here, &all);
    let shown = year.or_else(|| years.first().copied());
    let items = all.iter().copied().filter(|item| {
        // Undated items stand on the first page, where nobody misses them.
        let own = item_date(here.site, *item).map(Date::year).or_else(|| years.first().copied());
        !is_long || own == shown
    });
    Page::Ledger(Ledger {
        kind: name(kind).to_owned(),
        title: ledger_title(kind).to_owned(),
        summary: Some(summary(kind).to_owned()),
        groups: groups(here, kind, &items.collect::<Vec<_>>()),
        pager: is_long
            .then(|| pager::by_year(here, &years, shown, |year| Route::Ledger(kind, year))),
    })
}

fn name(kind: ItemKind) -> &'static str {
    LEDGERS.iter().find(|(known, _)| *known == kind).map_or("items", |(_, name)| name)
}

fn years(here: &Here, items: &[ItemId]) -> Vec<i16> {
    let dates = items.iter().filter_map(|item| item_date(here.site, *item));
    let mut years: Vec<i16> = dates.map(Date::year).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    years
}

fn summary(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Lesson => "What retros learned, and where it was applied since.",
        ItemKind::Question => "What was asked, by whom, and what the answer was.",
        ItemKind::Concern => {
            "What speaks against it, raised by either side, and how it was settled."
        }
        ItemKind::Action => "What retros decided to do, who does it and by when.",
        ItemKind::Choice => "What briefs and decisions weighed and did not take, with the reason.",
        _ => "",
    }
}

/// A group of a ledger: heading, anchor, and the states that it holds.
type Sort = (&'static str, &'static str, fn(State) -> bool);

/// Returns the groups of a ledger: heading, anchor, and the states that it holds.
fn groups(here: &Here, kind: ItemKind, items: &[ItemId]) -> Vec<LedgerGroup> {
    if kind == ItemKind::Choice {
        return by_document(here, items);
    }
    let sorts: &[Sort] = match kind {
        ItemKind::Lesson => &[
            ("New", "new", |state| state == State::Lesson(LessonState::New)),
            ("Applied", "applied", |state| state == State::Lesson(LessonState::Applied)),
            ("Embedded", "embedded", |state| state == State::Lesson(LessonState::Embedded)),
            ("Retired", "retired", |state| state == State::Lesson(LessonState::Retired)),
        ],
        ItemKind::Question => &[
            ("Open", "open", |state| state == State::Question(QuestionState::Open)),
            ("Answered", "answered", |state| state == State::Question(QuestionState::Answered)),
        ],
        ItemKind::Concern => &[
            ("Raised", "raised", |state| state == State::Concern(ConcernState::Raised)),
            ("Standing", "standing", |state| state == State::Concern(ConcernState::Standing)),
            ("Answered", "answered", |state| state == State::Concern(ConcernState::Answered)),
            ("Settled", "settled", |state| state == State::Concern(ConcernState::Settled)),
        ],
        _ => &[
            ("Open", "open", |state| state == State::Action(ActionState::Open)),
            ("Done", "done", |state| state == State::Action(ActionState::Done)),
            ("Won't do", "wont", |state| state == State::Action(ActionState::Wont)),
        ],
    };
    let mut groups = Vec::new();
    for (label, id, holds) in sorts {
        let mut members: Vec<ItemId> =
            items.iter().copied().filter(|item| holds(here.site.item_state(*item))).collect();
        members.sort_by_key(|item| order(here, kind, *item));
        if !members.is_empty() {
            groups.push(LedgerGroup {
                label: (*label).to_owned(),
                id: (*id).to_owned(),
                note: None,
                items: members.iter().map(|item| entry(here, *item)).collect(),
            });
        }
    }
    groups
}

/// Returns options by the kind of the document that weighed them: they have no states.
fn by_document(here: &Here, items: &[ItemId]) -> Vec<LedgerGroup> {
    let mut groups = Vec::new();
    for kind in [Kind::Decision, Kind::Brief] {
        let of_kind = |item: &ItemId| here.site.doc(here.site.doc_of_item(*item)).kind == kind;
        let mut members: Vec<ItemId> = items.iter().copied().filter(of_kind).collect();
        members.sort_by_key(|item| order(here, ItemKind::Choice, *item));
        if !members.is_empty() {
            groups.push(LedgerGroup {
                label: here.kind_plural(kind),
                id: routes::folder_of(here.site, kind).map_or_else(String::new, address::slug),
                note: None,
                items: members.iter().map(|item| entry(here, *item)).collect(),
            });
        }
    }
    groups
}

/// Open actions and questions wait longest first; everything else is newest first.
fn order<'a>(here: &Here<'a>, kind: ItemKind, item: ItemId) -> (i64, &'a crate::id::RelPath, u32) {
    let site = here.site;
    let is_open = matches!(
        site.item_state(item),
        State::Action(ActionState::Open) | State::Question(QuestionState::Open)
    );
    let date = match kind {
        ItemKind::Action => site.item(item).fields.due.as_ref().map(|due| due.value),
        _ => item_date(site, item),
    };
    let day = date.map_or(0, |date| i64::from(date.number()));
    let key = if is_open { day } else { -day };
    (key, &site.doc(site.doc_of_item(item)).path, site.item(item).span.start)
}

fn entry(here: &Here, id: ItemId) -> LedgerItem {
    let site = here.site;
    let doc: DocId = site.doc_of_item(id);
    let item = site.item(id);
    let fields = &item.fields;
    let (when, is_late) = when(here, id);
    LedgerItem {
        id: format!("{}-{}", address::slug(&site.doc(doc).id), item.anchor),
        text: body::item_title(here, doc, item),
        href: here.href_of(End::Item(id)).unwrap_or_default(),
        document: here.doc_link(doc),
        state: here.item_pill(id),
        word: match item.kind {
            ItemKind::Lesson => fields.word.as_ref().map(|word| word.value.clone()),
            _ => None,
        },
        person: fields.person.as_ref().map(|person| here.person(&person.value)),
        when,
        is_late,
        answer: answer(here, doc, id),
        uses: uses(here, id),
    }
}

fn when(here: &Here, id: ItemId) -> (Option<String>, bool) {
    let site = here.site;
    let fields = &site.item(id).fields;
    match site.item_state(id) {
        State::Action(ActionState::Open) => {
            let Some(due) = &fields.due else { return (None, false) };
            (Some(format!("due {}", due.value.long())), due.value < site.as_of)
        }
        State::Action(_) => {
            let closed = fields.closed.as_ref().filter(|closed| site.reached(closed.value));
            (closed.map(|closed| format!("closed {}", closed.value.long())), false)
        }
        State::Question(QuestionState::Open) => {
            let asked = fields.on.as_ref().map(|on| on.value);
            (asked.map(|asked| format!("asked {}", ago(asked, site.as_of))), false)
        }
        State::Question(QuestionState::Answered) => {
            let answered = fields.answered.as_ref().filter(|date| site.reached(date.value));
            (answered.map(|date| format!("answered {}", date.value.long())), false)
        }
        _ => (item_date(site, id).map(Date::long), false),
    }
}

/// Returns the answer to a question or concern, or why an option was not taken, as the text that
/// follows it; of an option without one the reason in its braces.
fn answer(here: &Here, doc: DocId, id: ItemId) -> Option<crate::view::Html> {
    let item = here.site.item(id);
    match item.kind {
        ItemKind::Question | ItemKind::Concern => body::item_body(here, doc, item),
        ItemKind::Choice => body::item_body(here, doc, item).or_else(|| {
            let because = here.site.because(item);
            because.map(|because| crate::view::Html::text(&because.value))
        }),
        _ => None,
    }
}

fn uses(here: &Here, id: ItemId) -> Vec<ItemUse> {
    let mut uses = Vec::new();
    for relation in [Relation::Applies, Relation::SetsAside, Relation::Repeats, Relation::Decides] {
        let links = here.sources(End::Item(id), relation);
        if !links.is_empty() {
            let words = relation.inverse_words().to_owned();
            uses.push(ItemUse { words, links });
        }
    }
    if let Some(edge) =
        here.site.outgoing(End::Item(id)).find(|edge| edge.relation == Relation::AnsweredIn)
    {
        let words = capitalised(Relation::AnsweredIn.words());
        uses.push(ItemUse { words, links: vec![here.link(edge.to)] });
    }
    uses
}
