//! Tests of what only the theme knows.

use std::borrow::Cow;

use super::*;

fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), bytes: Cow::Owned(text.as_bytes().to_vec()) }
}

fn load(files: &[File]) -> Theme {
    Theme::load(files, "").expect("the theme is sound")
}

fn html(theme: &Theme, frame: &Frame, page: &Page) -> String {
    String::from_utf8(theme.render(frame, page).expect("the page renders")).expect("HTML is text")
}

#[test]
fn the_default_theme_has_no_mistakes() {
    assert_eq!(load(&[]).validate(), []);
}

#[test]
fn text_is_escaped_and_finished_html_is_not() {
    let (frame, page) = sample::hostile();
    let html = html(&load(&[]), &frame, &page);
    assert!(!html.contains("<script>alert"), "text was not escaped");
    assert!(html.contains("<em>finished</em>"), "finished HTML was escaped");
}

#[test]
fn no_page_needs_an_exception_from_a_strict_policy() {
    let theme = load(&[]);
    for (frame, page) in sample::full() {
        let html = html(&theme, &frame, &page);
        let name = page.template();
        assert!(!html.contains(" style="), "{name} has a style attribute");
        assert!(!html.contains("<style"), "{name} has an inline style");
        assert!(!html.contains("<script>"), "{name} has an inline script");
        assert!(!html.contains(" onclick="), "{name} has an inline handler");
    }
}

#[test]
fn a_site_replaces_one_block_of_the_default() {
    let own = "{% extends \"throughline/base.html\" %}{% block foot %}OWN FOOT{% endblock foot %}";
    let theme = load(&[file("templates/base.html", own)]);
    for (frame, page) in sample::full() {
        if !matches!(page, Page::Redirect(_)) {
            let html = html(&theme, &frame, &page);
            assert!(html.contains("OWN FOOT"), "{} kept the foot", page.template());
        }
    }
}

/// Returns the names of the blocks of a template.
fn blocks(text: &str) -> impl Iterator<Item = &str> {
    let tags =
        text.split("{%").skip(1).filter_map(|tag| tag.trim_start_matches('-').split("%}").next());
    tags.filter_map(|tag| tag.trim().strip_prefix("block "))
        .map(|name| name.trim_end_matches('-').trim())
}

#[test]
fn each_block_of_each_template_can_be_replaced() {
    let pages = sample::full();
    for file in default_files() {
        let Some(name) = file.path.strip_prefix(TEMPLATES) else { continue };
        for block in blocks(std::str::from_utf8(&file.bytes).expect("templates are text")) {
            let own = format!(
                "{{% extends \"throughline/{name}\" %}}{{% block {block} %}}OWN{{% endblock {block} %}}"
            );
            let theme = load(&[super::tests::file(&file.path, &own)]);
            let mut of =
                pages.iter().filter(|(_, page)| page.template() == name || name == "base.html");
            let is_shown = of.any(|(frame, page)| html(&theme, frame, page).contains("OWN"));
            // Each page has a content of its own in the place of the empty one.
            let is_filled = (name, block) == ("base.html", "content");
            assert!(is_shown || is_filled, "{block} of {name} is on no page");
            assert_eq!(theme.validate(), [], "{block} of {name}");
        }
    }
}

#[test]
fn a_copy_renders_as_its_original() {
    let default = load(&[]);
    for name in originals() {
        let original = original(&name).expect("it is listed");
        let copy = File { path: original.path.clone(), bytes: Cow::Owned(copied(&original)) };
        assert_eq!(drifted(std::slice::from_ref(&copy), &[]), [], "{name}");
        let theme = load(&[copy]);
        for (frame, page) in sample::full() {
            let (ours, theirs) = (html(&theme, &frame, &page), html(&default, &frame, &page));
            assert!(ours == theirs, "{} changed with a copy of {name}", page.template());
        }
    }
}

#[test]
fn a_site_replaces_one_component() {
    let own = "{% component banners(banners) %}OWN BANNERS{% endcomponent banners %}";
    let theme = load(&[file("templates/own.html", own)]);
    let (frame, page) = &sample::full()[1];
    assert!(html(&theme, frame, page).contains("OWN BANNERS"));
}

#[test]
fn an_unknown_field_is_found_with_the_fields_that_exist() {
    let text = "<h1>{{ page.titel }}</h1>{% if frame.lve %}x{% endif %}";
    let errors = load(&[file("templates/document.html", text)]).validate();
    let found: Vec<&str> =
        errors.iter().map(|error| &text[error.span_start..error.span_end]).collect();
    assert_eq!(found, ["titel", "lve"]);
    assert_eq!(errors[0].path, "templates/document.html");
    let hint = errors[0].hint.as_deref().unwrap_or_default();
    assert!(hint.starts_with("did you mean `title`? the fields are `anchor`, `banners`"), "{hint}");
}

#[test]
fn broken_templates_are_all_told_at_their_places() {
    let files = [
        file("theme.toml", "data-model = 5\n"),
        file("templates/a.html", "{% if %}"),
        file("templates/b.html", "{{ 1 + }}"),
    ];
    let errors = Theme::load(&files, "").err().expect("the theme is broken");
    let paths: Vec<&str> = errors.iter().map(|error| error.path.as_str()).collect();
    assert_eq!(paths, ["theme.toml", "templates/a.html", "templates/b.html"]);
}

#[test]
fn unknown_names_are_told_at_their_places() {
    let text = "é\n{{ 1 | nope }}";
    let errors = Theme::load(&[file("templates/a.html", text)], "").err().expect("it is broken");
    assert_eq!(errors[0].message, "unknown filter `nope`");
    assert!(
        text[errors[0].span_start..].starts_with("| nope")
            || text[errors[0].span_start..].starts_with("nope")
    );
}

#[test]
fn own_files_replace_the_default_ones_and_change_the_digest() {
    let own = load(&[file("style.css", "body{}"), file("logo.svg", "<svg/>")]);
    let paths: Vec<&str> = own.assets().iter().map(|asset| asset.path.as_str()).collect();
    assert_eq!(
        paths,
        ["crosshair.js", "favicon.svg", "logo.svg", "reload.js", "style.css", "theme.js"]
    );
    assert_eq!(&*own.assets()[4].bytes, b"body{}");
    assert_ne!(own.digest(), load(&[]).digest());
}
