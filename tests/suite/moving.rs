//! `throughline mv`: a document moves, everything that refers to it follows, old addresses redirect.

use std::path::Path;

use tempfile::TempDir;

use crate::support::{folder, read, run, write};

const CONFIG: &str = "title = \"T\"\nbase-url = \"https://h.example/\"\nas-of = 2026-06-01\n\n\
    [[checks.allow]]\nrule = \"TL201\"\npath = \"briefs/pay.md\"\nreason = \"it is a sample\"\n\n\
    [[checks.allow]]\nrule = \"TL202\"\npath = \"content/briefs/pay.md\"\nreason = \"as findings print it\"\n";
const PAY: &str = "\u{feff}+++\r\naccepted = 2026-01-02\r\nsee-also = 'other' # near\r\n+++\r\n# Pay\r\n\r\n\
    A [plan](../notes/plan.md#how) and [itself](pay.md#who), [[other]], ![b](img/b.png), \
    [c](/briefs/other.md).\r\n\r\n## Questions\r\n\r\n### Who? @ana 2026-01-01 {#who}\r\nAll.\r\n";
const REFERS: &str = "---\nsee-also: [pay, 'briefs/pay', brief:pay, pay#who]\n---\n# Plan\n\n## How\n\n\
    [[pay]] [[briefs/pay#who|x]] [y](../briefs/pay.md#who \"t\") [z](/briefs/pay.md) \
    [[../briefs/pay.md]] [r][r] <a href=\"../briefs/pay.md\">raw</a> [bare](pay)\n\n\
    | A | B |\n|---|---|\n| x | [[pay\\|text]] |\n\n[r]: <../briefs/pay.md>\n\n\
    > ```query\n> kind = brief and document in (pay, briefs/pay,\n> \"brief:pay\", other)\n> ```\n\n\
    ```query\nitem = question and in = pay#who and document = pay\n```\n";

fn site() -> TempDir {
    folder(&[
        ("throughline.toml", CONFIG),
        ("content/briefs/pay.md", PAY),
        ("content/briefs/other.md", "+++\ndepends-on = \"pay\"\n+++\n# Other\n\n[p](pay.md)\n"),
        ("content/briefs/img/b.png", "x"),
        ("content/notes/plan.md", REFERS),
    ])
}

/// Returns what a check finds, without the places.
fn findings(site: &Path) -> Vec<String> {
    let ran = run(site, &["check", "--reminders", "--format", "json"]);
    let words = |line: &str| {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        format!("{} {}", finding["code"], finding["message"])
    };
    let mut findings: Vec<String> = ran.stdout().lines().map(words).collect();
    findings.sort();
    findings
}

fn moves(site: &Path, old: &str, new: &str) -> String {
    let ran = run(site, &["mv", old, new]);
    assert_eq!((ran.code(), ran.stdout()), (0, String::new()), "{}", ran.stderr());
    assert!(!ran.stderr().contains("new finding"), "{}", ran.stderr());
    ran.stderr()
}

/// Demands that an address leads to another by a redirect.
#[track_caller]
fn assert_redirects(site: &Path, from: &str, to: &str) {
    let ran = run(site, &["build"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    let page = read(site, &format!("public/{from}"));
    assert!(page.contains("http-equiv=\"refresh\"") && page.contains(to), "{page}");
    assert!(site.join("public").join(from).parent().unwrap().join(to).is_file(), "{to}");
}

#[test]
fn a_document_gets_another_folder_and_another_name() {
    let site = site();
    let site = site.path();
    let before = findings(site);
    let rehearsed = run(site, &["mv", "-n", "briefs/pay.md", "briefs/2026/guest.md"]);
    assert_eq!(rehearsed.code(), 0, "{}", rehearsed.stderr());
    assert_eq!(read(site, "content/briefs/pay.md"), PAY);

    let told = moves(site, "briefs/pay.md", "briefs/2026/guest.md");
    assert!(told.starts_with("content/briefs/pay.md → content/briefs/2026/guest.md\n"), "{told}");
    assert!(told.contains("content/notes/plan.md:2:12 pay → guest\n"), "{told}");
    assert!(told.contains("content/briefs/pay.md:2:1 + aliases = [\"briefs/pay\"]\n"), "{told}");
    assert_eq!(
        rehearsed.stderr(),
        told.replace("Moved", "Would move").replace("rewrote", "rewrite")
    );
    let pay = PAY
        .replace("+++\r\naccepted", "+++\r\naliases = [\"briefs/pay\"]\r\naccepted")
        .replace("(../notes/", "(../../notes/")
        .replace("(pay.md#who)", "(guest.md#who)")
        .replace("(img/", "(../img/");
    assert_eq!(read(site, "content/briefs/2026/guest.md"), pay);
    let refers = REFERS
        .replace(
            "[pay, 'briefs/pay', brief:pay, pay#who]",
            "[guest, 'briefs/2026/guest', brief:guest, guest#who]",
        )
        .replace("[[pay]]", "[[guest]]")
        .replace("[[pay\\|", "[[guest\\|")
        .replace("(pay)", "(guest)")
        .replace("(pay, ", "(guest, ")
        .replace("\"brief:pay\"", "\"brief:guest\"")
        .replace("in = pay#who and document = pay\n", "in = guest#who and document = guest\n")
        .replace("briefs/pay", "briefs/2026/guest");
    assert_eq!(read(site, "content/notes/plan.md"), refers);
    let other = "+++\ndepends-on = \"guest\"\n+++\n# Other\n\n[p](2026/guest.md)\n";
    assert_eq!(read(site, "content/briefs/other.md"), other);
    let config = CONFIG.replace("briefs/pay.md", "briefs/2026/guest.md");
    assert_eq!(read(site, "throughline.toml"), config);
    assert!(!site.join("content/briefs/pay.md").exists());
    let renamed: Vec<String> =
        before.iter().map(|words| words.replace("`pay`", "`guest`")).collect();
    assert_eq!(findings(site), renamed);
    assert_redirects(site, "briefs/pay.html", "2026/guest.html");

    // Back again: the alias that would be in its own way makes room for the other.
    moves(site, "content/briefs/2026/guest.md", "content/briefs/pay.md");
    assert_eq!(findings(site), before);
    assert_eq!(read(site, "content/notes/plan.md"), REFERS);
    assert_eq!(read(site, "throughline.toml"), CONFIG);
    let back =
        PAY.replace("+++\r\naccepted", "+++\r\naliases = [\"briefs/2026/guest\"]\r\naccepted");
    assert_eq!(read(site, "content/briefs/pay.md"), back);
    assert_redirects(site, "briefs/2026/guest.html", "../pay.html");
}

#[test]
fn a_folder_moves_with_its_files() {
    let site = folder(&[
        ("throughline.toml", "title = \"T\"\nfront-matter = \"yaml\"\nurls = \"files\"\n"),
        (
            "content/deep-dives/store/index.md",
            "# Store\n\n![b](b.png) [more](more.md) [up](../../a.md) [[csat]]\n",
        ),
        (
            "content/deep-dives/store/more.md",
            "---\naliases:\n  - old-more\n---\n# More\n\n[s](index.md)\n",
        ),
        ("content/deep-dives/store/b.png", "x"),
        (
            "content/deep-dives/near.md",
            "# Near\n\n[s](store/) [m](store/more.md) ![b](store/b.png)\n",
        ),
        (
            "content/a.md",
            "# A\n\n[[store]] [[deep-dives/store/more]] [m](deep-dives/store/more.md)\n",
        ),
        ("content/kpis/csat.md", "+++\nunit = \"%\"\n+++\n# Csat\n"),
        ("content/kpis/csat.csv", "date,value\n2026-01-01,3\n2026-02-01,4\n"),
        ("content/kpis/twin.md", "+++\nunit = \"%\"\nsource = \"csat.csv\"\n+++\n# Twin\n"),
    ]);
    let site = site.path();
    let before = findings(site);
    // From the folder in which one stands, into a folder that is there.
    let ran = run(
        &site.join("content/deep-dives"),
        &["mv", "store", "../deep-dives/2026/basket", "-r", "../.."],
    );
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    let index = "---\naliases: [\"deep-dives/store/index\"]\n---\n# Store\n\n![b](b.png) [more](more.md) [up](../../../a.md) [[csat]]\n";
    assert_eq!(read(site, "content/deep-dives/2026/basket/index.md"), index);
    let more = "---\naliases:\n  - old-more\n  - \"deep-dives/store/more\"\n  - \"deep-dives/store/old-more\"\n---\n# More\n\n[s](index.md)\n";
    assert_eq!(read(site, "content/deep-dives/2026/basket/more.md"), more);
    let near = "# Near\n\n[s](2026/basket/) [m](2026/basket/more.md) ![b](2026/basket/b.png)\n";
    assert_eq!(read(site, "content/deep-dives/near.md"), near);
    let a =
        "# A\n\n[[basket]] [[deep-dives/2026/basket/more]] [m](deep-dives/2026/basket/more.md)\n";
    assert_eq!(read(site, "content/a.md"), a);
    assert_redirects(site, "deep-dives/store/index.html", "../2026/basket/index.html");
    assert_redirects(site, "deep-dives/store/old-more.html", "../2026/basket/more.html");

    // A KPI takes its numbers along, and whoever reads them, too, finds them.
    moves(site, "kpis/csat.md", "kpis/shop/glad.md");
    assert!(read(site, "content/kpis/twin.md").contains("source = \"shop/glad.csv\""));
    assert!(read(site, "content/deep-dives/2026/basket/index.md").contains("[[glad]]"));
    assert_redirects(site, "kpis/csat.html", "shop/glad.html");
    let renamed = |words: &String| {
        words
            .replace("csat", "glad")
            .replace("`store`", "`basket`")
            .replace("/store", "/2026/basket")
    };
    let mut expected: Vec<String> = before.iter().map(renamed).collect();
    expected.sort();
    assert_eq!(findings(site), expected);
}

#[test]
fn front_matter_is_made_or_kept_in_its_form() {
    for (before, after) in [
        ("# A\n", "+++\naliases = [\"a.html\"]\n+++\n# A\n"),
        ("\u{feff}# A\r\n", "\u{feff}+++\r\naliases = [\"a.html\"]\r\n+++\r\n# A\r\n"),
        ("", "+++\naliases = [\"a.html\"]\n+++\n"),
        ("+++\naliases = \"x/old\"\n+++\n", "+++\naliases = [\"x/old\", \"a.html\"]\n+++\n"),
        (
            "+++\naliases = [\n  'x/old', # why\n]\n[extra]\na = 1\n+++\n",
            "+++\naliases = [\n  'x/old', \"a.html\", # why\n]\n[extra]\na = 1\n+++\n",
        ),
        ("+++\n[extra]\na = 1\n+++\n", "+++\naliases = [\"a.html\"]\n[extra]\na = 1\n+++\n"),
        ("---\ntitle: A\n---\n", "---\naliases: [\"a.html\"]\ntitle: A\n---\n"),
        ("---\naliases: x/old\n---\n", "---\naliases: [x/old, \"a.html\"]\n---\n"),
        ("---\naliases: [x/old, 'y/o']\n---\n", "---\naliases: [x/old, 'y/o', \"a.html\"]\n---\n"),
        (
            "---\naliases:\r\n- \"x/old\"  # why\r\ntitle: A\r\n---\n",
            "---\naliases:\r\n- \"x/old\"  # why\r\n- \"a.html\"\r\ntitle: A\r\n---\n",
        ),
        ("+++\naliases = [\"a.html\"]\n+++\n", "+++\naliases = [\"a.html\"]\n+++\n"),
    ] {
        let site = folder(&[("content/a.md", before), ("content/b.md", "[[a]]\n")]);
        let before = findings(site.path());
        moves(site.path(), "content/a.md", "content/deep/");
        assert_eq!(read(site.path(), "content/deep/a.md"), after);
        assert!(findings(site.path()).len() <= before.len());
        assert_redirects(site.path(), "a.html", "deep/a.html");
    }
}

#[test]
fn documents_of_the_sample_handbook_may_be_moved() {
    let site = crate::mend::sample();
    let site = site.path();
    for (old, new) in [
        ("briefs/pay.md", "briefs/2026/guest-checkout.md"),
        ("deep-dives/basket-store", "deep-dives/shop/"),
        ("visions/vision-2026.md", "visions/paying.md"),
        ("kpis/checkout-drop-off.md", "kpis/shop/drop-off.md"),
        ("how-we-work.md", "notes/work.md"),
        ("guide/checks.md", "guide/rules/checks.md"),
    ] {
        moves(site, old, new);
    }
    let ran = run(site, &["check", "--strict"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert_redirects(site, "briefs/pay.html", "2026/guest-checkout.html");
    assert_redirects(site, "how-we-work.html", "notes/work.html");
}

#[test]
fn a_query_may_name_an_old_name_and_keeps_it() {
    let asks = "# Asks\n\n```query\nkind = brief and document = old-pay as list\n```\n";
    let site = folder(&[
        ("content/briefs/pay.md", "+++\naliases = [\"old-pay\"]\n+++\n# Pay\n"),
        ("content/asks.md", asks),
    ]);
    let site = site.path();
    moves(site, "briefs/pay.md", "briefs/guest.md");
    assert_eq!(read(site, "content/asks.md"), asks);
    assert_eq!(findings(site).iter().filter(|words| words.contains("TL016")).count(), 0);
    assert_eq!(run(site, &["build"]).code(), 0);
    assert!(read(site, "public/asks.html").contains("briefs/guest.html\">Pay</a>"));
    // In a query this word says that there is nothing.
    write(site, "content/asks.md", "# Asks\n\n```query\nkind = brief and blocks = guest\n```\n");
    let ran = run(site, &["mv", "briefs/guest.md", "briefs/none.md"]);
    assert_eq!(ran.code(), 2, "{}", ran.stderr());
    assert!(ran.stderr().contains("cannot hold `none`"), "{}", ran.stderr());
}

#[test]
fn what_was_pinned_stands_where_documents_move() {
    let site = crate::mend::sample();
    let site = site.path();
    let vision = read(site, "content/visions/vision-2026.md");
    let linked = vision.replace(
        "Four in five say yes.",
        "Four in five say yes. See [[csat]] and [the brief](../briefs/pay.md).",
    );
    assert_ne!(vision, linked);
    write(site, "content/visions/vision-2026.md", linked);
    assert_eq!(run(site, &["pin", "gift-notes"]).code(), 0);
    moves(site, "kpis/csat.md", "kpis/happy-buyers.md");
    moves(site, "kpis/happy-buyers.md", "kpis/shop/glad-buyers.md");
    moves(site, "briefs/pay.md", "briefs/2026/guest-checkout.md");
    moves(site, "visions/vision-2026.md", "visions/paying.md");
    let ran = run(site, &["check", "--strict"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    // What changes afterwards is told by what it is called today.
    let vision = read(site, "content/visions/paying.md");
    write(
        site,
        "content/visions/paying.md",
        vision.replace("[[glad-buyers]] 88", "[[glad-buyers]] 90"),
    );
    let told = run(site, &["check"]).stderr();
    let words = "`glad`'s target changed 88 % → 90 % after `gift-notes` was pinned";
    assert!(told.contains(words), "{told}");
}

#[test]
fn a_name_with_spaces_stands_where_it_can() {
    let site = folder(&[
        ("content/kpis/csat.md", "# Csat\n"),
        (
            "content/briefs/pay.md",
            "+++\nsee-also = ['csat']\n+++\n# Pay\n\n[[csat]] [a](kpi:csat) [b](../kpis/csat.md)\n\n\
             ## KPI impact\n\n- More [[csat]] +3 by 2026-06-01\n",
        ),
    ]);
    let site = site.path();
    let before = findings(site);
    // A link without brackets around its target cannot hold a space.
    let ran = run(site, &["mv", "kpis/csat.md", "kpis/ü csat.md"]);
    assert_eq!(ran.code(), 2, "{}", ran.stderr());
    assert!(ran.stderr().contains("cannot hold `kpi:ü csat`"), "{}", ran.stderr());
    let brief = read(site, "content/briefs/pay.md").replace("[a](kpi:csat) ", "");
    write(site, "content/briefs/pay.md", &brief);
    moves(site, "kpis/csat.md", "kpis/ü csat.md");
    let expected = brief.replace("csat", "ü csat").replace("ü csat.md", "ü%20csat.md");
    assert_eq!(read(site, "content/briefs/pay.md"), expected);
    assert_eq!(findings(site).len(), before.len());
    let ran = run(site, &["mv", "kpis/ü csat.md", "kpis/c#sat.md"]);
    assert!(ran.code() == 2 && ran.stderr().contains("cannot hold"), "{}", ran.stderr());
}

#[test]
fn a_name_that_two_would_have_is_told_apart() {
    let site = folder(&[
        ("content/briefs/pay.md", "# Pay\n"),
        ("content/notes/plan.md", "# Plan\n"),
        ("content/a.md", "# A\n\n[[pay]] and [[plan]] and [[notes/plan]]\n"),
    ]);
    moves(site.path(), "notes/plan.md", "notes/pay.md");
    let a = "# A\n\n[[briefs/pay]] and [[notes/pay]] and [[notes/pay]]\n";
    assert_eq!(read(site.path(), "content/a.md"), a);
}

#[test]
fn what_cannot_be_moved_is_refused_with_the_reason() {
    let site = site();
    let site = site.path();
    write(site, "content/broken.md", "+++\na = \n+++\n");
    write(site, "content/flow.md", "---\n{ title: Flow }\n---\n");
    write(site, "public/.keep", "");
    for (old, new, reason) in [
        (
            "briefs/pay.md",
            "briefs/other.md",
            "there is something at `content/briefs/other.md` already",
        ),
        ("briefs/pay.md", "../elsewhere.md", "is no place for a document"),
        ("briefs/pay.md", "../../elsewhere.md", "is no place for a document"),
        ("briefs/pay.md", "briefs/.hidden.md", "is no place for a document"),
        ("briefs/pay.md", "briefs/guest", "end the name with .md"),
        ("briefs/pay.md", "retros/pay.md", "is a brief, and would be a retro"),
        ("briefs", "pitches", "is a brief, and would be a page"),
        ("briefs", "briefs/old", "lies within `content/briefs`"),
        ("briefs/img/b.png", "briefs/c.png", "is no document, and no folder with one"),
        ("briefs/pya.md", "briefs/c.md", "did you mean `briefs/pay.md`"),
        ("broken.md", "deep/broken.md", "cannot be read"),
        ("flow.md", "deep/flow.md", "add \"flow.html\" to its `aliases` first"),
    ] {
        let ran = run(site, &["mv", old, new]);
        assert_eq!(ran.code(), 2, "{old} {new}: {}", ran.stderr());
        assert!(ran.stderr().contains(reason), "{old} {new}: {}", ran.stderr());
    }
    assert_eq!(read(site, "content/briefs/pay.md"), PAY);
    assert_eq!(read(site, "content/notes/plan.md"), REFERS);
}
