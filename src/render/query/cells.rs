//! The values of a field as readers see them.

use crate::doc::query::{Field, Holds};
use crate::kind::Kind;
use crate::site::End;
use crate::site::query::{Value, values};
use crate::site::routes::Route;
use crate::view::parts::Pill;

use super::super::here::{Here, capitalised};
use super::super::inline::{plain, text};

/// Returns the heading over the values of a field: `Reviewed in`.
pub(super) fn heading(field: &str) -> String {
    match field {
        "kpi" => "KPI".to_owned(),
        "n" => "n".to_owned(),
        field => capitalised(&field.replace('-', " ")),
    }
}

/// Returns whether values of a field stand under each other by their last digit.
pub(super) fn is_number(field: &Field) -> bool {
    field.holds == Holds::Number
}

/// Returns the values of a field as HTML; nothing where there are none.
pub(super) fn cell(here: &Here, end: End, field: &Field) -> String {
    if field.name == "title" {
        return here.link(end).html().0;
    }
    if let (End::Doc(doc), "state") = (end, field.name.as_str()) {
        return here.linked_doc_pill(doc).map(|pill| pill.html().0).unwrap_or_default();
    }
    let values = values(here.site, end, &field.name);
    let values: Vec<String> = values.iter().map(|value| shown(here, field, value)).collect();
    values.join(", ")
}

fn shown(here: &Here, field: &Field, value: &Value) -> String {
    match *value {
        Value::Word(word) => match field.name.as_str() {
            "state" | "word" => Pill::state(word).html().0,
            "variation" | "target" => word.replace('-', " "),
            "tag" => here.route_link(word, &Route::Tag(word.to_owned())).html().0,
            "kind" => {
                let label = Kind::parse(word).map(|kind| here.kind_label(kind));
                text(&label.unwrap_or_else(|| word.to_owned())).to_owned()
            }
            _ => text(word).to_owned(),
        },
        Value::Text(own) => text(own).to_owned(),
        Value::Person(id) => here.person(id).html().0,
        Value::Date(date) => format!("<span class=\"day\">{}</span>", date.long()),
        Value::Days(_, words) => text(words).to_owned(),
        Value::Number(number) => plain(number),
        Value::Measure(number) => {
            let size = plain(number.value.abs());
            let sign = match number.is_signed {
                true if number.value < 0.0 => "−",
                true => "+",
                false if number.value < 0.0 => "−",
                false => "",
            };
            let percent = if number.is_percent { " %" } else { "" };
            format!("{sign}{size}{percent}")
        }
        Value::Boolean(true) => "yes".to_owned(),
        Value::Boolean(false) => "no".to_owned(),
        Value::Reference(end) => here.link(end).html().0,
    }
}
