//! What servers read: headers, old addresses, what robots may do.
//!
//! Duty: the output says itself how it wants to be served, in the forms that static hosts and nginx read.
//! Inputs: a site. Outputs: text.

use std::fmt::Write as _;

use crate::id::RelPath;
use crate::site::Site;
use crate::site::address;
use crate::site::routes::Route;

use super::{Press, base_path};

/// The policy of every answer: everything from the site itself, nothing inline.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// Returns the part of the policy that a page can state itself: not who may show it within theirs.
pub(super) fn page_policy() -> &'static str {
    POLICY.split_once("; frame-ancestors").map_or(POLICY, |(page, _)| page)
}

/// How long browsers keep what has a digest in its name.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The type of the rules by which browsers fetch pages ahead.
const RULES: &str = "application/speculationrules+json";

/// Returns the headers of every answer.
fn headers(site: &Site) -> Vec<(&'static str, String)> {
    let base = site.config().base_url.as_deref().map_or("/", base_path);
    let mut headers = vec![
        ("Content-Security-Policy", POLICY.to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "same-origin".to_owned()),
        ("Speculation-Rules", format!("\"{base}speculation-rules.json\"")),
    ];
    if site.config().is_hidden {
        headers.push(("X-Robots-Tag", "noindex".to_owned()));
    }
    headers
}

/// Returns the headers as static hosts read them from `_headers`.
pub(super) fn header_file(press: &Press) -> String {
    let site = press.site;
    let base = site.config().base_url.as_deref().map_or("/", base_path);
    let mut text = format!("{base}*\n");
    for (name, value) in headers(site) {
        let _ = writeln!(text, "  {name}: {value}");
    }
    // Pictures of the content may lie beside them, under names that stay when they change.
    for (_, path) in press.assets {
        let _ = writeln!(text, "{base}{path}\n  Cache-Control: {FOR_EVER}");
    }
    let _ = writeln!(text, "{base}speculation-rules.json\n  Content-Type: {RULES}");
    text
}

/// Returns the same for a server block of nginx.
pub(super) fn nginx(press: &Press) -> String {
    let site = press.site;
    let base = site.config().base_url.as_deref().map_or("/", base_path);
    let mut text = format!(
        "# For a server block with this folder{}: include it from there.\n\
         error_page 404 {base}404.html;\n",
        if base == "/" { " as its root".to_owned() } else { format!(" at {base}") }
    );
    // A block with a header of its own loses those around it.
    let mut block = |place: &str, lines: &[String]| {
        let _ = writeln!(text, "location {place} {{");
        for line in lines {
            let _ = writeln!(text, "  {line}");
        }
        for (name, value) in headers(site) {
            let _ = writeln!(text, "  add_header {name} {} always;", quoted(&value));
        }
        text.push_str("}\n");
    };
    let cached = |value: &str| format!("add_header Cache-Control {};", quoted(value));
    block(base, &["index index.html;".to_owned(), cached("no-cache")]);
    for (_, path) in press.assets {
        block(&format!("= {base}{path}"), &[cached(FOR_EVER)]);
    }
    block(
        &format!("= {base}speculation-rules.json"),
        &["types {}".to_owned(), format!("default_type {RULES};")],
    );
    text
}

fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Returns the rules by which browsers fetch a page when a reader is about to follow its link; they ask
/// for them by a header, since a policy without inline scripts allows none in pages.
pub(super) fn prefetch(site: &Site) -> String {
    let base = site.config().base_url.as_deref().map_or("/", base_path);
    let pages = serde_json::json!({ "href_matches": format!("{base}*") });
    let files =
        serde_json::json!({ "not": { "href_matches": format!("{base}*.(csv|json|xml|svg)") } });
    let rule = serde_json::json!({ "where": { "and": [pages, files] }, "eagerness": "moderate" });
    let mut text = serde_json::json!({ "prefetch": [rule] }).to_string();
    text.push('\n');
    text
}

/// Returns what machines may read.
pub(super) fn robots(site: &Site) -> String {
    // Robots that may not read a page would not see that it asks to be left out of lists.
    let sitemap = match &site.config().base_url {
        Some(base) if !site.config().is_hidden => format!("Sitemap: {base}sitemap.xml\n"),
        _ => String::new(),
    };
    format!("User-agent: *\nAllow: /\n{sitemap}")
}

/// Returns old paths with the paths that they mean now, one pair a line, as static hosts read it.
pub(super) fn redirects(site: &Site) -> String {
    let mut lines = String::new();
    let root = RelPath::root();
    let base = site.config().base_url.as_deref().map_or("/", base_path);
    for (path, route) in site.routes.iter() {
        if let Route::Redirect(doc, _) = route
            && let Some(to) = site.routes.path(&Route::Doc(*doc))
        {
            let to = address::href(&root, to, site.config().urls);
            let from = address::href(&root, path, site.config().urls);
            let _ = writeln!(lines, "{base}{from} {base}{to} 301");
        }
    }
    lines
}
