//! KPIs whose series the dates in documents make.
//!
//! Duty: the cases of a derivation, each with its day, its value and what stands behind it, and the
//! series that they become. Inputs: a snapshot whose relations are known. Outputs: [`Computed`].
//!
//! **Architecture invariants.** Cases come from dates and relations of the snapshot, and from no state:
//! states ask whether promises are measured, and so for the series. Each derivation passes over the
//! documents once, and none does where no KPI asks for it.

use crate::doc::{BriefFields, Item, Own};
use crate::id::{Date, DocId, ItemId, Period, Rhythm, Spanned};
use crate::kind::{Derivation, ItemKind, Kind, Relation};
use crate::kpi;

use super::measure::Measured;
use super::node::End;
use super::snapshot::Site;
use super::stages::Stages;

/// What a derived series was computed from.
#[derive(Clone, PartialEq, Debug)]
pub struct Computed {
    /// How.
    pub derivation: Derivation,
    /// The cases behind its points, in the order of their days.
    pub cases: Vec<Case>,
}

/// One thing that counts in the period of its day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Case {
    /// The day.
    pub on: Date,
    /// Its days; of a share one where it is met, else zero.
    pub value: f64,
    /// What it is a case of.
    pub of: End,
    /// What met it: the retro of a brief, the brief that applies a lesson or does another again.
    pub by: Option<DocId>,
}

impl Computed {
    /// Returns the cases of a period.
    pub fn of_period(&self, period: Period) -> &[Case] {
        let first = self.cases.partition_point(|case| case.on < period.start);
        let end = self.cases.partition_point(|case| case.on <= period.last);
        &self.cases[first..end.max(first)]
    }
}

impl Site {
    /// Finds the numbers of the KPIs that are derived, each with its document.
    pub(super) fn find_computed(&self) -> Vec<(DocId, Measured)> {
        let computed = (0..).map(DocId).zip(&self.kpis).filter_map(|(kpi, measured)| {
            let measured = measured.as_ref()?;
            let derivation = measured.fields.derive.as_ref()?.value;
            let rhythm = measured.fields.period.as_ref()?.value;
            let mut cases = self.cases(derivation, rhythm);
            cases.sort_by_key(|case| (case.on, case.of));
            let values: Vec<(Date, f64)> = cases.iter().map(|case| (case.on, case.value)).collect();
            let mut series = kpi::gather(&values, rhythm, derivation.gather());
            if !self.view.ignores_clock {
                series = series.until(self.as_of);
            }
            let end = series.last().map(|last| last.period.last);
            cases.retain(|case| end.is_some_and(|end| case.on <= end));
            let computed = Computed { derivation, cases };
            Some((kpi, Measured::of(measured.fields.clone(), series, Some(computed))))
        });
        computed.collect()
    }

    /// Returns the cases of a derivation, in no order.
    fn cases(&self, derivation: Derivation, rhythm: Rhythm) -> Vec<Case> {
        match derivation {
            Derivation::TimeToMarket => self.timed(|fields| &fields.shipped, |it| it.to_market),
            Derivation::StageTimes => self.timed(|fields| &fields.shipped, |it| it.whole),
            Derivation::WhyTime => self.timed(|fields| &fields.accepted, |it| it.why),
            Derivation::Queue => self.timed(|fields| &fields.started, |it| it.queue),
            Derivation::Build => self.timed(|fields| &fields.shipped, |it| it.build),
            Derivation::Rework => self.redone(rhythm),
            Derivation::InvolvementLead => self.heard(),
            Derivation::LessonApplication => self.lessons_applied(),
            Derivation::QuestionAge => self.answered(),
            Derivation::RetroDelay => self.looked_back_at(),
            Derivation::ActionClosure => self.closed(),
        }
    }

    /// Returns a case for each brief that has gone through a stage, on the day on which it ended.
    fn timed(
        &self,
        end: impl Fn(&BriefFields) -> &Option<Spanned<Date>>,
        days: impl Fn(Stages) -> Option<i32>,
    ) -> Vec<Case> {
        let case = |brief: DocId| {
            let Own::Brief(fields) = &self.doc(brief).front.own else { return None };
            let value = f64::from(days(self.stages(brief))?);
            let on = end(fields).as_ref()?.value;
            Some(Case { on, value, of: End::Doc(brief), by: None })
        };
        self.docs_of(Kind::Brief).filter_map(case).collect()
    }

    /// Returns a case for each brief of a cohort that is no longer open.
    fn redone(&self, rhythm: Rhythm) -> Vec<Case> {
        let closed = self.cohorts(rhythm).into_iter().filter(|cohort| !cohort.is_open);
        let case = |(on, brief, by): (Date, DocId, Option<DocId>)| {
            let value = f64::from(u8::from(by.is_some()));
            Case { on, value, of: End::Doc(brief), by }
        };
        closed.flat_map(|cohort| cohort.briefs).map(case).collect()
    }

    /// Returns a case for each accepted brief that records dated input of an engineer.
    fn heard(&self) -> Vec<Case> {
        let case = |brief: DocId| {
            let on = self.accepted_on(brief)?;
            let days = on.days_since(self.first_heard(brief)?);
            Some(Case { on, value: f64::from(days), of: End::Doc(brief), by: None })
        };
        self.docs_of(Kind::Brief).filter_map(case).collect()
    }

    /// Returns the day of the first input of an engineer on a brief, where it is dated and has come.
    fn first_heard(&self, brief: DocId) -> Option<Date> {
        let inputs = self.items_of_in(brief, ItemKind::Input);
        let days = inputs.filter_map(|input| {
            let fields = &self.item(input).fields;
            let by = fields.person.as_ref();
            let is_engineer = by.is_none_or(|person| self.is_engineer(&person.value));
            self.day(&fields.on).filter(|_| is_engineer)
        });
        days.min()
    }

    fn accepted_on(&self, brief: DocId) -> Option<Date> {
        match &self.doc(brief).front.own {
            Own::Brief(fields) => self.day(&fields.accepted),
            _ => None,
        }
    }

    /// Returns a case for each lesson on the day on which the first brief was accepted that applies it;
    /// a brief that had been accepted before the retro does not say when it took the lesson up.
    fn lessons_applied(&self) -> Vec<Case> {
        let case = |lesson: ItemId| {
            let Own::Retro(retro) = &self.doc(self.doc_of_item(lesson)).front.own else {
                return None;
            };
            let held = self.day(&retro.held)?;
            let uses = self
                .incoming(End::Item(lesson))
                .filter(|edge| edge.relation == Relation::Applies)
                .filter_map(|edge| Some((self.accepted_on(edge.doc)?, edge.doc)));
            let (on, by) = uses.filter(|(accepted, _)| *accepted >= held).min()?;
            let value = f64::from(on.days_since(held));
            Some(Case { on, value, of: End::Item(lesson), by: Some(by) })
        };
        self.items_of(ItemKind::Lesson).filter_map(case).collect()
    }

    /// Returns a case for each question on the day of its answer.
    fn answered(&self) -> Vec<Case> {
        let case = |question: ItemId| {
            let item: &Item = self.item(question);
            // A question that was marked as open again waits still.
            let is_open = self.word(item) == Some("open");
            let on = self.day(&item.fields.answered).filter(|_| !is_open)?;
            let days = on.days_since(self.day(&item.fields.on)?);
            let of = End::Item(question);
            (days >= 0).then(|| Case { on, value: f64::from(days), of, by: None })
        };
        self.items_of(ItemKind::Question).filter_map(case).collect()
    }

    /// Returns a case for each shipped brief on the day of the first retro that was held since.
    fn looked_back_at(&self) -> Vec<Case> {
        let case = |brief: DocId| {
            let shipped = self.ship_date(brief)?;
            let held = self.retros_of(brief).filter_map(|retro| match &self.doc(retro).front.own {
                Own::Retro(fields) => Some((self.day(&fields.held)?, retro)),
                _ => None,
            });
            let (on, by) = held.filter(|(held, _)| *held >= shipped).min()?;
            let value = f64::from(on.days_since(shipped));
            Some(Case { on, value, of: End::Doc(brief), by: Some(by) })
        };
        self.docs_of(Kind::Brief).filter_map(case).collect()
    }

    /// Returns a case for each action on the day on which it was due. One that is done on a day that
    /// nobody wrote down may have been in time or not; one that was given up is no case.
    fn closed(&self) -> Vec<Case> {
        let case = |action: ItemId| {
            let item: &Item = self.item(action);
            let due = item.fields.due.as_ref()?.value;
            let closed = self.day(&item.fields.closed);
            let is_given_up = self.word(item) == Some("wont");
            // A plan is no promise broken before its day, whoever looks at it.
            let is_due = due <= self.as_of;
            let is_undated = item.ticked == Some(true) && item.fields.closed.is_none();
            if is_given_up || !is_due || is_undated {
                return None;
            }
            let is_met = closed.is_some_and(|closed| closed <= due);
            let value = f64::from(u8::from(is_met));
            Some(Case { on: due, value, of: End::Item(action), by: None })
        };
        self.items_of(ItemKind::Action).filter_map(case).collect()
    }

    /// Returns a date that has come.
    fn day(&self, date: &Option<Spanned<Date>>) -> Option<Date> {
        date.as_ref().map(|date| date.value).filter(|date| self.reached(*date))
    }
}
