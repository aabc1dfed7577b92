//! Every page: that it loads without a complaint, fits its window, leads to its parts and can be
//! read without scripts.

use crate::{Bench, Test};

/// The policy under which a published handbook must work.
const POLICY: [&str; 6] = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
];

pub(crate) const TESTS: &[Test] = &[
    ("pages load without a complaint under a strict policy", every_page_loads),
    ("pages load without a complaint from disk", every_type_loads_from_disk),
    ("a violated policy and a failed request are heard", violations_are_heard),
    ("no page scrolls sideways at 320 px", |bench| no_page_scrolls_sideways(bench, 320)),
    ("no page scrolls sideways at 375 px", |bench| no_page_scrolls_sideways(bench, 375)),
    ("no page scrolls sideways at 768 px", |bench| no_page_scrolls_sideways(bench, 768)),
    ("no page scrolls sideways at 1280 px", |bench| no_page_scrolls_sideways(bench, 1280)),
    ("pages can be read without scripts", pages_can_be_read_without_scripts),
    ("a folder of pages is listed first in its sidebar", pages_of_a_folder_come_first),
    ("what an introduction says and links is said once", introductions_say_it_once),
    ("the contents of a KPI page name its sections", contents_name_sections),
    ("fragments lead to what they name", fragments_lead_to_what_they_name),
    ("a page with its styles and scripts weighs 50 kB at most", pages_are_light),
];

fn every_page_loads(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url("index.html"));
    let policy: String = page.eval(
        "fetch(location.href).then(function (answer) {
            return answer.headers.get('content-security-policy') || '';
        })",
    );
    let directives: Vec<&str> = policy.split(';').map(str::trim).collect();
    for wanted in POLICY {
        assert!(directives.contains(&wanted), "{wanted} is not in the policy {policy}");
    }
    let mut wrong = Vec::new();
    for path in bench.sample.pages() {
        page.go(&bench.sample.url(&path));
        wrong.extend(page.complaints().into_iter().map(|complaint| format!("{path}: {complaint}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn every_type_loads_from_disk(bench: &Bench) {
    let page = bench.chromium.page(1280);
    let mut wrong = Vec::new();
    // The page for missing addresses is served from any depth, so that it names its files from the
    // root of the host; from disk nobody is sent to it.
    for path in bench.sample.page_types().into_iter().filter(|path| path != "404.html") {
        page.go(&bench.sample.file_url(&path));
        let is_dressed: bool = page.eval(
            "document.documentElement.classList.contains('js') &&
             getComputedStyle(document.querySelector('.skip')).position === 'absolute'",
        );
        if !is_dressed {
            wrong.push(format!("{path}: script or style did not load"));
        }
        wrong.extend(page.complaints().into_iter().map(|complaint| format!("{path}: {complaint}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn violations_are_heard(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url("index.html"));
    assert_eq!(page.complaints(), Vec::<String>::new());
    for (violation, word) in [
        (
            "document.body.append(Object.assign(document.createElement('script'), { text: '1' }))",
            "script",
        ),
        ("document.body.setAttribute('style', 'color: red')", "style"),
        ("fetch('nothing-here.json').then(function () {})", "404"),
        ("console.error('hear me')", "hear me"),
    ] {
        page.eval::<serde_json::Value>(&format!(
            "(async function () {{ await ({violation}); return null; }})()"
        ));
        page.wait("true");
        let heard = page.complaints().join("\n");
        assert!(heard.contains(word), "{violation}: {heard}");
    }
}

fn no_page_scrolls_sideways(bench: &Bench, width_px: u32) {
    let page = bench.chromium.page(width_px);
    let mut wrong = Vec::new();
    // What fits where there is least room fits elsewhere; there all pages are looked at.
    let paths = match width_px {
        320 => bench.sample.pages(),
        _ => bench.sample.page_types(),
    };
    for path in paths {
        page.go(&bench.sample.url(&path));
        // What is folded counts too, once a reader opens it.
        let widest: Option<String> = page.eval(
            "(function () {
                document.querySelectorAll('details').forEach(function (one) { one.open = true; });
                var root = document.documentElement;
                if (root.scrollWidth <= innerWidth) return null;
                var wide = Array.from(document.body.querySelectorAll('*')).filter(function (one) {
                    return one.getBoundingClientRect().right > innerWidth + 0.5;
                });
                var names = wide.slice(-3).map(function (one) {
                    return one.tagName + '.' + one.getAttribute('class') + ' ' + one.textContent.slice(0, 30);
                });
                return root.scrollWidth + ' px by ' + names.join(' | ');
            })()",
        );
        wrong.extend(widest.map(|widest| format!("{path}: {widest}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn pages_can_be_read_without_scripts(bench: &Bench) {
    for width_px in [1280, 375] {
        let page = bench.chromium.page(width_px);
        page.forbid_scripts();
        for path in bench.sample.page_types() {
            page.go(&bench.sample.url(&path));
            let (has_script, heading, main, links): (bool, String, String, Vec<String>) = page.eval(
                "(function () {
                    function seen(one) { return one.checkVisibility() && one.getClientRects().length > 0; }
                    var heading = document.querySelector('main h1');
                    var links = Array.from(document.querySelectorAll('#tl-nav a[href]')).filter(seen);
                    return [
                        document.documentElement.classList.contains('js'),
                        heading && seen(heading) ? heading.innerText : '',
                        document.querySelector('main').innerText,
                        links.map(function (link) { return link.getAttribute('href'); }),
                    ];
                })()",
            );
            assert!(!has_script, "{path}: scripts ran");
            assert!(!heading.is_empty(), "{path}: no heading to see");
            assert!(main.len() > heading.len() + 20, "{path}: hardly a text: {main}");
            assert!(links.len() >= 5, "{path} at {width_px}: few links to other pages: {links:?}");
        }
    }
}

fn pages_of_a_folder_come_first(bench: &Bench) {
    let page = bench.chromium.page(1280);
    for path in ["guide/index.html", "guide/themes.html"] {
        page.go(&bench.sample.url(path));
        let (label, links): (String, Vec<String>) = page.eval(
            "(function () {
                var first = document.querySelector('#tl-nav nav').firstElementChild;
                var links = Array.from(first.querySelectorAll('a'));
                return [
                    first.querySelector('.over').textContent,
                    links.map(function (link) { return link.textContent; }),
                ];
            })()",
        );
        assert_eq!(label, "Manual", "{path}");
        assert_eq!(links.first().map(String::as_str), Some("Getting started"), "{path}");
        assert!(links.iter().any(|link| link == "Themes"), "{path}: {links:?}");
    }
}

fn introductions_say_it_once(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url("guide/index.html"));
    let links: usize =
        page.eval("document.querySelectorAll('main a[href=\"themes.html\"]').length");
    assert_eq!(links, 1, "the manual lists a page again that its introduction links");
    page.go(&bench.sample.url("kpis/index.html"));
    let text: String = page.eval("document.querySelector('main').innerText");
    assert_eq!(text.matches("Ten numbers that we gather, each with an owner").count(), 1);
}

fn contents_name_sections(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url("kpis/checkout-drop-off.html"));
    let (contents, sections, is_above): (Vec<String>, Vec<String>, bool) = page.eval(
        "(function () {
            function texts(all) {
                return Array.from(all).map(function (one) { return one.firstChild.textContent.trim(); });
            }
            var toc = document.querySelector('.toc').getBoundingClientRect();
            return [
                texts(document.querySelectorAll('.toc a')),
                texts(document.querySelectorAll('main h2')),
                toc.bottom <= document.querySelector('.chart').getBoundingClientRect().top,
            ];
        })()",
    );
    assert_eq!(contents, sections);
    assert!(is_above, "the contents stand beside what they list");
}

/// Goes to every named place of every type of page, and looks whether it is then in view, below the
/// bar and inside nothing folded.
fn fragments_lead_to_what_they_name(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.reduce_motion();
    let mut wrong: Vec<String> = Vec::new();
    let mut followed = 0;
    for path in bench.sample.page_types() {
        let url = bench.sample.url(&path);
        page.go(&url);
        let (names, missed): (Vec<String>, Vec<String>) =
            page.eval(&format!("({FOLLOW})({IN_VIEW})"));
        followed += names.len();
        wrong.extend(missed.into_iter().map(|name| format!("{path}#{name}")));
        // As from another page. The last place has the longest way.
        if let Some(name) = names.last() {
            page.go("about:blank");
            page.go(&format!("{url}#{name}"));
            page.wait(&format!("({IN_VIEW})({name:?})"));
        }
    }
    assert!(followed > 300, "only {followed} places");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const IN_VIEW: &str = "function (name) {
    var one = document.getElementById(name);
    var box = one.getBoundingClientRect();
    var bar = document.querySelector('.bar').getBoundingClientRect().bottom;
    return one.checkVisibility() && box.top >= bar - 1 && box.top < innerHeight;
}";

const FOLLOW: &str = "async function (inView) {
    var names = Array.from(document.querySelectorAll('main [id]')).filter(function (one) {
        return !one.closest('svg');
    }).map(function (one) { return one.id; });
    var missed = [];
    for (var name of names) {
        scrollTo(0, 0);
        await new Promise(function (done) {
            addEventListener('hashchange', function () { setTimeout(done, 0); }, { once: true });
            location.hash = name;
        });
        if (!inView(name)) missed.push(name);
    }
    return [names, missed];
}";

/// As a host sends them, compressed by gzip; what is loaded later on counts as if it were loaded at once.
fn pages_are_light(bench: &Bench) {
    const MOST: u64 = 50_000;
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url("index.html"));
    page.eval::<serde_json::Value>(
        "(window.weigh = async function (address) {
            var body = (await fetch(address)).body.pipeThrough(new CompressionStream('gzip'));
            return (await new Response(body).arrayBuffer()).byteLength;
        }, null)",
    );
    let shared = bench.sample.styles_and_scripts();
    assert!(shared.len() >= 3, "these are all: {shared:?}");
    let weigh = |path: &str| page.eval::<u64>(&format!("weigh('{}')", bench.sample.url(path)));
    let own: u64 = shared.iter().map(|path| weigh(path)).sum();
    let mut heavy = Vec::new();
    for path in bench.sample.pages() {
        let bytes = weigh(&path) + own;
        if bytes > MOST {
            heavy.push(format!("{path}: {bytes} bytes"));
        }
    }
    assert!(heavy.is_empty(), "{}", heavy.join("\n"));
}
