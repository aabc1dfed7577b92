//! How long a brief took from one step of its way to the next.

use crate::doc::{BriefFields, Own};
use crate::id::{Date, DocId, Spanned};

use super::snapshot::Site;

/// The days between the steps of a brief, as far as both are dated and have come. Two that are out of
/// order have no days between them: a finding says so, and a guess would not help.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Stages {
    /// From proposal to acceptance: finding out why.
    pub why: Option<i32>,
    /// From acceptance to the start: waiting for hands.
    pub queue: Option<i32>,
    /// From the start to the ship date.
    pub build: Option<i32>,
    /// From acceptance to the ship date: time to market.
    pub to_market: Option<i32>,
    /// From proposal to the ship date.
    pub whole: Option<i32>,
}

impl Stages {
    /// Returns the stages of a brief, of whose dates those count that were reached.
    pub fn of(brief: &BriefFields, reached: impl Fn(Date) -> bool) -> Stages {
        let day = |date: &Option<Spanned<Date>>| {
            date.as_ref().map(|date| date.value).filter(|date| reached(*date))
        };
        let between = |from: &Option<Spanned<Date>>, to: &Option<Spanned<Date>>| {
            Some(day(to)?.days_since(day(from)?)).filter(|days| *days >= 0)
        };
        Stages {
            why: between(&brief.proposed, &brief.accepted),
            queue: between(&brief.accepted, &brief.started),
            build: between(&brief.started, &brief.shipped),
            to_market: between(&brief.accepted, &brief.shipped),
            whole: between(&brief.proposed, &brief.shipped),
        }
    }
}

impl Site {
    /// Returns the stages of a brief; of other documents there are none.
    pub fn stages(&self, brief: DocId) -> Stages {
        match &self.doc(brief).front.own {
            Own::Brief(fields) => Stages::of(fields, |date| self.reached(date)),
            _ => Stages::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Span;

    fn day(text: &str) -> Option<Spanned<Date>> {
        Date::parse(text).map(|date| Spanned::new(date, Span::default()))
    }

    #[test]
    fn stages_are_the_days_between_dated_steps() {
        // The brief of the manual: 19 January, 3 February, 9 February, 30 March 2026.
        let brief = BriefFields {
            proposed: day("2026-01-19"),
            accepted: day("2026-02-03"),
            started: day("2026-02-09"),
            shipped: day("2026-03-30"),
            ..BriefFields::default()
        };
        let all = Stages {
            why: Some(15),
            queue: Some(6),
            build: Some(49),
            to_market: Some(55),
            whole: Some(70),
        };
        assert_eq!(Stages::of(&brief, |_| true), all);
        let before = Date::parse("2026-03-29").unwrap();
        let then = Stages { build: None, to_market: None, whole: None, ..all };
        assert_eq!(Stages::of(&brief, |date| date <= before), then);
    }

    #[test]
    fn steps_without_a_date_or_out_of_order_have_no_days_between_them() {
        let brief = BriefFields {
            accepted: day("2026-02-03"),
            started: day("2026-02-01"),
            shipped: day("2026-02-03"),
            ..BriefFields::default()
        };
        let found = Stages { build: Some(2), to_market: Some(0), ..Stages::default() };
        assert_eq!(Stages::of(&brief, |_| true), found);
    }
}
