//! The headline of a KPI and the sentence below it, which must agree with its chart. Figures by hand.

use throughline::doc::KpiFields;
use throughline::id::Rhythm;
use throughline::kpi::{self, Point, Series, Unit};

use crate::effects::{fields, phase, series, usual, weeks};

/// Returns the headline of a series and the sentence below it.
fn told(series: &Series, fields: &KpiFields) -> (String, String) {
    let analysis = kpi::analyse(series, fields);
    let verdicts = kpi::verdicts(series, &analysis, fields);
    let unit = Unit::of(fields, 0);
    let finding = kpi::finding("It", series, &analysis, &verdicts, &unit);
    let lede = kpi::lede(series, &analysis, &verdicts, fields, &unit);
    (finding.replace('\u{a0}', " "), lede.replace('\u{a0}', " "))
}

fn headline(values: &[f64]) -> (String, String) {
    told(&series(&weeks(values)), &fields())
}

#[test]
fn a_headline_agrees_with_where_the_shift_has_led() {
    let usual_at = |level: f64, count: usize| {
        usual(count).into_iter().map(|value| value - 51.0 + level).collect::<Vec<f64>>()
    };
    let of = |more: &[f64]| headline(&[&usual(20), more].concat()).0;
    let stayed = "It rose from 51 points to 61 points and stayed there";
    assert_eq!(of(&usual_at(61.0, 12)), stayed);
    assert_eq!(of(&usual_at(61.0, 8)), stayed);
    // The 24 weeks since it began lie at 66 ± 6.01, twelve in a row below their centre and twelve above.
    let twice = [usual_at(61.0, 12), usual_at(71.0, 12)].concat();
    assert_eq!(of(&twice), "It rose from 51 points to 66 points, in several steps");
    // Nine weeks with a mean of 66.2, further apart than the usual 5.32 to either side.
    let climbing = [54.0, 58.0, 62.0, 66.0, 70.0, 74.0, 78.0, 82.0];
    assert_eq!(of(&climbing), "It rose from 51 points to 66 points");
    // 62.5 ± 8.9 with the newest, which lies outside.
    let left = [usual_at(61.0, 12), vec![80.0]].concat();
    assert_eq!(
        of(&left),
        "It rose from 51 points to 62 points; now 80 points, outside of what is usual since"
    );
    // The first twenty of a steady climb lie at 586 ± 31.9, those from the first beyond it on at 724 ± 31.9.
    let steady: Vec<f64> = (0..30).map(|at| 472.0 + 12.0 * f64::from(at)).collect();
    let (finding, lede) = headline(&steady);
    assert_eq!(
        finding,
        "It rose from 586 points to 724 points, in several steps; now 820 points, outside of what is usual since"
    );
    assert_eq!(
        lede,
        "20 weeks in a row above the earlier centre of 586 points. The latest value of 820 points lies \
         outside of what is usual since, 692–756 points."
    );
}

#[test]
fn what_has_no_limits_of_its_own_is_not_said_to_have_stayed() {
    // From the twentieth week on there is a value every second week, so that no moving range is known.
    let mut series = series(&weeks(&usual(20)));
    for (at, value) in (0..13).map(|at| (at, 60.0 + 12.0 * at as f64)) {
        let start = series.points[19].period.start.plus_days(14 * (at + 1)).unwrap();
        let period = Rhythm::Week.period(start);
        series.points.push(Point { period, value, n: None });
    }
    let (finding, _) = told(&series, &fields());
    assert_eq!(finding, "It rose from 51 points to 132 points");
}

#[test]
fn the_lede_shows_that_a_value_lies_beyond() {
    // Mean 63.36 and mean moving range 1.69: the upper limit is 67.86, which rounds to the value beyond it.
    let high = [62., 63., 62., 63., 64., 63., 64., 62., 64., 64., 63., 64., 61., 68.];
    let (_, lede) = headline(&[&usual(20), &high[..]].concat());
    assert!(
        lede.contains(
            "The latest value of 68.0 points lies outside of what is usual since, 58.9–67.9 points"
        ),
        "{lede}"
    );
}

#[test]
fn a_run_of_a_median_phase_is_held_against_its_own_width() {
    // 51 ± 6.29 by the median moving range of 2. The eight weeks since have a mean of 61.2, and the last lies
    // 5.6 off: within that, and beyond the 5.32 of the mean's limits.
    let declared = KpiFields { phases: vec![phase(0, Some("median"))], ..fields() };
    let values = [usual(20), vec![62.0; 7], vec![55.6]].concat();
    let (finding, _) = told(&series(&weeks(&values)), &declared);
    assert_eq!(finding, "It rose from 51 points to 61 points and stayed there");
}
