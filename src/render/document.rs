//! The page of a document.

use crate::doc::{Doc, Own};
use crate::id::{Date, DocId, Spanned};
use crate::kind::{BriefState, ItemKind, Kind};
use crate::site::routes::{self, Route};
use crate::site::{Audience, End, Site, State};
use crate::view::document::{Document, Step, StepState, steps_html};
use crate::view::ending::{Ending, Freshness, Source};
use crate::view::parts::{Banner, Link, Tone};
use crate::view::promise::cards_html;
use crate::view::relations::relations_html;
use crate::view::sheet::{Fact, sheet_html, tags_html};
use crate::view::toc::{TocEntry, toc_html};
use crate::view::{Html, Page};

use super::body;
use super::here::{Here, capitalised, days};
use super::{
    board, chain, further, inline, lessons, neighbours, promise, relations, survey, suspects, why,
};

/// Returns the page of a document that is no KPI.
pub(super) fn page(here: &Here, id: DocId) -> Page {
    let doc = here.site.doc(id);
    let (previous, next) = neighbours::of(here, id);
    let survey = survey::results(here, id);
    let mut toc = toc(here, id);
    toc.extend(survey.as_ref().map(survey::toc));
    Page::Document(Box::new(Document {
        kind: doc.kind.name().to_owned(),
        kind_label: kind_link(here, doc),
        title: doc.title.clone(),
        anchor: doc.title_anchor.clone(),
        state: here.linked_doc_pill(id),
        summary: lede(doc),
        chain: here.site.chain(id).map(|chain| here.chain(&chain).html()),
        banners: banners(here, id),
        facts: sheet_html(&facts(here, id)),
        tags: tags(here, doc),
        promises: cards_html(&promise::cards(here, id)),
        steps: steps_of(here, id),
        why: why::sentence(here, id),
        lessons: lessons::waiting_for(here, id),
        toc: toc_html(&toc),
        body: body::after_summary(here, id),
        survey,
        relations: relations_html(&relations::of(here, End::Doc(id))),
        ending: Ending {
            freshness: freshness(here, doc),
            source: source(here, id),
            previous,
            next,
            whole: chain::way(here, id),
        }
        .html(),
    }))
}

fn kind_link(here: &Here, doc: &Doc) -> Option<Link> {
    if doc.kind.is_plain() {
        return None;
    }
    let folder = routes::folder_of(here.site, doc.kind)?.to_owned();
    Some(here.route_link(here.kind_label(doc.kind), &Route::Section(folder, None)))
}

/// Returns the summary as it stands at the head of a page, unless the body begins with more of it.
pub(super) fn lede(doc: &Doc) -> Option<String> {
    (!doc.summary.is_empty() && !body::says_more(doc)).then(|| doc.summary.clone())
}

/// Returns what lists and machines are told of a document.
pub(super) fn excerpt(site: &Site, id: DocId) -> Option<String> {
    let doc = site.doc(id);
    let mut words = doc.excerpt.clone();
    // From the end, so that the places before stay where they are.
    for gap in doc.excerpt_gaps.iter().rev() {
        // What was cut off has no place any more.
        let Some((before, rest)) = words.split_at_checked(gap.at) else { continue };
        let name = body::link_words(site, id, gap.link);
        let rest = rest.trim_start();
        let is_word = rest.starts_with(|letter: char| letter.is_alphanumeric());
        let spaces = (if gap.is_apart { " " } else { "" }, if is_word { " " } else { "" });
        words = format!("{before}{}{name}{}{rest}", spaces.0, spaces.1);
    }
    (!words.is_empty()).then_some(words)
}

pub(super) fn tags(here: &Here, doc: &Doc) -> Html {
    let tags = doc.front.tags.iter();
    let link = |tag: &crate::doc::Text| {
        here.route_link(tag.value.as_str(), &Route::Tag(tag.value.clone()))
    };
    tags_html(&tags.map(link).collect::<Vec<_>>())
}

/// Returns what a reader should know before anything else.
pub(super) fn banners(here: &Here, id: DocId) -> Vec<Banner> {
    let doc = here.site.doc(id);
    let front = &doc.front;
    let mut banners = Vec::new();
    let mut add = |tone: Tone, title: &str, text: String| {
        banners.push(Banner { tone, title: title.to_owned(), text: Html(text) });
    };
    if let Some(why) = here.site.withheld(id) {
        let checks = here.href(&crate::site::Route::Checks);
        let checks = inline::anchor("Checks", checks.as_deref());
        let text = format!("The numbers are not shown: {}. {checks}", inline::text(why));
        add(Tone::Bad, "Withheld", text);
    }
    if front.draft {
        add(Tone::Accent, "Draft", "Only the preview shows this page.".to_owned());
    } else if crate::site::is_held_back(doc, here.site.as_of) {
        let text = "The preview shows this page; what is published on this day does not.";
        add(Tone::Accent, "Not published", text.to_owned());
    }
    if !front.visible_to.is_empty() && here.site.view.audience == Audience::All {
        let names: Vec<String> =
            front.visible_to.iter().map(|audience| inline::text(&audience.value)).collect();
        add(Tone::Accent, "Hidden", format!("Only {} may see this page.", names.join(", ")));
    }
    for newer in here.site.superseding(id) {
        let link = here.doc_link(newer);
        let by = inline::anchor(&link.text, link.href.as_deref());
        add(Tone::Bad, "Superseded", format!("{by} takes its place."));
    }
    if let Own::Brief(brief) = &front.own
        && matches!(here.site.brief_state(id), Some(BriefState::Declined | BriefState::Parked))
        && let Some(because) = &brief.because
    {
        let state = here.site.doc_state(id).map(capitalised).unwrap_or_default();
        add(Tone::Plain, &state, inline::text(&because.value));
    }
    for suspect in here.site.suspects(id) {
        add(Tone::Plain, "To confirm", suspects::on_brief(here, &suspect));
    }
    banners
}

/// Returns the fact sheet.
pub(super) fn facts(here: &Here, id: DocId) -> Vec<Fact> {
    let doc = here.site.doc(id);
    let front = &doc.front;
    let mut facts = Vec::new();
    let mut add = |label: &str, values: Vec<Link>| {
        if !values.is_empty() {
            facts.push(Fact { label: label.to_owned(), values });
        }
    };
    let text = |text: String| vec![Link { text, href: None }];
    let people = |names: &[crate::doc::Text]| -> Vec<Link> {
        names.iter().map(|name| here.person(&name.value)).collect()
    };
    if let Some(owner) = &front.owner {
        add("Owner", vec![here.person(&owner.value)]);
        let team = here.site.team_of(here.site.person_id(&owner.value));
        add("Team", team.map(|team| here.person(team)).into_iter().collect());
    }
    let day = |date: &Option<Spanned<Date>>| date.as_ref().map(|date| date.value);
    match &front.own {
        Own::Vision(vision) => {
            add(
                "Horizon",
                vision.horizon.iter().flat_map(|horizon| text(horizon.value.clone())).collect(),
            );
        }
        Own::Brief(brief) => {
            if let Some(appetite) = &brief.appetite {
                add("Appetite", text(appetite.value.text.clone()));
            }
            let under_way = board::age(here, id);
            add("Under way", under_way.into_iter().flat_map(|age| text(age.words)).collect());
            add("Time to market", to_market(here, id).into_iter().flat_map(text).collect());
            add("Heard before deciding", heard(here, id, day(&brief.accepted)));
            add(
                "Release",
                brief.release.iter().flat_map(|release| text(release.value.clone())).collect(),
            );
        }
        Own::DeepDive(dive) => {
            add(
                "Presented",
                day(&dive.presented).into_iter().map(|date| here.day_link(id, date)).collect(),
            );
            add("By", people(&dive.presenters));
            add(
                "System",
                dive.system.iter().flat_map(|system| text(system.value.clone())).collect(),
            );
            let attended: Vec<String> =
                dive.attended.iter().map(|(who, count)| format!("{count} {who}")).collect();
            if !attended.is_empty() {
                add("Attended", text(attended.join(", ")));
            }
        }
        Own::Retro(retro) => {
            add("Held", day(&retro.held).into_iter().map(|date| here.day_link(id, date)).collect());
            add("Led by", retro.facilitator.iter().map(|name| here.person(&name.value)).collect());
        }
        Own::Decision(decision) => {
            let decided = day(&decision.decided).filter(|decided| here.site.reached(*decided));
            add("Decided", decided.into_iter().map(|date| here.day_link(id, date)).collect());
            add("Deciders", people(&decision.deciders));
            add("Consulted", people(&decision.consulted));
            add("Informed", people(&decision.informed));
            add(
                "Look at it again",
                day(&decision.revisit).into_iter().flat_map(|date| text(date.long())).collect(),
            );
        }
        Own::Survey(fields) => {
            for fact in survey::facts(here, id) {
                add(&fact.label, fact.values);
            }
            let words = format!("groups of fewer than {} answers", fields.floor());
            add("Never shown", text(words));
        }
        Own::Kpi(_) | Own::Page => {}
    }
    add("Contributors", people(&front.contributors));
    add("Reviewers", people(&front.reviewers));
    facts.extend(further::facts(here, id));
    for (name, link) in &front.links {
        let values = vec![Link { text: host(&link.value), href: Some(link.value.clone()) }];
        facts.push(Fact { label: capitalised(name), values });
    }
    facts
}

/// Returns how long a brief took from acceptance to its ship date, with the stages between as far as they
/// are dated: `8 weeks: queue 6 days, build 7 weeks`.
fn to_market(here: &Here, id: DocId) -> Option<String> {
    let stages = here.site.stages(id);
    let whole = roughly(stages.to_market?);
    let parts = [("queue", stages.queue), ("build", stages.build)];
    let known =
        parts.iter().filter_map(|(name, part)| Some(format!("{name} {}", roughly((*part)?))));
    let known: Vec<String> = known.collect();
    Some(match known.as_slice() {
        [] => whole,
        known => format!("{whole}: {}", known.join(", ")),
    })
}

/// Returns days in words, from two weeks on in whole weeks: the steps of the way tell the days.
fn roughly(count: i32) -> String {
    match count {
        0..14 => days(count),
        count => format!("{} weeks", (count + 3) / 7),
    }
}

/// Returns the people whose input is dated before the decision.
fn heard(here: &Here, id: DocId, accepted: Option<Date>) -> Vec<Link> {
    let mut names: Vec<String> = Vec::new();
    for input in here.site.items_of_in(id, ItemKind::Input) {
        let fields = &here.site.item(input).fields;
        let is_before = match (&fields.on, accepted) {
            (Some(on), Some(accepted)) => on.value < accepted,
            _ => false,
        };
        if let Some(person) = fields.person.as_ref().filter(|_| is_before)
            && !names.contains(&person.value)
        {
            names.push(person.value.clone());
        }
    }
    names.iter().map(|name| here.person(name)).collect()
}

/// Returns the host of an address, or the address itself.
fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty()).unwrap_or(address).to_owned()
}

/// Returns the way of a brief as a list.
pub(super) fn steps_of(here: &Here, id: DocId) -> Html {
    steps_html(&steps(here, id))
}

/// Returns the way of a brief with the days between its steps.
fn steps(here: &Here, id: DocId) -> Vec<Step> {
    let Own::Brief(brief) = &here.site.doc(id).front.own else { return Vec::new() };
    let dates = [
        ("Proposed", &brief.proposed),
        ("Accepted", &brief.accepted),
        ("Started", &brief.started),
        ("Shipped", &brief.shipped),
        ("Declined", &brief.declined),
        ("Parked", &brief.parked),
    ];
    let reached: Vec<(&str, Date)> = dates
        .iter()
        .filter_map(|(label, date)| date.as_ref().map(|date| (*label, date.value)))
        .filter(|(_, date)| here.site.reached(*date))
        .collect();
    if reached.is_empty() {
        return Vec::new();
    }
    let accepted = brief.accepted.as_ref().map(|date| date.value);
    let is_under_way = here.site.brief_state(id).is_some_and(BriefState::is_under_way);
    let last = reached.len() - 1;
    let mut steps: Vec<Step> = Vec::new();
    for (at, (label, date)) in reached.iter().enumerate() {
        let until = reached.get(at + 1).map(|(_, next)| next.days_since(*date));
        let note = match (until, *label) {
            (Some(between), _) => Some(days(between)),
            (None, "Shipped") => accepted
                .map(|accepted| format!("{} from acceptance", days(date.days_since(accepted)))),
            (None, "Declined" | "Parked") => None,
            (None, _) if !is_under_way => None,
            (None, _) => Some(format!("{} so far", days(here.site.as_of.days_since(*date)))),
        };
        let share = until.unwrap_or(14).clamp(1, 140) / 7;
        steps.push(Step {
            label: (*label).to_owned(),
            date: Some(match *label {
                "Shipped" => here.shipped_link(*date),
                _ => here.day_link(id, *date),
            }),
            note,
            state: if at == last { StepState::Now } else { StepState::Done },
            share: u8::try_from(share.clamp(1, 20)).unwrap_or(20),
        });
    }
    let is_aside = !is_under_way || reached[last].0 == "Shipped";
    let further = ["Accepted", "Started", "Shipped"];
    let ahead = further
        .iter()
        .filter(|label| !is_aside && !reached.iter().any(|(reached, _)| reached == *label));
    steps.extend(ahead.map(|label| Step {
        label: (*label).to_owned(),
        share: 2,
        ..Step::default()
    }));
    steps
}

/// Returns the headings of the body that are there, two levels deep.
pub(super) fn toc(here: &Here, id: DocId) -> Vec<TocEntry> {
    let mut entries: Vec<TocEntry> = Vec::new();
    for heading in &here.site.doc(id).body.headings {
        if !here.site.opens(id, heading.gate) {
            continue;
        }
        let href = Some(format!("#{}", heading.anchor));
        let link = Link { text: heading.text.clone(), href };
        match (heading.level, entries.last_mut()) {
            (1 | 2, _) | (3, None) => entries.push(TocEntry { link, children: Vec::new() }),
            (3, Some(parent)) => parent.children.push(link),
            _ => {}
        }
    }
    entries
}

pub(super) fn freshness(here: &Here, doc: &Doc) -> Option<Freshness> {
    let reviewed = doc.front.reviewed.as_ref()?.value;
    if !here.site.reached(reviewed) {
        return None;
    }
    let every = doc.front.review_every.as_ref().map(|every| every.value.days);
    let due =
        every.and_then(|days| i32::try_from(days).ok()).and_then(|days| reviewed.plus_days(days));
    let text = match due {
        Some(due) => format!("Reviewed {}, due again {}", reviewed.long(), due.long()),
        None => format!("Reviewed {}", reviewed.long()),
    };
    Some(Freshness { text, is_stale: due.is_some_and(|due| due < here.site.as_of) })
}

pub(super) fn source(here: &Here, id: DocId) -> Source {
    let edit = here.edit(id);
    let open = here.site.items_of_in(id, ItemKind::Question).any(|question| {
        here.site.item_state(question) == State::Question(crate::kind::QuestionState::Open)
    });
    let takes_questions =
        matches!(here.site.doc(id).kind, Kind::Brief | Kind::DeepDive | Kind::Decision);
    Source {
        answer: edit.clone().filter(|_| open),
        ask: edit.clone().filter(|_| takes_questions),
        edit,
    }
}
