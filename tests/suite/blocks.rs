//! Pictures and code on pages, and what an edit of them changes.

use throughline::pipeline::Pipeline;

use crate::pages::{build, options, render};
use crate::support::{folder, write};

/// Returns the head of a PNG of a size.
fn png(width: u32, height: u32) -> Vec<u8> {
    let head: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    [head, &width.to_be_bytes(), &height.to_be_bytes(), b"\x08\x06\0\0\0"].concat()
}

#[test]
fn pictures_keep_their_room_and_show_their_titles() {
    let site = folder(&[(
        "content/a.md",
        "# A\n\nFirst.\n\n![A till](till.png \"The till of *1998*\")\n\nSee ![it](till.png \"Small\") \
         and ![no size](odd.png).\n\n![By day](till.png#gh-light-mode-only)\
         ![By night](night.svg#gh-dark-mode-only)\n\n![There](https://e.example/a.png \"Elsewhere\")\n",
    )]);
    write(site.path(), "content/till.png", png(640, 480));
    write(site.path(), "content/night.svg", "<svg viewBox=\"0 0 30 20\"></svg>");
    write(site.path(), "content/odd.png", "no picture");
    let built = build(site.path(), &[]);
    let page = built.page("a.html");
    let facts = |selector: &str| -> Vec<String> {
        let names = ["src", "alt", "title", "class", "width", "height", "loading"];
        let of = |element: scraper::ElementRef<'_>| {
            names.map(|name| element.attr(name).unwrap_or("-").to_owned()).join(" | ")
        };
        page.all(selector).into_iter().map(of).collect()
    };
    assert_eq!(
        facts("main img"),
        [
            "till.png | A till | - | - | 640 | 480 | lazy",
            "till.png | it | Small | - | 640 | 480 | lazy",
            "odd.png | no size | - | - | - | - | lazy",
            "till.png | By day | - | only-light | 640 | 480 | lazy",
            "night.svg | By night | - | only-dark | 30 | 20 | lazy",
        ]
    );
    assert_eq!(page.texts("main figure > figcaption"), ["The till of *1998*"]);
    assert_eq!(page.texts("main p > a[href^='https://e.example']"), ["There"]);
}

#[test]
fn a_changed_picture_changes_the_page_that_shows_it() {
    let site = folder(&[
        ("content/a.md", "# A\n\n![A till](till.png)\n"),
        ("content/b.md", "# B\n\nNo picture.\n"),
    ]);
    write(site.path(), "content/till.png", png(640, 480));
    let mut pipeline = Pipeline::open(options(site.path())).unwrap();
    let before = render(&pipeline.rebuild(None).unwrap());
    write(site.path(), "content/till.png", png(64, 48));
    let touched = [site.path().canonicalize().unwrap().join("content/till.png")];
    let after = render(&pipeline.rebuild(Some(&touched)).unwrap());
    let changed: Vec<&String> = after
        .files
        .iter()
        .filter(|(path, bytes)| before.files.get(*path) != Some(*bytes))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(changed, ["a.html", "till.png"]);
    assert!(after.text("a.html").contains("width=\"64\" height=\"48\""));
}

#[test]
fn code_in_an_answer_changes_on_every_page_that_shows_it() {
    let brief = |code: &str| {
        format!(
            "# Pay\n\n## Questions\n\n### How? @mina 2026-01-02 {{answered=2026-01-03}}\n\n```rust\n{code}\n```\n"
        )
    };
    let people = "[people.mina]\nname = \"Mina\"\n";
    let site = folder(&[
        ("content/briefs/pay.md", brief("let a = 1;").as_str()),
        ("content/people.toml", people),
    ]);
    let mut pipeline = Pipeline::open(options(site.path())).unwrap();
    let before = render(&pipeline.rebuild(None).unwrap());
    let shown = before.holding("class=\"hl-keyword\">let<").len();
    write(site.path(), "content/briefs/pay.md", brief("let b = 2;"));
    let touched = [site.path().canonicalize().unwrap().join("content/briefs/pay.md")];
    let after = render(&pipeline.rebuild(Some(&touched)).unwrap());
    let clean = render(&Pipeline::open(options(site.path())).unwrap().rebuild(None).unwrap());
    assert!(after.files == clean.files, "a rebuild differs from a build");
    assert!(shown > 1, "the answer is shown on {shown} pages");
    assert_eq!(after.holding("let</span> a").len(), 0);
}
