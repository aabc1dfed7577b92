mod hints;
mod score;

use super::*;
use crate::diag::locate;
use crate::doc::SeriesSource;
use crate::id::Spanned;

fn kpi() -> RelPath {
    RelPath::new("a.md").unwrap()
}

fn plain<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::default())
}

fn percent() -> KpiFields {
    KpiFields { unit: Some(plain("%".to_owned())), ..KpiFields::default() }
}

/// Returns the values read, and the findings as `line:column-end message`.
fn read_with(text: &str, fields: &KpiFields) -> (Vec<f64>, Vec<String>) {
    read_named("kpis/a.csv", text, fields)
}

fn read_named(name: &str, text: &str, fields: &KpiFields) -> (Vec<f64>, Vec<String>) {
    let path = RelPath::new(name).unwrap();
    let Reading { series, findings, .. } = read(&path, &path, text, fields);
    let findings = findings.iter().map(|finding| {
        let place = locate(text, finding.span);
        let (start, end) = (place.start, place.end);
        assert!(finding.hint.is_some() && finding.message.chars().count() <= 90);
        format!("{}:{}-{} {}", start.line, start.column, end.column, finding.message)
    });
    (series.points.iter().map(|point| point.value).collect(), findings.collect())
}

fn read_percent(text: &str) -> (Vec<f64>, Vec<String>) {
    read_with(text, &percent())
}

#[test]
fn every_bad_cell_is_found_in_one_run_at_its_place() {
    let text = "date,value,n\n\
                2026-01,31.0,10\n\
                2026-02,NaN,10\n\
                2026-13,30,10\n\
                2026-04,\"1,234\",10\n\
                2026-05,inf,10\n\
                2026-06,30\n\
                2026-07,-3,10\n\
                2026-08,30,x\n\
                2026-08,31,10\n\
                2026-03,31,10\n";
    let (values, findings) = read_percent(text);
    assert_eq!(values, [31.0, 30.0]);
    assert_eq!(
        findings,
        [
            "3:9-12 `NaN` is no plain number",
            "4:1-8 `2026-13` is no date",
            "5:9-16 `1,234` is no plain number",
            "6:9-12 `inf` is no plain number",
            "7:1-11 this row has 2 cells, the header has 3",
            "8:9-11 -3 lies outside of the possible range",
            "9:12-13 `x` is no count",
            "10:1-8 the month of `2026-08` occurs twice",
            "11:1-8 `2026-03` comes after 2026-08-01",
        ]
    );
}

#[test]
fn places_hold_after_a_byte_order_mark_and_with_crlf() {
    let text = "\u{feff}date,value\r\n2026-01,31\r\n\r\n2026-02,x\r\n2026-03,30\r\n";
    let (values, findings) = read_percent(text);
    assert_eq!(
        (values, findings),
        (vec![31.0, 30.0], vec!["4:9-10 `x` is no plain number".to_owned()])
    );
}

#[test]
fn days_months_quarters_and_weeks_are_dates() {
    for (dates, rhythm) in [
        (["2026-11-09", "2026-11-10"], Rhythm::Day),
        (["2025-W52", "2026-W01"], Rhythm::Week),
        (["2026-01", "2026-02"], Rhythm::Month),
        (["2026-Q1", "2026-Q2"], Rhythm::Quarter),
    ] {
        let text = format!("date,value\n{},1\n{},2\n", dates[0], dates[1]);
        let Reading { series, findings, .. } =
            read(&kpi(), &RelPath::new("a.csv").unwrap(), &text, &percent());
        assert_eq!((series.rhythm, series.len(), findings.len()), (rhythm, 2, 0), "{dates:?}");
    }
}

#[test]
fn an_empty_cell_is_a_gap_and_a_unit_is_stripped() {
    let Reading { series, findings, .. } = read(
        &kpi(),
        &RelPath::new("a.csv").unwrap(),
        "date,value\n2026-01,27.1 %\n2026-02,\n2026-03,28%\n",
        &percent(),
    );
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!((series.len(), series.decimals), (2, 1));
    assert!(series.has_gap_before(1));
}

#[test]
fn rows_and_columns_are_chosen_by_the_source() {
    let source = SeriesSource {
        file: plain("a.csv".to_owned()),
        date: Some(plain("week".to_owned())),
        value: None,
        score: None,
        n: Some(plain("sessions".to_owned())),
        note: None,
        rows: vec![("step".to_owned(), plain("pay".to_owned()))],
    };
    let fields = KpiFields { source: Some(source), ..percent() };
    let text = "week,step,sessions,value\n2026-W01,basket,9,1\n2026-W01,pay,7,2\n";
    let Reading { series, findings, .. } =
        read(&kpi(), &RelPath::new("a.csv").unwrap(), text, &fields);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!((series.points[0].value, series.points[0].n), (2.0, Some(7)));
    let (_, findings) = read_with("weak,step,sessions,value\n", &fields);
    assert_eq!(findings, ["1:1-1 `kpis/a.csv` has no column `week`"]);
}

#[test]
fn a_file_without_rows_or_without_anything_is_found() {
    assert_eq!(read_percent("").1, ["1:1-1 the file is empty"]);
    assert_eq!(read_percent("date,value\n").1, ["1:1-11 no row holds a value"]);
}

#[test]
fn a_wrong_file_of_many_rows_gives_few_findings() {
    let text = format!("date,value\n{}", "x,y\n".repeat(10_000));
    assert_eq!(read_percent(&text).1.len(), crate::kpi::sheet::MOST + 1);
}

const THREE: [(&str, &str); 3] = [
    (
        "a.csv",
        "date,value,n,note,secret\n2026-01,27.10,10,,x\n2026-02,,,closed,x\n2026-03,28,12,\"a, b\",x\n",
    ),
    (
        "a.toml",
        "secret = \"x\"\n\n[[point]]\ndate = \"2026-01\"\nvalue = 27.10\nn = 10\n\n[[point]]\n\
         date = \"2026-02\"\nvalue = \"\"\nnote = \"closed\"\n\n[[point]]\ndate = \"2026-03\"\n\
         value = 28\nn = 12\nnote = \"a, b\"\n",
    ),
    (
        "a.json",
        "\u{feff}{\"of\": \"x\", \"points\": [{\"date\": \"2026-01\", \"value\": 27.10, \"n\": 10},\n \
         {\"date\": \"2026-02\", \"value\": null, \"note\": \"closed\"},\n \
         {\"date\": \"2026-03\", \"value\": 28, \"n\": 12, \"note\": \"a, b\"}]}",
    ),
];

#[test]
fn the_three_forms_say_the_same() {
    for (name, text) in THREE {
        let path = RelPath::new(name).unwrap();
        let Reading { series, notes, findings } = read(&kpi(), &path, text, &percent());
        assert!(findings.is_empty(), "{name}: {findings:?}");
        let points: Vec<(f64, Option<u64>, Option<&str>)> = series
            .points
            .iter()
            .map(|point| (point.value, point.n, notes.at(point.period.start)))
            .collect();
        assert_eq!(points, [(27.1, Some(10), None), (28.0, Some(12), Some("a, b"))], "{name}");
        assert_eq!((series.decimals, series.rhythm), (2, Rhythm::Month), "{name}");
        assert!(series.has_gap_before(1), "{name}");
    }
}

#[test]
fn every_bad_cell_of_toml_is_found_in_one_run_at_its_place() {
    let text = "[[point]]\ndate = 2026-01-01\nvalue = 31.0\n\
                [[point]]\ndate = \"2026-13\"\nvalue = nan\n\
                [[point]]\ndate = 2026-02-01\nvalue = \"27.1\"\nn = \"10\"\n\
                [[point]]\ndate = 2026-03-01\nvalue = 1_000\n\
                [[point]]\ndate = 2026-04-01\nvlaue = 30\n\
                [[point]]\ndate = 2026-05-01\nvalue = [1, 2]\nn = -3\n\
                [[point]]\ndate = 2026-01-01\nvalue = 30\n";
    let (values, findings) = read_named("a.toml", text, &percent());
    assert_eq!(values, [31.0]);
    assert_eq!(
        findings,
        [
            "5:8-17 `2026-13` is no date",
            "6:9-12 `nan` is no plain number",
            "9:9-15 `27.1` is a text, not a number",
            "10:5-9 `10` is a text, not a count",
            "13:9-14 1000 lies outside of the possible range",
            "14:1-10 this record has no `value`",
            "19:9-15 `[1, 2]` is no plain number",
            "20:5-7 `-3` is no count",
            "22:8-18 the month of `2026-01-01` occurs twice",
        ]
    );
}

#[test]
fn every_bad_cell_of_json_is_found_in_one_run_at_its_place() {
    let text = "[\n  {\"date\": \"2026-01\", \"value\": 31},\n  \
                {\"date\": \"03/02/2026\", \"value\": \"31\"},\n  \
                {\"date\": \"2026-03\"},\n  4,\n  \
                {\"date\": \"2026-02\", \"value\": -1, \"n\": 1.5}\n]\n";
    let (values, findings) = read_named("a.json", text, &percent());
    assert_eq!(values, [31.0]);
    assert_eq!(
        findings,
        [
            "5:3-4 a point is a record, not a number",
            "3:12-24 `03/02/2026` is no date",
            "3:35-39 `31` is a text, not a number",
            "4:3-22 this record has no `value`",
            "6:32-34 -1 lies outside of the possible range",
            "6:41-44 `1.5` is no count",
        ]
    );
}

#[test]
fn a_file_that_is_no_list_of_records_is_told_once() {
    for (name, text, expected) in [
        ("a.toml", "", "1:1-1 the file holds no list of points"),
        ("a.toml", "value = 3\n", "1:1-1 the file holds no list of points"),
        ("a.toml", "points = []\n", "1:1-1 no row holds a value"),
        (
            "a.toml",
            "[[a]]\ndate = 1\n[[b]]\ndate = 2\n",
            "3:3-4 `a` and `b` are both lists of records",
        ),
        ("a.toml", "[[point]]\ndate = 2026-01-01\nwert = 1\n", "1:1-10 there is no column `value`"),
        ("a.json", "", "1:1-1 the file is empty"),
        ("a.json", "27", "1:1-3 the file holds a number, and no list of points"),
        ("a.json", "{\"2026-01\": 27}", "1:1-1 the file holds no list of points"),
        (
            "a.json",
            "[{\"date\": \"2026-01\",}]",
            "1:21-21 no JSON: a comma before the bracket that closes",
        ),
    ] {
        assert_eq!(read_named(name, text, &percent()).1, [expected], "{name}: {text}");
    }
    let (_, findings) = read_named("a.toml", "[[point]]\ndate = jan\nvalue = 1\n", &percent());
    assert_eq!(findings.len(), 1, "{findings:?}");
}

/// Returns the fields of a KPI that reads a file in its own way.
fn reads(value: Option<&str>, rows: &[(&str, &str)]) -> KpiFields {
    let text = |text: &str| plain(text.to_owned());
    let source = SeriesSource {
        file: text("a"),
        date: None,
        value: value.map(text),
        score: None,
        n: None,
        note: None,
        rows: rows.iter().map(|(key, cell)| ((*key).to_owned(), text(cell))).collect(),
    };
    KpiFields { source: Some(source), ..KpiFields::default() }
}

#[test]
fn several_series_stand_in_one_file_long_or_wide() {
    let long = "date,step,value\n2026-01,a,1\n2026-01,b,2\n2026-02,a,3\n";
    let wide = "date,open,closed\n2026-01,1,2\n2026-02,3,\n";
    let records = "[{\"date\": \"2026-01\", \"step\": \"a\", \"value\": 1}, \
                   {\"date\": \"2026-01\", \"step\": \"b\", \"value\": 2}, \
                   {\"date\": \"2026-02\", \"step\": \"a\", \"value\": 3}]";
    let tables = "points = [{ date = \"2026-01\", open = 1, closed = 2 }, \
                  { date = \"2026-02\", open = 3, closed = \"\" }]\n";
    for (name, text, fields, expected) in [
        ("a.csv", long, reads(None, &[("step", "a")]), vec![1.0, 3.0]),
        ("a.csv", long, reads(None, &[("step", "b")]), vec![2.0]),
        ("a.csv", wide, reads(Some("open"), &[]), vec![1.0, 3.0]),
        ("a.csv", wide, reads(Some("closed"), &[]), vec![2.0]),
        ("a.json", records, reads(None, &[("step", "a")]), vec![1.0, 3.0]),
        ("a.toml", tables, reads(Some("open"), &[]), vec![1.0, 3.0]),
        ("a.toml", tables, reads(Some("closed"), &[]), vec![2.0]),
    ] {
        assert_eq!(read_named(name, text, &fields), (expected, Vec::new()), "{name}");
    }
    for (name, text) in [("a.csv", long), ("a.json", records)] {
        let fields = reads(None, &[("step", "c")]);
        let (_, findings) = read_named(name, text, &fields);
        assert_eq!(findings, [format!("1:1-1 no row of `{name}` has `c` in `step`")]);
    }
}

#[test]
fn nothing_is_added_up_or_averaged_and_a_period_that_runs_has_no_value() {
    let fields = KpiFields {
        unit: Some(plain("orders".to_owned())),
        period: Some(plain(Rhythm::Month)),
        ..KpiFields::default()
    };
    let text = "date,value\n2026-03-02,10\n2026-03-09,20\n2026-04-06,30\n";
    let (values, findings) = read_with(text, &fields);
    assert_eq!(values, [10.0, 30.0]);
    assert_eq!(findings, ["3:1-11 the month of `2026-03-09` occurs twice"]);
    let path = RelPath::new("a.csv").unwrap();
    let series = read(&path, &path, "date,value\n2026-03,10\n2026-04,4\n", &fields).series;
    let on = |day: &str| series.until(Date::parse(day).unwrap()).len();
    assert_eq!((on("2026-03-30"), on("2026-04-29"), on("2026-04-30")), (0, 1, 2));
}

/// A key may be written with escapes, and stands twice all the same.
#[test]
fn a_key_that_is_given_twice_is_told_beside_a_misquoted_number() {
    let text = r#"[{"date": "2026-01", "value": "27", "v\u0061lue": 28}, {"date": "2026-02", "value": 3}]"#;
    let (values, findings) = read_named("a.json", text, &percent());
    assert_eq!(values, [3.0]);
    assert_eq!(
        findings,
        ["1:51-53 `value` is given twice", "1:31-35 `27` is a text, not a number"]
    );
}
