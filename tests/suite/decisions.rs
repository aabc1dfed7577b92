//! Decisions: what they decide, what they left, and on which day anybody knows of it.

use tempfile::TempDir;

use crate::pages::build;
use crate::support::{folder, read, run};

const BRIEF: &str = "+++\nowner = \"mina\"\nserves = \"none\"\nbecause = \"the law asks for it\"\n\
    proposed = 2026-01-05\naccepted = 2026-03-20\n+++\n# Pay without an account\n\
    ## User problem\nBuyers leave.\n## KPI impact\nNone: the law asks for it.\n\
    ## Desired outcomes\nThey stay.\n\
    ## Options\n### Signed link (chosen)\nShort.\n### Silent account\nNobody asked for one.\n\
    ### Voucher\n\
    ## Questions\n### Who pays the postage? @jo 2026-02-01 {#postage}\n";

const OLDER: &str = "+++\ndecided = 2026-01-10\ndeciders = [\"jo\"]\n+++\n# The shop pays\n\
    ## Context\nSomebody has to.\n## Decision\nWe do.\n";

const DECISION: &str = "+++\ndecides = [\"pay\", \"postage\"]\nsupersedes = \"older\"\n\
    created = 2026-02-10\ndecided = 2026-03-15\ndeciders = [\"mina\"]\nconsulted = [\"ravi\"]\n\
    informed = [\"lena\"]\nrevisit = 2027-03-01\n+++\n# Who pays the parcel\n\
    ## Context\nParcels got dearer.\n\
    ## Options\n### The buyer (chosen)\nOne price less on our side.\n\
    ### Half each\nNobody can explain the odd cent.\n\
    ## *Decision*\nThe buyer carries it from April on.\n\
    ## Consequences\nThe basket shows one line more.\n";

fn site() -> TempDir {
    folder(&[
        ("throughline.toml", "title = \"Ours\"\nas-of = 2026-06-01\n"),
        ("content/briefs/pay.md", BRIEF),
        ("content/decisions/older.md", OLDER),
        ("content/decisions/parcel.md", DECISION),
    ])
}

#[test]
fn what_a_decision_decides_says_where_it_was_decided() {
    let site = site();
    assert_eq!(run(site.path(), &["check", "--strict"]).code(), 0);
    let built = build(site.path(), &[]);
    let brief = built.page("briefs/pay.html");
    let at = brief.texts(".relations dt").iter().position(|words| words == "Decided in");
    assert!(at.is_some(), "{:?}", brief.texts(".relations dt"));
    assert!(brief.texts(".relations dd")[at.unwrap()].contains("Who pays the parcel"));
    assert_eq!(brief.ways(".relations", "Who pays the parcel"), ["../decisions/parcel.html"]);
    let questions = built.page("questions.html").text("main");
    assert!(questions.contains("answered"), "{questions}");
    assert!(questions.contains("Decided in Who pays the parcel"), "{questions}");
}

#[test]
fn the_page_of_a_decision_has_its_facts_and_its_state() {
    let built = build(site().path(), &[]);
    let page = built.page("decisions/parcel.html");
    assert_eq!(page.text(".kind-line > .pill"), "accepted");
    let facts: Vec<(String, String)> =
        page.texts(".facts dt").into_iter().zip(page.texts(".facts dd")).collect();
    let facts: Vec<(&str, &str)> =
        facts.iter().map(|(label, value)| (label.as_str(), value.as_str())).collect();
    assert_eq!(
        facts,
        [
            ("Decided", "15 Mar 2026"),
            ("Deciders", "Mina"),
            ("Consulted", "Ravi"),
            ("Informed", "Lena"),
            ("Look at it again", "1 Mar 2027"),
        ]
    );
    let why = page.text(".why");
    assert_eq!(
        why,
        "Decides Pay without an account and \u{201c}Who pays the postage?\u{201d} in Pay without an account."
    );
    let older = built.page("decisions/older.html");
    assert_eq!(older.text(".kind-line > .pill"), "superseded");
    assert!(older.text("main").contains("Who pays the parcel takes its place."));
    // The list, what changed, the sidebar, the people.
    let list = built.page("decisions/index.html").text("main");
    assert!(list.contains("The shop pays") && list.contains("superseded"), "{list}");
    assert!(built.page("changes.html").text("main").contains("Decided"));
    let nav = built.page("index.html").texts("nav a");
    assert!(nav.contains(&"Decisions".to_owned()), "{nav:?}");
    let mina = built.page("people/mina.html").text("main");
    assert!(mina.contains("Decided") && mina.contains("Who pays the parcel"), "{mina}");
    let ravi = built.page("people/ravi.html").text("main");
    assert!(ravi.contains("Was consulted on") && ravi.contains("Who pays the parcel"), "{ravi}");
}

#[test]
fn before_its_day_nobody_reads_what_was_decided() {
    let site = site();
    // Not yet written down.
    let before = build(site.path(), &["--as-of", "2026-02-09"]);
    assert!(!before.files.contains_key("decisions/parcel.html"));
    for words in ["Who pays the parcel", "Parcels got dearer", "parcel.html"] {
        assert_eq!(before.holding(words), Vec::<&str>::new(), "{words}");
    }
    assert_eq!(before.page("decisions/older.html").text(".kind-line > .pill"), "accepted");
    // Written down, and not yet decided.
    let between = build(site.path(), &["--as-of", "2026-03-14"]);
    let page = between.page("decisions/parcel.html");
    assert_eq!(page.text(".kind-line > .pill"), "proposed");
    assert!(page.text("main").contains("Parcels got dearer"));
    for words in
        ["The buyer carries it", "one line more", "15 Mar 2026", "2026-03-15", "chosen</span>"]
    {
        let mut holding = between.holding(words);
        // The brief beside it has chosen among options of its own.
        holding.retain(|path| !(words == "chosen</span>" && *path == "briefs/pay.html"));
        assert_eq!(holding, Vec::<&str>::new(), "{words}");
    }
    assert_eq!(between.page("decisions/older.html").text(".kind-line > .pill"), "accepted");
    assert!(between.page("questions.html").text("main").contains("open"));
    assert!(between.page("index.html").text("main").contains("Who pays the parcel: decide?"));
    let mina = between.page("people/mina.html").text("main");
    assert!(mina.contains("Decide Who pays the parcel"), "{mina}");
    let day = build(site.path(), &["--as-of", "2026-03-15"]);
    assert!(day.page("decisions/parcel.html").text("main").contains("The buyer carries it"));
}

#[test]
fn options_that_were_not_taken_stand_in_one_list_with_their_reason() {
    let site = site();
    let page = build(site.path(), &[]).page("options-not-taken.html");
    assert_eq!(page.texts(".ledger h2"), ["Decisions", "Briefs"]);
    assert_eq!(page.texts(".ledger .words"), ["Half each", "Silent account"]);
    assert!(page.text("main").contains("Nobody can explain the odd cent."));
    // Before the brief was accepted only the options of the decision were left.
    let earlier = build(site.path(), &["--as-of", "2026-03-16"]);
    assert_eq!(earlier.page("options-not-taken.html").texts(".ledger .words"), ["Half each"]);
    let first = build(site.path(), &["--as-of", "2026-03-14"]);
    assert!(!first.files.contains_key("options-not-taken.html"));
}

#[test]
fn of_what_was_rejected_no_option_was_taken() {
    let rejected = DECISION.replace("decided =", "state = \"rejected\"\ndecided =");
    let site = folder(&[
        ("throughline.toml", "title = \"Ours\"\nas-of = 2026-06-01\n"),
        ("content/briefs/pay.md", BRIEF),
        ("content/decisions/older.md", OLDER),
        ("content/decisions/parcel.md", &rejected.replace(" (chosen)", "")),
    ]);
    let built = build(site.path(), &[]);
    assert_eq!(built.page("decisions/parcel.html").text(".kind-line > .pill"), "rejected");
    // What was rejected takes no place.
    assert_eq!(built.page("decisions/older.html").text(".kind-line > .pill"), "accepted");
    assert_eq!(
        built.page("options-not-taken.html").texts(".ledger .words"),
        ["The buyer", "Half each", "Silent account"]
    );
}

#[test]
fn new_writes_a_decision_that_is_left_in_peace() {
    let site = folder(&[("throughline.toml", "title = \"Ours\"\nas-of = 2026-06-01\n")]);
    let ran = run(site.path(), &["new", "decision", "Who pays the parcel"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert_eq!(ran.stdout().trim(), "decisions/2026-06-01-who-pays-the-parcel.md");
    let text = read(site.path(), ran.stdout().trim());
    for heading in ["Context", "Options considered", "Decision", "Consequences", "Confirmation"] {
        assert!(text.contains(&format!("\n## {heading}\n")), "{heading} in {text}");
    }
    assert!(text.contains("\n# decides = \"\"\n"), "{text}");
    assert_eq!(run(site.path(), &["check", "--strict"]).code(), 0);
}

#[test]
fn a_state_beside_the_day_says_how_it_ended_and_only_from_that_day_on() {
    let confirmed = DECISION.replace("decided =", "state = \"confirmed\"\ndecided =");
    let undated = "+++\nstate = \"accepted\"\ndecides = \"postage\"\n+++\n# Undated\n\n\
        ## Context\nOld.\n\n## Decision\nYes.\n";
    let site = folder(&[
        ("throughline.toml", "title = \"Ours\"\nas-of = 2026-06-01\n"),
        ("content/briefs/pay.md", BRIEF),
        ("content/decisions/older.md", OLDER),
        ("content/decisions/parcel.md", &confirmed),
        ("content/decisions/undated.md", undated),
    ]);
    for (day, parcel, older) in
        [("2026-03-14", "proposed", "accepted"), ("2026-03-15", "confirmed", "superseded")]
    {
        let built = build(site.path(), &["--as-of", day]);
        let state = |page: &str| built.page(page).text(".kind-line > .pill");
        assert_eq!(state("decisions/parcel.html"), parcel, "{day}");
        assert_eq!(state("decisions/older.html"), older, "{day}");
        assert_eq!(state("decisions/undated.html"), "accepted", "{day}");
        assert!(built.page("decisions/undated.html").text("main").contains("Yes."), "{day}");
    }
}
