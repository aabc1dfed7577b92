//! The manual, held against the program that it describes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use throughline::diag::Code;
use throughline::doc::field_names;
use throughline::doc::query::{self, Holds};
use throughline::kind::{ItemKind, Kind, Listed, Mark, SectionKind};

use crate::support::{read, run, write};

const CRATE: &str = env!("CARGO_MANIFEST_DIR");

/// Returns a page of the manual.
fn page(name: &str) -> String {
    read(Path::new(CRATE), &format!("content/guide/{name}.md"))
}

/// Returns the rows of all tables below a heading, up to the next heading, as cells.
fn rows(text: &str, heading: &str) -> Vec<Vec<String>> {
    let below = text.split_once(&format!("\n{heading}\n")).expect("the heading is there").1;
    let own = below.split("\n#").next().unwrap();
    cells(own).collect()
}

/// Returns the rows of all tables in a text as cells, without those that hold only dashes.
fn cells(text: &str) -> impl Iterator<Item = Vec<String>> {
    text.lines().filter_map(|line| {
        let inner = line.strip_prefix('|')?.strip_suffix('|')?.replace("\\|", "\u{0}");
        let row: Vec<String> =
            inner.split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect();
        let is_rule = row.iter().all(|cell| cell.bytes().all(|byte| b":-".contains(&byte)));
        (!is_rule).then_some(row)
    })
}

/// Returns what stands in backticks.
fn codes(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Returns the words of a cell that lists them with commas.
fn listed(cell: &str) -> Vec<&str> {
    cell.split(',').map(str::trim).filter(|word| !word.is_empty()).collect()
}

/// Returns the files that the manual shows whole: fences with `file="…"` in their info string.
fn examples() -> BTreeMap<String, String> {
    let folder = Path::new(CRATE).join("content/guide");
    let mut pages: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|page| page.is_file());
    pages.sort();
    let mut examples = BTreeMap::new();
    for page in pages {
        let text = std::fs::read_to_string(&page).unwrap();
        let mut open: Option<(String, String)> = None;
        for line in text.lines() {
            match (&mut open, line) {
                (Some(_), "```") => {
                    let (path, body) = open.take().unwrap();
                    let known = examples.insert(path.clone(), body);
                    assert_eq!(known, None, "{path} is shown twice");
                }
                (Some((_, body)), line) => *body += &format!("{line}\n"),
                (None, line) => {
                    let info = line.strip_prefix("```").unwrap_or("");
                    let path = info.split_once(" file=\"").map(|(_, path)| path);
                    open = path.map(|path| (path.trim_end_matches('"').to_owned(), String::new()));
                }
            }
        }
        assert_eq!(open, None, "a fence of {} is not closed", page.display());
    }
    examples
}

/// Makes the site of which the manual shows all files.
fn site() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in examples() {
        write(folder.path(), &path, text);
    }
    folder
}

#[test]
fn the_documents_that_the_manual_shows_have_no_finding_above_a_note() {
    let shown = examples();
    for kind in ["visions/", "briefs/", "deep-dives/", "retros/", "kpis/"] {
        let has = shown.keys().any(|path| path.starts_with(&format!("content/{kind}")));
        assert!(has, "the manual shows nothing of {kind}");
    }
    assert!(shown.contains_key("throughline.toml") && shown.contains_key("content/people.toml"));
    let folder = site();
    let ran = run(folder.path(), &["check", "--strict", "--format", "json"]);
    let told: Vec<String> = ran
        .stdout()
        .lines()
        .map(str::to_owned)
        .filter(|line| {
            let finding: serde_json::Value = serde_json::from_str(line).unwrap();
            !["info", "reminder"].contains(&finding["severity"].as_str().unwrap())
        })
        .collect();
    assert_eq!(told, [""; 0], "{}", ran.stderr());
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
}

#[test]
fn what_the_manual_says_of_its_numbers_stands_on_the_pages() {
    let folder = site();
    assert_eq!(run(folder.path(), &["build"]).code(), 0);
    let shown = |path: &str| read(folder.path(), path).replace('\u{a0}', " ");
    let manual = page("kpi-data").replace('\n', " ");
    let sentence = "Consistent with the promise: from a mean of 35 % before to 23 % since it \
                    shipped (n = 16 before and 9 after)";
    assert!(manual.contains(sentence));
    let brief = shown("public/briefs/pay.html");
    assert!(brief.contains(sentence), "the brief says something else");
    for words in ["signal as promised", "−6", "−12"] {
        assert!(brief.contains(words), "the brief does not say {words}");
    }
    let kpi = shown("public/kpis/checkout-drop-off.html");
    for verdict in ["improving", "target comes and goes"] {
        assert!(kpi.contains(verdict), "the KPI is not {verdict}");
    }
    assert!(shown("public/index.html").contains("Questions: room 12."), "the foot is not there");
}

#[test]
fn the_manual_names_the_place_of_a_mistake_in_a_template() {
    let folder = site();
    let template = "themes/own/templates/base.html";
    let broken = read(folder.path(), template).replace("frame.site", "frame.sitle");
    write(folder.path(), template, broken);
    let ran = run(folder.path(), &["check"]);
    let manual = page("themes");
    let shown = manual.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    let (shown, hint) = shown.split_once("  = help: ").unwrap();
    let hint = hint.trim_end().trim_end_matches('…').trim_end();
    assert!(ran.stderr().contains(shown), "{}", ran.stderr());
    assert!(ran.stderr().contains(hint), "{}", ran.stderr());
    assert_eq!(ran.code(), 1);
}

#[test]
fn findings_that_are_quoted_are_what_the_program_says() {
    let folder = site();
    let brief = read(folder.path(), "content/briefs/pay.md");
    write(folder.path(), "content/briefs/pay.md", brief.replace("\"checkout\"", "\"chekout\""));
    let note = "+++\nserves = \"chekout\"\n+++\n# Invite links\n";
    write(folder.path(), "content/briefs/invite-links.md", note);
    let told = run(folder.path(), &["check"]).stderr();
    let readme = read(Path::new(CRATE), "README.md");
    for text in [readme.as_str(), &page("getting-started")] {
        let quoted = text.split("```text\n").find(|block| block.starts_with("error[TL006]"));
        let quoted = quoted.expect("a finding is quoted").split("```").next().unwrap();
        assert!(told.contains(quoted), "{quoted}\nis not in\n{told}");
    }
    let json = run(folder.path(), &["check", "--format", "json"]).stdout();
    let manual = page("checks");
    let quoted = manual.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    assert!(json.contains(quoted), "{quoted}\nis not in\n{json}");
}

#[test]
fn the_workflow_is_the_one_that_init_writes() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &["init", "handbook"]).code(), 0);
    let written = read(folder.path(), "handbook/.github/workflows/handbook.yml");
    let workflow = written.split_once("\nname:").map(|(_, rest)| format!("name:{rest}")).unwrap();
    assert!(page("publishing").contains(&workflow), "{workflow}");
}

#[test]
fn the_rules_are_those_of_the_program() {
    let written: Vec<Vec<String>> =
        rows(&page("checks"), "## All rules").into_iter().skip(1).collect();
    let rules: Vec<Vec<String>> = Code::all()
        .map(|code| {
            let page = format!("rules/{}.md", code.to_string().to_lowercase());
            let link = format!("[{code}]({page})");
            vec![link, code.severity().name().to_owned(), code.title().to_owned()]
        })
        .collect();
    assert_eq!(written, rules);
}

#[test]
fn the_pages_of_the_rules_are_those_that_the_program_writes() {
    let again = "write them anew: `cargo run -- explain --format markdown -o content/guide/rules`";
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules");
    let rules = rules.to_str().unwrap();
    let ran = run(folder.path(), &["explain", "--format", "markdown", "-o", rules]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    let files = |folder: &Path| -> BTreeMap<String, String> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        let name = |entry: &std::fs::DirEntry| entry.file_name().into_string().unwrap();
        entries.map(|entry| (name(&entry), read(folder, &name(&entry)))).collect()
    };
    let (written, kept) =
        (files(Path::new(rules)), files(&Path::new(CRATE).join("content/guide/rules")));
    let names: Vec<&String> = kept.keys().collect();
    assert_eq!(names, written.keys().collect::<Vec<_>>(), "{again}");
    for (name, text) in &written {
        assert_eq!(&kept[name], text, "{name} differs; {again}");
    }
    let one = run(folder.path(), &["explain", "tl203", "--format", "markdown"]);
    assert_eq!(one.stdout(), written["tl203.md"]);
    assert_eq!(run(folder.path(), &["explain", "-o", rules]).code(), 2);
}

#[test]
fn every_field_of_front_matter_is_described() {
    let described = |pages: &[&str]| -> BTreeSet<String> {
        let text: String = pages.iter().map(|name| page(name)).collect();
        // The field stands in the first cell, or in the second where the first names the kind.
        cells(&text).flat_map(|row| codes(&row[..row.len().min(2)].join(" "))).collect()
    };
    let fields = described(&["writing", "kpi-data"]);
    for kind in Kind::ALL {
        for field in field_names(kind) {
            assert!(fields.contains(field), "`{field}` of a {} is not described", kind.words());
        }
    }
}

#[test]
fn sections_and_their_other_names_are_those_of_the_program() {
    let manual = page("writing");
    let sections = rows(&manual, "## Sections");
    for kind in Kind::ALL.into_iter().filter(|kind| !SectionKind::of(*kind).is_empty()) {
        let row = sections.iter().find(|row| row[0] == kind.name()).expect("the kind has a row");
        let written: Vec<(&str, bool)> = row[1]
            .split(" · ")
            .map(|name| (name.trim_matches('*'), name.starts_with("**")))
            .collect();
        let known: Vec<(&str, bool)> = SectionKind::of(kind)
            .iter()
            .map(|section| (section.heading(), section.items().is_some()))
            .collect();
        assert_eq!(written, known, "{}", kind.words());
        for section in SectionKind::of(kind).iter().filter(|section| section.items().is_none()) {
            let row = sections.iter().find(|row| row[0] == section.heading() && row.len() == 2);
            let written = row.map_or(Vec::new(), |row| listed(&row[1]));
            assert_eq!(written, section.other_names(), "{}", section.heading());
        }
    }
}

#[test]
fn marks_and_keys_of_items_are_those_of_the_program() {
    let manual = page("items");
    let marks = rows(&manual, "### Marks by section");
    let keys = rows(&manual, "## Braces");
    let mut kinds = BTreeSet::new();
    let sections = Kind::ALL.into_iter().flat_map(|kind| SectionKind::of(kind).iter().copied());
    for section in sections {
        let Some(item) = section.items() else { continue };
        // The text below the table says how the section of a deep dive is called.
        let heading = match section {
            SectionKind::Approaches => "Options considered",
            other => other.heading(),
        };
        let row = marks.iter().find(|row| row[0] == heading && row.len() == 6);
        let row = row.unwrap_or_else(|| panic!("{heading} has no row"));
        if section != SectionKind::Approaches {
            assert_eq!(listed(&row[1]), section.other_names(), "other names of {heading}");
        }
        assert_eq!(listed(&row[4]), item.words(), "words of {heading}");
        let takes = |mark: Mark| item.marks().contains(&mark);
        assert_eq!(!row[2].is_empty(), takes(Mark::Person), "person in {heading}");
        assert_eq!(!row[3].is_empty(), takes(Mark::Date), "date in {heading}");
        assert_eq!(row[5].starts_with("measure"), takes(Mark::Measure), "measure in {heading}");
        let has_reference = !row[5].is_empty() && !row[5].starts_with("measure");
        assert_eq!(has_reference, takes(Mark::Reference), "reference in {heading}");
        kinds.insert(item.name());
        check_keys(&keys, item);
    }
    assert_eq!(kinds.len(), 11, "every kind of item has a section");
}

fn check_keys(table: &[Vec<String>], item: ItemKind) {
    let row = table.iter().find(|row| row[0] == item.name());
    let row = row.unwrap_or_else(|| panic!("{} has no row of keys", item.name()));
    let written: Vec<&str> = row[1].split_whitespace().map(|key| key.trim_matches('`')).collect();
    assert_eq!(written, item.keys(), "keys of {}", item.name());
}

#[test]
fn the_fields_that_queries_ask_for_are_those_of_the_program() {
    let manual = page("queries");
    let holds = |word: &str| match word {
        "word" => Holds::Word,
        "text" => Holds::Text,
        "person" => Holds::Person,
        "tag" => Holds::Tag,
        "date" => Holds::Date,
        "days" => Holds::Days,
        "number" => Holds::Number,
        "boolean" => Holds::Boolean,
        "reference" => Holds::Reference,
        other => panic!("nothing holds a {other}"),
    };
    let documents = rows(&manual, "## Fields of documents");
    let items = rows(&manual, "## Fields of items");
    for name in Listed::names() {
        let listed = Listed::parse(name).unwrap();
        let table = match listed {
            Listed::Documents(_) => &documents,
            Listed::Items(_) => &items,
        };
        let of = |row: &&Vec<String>| row[1] == "all" || self::listed(&row[1]).contains(&name);
        let told: BTreeMap<String, Holds> = table[1..]
            .iter()
            .filter(of)
            .map(|row| (codes(&row[0]).pop_first().unwrap(), holds(&row[2])))
            .collect();
        let known = query::fields(listed, &BTreeMap::new());
        let known: BTreeMap<String, Holds> =
            known.into_iter().map(|field| (field.name, field.holds)).collect();
        assert_eq!(told, known, "{name}");
    }
    let known: BTreeSet<&str> = Listed::names().chain(["all"]).collect();
    for row in documents[1..].iter().chain(&items[1..]) {
        for name in listed(&row[1]) {
            assert!(known.contains(name), "`{name}` is no kind");
        }
    }
}

#[test]
fn the_forms_of_queries_are_those_of_the_program() {
    let manual = page("queries");
    let told: BTreeSet<String> = rows(&manual, "## Order, form, columns")
        .iter()
        .filter_map(|row| codes(&row[0]).pop_first()?.strip_prefix("as ").map(str::to_owned))
        .collect();
    assert_eq!(told, query::Form::ALL.map(|form| form.name().to_owned()).into());
}

#[test]
fn the_command_line_is_the_one_that_help_prints() {
    let manual = page("command-line");
    let folder = tempfile::tempdir().unwrap();
    let help = |arguments: &[&str]| run(folder.path(), arguments).stdout();
    let main = help(&["--help"]);
    let commands = listed_commands(&main);
    assert!(commands.contains(&"build"), "{main}");
    let mut known = flags(&main);
    let first: Vec<String> = cells(&manual).map(|row| row[0].clone()).collect();
    for command in commands {
        let has_row = first.iter().any(|cell| {
            cell.strip_prefix('`')
                .is_some_and(|cell| cell.trim_end_matches('`').split(' ').next() == Some(command))
        });
        assert!(has_row, "`{command}` is not described");
        if command != "help" {
            let own = help(&[command, "--help"]);
            known.extend(flags(&own));
            for part in listed_commands(&own).into_iter().filter(|part| *part != "help") {
                assert!(first.iter().any(|cell| cell.starts_with(&format!("`{command} {part}"))));
                known.extend(flags(&help(&[command, part, "--help"])));
            }
        }
    }
    let described: BTreeSet<String> =
        cells(&manual).flat_map(|row| flags(&row[..row.len().min(2)].join(" "))).collect();
    assert_eq!(described, known);
}

/// Returns the commands that a help lists.
fn listed_commands(help: &str) -> Vec<&str> {
    let list = help.split("Commands:\n").nth(1).unwrap_or("");
    let lines = list.lines().take_while(|line| !line.is_empty());
    lines.map(|line| line.split_whitespace().next().unwrap()).collect()
}

#[test]
fn the_kinds_that_commands_take_are_those_of_the_program() {
    let manual = page("command-line");
    let known: BTreeSet<String> = Kind::ALL.map(|kind| kind.name().to_owned()).into();
    for command in ["new", "schema"] {
        let own = manual.split_once(&format!("\n## {command}\n")).unwrap().1;
        let line = own.lines().find(|line| line.starts_with("`KIND` is ")).unwrap();
        let kinds: BTreeSet<String> = codes(line.split_once(". ").unwrap().0)
            .into_iter()
            .filter(|word| word != "KIND")
            .collect();
        assert_eq!(kinds, known, "{command}");
    }
}

/// Returns the long options and the variables of the environment in a text.
fn flags(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && !"-_".contains(letter));
    words
        .filter(|word| {
            let is_flag = word.strip_prefix("--").is_some_and(|rest| !rest.is_empty());
            is_flag || word.starts_with("THROUGHLINE_")
        })
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_blocks_of_templates_are_those_of_the_default_theme() {
    let manual = page("themes");
    let mut told: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let rows = rows(&manual, "## One block");
    for row in &rows[1..] {
        let name = row[0].trim_matches('`').to_owned();
        told.insert(name, row[1].split_whitespace().map(|block| block.trim_matches('`')).collect());
    }
    let files: Vec<_> = throughline::theme::default_files().collect();
    let mut known = BTreeMap::new();
    for file in &files {
        let Some(name) = file.path.strip_prefix("templates/") else { continue };
        let text = std::str::from_utf8(&file.bytes).unwrap();
        let tags = text.split("{%").skip(1).filter_map(|tag| tag.split("%}").next());
        let words = tags.map(|tag| tag.trim_matches(['-', ' ']).split(' ').collect::<Vec<_>>());
        let blocks: Vec<&str> =
            words.filter(|words| words[0] == "block").map(|words| words[1]).collect();
        // Redirects and the file of components are no pages.
        if !blocks.is_empty() {
            known.insert(name.to_owned(), blocks);
        }
    }
    assert_eq!(told, known);
    for page in ["redirect.html", "parts.html"] {
        assert!(!known.contains_key(page), "{page}");
    }
    let pages: BTreeSet<&str> = throughline::theme::sample::full()
        .iter()
        .map(|(_, page)| page.template())
        .filter(|name| *name != "redirect.html")
        .collect();
    for page in pages {
        assert!(known.get(page).is_some_and(|blocks| blocks.len() > 1), "{page} has one block");
    }
}

#[test]
fn the_keys_are_those_of_the_script() {
    let script = read(Path::new(CRATE), "themes/default/theme.js");
    let list = script.split_once("var keys = [\n").unwrap().1.split_once("  ];").unwrap().0;
    // A row that stands for another script is that script's to describe.
    let own = list.lines().filter(|line| !line.contains("there:"));
    let known: Vec<String> = own.map(|line| line.split('"').nth(1).unwrap().to_owned()).collect();
    let manual = page("reading");
    let told: Vec<String> = rows(&manual, "## Keys")[1..]
        .iter()
        .map(|row| row[0].trim_matches('`').to_owned())
        .collect();
    assert!(known.len() > 3, "{known:?}");
    assert_eq!(told, known);
}

#[test]
fn the_modules_are_those_of_the_program() {
    let manual = page("architecture");
    let table = rows(&manual, "## Modules");
    let described: BTreeSet<String> = table.iter().skip(1).flat_map(|row| codes(&row[0])).collect();
    let source = read(Path::new(CRATE), "src/lib.rs");
    let modules: BTreeSet<String> = source
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned))
        .collect();
    assert_eq!(described, modules);
}
