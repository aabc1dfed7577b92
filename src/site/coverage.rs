//! Alignment coverage: how much of what the handbook asks for is there, one ratio for each part of the way
//! from why to what happened.
//!
//! There is no blended score. A mean of ratios hides the weakest, and the weakest is the one that somebody
//! can do something about.

use crate::doc::{BriefFields, Own};
use crate::id::{Appetite, Date, DocId, ItemId};
use crate::kind::{
    BriefState, ItemKind, Kind, ObjectiveState, QuestionState, Relation, SectionKind,
};

use super::chain::RETRO_DAYS;
use super::node::End;
use super::snapshot::Site;
use super::states::State;

/// A question waits too long for its answer after this many days.
pub(crate) const QUESTION_DAYS: i32 = 14;

/// A part of the way that is covered or not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Active objectives whose vision says for whom, with a KPI that has data and a live brief.
    SharedUnderstanding,
    /// Accepted briefs that state problem, KPI impact and desired outcomes.
    WhyBeforeHow,
    /// Large accepted briefs that a deep dive informs whose questions do not wait too long.
    DeepDives,
    /// Accepted briefs with engineering input before acceptance and at least two options, or a reason.
    ProblemSolvers,
    /// Shipped briefs with a retro within thirty days, of those older than that.
    Retros,
    /// Lessons that match an accepted brief, applied or set aside in it.
    Lessons,
    /// Impacts measured by their date, of those due.
    MeasuredSuccess,
}

/// A ratio: what is covered, and what is not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ratio {
    /// What is counted.
    pub part: Part,
    /// How many cases are covered.
    pub met: usize,
    /// The cases that are not, in the order of their documents.
    pub missing: Vec<End>,
}

impl Part {
    /// Every part, in the order of the way.
    pub const ALL: [Part; 7] = [
        Part::SharedUnderstanding,
        Part::WhyBeforeHow,
        Part::DeepDives,
        Part::ProblemSolvers,
        Part::Retros,
        Part::Lessons,
        Part::MeasuredSuccess,
    ];

    /// Returns the name under which exports know the part.
    pub fn name(self) -> &'static str {
        match self {
            Part::SharedUnderstanding => "shared-understanding",
            Part::WhyBeforeHow => "why-before-how",
            Part::DeepDives => "deep-dives",
            Part::ProblemSolvers => "problem-solvers",
            Part::Retros => "retros",
            Part::Lessons => "lessons",
            Part::MeasuredSuccess => "measured-success",
        }
    }

    /// Returns what the covered cases are, to follow `7 of 9`.
    pub fn words(self) -> &'static str {
        match self {
            Part::SharedUnderstanding => {
                "objectives have a target audience, a number with data and live work"
            }
            Part::WhyBeforeHow => "accepted briefs state problem, KPI impact and desired outcomes",
            Part::DeepDives => "large briefs rest on a deep dive that leaves no question waiting",
            Part::ProblemSolvers => {
                "accepted briefs heard engineering first and weighed at least two options"
            }
            Part::Retros => "shipped briefs had their retro within 30 days",
            Part::Lessons => "lessons that match an accepted brief were applied or set aside in it",
            Part::MeasuredSuccess => "promises that are due are measured",
        }
    }
}

impl Ratio {
    /// Returns how many cases there are.
    pub fn all(&self) -> usize {
        self.met + self.missing.len()
    }
}

/// Returns the weakest of some ratios: of two that are as weak, the one that misses more. One without cases
/// is never the weakest, and neither is one that misses nothing.
pub fn weakest(ratios: &[Ratio]) -> Option<&Ratio> {
    // Of equal ratios the first is kept, since the order is that of the way.
    let mut weakest: Option<&Ratio> = None;
    for ratio in ratios.iter().filter(|ratio| !ratio.missing.is_empty()) {
        let is_weaker = weakest.is_none_or(|known| {
            let (own, other) = (ratio.met * known.all(), known.met * ratio.all());
            own < other || own == other && ratio.missing.len() > known.missing.len()
        });
        if is_weaker {
            weakest = Some(ratio);
        }
    }
    weakest
}

impl Site {
    /// Returns the ratios of alignment coverage, in the order of the way.
    pub fn coverage(&self) -> Vec<Ratio> {
        Part::ALL.into_iter().map(|part| self.ratio(part)).collect()
    }

    fn ratio(&self, part: Part) -> Ratio {
        let cases: Vec<(End, bool)> = match part {
            Part::SharedUnderstanding => self.objectives_understood(),
            Part::WhyBeforeHow => self.of_accepted(|brief, _| {
                let says = |kind| self.doc(brief).says(kind);
                says(SectionKind::UserProblem)
                    && says(SectionKind::DesiredOutcomes)
                    && (self.gives_reason(brief, SectionKind::KpiImpact)
                        || self.items_of_in(brief, ItemKind::Impact).next().is_some())
            }),
            Part::DeepDives => self.large_informed(),
            Part::ProblemSolvers => self.of_accepted(|brief, fields| {
                self.heard_engineering(brief, fields) && self.weighed_options(brief)
            }),
            Part::Retros => self.retros_in_time(),
            Part::Lessons => self.lessons_answered(),
            Part::MeasuredSuccess => self.impacts_measured(),
        };
        let met = cases.iter().filter(|(_, is_met)| *is_met).count();
        let missing = cases.into_iter().filter(|(_, is_met)| !is_met).map(|(end, _)| end);
        Ratio { part, met, missing: missing.collect() }
    }

    fn objectives_understood(&self) -> Vec<(End, bool)> {
        let active = State::Objective(ObjectiveState::Active);
        let is_understood = |objective: ItemId| {
            let end = End::Item(objective);
            let kpi = self.first_target(end, Relation::MeasuredBy);
            let has_data = kpi.is_some_and(|kpi| {
                let measured = self.kpis[kpi.index()].as_ref();
                measured.is_some_and(super::Measured::has_points) || self.withheld(kpi).is_some()
            });
            let is_live = |brief| self.brief_state(brief).is_some_and(BriefState::is_live);
            has_data
                && self.doc(self.doc_of_item(objective)).says(SectionKind::TargetAudience)
                && self.serving(objective).any(is_live)
        };
        self.items_of(ItemKind::Objective)
            .filter(|objective| self.item_state(*objective) == active)
            .map(|objective| (End::Item(objective), is_understood(objective)))
            .collect()
    }

    fn of_accepted(&self, is_met: impl Fn(DocId, &BriefFields) -> bool) -> Vec<(End, bool)> {
        let fields = |brief| match &self.doc(brief).front.own {
            Own::Brief(fields) => Some(&**fields),
            _ => None,
        };
        self.docs_of(Kind::Brief)
            .filter(|brief| self.brief_state(*brief).is_some_and(BriefState::is_accepted))
            .filter_map(|brief| Some((End::Doc(brief), is_met(brief, fields(brief)?))))
            .collect()
    }

    fn large_informed(&self) -> Vec<(End, bool)> {
        let informs = |brief: DocId| {
            self.incoming(End::Doc(brief))
                .filter(|edge| edge.relation == Relation::Informs)
                .any(|edge| !self.keeps_waiting(edge.doc))
        };
        let is_large = |brief: DocId| match &self.doc(brief).front.own {
            Own::Brief(fields) => {
                fields.appetite.as_ref().is_some_and(|appetite| self.is_large(&appetite.value))
            }
            _ => false,
        };
        self.of_accepted(|brief, _| informs(brief))
            .into_iter()
            .filter(|(end, _)| is_large(self.graph.doc_of(*end)))
            .collect()
    }

    /// Returns whether an appetite is above what the configuration calls large.
    pub fn is_large(&self, appetite: &Appetite) -> bool {
        appetite.days > self.config().large_days
    }

    /// Returns whether a question of a document has waited too long for its answer.
    fn keeps_waiting(&self, doc: DocId) -> bool {
        let open = State::Question(QuestionState::Open);
        self.items_of_in(doc, ItemKind::Question).any(|question| {
            let asked = self.item(question).fields.on.as_ref();
            self.item_state(question) == open
                && asked.is_some_and(|asked| self.as_of.days_since(asked.value) > QUESTION_DAYS)
        })
    }

    fn heard_engineering(&self, brief: DocId, fields: &BriefFields) -> bool {
        let accepted = fields.accepted.as_ref().map(|date| date.value);
        let is_before = |on: Date| accepted.is_some_and(|accepted| on < accepted);
        let is_early = |input: ItemId| {
            let fields = &self.item(input).fields;
            fields.on.as_ref().is_some_and(|on| is_before(on.value))
                && fields.person.as_ref().is_none_or(|person| self.is_engineer(&person.value))
        };
        self.gives_reason(brief, SectionKind::EngineeringInput)
            || self.items_of_in(brief, ItemKind::Input).any(is_early)
    }

    /// Returns whether a person may be an engineer: whose discipline nobody stated may.
    pub(super) fn is_engineer(&self, name: &str) -> bool {
        let person = self.graph.people.person(self.person_id(name));
        let discipline = person.and_then(|person| person.discipline.as_deref());
        discipline.is_none_or(|discipline| discipline == "engineering")
    }

    fn weighed_options(&self, brief: DocId) -> bool {
        self.gives_reason(brief, SectionKind::Options)
            || self.items_of_in(brief, ItemKind::Choice).nth(1).is_some()
    }

    fn retros_in_time(&self) -> Vec<(End, bool)> {
        let is_in_time = |brief: DocId, shipped: Date| {
            self.retros_of(brief).any(|retro| match &self.doc(retro).front.own {
                Own::Retro(fields) => fields.held.as_ref().is_some_and(|held| {
                    self.reached(held.value) && held.value.days_since(shipped) <= RETRO_DAYS
                }),
                _ => false,
            })
        };
        let shipped = |brief: DocId| {
            let is_shipped = self.brief_state(brief).is_some_and(BriefState::is_shipped);
            let days = self.days_since_shipped(brief).filter(|_| is_shipped)?;
            let is_old = days > RETRO_DAYS;
            self.as_of.plus_days(-days).filter(|_| is_old)
        };
        self.docs_of(Kind::Brief)
            .filter_map(|brief| Some((End::Doc(brief), is_in_time(brief, shipped(brief)?))))
            .collect()
    }

    fn lessons_answered(&self) -> Vec<(End, bool)> {
        let briefs = self
            .docs_of(Kind::Brief)
            .filter(|brief| self.brief_state(*brief).is_some_and(BriefState::is_accepted));
        let matches = briefs.flat_map(|brief| self.matching_lessons(brief));
        matches.map(|found| (End::Item(found.lesson), found.is_answered)).collect()
    }

    fn impacts_measured(&self) -> Vec<(End, bool)> {
        let briefs = self
            .docs_of(Kind::Brief)
            .filter(|brief| self.brief_state(*brief).is_some_and(BriefState::is_accepted));
        let due = briefs
            .flat_map(|brief| self.promises(brief))
            .filter(|promise| promise.due.is_some_and(|due| due <= self.as_of));
        // Of numbers that are withheld nobody can say what they cover.
        let known = due.filter(|promise| self.covers(promise) || !self.is_withheld(promise));
        known.map(|promise| (End::Item(promise.impact), self.covers(promise))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(part: Part, met: u32, missing: u32) -> Ratio {
        let missing = (0..missing).map(|at| End::Doc(DocId(at))).collect();
        Ratio { part, met: met as usize, missing }
    }

    #[test]
    fn the_weakest_has_cases_and_of_equals_misses_more() {
        let none = ratio(Part::SharedUnderstanding, 0, 0);
        let half = ratio(Part::WhyBeforeHow, 1, 1);
        let larger_half = ratio(Part::Retros, 3, 3);
        let whole = ratio(Part::MeasuredSuccess, 4, 0);
        let all = [none.clone(), half.clone(), larger_half.clone(), whole.clone()];
        assert_eq!(weakest(&all), Some(&larger_half));
        assert_eq!(weakest(&[none.clone(), whole]), None);
        assert_eq!(weakest(&[half.clone(), none]), Some(&half));
        assert_eq!(weakest(&[half.clone(), ratio(Part::Retros, 1, 1)]), Some(&half));
    }
}
