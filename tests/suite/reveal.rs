//! What is published of a survey, attacked with the arithmetic of a reader: no sum or difference of what
//! stands anywhere in the output is a figure of a group that is too small.

use std::collections::BTreeSet;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{folder, read, run, write};

/// A floor so high that the counts below it are numbers which stand nowhere by chance.
const FLOOR: u64 = 5000;

/// How many of a group answered yes and no.
type Group<'a> = (&'a str, u64, u64);

/// A group of three thousands, one of six, and others; nobody else has such numbers.
const FLAT: [Group; 3] = [("cellar", 2903, 1014), ("attic", 4519, 1607), ("kitchen", 9203, 7348)];
const LATER: [Group; 3] = [("cellar", 2917, 1033), ("attic", 4523, 1613), ("kitchen", 9311, 7451)];
const NESTED: [Group; 6] = [
    ("works/cellar", 2903, 1014),
    ("works/attic", 4519, 1607),
    ("works/kitchen", 9203, 7348),
    ("sales/upland", 8219, 6473),
    ("sales/quayside", 3347, 1129),
    ("sales/harbour", 5531, 1277),
];

fn file(groups: &[Group]) -> String {
    let rows = groups.iter().map(|(name, yes, no)| {
        format!("{name},stay,yes,{yes}\n{name},stay,no,{no}\n{name},again,yes,{yes}\n{name},again,no,{no}\n")
    });
    rows.fold("group,question,answer,count\n".to_owned(), |text, row| text + &row)
}

/// Returns a site with a wave for each list of groups.
fn site(waves: &[&[Group]], floor: u64) -> TempDir {
    named(waves, floor, "[]")
}

/// Returns a site with a wave for each list of groups, and a document that names some.
fn named(waves: &[&[Group]], floor: u64, names: &str) -> TempDir {
    let listed = (0..waves.len()).map(|at| {
        format!("  {{ on = 2026-0{}-12, file = \"{at}.csv\", invited = 90001 }},\n", at + 1)
    });
    let page = format!(
        "+++\nowner = \"ruth\"\nfloor = {floor}\ngroups = {names}\nwaves = [\n{}]\nquestions = [\n  {{ id = \"stay\", scale = [\"yes\", \"no\"] }},\n  {{ id = \"again\", scale = [\"yes\", \"no\"] }},\n]\n+++\n# Work\n",
        listed.collect::<String>()
    );
    let files: Vec<(String, String)> = waves
        .iter()
        .enumerate()
        .map(|(at, groups)| (format!("content/surveys/{at}.csv"), file(groups)))
        .collect();
    let config =
        "title = \"Handbook\"\nas-of = 2026-11-22\nbase-url = \"https://handbook.example/\"\n";
    let mut all = vec![("throughline.toml", config), ("content/surveys/work.md", page.as_str())];
    all.extend(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    all.push(("content/page.md", "# Page\n\n[[work#stay]]\n"));
    folder(&all)
}

/// Returns every whole number from a thousand on in any byte of a build, however its thousands are
/// set apart, with the text of all files.
fn published(site: &Path) -> (BTreeSet<u64>, String) {
    let ran = run(site, &["build"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    let mut text = String::new();
    for entry in walkdir::WalkDir::new(site.join("public")) {
        let entry = entry.unwrap();
        text.push_str(&entry.path().to_string_lossy());
        if entry.file_type().is_file() {
            text.push_str(&String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap()));
        }
        text.push('\n');
    }
    let mut numbers = BTreeSet::new();
    // The list of what was written has the length of each file, which anybody can count.
    let list = std::fs::read_to_string(site.join("public/.throughline")).unwrap();
    let joined = text.replace(&list, "").replace("&nbsp;", "\u{a0}").replace("&#8201;", "\u{2009}");
    for parts in [joined.replace(['\u{a0}', '\u{2009}', '\u{202f}', ','], ""), joined] {
        // Digests have letters among their digits.
        let words = parts.split(|letter: char| !letter.is_alphanumeric());
        numbers.extend(
            words
                .filter_map(|word| word.parse::<u64>().ok())
                .filter(|own| (1000..1_000_000).contains(own)),
        );
    }
    (numbers, text)
}

/// Returns the figures that must not be told: counts and sums of groups, alone and together, below the
/// floor.
fn secrets(groups: &[Group]) -> BTreeSet<u64> {
    let mut secrets = BTreeSet::new();
    for mask in 1..1_u32 << groups.len() {
        let of =
            groups.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, group)| group);
        let (yes, no) = of.fold((0, 0), |(yes, no), group| (yes + group.1, no + group.2));
        if yes + no < FLOOR {
            secrets.extend([yes, no, yes + no]);
        }
    }
    secrets
}

/// Returns which secrets are a published number, or a sum or difference of up to three of them.
fn reached(numbers: &BTreeSet<u64>, secrets: &BTreeSet<u64>) -> BTreeSet<u64> {
    let signed: Vec<i64> = numbers.iter().flat_map(|own| [*own as i64, -(*own as i64)]).collect();
    let is_secret = |sum: i64| u64::try_from(sum).ok().filter(|sum| secrets.contains(sum));
    let mut found: BTreeSet<u64> = BTreeSet::new();
    for (at, first) in signed.iter().enumerate() {
        found.extend(is_secret(*first));
        for (next, second) in signed.iter().enumerate().skip(at + 1) {
            found.extend(is_secret(first + second));
            found.extend(
                signed[next + 1..].iter().filter_map(|third| is_secret(first + second + third)),
            );
        }
    }
    found
}

/// Returns the published numbers without those that every site has, such as years.
fn told(site: &TempDir, without: &TempDir) -> (BTreeSet<u64>, String) {
    let (numbers, text) = published(site.path());
    let (others, _) = published(without.path());
    (numbers.difference(&others).copied().collect(), text)
}

#[test]
fn no_sum_or_difference_of_all_that_is_published_is_a_small_groups_figure() {
    let empty = site(&[], FLOOR);
    for waves in [&[&FLAT[..]][..], &[&FLAT, &LATER], &[&NESTED], &[&NESTED, &FLAT]] {
        let built = site(waves, FLOOR);
        let (numbers, text) = told(&built, &empty);
        let whole: u64 = waves[0].iter().map(|(_, yes, no)| yes + no).sum();
        assert!(numbers.contains(&whole), "the whole is told: {numbers:?}");
        assert!(text.contains("kitchen"), "a group is told");
        for groups in waves {
            let secrets = secrets(groups);
            assert!(secrets.contains(&3917) || secrets.contains(&3950));
            assert_eq!(reached(&numbers, &secrets), BTreeSet::new(), "{waves:?}: {numbers:?}");
        }
        for name in ["cellar", "attic", "quayside", "harbour"] {
            assert!(!text.contains(name), "{name}");
        }
    }
}

#[test]
fn the_attack_finds_what_a_site_without_the_rule_tells() {
    let empty = site(&[], FLOOR);
    // Without a floor worth the name each group is told as it is.
    let (numbers, _) = told(&site(&[&FLAT], 4), &empty);
    assert_eq!(reached(&numbers, &secrets(&FLAT)), [2903, 1014, 3917].into());
    // With a floor and nothing else, the group of six thousands is told, and the other one follows.
    let (mut numbers, _) = told(&site(&[&FLAT], FLOOR), &empty);
    numbers.extend([4519, 1607, 4519 + 1607]);
    assert_eq!(reached(&numbers, &secrets(&FLAT)), [2903, 1014, 3917].into());
    // So is a part that is told beside its parent.
    let (mut numbers, _) = told(&site(&[&NESTED], FLOOR), &empty);
    numbers.extend([5531, 1277, 5531 + 1277]);
    assert_eq!(reached(&numbers, &secrets(&NESTED)), [3347, 1129, 3347 + 1129].into());
}

/// Whoever reads that both are left out cannot tell which one is small.
#[test]
fn a_small_group_and_its_neighbour_are_told_alike_in_every_byte() {
    let [cellar, attic, kitchen] = FLAT;
    let swapped = [("cellar", attic.1, attic.2), ("attic", cellar.1, cellar.2), kitchen];
    let names = "[\"cellar\", \"attic\", \"kitchen\"]";
    let told = |groups: &[Group]| {
        let site = named(&[groups], FLOOR, names);
        // Naming a group that is hidden is an error, for the small one and its neighbour alike.
        let config = read(site.path(), "throughline.toml") + "[checks]\nTL701 = \"off\"\n";
        write(site.path(), "throughline.toml", config);
        let built = crate::pages::build(site.path(), &[]);
        built.page("surveys/work.html").text(".survey .note").clone()
            + &published(site.path()).1.replace(&*site.path().to_string_lossy(), "")
    };
    let (one, other) = (told(&FLAT), told(&swapped));
    assert!(one.contains("12 Jan 2026: 2 groups, cellar, attic."), "{}", &one[..400]);
    assert_eq!(one, other);
}

#[test]
fn the_download_of_a_survey_holds_what_its_page_shows() {
    let site = site(&[&FLAT, &LATER], FLOOR);
    let built = crate::pages::build(site.path(), &[]);
    let link = built.page("surveys/work.html").ways(".survey", "All counts as CSV");
    assert_eq!(link, ["work.csv"]);
    let rows = |wave: &str, groups: &[Group]| {
        let (yes, no) = groups.iter().fold((0, 0), |(yes, no), own| (yes + own.1, no + own.2));
        let (_, own_yes, own_no) = groups[2];
        ["stay", "again"].map(|question| {
            format!(
                "{wave},{question},,yes,{yes}\n{wave},{question},,no,{no}\n\
                 {wave},{question},kitchen,yes,{own_yes}\n{wave},{question},kitchen,no,{own_no}\n"
            )
        })
    };
    let rows = [rows("2026-02-12", &LATER), rows("2026-01-12", &FLAT)].concat().concat();
    assert_eq!(built.text("surveys/work.csv"), format!("wave,question,group,answer,count\n{rows}"));
}
