//! What stands beside a chart.

use super::{Case, falls};
use crate::chart::{csv, desc, period_label, table};
use crate::id::{Date, Rhythm};
use crate::kpi::{Notes, Unit};

#[test]
fn periods_are_named_as_people_name_them() {
    let day = Date::parse("2026-03-04").unwrap();
    let label = |rhythm: Rhythm| period_label(rhythm, rhythm.period(day));
    assert_eq!(label(Rhythm::Day), "4 Mar 2026");
    assert_eq!(label(Rhythm::Week), "Week of 2 Mar 2026");
    assert_eq!(label(Rhythm::Month), "Mar 2026");
    assert_eq!(label(Rhythm::Quarter), "Q1 2026");
    assert_eq!(label(Rhythm::Year), "2026");
}

#[test]
fn a_table_is_newest_first_and_csv_oldest_first() {
    let case = Case::weekly("%", &[31.0, 30.5]);
    let (columns, rows) = table(&case.series, &Unit::of(&case.fields, 1));
    assert_eq!(columns, ["Week", "Value, %", "n"]);
    assert_eq!(
        rows,
        [["Week of 9 Mar 2026", "30.5", "1913"], ["Week of 2 Mar 2026", "31.0", "1900"]]
    );
    assert_eq!(
        csv(&case.series, &Notes::default()),
        "date,value,n\n2026-03-02,31,1900\n2026-03-09,30.5,1913\n"
    );
}

#[test]
fn counts_that_nobody_gave_have_no_column() {
    let mut case = Case::weekly("", &[31.0]);
    case.series.points[0].n = None;
    let (columns, rows) = table(&case.series, &Unit::of(&case.fields, 0));
    assert_eq!((columns.len(), rows[0].len()), (2, 2));
    assert_eq!(columns[1], "Value");
    assert_eq!(csv(&case.series, &Notes::default()), "date,value\n2026-03-02,31\n");
}

#[test]
fn a_description_says_what_the_picture_shows() {
    let mut case = falls();
    case.series.points.remove(3);
    let text = case.with(super::Size::Wide, |spec| {
        desc(spec.name, (spec.series, spec.series), spec.analysis, spec.verdicts, spec.unit)
    });
    insta::assert_snapshot!(text, @"Checkout drop-off fell from 31 % to 27 % and stayed there. 35 values from Week of 2 Mar 2026 to Week of 2 Nov 2026, the lowest 25.5 % (Week of 10 Aug 2026), the highest 33.5 % (Week of 15 Jun 2026), the last 27.1 %. The line breaks once, where values are missing. The usual range is 28.3 to 33.9 %.");
}
