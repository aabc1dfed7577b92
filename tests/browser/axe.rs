//! What axe-core says of each type of page. `tests/browser/get-axe` fetches it; where it is not there the
//! test lists itself as ignored, but in CI it fails.

use std::path::PathBuf;

use serde_json::Value;

use crate::chromium::Page;
use crate::{Bench, Test};

pub(crate) const TESTS: &[Test] = &[
    ("axe finds nothing at 1280 px, light", |bench| finds_nothing(bench, "light", 1280)),
    ("axe finds nothing at 1280 px, dark", |bench| finds_nothing(bench, "dark", 1280)),
    ("axe finds nothing at 768 px, light", |bench| finds_nothing(bench, "light", 768)),
    ("axe finds nothing at 768 px, dark", |bench| finds_nothing(bench, "dark", 768)),
    ("axe finds nothing at 320 px, light", |bench| finds_nothing(bench, "light", 320)),
    ("axe finds nothing at 320 px, dark", |bench| finds_nothing(bench, "dark", 320)),
];

/// Pages with much that others have not, beside those of each type.
const PAGES: [&str; 4] =
    ["briefs/pay.html", "briefs/wish-lists.html", "guide/diagrams.html", "guide/writing.html"];

/// Returns where axe-core lies, if it was fetched.
pub(crate) fn find() -> Option<PathBuf> {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let script = target.parent()?.join("tools/axe-1/node_modules/axe-core/axe.min.js");
    script.is_file().then_some(script)
}

fn finds_nothing(bench: &Bench, scheme: &str, width_px: u32) {
    let mut paths = bench.sample.page_types();
    paths.extend(PAGES.map(str::to_owned));
    // Their charts are drawn for two widths; where there is most room, all of them are looked at.
    if width_px == 1280 {
        let of_kpis = |path: &String| path.starts_with("kpis/");
        paths.extend(bench.sample.pages().into_iter().filter(of_kpis));
    }
    paths.sort();
    paths.dedup();
    assert!(paths.len() > 40, "these are all: {paths:?}");
    let page = bench.chromium.page(width_px);
    page.prefer(scheme);
    let mut wrong = Vec::new();
    for path in paths {
        page.go(&bench.sample.url(&path));
        wrong.extend(judge(&page).into_iter().map(|one| format!("{path}: {one}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // A judge that finds nothing anywhere judges nothing.
    page.eval::<Value>("document.documentElement.removeAttribute('lang'), null");
    assert!(violations(&page).iter().any(|one| one.starts_with("html-has-lang")));
}

/// Loads axe-core into a page, and returns what it holds against it.
pub(crate) fn judge(page: &Page) -> Vec<String> {
    let script = find().expect("no axe-core: run tests/browser/get-axe");
    let script = std::fs::read_to_string(script).unwrap();
    page.eval::<Value>(&format!("{script}; null"));
    violations(page)
}

/// Returns what axe-core holds against a page: the rule, and where.
fn violations(page: &Page) -> Vec<String> {
    page.eval(
        "axe.run(document, { resultTypes: ['violations'] }).then(function (found) {
            return found.violations.map(function (rule) {
                var places = rule.nodes.slice(0, 3).map(function (node) { return node.html.slice(0, 160); });
                return rule.id + ': ' + rule.help + '; ' + rule.nodes.length + ' times: ' + places.join(' | ');
            });
        })",
    )
}
