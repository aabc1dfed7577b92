//! What is told to servers, robots and feed readers.

use crate::pages::{Built, build};
use crate::support::folder;

const CONFIG: &str =
    "title = \"T\"\nas-of = 2026-06-01\nbase-url = \"https://handbook.example/team\"\n";

const PEOPLE: &str = "[people.mina]\nname = \"Mina\"\nteam = \"shop\"\n[people.ravi]\nname = \"Ravi\"\n\
    [people.jo]\nname = \"Jo\"\n[teams.shop]\nname = \"Shop\"\n";

fn built(config: &str) -> Built {
    let site = folder(&[
        ("throughline.toml", &format!("{CONFIG}{config}")),
        ("content/people.toml", PEOPLE),
        (
            "content/briefs/pay.md",
            "+++\nowner = \"mina\"\nproposed = 2026-01-10\nshipped = 2026-03-10\n\
             aliases = [\"buy\"]\n+++\n\n# Pay\n",
        ),
        (
            "content/briefs/sell.md",
            "+++\nowner = \"ravi\"\nproposed = 2026-02-10\n+++\n\n# Sell\n\n## Engineering input\n\n\
             ### Slowly @mina 2026-02-12\n\nIt takes a while.\n",
        ),
        ("content/decisions/a.md", "+++\ndecided = 2026-04-01\n+++\n\n# Which way\n"),
    ]);
    build(site.path(), &[])
}

/// Returns the titles of a feed's entries, its own address and the page that it is of.
fn feed(built: &Built, path: &str) -> (Vec<String>, String, String) {
    let text = built.text(path);
    let parts = |from: &str, to: &str| -> Vec<String> {
        let rest = text.split(from).skip(1);
        rest.map(|part| part.split(to).next().unwrap().to_owned()).collect()
    };
    let own = parts("<link rel=\"self\" href=\"", "\"").remove(0);
    let page = parts("<link href=\"", "\"").remove(0);
    (parts("<entry><title>", "</title>"), own, page)
}

#[test]
fn a_folder_and_a_person_have_feeds_of_their_own() {
    let built = built("");
    let base = "https://handbook.example/team/";
    let told = |path: &str| feed(&built, path).0;
    assert_eq!(
        told("feed.xml"),
        ["Decided: Which way", "Shipped: Pay", "Heard: Slowly", "Proposed: Sell", "Proposed: Pay"]
    );
    let (entries, own, page) = feed(&built, "briefs/feed.xml");
    assert_eq!(entries, ["Shipped: Pay", "Heard: Slowly", "Proposed: Sell", "Proposed: Pay"]);
    assert_eq!(own, format!("{base}briefs/feed.xml"));
    assert_eq!(page, format!("{base}briefs/index.html"));
    assert!(built.text("briefs/feed.xml").contains(&format!("href=\"{base}briefs/pay.html\"")));
    assert_eq!(told("decisions/feed.xml"), ["Decided: Which way"]);
    // Who owns something hears of all that happens in it.
    assert_eq!(told("people/mina.xml"), ["Shipped: Pay", "Proposed: Pay"]);
    assert_eq!(told("people/ravi.xml"), ["Heard: Slowly", "Proposed: Sell"]);
    assert!(!built.files.contains_key("people/jo.xml"));

    let feed_of = |page: &str| {
        let link = built.page(page);
        let link = &link.all("link[rel=alternate]")[0];
        (link.attr("href").unwrap().to_owned(), link.attr("title").unwrap().to_owned())
    };
    assert_eq!(feed_of("briefs/index.html"), ("feed.xml".to_owned(), "T: Briefs".to_owned()));
    assert_eq!(feed_of("people/mina.html"), ("mina.xml".to_owned(), "T: Mina".to_owned()));
    assert_eq!(feed_of("briefs/pay.html"), ("../feed.xml".to_owned(), "T".to_owned()));
}

#[test]
fn a_feed_of_a_person_says_no_more_than_their_page() {
    let site = |pages: &str| {
        let site = folder(&[
            ("throughline.toml", &format!("{CONFIG}people-pages = \"{pages}\"\n")),
            (
                "content/briefs/pay.md",
                "+++\nowner = \"mina\"\nproposed = 2026-01-10\n+++\n\n# Pay\n",
            ),
            (
                "content/briefs/old.md",
                "+++\nowner = \"mina\"\nproposed = 2026-01-05\ndeclined = 2026-01-08\n+++\n\n# Old\n",
            ),
            (
                "content/briefs/sell.md",
                "+++\nowner = \"ravi\"\nproposed = 2026-02-10\n+++\n\n# Sell\n\n## Engineering input\n\n\
                 ### Slowly @mina 2026-02-12\n\nIt takes a while.\n",
            ),
        ]);
        build(site.path(), &[])
    };
    // What waits, and what is owned and not over.
    assert_eq!(feed(&site("waiting"), "people/mina.xml").0, ["Proposed: Pay"]);
    // All that is owned, and what was given.
    let full = ["Heard: Slowly", "Proposed: Pay", "Declined: Old", "Proposed: Old"];
    assert_eq!(feed(&site("full"), "people/mina.xml").0, full);
    assert!(site("off").files.keys().all(|path| !path.starts_with("people/")));
}

#[test]
fn a_folder_in_which_something_happened_has_a_feed() {
    let rows: String = (1..=28)
        .map(|day| format!("2026-02-{day:02},{}\n", if day > 20 { 90 } else { 50 + day % 2 }))
        .collect();
    let site = folder(&[
        ("throughline.toml", CONFIG),
        ("content/kpis/glad.md", "+++\nperiod = \"day\"\n+++\n# Glad\n"),
        ("content/kpis/glad.csv", &format!("date,value\n{rows}")),
        (
            "content/surveys/mood.md",
            "+++\nwaves = [{ on = 2026-05-26, file = \"mood.csv\" }]\nquestions = [{ id = \"stay\" }]\n+++\n# Mood\n",
        ),
        ("content/surveys/mood.csv", "group,question,answer,count\nkitchen,stay,yes,9\n"),
        // Nothing of it has happened by now.
        ("content/decisions/a.md", "+++\ndecided = 2026-09-01\n+++\n\n# Which way\n"),
    ]);
    let built = build(site.path(), &[]);
    let (entries, _, page) = feed(&built, "kpis/feed.xml");
    assert!(
        !entries.is_empty() && entries.iter().all(|entry| entry == "Signal: Glad"),
        "{entries:?}"
    );
    assert_eq!(page, "https://handbook.example/team/kpis/index.html");
    assert_eq!(feed(&built, "surveys/feed.xml").0, ["Asked: Mood"]);
    assert!(!built.files.contains_key("decisions/feed.xml"));
    let link = built.page("kpis/index.html");
    assert_eq!(link.all("link[rel=alternate]")[0].attr("href"), Some("feed.xml"));
}

#[test]
fn no_two_feeds_have_one_name() {
    let site = folder(&[
        ("throughline.toml", CONFIG),
        ("content/briefs/pay.md", "+++\nowner = \"briefs\"\nproposed = 2026-01-10\n+++\n\n# Pay\n"),
    ]);
    let built = build(site.path(), &[]);
    let name = |path: &str| {
        let text = built.text(path);
        text.split("<id>").nth(1).unwrap().split("</id>").next().unwrap().to_owned()
    };
    let names = ["feed.xml", "briefs/feed.xml", "people/briefs.xml"].map(name);
    assert!(names[0] != names[1] && names[1] != names[2] && names[0] != names[2], "{names:?}");
}

#[test]
fn only_what_has_a_digest_in_its_name_is_kept_for_ever() {
    let site = folder(&[
        ("throughline.toml", CONFIG),
        ("content/page.md", "# Page\n\n![A logo](assets/logo.svg)\n"),
        ("content/assets/logo.svg", "<svg/>"),
    ]);
    let built = build(site.path(), &[]);
    let assets = built.files.keys().filter(|path| path.starts_with("assets/"));
    let (logo, own): (Vec<&String>, Vec<&String>) =
        assets.partition(|path| *path == "assets/logo.svg");
    assert!(logo.len() == 1 && !own.is_empty());
    let headers = built.text("_headers");
    let kept: Vec<String> = headers
        .split("\n/")
        .filter(|block| block.contains("immutable"))
        .map(|block| block.lines().next().unwrap().to_owned())
        .collect();
    assert_eq!(kept, own.iter().map(|path| format!("team/{path}")).collect::<Vec<_>>());
    let nginx = built.text("nginx.conf");
    let kept: Vec<&str> = nginx
        .split("location ")
        .filter(|block| block.contains("immutable"))
        .map(|block| block.split(" {").next().unwrap())
        .collect();
    assert_eq!(kept, own.iter().map(|path| format!("= /team/{path}")).collect::<Vec<_>>());
}

#[test]
fn feeds_without_an_address_are_relative_to_themselves() {
    let site = folder(&[
        ("throughline.toml", "title = \"T\"\nas-of = 2026-06-01\n"),
        ("content/briefs/pay.md", "+++\nproposed = 2026-01-10\n+++\n\n# Pay\n"),
    ]);
    let (entries, own, page) = feed(&build(site.path(), &[]), "briefs/feed.xml");
    assert_eq!(entries, ["Proposed: Pay"]);
    assert_eq!((own.as_str(), page.as_str()), ("feed.xml", "index.html"));
}

#[test]
fn servers_are_told_the_headers_of_the_preview() {
    let built = built("");
    let headers = built.text("_headers");
    let manual = include_str!("../../content/guide/publishing.md");
    for line in manual.split("```text\n").nth(1).unwrap().split("```").next().unwrap().lines() {
        assert!(headers.contains(&format!("  {line}\n")), "{line}");
        let (name, value) = line.split_once(": ").unwrap();
        let told = format!("add_header {name} \"{}\" always;", value.replace('"', "\\\""));
        let nginx = built.text("nginx.conf");
        assert_eq!(nginx.matches(&told).count(), nginx.matches("\nlocation ").count(), "{told}");
    }
    assert!(headers.starts_with("/team/*\n"));
    let rules: serde_json::Value =
        serde_json::from_str(built.text("speculation-rules.json")).unwrap();
    assert_eq!(rules["prefetch"][0]["where"]["and"][0]["href_matches"], "/team/*");
    assert_eq!(built.text("_redirects"), "/team/briefs/buy.html /team/briefs/pay.html 301\n");
}

#[test]
fn a_handbook_can_ask_to_be_left_out_of_every_list() {
    let (seen, hidden) = (built(""), built("noindex = true\n"));
    let robots = |built: &Built| built.page("briefs/pay.html").all("meta[name=robots]").len();
    assert_eq!((robots(&seen), robots(&hidden)), (0, 1));
    assert!(seen.files.contains_key("sitemap.xml") && !hidden.files.contains_key("sitemap.xml"));
    let is_asked = |built: &Built| built.text("_headers").contains("X-Robots-Tag: noindex");
    assert!(!is_asked(&seen) && is_asked(&hidden));
    // A robot that may not read a page would not see that it asks to be left out.
    assert_eq!(hidden.text("robots.txt"), "User-agent: *\nAllow: /\n");
}
