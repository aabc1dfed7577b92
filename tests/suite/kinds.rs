//! What a site says about its kinds: names, folders, sections and further fields.

use serde_json::{Value, json};

use crate::pages::{build, faults};
use crate::support::{folder, read, run, write};

const CONFIG: &str = r#"title = "T"
as-of = 2026-06-01

[audiences]
leads = "Leads"

[kinds.brief]
label = "Pitch"
plural = "Pitches"
folder = "pitches"
sections = { "User problem" = ["What hurts"] }

[kinds.brief.fields]
squad = "string"
points = "number"
go-live = "date"
is-pilot = "boolean"
markets = "list"
sponsor = "person"
map = "reference"
"#;

const PITCH: &str = "+++\nsquad = \"Tills & co\"\npoints = 3.5\ngo-live = 2026-08-01\nis-pilot = true\n\
                     markets = [\"at\", \"de\"]\nsponsor = \"jo\"\nmap = \"atlas\"\nserves = \"none\"\n\
                     because = \"the law\"\naccepted = 2026-05-01\nowner = \"jo\"\n+++\n# Pay\n\n\
                     ## What hurts\n\nBuyers leave.\n\n## KPI impact\n\nNone: the law.\n\n\
                     ## Desired outcomes\n\nBuyers stay.\n";

fn site() -> tempfile::TempDir {
    folder(&[
        ("throughline.toml", CONFIG),
        ("content/people.toml", "[people.joanna]\nname = \"Jo\"\naliases = [\"jo\"]\n"),
        ("content/pitches/pay.md", PITCH),
        ("content/notes/atlas.md", "# The atlas\n\nA map.\n"),
    ])
}

fn export(root: &std::path::Path, options: &[&str]) -> Value {
    let export: Value =
        serde_json::from_str(build(root, options).text("throughline.json")).unwrap();
    let documents = export["documents"].as_array().unwrap();
    documents.iter().find(|document| document["id"] == "pay").unwrap()["fields"].clone()
}

#[test]
fn further_fields_stand_on_the_fact_sheet_and_in_the_export_by_their_types() {
    let site = site();
    assert_eq!(faults(site.path(), &[]), [""; 0]);
    let built = build(site.path(), &[]);
    let page = built.page("pitches/pay.html");
    let lines: Vec<(String, String)> =
        page.texts(".facts dt").into_iter().zip(page.texts(".facts dd")).collect();
    let line = |label: &str| {
        let found = lines.iter().find(|(own, _)| own == label);
        found.map_or("", |(_, value)| value.as_str())
    };
    let by_hand = [
        ("Squad", "Tills & co"),
        ("Points", "3.5"),
        ("Go live", "1 Aug 2026"),
        ("Is pilot", "yes"),
        ("Markets", "at, de"),
        ("Sponsor", "Jo"),
        ("Map", "The atlas"),
    ];
    for (label, value) in by_hand {
        assert_eq!(line(label), value, "{lines:?}");
    }
    assert_eq!(page.ways(".facts", "The atlas"), ["../notes/atlas.html"]);
    assert_eq!(
        export(site.path(), &[]),
        json!({
            "squad": "Tills & co", "points": 3.5, "go-live": "2026-08-01", "is-pilot": true,
            "markets": ["at", "de"], "sponsor": "joanna", "map": "atlas",
        })
    );
    let schema: Value =
        serde_json::from_str(&run(site.path(), &["schema", "brief"]).stdout()).unwrap();
    let of = |name: &str| schema["properties"][name].clone();
    assert_eq!(of("points"), json!({ "type": "number" }));
    assert_eq!(of("go-live"), json!({ "type": "string", "format": "date" }));
    assert_eq!(of("sponsor"), json!({ "type": "string" }));
    assert_eq!(of("map"), json!({ "type": "string" }));
}

#[test]
fn a_reference_to_what_is_hidden_is_neither_on_the_page_nor_in_the_export() {
    let site = site();
    let hidden = "+++\nvisible-to = \"leads\"\n+++\n# The atlas\n";
    write(site.path(), "content/notes/atlas.md", hidden);
    assert_eq!(build(site.path(), &[]).holding("atlas"), [""; 0]);
    assert_eq!(export(site.path(), &["--audience", "leads"])["map"], "atlas");
}

#[test]
fn a_further_field_that_means_nothing_or_has_another_type_is_found_at_its_place() {
    let site = site();
    let text = PITCH.replace("map = \"atlas\"", "map = \"atlass\"");
    write(site.path(), "content/pitches/pay.md", text);
    let found = faults(site.path(), &[]);
    assert_eq!(
        found,
        [
            "content/pitches/pay.md:8:7 TL006 `map` names `atlass`: there is no such thing; a document \
             is wanted"
        ]
    );
    write(site.path(), "content/pitches/pay.md", PITCH.replace("points = 3.5", "points = \"3.5\""));
    let found = faults(site.path(), &[]);
    assert!(found[0].starts_with("content/pitches/pay.md:3:10 TL003 `points` wants a number"));
}

#[test]
fn a_kind_is_called_as_the_site_calls_it_and_lives_where_that_says() {
    let site = site();
    let built = build(site.path(), &[]);
    let page = built.page("pitches/pay.html");
    assert_eq!(page.text(".kind-line .over"), "Pitch");
    let list = built.page("pitches/index.html");
    assert_eq!(list.text("h1"), "Pitches");
    assert_eq!(list.ways("nav", "Pitches").len(), 1);
    assert!(list.ways("nav", "Briefs").is_empty());
    assert_eq!(page.texts(".crumbs a"), ["Home", "Pitches"]);
    let made = run(site.path(), &["new", "brief", "Gift cards", "--as-of", "2026-06-01"]);
    assert_eq!(made.stdout(), "content/pitches/2026-06-01-gift-cards.md\n");
    let text = read(site.path(), "content/pitches/2026-06-01-gift-cards.md");
    assert!(text.contains("\n## What hurts\n\n*What user problem"), "{text}");
    let fields = "# go-live = 2026-01-31\n# is-pilot = false\n# map = \"\"\n# markets = []\n# points \
                  = 0\n# sponsor = \"\"\n# squad = \"\"\n+++\n";
    assert!(text.contains(fields), "{text}");
    // Its own name of the section is known, in the configuration as in the rule that asks for it.
    assert_eq!(faults(site.path(), &[]), [""; 0]);
}
