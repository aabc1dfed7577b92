//! The own fields of a KPI.

use super::named::named_texts;
use super::{Direction, KpiFields, Phase, ScoreColumns, SeriesSource, Target, Text};
use crate::field::{Reader, Shape, Shapes, Value};
use crate::id::{Rhythm, Span, Spanned};
use crate::kind::{ChartKind, Derivation};

const RHYTHMS: [(&str, Rhythm); 5] = [
    ("day", Rhythm::Day),
    ("week", Rhythm::Week),
    ("month", Rhythm::Month),
    ("quarter", Rhythm::Quarter),
    ("year", Rhythm::Year),
];

/// Reads the own fields of a KPI.
pub(super) fn read(reader: &mut Reader<'_, '_>) -> KpiFields {
    let derivations = Derivation::ALL.map(|derivation| (derivation.name(), derivation));
    let directions = Direction::ALL.map(|direction| (direction.name(), direction));
    let mut fields = KpiFields {
        unit: reader.text("unit"),
        direction: reader.choice("direction", "a direction", &directions),
        target: target(reader),
        band: ends(reader, "band").and_then(|band| both(reader, &band)),
        range: ends(reader, "range")
            .map(|range| range.map(|(low, high)| (finite(low), finite(high)))),
        // A moving range needs two points.
        baseline: reader.count("baseline", 2),
        period: reader.choice("period", "a period", &RHYTHMS),
        source: source(reader),
        derive: reader.choice("derive", "a derivation", &derivations),
        counter: reader.texts("counter"),
        phases: reader.tables("phases", "in phases", phase),
        notes: reader.texts("notes"),
        chart: charts(reader),
    };
    // A derivation says what its values are counted in, and how often there is one.
    if let Some(derive) = &fields.derive {
        let (unit, rhythm) = (derive.value.unit().to_owned(), derive.value.rhythm());
        fields.unit.get_or_insert_with(|| Spanned::new(unit, derive.span));
        fields.period.get_or_insert_with(|| Spanned::new(rhythm, derive.span));
    }
    fields
}

/// Reads the name of a chart, or several.
fn charts(reader: &mut Reader<'_, '_>) -> Vec<Spanned<ChartKind>> {
    let kinds: Vec<_> = ChartKind::ALL
        .into_iter()
        .filter(|kind| *kind != ChartKind::Spark)
        .map(|kind| (kind.name(), kind))
        .collect();
    let texts = reader.texts("chart");
    let mut charts = Vec::new();
    for text in &texts {
        if text.value == ChartKind::Spark.name() {
            let hint = "place it in a text, as `![…](kpi:…?chart=spark)`; tiles and tables have one anyway";
            reader.wrong(text.span, "`spark` is no chart for a page of its own", Some(hint));
            continue;
        }
        charts.extend(reader.choose("chart", "a chart", text, &kinds));
    }
    charts
}

/// Reads `{ value, by }`, or a number alone.
fn target(reader: &mut Reader<'_, '_>) -> Option<Target> {
    reader.shape("target", || {
        let fields = vec![("value".to_owned(), Shape::Number), ("by".to_owned(), Shape::Date)];
        let table = Shape::Table(Shapes { fields, rest: None });
        Shape::Either(Box::new(Shape::Number), Box::new(table))
    });
    let entry = reader.take("target")?;
    if !matches!(entry.value.value, Value::Table(_)) {
        let value = reader.number_at("target", &entry.value)?;
        return Some(Target { value, by: None });
    }
    let span = entry.value.span;
    let target = reader.table_at("target", &entry.value, "in target", |reader| {
        let by = reader.date("by");
        let is_given = reader.has("value");
        let value = reader.number("value");
        if !is_given {
            let hint = "write target = { value = 25, by = 2026-12-31 }";
            reader.wrong(span, "`target` has no `value`", Some(hint));
        }
        value.map(|value| Target { value, by })
    });
    target.and_then(|target| target.value)
}

/// Reads `[low, high]`; an end may be infinite.
fn ends(reader: &mut Reader<'_, '_>, key: &'static str) -> Option<Spanned<(f64, f64)>> {
    reader.shape(key, || Shape::Ends);
    let entry = reader.take(key)?;
    let hint = format!("write {key} = [0, 100]");
    let Value::List(list) = &entry.value.value else {
        return reader.mismatch(key, "a list of two numbers", &entry.value, &hint);
    };
    let [low, high] = list.as_slice() else {
        let message = format!("`{key}` wants two numbers, not {}", list.len());
        reader.wrong(entry.value.span, message, Some(&hint));
        return None;
    };
    let (low, high) = (reader.bound_at(key, low), reader.bound_at(key, high));
    let (low, high) = (low?.value, high?.value);
    if low >= high {
        let message = format!("`{key}` ends at {high} before it begins at {low}");
        reader.wrong(entry.value.span, message, Some(&hint));
        return None;
    }
    Some(Spanned::new((low, high), entry.value.span))
}

fn both(reader: &mut Reader<'_, '_>, band: &Spanned<(f64, f64)>) -> Option<Spanned<(f64, f64)>> {
    let (low, high) = band.value;
    if low.is_finite() && high.is_finite() {
        return Some(band.clone());
    }
    reader.wrong(band.span, "`band` wants finite numbers", Some("an open `range` may have inf"));
    None
}

fn finite(end: f64) -> Option<f64> {
    Some(end).filter(|end| end.is_finite())
}

/// The columns that a score is made of, in this order.
const SCORE: [&str; 3] = ["promoters", "passives", "detractors"];

/// Reads `{ file, date, value, n, note, where }`, or the file alone; the columns of a score may stand
/// where `value` and `n` do.
fn source(reader: &mut Reader<'_, '_>) -> Option<SeriesSource> {
    reader.shape("source", || {
        let texts = ["file", "date", "value", "n", "note"].into_iter().chain(SCORE);
        let texts = texts.map(|key| (key.to_owned(), Shape::Text));
        let rows = Shapes { fields: Vec::new(), rest: Some(Box::new(Shape::Text)) };
        let rows = ("where".to_owned(), Shape::Table(rows));
        let fields = texts.chain([rows]).collect();
        let table = Shape::Table(Shapes { fields, rest: None });
        Shape::Either(Box::new(Shape::Text), Box::new(table))
    });
    let entry = reader.take("source")?;
    if !matches!(entry.value.value, Value::Table(_)) {
        let file = reader.text_at("source", &entry.value)?;
        return Some(SeriesSource {
            file,
            date: None,
            value: None,
            score: None,
            n: None,
            note: None,
            rows: Vec::new(),
        });
    }
    let span = entry.value.span;
    let source = reader.table_at("source", &entry.value, "in source", |reader| {
        let is_given = reader.has("file");
        let file = reader.text("file");
        if !is_given {
            reader.wrong(span, "`source` names no `file`", Some("add file = \"….csv\""));
        }
        let (date, value) = (reader.text("date"), reader.text("value"));
        let (n, note) = (reader.text("n"), reader.text("note"));
        let score = score(reader, span, &[("value", &value), ("n", &n)]);
        let rows = reader.table("where", "in where", named_texts);
        let rows = rows.map(|rows| rows.value).unwrap_or_default();
        file.map(|file| SeriesSource { file, date, value, score, n, note, rows })
    });
    source.and_then(|source| source.value)
}

/// Reads the columns of a score: all three of them or none, and nothing else that makes a value.
fn score(
    reader: &mut Reader<'_, '_>,
    span: Span,
    others: &[(&str, &Option<Text>)],
) -> Option<ScoreColumns> {
    let given = SCORE.map(|key| reader.text(key));
    if given.iter().all(Option::is_none) {
        return None;
    }
    for (key, other) in others {
        let Some(other) = other else { continue };
        let message = format!("`{key}` stands beside the columns of a score");
        let hint = format!("leave out `{key}`: score and `n` are computed from the counts");
        reader.wrong(other.span, message, Some(&hint));
    }
    if let Some(at) = given.iter().position(Option::is_none) {
        let missing = SCORE.get(at).copied().unwrap_or_default();
        let hint =
            "name all three columns: promoters = \"…\", passives = \"…\", detractors = \"…\"";
        reader.wrong(span, format!("a score wants a column of `{missing}`"), Some(hint));
    }
    let [promoters, passives, detractors] = given;
    Some(ScoreColumns { promoters: promoters?, passives: passives?, detractors: detractors? })
}

fn phase(reader: &mut Reader<'_, '_>, span: Span) -> Option<Phase> {
    let is_given = reader.has("from");
    let from = reader.date("from");
    let (because, method) = (reader.text("because"), reader.text("method"));
    if !is_given {
        let hint = "write { from = 2026-01-27, because = \"…\" }";
        reader.wrong(span, "a phase does not say `from` when", Some(hint));
    }
    Some(Phase { from: from?, because, method })
}
