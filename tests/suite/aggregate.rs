//! `throughline survey aggregate`: what becomes of single people's answers.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use tempfile::TempDir;

use crate::support::{folder, program, read, run, write};

const SURVEY: &str = "+++\nquestions = [\n  { id = \"stay\", text = \"Will you stay?\", scale = [\"yes\", \"no, never\"] },\n  \
                      { id = \"heard\" },\n]\n+++\n# Work\n";

fn site() -> TempDir {
    folder(&[("throughline.toml", "title = \"Handbook\"\n"), ("content/surveys/work.md", SURVEY)])
}

/// Returns rows of a group that gave one answer.
fn rows(count: usize, cells: &str) -> String {
    (0..count).map(|at| format!("2026-01-0{at},p{at}@b.example,{cells},secret{at}\n")).collect()
}

fn raw() -> String {
    let head = "Timestamp,E-mail,Team,WILL YOU STAY?,heard,Anything else?\n".to_owned();
    let parts = [
        (7, "kitchen,yes,3"),
        (5, "kitchen,2,"),
        (3, "cellar,yes,1"),
        (6, "attic,\"No, never\",3"),
        (1, ",,"),
    ];
    parts.into_iter().fold(head, |text, (count, cells)| text + &rows(count, cells))
}

#[test]
fn answers_become_the_counts_that_may_be_told() {
    let site = site();
    write(site.path(), "raw/a.csv", raw());
    let ran = run(site.path(), &["survey", "aggregate", "raw/a.csv", "--survey", "work"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    let wanted = "group,question,answer,count\n,stay,yes,3\n,stay,\"no, never\",6\n,heard,1,3\n,heard,2,0\n,heard,3,6\n\
                  kitchen,stay,yes,7\nkitchen,stay,\"no, never\",5\nkitchen,heard,1,0\nkitchen,heard,2,0\nkitchen,heard,3,7\n";
    assert_eq!(ran.stdout(), wanted);
    let told = ran.stderr();
    assert!(
        told.contains("Left out the columns `Timestamp`, `E-mail`, `Anything else?`"),
        "{told}"
    );
    assert!(told.contains("Counted the answers of 21 people, 1 group by itself"), "{told}");
    let pooled = "2 groups count in what holds them, since each has fewer than 5 answers, or would \
                  reveal one that has\n";
    assert!(told.contains(pooled), "{told}");
    for secret in ["secret", "p0@", "cellar", "attic", "2026-01-0"] {
        assert!(!told.contains(secret), "{told}");
    }
    // The site reads it as it is, and shows nothing less.
    write(site.path(), "content/surveys/2026-01.csv", ran.stdout());
    let page =
        SURVEY.replace("+++\nq", "+++\nwaves = [{ on = 2026-01-12, file = \"2026-01.csv\" }]\nq");
    write(site.path(), "content/surveys/work.md", page);
    std::fs::remove_dir_all(site.path().join("raw")).unwrap();
    assert_eq!(run(site.path(), &["build"]).code(), 0);
    let export: serde_json::Value =
        serde_json::from_str(&read(site.path(), "public/throughline.json")).unwrap();
    let survey = export["documents"].as_array().unwrap().iter().find(|doc| doc["kind"] == "survey");
    let stay = &survey.unwrap()["waves"][0]["questions"][0];
    assert_eq!(stay["counts"], serde_json::json!([10, 11]));
    assert_eq!(stay["groups"], serde_json::json!([{ "name": "kitchen", "counts": [7, 5] }]));
}

#[test]
fn the_order_of_people_and_of_groups_tells_nothing() {
    let site = site();
    let text = raw();
    let (head, body) = text.split_once('\n').unwrap();
    let backwards: Vec<&str> = body.lines().rev().collect();
    write(site.path(), "a.csv", &text);
    write(site.path(), "b.csv", format!("\u{feff}{head}\r\n{}", backwards.join("\r\n")));
    let of =
        |file: &str| run(site.path(), &["survey", "aggregate", file, "--survey", "work"]).stdout();
    assert!(!of("a.csv").is_empty());
    assert_eq!(of("a.csv"), of("b.csv"));
}

#[test]
fn every_cell_that_is_no_answer_is_told_and_none_is_repeated() {
    let site = site();
    let text = format!("{}x,y,kitchen,maybe Ruth,3,\nx,y,attic,3,4,\nonly one\n", raw());
    write(site.path(), "a.csv", &text);
    let ran =
        run(site.path(), &["survey", "aggregate", "a.csv", "--survey", "work", "-o", "out.csv"]);
    assert_eq!((ran.code(), ran.stdout().as_str()), (1, ""));
    let told = ran.stderr();
    for place in ["a.csv:24:13", "a.csv:25:11", "a.csv:26:1"] {
        assert!(told.contains(&format!(" --> {place}\n")), "{place}: {told}");
    }
    assert!(
        told.contains("write one of its scale (yes, no, never), or leave the cell empty"),
        "{told}"
    );
    for secret in ["Ruth", "maybe", "only one", "kitchen", "secret"] {
        assert!(!told.contains(secret), "{told}");
    }
    assert!(!site.path().join("out.csv").exists());
}

#[test]
fn a_number_beyond_a_scale_of_numbers_is_no_answer() {
    let page =
        "+++\nquestions = [{ id = \"likely\", scale = [\"0\", \"5\", \"10\"] }]\n+++\n# Likely\n";
    let site = folder(&[
        ("throughline.toml", "title = \"Handbook\"\n"),
        ("content/surveys/likely.md", page),
    ]);
    for (cell, code) in [("0", 0), ("10", 0), ("3", 1), ("11", 1), ("-5", 1)] {
        let text = format!("likely\n{}{cell}\n", "5\n".repeat(5));
        write(site.path(), "a.csv", text);
        let ran = run(site.path(), &["survey", "aggregate", "a.csv", "--survey", "likely"]);
        assert_eq!(ran.code(), code, "{cell}: {}{}", ran.stdout(), ran.stderr());
    }
}

#[test]
fn one_wrong_cell_does_not_drop_a_question_in_silence() {
    let page = "+++\nquestions = [{ id = \"calm\" }, { id = \"heard\" }]\n+++\n# Calm\n";
    let site = folder(&[
        ("throughline.toml", "title = \"Handbook\"\n"),
        ("content/surveys/calm.md", page),
    ]);
    for (cell, code) in [("3", 0), ("", 0), ("n/a", 1), ("12", 1), ("2.5", 1)] {
        let text = format!("calm,heard\n{}{cell},5\n", "4,5\n".repeat(5));
        write(site.path(), "a.csv", text);
        let ran = run(site.path(), &["survey", "aggregate", "a.csv", "--survey", "calm"]);
        assert_eq!(ran.code(), code, "{cell}: {}{}", ran.stdout(), ran.stderr());
        let said = "`calm` is answered by whole numbers from 0 to 10\n --> a.csv:7:1";
        assert_eq!(ran.stderr().contains(said), code == 1, "{cell}: {}", ran.stderr());
    }
}

#[test]
fn a_low_floor_and_what_is_not_there_are_refused() {
    let site = site();
    let floored = SURVEY.replace("+++\nq", "+++\nfloor = 7\nq");
    write(site.path(), "content/surveys/strict.md", floored);
    write(site.path(), "a.csv", raw());
    for (arguments, code, words) in [
        (&["--floor", "3"][..], 2, "a floor of 3 protects nobody"),
        (&["--survey", "strict", "--floor", "5"], 2, "the survey promises a floor of 7"),
        (&["--survey", "wrok"], 2, "did you mean `work`?"),
        (&["--survey", "work", "--group", "Taem"], 1, "did you mean `Team`?"),
        (&["--survey", "work", "--floor", "30"], 1, "fewer than 30 people answered"),
        (&["--survey", "work", "-o", "a.csv"], 2, "`a.csv` holds the answers"),
    ] {
        let ran = run(site.path(), &[&["survey", "aggregate", "a.csv"], arguments].concat());
        assert_eq!(ran.code(), code, "{arguments:?}: {}", ran.stderr());
        assert!(ran.stderr().contains(words), "{arguments:?}: {}", ran.stderr());
        assert_eq!(ran.stdout(), "");
    }
    assert_eq!(read(site.path(), "a.csv"), raw());
    assert_eq!(run(site.path(), &["survey", "aggregate", "b.csv"]).code(), 3);
}

/// Runs the command on what stands in standard input.
fn piped(folder: &Path, text: &str) -> (String, String) {
    let mut command = program(folder);
    command.args(["survey", "aggregate", "-"]).stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    (String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
}

#[test]
fn without_a_survey_columns_of_numbers_are_questions() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = "id;Age;Group;How well?;Why;Nr\n".to_owned();
    for at in 0..6 {
        text += &format!("{at};3;a;{};good;{at}\n", 1 + at % 3);
    }
    let (out, told) = piped(folder.path(), &text);
    assert_eq!(
        out, "group,question,answer,count\na,how-well,1,2\na,how-well,2,2\na,how-well,3,2\n",
        "{told}"
    );
    assert!(told.contains("`id`, `Age`, `Why`, `Nr`"), "{told}");
}

#[test]
fn columns_that_differ_by_their_marks_alone_are_two_questions() {
    let folder = tempfile::tempdir().unwrap();
    let (out, told) = piped(folder.path(), &format!("team,Fun?,Fun!\n{}", "a,1,2\n".repeat(6)));
    let ids: BTreeSet<&str> =
        out.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    assert_eq!(ids.len(), 2, "{out}{told}");
}

#[test]
fn the_manual_shows_what_the_program_makes_of_an_export() {
    let manual = read(Path::new(env!("CARGO_MANIFEST_DIR")), "content/guide/surveys.md");
    let tables: Vec<&str> =
        manual.split("```csv\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let question = "{ id = \"why\", text = \"I know why we build this.\", scale = [\"yes\", \"partly\", \"no\"] }";
    let page = format!("+++\nquestions = [{question}]\n+++\n# Working together\n");
    let site = folder(&[
        ("throughline.toml", "title = \"Handbook\"\n"),
        ("content/surveys/working-together.md", &page),
        ("raw/autumn.csv", tables[0]),
    ]);
    let line = manual.lines().find(|line| line.trim().starts_with("throughline survey aggregate"));
    let words: Vec<&str> = line.unwrap().split_whitespace().skip(1).collect();
    let ran = run(site.path(), &words);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert_eq!(read(site.path(), "content/surveys/autumn.csv"), tables[1]);
    // The folder for it is not taken by git where `init` has written what git leaves out.
    assert_eq!(run(site.path(), &["init", "new"]).code(), 0);
    let ignored = read(site.path(), "new/.gitignore");
    for line in ["/raw", "*.raw.csv"] {
        assert!(ignored.lines().any(|own| own == line), "{ignored}");
        assert!(manual.contains(&format!("`{line}`")));
    }
}

#[test]
fn groups_that_the_survey_names_are_told_by_name_where_they_are_pooled() {
    let site = site();
    let page = SURVEY.replace("+++\nq", "+++\ngroups = [\"kitchen\", \"cellar\", \"attic\"]\nq");
    write(site.path(), "content/surveys/work.md", page);
    write(site.path(), "raw/a.csv", raw());
    let ran = run(site.path(), &["survey", "aggregate", "raw/a.csv", "--survey", "work"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert!(ran.stderr().contains("reveal one that has: `attic`, `cellar`\n"), "{}", ran.stderr());
}

#[test]
fn a_group_that_nobody_listed_is_not_called_small() {
    let site = site();
    let page = SURVEY.replace("+++\nq", "+++\ngroups = [\"kitchen\"]\nq");
    write(site.path(), "content/surveys/work.md", page);
    let head = "Timestamp,E-mail,Team,Will you stay?,heard,Anything else?\n";
    let text = head.to_owned() + &rows(20, "kitchen,yes,3") + &rows(50, "cellar,yes,3");
    write(site.path(), "raw/a.csv", text);
    let ran = run(site.path(), &["survey", "aggregate", "raw/a.csv", "--survey", "work"]);
    let told = ran.stderr();
    let reason = "1 group counts in what holds it, since `groups` of the survey does not list it\n";
    assert!(told.contains(reason) && !told.contains("fewer than"), "{told}");
    assert!(told.contains("70 people, 1 group by itself\n"), "{told}");
    assert!(!told.contains("cellar"), "{told}");
}

#[test]
fn a_misspelt_heading_is_an_error_that_says_what_was_meant() {
    let site = site();
    write(site.path(), "raw/a.csv", raw().replace("WILL YOU STAY?", "Will yuo stay?"));
    let ran = run(site.path(), &["survey", "aggregate", "raw/a.csv", "--survey", "work"]);
    assert_eq!((ran.code(), ran.stdout().as_str()), (1, ""));
    let told = ran.stderr();
    assert!(told.contains("error: `Will yuo stay?` answers no question of the survey"), "{told}");
    assert!(told.contains("raw/a.csv:1:23"), "{told}");
    assert!(told.contains("did you mean `Will you stay?`?"), "{told}");
    // A column that is like no question is left out, and so is one that a wave did not ask.
    write(site.path(), "raw/a.csv", raw().replace(",heard,", ",Remarks,"));
    let ran = run(site.path(), &["survey", "aggregate", "raw/a.csv", "--survey", "work"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert!(ran.stderr().contains("No column answers `heard`"), "{}", ran.stderr());
}

#[test]
fn answers_under_the_name_of_a_wave_come_with_the_command_that_counts_them() {
    let site = site();
    let page =
        SURVEY.replace("+++\nq", "+++\nwaves = [{ on = 2026-01-12, file = \"a b.csv\" }]\nq");
    write(site.path(), "content/surveys/work.md", page);
    write(site.path(), ".gitignore", "/raw\n");
    write(site.path(), "content/surveys/a b.csv", raw());
    let told = run(site.path(), &["check"]).stderr();
    let command =
        "throughline survey aggregate 'raw/a b.csv' --survey work -o 'content/surveys/a b.csv'";
    let hint = format!("move it to `raw/a b.csv`, then run `{command}`");
    assert!(told.contains(&hint), "{told}");
    assert_eq!(told.matches("TL601").count(), 1, "{told}");

    std::fs::create_dir(site.path().join("raw")).unwrap();
    let moved = ["content/surveys/a b.csv", "raw/a b.csv"].map(|path| site.path().join(path));
    std::fs::rename(&moved[0], &moved[1]).unwrap();
    let words = ["survey", "aggregate", "raw/a b.csv", "--survey", "work", "-o"];
    let ran = run(site.path(), &[&words[..], &["content/surveys/a b.csv"]].concat());
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    let told = run(site.path(), &["check"]).stderr();
    assert!(!told.contains("TL601") && !told.contains("TL702"), "{told}");
}
