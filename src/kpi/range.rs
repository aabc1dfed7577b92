//! The range in which a value can possibly lie.

use crate::doc::KpiFields;

/// The possible range of a KPI; either side may be open.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Possible {
    /// The lowest possible value.
    pub low: Option<f64>,
    /// The highest possible value.
    pub high: Option<f64>,
}

impl Possible {
    /// Returns whether a value is possible.
    pub fn holds(self, value: f64) -> bool {
        self.low.is_none_or(|low| value >= low) && self.high.is_none_or(|high| value <= high)
    }
}

const DURATIONS: [&str; 14] = [
    "s", "sec", "seconds", "ms", "min", "minutes", "h", "hours", "d", "days", "weeks", "months",
    "day", "hour",
];

/// Returns the possible range of a KPI: what it says, else 0 to 100 for a share in %, 0 to N for a
/// rating `of N`, −100 to 100 for a score, at least 0 for durations and counts; a derived duration may
/// have two sides.
pub fn possible(fields: &KpiFields) -> Possible {
    if let Some(range) = &fields.range {
        return Possible { low: range.value.0, high: range.value.1 };
    }
    if fields.is_score() {
        return Possible { low: Some(-100.0), high: Some(100.0) };
    }
    if fields.derive.as_ref().is_some_and(|derive| derive.value.is_signed()) {
        return Possible::default();
    }
    let unit = fields.unit.as_ref().map_or("", |unit| unit.value.trim());
    if unit == "%" {
        return Possible { low: Some(0.0), high: Some(100.0) };
    }
    if let Some(most) = unit.strip_prefix("of ").and_then(|most| most.trim().parse::<f64>().ok()) {
        return Possible { low: Some(0.0), high: Some(most).filter(|most| *most > 0.0) };
    }
    let is_count =
        ["count", "counts", "features", "briefs", "orders", "tickets", "contacts", "people"];
    let first = unit.split([' ', '/']).next().unwrap_or("");
    if DURATIONS.contains(&first)
        || is_count.contains(&first)
        || unit.starts_with("per ")
        || unit.contains(" per ")
    {
        return Possible { low: Some(0.0), high: None };
    }
    Possible::default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{Span, Spanned};

    #[test]
    fn counts_and_durations_are_never_negative() {
        for unit in ["days", "orders", "per 100 orders", "contacts per order", "h/week"] {
            let unit = Some(Spanned::new(unit.to_owned(), Span::default()));
            let found = possible(&KpiFields { unit: unit.clone(), ..KpiFields::default() });
            assert_eq!(found, Possible { low: Some(0.0), high: None }, "{unit:?}");
        }
    }
}
