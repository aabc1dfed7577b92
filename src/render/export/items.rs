//! The rows of items.

use serde::Serialize;

use crate::doc::Text;
use crate::id::{Date, ItemId, Spanned};
use crate::kind::ItemKind;
use crate::kpi::Outcome;
use crate::render::promise;
use crate::site::{End, Site};

use super::{Day, Name, Names, rounded};

/// An item as the export writes it.
#[derive(Serialize)]
pub(in crate::render) struct Item<'a> {
    id: Name<'a>,
    kind: &'static str,
    document: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    fields: Fields<'a>,
    #[serde(flatten)]
    promise: Option<Promised>,
}

/// Of an impact what was promised, and what became of it.
#[derive(Serialize)]
struct Promised {
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    observed: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    sentence: String,
}

impl Promised {
    fn of(site: &Site, id: ItemId) -> Option<Promised> {
        if site.item(id).kind != ItemKind::Impact {
            return None;
        }
        let promises = site.promises(site.doc_of_item(id));
        let promise = promises.iter().find(|promise| promise.impact == id)?;
        let observed = promise.effect.as_ref().and_then(|effect| effect.observed);
        Some(Promised {
            expected: promise.change.filter(|_| site.tells_numbers(id)).map(rounded),
            by: promise.due.map(Day),
            observed: observed.map(rounded),
            verdict: promise.outcome().map(Outcome::words),
            sentence: promise::whole(site, promise),
        })
    }
}

/// What marks and braces say, but for references: those are relations.
#[derive(Serialize)]
struct Fields<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    word: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answered: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effort: Option<Effort>,
    #[serde(skip_serializing_if = "Option::is_none")]
    saved: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    done_when: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'a str>,
}

/// The number of a measure: a level, or a change where it was written with a sign.
#[derive(Serialize)]
struct Number {
    value: f64,
    is_change: bool,
    is_percent: bool,
}

#[derive(Serialize)]
struct Effort {
    low: f64,
    high: f64,
    unit: char,
}

impl<'a> Item<'a> {
    /// Returns the row of an item.
    pub(in crate::render) fn of(site: &'a Site, names: &Names<'a>, id: ItemId) -> Item<'a> {
        let item = site.item(id);
        let fields = &item.fields;
        let text = |text: &'a Option<Text>| text.as_ref().map(|text| text.value.as_str());
        let plan = |date: &Option<Spanned<Date>>| date.as_ref().map(|date| Day(date.value));
        let come = |date: &Option<Spanned<Date>>| {
            date.as_ref().map(|date| date.value).filter(|date| site.reached(*date)).map(Day)
        };
        let place = site.routes.place(site, End::Item(id));
        let tells_numbers = site.tells_numbers(id);
        let number = fields.number.as_ref().map(|number| number.value).filter(|_| tells_numbers);
        Item {
            id: names.end(End::Item(id)),
            kind: item.kind.name(),
            document: names.doc(site.doc_of_item(id)),
            path: place.map(|(path, anchor)| match anchor {
                Some(anchor) => format!("{path}#{anchor}"),
                None => path.to_string(),
            }),
            title: &item.title,
            state: site.item_state(id).key(),
            fields: Fields {
                person: fields.person.as_ref().map(|person| site.person_id(&person.value)),
                on: plan(&fields.on),
                due: plan(&fields.due),
                word: site.word(item),
                number: number.map(|number| Number {
                    value: number.value,
                    is_change: number.is_signed,
                    is_percent: number.is_percent,
                }),
                answered: come(&fields.answered),
                closed: come(&fields.closed),
                effort: fields.effort.as_ref().map(|effort| {
                    let crate::doc::Effort { low, high, unit } = effort.value;
                    Effort { low, high, unit }
                }),
                saved: text(&fields.saved),
                confidence: fields.confidence.as_ref().map(|confidence| confidence.value),
                n: fields.n.as_ref().map(|n| n.value).filter(|_| tells_numbers),
                because: site.because(item).map(|because| because.value.as_str()),
                done_when: text(&fields.done_when),
                scope: text(&fields.scope),
            },
            promise: Promised::of(site, id),
        }
    }
}
