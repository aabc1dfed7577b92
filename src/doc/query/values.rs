//! What a field can be compared with: each value is read as what its field holds.

use super::ask::{Day, Operand, Order, Reference, Test};
use super::fields::{Field, Holds, TARGETS, VARIATIONS};
use super::parse::{Operator, RawComparison, RawValue};
use super::reading::Reading;
use crate::diag::did_you_mean;
use crate::doc::{Direction, Text};
use crate::id::{Appetite, Date, Rhythm};
use crate::kind::{ItemKind, Kind, Listed};

/// What asks for results of which nobody, or nothing, is said.
const NONE: &str = "none";

/// Returns what must be the case of a field; nothing where a problem was told.
pub(super) fn test(reading: &mut Reading, field: &Field, raw: &RawComparison) -> Option<Test> {
    let operator = raw.operator.value;
    match operator {
        Operator::Has => Some(Test::Has),
        Operator::Contains if field.holds == Holds::Text => {
            Some(Test::Contains(raw.values.first()?.text.to_lowercase()))
        }
        Operator::Contains => {
            let message = format!("the values of `{}` are no text", field.name);
            reading.tell(raw.operator.span, message, "compare it with `=`, `!=` or `in (…)`");
            None
        }
        Operator::Equal | Operator::In => operands(reading, field, raw).map(Test::Is),
        Operator::Unequal => operands(reading, field, raw).map(Test::IsNot),
        Operator::Less | Operator::AtMost | Operator::More | Operator::AtLeast => {
            if !matches!(field.holds, Holds::Date | Holds::Days | Holds::Number) {
                let message = format!("the values of `{}` have no order", field.name);
                reading.tell(raw.operator.span, message, "compare it with `=`, `!=` or `in (…)`");
                return None;
            }
            let order = match operator {
                Operator::Less => Order::Less,
                Operator::AtMost => Order::AtMost,
                Operator::More => Order::More,
                _ => Order::AtLeast,
            };
            operand(reading, field, raw.values.first()?).map(|operand| Test::Lies(order, operand))
        }
    }
}

fn operands(reading: &mut Reading, field: &Field, raw: &RawComparison) -> Option<Vec<Operand>> {
    let read = |value: &RawValue| {
        let is_none = !value.is_quoted && value.text == NONE;
        let can_lack = !matches!(field.name.as_str(), "kind" | "item" | "document" | "title");
        if is_none && can_lack { Some(Operand::None) } else { operand(reading, field, value) }
    };
    let operands: Vec<Option<Operand>> = raw.values.iter().map(read).collect();
    operands.into_iter().collect()
}

fn operand(reading: &mut Reading, field: &Field, value: &RawValue) -> Option<Operand> {
    let text = || Text { value: value.text.clone(), span: value.span };
    match field.holds {
        Holds::Word => word(reading, field, value),
        Holds::Text => Some(Operand::Word(value.text.to_lowercase())),
        Holds::Tag => {
            reading.ask.tags.push(text());
            Some(Operand::Word(value.text.to_lowercase()))
        }
        Holds::Person => {
            reading.ask.people.push(text());
            Some(Operand::Person(value.text.clone()))
        }
        Holds::Reference => {
            let name = Text { value: value.text.trim().to_owned(), span: value.span };
            let reference = Reference { field: field.name.clone(), name };
            reading.ask.references.push(reference);
            Some(Operand::Reference(reading.ask.references.len() - 1))
        }
        Holds::Date => {
            let hint = "write a day such as `2026-03-01`, `today` or `today - 90d`";
            read(reading, value, "day", hint, |text| day(text).map(Operand::Day))
        }
        Holds::Days => {
            let hint = "write it as `6w`, `30d` or `\"2 months\"`";
            read(reading, value, "length of time", hint, |text| {
                Appetite::parse(text).map(|length| Operand::Number(f64::from(length.days)))
            })
        }
        Holds::Number => {
            let hint = "write a number such as `25` or `-0.5`";
            read(reading, value, "number", hint, |text| {
                let number = text.strip_suffix('%').unwrap_or(text).parse().ok();
                number.filter(|number: &f64| number.is_finite()).map(Operand::Number)
            })
        }
        Holds::Boolean => read(reading, value, "answer", "write `true` or `false`", |text| {
            text.parse().ok().map(Operand::Boolean)
        }),
    }
}

fn read(
    reading: &mut Reading,
    value: &RawValue,
    what: &str,
    hint: &str,
    read: impl Fn(&str) -> Option<Operand>,
) -> Option<Operand> {
    let operand = read(&value.text);
    if operand.is_none() {
        reading.tell(value.span, format!("`{}` is no {what}", value.text), hint);
    }
    operand
}

/// Reads `2026-03-01`, `today`, `today-90d` and `today+2w`.
fn day(text: &str) -> Option<Day> {
    let Some(rest) = text.to_lowercase().strip_prefix("today").map(str::to_owned) else {
        return Date::parse(text).map(Day::On);
    };
    if rest.is_empty() {
        return Some(Day::FromToday(0));
    }
    let (sign, length) = match (rest.strip_prefix('-'), rest.strip_prefix('+')) {
        (Some(length), _) => (-1, length),
        (_, Some(length)) => (1, length),
        _ => return None,
    };
    let days = i32::try_from(Appetite::parse(length)?.days).ok()?;
    Some(Day::FromToday(days * sign))
}

/// Reads one of the words that a field can hold.
fn word(reading: &mut Reading, field: &Field, value: &RawValue) -> Option<Operand> {
    let words = words(&reading.ask.of, &field.name);
    let written = value.text.to_lowercase();
    if words.contains(&written.as_str()) {
        return Some(Operand::Word(written));
    }
    let near = did_you_mean(&value.text, words.iter().copied());
    let message = format!("{}: there is no `{}`", field.name, value.text);
    reading.tell(value.span, message, near.unwrap_or_else(|| one_of(&words)));
    None
}

/// Returns the words that a field of what is listed can hold, in their order.
pub(super) fn words(of: &[Listed], field: &str) -> Vec<&'static str> {
    let mut words: Vec<&str> = Vec::new();
    let mut add = |more: &[&'static str]| {
        for word in more {
            if !words.contains(word) {
                words.push(word);
            }
        }
    };
    match field {
        "kind" => add(&Kind::ALL.map(Kind::name)),
        "item" => add(&ItemKind::ALL.map(ItemKind::name)),
        "direction" => add(&Direction::ALL.map(Direction::name)),
        "variation" => add(&VARIATIONS),
        // Of an objective it is a number.
        "target" => add(&TARGETS),
        "period" => add(&[
            Rhythm::Day.name(),
            Rhythm::Week.name(),
            Rhythm::Month.name(),
            Rhythm::Quarter.name(),
            Rhythm::Year.name(),
        ]),
        _ => {
            for listed in of {
                match listed {
                    Listed::Items(kind) if field == "word" => add(kind.words()),
                    listed => add(&listed.states()),
                }
            }
        }
    }
    words
}

/// Returns a hint that lists what can be written.
pub(super) fn one_of(words: &[&str]) -> String {
    format!("write one of: {}", words.join(", "))
}
