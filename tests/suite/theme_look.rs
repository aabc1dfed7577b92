//! What a site changes of the look in its configuration.

use crate::pages::build;
use crate::support::{folder, run};

const DOC: (&str, &str) = ("content/how.md", "# How\n\nSo.\n");

#[test]
fn a_site_has_its_own_colour_font_logo_styles_and_scripts() {
    let config = "title = \"T\"\n[theme]\naccent = \"#00629b\"\nlogo = \"logo.svg\"\n\
                  fonts = { text = \"Inter\", code = \"Iosevka Term\" }\n\
                  extra-css = [\"brand.css\"]\nextra-js = \"count.js\"\n";
    let site = folder(&[
        ("throughline.toml", config),
        DOC,
        ("themes/default/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("themes/default/brand.css", "h1 { color: red }"),
        ("themes/default/count.js", "1"),
    ]);
    let built = build(site.path(), &[]);
    let page = built.page("how.html");
    let found = |selector: &str, attribute: &str| -> Vec<String> {
        page.all(selector).iter().map(|it| it.attr(attribute).unwrap().to_owned()).collect()
    };
    let text = |name: &str| built.text(name).to_owned();
    let styles = found("link[rel=stylesheet]", "href");
    assert_eq!(styles.len(), 2);
    // The last word is the site's.
    assert_eq!(text(&styles[1]), "h1 { color: red }");
    assert!(text(&styles[0]).contains("  --accent: light-dark(#00629b, #"));
    assert!(
        text(&styles[0]).contains("  --text-font: \"Inter\";\n  --code-font: \"Iosevka Term\";")
    );
    assert_eq!(text(found("script", "src").last().unwrap()), "1");
    assert!(text(&found(".brand img[alt=\"\"]", "src")[0]).starts_with("<svg"));
    assert!(page.all(".brand svg").is_empty());
}

#[test]
fn a_file_that_the_theme_does_not_hold_is_told_at_its_place() {
    let config = "title = \"T\"\n[theme]\nextra-css = [\"brand.css\"]\n";
    let site = folder(&[("throughline.toml", config), DOC]);
    let ran = run(site.path(), &["check"]);
    assert_eq!(ran.code(), 2);
    let told = ran.stderr();
    for part in
        ["the theme has no file `brand.css`", "throughline.toml:3:14", "themes/default/brand.css"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
}
