//! What a snapshot answers to a query.

use std::cmp::Ordering;

use crate::diag::Problem;
use crate::doc::query::{self, Ask, Comparison, Condition, Day, Operand, Order, Test};
use crate::id::{Date, DocId, ItemId};
use crate::kind::Listed;

use super::super::names::Names;
use super::super::node::End;
use super::super::snapshot::Site;
use super::resolve::{Unclear, Vocabulary, meaning};
use super::values::{Value, values};

/// Returns every document or item of a snapshot that meets a query, in the order that it asks for; those
/// of which that says nothing stand in the order of their files and places. `ends` is what its references
/// mean.
pub fn select(site: &Site, ask: &Ask, ends: &[End]) -> Vec<End> {
    let asked = Asked { site, ends };
    let is_met = |end: &End| asked.is_met(*end, &ask.condition);
    let (mut kinds, mut items) = (Vec::new(), Vec::new());
    for listed in &ask.of {
        match listed {
            Listed::Documents(kind) => kinds.push(*kind),
            Listed::Items(kind) => items.push(*kind),
        }
    }
    // A template asks for what is in its own document: in each of 10,000 that may not look at all of them.
    let docs: Vec<DocId> = match documents(&ask.condition, ends) {
        Some(named) => named.into_iter().filter(|doc| site.shows_doc(*doc)).collect(),
        None => site.docs().collect(),
    };
    let mut found: Vec<End> = if items.is_empty() {
        let docs = docs.into_iter().filter(|doc| kinds.contains(&site.doc(*doc).kind));
        docs.map(End::Doc).filter(is_met).collect()
    } else {
        let of_kind = |item: &ItemId| items.contains(&site.graph.items[item.index()].kind);
        let all = docs.into_iter().flat_map(|doc| site.items_in(doc));
        all.filter(of_kind).map(End::Item).filter(is_met).collect()
    };
    // The last key first: each sort keeps the order of the one before where its own says nothing.
    for key in ask.sort.iter().rev() {
        let mut keyed: Vec<(Option<Rank>, End)> = found
            .into_iter()
            .map(|end| (rank(site, ask, &values(site, end, &key.field.name)), end))
            .collect();
        keyed.sort_by(|(a, _), (b, _)| match (a, b) {
            (Some(a), Some(b)) if key.is_descending => b.compare(a),
            (Some(a), Some(b)) => a.compare(b),
            // What has no value stands last, whichever way.
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        found = keyed.into_iter().map(|(_, end)| end).collect();
    }
    found
}

/// Returns the documents of which alone there can be results, in their order: those that a condition names
/// as `document` which all results have to meet; `None` where it names none.
fn documents(condition: &Condition<Comparison>, ends: &[End]) -> Option<Vec<DocId>> {
    match condition {
        Condition::All(all) => all.iter().find_map(|one| documents(one, ends)),
        Condition::Holds(Comparison { field, test: Test::Is(operands) })
            if field.name == "document" =>
        {
            let document = |operand: &Operand| match operand {
                Operand::Reference(at) => match ends.get(*at) {
                    Some(End::Doc(doc)) => Some(*doc),
                    // What is listed lies in a document, and in no item.
                    Some(End::Item(_)) | None => None,
                },
                _ => None,
            };
            let mut named: Vec<DocId> = operands.iter().filter_map(document).collect();
            named.sort_unstable();
            named.dedup();
            Some(named)
        }
        Condition::Holds(_) | Condition::Any(_) | Condition::Not(_) => None,
    }
}

/// Returns what a snapshot has of a kind where conditions hold that are written outside of the handbook.
///
/// # Errors
///
/// Everything that is wrong with the conditions.
pub fn answer(site: &Site, of: Listed, conditions: &[String]) -> Result<Vec<End>, Vec<Problem>> {
    let graph = &*site.graph;
    let (ask, mut problems) = query::conditions(of, conditions, &site.config().kinds);
    let names = Names::new(&graph.nodes, &graph.items);
    let words = Vocabulary::of(&graph.nodes, &graph.people);
    match meaning(&ask, &graph.nodes, &names, None, || &words) {
        Ok(ends) if problems.is_empty() => Ok(select(site, &ask, &ends)),
        Ok(_) => Err(problems),
        Err(unclear) => {
            problems.extend(unclear.into_iter().map(|Unclear { problem, .. }| problem));
            Err(problems)
        }
    }
}

/// What results are put in order by.
enum Rank {
    Number(f64),
    Text(String),
}

impl Rank {
    fn compare(&self, other: &Rank) -> Ordering {
        match (self, other) {
            (Rank::Number(a), Rank::Number(b)) => a.total_cmp(b),
            (Rank::Text(a), Rank::Text(b)) => a.cmp(b),
            (Rank::Number(_), Rank::Text(_)) => Ordering::Less,
            (Rank::Text(_), Rank::Number(_)) => Ordering::Greater,
        }
    }
}

/// Returns the first value of a field as something that has an order: words in that of the way.
fn rank(site: &Site, ask: &Ask, values: &[Value]) -> Option<Rank> {
    Some(match *values.first()? {
        Value::Date(date) => Rank::Number(f64::from(date.number())),
        Value::Days(days, _) => Rank::Number(f64::from(days)),
        Value::Number(number) => Rank::Number(number),
        Value::Measure(number) => Rank::Number(number.value),
        Value::Boolean(boolean) => Rank::Number(f64::from(u8::from(boolean))),
        Value::Word(word) => {
            let states = ask.of.iter().flat_map(|listed| listed.states());
            match states.enumerate().find(|(_, state)| *state == word) {
                Some((at, _)) => Rank::Number(at as f64),
                None => Rank::Text(word.to_lowercase()),
            }
        }
        Value::Text(text) => Rank::Text(text.to_lowercase()),
        Value::Person(id) => Rank::Text(site.graph.people.label(id).to_lowercase()),
        Value::Reference(End::Doc(doc)) => Rank::Text(site.doc(doc).title.to_lowercase()),
        Value::Reference(End::Item(item)) => Rank::Text(site.item(item).title.to_lowercase()),
    })
}

struct Asked<'a> {
    site: &'a Site,
    ends: &'a [End],
}

impl Asked<'_> {
    fn is_met(&self, end: End, condition: &Condition<Comparison>) -> bool {
        match condition {
            Condition::All(all) => all.iter().all(|one| self.is_met(end, one)),
            Condition::Any(any) => any.iter().any(|one| self.is_met(end, one)),
            Condition::Not(not) => !self.is_met(end, not),
            Condition::Holds(comparison) => {
                let values = values(self.site, end, &comparison.field.name);
                self.holds(&values, &comparison.test)
            }
        }
    }

    fn holds(&self, values: &[Value], test: &Test) -> bool {
        let is = |operands: &[Operand]| operands.iter().any(|one| self.is(values, one));
        match test {
            Test::Has => !values.is_empty(),
            Test::Contains(part) => values.iter().any(|value| match value {
                Value::Text(text) => text.to_lowercase().contains(part.as_str()),
                _ => false,
            }),
            Test::Is(operands) => is(operands),
            Test::IsNot(operands) => !is(operands),
            Test::Lies(order, operand) => values.iter().any(|value| {
                let side = match (self.number(value), self.operand(operand)) {
                    (Some(value), Some(operand)) => value.total_cmp(&operand),
                    _ => return false,
                };
                match order {
                    Order::Less => side.is_lt(),
                    Order::AtMost => side.is_le(),
                    Order::More => side.is_gt(),
                    Order::AtLeast => side.is_ge(),
                }
            }),
        }
    }

    fn is(&self, values: &[Value], operand: &Operand) -> bool {
        let site = self.site;
        match operand {
            Operand::None => values.is_empty(),
            Operand::Word(word) => values.iter().any(|value| match value {
                Value::Word(own) | Value::Text(own) => is_same(own, word),
                _ => false,
            }),
            Operand::Person(name) => {
                let id = site.person_id(name);
                values.iter().any(|value| matches!(value, Value::Person(own) if *own == id))
            }
            Operand::Boolean(wanted) => values.contains(&Value::Boolean(*wanted)),
            Operand::Day(_) | Operand::Number(_) => {
                let wanted = self.operand(operand);
                wanted.is_some() && values.iter().any(|value| self.number(value) == wanted)
            }
            Operand::Reference(at) => self.ends.get(*at).is_some_and(|wanted| {
                values.iter().any(|value| match value {
                    // A document stands for what is in it.
                    Value::Reference(own) => {
                        own == wanted || End::Doc(site.graph.doc_of(*own)) == *wanted
                    }
                    _ => false,
                })
            }),
        }
    }

    fn number(&self, value: &Value) -> Option<f64> {
        Some(match value {
            Value::Date(date) => f64::from(date.number()),
            Value::Days(days, _) => f64::from(*days),
            Value::Number(number) => *number,
            Value::Measure(number) => number.value,
            _ => return None,
        })
    }

    fn operand(&self, operand: &Operand) -> Option<f64> {
        match operand {
            Operand::Day(day) => self.day(*day).map(|day| f64::from(day.number())),
            Operand::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn day(&self, day: Day) -> Option<Date> {
        match day {
            Day::On(date) => Some(date),
            Day::FromToday(days) => self.site.as_of.plus_days(days),
        }
    }
}

/// Returns whether a text is another one, which is in lower case, ignoring case.
fn is_same(own: &str, lower: &str) -> bool {
    own == lower || own.to_lowercase() == lower
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Returns the documents to which a query is confined, where its references mean documents 9, 8 and
    /// so on.
    fn confined(query: &str) -> Option<Vec<u32>> {
        let ask = query::read(query, &BTreeMap::new()).unwrap();
        let ends: Vec<End> =
            (0..).map(|at| End::Doc(DocId(9 - at))).take(ask.references.len()).collect();
        let docs = documents(&ask.condition, &ends)?;
        Some(docs.into_iter().map(|doc| doc.0).collect())
    }

    #[test]
    fn only_documents_that_all_results_must_lie_in_are_looked_at() {
        for (query, docs) in [
            ("item = question and document = a", Some(vec![9])),
            ("kind = brief and serves = a and document = b", Some(vec![8])),
            ("kind = brief and document in (a, b, c)", Some(vec![7, 8, 9])),
            ("kind = brief and (has owner and (document = a))", Some(vec![9])),
            ("kind = brief", None),
            ("kind = brief and (document = a or has owner)", None),
            ("kind = brief and not document = a", None),
            ("kind = brief and document != a", None),
            ("kind = brief and has document", None),
            ("kind = brief and serves = a", None),
        ] {
            assert_eq!(confined(query), docs, "{query}");
        }
    }
}
