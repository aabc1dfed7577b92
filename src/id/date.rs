//! Calendar dates, the periods of a series, and durations as people write them.

use std::fmt;

use jiff::Span;
use jiff::civil::{Date as Civil, Weekday};

/// A day of the Gregorian calendar, without time or zone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(Civil);

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Date {
    /// Returns the day, or `None` where there is no such day; years run from 1 to 9999.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Date> {
        if year < 1 {
            return None;
        }
        Civil::new(year, month, day).ok().map(Date)
    }

    /// Reads `2026-01-27`, exactly ten characters.
    pub fn parse(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let digits = |from: usize, to: usize| -> Option<i16> {
            let part = text.get(from..to)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
        };
        let (year, month, day) = (digits(0, 4)?, digits(5, 7)?, digits(8, 10)?);
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    }

    /// Returns the day on which a number of seconds since 1970 falls in UTC.
    pub fn from_unix(seconds: i64) -> Option<Date> {
        let days = i32::try_from(seconds.div_euclid(86_400)).ok()?;
        Date::new(1970, 1, 1)?.plus_days(days)
    }

    /// Returns the year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Returns the month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Returns the day of the month.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// Returns the quarter, 1 to 4.
    pub fn quarter(self) -> i8 {
        (self.0.month() - 1) / 3 + 1
    }

    /// Returns the day `days` later (earlier where negative), or `None` outside the years 1 to 9999.
    pub fn plus_days(self, days: i32) -> Option<Date> {
        // A span of more days than there are between the first day and the last is none at all.
        let span = Span::new().try_days(days).ok()?;
        self.0.checked_add(span).ok().filter(|date| date.year() >= 1).map(Date)
    }

    /// Returns how many days `self` lies after `earlier`; negative where it lies before.
    pub fn days_since(self, earlier: Date) -> i32 {
        self.number() - earlier.number()
    }

    /// Returns the days since 1970-01-01, for drawing on an axis.
    pub fn number(self) -> i32 {
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
        let (month, day) = (i32::from(self.month()), i32::from(self.day()));
        let year = i32::from(self.year()) - i32::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// Returns the Monday on or before the day.
    pub fn monday(self) -> Date {
        let back = i32::from(self.0.weekday().to_monday_zero_offset());
        self.plus_days(-back).unwrap_or(self)
    }

    /// Returns the first day of the month.
    pub fn month_start(self) -> Date {
        Date(self.0.first_of_month())
    }

    /// Returns the first day of the quarter.
    pub fn quarter_start(self) -> Date {
        Date::new(self.year(), (self.quarter() - 1) * 3 + 1, 1).unwrap_or(self)
    }

    /// Returns the first day of the month that lies `months` later (earlier where negative).
    pub fn plus_months(self, months: i32) -> Option<Date> {
        let span = Span::new().try_months(months).ok()?;
        self.0.checked_add(span).ok().filter(|date| date.year() >= 1).map(Date)
    }

    /// Returns the day as `27 Jan 2026`.
    pub fn long(self) -> String {
        format!("{} {} {}", self.day(), self.month_name(), self.year())
    }

    /// Returns the day as `27 Jan`.
    pub fn short(self) -> String {
        format!("{} {}", self.day(), self.month_name())
    }

    /// Returns the day as `Tue 27 Jan 2026`.
    pub fn with_weekday(self) -> String {
        let name = match self.0.weekday() {
            Weekday::Monday => "Mon",
            Weekday::Tuesday => "Tue",
            Weekday::Wednesday => "Wed",
            Weekday::Thursday => "Thu",
            Weekday::Friday => "Fri",
            Weekday::Saturday => "Sat",
            Weekday::Sunday => "Sun",
        };
        format!("{name} {}", self.long())
    }

    /// Returns the English short name of the month.
    pub fn month_name(self) -> &'static str {
        MONTHS[usize::try_from(self.month() - 1).unwrap_or(0).min(11)]
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

/// How often a KPI has a value; what is longer comes later.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Rhythm {
    /// Each day.
    Day,
    /// Each week, Monday to Sunday.
    Week,
    /// Each calendar month.
    Month,
    /// Each calendar quarter.
    Quarter,
    /// Each calendar year.
    Year,
}

impl Rhythm {
    /// Reads `day`, `week`, `month`, `quarter` or `year`.
    pub fn parse(text: &str) -> Option<Rhythm> {
        Some(match text {
            "day" => Rhythm::Day,
            "week" => Rhythm::Week,
            "month" => Rhythm::Month,
            "quarter" => Rhythm::Quarter,
            "year" => Rhythm::Year,
            _ => return None,
        })
    }

    /// The words that [`Rhythm::parse`] knows.
    pub const NAMES: [&str; 5] = ["day", "week", "month", "quarter", "year"];

    /// Returns the name, singular.
    pub fn name(self) -> &'static str {
        Rhythm::NAMES[self as usize]
    }

    /// Returns the period that holds `date` as [`Period::parse`] reads it: `2026-03`, `2026-Q1`.
    pub fn written(self, date: Date) -> String {
        match self {
            Rhythm::Day => date.to_string(),
            Rhythm::Week => {
                let thursday = date.monday().plus_days(3).unwrap_or(date);
                let first = Date::new(thursday.year(), 1, 1).unwrap_or(thursday);
                format!("{:04}-W{:02}", thursday.year(), thursday.days_since(first) / 7 + 1)
            }
            Rhythm::Month => format!("{:04}-{:02}", date.year(), date.month()),
            Rhythm::Quarter => format!("{:04}-Q{}", date.year(), (date.month() + 2) / 3),
            Rhythm::Year => format!("{:04}", date.year()),
        }
    }

    /// Returns the period of this rhythm that holds `date`.
    pub fn period(self, date: Date) -> Period {
        let (start, next) = match self {
            Rhythm::Day => (date, date.plus_days(1)),
            Rhythm::Week => (date.monday(), date.monday().plus_days(7)),
            Rhythm::Month => (date.month_start(), date.month_start().plus_months(1)),
            Rhythm::Quarter => (date.quarter_start(), date.quarter_start().plus_months(3)),
            Rhythm::Year => {
                (Date::new(date.year(), 1, 1).unwrap_or(date), Date::new(date.year() + 1, 1, 1))
            }
        };
        // What follows the last period of the calendar is none of its days.
        let end = || Date::new(9999, 12, 31).unwrap_or(date);
        let last = next.map_or_else(end, |next| next.plus_days(-1).unwrap_or(date));
        Period { start, last }
    }
}

/// A stretch of days that one value of a series speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Period {
    /// The first day.
    pub start: Date,
    /// The last day, which is inside.
    pub last: Date,
}

impl Period {
    /// Reads a day, a month, a quarter, an ISO week or a year: `2026-03-02`, `2026-03`, `2026-Q1`,
    /// `2026-W10`, `2026`.
    pub fn parse(text: &str) -> Option<Period> {
        let (rhythm, first) = Period::written(text)?;
        Some(rhythm.period(first))
    }

    /// Returns how long a period is by the form in which it is written, and its first day.
    pub fn written(text: &str) -> Option<(Rhythm, Date)> {
        if let Some(date) = Date::parse(text) {
            return Some((Rhythm::Day, date));
        }
        let number = |digits: &str, length: usize| -> Option<i16> {
            let is_number =
                digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
            if is_number { digits.parse().ok() } else { None }
        };
        let (year, rest) = text.split_once('-').map_or((text, None), |(y, rest)| (y, Some(rest)));
        let year = number(year, 4)?;
        let month_of = |month: i16| Date::new(year, i8::try_from(month).ok()?, 1);
        let Some(rest) = rest else { return Some((Rhythm::Year, month_of(1)?)) };
        if let Some(quarter) = rest.strip_prefix('Q') {
            let quarter = number(quarter, 1).filter(|quarter| (1..=4).contains(quarter))?;
            return Some((Rhythm::Quarter, month_of(quarter * 3 - 2)?));
        }
        if let Some(week) = rest.strip_prefix('W') {
            let week = number(week, 2).filter(|week| (1..=53).contains(week))?;
            // ISO 8601: week 1 is the week of 4 January, and a week belongs to the year of its Thursday.
            let monday = Date::new(year, 1, 4)?.monday().plus_days((i32::from(week) - 1) * 7)?;
            let is_of_year = monday.plus_days(3)?.year() == year;
            return is_of_year.then_some((Rhythm::Week, monday));
        }
        Some((Rhythm::Month, month_of(number(rest, 2)?)?))
    }
}

/// A length of time as people write it in an appetite or a review rhythm: `6 weeks`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Appetite {
    /// How many days it spans.
    pub days: u32,
    /// The words as they were written.
    pub text: String,
}

impl Appetite {
    /// Reads `10 days`, `6 weeks`, `3 months`, `1 quarter` or `1 year`; `10d`, `6w` and `3m` too.
    pub fn parse(text: &str) -> Option<Appetite> {
        let text = text.trim();
        let split = text.find(|letter: char| !letter.is_ascii_digit())?;
        let number: u32 = text.get(..split)?.parse().ok()?;
        let unit = text.get(split..)?.trim();
        let days = match unit.strip_suffix('s').unwrap_or(unit) {
            "d" | "day" => 1,
            "w" | "week" => 7,
            "m" | "month" => 30,
            "quarter" => 91,
            "y" | "year" => 365,
            _ => return None,
        };
        let days = number.checked_mul(days).filter(|days| *days > 0 && *days < 36_500)?;
        Some(Appetite { days, text: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_agree_with_calendar_arithmetic() {
        let epoch = Date::new(1970, 1, 1).unwrap();
        for (text, number) in [("1970-01-01", 0), ("2000-02-29", 11_016), ("1969-12-31", -1)] {
            assert_eq!(Date::parse(text).unwrap().number(), number);
            assert_eq!(epoch.plus_days(number).unwrap().to_string(), text);
        }
    }

    #[test]
    fn only_whole_iso_dates_are_read() {
        for text in
            ["2026-1-27", "2026-02-30", "26-01-27", "2026-01-27 ", "+026-01-01", "2026/01/27"]
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    /// The weeks are those of Python's `date.isocalendar`.
    #[test]
    fn periods_are_written_as_they_are_read() {
        for (day, week) in [
            ("2026-01-01", "2026-W01"),
            ("2027-01-03", "2026-W53"),
            ("2024-12-30", "2025-W01"),
            ("2026-11-22", "2026-W47"),
        ] {
            let date = Date::parse(day).unwrap();
            assert_eq!(Rhythm::Week.written(date), week);
            for rhythm in Rhythm::NAMES.map(|name| Rhythm::parse(name).unwrap()) {
                assert_eq!(
                    Period::parse(&rhythm.written(date)),
                    Some(rhythm.period(date)),
                    "{day}"
                );
            }
        }
    }

    #[test]
    fn periods_hold_their_days() {
        let date = Date::parse("2026-11-22").unwrap();
        let bounds = |rhythm: Rhythm| {
            let period = rhythm.period(date);
            format!("{}..{}", period.start, period.last)
        };
        assert_eq!(bounds(Rhythm::Week), "2026-11-16..2026-11-22");
        assert_eq!(bounds(Rhythm::Month), "2026-11-01..2026-11-30");
        assert_eq!(bounds(Rhythm::Quarter), "2026-10-01..2026-12-31");
    }
}
