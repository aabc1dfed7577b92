//! A rebuild after any edits gives the bytes of a build from nothing, and does no more than it must.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::Index;
use tempfile::TempDir;
use throughline::id::{Date, Digest};
use throughline::pipeline::{Options, Pipeline, Snapshot};

use crate::pages::{build, options, render};
use crate::support::{folder, read, run, write};

/// A site in which everything refers to everything.
const SITE: &[(&str, &str)] = &[
    (
        "throughline.toml",
        "title = \"Ours\"\nbase-url = \"https://handbook.example/\"\nas-of = 2026-11-22\n\
         [audiences]\nboard = \"The board\"\n",
    ),
    (
        "content/people.toml",
        "[people.mina]\nname = \"Mina\"\ndiscipline = \"product\"\nteam = \"till\"\n\
         [people.ravi]\nname = \"Ravi\"\ndiscipline = \"engineering\"\n[teams.till]\nname = \"Till\"\n",
    ),
    ("content/index.md", "# Ours\n\nRead [[pay]] and [the lesson](retros/retro.md#no-flag).\n"),
    (
        "content/asked.md",
        "# Asked\n\n```query\nkind = brief sort state, shipped desc as board\n```\n\n## Questions\n\n\
         ### Which wait? @mina 2026-05-01\n\n```query\nkind = brief and serves = checkout and not state = shipped\n```\n\n\
         ## Rest\n\n```query\nitem in (question, concern, lesson, option) and not (owner = mina or tag = flags)\n\
         columns state, word, owner, document, applied-in\n```\n\nNow [](kpi:drop-off), and [](kpi:wait).\n\n\
         ```query\nkind in (retro, decision, kpi) and date < today as count\n```\n",
    ),
    ("content/glossary.md", "# Words\n\n## Till\n\nWhere one pays. See [[vision#checkout]].\n"),
    (
        "content/visions/vision.md",
        "+++\nowner = \"mina\"\ncreated = 2026-01-01\n+++\n# Paying is short\n\nFirst words.\n\n\
         ## Product vision\n\nShort.\n\n## Target audience\n\nAll.\n\n## Business objectives\n\n\
         ### Fewer give up [[drop-off]] 25 by 2026-12-31 {#checkout}\n\nText.\n\n\
         ### Glad buyers [[csat]] 90 by 2026-12-31 {#glad}\n\nText.\n",
    ),
    (
        "content/briefs/pay.md",
        "+++\nowner = \"mina\"\nserves = \"checkout\"\nproposed = 2026-01-19\naccepted = 2026-02-03\n\
         shipped = 2026-03-30\ntags = [\"till\", \"flags\"]\naliases = [\"old/pay\"]\n+++\n\
         # Pay without an account\n\nA third leave.\n\n## User problem\n\nForms, says [the dive](../deep-dives/basket.md).\n\n\
         ## KPI impact\n\n- Drop-off falls [[drop-off]] -6 by 2026-06-30\n\n## Desired outcomes\n\nPaid.\n\n\
         ## Questions\n\n### Why now? @ravi 2026-01-20 {#why-now}\n\nBecause.\n\n\
         ## Notes\n\nNothing else.\n",
    ),
    (
        "content/briefs/wallet.md",
        "---\nowner: ravi\nserves: glad\nproposed: 2026-04-01\ntags: [till]\ndepends-on: pay\n\
         reworks: [{brief: pay, cause: miscommunication}]\n\
         pinned: [{ target: glad, date: 2026-04-01, title: \"Gladder buyers\", hash: \"00000000\" }]\n---\n\
         # Pay by telephone\n\nSome ask for it.\n\n## Concerns\n\n- Old telephones @mina 2026-04-02\n\n## Lessons applied\n\n- Behind a flag [[retro#no-flag]]\n\n\
         ## Notes\n\nSee [](pay.md) and ![a drawing](drawing.svg).\n",
    ),
    (
        "content/deep-dives/basket.md",
        "+++\nowner = \"ravi\"\ninforms = \"pay\"\npresented = 2026-01-29\nsystem = \"till\"\n+++\n\
         # Who needs the basket\n\nNobody.\n\n## Current architecture and limitations\n\nA table.\n\n\
         ## Approaches\n\n### A link {effort=10..25d}\n\nSigned.\n\n## Trade-offs\n\nFew.\n",
    ),
    (
        "content/retros/retro.md",
        "+++\ntitle = \"Looking back\"\nreviews = \"pay\"\nheld = 2026-04-21\nfacilitator = \"mina\"\n+++\n\
         First words.\n\n## What went well\n\nMuch.\n\n## What could have been better\n\nLittle.\n\n\
         ## Lessons\n\n- Ship behind a flag (change) {#no-flag}\n\n## Actions\n\n- [ ] Rehearse @ravi 2026-12-01\n",
    ),
    (
        "content/decisions/till.md",
        "+++\ndecides = [\"pay\", \"why-now\"]\ncreated = 2026-01-10\ndecided = 2026-02-02\n\
         deciders = [\"mina\"]\nconsulted = [\"ravi\"]\n+++\n# One till\n\nFor all.\n\n## Context\n\nTwo tills.\n\n\
         ## Options\n\n### One (chosen)\n\nShort.\n\n### Two tills\n\nDear.\n\n## Decision\n\nOne till.\n",
    ),
    (
        "content/kpis/drop-off.md",
        "+++\ntitle = \"Drop-off\"\nunit = \"%\"\ndirection = \"down\"\nowner = \"mina\"\nperiod = \"month\"\n\
         target = { value = 25.0, by = 2026-12-31 }\n+++\n## What it means\n\nWho leaves.\n",
    ),
    (
        "content/kpis/csat.md",
        "+++\ntitle = \"Glad buyers\"\nunit = \"%\"\ndirection = \"up\"\nowner = \"mina\"\nperiod = \"month\"\n\
         target = { value = 90.0, by = 2026-12-31 }\nsource = { file = \"numbers.csv\", value = \"glad\" }\n+++\n## What it means\n\nWho is glad.\n",
    ),
    (
        "content/kpis/wait.md",
        "+++\ntitle = \"How long it takes\"\nderive = \"time-to-market\"\n+++\n## What it means\n\nHow long.\n",
    ),
    (
        "content/kpis/again.md",
        "+++\ntitle = \"Done again\"\nderive = \"rework\"\nperiod = \"year\"\n+++\n## What it means\n\nHow often.\n",
    ),
    (
        "content/surveys/work.md",
        "+++\nowner = \"mina\"\nwaves = [{ on = 2026-03-02, file = \"work.csv\", invited = 20 }]\n\
         questions = [{ id = \"stay\", text = \"Will you stay?\" }]\n+++\n# Working together\n\n\
         Asked on paper, about [staying](#stay).\n\n## Purpose\n\nTo learn.\n",
    ),
    (
        "content/surveys/work.csv",
        "group,question,answer,count\ntill,stay,yes,8\ntill,stay,no,2\nstock,stay,yes,2\nmail,stay,no,8\n",
    ),
    ("content/briefs/drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
];

fn site() -> TempDir {
    let site = folder(SITE);
    let rows = |value: fn(u32) -> u32| {
        (1..=18)
            .map(|at| {
                format!("{}-{:02}-01,{}\n", 2025 + (at - 1) / 12, (at - 1) % 12 + 1, value(at))
            })
            .collect::<String>()
    };
    write(
        site.path(),
        "content/kpis/drop-off.csv",
        format!("date,value\n{}", rows(|at| 30 + at * 7 % 5)),
    );
    write(
        site.path(),
        "content/kpis/numbers.csv",
        format!("date,glad\n{}", rows(|at| 80 + at * 5 % 7)),
    );
    site
}

/// What a writer may do between two saves.
#[derive(Clone, Debug)]
enum Edit {
    Body(Index, u8),
    Line(Index, Index),
    Title(Index, u8),
    Heading(Index, u8),
    Field(Index, u8),
    New(u8),
    Delete(Index),
    Rename(Index, u8),
    Row(Index, u8),
    Configuration(u8),
    People(u8),
    Theme(u8),
    Picture(u8),
    Damage(Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    let which = any::<Index>;
    prop_oneof![
        3 => (which(), any::<u8>()).prop_map(|(at, n)| Edit::Body(at, n)),
        4 => (which(), which()).prop_map(|(at, line)| Edit::Line(at, line)),
        2 => (which(), any::<u8>()).prop_map(|(at, n)| Edit::Title(at, n)),
        2 => (which(), any::<u8>()).prop_map(|(at, n)| Edit::Heading(at, n)),
        2 => (which(), any::<u8>()).prop_map(|(at, n)| Edit::Field(at, n)),
        2 => any::<u8>().prop_map(Edit::New),
        1 => which().prop_map(Edit::Delete),
        2 => (which(), any::<u8>()).prop_map(|(at, n)| Edit::Rename(at, n)),
        2 => (which(), any::<u8>()).prop_map(|(at, n)| Edit::Row(at, n)),
        2 => any::<u8>().prop_map(Edit::Configuration),
        1 => any::<u8>().prop_map(Edit::People),
        1 => any::<u8>().prop_map(Edit::Theme),
        1 => any::<u8>().prop_map(Edit::Picture),
        1 => which().prop_map(Edit::Damage),
    ]
}

/// Does an edit, and returns the files that it touched.
fn apply(root: &Path, edit: &Edit) -> Vec<PathBuf> {
    let below = |extension: &str| -> Vec<String> {
        let files = crate::pages::files(&root.join("content")).into_keys();
        files
            .filter(|path| path.ends_with(extension))
            .map(|path| format!("content/{path}"))
            .collect()
    };
    let documents = below(".md");
    let pick = |at: &Index| at.get(&documents).clone();
    let change = |path: String, change: &dyn Fn(&str) -> String| {
        let bytes = std::fs::read(root.join(&path)).unwrap();
        write(root, &path, change(&String::from_utf8_lossy(&bytes)));
        vec![root.join(path)]
    };
    let line = |text: &str, is_it: &dyn Fn(&str) -> bool, new: String| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        if let Some(at) = lines.iter().position(|line| is_it(line)) {
            lines[at] = new;
        }
        lines.join("\n") + "\n"
    };
    match edit {
        Edit::Body(at, n) => change(pick(at), &|text| {
            let more = match n % 5 {
                4 => format!(
                    "\n```query\nkind = {}\nlimit {n}\n```\n",
                    ["brief", "retro", "breif"][usize::from(*n) % 3]
                ),
                0 => format!("\nMore words, number {n}.\n"),
                1 => "\nSee [[wallet]] and [this](../retros/retro.md#no-flag).\n".to_owned(),
                2 => format!("\n## Section {n}\n\nWords @ravi.\n"),
                _ => {
                    format!("\n## For the board {{visible-to=board}}\n\nHidden {n}, see [[pay]].\n")
                }
            };
            format!("{text}{more}")
        }),
        Edit::Line(at, which) => change(pick(at), &|text| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let at = which.index(lines.len().max(1));
            if let Some(line) = lines.get_mut(at).filter(|line| !line.is_empty()) {
                line.push_str(" more");
            }
            lines.join("\n") + "\n"
        }),
        Edit::Title(at, n) => change(pick(at), &|text| {
            let is_title = |line: &str| line.starts_with("# ") || line.starts_with("title = ");
            let new = match text.lines().find(|line| is_title(line)) {
                Some(old) if old.starts_with("title") => format!("title = \"Renamed {n}\""),
                _ => format!("# Renamed {n}"),
            };
            line(text, &is_title, new)
        }),
        Edit::Heading(at, n) => change(pick(at), &|text| {
            let level = if n % 2 == 0 { "## " } else { "### " };
            line(text, &|line| line.starts_with(level), format!("{level}Heading {n}"))
        }),
        Edit::Field(at, n) => change(pick(at), &|text| {
            let fields = [
                "draft = true",
                "tags = [\"till\", \"new\"]",
                "publish-on = 2027-01-01",
                "visible-to = \"board\"",
                "aliases = [\"moved\"]",
                "weight = 3",
                "see-also = \"wallet\"",
                "supersedes = \"pay\"",
            ];
            let field = fields[usize::from(*n) % fields.len()];
            match text.strip_prefix("+++\n") {
                Some(rest) => format!("+++\n{field}\n{rest}"),
                None => format!("+++\n{field}\n+++\n{text}"),
            }
        }),
        Edit::New(n) => {
            let kind = ["briefs", "retros", "deep-dives", "visions", "notes", "decisions"]
                [usize::from(*n) % 6];
            let path = format!("content/{kind}/new-{n}.md");
            let text = format!(
                "+++\ncreated = 2026-11-0{}\n+++\n# New {n}\n\nAfter [[pay]].\n",
                n % 9 + 1
            );
            write(root, &path, text);
            vec![root.join(path)]
        }
        Edit::Delete(at) => {
            let path = root.join(pick(at));
            std::fs::remove_file(&path).unwrap();
            vec![path]
        }
        Edit::Rename(at, n) => {
            let from = root.join(pick(at));
            let name = ["renamed.md", "index.md", "README.md", "pay.md"][usize::from(*n) % 4];
            let to = from.with_file_name(name);
            std::fs::rename(&from, &to).unwrap();
            vec![from, to]
        }
        Edit::Row(at, n) => change(at.get(&below(".csv")).clone(), &|text| match n % 4 {
            0 => format!("{text}2026-0{}-01,{n}\n", n % 2 + 7),
            1 => format!("{text}2026-08-01,about {n}\n"),
            2 => text.lines().take(5).map(|line| format!("{line}\n")).collect(),
            _ => text.replacen(",8", ",7", 1),
        }),
        Edit::Configuration(n) => {
            let lines = [
                "",
                "urls = \"directories\"",
                "as-of = 2026-03-01",
                "people-pages = \"full\"",
                "people-pages = \"off\"",
                "chain-pages = true",
                "[kinds.brief]\nlabel = \"Pitch\"",
                "[checks]\nTL501 = \"off\"",
                "ttle = \"x\"",
            ];
            let text = format!("title = \"Site {n}\"\n{}\n", lines[usize::from(*n) % lines.len()]);
            write(root, "throughline.toml", text);
            vec![root.join("throughline.toml")]
        }
        Edit::People(n) => {
            let path = root.join("content/people.toml");
            if n % 4 == 0 {
                // It may have gone already.
                drop(std::fs::remove_file(&path));
            } else {
                let text = format!("[people.mina]\nname = \"Mina {n}\"\nactive = {}\n", n % 2 == 0);
                write(root, "content/people.toml", text);
            }
            vec![path]
        }
        Edit::Theme(n) => {
            let (path, text) = match n % 3 {
                0 => ("themes/default/style.css", format!("body {{ margin: {n}px; }}\n")),
                1 => (
                    "themes/default/templates/tags.html",
                    format!("<p>{n} {{{{ page.title }}}}</p>\n"),
                ),
                _ => {
                    ("themes/default/templates/tags.html", "<p>{{ page.no_such }}</p>\n".to_owned())
                }
            };
            write(root, path, text);
            vec![root.join(path)]
        }
        Edit::Picture(n) => {
            let path = "content/briefs/drawing.svg";
            if n % 3 == 0 {
                // It may have gone already.
                drop(std::fs::remove_file(root.join(path)));
            } else {
                write(
                    root,
                    path,
                    format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- {n} --></svg>"),
                );
            }
            vec![root.join(path)]
        }
        Edit::Damage(at) => {
            let path = pick(at);
            write(root, &path, b"+++\ntitle = unquoted\n+++\ncaf\xe9\n");
            vec![root.join(path)]
        }
    }
}

/// Asserts that two snapshots have the same routes, keys, bytes and findings.
fn assert_same(warm: &Snapshot, cold: &Snapshot, after: &str) {
    let paths = |snapshot: &Snapshot| -> Vec<String> {
        snapshot.routes().iter().map(|route| route.path.to_string()).collect()
    };
    assert_eq!(paths(warm), paths(cold), "{after}");
    assert_eq!(keys(warm), keys(cold), "{after}");
    let (warm_files, cold_files) = (all(warm), all(cold));
    for (path, bytes) in &cold_files {
        assert!(warm_files.get(path) == Some(bytes), "{path} differs after {after}");
    }
    assert_eq!(warm.findings(), cold.findings(), "{after}");
    assert_eq!(warm.counts(), cold.counts(), "{after}");
}

/// Asserts that a snapshot names every route that is not as it was before, or names none.
fn assert_told(old: &BTreeMap<String, Digest>, after: &Snapshot, burst: &str) {
    let Some(touched) = after.touched() else { return };
    let new = keys(after);
    for path in old.keys().chain(new.keys()) {
        let is_told = touched.iter().any(|touched| touched.as_str() == path);
        assert!(is_told || old.get(path) == new.get(path), "{path} changed untold after {burst}");
    }
}

/// Returns the bytes of every route, or what is wrong with its template.
fn all(snapshot: &Snapshot) -> BTreeMap<String, Result<Vec<u8>, String>> {
    let rendered = |route| match snapshot.render(route) {
        Ok(rendered) => Ok(rendered.bytes),
        Err(error) => Err(format!("{error:#}")),
    };
    let routes = snapshot.routes().iter();
    routes.map(|route| (route.path.to_string(), rendered(route))).collect()
}

fn keys(snapshot: &Snapshot) -> BTreeMap<String, Digest> {
    let routes = snapshot.routes().iter();
    routes.map(|route| (route.path.to_string(), snapshot.key(route))).collect()
}

fn cases() -> u32 {
    let asked = std::env::var("THROUGHLINE_CASES").ok();
    asked.map_or(12, |cases| cases.parse().expect("THROUGHLINE_CASES is a number"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_rebuild_after_any_edits_gives_the_bytes_of_a_clean_build(
        bursts in prop::collection::vec(prop::collection::vec(edit(), 1..4), 1..6)
    ) {
        let site = site();
        let mut warm = Pipeline::open(options(site.path())).unwrap();
        let root = site.path().canonicalize().unwrap();
        let mut before = keys(&warm.rebuild(None).unwrap());
        for burst in &bursts {
            let mut touched = Vec::new();
            for edit in burst {
                let has_documents = crate::pages::files(&root.join("content"))
                    .keys().filter(|path| path.ends_with(".md")).count() > 1;
                if has_documents {
                    touched.extend(apply(&root, edit));
                }
            }
            touched.sort();
            touched.dedup();
            let warm = warm.rebuild(Some(&touched)).unwrap();
            let cold = Pipeline::open(options(site.path())).unwrap().rebuild(None).unwrap();
            assert_same(&warm, &cold, &format!("{burst:?}"));
            assert_told(&before, &warm, &format!("{burst:?}"));
            before = keys(&warm);
        }
    }
}

#[test]
fn two_clean_builds_give_the_same_bytes() {
    let site = site();
    assert!(build(site.path(), &[]).files == build(site.path(), &[]).files);
    let moved = folder(&[]);
    for (path, bytes) in crate::pages::files(site.path()) {
        write(moved.path(), &format!("elsewhere/{path}"), bytes);
    }
    let elsewhere = build(&moved.path().join("elsewhere"), &[]);
    assert!(elsewhere.files == build(site.path(), &["--jobs", "1"]).files);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR"));
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let mut pipeline = Pipeline::open(options(sample)).unwrap();
            render(&pipeline.rebuild(None).unwrap()).files
        })
    };
    assert!(with(1) == with(2));
}

/// Rebuilds after one file changed, and returns which routes have new keys, and how many documents
/// were parsed.
fn changed(root: &Path, path: &str, change: impl Fn(&str) -> String) -> (BTreeSet<String>, usize) {
    // What carries the day in it is compared on one day.
    let as_of = Date::new(2026, 11, 22);
    let options = Options { as_of, ..options(root) };
    let file = options.root.join(path);
    let mut pipeline = Pipeline::open(options).unwrap();
    let before = keys(&pipeline.rebuild(None).unwrap());
    let old = read(root, path);
    let new = change(&old);
    assert_ne!(old, new, "the edit changes nothing");
    write(root, path, new);
    let after = keys(&pipeline.rebuild(Some(&[file])).unwrap());
    let differs = |path: &&String| before.get(*path) != after.get(*path);
    let paths = before.keys().chain(after.keys()).filter(differs).cloned().collect();
    write(root, path, old);
    (paths, pipeline.parsed())
}

fn set(paths: &[&str]) -> BTreeSet<String> {
    paths.iter().map(ToString::to_string).collect()
}

/// The sample handbook in a folder of its own.
fn sample() -> TempDir {
    let place = folder(&[]);
    assert_eq!(crate::support::run(place.path(), &["init", "--demo"]).code(), 0);
    // A page of a whole chain holds the bodies of others, and changes with them.
    let config = crate::support::read(place.path(), "throughline.toml");
    write(place.path(), "throughline.toml", config.replace("chain-pages = true\n", ""));
    place
}

#[test]
fn an_edit_of_a_body_changes_one_page_and_parses_one_document() {
    let sample = sample();
    for (path, page, old, new) in [
        ("briefs/pay.md", "briefs/pay.html", "makes less\nlikely.", "makes much less\nlikely."),
        (
            "retros/retro-pay.md",
            "retros/retro-pay.html",
            "Two tests still\nrun",
            "Two tests will\nrun",
        ),
        (
            "deep-dives/basket-store/index.md",
            "deep-dives/basket-store/index.html",
            "None worth an hour.",
            "None worth it.",
        ),
        ("kpis/csat.md", "kpis/csat.html", "a lovely mug forgives", "a fine mug forgives"),
        ("how-we-work.md", "how-we-work.html", "the", "thee"),
    ] {
        let path = format!("content/{path}");
        let last = |text: &str| {
            let at = text.rfind(old).unwrap_or_else(|| panic!("{old} is not in {path}"));
            format!("{}{new}{}", &text[..at], &text[at + old.len()..])
        };
        assert_eq!(changed(sample.path(), &path, last), (set(&[page]), 1), "{path}");
    }
}

#[test]
fn a_new_meaning_of_a_term_changes_the_pages_that_explain_it() {
    let site = folder(&[
        ("throughline.toml", "title = \"Ours\"\n"),
        ("content/glossary.md", "# Words\n\n## Till\n\nWhere one pays.\n\nAnd waits.\n"),
        ("content/one.md", "# One\n\nAt the till. See [[two]].\n"),
        ("content/two.md", "# Two\n\nElsewhere.\n"),
    ]);
    let edit = |old: &'static str, new: &'static str| {
        changed(site.path(), "content/glossary.md", move |text| text.replace(old, new))
    };
    // The export has the first paragraph of a document as its summary.
    let touched = set(&["glossary.html", "one.html", "throughline.json"]);
    assert_eq!(edit("one pays", "many pay"), (touched, 1));
    assert_eq!(edit("And waits", "And leaves"), (set(&["glossary.html"]), 1));
    let page = |text: &str| text.replace("At the till", "Near the till");
    assert_eq!(changed(site.path(), "content/one.md", page).0.get("two.html"), None);
}

/// Pages that ask, and what they ask about.
const ASKING: &[(&str, &str)] = &[
    ("throughline.toml", "title = \"Ours\"\nas-of = 2026-11-22\n"),
    (
        "content/shipped.md",
        "# One\n\nFirst.\n\n```query\nkind = brief and has shipped\n```\n\nWords.\n",
    ),
    ("content/count.md", "# Two\n\n```query\nkind = brief as count\n```\n"),
    ("content/titles.md", "# Three\n\n```query\nkind = brief columns title\n```\n"),
    ("content/lessons.md", "# Four\n\n```query\nitem = lesson\n```\n"),
    ("content/briefs/pay.md", "+++\nproposed = 2026-01-01\n+++\n# Pay\n\nFirst.\n\nWords.\n"),
    ("content/briefs/tea.md", "+++\nproposed = 2026-01-02\n+++\n# Tea\n"),
    (
        "content/briefs/asks.md",
        "# Asks\n\nFirst.\n\n## Questions\n\n### Which?\n\n```query\nkind = brief as list\n```\n\n## More\n\nWords.\n",
    ),
];

#[test]
fn a_fact_changes_exactly_the_pages_whose_queries_show_it() {
    let site = folder(ASKING);
    let asking = [
        "asks.html",
        "briefs/asks.html",
        "shipped.html",
        "count.html",
        "titles.html",
        "lessons.html",
        "questions.html",
    ];
    let edit = |old: &'static str, new: &'static str| {
        let change = move |text: &str| text.replace(old, new);
        let (pages, parsed) = changed(site.path(), "content/briefs/pay.md", change);
        assert_eq!(parsed, 1, "{new}");
        pages.into_iter().filter(|page| asking.contains(&page.as_str())).collect::<BTreeSet<_>>()
    };
    let shipped = edit("2026-01-01", "2026-01-01\nshipped = 2026-03-01");
    assert_eq!(shipped, set(&["briefs/asks.html", "questions.html", "shipped.html"]));
    let titled = edit("# Pay", "# Buy");
    assert_eq!(titled, set(&["briefs/asks.html", "questions.html", "titles.html"]));
    let hidden = edit("+++\nproposed", "+++\ndraft = true\nproposed");
    assert_eq!(hidden, set(&["briefs/asks.html", "questions.html", "count.html", "titles.html"]));
    assert_eq!(edit("Words.", "Words.\n\nAnd more."), set(&[]));
}

#[test]
fn another_question_changes_the_pages_that_show_its_answer() {
    let site = folder(ASKING);
    let edit = |path: &str, old: &'static str, new: &'static str| {
        changed(site.path(), path, move |text| text.replace(old, new))
    };
    let page = "content/shipped.md";
    assert_eq!(edit(page, "has shipped", "has proposed"), (set(&["shipped.html"]), 1));
    assert_eq!(edit(page, "Words.", "Other words."), (set(&["shipped.html"]), 1));
    // An answer stands in the ledger of questions, too.
    let both = set(&["briefs/asks.html", "questions.html"]);
    assert_eq!(edit("content/briefs/asks.md", "brief as list", "brief as count"), (both, 1));
    assert_eq!(
        edit("content/briefs/asks.md", "Words.", "Other words."),
        (set(&["briefs/asks.html"]), 1)
    );
}

#[test]
fn a_touch_without_a_change_changes_and_parses_nothing() {
    let sample = sample();
    let mut pipeline = Pipeline::open(options(sample.path())).unwrap();
    let before = keys(&pipeline.rebuild(None).unwrap());
    let path = sample.path().canonicalize().unwrap().join("content/briefs/pay.md");
    let text = std::fs::read(&path).unwrap();
    std::fs::write(&path, text).unwrap();
    let after = pipeline.rebuild(Some(&[path])).unwrap();
    assert_eq!((keys(&after) == before, pipeline.parsed()), (true, 0));
}

#[test]
fn lines_that_move_change_the_page_and_what_names_lines() {
    let site = site();
    let (pages, parsed) = changed(site.path(), "content/briefs/wallet.md", |text| {
        text.replace("## Notes\n", "## Notes\n\nA line more.\n")
    });
    assert_eq!(parsed, 1);
    let exempt = set(&["briefs/wallet.html", "checks.html", "throughline.json"]);
    assert!(pages.is_subset(&exempt) && pages.contains("briefs/wallet.html"), "{pages:?}");
}

#[test]
fn a_new_title_changes_the_pages_that_show_it_and_parses_one_document() {
    let sample = sample();
    let (pages, parsed) = changed(sample.path(), "content/briefs/gift-finder.md", |text| {
        text.replacen("# ", "# Really: ", 1)
    });
    assert_eq!(parsed, 1);
    assert!(pages.contains("briefs/gift-finder.html") && pages.contains("board.html"), "{pages:?}");
    for unconcerned in ["kpis/csat.html", "retros/retro-wallet.html", "glossary.html", "404.html"] {
        assert!(!pages.contains(unconcerned), "{unconcerned}");
    }
}

#[test]
fn another_source_of_the_same_html_makes_a_pin_suspect_at_once() {
    let vision = |text: &str| {
        format!("# Vision\n\n## Business objectives\n\n### Fewer give up {{#checkout}}\n\n{text}\n")
    };
    let site = folder(&[
        ("throughline.toml", "title = \"Handbook\"\nas-of = 2026-06-01\n"),
        ("content/visions/v.md", &vision("*Nothing* is worth as much.")),
        (
            "content/briefs/pay.md",
            "+++\nserves = \"checkout\"\naccepted = 2026-02-03\n+++\n# Pay\n",
        ),
    ]);
    assert_eq!(run(site.path(), &["pin", "pay"]).code(), 0);
    let root = site.path().canonicalize().unwrap();
    let mut warm = Pipeline::open(options(&root)).unwrap();
    let suspects = |snapshot: &Snapshot| {
        snapshot.findings().iter().filter(|finding| finding.code.to_string() == "TL802").count()
    };
    assert_eq!(suspects(&warm.rebuild(None).unwrap()), 0);
    write(&root, "content/visions/v.md", vision("_Nothing_ is worth as much."));
    let after = warm.rebuild(Some(&[root.join("content/visions/v.md")])).unwrap();
    assert_eq!(suspects(&after), 1);
    let cold = Pipeline::open(options(&root)).unwrap().rebuild(None).unwrap();
    assert_same(&after, &cold, "another source of the same HTML");
}
