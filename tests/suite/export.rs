//! `throughline.json`: what it says, that it has the form which is published beside it, and when it is
//! made anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};

use throughline::id::Date;
use throughline::kind::{BriefState, DecisionState, ItemKind, Kind};
use throughline::pipeline::{Options, Pipeline};

use crate::pages::{Built, build, options};
use crate::support::{folder, read, write};

const SITE: &[(&str, &str)] = &[
    ("throughline.toml", "title = \"Ours\"\nas-of = 2026-06-01\n"),
    ("content/people.toml", "[people.mina]\nname = \"Mina\"\naliases = [\"mk\"]\n"),
    (
        "content/visions/vision.md",
        "# Paying is short\n\n## Objectives\n\n### Fewer give up [[drop-off]] 25 by 2026-12-31 {#checkout}\n",
    ),
    (
        "content/briefs/pay.md",
        "+++\nowner = \"mk\"\nserves = \"checkout\"\nproposed = 2026-01-05\naccepted = 2026-02-01\n\
         started = 2026-12-01\ntags = [\"till\"]\n+++\n# Pay\n\nÄ [[drop-off|it]], and [[drop-off|it]] again.\n\n\
         ## KPI impact\n\n- It falls [[drop-off]] -6 by 2026-12-30\n\n## Lessons applied\n\n\
         - Again [[look#flag]]\n",
    ),
    ("content/briefs/wish.md", "+++\nproposed = 2026-03-01\n+++\n# Wish\n"),
    (
        "content/retros/look.md",
        "+++\nheld = 2026-04-01\nreviews = \"pay\"\n+++\n# A look back\n\n## Lessons\n\n\
         - Use a flag (change) {#flag}\n- Ask first (try) {#ask}\n\n## Actions\n\n\
         - [ ] Write it down @mk 2026-07-01\n",
    ),
    (
        "content/kpis/drop-off.md",
        "+++\ntitle = \"Drop-off\"\nunit = \"%\"\ndirection = \"down\"\nperiod = \"month\"\n+++\n",
    ),
    (
        "content/kpis/drop-off.csv",
        "date,value\n2026-01-01,31.5\n2026-02-01,30\n2026-03-01,32\n2026-04-01,31\n2026-05-01,29.5\n2026-06-01,1\n",
    ),
];

fn export(built: &Built) -> Value {
    serde_json::from_str(built.text("throughline.json")).unwrap()
}

fn exported(files: &[(&str, &str)]) -> Value {
    export(&build(folder(files).path(), &[]))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap()
}

/// Returns what is wrong with a value, by a schema of the keywords that are known here; any other
/// keyword fails the test, so that none is passed over.
fn faults(schema: &Value, root: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let mut wrong = |what: &str| faults.push(format!("{at}: {what}: {value}"));
    let number = |value: &Value| value.as_f64().unwrap();
    for (keyword, wanted) in schema.as_object().unwrap() {
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => {}
            "const" if value != wanted => wrong("is another value"),
            "enum" if !wanted.as_array().unwrap().contains(value) => wrong("is none of the values"),
            "type" => {
                let is_right = match wanted.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "number" => value.is_number(),
                    "integer" => value.is_u64() || value.is_i64(),
                    other => panic!("the type {other} is not known here"),
                };
                if !is_right {
                    wrong("is of another type");
                }
            }
            "minLength" if value.as_str().is_some_and(str::is_empty) => wrong("is empty"),
            "minimum" if value.is_number() && number(value) < number(wanted) => wrong("is less"),
            "maximum" if value.is_number() && number(value) > number(wanted) => wrong("is more"),
            "minItems" if (value.as_array().unwrap().len() as f64) < number(wanted) => {
                wrong("is shorter");
            }
            "maxItems" if value.as_array().unwrap().len() as f64 > number(wanted) => {
                wrong("is longer");
            }
            "const" | "enum" | "minLength" | "minimum" | "maximum" | "minItems" | "maxItems" => {}
            "pattern" => {
                let text = value.as_str().unwrap_or("");
                let is_right = match wanted.as_str().unwrap() {
                    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => Date::parse(text).is_some(),
                    "^TL[0-9]{3}$" => text.strip_prefix("TL").is_some_and(|number| {
                        number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit())
                    }),
                    "#" => text.contains('#'),
                    other => panic!("the pattern {other} is not known here"),
                };
                if !is_right {
                    wrong("is written otherwise");
                }
            }
            "required" => {
                for key in wanted.as_array().unwrap() {
                    if value.get(key.as_str().unwrap()).is_none() {
                        wrong(&format!("lacks {key}"));
                    }
                }
            }
            "additionalProperties" => {
                assert_eq!(wanted, &json!(false));
                let known = schema["properties"].as_object().unwrap();
                for key in value.as_object().into_iter().flatten().map(|(key, _)| key) {
                    if !known.contains_key(key) {
                        wrong(&format!("has `{key}`"));
                    }
                }
            }
            "properties" | "items" | "$ref" => {}
            other => panic!("the keyword {other} is not known here"),
        }
    }
    if let Some(way) = schema.get("$ref") {
        let name = way.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
        let target = root["$defs"].get(name).unwrap_or_else(|| panic!("there is no {name}"));
        self::faults(target, root, value, at, faults);
    }
    for (key, own) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        if let Some(value) = value.get(key) {
            self::faults(own, root, value, &format!("{at}/{key}"), faults);
        }
    }
    if let (Some(own), Some(values)) = (schema.get("items"), value.as_array()) {
        for (index, value) in values.iter().enumerate() {
            self::faults(own, root, value, &format!("{at}/{index}"), faults);
        }
    }
}

fn faults_of(schema: &Value, value: &Value) -> Vec<String> {
    let mut all = Vec::new();
    faults(schema, schema, value, "", &mut all);
    all
}

#[test]
fn the_export_of_the_sample_has_the_form_that_is_published_beside_it() {
    let built = build(Path::new(env!("CARGO_MANIFEST_DIR")), &[]);
    let schema: Value = serde_json::from_str(built.text("throughline.schema.json")).unwrap();
    let export = export(&built);
    assert_eq!(faults_of(&schema, &export), Vec::<String>::new());
    for key in ["documents", "items", "relations", "kpis", "findings"] {
        assert!(list(&export, key).len() > 1, "{key} are few");
    }
    // What does not have the form is told.
    for (pointer, value) in [
        ("/format", json!(2)),
        ("/as_of", json!("22 Nov 2026")),
        ("/documents/0/kind", json!("memo")),
        ("/documents/0/colour", json!("red")),
        ("/items/0/id", json!("no-anchor")),
        ("/relations/0/place/line", json!(0)),
        ("/kpis/0/series/0/value", json!("31.5")),
    ] {
        let mut broken = export.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        broken.pointer_mut(parent).unwrap()[key] = value;
        assert_eq!(faults_of(&schema, &broken).len(), 1, "{pointer}");
    }
}

#[test]
fn the_words_of_the_schema_are_those_of_the_program() {
    let built = build(folder(SITE).path(), &[]);
    let schema: Value = serde_json::from_str(built.text("throughline.schema.json")).unwrap();
    let words = |pointer: &str| -> BTreeSet<String> {
        let words = schema.pointer(pointer).unwrap().as_array().unwrap().iter();
        words.map(|word| word.as_str().unwrap().to_owned()).collect()
    };
    let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert_eq!(words("/$defs/document/properties/kind/enum"), names(&Kind::ALL.map(Kind::name)));
    let mut states = BriefState::ALL.map(BriefState::name).to_vec();
    states.push("active");
    states.extend(DecisionState::DECLARED.map(DecisionState::name));
    assert_eq!(words("/$defs/document/properties/state/enum"), names(&states));
    let items = ItemKind::ALL.map(ItemKind::name);
    assert_eq!(words("/$defs/item/properties/kind/enum"), names(&items));
    let states: Vec<&str> =
        ItemKind::ALL.into_iter().flat_map(|kind| kind.states().iter().copied()).collect();
    assert_eq!(words("/$defs/item/properties/state/enum"), names(&states));
}

#[test]
fn every_relation_appears_once_with_its_inverse() {
    let export = exported(SITE);
    let rows: Vec<String> = list(&export, "relations")
        .iter()
        .map(|row| {
            let word = |key: &str| row[key].as_str().unwrap();
            let place = &row["place"];
            format!(
                "{}:{}:{} {} {} {} / {}",
                place["file"].as_str().unwrap(),
                place["line"],
                place["column"],
                word("from"),
                word("relation"),
                word("to"),
                word("inverse")
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            "content/briefs/pay.md:3:10 pay serves vision#checkout / served-by",
            "content/briefs/pay.md:11:5 pay mentions drop-off / mentioned-by",
            "content/briefs/pay.md:15:14 pay#it-falls kpi drop-off / expected-from",
            "content/briefs/pay.md:19:11 pay#again lesson look#flag / applied-in",
            "content/retros/look.md:3:11 look reviews pay / reviewed-in",
            "content/visions/vision.md:5:21 vision#checkout measured-by drop-off / measures",
        ]
    );
}

#[test]
fn each_relation_of_the_sample_is_declared_on_one_side_only() {
    let export = export(&build(Path::new(env!("CARGO_MANIFEST_DIR")), &[]));
    let names: BTreeSet<&str> = ["documents", "items"]
        .iter()
        .flat_map(|key| list(&export, key))
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    let mut seen = BTreeSet::new();
    let mut inverses: BTreeMap<&str, &str> = BTreeMap::new();
    for row in list(&export, "relations") {
        let [from, relation, to, inverse] =
            ["from", "relation", "to", "inverse"].map(|key| row[key].as_str().unwrap());
        assert!(names.contains(from) && names.contains(to), "{row}");
        assert!(seen.insert((from, relation, to)), "{row} appears twice");
        assert_eq!(*inverses.entry(relation).or_insert(inverse), inverse);
    }
    for (from, relation, to) in &seen {
        assert!(!seen.contains(&(to, inverses[relation], from)), "{from} {relation} {to}");
    }
    // The relations of the model that the sample declares, all but `answered in`.
    let expected = BTreeMap::from([
        ("counter", "guards"),
        ("decides", "decided-in"),
        ("depends-on", "blocks"),
        ("informs", "informed-by"),
        ("kpi", "expected-from"),
        ("lesson", "applied-in"),
        ("lesson-set-aside", "set-aside-in"),
        ("measured-by", "measures"),
        ("mentions", "mentioned-by"),
        ("observed", "observed-in"),
        ("parent", "sub-objectives"),
        ("repeats", "repeated-by"),
        ("reviews", "reviewed-in"),
        ("reworks", "reworked-by"),
        ("see-also", "mentioned-by"),
        ("serves", "served-by"),
        ("supersedes", "superseded-by"),
    ]);
    assert_eq!(inverses, expected);
}

#[test]
fn a_short_script_answers_what_was_not_applied_serves_nothing_and_waits() {
    let export = exported(SITE);
    let is_end = |end: &str, relation: &str, id: &Value| {
        let mut rows = list(&export, "relations").iter();
        rows.any(|row| row["relation"] == relation && row[end] == *id)
    };
    let ids = |key: &str, keep: &dyn Fn(&Value) -> bool| -> Vec<String> {
        let rows = list(&export, key).iter().filter(|row| keep(row));
        rows.map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    let never_applied =
        ids("items", &|row| row["kind"] == "lesson" && !is_end("to", "lesson", &row["id"]));
    assert_eq!(never_applied, ["look#ask"]);
    let serves_nothing =
        ids("documents", &|row| row["kind"] == "brief" && !is_end("from", "serves", &row["id"]));
    assert_eq!(serves_nothing, ["wish"]);
    let waits = ids("items", &|row| {
        row["kind"] == "action" && row["state"] == "open" && row["fields"]["person"] == "mina"
    });
    assert_eq!(waits, ["look#write-it-down"]);
}

#[test]
fn rows_say_what_is_known_on_the_day() {
    let export = exported(SITE);
    assert_eq!(export["as_of"], "2026-06-01");
    let paths: Vec<&Value> = list(&export, "documents").iter().map(|row| &row["source"]).collect();
    assert_eq!(
        paths,
        [
            "content/briefs/pay.md",
            "content/briefs/wish.md",
            "content/kpis/drop-off.md",
            "content/retros/look.md",
            "content/visions/vision.md",
        ]
    );
    assert_eq!(
        list(&export, "documents")[0],
        json!({
            "id": "pay", "kind": "brief", "path": "briefs/pay.html",
            "source": "content/briefs/pay.md", "title": "Pay",
            "summary": "Ä it, and it again.", "state": "accepted", "owner": "mina",
            "dates": { "proposed": "2026-01-05", "accepted": "2026-02-01" }, "tags": ["till"],
        })
    );
    let impact = list(&export, "items").iter().find(|row| row["kind"] == "impact").unwrap();
    assert_eq!(
        *impact,
        json!({
            "id": "pay#it-falls", "kind": "impact", "document": "pay",
            "path": "briefs/pay.html#it-falls", "title": "It falls",
            "fields": {
                "due": "2026-12-30",
                "number": { "value": -6.0, "is_change": true, "is_percent": false },
            },
            "expected": -6.0,
            "by": "2026-12-30",
            "sentence": "Not shipped yet; the number stands at 29.5\u{a0}%.",
        })
    );
    let kpi = &list(&export, "kpis")[0];
    assert_eq!(list(kpi, "series").len(), 5);
    assert_eq!(
        kpi["series"][4],
        json!({ "from": "2026-05-01", "to": "2026-05-31", "value": 29.5 })
    );
    let verdict = "target: too few points";
    assert_eq!(kpi["target"], json!({ "value": 25.0, "by": "2026-12-31", "verdict": verdict }));
    assert_eq!(kpi["n"], 5);
    assert_eq!(kpi["last"], json!({ "date": "2026-05-31", "value": 29.5 }));
    assert_eq!((&kpi["limits"], &kpi["baseline_n"]), (&json!("none"), &json!(5)));
    assert_eq!(kpi["variation"], "too few points");
    // Of 29.5, 30, 31, 31.5 and 32 the third.
    assert_eq!(kpi["percentiles"], json!({ "of": "values", "n": 5, "p50": 31.0 }));
    for key in ["centre", "lower", "upper", "range_limit", "four_quarters"] {
        assert_eq!(kpi.get(key), None, "{key}");
    }
    assert_eq!(
        kpi["verdicts"],
        json!({ "variation": "too few points", "target": "target: too few points" })
    );
}

#[test]
fn documents_of_one_id_are_told_apart_by_their_place() {
    let export = exported(&[
        ("content/briefs/pay.md", "# A\n\n## Questions\n\n### Why?\n"),
        ("content/retros/pay.md", "# B\n\nOf [it](../briefs/pay.md).\n"),
        ("content/secret/pay.md", "+++\ndraft = true\n+++\n# C\n"),
        ("content/briefs/other.md", "# D\n"),
        ("content/secret/other.md", "+++\ndraft = true\n+++\n# E\n"),
    ]);
    let ids: Vec<&Value> = list(&export, "documents").iter().map(|row| &row["id"]).collect();
    assert_eq!(ids, ["other", "briefs/pay", "retros/pay"]);
    assert_eq!(export["items"][0]["id"], "briefs/pay#why");
    assert_eq!(export["relations"][0]["from"], "retros/pay");
    assert_eq!(export["relations"][0]["to"], "briefs/pay");
}

/// Returns whether a rebuild after an edit has to make the export anew, and whether it then differs.
fn made_anew(old: &str, new: &str) -> (bool, bool) {
    let site = folder(SITE);
    let as_of = Date::new(2026, 6, 1);
    let options = Options { as_of, ..options(site.path()) };
    let file = options.root.join("content/briefs/pay.md");
    let mut pipeline = Pipeline::open(options).unwrap();
    let before = pipeline.rebuild(None).unwrap();
    let text = read(site.path(), "content/briefs/pay.md");
    assert!(text.contains(old));
    write(site.path(), "content/briefs/pay.md", text.replace(old, new));
    let after = pipeline.rebuild(Some(&[file])).unwrap();
    let key = |snapshot: &throughline::pipeline::Snapshot| {
        snapshot.key(snapshot.resolve("throughline.json").unwrap())
    };
    let touched = after.touched().expect("no fact changed");
    let is_told = touched.iter().any(|path| path.as_str() == "throughline.json");
    (is_told, key(&before) != key(&after))
}

#[test]
fn words_that_move_no_relation_leave_the_export_alone() {
    assert_eq!(made_anew("- Again [[", "-  Again [["), (true, true));
    assert_eq!(made_anew("## KPI impact\n\n-", "## KPI impact\n\n\n-"), (true, true));
    assert_eq!(made_anew("[[look#flag]]\n", "[[look#flag]]\n\n\nThe end.\n"), (false, false));
}

#[test]
fn numbers_are_told_with_what_they_bear() {
    // Forty weeks from 5 January 2026: thirty that alternate between 32 and 34, then ten lower by 20.
    let mut rows = "date,value,n\n".to_owned();
    let first = Date::new(2026, 1, 5).unwrap();
    for week in 0..40 {
        let value = 32 + week % 2 * 2 - if week >= 30 { 20 } else { 0 };
        rows.push_str(&format!("{},{value},100\n", first.plus_days(week * 7).unwrap()));
    }
    let export = exported(&[
        ("throughline.toml", "title = \"A\"\nas-of = 2026-12-01\n"),
        ("content/kpis/leave.csv", &rows),
        (
            "content/kpis/leave.md",
            "+++\nunit = \"%\"\ndirection = \"down\"\nperiod = \"week\"\ntarget = 20\n+++\n# Leave\n",
        ),
        (
            "content/briefs/pay.md",
            "+++\naccepted = 2026-05-01\nshipped = 2026-07-13\n+++\n# Pay\n\n## KPI impact\n\n\
             - Fewer leave [[leave]] -5 by 2026-10-31\n",
        ),
    ]);
    let kpi = &list(&export, "kpis")[0];
    // The first twenty: mean 33, moving range 2; 2.660 · 2 and 3.268 · 2.
    let present = ["centre", "lower", "upper", "range_limit"].map(|key| kpi[key].as_f64().unwrap());
    assert_eq!(present, [33.0, 27.68, 38.32, 6.536]);
    assert_eq!((&kpi["limits"], &kpi["baseline_n"]), (&json!("full"), &json!(20)));
    // Wilson's interval of 14 of 100.
    assert_eq!(
        kpi["last"],
        json!({
            "date": "2026-10-11", "value": 14.0, "n": 100,
            "interval": { "low": 8.526344, "high": 22.137188 },
        })
    );
    assert_eq!(kpi["variation"], "improving");
    assert_eq!(kpi["target"]["verdict"], "target reliably missed");
    // Of forty values the ranks are 20, 34 and 38.
    let known = json!({ "of": "values", "n": 40, "p50": 32.0, "p85": 34.0, "p95": 34.0 });
    assert_eq!(kpi["percentiles"], known);
    // The first lower week ends on 9 August; the eighth in a row on 27 September.
    let signals: Vec<(&str, &str)> = list(kpi, "signals")
        .iter()
        .map(|signal| (signal["rule"].as_str().unwrap(), signal["date"].as_str().unwrap()))
        .collect();
    assert!(signals.contains(&("outside", "2026-08-09")), "{signals:?}");
    assert!(signals.contains(&("run", "2026-09-27")), "{signals:?}");
    assert!(signals.contains(&("near-limit", "2026-08-23")), "{signals:?}");
    let impact = list(&export, "items").iter().find(|row| row["kind"] == "impact").unwrap();
    // Before 33; after 32, 34 and five times 12 and 14: 196 / 12.
    assert_eq!(impact["expected"], -5.0);
    assert_eq!(impact["by"], "2026-10-31");
    assert_eq!(impact["observed"], -16.666667);
    assert_eq!(impact["verdict"], "signal as promised");
    let sentence = impact["sentence"].as_str().unwrap();
    assert!(sentence.starts_with("Consistent with the promise: from a mean of 33"), "{sentence}");
}
