//! Diagrams as they are drawn, and what is said of wrong ones; each was looked at in both themes.

use std::fmt::Write;
use std::path::Path;

/// Returns a picture with a line for each shape, or each problem with its line and column.
fn shown(text: &str) -> String {
    match super::super::read(text) {
        Ok(diagram) => {
            let (title, desc) = diagram.words();
            let svg = diagram.draw().svg.replace("><", ">\n<");
            format!("{title}\n{desc}\n\n{svg}")
        }
        Err(problems) => {
            let mut out = String::new();
            for problem in problems {
                let before = &text[..problem.span.range().start];
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
                let _ = writeln!(out, "{line}:{column} {}", problem.message);
                let _ = writeln!(out, "    `{}`", problem.span.of(text));
                let _ = writeln!(out, "    {}", problem.hint);
            }
            out
        }
    }
}

#[test]
fn diagrams_are_drawn_as_they_were_looked_at() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagram/tests/golden");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 16, "only {} diagrams", files.len());
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let shown = shown(&text);
        assert_eq!(name.starts_with("wrong"), !shown.contains("<svg"), "{name}\n{shown}");
        insta::assert_snapshot!(name, shown);
    }
}
