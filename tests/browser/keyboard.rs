//! The keyboard alone: everything is reached, and where one is can be seen.

use crate::chromium::Page;
use crate::{Bench, Test};

pub(crate) const TESTS: &[Test] = &[
    ("the first stop of every page skips to the content", the_first_stop_skips),
    ("every stop can be seen", every_stop_can_be_seen),
    ("the menu of a phone opens, keeps the focus and closes", the_menu_of_a_phone),
];

fn the_first_stop_skips(bench: &Bench) {
    for width_px in [1280, 375] {
        let page = bench.chromium.page(width_px);
        for path in bench.sample.page_types() {
            page.go(&bench.sample.url(&path));
            page.press("Tab");
            let stop = "document.activeElement";
            assert_eq!(
                page.eval::<String>(&format!("{stop}.getAttribute('href') || ''")),
                "#main",
                "{path}"
            );
            let is_seen: bool = page.eval(&format!(
                "(function () {{
                    var box = {stop}.getBoundingClientRect();
                    var top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                    return box.top >= 0 && box.height > 20 && top === {stop};
                }})()"
            ));
            assert!(is_seen, "{path}: the skip link is not to be seen");
            page.press("Enter");
            page.wait("document.activeElement === document.getElementById('main')");
            // The next stop is in the content, or behind it where the content has none.
            page.press("Tab");
            let is_past: bool = page.eval(&format!(
                "!{stop}.closest('.bar, .side') && !{stop}.classList.contains('skip')"
            ));
            assert!(is_past, "{path}: the navigation was not skipped");
        }
    }
}

fn every_stop_can_be_seen(bench: &Bench) {
    let page = bench.chromium.page(1280);
    let mut wrong = Vec::new();
    for path in bench.sample.page_types() {
        page.go(&bench.sample.url(&path));
        let mut stops = 0;
        loop {
            page.press("Tab");
            let stop: Stop = page.eval(STOP);
            if !stop.is_inside {
                break;
            }
            stops += 1;
            if !stop.is_marked || !stop.is_in_view {
                wrong.push(format!("{path}: {stop:?}"));
            }
            assert!(stops < 2000, "{path}: the focus goes in circles");
            // Long lists repeat themselves; forty stops show bar, navigation and content.
            if stops == 40 {
                break;
            }
        }
        assert!(stops >= 10, "{path}: only {stops} stops");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[derive(serde::Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
struct Stop {
    #[expect(dead_code, reason = "shown where the test fails")]
    what: String,
    is_inside: bool,
    is_marked: bool,
    is_in_view: bool,
}

const STOP: &str = "(function () {
    var stop = document.activeElement;
    var style = getComputedStyle(stop);
    var box = stop.getBoundingClientRect();
    return {
        what: stop.outerHTML.slice(0, 160),
        isInside: stop !== document.body && stop !== document.documentElement,
        isMarked: stop.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        isInView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
})()";

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
    // Round and round, forwards and backwards: never on the page behind.
    for _ in 0..links + 3 {
        page.press("Tab");
        assert_focus_is_kept(&page);
    }
    for _ in 0..links + 3 {
        page.press_with_shift("Tab");
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
