//! The board of briefs by state, and the same briefs as a table.

use crate::doc::{BriefFields, Own};
use crate::id::{Date, DocId};
use crate::kind::{BriefState, Kind, Relation};
use crate::site::routes::{self, Route};
use crate::site::{End, doc_date};
use crate::view::board::{Age, Board, Card, Filter, Lane};
use crate::view::parts::Tab;
use crate::view::{Html, Page};

use super::here::{Here, days};
use super::promise;

/// How many cards a lane of what is over shows: the newest, before the link to all of them.
const LANE: usize = 12;

/// Returns the board.
pub(super) fn board(here: &Here) -> Page {
    let lanes = lanes(here, Some(LANE));
    Page::Board(Board {
        title: "Board".to_owned(),
        summary: Some(
            "Every brief by state; on what is under way its age against its appetite.".to_owned(),
        ),
        filters: filters(&lanes),
        lanes,
        views: views(here),
        new: new_brief(here),
    })
}

/// Returns the table of all briefs, one lane a state.
pub(super) fn table(here: &Here) -> Page {
    let lanes = lanes(here, None);
    Page::Table(Board {
        title: "All briefs".to_owned(),
        summary: Some("Sort by a column, filter by objective, owner or team.".to_owned()),
        filters: filters(&lanes),
        lanes,
        views: views(here),
        new: new_brief(here),
    })
}

fn lanes(here: &Here, cut: Option<usize>) -> Vec<Lane> {
    let site = here.site;
    let mut lanes = Vec::new();
    for state in BriefState::ALL {
        let mut briefs: Vec<DocId> = site
            .docs_of(Kind::Brief)
            .filter(|brief| site.brief_state(*brief) == Some(state))
            .collect();
        if briefs.is_empty() {
            continue;
        }
        briefs.sort_by_key(|brief| {
            (std::cmp::Reverse(doc_date(site.doc(*brief))), &site.doc(*brief).path)
        });
        // Live work is never cut: what is under way should be seen, however much it is.
        let is_over = !state.is_under_way();
        let limit = cut.filter(|_| is_over).unwrap_or(usize::MAX);
        let is_cut = briefs.len() > limit;
        lanes.push(Lane {
            state: here.linked_state(Kind::Brief, state.name()),
            id: state.name().to_owned(),
            cards: briefs.iter().take(limit).map(|brief| card(here, *brief, state)).collect(),
            all: is_cut.then(|| here.route_link(format!("all {}", state.name()), &Route::Table)),
        });
    }
    lanes
}

fn card(here: &Here, brief: DocId, state: BriefState) -> Card {
    let site = here.site;
    let doc = site.doc(brief);
    let objective = site
        .outgoing(End::Doc(brief))
        .find(|edge| edge.relation == Relation::Serves)
        .map(|edge| here.link(edge.to));
    let owner = doc.front.owner.as_ref().map(|owner| here.person(&owner.value));
    let team = doc
        .front
        .owner
        .as_ref()
        .and_then(|owner| site.team_of(site.person_id(&owner.value)))
        .map(|team| here.person(team));
    let date = doc_date(doc);
    let age_days = age_days(here, brief);
    let keys = [objective.as_ref(), owner.as_ref(), team.as_ref()];
    Card {
        link: here.doc_link(brief),
        state: here.linked_state(Kind::Brief, state.name()),
        keys: keys
            .into_iter()
            .map(|key| key.map_or(String::new(), |link| link.text.clone()))
            .collect(),
        objective,
        owner,
        team,
        glyph: here.doc_glyph(brief).unwrap_or_else(|| Html(String::new())),
        age: age(here, brief),
        note: note(here, brief, state),
        verdict: promise::verdict(here, brief),
        age_days: i64::from(age_days.unwrap_or(0)),
        date_key: date.map_or(String::new(), |date| date.to_string()),
    }
}

fn fields<'a>(here: &'a Here, brief: DocId) -> Option<&'a BriefFields> {
    match &here.site.doc(brief).front.own {
        Own::Brief(fields) => Some(fields),
        _ => None,
    }
}

/// Returns the days since work began, or since acceptance where it did not, of work that is not over.
fn age_days(here: &Here, brief: DocId) -> Option<i32> {
    let fields = fields(here, brief)?;
    let state = here.site.brief_state(brief)?;
    let since = match state {
        BriefState::Started => fields.started.as_ref().or(fields.accepted.as_ref()),
        BriefState::Accepted => fields.accepted.as_ref(),
        BriefState::Proposed => fields.proposed.as_ref(),
        _ => None,
    }?;
    Some(here.site.as_of.days_since(since.value))
}

/// Returns the age of started work against its appetite.
pub(super) fn age(here: &Here, brief: DocId) -> Option<Age> {
    let fields = fields(here, brief)?;
    if here.site.brief_state(brief)? != BriefState::Started {
        return None;
    }
    let appetite = i32::try_from(fields.appetite.as_ref()?.value.days).ok()?;
    let age = age_days(here, brief)?.max(0);
    let percent = (i64::from(age) * 100 / i64::from(appetite.max(1))).min(100);
    Some(Age {
        words: weeks(age, appetite),
        percent: u32::try_from(percent).unwrap_or(0),
        is_over: age > appetite,
    })
}

/// Returns `week 4 of 6`, or `day 3 of 10` for an appetite under two weeks.
fn weeks(age: i32, appetite: i32) -> String {
    if appetite < 14 {
        return format!("day {} of {appetite}", age + 1);
    }
    format!("week {} of {}", age / 7 + 1, (appetite + 6) / 7)
}

/// Returns whether started work is past its appetite.
pub(super) fn is_over(here: &Here, brief: DocId) -> bool {
    age(here, brief).is_some_and(|age| age.is_over)
}

/// Returns what is worth saying about the age of a brief in a list.
pub(super) fn age_words(here: &Here, brief: DocId) -> Option<String> {
    if let Some(age) = age(here, brief) {
        return Some(age.words);
    }
    note(here, brief, here.site.brief_state(brief)?)
}

fn note(here: &Here, brief: DocId, state: BriefState) -> Option<String> {
    let fields = fields(here, brief)?;
    let date = |word: &str, date: Option<Date>| date.map(|date| format!("{word} {}", date.long()));
    let day = |date: &Option<crate::id::Spanned<Date>>| date.as_ref().map(|date| date.value);
    match state {
        BriefState::Idea => None,
        BriefState::Proposed => date("proposed", day(&fields.proposed)),
        BriefState::Accepted => {
            age_days(here, brief).map(|age| format!("accepted {} ago", days(age)))
        }
        BriefState::Started => date("started", day(&fields.started)),
        BriefState::Shipped | BriefState::Measured => {
            match (day(&fields.accepted), day(&fields.shipped)) {
                (Some(accepted), Some(shipped)) => Some(format!(
                    "shipped {} · {} from acceptance",
                    shipped.long(),
                    days(shipped.days_since(accepted))
                )),
                (None, shipped) => date("shipped", shipped),
                (_, None) => None,
            }
        }
        BriefState::Declined => date("declined", day(&fields.declined)),
        BriefState::Parked => date("parked", day(&fields.parked)),
        BriefState::Superseded => None,
    }
}

/// Returns the values by which cards can be filtered: objective, owner, team.
fn filters(lanes: &[Lane]) -> Vec<Filter> {
    let labels = ["Objective", "Owner", "Team"];
    let mut filters = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        let mut options: Vec<String> = lanes
            .iter()
            .flat_map(|lane| &lane.cards)
            .filter_map(|card| card.keys.get(at))
            .filter(|key| !key.is_empty())
            .cloned()
            .collect();
        options.sort_unstable();
        options.dedup();
        filters.push(Filter { label: (*label).to_owned(), options });
    }
    filters
}

fn views(here: &Here) -> Vec<Tab> {
    let folder = routes::folder_of(here.site, Kind::Brief).unwrap_or("briefs").to_owned();
    let views = [
        here.tab("Board", &Route::Board),
        here.tab("Table", &Route::Table),
        here.tab("List", &Route::Section(folder, None)),
    ];
    views.into_iter().flatten().collect()
}

fn new_brief(here: &Here) -> Option<Tab> {
    let pattern = here.site.config().new_url.as_ref()?;
    let folder = routes::folder_of(here.site, Kind::Brief)?;
    let content = here.site.config().content.join(folder)?;
    let href =
        pattern.replace("{path}", &format!("{content}/new-brief.md")).replace("{template}", "");
    Some(Tab { text: "New brief".to_owned(), href: Some(href) })
}
