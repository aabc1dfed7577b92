//! Surveys: what is shown, and that what is not shown cannot be worked out.

use std::collections::{HashSet, VecDeque};

use proptest::prelude::*;
use scraper::Selector;
use throughline::doc::{SurveyFields, SurveyQuestion};
use throughline::id::{RelPath, Span, Spanned};
use throughline::kpi::{
    Tally, Told, ToldCounts, ToldGroup, ToldTally, Wave, pooled, read_wave, told,
};
use throughline::pipeline::{Pipeline, Snapshot};

use crate::pages::{Page, build, faults, options, render, words};
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

/// Returns the cells of each row of the tables of a page.
fn rows(page: &Page) -> Vec<Vec<String>> {
    let cells = Selector::parse("th, td").unwrap();
    let rows = page.all(".survey tbody tr").into_iter();
    rows.map(|row| row.select(&cells).map(words).collect()).collect()
}

#[test]
fn a_survey_shows_its_waves_questions_and_answers() {
    let site = site();
    let built = build(site.path(), &[]);
    let html = built.text("surveys/work.html");
    assert!(html.contains("12 Jan 2026: 21 of 30 answered (70\u{a0}%)"), "{html}");
    assert!(html.contains("8 Jun 2026: not shown: fewer than 5 answers"), "{html}");
    assert!(html.contains("href=\"#stay\""), "{html}");
    let hidden = "not shown: fewer than 5 answers";
    let wanted = [
        vec!["8 Jun 2026 everyone", hidden],
        vec!["12 Jan 2026 everyone", "13", "8", "21"],
        vec!["kitchen", "7", "5", "12"],
        vec!["12 Jan 2026 everyone", "15", "6", "21"],
        vec!["kitchen", "12", "0", "12"],
    ];
    let parsed = built.page("surveys/work.html");
    assert_eq!(rows(&parsed), wanted);
    let columns = ["Wave", "always", "now, and then", "Answers"];
    assert_eq!(parsed.texts("#heard + .table th[scope=col]"), columns);
    assert_eq!(parsed.texts(".survey h3"), ["Will you <stay>? #", "heard #"]);
    // Whoever hears or sees one cell only is told which it is.
    assert_eq!(
        parsed.all(".survey th:not([scope]), .survey td.al-right:not([data-label])").len(),
        0
    );
    let kitchen = ".survey tbody tr:last-child td[data-label=\"no\"]";
    assert_eq!(parsed.texts(kitchen), ["5"]);
    let page = built.text("page.html");
    for anchor in ["stay", "heard"] {
        assert!(page.contains(&format!("surveys/work.html#{anchor}\"")), "{page}");
    }
    let home = built.text("index.html");
    assert!(home.contains("surveys/index.html\""), "the sidebar does not list surveys");
    let changes = built.text("changes.html");
    assert!(changes.contains("Asked") && changes.contains("12 Jan"), "{changes}");
    assert!(built.text("surveys/index.html").contains("Working together"));
}

#[test]
fn what_only_the_file_asks_is_told_and_not_shown() {
    let site = site();
    let more = "kitchen,How are you?,well,9\nkitchen,tl-results,yes,9\nkitchen,haerd,always,9\n";
    write(site.path(), "content/surveys/a.csv", format!("{WAVE}{more}"));
    let place = "content/surveys/a.csv";
    let wanted = [
        format!("{place}:11:9 TL601 the survey has no question `How are you?`"),
        format!("{place}:12:9 TL601 the survey has no question `tl-results`"),
        format!("{place}:13:9 TL601 the survey has no question `haerd`"),
    ];
    let told = faults(site.path(), &[]);
    assert!(wanted.iter().all(|line| told.contains(line)), "{told:?}");
    assert!(run(site.path(), &["check"]).stderr().contains("did you mean `heard`?"));
    let built = render(&Pipeline::open(options(site.path())).unwrap().rebuild(None).unwrap());
    assert_eq!(built.holding("How are you?"), [""; 0]);
    let page = built.page("surveys/work.html");
    assert_eq!(page.texts(".survey h3"), ["Will you <stay>? #", "heard #"]);
    let mut seen = HashSet::new();
    for element in page.all("[id]") {
        let id = element.attr("id").unwrap();
        assert!(seen.insert(id.to_owned()), "`{id}` stands twice");
    }
}

#[test]
fn a_change_of_a_wave_is_shown_by_the_next_rebuild() {
    let site = site();
    let mut pipeline = Pipeline::open(options(site.path())).unwrap();
    let shown = |snapshot: &Snapshot| rows(&render(snapshot).page("surveys/work.html"))[2].clone();
    assert_eq!(shown(&pipeline.rebuild(None).unwrap()), ["kitchen", "7", "5", "12"]);
    write(
        site.path(),
        "content/surveys/a.csv",
        WAVE.replace("kitchen,stay,no,5", "kitchen,stay,no,6"),
    );
    let touched = [site.path().canonicalize().unwrap().join("content/surveys/a.csv")];
    let snapshot = pipeline.rebuild(Some(&touched)).unwrap();
    assert_eq!(shown(&snapshot), ["kitchen", "7", "6", "13"]);
    // Whoever saves a file that was not there before is heard, too.
    let named = SURVEY.replace("file = \"b.csv\"", "file = \"new.csv\"");
    write(site.path(), "content/surveys/work.md", named);
    write(
        site.path(),
        "content/surveys/new.csv",
        "group,question,answer,count\nkitchen,stay,no,8\n",
    );
    let touched = ["work.md", "new.csv"]
        .map(|name| site.path().canonicalize().unwrap().join("content/surveys").join(name));
    let snapshot = pipeline.rebuild(Some(&touched)).unwrap();
    let first = rows(&render(&snapshot).page("surveys/work.html"))[0].clone();
    assert_eq!(first, ["8 Jun 2026 everyone", "0", "8", "8"]);
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
    let cellar = ["cellar", "not shown: fewer than 5 answers, or what would reveal them"];
    let shown = rows(&build(site.path(), &[]).page("surveys/work.html"));
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

#[test]
fn parts_count_in_what_holds_them_and_two_waves_are_compared() {
    let site = site();
    let head = "group,question,answer,count\n";
    let rows_of = |of: &[(&str, u32, u32)]| {
        let rows = of
            .iter()
            .map(|(group, yes, no)| format!("{group},stay,yes,{yes}\n{group},stay,no,{no}\n"));
        head.to_owned() + &rows.collect::<String>()
    };
    let before = [("works/web", 1, 9), ("works/data", 1, 2), ("works/ops", 2, 4), ("sales", 1, 8)];
    let after = [("works/web", 9, 1), ("works/data", 2, 1), ("works/ops", 5, 1), ("sales", 8, 1)];
    write(site.path(), "content/surveys/a.csv", rows_of(&before) + "sales,heard,always,9\n");
    write(site.path(), "content/surveys/b.csv", rows_of(&after));
    let page = SURVEY
        .replace(
            "+++\nowner",
            "+++\ngroups = [\"works\", \"works/web\", \"works/ops\", \"sales\"]\nowner",
        )
        .replace("invited = 30", "invited = 40, invited-by = { works = 22, \"works/ops\" = 9 }");
    write(site.path(), "content/surveys/work.md", page);
    // Naming a group that is hidden is an error, for which other tests look.
    let config = "title = \"Handbook\"\nas-of = 2026-11-22\n[checks]\nTL701 = \"off\"\n";
    write(site.path(), "throughline.toml", config);
    let built = build(site.path(), &[]);
    let shown = built.page("surveys/work.html");
    let all = rows(&shown);
    // Data are three, so that operations, which could be worked out with them, count in works, too.
    let hidden = "not shown: fewer than 5 answers, or what would reveal them; counted in works";
    for row in [
        &["works", "4", "15", "19"][..],
        &["works/web", "1", "9", "10"],
        &["works/ops", hidden],
        &["sales", "1", "8", "9"],
    ] {
        assert!(all.iter().any(|own| own == row), "{row:?} is not in {all:?}");
    }
    assert!(all.iter().any(|row| row[..] == ["works", "no answers to this question"]), "{all:?}");
    let html = built.text("surveys/work.html");
    let facts = "12 Jan 2026: 28 of 40 answered (70\u{a0}%); works: 19 of 22 answered (86\u{a0}%)";
    assert!(html.contains(facts) && !html.contains("of 9 answered"), "{html}");
    // Five of twenty-eight: 8 to 36 in a hundred. Twenty-four: 69 to 94.
    let turn = "Will you <stay>? “yes” from 5 of 28 (18\u{a0}%) to 24 of 28 (86\u{a0}%), +68 points: more than before";
    assert_eq!(shown.texts(".survey .turns li"), [turn.replace('\u{a0}', " ")]);
    assert_eq!(shown.all("#stay ~ figure svg[role=img]").len(), 2);
    // Chart and table have the newest wave first.
    let drawn = shown.texts("#stay ~ figure .chart-wide svg text");
    let at = |day: &str| drawn.iter().position(|text| text.contains(day));
    let days = shown.texts("#stay ~ div .wave th");
    let days: Vec<&str> = days.iter().filter_map(|day| day.split(" everyone").next()).collect();
    assert!(at(days[0]).unwrap() < at(days[1]).unwrap(), "{days:?} {drawn:?}");
    let note = &shown.texts(".survey > .note")[0];
    assert!(note.contains("12 Jan 2026: 1 group, works/ops."), "{note}");
    assert_eq!(shown.all(".survey [style]").len(), 0);
}

#[test]
fn home_names_the_survey_that_was_held_last() {
    let site = site();
    let home = build(site.path(), &[]).page("index.html");
    let line = home.text(".asked");
    assert!(line.starts_with("Asked last: "), "{line}");
    // Three people answered in June.
    assert!(line.contains("8 Jun 2026: not shown: fewer than 5 answers"), "{line}");
    let spring = build(site.path(), &["--as-of", "2026-03-01"]).page("index.html");
    assert!(spring.text(".asked").contains("12 Jan 2026: 21 of 30 answered"));
    // A year and more later it says little of the day, and a hidden one nothing.
    let later = build(site.path(), &["--as-of", "2028-06-01"]).page("index.html");
    assert!(later.all(".asked").is_empty());
    let hidden = SURVEY.replace("+++\nowner", "+++\ndraft = true\nowner");
    write(site.path(), "content/surveys/work.md", hidden);
    assert!(build(site.path(), &[]).page("index.html").all(".asked").is_empty());
}

#[test]
fn from_zero_to_ten_only_nine_and_ten_speak_in_favour() {
    let site = site();
    let scale: Vec<String> = (0..=10).map(|answer| format!("\"{answer}\"")).collect();
    let page = format!(
        "+++\nwaves = [\n  {{ on = 2026-01-12, file = \"a.csv\" }},\n  {{ on = 2026-06-12, file = \"b.csv\" }},\n]\n\
         questions = [{{ id = \"friend\", text = \"Tell a friend?\", scale = [{}] }}]\n+++\n# Work\n",
        scale.join(", ")
    );
    write(site.path(), "content/surveys/work.md", page);
    write(site.path(), "content/page.md", "# Page\n");
    // 36 of 40 gave six or more in both; nine or ten gave 8, then 24.
    for (file, counts) in [
        ("a.csv", [(10, 4), (9, 4), (8, 4), (7, 4), (6, 20), (0, 4)]),
        ("b.csv", [(10, 12), (9, 12), (8, 4), (7, 4), (6, 4), (0, 4)]),
    ] {
        let rows: String =
            counts.iter().map(|(answer, count)| format!("web,friend,{answer},{count}\n")).collect();
        let text = format!("group,question,answer,count\n{rows}");
        write(site.path(), &format!("content/surveys/{file}"), text);
    }
    let shown = build(site.path(), &[]).page("surveys/work.html");
    // Wilson: 8 of 40 is 10 to 35 in a hundred, 24 of 40 is 45 to 74.
    let turn = "Tell a friend? “10” or “9” from 8 of 40 (20 %) to 24 of 40 (60 %), +40 points: more than before";
    assert_eq!(shown.texts(".survey .turns li"), [turn]);
    let desc = &shown.texts("#friend ~ figure svg desc")[0];
    assert!(desc.contains("24 of 40 answered “10” or “9”"), "{desc}");
}

/// Returns a wave: of each group the counts of each answer to each question.
fn wave(groups: &[Vec<Vec<u32>>]) -> Wave {
    let questions = groups.first().map_or(0, Vec::len);
    let tally = |question: usize| Tally {
        question: format!("q{question}"),
        answers: (0..groups[0][question].len()).map(|answer| format!("a{answer}")).collect(),
        counts: groups.iter().map(|group| group[question].clone()).collect(),
    };
    Wave {
        groups: (0..groups.len()).map(|group| format!("g{group}")).collect(),
        questions: (0..questions).map(tally).collect(),
    }
}

/// Returns every state that one person more in one group and one less in another leads to, answer by
/// answer; of a question of which nobody is told how many answered it, also one person more or less.
fn moves(wave: &Wave, told: &Told) -> Vec<Wave> {
    let mut found = Vec::new();
    for (at, tally) in wave.questions.iter().enumerate() {
        let of = &told.questions[at];
        // A group that holds others is told with them, so that what is its own is not.
        let is_open = |group: usize| {
            let name = &wave.groups[group];
            wave.groups.iter().any(|other| is_within(other, name) && other != name)
                || !of.groups.iter().any(|shown| shown.name == *name && shown.counts().is_some())
        };
        let open: Vec<usize> = (0..wave.groups.len()).filter(|group| is_open(*group)).collect();
        for answer in 0..tally.answers.len() {
            for from in &open {
                if tally.counts[*from][answer] > 0 {
                    let mut less = wave.clone();
                    less.questions[at].counts[*from][answer] -= 1;
                    for to in open.iter().filter(|to| *to != from) {
                        let mut other = less.clone();
                        other.questions[at].counts[*to][answer] += 1;
                        found.push(other);
                    }
                    if of.whole.is_none() {
                        found.push(less);
                    }
                }
                if of.whole.is_none() && tally.counts[*from][answer] < 4 {
                    let mut more = wave.clone();
                    more.questions[at].counts[*from][answer] += 1;
                    found.push(more);
                }
            }
        }
    }
    found
}

/// What a reader wants to know: how many of a group answered, a question, or an answer to it.
fn secret(wave: &Wave, (group, question, answer): (usize, Option<usize>, Option<usize>)) -> u64 {
    match (question, answer) {
        (None, _) => wave.answered_of(group),
        (Some(question), None) => wave.questions[question].answered(group),
        (Some(question), Some(answer)) => u64::from(wave.questions[question].counts[group][answer]),
    }
}

/// Returns whether a group is another one or lies within it.
fn is_within(group: &str, other: &str) -> bool {
    group == other || group.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'))
}

/// Returns how often each answer to a question was given by those of the whole, or of the smallest group
/// that is told and holds a group, of whom nothing more is told; `None` where the whole is not told.
fn rest(of: &ToldTally, group: &str) -> Option<Vec<u64>> {
    let told = || of.groups.iter().filter(|told| told.counts().is_some());
    let around = |name: &str| {
        let holding = told().filter(|told| told.name != name && is_within(name, &told.name));
        holding.max_by_key(|told| told.name.len()).map(|told| told.name.clone())
    };
    let own = told().find(|told| told.name == group).map(|told| told.name.clone());
    let home = own.or_else(|| around(group));
    let mut rest = match &home {
        Some(home) => told().find(|told| told.name == *home)?.counts()?.clone(),
        None => of.whole.clone()?,
    };
    for part in told().filter(|told| around(&told.name) == home) {
        for (rest, own) in rest.iter_mut().zip(part.counts()?) {
            *rest -= own;
        }
    }
    Some(rest)
}

/// Returns what a reader who knows the program and the groups by name can work out of what is told of a
/// wave, though it is of fewer than the floor: all waves of which the same would be told agree on it.
fn worked_out(
    real: &Wave,
    floor: u32,
    named: &[&str],
) -> Vec<(usize, Option<usize>, Option<usize>)> {
    let tell = |wave: &Wave| told(wave, floor, named);
    let known = tell(real);
    let is_small = |count: u64| count > 0 && count < u64::from(floor);
    for of in &known.questions {
        for told in of.groups.iter().filter_map(ToldGroup::counts).chain(&of.whole) {
            assert!(!is_small(told.iter().sum()), "{of:?}");
        }
    }
    let mut open = Vec::new();
    for (group, name) in real.groups.iter().enumerate() {
        if is_small(real.answered_of(group)) && known.answered.is_some() {
            open.push((group, None, None));
        }
        for (at, (tally, of)) in real.questions.iter().zip(&known.questions).enumerate() {
            if !is_small(tally.answered(group)) {
                continue;
            }
            let Some(rest) = rest(of, name) else { continue };
            open.push((group, Some(at), None));
            // What none of all that are not shown answered is told of them together.
            let given = (0..rest.len()).filter(|answer| rest[*answer] > 0);
            open.extend(given.map(|answer| (group, Some(at), Some(answer))));
        }
    }
    let mut seen = HashSet::new();
    let mut ahead = VecDeque::from([real.clone()]);
    while let Some(wave) = ahead.pop_front().filter(|_| !open.is_empty()) {
        if tell(&wave) == known {
            open.retain(|what| secret(&wave, *what) == secret(real, *what));
        }
        for next in moves(&wave, &known) {
            let state: Vec<u32> =
                next.questions.iter().flat_map(|tally| tally.counts.concat()).collect();
            if seen.len() < 20_000 && seen.insert(state) {
                ahead.push_back(next);
            }
        }
    }
    open
}

/// Returns numbers that look like chance and are the same each time.
fn chance(mut seed: u64) -> impl FnMut(u64) -> u64 {
    move |below| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    }
}

/// Attacks many waves over some of the groups that are named.
fn attack(seed: u64, waves: usize, pool: &[&str]) {
    let mut random = chance(seed);
    let mut found = Vec::new();
    for _ in 0..waves {
        let floor = 4 + random(3);
        let (groups, questions) = (2 + random(4), 2 + random(2));
        let mut names: Vec<&str> = pool.to_vec();
        while names.len() as u64 > groups {
            names.remove(usize::try_from(random(names.len() as u64)).unwrap());
        }
        let mut cell = || {
            let most = [2, 4, 8][usize::try_from(random(3)).unwrap()];
            u32::try_from(random(most)).unwrap()
        };
        let counts: Vec<Vec<Vec<u32>>> =
            names.iter().map(|_| (0..questions).map(|_| vec![cell(), cell()]).collect()).collect();
        let mut real = wave(&counts);
        real.groups = names.iter().map(|name| (*name).to_owned()).collect();
        let named: Vec<&str> = match random(3) {
            0 => names.iter().copied().filter(|_| random(3) > 0).collect(),
            _ => Vec::new(),
        };
        let known = worked_out(&real, u32::try_from(floor).unwrap(), &named);
        if !known.is_empty() {
            found.push(format!("{names:?} {counts:?} under {floor}, {named:?}: {known:?}"));
        }
    }
    assert!(found.is_empty(), "{} waves:\n{}", found.len(), found.join("\n"));
}

#[test]
fn no_group_below_the_floor_can_be_worked_out() {
    attack(7, 250, &["g0", "g1", "g2", "g3", "g4"]);
}

#[test]
fn no_part_of_a_group_below_the_floor_can_be_worked_out() {
    attack(11, 50, &["a/x", "a/y", "a/z", "b", "c"]);
    attack(12, 40, &["a", "a/x", "a/y", "b/x", "b/y", "c"]);
    attack(13, 30, &["a/x/m", "a/x/n", "a/y", "b", ""]);
}

#[test]
fn what_is_pooled_tells_what_the_page_tells_and_nothing_needs_hiding() {
    let mut random = chance(23);
    let pool = ["a/x", "a/y", "a/z", "b", "c/x", "c/y", "", "c"];
    for _ in 0..400 {
        let mut cell = || u32::try_from(random(9)).unwrap();
        let counts: Vec<Vec<Vec<u32>>> =
            pool.iter().map(|_| (0..2).map(|_| vec![cell(), cell()]).collect()).collect();
        let mut real = wave(&counts);
        real.groups = pool.map(str::to_owned).to_vec();
        let pooled = pooled(&real, 5, &[]).unwrap();
        for tally in &pooled.questions {
            for group in 0..pooled.groups.len() {
                let count = tally.answered(group);
                assert!(count == 0 || count >= 5, "{counts:?}: {pooled:?}");
            }
        }
        let shown = |wave: &Wave| -> Vec<(String, Vec<u64>)> {
            let questions = told(wave, 5, &[]).questions.into_iter();
            let cells = questions.flat_map(|of| {
                let whole = ToldGroup {
                    name: of.question,
                    depth: 0,
                    counts: ToldCounts::Counts(of.whole.unwrap()),
                };
                of.groups.into_iter().chain([whole])
            });
            let mut cells: Vec<(String, Vec<u64>)> =
                cells.filter_map(|of| Some((of.name.clone(), of.counts()?.clone()))).collect();
            cells.sort();
            cells
        };
        assert_eq!(shown(&pooled), shown(&real), "{counts:?}");
    }
}

#[test]
fn the_next_smallest_group_goes_with_a_single_hidden_one() {
    // Three of a whole of nine would follow from the six.
    for (groups, wanted) in [
        (&[[2, 1], [4, 2]][..], &[][..]),
        (&[[2, 1], [4, 2], [9, 9]], &["g2"]),
        (&[[2, 1], [1, 0], [4, 2]], &[]),
        (&[[2, 1], [2, 1], [4, 2]], &["g2"]),
        (&[[5, 0], [4, 2]], &["g0", "g1"]),
        (&[[0, 0], [4, 2]], &["g1"]),
    ] {
        let groups: Vec<Vec<Vec<u32>>> = groups.iter().map(|own| vec![own.to_vec()]).collect();
        let told = told(&wave(&groups), 5, &[]);
        let shown: Vec<&str> = told.questions[0]
            .groups
            .iter()
            .filter(|group| group.counts().is_some())
            .map(|group| group.name.as_str())
            .collect();
        assert_eq!(shown, wanted, "{groups:?}");
    }
}

proptest! {
    #[test]
    fn any_file_of_counts_is_read(text in "(group,question,answer,count\n)?[ab,\"\u{e9}\n\r0-9-]{0,120}", floor in 0_u32..9) {
        let id = Spanned::new("a".to_owned(), Span::new(0, 0));
        let question = SurveyQuestion { id, text: None, scale: Vec::new() };
        let fields = SurveyFields { questions: vec![question], ..SurveyFields::default() };
        let (wave, findings) = read_wave(&RelPath::new("a.csv").unwrap(), &text, &fields);
        let told = told(&wave, floor, &["a"]);
        prop_assert!(findings.iter().all(|finding| finding.span.range().end <= text.len()));
        prop_assert!(told.questions.len() <= wave.questions.len());
    }
}

#[test]
fn a_question_from_0_to_10_has_its_promoter_score_from_thirty_answers_on() {
    let page = |counts: &[(u64, u64)]| {
        let rows: String =
            counts.iter().map(|(answer, count)| format!(",glad,{answer},{count}\n")).collect();
        let scale: Vec<String> = (0..=10).map(|answer| format!("\"{answer}\"")).collect();
        let text = format!(
            "+++\nwaves = [{{ on = 2026-01-12, file = \"a.csv\" }}]\nquestions = [{{ id = \"glad\", scale = [{}] }}]\n+++\n\
             # How we work\n\n## Purpose\n\nTo learn.\n",
            scale.join(", ")
        );
        let site = folder(&[
            ("throughline.toml", "title = \"Handbook\"\nas-of = 2026-11-22\n"),
            ("content/surveys/glad.md", &text),
            ("content/surveys/a.csv", &format!("group,question,answer,count\n{rows}")),
        ]);
        let built = build(site.path(), &[]);
        let export: serde_json::Value =
            serde_json::from_str(built.text("throughline.json")).unwrap();
        let nps = export["documents"][0]["waves"][0]["questions"][0]["nps"].clone();
        // Ten is best, wherever it stands on the scale.
        let caption = built.page("surveys/glad.html").text("figcaption");
        assert!(caption.contains("“10” or “9” or “8” or “7” or “6” to the right"), "{caption}");
        (built.page("surveys/glad.html").text(".survey tbody th"), nps)
    };
    // 24 promoters, 10 passives and 6 detractors: 45 ± 22.93.
    let (words, nps) = page(&[(0, 1), (6, 5), (7, 4), (8, 6), (9, 20), (10, 4)]);
    assert_eq!(words, "12 Jan 2026 everyone, NPS 45 ± 23");
    assert_eq!(nps, serde_json::json!({ "score": 45.0, "margin": 22.930744, "n": 40 }));
    let (words, nps) = page(&[(6, 9), (9, 20)]);
    assert_eq!((words.as_str(), nps), ("12 Jan 2026 everyone", serde_json::Value::Null));
}

/// What is pooled has no rows of its own, which reads like a slip and is none.
#[test]
fn a_group_that_was_pooled_is_told_from_a_slip() {
    let site = site();
    let rows = "group,question,answer,count\nworks,stay,yes,9\nworks/web,stay,yes,9\n";
    for file in ["a.csv", "b.csv"] {
        write(site.path(), &format!("content/surveys/{file}"), rows);
    }
    let hint = |group: &str| {
        let page = SURVEY.replace("+++\nowner", &format!("+++\ngroups = [\"{group}\"]\nowner"));
        write(site.path(), "content/surveys/work.md", page);
        let found = crate::pages::findings(site.path(), &[]);
        let found = found.iter().find(|finding| finding["code"] == "TL006").unwrap();
        format!("{}: {}", found["message"].as_str().unwrap(), found["hint"].as_str().unwrap())
    };
    assert_eq!(
        hint("works/data"),
        "no wave holds answers of a group `works/data` by itself: where it was pooled it counts in \
         `works`: leave it out of `groups`"
    );
    assert_eq!(
        hint("works/wbe"),
        "no wave holds answers of a group `works/wbe` by itself: did you mean `works/web`? Or, where \
         it was pooled it counts in `works`: leave it out of `groups`"
    );
    assert_eq!(
        hint("elsewhere"),
        "no wave holds answers of a group `elsewhere` by itself: leave it out of `groups`"
    );
}
