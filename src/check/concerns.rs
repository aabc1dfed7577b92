//! TL9xx: whether concerns are heard.

use crate::diag::{Code, Diagnostic};
use crate::id::{Date, DocId, ItemId};
use crate::kind::{BriefState, ConcernState, ItemKind, Kind};
use crate::people::Found;
use crate::site::{Site, State};

use super::place::titled;

/// A concern may wait this many days for an answer.
const ANSWER_DAYS: i32 = 14;

/// TL901: raised a while ago, and nobody answered.
pub(super) fn unanswered(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for (brief, concern) in put_forward(site) {
        let item = site.item(concern);
        let Some(on) = &item.fields.on else { continue };
        let days = site.as_of.days_since(on.value);
        if site.item_state(concern) != State::Concern(ConcernState::Raised) || days <= ANSWER_DAYS {
            continue;
        }
        let message = format!(
            "`{}`{} was raised {days} days ago and has no answer",
            titled(item),
            side(site, concern)
        );
        let hint = "answer it in the text below it, or mark it (standing)";
        found.push(Diagnostic::new(code, &site.doc(brief).path, on.span, message).hint(hint));
    }
}

/// TL903: settled, and nobody can read how.
pub(super) fn without_response(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for (brief, concern) in put_forward(site) {
        let item = site.item(concern);
        let is_settled = site.item_state(concern) == State::Concern(ConcernState::Settled);
        if !is_settled || item.has_body || item.fields.because.is_some() {
            continue;
        }
        let message = format!("`{}` is settled, and the response is empty", titled(item));
        let hint = "say in the text below it what settled it, or add {because=\"…\"}";
        let span = item.fields.word.as_ref().map_or(item.span, |word| word.span);
        found.push(Diagnostic::new(code, &site.doc(brief).path, span, message).hint(hint));
    }
}

/// Fewer concerns than this say nothing about who raises them.
const ENOUGH: usize = 5;

/// TL902: a quarter in which one side alone raised concerns: the last one with any.
pub(super) fn one_sided(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    let mut raised: Vec<(Date, DocId, ItemId, &str)> = Vec::new();
    for (brief, concern) in put_forward(site).filter(|(brief, _)| !site.doc(*brief).front.draft) {
        let fields = &site.item(concern).fields;
        let (Some(on), Some(person)) = (&fields.on, &fields.person) else { continue };
        if let Some(Found::Person(known)) = site.graph.people.find(&person.value)
            && let Some(discipline) = &known.discipline
        {
            raised.push((on.value, brief, concern, discipline));
        }
    }
    // Documents are in the order of their paths, so that their indices are, too.
    let Some((last, brief, concern, discipline)) = raised.iter().max().copied() else { return };
    let quarter = last.quarter_start();
    raised.retain(|(on, ..)| on.quarter_start() == quarter);
    let others = raised.iter().filter(|(.., other)| *other != discipline).count();
    if others > 0 || raised.len() < ENOUGH {
        return;
    }
    let message = format!(
        "{} concerns in quarter {} of {}, all from {discipline}",
        raised.len(),
        last.quarter(),
        last.year()
    );
    let hint = "ask the other side what speaks against it, and record that under `## Concerns`";
    let (path, span) = (&site.doc(brief).path, site.item(concern).span);
    let finding = Diagnostic::new(code, path, span, message).hint(hint);
    found.push(raised.iter().fold(finding, |finding, (_, brief, ..)| {
        let other = &site.doc(*brief).path;
        if other == path { finding } else { finding.naming(other) }
    }));
}

/// Returns the concerns about briefs that were put forward and not put aside since; ideas are left in
/// peace.
fn put_forward(site: &Site) -> impl Iterator<Item = (DocId, ItemId)> {
    let briefs = site.docs_of(Kind::Brief).filter(|brief| {
        site.brief_state(*brief).is_some_and(|state| state != BriefState::Idea && !state.is_aside())
    });
    briefs.flat_map(|brief| {
        site.items_of_in(brief, ItemKind::Concern).map(move |concern| (brief, concern))
    })
}

/// Returns who raised a concern, and for which side: ` (product, mina)`.
fn side(site: &Site, concern: ItemId) -> String {
    let Some(person) = &site.item(concern).fields.person else { return String::new() };
    match site.graph.people.find(&person.value) {
        Some(Found::Person(known)) => match &known.discipline {
            Some(discipline) => format!(" ({discipline}, {})", person.value),
            None => format!(" ({})", person.value),
        },
        _ => format!(" ({})", person.value),
    }
}
