//! Ranges and ticks, made here so that they are finite, bounded and calendar-snapped.

use std::ops::Range;

use crate::id::{Date, Rhythm};
use crate::kpi::Possible;

/// Beyond this no value is drawn; the reader of series accepts a thousandth of it.
const LARGEST: f64 = 1e15;

/// What differs by less is as good as constant: ticks could not be told apart by their labels.
pub(super) const SMALLEST: f64 = 1e-11;

/// Returns whether a value can be drawn. Pictures leave out one that cannot.
pub(super) fn is_drawable(value: f64) -> bool {
    value.is_finite() && value.abs() <= LARGEST
}

/// Returns the range of values that an axis shows: all of them with some air, yet nothing impossible.
pub(super) fn value_range(values: impl Iterator<Item = f64>, possible: Possible) -> Range<f64> {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values {
        low = low.min(value);
        high = high.max(value);
    }
    if low > high {
        return 0.0..1.0;
    }
    let size = low.abs().max(high.abs());
    // Numbers have some fifteen digits; what differs in the last few is as good as constant.
    if high - low <= (size * 1e-9).max(SMALLEST) {
        let air = if size * 0.1 <= SMALLEST { 1.0 } else { size * 0.1 };
        return low - air..high + air;
    }
    let air = (high - low) * 0.08;
    let bottom =
        possible.low.filter(|least| *least <= low).map_or(low - air, |least| least.max(low - air));
    let top =
        possible.high.filter(|most| *most >= high).map_or(high + air, |most| most.min(high + air));
    bottom..top
}

/// Ticks of a value axis.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Ticks {
    /// Where they lie, lowest first.
    pub(super) values: Vec<f64>,
    /// How many decimals tell them apart.
    decimals: usize,
    /// What they are counted in, and its sign.
    unit: (f64, &'static str),
}

impl Ticks {
    /// Returns round values of a range, as many as are no more than `most`, or one more.
    pub(super) fn of(range: &Range<f64>, most: usize) -> Ticks {
        let rough = (range.end - range.start) / most.max(1) as f64;
        let power = 10_f64.powi(rough.log10().floor() as i32);
        let count = |step: f64| {
            (range.end / step + 1e-9).floor() - (range.start / step - 1e-9).ceil() + 1.0
        };
        // A step finer than an even share of the range fits where the range begins between two ticks.
        let fits = |step: &f64| *step >= rough || count(*step) <= most as f64;
        let step = [1.0, 2.0, 5.0].iter().map(|of| of * power).find(fits);
        let step = step.unwrap_or(power * 10.0);
        let first = (range.start / step - 1e-9).ceil();
        let values: Vec<f64> = (0..=most + 1)
            .map(|at| (first + at as f64) * step)
            .take_while(|value| *value <= range.end + step * 1e-9)
            .map(|value| value.clamp(range.start, range.end))
            .collect();
        let largest = range.start.abs().max(range.end.abs());
        let unit = [(1e12, "\u{a0}tn"), (1e9, "\u{a0}bn"), (1e6, "\u{a0}M")]
            .into_iter()
            .find(|(size, _)| largest >= *size && step * 100.0 >= *size)
            .unwrap_or((1.0, ""));
        let digits = -((step / unit.0).log10() + 1e-9).floor();
        Ticks { values, decimals: digits.clamp(0.0, 13.0) as usize, unit }
    }

    /// Returns the label of a tick.
    pub(super) fn label(&self, value: f64) -> String {
        let plain = crate::kpi::Unit { name: String::new(), decimals: self.decimals };
        format!("{}{}", plain.number(value / self.unit.0), self.unit.1)
    }
}

/// Returns at most `most` days of a range that a calendar makes round, with their labels.
pub(super) fn date_ticks(
    first: Date,
    last: Date,
    rhythm: Rhythm,
    most: usize,
) -> Vec<(Date, String)> {
    // Between two periods there is nothing to read off: months have no weeks.
    let finest = match rhythm {
        Rhythm::Day => Step::Days(1),
        Rhythm::Week => Step::Weeks(1),
        Rhythm::Month => Step::Months(1),
        Rhythm::Quarter => Step::Months(3),
        Rhythm::Year => Step::Years(1),
    };
    for step in STEPS.into_iter().skip_while(|step| *step != finest) {
        if step.days() * (most as i64 + 1) < i64::from(last.days_since(first)) {
            continue;
        }
        let ticks = step.ticks(first, last, most);
        if ticks.len() <= most {
            return labels(ticks, step, rhythm);
        }
    }
    Vec::new()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Days(i32),
    Weeks(i32),
    Months(i32),
    Years(i32),
}

const STEPS: [Step; 20] = [
    Step::Days(1),
    Step::Days(2),
    Step::Weeks(1),
    Step::Weeks(2),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(200),
    Step::Years(500),
    Step::Years(1000),
    Step::Years(2000),
    Step::Years(5000),
];

impl Step {
    fn days(self) -> i64 {
        i64::from(match self {
            Step::Days(days) => days,
            Step::Weeks(weeks) => weeks * 7,
            Step::Months(months) => months * 30,
            Step::Years(years) => years * 365,
        })
    }

    fn ticks(self, first: Date, last: Date, most: usize) -> Vec<Date> {
        let start = match self {
            Step::Days(_) => Some(first),
            Step::Weeks(_) => Some(first.monday()),
            Step::Months(months) => {
                let back = (i32::from(first.month()) - 1).rem_euclid(months);
                first.month_start().plus_months(-back)
            }
            Step::Years(years) => {
                let year = i32::from(first.year()).div_euclid(years) * years;
                Date::new(i16::try_from(year.max(1)).unwrap_or(1), 1, 1)
            }
        };
        let mut ticks = Vec::new();
        let mut next = start;
        while let Some(day) = next.filter(|day| *day <= last && ticks.len() <= most) {
            if day >= first {
                ticks.push(day);
            }
            next = match self {
                Step::Days(days) => day.plus_days(days),
                Step::Weeks(weeks) => day.plus_days(weeks * 7),
                Step::Months(months) => day.plus_months(months),
                // Decades are round, year 1 is not: 1, 10, 20.
                Step::Years(years) => {
                    let year = i32::from(day.year()).div_euclid(years) * years + years;
                    i16::try_from(year).ok().and_then(|year| Date::new(year, 1, 1))
                }
            };
        }
        ticks
    }
}

/// Returns labels of which the first of each year says the year.
fn labels(ticks: Vec<Date>, step: Step, rhythm: Rhythm) -> Vec<(Date, String)> {
    let mut year = None;
    let label = |day: Date| {
        let is_new = year.replace(day.year()) != Some(day.year());
        let name = match step {
            Step::Years(_) => return day.year().to_string(),
            Step::Days(_) | Step::Weeks(_) => day.short(),
            Step::Months(months) if months % 3 == 0 && rhythm == Rhythm::Quarter => {
                format!("Q{}", day.quarter())
            }
            Step::Months(_) => day.month_name().to_owned(),
        };
        if is_new { format!("{name} {}", day.year()) } else { name }
    };
    let mut label = label;
    ticks.into_iter().map(|day| (day, label(day))).collect()
}
