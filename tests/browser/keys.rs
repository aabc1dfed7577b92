//! Single keys, and what the navigation remembers from page to page.

use crate::chromium::{ALT, CONTROL, META, Page, SHIFT};
use crate::{Bench, Test};

pub(crate) const TESTS: &[Test] = &[
    ("a key opens the list of all keys, and so does a button", the_list_of_keys),
    ("brackets lead to the pages before and after", brackets_lead_along),
    ("a key leads to the contents of a page", a_key_leads_to_the_contents),
    ("keys stay out of fields, and leave chords to the browser", keys_stay_out_of_fields),
    ("single keys can be turned off for good", single_keys_can_be_turned_off),
    ("a closed section of the navigation stays closed elsewhere", sections_stay_closed),
    ("the navigation keeps its place", the_navigation_keeps_its_place),
];

const KEYS: &str = "document.querySelector('dialog.keys[open]')";

/// Returns the rows of the list: the keys, and what they do.
fn rows(page: &Page) -> Vec<(Vec<String>, String)> {
    page.eval(&format!(
        "Array.from({KEYS}.querySelectorAll('dl > div')).map(function (row) {{
            var keys = Array.from(row.querySelectorAll('kbd')).map(function (key) {{ return key.textContent; }});
            return [keys, row.querySelector('dd').textContent];
        }})"
    ))
}

fn is_open(page: &Page) -> bool {
    page.eval(&format!("{KEYS} !== null"))
}

fn ready(page: &Page) {
    page.wait("document.querySelector('[data-keys-open]').hidden === false");
}

fn the_list_of_keys(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url("briefs/pay.html"));
    ready(&page);
    page.press_with("?", SHIFT);
    let listed: Vec<String> = rows(&page).into_iter().flat_map(|(keys, _)| keys).collect();
    for key in ["?", "[", "]", "t", "Esc"] {
        assert!(listed.iter().any(|known| known == key), "{key} is not among {listed:?}");
    }
    page.press("Escape");
    page.wait(&format!("{KEYS} === null"));
    // Once more closes it, too.
    page.press_with("?", SHIFT);
    assert!(is_open(&page));
    page.press_with("?", SHIFT);
    page.wait(&format!("{KEYS} === null"));
    assert_eq!(page.eval::<usize>("document.querySelectorAll('dialog.keys').length"), 0);
    page.click("[data-keys-open]");
    assert!(is_open(&page));
    page.click("dialog.keys .close");
    page.wait(&format!("{KEYS} === null"));
    assert!(page.eval::<bool>("document.activeElement.matches('[data-keys-open]')"));
    // A row shows where there is what it does, and scripts bring their own.
    page.eval::<u32>(
        "throughline.keys.push({ keys: ['x'], text: 'Something else', act: function () { document.title = 'x'; } },
            { keys: ['y'], text: 'Not here', there: function () { return false; } }), 1",
    );
    page.click("[data-keys-open]");
    let listed = rows(&page);
    assert!(listed.contains(&(vec!["x".to_owned()], "Something else".to_owned())), "{listed:?}");
    assert!(listed.iter().all(|(_, text)| text != "Not here"), "{listed:?}");
    let has_search: bool = page.eval("document.querySelector('[data-find]') !== null");
    assert_eq!(listed.iter().any(|(_, text)| text == "Search"), has_search);
    assert_eq!(page.complaints(), Vec::<String>::new());
}

fn brackets_lead_along(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url("briefs/pay.html"));
    ready(&page);
    for (key, way) in [("]", "next"), ("[", "prev")] {
        page.go(&bench.sample.url("briefs/pay.html"));
        ready(&page);
        let wanted: String =
            page.eval(&format!("document.querySelector('.along [rel={way}]').href"));
        page.press(key);
        page.wait_for_load(&wanted);
        assert_eq!(page.eval::<String>("location.href"), wanted);
    }
    // Where there is none, it is said.
    page.go(&bench.sample.url("index.html"));
    ready(&page);
    page.press("[");
    page.wait("document.querySelector('.said.shown') !== null");
    assert!(page.eval::<bool>("location.pathname.endsWith('/index.html')"));
}

fn a_key_leads_to_the_contents(bench: &Bench) {
    for (width_px, place) in [(1280, ".toc a"), (768, ".toc-folded[open] a")] {
        let page = bench.chromium.page(width_px);
        page.go(&bench.sample.url("briefs/pay.html"));
        ready(&page);
        page.press("t");
        page.wait(&format!("document.activeElement.matches('{place}')"));
        let is_marked: bool = page.eval("document.activeElement.matches(':focus-visible')");
        assert!(is_marked, "one does not see where one is at {width_px} px");
    }
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url("tags/index.html"));
    ready(&page);
    page.press("t");
    page.wait("document.querySelector('.said.shown') !== null");
}

fn keys_stay_out_of_fields(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url("board.html"));
    ready(&page);
    page.eval::<u32>("document.querySelector('.filters select').focus(), 1");
    page.press_with("?", SHIFT);
    assert!(!is_open(&page), "in a field of choices");
    page.eval::<u32>(
        "document.querySelector('main').append(document.createElement('input')),
         document.querySelector('main > input').focus(), 1",
    );
    page.press_with("?", SHIFT);
    page.press("t");
    assert_eq!(page.eval::<String>("document.activeElement.value"), "?t");
    page.eval::<u32>("document.activeElement.blur(), 1");
    for modifiers in [CONTROL, ALT, META] {
        page.press_with("?", modifiers);
        assert!(!is_open(&page), "with {modifiers}");
    }
    page.press_with("?", SHIFT);
    assert!(is_open(&page));
}

fn single_keys_can_be_turned_off(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url("briefs/pay.html"));
    ready(&page);
    page.press_with("?", SHIFT);
    page.click("dialog.keys input");
    page.press("Escape");
    page.go(&bench.sample.url("index.html"));
    ready(&page);
    page.press_with("?", SHIFT);
    assert!(!is_open(&page), "they were turned off");
    page.click("[data-keys-open]");
    assert!(!page.eval::<bool>(&format!("{KEYS}.querySelector('input').checked")));
    page.click("dialog.keys input");
    page.press("Escape");
    page.wait(&format!("{KEYS} === null"));
    page.press_with("?", SHIFT);
    assert!(is_open(&page), "they were turned on again");
}

/// Returns the labels of the sections of the navigation that are open, or closed.
fn sections(page: &Page, state: &str) -> Vec<String> {
    page.eval(&format!(
        "Array.from(document.querySelectorAll('#tl-nav details{state} > summary')).map(function (one) {{
            return one.textContent;
        }})"
    ))
}

fn sections_stay_closed(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url("index.html"));
    ready(&page);
    assert_eq!(sections(&page, ":not([open])"), [""; 0]);
    let (first, work) =
        ("#tl-nav details:first-of-type summary", "#tl-nav details:nth-of-type(3) summary");
    assert_eq!(
        page.eval::<String>(&format!("document.querySelector('{work}').textContent")),
        "Work"
    );
    page.click(work);
    page.go(&bench.sample.url("kpis/index.html"));
    ready(&page);
    assert_eq!(sections(&page, ":not([open])"), ["Work"]);
    // The section of the page itself is open, and that is no new choice.
    page.go(&bench.sample.url("briefs/index.html"));
    ready(&page);
    assert_eq!(sections(&page, ":not([open])"), [""; 0]);
    page.click(first);
    page.go(&bench.sample.url("kpis/index.html"));
    ready(&page);
    assert_eq!(sections(&page, ":not([open])"), ["Home", "Work"]);
    page.click(work);
    page.go(&bench.sample.url("people/index.html"));
    ready(&page);
    assert_eq!(sections(&page, ":not([open])"), ["Home"]);
    page.forbid_scripts();
    page.go(&bench.sample.url("people/index.html"));
    assert_eq!(sections(&page, ":not([open])"), [""; 0], "without scripts all are open");
}

fn the_navigation_keeps_its_place(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.resize(1280, 480);
    page.go(&bench.sample.url("kpis/index.html"));
    ready(&page);
    page.click("#tl-nav details:nth-of-type(2) summary");
    page.eval::<u32>("document.querySelector('[data-side]').scrollTop = 160, 1");
    page.loads();
    page.eval::<u32>("document.querySelector('#tl-nav a[href$=\"promises.html\"]').click(), 1");
    page.wait_for_load("the promises");
    page.wait("document.querySelector('[data-side]').scrollTop === 160");
}
