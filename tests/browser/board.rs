//! The board: filter and order without loading anything.

use crate::chromium::Page;
use crate::{Bench, Test};

pub(crate) const TESTS: &[Test] = &[
    ("the board is filtered in place", the_board_is_filtered),
    ("the board is ordered in place", the_board_is_ordered),
    ("cards stay within their lanes", cards_stay_within_their_lanes),
    ("lanes that go on beyond an edge fade there", lanes_fade_at_an_edge),
    ("a lane that a filter empties leaves its room", an_emptied_lane_leaves_its_room),
    ("the table of briefs is sorted by its heads", the_table_is_sorted),
    ("rows without a date are sorted last", rows_without_a_date_are_last),
    ("the index of KPIs is sorted by what asks for a look", the_index_of_kpis_is_sorted),
    ("an address keeps the choice", an_address_keeps_the_choice),
];

const SHOWN: &str = "Array.from(document.querySelectorAll('[data-card]')).filter(function (card) {
    return card.checkVisibility();
})";

fn open<'a>(bench: &'a Bench, path: &str) -> Page<'a> {
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url(path));
    page.wait("!document.querySelector('[data-filters]').hidden");
    assert_eq!(page.loads(), 0);
    page
}

/// Chooses in the nth select as a reader does: by value, with the event that a browser sends.
fn choose(page: &Page, select: &str, value: &str) {
    page.eval::<bool>(&format!(
        "(function () {{
            var select = document.querySelector({select:?});
            select.value = {value:?};
            return select.dispatchEvent(new Event('change', {{ bubbles: true }}));
        }})()"
    ));
}

fn the_board_is_filtered(bench: &Bench) {
    let page = open(bench, "board.html");
    let all: usize = page.eval(&format!("{SHOWN}.length"));
    let filters: Vec<(String, Vec<String>)> = page.eval(
        "Array.from(document.querySelectorAll('[data-filter]')).map(function (select) {
            var options = Array.from(select.options).map(function (option) { return option.value; });
            return ['[data-filter=\"' + select.dataset.filter + '\"]', options.filter(Boolean)];
        })",
    );
    assert!(!filters.is_empty());
    for (place, (select, options)) in filters.iter().enumerate() {
        let mut sum = 0;
        for option in options {
            choose(&page, select, option);
            let cards: Vec<String> =
                page.eval(&format!("{SHOWN}.map(function (card) {{ return card.dataset.keys; }})"));
            assert!(!cards.is_empty() && cards.len() <= all, "{select} {option}");
            for keys in &cards {
                assert_eq!(keys.split('|').nth(place), Some(option.as_str()), "{select}");
            }
            let count: String = page.eval("document.querySelector('[data-count]').textContent");
            if cards.len() < all {
                assert_eq!(count, format!("{} of {all} shown", cards.len()));
            }
            sum += cards.len();
        }
        assert!(sum <= all, "{select} shows a card twice");
        choose(&page, select, "");
        assert_eq!(page.eval::<usize>(&format!("{SHOWN}.length")), all);
    }
    assert_eq!((page.loads(), page.complaints()), (0, vec![]));
}

fn the_board_is_ordered(bench: &Bench) {
    let page = open(bench, "board.html");
    let titles = "Array.from(document.querySelectorAll('.lane')).map(function (lane) {
        return Array.from(lane.querySelectorAll('[data-card] h3')).map(function (one) { return one.innerText; });
    })";
    let planned: Vec<Vec<String>> = page.eval(titles);
    choose(&page, "[data-order]", "title");
    let ordered: Vec<Vec<String>> = page.eval(titles);
    let mut expected = planned.clone();
    for lane in &mut expected {
        lane.sort_by_key(|title| title.to_lowercase());
    }
    assert_ne!(planned, expected, "the sample cannot tell one order from the other");
    assert_eq!(ordered, expected);
    choose(&page, "[data-order]", "");
    assert_eq!(page.eval::<Vec<Vec<String>>>(titles), planned);
    assert_eq!((page.loads(), page.complaints()), (0, vec![]));
}

fn the_table_is_sorted(bench: &Bench) {
    let page = open(bench, "briefs-table.html");
    let titles = "Array.from(document.querySelectorAll('table[data-sortable] tbody tr')).map(function (row) {
        return row.cells[0].textContent.trim();
    })";
    let before: Vec<String> = page.eval(titles);
    let mut up = before.clone();
    up.sort_by_key(|title| title.to_lowercase());
    let down: Vec<String> = up.iter().rev().cloned().collect();
    let head = "table[data-sortable] thead th button";
    page.click(head);
    assert_eq!(page.eval::<Vec<String>>(titles), up);
    let said: Option<String> = page
        .eval("document.querySelector('table[data-sortable] thead th').getAttribute('aria-sort')");
    assert_eq!(said.as_deref(), Some("ascending"));
    page.click(head);
    assert_eq!(page.eval::<Vec<String>>(titles), down);
    page.click(head);
    assert_eq!(page.eval::<Vec<String>>(titles), before);
    assert_eq!((page.loads(), page.complaints()), (0, vec![]));
}

fn cards_stay_within_their_lanes(bench: &Bench) {
    let page = open(bench, "board.html");
    for width_px in [375, 768, 1280, 1920] {
        page.resize(width_px, 900);
        page.wait("true");
        let (cards, wrong): (usize, Vec<String>) = page.eval(
            "(function () {
                var cards = Array.from(document.querySelectorAll('[data-card]'));
                return [cards.length, cards.filter(function (card) {
                    var edge = card.closest('.lane').getBoundingClientRect().right + 0.5;
                    return [card].concat(Array.from(card.querySelectorAll('*'))).some(function (one) {
                        return one.getBoundingClientRect().right > edge;
                    });
                }).map(function (card) { return card.querySelector('h3').innerText; })];
            })()",
        );
        assert!(cards > 10, "{cards} cards");
        assert_eq!(wrong, Vec::<String>::new(), "at {width_px} px");
    }
}

fn lanes_fade_at_an_edge(bench: &Bench) {
    let page = open(bench, "board.html");
    let fades = |before: bool, after: bool| {
        page.wait(&format!(
            "(function () {{
                var has = document.querySelector('[data-board]').classList;
                return has.contains('more-before') === {before} && has.contains('more-after') === {after};
            }})()"
        ));
    };
    fades(false, true);
    page.eval::<f64>("document.querySelector('[data-board]').scrollLeft = 9999");
    fades(true, false);
    page.resize(2400, 900);
    fades(false, false);
}

fn an_emptied_lane_leaves_its_room(bench: &Bench) {
    let page = open(bench, "board.html");
    let option: String =
        page.eval("document.querySelector('[data-filter=\"0\"]').options[2].value");
    choose(&page, "[data-filter=\"0\"]", &option);
    let lanes: Vec<(usize, f64)> = page.eval(
        "Array.from(document.querySelectorAll('.lane')).map(function (lane) {
            var cards = Array.from(lane.querySelectorAll('[data-card]')).filter(function (card) { return !card.hidden; });
            return [cards.length, lane.getBoundingClientRect().width];
        })",
    );
    let emptied = lanes.iter().filter(|(cards, _)| *cards == 0).count();
    assert!(emptied > 0 && emptied < lanes.len(), "{lanes:?}");
    for (cards, width_px) in &lanes {
        assert_eq!(*width_px < 50.0, *cards == 0, "{lanes:?}");
    }
}

fn rows_without_a_date_are_last(bench: &Bench) {
    let page = open(bench, "briefs-table.html");
    let keys = "Array.from(document.querySelectorAll('.last-step')).map(function (cell) {
        return cell.dataset.key;
    })";
    let head = "table[data-sortable] thead th:nth-child(6) button";
    for is_descending in [false, true] {
        page.click(head);
        let sorted: Vec<String> = page.eval(keys);
        let dates: Vec<&String> = sorted.iter().take_while(|key| !key.is_empty()).collect();
        assert!(dates.len() < sorted.len(), "every brief of the sample has a date");
        assert!(sorted.iter().skip(dates.len()).all(String::is_empty), "{sorted:?}");
        let ordered =
            |pair: &[&String]| if is_descending { pair[0] >= pair[1] } else { pair[0] <= pair[1] };
        assert!(dates.windows(2).all(ordered), "{dates:?}");
    }
}

fn the_index_of_kpis_is_sorted(bench: &Bench) {
    let page = bench.chromium.page(1280);
    page.go(&bench.sample.url("kpis/index.html"));
    for (column, order) in [
        (4, &["worsening", "improving", "changed", "no signal", "too few points"][..]),
        (
            5,
            &[
                "target reliably missed",
                "target comes and goes",
                "target reliably met",
                "no target",
            ],
        ),
    ] {
        page.click(&format!("table[data-sortable] thead th:nth-child({column}) button"));
        let words: Vec<String> = page.eval(&format!(
            "Array.from(document.querySelectorAll('tbody td:nth-child({column}) .state')).map(function (state) {{
                return state.textContent.trim();
            }})"
        ));
        // A verdict that rests on the limits before a shift ranks as one that rests on its own.
        let rank = |word: &String| {
            let word = word.trim_end_matches(" before the shift");
            let word = if word == "target came and went" { "target comes and goes" } else { word };
            order.iter().position(|own| *own == word).unwrap_or_else(|| panic!("{word}"))
        };
        let places: Vec<usize> = words.iter().map(rank).collect();
        assert!(places.is_sorted(), "{words:?}");
        assert_ne!(places.first(), places.last(), "the sample cannot tell one order from another");
    }
    assert_eq!((page.loads(), page.complaints()), (0, vec![]));
}

fn an_address_keeps_the_choice(bench: &Bench) {
    let page = open(bench, "board.html");
    let option: String =
        page.eval("document.querySelector('[data-filter=\"0\"]').options[1].value");
    choose(&page, "[data-filter=\"0\"]", &option);
    let shown: usize = page.eval(&format!("{SHOWN}.length"));
    let address: String = page.eval("location.href");
    let again = bench.chromium.page(1280);
    again.go(&address);
    again.wait("!document.querySelector('[data-filters]').hidden");
    assert_eq!(again.eval::<usize>(&format!("{SHOWN}.length")), shown);
    assert_eq!(again.eval::<String>("document.querySelector('[data-filter=\"0\"]').value"), option);
}
