//! People and teams: what waits for them and what they own; no counts, no rankings.

use crate::config::PeoplePages;
use crate::doc::Own;
use crate::id::{Date, DocId, ItemId};
use crate::kind::{
    ActionState, BriefState, ConcernState, DecisionState, ItemKind, Kind, QuestionState,
};
use crate::site::address;
use crate::site::{End, Involved, State, doc_date, item_date};
use crate::view::Page;
use crate::view::entry::{Entry, Group};
use crate::view::parts::{Link, Notice};
use crate::view::people::{PeopleIndex, Person, PersonLine, Team};
use crate::view::sheet::{Fact, sheet_html};

use super::here::{Here, ago, capitalised, ledger_title};
use super::intro::{self, Intro};
use super::listing;

/// Returns all people by team.
pub(super) fn index(here: &Here) -> Page {
    let site = here.site;
    let people = &site.graph.people;
    let mut teams: Vec<Team> = Vec::new();
    let known: Vec<&str> = site.people.keys().map(String::as_str).collect();
    let line = |id: &str| PersonLine {
        link: here.person(id),
        discipline: people.person(id).and_then(|person| person.discipline.clone()),
    };
    for id in known.iter().copied().filter(|id| people.is_team(id)) {
        let mut members = members(here, id);
        members.sort_by_key(|member| people.label(member));
        teams.push(Team {
            link: here.person(id),
            id: address::slug(id),
            people: members.into_iter().map(line).collect(),
        });
    }
    let alone: Vec<PersonLine> = known
        .into_iter()
        .filter(|id| !people.is_team(id) && site.team_of(id).is_none())
        .map(line)
        .collect();
    if !alone.is_empty() {
        let text = if teams.is_empty() { "Everyone" } else { "Without a team" };
        teams.push(Team {
            link: Link { text: text.to_owned(), href: None },
            id: "others".to_owned(),
            people: alone,
        });
    }
    let Intro { title, anchor, summary, body } = intro::of(here, "people", "People");
    Page::PeopleIndex(PeopleIndex { title, anchor, summary, body, teams })
}

/// Returns the ids of the people in a team whom something visible names.
fn members<'a>(here: &Here<'a>, team: &str) -> Vec<&'a str> {
    let site = here.site;
    let people = site.people.keys().map(String::as_str);
    people.filter(|person| site.team_of(person) == Some(team)).collect()
}

/// Returns the page of a person or a team.
pub(super) fn page(here: &Here, id: &str) -> Page {
    let site = here.site;
    let people = &site.graph.people;
    let is_team = people.is_team(id);
    let mut facts = Vec::new();
    if let Some(person) = people.person(id) {
        if let Some(discipline) = &person.discipline {
            let value = Link { text: capitalised(discipline), href: None };
            facts.push(Fact { label: "Discipline".to_owned(), values: vec![value] });
        }
        if let Some(team) = &person.team {
            facts.push(Fact { label: "Team".to_owned(), values: vec![here.person(team)] });
        }
    }
    if is_team {
        let values: Vec<Link> =
            members(here, id).into_iter().map(|member| here.person(member)).collect();
        if !values.is_empty() {
            facts.push(Fact { label: "People".to_owned(), values });
        }
    }
    let involved = involved(here, id);
    Page::Person(Box::new(Person {
        label: if is_team { "Team" } else { "Person" }.to_owned(),
        name: people.label(id),
        facts: sheet_html(&facts),
        waiting: waiting(here, &involved),
        owns: listing::by_kind(here, &owned(here, &involved)),
        gave: {
            let mut groups = decisions(here, &involved);
            if site.config().people_pages == PeoplePages::Full {
                groups.extend(gave(here, &involved));
            }
            groups
        },
    }))
}

/// Returns what someone has to do with; a team with what its people do, too.
pub(super) fn involved(here: &Here, id: &str) -> Involved {
    let mut all = here.site.people.get(id).cloned().unwrap_or_default();
    if here.site.graph.people.is_team(id) {
        for member in members(here, id).iter().filter_map(|member| here.site.people.get(*member)) {
            all.owns.extend(&member.owns);
            all.decides.extend(&member.decides);
            all.consulted_on.extend(&member.consulted_on);
            all.named_by.extend(&member.named_by);
        }
        all.owns.sort_unstable();
        all.named_by.sort_unstable();
        for decisions in [&mut all.decides, &mut all.consulted_on] {
            // Several of a team may have had a part in one.
            decisions.sort_unstable();
            decisions.dedup();
        }
    }
    all
}

/// Returns what is told of what someone owns.
pub(super) fn owned(here: &Here, involved: &Involved) -> Vec<DocId> {
    match here.site.config().people_pages {
        PeoplePages::Full => involved.owns.clone(),
        // What is over waits for nobody: live work, and what stands as it is.
        _ => still_live(here, &involved.owns),
    }
}

fn still_live(here: &Here, docs: &[DocId]) -> Vec<DocId> {
    let is_live = |doc: &DocId| match here.site.doc(*doc).kind {
        Kind::Brief => here.site.brief_state(*doc).is_some_and(BriefState::is_live),
        Kind::Retro => false,
        _ => !matches!(here.site.doc_state(*doc), Some("superseded" | "rejected")),
    };
    docs.iter().copied().filter(is_live).collect()
}

/// Returns what waits for someone: decisions, questions and concerns on their documents, actions.
pub(super) fn waiting(here: &Here, involved: &Involved) -> Vec<Notice> {
    let site = here.site;
    let mut notices = Vec::new();
    for brief in &involved.owns {
        if site.brief_state(*brief) == Some(BriefState::Proposed)
            && let Own::Brief(fields) = &site.doc(*brief).front.own
        {
            let proposed = fields.proposed.as_ref();
            notices.push(Notice {
                verb: Some("Decide".to_owned()),
                link: here.doc_link(*brief),
                note: proposed.map(|date| format!("proposed {}", ago(date.value, site.as_of))),
                ..Notice::default()
            });
        }
    }
    for decision in &involved.decides {
        let doc = site.doc(*decision);
        let is_proposed = site.decision_state(*decision) == Some(DecisionState::Proposed);
        if is_proposed && doc_date(doc).is_none_or(|written| site.reached(written)) {
            notices.push(Notice {
                verb: Some("Decide".to_owned()),
                link: here.doc_link(*decision),
                note: doc_date(doc).map(|date| format!("proposed {}", ago(date, site.as_of))),
                ..Notice::default()
            });
        }
    }
    let questions = involved.owns.iter().flat_map(|doc| site.items_in(*doc));
    let questions = questions
        .filter(|item| matches!(site.item(*item).kind, ItemKind::Question | ItemKind::Concern));
    let mut items: Vec<ItemId> = involved
        .named_by
        .iter()
        .copied()
        .filter(|item| site.item(*item).kind == ItemKind::Action)
        .chain(questions)
        .collect();
    items.sort_unstable();
    for item in items {
        let doc = site.doc_of_item(item);
        let fields = &site.item(item).fields;
        let (verb, note, is_late) = match site.item_state(item) {
            State::Action(ActionState::Open) => {
                let due = fields.due.as_ref().map(|due| due.value);
                let note = due.map(|due| format!("due {}", due.long()));
                ("Do", note, due.is_some_and(|due| due < site.as_of))
            }
            State::Question(QuestionState::Open) => ("Answer", asked(here, item), false),
            State::Concern(ConcernState::Raised) => ("Answer", asked(here, item), false),
            _ => continue,
        };
        notices.push(Notice {
            verb: Some(verb.to_owned()),
            link: here.link(End::Item(item)),
            rest: Some(format!("in {}", site.doc(doc).title)),
            note,
            is_late,
        });
    }
    notices
}

/// Returns the decisions in which someone had a part, newest first; where the page says only what is
/// live, those that stand.
fn decisions(here: &Here, involved: &Involved) -> Vec<Group> {
    let site = here.site;
    let is_full = site.config().people_pages == PeoplePages::Full;
    let parts = [
        ("Decided", "decided", &involved.decides),
        ("Was consulted on", "consulted", &involved.consulted_on),
    ];
    let mut groups = Vec::new();
    for (label, id, docs) in parts {
        let mut docs = if is_full { docs.clone() } else { still_live(here, docs) };
        // What is not decided yet waits, and stands among that.
        docs.retain(|doc| site.decision_state(*doc) != Some(DecisionState::Proposed));
        docs.sort_by_key(|doc| (std::cmp::Reverse(doc_date(site.doc(*doc))), *doc));
        if !docs.is_empty() {
            groups.push(Group {
                label: label.to_owned(),
                id: id.to_owned(),
                note: None,
                entries: docs.iter().map(|doc| listing::entry(here, *doc)).collect(),
            });
        }
    }
    groups
}

/// Returns what someone gave, asked and raised, newest first.
fn gave(here: &Here, involved: &Involved) -> Vec<Group> {
    let site = here.site;
    let mut groups = Vec::new();
    for kind in [ItemKind::Input, ItemKind::Question, ItemKind::Concern] {
        let of_kind =
            involved.named_by.iter().copied().filter(|item| site.item(*item).kind == kind);
        let mut items: Vec<ItemId> = of_kind.collect();
        items.sort_by_key(|item| (std::cmp::Reverse(item_date(site, *item)), *item));
        if items.is_empty() {
            continue;
        }
        let entry = |item: &ItemId| Entry {
            link: here.item_link(*item),
            state: here.item_pill(*item),
            note: Some(format!("in {}", site.doc(site.doc_of_item(*item)).title)),
            date: item_date(site, *item).map(Date::long),
            ..Entry::default()
        };
        let label = if kind == ItemKind::Input { "Input" } else { ledger_title(kind) };
        groups.push(Group {
            label: label.to_owned(),
            id: format!("gave-{}", kind.name()),
            note: None,
            entries: items.iter().map(entry).collect(),
        });
    }
    groups
}

fn asked(here: &Here, item: ItemId) -> Option<String> {
    let fields = &here.site.item(item).fields;
    let on = fields.on.as_ref()?.value;
    let by = fields.person.as_ref().map(|person| here.person(&person.value).text);
    let when = ago(on, here.site.as_of);
    Some(match by {
        Some(by) => format!("asked {when} by {by}"),
        None => format!("asked {when}"),
    })
}
