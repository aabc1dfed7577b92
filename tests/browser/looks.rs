//! Colours and charts.

use crate::chromium::Page;
use crate::{Bench, Test};

pub(crate) const TESTS: &[Test] = &[
    ("dark follows the system", dark_follows_the_system),
    ("a chosen theme stays from page to page", a_chosen_theme_stays),
    ("the names of a chain can be read at every width", names_of_a_chain_can_be_read),
    ("the button that copies covers no code", copying_covers_no_code),
    ("forced colours leave charts and states to see", forced_colours_leave_charts),
    ("text has contrast enough in both themes", text_has_contrast_enough),
    ("paper has no way to click and nothing folded", paper_is_to_read),
];

/// Returns how light the page's paper is, from 0 to 1.
fn lightness(page: &Page) -> f64 {
    page.eval(
        "(function () {
            var canvas = document.createElement('canvas').getContext('2d');
            canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
            canvas.fillRect(0, 0, 1, 1);
            var parts = canvas.getImageData(0, 0, 1, 1).data;
            return (parts[0] + parts[1] + parts[2]) / 765;
        })()",
    )
}

fn dark_follows_the_system(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.prefer("light");
    page.go(&bench.sample.url("index.html"));
    assert!(lightness(&page) > 0.9);
    page.prefer("dark");
    assert!(lightness(&page) < 0.2);
    page.forbid_scripts();
    page.go(&bench.sample.url("board.html"));
    assert!(lightness(&page) < 0.2, "without scripts");
}

fn a_chosen_theme_stays(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.prefer("light");
    page.go(&bench.sample.url("index.html"));
    page.wait("!document.querySelector('[data-switch]').hidden");
    let word = "document.querySelector('[data-switch-word]').textContent";
    assert_eq!(page.eval::<String>(word), "System");
    for (chosen, system, is_dark) in [("Light", "dark", false), ("Dark", "light", true)] {
        page.click("[data-switch]");
        page.prefer(system);
        assert_eq!(page.eval::<String>(word), chosen);
        assert_eq!(lightness(&page) < 0.5, is_dark, "{chosen}");
        page.go(&bench.sample.url("briefs/pay.html"));
        assert_eq!(page.eval::<String>(word), chosen);
        assert_eq!(lightness(&page) < 0.5, is_dark, "{chosen} on another page");
    }
    page.click("[data-switch]");
    assert_eq!(page.eval::<String>(word), "System");
    page.prefer("dark");
    assert!(lightness(&page) < 0.2);
    page.go(&bench.sample.url("index.html"));
    assert_eq!(page.eval::<String>(word), "System");
    assert!(lightness(&page) < 0.2);
}

fn names_of_a_chain_can_be_read(bench: &Bench) {
    let page = bench.chromium.page(1280);
    for width_px in [320, 375, 768, 1280] {
        page.resize(width_px, 900);
        page.go(&bench.sample.url("briefs/pay.html"));
        let hidden: Vec<String> = page.eval(
            "Array.from(document.querySelectorAll('.chain .name')).filter(function (name) {
                var box = name.getBoundingClientRect();
                return box.width < 40 || box.height < 14 || box.right > innerWidth;
            }).map(function (name) { return name.textContent; })",
        );
        assert_eq!(hidden, Vec::<String>::new(), "at {width_px} px");
    }
}

fn copying_covers_no_code(bench: &Bench) {
    let page = bench.chromium.page(1280);
    for width_px in [375, 1280] {
        page.resize(width_px, 900);
        page.go(&bench.sample.url("guide/getting-started.html"));
        page.wait("document.querySelector('.copy') !== null");
        let covered: Vec<String> = page.eval(
            "Array.from(document.querySelectorAll('.copy')).filter(function (button) {
                var code = button.parentNode.querySelector('pre').getBoundingClientRect();
                var box = button.getBoundingClientRect();
                return box.left < code.right && box.top < code.bottom && box.bottom > code.top;
            }).map(function (button) { return button.parentNode.textContent.slice(0, 40); })",
        );
        assert_eq!(covered, Vec::<String>::new(), "at {width_px} px");
    }
}

/// Lines and points differ from the paper, points of a signal from other points, and states keep a
/// shape and a word.
fn forced_colours_leave_charts(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.force_colours();
    page.go(&bench.sample.url("kpis/checkout-drop-off.html"));
    let (paper, line, point, signal): (String, String, String, String) = page.eval(
        "[getComputedStyle(document.body).backgroundColor,
          getComputedStyle(document.querySelector('.chart-wide .s')).stroke,
          getComputedStyle(document.querySelector('.chart-wide .dot')).fill,
          getComputedStyle(document.querySelector('.chart-wide .sig')).fill]",
    );
    assert_ne!(line, paper);
    assert_ne!(point, paper);
    assert_ne!(signal, point);
    let over: String =
        page.eval("getComputedStyle(document.querySelector('.chart-wide .hit')).fillOpacity");
    assert_eq!(over, "0", "what takes the pointer lies painted over the points");
    let states: Vec<(bool, String)> = page.eval(
        "Array.from(document.querySelectorAll('.kind-line .pill')).map(function (pill) {
            return [pill.querySelector('svg') !== null, pill.innerText.trim()];
        })",
    );
    assert!(!states.is_empty());
    assert!(states.iter().all(|(has_shape, word)| *has_shape && !word.is_empty()), "{states:?}");
}

/// Text of 4.5 : 1 against what is painted behind it, as the rules of accessible pages ask; 3 : 1
/// where it is large.
fn text_has_contrast_enough(bench: &Bench) {
    let page = bench.chromium.page(1280);
    let mut wrong = Vec::new();
    for scheme in ["light", "dark"] {
        page.prefer(scheme);
        let code = "guide/writing.html".to_owned();
        for path in bench.sample.page_types().into_iter().chain([code]) {
            page.go(&bench.sample.url(&path));
            let found: Vec<String> = page.eval(CONTRAST);
            wrong.extend(found.into_iter().map(|one| format!("{path} {scheme}: {one}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const CONTRAST: &str = "(function () {
    var canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    var known = {};
    function colour(text) {
        if (!known[text]) {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = text;
            canvas.fillRect(0, 0, 1, 1);
            var d = canvas.getImageData(0, 0, 1, 1).data;
            known[text] = [d[0], d[1], d[2], d[3] / 255];
        }
        return known[text];
    }
    function over(top, below) {
        return [0, 1, 2].map(function (i) { return top[i] * top[3] + below[i] * (1 - top[3]); }).concat(1);
    }
    function behind(one) {
        var layers = [];
        for (var at = one; at; at = at.parentElement) layers.push(colour(getComputedStyle(at).backgroundColor));
        return layers.reverse().concat(pieces(one)).reduce(function (below, top) { return over(top, below); }, [255, 255, 255, 1]);
    }
    // A figure of a drawing may stand on a piece of it.
    function pieces(one) {
        if (one.tagName !== 'text') return [];
        var box = one.getBoundingClientRect(), x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
        return Array.from(one.closest('svg').querySelectorAll('rect')).filter(function (rect) {
            var own = rect.getBoundingClientRect();
            var isBelow = rect.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
            return isBelow && own.left <= x && x <= own.right && own.top <= y && y <= own.bottom;
        }).map(function (rect) { return colour(getComputedStyle(rect).fill); });
    }
    function luminance(c) {
        var parts = [0, 1, 2].map(function (i) {
            var part = c[i] / 255;
            return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
        });
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }
    var wrong = {};
    document.querySelectorAll('body *').forEach(function (one) {
        var own = Array.from(one.childNodes).some(function (node) { return node.nodeType === 3 && node.data.trim(); });
        if (!own || !one.checkVisibility() || one.closest('.skip, option')) return;
        var style = getComputedStyle(one);
        var ground = behind(one);
        var ink = over(colour(one.namespaceURI.endsWith('svg') ? style.fill : style.color), ground);
        var pair = [luminance(ink), luminance(ground)].sort(function (a, b) { return b - a; });
        var ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
        var size = parseFloat(style.fontSize);
        var isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        if (ratio < (isLarge ? 3 : 4.5)) wrong[one.tagName + '.' + one.getAttribute('class') + ' ' + ratio.toFixed(2) + ' ' + one.textContent.trim().slice(0, 30)] = true;
    });
    return Object.keys(wrong).slice(0, 5);
})()";

/// What stands on paper, of every type of page: its title below the name of the handbook, and nothing that
/// only a screen is good for.
fn paper_is_to_read(bench: &Bench) {
    let page = bench.chromium.page(794);
    let mut wrong = Vec::new();
    for path in bench.sample.page_types() {
        page.go(&bench.sample.url(&path));
        page.show_paper();
        let (seen, head): (Vec<String>, String) = page.eval(
            "(function () {
                function shows(one) { return one.checkVisibility() && one.getClientRects().length > 0; }
                var never = '.bar, .side, .toc, .toc-folded, .along, .crumbs, .pager, .jumps, .views, button:not(th button), select, .anchor, .page-end a';
                return [
                    Array.from(document.querySelectorAll(never)).filter(shows).map(function (one) { return one.outerHTML.slice(0, 80); }),
                    Array.from(document.querySelectorAll('.paper, h1')).filter(shows).map(function (one) { return one.className || one.tagName; }).join(' '),
                ];
            })()",
        );
        wrong.extend(seen.into_iter().map(|seen| format!("{path}: {seen}")));
        if !head.starts_with("paper H1") && !path.contains("404") && !head.is_empty() {
            wrong.push(format!("{path}: begins with {head}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Folds are open, and a link elsewhere says where.
    page.go(&bench.sample.url("guide/themes.html"));
    page.show_paper();
    let address: String = page.eval(
        "getComputedStyle(document.querySelector('.prose a[href^=\"https://keats\"]'), '::after').content",
    );
    assert!(address.contains("https://keats.github.io/tera/"), "{address}");
    page.go(&bench.sample.url("guide/diagrams.html"));
    page.show_paper();
    let folded: Vec<String> = page.eval(
        "Array.from(document.querySelectorAll('.prose details:not([open]) > pre')).filter(function (one) {
            return one.getClientRects().length === 0;
        }).map(function (one) { return one.textContent.slice(0, 60); })",
    );
    assert_eq!(folded, [""; 0]);
}
