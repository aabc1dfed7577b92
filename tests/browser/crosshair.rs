//! The script that points at the values of a line.

use serde_json::Value;

use crate::chromium::{ALT, CONTROL, META, Page, SHIFT};
use crate::site::Draft;
use crate::{Bench, Test};

pub(crate) const TESTS: &[Test] = &[
    ("a pointer over a line is told the nearest value", pointer_is_told_the_nearest_value),
    ("arrow keys go from value to value of a line", arrow_keys_go_from_value_to_value),
    ("a page with lines is the same without scripts", a_page_is_the_same_without_scripts),
    ("a chart of several lines, or of none, has no crosshair", a_chart_of_several_lines),
    ("an arrow key with a modifier is left to the browser", a_modifier_is_left_to_the_browser),
    ("arrow keys begin anew on each chart", arrow_keys_begin_anew_on_each_chart),
    ("a screen reader knows where values are said before one is", values_have_a_place),
    ("a narrow page has no crosshair", a_narrow_page_has_no_crosshair),
    ("a save leaves a chart that it did not change", a_save_leaves_a_chart),
];

const CHART: &str = "kpis/on-time-delivery.html";
const SOURCE: &str = "content/kpis/on-time-delivery.md";

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

/// Opens a page to which a save adds charts of other kinds, and of another KPI.
fn with_kinds<'a>(bench: &'a Bench, draft: &Draft) -> Page<'a> {
    let page = bench.chromium.page(1280);
    page.go(&draft.url(CHART));
    let kinds = ["strip", "small-multiples", "bars", "line", "area"];
    let own = kinds.map(|kind| format!("\n![Checkout](kpi:checkout-drop-off?chart={kind})\n"));
    let added = own.concat() + "\n![Shoppers](kpi:csat)\n";
    draft.write(SOURCE, draft.read(SOURCE) + &added);
    page.wait("document.querySelectorAll('.chart-wide svg').length === 7");
    page
}

/// Puts the pointer on a point of a chart, both by their places.
fn point_at(page: &Page, chart: usize, point: usize) {
    let (x, y): (f64, f64) = page.eval(&format!(
        "(function () {{
            var point = document.querySelectorAll('.chart-wide svg')[{chart}].querySelectorAll('.hit circle')[{point}];
            point.scrollIntoView({{ block: 'center', behavior: 'instant' }});
            var box = point.getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2];
        }})()"
    ));
    page.point(x, y);
}

fn focus(page: &Page, chart: usize) {
    page.eval::<bool>(&format!(
        "document.querySelectorAll('.chart-wide svg')[{chart}].focus(), true"
    ));
}

/// Where several points stand below each other, the nearest on the left or right is not the nearest.
fn a_chart_of_several_lines(bench: &Bench) {
    let draft = Draft::serve();
    let page = with_kinds(bench, &draft);
    let kinds = ["run", "strip", "small-multiples", "bars", "line", "area", "run"];
    let stops: Vec<bool> = page.eval(
        "Array.from(document.querySelectorAll('.chart-wide svg')).map(function (svg) { return svg.tabIndex === 0; })",
    );
    assert_eq!(stops, kinds.map(|kind| ["run", "line", "area"].contains(&kind)));
    for (chart, kind) in kinds.into_iter().enumerate() {
        point_at(&page, chart, 3);
        assert_eq!(told(&page).is_some(), stops[chart], "{kind}");
    }
    assert_eq!(page.complaints(), Vec::<String>::new());
}

fn a_modifier_is_left_to_the_browser(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url(CHART));
    focus(&page, 0);
    page.eval::<bool>(
        "window.taken = [], addEventListener('keydown', function (event) { taken.push(event.defaultPrevented); }), true",
    );
    for modifier in [ALT, CONTROL, META, SHIFT] {
        page.press_with("ArrowLeft", modifier);
        assert_eq!(told(&page), None, "modifier {modifier}");
    }
    page.press("ArrowLeft");
    assert_eq!(page.eval::<Vec<bool>>("taken"), [false, false, false, false, true]);
}

fn arrow_keys_begin_anew_on_each_chart(bench: &Bench) {
    let draft = Draft::serve();
    let page = with_kinds(bench, &draft);
    let last = |chart: usize| -> String {
        page.eval(&format!(
            r"Array.from(document.querySelectorAll('.chart-wide svg')[{chart}].querySelectorAll('.hit title')).pop().textContent.replace(/\u00a0/g, ' ')"
        ))
    };
    focus(&page, 6);
    point_at(&page, 0, 5);
    assert!(told(&page).is_some_and(|words| words != last(0)));
    page.press("ArrowLeft");
    assert_eq!(told(&page), Some(last(6)));
}

/// An element that comes with its words is a new one, of which some screen readers say nothing.
fn values_have_a_place(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url(CHART));
    focus(&page, 0);
    page.eval::<bool>("window.place = document.querySelector('[role=status]'), true");
    assert_eq!(page.eval::<Option<String>>("place?.textContent ?? null").as_deref(), Some(""));
    page.press("ArrowLeft");
    assert!(page.eval::<bool>("place.isConnected && place.textContent !== ''"));
}

/// The small drawing has no titles; the table says what they would.
fn a_narrow_page_has_no_crosshair(bench: &Bench) {
    let page = bench.chromium.page(375);
    page.go(&bench.sample.url(CHART));
    let (x, y, stops): (f64, f64, usize) = page.eval(
        "(function () {
            var svg = document.querySelector('.chart-narrow svg');
            svg.scrollIntoView({ block: 'center', behavior: 'instant' });
            var box = svg.getBoundingClientRect();
            var stops = Array.from(document.querySelectorAll('svg[tabindex]'));
            stops = stops.filter(function (stop) { return stop.checkVisibility(); });
            return [box.left + box.width / 2, box.top + box.height / 2, stops.length];
        })()",
    );
    assert_eq!(stops, 0);
    page.point(x, y);
    assert_eq!(told(&page), None);
    assert_eq!(page.complaints(), Vec::<String>::new());
}

fn a_save_leaves_a_chart(bench: &Bench) {
    let draft = Draft::serve();
    let page = bench.chromium.page(1280);
    page.go(&draft.url(CHART));
    focus(&page, 0);
    page.press("ArrowLeft");
    assert!(told(&page).is_some());
    page.eval::<bool>(
        "window.before = document.querySelectorAll('main svg, main table, main h2'), true",
    );
    let count: usize = page.eval("before.length");
    assert!(count > 5, "only {count} elements");
    draft.write(SOURCE, draft.read(SOURCE) + " And one sentence more.\n");
    page.wait("document.querySelector('main').innerText.includes('And one sentence more.')");
    let kept: usize =
        page.eval("Array.from(before).filter(function (one) { return one.isConnected; }).length");
    assert_eq!(kept, count, "elements that the save did not change were exchanged");
    let is_focused = "document.activeElement.matches('.chart-wide svg')";
    assert!(page.eval::<bool>(is_focused), "the focus was lost");
    page.press("ArrowLeft");
    assert!(told(&page).is_some());
    assert_eq!(page.complaints(), Vec::<String>::new());
}
