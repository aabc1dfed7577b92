//! `throughline pin`: what a brief serves is noted, what changes is told, and pinning again answers it.

use crate::support::{folder, read, run, write};

const VISION: &str = "# Vision\n\n## Business objectives\n\n### Fewer give up [[drop-off]] 35 by 2026-12-31 {#checkout}\n\n\
                      Nothing is worth as much.\n\n### Buyers come back, \"often\" {#come-back}\n";
const KPI: &str = "+++\nunit = \"%\"\n+++\n# Drop-off\n";
const PAY: &str = "\u{feff}+++\r\nserves = [\"checkout\", \"come-back\"] # both\r\naccepted = 2026-02-03\r\n[links]\r\nticket = \"https://a.example\"\r\n+++\r\n# Pay\r\n";
const WISH: &str =
    "---\nserves: checkout\naccepted: 2026-02-03\n---\n# Wish lists\n\nKeep  this \n";

fn site() -> tempfile::TempDir {
    folder(&[
        ("throughline.toml", "title = \"Handbook\"\nas-of = 2026-03-01\n"),
        ("content/visions/v.md", VISION),
        ("content/kpis/drop-off.md", KPI),
        ("content/briefs/pay.md", PAY),
        ("content/briefs/wish.md", WISH),
        ("content/briefs/none.md", "+++\nserves = \"none\"\nbecause = \"x\"\n+++\n# None\n"),
        ("content/briefs/lost.md", "+++\nserves = \"chekout\"\n+++\n# Lost\n"),
    ])
}

/// Returns a text without the digests, whose digits are of no interest.
fn without_digests(text: &str) -> String {
    let mut parts = text.split("hash");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (before, rest) = part.split_once('"').unwrap();
        let (digits, rest) = rest.split_once('"').unwrap();
        assert!(
            digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
            "{digits}"
        );
        out += &format!("hash{before}\"…\"{rest}");
    }
    out
}

/// Returns the findings of TL802.
fn suspects(site: &tempfile::TempDir) -> Vec<String> {
    let told = run(site.path(), &["check"]).stderr();
    told.lines().filter(|line| line.contains("[TL802]")).map(str::to_owned).collect()
}

#[test]
fn what_a_brief_serves_is_noted_and_nothing_else_changes() {
    let site = site();
    let ran = run(site.path(), &["pin", "wish", "brief:pay", "wish"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert_eq!(ran.stdout(), "content/briefs/wish.md\ncontent/briefs/pay.md\n");
    assert!(ran.stderr().contains("Pinned 3 objectives in 2 briefs"), "{}", ran.stderr());
    let line = "serves = [\"checkout\", \"come-back\"] # both\r\n";
    let pinned = "pinned = [\r\n  { target = \"checkout\", date = 2026-03-01, title = \"Fewer give up\", \
                  measure = \"drop-off 35 by 2026-12-31\", hash = \"…\" },\r\n  { target = \"come-back\", \
                  date = 2026-03-01, title = \"Buyers come back, \\\"often\\\"\", hash = \"…\" },\r\n]\r\n";
    let wanted = PAY.replace(line, &format!("{line}{pinned}"));
    assert_eq!(without_digests(&read(site.path(), "content/briefs/pay.md")), wanted);
    let line = "serves: checkout\n";
    let pinned = "pinned: [{ target: \"checkout\", date: 2026-03-01, title: \"Fewer give up\", \
                  measure: \"drop-off 35 by 2026-12-31\", hash: \"…\" }]\n";
    let wanted = WISH.replace(line, &format!("{line}{pinned}"));
    assert_eq!(without_digests(&read(site.path(), "content/briefs/wish.md")), wanted);
    assert_eq!(suspects(&site), [""; 0]);
}

#[test]
fn what_changes_is_told_until_it_is_pinned_again() {
    let site = site();
    assert_eq!(run(site.path(), &["pin", "pay", "wish"]).code(), 0);
    write(site.path(), "content/visions/v.md", VISION.replace(" 35 by", " 30 by"));
    let told = |id| {
        format!("warning[TL802]: `checkout`'s target changed 35 % → 30 % after `{id}` was pinned")
    };
    assert_eq!(suspects(&site), [told("pay"), told("wish")]);

    assert_eq!(run(site.path(), &["build"]).code(), 1);
    write(site.path(), "content/briefs/lost.md", "# Found\n");
    assert_eq!(run(site.path(), &["build"]).code(), 0);
    let brief = read(site.path(), "public/briefs/pay.html");
    let words = "target changed 35\u{a0}% → 30\u{a0}%";
    assert!(brief.contains(words) && brief.contains("pinned on 1 Mar 2026"), "no banner: {brief}");
    let objective = read(site.path(), "public/objectives/checkout.html");
    assert!(objective.contains("On what this was before rest"), "no banner: {objective}");
    for title in ["Pay", "Wish lists"] {
        assert!(objective.contains(&format!("{title}</a> ({words} since 1 Mar 2026)")), "{title}");
    }

    let before = read(site.path(), "content/briefs/pay.md");
    assert_eq!(run(site.path(), &["pin", "pay", "--as-of", "2026-03-09"]).code(), 0);
    assert_eq!(suspects(&site), [told("wish")]);
    let wanted = without_digests(&before).replace("2026-03-01", "2026-03-09").replace("35", "30");
    assert_eq!(without_digests(&read(site.path(), "content/briefs/pay.md")), wanted);
}

#[test]
fn what_is_hidden_is_in_no_banner() {
    let site = site();
    write(site.path(), "content/briefs/lost.md", "# Found\n");
    assert_eq!(run(site.path(), &["pin", "pay", "wish"]).code(), 0);
    let hidden =
        VISION.replace(" 35 by", " 30 by").replace("{#checkout}", "{#checkout visible-to=leads}");
    let config = "title = \"Handbook\"\nas-of = 2026-03-01\n[audiences]\nleads = \"Leads\"\n";
    write(site.path(), "throughline.toml", config);
    write(site.path(), "content/visions/v.md", hidden);
    assert_eq!(run(site.path(), &["build"]).code(), 0);
    for page in ["briefs/pay.html", "checks.html", "throughline.json"] {
        let page = read(site.path(), &format!("public/{page}"));
        assert!(!page.contains("Fewer give up") && !page.contains("changed 35"), "{page}");
    }
    // A KPI that is hidden is not named, nor is its level.
    write(site.path(), "content/visions/v.md", VISION.replace(" 35 by", " 30 by"));
    let kpi = KPI.replace("unit", "visible-to = \"leads\"\nunit");
    write(site.path(), "content/kpis/drop-off.md", kpi);
    assert_eq!(run(site.path(), &["build"]).code(), 0);
    let page = read(site.path(), "public/briefs/pay.html");
    assert!(page.contains("measure changed") && !page.contains("changed 35"), "{page}");
    assert!(!read(site.path(), "public/checks.html").contains("TL802"));
}

#[test]
fn what_cannot_be_pinned_is_told_and_nothing_is_written() {
    let site = site();
    for (name, told) in [
        ("wsih", "did you mean `wish`?"),
        ("nothing-like-it", "there is no brief `nothing-like-it`"),
        ("v", "there is no brief `v`"),
        ("#why", "there is no brief `#why`"),
        ("none", "brief `none` serves no objective"),
        ("lost", "`lost` serves `chekout`, which is not there"),
    ] {
        let ran = run(site.path(), &["pin", "pay", name]);
        assert_eq!(ran.code(), 2, "{}", ran.stderr());
        assert!(ran.stderr().contains(told), "{}", ran.stderr());
    }
    assert_eq!(read(site.path(), "content/briefs/pay.md"), PAY);
    let flow = "---\n{ serves: checkout }\n---\n# Flow\n";
    write(site.path(), "content/briefs/flow.md", flow);
    let ran = run(site.path(), &["pin", "pay", "flow"]);
    assert_eq!(ran.code(), 2, "{}", ran.stderr());
    assert!(ran.stderr().contains("content/briefs/flow.md leaves no room"), "{}", ran.stderr());
    assert_eq!(read(site.path(), "content/briefs/pay.md"), PAY);
}
