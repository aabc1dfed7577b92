use std::collections::BTreeMap;

mod decision;
mod kpi;
mod mutations;
mod order;

use super::*;
use crate::config::{FieldType, KindConfig};
use crate::diag::Diagnostic;
use crate::id::RelPath;

const BRIEF: &str = "+++\nowner = \"mina\"\nserves = \"checkout\"\nappetite = \"6 weeks\"\n\
    proposed = 2026-01-19\naccepted = 2026-02-03\nshipped = 2026-03-30\n\
    reworks = [{ brief = \"basket\", cause = \"miscommunication\" }]\n+++\n# Pay\n";

fn reading(text: &str, kind: Kind) -> Reading {
    let kinds = BTreeMap::from([(
        Kind::Brief,
        KindConfig {
            fields: BTreeMap::from([
                ("squad".to_owned(), FieldType::String),
                ("points".to_owned(), FieldType::Number),
            ]),
            ..KindConfig::default()
        },
    )]);
    read(&RelPath::new("briefs/pay.md").unwrap(), text, kind, &kinds)
}

fn told_of(text: &str, reading: &Reading) -> Vec<String> {
    let mut findings = reading.findings.clone();
    crate::diag::sort(&mut findings);
    let told = |f: &Diagnostic| format!("{} {:?} {}", f.code, f.span.of(text), f.message);
    findings.iter().map(told).collect()
}

/// The findings of a document of a kind with some lines of TOML.
fn told(kind: Kind, lines: &str) -> Vec<String> {
    let text = format!("+++\n{lines}\n+++\nbody\n");
    told_of(&text, &reading(&text, kind))
}

fn brief(reading: &Reading) -> &BriefFields {
    match &reading.front.own {
        Own::Brief(brief) => brief,
        other => panic!("no brief: {other:?}"),
    }
}

#[test]
fn a_brief_is_read_with_the_places_of_its_values() {
    let reading = reading(BRIEF, Kind::Brief);
    assert_eq!(told_of(BRIEF, &reading), Vec::<String>::new());
    let fields = brief(&reading);
    assert_eq!(fields.serves[0].value, "checkout");
    assert_eq!(fields.serves[0].span.of(BRIEF), "\"checkout\"");
    assert_eq!(fields.appetite.as_ref().unwrap().value.days, 42);
    assert_eq!(fields.shipped.as_ref().unwrap().span.of(BRIEF), "2026-03-30");
    assert_eq!(fields.reworks[0].cause.as_ref().unwrap().value.name(), "miscommunication");
    assert_eq!(&BRIEF[reading.body..], "# Pay\n");
    assert!(reading.front.span.of(BRIEF).starts_with("+++\nowner"));
}

#[test]
fn yaml_says_the_same_as_toml() {
    let yaml = "---\r\nowner: mína\r\nserves: [checkout]\r\nappetite: 6 weeks\r\n\
        proposed: 2026-01-19\r\naccepted: '2026-02-03'\r\nshipped: 2026-03-30\r\nreworks:\r\n  \
        - brief: basket\r\n    cause: miscommunication\r\nowwner: x\r\n---\r\n# Pay\r\n";
    let reading = reading(yaml, Kind::Brief);
    assert_eq!(told_of(yaml, &reading), ["TL002 \"owwner\" unknown field `owwner` on a brief"]);
    let fields = brief(&reading);
    assert_eq!(fields.shipped.as_ref().unwrap().span.of(yaml), "2026-03-30");
    assert_eq!(fields.accepted.as_ref().unwrap().value.to_string(), "2026-02-03");
    assert_eq!(fields.reworks[0].brief.span.of(yaml), "basket");
    assert_eq!(&yaml[reading.body..], "# Pay\r\n");
}

#[test]
fn a_document_without_front_matter_is_all_body() {
    for text in ["# Pay\n", "", "\u{feff}# Pay\n", "text\n+++\n", "+++ x\n"] {
        let reading = reading(text, Kind::Brief);
        assert_eq!(told_of(text, &reading), Vec::<String>::new());
        assert_eq!(&text[reading.body..], text.trim_start_matches('\u{feff}'));
    }
}

#[test]
fn a_byte_order_mark_and_blanks_after_a_fence_are_allowed() {
    let text = "\u{feff}+++ \nowner = 1\n+++\t\nbody";
    let reading = reading(text, Kind::Page);
    assert_eq!(told_of(text, &reading), ["TL003 \"1\" `owner` wants text, not a number"]);
    assert_eq!(&text[reading.body..], "body");
}

#[test]
fn a_fence_that_is_not_closed_is_told_and_eats_no_body() {
    for fence in ["+++", "---"] {
        let field = if fence == "+++" { "id = \"x\"" } else { "id: x" };
        let text = format!("{fence}\n{field}\n\n# Pay\n\ntext\n");
        let reading = reading(&text, Kind::Page);
        let message = format!("front matter is not closed by a second `{fence}`");
        assert_eq!(told_of(&text, &reading), [format!("TL001 {fence:?} {message}")]);
        assert_eq!(&text[reading.body..], "\n# Pay\n\ntext\n");
        assert_eq!(reading.front.id.unwrap().value, "x");
    }
}

#[test]
fn a_thematic_break_at_the_start_stays_in_the_body() {
    for text in ["---\n\nSome words.\n", "---\n\nSome words.\n\n---\nMore.\n", "---"] {
        let reading = reading(text, Kind::Page);
        assert_eq!(reading.body, 0, "{text:?}");
    }
    let text = "---\n\nSome words.\n";
    let message = "`---` is taken as a thematic break, since no field follows it";
    assert_eq!(told_of(text, &reading(text, Kind::Page)), [format!("TL001 \"---\" {message}")]);
}

#[test]
fn the_kind_of_the_folder_gives_way_to_the_field() {
    let text = "+++\nkind = \"retro\"\nheld = 2026-04-01\n+++\n";
    let reading = reading(text, Kind::Brief);
    assert_eq!(reading.kind, Kind::Retro);
    assert_eq!(told_of(text, &reading), Vec::<String>::new());
    assert_eq!(
        told(Kind::Brief, "kind = \"breif\""),
        ["TL003 \"\\\"breif\\\"\" kind `breif` is not a kind of document"]
    );
}

#[test]
fn unknown_fields_and_fields_of_other_kinds_are_told() {
    assert_eq!(
        told(Kind::Retro, "owwner = \"mina\"\nserves = \"x\"\nstate = \"y\"\npresented = 1"),
        [
            "TL002 \"owwner\" unknown field `owwner` on a retro",
            "TL002 \"serves\" `serves` belongs to briefs; this is a retro",
            "TL002 \"state\" `state` belongs to visions, briefs and decisions; this is a retro",
            "TL002 \"presented\" `presented` belongs to deep dives; this is a retro",
        ]
    );
}

#[test]
fn a_misspelt_state_is_asked_about() {
    let text = "+++\nstate = \"acepted\"\n+++\n";
    let finding = reading(text, Kind::Brief).findings.pop().unwrap();
    assert_eq!(finding.message, "state `acepted` is not a brief state");
    let states = "idea, proposed, accepted, started, shipped, declined, parked";
    assert_eq!(finding.hint.unwrap(), format!("did you mean `accepted`? ({states})"));
}

#[test]
fn states_that_are_computed_cannot_be_declared() {
    for state in ["measured", "superseded"] {
        let told = told(Kind::Brief, &format!("state = \"{state}\""));
        let message = format!("state `{state}` cannot be declared");
        assert_eq!(told, [format!("TL003 \"\\\"{state}\\\"\" {message}")]);
    }
}

#[test]
fn words_outside_their_lists_are_told() {
    assert_eq!(
        told(Kind::Kpi, "direction = \"dwn\"\nperiod = \"weekly\"\nderive = \"rewrk\""),
        [
            "TL003 \"\\\"dwn\\\"\" direction `dwn` is not a direction",
            "TL003 \"\\\"weekly\\\"\" period `weekly` is not a period",
            "TL003 \"\\\"rewrk\\\"\" derive `rewrk` is not a derivation",
        ]
    );
    assert_eq!(
        told(Kind::Brief, "reworks = { brief = \"x\", cause = \"bug\" }"),
        ["TL003 \"\\\"bug\\\"\" cause `bug` is not a cause of rework"]
    );
    assert_eq!(
        told(Kind::Vision, "state = \"done\""),
        ["TL003 \"\\\"done\\\"\" state `done` is not a vision state"]
    );
}

#[test]
fn a_long_summary_informs() {
    let text = format!("+++\nsummary = \"{}\"\n+++\n", "é".repeat(281));
    let finding = reading(&text, Kind::Page).findings.pop().unwrap();
    assert_eq!(finding.message, "`summary` has 281 characters, and cards hold 280");
    assert_eq!(finding.severity, crate::diag::Severity::Info);
}

#[test]
fn common_fields_are_read() {
    let text = "+++\ntitle = \" T \"\nid = \"t-1\"\ntags = \"one\"\nreview-every = \"3 months\"\n\
        draft = true\nweight = -2\nvisible-to = [\"leadership\"]\n\
        links = { ticket = \"https://t.example/1\", repo = \"../x\" }\nanchors = { old = \"new\" }\n\
        allow = { rule = \"TL201\", reason = \"r\", until = 2026-12-31 }\n\
        extra = { n = 1, deep = { day = 2026-01-01, list = [true] } }\n+++\n";
    let reading = reading(text, Kind::Page);
    assert_eq!(told_of(text, &reading), Vec::<String>::new());
    let front = reading.front;
    assert_eq!(front.title.unwrap().value, "T");
    assert_eq!(front.tags[0].value, "one");
    assert_eq!(front.review_every.unwrap().value.days, 90);
    assert!(front.draft);
    assert_eq!(front.weight, -2);
    assert_eq!(front.links[0].0, "ticket");
    assert_eq!(front.anchors[0].1.value, "new");
    assert_eq!(front.allow[0].rule.span.of(text), "\"TL201\"");
    assert_eq!(front.extra["deep"], serde_json::json!({ "day": "2026-01-01", "list": [true] }));
}

#[test]
fn wrong_common_fields_are_told() {
    assert_eq!(
        told(
            Kind::Page,
            "id = \"a b\"\naliases = [\"../x\", \"old\"]\nlinks = { x = \"javascript:alert(1)\" }\n\
                allow = [{ rule = \"TL2001\", reason = \"r\" }, { rule = \"TL201\" }]"
        ),
        [
            "TL003 \"\\\"a b\\\"\" id `a b` cannot be written in a reference",
            "TL003 \"\\\"../x\\\"\" alias `../x` is not inside the site",
            "TL014 \"\\\"javascript:alert(1)\\\"\" link `javascript:alert(1)` leads to no page",
            "TL003 \"\\\"TL2001\\\"\" unknown rule `TL2001`",
            "TL003 \"{ rule = \\\"TL201\\\" }\" a suppression without a `reason`",
        ]
    );
}

#[test]
fn a_draft_that_cannot_be_read_stays_hidden() {
    for value in ["yes", "\"true\"", "1"] {
        let text = format!("+++\ndraft = {value}\n+++\n");
        assert!(reading(&text, Kind::Page).front.draft, "{value}");
    }
    assert!(!reading("+++\ndraft = false\n+++\n", Kind::Page).front.draft);
}

#[test]
fn further_fields_have_the_type_that_the_configuration_gives() {
    let text = "+++\nsquad = \"tills\"\npoints = 3\n+++\n";
    let reading = reading(text, Kind::Brief);
    assert_eq!(reading.front.further["squad"].value, FieldValue::String("tills".to_owned()));
    assert_eq!(reading.front.further["points"].value, FieldValue::Number(3.0));
    assert_eq!(
        told(Kind::Brief, "points = \"3\"\nsqad = \"x\""),
        [
            "TL003 \"\\\"3\\\"\" `points` wants a number, not text",
            "TL002 \"sqad\" unknown field `sqad` on a brief",
        ]
    );
    assert_eq!(told(Kind::Page, "squad = \"x\"").len(), 1);
}
