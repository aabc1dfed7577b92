//! Pictures to be read: change them only after looking at them in a browser, light and dark.

use insta::assert_snapshot;

use super::{Case, FALLS, Size, day, falls};
use crate::chart::spark;
use crate::kpi::Unit;

/// Says both verdicts and draws both renditions, one element a line.
fn both(case: &Case) -> String {
    let lines = |svg: String| svg.replace("><", ">\n<");
    let words = case.with(Size::Wide, |spec| {
        format!("{}, {}", spec.verdicts.variation.words(), spec.verdicts.target.words())
    });
    let (wide, narrow) = (lines(case.draw(Size::Wide)), lines(case.draw(Size::Narrow)));
    format!("{words}\n\n{wide}\n\n{narrow}")
}

#[test]
fn three_points_are_dots() {
    assert_snapshot!(both(&Case::weekly("%", &FALLS[..3]).target(30.0, "2026-12-31")));
}

#[test]
fn eight_points_have_a_median() {
    assert_snapshot!(both(&Case::weekly("%", &FALLS[..8]).shipped(&["2026-04-01"])));
}

#[test]
fn fifteen_points_have_provisional_limits() {
    assert_snapshot!(both(&Case::weekly("%", &FALLS[..15]).target(30.0, "2026-06-30")));
}

#[test]
fn a_fall_is_ringed_and_measured_anew() {
    assert_snapshot!(both(&falls()));
}

#[test]
fn a_declared_phase_has_its_own_limits() {
    assert_snapshot!(both(&falls().phase("2026-08-03")));
}

#[test]
fn a_constant_is_a_straight_line() {
    assert_snapshot!(both(&Case::weekly("days", &[12.0; 20])));
}

#[test]
fn a_wild_point_stays_inside() {
    let mut values = FALLS;
    values[12] = 88.0;
    assert_snapshot!(both(&Case::weekly("%", &values).target(25.0, "2026-12-31")));
}

#[test]
fn a_gap_breaks_the_line() {
    let mut case = falls();
    case.series.points.drain(8..11);
    assert_snapshot!(both(&case));
}

#[test]
fn a_clamped_limit_is_not_drawn() {
    let values = [1.0, 9.0, 2.5, 7.0, 0.0, 6.0].repeat(5);
    assert_snapshot!(both(&Case::weekly("per 100 orders", &values).target(0.5, "2026-12-31")));
}

#[test]
fn one_point_is_a_dot() {
    assert_snapshot!(both(&Case::weekly("%", &[27.1])));
}

#[test]
fn crowded_ship_dates_take_two_rows() {
    let dates = ["2026-05-11", "2026-05-12", "2026-05-14", "2026-05-20", "2026-11-05"];
    assert_snapshot!(both(&falls().shipped(&dates)));
}

#[test]
fn sparklines_end_in_the_last_point() {
    let case = falls();
    let unit = Unit::of(&case.fields, 1);
    let recent = spark(&case.series, &unit, "Checkout drop-off", None).unwrap();
    let around = spark(&case.series, &unit, "Pay", Some(day("2026-08-05"))).unwrap();
    assert_snapshot!(format!("{recent}\n\n{around}").replace("><", ">\n<"));
}
