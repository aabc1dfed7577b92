//! How large a claimed change is, held against what the numbers of a KPI show.
//!
//! A mean of n points lies within three standard deviations, divided by the root of n, of where it would
//! lie again: 2.66 mean moving ranges are three of them. What lies farther off is not what was seen.

use crate::id::Date;
use crate::kpi::{self, Series, Side};
use crate::site::Measured;

/// How large a change is said to be.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Size {
    /// By so much, up or down.
    By(Quantity),
    /// From one level to another.
    FromTo(Quantity, Quantity),
}

/// A number in a claim.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Quantity {
    value: f64,
    is_percent: bool,
    /// Whether it counts points of a share.
    is_points: bool,
    decimals: i32,
}

/// A change that a series shows.
struct Shift {
    before: f64,
    after: f64,
    n_before: usize,
    n_after: usize,
    /// How far a single point may lie from its mean.
    width: f64,
}

/// What the numbers show in the place of a claim.
pub(super) struct Seen {
    /// The change in the unit of the KPI.
    pub(super) change: String,
    /// From which level to which, with the number of points of both.
    pub(super) levels: String,
}

impl Quantity {
    /// Returns a number as an item gives it: of a KPI in `%` percent are points, as its page tells them.
    pub(super) fn of(value: f64, is_percent: bool, unit: &str) -> Quantity {
        let text = value.abs().to_string();
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let decimals = i32::try_from(decimals).unwrap_or(0);
        let is_points = is_percent && unit == "%";
        Quantity { value: value.abs(), is_percent: is_percent && !is_points, is_points, decimals }
    }

    /// Returns how much may have been rounded away.
    fn grain(self) -> f64 {
        0.5 * 10_f64.powi(-self.decimals)
    }

    /// Returns the words.
    fn words(self) -> String {
        let unit = match (self.is_percent, self.is_points) {
            (true, _) => "%",
            (_, true) if self.value == 1.0 => " point",
            (_, true) => " points",
            _ => "",
        };
        format!("{}{unit}", self.value)
    }
}

impl Size {
    /// Returns the words: `30%`, `420 to 290`.
    pub(super) fn words(self) -> String {
        match self {
            Size::By(by) => by.words(),
            Size::FromTo(from, to) => format!("{} to {}", from.words(), to.words()),
        }
    }

    fn fits(self, shift: &Shift, unit: &str) -> bool {
        let within = |n: usize| shift.width / (n.max(1) as f64).sqrt();
        match self {
            Size::FromTo(from, to) => {
                (from.value - shift.before).abs() <= within(shift.n_before) + from.grain()
                    && (to.value - shift.after).abs() <= within(shift.n_after) + to.grain()
            }
            Size::By(by) => {
                let seen = (shift.after - shift.before).abs();
                let both = within(shift.n_before).hypot(within(shift.n_after));
                // Whoever claims less than is seen claims nothing that was not.
                let is_borne = |one: f64| by.value * one - seen <= both + by.grain() * one;
                // In prose, percent of a share may be points or a part of it.
                let is_part = by.is_percent && is_borne(shift.before.abs() / 100.0);
                is_part || ((!by.is_percent || unit == "%") && is_borne(1.0))
            }
        }
    }
}

/// Returns what the numbers show where they do not bear the size of a claim; none where they do, or where
/// they show no change to hold it against. `until` is the day on which it was written.
pub(super) fn beyond(
    measured: &Measured,
    ships: &[Date],
    size: Size,
    until: Option<Date>,
) -> Option<Seen> {
    let shifts = match ships {
        [] => without_ships(measured),
        ships => {
            let written = until.map(|day| measured.series.until(day));
            let series = || std::iter::once(&measured.series).chain(&written);
            let pairs = ships.iter().flat_map(|ship| series().map(move |series| (series, *ship)));
            pairs.filter_map(|(series, ship)| since(measured, series, ship)).collect()
        }
    };
    let unit = &measured.unit;
    if shifts.iter().any(|shift| size.fits(shift, &unit.name)) {
        return None;
    }
    let seen = shifts.first()?;
    Some(Seen {
        change: unit.change(seen.after - seen.before),
        levels: format!(
            "from {} to {} (n = {} before and {} after)",
            unit.level(seen.before),
            unit.level(seen.after),
            seen.n_before,
            seen.n_after
        ),
    })
}

/// Returns what a series shows since a ship date, with enough points on both sides.
fn since(measured: &Measured, series: &Series, shipped: Date) -> Option<Shift> {
    let fields = &measured.fields;
    let effect = kpi::effect(series, fields, shipped, None);
    effect.observed?;
    let width = kpi::visible_change(series, fields, shipped, Side::Above)?.least;
    let (before, after) = (effect.before?, effect.after?);
    Some(Shift { before, after, n_before: effect.n_before, n_after: effect.n_after, width })
}

/// Returns the changes that the signals of a series show, the latest first, and those between its
/// stretches.
fn without_ships(measured: &Measured) -> Vec<Shift> {
    /// How many moving ranges lie between a mean and a limit.
    const WIDTH: f64 = 2.660;
    let (points, stretches) = (&measured.series.points, &measured.analysis.stretches);
    // Long stretches have many signals: the sum of the points before each makes a mean a subtraction.
    let running = points.iter().scan(0.0, |sum, point| {
        *sum += point.value;
        Some(*sum)
    });
    let sums: Vec<f64> = std::iter::once(0.0).chain(running).collect();
    let mut shifts = Vec::new();
    for signal in measured.analysis.signals.iter().rev() {
        let own = stretches.iter().find(|it| (it.first..it.end).contains(&signal.first));
        let Some((own, before)) = own.and_then(|own| Some((own, own.centre?))) else { continue };
        for end in [own.end, signal.last + 1] {
            let (Some(sum), Some(before_it)) = (sums.get(end), sums.get(signal.first)) else {
                continue;
            };
            let (n_before, n_after) = (own.baseline, end.saturating_sub(signal.first));
            if n_after == 0 {
                continue;
            }
            let after = (sum - before_it) / n_after as f64;
            let width = WIDTH * own.moving_range;
            shifts.push(Shift { before, after, n_before, n_after, width });
        }
    }
    for pair in stretches.windows(2) {
        let (Some(before), Some(after)) = (pair[0].centre, pair[1].centre) else { continue };
        let (n_before, n_after) = (pair[0].baseline, pair[1].baseline);
        let width = WIDTH * pair[0].moving_range.max(pair[1].moving_range);
        shifts.push(Shift { before, after, n_before, n_after, width });
    }
    shifts
}

/// The first letters of months, behind a number that is a day.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Words behind a number that make it one of something else, unless the unit of the KPI has them.
const OTHERWISE: [&str; 15] = [
    "second", "minute", "hour", "day", "week", "month", "quarter", "year", "am", "pm", "thousand",
    "million", "billion", "k", "m",
];

/// Behind the first level of a claim the second one stands within so many words.
const NEAR: usize = 4;

/// Returns how large a change of a KPI in some unit a sentence claims: `by 30 %`, `from 420 to 290`; none
/// where no size stands there, or what may be a day, a year or counted in something else.
pub(super) fn claimed(sentence: &str, unit: &str) -> Option<Size> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let is =
        |at: usize, word: &str| words.get(at).is_some_and(|own| own.eq_ignore_ascii_case(word));
    (0..words.len()).find_map(|at| {
        if is(at, "by") {
            return quantity(&words, at + 1, unit).map(Size::By);
        }
        let from = quantity(&words, at + 1, unit).filter(|_| is(at, "from"))?;
        let to = (at + 2..=at + 1 + NEAR).find(|at| is(*at, "to"))?;
        Some(Size::FromTo(from, quantity(&words, to + 1, unit)?))
    })
}

/// Returns the number at a word, as it is written in prose.
fn quantity(words: &[&str], at: usize, unit: &str) -> Option<Quantity> {
    // `Q1`, `v2` and `9am` are no numbers of anything.
    let is_around = |letter: char| !letter.is_alphanumeric();
    let word = words.get(at)?;
    let number = word.trim_matches(is_around);
    let behind = word[word.find(number)? + number.len()..].trim_end_matches(['.', ',', ';', ')']);
    let next = words.get(at + 1).copied().unwrap_or("");
    if is_otherwise(next, unit) {
        return None;
    }
    let number = match number.split_once(',') {
        // Three digits behind each comma are thousands; what else it may be, nobody says.
        Some((first, rest)) if rest.split(',').all(|group| group.len() == 3) => {
            format!("{first}{}", rest.replace(',', ""))
        }
        Some(_) => return None,
        None => number.to_owned(),
    };
    let value: f64 = number.parse().ok().filter(|value: &f64| value.is_finite())?;
    let lower = next.to_lowercase();
    let is_day = MONTHS.iter().any(|month| lower.starts_with(month));
    let is_percent = behind == "%" || next.starts_with('%') || lower.starts_with("percent");
    let is_bare = behind.is_empty() && !is_percent;
    let is_year = is_bare && value.fract() == 0.0 && (1900.0..2100.0).contains(&value);
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let decimals = i32::try_from(decimals).unwrap_or(0);
    (!is_day && !is_year).then_some(Quantity { value, is_percent, is_points: false, decimals })
}

/// Returns whether a word behind a number says that it counts something that a unit does not.
fn is_otherwise(word: &str, unit: &str) -> bool {
    let one = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        word.strip_suffix('s').map_or(word.clone(), str::to_owned)
    };
    let word = one(word);
    OTHERWISE.contains(&word.as_str()) && unit.split_whitespace().all(|own| one(own) != word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(value: f64, is_percent: bool, decimals: i32) -> Option<Size> {
        Some(Size::By(Quantity { value, is_percent, is_points: false, decimals }))
    }

    #[test]
    fn a_size_is_read_and_a_day_is_none() {
        let claimed = |sentence: &str| claimed(sentence, "weeks a head");
        assert_eq!(claimed("It fell by 4 weeks."), by(4.0, false, 0));
        assert_eq!(claimed("It fell by 30 % since."), by(30.0, true, 0));
        assert_eq!(claimed("It fell by 4.5\u{a0}points."), by(4.5, false, 1));
        assert_eq!(claimed("Sales rose by €1,602."), by(1602.0, false, 0));
        assert_eq!(claimed("It fell by 30%, they say"), by(30.0, true, 0));
        let level =
            |value: f64| Quantity { value, is_percent: false, is_points: false, decimals: 0 };
        let size = Some(Size::FromTo(level(420.0), level(290.0)));
        assert_eq!(claimed("It fell from 420 to 290."), size);
        assert_eq!(claimed("It fell from 420 a week to 290"), size);
        for none in [
            "It fell by 31 December.",
            "It rose by 2026.",
            "It rose from 2024 to 2025.",
            "It fell by 2026-03-01.",
            "It fell from 3 March to 9 April",
            "It fell by 27,1.",
            "It fell from week 3 to week 9.",
            "It fell from Q1 to Q2.",
            "It fell by 9am.",
            "It fell from 51k to 40k.",
            "It fell from 51 thousand to 40 thousand.",
            "It fell from 30 days to 20 days.",
            "It fell by far.",
            "It fell.",
        ] {
            assert_eq!(claimed(none), None, "{none}");
        }
    }
}
