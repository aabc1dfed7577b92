//! What chance brings: numbers of every size, hostile names, and days up to both ends of the calendar.

use proptest::prelude::*;

use crate::id::{Date, Rhythm};

/// Returns how many cases each property is tried with: 1,200, else as many as `THROUGHLINE_CASES` says.
pub(super) fn config() -> ProptestConfig {
    let cases = std::env::var("THROUGHLINE_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: cases.unwrap_or(1200),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Numbers at which arithmetic ends, and such as lie beside them.
const EXTREMES: [f64; 22] = [
    f64::MAX,
    f64::MIN,
    f64::MIN_POSITIVE,
    -f64::MIN_POSITIVE,
    5e-324,
    -5e-324,
    f64::EPSILON,
    0.0,
    -0.0,
    1.0,
    -1.0,
    100.0,
    1e300,
    -1e300,
    1e-300,
    1e15,
    -1e15,
    1.1e15,
    1e12,
    -1e12,
    9_007_199_254_740_993.0,
    0.1,
];

/// Returns how many values there are: often few, now and then more than a chart has room for.
fn counts() -> impl Strategy<Value = usize> {
    prop_oneof![20 => 0..4_usize, 60 => 0..30_usize, 15 => 30..90_usize, 1 => 150..900_usize]
}

/// Returns values of one size.
fn usual() -> impl Strategy<Value = Vec<f64>> {
    let size = proptest::sample::select(vec![1e-11, 1e-3, 1.0, 100.0, 1e6, 1e12, 1e15]);
    let shift = proptest::sample::select(vec![0.0, 0.0, 1.0, -1.0, 1e9, -1e6]);
    let all = counts().prop_flat_map(|count| proptest::collection::vec(-1.0..1.0_f64, count));
    (all, size, shift).prop_map(|(all, size, shift)| {
        all.into_iter().map(|value| (value * size + shift).clamp(-1e15, 1e15)).collect::<Vec<_>>()
    })
}

/// Returns finite values.
pub(super) fn values() -> impl Strategy<Value = Vec<f64>> {
    let wild = proptest::sample::select(EXTREMES.to_vec());
    let mixed = (usual(), proptest::collection::vec((any::<u16>(), wild.clone()), 0..4));
    let mixed = mixed.prop_map(|(mut all, wild)| {
        for (at, value) in wild {
            let at = usize::from(at) % (all.len() + 1);
            all.insert(at, value);
        }
        all
    });
    let whole = counts().prop_flat_map(|count| proptest::collection::vec(0..30_i32, count));
    let equal = (wild.clone(), counts()).prop_map(|(value, count)| vec![value; count]);
    prop_oneof![
        6 => usual(),
        2 => mixed,
        3 => whole.prop_map(|all| all.into_iter().map(f64::from).collect()),
        1 => equal,
        1 => counts().prop_flat_map(move |count| proptest::collection::vec(wild.clone(), count)),
    ]
}

/// Returns what someone may call a thing.
pub(super) fn names() -> impl Strategy<Value = String> {
    let hostile = [
        String::new(),
        "Checkout drop-off".to_owned(),
        "<&\"'>".to_owned(),
        "</title><script>\"'&\u{0}\u{1b}\u{7f}\u{ffff}".to_owned(),
        "]]>--><!-- &amp; &#0;".to_owned(),
        "قيمة \u{202e}mirrored\u{202c} שלום".to_owned(),
        "👩‍👩‍👧‍👦🏴‍☠️ e\u{301}\u{301}\u{301} \u{200b}".to_owned(),
        "a\tb\r\nc\u{85}d\u{2028}e".to_owned(),
        "W".repeat(500),
        "漢字 ".repeat(125),
    ];
    prop_oneof![
        3 => proptest::sample::select(hostile.to_vec()),
        1 => proptest::collection::vec(any::<char>(), 0..20).prop_map(|all| all.into_iter().collect()),
    ]
}

/// Returns what values are counted in.
pub(super) fn units() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "%",
        "days",
        "",
        "of 5",
        "per 100 orders",
        "<b>&\"'",
        "שקל",
        "👍",
        "Kundenbeschwerdenbearbeitungsvorgänge je Monat und Standort",
    ])
}

/// Returns a day from which on values follow: both ends of the calendar, and days between.
pub(super) fn starts() -> impl Strategy<Value = Date> {
    let days = ["0001-01-01", "2019-12-30", "1969-12-29", "2024-02-26", "9998-11-30", "9999-12-27"];
    proptest::sample::select(days.map(super::day).to_vec())
}

pub(super) fn rhythms() -> impl Strategy<Value = Rhythm> {
    proptest::sample::select(vec![
        Rhythm::Day,
        Rhythm::Week,
        Rhythm::Month,
        Rhythm::Quarter,
        Rhythm::Year,
    ])
}

/// Returns values at days in their order, several on one day among them, as far as the calendar goes.
pub(super) fn days() -> impl Strategy<Value = Vec<(Date, f64)>> {
    let steps = proptest::sample::select(vec![0, 1, 1, 7, 30, 91, 400, 90_000]);
    (starts(), values(), proptest::collection::vec(steps, 8)).prop_map(|(start, values, steps)| {
        let mut day = Some(start);
        let mut found = Vec::new();
        for (value, step) in values.into_iter().zip(steps.iter().cycle()) {
            let Some(on) = day else { break };
            found.push((on, value));
            day = on.plus_days(*step);
        }
        found
    })
}
