//! The rows of documents.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::doc::{Own, Text};
use crate::id::{Date, DocId, Spanned};
use crate::kind::BriefState;
use crate::site::{End, Site};

use super::super::further::{self, Field};
use super::waves::{self, Wave};
use super::{Day, Name, Names};

/// A document as the export writes it.
#[derive(Serialize)]
pub(in crate::render) struct Document<'a> {
    id: Name<'a>,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    source: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contributors: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reviewers: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    presenters: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facilitator: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    deciders: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    consulted: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    informed: Vec<&'a str>,
    dates: Dates,
    #[serde(skip_serializing_if = "Option::is_none")]
    horizon: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    appetite: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    release: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    system: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    waves: Vec<Wave>,
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    fields: BTreeMap<&'a str, Field<'a>>,
}

/// The days of a document that have come.
#[derive(Serialize, Default)]
struct Dates {
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewed: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proposed: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    started: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shipped: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    declined: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parked: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    presented: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    held: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decided: Option<Day>,
}

impl<'a> Document<'a> {
    /// Returns the row of a document.
    pub(in crate::render) fn of(site: &'a Site, names: &Names<'a>, id: DocId) -> Document<'a> {
        let doc = site.doc(id);
        let front = &doc.front;
        let person = |name: &'a Text| site.person_id(&name.value);
        let people = |names: &'a [Text]| names.iter().map(person).collect();
        let mut row = Document {
            id: names.end(End::Doc(id)),
            kind: doc.kind.name(),
            path: site.routes.place(site, End::Doc(id)).map(|(path, _)| path.as_str()),
            source: doc.path.as_str(),
            title: &doc.title,
            summary: super::super::document::excerpt(site, id),
            state: site.doc_state(id),
            because: None,
            owner: front.owner.as_ref().map(person),
            contributors: people(&front.contributors),
            reviewers: people(&front.reviewers),
            presenters: Vec::new(),
            facilitator: None,
            deciders: Vec::new(),
            consulted: Vec::new(),
            informed: Vec::new(),
            dates: dates(site, id),
            horizon: None,
            appetite: None,
            release: None,
            system: None,
            waves: Vec::new(),
            tags: front.tags.iter().map(|tag| tag.value.as_str()).collect(),
            fields: further::exported(site, names, id),
        };
        let text = |text: &'a Option<Text>| text.as_ref().map(|text| text.value.as_str());
        match &front.own {
            Own::Vision(vision) => row.horizon = text(&vision.horizon),
            Own::Brief(brief) => {
                let appetite = brief.appetite.as_ref();
                row.appetite = appetite.map(|appetite| appetite.value.text.as_str());
                row.release = text(&brief.release);
                let is_aside =
                    matches!(site.brief_state(id), Some(BriefState::Declined | BriefState::Parked));
                let serves_none = brief.serves.iter().any(|serves| serves.value == "none");
                row.because = text(&brief.because).filter(|_| is_aside || serves_none);
            }
            Own::DeepDive(dive) => {
                row.presenters = people(&dive.presenters);
                row.system = text(&dive.system);
            }
            Own::Retro(retro) => row.facilitator = retro.facilitator.as_ref().map(person),
            Own::Decision(decision) => {
                row.deciders = people(&decision.deciders);
                row.consulted = people(&decision.consulted);
                row.informed = people(&decision.informed);
            }
            Own::Survey(_) => row.waves = waves::of(site, id),
            Own::Kpi(_) | Own::Page => {}
        }
        row
    }
}

fn dates(site: &Site, id: DocId) -> Dates {
    let front = &site.doc(id).front;
    let day = |date: &Option<Spanned<Date>>| {
        date.as_ref().map(|date| date.value).filter(|date| site.reached(*date)).map(Day)
    };
    let mut dates =
        Dates { created: day(&front.created), reviewed: day(&front.reviewed), ..Dates::default() };
    match &front.own {
        Own::Brief(brief) => {
            dates.proposed = day(&brief.proposed);
            dates.accepted = day(&brief.accepted);
            dates.started = day(&brief.started);
            dates.shipped = day(&brief.shipped);
            dates.declined = day(&brief.declined);
            dates.parked = day(&brief.parked);
        }
        Own::DeepDive(dive) => dates.presented = day(&dive.presented),
        Own::Retro(retro) => dates.held = day(&retro.held),
        Own::Decision(decision) => dates.decided = day(&decision.decided),
        Own::Vision(_) | Own::Kpi(_) | Own::Survey(_) | Own::Page => {}
    }
    dates
}
