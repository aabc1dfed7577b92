//! The digest: what happened since a day, and what waits for whom.

use serde_json::{Value, json};

use crate::support::{Ran, folder, run, write};

const SITE: &[(&str, &str)] = &[
    ("throughline.toml", "title = \"Ours\"\nas-of = 2026-06-01\n"),
    (
        "content/people.toml",
        "[people.mina]\nname = \"Mina\"\n[people.ravi]\nname = \"Ravi\"\n[people.jo]\nname = \"Jo\"\n",
    ),
    (
        "content/briefs/pay.md",
        "+++\nowner = \"mina\"\nproposed = 2026-05-01\naccepted = 2026-05-28\n+++\n# Pay *[fast]*\n\n\
         ## Questions\n\n### Why now? @ravi 2026-05-27\n\n\
         ### Who pays? @ravi 2026-05-20 {answered=2026-05-29}\n\nWe do.\n",
    ),
    ("content/briefs/gone.md", "+++\nowner = \"jo\"\nshipped = 2026-05-26\n+++\n# Gone out\n"),
    (
        "content/decisions/link.md",
        "+++\ndecided = 2026-05-27\ndeciders = [\"mina\"]\n+++\n# One link\n\n## Decision\n\nYes.\n",
    ),
    (
        "content/surveys/mood.md",
        "+++\nwaves = [{ on = 2026-05-26, file = \"mood.csv\" }]\nquestions = [{ id = \"stay\" }]\n+++\n# Mood\n",
    ),
    ("content/surveys/mood.csv", "group,question,answer,count\nkitchen,stay,yes,9\n"),
    ("content/briefs/run.md", "+++\nowner = \"jo\"\nstarted = 2026-05-27\n+++\n# Under way\n"),
    ("content/briefs/old.md", "+++\nshipped = 2026-05-20\n+++\n# Old\n"),
    ("content/briefs/new.md", "+++\nowner = \"ravi\"\nproposed = 2026-05-30\n+++\n# New\n"),
    ("content/briefs/plan.md", "+++\ndraft = true\naccepted = 2026-05-28\n+++\n# A nightjar\n"),
    (
        "content/retros/look.md",
        "+++\nheld = 2026-04-01\n+++\n# A look back\n\n## Actions\n\n- [ ] Write it down @mina 2026-05-15\n\
         - [ ] Nobody's {due=2026-05-14}\n",
    ),
];

fn digest(site: &std::path::Path, arguments: &[&str]) -> Ran {
    run(site, &[&["digest"], arguments].concat())
}

#[test]
fn a_digest_tells_what_happened_and_what_waits_for_whom() {
    let site = folder(SITE);
    let ran = digest(site.path(), &[]);
    assert_eq!((ran.code(), ran.stderr()), (0, String::new()));
    assert_eq!(
        ran.stdout(),
        r"# Ours: 25 May 2026 to 1 Jun 2026

## Decided

- 28 May 2026, accepted: Pay \[fast\]
- 27 May 2026, decided: One link (decision)

## Started

- 27 May 2026, started: Under way

## Shipped

- 26 May 2026, shipped: Gone out

## Asked

- 26 May 2026, asked: Mood (survey)

## Answered

- 29 May 2026, answered: Who pays? (in Pay \[fast\])

## What waits for whom

**Mina**

- Answer: Why now? in Pay \[fast\] (asked 5 days ago by Ravi)
- Do: Write it down in A look back (due 15 May 2026, late)

**Ravi**

- Decide: New (proposed 2 days ago)

## Reminders

- A look back: Nobody's was due 14 May 2026
"
    );
}

#[test]
fn the_days_are_counted_from_the_day_of_the_facts() {
    let site = folder(SITE);
    let first = |arguments: &[&str]| {
        let ran = digest(site.path(), arguments);
        assert_eq!(ran.code(), 0, "{}", ran.stderr());
        ran.stdout().lines().next().unwrap().to_owned()
    };
    assert_eq!(first(&["--since", "2w"]), "# Ours: 18 May 2026 to 1 Jun 2026");
    assert_eq!(first(&["--since", "2026-05-20"]), "# Ours: 20 May 2026 to 1 Jun 2026");
    let earlier = ["--since", "3d", "--as-of", "2026-05-23"];
    assert_eq!(first(&earlier), "# Ours: 20 May 2026 to 23 May 2026");
    let text = digest(site.path(), &earlier).stdout();
    assert!(text.contains("20 May 2026, shipped: Old") && !text.contains("accepted"), "{text}");
    for wrong in ["yesterday", "7", "2026-06-02", "-3d"] {
        let ran = digest(site.path(), &[&format!("--since={wrong}")]);
        assert_eq!((ran.code(), ran.stdout().as_str()), (2, ""), "{wrong}");
    }
}

#[test]
fn a_quiet_week_is_said_to_be_quiet() {
    let site = folder(&[
        ("throughline.toml", "title = \"Ours\"\nas-of = 2026-06-01\n"),
        ("content/index.md", "# Ours\n"),
    ]);
    assert_eq!(
        digest(site.path(), &[]).stdout(),
        "# Ours: 25 May 2026 to 1 Jun 2026\n\nNothing was decided, started, shipped or answered.\n"
    );
}

#[test]
fn a_digest_for_programs_says_the_same_and_leads_to_the_pages() {
    let site = folder(SITE);
    write(
        site.path(),
        "throughline.toml",
        "title = \"Ours\"\nas-of = 2026-06-01\nbase-url = \"https://handbook.example/\"\n",
    );
    let ran = digest(site.path(), &["--format", "json"]);
    let digest: Value = serde_json::from_str(&ran.stdout()).unwrap();
    assert_eq!((&digest["since"], &digest["as_of"]), (&json!("2026-05-25"), &json!("2026-06-01")));
    assert_eq!(
        digest["answered"],
        json!([{
            "date": "2026-05-29", "what": "Answered", "title": "Who pays?",
            "note": "in Pay [fast]", "address": "https://handbook.example/briefs/pay.html#who-pays",
        }])
    );
    let names: Vec<&Value> =
        digest["waiting"].as_array().unwrap().iter().map(|person| &person["name"]).collect();
    assert_eq!(names, ["Mina", "Ravi"]);
    let text = self::digest(site.path(), &[]).stdout();
    let link = r"- 28 May 2026, accepted: [Pay \[fast\]](https://handbook.example/briefs/pay.html)";
    assert!(text.contains(link), "{text}");
}

#[test]
fn a_digest_tells_nothing_that_is_hidden_and_nobody_where_people_have_no_pages() {
    let site = folder(SITE);
    assert!(!digest(site.path(), &[]).stdout().contains("nightjar"));
    assert!(digest(site.path(), &["--drafts"]).stdout().contains("nightjar"));
    write(
        site.path(),
        "throughline.toml",
        "title = \"Ours\"\nas-of = 2026-06-01\npeople-pages = \"off\"\n",
    );
    assert!(!digest(site.path(), &[]).stdout().contains("waits for whom"));
}
