//! The lessons that a brief should hear of: for the terminal of who begins it, and for the preview of
//! who writes it.

use crate::doc::as_markdown;
use crate::id::{DocId, ItemId};
use crate::kind::{BriefState, ItemKind, SectionKind};
use crate::site::{Audience, End, Match, Shared, Site, View};
use crate::view::document::LessonMatch;

use super::Press;
use super::export::Names;
use super::here::Here;
use super::list::{Unknown, named};

/// A lesson for a brief that begins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// How to refer to it.
    pub name: String,
    /// What it has in common with the brief: an objective or a system, and KPIs.
    pub shared: String,
    /// How it is written under `Lessons applied` to wait for an answer; nothing where the lesson is
    /// hidden from some, who would read it in the brief.
    pub line: Option<String>,
}

impl Press<'_> {
    /// Returns the lessons that a brief on some objectives would match best if it began today.
    ///
    /// # Errors
    ///
    /// Where an objective is unknown.
    pub fn lessons_for(&self, objectives: &[String]) -> Result<Vec<Suggestion>, Unknown> {
        let site = self.site;
        let mut ends = Vec::new();
        for name in objectives {
            let is_objective = |end: &End| matches!(end, End::Item(item) if site.item(*item).kind == ItemKind::Objective);
            let found = named(site, name, is_objective).map_err(|hint| Unknown {
                message: format!("no such objective: `{name}`"),
                hint,
            })?;
            ends.extend(found.into_iter().filter_map(|end| match end {
                End::Item(objective) => Some(objective),
                End::Doc(_) => None,
            }));
        }
        let matches = site.lessons_for(&ends);
        if matches.is_empty() {
            return Ok(Vec::new());
        }
        let names = Names::of(site);
        let suggestion = |found: &Match| {
            let name = names.end(End::Item(found.lesson)).to_string();
            let mut shared = vec![match &found.shared {
                Shared::Objective(objective) => {
                    format!("objective `{}`", site.item(*objective).anchor)
                }
                Shared::System(_, system) => format!("system `{system}`"),
            }];
            shared.extend(found.kpis.iter().map(|kpi| format!("KPI `{}`", names.doc(*kpi))));
            Suggestion { line: waiting(site, found.lesson, &name), shared: shared.join(", "), name }
        };
        Ok(matches.iter().map(suggestion).collect())
    }
}

/// Returns the lessons that match a brief and wait for an answer, while it can still give one.
///
/// Only the preview shows them: they ask something of who writes the brief, and readers can do nothing
/// about them. What is published does not change because another team held a retro.
pub(super) fn waiting_for(here: &Here, brief: DocId) -> Vec<LessonMatch> {
    let site = here.site;
    let is_asked = site.brief_state(brief).is_some_and(|state| state < BriefState::Shipped);
    if site.view.audience != Audience::All
        || !is_asked
        || site.gives_reason(brief, SectionKind::LessonsApplied)
    {
        return Vec::new();
    }
    let open = site.matching_lessons(brief).iter().filter(|found| !found.is_answered);
    let view = |found: &Match| {
        let retro = site.doc_of_item(found.lesson);
        let (doc, lesson) = (site.doc(retro), site.item(found.lesson));
        let mut shared = vec![match &found.shared {
            Shared::Objective(objective) => here.item_link(*objective),
            Shared::System(dive, _) => here.doc_link(*dive),
        }];
        shared.extend(found.kpis.iter().map(|kpi| here.doc_link(*kpi)));
        LessonMatch {
            lesson: here.item_link(found.lesson),
            retro: here.doc_link(retro),
            shared,
            line: waiting(site, found.lesson, &format!("{}#{}", doc.id, lesson.anchor)),
        }
    };
    open.map(view).collect()
}

/// Returns a lesson as a line of `Lessons applied` that waits for an answer; nothing where it is hidden
/// from some, who would read it in the brief.
fn waiting(site: &Site, lesson: ItemId, name: &str) -> Option<String> {
    let (doc, item) = (site.doc(site.doc_of_item(lesson)), site.item(lesson));
    let public = View::published(Audience::Public);
    let gate = &doc.body.gates[usize::from(item.gate.0)];
    if !public.shows(doc, site.as_of) || !public.opens(gate, site.as_of) {
        return None;
    }
    let text = as_markdown(item.title.trim_end_matches('.'));
    let end = if text.ends_with(['!', '?', '…', ':']) { "" } else { "." };
    Some(format!("- {text}{end} *{}* [[{name}]]", SectionKind::UNANSWERED))
}
