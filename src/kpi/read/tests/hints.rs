//! What people and spreadsheets write otherwise is told with what to write instead.

use super::*;

/// Returns the hint of the one finding on a file of two columns.
fn hint(name: &str, text: &str) -> String {
    let path = RelPath::new(name).unwrap();
    let findings = read(&path, &path, text, &KpiFields::default()).findings;
    assert_eq!(findings.len(), 1, "{text}: {findings:?}");
    assert!(findings[0].message.chars().count() <= 90, "{findings:?}");
    findings[0].hint.clone().unwrap()
}

#[test]
fn dates_that_people_write_otherwise_are_told_with_what_to_write() {
    for (cell, expected) in [
        ("03/04/2026", "write the year first: `2026-04-03` or `2026-03-04`, whichever is meant"),
        ("13/04/2026", "write the year first: `2026-04-13`"),
        ("04/13/2026", "write the year first: `2026-04-13`"),
        ("04/04/2026", "write the year first: `2026-04-04`"),
        ("2.3.2026", "write the year first: `2026-03-02` or `2026-02-03`, whichever is meant"),
        ("2026/03/04", "write it with hyphens and two digits each: `2026-03-04`"),
        ("2026-3-4", "write it with hyphens and two digits each: `2026-03-04`"),
        ("2026-03-04T00:00:00Z", "leave out the time of day: `2026-03-04`"),
        ("2026-q1", "write `2026-Q1`"),
        ("2026-w07", "write `2026-W07`"),
        ("2026", "write `2026-01-01`; period = \"year\" in the KPI makes it the whole year"),
        ("46085", "a spreadsheet wrote its number of the day; format the column as `2026-03-02`"),
        ("30/02/2026", "write `2026-03-02`, `2026-03`, `2026-Q1` or `2026-W10`"),
        ("2026-11-31", "that month ends with `2026-11-30`"),
        ("2024-02-30", "that month ends with `2024-02-29`"),
        ("2026-13-31", "write `2026-03-02`, `2026-03`, `2026-Q1` or `2026-W10`"),
        ("Mar 2026", "write `2026-03-02`, `2026-03`, `2026-Q1` or `2026-W10`"),
        ("", "write the day or the period: `2026-03-02`, `2026-03`, `2026-Q1` or `2026-W10`"),
    ] {
        assert_eq!(hint("a.csv", &format!("date,value\n\"{cell}\",1\n")), expected, "{cell}");
    }
}

#[test]
fn numbers_that_people_write_otherwise_are_told_with_what_to_write() {
    for (cell, expected) in [
        ("27,1", "write a decimal point: `27.1`"),
        ("1,234", "write `1234`, or `1.234` if the comma is a decimal one"),
        ("1,234.5", "write it without thousands separators: `1234.5`"),
        ("1.234,5", "write it without thousands separators: `1234.5`"),
        ("1,234,567", "write it without thousands separators: `1234567`"),
        ("1 234", "write it without thousands separators: `1234`"),
        ("1\u{202f}234.5", "write it without thousands separators: `1234.5`"),
        ("1'234", "write it without thousands separators: `1234`"),
        ("n/a", "leave the cell empty for a gap"),
        ("N/A", "leave the cell empty for a gap"),
        ("-", "leave the cell empty for a gap"),
        ("–", "leave the cell empty for a gap"),
        ("null", "leave the cell empty for a gap"),
        ("#DIV/0!", "a spreadsheet wrote a formula or its error; paste the values"),
        ("€ 12.50", "write the number alone: `12.50`; the `unit` stands in the KPI"),
        ("12 €", "write the number alone: `12`; the `unit` stands in the KPI"),
        ("1.2e3", "write it out: `1200`"),
        ("many", "write a plain decimal such as `27.1`, or leave the cell empty for a gap"),
        ("9999999999999", "use a larger unit"),
    ] {
        let text = format!("date,value\n2026-01,\"{cell}\"\n");
        assert_eq!(hint("a.csv", &text), expected, "{cell}");
    }
}

#[test]
fn a_file_that_another_program_shaped_is_told_once() {
    for (text, expected) in [
        (
            "date;value\n2026-01;1,5\n2026-02;2\n",
            "1:1-11 the cells are parted by semicolons, not by commas",
        ),
        (
            "\u{feff}date\tvalue\r\n2026-01\t1\r\n",
            "1:1-11 the cells are parted by tabs, not by commas",
        ),
        ("date|value\n2026-01|1\n", "1:1-11 the cells are parted by bars, not by commas"),
        (
            "sep=,\r\ndate,value\r\n2026-01,1\r\n",
            "1:1-6 `sep=,` is a remark for Excel, and no header",
        ),
        ("Date,value\n2026-01,1\n", "1:1-11 there is no column `date`"),
        ("date,vlaue\n2026-01,1\n", "1:1-11 there is no column `value`"),
        ("date,value\n2026-01,27,1\n", "2:1-13 this row has 3 cells, the header has 2"),
    ] {
        assert_eq!(read_with(text, &KpiFields::default()).1, [expected], "{text}");
    }
    assert_eq!(
        hint("kpis/a.csv", "date,vlaue\n2026-01,1\n"),
        "rename `vlaue`, or say so in the KPI: source = { file = \"a.csv\", value = \"vlaue\" }"
    );
    assert_eq!(
        hint("a.csv", "date,value\n2026-01,27,1\n"),
        "a comma begins a new cell: if `27,1` is one number, write `27.1`"
    );
    // What Excel tells itself does not hide the rest.
    let (values, findings) = read_percent("sep=,\ndate,value\n2026-01,1\n2026-02,x\n");
    assert_eq!((values, findings.len()), (vec![1.0], 2));
    assert!(findings[1].starts_with("4:9-10 "), "{findings:?}");
}

#[test]
fn a_misspelt_key_of_a_record_is_told_with_its_name() {
    let toml = "[[point]]\ndate = 2026-03-01\nvalue = 3\n[[point]]\ndat = 2026-04-01\nvalue = 30\n";
    assert_eq!(hint("a.toml", toml), "write `date` for `dat`");
}

#[test]
fn what_is_wrong_in_each_row_alike_is_told_once_with_how_many_there_are() {
    let german = "date,value,n\n\
                  2026-01,\"1.602,5\",1.200\n\
                  2026-02,\"998,25\",1.300\n\
                  2026-03,1.602,10\n\
                  2026-04,12,10\n\
                  2026-05,\"1.700,0\",10\n\
                  2026-06,x,10\n";
    let path = RelPath::new("kpis/a.csv").unwrap();
    let Reading { series, findings, .. } = read(&path, &path, german, &KpiFields::default());
    let told: Vec<String> = findings
        .iter()
        .map(|finding| {
            let at = locate(german, finding.span).start;
            format!("{}:{} {}", at.line, at.column, finding.message)
        })
        .collect();
    assert_eq!(
        told,
        [
            "2:9 3 values have a decimal comma, the first `1.602,5`",
            "2:19 2 counts have separators between thousands, the first `1.200`",
            "7:9 `x` is no plain number",
        ]
    );
    assert_eq!(
        findings[0].hint.as_deref(),
        Some(
            "write it without thousands separators: `1602.5`, and all others alike; `1.602` beside them \
             may be 1602: write what is meant"
        )
    );
    let values: Vec<f64> = series.points.iter().map(|point| point.value).collect();
    assert_eq!(values, [12.0], "neither 1602 nor 1.602 is taken");
}

#[test]
fn what_is_left_out_for_its_point_is_told_beside_a_single_comma() {
    let text = "date,value\n2026-01,\"1,5\"\n2026-02,1.602\n2026-03,1.700\n2026-04,2\n";
    let path = RelPath::new("kpis/a.csv").unwrap();
    let Reading { series, findings, .. } = read(&path, &path, text, &KpiFields::default());
    assert_eq!((findings.len(), series.points.len()), (1, 1), "{findings:?}");
    assert_eq!(findings[0].message, "`1,5` is no plain number");
    assert_eq!(
        findings[0].hint.as_deref(),
        Some(
            "write a decimal point: `1.5`; `1.602` beside them may be 1602, and so 1 more: write what \
             is meant"
        )
    );
}

/// Returns the findings with their hints, and the values that are read.
fn told(rows: &[&str]) -> (Vec<String>, Vec<f64>) {
    let rows = rows.iter().enumerate().map(|(at, value)| format!("2026-{:02},{value}\n", at + 1));
    let text = format!("date,value\n{}", rows.collect::<String>());
    let path = RelPath::new("kpis/a.csv").unwrap();
    let unit = Some(Spanned::new("€".to_owned(), Span::default()));
    let fields = KpiFields { unit, ..KpiFields::default() };
    let Reading { series, findings, .. } = read(&path, &path, &text, &fields);
    let findings = findings.into_iter().map(|finding| {
        format!("{}: {}", finding.message, finding.hint.as_deref().unwrap_or_default())
    });
    (findings.collect(), series.points.iter().map(|point| point.value).collect())
}

#[test]
fn a_point_that_parts_thousands_among_whole_numbers_is_told() {
    let (found, values) = told(&["980", "1.310", "990", "1.204", "1001"]);
    assert_eq!(
        found,
        [
            "`1.310` among whole numbers may be 1310: write `1310`, or `1.31` where that is meant; and so 1 more"
        ]
    );
    assert_eq!(values, [980.0, 990.0, 1001.0], "neither reading is taken");
    let (found, _) = told(&["980", "1.204"]);
    assert_eq!(
        found,
        ["`1.204` among whole numbers may be 1204: write `1204`, or `1.2040` where that is meant"]
    );
    let (found, _) = told(&["980 €", "1.310 €"]);
    assert_eq!(
        found,
        [
            "`1.310 €` among whole numbers may be 1310 €: write `1310 €`, or `1.31 €` where that is meant"
        ]
    );
    // Each of the two ways out can be taken, and what is near as it stands is a decimal.
    for rows in
        [["980", "1204"], ["980", "1.2040"], ["3", "1.204"], ["0", "1.204"], ["980.5", "1.204"]]
    {
        assert_eq!(told(&rows).0, [""; 0], "{rows:?}");
    }
}

#[test]
fn a_point_among_points_is_a_decimal_one() {
    let path = RelPath::new("kpis/a.csv").unwrap();
    let text = "date,value\n2026-01,1.602\n2026-02,1.75\n";
    let Reading { series, findings, .. } = read(&path, &path, text, &KpiFields::default());
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(series.points[0].value, 1.602);
}

#[test]
fn a_unit_in_each_cell_is_told_once() {
    let path = RelPath::new("kpis/a.csv").unwrap();
    let text = "date,value\n2026-01,8 %\n2026-02,9 %\n2026-03,\"9,5 %\"\n2026-04,10\n";
    let findings = read(&path, &path, text, &KpiFields::default()).findings;
    let told: Vec<(&str, &str)> = findings
        .iter()
        .map(|finding| (finding.message.as_str(), finding.hint.as_deref().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            (
                "2 values have a unit beside the number, the first `8 %`",
                "write the number alone: `8`; the `unit` stands in the KPI, and all others alike",
            ),
            (
                "`9,5 %` is no plain number",
                "write a decimal point: `9.5`; the `unit` stands in the KPI",
            ),
        ]
    );
}
