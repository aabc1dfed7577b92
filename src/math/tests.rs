//! Formulas right and wrong, each with the MathML or the problem that it must give.
//!
//! The suite is `tests/data/formulas.md`. Its cases stand under `##` headings: a block `math`, then one
//! `mathml` or `problem`, whose place is a line and a column in the formula.

use super::{Place, mathml};

/// Returns the blocks of a suite: their language, and their text.
fn blocks(suite: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut lines = suite.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push((language.to_owned(), body.join("\n")));
        }
    }
    blocks
}

#[test]
fn formulas_become_mathml_or_a_finding_at_their_place() {
    let suite = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/formulas.md");
    let blocks = blocks(&std::fs::read_to_string(suite).unwrap());
    assert!(blocks.len() >= 30, "{} blocks", blocks.len());
    let mut failures = String::new();
    for pair in blocks.chunks(2) {
        let [(_, tex), (what, expected)] = pair else { panic!("a formula expects nothing") };
        let (found_what, found) = match mathml(tex, Place::Block) {
            Ok(html) => ("mathml", html.replace("><", ">\n<")),
            Err(problem) => {
                let before = &tex[..problem.span.range().start];
                let line = before.matches('\n').count() + 1;
                let column = before.chars().rev().take_while(|letter| *letter != '\n').count() + 1;
                let words = tex[problem.span.range()].to_owned();
                (
                    "problem",
                    format!("{line}:{column} `{words}` {}\n{}", problem.message, problem.hint),
                )
            }
        };
        if (what.as_str(), expected) != (found_what, &found) {
            failures += &format!("\n```math\n{tex}\n```\n\n```{found_what}\n{found}\n```\n");
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn no_formula_carries_a_style() {
    let formulas = [
        r"\begin{cases} 1 & x \\ 0 & y \end{cases}",
        r"\begin{align} a &= b \tag{1} \\ c &= d \end{align}",
        r"\begin{array}{l|c:r} a & b & c \end{array}",
        r"\cfrac12 \textsc{a}",
        r"\begin{multline} a \\ b \\ c \end{multline}",
        r"\begin{gather} a \\ b \end{gather}",
        r"\boxed{a} \phantom{b} \hspace{1em} \rule{1em}{1em}",
    ];
    for formula in formulas {
        if let Ok(html) = mathml(formula, Place::Block) {
            assert!(!html.contains(" style=\""), "{formula}: {html}");
        }
    }
    let words = mathml(r#"\text{a style="b" c}"#, Place::Line).unwrap();
    assert!(words.contains("style=”b”"), "{words}");
}

#[test]
fn what_nests_too_deep_is_refused() {
    let bits = [
        r"\bar",
        r"\sqrt",
        "{",
        r"\left(",
        r"\begin{matrix}",
        "_{",
        r"\text{",
        r"\frac1",
        r"\not",
        r"\bf ",
    ];
    for bit in bits {
        for count in [100, 250, 10_000] {
            let open = bit.repeat(count);
            let closed = format!("{open}x{}", "}".repeat(count));
            for formula in [&open, &closed] {
                let read = mathml(formula, Place::Line);
                assert!(read.is_err() || count < 10_000, "{bit} {count}");
            }
        }
    }
}

#[test]
fn any_text_is_read_without_a_stop() {
    let bits = [
        "\\",
        "frac",
        "{",
        "}",
        "^",
        "_",
        "&",
        "\\\\",
        "é",
        " ",
        "\\text",
        "$",
        "%",
        "#",
        "~",
        "\\begin{cases}",
        "\\end{cases}",
        "\\left(",
        "\\right)",
        "\u{0}",
        "'",
        "\"",
        "<",
        "\\begin{array}{l|}",
        "\\color{red}",
        "\\operatorname*",
        "1.5em",
        "\\hspace",
        "\\sqrt[3]",
        "\\mathbb",
    ];
    let mut seed = 11_usize;
    for _ in 0..3_000 {
        let formula: String = (0..12)
            .map(|_| {
                seed = seed
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                bits[(seed >> 33) % bits.len()]
            })
            .collect();
        if let Err(problem) = mathml(&formula, Place::Block) {
            assert!(formula.get(problem.span.range()).is_some(), "{formula}: {problem:?}");
        }
    }
}
