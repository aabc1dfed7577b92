//! All mistakes of all files in one run, each at its place, and the last good output left alone.

use std::path::Path;

use crate::pages::findings;
use crate::support::{folder, run, write};

/// A site in which nothing is wrong.
const GOOD: &[(&str, &str)] = &[
    ("throughline.toml", "title = \"Ours\"\n"),
    ("content/index.md", "# Ours\n\nHow we decide.\n"),
    ("content/briefs/pay.md", "# Pay without an account\n\nA third of buyers leave.\n"),
];

const CONFIGURATION: &str = r#"title = "Ours"
urls = "folders"
"#;

const PEOPLE: &str = r#"[people.mina]
name = "Mina"
disciplin = "product"
"#;

const VISION: &str = r#"+++
owner = "mina"
+++
# Paying is short

## Product vision

Paying is the shortest part of shopping.

## Target audience

Whoever buys once.

## Business objectives

### Fewer people give up [[drop-of]] 25 by 2027-12-31 {#checkout}
"#;

const PAY: &str = r#"+++
owwner = "mina"
serves = "chekout"
state = "acepted"
+++
# Pay without an account

Read [the other](walet.md) and [its options](wallet.md#optoins) first.

![The form](form.png)
"#;

const WALLET: &str = r#"---
owner: mina
serves: checkout
accepted: 2026-02-20
shipped: 2026-02-01
---
# Pay with a telephone

Ä click [here](javascript:alert(1)), please.

## User problem

It takes long.

## Desired outcomes

It is short.

## KPI impact

- Drop-off falls [[drop-off]] -6 by 2026-06-30 {by=2026-07-30}

## Options

### A link {#link efort=10..25d}
"#;

const FLAG: &str = "+++\nowner = mina\n+++\n# A flag for all\n";

const LOOP: &str = "+++\ndepends-on = \"loop\"\n+++\n# A loop\n";

const RETRO: &str = r#"+++
title = "Looking back"
reviews = "drop-off"
held = 2026-03-01
facilitator = "mina"
+++
## What went well

All of it.

## What could have been better

None of it.

## Lessons

- Ship behind a flag

## Actions

- [ ] Buy old telephones 2027-05-01
"#;

const KPI: &str = r#"+++
title = "Drop-off"
unit = "%"
direction = "dwon"
owner = "mina"
target = { value = 25.0, by = 2027-12-31 }
+++
"#;

const SERIES: &str = "date,value
2026-01-05,33.1
2026-01-12,about 30
2026-01-12,33.4
2026-01-12,33.9
";

const BROKEN: &[(&str, &str)] = &[
    ("throughline.toml", CONFIGURATION),
    ("content/people.toml", PEOPLE),
    ("content/visions/vision.md", VISION),
    ("content/briefs/pay.md", PAY),
    ("content/briefs/wallet.md", WALLET),
    ("content/briefs/flag.md", FLAG),
    ("content/briefs/loop.md", LOOP),
    ("content/retros/retro.md", RETRO),
    ("content/kpis/drop-off.md", KPI),
    ("content/kpis/drop-off.csv", SERIES),
];

/// Where each mistake stands and which rule it breaks, with what stands there; counted by hand.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("content/briefs/flag.md:2:9", "TL001", "mina"),
    ("content/briefs/loop.md:2:14", "TL008", "\"loop\""),
    ("content/briefs/pay.md:2:1", "TL002", "owwner"),
    ("content/briefs/pay.md:3:10", "TL006", "\"chekout\""),
    ("content/briefs/pay.md:4:9", "TL003", "\"acepted\""),
    ("content/briefs/pay.md:8:18", "TL006", "walet.md"),
    ("content/briefs/pay.md:8:46", "TL006", "wallet.md#optoins"),
    ("content/briefs/pay.md:10:13", "TL006", "form.png"),
    ("content/briefs/wallet.md:5:10", "TL009", "2026-02-01"),
    ("content/briefs/wallet.md:9:16", "TL014", "javascript:alert(1)"),
    ("content/briefs/wallet.md:21:49", "TL009", "by"),
    ("content/briefs/wallet.md:25:19", "TL002", "efort"),
    ("content/kpis/drop-off.csv:3:12", "TL601", "about 30"),
    ("content/kpis/drop-off.csv:5:1", "TL601", "2026-01-12"),
    ("content/kpis/drop-off.md:4:13", "TL003", "\"dwon\""),
    ("content/people.toml:3:1", "TL002", "disciplin"),
    ("content/retros/retro.md:3:11", "TL007", "\"drop-off\""),
    ("content/retros/retro.md:21:7", "TL505", "Buy old telephones 2027-05-01"),
    ("content/visions/vision.md:16:28", "TL006", "drop-of"),
    ("throughline.toml:2:8", "TL003", "\"folders\""),
];

fn broken() -> tempfile::TempDir {
    let site = folder(GOOD);
    assert_eq!(run(site.path(), &["build"]).code(), 0);
    for (path, text) in BROKEN {
        write(site.path(), path, text);
    }
    site
}

/// Returns what of a text a finding underlines.
fn underlined<'a>(text: &'a str, finding: &serde_json::Value) -> &'a str {
    let number = |key: &str| usize::try_from(finding[key].as_u64().unwrap()).unwrap();
    assert_eq!(finding["line"], finding["end_line"], "{finding}");
    let line = text.lines().nth(number("line") - 1).unwrap();
    let at =
        |column: usize| line.char_indices().nth(column - 1).map_or(line.len(), |(index, _)| index);
    &line[at(number("column"))..at(number("end_column"))]
}

#[test]
fn twenty_mistakes_in_ten_files_are_told_in_one_run_each_at_its_place() {
    let site = broken();
    let told: Vec<(String, String, String)> = findings(site.path(), &[])
        .iter()
        .filter(|finding| finding["severity"] == "error" || finding["severity"] == "warning")
        .map(|finding| {
            let [path, code] = ["path", "code"].map(|key| finding[key].as_str().unwrap());
            let (_, text) = BROKEN.iter().find(|(known, _)| *known == path).unwrap();
            let place = format!("{path}:{}:{}", finding["line"], finding["column"]);
            (place, code.to_owned(), underlined(text, finding).to_owned())
        })
        .collect();
    let told: Vec<_> = told.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    assert_eq!(MISTAKES.len(), 20);
    assert_eq!(told, MISTAKES);
}

#[test]
fn the_form_for_people_names_the_same_places() {
    let site = broken();
    let checked = run(site.path(), &["check"]);
    let arrows: Vec<&str> = checked
        .stderr()
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("--> "))
        .filter_map(|place| MISTAKES.iter().map(|(wanted, ..)| *wanted).find(|it| *it == place))
        .collect();
    let wanted: Vec<&str> = MISTAKES.iter().map(|(place, ..)| *place).collect();
    assert_eq!(arrows, wanted);
}

#[cfg(unix)]
#[test]
fn mistakes_leave_the_last_good_output_byte_for_byte_as_it_was() {
    let site = broken();
    let output = site.path().join("public");
    let before = state(&output);
    assert!(before.len() > 3);
    for arguments in [&["check"][..], &["build"], &["build", "--strict"]] {
        assert_ne!(run(site.path(), arguments).code(), 0, "{arguments:?}");
        assert!(state(&output) == before, "{arguments:?}");
    }
    let beside: Vec<_> = std::fs::read_dir(site.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !["content", "public", "throughline.toml"].contains(&name.as_str()))
        .collect();
    assert_eq!(beside, Vec::<String>::new(), "something was left beside the output");
}

/// What a file is: its inode, the moment of its last change in nanoseconds, its bytes.
#[cfg(unix)]
type State = std::collections::BTreeMap<String, (u64, i64, i64, Vec<u8>)>;

#[cfg(unix)]
fn state(folder: &Path) -> State {
    use std::os::unix::fs::MetadataExt;
    let files = crate::pages::files(folder).into_iter();
    files
        .map(|(path, bytes)| {
            let meta = std::fs::metadata(folder.join(&path)).unwrap();
            (path, (meta.ino(), meta.mtime(), meta.mtime_nsec(), bytes))
        })
        .collect()
}
