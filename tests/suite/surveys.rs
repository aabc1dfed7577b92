//! Surveys: what is shown, and that what is not shown cannot be worked out.

use std::fmt::Write;

use proptest::prelude::*;
use throughline::doc::SurveyFields;
use throughline::id::RelPath;
use throughline::kpi::{Wave, read_wave, told};

use crate::support::{folder, read, run, write};

const SURVEY: &str = "+++\nowner = \"ruth\"\ncreated = 2025-01-01\nwaves = [\n  { on = 2026-01-12, file = \"a.csv\", invited = 30 },\n  \
                      { on = 2026-06-08, file = \"b.csv\" },\n  { on = 2027-01-11, file = \"c.csv\", invited = 1999 },\n]\nquestions = [\n  \
                      { id = \"stay\", text = \"Will you <stay>?\", scale = [\"yes\", \"no\"] },\n  { id = \"heard\" },\n]\n+++\n# Working together\n\n\
                      ## Purpose\n\nTo learn.\n\n## How answers are protected\n\nJo burns them.\n";
const WAVE: &str = "group,question,answer,count\nkitchen,stay,yes,7\nkitchen,stay,no,5\ncellar,stay,yes,2\ncellar,stay,no,1\n\
                    attic,stay,yes,4\nattic,stay,no,2\nkitchen,heard,always,12\ncellar,heard,always,3\nattic,heard,\"now, and then\",6\n";

fn site() -> tempfile::TempDir {
    folder(&[
        ("throughline.toml", "title = \"Handbook\"\nas-of = 2026-11-22\n"),
        ("content/surveys/work.md", SURVEY),
        ("content/surveys/a.csv", WAVE),
        ("content/surveys/b.csv", "group,question,answer,count\nkitchen,stay,no,3\n"),
        ("content/surveys/c.csv", &WAVE.replace(",7\n", ",77\n")),
        (
            "content/page.md",
            "# Page\n\nWe asked [whether they stay](surveys/work.md#stay), and [[work#heard]].\n",
        ),
    ])
}

/// Returns the cells of each row of the tables of a page, without markup.
fn rows(html: &str) -> Vec<Vec<String>> {
    let cells = |row: &str| -> Vec<String> {
        let cells = row.split("<td").skip(1);
        cells
            .map(|cell| cell.split_once('>').unwrap().1.split('<').next().unwrap().to_owned())
            .collect()
    };
    html.split("<tr>").skip(1).map(cells).filter(|row| !row.is_empty()).collect()
}

#[test]
fn a_survey_shows_its_waves_questions_and_answers() {
    let site = site();
    let ran = run(site.path(), &["build"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    let html = read(site.path(), "public/surveys/work.html");
    assert!(html.contains("12 Jan 2026: 21 of 30 answered (70\u{a0}%)"), "{html}");
    assert!(html.contains("8 Jun 2026: not shown: fewer than 5 answers"), "{html}");
    assert!(html.contains("<h3 id=\"stay\">Will you &lt;stay&gt;?<a"), "{html}");
    assert!(html.contains("href=\"#stay\""), "{html}");
    let hidden = "not shown: fewer than 5 answers";
    let wanted = [
        vec!["8 Jun 2026", "everyone", hidden],
        vec!["12 Jan 2026", "everyone", "13", "8", "21"],
        vec!["12 Jan 2026", "kitchen", "7", "5", "12"],
        vec!["12 Jan 2026", "everyone", "15", "6", "21"],
        vec!["12 Jan 2026", "kitchen", "12", "0", "12"],
    ];
    assert_eq!(rows(&html), wanted);
    let page = read(site.path(), "public/page.html");
    for anchor in ["stay", "heard"] {
        assert!(page.contains(&format!("surveys/work.html#{anchor}\"")), "{page}");
    }
    let home = read(site.path(), "public/index.html");
    assert!(home.contains("surveys/index.html\""), "the sidebar does not list surveys");
    let changes = read(site.path(), "public/changes.html");
    assert!(changes.contains("Asked") && changes.contains("12 Jan"), "{changes}");
    assert!(read(site.path(), "public/surveys/index.html").contains("Working together"));
}

#[test]
fn nothing_of_a_small_group_or_of_a_later_wave_is_in_any_byte() {
    let site = site();
    assert_eq!(run(site.path(), &["build"]).code(), 0);
    for entry in walkdir::WalkDir::new(site.path().join("public")) {
        let entry = entry.unwrap();
        if !entry.file_type().is_file() {
            continue;
        }
        let text = String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap()).into_owned();
        for secret in ["cellar", "attic", "2027-01-11", "11 Jan 2027", ">83<", "1999"] {
            assert!(!text.contains(secret), "{secret} in {}", entry.path().display());
        }
        assert!(!entry.path().to_string_lossy().ends_with("a.csv"));
    }
    // An author who asks for a group by name is told, and shown nothing.
    let named = SURVEY.replace("+++\nowner", "+++\ngroups = [\"kitchen\", \"cellar\"]\nowner");
    write(site.path(), "content/surveys/work.md", named);
    let ran = run(site.path(), &["build"]);
    assert_eq!(ran.code(), 1, "{}", ran.stderr());
    assert!(ran.stderr().contains("error[TL701]"), "{}", ran.stderr());
    // Whoever makes a note of it publishes no more.
    let config = "title = \"Handbook\"\nas-of = 2026-11-22\n[checks]\nTL701 = \"info\"\n";
    write(site.path(), "throughline.toml", config);
    assert_eq!(run(site.path(), &["build"]).code(), 0);
    let cellar =
        ["12 Jan 2026", "cellar", "not shown: fewer than 5 answers, or what would reveal them"];
    let shown = rows(&read(site.path(), "public/surveys/work.html"));
    assert_eq!(shown.iter().filter(|row| row[..] == cellar).count(), 2, "{shown:?}");
    assert!(!read(site.path(), "public/checks.html").contains("cellar"));
}

#[test]
fn a_survey_is_a_kind_like_the_others() {
    let site = site();
    let list = run(site.path(), &["list", "surveys"]).stdout();
    assert!(list.contains("work") && list.contains("Working together"), "{list}");
    let schema = run(site.path(), &["schema", "survey"]).stdout();
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    for field in ["waves", "questions", "groups", "floor"] {
        assert!(schema["properties"].get(field).is_some(), "{field}");
    }
    for form in ["toml", "yaml"] {
        let config = format!("title = \"Handbook\"\nfront-matter = \"{form}\"\n");
        write(site.path(), "throughline.toml", config);
        let ran = run(site.path(), &["new", "survey", &format!("After the move in {form}")]);
        let path = ran.stdout();
        let text = read(site.path(), path.trim());
        assert!(text.contains("## How answers are protected"), "{text}");
        // What stands there as an example is right when its mark is taken away.
        write(
            site.path(),
            path.trim(),
            text.replace("\n# waves", "\nwaves").replace("\n# questions", "\nquestions"),
        );
        write(
            site.path(),
            "content/surveys/2026-01.csv",
            "group,question,answer,count\n,recommend,yes,9\n",
        );
        let told = run(site.path(), &["check"]).stderr();
        assert!(!told.contains("error["), "{told}");
    }
    assert_eq!(run(site.path(), &["build"]).code(), 0);
    let export: serde_json::Value =
        serde_json::from_str(&read(site.path(), "public/throughline.json")).unwrap();
    let documents = export["documents"].as_array().unwrap();
    assert!(documents.iter().any(|document| document["kind"] == "survey"));
}

/// Returns a wave of one question with so many answers of two sorts in each group.
fn wave(groups: &[(u64, u64)]) -> Wave {
    let mut text = "group,question,answer,count\n".to_owned();
    for (at, (yes, no)) in groups.iter().enumerate() {
        writeln!(text, "g{at},q,yes,{yes}\ng{at},q,no,{no}").unwrap();
    }
    let (wave, findings) =
        read_wave(&RelPath::new("a.csv").unwrap(), &text, &SurveyFields::default());
    assert_eq!(findings, []);
    wave
}

#[test]
fn no_group_below_the_floor_can_be_worked_out() {
    let mut seed = 7_u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    for _ in 0..20_000 {
        let floor = 4 + random(4);
        let groups: Vec<(u64, u64)> = (0..1 + random(6)).map(|_| (random(8), random(8))).collect();
        let named: Vec<String> =
            (0..groups.len()).filter(|_| random(3) > 0).map(|at| format!("g{at}")).collect();
        let named: Vec<&str> =
            if random(2) == 0 { Vec::new() } else { named.iter().map(String::as_str).collect() };
        let told = told(&wave(&groups), u32::try_from(floor).unwrap(), &named);
        let Some(tally) = told.questions.first() else { continue };
        let shown = |at: usize| {
            let name = format!("g{at}");
            let found = tally.groups.iter().find(|(group, _)| *group == name);
            found.is_some_and(|(_, counts)| counts.is_some())
        };
        let size = |at: usize| groups[at].0 + groups[at].1;
        let of = |is_shown: bool| (0..groups.len()).filter(move |at| shown(*at) == is_shown);
        assert!(of(true).all(|at| size(at) >= floor), "{groups:?} under {floor}");
        let total: u64 = (0..groups.len()).map(size).sum();
        assert_eq!(tally.whole.is_some(), total >= floor);
        assert_eq!(told.answered, (total >= floor).then_some(total));
        let hidden: Vec<u64> = of(false).map(size).filter(|size| *size > 0).collect();
        if tally.whole.is_some() && hidden.iter().any(|size| *size < floor) {
            let rest: u64 = hidden.iter().sum();
            assert!(hidden.len() > 1 && rest >= floor, "{groups:?} under {floor} leave {hidden:?}");
        }
    }
}

#[test]
fn the_next_smallest_group_goes_with_a_single_hidden_one() {
    // Three of a whole of nine would follow from the six.
    for (groups, wanted) in [
        (&[(2, 1), (4, 2)][..], &[][..]),
        (&[(2, 1), (4, 2), (9, 9)], &["g2"]),
        (&[(2, 1), (1, 0), (4, 2)], &[]),
        (&[(2, 1), (2, 1), (4, 2)], &["g2"]),
        (&[(5, 0), (4, 2)], &["g0", "g1"]),
        (&[(0, 0), (4, 2)], &["g1"]),
    ] {
        let told = told(&wave(groups), 5, &[]);
        let shown: Vec<&str> = told.questions[0]
            .groups
            .iter()
            .filter(|(_, counts)| counts.is_some())
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(shown, wanted, "{groups:?}");
    }
}

proptest! {
    #[test]
    fn any_file_of_counts_is_read(text in "(group,question,answer,count\n)?[ab,\"\u{e9}\n\r0-9-]{0,120}", floor in 0_u32..9) {
        let (wave, findings) = read_wave(&RelPath::new("a.csv").unwrap(), &text, &SurveyFields::default());
        let told = told(&wave, floor, &["a"]);
        prop_assert!(findings.iter().all(|finding| finding.span.range().end <= text.len()));
        prop_assert!(told.questions.len() <= wave.questions.len());
    }
}
