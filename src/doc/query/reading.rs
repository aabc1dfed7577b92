//! From a query as it was written to what it asks: what it lists, its fields, its clauses.

use std::collections::BTreeMap;

use super::ask::{Ask, Comparison, Condition, Form, Key};
use super::fields::{Field, Holds, fields, meant};
use super::parse::{self, Operator, Raw, RawComparison, RawValue};
use super::values;
use crate::config::KindConfig;
use crate::diag::{Problem, did_you_mean};
use crate::id::{Span, Spanned};
use crate::kind::{ItemKind, Kind, Listed};

/// Reads a query that says itself what it lists; `kinds` has the further fields of kinds.
///
/// # Errors
///
/// What is wrong with it, each with its place.
pub fn read(text: &str, kinds: &BTreeMap<Kind, KindConfig>) -> Result<Ask, Vec<Problem>> {
    let raw = parse::query(text).map_err(|problem| vec![problem])?;
    let of = scope(&raw).map_err(|problem| vec![problem])?;
    let mut reading = Reading::of(of, kinds);
    reading.whole(&raw);
    reading.finish()
}

/// Reads conditions that must hold together of what is listed, and tells what is wrong with any of them;
/// what is wrong is left out of what is asked, so that its names can be told of as well.
pub fn conditions(
    of: Listed,
    texts: &[String],
    kinds: &BTreeMap<Kind, KindConfig>,
) -> (Ask, Vec<Problem>) {
    let mut reading = Reading::of(vec![of], kinds);
    let mut all = Vec::new();
    for text in texts {
        match parse::condition(text) {
            Ok(raw) => all.push(reading.condition(&raw)),
            Err(problem) => reading.problems.push(problem),
        }
    }
    reading.ask.condition = Condition::All(all);
    (reading.ask, reading.problems)
}

/// Returns what a query lists: what its condition says of `item`, else of `kind`, where all results have
/// to meet it.
fn scope(raw: &Raw) -> Result<Vec<Listed>, Problem> {
    let all = match &raw.condition {
        Some(Condition::All(all)) => all.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let says = |name: &str| {
        all.iter().find_map(|condition| match condition {
            Condition::Holds(comparison)
                if comparison.field.value == name
                    && matches!(comparison.operator.value, Operator::Equal | Operator::In) =>
            {
                Some(comparison)
            }
            _ => None,
        })
    };
    let item = |name: &str| ItemKind::ALL.into_iter().find(|kind| kind.name() == name);
    if let Some(items) = says("item") {
        let names = ItemKind::ALL.map(ItemKind::name);
        return listed(items, &names, |name| item(name).map(Listed::Items));
    }
    if let Some(kinds) = says("kind") {
        let names = Kind::ALL.map(Kind::name);
        return listed(kinds, &names, |name| Kind::parse(name).map(Listed::Documents));
    }
    let message = "the query does not say what it lists";
    let hint = "begin with a kind: `kind = brief and …`, `item = lesson and …` or `kind in (brief, retro)`";
    Err(Problem::new(Span::default(), message, hint))
}

fn listed(
    comparison: &RawComparison,
    names: &[&str],
    read: impl Fn(&str) -> Option<Listed>,
) -> Result<Vec<Listed>, Problem> {
    let mut of = Vec::new();
    for value in &comparison.values {
        let listed = read(&value.text).ok_or_else(|| unknown_kind(comparison, value, names))?;
        if !of.contains(&listed) {
            of.push(listed);
        }
    }
    Ok(of)
}

fn unknown_kind(comparison: &RawComparison, value: &RawValue, names: &[&str]) -> Problem {
    let message = match comparison.field.value.as_str() {
        "item" => format!("there is no item `{}`", value.text),
        _ => format!("there is no kind `{}`", value.text),
    };
    let other = match Listed::parse(&value.text) {
        Some(listed) if !names.contains(&listed.name()) => {
            let field = if matches!(listed, Listed::Items(_)) { "item" } else { "kind" };
            Some(format!("write `{field} = {}`", listed.name()))
        }
        _ => None,
    };
    let near = other.or_else(|| did_you_mean(&value.text, names.iter().copied()));
    Problem::new(value.span, message, near.unwrap_or_else(|| values::one_of(names)))
}

/// A query on its way from what was written to what is asked.
pub(super) struct Reading {
    /// The fields of each kind that is listed.
    fields: Vec<Vec<Field>>,
    pub(super) ask: Ask,
    pub(super) problems: Vec<Problem>,
}

impl Reading {
    fn of(of: Vec<Listed>, kinds: &BTreeMap<Kind, KindConfig>) -> Reading {
        let fields = of.iter().map(|listed| fields(*listed, kinds)).collect();
        let ask = Ask {
            of,
            condition: Condition::All(Vec::new()),
            sort: Vec::new(),
            limit: None,
            form: Form::default(),
            columns: Vec::new(),
            references: Vec::new(),
            people: Vec::new(),
            tags: Vec::new(),
        };
        Reading { fields, ask, problems: Vec::new() }
    }

    fn finish(self) -> Result<Ask, Vec<Problem>> {
        if self.problems.is_empty() { Ok(self.ask) } else { Err(self.problems) }
    }

    fn whole(&mut self, raw: &Raw) {
        if let Some(condition) = &raw.condition {
            self.ask.condition = self.condition(condition);
        }
        for key in &raw.sort {
            if let Some(field) = self.field(&key.field) {
                self.ask.sort.push(Key { field, is_descending: key.is_descending });
            }
        }
        if let Some(limit) = &raw.limit {
            match limit.value.parse() {
                Ok(count) if count > 0 => self.ask.limit = Some(count),
                _ => {
                    let message = format!("`{}` is no number of results", limit.value);
                    self.tell(limit.span, message, "write a whole number from 1 on");
                }
            }
        }
        if let Some(form) = &raw.form {
            self.form(form);
        }
        let counts_all = matches!(self.ask.form, Form::Count | Form::Chart);
        if let Some(limit) = raw.limit.as_ref().filter(|_| counts_all) {
            let message = format!("a {} counts all that match", self.ask.form.name());
            self.tell(limit.span, message, "leave `limit` out, or write `as table`");
        }
        for column in &raw.columns {
            let field = self.field(column);
            self.ask.columns.extend(field);
        }
        if !raw.columns.is_empty() && self.ask.form != Form::Table {
            let message = format!("a {} has no columns", self.ask.form.name());
            let hint = "leave `columns` out, or write `as table`";
            self.tell(raw.columns_at, message, hint);
        }
    }

    fn form(&mut self, form: &Spanned<String>) {
        let Some(known) = Form::ALL.into_iter().find(|known| known.name() == form.value) else {
            let names = Form::ALL.map(Form::name);
            let near = did_you_mean(&form.value, names);
            let message = format!("a query cannot be drawn as `{}`", form.value);
            self.tell(form.span, message, near.unwrap_or_else(|| values::one_of(&names)));
            return;
        };
        self.ask.form = known;
        let has_states = self.ask.of.iter().any(|listed| !listed.states().is_empty());
        let is_dated = self.ask.sort.first().is_some_and(|key| key.field.holds == Holds::Date);
        match known {
            Form::Board if !has_states => {
                let message = format!("a board needs states, and {} have none", self.nouns());
                self.tell(form.span, message, "write `as table` or `as list`");
            }
            Form::Chart if !has_states && !is_dated => {
                let message = format!("{} have no states to count by", self.nouns());
                self.tell(form.span, message, "sort them by a day, to count them by month");
            }
            _ => {}
        }
        if matches!(known, Form::Count | Form::Chart) && !self.ask.people.is_empty() {
            let message = "what belongs to a person or a team is not counted".to_owned();
            self.tell(form.span, message, "write `as list`, or leave the person out");
        }
    }

    fn condition(&mut self, raw: &Condition<RawComparison>) -> Condition<Comparison> {
        match raw {
            Condition::All(all) => {
                Condition::All(all.iter().map(|one| self.condition(one)).collect())
            }
            Condition::Any(any) => {
                Condition::Any(any.iter().map(|one| self.condition(one)).collect())
            }
            Condition::Not(not) => Condition::Not(Box::new(self.condition(not))),
            Condition::Holds(comparison) => match self.comparison(comparison) {
                Some(comparison) => Condition::Holds(comparison),
                // A problem was told, and what has one is not asked.
                None => Condition::All(Vec::new()),
            },
        }
    }

    fn comparison(&mut self, raw: &RawComparison) -> Option<Comparison> {
        let field = self.field(&raw.field)?;
        let test = values::test(self, &field, raw)?;
        Some(Comparison { field, test })
    }

    /// Returns the field of a name, where at least one of the kinds has it.
    fn field(&mut self, name: &Spanned<String>) -> Option<Field> {
        let known = self.fields.iter().flatten().find(|field| field.name == name.value);
        if let Some(field) = known {
            return Some(field.clone());
        }
        let mut names: Vec<&str> = Vec::new();
        for field in self.fields.iter().flatten() {
            if !names.contains(&field.name.as_str()) {
                names.push(&field.name);
            }
        }
        let meant = self.ask.of.iter().find_map(|listed| meant(&name.value, *listed));
        let hint = match meant {
            Some(meant) => format!("write `{meant}`"),
            None => did_you_mean(&name.value, names.iter().copied()).unwrap_or_else(|| {
                format!("the fields of {} are {}", self.nouns(), names.join(", "))
            }),
        };
        let message = format!("{} have no field `{}`", self.nouns(), name.value);
        self.tell(name.span, message, hint);
        None
    }

    pub(super) fn tell(&mut self, span: Span, message: String, hint: impl Into<String>) {
        self.problems.push(Problem::new(span, message, hint));
    }

    /// Returns what is listed in words: `briefs and retros`.
    pub(super) fn nouns(&self) -> String {
        let nouns: Vec<String> = self.ask.of.iter().map(|listed| listed.plural()).collect();
        match nouns.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [before @ .., last] => format!("{} and {last}", before.join(", ")),
        }
    }
}
