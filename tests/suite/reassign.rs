//! `throughline reassign`: what one owns becomes another's, and nothing else changes.

use crate::support::{folder, read, run};

const PEOPLE: &str = "[people.sam]\nname = \"Sam Weller\"\naliases = [\"samw\"]\nactive = false\n\n\
                      [people.ana]\nname = \"Ana\"\n\n[teams.shop]\nname = \"Shop\"\n";
const BRIEF: &str = "\u{feff}+++\r\nowner = \"samw\"\r\ncontributors = [\"sam\"]\r\n+++\r\n# Pay\r\n\r\n## Questions\r\n\r\n\
                     ### Why? @sam 2026-01-02\r\nSo.\r\n";
const RETRO: &str = "---\nowner: Sam Weller\nfacilitator: sam\n---\n# Look back, sam\n\n## Actions\n\n\
                     - [ ] Rehearse with sam @sam 2027-01-01\n- [x] Measure @sam 2026-01-01\n";

#[test]
fn documents_and_open_actions_change_hands() {
    let site = folder(&[
        ("content/people.toml", PEOPLE),
        ("content/briefs/pay.md", BRIEF),
        ("content/retros/look.md", RETRO),
        ("content/briefs/other.md", "+++\nowner = \"ana\"\n+++\n# Other, not sam's\n"),
    ]);
    let rehearsed = run(site.path(), &["reassign", "-n", "Sam Weller", "ana"]);
    assert_eq!(rehearsed.code(), 0, "{}", rehearsed.stderr());
    assert_eq!(rehearsed.stdout(), "content/briefs/pay.md\ncontent/retros/look.md\n");
    assert_eq!(read(site.path(), "content/briefs/pay.md"), BRIEF);

    let ran = run(site.path(), &["reassign", "sam", "ana"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert!(
        ran.stderr().contains("Handed over 3 things in 2 files from sam to ana"),
        "{}",
        ran.stderr()
    );
    let brief = BRIEF.replace("owner = \"samw\"", "owner = \"ana\"");
    assert_eq!(read(site.path(), "content/briefs/pay.md"), brief);
    let retro = RETRO
        .replace("owner: Sam Weller", "owner: ana")
        .replace("Rehearse with sam @sam", "Rehearse with sam @ana");
    assert_eq!(read(site.path(), "content/retros/look.md"), retro);

    let again = run(site.path(), &["reassign", "sam", "ana"]);
    assert_eq!((again.code(), again.stdout().as_str()), (0, ""));
}

#[test]
fn nobody_unknown_hands_over_or_takes_over() {
    let site = folder(&[("content/people.toml", PEOPLE), ("content/briefs/pay.md", BRIEF)]);
    for (from, to, told) in [
        ("sam", "anna", "did you mean `ana`?"),
        ("nobody", "ana", "nobody is called `nobody`"),
        ("sam", "samw", "are the same"),
    ] {
        let ran = run(site.path(), &["reassign", from, to]);
        assert_eq!(ran.code(), 2, "{}", ran.stderr());
        assert!(ran.stderr().contains(told), "{}", ran.stderr());
    }
    assert_eq!(read(site.path(), "content/briefs/pay.md"), BRIEF);
}

#[test]
fn a_name_that_no_mark_can_hold_takes_nothing_over() {
    let retro = "# Look back\n\n## Actions\n\n- [ ] Rehearse @ravi 2027-01-01\n";
    let site = folder(&[("content/retros/look.md", retro)]);
    for name in ["Ana Ito", "@ana", "", "ana."] {
        let ran = run(site.path(), &["reassign", "ravi", name]);
        assert_eq!(ran.code(), 2, "{name}: {}", ran.stderr());
        assert_eq!(read(site.path(), "content/retros/look.md"), retro, "{name}");
    }
    assert_eq!(run(site.path(), &["reassign", "ravi", "ana-ito"]).code(), 0);
    assert_eq!(read(site.path(), "content/retros/look.md"), retro.replace("ravi", "ana-ito"));
}
