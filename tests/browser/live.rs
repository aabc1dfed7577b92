//! Live preview, as a writer sees it.

use crate::site::Draft;
use crate::{Bench, Test};

pub(crate) const TESTS: &[Test] = &[
    ("a save changes the open page by itself", a_save_changes_the_open_page),
    ("a broken save shows its finding and keeps the page until it is mended", a_broken_save),
    ("a page that comes back into view catches up", a_page_that_was_left_catches_up),
];

const BRIEF: &str = "content/briefs/pay.md";
const BANNER: &str = "document.getElementById('throughline-findings')";

fn a_save_changes_the_open_page(bench: &Bench) {
    let draft = Draft::serve();
    let page = bench.chromium.page(1280);
    page.go(&draft.url("briefs/pay.html"));
    page.eval::<bool>("scrollTo({ top: 300, behavior: 'instant' }), window.isTheSame = true");
    let text = draft.read(BRIEF);
    draft.write(BRIEF, text + "\n\nA sentence that was not there before.\n");
    page.wait("document.querySelector('main').innerText.includes('A sentence that was not there before.')");
    assert!(page.eval::<bool>("window.isTheSame === true"), "the page was loaded anew");
    assert_eq!(page.eval::<u32>("Math.round(scrollY)"), 300, "the place was lost");
    assert_eq!(page.complaints(), Vec::<String>::new());
}

fn a_broken_save(bench: &Bench) {
    let draft = Draft::serve();
    let page = bench.chromium.page(1280);
    page.go(&draft.url("briefs/pay.html"));
    let before: String = page.eval("document.querySelector('main').innerHTML");
    let good = draft.read(BRIEF);
    let mut broken = good.clone().into_bytes();
    broken.extend(b"\nA word in another encoding: caf\xe9\n");
    draft.write(BRIEF, broken);
    page.wait(&format!("{BANNER} !== null"));
    let banner: String = page.eval(&format!("{BANNER}.innerText"));
    let line = good.lines().count() + 2;
    assert!(banner.contains("TL001"), "{banner}");
    assert!(banner.contains(&format!("content/briefs/pay.md:{line}:")), "line {line}: {banner}");
    assert_eq!(page.eval::<String>("document.querySelector('main').innerHTML"), before);
    draft.write(BRIEF, good + "\nA mended sentence.\n");
    page.wait(&format!("{BANNER} === null"));
    page.wait("document.querySelector('main').innerText.includes('A mended sentence.')");
    assert_eq!(page.complaints(), Vec::<String>::new());
}

/// A hidden page closes its stream; here the event that a browser sends is sent by hand.
fn a_page_that_was_left_catches_up(bench: &Bench) {
    let draft = Draft::serve();
    let (left, other) = (bench.chromium.page(1280), bench.chromium.page(1280));
    left.go(&draft.url("briefs/pay.html"));
    other.go(&draft.url("briefs/pay.html"));
    left.eval::<bool>("window.dispatchEvent(new PageTransitionEvent('pagehide'))");
    let text = draft.read(BRIEF);
    draft.write(BRIEF, text + "\n\nWritten while nobody looked.\n");
    let is_there =
        "document.querySelector('main').innerText.includes('Written while nobody looked.')";
    other.wait(is_there);
    assert!(!left.eval::<bool>(is_there));
    left.eval::<bool>("window.dispatchEvent(new PageTransitionEvent('pageshow'))");
    left.wait(is_there);
}
