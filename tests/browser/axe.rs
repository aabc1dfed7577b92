//! What axe-core says of pages with numbers. `tests/browser/get-axe` fetches it; where it is not there the
//! test lists itself as ignored, but in CI it fails.

use std::path::PathBuf;

use serde_json::Value;

use crate::chromium::Page;
use crate::{Bench, Test};

pub(crate) const TESTS: &[Test] = &[
    ("axe finds nothing on pages with numbers, light", |bench| finds_nothing(bench, "light", 1280)),
    ("axe finds nothing on pages with numbers, dark", |bench| finds_nothing(bench, "dark", 1280)),
    ("axe finds nothing on pages with numbers at 375 px", |bench| {
        finds_nothing(bench, "light", 375);
    }),
];

/// Pages of each type that shows a number or a count, beside those of the KPIs.
const PAGES: [&str; 12] = [
    "index.html",
    "promises.html",
    "rework.html",
    "briefs/pay.html",
    "briefs/wish-lists.html",
    "objectives/index.html",
    "surveys/index.html",
    "surveys/working-together.html",
    "board.html",
    "briefs/state-measured.html",
    "quarters/2026-q1.html",
    "chains/briefs/pay.html",
];

/// Returns where axe-core lies, if it was fetched.
pub(crate) fn find() -> Option<PathBuf> {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let script = target.parent()?.join("tools/axe-1/node_modules/axe-core/axe.min.js");
    script.is_file().then_some(script)
}

fn finds_nothing(bench: &Bench, scheme: &str, width_px: u32) {
    let script = find().expect("no axe-core: run tests/browser/get-axe");
    let script = std::fs::read_to_string(script).unwrap();
    let of_kpis = |path: &String| path.starts_with("kpis/");
    let mut paths: Vec<String> = bench.sample.pages().into_iter().filter(of_kpis).collect();
    assert!(paths.len() > 15, "these are all: {paths:?}");
    let objective = bench.sample.pages_with("data-kind=\"objective\"").swap_remove(0);
    paths.extend(PAGES.map(str::to_owned));
    paths.push(objective);
    let page = bench.chromium.page(width_px);
    page.prefer(scheme);
    let mut wrong = Vec::new();
    for path in paths {
        page.go(&bench.sample.url(&path));
        page.eval::<Value>(&format!("{script}; null"));
        wrong.extend(violations(&page).into_iter().map(|one| format!("{path}: {one}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // A judge that finds nothing anywhere judges nothing.
    page.eval::<Value>("document.documentElement.removeAttribute('lang'), null");
    assert!(violations(&page).iter().any(|one| one.starts_with("html-has-lang")));
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
