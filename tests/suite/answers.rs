//! The export as others read it: scripts of ten lines in a language that is not ours, and answers that
//! were listed by hand from the sources of the sample handbook.
//!
//! Where there is no `node` nothing is asked, but in CI that fails: a check that is silently skipped
//! there checks nothing.

use std::path::Path;
use std::process::Command;

use crate::pages::build;
use crate::support::{folder, write};

/// What the scripts are to say. The order is that of the sources' paths, and within them of the lines.
const ANSWERS: &[(&str, &[&str])] = &[
    (
        "never-applied.mjs",
        // All others of the 32 lessons below `## Lessons` are named by a brief without (set aside).
        &[
            "retro-done-again#outside-words",
            "retro-quiet-rebuild#later-has-a-date",
            "retro-release-train#release-template",
        ],
    ),
    (
        "serves-nothing.mjs",
        &[
            "unit-prices-sets - The same law, read differently by the authority since March.",
            "unit-prices - The law asks for it from 1 January 2025, whatever we happen to want that year.",
        ],
    ),
    (
        "what-waits.mjs",
        &[
            "ana decides: Nights without a pager",
            "mina decides: Same-day delivery in town",
            "ana decides: Who says which alarm may wake somebody",
            "ana owes question: Who decides which list an alarm belongs on?",
            "ana owes concern: One day the import will matter, the week before Christmas for instance, and nobody wakes",
            "mina owes question: What does the page say when it rains too hard to ride?",
            "tomas owes question: What happens to an alarm that nobody wants on either list?",
            "tomas owes question: Do other shops of our size have anybody on duty at night?",
            "ines owes question: Does a reminder need the buyer's consent first?",
            "jo owes action: Show the two years of slips beside the date of this change, once six more are in",
            "wes owes action: Print a hundred cards from the December forecast in one go, and time it",
            "priya owes action: Count the orders with a note and set them beside the two per cent that we wrote down",
            "kofi owes action: Set one mail in ten against the orders of December",
        ],
    ),
];

#[test]
fn a_script_of_ten_lines_answers_from_the_export_of_the_sample() {
    if Command::new("node").arg("--version").output().is_err() {
        assert!(std::env::var_os("CI").is_none(), "the scripts need node");
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let place = folder(&[]);
    write(place.path(), "throughline.json", build(root, &[]).text("throughline.json"));
    for (script, answers) in ANSWERS {
        let path = root.join("tests/data/scripts").join(script);
        let lines = std::fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 10, "{script} has {lines} lines");
        let mut command = Command::new("node");
        let ran = command.arg(&path).arg(place.path().join("throughline.json")).output().unwrap();
        assert!(ran.status.success(), "{script}: {}", String::from_utf8_lossy(&ran.stderr));
        let said = String::from_utf8(ran.stdout).unwrap();
        assert_eq!(said.lines().collect::<Vec<_>>(), *answers, "{script}");
    }
}
