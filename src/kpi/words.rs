//! Numbers and findings in words.

use crate::doc::KpiFields;

use super::digits::{count, number};
use super::middle::mean;
use super::notes::Notes;
use super::nps::ENOUGH;
use super::series::Series;
use super::share::{Interval, interval};
use super::shift::Shift;
use super::verdict::{Variation, Verdicts};
use super::xmr::{Analysis, Limits, Rule, Side};

/// How the values of a KPI are written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit {
    /// The unit as the KPI states it.
    pub name: String,
    /// How many decimals a level has.
    pub decimals: usize,
}

/// A no-break space, which keeps a number and its unit on one line.
const SPACE: char = '\u{a0}';

impl Unit {
    /// Returns the unit of a KPI whose values were written with so many decimals.
    pub fn of(fields: &KpiFields, decimals: usize) -> Unit {
        let name = fields.unit.as_ref().map_or(String::new(), |unit| unit.value.trim().to_owned());
        Unit { name, decimals }
    }

    /// Returns a number with the decimals of the series and a real minus sign.
    pub fn number(&self, value: f64) -> String {
        number(value, self.decimals)
    }

    /// Returns the unit with as many decimals, at most two more, as show that a value lies beyond limits.
    fn telling_apart(&self, value: f64, limits: [f64; 2]) -> Unit {
        let most = self.decimals + 2;
        let shows = |decimals: &usize| {
            limits.iter().all(|limit| number(value, *decimals) != number(*limit, *decimals))
        };
        let decimals = (self.decimals..most).find(shows).unwrap_or(most);
        Unit { name: self.name.clone(), decimals }
    }

    /// Returns a level with its unit: `27.1 %`.
    pub fn level(&self, value: f64) -> String {
        self.join(self.number(value), &self.name)
    }

    /// Returns a level that someone chose, with as few decimals as it needs: `25 %`.
    pub fn chosen(&self, value: f64) -> String {
        self.join(number(value, shortest(value)), &self.name)
    }

    /// Returns a change with its sign: `−4.1`.
    pub fn signed(&self, change: f64) -> String {
        let text = self.number(change.abs());
        match change {
            // What rounds to nothing has no sign.
            _ if text.bytes().all(|byte| byte == b'0' || byte == b'.') => text,
            change if change < 0.0 => format!("\u{2212}{text}"),
            _ => format!("+{text}"),
        }
    }

    /// Returns what a change is counted in: points where the level is a share.
    pub fn of_change(&self) -> &str {
        match self.name.as_str() {
            "%" => "points",
            name if name.starts_with("of ") => "",
            name => name,
        }
    }

    /// Returns the unit as it stands behind a number that is written apart from it: one is told without
    /// the s at the end.
    pub fn of_level_behind(&self, number: &str) -> &str {
        behind(number, &self.name)
    }

    /// Returns what a change is counted in, behind a number that is written apart from it.
    pub fn of_change_behind(&self, number: &str) -> &str {
        behind(number, self.of_change())
    }

    /// Returns a change with its sign and unit: `−4.1 points`.
    pub fn change(&self, change: f64) -> String {
        self.join(self.signed(change), self.of_change())
    }

    /// Returns a change that someone chose, with as few decimals as it needs: `−3 points`.
    pub fn chosen_change(&self, change: f64) -> String {
        let unit = Unit { name: self.name.clone(), decimals: shortest(change) };
        unit.change(change)
    }

    /// Returns the size of a change with its unit, rounded up: what is named as enough must be enough.
    pub fn change_size_up(&self, size: f64) -> String {
        let power = [1.0, 10.0, 100.0].get(self.decimals).copied().unwrap_or(100.0);
        // What rounding left above a round number is not rounded up.
        self.change_size((size * power - 1e-9).ceil() / power)
    }

    /// Returns how far a level may lie to either side: `± 22.9`.
    pub fn margin(&self, margin: f64) -> String {
        format!("±{SPACE}{}", self.number(margin))
    }

    /// Returns an interval of levels with its unit: `69.0–95.7 %`.
    pub fn interval(&self, interval: Interval) -> String {
        let low = self.number(interval.low);
        self.join(format!("{low}–{}", self.number(interval.high)), &self.name)
    }

    /// Returns the size of a change with its unit: `3.2 points`.
    pub fn change_size(&self, size: f64) -> String {
        self.join(self.number(size.abs()), self.of_change())
    }

    fn join(&self, number: String, unit: &str) -> String {
        if unit.is_empty() {
            return number;
        }
        format!("{number}{SPACE}{}", behind(&number, unit))
    }
}

/// Units that count, of which one is told without the s at the end.
const PLURALS: [&str; 14] = [
    "points", "seconds", "minutes", "hours", "days", "weeks", "months", "years", "orders",
    "tickets", "contacts", "features", "briefs", "parcels",
];

fn behind<'a>(number: &str, unit: &'a str) -> &'a str {
    let is_one = number.trim_start_matches(['+', '\u{2212}']) == "1";
    if is_one { singular(unit) } else { unit }
}

/// Returns a unit as it stands behind a one; a unit whose words are not known stays as it is.
fn singular(unit: &str) -> &str {
    if PLURALS.contains(&unit) { unit.strip_suffix('s').unwrap_or(unit) } else { unit }
}

/// Returns how many decimals a number needs, at most two.
fn shortest(value: f64) -> usize {
    let is_enough = |power: f64| ((value * power).round() - value * power).abs() < 1e-9;
    if is_enough(1.0) {
        0
    } else if is_enough(10.0) {
        1
    } else {
        2
    }
}

/// Returns what a series shows, as the title of its page: `Checkout drop-off fell from 33 % to 27 % and
/// stayed there`.
pub fn finding(
    name: &str,
    series: &Series,
    analysis: &Analysis,
    verdicts: &Verdicts,
    unit: &Unit,
) -> String {
    let Some(last) = series.last() else { return format!("{name}: no data yet") };
    let rough = rough(series, unit);
    if verdicts.variation == Variation::TooFew {
        return format!("{name}: {}, too few points to say more", unit.level(last.value));
    }
    let centre = analysis.present().and_then(|stretch| stretch.centre).unwrap_or(last.value);
    let Some(signal) = verdicts.signal else {
        return format!("{name} varies as before around {}", rough.level(centre));
    };
    let verb = match signal.side {
        Side::Above => "rose",
        Side::Below => "fell",
    };
    let values: Vec<f64> =
        series.points[signal.first..=signal.last].iter().map(|point| point.value).collect();
    let (from, to) = (rough.level(centre), rough.level(mean(&values)));
    let is_running = signal.last + 1 == series.len();
    match signal.rule {
        Rule::Run if is_running => {
            let shift = verdicts.shift;
            let to = shift.map_or(to, |shift| rough.level(shift.centre));
            let more = shift.map_or(String::new(), |shift| course(&shift, last.value, unit));
            format!("{name} {verb} from {from} to {to}{more}")
        }
        Rule::Run | Rule::NearLimit => format!("{name} {verb} from {from} to {to}"),
        Rule::Outside if is_running => {
            format!("{name} {verb} to {}, outside of its usual range", unit.level(last.value))
        }
        Rule::Outside => format!("{name} {verb} to {to} once, outside of its usual range"),
    }
}

/// Returns how a shift went on, behind the centres that it led from and to.
fn course(shift: &Shift, last: f64, unit: &Unit) -> String {
    if shift.has_stayed {
        return " and stayed there".to_owned();
    }
    let steps = if shift.is_in_steps { ", in several steps" } else { "" };
    match shift.left {
        Some(_) => {
            format!("{steps}; now {}, outside of what is usual since", unit.level(last))
        }
        None => steps.to_owned(),
    }
}

/// Returns the unit with as few decimals as tell the values of a series apart: headlines are rounded.
fn rough(series: &Series, unit: &Unit) -> Unit {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for point in &series.points {
        low = low.min(point.value);
        high = high.max(point.value);
    }
    let decimals = match high - low {
        spread if spread >= 5.0 => 0,
        spread if spread >= 0.5 => 1,
        _ => 2,
    };
    Unit { name: unit.name.clone(), decimals: decimals.min(unit.decimals) }
}

/// Returns the sentence below the finding: how much data there is, and how the target stands.
pub fn lede(
    series: &Series,
    analysis: &Analysis,
    verdicts: &Verdicts,
    fields: &KpiFields,
    unit: &Unit,
) -> String {
    let points = series.len();
    let plural = if points == 1 { "" } else { "s" };
    let period = series.rhythm.name();
    let Some(stretch) = analysis.present() else { return "There is no data yet.".to_owned() };
    let mut sentences = vec![match (stretch.limits, verdicts.signal) {
        (Limits::None | Limits::Median, _) => {
            format!("{points} {period}{plural} of data; 12 are needed before anything can be said.")
        }
        (_, Some(signal)) if signal.rule == Rule::Run => {
            let side = if signal.side == Side::Above { "above" } else { "below" };
            let run = signal.last + 1 - signal.first;
            let centre = stretch
                .centre
                .map_or(String::new(), |centre| format!(" of {}", unit.level(centre)));
            let left = verdicts.shift.and_then(|shift| shift.left).zip(series.last());
            let left = left.map_or(String::new(), |((low, high), last)| {
                let unit = unit.telling_apart(last.value, [low, high]);
                format!(
                    " The latest value of {} lies outside of what is usual since, {}.",
                    unit.level(last.value),
                    unit.interval(Interval { low, high })
                )
            });
            format!("{run} {period}s in a row {side} the earlier centre{centre}.{left}")
        }
        (_, Some(_)) => format!("A signal in {points} {period}s."),
        (_, None) => {
            let range = match (stretch.lower, stretch.upper) {
                (Some(lower), Some(upper)) => {
                    format!(", usually between {} and {}", unit.number(lower), unit.level(upper))
                }
                _ => String::new(),
            };
            format!("No signal in {points} {period}s{range}.")
        }
    }];
    if let Some((last, n)) = series.last().and_then(|last| Some((last, last.n?)))
        && let Some(interval) = interval(fields, last)
    {
        sentences.push(format!(
            "The latest value of {} rests on n = {}: its 95{SPACE}% interval is {}.",
            unit.level(last.value),
            count(n),
            unit.interval(interval)
        ));
    }
    if let Some(target) = &fields.target {
        let by = target.by.as_ref().map_or(String::new(), |by| format!(" by {}", by.value.long()));
        let level = unit.chosen(target.value.value);
        use super::TargetVerdict::{ComesAndGoes, Met, Missed, NoTarget, TooFew};
        let verdict = match (verdicts.target, verdicts.is_of_before) {
            (Met, false) => "is reliably met",
            (Met, true) => "was reliably met before the shift",
            (Missed, false) => "is not within reach of what usually happens now",
            (Missed, true) => "was not within reach of what usually happened before the shift",
            (ComesAndGoes, false) => "lies inside of what usually happens: it comes and goes",
            (ComesAndGoes, true) => {
                "lay inside of what usually happened before the shift: it came and went"
            }
            (NoTarget | TooFew, _) => "cannot be judged yet",
        };
        sentences.push(format!("The target of {level}{by} {verdict}."));
        if verdicts.is_of_before {
            sentences.push(format!(
                "What usually happens since can be said from the twelfth {period} of the shift on."
            ));
        }
    }
    sentences.join(" ")
}

/// Returns what a score rests on, in sentences: the margin of the latest, and of how many periods too few
/// answers tell.
pub fn score_words(series: &Series, notes: &Notes, unit: &Unit) -> Vec<String> {
    let mut sentences = Vec::new();
    if let Some(last) = series.last()
        && let Some(n) = last.n
    {
        let margin = match notes.margin(last.period.start) {
            Some(margin) => format!("its 95{SPACE}% margin is {}", unit.margin(margin)),
            None => "all answered alike, which tells no margin".to_owned(),
        };
        let score = unit.number(last.value);
        sentences.push(format!("The latest score of {score} rests on n = {}: {margin}.", count(n)));
    }
    if let Some(few) = notes.few().last() {
        let (periods, rhythm) = (notes.few().len(), series.rhythm.name());
        let plural = if periods == 1 { "" } else { "s" };
        let latest = match series.last() {
            Some(last) if last.period.start > few.period.start => String::new(),
            _ => format!(", the latest {rhythm} with n = {} among them", count(few.n)),
        };
        sentences.push(format!(
            "In {periods} {rhythm}{plural} under {ENOUGH} answered, too few for a score{latest}."
        ));
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(name: &str, decimals: usize) -> Unit {
        Unit { name: name.to_owned(), decimals }
    }

    #[test]
    fn numbers_are_written_as_people_read_them() {
        for (name, decimals, value, expected) in [
            ("%", 1, 27.1, "27.1\u{a0}%"),
            ("%", 0, -4.0, "\u{2212}4\u{a0}%"),
            ("", 2, 0.5, "0.50"),
            ("orders", 0, 9999.0, "9999\u{a0}orders"),
            ("orders", 0, 12_345.0, "12\u{202f}345\u{a0}orders"),
            ("orders", 1, 1_234_567.8, "1\u{202f}234\u{202f}567.8\u{a0}orders"),
            ("days", 0, 1.0, "1\u{a0}day"),
            ("days", 1, 1.0, "1.0\u{a0}days"),
            ("days", 0, 0.0, "0\u{a0}days"),
            ("ms", 0, 1.0, "1\u{a0}ms"),
            ("of 5", 1, 4.2, "4.2\u{a0}of 5"),
            ("days", 0, -0.2, "0\u{a0}days"),
        ] {
            assert_eq!(unit(name, decimals).level(value), expected, "{name} {value}");
        }
    }

    #[test]
    fn changes_of_shares_are_points_and_of_ratings_bare() {
        for (name, decimals, change, expected) in [
            ("%", 1, -4.1, "\u{2212}4.1\u{a0}points"),
            ("%", 0, 1.0, "+1\u{a0}point"),
            ("%", 0, 0.3, "0\u{a0}points"),
            ("of 5", 1, 0.2, "+0.2"),
            ("days", 0, -1.0, "\u{2212}1\u{a0}day"),
            ("", 0, 12_000.0, "+12\u{202f}000"),
        ] {
            assert_eq!(unit(name, decimals).change(change), expected, "{name} {change}");
        }
    }
}
