//! People and teams: what waits for them and what they own; no counts, no rankings.

use crate::config::PeoplePages;
use crate::doc::Own;
use crate::id::DocId;
use crate::kind::{ActionState, BriefState, ConcernState, ItemKind, Kind, QuestionState};
use crate::site::{End, State};
use crate::view::Page;
use crate::view::parts::{Fact, Link, Notice};
use crate::view::people::{PeopleIndex, Person, PersonLine, Team};

use super::here::{Here, ago, capitalised};
use super::listing;

/// Returns all people by team.
pub(super) fn index(here: &Here) -> Page {
    let site = here.site;
    let people = &site.graph.people;
    let mut teams: Vec<Team> = Vec::new();
    let known = site.people();
    let line = |id: &String| PersonLine {
        link: here.person(id),
        discipline: people.person(id).and_then(|person| person.discipline.clone()),
    };
    for id in known.iter().filter(|id| people.is_team(id)) {
        let mut members: Vec<&String> =
            known.iter().filter(|member| site.team_of(member).as_ref() == Some(id)).collect();
        members.sort_by_key(|member| people.label(member));
        teams.push(Team {
            link: here.person(id),
            id: crate::site::routes::slug(id),
            people: members.into_iter().map(line).collect(),
        });
    }
    let alone: Vec<PersonLine> = known
        .iter()
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
    Page::PeopleIndex(PeopleIndex { title: "People".to_owned(), teams })
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
        let members = site.people();
        let members = members.iter().filter(|member| site.team_of(member).as_deref() == Some(id));
        let values: Vec<Link> = members.map(|member| here.person(member)).collect();
        if !values.is_empty() {
            facts.push(Fact { label: "People".to_owned(), values });
        }
    }
    let holds = |name: &str| {
        let other = site.person_id(name);
        other == id || (is_team && site.team_of(&other).as_deref() == Some(id))
    };
    let owned: Vec<DocId> = site
        .docs()
        .filter(|doc| site.doc(*doc).front.owner.as_ref().is_some_and(|owner| holds(&owner.value)))
        .collect();
    let owns = match site.config().people_pages {
        PeoplePages::Full => listing::by_kind(here, &owned),
        // What is over waits for nobody: live work, and what stands as it is.
        _ => listing::by_kind(here, &still_live(here, &owned)),
    };
    Page::Person(Box::new(Person {
        label: if is_team { "Team" } else { "Person" }.to_owned(),
        name: people.label(id),
        facts,
        waiting: waiting(here, &holds),
        owns,
        gave: Vec::new(),
        body: crate::view::Html::default(),
    }))
}

fn still_live(here: &Here, docs: &[DocId]) -> Vec<DocId> {
    let is_live = |doc: &DocId| match here.site.doc(*doc).kind {
        Kind::Brief => here.site.brief_state(*doc).is_some_and(BriefState::is_live),
        Kind::Retro => false,
        _ => here.site.doc_state(*doc) != Some("superseded"),
    };
    docs.iter().copied().filter(is_live).collect()
}

/// Returns what waits for someone: decisions, questions and concerns on their documents, actions.
fn waiting(here: &Here, holds: &dyn Fn(&str) -> bool) -> Vec<Notice> {
    let site = here.site;
    let owns =
        |doc: DocId| site.doc(doc).front.owner.as_ref().is_some_and(|owner| holds(&owner.value));
    let mut notices = Vec::new();
    for brief in site.docs_of(Kind::Brief).filter(|brief| owns(*brief)) {
        if site.brief_state(brief) == Some(BriefState::Proposed)
            && let Own::Brief(fields) = &site.doc(brief).front.own
        {
            let proposed = fields.proposed.as_ref();
            notices.push(Notice {
                verb: Some("Decide".to_owned()),
                link: here.doc_link(brief),
                note: proposed.map(|date| format!("proposed {}", ago(date.value, site.as_of))),
                ..Notice::default()
            });
        }
    }
    for item in site.items() {
        let doc = site.doc_of_item(item);
        let fields = &site.item(item).fields;
        let mine = fields.person.as_ref().is_some_and(|person| holds(&person.value));
        let (verb, note, is_late) = match site.item_state(item) {
            State::Action(ActionState::Open) if mine => {
                let due = fields.due.as_ref().map(|due| due.value);
                let note = due.map(|due| format!("due {}", due.long()));
                ("Do", note, due.is_some_and(|due| due < site.as_of))
            }
            State::Question(QuestionState::Open) if owns(doc) => {
                ("Answer", asked(here, item), false)
            }
            State::Concern(ConcernState::Raised) if owns(doc) => {
                ("Answer", asked(here, item), false)
            }
            _ => continue,
        };
        let is_item = site.item(item).kind != ItemKind::Objective;
        notices.push(Notice {
            verb: Some(verb.to_owned()),
            link: here.link(End::Item(item)),
            rest: is_item.then(|| format!("in {}", site.doc(doc).title)),
            note,
            is_late,
        });
    }
    notices
}

fn asked(here: &Here, item: crate::id::ItemId) -> Option<String> {
    let fields = &here.site.item(item).fields;
    let on = fields.on.as_ref()?.value;
    let by = fields.person.as_ref().map(|person| here.person(&person.value).text);
    let when = ago(on, here.site.as_of);
    Some(match by {
        Some(by) => format!("asked {when} by {by}"),
        None => format!("asked {when}"),
    })
}
