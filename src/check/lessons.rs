//! TL503, TL504 and TL509: whether what retros learned reaches the next brief.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::diag::{Code, Diagnostic};
use crate::doc::Own;
use crate::id::{DocId, ItemId, RelPath, Span};
use crate::kind::{BriefState, ItemKind, Kind, LessonState, Relation, SectionKind};
use crate::site::{End, Match, Shared, Site, State, item_date};

use super::place::{accepted, count_of, heading_of, is_meant, item_of, told};

/// A lesson may wait this many days for a brief that applies it.
const LESSON_DAYS: i32 = 90;

/// TL503: accepted and not shipped, and silent about the lessons that match it best.
pub(super) fn unanswered(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    let told = told(site);
    for brief in accepted(site).filter(|brief| !is_shipped(site, brief.doc)) {
        let doc = site.doc(brief.doc);
        let span = heading_of(doc, SectionKind::LessonsApplied).unwrap_or(brief.place);
        for lesson in open(site, brief.doc, &told) {
            let (name, _) = named(site, lesson.lesson);
            let (shared, other) = match &lesson.shared {
                Shared::Objective(objective) => {
                    let name = &site.item(*objective).anchor;
                    (format!("objective `{name}`"), End::Item(*objective))
                }
                Shared::System(dive, name) => (format!("system `{name}`"), End::Doc(*dive)),
            };
            let message = format!("`{}` shares {shared} with lesson `{name}`", doc.id);
            let hint = format!(
                "apply it under `## Lessons applied`: `- How [[{name}]]`, or end that with (set aside)"
            );
            let finding = Diagnostic::new(code, &doc.path, span, message).hint(hint);
            let finding = naming(site, finding, End::Item(lesson.lesson));
            found.push(naming(site, finding, other));
        }
    }
}

/// TL504: a lesson that the briefs since have passed by.
pub(super) fn never_applied(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    let told = told(site);
    let mut passed: BTreeMap<ItemId, usize> = BTreeMap::new();
    let mut asked: BTreeSet<ItemId> = BTreeSet::new();
    for brief in accepted(site) {
        let has_begun = brief.fields.accepted.as_ref().is_some_and(|day| day.value <= site.as_of);
        for lesson in open(site, brief.doc, &told) {
            if !is_shipped(site, brief.doc) {
                // A brief that can still answer it has a finding of its own.
                asked.insert(lesson.lesson);
            } else if has_begun {
                *passed.entry(lesson.lesson).or_default() += 1;
            }
        }
    }
    for (lesson, count) in passed {
        let is_new = site.item_state(lesson) == State::Lesson(LessonState::New);
        let days = item_date(site, lesson).map_or(0, |day| site.as_of.days_since(day));
        if !is_new || days <= LESSON_DAYS || asked.contains(&lesson) {
            continue;
        }
        let (name, retro) = named(site, lesson);
        let message = format!(
            "lesson `{name}` is {days} days old; {} since matched it, none applied it",
            count_of(count, "brief")
        );
        let hint = "apply it in the next brief, or mark it (embedded) or (retired)";
        let (path, span) = (&site.doc(retro).path, site.item(lesson).span);
        found.push(Diagnostic::new(code, path, span, message).hint(hint));
    }
}

/// TL509: learned a second time.
pub(super) fn repeated(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for retro in site.docs_of(Kind::Retro) {
        let Own::Retro(fields) = &site.doc(retro).front.own else { continue };
        if fields.held.is_none() {
            continue;
        }
        for lesson in site.items_of_in(retro, ItemKind::Lesson) {
            let repeats =
                site.outgoing(End::Item(lesson)).find(|edge| edge.relation == Relation::Repeats);
            let Some((edge, End::Item(earlier))) = repeats.map(|edge| (edge, edge.to)) else {
                continue;
            };
            // Applied since, or made part of how work is done: then it did close.
            if site.item_state(lesson) != State::Lesson(LessonState::New) {
                continue;
            }
            let ((name, _), (before, _)) = (named(site, lesson), named(site, earlier));
            let message = format!("`{name}` repeats `{before}`: the loop did not close");
            let hint =
                "make it part of how you work and mark it (embedded), or apply it in a brief";
            let finding = Diagnostic::new(code, &site.doc(retro).path, edge.span, message);
            found.push(naming(site, finding.hint(hint), End::Item(earlier)));
        }
    }
}

fn is_shipped(site: &Site, brief: DocId) -> bool {
    site.brief_state(brief).is_some_and(BriefState::is_shipped)
}

/// Returns the lessons that a brief should answer and does not: neither one by one, nor with a reason
/// why none applies, nor under a name that is misspelt.
fn open<'a>(
    site: &'a Site,
    brief: DocId,
    told: &HashSet<(&RelPath, Span)>,
) -> impl Iterator<Item = &'a Match> {
    let has_reason = site.gives_reason(brief, SectionKind::LessonsApplied);
    let path = &site.doc(brief).path;
    let answers = site.items_of_in(brief, ItemKind::Application);
    let misspelt: Vec<&str> = answers
        .filter_map(|answer| site.item(answer).fields.reference.as_ref())
        .filter(|reference| told.contains(&(path, reference.span)))
        .map(item_of)
        .collect();
    site.matching_lessons(brief).iter().filter(move |lesson| {
        let anchor = &site.item(lesson.lesson).anchor;
        !lesson.is_answered && !has_reason && !is_meant(&misspelt, anchor)
    })
}

/// Returns the reference to a lesson, and the retro that holds it.
fn named(site: &Site, lesson: ItemId) -> (String, DocId) {
    let retro = site.doc_of_item(lesson);
    (format!("{}#{}", site.doc(retro).id, site.item(lesson).anchor), retro)
}

/// Returns the finding, noting what it names.
fn naming(site: &Site, finding: Diagnostic, end: End) -> Diagnostic {
    match end {
        End::Doc(doc) => finding.naming(&site.doc(doc).path),
        End::Item(item) => {
            finding.naming_item(&site.doc(site.doc_of_item(item)).path, site.item(item).span)
        }
    }
}
