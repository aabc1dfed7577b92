//! Scores from counts, and dates of several forms.

use super::*;
use crate::doc::ScoreColumns;

fn counted() -> KpiFields {
    let text = |text: &str| plain(text.to_owned());
    let score = ScoreColumns {
        promoters: text("would"),
        passives: text("might"),
        detractors: text("would not"),
    };
    let source = SeriesSource {
        file: text("a"),
        date: None,
        value: None,
        score: Some(score),
        n: None,
        note: None,
        rows: Vec::new(),
    };
    KpiFields { source: Some(source), ..KpiFields::default() }
}

#[test]
fn counts_make_a_score_with_its_margin_and_n() {
    let text = "date,would,might,would not\n2026-01,24,10,6\n2026-02,20,5,4\n2026-03,,,\n\
                2026-04,120,50,30\n";
    let json = "[{\"date\": \"2026-01\", \"would\": 24, \"might\": 10, \"would not\": 6}, \
                {\"date\": \"2026-02\", \"would\": 20, \"might\": 5, \"would not\": 4}, \
                {\"date\": \"2026-04\", \"would\": 120, \"might\": 50, \"would not\": 30}]";
    for (name, text) in [("a.csv", text), ("a.json", json)] {
        let path = RelPath::new(name).unwrap();
        let Reading { series, notes, findings } = read(&kpi(), &path, text, &counted());
        assert!(findings.is_empty(), "{findings:?}");
        let told: Vec<String> = series
            .points
            .iter()
            .map(|point| {
                let margin = notes.margin(point.period.start).unwrap();
                format!(
                    "{} {} ±{margin:.1} n={}",
                    point.period.start,
                    point.value,
                    point.n.unwrap()
                )
            })
            .collect();
        assert_eq!(told, ["2026-01-01 45 ±22.9 n=40", "2026-04-01 45 ±10.3 n=200"], "{name}");
        let few: Vec<(String, u64)> =
            notes.few().iter().map(|few| (few.period.start.to_string(), few.n)).collect();
        assert_eq!(few, [("2026-02-01".to_owned(), 29)], "{name}");
        assert_eq!(series.decimals, 1);
    }
}

#[test]
fn counts_that_make_no_score_are_found_at_their_cells() {
    for (rows, expected) in [
        ("2026-01,x,1,2\n", vec!["2:9-10 `x` is no count"]),
        ("2026-01,40,,2\n", vec!["2:12-12 a count is missing beside others of its row"]),
        (
            "2026-01,18446744073709551615,1,2\n",
            vec!["2:9-29 the counts of this row are too large to add up"],
        ),
        ("2026-01,-1,1,2\n", vec!["2:9-11 `-1` is no count"]),
    ] {
        let text = format!("date,would,might,would not\n{rows}");
        assert_eq!(
            read_with(&text, &counted()),
            (Vec::new(), expected.iter().map(|it| (*it).to_owned()).collect()),
            "{rows}"
        );
    }
    let (_, findings) = read_with("date,would,might,wouldnt\n2026-01,1,2,3\n", &counted());
    assert_eq!(findings, ["1:1-1 `kpis/a.csv` has no column `would not`"]);
}

#[test]
fn a_file_of_counts_is_known_by_its_columns() {
    let text = "date,promoters,passives,detractors\n2026-01,24,10,6\n";
    let path = RelPath::new("nps.csv").unwrap();
    let Reading { findings, .. } = read(&kpi(), &path, text, &KpiFields::default());
    assert_eq!(
        findings[0].hint.as_deref(),
        Some(
            "for a score say so in the KPI: source = { file = \"nps.csv\", promoters = \"promoters\", \
             passives = \"passives\", detractors = \"detractors\" }"
        )
    );
}

#[test]
fn dates_of_another_form_are_found_at_their_cells() {
    for (dates, expected) in [
        (["2026-03", "2026-04", "2026-W20"], "4:1-9 `2026-W20` is a week among months"),
        (["2026-03", "2026-05", "2026-07-15"], "4:1-11 `2026-07-15` is a day among months"),
        (["2026-03", "2026-04-06", "2026-05-04"], "2:1-8 `2026-03` is a month among days"),
        (["2026-Q1", "2026-04", "2026-Q3"], "3:1-8 `2026-04` is a month among quarters"),
    ] {
        let [first, second, third] = dates;
        let text = format!("date,value\n{first},1\n{second},2\n{third},3\n");
        let (values, findings) = read_percent(&text);
        assert_eq!(findings, [expected]);
        assert_eq!(values.len(), 2, "{dates:?}");
    }
    let (_, none) = read_percent("date,value\n2026-W10,1\n2026-W11,2\n");
    assert_eq!(none, Vec::<String>::new());
}
