//! Lessons where they are needed: in a brief that begins, and in the preview of one that is written.

use crate::pages::options;
use crate::support::{folder, read, run, write};

const VISION: &str = "+++\ncreated = 2026-01-01\n+++\n# Vision\n\n## Product vision\n\nPaying is \
                      short.\n\n## Target audience\n\nBuyers.\n\n## Business objectives\n\n### Fewer give \
                      up [[csat]] {#checkout}\n";
const KPI: &str = "+++\nunit = \"%\"\nowner = \"jo\"\n+++\n# Satisfaction\n";
const PAY: &str = "+++\nserves = \"checkout\"\naccepted = 2026-01-10\nshipped = 2026-02-10\n+++\n# Pay\n\n\
                   ## KPI impact\n\n- It rises [[csat]] +3 by 2026-12-31\n";
const RETRO: &str = "+++\nreviews = \"pay\"\nheld = 2026-02-20\n+++\n# Looking back\n\n## Lessons\n\n\
                     - Ship behind a flag, *always*. (change) {#no-flag}\n\
                     - Read the mail (keep) {#mail}\n\
                     - Who answers at night? (try) {#night}\n\
                     - Rates of the harbour office (change) {#harbour visible-to=leads}\n";
const CONFIG: &str = "title = \"Handbook\"\nas-of = 2026-06-01\n[audiences]\nleads = \"Leads\"\n";

fn site() -> tempfile::TempDir {
    folder(&[
        ("throughline.toml", CONFIG),
        ("content/visions/v.md", VISION),
        ("content/kpis/csat.md", KPI),
        ("content/briefs/pay.md", PAY),
        ("content/retros/look.md", RETRO),
    ])
}

#[test]
fn a_new_brief_holds_the_lessons_that_match_its_objective() {
    let site = site();
    let made = run(site.path(), &["new", "brief", "Gift cards", "--serves", "checkout"]);
    assert_eq!(made.stdout(), "content/briefs/2026-06-01-gift-cards.md\n");
    let text = read(site.path(), "content/briefs/2026-06-01-gift-cards.md");
    let section = text.split("\n## ").find(|part| part.starts_with("Lessons applied")).unwrap();
    // Golden: what the file holds, to the letter. The lesson that leads alone may see is not copied.
    assert_eq!(
        section,
        "Lessons applied\n\n*Which lessons of earlier retros does this apply or set aside?*\n\n\
         - Ship behind a flag, always. *Say how, or end the line with (set aside).* [[look#no-flag]]\n\
         - Who answers at night? *Say how, or end the line with (set aside).* [[look#night]]\n"
    );
    assert_eq!(
        made.stderr(),
        "Under `Lessons applied`, say of each lesson how, or set it aside:\n  \
         look#no-flag shares objective `checkout`, KPI `csat`\n  \
         look#night shares objective `checkout`, KPI `csat`\n\
         Not copied, as some readers may not see it: look#harbour shares objective `checkout`, KPI \
         `csat`\n"
    );
    let checked = run(site.path(), &["check", "--format", "json"]).stdout();
    let of_brief = checked.lines().filter(|line| line.contains("gift-cards"));
    assert!(of_brief.clone().all(|line| line.contains("\"info\"")), "{checked}");
    assert_eq!(of_brief.filter(|line| line.contains("look#")).count(), 0, "{checked}");
}

#[test]
fn what_a_new_brief_was_given_is_no_answer_until_somebody_edits_it() {
    let site = site();
    run(site.path(), &["new", "brief", "Gift cards", "--serves", "checkout"]);
    let path = "content/briefs/2026-06-01-gift-cards.md";
    let text = read(site.path(), path).replace("created = 2026-06-01", "accepted = 2026-05-01");
    write(site.path(), path, &text);
    let asked = |site: &std::path::Path| {
        let checked = run(site, &["check", "--format", "json"]).stdout();
        checked.lines().filter(|line| line.contains("TL503")).count()
    };
    assert_eq!(asked(site.path()), 3);
    let listed = run(site.path(), &["list", "lessons"]).stdout();
    assert!(!listed.contains("applied"), "{listed}");
    let hint = "*Say how, or end the line with (set aside).*";
    write(site.path(), path, text.replacen(hint, "To five in a hundred first", 1));
    assert_eq!(asked(site.path()), 2);
}

#[test]
fn the_preview_of_a_brief_shows_the_lessons_that_wait_and_the_build_does_not() {
    use throughline::pipeline::{Options, Pipeline, Shows};
    let site = site();
    write(
        site.path(),
        "content/briefs/gift.md",
        "+++\nserves = \"checkout\"\nproposed = 2026-05-01\n+++\n# Gift\n\n## Lessons applied\n\n- \
         To five first [[look#no-flag]]\n",
    );
    let page = |shows: Shows| {
        let options = Options { shows, ..options(site.path()) };
        let snapshot = Pipeline::open(options).unwrap().rebuild(None).unwrap();
        let route = snapshot.resolve("/briefs/gift.html").unwrap();
        String::from_utf8(snapshot.render(route).unwrap().bytes).unwrap()
    };
    let preview = page(Shows::Everything);
    let line =
        "- Who answers at night? *Say how, or end the line with (set aside).* [[look#night]]";
    assert!(preview.contains(line), "{preview}");
    let list = preview.split("aria-label=\"Lessons that match\"").nth(1).unwrap();
    let list = list.split("</aside>").next().unwrap();
    assert!(!list.contains("no-flag"), "it is applied: {list}");
    // Who may see the lesson is told of it; its words are not for a brief that all may read.
    assert!(list.contains("Rates of the harbour office") && !list.contains("[[look#harbour]]"));
    assert!(!page(Shows::Published).contains("Lessons that match"));
}
