//! `throughline check --fix`: what is clear is mended, byte for byte; what is not stays a finding.

use std::collections::BTreeMap;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{commit, folder, read, run, write};

const CONFIG: &str = "title = \"T\"\nbase-url = \"https://h.example/\"\nas-of = 2026-06-01\n";
const VISION: &str = "# Vision\n\n## Product vision\nPaying is short.\n\n## Target audience\nBuyers.\n\n\
    ## Business objectives\n\n### Pay faster [[drop-off]] 25 by 2026-12-31 {#speed}\nWe lose many.\n\n\
    ### Fewer disputes [[drop-off]] 3 by 2026-12-31 {#calm parent=speed}\nThey cost.\n\n\
    ### Come back [[drop-off]] 9 by 2026-12-31 {#come-back parent=vision-2026#speed}\nRarely.\n";

/// A site with every sort of reference to an objective; `@` stands for its id, which is `speed`.
const SITE: [(&str, &str); 10] = [
    ("content/briefs/string.md", "+++\nserves = \"vision-2026#@\"\n+++\n# String\n"),
    (
        "content/briefs/list.md",
        "\u{feff}+++\r\nserves = ['@', \"vision:vision-2026#@\"] # both\r\n+++\r\n# List\r\n\r\nText\r\n",
    ),
    (
        "content/briefs/yaml.md",
        "---\nserves:\n  - @\n  - vision-2026#calm\n  - come-back\n---\n# Yaml\n",
    ),
    (
        "content/deep-dives/dive.md",
        "+++\ninforms = [\"string\", \"@\"]\nsee-also = [\"vision-2026#@\"]\n+++\n# Dive\n\n## Q&A\n\n\
         ### Why? @ana 2026-01-02 [[vision-2026#@]]\nSo.\n",
    ),
    (
        "content/prose.md",
        "# Prose\n\nAs [[vision-2026#@]] says, and [[@|this]], and [[vision-2026#@|that]], and \
         [it](visions/vision-2026.md#@ \"title\"), [it](<visions/vision-2026.md#@>), \
         [it](/visions/vision-2026.md#@), [it][ref] and [again][ref], [it](vision:vision-2026#@) and \
         <a href=\"visions/vision-2026.md#@\">raw</a>.\n\n\
         | What | Where |\n|---|---|\n| It | [[vision-2026#@\\|the goal]] |\n\n\
         [ref]: visions/vision-2026.md#@\n",
    ),
    (
        "content/visions/own.md",
        "# Own\n\nSee [above](./vision-2026.md#@) and [calm](vision-2026.md#calm).\n",
    ),
    (
        "content/asks.md",
        "# Asks\n\n```query\nkind = brief and serves = vision-2026#@ as list\n```\n\n\
         > ```query\n> item = objective and parent in (@,\n> \"vision:vision-2026#@\") # those below\n> ```\n\n\
         ```query\nitem = objective and (title ~ \"y\" or not parent != @)\n```\n",
    ),
    ("content/kpis/drop-off.md", "+++\nunit = \"%\"\n+++\n# Drop-off\n"),
    ("content/people.toml", "[people.ana]\nname = \"Ana\"\ndiscipline = \"engineering\"\n"),
    ("throughline.toml", CONFIG),
];

/// How many places of the site above, and of the vision itself, name the objective.
const PLACES: usize = 4 + 3 + 10 + 1 + 2 + 4;

fn site() -> TempDir {
    let folder = folder(&[("content/visions/vision-2026.md", VISION)]);
    for (path, text) in SITE {
        // The mark of a person begins with the same sign.
        let text = text.replace("@ana", "\u{0}").replace('@', "speed").replace('\u{0}', "@ana");
        write(folder.path(), path, text);
    }
    folder
}

/// Returns the findings of a check that name a link to nothing or to the wrong thing, as places.
fn dangling(site: &Path) -> Vec<String> {
    let ran = run(site, &["check", "--format", "json"]);
    let mut places = Vec::new();
    for line in ran.stdout().lines() {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        if ["TL006", "TL007", "TL016"].iter().any(|code| finding["code"] == *code) {
            let place = format!("{}:{}:{}", finding["path"], finding["line"], finding["column"]);
            places.push(place.replace('"', ""));
        }
    }
    places.dedup();
    places
}

/// Returns every file of the output with an id in the place of another, in names and bytes; the list of
/// digests that the next build compares with is not for readers.
fn output(site: &Path, new: &str, old: &str) -> BTreeMap<String, Vec<u8>> {
    let ran = run(site, &["build"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    let root = site.join("public");
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&root) {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        if entry.file_type().is_file() && path != ".throughline" {
            let bytes = std::fs::read(entry.path()).unwrap();
            let bytes = match String::from_utf8(bytes) {
                Ok(text) => text.replace(new, old).into_bytes(),
                Err(error) => error.into_bytes(),
            };
            files.insert(path.replace(new, old), bytes);
        }
    }
    files
}

#[track_caller]
fn assert_same(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(before), names(after));
    for (path, bytes) in before {
        let (was, is) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&after[path]));
        if was != is {
            let differing = was.lines().zip(is.lines()).find(|(was, is)| was != is);
            panic!("{path} differs: {differing:#?}");
        }
    }
}

/// Renames an id where it is pinned.
fn rename(site: &Path, path: &str, old: &str, new: &str) {
    let text = read(site, path);
    let pinned = text.replace(&format!("{{#{old}"), &format!("{{#{new}"));
    assert_ne!(text, pinned);
    write(site, path, pinned);
}

#[test]
fn a_renamed_objective_is_mended_everywhere_with_and_without_git() {
    for has_git in [true, false] {
        let site = site();
        let site = site.path();
        assert_eq!(dangling(site), [""; 0], "{}", run(site, &["check"]).stderr());
        let before = output(site, "spead", "speed");
        if has_git {
            commit(site);
        }
        rename(site, "content/visions/vision-2026.md", "speed", "spead");
        // Two links share one definition, and each place is counted once.
        assert_eq!(dangling(site).len(), PLACES, "{:#?}", dangling(site));

        let rehearsed = run(site, &["check", "--fix", "--dry-run"]);
        assert_eq!(rehearsed.code(), 1);
        let told = rehearsed.stderr();
        assert!(
            told.contains("content/briefs/string.md:2:11 vision-2026#speed → vision-2026#spead\n"),
            "{told}"
        );
        assert!(told.contains(&format!("Would mend {PLACES} references in 8 files\n")), "{told}");
        assert_eq!(dangling(site).len(), PLACES);

        let fixed = run(site, &["check", "--fix"]);
        let told = fixed.stderr();
        assert!(told.contains(&format!("Mended {PLACES} references in 8 files\n")), "{told}");
        assert_eq!(fixed.code(), 0, "{told}");
        assert_eq!(dangling(site), [""; 0], "{told}");
        for (path, text) in SITE {
            let text = text.replace("@ana", "\u{0}").replace('@', "spead").replace('\u{0}', "@ana");
            assert_eq!(read(site, path), text, "{path}");
        }
        assert_same(&before, &output(site, "spead", "speed"));
        let again = run(site, &["check", "--fix"]);
        assert!(again.stderr().contains("Nothing was mended\n"), "{}", again.stderr());
    }
}

/// Copies the sample handbook.
pub(crate) fn sample() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in walkdir::WalkDir::new(root.join("content")) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap();
            write(folder.path(), path, std::fs::read(entry.path()).unwrap());
        }
    }
    write(folder.path(), "throughline.toml", read(root, "throughline.toml"));
    folder
}

#[test]
fn an_objective_of_the_sample_handbook_may_be_renamed() {
    let site = sample();
    let site = site.path();
    let before = output(site, "checkouu", "checkout");
    commit(site);
    rename(site, "content/visions/vision-2026.md", "checkout", "checkouu");
    assert!(dangling(site).len() > 4, "{:#?}", dangling(site));
    let fixed = run(site, &["check", "--fix", "--strict"]);
    assert_eq!(fixed.code(), 0, "{}", fixed.stderr());
    assert_eq!(dangling(site), [""; 0]);
    assert_same(&before, &output(site, "checkouu", "checkout"));
}

#[test]
fn what_was_pinned_stands_where_an_objective_is_renamed() {
    let vision = VISION.replace("They cost.", "They cost, as [[vision-2026#speed]] does.");
    let site = folder(&[
        ("throughline.toml", CONFIG),
        ("content/visions/vision-2026.md", &vision),
        ("content/kpis/drop-off.md", "+++\nunit = \"%\"\n+++\n# Drop-off\n"),
        (
            "content/briefs/b.md",
            "+++\nserves = [\"vision-2026#speed\", \"calm\"]\naccepted = 2026-02-03\n+++\n# B\n",
        ),
    ]);
    let site = site.path();
    assert_eq!(run(site, &["pin", "b"]).code(), 0);
    commit(site);
    rename(site, "content/visions/vision-2026.md", "speed", "pace");
    let pinned = read(site, "content/briefs/b.md");
    let fixed = run(site, &["check", "--fix"]);
    assert_eq!(fixed.code(), 0, "{}", fixed.stderr());
    assert_eq!(read(site, "content/briefs/b.md"), pinned.replace("#speed", "#pace"));
    assert!(!fixed.stderr().contains("TL802"), "{}", fixed.stderr());
    // Another word of the text is another promise.
    let vision = read(site, "content/visions/vision-2026.md");
    write(site, "content/visions/vision-2026.md", vision.replace("They cost", "They hurt"));
    let told = run(site, &["check"]).stderr();
    assert!(told.contains("`calm`'s text changed after `b` was pinned"), "{told}");
}

/// Checks a site with `--fix`, and returns a file as it is then.
fn mended(files: &[(&str, &str)], path: &str) -> String {
    let site = folder(files);
    let ran = run(site.path(), &["check", "--fix"]);
    assert!(ran.code() < 2, "{}", ran.stderr());
    read(site.path(), path)
}

#[test]
fn case_is_mended_in_names_paths_anchors_and_files() {
    let brief =
        "# Pay\n\n## Q&A\n\nText.\n\n## Questions\n\n### Who? @ana 2026-01-01 {#Who}\nAll.\n";
    let kpi = "+++\nunit = \"%\"\nsource = \"Numbers/CSAT.csv\"\n+++\n# Csat\n";
    let files = [
        ("throughline.toml", CONFIG),
        ("content/briefs/pay.md", brief),
        ("content/kpis/csat.md", kpi),
        ("content/kpis/numbers/csat.csv", "date,value\n2026-01-01,3\n"),
        ("content/img/Basket.png", "x"),
        (
            "content/a.md",
            "# A\n\n[[Pay]] [[brief:PAY#who]] [x](Briefs/pay.md#WHO) [[briefs/Pay]]\n\n\
             ![basket](img/basket.png) ![c](kpi:Csat?chart=spark)\n\n![c](kpi:CSAT)\n",
        ),
    ];
    assert_eq!(
        mended(&files, "content/a.md"),
        "# A\n\n[[pay]] [[brief:pay#Who]] [x](briefs/pay.md#Who) [[briefs/pay]]\n\n\
         ![basket](img/Basket.png) ![c](kpi:csat?chart=spark)\n\n![c](kpi:csat)\n"
    );
    assert_eq!(mended(&files, "content/kpis/csat.md"), kpi.replace("Numbers/CSAT", "numbers/csat"));
}

#[test]
fn a_document_that_moved_is_found_by_the_name_of_its_file_or_an_alias() {
    let files = [
        ("throughline.toml", CONFIG),
        ("content/briefs/2025/2025-01-02-pay now.md", "# Pay\n\n## Risks\nNone.\n"),
        ("content/notes/plan.md", "+++\naliases = [\"old-plan\"]\n+++\n# Plan\n"),
        ("content/img/plan.png", "x"),
        (
            "content/deep/a.md",
            "# A\n\n[x](../briefs/2025-01-02-pay%20now.md#risks \"t\") [y](/old-plan.md) \
             [[briefs/2025-01-02-pay now]] [[deep/plan]] ![p](../plan.png)\n",
        ),
        ("content/briefs/b.md", "+++\ndepends-on = \"2025-01-02-pay now\"\n+++\n# B\n"),
    ];
    assert_eq!(
        mended(&files, "content/deep/a.md"),
        "# A\n\n[x](../briefs/2025/2025-01-02-pay%20now.md#risks \"t\") [y](/notes/plan.md) \
         [[briefs/2025/2025-01-02-pay now]] [[notes/plan]] ![p](../plan.png)\n"
    );
    assert_eq!(mended(&files, "content/briefs/b.md"), "+++\ndepends-on = \"pay now\"\n+++\n# B\n");
}

#[test]
fn a_path_of_the_configuration_is_mended_as_a_reference_is() {
    let allow = |path: &str| {
        format!(
            "{CONFIG}\n[[checks.allow]]\nrule = \"TL201\"\npath = '{path}'\nreason = \"old\"\n\n\
             [[checks.set]]\nrule = \"TL201\"\npath = \"{path}\"\nseverity = \"info\"\n"
        )
    };
    for (before, after) in [
        ("briefs/Pay.md", "briefs/old/pay.md"),
        ("Briefs/old/pay.md", "briefs/old/pay.md"),
        ("briefs/pay.md", "briefs/old/pay.md"),
        ("content/briefs/pay.md", "content/briefs/old/pay.md"),
        ("content/briefs/old/pay.md", "content/briefs/old/pay.md"),
        ("briefs/P*.md", "briefs/P*.md"),
        ("briefs/twice.md", "briefs/twice.md"),
    ] {
        // A name in another case at another place is not the same name.
        let after = if before == "briefs/Pay.md" { before } else { after };
        let config = allow(before);
        let files = [
            ("throughline.toml", config.as_str()),
            ("content/briefs/old/pay.md", "# Pay\n"),
            ("content/briefs/a/twice.md", "# One\n"),
            ("content/briefs/b/twice.md", "# Two\n"),
        ];
        assert_eq!(mended(&files, "throughline.toml"), allow(after));
    }
}

#[test]
fn two_candidates_are_none() {
    let twice = "# A\n\n[x](../gone/plan.md) [[gone/plan]]\n";
    let files = [
        ("throughline.toml", CONFIG),
        ("content/one/plan.md", "# One\n"),
        ("content/two/plan.md", "# Two\n"),
        ("content/deep/a.md", twice),
    ];
    assert_eq!(mended(&files, "content/deep/a.md"), twice);
    // A slip of the pen is not taken for the new name of what nobody refers to.
    let misspelt = "+++\nserves = \"vision-2026#speeed\"\n+++\n# B\n";
    let files = [
        ("throughline.toml", CONFIG),
        ("content/visions/vision-2026.md", VISION),
        ("content/kpis/drop-off.md", "# Drop-off\n"),
        ("content/briefs/a.md", "+++\nserves = \"vision-2026#come-back\"\n+++\n# A\n"),
        ("content/briefs/b.md", misspelt),
    ];
    assert_eq!(mended(&files, "content/briefs/b.md"), misspelt);
    // Two ids are lost, and what became of either cannot be told.
    let lost = "+++\nserves = [\"vision-2026#one\", \"vision-2026#two\"]\n+++\n# B\n";
    let files = [files[0], files[1], files[2], files[3], ("content/briefs/b.md", lost)];
    assert_eq!(mended(&files, "content/briefs/b.md"), lost);
}

#[test]
fn what_the_author_says_an_id_was_goes_before_everything() {
    let vision = VISION.replace("{#calm ", "{#peace .was-calm ").replace("{#speed}", "{#pace}");
    let vision =
        format!("+++\nanchors = {{ speed = \"pace\" }}\n+++\n{vision}").replace("=speed", "=pace");
    let vision = vision.replace("2026#speed", "2026#pace");
    let brief = "+++\nserves = [\"vision-2026#calm\", \"vision-2026#speed\", \"calm\"]\n+++\n# B\n";
    let files = [
        ("throughline.toml", CONFIG),
        ("content/visions/vision-2026.md", vision.as_str()),
        ("content/kpis/drop-off.md", "# Drop-off\n"),
        ("content/briefs/b.md", brief),
    ];
    let expected =
        "+++\nserves = [\"vision-2026#peace\", \"vision-2026#pace\", \"peace\"]\n+++\n# B\n";
    assert_eq!(mended(&files, "content/briefs/b.md"), expected);
}

#[test]
fn the_last_commit_knows_lessons_and_headings_by_title_and_body() {
    let retro = "# Retro\n\n## What went well\nMuch of it did.\n\n## Lessons\n\n\
                 - Ship behind a flag (change) {#flag}\n- Load test first (try) {#load}\n";
    let page = "# Page\n\n## How to pay\n\nWith a card, mostly.\n\n### Details\nMore [above](#how-to-pay).\n";
    let refers = "# Wallet\n\n[a](../page.md#how-to-pay) [b](../retros/look.md#what-went-well)\n\n\
                  ## Lessons applied\n\n- Behind a flag [[look#flag]]\n- Not now [[flag]] (set aside)\n\n\
                  | What | lesson |\n|---|---|\n";
    let site = folder(&[
        ("nested/site/throughline.toml", CONFIG),
        ("nested/site/content/retros/look.md", retro),
        ("nested/site/content/page.md", page),
        ("nested/site/content/briefs/wallet.md", refers),
    ]);
    let root = site.path().join("nested/site");
    commit(site.path());
    write(&root, "content/retros/look.md", retro.replace("{#flag}", "{#behind-a-flag}"));
    write(&root, "content/page.md", page.replace("How to pay", "Paying"));
    let ran = run(&root, &["check", "--fix", "--format", "json"]);
    for line in ran.stdout().lines() {
        let _: serde_json::Value = serde_json::from_str(line).unwrap();
    }
    let expected = refers
        .replace("#how-to-pay", "#paying")
        .replace("look#flag", "look#behind-a-flag")
        .replace("[[flag]]", "[[behind-a-flag]]");
    assert_eq!(read(&root, "content/briefs/wallet.md"), expected, "{}", ran.stderr());
    let page = page.replace("How to pay", "Paying").replace("#how-to-pay", "#paying");
    assert_eq!(read(&root, "content/page.md"), page);

    // Title and body of an id that is gone stand under two new ones: neither is it.
    commit(site.path());
    let two = retro.replace("{#flag}", "{#one}") + "\n- Ship behind a flag (change) {#two}\n";
    write(&root, "content/retros/look.md", two);
    run(&root, &["check", "--fix"]);
    assert_eq!(read(&root, "content/briefs/wallet.md"), expected);
}

#[test]
fn commits_tell_what_was_renamed_from_what_was_removed() {
    let brief = "+++\nserves = [\"vision-2026#speed\", \"calm\"]\n+++\n# B\n";
    let vision = VISION.replace(" parent=speed", "").replace(" parent=vision-2026#speed", "");
    let site = folder(&[
        ("throughline.toml", CONFIG),
        ("content/visions/vision-2026.md", vision.as_str()),
        ("content/kpis/drop-off.md", "# Drop-off\n"),
        ("content/briefs/b.md", brief),
        ("content/briefs/c.md", "+++\nserves = \"come-back\"\n+++\n# C\n"),
    ]);
    let site = site.path();
    commit(site);
    // Renamed in a commit of its own, and changed in another.
    let renamed = vision.replace("{#speed}", "{#pace}").replace("{#calm}", "{#peace}");
    write(site, "content/visions/vision-2026.md", &renamed);
    commit(site);
    write(site, "content/visions/vision-2026.md", renamed.replace("Buyers.", "All buyers."));
    commit(site);
    let ran = run(site, &["check", "--fix"]);
    let expected = brief.replace("#speed", "#pace").replace("calm", "peace");
    assert_eq!(read(site, "content/briefs/b.md"), expected, "{}", ran.stderr());

    // Removed: the one objective that nothing refers to has nothing to do with it.
    commit(site);
    let at = renamed.find("### Pay faster").unwrap();
    let end = renamed.find("### Fewer").unwrap();
    let removed = format!(
        "{}### Be kind [[drop-off]] 1 {{#kind}}\nAlways.\n\n{}",
        &renamed[..at],
        &renamed[end..]
    );
    write(site, "content/visions/vision-2026.md", removed);
    for _ in 0..2 {
        assert_eq!(run(site, &["check", "--fix"]).code(), 1);
        assert_eq!(read(site, "content/briefs/b.md"), expected);
        commit(site);
    }
}

#[test]
fn mending_keeps_the_rights_of_a_file_and_leaves_no_other() {
    use std::os::unix::fs::PermissionsExt;
    let site = folder(&[("content/pay.md", "# Pay\n"), ("content/a.md", "# A\n\n[[Pay]]\n")]);
    let file = site.path().join("content/a.md");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(run(site.path(), &["check", "--fix"]).code(), 0);
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    let names = std::fs::read_dir(site.path().join("content")).unwrap();
    assert_eq!(names.count(), 2);
    assert_eq!(run(site.path(), &["check", "--dry-run"]).code(), 2);
}

#[test]
fn renamed_headings_keep_their_old_anchors() {
    let site = folder(&[
        ("throughline.toml", CONFIG),
        (
            "content/a.md",
            "# A\n\n## Paying first\n\nText one.\n\n## Second {#two}\n\nText two.\n\n## Third\n\nText \
             three.\n\n## Gone\n\nText four.\n",
        ),
    ]);
    let root = site.path();
    commit(root);
    let renamed = "# A\n\n## Paying at once\n\nText one.\n\n## Second {#second}\n\nText two.\n\n## Third\n\n\
                   Another text.\n";
    write(root, "content/a.md", renamed);
    let told = run(root, &["check", "--fix", "--dry-run", "--against", "HEAD"]);
    assert!(told.stderr().contains("content/a.md:3:18 + {.was-paying-first}"), "{}", told.stderr());
    assert_eq!(read(root, "content/a.md"), renamed);
    let kept = "# A\n\n## Paying at once {.was-paying-first}\n\nText one.\n\n## Second {#second .was-two}\n\n\
                Text two.\n\n## Third\n\nAnother text.\n";
    for _ in 0..2 {
        let ran = run(root, &["check", "--fix", "--against", "HEAD"]);
        assert_eq!(ran.code(), 0, "{}", ran.stderr());
        assert_eq!(read(root, "content/a.md"), kept);
    }
    let page = crate::pages::build(root, &[]);
    let page = page.page("a.html");
    for (old, heading) in [("paying-first", "Paying at once"), ("two", "Second")] {
        let headings = page.texts(&format!("h2:has(> #{old})"));
        assert_eq!(headings, [format!("{heading}#")], "{old}");
    }
    let ran = run(root, &["check", "--fix", "--against", "nowhere"]);
    assert_eq!(ran.code(), 2);
    assert!(ran.stderr().contains("there is no revision `nowhere`"), "{}", ran.stderr());
    assert_eq!(
        run(root, &["check", "--against", "HEAD"]).code(),
        2,
        "nothing is written without --fix"
    );
}
