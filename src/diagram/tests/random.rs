//! Diagrams that nobody would draw.

use proptest::prelude::*;

use super::super::read;
use super::picture::check;

const SHAPES: [&str; 14] = [
    "[x]", "(x y)", "([x])", "[[x]]", "[(x)]", "((x))", "(((x)))", ">x]", "{x y z}", "{{x}}",
    "[/x/]", "[\\x\\]", "[/x\\]", "[\\x/]",
];
const LINKS: [&str; 10] =
    ["-->", "---", "-.->", "==>", "--x", "o--o", "<-->", "-->|a label|", "-- b -->", "---->"];

prop_compose! {
    fn flow()(
        direction in prop::sample::select(&["TD", "BT", "LR", "RL"][..]),
        shapes in prop::collection::vec(prop::sample::select(&SHAPES[..]), 1..14),
        links in prop::collection::vec(
            (0_usize..14, 0_usize..14, prop::sample::select(&LINKS[..])), 0..20),
        boxes in prop::collection::vec((0_usize..14, 1_usize..4), 0..3),
    ) -> String {
        let mut text = format!("flowchart {direction}\n");
        for (number, (first, size)) in boxes.iter().enumerate() {
            text.push_str(&format!("subgraph g{number} [Group number {number}]\n"));
            for at in *first..first + size {
                text.push_str(&format!("n{at}\n"));
            }
            text.push_str("end\n");
        }
        for (at, shape) in shapes.iter().enumerate() {
            text.push_str(&format!("n{at}{shape}\n"));
        }
        for (from, to, link) in links {
            let (from, to) = (from % shapes.len(), to % shapes.len());
            text.push_str(&format!("n{from} {link} n{to}\n"));
        }
        text
    }
}

prop_compose! {
    fn states()(
        lines in prop::collection::vec(prop::sample::select(&[
            "[*] --> a", "a --> b : when", "b --> a", "b --> c", "c --> [*]", "a --> a : again",
            "note right of a : words", "note left of b : more\\nwords", "state f <<fork>>",
            "f --> a", "d : a description", "state \"Many words\" as e", "c --> e",
            "state g {\n[*] --> h\nh --> i\n}", "g --> a", "b --> g", "direction LR",
        ][..]), 1..16),
    ) -> String {
        let mut lines = lines;
        // A composite state is written once.
        let mut seen = false;
        lines.retain(|line| !line.starts_with("state g") || !std::mem::replace(&mut seen, true));
        format!("stateDiagram-v2\n[*] --> a\n{}", lines.join("\n"))
    }
}

prop_compose! {
    fn sequence()(
        lines in prop::collection::vec(prop::sample::select(&[
            "a->>b: hello", "b-->>a: a rather long answer that has to be broken over lines",
            "c-xa: no", "a-)d: later", "d<<->>b: both", "a->>a: thinks", "Note over a,c: words",
            "Note left of a: words", "Note right of d: words", "loop daily\na->>b: x\nend",
            "alt one\na->>b: x\nelse two\nb->>a: y\nend", "opt\nend", "rect red\nb->>c: x\nend",
            "par one\na->>b: x\nand two\na->>c: x\nend", "a->>+b: go\nb-->>-a: went", "autonumber",
            "actor e as Somebody else", "critical x\noption y\nend", "break z\na->>d: x\nend",
        ][..]), 1..20),
    ) -> String {
        format!("sequenceDiagram\na->>b: first\n{}", lines.join("\n"))
    }
}

prop_compose! {
    fn gantt()(
        tasks in prop::collection::vec(
            (0_i32..3, 1_u8..13, 1_u8..29, 1_i32..400, prop::sample::select(&["d", "w"][..])),
            1..14),
        excludes in any::<bool>(),
    ) -> String {
        let mut text = String::from("gantt\ntitle A plan\n");
        if excludes {
            text.push_str("excludes weekends\n");
        }
        for (at, (mark, month, day, length, unit)) in tasks.into_iter().enumerate() {
            let mark = ["", "done, ", "milestone, crit, "][mark as usize];
            if at % 3 == 0 {
                text.push_str(&format!("section Part {at}\n"));
            }
            let start = match at % 2 {
                1 => format!("after t{}", at - 1),
                _ => format!("2026-{month:02}-{day:02}"),
            };
            text.push_str(&format!("Task number {at} :{mark}t{at}, {start}, {length}{unit}\n"));
        }
        text
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn flowcharts_are_whole(text in flow()) {
        check(&text);
    }

    #[test]
    fn state_diagrams_are_whole(text in states()) {
        check(&text);
    }

    #[test]
    fn sequences_are_whole(text in sequence()) {
        check(&text);
    }

    #[test]
    fn gantt_charts_are_whole(text in gantt()) {
        check(&text);
    }

    #[test]
    fn problems_of_any_text_stand_within_it(
        kind in prop::sample::select(&["flowchart TD\n", "sequenceDiagram\n", "stateDiagram-v2\n",
            "gantt\n", "---\n", ""][..]),
        words in prop::collection::vec(prop_oneof![
            prop::sample::select(&["-->", "--", "-.", "==", "[", "]", "((", "{", "}", "\"", "|", "&",
                ";", ":", "\n", " ", "é", "a", "b", "end", "subgraph", "state", "note", "<<", "as",
                "loop", "alt", "else", "->>", "+", "-", "%%", ":::", "after", "2026-01-01", "5d",
                ",", "section", "dateFormat", "[*]", "\u{11370}", "activate", "Note over", "direction", "LR",
                "x--x", "sugraph", "participent", "->", "@{", "#35;", "<br>", "excludes", "accDescr {", "class", "~~~"][..])
                .prop_map(str::to_owned),
            "\\PC{0,4}",
        ], 0..40),
    ) {
        let text = format!("{kind}{}", words.join(""));
        match read(&text) {
            Ok(diagram) => { diagram.draw(); }
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                for problem in problems {
                    let span = problem.span.range();
                    prop_assert!(text.get(span.clone()).is_some(), "{span:?} in {text:?}");
                    prop_assert!(!problem.hint.is_empty() && !problem.message.ends_with('.'));
                }
            }
        }
    }
}

/// `cargo bench -- chart` measures what one costs.
#[test]
fn the_largest_flowcharts_are_drawn_soundly() {
    let mut text = String::from("flowchart TD\n");
    for at in 1..380 {
        text.push_str(&format!("n{} --> n{at}\n", (at - 1) / 2));
        if at % 3 == 0 {
            text.push_str(&format!("n{} -->|way {at}| n{at}\n", at * 7 % at));
        }
    }
    check(&text);
}

#[test]
fn what_is_too_large_is_refused() {
    let mut text = String::from("flowchart TD\n");
    for at in 0..401 {
        text.push_str(&format!("n{at}\n"));
    }
    let problems = read(&text).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].message, "401 nodes are more than a diagram can show");
    // Lists on both sides make edges quickly.
    let list: Vec<String> = (0..300).map(|at| format!("n{at}")).collect();
    let text = format!("flowchart TD\n{} --> {}", list.join(" & "), list.join(" & "));
    assert!(
        read(&text).unwrap_err()[0].message.ends_with("edges are more than a diagram can show")
    );
}
