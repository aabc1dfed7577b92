//! The script that points at the values of a line.

use serde_json::Value;

use crate::chromium::Page;
use crate::{Bench, Test};

pub(crate) const TESTS: &[Test] = &[
    ("a pointer over a line is told the nearest value", pointer_is_told_the_nearest_value),
    ("arrow keys go from value to value of a line", arrow_keys_go_from_value_to_value),
    ("a page with lines is the same without scripts", a_page_is_the_same_without_scripts),
];

const CHART: &str = "kpis/on-time-delivery.html";

/// Returns what the crosshair says, where one is shown.
fn told(page: &Page) -> Option<String> {
    page.eval(r"document.querySelector('.cross text')?.textContent.replace(/\u00a0/g, ' ') ?? null")
}

/// From the disk, so that what needs a server would be missed.
fn pointer_is_told_the_nearest_value(bench: &Bench) {
    for width_px in [768, 1280] {
        let page = bench.chromium.page(width_px);
        page.go(&bench.sample.file_url(CHART));
        let height = "document.documentElement.scrollHeight";
        let before: f64 = page.eval(height);
        page.eval::<bool>(
            "document.querySelector('figure.chart').scrollIntoView({ block: 'center', behavior: 'instant' }), true",
        );
        // The value stands in the data file too; its month is the column that the pointer is over.
        let (x, y): (f64, f64) = page.eval(
            "(function () {
                var seen = Array.from(document.querySelectorAll('.chart svg')).find(function (svg) {
                    return svg.getBoundingClientRect().width > 0;
                });
                var box = seen.querySelectorAll('.hit circle')[15].getBoundingClientRect();
                return [box.left + box.width / 2 + 2, seen.getBoundingClientRect().bottom - 60];
            })()",
        );
        page.point(x, y);
        assert_eq!(told(&page).as_deref(), Some("Aug 2025: 97.3 %, n = 5244"), "{width_px} px");
        let inside: bool = page.eval(
            "(function () {
                var label = document.querySelector('.cross text').getBoundingClientRect();
                return label.left >= 0 && label.right <= innerWidth;
            })()",
        );
        assert!(inside, "the label is cut off at {width_px} px");
        assert_eq!(page.eval::<f64>(height), before, "the page moved");
        page.point(2.0, 2.0);
        assert_eq!(told(&page), None, "the pointer left");
        assert_eq!(page.complaints(), Vec::<String>::new());
    }
}

fn arrow_keys_go_from_value_to_value(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url(CHART));
    page.eval::<bool>("document.querySelector('.chart-wide svg').focus(), true");
    let rows = [
        ("ArrowLeft", "Oct 2026: 96.0 %, n = 6855"),
        ("ArrowLeft", "Sep 2026: 95.5 %, n = 6814"),
        ("ArrowRight", "Oct 2026: 96.0 %, n = 6855"),
        ("ArrowRight", "Oct 2026: 96.0 %, n = 6855"),
    ];
    for (key, words) in rows {
        page.press(key);
        assert_eq!(told(&page).as_deref(), Some(words));
        let said: String = page
            .eval(r"document.querySelector('[role=status]').textContent.replace(/\u00a0/g, ' ')");
        assert_eq!(said, words, "what a screen reader hears");
    }
    page.press("Tab");
    assert_eq!(told(&page), None, "the focus left");
}

/// The script adds nothing before it is asked, and without it nothing is missed.
fn a_page_is_the_same_without_scripts(bench: &Bench) {
    let words = "document.querySelector('figure.chart').innerText";
    let shape = "(function () {
        var box = document.querySelector('figure.chart').getBoundingClientRect();
        return [box.width, box.height, document.querySelectorAll('.cross, .said').length];
    })()";
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url(CHART));
    let with: (String, Value) = (page.eval(words), page.eval(shape));
    let page = bench.chromium.page(1280);
    page.forbid_scripts();
    page.go(&bench.sample.url(CHART));
    assert_eq!((page.eval::<String>(words), page.eval::<Value>(shape)), with);
}
