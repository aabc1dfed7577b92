//! Rules about the source that neither compiler nor lints can hold.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use throughline::diag::Code;

/// The modules in import order: each uses only those before it.
const ORDER: [&str; 27] = [
    "id", "html", "kind", "diag", "code", "math", "diagram", "field", "config", "people", "source",
    "output", "watch", "doc", "kpi", "corpus", "site", "check", "chart", "view", "theme", "render",
    "pipeline", "serve", "cmd", "cli", "main",
];

/// How many lines a file of the program may have; more than one idea hides in what is longer.
const LINES: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns every file below a folder with its path from the root.
fn files(folder: &str) -> Vec<(String, PathBuf)> {
    let below = walkdir::WalkDir::new(root().join(folder)).sort_by_file_name();
    let entries = below.into_iter().map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(root()).unwrap();
            (path.to_str().unwrap().replace('\\', "/"), entry.into_path())
        })
        .collect()
}

/// Returns the Rust files below a folder with their text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let files = files(folder).into_iter().filter(|(path, _)| path.ends_with(".rs"));
    files.map(|(path, real)| (path, std::fs::read_to_string(real).unwrap())).collect()
}

/// Returns the module of a file: the folder below `src`, or the file's own name.
fn module_of(path: &str) -> &str {
    let below = path.strip_prefix("src/").unwrap();
    below.split('/').next().unwrap().trim_end_matches(".rs")
}

/// Returns the part of a file that is no test, and is built into the program.
fn built(path: &str, text: &str) -> String {
    if path.contains("/tests/") || path.ends_with("/tests.rs") {
        return String::new();
    }
    text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned()
}

/// Returns the modules that a text names by `crate::`, in braces too, with the line of each.
fn uses(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let line = text[..at].matches('\n').count() + 1;
        let is_comment = text.lines().nth(line - 1).unwrap().trim_start().starts_with("//");
        if is_comment {
            continue;
        }
        let rest = &text[at + "crate::".len()..];
        let name = |text: &str| -> String {
            text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()
        };
        match rest.strip_prefix('{') {
            None => found.push((line, name(rest))),
            Some(list) => {
                let (mut depth, mut is_start) = (0, true);
                for (place, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => is_start = true,
                        c if is_start && !c.is_whitespace() => {
                            found.push((line, name(&list[place..])));
                            is_start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

#[test]
fn uses_are_read_in_every_form() {
    let text = "use crate::doc::{self, Doc};\nuse crate::{id, kpi::{Series, self},\n    view::Page};\n// crate::cli\nlet a = crate::site::x();";
    let names: Vec<String> = uses(text).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["doc", "id", "kpi", "view", "site"]);
}

#[test]
fn a_module_uses_only_modules_before_it() {
    let rank: BTreeMap<&str, usize> =
        ORDER.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, text) in sources("src") {
        let own = module_of(&path);
        if own == "lib" {
            continue;
        }
        let own_rank = *rank.get(own).unwrap_or_else(|| panic!("`{own}` is not in the order"));
        for (line, name) in uses(&built(&path, &text)) {
            let Some(used) = rank.get(name.as_str()) else {
                wrong.push(format!("{path}:{line}: `{name}` is not in the order"));
                continue;
            };
            seen += 1;
            if *used > own_rank {
                wrong.push(format!("{path}:{line}: `{own}` uses `{name}`, which comes after it"));
            }
        }
    }
    assert!(seen > 200, "only {seen} uses were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_order_names_every_module_of_the_library() {
    let text = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let modules = text.lines().filter_map(|line| line.strip_prefix("pub mod "));
    let mut modules: Vec<&str> = modules.map(|name| name.trim_end_matches(';')).collect();
    let mut order = ORDER.to_vec();
    order.retain(|name| *name != "main");
    modules.sort_unstable();
    order.sort_unstable();
    assert_eq!(modules, order);
}

#[test]
fn files_stay_short() {
    let mut wrong = Vec::new();
    for (path, text) in sources("src") {
        let lines = text.lines().count();
        if lines > LINES {
            wrong.push(format!("{path}: {lines} lines"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_built_neither_prints_nor_gives_up() {
    let never = [".unwrap()", "todo!(", "unimplemented!(", "println!(", "print!(", "dbg!("];
    let mut wrong = Vec::new();
    for (path, text) in sources("src") {
        for (line, code) in built(&path, &text).lines().enumerate() {
            let is_comment = code.trim_start().starts_with("//");
            for word in never.iter().filter(|word| !is_comment && code.contains(**word)) {
                wrong.push(format!("{path}:{}: {word}", line + 1));
            }
            if code.contains("#[allow(") || code.contains("#![allow(") {
                wrong.push(format!("{path}:{}: write `expect` with a reason", line + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_names_the_machine_that_it_was_written_on() {
    let own = root().to_str().unwrap();
    let home = std::env::var("HOME").unwrap_or_default();
    let mut read = 0;
    let mut wrong = Vec::new();
    for folder in ["src", "themes", "content", "tests"] {
        for (path, real) in files(folder) {
            // Pictures have no words.
            let Ok(text) = std::fs::read_to_string(real) else { continue };
            read += 1;
            for (line, words) in text.lines().enumerate() {
                let is_own = own.len() > 4 && words.contains(own);
                let is_home = home.len() > 4 && words.contains(&home);
                let is_some_home = ["/home/", "/Users/", "C:\\Users"]
                    .iter()
                    .any(|place| words.contains(place) && !path.ends_with("tests/suite/tidy.rs"));
                if is_own || is_home || is_some_home {
                    wrong.push(format!("{path}:{}: {}", line + 1, words.trim()));
                }
            }
        }
    }
    assert!(read > 200, "only {read} files were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
#[test]
fn every_code_has_an_explanation_of_substance() {
    let mut wrong = Vec::new();
    let mut texts: BTreeMap<&str, Code> = BTreeMap::new();
    for code in Code::all() {
        let text = code.explain();
        let words = text.split_whitespace().count();
        if words < 40 {
            wrong.push(format!("{code}: {words} words"));
        }
        if let Some(other) = texts.insert(text, code) {
            wrong.push(format!("{code}: the text of {other}"));
        }
        let title = code.title();
        if title.is_empty() || title.ends_with('.') {
            wrong.push(format!("{code}: the title `{title}`"));
        }
    }
    assert!(texts.len() >= 25, "only {} codes", texts.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
