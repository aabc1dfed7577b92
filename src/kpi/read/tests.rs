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
    let path = RelPath::new("kpis/a.csv").unwrap();
    let (series, findings) = read(&path, &path, text, fields);
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
        let (series, findings) = read(&kpi(), &RelPath::new("a.csv").unwrap(), &text, &percent());
        assert_eq!((series.rhythm, series.len(), findings.len()), (rhythm, 2, 0), "{dates:?}");
    }
}

#[test]
fn an_empty_cell_is_a_gap_and_a_unit_is_stripped() {
    let (series, findings) = read(
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
        n: Some(plain("sessions".to_owned())),
        rows: vec![("step".to_owned(), plain("pay".to_owned()))],
    };
    let fields = KpiFields { source: Some(source), ..percent() };
    let text = "week,step,sessions,value\n2026-W01,basket,9,1\n2026-W01,pay,7,2\n";
    let (series, findings) = read(&kpi(), &RelPath::new("a.csv").unwrap(), text, &fields);
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
