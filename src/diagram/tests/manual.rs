//! The table of the manual: each line of it is read, and each word that is read stands in it.

use super::super::{flow, gantt, graph, read, sequence, state};

const MANUAL: &str = include_str!("../../../content/guide/diagrams.md");

/// Returns the text below a heading.
fn section(heading: &str) -> &'static str {
    let section = MANUAL.split(&format!("\n## {heading}")).nth(1).unwrap();
    section.split("\n## ").next().unwrap()
}

/// Returns the rows of the tables below a heading, as cells.
fn rows(heading: &str) -> Vec<Vec<String>> {
    let rows = section(heading).lines().filter(|line| line.starts_with("| `"));
    // A bar within code is written with a stroke before it.
    let cells = |row: &str| -> Vec<String> {
        let row = row.trim_matches('|').replace("\\|", "\u{1}");
        row.split('|').map(|cell| cell.replace('\u{1}', "|").trim().to_owned()).collect()
    };
    rows.map(cells).collect()
}

/// Returns what stands in code in a cell.
fn code(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

const KINDS: [(&str, &str, &str); 4] = [
    ("Flowcharts", "flowchart TD\na\nb\nc\n", ""),
    ("Sequence diagrams", "sequenceDiagram\nA->>B: x\n", ""),
    ("State diagrams", "stateDiagram-v2\n[*] --> A\nA --> B\n", ""),
    ("Gantt charts", "gantt\nFirst :f, 2026-01-05, 5d\n", "\nLast :2026-03-02, 1d"),
];

#[test]
fn each_line_of_the_tables_is_read() {
    for (heading, head, end) in KINDS {
        let rows = rows(heading);
        assert!(rows.len() >= 8, "{heading}: {} rows", rows.len());
        for row in rows {
            for example in code(&row[0]) {
                // What goes on over lines is written with strokes between them.
                let text = format!("{head}{}{end}", example.replace(" ⏎ ", "\n"));
                let read = read(&text);
                assert!(read.is_ok(), "{heading}: `{example}`: {read:?}");
            }
        }
    }
}

#[test]
fn each_word_that_is_read_is_named() {
    let words: [(&str, &[&str]); 4] = [
        ("Flowcharts", &flow::WORDS),
        ("Sequence diagrams", &sequence::WORDS),
        ("State diagrams", &state::WORDS),
        ("Gantt charts", &gantt::WORDS),
    ];
    for (heading, words) in words {
        for word in words {
            assert!(section(heading).contains(word), "{heading}: `{word}` is not named");
        }
    }
    for (word, _) in graph::Role::WORDS {
        assert!(MANUAL.contains(&format!("`{word}`")), "the class `{word}` is not named");
    }
}

#[test]
fn the_diagrams_of_the_manual_are_right() {
    let blocks: Vec<&str> = MANUAL
        .split("```mermaid\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect();
    assert!(blocks.len() >= 4, "{} diagrams", blocks.len());
    for block in blocks {
        assert!(read(block).is_ok(), "{block}");
    }
}
