//! Copies of the default theme's files, and what is told of them after an upgrade.

use std::path::Path;

use throughline::id::Digest;

use crate::pages::{build, findings};
use crate::support::{folder, read, run, write};

const COPY: &str = "themes/own/templates/people.html";
const KEPT: &str = "themes/own/.originals/templates/people.html";

fn site() -> tempfile::TempDir {
    let config = "title = \"T\"\n[theme]\nname = \"own\"\n";
    let site = folder(&[("throughline.toml", config), ("content/how.md", "# How\n\nSo.\n")]);
    write(
        site.path(),
        "themes/own/theme.toml",
        format!("data-model = {}\n", throughline::theme::DATA_MODEL),
    );
    site
}

/// Ejects a template as if from an earlier version, whose text had other lines.
fn ejected_before(root: &Path, old: impl Fn(&str) -> String) {
    assert_eq!(run(root, &["theme", "eject", "people"]).code(), 0);
    let (copy, original) = (read(root, COPY), read(root, KEPT));
    let (line, text) = copy.split_once('\n').unwrap();
    let at = line.find(", hash ").unwrap() + ", hash ".len();
    let before = old(&original);
    let hash = &format!("{:032x}", Digest::of(before.as_bytes()).0)[..16];
    let line = format!("{}{hash}{}", &line[..at], &line[at + 16..]);
    write(root, COPY, format!("{line}\n{}", old(text)));
    write(root, KEPT, before);
}

/// Returns the findings about the copy, as severity and message.
fn told(root: &Path) -> Vec<(String, String)> {
    let word = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let of = findings(root, &[]).into_iter().filter(|finding| finding["code"] == "TL018");
    of.map(|finding| (word(&finding, "severity"), word(&finding, "message"))).collect()
}

#[test]
fn a_file_of_the_default_theme_is_copied_and_never_written_over() {
    let site = site();
    let root = site.path();
    let plain = build(root, &[]).page("how.html").text("body");
    let ran = run(root, &["theme", "eject", "templates/people.html", "style.css", "theme.js"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    let wanted = format!("{COPY}\nthemes/own/style.css\nthemes/own/theme.js\n");
    assert_eq!(ran.stdout(), wanted);
    assert!(read(root, COPY).starts_with("{#- Ejected from Throughline "));
    assert!(read(root, "themes/own/style.css").starts_with("/* Ejected from Throughline "));
    assert!(read(root, "themes/own/theme.js").starts_with("// Ejected from Throughline "));
    assert_eq!(told(root), []);
    let built = build(root, &["--strict"]);
    assert_eq!(built.page("how.html").text("body"), plain);
    // The originals are for comparing, not for readers.
    assert!(built.files.keys().all(|path| !path.contains("originals")), "they are published");
    let (_, original) =
        read(root, COPY).split_once('\n').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    assert_eq!(read(root, KEPT), original);

    write(root, COPY, "mine");
    let again = run(root, &["theme", "eject", "people.html", "404"]);
    assert_eq!(again.code(), 2);
    assert!(again.stderr().contains(&format!("`{COPY}` is there already")), "{}", again.stderr());
    assert_eq!(read(root, COPY), "mine");
    assert!(!root.join("themes/own/templates/404.html").exists(), "half of it was done");
}

#[test]
fn a_name_that_means_no_file_is_refused_with_the_nearest() {
    let site = site();
    let ran = run(site.path(), &["theme", "eject", "templates/peple.html"]);
    assert_eq!(ran.code(), 2);
    assert!(ran.stderr().contains("did you mean `templates/people.html` or"), "{}", ran.stderr());
    let listed = run(site.path(), &["theme", "list"]).stdout();
    assert!(listed.lines().any(|line| line == "templates/people.html"), "{listed}");
    assert!(listed.contains("\ntheme.toml  themes/own/theme.toml\n"), "{listed}");
}

#[test]
fn a_copy_whose_original_changed_is_told_with_the_lines_until_it_is_confirmed() {
    let site = site();
    let root = site.path();
    ejected_before(root, |text| {
        text.replace("<div class=\"teams\">", "<div class=\"groups\">\n<hr>")
    });
    let message = "the original of `templates/people.html` has changed since it was copied";
    assert_eq!(told(root), [("warning".to_owned(), message.to_owned())]);
    let checked = run(root, &["check"]);
    let stderr = checked.stderr();
    for part in [
        &format!("--> {COPY}:1:1"),
        "throughline theme confirm templates/people.html",
        "-<div class=\"groups\">",
        "-<hr>",
        "+<div class=\"teams\">",
        "@@ -",
    ] {
        assert!(stderr.contains(part), "{part} is not in\n{stderr}");
    }
    assert!(!stderr.contains("- {%- for team") && !stderr.contains("+{%- for team"), "{stderr}");
    assert_eq!(run(root, &["build"]).code(), 0);
    assert_eq!(run(root, &["check", "--strict"]).code(), 1);

    let changed = read(root, COPY).replace("<hr>", "<hr class=\"mine\">");
    write(root, COPY, &changed);
    let ran = run(root, &["theme", "confirm", "people"]);
    assert_eq!((ran.code(), ran.stdout()), (0, format!("{COPY}\n")), "{}", ran.stderr());
    assert_eq!(told(root), []);
    let own = |text: &str| text.split_once('\n').unwrap().1.to_owned();
    assert_eq!(own(&read(root, COPY)), own(&changed), "what the site wrote stays");
    assert_eq!(run(root, &["check", "--strict"]).code(), 0);
}

#[test]
fn without_the_kept_original_the_hash_still_warns() {
    let site = site();
    let root = site.path();
    ejected_before(root, |text| text.replace("class=\"teams\"", "class=\"groups\""));
    std::fs::remove_file(root.join(KEPT)).unwrap();
    assert_eq!(told(root).len(), 1);
    let stderr = run(root, &["check"]).stderr();
    assert!(stderr.contains("throughline theme eject templates/people.html"), "{stderr}");
    // The remedy that it names can be done.
    let aside = root.join("mine.html");
    std::fs::rename(root.join(COPY), &aside).unwrap();
    assert_eq!(run(root, &["theme", "eject", "templates/people.html"]).code(), 0);
    assert_eq!(told(root), []);
}

#[test]
fn a_first_line_without_a_hash_is_a_note() {
    let site = site();
    let root = site.path();
    ejected_before(root, |text| text.replace("class=\"teams\"", "class=\"groups\""));
    let copy = read(root, COPY);
    let (line, text) = copy.split_once('\n').unwrap();
    for (first, words) in [
        (String::new(), "was a copy and does not say of which original"),
        ("{# our people page #}\n".to_owned(), "was a copy and does not say of which original"),
        (
            format!("{}\n", line.replace(", hash ", ", hash zz")),
            "is a copy that does not say of which original",
        ),
    ] {
        write(root, COPY, format!("{first}{text}"));
        let message = format!("`templates/people.html` {words}");
        assert_eq!(told(root), [("info".to_owned(), message)], "{first}");
    }
    let strict = run(root, &["check", "--strict"]);
    assert_eq!(strict.code(), 0, "{}", strict.stderr());
    assert_eq!(run(root, &["theme", "confirm", "people"]).code(), 0);
    assert_eq!(told(root), []);
}

#[test]
fn a_file_that_is_no_copy_and_one_without_an_original_any_more() {
    let site = site();
    let root = site.path();
    write(root, COPY, "{% extends \"throughline/people.html\" %}");
    assert_eq!(told(root), []);
    let line =
        "{#- Ejected from Throughline 0.0.1: templates/crew.html, hash 0123456789abcdef -#}\n";
    write(root, "themes/own/templates/crew.html", line);
    let message = "the default theme has no `templates/crew.html` any more";
    assert_eq!(told(root), [("warning".to_owned(), message.to_owned())]);
}
