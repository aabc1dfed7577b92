//! What stands in a cell: a day or a period, a number, a count; and what to write instead.

use std::borrow::Cow;

use crate::id::{Date, Period, Rhythm, Span};

use super::super::sheet::short;

/// Beyond this no chart can be drawn and no reader can compare; a larger unit mends it.
const LARGEST: f64 = 1e12;

/// What people write where a number is missing.
const NOTHING: [&str; 12] =
    ["-", "--", "–", "—", "/", "?", ".", "n/a", "na", "null", "none", "nan"];

/// A message and a hint.
pub(super) type Wrong = (String, String);

/// A cell with its place.
#[derive(Debug)]
pub(super) struct Cell<'t> {
    text: Cow<'t, str>,
    pub(super) span: Span,
    /// Whether its form tells texts from numbers, and this is a text.
    is_quoted: bool,
}

impl<'t> Cell<'t> {
    /// Returns a cell of a form that knows nothing but texts, or a number of one that does.
    pub(super) fn plain(text: &'t str, span: Span) -> Cell<'t> {
        Cell { text: Cow::Borrowed(text.trim()), span, is_quoted: false }
    }

    /// Returns a text of a form that knows numbers, too.
    pub(super) fn quoted(text: &'t str, span: Span) -> Cell<'t> {
        Cell { is_quoted: true, ..Cell::plain(text, span) }
    }

    /// Returns a number of TOML, in which underscores part the thousands.
    pub(super) fn without_underscores(text: &'t str, span: Span) -> Cell<'t> {
        Cell { text: Cow::Owned(text.replace('_', "")), span, is_quoted: false }
    }

    /// Returns the text without the space around it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text without the unit behind it.
    pub(super) fn number(&self, unit: &str) -> &str {
        without_unit(&self.text, unit)
    }
}

/// Reads a day, or the first day of a month, quarter or ISO week with the rhythm that this says.
pub(super) fn parse_date(cell: &Cell<'_>) -> Result<(Date, Option<Rhythm>), Wrong> {
    let text = cell.text();
    if let Some(found) = period_of(text) {
        return Ok(found);
    }
    if text.is_empty() {
        let hint = "write the day or the period: `2026-03-02`, `2026-03`, `2026-Q1` or `2026-W10`";
        return Err(("this row has no date".to_owned(), hint.to_owned()));
    }
    Err((format!("`{}` is no date", short(text)), date_hint(text)))
}

/// Returns the first day of a period, and its rhythm unless it is a day: that may begin a longer one, as
/// the KPI says. Of a year nothing tells whether it is a number that got into the column.
fn period_of(text: &str) -> Option<(Date, Option<Rhythm>)> {
    match Period::written(text)? {
        (Rhythm::Year, _) => None,
        (Rhythm::Day, date) => Some((date, None)),
        (rhythm, first) => Some((first, Some(rhythm))),
    }
}

fn is_digits(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns how a date is to be written that people and programs write otherwise. Of `03/04/2026` either
/// part may be the month, and guessing is left to whoever knows.
fn date_hint(text: &str) -> String {
    let usual = "write `2026-03-02`, `2026-03`, `2026-Q1` or `2026-W10`".to_owned();
    let iso = |parts: [&str; 3]| {
        let [year, month, day] = parts.map(|part| part.parse::<i16>().ok());
        let (month, day) = (i8::try_from(month?).ok()?, i8::try_from(day?).ok()?);
        Date::new(year.filter(|year| *year > 999)?, month, day)
    };
    if let Some(day) = text.get(..10).and_then(Date::parse) {
        return format!("leave out the time of day: `{day}`");
    }
    if is_digits(text, 5) {
        return "a spreadsheet wrote its number of the day; format the column as `2026-03-02`"
            .to_owned();
    }
    let parts: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
    if let [first, second, third] = parts[..] {
        if let Some(date) = iso([first, second, third]) {
            return format!("write it with hyphens and two digits each: `{date}`");
        }
        return match (iso([third, second, first]), iso([third, first, second])) {
            (Some(date), None) | (None, Some(date)) => format!("write the year first: `{date}`"),
            (Some(one), Some(other)) if one == other => format!("write the year first: `{one}`"),
            (Some(one), Some(other)) => {
                format!("write the year first: `{one}` or `{other}`, whichever is meant")
            }
            (None, None) => {
                let last = iso([first, second, "1"]).and_then(|start| start.plus_months(1));
                match last.and_then(|next| next.plus_days(-1)) {
                    Some(last) if third.len() == 2 => format!("that month ends with `{last}`"),
                    _ => usual,
                }
            }
        };
    }
    let upper = text.to_uppercase();
    if upper != text && period_of(&upper).is_some() {
        return format!("write `{upper}`");
    }
    if is_digits(text, 4) {
        return format!(
            "write `{text}-01-01`; period = \"year\" in the KPI makes it the whole year"
        );
    }
    usual
}

/// Returns the text without the unit behind it.
pub(super) fn without_unit<'a>(text: &'a str, unit: &str) -> &'a str {
    let stripped = if unit.is_empty() { None } else { text.strip_suffix(unit) };
    stripped.unwrap_or(text).trim_end()
}

/// Reads a plain decimal, with the unit behind it or without; an empty cell is a gap.
pub(super) fn parse_value(cell: &Cell<'_>, unit: &str) -> Result<Option<f64>, Wrong> {
    let text = cell.text();
    if text.is_empty() {
        return Ok(None);
    }
    let number = without_unit(text, unit).replace('\u{2212}', "-");
    if !is_plain(&number) {
        return Err((format!("`{}` is no plain number", short(text)), number_hint(&number)));
    }
    if cell.is_quoted {
        let message = format!("`{}` is a text, not a number", short(text));
        return Err((message, format!("write it without quotes: {number}")));
    }
    match number.parse::<f64>() {
        Ok(value) if value.is_finite() && value.abs() <= LARGEST => Ok(Some(value)),
        _ => {
            let message = format!("`{}` is too large a number to chart", short(text));
            Err((message, "use a larger unit".to_owned()))
        }
    }
}

/// Returns whether a text is digits with at most one point between them, and a sign before them.
fn is_plain(number: &str) -> bool {
    let digits = number.strip_prefix(['-', '+']).unwrap_or(number);
    digits.starts_with(|letter: char| letter.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().filter(|byte| *byte == b'.').count() <= 1
}

/// How a number is written that is no plain decimal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// With a comma before its decimals.
    DecimalComma,
    /// With a comma that may part thousands or decimals.
    Comma,
    /// With something between its thousands.
    Parted,
    /// With a unit that is not that of the KPI.
    WithUnit,
    /// In no form that many cells of a column share.
    Other,
}

/// Returns in which form a cell is written that is no plain number.
pub(super) fn form(text: &str, unit: &str) -> Form {
    let joined = joined(&without_unit(text, unit).replace('\u{2212}', "-"));
    let bare = bare(&joined);
    match (bare.rfind(','), bare.rfind('.')) {
        (Some(comma), point) => {
            let decimal = bare.replace('.', "").replace(',', ".");
            let is_decimal = is_plain(&decimal) && point.is_none_or(|point| point < comma);
            let is_three = bare.len() - comma == 4;
            match (is_decimal, is_three && point.is_none()) {
                (true, false) => Form::DecimalComma,
                (true, true) => Form::Comma,
                (false, _) if is_plain(&bare.replace(',', "")) => Form::Parted,
                (false, _) => Form::Other,
            }
        }
        (None, _) if bare != joined && is_plain(bare) => Form::WithUnit,
        (None, _) if is_parted(bare) || (joined != text && is_plain(&joined)) => Form::Parted,
        _ => Form::Other,
    }
}

/// Returns whether a plain number has a point just where one would part thousands: `1.602`.
pub(super) fn is_parted(number: &str) -> bool {
    let digits = number.strip_prefix(['-', '+']).unwrap_or(number);
    let mut groups = digits.split('.');
    let first = groups.next().unwrap_or("");
    let is_group = |group: &str| is_digits(group, 3);
    (1..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_digit())
        && first != "0"
        && groups.clone().next().is_some()
        && groups.all(is_group)
}

/// Returns a number without what people put between its thousands.
fn joined(text: &str) -> String {
    let is_space = |letter: char| letter.is_whitespace() || "'’_".contains(letter);
    text.chars().filter(|letter| !is_space(*letter)).collect()
}

/// Returns a number without what stands before and behind it.
fn bare(joined: &str) -> &str {
    let is_own = |letter: char| letter.is_ascii_digit() || "+-.,".contains(letter);
    joined.trim_matches(|letter: char| !is_own(letter))
}

/// Returns how a number is to be written that people and programs write otherwise.
fn number_hint(text: &str) -> String {
    let usual = "write a plain decimal such as `27.1`, or leave the cell empty for a gap";
    if NOTHING.contains(&text.to_lowercase().as_str()) {
        return "leave the cell empty for a gap".to_owned();
    }
    if text.starts_with(['#', '=']) {
        return "a spreadsheet wrote a formula or its error; paste the values".to_owned();
    }
    let joined = joined(text);
    if joined != text && is_plain(&joined) {
        return format!("write it without thousands separators: `{joined}`");
    }
    match (joined.rfind(','), joined.rfind('.')) {
        (Some(comma), Some(point)) => {
            let (thousands, decimal) = if comma > point { ('.', ",") } else { (',', ".") };
            let number = joined.replace(thousands, "").replace(decimal, ".");
            if is_plain(&number) {
                return format!("write it without thousands separators: `{number}`");
            }
        }
        (Some(comma), None) => {
            let (point, whole) = (joined.replace(',', "."), joined.replace(',', ""));
            // Three digits behind a comma may be thousands or decimals.
            if is_plain(&point) && joined.len() - comma == 4 {
                return format!("write `{whole}`, or `{point}` if the comma is a decimal one");
            }
            if is_plain(&point) {
                return format!("write a decimal point: `{point}`");
            }
            if is_plain(&whole) {
                return format!("write it without thousands separators: `{whole}`");
            }
        }
        _ => {}
    }
    if let Ok(number) = text.parse::<f64>()
        && text.contains(['e', 'E'])
        && number.is_finite()
        && number.abs() <= LARGEST
    {
        return format!("write it out: `{number}`");
    }
    let bare = bare(&joined);
    if bare != joined && bare.contains(',') && form(bare, "") != Form::Other {
        return format!("{}; the `unit` stands in the KPI", number_hint(bare));
    }
    if is_plain(bare) {
        return format!("write the number alone: `{bare}`; the `unit` stands in the KPI");
    }
    usual.to_owned()
}

/// Returns how many decimals a number is written with.
pub(super) fn decimals(cell: &Cell<'_>, unit: &str) -> usize {
    let number = without_unit(cell.text(), unit);
    number.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// Reads how many observations stand behind a value; an empty cell says nothing of it.
pub(super) fn parse_count(cell: &Cell<'_>) -> Result<Option<u64>, Wrong> {
    let text = cell.text();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<u64>() {
        Ok(_) if cell.is_quoted => {
            let message = format!("`{text}` is a text, not a count");
            Err((message, format!("write it without quotes: {text}")))
        }
        Ok(n) => Ok(Some(n)),
        Err(_) => {
            let hint = "write how many observations there were, as a whole number";
            Err((format!("`{}` is no count", short(text)), hint.to_owned()))
        }
    }
}
