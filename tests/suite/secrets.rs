//! What is hidden leaves no trace: canary words in every place that can be hidden, searched for in every
//! byte and file name of the output.
//!
//! All canaries are birds, which no page has a reason to name.

use crate::pages::{Built, build, files, findings};
use crate::support::{folder, read, run, write};

/// Who may see what a canary marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Seen {
    /// With `--audience leadership`.
    ByLeadership,
    /// With `--drafts`, which shows what comes later or is over, too.
    AsDraft,
    /// With either.
    ByEither,
    /// By nobody, whatever is asked.
    Never,
}

/// Each canary, who sees it, and what it marks.
const CANARIES: &[(&str, Seen, &str)] = &[
    ("flamingo", Seen::ByLeadership, "the text of a hidden section"),
    ("jackdaw", Seen::ByLeadership, "a link definition that only a hidden section uses"),
    ("heron", Seen::ByLeadership, "a footnote that only a hidden section refers to"),
    ("goshawk", Seen::ByLeadership, "a heading in a hidden section"),
    ("quail", Seen::ByLeadership, "a person named in a hidden heading only"),
    ("bittern", Seen::ByLeadership, "a picture that only a hidden section shows"),
    ("wagtail", Seen::ByLeadership, "an item of a hidden section"),
    ("osprey", Seen::ByEither, "a person named in hidden places only"),
    ("pelican", Seen::ByEither, "the team of that person"),
    (
        "albatross",
        Seen::ByLeadership,
        "an objective of a hidden vision, which an open brief serves",
    ),
    ("cormorant", Seen::ByLeadership, "a lesson of a hidden retro, which an open brief applies"),
    ("puffin", Seen::ByLeadership, "the text of a hidden retro"),
    ("razorbill", Seen::ByLeadership, "the last word of a hidden retro"),
    ("parakeet", Seen::AsDraft, "the title, id and file name of a draft"),
    ("toucan", Seen::AsDraft, "the tag of a draft"),
    ("magpie", Seen::AsDraft, "the alias of a draft"),
    ("nuthatch", Seen::AsDraft, "the sentence of a draft around its link to an open brief"),
    ("kestrel", Seen::AsDraft, "a heading of a draft, to which the home page links"),
    ("starling", Seen::AsDraft, "the promise of a draft"),
    ("moorhen", Seen::AsDraft, "a picture that only a draft shows"),
    ("gannet", Seen::AsDraft, "a draft of a KPI that open and hidden things measure"),
    ("4320905", Seen::AsDraft, "a value of that KPI"),
    ("sandpiper", Seen::AsDraft, "the title of a document of tomorrow"),
    ("turnstone", Seen::AsDraft, "the tag of a document of tomorrow"),
    ("dotterel", Seen::AsDraft, "the title of a document whose last day is over"),
    ("lapwing", Seen::Never, "a picture that nothing shows"),
    ("nightjar", Seen::Never, "a comment in a text"),
    ("whimbrel", Seen::Never, "a column of a data file that no KPI uses"),
    ("curlew", Seen::Never, "a cell of that column"),
    ("dunlin", Seen::Never, "a row of a data file that no KPI uses"),
    ("77.77", Seen::Never, "the value of that row"),
    ("61.61", Seen::Never, "a value of a data file that no KPI names"),
    ("greylag", Seen::Never, "the reason of a suppression in a draft"),
];

const SITE: &[(&str, &str)] = &[
    (
        "throughline.toml",
        r##"title = "Ours"
base-url = "https://handbook.example/"
edit-url = "https://forge.example/edit/{path}#L{line}"
as-of = 2026-11-22
people-pages = "full"

[audiences]
leadership = "Leadership"
board = "The board"

[[checks.allow]]
rule = "TL804"
path = "briefs/parakeet.md"
reason = "Greylag stays where it is"
"##,
    ),
    (
        "content/people.toml",
        r##"[people.mina]
name = "Mina"
discipline = "product"
[people.ravi]
name = "Ravi"
discipline = "engineering"
[people.osprey]
name = "Osprey"
discipline = "product"
team = "pelican"
[people.quail]
name = "Quail"
[teams.pelican]
name = "Pelican"
"##,
    ),
    (
        "content/index.md",
        r##"# Ours

Read [the open one](briefs/open.md), [what comes](briefs/parakeet.md), [a picture of it](briefs/parakeet.md#kestrel) and [the talk](retros/secret.md).

<!-- Nightjar -->

![a picture](public.svg)
"##,
    ),
    (
        "content/briefs/open.md",
        r##"+++
owner = "mina"
serves = ["checkout", "albatross"]
see-also = "parakeet"
depends-on = "parakeet"
accepted = 2026-02-01
proposed = 2026-01-10
+++
# Pay without an account

Read [the plan](parakeet.md) or [](parakeet.md) or [[parakeet|the other plan]] or [the lesson](../retros/secret.md#cormorant).

## User problem

People leave.

## Desired outcomes

People stay.

## KPI impact

- Drop-off falls [[drop-off]] -6 by 2026-12-30

## Questions

### Why now? @mina 2026-02-02 {in=parakeet}

Because.

## Lessons applied

- We did it [[secret#cormorant]]

## Risks {visible-to=leadership}

The merger with Flamingo is near, says [the record][rec]. See [the vision](../visions/vision.md).[^heron] Hidden ![chart](hidden-bittern.svg)

### Goshawk leaves @quail

[^heron]: A footnote about Heron.

[rec]: https://jackdaw.example/

## Concerns {visible-to=leadership}

### Wagtail is not ready @osprey 2026-02-03

It needs [[drop-off]].

## Non-goals

Nothing else.
"##,
    ),
    (
        "content/briefs/parakeet.md",
        r##"+++
title = "Parakeet is the plan"
draft = true
owner = "osprey"
tags = ["toucan"]
aliases = ["old-magpie"]
supersedes = "open"
reworks = [{ brief = "open", cause = "miscommunication" }]
accepted = 2026-05-05
summary = "About the Parakeet."
+++
Mentions [the open one](open.md) beside Nuthatch.

![of it](of-draft-moorhen.svg)

## Kestrel

A word.

## KPI impact

- Starling moves [[drop-off]] -3 by 2026-12-30
"##,
    ),
    (
        "content/briefs/future.md",
        r##"+++
title = "Sandpiper comes"
publish-on = 2026-11-23
accepted = 2026-05-06
tags = ["turnstone"]
+++
Mentions [the open one](open.md) too.
"##,
    ),
    (
        "content/briefs/past.md",
        r##"+++
title = "Dotterel went"
expires-on = 2026-11-01
accepted = 2026-05-07
+++
Mentions [the open one](open.md) too.
"##,
    ),
    (
        "content/visions/vision.md",
        r##"+++
owner = "mina"
+++
# Paying is short

## Product vision

Short.

## Target audience

All.

## Business objectives

### Fewer give up [[drop-off]] 25 by 2027-12-31 {#checkout}

Text.
"##,
    ),
    (
        "content/visions/hidden.md",
        r##"+++
owner = "mina"
visible-to = "leadership"
+++
# The Albatross vision

## Product vision

Long.

## Target audience

Few.

## Business objectives

### Albatross rises [[gannet]] 5 by 2027-12-31 {#albatross}

Text.
"##,
    ),
    (
        "content/retros/secret.md",
        r##"+++
title = "Cormorant looked back"
visible-to = ["leadership"]
reviews = "open"
held = 2026-06-01
facilitator = "mina"
+++
## What went well

Puffin.

## What could have been better

Razorbill.

## Lessons

- Cormorant first (change) {#cormorant}

## Outcomes

- Drop-off [[drop-off]] 30.5 {on=2026-06-30}
"##,
    ),
    (
        "content/kpis/drop-off.md",
        r##"+++
title = "Drop-off"
unit = "%"
direction = "down"
owner = "mina"
period = "month"
counter = "gannet"
target = { value = 25.0, by = 2027-12-31 }
source = { file = "drop-off.csv", where = { step = "pay" } }
+++
A number.
"##,
    ),
    (
        "content/kpis/gannet.md",
        r##"+++
title = "Gannet index"
unit = "€"
direction = "up"
owner = "mina"
period = "month"
draft = true
target = { value = 5, by = 2027-12-31 }
+++
"##,
    ),
    ("content/public.svg", SVG),
    ("content/briefs/hidden-bittern.svg", SVG),
    ("content/briefs/unused-lapwing.svg", SVG),
    ("content/briefs/of-draft-moorhen.svg", SVG),
    ("content/kpis/loose.csv", "date,value\n2025-01-01,61.61\n"),
];

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>seen</title></svg>";

fn site() -> tempfile::TempDir {
    let site = folder(SITE);
    let rows = (1..=12).map(|month| {
        format!(
            "2025-{month:02}-01,pay,3{}.5,curlew\n2025-{month:02}-01,dunlin,77.77,x\n",
            month % 4
        )
    });
    let series = ["date,step,value,whimbrel\n".to_owned()].into_iter().chain(rows);
    write(site.path(), "content/kpis/drop-off.csv", series.collect::<String>());
    let rows = (1..=12).map(|month| format!("2025-{month:02}-01,{}\n", 4_320_900 + month));
    let series = ["date,value\n".to_owned()].into_iter().chain(rows);
    write(site.path(), "content/kpis/gannet.csv", series.collect::<String>());
    site
}

/// Asserts that exactly those canaries are in a site whose audience is among those named.
fn assert_seen(built: &Built, by: &[Seen]) {
    for (canary, seen, what) in CANARIES {
        let places = built.holding(canary);
        if by.contains(seen) {
            assert!(!places.is_empty(), "`{canary}` should be seen: {what}");
        } else {
            assert!(places.is_empty(), "`{canary}` leaked into {places:?}: {what}");
        }
    }
}

#[test]
fn nothing_hidden_is_in_any_byte_or_file_name_of_the_output() {
    let built = build(site().path(), &[]);
    let open = built.holding("Pay without an account");
    assert!(open.len() > 5 && open.contains(&"throughline.json"), "{open:?}");
    assert_seen(&built, &[]);
}

#[test]
fn an_audience_sees_what_is_marked_for_it_and_nothing_else() {
    let site = site();
    let leadership = build(site.path(), &["--audience", "leadership"]);
    assert_seen(&leadership, &[Seen::ByLeadership, Seen::ByEither]);
    assert_seen(&build(site.path(), &["--audience", "board"]), &[]);
}

#[test]
fn drafts_are_published_to_those_who_ask() {
    let drafts = build(site().path(), &["--drafts"]);
    assert_seen(&drafts, &[Seen::AsDraft, Seen::ByEither]);
}

#[test]
fn what_becomes_hidden_leaves_the_output_of_the_build_before() {
    let site = site();
    let open = read(site.path(), "content/briefs/open.md");
    write(site.path(), "content/briefs/open.md", open.replace("People leave.", "Oystercatcher."));
    assert_eq!(run(site.path(), &["build"]).code(), 0);
    let output = site.path().join("public");
    assert!(!Built { files: files(&output) }.holding("oystercatcher").is_empty());
    write(
        site.path(),
        "content/briefs/open.md",
        open.replace("+++\nowner", "+++\ndraft = true\nowner"),
    );
    assert_eq!(run(site.path(), &["build"]).code(), 0);
    let built = Built { files: files(&output) };
    assert_eq!(built.holding("oystercatcher"), Vec::<&str>::new());
    assert_eq!(built.holding("Pay without an account"), Vec::<&str>::new());
    assert_seen(&built, &[]);
}

#[test]
fn a_link_to_something_hidden_becomes_its_words() {
    let built = build(site().path(), &[]);
    let home = built.page("index.html");
    let sentence = "Read the open one, what comes, a picture of it and the talk.";
    assert!(home.texts(".prose p").contains(&sentence.to_owned()), "{:?}", home.texts(".prose p"));
    let ways: Vec<_> = home.all(".prose a").iter().map(|link| link.attr("href").unwrap()).collect();
    assert_eq!(ways, ["briefs/open.html"]);
    let brief = built.page("briefs/open.html");
    assert!(brief.texts(".prose p")[0].starts_with("Read the plan or"));
    assert_eq!(brief.all(".prose p a").len(), 0);
    // What it serves or depends on is not said, either.
    assert_eq!(brief.ways(".why", "Fewer give up").len(), 1);
    assert!(!brief.texts(".relations dt").contains(&"Depends on".to_owned()));
    assert!(!brief.texts(".relations dt").contains(&"Superseded by".to_owned()));
}

#[test]
fn words_that_tell_a_hidden_title_are_an_error_at_their_place() {
    let site = folder(&[
        ("throughline.toml", "title = \"Ours\"\n[audiences]\nleadership = \"Leadership\"\n"),
        ("content/index.md", "# Ours\n\nSee [Pricing of next year](pricing.md), soon.\n"),
        ("content/pricing.md", "+++\nvisible-to = \"leadership\"\n+++\n# Pricing of next year\n"),
    ]);
    let told = findings(site.path(), &[]);
    let told: Vec<_> = told.iter().filter(|finding| finding["code"] == "TL805").collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["severity"], "error");
    assert_eq!(told[0]["path"], "content/index.md");
    assert_eq!(told[0]["line"], 3);
    assert_eq!(run(site.path(), &["build"]).code(), 1);
    assert!(!site.path().join("public").exists());
    // In the words of the author it is no error, once they say something else.
    write(site.path(), "content/index.md", "# Ours\n\nSee [this](pricing.md), soon.\n");
    assert_eq!(run(site.path(), &["build"]).code(), 0);
    assert_eq!(build(site.path(), &[]).holding("pricing"), Vec::<&str>::new());
}

#[test]
fn braces_that_hide_nothing_publish_nothing() {
    for heading in [
        "Layoffs {visible-to=leadership}.",
        "Layoffs {visible-to=\"leadership\"} more",
        "Layoffs {visible-to=leadership",
        "Layoffs *{visible-to=leadership}*",
    ] {
        let text = format!("# Ours\n\n## {heading}\n\nThe nightjar sings.\n");
        let site = folder(&[
            ("throughline.toml", "title = \"Ours\"\n[audiences]\nleadership = \"Leadership\"\n"),
            ("content/index.md", &text),
        ]);
        assert_eq!(run(site.path(), &["build"]).code(), 1, "{heading}");
        assert!(!site.path().join("public").exists(), "{heading}");
    }
    let site = folder(&[
        ("throughline.toml", "title = \"Ours\"\n[audiences]\nleadership = \"Leadership\"\n"),
        (
            "content/index.md",
            "# Ours\n\n## Layoffs {visible-to=leadership} {#off}\n\nThe nightjar sings.\n",
        ),
    ]);
    assert_eq!(build(site.path(), &[]).holding("nightjar"), Vec::<&str>::new());
}

#[test]
fn an_item_of_nothing_but_a_hidden_reference_does_not_tell_its_name() {
    let site = folder(&[
        ("throughline.toml", "title = \"Ours\"\n"),
        ("content/kpis/nightjar.md", "+++\ndraft = true\n+++\n# Calls at night\n"),
        ("content/retros/look.md", "# A look back\n\n## Outcomes\n\n- [[nightjar]] 7654\n"),
    ]);
    let built = build(site.path(), &[]);
    assert_eq!(built.holding("nightjar"), Vec::<&str>::new());
    assert_eq!(built.page("retros/look.html").all("#outcome").len(), 1);
}

#[test]
fn a_page_that_begins_with_a_section_says_its_first_words_once() {
    let site = folder(&[
        ("throughline.toml", "title = \"Ours\"\n"),
        ("content/briefs/pay.md", "# Pay\n\n## Problem\n\nThe nightjar sings.\n"),
    ]);
    let page = build(site.path(), &[]).page("briefs/pay.html").texts("main p");
    let said = page.iter().filter(|text| text.contains("nightjar")).count();
    assert_eq!(said, 1, "{page:?}");
}
