//! Commands that tell something of a site: lists, chains, schemas.

use std::collections::BTreeSet;

use serde_json::json;

use throughline::doc::field_names;
use throughline::kind::Kind;

use crate::support::{Ran, folder, run, write};

const SITE: &[(&str, &str)] = &[
    ("throughline.toml", "title = \"Ours\"\nas-of = 2026-06-01\n"),
    (
        "content/people.toml",
        "[people.mina]\nname = \"Mina\"\naliases = [\"mk\"]\n[people.ravi]\nname = \"Ravi\"\n",
    ),
    (
        "content/visions/vision.md",
        "# Paying is short\n\n## Objectives\n\n### Fewer give up [[drop-off]] 25 by 2026-12-31 {#checkout}\n\n\
         ### More come back [[drop-off]] {#return}\n",
    ),
    (
        "content/briefs/pay.md",
        "+++\nowner = \"mk\"\nserves = \"checkout\"\nproposed = 2026-01-05\naccepted = 2026-02-01\n\
         tags = [\"till\"]\n+++\n# Pay without an account\n\n## Questions\n\n\
         ### Why now? @ravi 2026-02-02\n\n### Who pays? @mina 2026-02-03\n\nWe do.\n",
    ),
    (
        "content/briefs/wish.md",
        "+++\nowner = \"ravi\"\nproposed = 2026-03-01\ntags = [\"till\", \"gifts\"]\n+++\n# A wish\x1b[31m list\n",
    ),
    ("content/briefs/plan.md", "+++\ndraft = true\n+++\n# A nightjar\n"),
    (
        "content/retros/look.md",
        "+++\nheld = 2026-04-01\nreviews = \"pay\"\n+++\n# A look back\n\n## Actions\n\n\
         - [ ] Write it down @mina 2026-07-01\n- [ ] Leave it @mina (wont)\n",
    ),
    ("content/kpis/drop-off.md", "# Drop-off\n"),
];

fn asked(arguments: &[&str]) -> Ran {
    run(folder(SITE).path(), &[&["list"], arguments].concat())
}

/// Returns the ids of what is listed.
fn ids(arguments: &[&str]) -> Vec<String> {
    let ran = asked(&[arguments, &["--json"]].concat());
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    let id = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        row["id"].as_str().unwrap().to_owned()
    };
    ran.stdout().lines().map(id).collect()
}

#[test]
fn a_list_is_a_table_with_heads_and_without_what_steers_terminals() {
    let ran = asked(&["briefs"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert_eq!(
        ran.stdout(),
        "ID    TITLE                   STATE     OWNER  DATE\n\
         pay   Pay without an account  accepted  mina   2026-01-05\n\
         wish  A wish [31m list        proposed  ravi   2026-03-01\n"
    );
    assert_eq!(
        asked(&["actions"]).stdout(),
        "ID                  TITLE          STATE  OWNER  DATE\n\
         look#write-it-down  Write it down  open   mina   2026-07-01\n\
         look#leave-it       Leave it       wont   mina\n"
    );
}

#[test]
fn kinds_are_named_in_the_singular_and_the_plural() {
    for name in ["question", "questions", "Questions"] {
        assert_eq!(ids(&[name]), ["pay#why-now", "pay#who-pays"], "{name}");
    }
    assert_eq!(ids(&["kpis"]), ["drop-off"]);
    assert_eq!(ids(&["deep dives"]), Vec::<String>::new());
}

#[test]
fn conditions_hold_together() {
    for (arguments, wanted) in [
        (&["briefs", "--where", "state=accepted"][..], &["pay"][..]),
        (&["briefs", "--where", "tag=till"], &["pay", "wish"]),
        (&["briefs", "--where", "tag=till", "--where", "owner=ravi"], &["wish"]),
        (&["briefs", "-w", "owner=mk"], &["pay"]),
        (&["briefs", "-w", "owner=none"], &[]),
        (&["retros", "-w", "owner=none"], &["look"]),
        (&["briefs", "-w", "serves=checkout"], &["pay"]),
        (&["briefs", "-w", "serves=vision#checkout"], &["pay"]),
        (&["briefs", "-w", "serves=vision"], &["pay"]),
        (&["briefs", "-w", "serves=return"], &[]),
        (&["briefs", "-w", "serves=none"], &["wish"]),
        (&["retros", "-w", "reviews=brief:pay"], &["look"]),
        (&["questions", "-w", "state=open", "-w", "document=pay"], &["pay#why-now"]),
        (&["objectives", "-w", "kpi=drop-off"], &["vision#checkout", "vision#return"]),
        (&["actions", "-w", "state=wont"], &["look#leave-it"]),
    ] {
        assert_eq!(ids(arguments), wanted, "{arguments:?}");
    }
}

#[test]
fn what_is_hidden_is_listed_to_those_who_ask() {
    assert_eq!(ids(&["briefs", "--drafts"]), ["pay", "plan", "wish"]);
    assert_eq!(ids(&["briefs", "--as-of", "2026-02-15"]), ["pay"]);
    assert_eq!(ids(&["questions", "--as-of", "2026-02-02"]), ["pay#why-now"]);
}

#[test]
fn lines_have_the_form_of_the_export() {
    let ran = asked(&["actions", "--where", "state=open", "--json"]);
    let row: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
    assert_eq!(
        row,
        serde_json::json!({
            "id": "look#write-it-down", "kind": "action", "document": "look",
            "path": "retros/look.html#write-it-down", "title": "Write it down", "state": "open",
            "fields": { "person": "mina", "due": "2026-07-01" },
        })
    );
}

#[test]
fn an_unknown_kind_field_or_value_is_answered_with_the_nearest() {
    for (arguments, told) in [
        (&["breifs"][..], "did you mean `brief`?"),
        (
            &["briefs", "-w", "stat=open"],
            "briefs have no field `stat`\nhelp: did you mean `state`?",
        ),
        (
            &["retros", "-w", "serves=pay"],
            "help: the fields of retros are kind, document, title, tag, ",
        ),
        (
            &["briefs", "-w", "state=acepted"],
            "state: there is no `acepted`\nhelp: did you mean `accepted`?",
        ),
        (&["questions", "-w", "state=x"], "help: write one of: open, answered\n"),
        (&["briefs", "-w", "owner=mona"], "did you mean `mina`?"),
        (&["briefs", "-w", "tag=tills"], "did you mean `till`?"),
        (&["briefs", "-w", "serves=chekout"], "did you mean `checkout`?"),
        (&["briefs", "-w", "serves"], "write a field and a value: `state = open`"),
    ] {
        let ran = asked(arguments);
        assert_eq!((ran.code(), ran.stdout().as_str()), (2, ""), "{arguments:?}");
        assert!(ran.stderr().contains(told), "{arguments:?}: {}", ran.stderr());
        assert!(!ran.stderr().contains("nightjar"));
    }
}

#[test]
fn everything_that_is_wrong_with_conditions_is_told_at_once() {
    let conditions =
        ["stat=open", "state in (acepted, shiped)", "(", "owner=mona and serves=chekout"];
    let mut arguments = vec!["briefs"];
    arguments.extend(conditions.iter().flat_map(|condition| ["-w", condition]));
    let ran = asked(&arguments);
    assert_eq!((ran.code(), ran.stdout().as_str()), (2, ""));
    let told = ran.stderr();
    for part in ["`stat`", "`acepted`", "`shiped`", "ends too early", "`mona`", "`chekout`"] {
        assert_eq!(told.matches(part).count(), 1, "{part}: {told}");
    }
    let begin = |word: &str| told.lines().filter(|line| line.starts_with(word)).count();
    assert_eq!((begin("error: "), begin("help: ")), (6, 6), "{told}");
}

#[test]
fn an_empty_list_is_said_to_be_empty_and_prints_no_data() {
    let ran = asked(&["deep-dives"]);
    assert_eq!((ran.code(), ran.stdout().as_str()), (0, ""));
    assert!(ran.stderr().contains("There is no such deep-dive"), "{}", ran.stderr());
    let ran = asked(&["deep-dives", "--json"]);
    assert_eq!((ran.code(), ran.stdout(), ran.stderr()), (0, String::new(), String::new()));
}

#[test]
fn a_trace_goes_from_the_vision_to_the_lesson_and_says_what_is_missing_where() {
    let site = folder(SITE);
    let trace = |name: &str| run(site.path(), &["trace", name]);
    let of_brief = "● Vision     Paying is short (vision), active\n\
                    ● Objective  Fewer give up (vision#checkout), active\n\
                    ○ KPI        missing: no KPI\n             \
                    would stand here: `## KPI impact` in content/briefs/pay.md\n\
                    ● Brief      Pay without an account (pay), accepted\n             \
                    proposed 5 Jan 2026, accepted 1 Feb 2026, owner Mina\n\
                    · Outcome    not measured yet\n\
                    · Lesson     no retro yet\n";
    for name in ["pay", "brief:pay", "briefs/pay", "pay#why-now"] {
        assert_eq!(trace(name).stdout(), of_brief, "{name}: {}", trace(name).stderr());
    }
    assert_eq!(
        trace("return").stdout(),
        "● Vision     Paying is short (vision), active\n\
         ● Objective  More come back (vision#return), active\n\
         ● KPI        Drop-off (drop-off)\n             too few points; target: too few points\n\
         ○ Brief      missing: no live brief\n             \
         would stand here: a brief with serves = \"vision#return\"\n\
         · Outcome    not measured yet\n\
         · Lesson     no retro yet\n"
    );
    // Of an objective with several briefs, none is passed over; a brief is traced by itself.
    write(
        site.path(),
        "content/briefs/second.md",
        "+++\nserves = \"vision#checkout\"\n+++\n# Second\n",
    );
    let (of_objective, of_brief) = (trace("vision#checkout").stdout(), trace("pay").stdout());
    assert!(of_objective.contains("\n             beside it: second\n"), "{of_objective}");
    assert!(!of_brief.contains("beside it"), "{of_brief}");
}

#[test]
fn a_trace_ends_with_the_retro_its_lessons_and_where_they_were_applied() {
    let site = folder(&[
        ("throughline.toml", "title = \"Ours\"\nas-of = 2026-06-01\n"),
        (
            "content/briefs/pay.md",
            "+++\nshipped = 2026-03-01\n+++\n# Pay\n\n## KPI impact\n\n- It falls [[drop-off]] -6 by 2026-05-01\n",
        ),
        (
            "content/briefs/wish.md",
            "+++\nshipped = 2026-03-01\n+++\n# Wish\n\n## Lessons applied\n\n- Again [[look#flag]]\n",
        ),
        (
            "content/retros/look.md",
            "+++\nheld = 2026-04-01\nreviews = \"pay\"\n+++\n# A look back\n\n## Lessons\n\n- Use a flag {#flag}\n",
        ),
        ("content/kpis/drop-off.md", "+++\nunit = \"%\"\n+++\n# Drop-off\n"),
    ]);
    let trace = |name: &str| run(site.path(), &["trace", name]).stdout();
    for name in ["pay", "look", "flag"] {
        let text = trace(name);
        let end = "● Retro      A look back (look), held 1 Apr 2026\n\
                   ● Lesson     Use a flag (look#flag), applied\n             applied in wish\n";
        assert!(text.ends_with(end), "{name}: {text}");
        assert!(text.starts_with("○ Objective  missing: serves no objective\n"), "{text}");
        assert!(text.contains("\n○ Outcome    missing: due and not measured\n"), "{text}");
    }
    let text = trace("wish");
    let end = "○ Lesson     missing: retro overdue since 31 Mar\n             \
               would stand here: `## Lessons` in a retro with reviews = \"wish\"\n";
    assert!(text.ends_with(end), "{text}");
}

#[test]
fn a_trace_of_nothing_is_answered_with_what_could_be_meant() {
    let site = folder(SITE);
    for (name, told) in [
        ("chekout", "error: there is no `chekout`\nhelp: did you mean `checkout`?"),
        ("vision", "a chain begins at an objective: `vision#checkout`, `vision#return`"),
        ("drop-of", "did you mean `drop-off`?"),
        ("plan", "error: there is no `plan`\n"),
    ] {
        let ran = run(site.path(), &["trace", name]);
        assert_eq!((ran.code(), ran.stdout().as_str()), (2, ""), "{name}");
        assert!(ran.stderr().contains(told), "{name}: {}", ran.stderr());
    }
    assert_eq!(run(site.path(), &["trace", "plan", "--drafts"]).code(), 0);
}

/// Returns the schema of the front matter of a kind.
fn schema(root: &std::path::Path, kind: &str) -> serde_json::Value {
    let ran = run(root, &["schema", kind]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    serde_json::from_str(&ran.stdout()).unwrap()
}

#[test]
fn the_schema_of_a_kind_has_exactly_the_fields_that_are_read() {
    let site = folder(&[]);
    for kind in Kind::ALL {
        let schema = schema(site.path(), kind.name());
        let known: BTreeSet<&str> =
            schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(known, field_names(kind).into_iter().collect(), "{}", kind.words());
        assert_eq!(schema["additionalProperties"], false);
    }
}

#[test]
fn the_schema_says_what_a_field_may_hold() {
    let site = folder(&[]);
    let brief = schema(site.path(), "brief");
    let text = json!({ "type": "string" });
    let date = json!({ "type": "string", "format": "date" });
    let texts = json!({ "anyOf": [text, { "type": "array", "items": text }] });
    let of = |schema: &serde_json::Value, field: &str| schema["properties"][field].clone();
    for (field, wanted) in [
        ("title", text.clone()),
        ("serves", texts),
        ("accepted", date.clone()),
        ("draft", json!({ "type": "boolean" })),
        ("weight", json!({ "type": "integer" })),
        ("links", json!({ "type": "object", "properties": {}, "additionalProperties": text })),
        (
            "state",
            json!({ "enum": ["idea", "proposed", "accepted", "started", "shipped", "declined", "parked"] }),
        ),
    ] {
        assert_eq!(of(&brief, field), wanted, "{field}");
    }
    let rework = &of(&brief, "reworks")["anyOf"][0]["anyOf"][1]["properties"];
    assert_eq!(rework["cause"]["enum"][0], "miscommunication");
    let allow = &of(&brief, "allow")["anyOf"][0]["properties"];
    assert_eq!((&allow["rule"], &allow["until"]), (&text, &date));
    let kpi = schema(site.path(), "kpi");
    assert_eq!(of(&kpi, "direction"), json!({ "enum": ["up", "down", "target", "watch"] }));
    assert_eq!(of(&kpi, "baseline"), json!({ "type": "integer", "minimum": 2 }));
    let target = &of(&kpi, "target")["anyOf"];
    assert_eq!(target[0], json!({ "type": "number" }));
    assert_eq!(target[1]["properties"], json!({ "value": { "type": "number" }, "by": date }));
}

#[test]
fn further_fields_of_the_configuration_are_in_the_schema() {
    let config =
        "title = \"Ours\"\n[kinds.brief]\nfields = { squad = \"string\", risk = \"number\" }\n";
    let site = folder(&[("throughline.toml", config)]);
    let brief = schema(site.path(), "briefs");
    assert_eq!(brief["properties"]["squad"], json!({ "type": "string" }));
    assert_eq!(brief["properties"]["risk"], json!({ "type": "number" }));
    assert_eq!(schema(site.path(), "retro")["properties"].get("squad"), None);
}

/// A site with thirteen months of a KPI that fell to below its target, and two promises of it.
fn measured() -> tempfile::TempDir {
    let site = folder(&[
        ("throughline.toml", "title = \"Ours\"\nas-of = 2026-06-01\n"),
        (
            "content/kpis/drop-off.md",
            "+++\nunit = \"%\"\ndirection = \"down\"\nperiod = \"month\"\n\
             target = { value = 50, by = 2026-12-31 }\n+++\n# Drop-off\n",
        ),
        ("content/kpis/none.md", "+++\nunit = \"%\"\n+++\n# None\n"),
        (
            "content/briefs/pay.md",
            "+++\nshipped = 2026-05-10\n+++\n# Pay\n\n## KPI impact\n\n\
             - Fewer leave [[drop-off]] -3 by 2026-12-31\n- Nobody asks\n",
        ),
    ]);
    // 25 and 26 in turn lie far below 50.
    let rows: String =
        (1..=12).map(|month| format!("2025-{month:02},{}\n", 25 + month % 2)).collect();
    write(site.path(), "content/kpis/drop-off.csv", format!("date,value\n{rows}2026-01,25\n"));
    site
}

#[test]
fn impacts_are_listed_with_what_they_promise() {
    let site = measured();
    let told = run(site.path(), &["list", "impacts"]).stdout();
    assert_eq!(
        told,
        "ID               TITLE        KPI       PROMISED   BY          VERDICT\n\
         pay#fewer-leave  Fewer leave  drop-off  −3 points  2026-12-31  too early to say\n\
         pay#nobody-asks  Nobody asks\n"
    );
}

#[test]
fn kpis_are_chosen_by_what_their_numbers_tell() {
    let site = measured();
    let ids = |condition: &str| -> Vec<String> {
        let ran = run(site.path(), &["list", "kpis", "--json", "--where", condition]);
        assert_eq!(ran.code(), 0, "{}", ran.stderr());
        let rows = ran.stdout();
        let row = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
        rows.lines().map(|line| row(line)["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids("variation = no-signal and target = met"), ["drop-off"]);
    assert_eq!(ids("variation in (worsening, too-few)"), Vec::<String>::new());
    assert_eq!(ids("variation = none"), ["none"]);
    assert_eq!(ids("target = none"), ["none"]);
    let ran = run(site.path(), &["list", "kpis", "--where", "variation = wrose"]);
    assert_eq!(ran.code(), 2);
    assert!(ran.stderr().contains("improving, worsening, changed, no-signal, too-few"));
}
