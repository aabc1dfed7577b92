//! The keyboard alone: everything is reached, and where one is can be seen.

use crate::chromium::{Page, SHIFT};
use crate::{Bench, Test};

pub(crate) const TESTS: &[Test] = &[
    ("the first stop of every page skips to the content", the_first_stop_skips),
    ("every stop can be seen", every_stop_can_be_seen),
    ("every stop is reached in the order of the page", every_stop_is_reached),
    ("the menu of a phone opens, keeps the focus and closes", the_menu_of_a_phone),
];

fn the_first_stop_skips(bench: &Bench) {
    let page = bench.chromium.page(1280);
    for path in bench.sample.page_types() {
        page.go(&bench.sample.url(&path));
        assert_skip_link_is_first(&page, &path);
    }
    for (width_px, path) in [(1280, "briefs/pay.html"), (375, "index.html"), (375, "board.html")] {
        page.resize(width_px, 900);
        page.go(&bench.sample.url(path));
        assert_skip_link_is_first(&page, path);
        page.press("Enter");
        page.wait("document.activeElement === document.getElementById('tl-main')");
        page.press("Tab");
        let is_past: bool = page.eval("document.activeElement.closest('main') !== null");
        assert!(is_past, "{path}: the navigation was not skipped");
    }
}

fn assert_skip_link_is_first(page: &Page, path: &str) {
    page.press("Tab");
    let (href, is_seen): (String, bool) = page.eval(
        "(function () {
            var stop = document.activeElement;
            var box = stop.getBoundingClientRect();
            var top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
            return [stop.getAttribute('href') || '', box.top >= 0 && box.height > 20 && top === stop];
        })()",
    );
    assert_eq!(href, "#tl-main", "{path}");
    assert!(is_seen, "{path}: the skip link is not to be seen");
}

/// Visits every stop of every type of page. The first is reached by the keyboard, so that the
/// browser marks those that follow, too.
fn every_stop_can_be_seen(bench: &Bench) {
    let page = bench.chromium.page(1280);
    let mut wrong = Vec::new();
    for path in bench.sample.page_types() {
        page.go(&bench.sample.url(&path));
        page.press("Tab");
        let (stops, unseen): (usize, Vec<String>) = page.eval(UNSEEN_STOPS);
        assert!(stops >= 10, "{path}: only {stops} stops");
        wrong.extend(unseen.into_iter().map(|stop| format!("{path}: {stop}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const UNSEEN_STOPS: &str = "(function () {
    document.documentElement.style.scrollBehavior = 'auto';
    var stops = Array.from(document.querySelectorAll('a[href], button, select, input, summary, [tabindex=\"0\"]'));
    stops = stops.filter(function (stop) { return stop.checkVisibility() && !stop.disabled; });
    return [stops.length, stops.filter(function (stop) {
        stop.focus();
        var style = getComputedStyle(stop);
        var box = stop.getBoundingClientRect();
        var isMarked = stop.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        var isInView = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        return document.activeElement !== stop || !isMarked || !isInView;
    }).map(function (stop) { return stop.outerHTML.slice(0, 160); })];
})()";

/// Goes once through a whole page by the keyboard: nothing is left out, nothing holds the focus.
fn every_stop_is_reached(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url("kpis/index.html"));
    let stops: Vec<String> = page.eval(
        "Array.from(document.querySelectorAll('a[href], button, summary, [tabindex=\"0\"]')).filter(function (one) {
            return one.checkVisibility();
        }).map(function (one) { return one.textContent; })",
    );
    assert!(stops.len() > 40, "only {} stops", stops.len());
    for stop in stops {
        page.press("Tab");
        assert_eq!(page.eval::<String>("document.activeElement.textContent"), stop);
    }
}

const DIALOG: &str = "document.querySelector('dialog[open]')";

fn the_menu_of_a_phone(bench: &Bench) {
    let page = bench.chromium.page(375);
    page.go(&bench.sample.url("briefs/pay.html"));
    page.wait("document.querySelector('[data-menu]').getAttribute('role') === 'button'");
    // By the keyboard, and closed by Escape: the focus is back where it was.
    page.press("Tab");
    page.press("Tab");
    assert!(page.eval::<bool>("document.activeElement.matches('[data-menu]')"));
    page.press("Enter");
    page.wait(&format!("{DIALOG} !== null"));
    let links: usize = page.eval(&format!("{DIALOG}.querySelectorAll('a[href]').length"));
    assert!(links >= 5, "{links} links");
    let is_clear: bool = page.eval(&format!(
        "{DIALOG}.querySelector('.close').getBoundingClientRect().bottom
            <= {DIALOG}.querySelector('a[href]').getBoundingClientRect().top"
    ));
    assert!(is_clear, "the button that closes lies on a link");
    // Round and round, forwards and backwards: never on the page behind.
    for _ in 0..links + 3 {
        page.press("Tab");
        assert_focus_is_kept(&page);
    }
    for _ in 0..links + 3 {
        page.press_with("Tab", SHIFT);
        assert_focus_is_kept(&page);
    }
    page.press("Escape");
    page.wait(&format!("{DIALOG} === null"));
    assert!(page.eval::<bool>("document.activeElement.matches('[data-menu]')"));
    // By the finger, and closed by its button.
    page.click("[data-menu]");
    page.wait(&format!("{DIALOG} !== null"));
    page.click("dialog[open] .close");
    page.wait(&format!("{DIALOG} === null"));
    // A link leads on.
    page.click("[data-menu]");
    page.wait(&format!("{DIALOG} !== null"));
    page.loads();
    page.click("dialog[open] a[href$='board.html']");
    page.wait_for_load("the board");
    assert!(page.eval::<bool>("location.pathname.endsWith('/board.html')"));
    assert_eq!(page.complaints(), Vec::<String>::new());
}

/// The focus may leave to the browser's own bars, which this page sees as its body.
fn assert_focus_is_kept(page: &Page) {
    let is_kept: bool = page.eval(&format!(
        "document.activeElement === document.body || {DIALOG}.contains(document.activeElement)"
    ));
    assert!(is_kept, "{}", page.eval::<String>("document.activeElement.outerHTML.slice(0, 200)"));
}
